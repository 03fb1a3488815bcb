/* Mirrors lib/stats/level.c. */
#include "stats/level.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

TestSuite(level, .timeout = 10);

Test(level, nothing_set_is_five_percent_exactly)
{
    double alpha = 0;
    cr_assert(eq(i32, gdcs_i_level_alpha(0, 0, &alpha, NULL), GDCS_OK));
    cr_expect(alpha == 0.05);
}

Test(level, alpha_given_directly_keeps_its_digits)
{
    const double given[] = {0.05, 1e-11, 1e-300, 0.9999};
    for (int i = 0; i < 4; i++) {
        double alpha = 0;
        cr_assert(eq(i32, gdcs_i_level_alpha(0, given[i], &alpha, NULL), GDCS_OK));
        cr_expect(alpha == given[i], "%g", given[i]);
    }
}

Test(level, a_level_is_one_minus_alpha)
{
    double alpha = 0;
    cr_assert(eq(i32, gdcs_i_level_alpha(0.75, 0, &alpha, NULL), GDCS_OK));
    cr_expect(alpha == 0.25);
}

Test(level, a_level_written_as_a_decimal_gives_the_decimal_alpha)
{
    static const double levels[] = {0.9, 0.95, 0.99, 0.998, 0.999999, 0.1};
    static const double alphas[] = {0.1, 0.05, 0.01, 0.002, 1e-6, 0.9};
    for (int i = 0; i < 6; i++) {
        double alpha = 0;
        cr_assert(eq(i32, gdcs_i_level_alpha(levels[i], 0, &alpha, NULL), GDCS_OK));
        cr_expect(alpha == alphas[i], "%g", levels[i]);
    }
}

Test(level, a_level_beyond_fifteen_places_keeps_its_complement)
{
    double alpha = 0;
    cr_assert(eq(i32, gdcs_i_level_alpha(1 - 0x1p-53, 0, &alpha, NULL), GDCS_OK));
    cr_expect(alpha == 0x1p-53);
}

Test(level, refuses_what_is_no_level_and_leaves_out_alone)
{
    static const struct {
        double level, alpha;
        const char *field;
    } bad[] = {{0.95, 0.05, "alpha"}, {95, 0, "level"},     {1, 0, "level"},
               {-0.5, 0, "level"},    {1e-17, 0, "level"},  {0, 1, "alpha"},
               {0, -0.05, "alpha"},   {0, 1e-301, "alpha"}, {0, NAN, "alpha"},
               {NAN, 0, "level"},     {NAN, NAN, "alpha"},  {INFINITY, 0, "level"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double alpha = 4711;
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(
            eq(i32, gdcs_i_level_alpha(bad[i].level, bad[i].alpha, &alpha, &err), GDCS_E_OPTION),
            "row %zu", i);
        cr_expect_str_eq(err.field, bad[i].field, "row %zu", i);
        cr_expect(alpha == 4711, "row %zu", i);
    }
}

Test(level, is_named_as_readers_write_it)
{
    static const struct {
        double alpha;
        const char *text;
    } row[] = {{0.05, "95 %"}, {1.0 - 0.95, "95 %"}, {1.0 - 0.999, "99.9 %"}, {0.1, "90 %"},
               {0.9, "10 %"},  {0.002, "99.8 %"},    {1e-9, "99.9999999 %"},  {1e-11, "1 - 1e-11"}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        char text[GDCS_I_LEVEL_SIZE];
        cr_expect_str_eq(gdcs_i_level_text(row[i].alpha, text), row[i].text, "row %zu", i);
    }
}
