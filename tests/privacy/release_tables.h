/* Protected tables for the tests of releases. */
#ifndef GDCS_TESTS_PRIVACY_RELEASE_TABLES_H
#define GDCS_TESTS_PRIVACY_RELEASE_TABLES_H

#include "data/make.h"

#include <criterion/new/assert.h>
#include <gdcs/release.h>
#include <gdcs/suppress.h>

static const gdcs_disclosure_rule minimum4 = {.struct_size = sizeof(gdcs_disclosure_rule),
                                              .minimum = 4};

static inline gdcs_table *protected_table(const char *axes)
{
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_table_options o = {.struct_size = sizeof o,
                                  .sensitivity = GDCS_SENSITIVITY_PROTECTED};
    gdcs_table *plain = make_table(GDCS_ABSENT_ZERO, axes), *table = NULL;
    good(gdcs_table_new(&o, &table, &err), &err, axes);
    for (int64_t i = 0; i < gdcs_table_count_axes(plain); i++) {
        gdcs_axis axis = {.struct_size = sizeof axis};
        good(gdcs_table_get_axis(plain, i, &axis, &err), &err, axes);
        good(gdcs_table_add_axis(table, &axis, &err), &err, axes);
    }
    gdcs_table_free(plain);
    return table;
}

/* Women and men of areas with all totals; `women` and `men` have n numbers. */
static inline gdcs_table *protected_areas(const double *women, const double *men, int n)
{
    gdcs_table *t = protected_table("area* sex");
    char at[32];
    for (int i = 0; i < n; i++)
        for (int total = 0; total < 2; total++) {
            char area[8] = {(char)('A' + i), '\0'};
            snprintf(at, sizeof at, "%s F", total ? "TOTAL" : area);
            add(t, at, women[i]);
            snprintf(at, sizeof at, "%s M", total ? "TOTAL" : area);
            add(t, at, men[i]);
            snprintf(at, sizeof at, "%s _T", total ? "TOTAL" : area);
            add(t, at, women[i] + men[i]);
        }
    return t;
}

static inline gdcs_table *areas(void)
{
    static const double women[] = {2, 20, 30}, men[] = {50, 40, 45};
    return protected_areas(women, men, 3);
}

static inline gdcs_table *suppressed(const gdcs_table *t, const gdcs_disclosure_rule *rule)
{
    gdcs_table *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_suppress_table(t, rule, NULL, &out, NULL, NULL, &err), &err, "suppress");
    return out;
}

/* Hide a cell as it lies there. */
static inline void hide(gdcs_table *t, const char *labels)
{
    set_missing(t, labels, 'Q');
}

static inline gdcs_release_log *new_log(void)
{
    gdcs_release_log *log = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_release_log_new(&log, &err), &err, "log");
    return log;
}

/* A copy with these cells hidden. */
static inline gdcs_table *without(const gdcs_table *t, const char *const *labels, int n)
{
    gdcs_table *copy = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_table_copy(t, &copy, &err), &err, "copy");
    for (int i = 0; i < n; i++)
        hide(copy, labels[i]);
    return copy;
}

/* Through the door. */
static inline void go(const gdcs_table *original, const gdcs_table *table,
                      const gdcs_disclosure_rule *rule, const gdcs_release_options *o)
{
    gdcs_table *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_release_table(original, table, rule, o, &out, NULL, &err), &err, "release");
    gdcs_table_free(out);
}

/* It is refused with this status, and the sentence has these words. */
static inline void expect_refusal(const gdcs_table *original, const gdcs_table *table,
                                  const gdcs_disclosure_rule *rule, const gdcs_release_options *o,
                                  gdcs_status wanted, const char *words)
{
    gdcs_table *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status = gdcs_release_table(original, table, rule, o, &out, NULL, &err);
    cr_expect(status == wanted, "%s: %d, %s", words, (int)status, err.message);
    cr_expect(strstr(err.message, words) != NULL, "\"%s\" has no \"%s\"", err.message, words);
    gdcs_table_free(out);
}

typedef struct number {
    const char *at;
    double value;
} number;

static inline void add_all(gdcs_table *t, const number *numbers, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add(t, numbers[i].at, numbers[i].value);
}
#endif
