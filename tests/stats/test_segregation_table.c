/* Mirrors lib/stats/segregation: the frames. */
#include "data/make.h"
#include "fail_alloc.h"
#include "segregation.h"
#include "stats/make.h"

#include <gdcs/frame.h>

TestSuite(segregation_table, .timeout = 120);

static int64_t rows(const gdcs_frame *f)
{
    return gdcs_frame_count_rows(f);
}

/* Offences by sex and year, with a total of offences. */
static gdcs_table *make(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "year sex offence*");
    static const char *const cells[] = {"1 F a", "1 M a", "1 F b", "1 M b", "1 F c", "1 M c",
                                        "2 F a", "2 M a", "2 F b", "2 M b", "2 F c", "2 M c"};
    static const double counts[] = {12, 30, 3, 60, 40, 22, 20, 22, 9, 51, 33, 30};
    for (int i = 0; i < 12; i++)
        add(t, cells[i], counts[i]);
    add(t, "1 F TOTAL", 55);
    add(t, "1 M TOTAL", 112);
    return t;
}

static const people first = {.women = {12, 3, 40}, .men = {30, 60, 22}, .n = 3};
static const people second = {.women = {20, 9, 33}, .men = {22, 51, 30}, .n = 3};

Test(segregation_table, has_a_row_per_combination_and_index)
{
    gdcs_table *t = make();
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const char *const keep[] = {"year"};
    const gdcs_segregation_options o = {
        .struct_size = sizeof o, .replicates = 50, .permutations = 99, .seed = 3};
    good(gdcs_segregation_table(t, "offence", keep, 1, &o, &f, &err), &err, "table");
    cr_assert(eq(i64, rows(f), 30));
    for (int row = 0; row < 30; row++) {
        gdcs_segregation_options one = o;
        one.index = row % 15 + 1;
        const people *p = row < 15 ? &first : &second;
        const gdcs_segregation_result r = estimate_with(p, one);
        const gdcs_sex_arrays a = arrays_of(p);
        gdcs_segregation_tested tested = {.struct_size = sizeof tested};
        cr_assert(eq(i32, gdcs_segregation_test(&a, 3, &one, &tested, NULL), GDCS_OK));
        cr_expect_str_eq(word(f, "year", row), row < 15 ? "1" : "2");
        cr_expect(numbers(f, "value")[row] == r.segregation.value &&
                  numbers(f, "lower")[row] == r.segregation.lower &&
                  numbers(f, "upper")[row] == r.segregation.upper &&
                  numbers(f, "std_error")[row] == r.segregation.std_error &&
                  numbers(f, "bound_lower")[row] == r.bounds.lower &&
                  numbers(f, "corrected")[row] == r.corrected);
        cr_expect(numbers(f, "expected")[row] == r.expected || isnan(r.expected));
        cr_expect(numbers(f, "p_value")[row] == tested.p_value && notes(f, row) == r.notes);
        cr_expect(numbers(f, "units")[row] == 3 && numbers(f, "empty_units")[row] == 0);
    }
    cr_expect_str_eq(word(f, "measure", 0), "dissimilarity");
    cr_expect_str_eq(word(f, "measure", 29), "eta_squared");
    cr_expect_str_eq(word(f, "method", 0), "inversion");
    cr_expect(strstr(gdcs_frame_get_meta(f, GDCS_META_METHOD), "over offence; 95 % intervals") !=
              NULL);
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(segregation_table, sums_over_what_is_not_kept_and_has_one_index_if_asked)
{
    gdcs_table *t = make();
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_segregation_options o = {.struct_size = sizeof o, .index = 5, .replicates = 10};
    const people both = {.women = {32, 12, 73}, .men = {52, 111, 52}, .n = 3};
    good(gdcs_segregation_table(t, "offence", NULL, 0, &o, &f, &err), &err, "table");
    cr_assert(eq(i64, rows(f), 1));
    cr_expect(numbers(f, "value")[0] == measure_all(&both).gini && isnan(numbers(f, "p_value")[0]));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(segregation_table, keeps_uncertain_cells_uncertain)
{
    gdcs_table *t = make();
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const char *const keep[] = {"year"};
    const gdcs_segregation_options o = {.struct_size = sizeof o, .index = 1, .replicates = 10};
    set_range(t, "1 F b", 1, 4, 'Q');
    add(t, "2 _U a", 5);
    good(gdcs_segregation_table(t, "offence", keep, 1, &o, &f, &err), &err, "table");
    cr_expect(isnan(numbers(f, "value")[0]) && isnan(numbers(f, "corrected")[0]));
    cr_expect(0 != (notes(f, 0) & GDCS_NOTE_INTERVAL_CELL) &&
              0 != (notes(f, 0) & GDCS_NOTE_NOT_ESTIMABLE));
    const double value = measure_all(&first).dissimilarity;
    cr_expect(numbers(f, "bound_lower")[0] < value && value < numbers(f, "bound_upper")[0]);
    cr_expect(numbers(f, "value")[1] == measure_all(&second).dissimilarity &&
              numbers(f, "unknown")[1] == 5 &&
              numbers(f, "bound_lower")[1] < numbers(f, "bound_upper")[1]);
    cr_expect(0 != (notes(f, 1) & GDCS_NOTE_UNKNOWN_PRESENT));
    gdcs_frame_free(f);
    f = NULL;
    good(gdcs_segregation_table_units(t, "offence", keep, 1, &f, &err), &err, "units");
    cr_expect(isnan(numbers(f, "linkage")[0]) && !isnan(numbers(f, "linkage")[3]));
    cr_expect(0 != (notes(f, 0) & GDCS_NOTE_NOT_ESTIMABLE));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* What a published table does not name is missing, what a counted one does not name is nobody. */
Test(segregation_table, absent_cells_are_as_the_table_says)
{
    for (int32_t absent = GDCS_ABSENT_ZERO; absent <= GDCS_ABSENT_MISSING; absent++) {
        gdcs_table *t = make_table(absent, "year sex offence");
        gdcs_frame *f = NULL;
        gdcs_error err = {.struct_size = sizeof err};
        const char *const keep[] = {"year"};
        const gdcs_segregation_options o = {.struct_size = sizeof o, .index = 1, .replicates = 10};
        static const char *const cells[] = {"1 F a", "1 M a", "1 F b", "1 M b", "1 F c",
                                            "1 M c", "2 F a", "2 M a", "2 F b", "2 M b"};
        for (int i = 0; i < 10; i++)
            add(t, cells[i], i + 3);
        good(gdcs_segregation_table(t, "offence", keep, 1, &o, &f, &err), &err, "table");
        cr_assert(eq(i64, rows(f), 2));
        cr_expect(isnan(numbers(f, "value")[1]) == (absent == GDCS_ABSENT_MISSING));
        const uint32_t wanted =
            absent == GDCS_ABSENT_MISSING ? GDCS_NOTE_MISSING_CELL : GDCS_NOTE_EMPTY_UNIT;
        cr_expect(eq(u32, notes(f, 1) & wanted, wanted));
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

Test(segregation_table, of_units_is_that_of_the_arrays)
{
    gdcs_table *t = make();
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const char *const keep[] = {"year"};
    add(t, "1 F d", 0);
    good(gdcs_segregation_table_units(t, "offence", keep, 1, &f, &err), &err, "units");
    cr_assert(eq(i64, rows(f), 8));
    for (int row = 0; row < 8; row++) {
        double share[4], women[4], linkage[4], information[4], d[4];
        const gdcs_segregation_unit_arrays to = {sizeof to, 0,           share, women,
                                                 linkage,   information, d};
        people p = row < 4 ? first : second;
        p.n = 4;
        const gdcs_sex_arrays a = arrays_of(&p);
        cr_assert(eq(i32, gdcs_segregation_measure_units(&a, 4, &to, NULL), GDCS_OK));
        const int i = row % 4;
        cr_expect(numbers(f, "share")[row] == share[i] &&
                  numbers(f, "mutual_information")[row] == information[i] &&
                  numbers(f, "dissimilarity")[row] == d[i] &&
                  numbers(f, "women")[row] == p.women[i]);
        if (i < 3)
            cr_expect(numbers(f, "linkage")[row] == linkage[i] &&
                      numbers(f, "share_women")[row] == women[i] && notes(f, row) == 0);
        else
            cr_expect(isnan(numbers(f, "linkage")[row]) &&
                      (notes(f, row) & GDCS_NOTE_EMPTY_UNIT) != 0);
    }
    cr_expect_str_eq(word(f, "unit", 1), "b");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(segregation_table, of_nested_units_is_that_of_the_arrays)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "sex region* court*");
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    static const char *const cells[] = {"F n a", "M n a", "F n b", "M n b", "F s c",
                                        "M s c", "F s a", "M s a", "F e d", "M e d"};
    const people p = {.women = {12, 3, 40, 7, 5}, .men = {30, 60, 22, 9, 14}, .n = 5};
    const int32_t group[] = {0, 0, 1, 1, 2};
    for (int i = 0; i < 10; i++)
        add(t, cells[i], i % 2 ? p.men[i / 2] : p.women[i / 2]);
    add(t, "F TOTAL TOTAL", 67);
    add(t, "F n TOTAL", 15);
    good(gdcs_segregation_table_nested(t, "court", "region", NULL, 0, &f, &err), &err, "nested");
    cr_assert(eq(i64, rows(f), 12));
    const gdcs_sex_arrays a = arrays_of(&p);
    double between[3], within[3];
    const gdcs_segregation_group_arrays to = {
        .struct_size = sizeof to, .between = between, .within = within};
    gdcs_segregation_nested r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_segregation_decompose(&a, group, 5, 3, &r, &to, NULL), GDCS_OK));
    const double wanted[] = {r.mutual_information,
                             r.mutual_information_between,
                             r.mutual_information_within,
                             r.theil,
                             r.theil_between,
                             r.theil_within};
    for (int i = 0; i < 6; i++)
        cr_expect(near_relative(numbers(f, "value")[i], wanted[i], 1e-14), "%d", i);
    static const char *const region[] = {"n", "s", "e"};
    for (int g = 0; g < 3; g++) {
        cr_expect_str_eq(word(f, "group", 6 + 2 * g), region[g]);
        cr_expect(near_relative(numbers(f, "value")[6 + 2 * g], between[g], 1e-14));
        cr_expect(near_relative(numbers(f, "value")[7 + 2 * g], within[g], 1e-14) ||
                  within[g] == 0);
    }
    cr_expect_str_eq(word(f, "part", 1), "between");
    cr_expect_str_eq(word(f, "group", 0), "");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(segregation_table, of_a_change_is_that_of_the_arrays)
{
    gdcs_table *t = make();
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_segregation_times times = {sizeof times, 0, "year", "1", "2"};
    const gdcs_segregation_options o = {.struct_size = sizeof o, .index = 9};
    good(gdcs_segregation_table_change(t, "offence", &times, NULL, 0, &o, &f, &err), &err,
         "change");
    cr_assert(eq(i64, rows(f), 8));
    const gdcs_sex_arrays one = arrays_of(&first), two = arrays_of(&second);
    gdcs_segregation_change r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_segregation_decompose_change(&one, &two, 3, &o, &r, NULL), GDCS_OK));
    const double wanted[] = {r.before, r.after, r.change, r.entered,
                             r.left,   r.women, r.units,  r.structure};
    for (int i = 0; i < 8; i++)
        cr_expect(numbers(f, "value")[i] == wanted[i], "%d", i);
    cr_expect_str_eq(word(f, "part", 7), "structure");
    cr_expect_str_eq(word(f, "measure", 7), "theil");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(segregation_table, is_as_sensitive_as_its_table)
{
    const gdcs_table_options o = {.struct_size = sizeof o,
                                  .sensitivity = GDCS_SENSITIVITY_PROTECTED};
    gdcs_table *t = NULL;
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_table_new(&o, &t, &err), &err, "new");
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .concept_id = GDCS_CONCEPT_SEX, .name = "sex"};
    const gdcs_axis role = {
        .struct_size = sizeof role, .concept_id = GDCS_CONCEPT_ROLE, .name = "role"};
    good(gdcs_table_add_axis(t, &sex, &err), &err, "sex");
    good(gdcs_table_add_axis(t, &role, &err), &err, "role");
    add(t, "F a", 3);
    add(t, "M b", 4);
    good(gdcs_segregation_table_units(t, "role", NULL, 0, &f, &err), &err, "units");
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(f), GDCS_SENSITIVITY_PROTECTED));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(segregation_table, refuses_what_is_no_axis_and_no_time)
{
    gdcs_table *t = make(), *no_sex = make_table(GDCS_ABSENT_ZERO, "year offence");
    gdcs_frame *f = NULL;
    const char *const year[] = {"year"}, *const twice[] = {"year", "year"}, *const sex[] = {"sex"};
    const char *const offence[] = {"offence"}, *const nothing[] = {"nothing"};
    const gdcs_segregation_options bad = {.struct_size = sizeof bad, .index = 99},
                                   sizeless = {.index = 1};
    const gdcs_segregation_times good_times = {sizeof good_times, 0, "year", "1", "2"};
    const gdcs_segregation_times same = {sizeof same, 0, "year", "1", "1"};
    const gdcs_segregation_times no_label = {sizeof no_label, 0, "year", "1", "3"};
    const gdcs_segregation_times no_axis = {sizeof no_axis, 0, "month", "1", "2"};
    const gdcs_segregation_times no_before = {sizeof no_before, 0, "year", NULL, "2"};
    const gdcs_segregation_times no_size = {0, 0, "year", "1", "2"};
    const struct {
        gdcs_status got, wanted;
    } row[] = {
        {gdcs_segregation_table(NULL, "offence", year, 1, NULL, &f, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_table(t, NULL, year, 1, NULL, &f, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_table(t, "offence", year, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_table(t, "offence", NULL, 1, NULL, &f, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_table(t, "offence", year, -1, NULL, &f, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_table(t, "offence", year, 1, &bad, &f, NULL), GDCS_E_OPTION},
        {gdcs_segregation_table(t, "offence", year, 1, &sizeless, &f, NULL), GDCS_E_STRUCT},
        {gdcs_segregation_table(t, "crime", year, 1, NULL, &f, NULL), GDCS_E_NAME},
        {gdcs_segregation_table(t, "offence", nothing, 1, NULL, &f, NULL), GDCS_E_NAME},
        {gdcs_segregation_table(t, "offence", twice, 2, NULL, &f, NULL), GDCS_E_DUPLICATE},
        {gdcs_segregation_table(t, "offence", offence, 1, NULL, &f, NULL), GDCS_E_DUPLICATE},
        {gdcs_segregation_table(t, "offence", sex, 1, NULL, &f, NULL), GDCS_E_SHAPE},
        {gdcs_segregation_table(t, "sex", year, 1, NULL, &f, NULL), GDCS_E_SHAPE},
        {gdcs_segregation_table(no_sex, "offence", year, 1, NULL, &f, NULL), GDCS_E_SHAPE},
        {gdcs_segregation_table_units(NULL, "offence", year, 1, &f, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_table_units(t, "offence", year, 1, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_table_nested(t, "offence", NULL, NULL, 0, &f, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_table_nested(t, "offence", "year", NULL, 0, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_segregation_table_nested(t, "offence", "offence", NULL, 0, &f, NULL),
         GDCS_E_DUPLICATE},
        {gdcs_segregation_table_nested(t, "offence", "crime", NULL, 0, &f, NULL), GDCS_E_NAME},
        {gdcs_segregation_table_change(t, "offence", NULL, NULL, 0, NULL, &f, NULL),
         GDCS_E_ARGUMENT},
        {gdcs_segregation_table_change(t, "offence", &no_before, NULL, 0, NULL, &f, NULL),
         GDCS_E_ARGUMENT},
        {gdcs_segregation_table_change(t, "offence", &no_size, NULL, 0, NULL, &f, NULL),
         GDCS_E_STRUCT},
        {gdcs_segregation_table_change(t, "offence", &same, NULL, 0, NULL, &f, NULL),
         GDCS_E_DUPLICATE},
        {gdcs_segregation_table_change(t, "offence", &no_label, NULL, 0, NULL, &f, NULL),
         GDCS_E_NAME},
        {gdcs_segregation_table_change(t, "offence", &no_axis, NULL, 0, NULL, &f, NULL),
         GDCS_E_NAME},
        {gdcs_segregation_table_change(t, "offence", &good_times, NULL, 0, &bad, &f, NULL),
         GDCS_E_OPTION},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect(eq(i32, row[i].got, row[i].wanted), "row %zu", i);
    cr_expect(f == NULL);
    gdcs_table_free(no_sex);
    gdcs_table_free(t);
}

static gdcs_status try_tables(void *data)
{
    const gdcs_segregation_options o = {.struct_size = sizeof o, .method = 4, .replicates = 10};
    const gdcs_segregation_times times = {sizeof times, 0, "year", "1", "2"};
    const char *const year[] = {"year"};
    gdcs_frame *f[4] = {NULL};
    gdcs_status s = gdcs_segregation_table(data, "offence", year, 1, &o, &f[0], NULL);
    if (s == GDCS_OK)
        s = gdcs_segregation_table_units(data, "offence", year, 1, &f[1], NULL);
    if (s == GDCS_OK)
        s = gdcs_segregation_table_nested(data, "offence", "year", NULL, 0, &f[2], NULL);
    if (s == GDCS_OK)
        s = gdcs_segregation_table_change(data, "offence", &times, NULL, 0, NULL, &f[3], NULL);
    for (int i = 0; i < 4; i++)
        gdcs_frame_free(f[i]);
    return s;
}

Test(segregation_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = make();
    fail_alloc_report r = fail_alloc_each(try_tables, t);
    cr_expect(eq(str, r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 0));
    gdcs_table_free(t);
}
