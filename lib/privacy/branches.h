/* Which labels of the axes of a table are sums of others: declared totals of roots, nodes of trees of
   their parts. */
#ifndef GDCS_PRIVACY_BRANCHES_H
#define GDCS_PRIVACY_BRANCHES_H

#include "data/table.h"

#include <gdcs/tree.h>

/* By axis, then by code of the table; -1: none. */
typedef struct gdcs_i_branches {
    int32_t *parent[GDCS_I_AXES];
    int32_t *first[GDCS_I_AXES];  /* of its parts */
    int32_t *next[GDCS_I_AXES];   /* of the parts of the same parent */
    int32_t *height[GDCS_I_AXES]; /* 0: it has no parts; else one more than the highest of them */
} gdcs_i_branches;

/* trees as gdcs_i_system_new(), whose errors they have; what was made is freed either way by
   gdcs_i_branches_free(). */
gdcs_status gdcs_i_branches_new(const gdcs_table *table, const gdcs_tree *const *trees, int32_t n,
                                gdcs_i_branches *out, gdcs_error *err);
void gdcs_i_branches_free(gdcs_i_branches *branches);

/* Heights of these codes added up: above 0 for what is a sum of others along some axis.  What is on
   a way from a cell to all that it is part of has heights of its own, together and along each axis. */
int32_t gdcs_i_branches_grade(const gdcs_i_branches *branches, int32_t width, const int32_t *codes);

/* A number of these heights: the same for cells at the same heights along all axes, as none of which is
   part of another. */
uint64_t gdcs_i_branches_kind(const gdcs_i_branches *branches, int32_t width, const int32_t *codes);
#endif
