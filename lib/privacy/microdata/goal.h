/* What records are brought to: k records that match, l values of the sensitive column. */
#ifndef GDCS_PRIVACY_MICRODATA_GOAL_H
#define GDCS_PRIVACY_MICRODATA_GOAL_H

#include "privacy/microdata/records.h"

/* Each value of the sensitive column, from 0, once for each class that has it. */
typedef struct gdcs_i_sensitive {
    int64_t *start; /* by class; one more at the end */
    int32_t *value;
    int32_t values; /* distinct */
    int32_t padding;
} gdcs_i_sensitive;

gdcs_status gdcs_i_sensitive_new(const gdcs_frame *frame, const gdcs_i_records *records,
                                 gdcs_i_sensitive *out, gdcs_error *err);
void gdcs_i_sensitive_free(gdcs_i_sensitive *held);

typedef struct gdcs_i_goal {
    int64_t k;
    int64_t l; /* 0: not asked for, and nothing is held */
    gdcs_i_sensitive held;
} gdcs_i_goal;

/* Does the rule ask for k or l by distinct values, and nothing else?  GDCS_E_OPTION. */
gdcs_status gdcs_i_goal_check(const gdcs_microdata_rule *rule, gdcs_error *err);

/* GDCS_E_DISCLOSURE if the records can never get there.  held is to be freed. */
gdcs_status gdcs_i_reach(const gdcs_frame *frame, const gdcs_microdata_rule *rule,
                         const gdcs_i_records *records, gdcs_i_goal *out, gdcs_error *err);
#endif
