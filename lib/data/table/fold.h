/* Adding up the cells of lines: what margin, slice and collapse share. */
#ifndef GDCS_DATA_TABLE_FOLD_H
#define GDCS_DATA_TABLE_FOLD_H

#include "data/table.h"

enum { GDCS_I_FOLD_DROP = -1 };

/* How a table becomes one with fewer axes or labels. */
typedef struct gdcs_i_fold {
    const int32_t *from; /* per axis of the result: the axis of the source */
    int32_t recoded;     /* an axis of the source whose labels are renumbered or chosen, or -1 */
    const int32_t
        *to;       /* per label of it: the new number, or GDCS_I_FOLD_DROP; NULL: all, if it goes */
    int32_t total; /* label of it that is the declared total of its lines, or -1 */
    const int64_t *needed; /* where absent is missing: parts without which a sum is not known; per
                              new number if `recoded` stays, else one number */
} gdcs_i_fold;

/* Add the cells of `table` into those of `out`, which has its axes and no cells. */
gdcs_status gdcs_i_fold_into(const gdcs_table *table, const gdcs_i_fold *fold, gdcs_table *out,
                             gdcs_error *err);

/* A copy of the table in which every line of a kept axis that goes into one sum with a line that
   declares a total has a total too: its own, or the sum of its parts.  NULL if no kept axis has a
   declared total. */
gdcs_status gdcs_i_fold_complete(const gdcs_table *table, const gdcs_i_fold *fold, int32_t width,
                                 gdcs_table **out, gdcs_error *err);

/* How many labels of an axis a line must have, so that its sum is known: of the sex axis women and
   men, of others all but the declared total. */
int64_t gdcs_i_fold_needed(const gdcs_table *table, int32_t axis);

/* Is the label one of them? */
int gdcs_i_fold_needs(const gdcs_table *table, int32_t axis, int32_t code);
#endif
