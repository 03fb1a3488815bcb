/* What the forms of segregation have in common: options, problems, their estimates. */
#ifndef GDCS_STATS_SEGREGATION_PLAN_H
#define GDCS_STATS_SEGREGATION_PLAN_H

#include "stats/segregation/index.h"

enum { GDCS_I_SEGREGATION_RESULT_V1 = 144 }; /* size in release 0.1, for ever */

/* Checked options. */
typedef struct gdcs_i_segregation_plan {
    int32_t index;  /* 0: not said */
    int32_t method; /* DEFAULT: as the index has it */
    int32_t correction;
    int32_t by_sex;
    int32_t replicates;
    int32_t permutations; /* 0: not said */
    uint64_t seed;
    double alpha;
    double z; /* upper alpha / 2 point of the normal */
} gdcs_i_segregation_plan;

gdcs_status gdcs_i_segregation_plan_new(const gdcs_segregation_options *options,
                                        gdcs_i_segregation_plan *out, gdcs_error *err);

/* "inversion" and the like; never NULL. */
const char *gdcs_i_segregation_method_text(int32_t method);

/* Units of one problem, as arrays of their number, and room to work in.  Women and men are NaN where
   they are not exact; the upper counts hold the unknown. */
typedef struct gdcs_i_problem {
    int64_t n;
    double *women;
    double *men;
    double *women_lower;
    double *women_upper;
    double *men_lower;
    double *men_upper;
    double unknown; /* in all */
    uint32_t notes;
    int32_t exact;   /* are all women and men? */
    int32_t certain; /* and is nobody unknown? */
    double *room;    /* 4 n */
    double *values;  /* one per replicate */
    struct gdcs_i_rank *rank;
    void *memory;
} gdcs_i_problem;

/* Room for n units and this many replicates. */
gdcs_status gdcs_i_problem_new(int64_t n, int64_t replicates, gdcs_i_problem *out, gdcs_error *err);
void gdcs_i_problem_free(gdcs_i_problem *problem);

/* Begin anew, then put counts into unit i. */
void gdcs_i_problem_clear(gdcs_i_problem *problem);
void gdcs_i_problem_put(gdcs_i_problem *problem, int64_t i, const gdcs_sex_counts *counts,
                        const gdcs_sex_counts *lower, const gdcs_sex_counts *upper);

/* Notes of the units, once all are in: EMPTY_UNIT, ZERO_CELL, SMALL_BASE, NOT_WHOLE, and those of the
   counts. */
uint32_t gdcs_i_problem_notes(const gdcs_i_problem *problem, const gdcs_i_units *units);

/* Sums of what is exact. */
gdcs_i_units gdcs_i_problem_units(const gdcs_i_problem *problem);

/* All of out but struct_size.  Where there is no value it is NaN with GDCS_NOTE_NOT_ESTIMABLE. */
void gdcs_i_segregation_estimate(const gdcs_i_segregation_plan *plan, int32_t index,
                                 gdcs_i_problem *problem, gdcs_segregation_result *out);

/* Room in problem for `permutations` is not needed.  GDCS_OK, always. */
void gdcs_i_segregation_test(const gdcs_i_segregation_plan *plan, int32_t index,
                             gdcs_i_problem *problem, gdcs_segregation_tested *out);

/* Bounds of the index over all counts in the problem. */
gdcs_bounds gdcs_i_segregation_bounds(int32_t index, const gdcs_i_problem *problem);

/* The arrays of a caller: checked, NaN allowed or not; then as a problem, from element `first` on. */
gdcs_status gdcs_i_segregation_check(const gdcs_sex_arrays *units, int64_t count, int missing,
                                     const char *field, gdcs_sex_arrays *out, gdcs_error *err);
void gdcs_i_problem_read(gdcs_i_problem *problem, const gdcs_sex_arrays *units, int64_t first);

/* GDCS_E_EMPTY if there are no women or no men. */
gdcs_status gdcs_i_segregation_need_both(const gdcs_i_units *units, const char *field,
                                         gdcs_error *err);
#endif
