/* Arrays of callers: inputs where NULL stands for zeroes, outputs where NULL is not wanted. */
#ifndef GDCS_STATS_ARRAYS_H
#define GDCS_STATS_ARRAYS_H

#include <gdcs/estimate.h>
#include <gdcs/sex.h>
#include <stddef.h>

enum {
    GDCS_I_SEX_ARRAYS_V1 = 48, /* sizes in release 0.1, for ever */
    GDCS_I_ESTIMATE_ARRAYS_V1 = 64,
    GDCS_I_TEST_ARRAYS_V1 = 40
};

static inline double gdcs_i_array_at(const double *array, int64_t i)
{
    return array == NULL ? 0.0 : array[i];
}

static inline gdcs_sex_counts gdcs_i_sex_arrays_at(const gdcs_sex_arrays *arrays, int64_t i)
{
    const gdcs_sex_counts counts = {
        gdcs_i_array_at(arrays->women, i), gdcs_i_array_at(arrays->men, i),
        gdcs_i_array_at(arrays->other, i), gdcs_i_array_at(arrays->unknown, i),
        gdcs_i_array_at(arrays->not_applicable, i)};
    return counts;
}

static inline void gdcs_i_estimate_arrays_set(const gdcs_estimate_arrays *arrays, int64_t i,
                                              const gdcs_estimate *estimate,
                                              const gdcs_bounds *bounds, uint32_t notes)
{
    if (arrays->value != NULL)
        arrays->value[i] = estimate->value;
    if (arrays->lower != NULL)
        arrays->lower[i] = estimate->lower;
    if (arrays->upper != NULL)
        arrays->upper[i] = estimate->upper;
    if (arrays->std_error != NULL)
        arrays->std_error[i] = estimate->std_error;
    if (arrays->bound_lower != NULL)
        arrays->bound_lower[i] = bounds->lower;
    if (arrays->bound_upper != NULL)
        arrays->bound_upper[i] = bounds->upper;
    if (arrays->notes != NULL)
        arrays->notes[i] = notes;
}

static inline void gdcs_i_test_arrays_set(const gdcs_test_arrays *arrays, int64_t i,
                                          const gdcs_test *test)
{
    if (arrays->statistic != NULL)
        arrays->statistic[i] = test->statistic;
    if (arrays->df != NULL)
        arrays->df[i] = test->df;
    if (arrays->p_value != NULL)
        arrays->p_value[i] = test->p_value;
    if (arrays->log10_p != NULL)
        arrays->log10_p[i] = test->log10_p;
}
#endif
