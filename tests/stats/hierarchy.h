/* Levels of women and men for the tests of hierarchy. */
#ifndef GDCS_TESTS_STATS_HIERARCHY_H
#define GDCS_TESTS_STATS_HIERARCHY_H

#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/hierarchy.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 16 };

typedef struct rungs {
    int n;
    double women[MOST];
    double men[MOST];
    double unknown[MOST];
} rungs;

static const rungs typical = {.n = 4, .women = {10, 14, 6, 2}, .men = {20, 40, 31, 18}};

static inline gdcs_sex_arrays arrays_of(const rungs *r)
{
    const gdcs_sex_arrays a = {
        .struct_size = sizeof a, .women = r->women, .men = r->men, .unknown = r->unknown};
    return a;
}

static inline gdcs_hierarchy_result estimate_with(const rungs *r, gdcs_hierarchy_options o)
{
    const gdcs_sex_arrays a = arrays_of(r);
    gdcs_hierarchy_result out = {.struct_size = sizeof out};
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_hierarchy_estimate(&a, r->n, &o, &out, &err);
    cr_assert(status == GDCS_OK, "%s", err.message);
    return out;
}

static inline gdcs_hierarchy_result measure(const rungs *r, int32_t which)
{
    return estimate_with(r, (gdcs_hierarchy_options){.measure = which});
}

static inline gdcs_hierarchy_tested test_with(const rungs *r, gdcs_hierarchy_options o)
{
    const gdcs_sex_arrays a = arrays_of(r);
    gdcs_hierarchy_tested out = {.struct_size = sizeof out};
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_hierarchy_test(&a, r->n, &o, &out, &err);
    cr_assert(status == GDCS_OK, "%s", err.message);
    return out;
}

static inline int numbers_of(char *text, double *out)
{
    int n = 0;
    for (char *word = strtok(text, " "); word != NULL; word = strtok(NULL, " "))
        out[n++] = strtod(word, NULL);
    return n;
}

/* what, women, men, option, value: one row of the reference. */
typedef struct row {
    char what[40];
    char option[80];
    rungs rungs;
    double value;
} row;

static inline int read_row(FILE *f, row *out)
{
    char line[1024], women[200], men[200], value[60];
    if (fgets(line, sizeof line, f) == NULL)
        return 0;
    memset(out, 0, sizeof *out);
    char *place = line, *part[5];
    for (int i = 0; i < 5; i++) {
        part[i] = place;
        place += strcspn(place, ",\n");
        *place++ = '\0';
    }
    snprintf(out->what, sizeof out->what, "%s", part[0]);
    snprintf(women, sizeof women, "%s", part[1]);
    snprintf(men, sizeof men, "%s", part[2]);
    snprintf(out->option, sizeof out->option, "%s", part[3]);
    snprintf(value, sizeof value, "%s", part[4]);
    out->rungs.n = numbers_of(women, out->rungs.women);
    numbers_of(men, out->rungs.men);
    out->value = strtod(value, NULL);
    return 1;
}
#endif
