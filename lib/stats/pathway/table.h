/* A table as sets of categories: the combinations of kept axes, each with the labels of an axis. */
#ifndef GDCS_STATS_PATHWAY_TABLE_H
#define GDCS_STATS_PATHWAY_TABLE_H

#include "stats/pathway/set.h"
#include "stats/segregation/table.h"

typedef struct gdcs_i_pathway_table {
    gdcs_i_unit_table t; /* its labels are the categories alone */
    int32_t unstated;    /* labels, or -1 */
    int32_t whole;
    int64_t sets;
} gdcs_i_pathway_table;

gdcs_status gdcs_i_pathway_table_new(const gdcs_table *table, const char *axis,
                                     const char *const *keep, int32_t n,
                                     const gdcs_pathway_options *options, gdcs_i_pathway_table *out,
                                     gdcs_error *err);
void gdcs_i_pathway_table_free(gdcs_i_pathway_table *table);

/* The set with these codes of the axes kept; room for t.count categories. */
void gdcs_i_pathway_table_read(const gdcs_i_pathway_table *table, const gdcs_i_pathway_plan *plan,
                               const int32_t *codes, gdcs_i_pathways *set);
#endif
