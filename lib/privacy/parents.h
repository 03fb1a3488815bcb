/* What labels of an axis are part of, by trees. */
#ifndef GDCS_PRIVACY_PARENTS_H
#define GDCS_PRIVACY_PARENTS_H

#include "core/pool.h"

#include <gdcs/tree.h>

typedef struct gdcs_i_parents {
    gdcs_i_pool *children;
    const char **parent; /* by child; the trees' own texts */
    int64_t room;
} gdcs_i_parents;

/* Of the trees of this axis; the first that has a label says where it is.  What was made is freed either way by
   gdcs_i_parents_free(). */
gdcs_status gdcs_i_parents_new(const char *axis, const gdcs_tree *const *trees, int32_t count,
                               gdcs_i_parents *out, gdcs_error *err);
void gdcs_i_parents_free(gdcs_i_parents *parents);

/* The label above, or NULL. */
const char *gdcs_i_parents_of(const gdcs_i_parents *parents, const char *label);
#endif
