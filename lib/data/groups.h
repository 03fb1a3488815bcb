/* A table seen as groups: each combination of the kept axes with its counts by sex, everything else
   summed over.  What every table form of a statistic walks. */
#ifndef GDCS_DATA_GROUPS_H
#define GDCS_DATA_GROUPS_H

#include <gdcs/estimate.h>
#include <gdcs/table.h>

typedef struct gdcs_i_groups gdcs_i_groups;

typedef struct gdcs_i_group {
    const int32_t *codes;   /* one per kept axis */
    gdcs_sex_counts counts; /* NaN where not exact */
    gdcs_sex_counts lower;  /* equal to counts where exact */
    gdcs_sex_counts upper;
    uint32_t notes; /* GDCS_NOTE_INTERVAL_CELL, _MISSING_CELL, _TOTAL_EXCEEDS, _PARTS_EXCEED */
} gdcs_i_group;

/* keep: names of axes other than sex, at most all of them.  GDCS_E_SHAPE if there is no sex axis or
   sex is among keep; GDCS_E_NAME, GDCS_E_DUPLICATE.  Groups are in the order of labels, last axis
   fastest; only combinations with at least one cell set appear.  The declared total's label of a
   kept axis is a group like any other. */
gdcs_status gdcs_i_groups_new(const gdcs_table *table, const char *const *keep, int32_t n,
                              gdcs_i_groups **out, gdcs_error *err);
void gdcs_i_groups_free(gdcs_i_groups *groups);

int64_t gdcs_i_groups_count(const gdcs_i_groups *groups);
void gdcs_i_groups_get(const gdcs_i_groups *groups, int64_t index, gdcs_i_group *out);

/* The margin behind the groups: axes keep..., sex.  For labels, titles, metadata, sensitivity. */
const gdcs_table *gdcs_i_groups_table(const gdcs_i_groups *groups);

/* The group with these codes of the kept axes, or -1. */
int64_t gdcs_i_groups_find(const gdcs_i_groups *groups, const int32_t *codes);
#endif
