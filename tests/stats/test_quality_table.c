/* Mirrors lib/stats/quality/table.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/quality.h>
#include <math.h>

TestSuite(quality_table, .timeout = 60);

static const gdcs_quality_indicator pair[] = {
    {.struct_size = sizeof *pair, .sex = GDCS_SEX_FEMALE, .role = "offender"},
    {.struct_size = sizeof *pair, .sex = GDCS_SEX_MALE, .role = "victim", .name = "male victims"}};

static void source(gdcs_table *t, const char *name, double fo, double mo, double fv, double mv)
{
    static const char *const cells[] = {"offender F", "offender M", "victim F", "victim M"};
    const double counts[] = {fo, mo, fv, mv};
    char labels[64];
    for (int i = 0; i < 4; i++) {
        snprintf(labels, sizeof labels, "%s %s", name, cells[i]);
        add(t, labels, counts[i]);
    }
}

/* Ten sources: four that show both, the others each with another reason. */
static gdcs_table *registers(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "register*=group role sex");
    source(t, "A", 30, 270, 200, 90);
    source(t, "B", 28, 260, 210, 95);
    source(t, "C", 33, 300, 190, 99);
    source(t, "D", 1, 600, 205, 3);
    add(t, "D offender _U", 2);
    add(t, "D victim _U", 90);
    add(t, "E victim F", 40);
    add(t, "E offender _T", 70);
    add(t, "F offender _U", 12);
    add(t, "F victim F", 0);
    add(t, "F victim M", 0);
    add(t, "G offender F", 3);
    set_range(t, "G offender M", 10, 19, 'Q');
    add(t, "TOTAL offender F", 95);
    add(t, "TOTAL offender M", 1400);
    return t;
}

static gdcs_frame *frame_of(const gdcs_table *t)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *out = NULL;
    good(gdcs_quality_test_table(t, "register", "role", pair, 2, NULL, &out, &err), &err, "table");
    return out;
}

static double number(const gdcs_frame *f, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, name), &c, NULL), GDCS_OK));
    return c.doubles[row];
}

static const char *text(const gdcs_frame *f, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, name), &c, NULL), GDCS_OK));
    return c.words[c.codes[row]];
}

