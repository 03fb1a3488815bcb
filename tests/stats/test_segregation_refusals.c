/* Mirrors lib/stats/segregation: what it refuses, struct sizes, memory. */
#include "fail_alloc.h"
#include "segregation.h"

TestSuite(segregation_refusals, .timeout = 120);

static gdcs_status with(gdcs_segregation_options o)
{
    const gdcs_sex_arrays a = arrays_of(&typical);
    gdcs_segregation_result r = {.struct_size = sizeof r};
    o.struct_size = sizeof o;
    return gdcs_segregation_estimate(&a, 5, &o, &r, NULL);
}

Test(segregation_refusals, refuses_options_it_does_not_know)
{
    static const gdcs_segregation_options bad[] = {
        {.index = 16},
        {.index = -1},
        {.method = 5},
        {.method = -1},
        {.correction = 4},
        {.correction = -1},
        {.sample = 2},
        {.sample = -1},
        {.replicates = 9},
        {.replicates = -1},
        {.replicates = 1000001},
        {.permutations = 9},
        {.level = 95},
        {.alpha = 1},
        {.level = 0.9, .alpha = 0.1},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect(eq(i32, with(bad[i]), GDCS_E_OPTION), "row %zu", i);
    cr_expect(eq(i32, with((gdcs_segregation_options){.replicates = 10, .alpha = 1e-11}), GDCS_OK));
}

Test(segregation_refusals, refuses_counts_that_are_none_and_out_keeps_its_value)
{
    static const double bad[] = {-1, NAN, INFINITY, 2e15};
    for (int i = 0; i < 4; i++) {
        people p = typical;
        p.men[2] = bad[i];
        const gdcs_sex_arrays a = arrays_of(&p);
        gdcs_segregation_result r = {.struct_size = sizeof r, .women = 4711};
        gdcs_segregation_measures m = {.struct_size = sizeof m, .women = 4711};
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(eq(i32, gdcs_segregation_estimate(&a, 5, NULL, &r, &err), GDCS_E_VALUE));
        cr_expect(eq(i64, err.row, 3));
        cr_expect(eq(i32, gdcs_segregation_measure(&a, 5, &m, NULL), GDCS_E_VALUE));
        cr_expect(r.women == 4711 && m.women == 4711);
        double v[1] = {7};
        const gdcs_estimate_arrays out = {.struct_size = sizeof out, .value = v};
        const gdcs_status wanted = isnan(bad[i]) ? GDCS_OK : GDCS_E_VALUE;
        cr_expect(eq(i32, gdcs_segregation_each(&a, 5, 1, NULL, &out, NULL, NULL), wanted));
    }
    const people half = {.women = {2.5, 3}, .men = {4, 4}, .n = 2};
    const gdcs_sex_arrays a = arrays_of(&half);
    gdcs_segregation_tested t = {.struct_size = sizeof t};
    cr_expect(eq(i32, gdcs_segregation_test(&a, 2, NULL, &t, NULL), GDCS_E_VALUE));
}

Test(segregation_refusals, one_sex_alone_is_an_error)
{
    people p = {.men = {3, 4}, .n = 2};
    for (int i = 0; i < 2; i++) {
        const gdcs_sex_arrays a = arrays_of(&p), b = arrays_of(&typical);
        gdcs_segregation_result r = {.struct_size = sizeof r};
        gdcs_segregation_measures m = {.struct_size = sizeof m};
        gdcs_segregation_tested t = {.struct_size = sizeof t};
        gdcs_segregation_nested n = {.struct_size = sizeof n};
        gdcs_segregation_change c = {.struct_size = sizeof c};
        const gdcs_segregation_unit_arrays to = {.struct_size = sizeof to};
        const int32_t group[] = {0, 0};
        cr_expect(eq(i32, gdcs_segregation_estimate(&a, 2, NULL, &r, NULL), GDCS_E_EMPTY));
        cr_expect(eq(i32, gdcs_segregation_measure(&a, 2, &m, NULL), GDCS_E_EMPTY));
        cr_expect(eq(i32, gdcs_segregation_test(&a, 2, NULL, &t, NULL), GDCS_E_EMPTY));
        cr_expect(eq(i32, gdcs_segregation_measure_units(&a, 2, &to, NULL), GDCS_E_EMPTY));
        cr_expect(
            eq(i32, gdcs_segregation_decompose(&a, group, 2, 1, &n, NULL, NULL), GDCS_E_EMPTY));
        cr_expect(
            eq(i32, gdcs_segregation_decompose_change(&a, &b, 2, NULL, &c, NULL), GDCS_E_EMPTY));
        cr_expect(
            eq(i32, gdcs_segregation_decompose_change(&b, &a, 2, NULL, &c, NULL), GDCS_E_EMPTY));
        p = (people){.women = {3, 4}, .n = 2};
    }
    const people one = {.women = {3}, .men = {4}, .n = 1};
    const people before = {.women = {3, 0}, .men = {4, 0}, .n = 2};
    const people after = {.women = {0, 3}, .men = {0, 9}, .n = 2};
    const gdcs_sex_arrays a = arrays_of(&one), b = arrays_of(&before), c = arrays_of(&after);
    const gdcs_segregation_options units = {.struct_size = sizeof units, .index = 10};
    gdcs_segregation_tested t = {.struct_size = sizeof t};
    gdcs_segregation_change change = {.struct_size = sizeof change};
    cr_expect(eq(i32, gdcs_segregation_test(&a, 1, &units, &t, NULL), GDCS_E_EMPTY));
    cr_expect(
        eq(i32, gdcs_segregation_decompose_change(&b, &c, 2, NULL, &change, NULL), GDCS_E_EMPTY));
}

Test(segregation_refusals, refuses_missing_pointers_and_structs_without_size)
{
    const gdcs_sex_arrays a = arrays_of(&typical), no_a = {0};
    const gdcs_segregation_options no_o = {.index = 1};
    const int32_t group[] = {0, 1, 0, 1, 2}, negative[] = {0, -1, 0, 0, 0};
    gdcs_segregation_result r = {.struct_size = sizeof r}, no_r = {0};
    gdcs_segregation_measures m = {.struct_size = sizeof m}, no_m = {0};
    gdcs_segregation_tested t = {.struct_size = sizeof t}, no_t = {0};
    gdcs_segregation_nested n = {.struct_size = sizeof n}, no_n = {0};
    gdcs_segregation_change c = {.struct_size = sizeof c}, no_c = {0};
    const gdcs_segregation_unit_arrays to = {.struct_size = sizeof to}, no_to = {0};
    const gdcs_segregation_group_arrays no_each = {0};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out}, no_out = {0};
    const struct {
        gdcs_status got, wanted;
    } row[] = {
        {gdcs_segregation_measure(NULL, 5, &m, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_measure(&a, 5, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_measure(&a, 0, &m, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_measure(&no_a, 5, &m, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_measure(&a, 5, &no_m, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_estimate(NULL, 5, NULL, &r, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_estimate(&a, 5, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_estimate(&a, -1, NULL, &r, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_estimate(&a, 5, &no_o, &r, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_estimate(&no_a, 5, NULL, &r, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_estimate(&a, 5, NULL, &no_r, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_each(NULL, 5, 1, NULL, &out, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_each(&a, 5, 1, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_each(&a, 0, 1, NULL, &out, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_each(&a, 5, -1, NULL, &out, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_each(&a, 5, INT64_C(1) << 59, NULL, &out, NULL, NULL), GDCS_E_LIMIT},
        {gdcs_segregation_each(&no_a, 5, 1, NULL, &out, NULL, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_each(&a, 5, 1, NULL, &no_out, NULL, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_test(NULL, 5, NULL, &t, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_test(&a, 5, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_test(&a, 5, &no_o, &t, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_test(&a, 5, NULL, &no_t, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_measure_units(NULL, 5, &to, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_measure_units(&a, 5, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_measure_units(&a, 5, &no_to, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_decompose(NULL, group, 5, 3, &n, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_decompose(&a, NULL, 5, 3, &n, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_decompose(&a, group, 5, 3, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_decompose(&a, group, 5, 0, &n, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_decompose(&a, group, 5, 2, &n, NULL, NULL), GDCS_E_VALUE},
        {gdcs_segregation_decompose(&a, negative, 5, 2, &n, NULL, NULL), GDCS_E_VALUE},
        {gdcs_segregation_decompose(&a, group, 5, 3, &no_n, NULL, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_decompose(&a, group, 5, 3, &n, &no_each, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_decompose_change(NULL, &a, 5, NULL, &c, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_decompose_change(&a, NULL, 5, NULL, &c, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_decompose_change(&a, &a, 5, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_decompose_change(&a, &no_a, 5, NULL, &c, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_decompose_change(&a, &a, 5, &no_o, &c, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_decompose_change(&a, &a, 5, NULL, &no_c, NULL), GDCS_E_STRUCT},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect(eq(i32, row[i].got, row[i].wanted), "row %zu", i);
}

Test(segregation_refusals, structs_have_the_size_of_the_first_release)
{
    cr_expect(sizeof(gdcs_segregation_options) == 56 && sizeof(gdcs_segregation_result) == 144);
    cr_expect(sizeof(gdcs_segregation_measures) == 184 && sizeof(gdcs_segregation_tested) == 48);
    cr_expect(sizeof(gdcs_segregation_unit_arrays) == 48 && sizeof(gdcs_segregation_nested) == 56);
    cr_expect(sizeof(gdcs_segregation_group_arrays) == 48 && sizeof(gdcs_segregation_change) == 80);
    cr_expect(sizeof(gdcs_segregation_times) == 32);
}

Test(segregation_refusals, a_newer_caller_gets_what_this_release_knows)
{
    const gdcs_sex_arrays a = arrays_of(&typical);
    struct {
        gdcs_segregation_measures known;
        double later;
    } m = {.known = {.struct_size = sizeof m}, .later = 4711};
    cr_assert(eq(i32, gdcs_segregation_measure(&a, 5, &m.known, NULL), GDCS_OK));
    cr_expect(m.known.units == 5 && m.later == 4711);
}

static gdcs_status try_forms(void *data)
{
    const gdcs_sex_arrays a = arrays_of(data);
    const int32_t group[] = {0, 1, 0, 1, 2};
    double v[1];
    const gdcs_estimate_arrays out = {.struct_size = sizeof out, .value = v};
    const gdcs_segregation_options o = {
        .struct_size = sizeof o, .method = 4, .replicates = 10, .permutations = 10};
    gdcs_segregation_result r = {.struct_size = sizeof r};
    gdcs_segregation_tested t = {.struct_size = sizeof t};
    gdcs_segregation_measures m = {.struct_size = sizeof m};
    gdcs_segregation_nested n = {.struct_size = sizeof n};
    gdcs_segregation_change c = {.struct_size = sizeof c};
    gdcs_bounds b;
    gdcs_status s = gdcs_segregation_estimate(&a, 5, &o, &r, NULL);
    if (s == GDCS_OK)
        s = gdcs_segregation_each(&a, 5, 1, &o, &out, NULL, NULL);
    if (s == GDCS_OK)
        s = gdcs_segregation_test(&a, 5, &o, &t, NULL);
    if (s == GDCS_OK)
        s = gdcs_segregation_measure(&a, 5, &m, NULL);
    if (s == GDCS_OK)
        s = gdcs_segregation_decompose(&a, group, 5, 3, &n, NULL, NULL);
    if (s == GDCS_OK)
        s = gdcs_segregation_decompose_change(&a, &a, 5, &o, &c, NULL);
    if (s == GDCS_OK)
        s = gdcs_segregation_bound(&a, &a, 5, &o, &b, NULL);
    return s;
}

Test(segregation_refusals, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    people p = typical;
    fail_alloc_report r = fail_alloc_each(try_forms, &p);
    cr_expect(eq(str, r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 0));
}
