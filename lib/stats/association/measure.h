/* What the forms of association have in common. */
#ifndef GDCS_STATS_ASSOCIATION_MEASURE_H
#define GDCS_STATS_ASSOCIATION_MEASURE_H

#include "num/cross.h"

#include <gdcs/association.h>

/* Checked options. */
typedef struct gdcs_i_association_plan {
    int32_t method; /* never DEFAULT */
    int32_t sexes;
    int32_t adjust; /* GDCS_I_ADJUST_* */
    int32_t permutations;
    uint64_t seed;
    double alpha;
} gdcs_i_association_plan;

gdcs_status gdcs_i_association_plan_new(const gdcs_association_options *options,
                                        gdcs_i_association_plan *out, gdcs_error *err);

/* In a column of methods, and in sentences. */
const char *gdcs_i_association_method_text(int32_t method);

/* Room for one table: margins, and what random tables need. */
gdcs_status gdcs_i_association_room(int64_t rows, int64_t columns, double **out, gdcs_error *err);

/* All of out but struct_size.  In the scalar form a method that does not apply is an error; else another
   takes its place, and what has no value is NaN with GDCS_NOTE_NOT_ESTIMABLE.  Counts are exact. */
gdcs_status gdcs_i_association_estimate(const gdcs_i_association_plan *plan, const double *counts,
                                        int64_t rows, int64_t columns, int scalar, double *room,
                                        gdcs_association_result *out, gdcs_error *err);

/* A result without a value: notes, bounds [0, 1]. */
gdcs_association_result gdcs_i_association_nothing(const gdcs_i_association_plan *plan,
                                                   uint32_t notes);

/* Into arrays of rows times columns, none NULL; room as above. */
gdcs_status gdcs_i_association_cells(const gdcs_i_association_plan *plan, const double *counts,
                                     int64_t rows, int64_t columns, double *room,
                                     const gdcs_association_cell_arrays *out, gdcs_error *err);
#endif
