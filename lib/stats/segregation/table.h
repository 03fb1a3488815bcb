/* A table as problems of segregation: the combinations of kept axes, each with the units in it. */
#ifndef GDCS_STATS_SEGREGATION_TABLE_H
#define GDCS_STATS_SEGREGATION_TABLE_H

#include "stats/result.h"
#include "stats/segregation/plan.h"

typedef struct gdcs_i_unit_table {
    gdcs_i_groups *groups; /* by the axes to keep, a further one if there is, and that of units */
    gdcs_i_result *result;
    gdcs_axis axis;  /* of units; lives as long as groups */
    int32_t keys;    /* axes to keep */
    int32_t before;  /* axes before that of units: keys, or one more */
    int32_t *labels; /* of the axis of units, but for its declared total */
    int64_t count;
} gdcs_i_unit_table;

/* further: the name of an axis between those to keep and that of units, or NULL. */
gdcs_status gdcs_i_unit_table_new(const gdcs_table *table, const char *axis, const char *further,
                                  const char *const *keep, int32_t n, gdcs_i_unit_table *out,
                                  gdcs_error *err);
void gdcs_i_unit_table_free(gdcs_i_unit_table *table);

/* The units with these codes of the axes before. */
void gdcs_i_unit_table_read(const gdcs_i_unit_table *table, const int32_t *codes,
                            gdcs_i_problem *problem);
#endif