Test(quality_table, lists_what_a_source_cannot_show_with_the_reason)
{
    static const char *const wanted[] = {
        "", "", "", "", "sex_not_recorded", "all_unknown", "cell_withheld",
        "", "", "", "", "one_sex_only",     "nobody",      "role_absent"};
    gdcs_table *t = registers();
    gdcs_frame *f = frame_of(t);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 14));
    for (int i = 0; i < 14; i++) {
        cr_expect_str_eq(text(f, "reason", i), wanted[i], "%d %s", i, text(f, "reason", i));
        cr_expect_str_eq(text(f, "shown", i), wanted[i][0] == '\0' ? "yes" : "no");
        cr_expect(isnan(number(f, "value", i)) == (wanted[i][0] != '\0'), "%d", i);
        cr_expect_str_eq(text(f, "indicator", i), i < 7 ? "women: offender" : "male victims");
    }
    cr_expect(near_relative(number(f, "bound_lower", 6), 3.0 / 22, 1e-14));
    cr_expect(near_relative(number(f, "bound_upper", 6), 3.0 / 13, 1e-14));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(quality_table, compares_what_is_shown_as_the_arrays_do)
{
    const double women[] = {30, 28, 33, 1}, men[] = {270, 260, 300, 600}, unknown[] = {0, 0, 0, 2};
    const gdcs_sex_arrays in = {
        .struct_size = sizeof in, .women = women, .men = men, .unknown = unknown};
    double p[4], shrunk[4], adjusted[4];
    const gdcs_quality_arrays out = {
        .struct_size = sizeof out, .p_value = p, .shrunk = shrunk, .p_adjusted = adjusted};
    gdcs_table *t = registers();
    gdcs_frame *f = frame_of(t);
    cr_assert(eq(i32, gdcs_quality_test_each(&in, 4, NULL, NULL, &out, NULL), GDCS_OK));
    for (int i = 0; i < 4; i++) {
        cr_expect(eq(dbl, number(f, "p_value", i), p[i]));
        cr_expect(eq(dbl, number(f, "shrunk", i), shrunk[i]));
        cr_expect(eq(dbl, number(f, "p_adjusted", i), adjusted[i]));
    }
    cr_expect_str_eq(text(f, "flag", 3), "low");
    cr_expect_str_eq(text(f, "robust", 3), "yes");
    cr_expect_str_eq(text(f, "flag", 10), "low");
    cr_expect_str_eq(text(f, "robust", 10), "no");
    cr_expect_str_eq(text(f, "flag", 0), "");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* Roles are summed over in the table of sources, which the rows come from. */
Test(quality_table, is_as_sensitive_as_the_axis_of_roles)
{
    static const int32_t levels[] = {GDCS_SENSITIVITY_PUBLIC, GDCS_SENSITIVITY_PROTECTED};
    for (int i = 0; i < 2; i++) {
        const gdcs_axis axes[] = {
            {.struct_size = sizeof *axes, .name = "register"},
            {.struct_size = sizeof *axes, .name = "role", .sensitivity = levels[i]},
            {.struct_size = sizeof *axes, .name = "sex", .concept_id = GDCS_CONCEPT_SEX}};
        gdcs_table *t = NULL;
        cr_assert(eq(i32, gdcs_table_new(NULL, &t, NULL), GDCS_OK));
        for (int a = 0; a < 3; a++)
            cr_assert(eq(i32, gdcs_table_add_axis(t, &axes[a], NULL), GDCS_OK));
        source(t, "A", 30, 270, 200, 90);
        source(t, "B", 28, 260, 210, 95);
        source(t, "C", 33, 300, 190, 99);
        gdcs_frame *f = frame_of(t);
        cr_expect(eq(i32, gdcs_frame_get_sensitivity(f), levels[i]));
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

Test(quality_table, knows_units_that_are_no_persons)
{
    static const struct {
        const char *unit, *reason;
    } units[] = {{"Persons", ""},
                 {"person", ""},
                 {"offence", "not_persons"},
                 {"person-offence", "not_persons"},
                 {"victim", ""},
                 {"incident", "not_persons"}};
    gdcs_table *t = registers();
    for (int i = 0; i < 6; i++) {
        cr_assert(
            eq(i32, gdcs_table_set_meta(t, GDCS_META_COUNTING_UNIT, units[i].unit, NULL), GDCS_OK));
        gdcs_frame *f = frame_of(t);
        cr_expect_str_eq(text(f, "reason", 0), units[i].reason, "%s", units[i].unit);
        gdcs_frame_free(f);
    }
    gdcs_table_free(t);
}

static gdcs_table *protected(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "register=group role basis* sex");
    add(t, "A collaborator own F", 4);
    add(t, "A collaborator wife F", 9);
    add(t, "A collaborator own M", 60);
    add(t, "B collaborator wife F", 9);
    add(t, "B collaborator daughter F", 3);
    add(t, "B collaborator TOTAL F", 12);
    add(t, "B collaborator TOTAL M", 70);
    add(t, "B collaborator own M", 70);
    add(t, "C collaborator own F", 5);
    add(t, "C collaborator own M", 50);
    return t;
}

Test(quality_table, finds_women_recorded_only_as_somebodys)
{
    static const char *const relatives[] = {"wife", "daughter"}, *const unknown[] = {"aunt"};
    static const gdcs_quality_indicator women[] = {
        {.struct_size = sizeof *women, .sex = GDCS_SEX_FEMALE, .role = "collaborator"},
        {.struct_size = sizeof *women, .sex = GDCS_SEX_MALE, .role = "collaborator"}};
    gdcs_quality_options o = {.struct_size = sizeof o, .basis = "basis", .relatives = relatives};
    gdcs_table *t = protected();
    for (int named = 1; named <= 2; named++) {
        gdcs_frame *f = NULL;
        o.relative_count = named;
        cr_assert(eq(i32, gdcs_quality_test_table(t, "register", "role", women, 2, &o, &f, NULL),
                     GDCS_OK));
        for (int i = 0; i < 6; i++)
            cr_expect_str_eq(text(f, "reason", i), named == 2 && i == 1 ? "relatives_only" : "");
        cr_expect(near_relative(number(f, "value", 1), 12.0 / 82, 1e-14));
        gdcs_frame_free(f);
    }
    gdcs_frame *none = NULL;
    o.relatives = unknown;
    o.relative_count = 1;
    cr_expect(eq(i32, gdcs_quality_test_table(t, "register", "role", women, 1, &o, &none, NULL),
                 GDCS_E_NAME));
    o.basis = NULL;
    cr_expect(eq(i32, gdcs_quality_test_table(t, "register", "role", women, 1, &o, &none, NULL),
                 GDCS_E_OPTION));
    gdcs_table_free(t);
}

Test(quality_table, knows_the_unit_of_each_source)
{
    static const char *const units[] = {"Person", "person ", "offence", "victim",
                                        NULL,     NULL,      NULL,      NULL};
    const gdcs_quality_options o = {.struct_size = sizeof o, .units = units, .unit_count = 8};
    const gdcs_quality_options few = {.struct_size = sizeof o, .units = units, .unit_count = 7};
    gdcs_table *t = registers();
    gdcs_frame *f = NULL;
    cr_assert(
        eq(i32, gdcs_quality_test_table(t, "register", "role", pair, 2, &o, &f, NULL), GDCS_OK));
    cr_expect_str_eq(text(f, "reason", 1), "");
    cr_expect_str_eq(text(f, "reason", 2), "not_persons");
    cr_expect_str_eq(text(f, "unit", 2), "offence");
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, "notes"), &c, NULL), GDCS_OK));
    for (int i = 0; i < 7; i++)
        cr_expect(0 == (c.integers[i] & GDCS_NOTE_NOT_COMPARABLE) || i == 2 || i == 3, "%d", i);
    cr_expect(0 != (c.integers[2] & c.integers[3] & GDCS_NOTE_NOT_COMPARABLE));
    gdcs_frame *none = NULL;
    cr_expect(eq(i32, gdcs_quality_test_table(t, "register", "role", pair, 2, &few, &none, NULL),
                 GDCS_E_SHAPE));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(quality_table, widening_a_cell_never_narrows_the_bounds)
{
    static const char *const cells[] = {"A offender F", "D offender _U", "B victim M"};
    static const double at[] = {30, 5, 95};
    for (int c = 0; c < 3; c++) {
        gdcs_bounds before[14];
        for (int step = 0; step < 5; step++) {
            gdcs_table *t = registers();
            if (step > 0 && step < 4)
                set_range(t, cells[c], fmax(at[c] - 2 * step, 0), at[c] + 3 * step * step, 'Q');
            if (step == 4)
                set_missing(t, cells[c], 'M');
            gdcs_frame *f = frame_of(t);
            for (int row = 0; row < 14; row++) {
                const gdcs_bounds now = {number(f, "bound_lower", row),
                                         number(f, "bound_upper", row)};
                cr_expect(step == 0 || now.lower <= before[row].lower + 1e-14, "%d %d %d", c, step,
                          row);
                cr_expect(step == 0 || now.upper >= before[row].upper - 1e-14, "%d %d %d", c, step,
                          row);
                before[row] = now;
            }
            gdcs_frame_free(f);
            gdcs_table_free(t);
        }
    }
}

