/* The cells of a table and their totals, declared ones and nodes of trees: which cells each is made of,
   and rounding that keeps totals sums. */
#ifndef GDCS_PRIVACY_ADDITIVE_H
#define GDCS_PRIVACY_ADDITIVE_H

#include "num/rng.h"
#include "privacy/branches.h"

typedef struct gdcs_i_additive {
    const gdcs_table *table;
    gdcs_i_branches branches;
    int64_t cells;
    double *value;  /* by slot, as the others */
    int32_t *grade; /* as gdcs_i_branches_grade(), and _kind() */
    uint64_t *kind;
    int64_t *start; /* of its list in `items` */
    int64_t *length;
    uint64_t *made; /* the sum of the names of the cells in the list */
    int32_t *items; /* slots of cells that are no totals; such a cell is its own list */
    int64_t room, used;
    int32_t deepest;
    int32_t padding;
} gdcs_i_additive;

/* All cells must be exact, and each declared total, and each node of the trees, the sum of its parts
   along every axis along which it has some; one without parts is a cell like others.  `task` begins the
   sentence where a cell is not exact.  GDCS_E_VALUE, GDCS_E_SHAPE, GDCS_E_MEMORY, and those of
   gdcs_i_branches_new(); what was made is freed either way by gdcs_i_additive_free(). */
gdcs_status gdcs_i_additive_new(const gdcs_table *table, const gdcs_tree *const *trees, int32_t n,
                                const char *task, gdcs_i_additive *out, gdcs_error *err);
void gdcs_i_additive_free(gdcs_i_additive *additive);

/* Is it a total with parts? */
int gdcs_i_additive_is_total(const gdcs_i_additive *additive, int64_t slot);

/* The sum, over the list of a slot, of numbers by slot. */
double gdcs_i_additive_sum(const gdcs_i_additive *additive, int64_t slot, const double *value);

/* Round the numbers, by slot, of cells that are no totals to neighbouring multiples of the base such
   that sums of as many totals as can be held are such neighbours too.  GDCS_E_MEMORY. */
gdcs_status gdcs_i_additive_round(const gdcs_i_additive *additive, const double *value, double base,
                                  gdcs_i_rng *rng, double *out, gdcs_error *err);
#endif
