/* Records beside tables that are published. */
#ifndef GDCS_PRIVACY_RELEASE_BESIDE_H
#define GDCS_PRIVACY_RELEASE_BESIDE_H

#include "privacy/release/release.h"

/* What of a release of records the log and the audit need. */
typedef struct gdcs_i_beside {
    gdcs_release_microdata_options options;
    gdcs_i_release release; /* of `beside`: originals, options; the rule as it is tried */
    gdcs_table *records;    /* what goes out, counted */
    const char **sensitive; /* columns of which the rule of records asks for l or t */
    int64_t sensitive_count;
} gdcs_i_beside;

/* options in our size.  GDCS_E_ARGUMENT, GDCS_E_STRUCT, GDCS_E_OPTION. */
gdcs_status gdcs_i_beside_take(const gdcs_release_microdata_options *options, gdcs_i_beside *beside,
                               gdcs_error *err);

/* The frame, keys and rule as they go out: audit them, and enter them into the log.  GDCS_E_DISCLOSURE,
   GDCS_E_VALUE; what an audit may return. */
gdcs_status gdcs_i_beside_audit(gdcs_i_beside *beside, const gdcs_frame *frame,
                                const gdcs_microdata_keys *keys, const gdcs_microdata_rule *rule,
                                gdcs_error *err);
gdcs_status gdcs_i_beside_enter(const gdcs_i_beside *beside, const gdcs_microdata_keys *keys,
                                const gdcs_microdata_rule *rule, gdcs_error *err);

/* The records counted, beside each release of records in the log: as gdcs_i_compose(). */
gdcs_status gdcs_i_beside_compose(const gdcs_i_beside *beside, const gdcs_microdata_keys *keys,
                                  const gdcs_microdata_rule *rule, int is_part, gdcs_error *err);
void gdcs_i_beside_end(gdcs_i_beside *beside);
#endif
