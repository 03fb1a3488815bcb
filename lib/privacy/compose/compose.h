/* Whom two releases of records let find together. */
#ifndef GDCS_PRIVACY_COMPOSE_COMPOSE_H
#define GDCS_PRIVACY_COMPOSE_COMPOSE_H

#include <gdcs/release_log.h>

/* A release of records, as a log keeps it. */
typedef struct gdcs_i_composed {
    const char *id; /* NULL: the one that is to go out */
    const gdcs_table *table;
    const gdcs_microdata_keys *keys;
    const gdcs_microdata_rule *rule;
    const char *const *sensitive; /* columns of which the rule asks for l or t */
    int64_t sensitive_count;
} gdcs_i_composed;

/* For classes a and b of the two that agree on the keys of both (where a value is missing, on any): are the
   records of a that agree with one of b in the other columns of both k, and as diverse as the rule of a's
   release asks, and those of b likewise?  Trees say what labels are part of.  is_same: each record that goes
   out is of a person whom the earlier ones have.

   GDCS_E_DISCLOSURE, with the keys of a and b; GDCS_E_VALUE for a record of nobody; GDCS_E_SHAPE for labels of one
   release of which one is part of the other; GDCS_E_LIMIT, GDCS_E_MEMORY. */
gdcs_status gdcs_i_compose(const gdcs_i_composed *earlier, const gdcs_i_composed *now,
                           const gdcs_tree *const *trees, int32_t tree_count, int is_same,
                           gdcs_error *err);
#endif
