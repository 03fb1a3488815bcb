/* The cases of tests/reference/segregation.csv, and short words for tests of segregation. */
#ifndef GDCS_TESTS_STATS_SEGREGATION_H
#define GDCS_TESTS_STATS_SEGREGATION_H

#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/segregation.h>
#include <math.h>
#include <string.h>

enum { UNITS = 64 };

typedef struct people {
    double women[UNITS];
    double men[UNITS];
    double unknown[UNITS];
    int32_t group[UNITS];
    int64_t n;
} people;

static inline gdcs_sex_arrays arrays_of(const people *p)
{
    const gdcs_sex_arrays a = {
        .struct_size = sizeof a, .women = p->women, .men = p->men, .unknown = p->unknown};
    return a;
}

/* Rows of a kind: calls f for each; returns their number. */
static inline int each_row(const char *kind, int only, void (*f)(int, int, double, void *),
                           void *data)
{
    FILE *csv = reference_open("segregation.csv"); /* written by segregation.py */
    char word[32], value[64];
    int number_of_case, number, rows = 0;
    while (fscanf(csv, "%31[^,],%d,%d,%63s\n", word, &number_of_case, &number, value) == 4)
        if (strcmp(word, kind) == 0 && (only == 0 || only == number_of_case)) {
            f(number_of_case, number, strcmp(value, "nan") == 0 ? NAN : strtod(value, NULL), data);
            rows++;
        }
    fclose(csv);
    return rows;
}

static inline void put_women(int of_case, int i, double x, void *data)
{
    (void)of_case;
    people *p = data;
    p->women[i] = x;
    p->n = i + 1;
}

static inline void put_men(int of_case, int i, double x, void *data)
{
    (void)of_case;
    ((people *)data)->men[i] = x;
}

static inline void put_group(int of_case, int i, double x, void *data)
{
    (void)of_case;
    ((people *)data)->group[i] = (int32_t)x;
}

static inline people read_case(int number, int later)
{
    people p = {.n = 0};
    cr_assert(each_row(later ? "later_women" : "women", number, put_women, &p) > 0);
    each_row(later ? "later_men" : "men", number, put_men, &p);
    each_row("group", number, put_group, &p);
    return p;
}

static inline gdcs_segregation_result estimate_with(const people *p, gdcs_segregation_options o)
{
    const gdcs_sex_arrays a = arrays_of(p);
    gdcs_segregation_result r = {.struct_size = sizeof r};
    o.struct_size = sizeof o;
    cr_assert(eq(i32, gdcs_segregation_estimate(&a, p->n, &o, &r, NULL), GDCS_OK));
    return r;
}

static inline gdcs_segregation_measures measure_all(const people *p)
{
    const gdcs_sex_arrays a = arrays_of(p);
    gdcs_segregation_measures m = {.struct_size = sizeof m};
    cr_assert(eq(i32, gdcs_segregation_measure(&a, p->n, &m, NULL), GDCS_OK));
    return m;
}

static inline double index_of(const gdcs_segregation_measures *m, int index)
{
    return (&m->dissimilarity)[index - 1];
}

static const people typical = {.women = {12, 3, 40, 7, 5}, .men = {30, 60, 22, 9, 14}, .n = 5};
#endif
