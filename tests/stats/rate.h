/* Tables of events, populations and result frames of the tests of rates. */
#ifndef GDCS_TESTS_STATS_RATE_H
#define GDCS_TESTS_STATS_RATE_H

#include "stats/make.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/rate.h>
#include <math.h>

typedef struct axis {
    const char *name;
    int32_t concept_id;
    const char *total;
} axis;

static const axis area = {"country", GDCS_CONCEPT_AREA, NULL};
static const axis year = {"year", GDCS_CONCEPT_PERIOD, NULL};
static const axis age = {"age", GDCS_CONCEPT_AGE, "TOTAL"};
static const axis offence = {"offence", GDCS_CONCEPT_OFFENCE, NULL};

/* A table over some axes and, last, sex. */
static inline gdcs_table *table_kept(const axis *axes, int n, int32_t sensitivity)
{
    const gdcs_table_options options = {.struct_size = sizeof options, .sensitivity = sensitivity};
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .name = "sex", .concept_id = GDCS_CONCEPT_SEX};
    gdcs_table *t = NULL;
    cr_assert(eq(i32, gdcs_table_new(&options, &t, NULL), GDCS_OK));
    for (int i = 0; i < n; i++) {
        const gdcs_axis a = {.struct_size = sizeof a,
                             .name = axes[i].name,
                             .concept_id = axes[i].concept_id,
                             .total = axes[i].total};
        cr_assert(eq(i32, gdcs_table_add_axis(t, &a, NULL), GDCS_OK));
    }
    cr_assert(eq(i32, gdcs_table_add_axis(t, &sex, NULL), GDCS_OK));
    return t;
}

static inline gdcs_table *table_new(const axis *axes, int n)
{
    return table_kept(axes, n, GDCS_SENSITIVITY_PUBLIC);
}

static inline void put(gdcs_table *t, const char *a, const char *b, const char *sex, double value)
{
    const char *labels[] = {a, b, sex};
    cr_assert(eq(i32, gdcs_table_add(t, labels, value, NULL), GDCS_OK));
}

static inline void put_interval(gdcs_table *t, const char *a, const char *b, const char *sex,
                                double lower, double upper)
{
    const char *labels[] = {a, b, sex};
    const gdcs_cell cell = {
        .struct_size = sizeof cell, .value = NAN, .lower = lower, .upper = upper};
    cr_assert(eq(i32, gdcs_table_set(t, labels, &cell, NULL), GDCS_OK));
}

static inline gdcs_population *population_of(gdcs_table *t, int32_t gaps)
{
    const gdcs_population_options o = {.struct_size = sizeof o, .gaps = gaps};
    gdcs_population *p = NULL;
    cr_assert(eq(i32, gdcs_population_new(t, &o, &p, NULL), GDCS_OK));
    gdcs_table_free(t);
    return p;
}

/* Residents of two countries in two years; of CZ there are none. */
static inline gdcs_population *residents_of(gdcs_table *t)
{
    put(t, "AT", "2018", "F", 4.4e6);
    put(t, "AT", "2018", "M", 4.2e6);
    put(t, "AT", "2020", "F", 4.6e6);
    put(t, "AT", "2020", "M", 4.4e6);
    put(t, "BE", "2018", "F", 5.8e6);
    put(t, "BE", "2018", "M", 5.6e6);
    put(t, "BE", "2020", "F", 6.0e6);
    put(t, "BE", "2020", "M", 5.8e6);
    return population_of(t, GDCS_POPULATION_GAPS_LINEAR);
}

static inline gdcs_population *residents(void)
{
    const axis axes[] = {area, year};
    return residents_of(table_new(axes, 2));
}

/* The same, protected. */
static inline gdcs_population *protected_residents(void)
{
    const axis axes[] = {area, year};
    return residents_of(table_kept(axes, 2, GDCS_SENSITIVITY_PROTECTED));
}

static inline gdcs_table *prisoners(void)
{
    const axis axes[] = {area, year};
    gdcs_table *t = table_new(axes, 2);
    put(t, "AT", "2018", "F", 506);
    put(t, "AT", "2018", "M", 8200);
    put(t, "AT", "2018", "_U", 10);
    put(t, "AT", "2018", "_O", 2);
    put(t, "AT", "2018", "_Z", 3);
    put(t, "AT", "2019", "F", 12);
    put(t, "AT", "2019", "M", 0);
    put(t, "AT", "2019", "_T", 15);
    put(t, "CZ", "2018", "F", 1500);
    put(t, "CZ", "2018", "M", 19000);
    return t;
}

static const char *const area_year[] = {"country", "year"};
#endif
