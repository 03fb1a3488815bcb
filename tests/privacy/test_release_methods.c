/* Mirrors lib/privacy/release: rounding, cell keys, noise. */
#include "privacy/release_tables.h"

#include <criterion/new/assert.h>
#include <gdcs/round.h>

TestSuite(release_methods, .timeout = 120);

static gdcs_status release(const gdcs_table *original, const gdcs_table *table,
                           const gdcs_disclosure_rule *rule, const gdcs_release_options *o,
                           gdcs_table **out, gdcs_error *err)
{
    *err = (gdcs_error){.struct_size = sizeof *err};
    *out = NULL;
    return gdcs_release_table(original, table, rule, o, out, NULL, err);
}

static gdcs_table *rounded(const gdcs_table *t, int32_t method)
{
    const gdcs_round_options o = {
        .struct_size = sizeof o, .method = method, .base = 5, .seed = 7, .hold = 0};
    gdcs_table *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_round_table(t, &o, &out, NULL, NULL, &err), &err, "round");
    return out;
}

Test(release_methods, rounded_tables_go_under_rules_of_rounding)
{
    static const int32_t methods[] = {GDCS_ROUND_METHOD_CONVENTIONAL, GDCS_ROUND_METHOD_RANDOM,
                                      GDCS_ROUND_METHOD_CONTROLLED};
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule,
                                       .rounding = 5,
                                       .rounding_kind = GDCS_DISCLOSURE_ROUNDING_NEAREST};
    gdcs_table *t = areas();
    for (int i = 0; i < 3; i++) {
        const gdcs_release_options o = {.struct_size = sizeof o,
                                        .method = GDCS_RELEASE_METHOD_ROUNDING,
                                        .base = 5,
                                        .rounding_kind = 1 + i};
        gdcs_table *r = rounded(t, methods[i]), *out = NULL;
        gdcs_error err;
        good(release(t, r, &rule, &o, &out, &err), &err, "release");
        cr_expect(eq(i32, gdcs_table_get_sensitivity(out), GDCS_SENSITIVITY_PUBLIC));
        cr_expect(same_cells(out, r));
        cr_expect(strstr(gdcs_table_get_meta(out, GDCS_META_NOTE), "rounded to base 5") != NULL);
        gdcs_table_free(out);
        gdcs_table_free(r);
    }
    gdcs_table_free(t);
}

Test(release_methods, rounding_is_what_it_says_it_is)
{
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule,
                                       .rounding = 5,
                                       .rounding_kind = GDCS_DISCLOSURE_ROUNDING_RANDOM};
    gdcs_table *t = areas(), *r = rounded(t, GDCS_ROUND_METHOD_CONVENTIONAL);
    gdcs_release_options o = {.struct_size = sizeof o,
                              .method = GDCS_RELEASE_METHOD_ROUNDING,
                              .base = 5,
                              .rounding_kind = GDCS_DISCLOSURE_ROUNDING_NEAREST};
    expect_refusal(t, r, &rule, &o, GDCS_E_DISCLOSURE, "of its kind or better");
    expect_refusal(t, r, &rule, NULL, GDCS_E_DISCLOSURE, "rounded to base 5");
    o.base = 3;
    o.rounding_kind = GDCS_DISCLOSURE_ROUNDING_RANDOM;
    expect_refusal(t, r, &rule, &o, GDCS_E_DISCLOSURE, "rounded to base 5");
    o.base = 10;
    expect_refusal(t, r, &rule, &o, GDCS_E_VALUE, "not what the method makes");
    o.base = 5;
    set(r, "C M", 50, 50, 50, 'A');
    expect_refusal(t, r, &rule, &o, GDCS_E_VALUE, "area C, sex M");
    gdcs_table_free(r);
    gdcs_table_free(t);
}

/* 9 and 1 of 10 in one area, rounded to the nearest 5, are 10, 0 and 10: the 1 may be 0 to 2, and the
   9 is 8 to 10.  Where 2 is all there is, 0 to 2 it stays. */
Test(release_methods, rounding_that_is_too_narrow_is_refused)
{
    static const double women[] = {1, 20, 30}, men[] = {9, 40, 45};
    gdcs_disclosure_rule rule = {.struct_size = sizeof rule,
                                 .minimum = 3,
                                 .rounding = 5,
                                 .rounding_kind = GDCS_DISCLOSURE_ROUNDING_NEAREST};
    const gdcs_release_options o = {.struct_size = sizeof o,
                                    .method = GDCS_RELEASE_METHOD_ROUNDING,
                                    .base = 5,
                                    .rounding_kind = GDCS_DISCLOSURE_ROUNDING_NEAREST};
    gdcs_table *t = protected_areas(women, men, 3), *out = NULL;
    gdcs_table *r = rounded(t, GDCS_ROUND_METHOD_CONVENTIONAL);
    gdcs_error err;
    good(release(t, r, &rule, &o, &out, &err), &err, "release");
    gdcs_table_free(out);
    rule.width = 3;
    expect_refusal(t, r, &rule, &o, GDCS_E_DISCLOSURE, "area A, sex F (narrow)");
    gdcs_table_free(r);
    gdcs_table_free(t);
}

