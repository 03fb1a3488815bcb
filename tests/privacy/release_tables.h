/* Protected tables for the tests of releases. */
#ifndef GDCS_TESTS_PRIVACY_RELEASE_TABLES_H
#define GDCS_TESTS_PRIVACY_RELEASE_TABLES_H

#include "data/make.h"

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
#endif
