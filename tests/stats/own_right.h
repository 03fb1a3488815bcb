/* Counts, results and the names of measures for the tests of own_right. */
#ifndef GDCS_TESTS_STATS_OWN_RIGHT_H
#define GDCS_TESTS_STATS_OWN_RIGHT_H

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/own_right.h>

static const char *const names[GDCS_OWN_RIGHT_MEASURES] = {"",
                                                           "women",
                                                           "men",
                                                           "difference",
                                                           "ratio",
                                                           "odds_ratio",
                                                           "women_own",
                                                           "women_relatives",
                                                           "women_difference",
                                                           "women_ratio",
                                                           "women_all",
                                                           "dependants_women",
                                                           "dependants_men",
                                                           "dependants_ratio"};

static inline gdcs_own_right_counts counted(const double c[12])
{
    const gdcs_own_right_counts n = {sizeof n,
                                     1,
                                     {c[0], c[1], 0, c[2], 0},
                                     {c[3], c[4], 0, c[5], 0},
                                     {c[6], c[7], 0, c[8], 0},
                                     {c[9], c[10], 0, c[11], 0}};
    return n;
}

static inline gdcs_own_right_result estimated(const gdcs_own_right_counts *counts, int32_t method)
{
    const gdcs_gap_options o = {.struct_size = sizeof o, .method = method};
    gdcs_own_right_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_own_right_estimate(counts, &o, &r, &err), GDCS_OK), "%s", err.message);
    return r;
}

static inline const gdcs_own_right_value *value_of(const gdcs_own_right_result *r, int measure)
{
    return &r->women + (measure - 1); /* members in the order of measures, no holes */
}
#endif