static gdcs_table *keys_of(const gdcs_table *t)
{
    gdcs_table *keys = copied(t);
    gdcs_error err = {.struct_size = sizeof err};
    uint64_t state = 5;
    for (int64_t i = 0; i < gdcs_table_count_cells(t); i++) {
        int32_t codes[2];
        gdcs_cell c = {.struct_size = sizeof c};
        gdcs_axis axis[2] = {{.struct_size = sizeof *axis}, {.struct_size = sizeof *axis}};
        good(gdcs_table_get_at(t, i, codes, &c, &err), &err, "cell");
        for (int k = 0; k < 2; k++)
            good(gdcs_table_get_axis(t, k, &axis[k], &err), &err, "axis");
        const char *const at[] = {axis[0].labels[codes[0]], axis[1].labels[codes[1]]};
        c.value = c.lower = c.upper = draw(&state, UINT32_MAX);
        good(gdcs_table_set(keys, at, &c, &err), &err, "key");
    }
    return keys;
}

Test(release_methods, perturbed_tables_go_with_their_design)
{
    gdcs_cell_key *design = NULL, *other = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_cell_key_options small = {
        .struct_size = sizeof small, .deviation = 1, .variance = .2};
    good(gdcs_cell_key_new(NULL, &design, &err), &err, "design");
    good(gdcs_cell_key_new(&small, &other, &err), &err, "design");
    gdcs_table *t = areas(), *keys = keys_of(t), *noisy = NULL, *out = NULL;
    good(gdcs_cell_key_table(design, t, keys, NULL, 0, &noisy, NULL, NULL, &err), &err, "perturb");
    gdcs_release_options o = {
        .struct_size = sizeof o, .method = GDCS_RELEASE_METHOD_CELL_KEY, .design = design};
    good(release(t, noisy, &minimum4, &o, &out, &err), &err, "release");
    cr_expect(eq(i32, gdcs_table_get_sensitivity(out), GDCS_SENSITIVITY_PUBLIC));
    cr_expect(strstr(gdcs_table_get_meta(out, GDCS_META_NOTE), "cell keys") != NULL);
    gdcs_table_free(out);
    o.design = other;
    expect_refusal(t, noisy, &minimum4, &o, GDCS_E_VALUE, "not what the method makes");
    gdcs_disclosure_rule wide = minimum4;
    wide.width = 40;
    o.design = design;
    expect_refusal(t, noisy, &wide, &o, GDCS_E_DISCLOSURE, "(narrow)");
    gdcs_table_free(noisy);
    gdcs_table_free(keys);
    gdcs_table_free(t);
    gdcs_cell_key_free(other);
    gdcs_cell_key_free(design);
}

Test(release_methods, noise_goes_as_far_as_its_budget_guarantees)
{
    const gdcs_budget_options all = {.struct_size = sizeof all, .epsilon = 2};
    const gdcs_noise_options half = {.struct_size = sizeof half, .epsilon = 0.5, .seed = 11};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_budget *budget = NULL, *empty = NULL;
    gdcs_noise_result noise = {.struct_size = sizeof noise};
    gdcs_table *t = areas(), *noisy = NULL, *out = NULL;
    good(gdcs_budget_new(&all, &budget, &err), &err, "budget");
    good(gdcs_budget_new(&all, &empty, &err), &err, "budget");
    good(gdcs_noise_table(t, &half, budget, &noisy, NULL, &noise, &err), &err, "noise");
    gdcs_release_options o = {.struct_size = sizeof o,
                              .method = GDCS_RELEASE_METHOD_NOISE,
                              .noise = &noise,
                              .budget = budget,
                              .epsilon = 2};
    good(release(t, noisy, &minimum4, &o, &out, &err), &err, "release");
    cr_expect(eq(i32, gdcs_table_get_sensitivity(out), GDCS_SENSITIVITY_PUBLIC));
    cr_expect(strstr(gdcs_table_get_meta(out, GDCS_META_NOTE), "epsilon 0.5") != NULL);
    gdcs_table_free(out);
    expect_refusal(t, t, &minimum4, &o, GDCS_E_DISCLOSURE, "changed nothing");
    o.epsilon = 0.1;
    expect_refusal(t, noisy, &minimum4, &o, GDCS_E_DISCLOSURE, "larger epsilon");
    o.epsilon = 0;
    expect_refusal(t, noisy, &minimum4, &o, GDCS_E_OPTION, "not positive");
    o.epsilon = 2;
    o.budget = empty;
    expect_refusal(t, noisy, &minimum4, &o, GDCS_E_DISCLOSURE, "no charge");
    noise.epsilon = 0;
    expect_refusal(t, noisy, &minimum4, &o, GDCS_E_DISCLOSURE, "not one of");
    hide(noisy, "A F");
    expect_refusal(t, noisy, &minimum4, &o, GDCS_E_VALUE, "would tell");
    gdcs_table_free(noisy);
    gdcs_table_free(t);
    gdcs_budget_free(empty);
    gdcs_budget_free(budget);
}