static gdcs_status tried(const gdcs_table *t, const char *source_axis, const char *role,
                         const gdcs_quality_indicator *of, int32_t n, const gdcs_quality_options *o)
{
    gdcs_frame *out = NULL;
    const gdcs_status status = gdcs_quality_test_table(t, source_axis, role, of, n, o, &out, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(quality_table, refuses_what_is_documented)
{
    gdcs_table *t = registers(), *named = make_table(GDCS_ABSENT_ZERO, "shown=group role sex");
    gdcs_table *sexless = make_table(GDCS_ABSENT_ZERO, "register=group role");
    const gdcs_quality_options sex = {.struct_size = sizeof sex, .sex = GDCS_SEX_FEMALE};
    const gdcs_quality_options rate = {.struct_size = sizeof rate, .discovery = -1};
    const gdcs_quality_indicator other = {
        .struct_size = sizeof other, .sex = GDCS_SEX_OTHER, .role = "victim"};
    const gdcs_quality_indicator none = {
        .struct_size = sizeof none, .sex = GDCS_SEX_MALE, .role = "judge"};
    const gdcs_quality_indicator unset = {.struct_size = 0};
    add(named, "x victim F", 1);
    cr_expect(eq(i32, tried(NULL, "register", "role", pair, 2, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, tried(t, NULL, "role", pair, 2, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, tried(t, "register", "role", pair, 0, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, tried(t, "register", "role", pair, 2, &sex), GDCS_E_OPTION));
    cr_expect(eq(i32, tried(t, "register", "role", pair, 2, &rate), GDCS_E_OPTION));
    cr_expect(eq(i32, tried(t, "register", "role", &other, 1, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, tried(t, "register", "role", &unset, 1, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, tried(t, "register", "role", &none, 1, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, tried(t, "office", "role", pair, 2, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, tried(t, "role", "role", pair, 2, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, tried(named, "shown", "role", pair + 1, 1, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, tried(t, "sex", "role", pair, 2, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, tried(sexless, "register", "role", pair, 2, NULL), GDCS_E_SHAPE));
    gdcs_table *many = make_table(GDCS_ABSENT_ZERO, "register=group role sex");
    for (int i = 0; i <= 2000; i++) {
        char labels[32];
        snprintf(labels, sizeof labels, "r%d victim F", i);
        add(many, labels, 1);
    }
    cr_expect(eq(i32, tried(many, "register", "role", pair + 1, 1, NULL), GDCS_E_LIMIT));
    gdcs_table_free(many);
    gdcs_table_free(sexless);
    gdcs_table_free(named);
    gdcs_table_free(t);
}

static gdcs_status attempt(void *context)
{
    gdcs_frame *out = NULL;
    const gdcs_status status =
        gdcs_quality_test_table(context, "register", "role", pair, 2, NULL, &out, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(quality_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = registers();
    cr_assert(eq(i32, attempt(t), GDCS_OK)); /* the table sorts its cells once, and keeps that */
    const fail_alloc_report r = fail_alloc_each(attempt, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
