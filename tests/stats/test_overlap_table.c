/* Mirrors lib/stats/overlap/table.c and link.c. */
#include "fail_alloc.h"
#include "make.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/overlap.h>
#include <math.h>
#include <string.h>

TestSuite(overlap_table, .timeout = 60);

static gdcs_table *table_new(void)
{
    static const char *const labels[] = {"yes", "no"};
    const gdcs_axis axes[] = {
        {.struct_size = sizeof *axes, .name = "victim", .labels = labels, .label_count = 2},
        {.struct_size = sizeof *axes, .name = "offender", .labels = labels, .label_count = 2},
        {.struct_size = sizeof *axes, .name = "sex", .concept_id = GDCS_CONCEPT_SEX}};
    gdcs_table *t = NULL;
    cr_assert(eq(i32, gdcs_table_new(NULL, &t, NULL), GDCS_OK));
    for (int i = 0; i < 3; i++)
        cr_assert(eq(i32, gdcs_table_add_axis(t, &axes[i], NULL), GDCS_OK));
    return t;
}

static void set(gdcs_table *t, const char *v, const char *o, const char *sex, double low,
                double high)
{
    const char *labels[] = {v, o, sex};
    const gdcs_cell cell = {
        .struct_size = sizeof cell, .value = low == high ? low : NAN, .lower = low, .upper = high};
    cr_assert(eq(i32, gdcs_table_set(t, labels, &cell, NULL), GDCS_OK));
}

static void fill(gdcs_table *t, const char *sex, const double x[4])
{
    set(t, "yes", "yes", sex, x[0], x[0]);
    set(t, "yes", "no", sex, x[1], x[1]);
    set(t, "no", "yes", sex, x[2], x[2]);
    set(t, "no", "no", sex, x[3], x[3]);
}

static gdcs_frame *framed(const gdcs_table *t)
{
    gdcs_frame *f = NULL;
    gdcs_error e = {.struct_size = sizeof e};
    cr_assert(eq(i32, gdcs_overlap_table(t, NULL, NULL, 0, NULL, &f, &e), GDCS_OK), "%s",
              e.message);
    return f;
}

static const double women[4] = {10, 30, 20, 140}, men[4] = {15, 80, 25, 200};

Test(overlap_table, agrees_with_the_scalar_forms)
{
    gdcs_table *t = table_new();
    fill(t, "F", women);
    fill(t, "M", men);
    gdcs_frame *f = framed(t);
    gdcs_overlap_result w = {.struct_size = sizeof w};
    gdcs_overlap_sexes_result s = {.struct_size = sizeof s};
    const gdcs_overlap_counts a = {10, 30, 20, 140}, b = {15, 80, 25, 200};
    cr_assert(eq(i32, gdcs_overlap_estimate(&a, NULL, &w, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_overlap_estimate_sexes(&a, &b, NULL, &s, NULL), GDCS_OK));
    cr_expect(eq(i64, gdcs_frame_count_rows(f), 25));
    for (int m = 0; m < 11; m++) {
        const gdcs_overlap_measure *x = &w.victim_only + m;
        cr_expect(eq(dbl, number(f, "value", m), x->estimate.value));
        cr_expect(eq(dbl, number(f, "upper", m), x->estimate.upper));
        cr_expect(eq(dbl, number(f, "bound_lower", m), x->estimate.value));
        cr_expect(eq(str, (char *)word(f, "group", m), (char *)"women"));
    }
    cr_expect(eq(str, (char *)word(f, "measure", 3), (char *)"offenders_victims"));
    cr_expect(eq(dbl, number(f, "value", 22), s.difference.estimate.value));
    cr_expect(eq(dbl, number(f, "lower", 24), s.odds_ratio.estimate.lower));
    cr_expect(eq(dbl, number(f, "p_value", 24), s.homogeneity.p_value));
    cr_expect(eq(dbl, number(f, "p_exact", 24), s.exact.p_value));
    cr_expect(eq(dbl, number(f, "either", 0), 60.0));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* Exact, then one cell an interval, a wider one, missing, and persons of unknown sex. */
Test(overlap_table, widening_a_cell_never_narrows_the_bounds)
{
    static const char *const answer[] = {"yes", "no"};
    for (int zero = 0; zero < 5; zero++)
        for (int cell = 0; cell < 4; cell++) {
            gdcs_table *t = table_new();
            double x[4] = {10, 30, 20, 140};
            if (zero < 4)
                x[zero] = 0.0;
            fill(t, "F", x);
            fill(t, "M", men);
            const char *v = answer[cell / 2], *o = answer[cell % 2];
            gdcs_frame *last = framed(t);
            for (int step = 0; step < 4; step++) {
                if (step == 0)
                    set(t, v, o, "F", fmax(x[cell] - 2.0, 0.0), x[cell] + 1.0);
                if (step == 1)
                    set(t, v, o, "F", fmax(x[cell] - 5.0, 0.0), x[cell] + 9.0);
                if (step == 2)
                    set(t, v, o, "F", 0.0, INFINITY);
                if (step == 3)
                    set(t, "yes", "yes", "_U", 3.0, 3.0);
                gdcs_frame *next = framed(t);
                expect_no_narrower(last, next, v);
                gdcs_frame_free(last);
                last = next;
            }
            gdcs_frame_free(last);
            gdcs_table_free(t);
        }
}

static void expect_inside(const gdcs_frame *f, const gdcs_overlap_counts *c)
{
    gdcs_overlap_result r = {.struct_size = sizeof r};
    if (gdcs_overlap_estimate(c, NULL, &r, NULL) != GDCS_OK)
        return;
    for (int m = 0; m < 11; m++) {
        const double v = (&r.victim_only + m)->estimate.value;
        cr_expect(isnan(v) || (at_most(number(f, "bound_lower", m), v) &&
                               at_most(v, number(f, "bound_upper", m))),
                  "%d of %g %g %g %g: %.17g", m, c->both, c->victim_only, c->offender_only,
                  c->neither, v);
    }
}

/* Every table of a box of 3 x 4 x 4 x 3 lies within the bounds, and the ends are met. */
Test(overlap_table, bounds_hold_all_tables_of_a_box)
{
    static const double corners[][4] = {
        {0, 1, 1, 0}, {1, 0, 2, 1}, {2, 2, 3, 5}, {0, 4, 1, 0}, {1, 1, 6, 0}};
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++) {
        const double *x = corners[i];
        gdcs_table *t = table_new();
        fill(t, "M", men);
        set(t, "yes", "yes", "F", x[0], x[0] + 2);
        set(t, "yes", "no", "F", x[1], x[1] + 3);
        set(t, "no", "yes", "F", x[2], x[2] + 3);
        set(t, "no", "no", "F", x[3], x[3] + 2);
        gdcs_frame *f = framed(t);
        for (int k = 0; k < 144; k++) {
            const gdcs_overlap_counts c = {x[0] + k % 3, x[1] + k / 3 % 4, x[2] + k / 12 % 4,
                                           x[3] + k / 48};
            expect_inside(f, &c);
        }
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

static void add(gdcs_frame *f, const char *name, int32_t concept, int64_t rows,
                const char *const *values)
{
    const gdcs_column c = {.struct_size = sizeof c,
                           .type = GDCS_TYPE_TEXT,
                           .concept_id = concept,
                           .name = name,
                           .rows = rows};
    cr_assert(eq(i32, gdcs_frame_add_text(f, &c, values, NULL), GDCS_OK));
}

static void registers(gdcs_frame **v, gdcs_frame **o)
{
    static const char *const vk[] = {"a", "b", "b", "c", NULL, "d", "e"};
    static const char *const vs[] = {"F", "F", "F", "M", "F", "_U", "M"};
    static const char *const vd[] = {"2020-01-01", "2021-05-01", "2019-02-02", "2020-01-01",
                                     "2020-01-01", "2018-01-01", NULL};
    static const char *const ok[] = {"a", "b", "d", "x", "", "c", "e"};
    static const char *const os[] = {"F", "F", "F", "M", "M", "F", "M"};
    static const char *const od[] = {"2019-12-31", "2020-06-01", "2020-01-01", "2020-01-01",
                                     "2020-01-01", "2022-01-01", "2020-01-01"};
    cr_assert(eq(i32, gdcs_frame_new(v, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_new(o, NULL), GDCS_OK));
    add(*v, "key", GDCS_CONCEPT_PERSON_KEY, 7, vk);
    add(*v, "sex", GDCS_CONCEPT_SEX, 7, vs);
    add(*v, "date", GDCS_CONCEPT_PERIOD, 7, vd);
    add(*o, "key", GDCS_CONCEPT_PERSON_KEY, 7, ok);
    add(*o, "sex", GDCS_CONCEPT_SEX, 7, os);
    add(*o, "date", GDCS_CONCEPT_PERIOD, 7, od);
}

static double cell(const gdcs_table *t, const char *v, const char *o, const char *sex)
{
    const char *labels[] = {v, o, sex};
    gdcs_cell c = {.struct_size = sizeof c};
    return gdcs_table_get(t, labels, &c, NULL) == GDCS_OK ? c.value : 0.0;
}

Test(overlap_table, links_registers_by_key)
{
    gdcs_frame *v, *o;
    gdcs_table *t = NULL;
    gdcs_overlap_linked l = {.struct_size = sizeof l};
    registers(&v, &o);
    cr_assert(eq(i32, gdcs_overlap_tabulate(v, o, NULL, &l, &t, NULL), GDCS_OK));
    cr_expect(eq(dbl, cell(t, "yes", "yes", "F"), 3.0));  /* a, b, d */
    cr_expect(eq(dbl, cell(t, "yes", "yes", "_U"), 1.0)); /* c is M, then F */
    cr_expect(eq(dbl, cell(t, "yes", "yes", "M"), 1.0));  /* e */
    cr_expect(eq(dbl, cell(t, "no", "yes", "M"), 1.0));
    cr_expect(eq(dbl, cell(t, "yes", "", "F"), 1.0));
    cr_expect(eq(dbl, cell(t, "", "yes", "M"), 1.0));
    cr_expect(isnan(cell(t, "no", "no", "F")));
    cr_expect(eq(i64, l.persons, 6));
    cr_expect(eq(i64, l.both, 5));
    cr_expect(l.duplicate_victims == 1 && l.duplicate_offenders == 0 && l.conflicts == 1);
    cr_expect(l.unkeyed_victims == 1 && l.unkeyed_offenders == 1);
    cr_expect(eq(i32, gdcs_table_get_sensitivity(t), GDCS_SENSITIVITY_PROTECTED));
    gdcs_frame *f = framed(t);
    cr_expect(near_relative(number(f, "value", 3), 1.0, 0.0));
    cr_expect(0 != (notes(f, 3) & GDCS_NOTE_UNKNOWN_PRESENT));
    cr_expect(isnan(number(f, "value", 5)));
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_frame_free(v);
    gdcs_frame_free(o);
}

/* A table of linked registers, and the frame of it, are as sensitive as the more sensitive register. */
Test(overlap_table, keeps_the_higher_sensitivity_of_two_registers)
{
    static const char *const keys[] = {"a", "b"}, *const sexes[] = {"F", "M"};
    static const int32_t levels[] = {GDCS_SENSITIVITY_PUBLIC, GDCS_SENSITIVITY_INTERNAL,
                                     GDCS_SENSITIVITY_PROTECTED};
    for (int i = 0; i < 9; i++) {
        const int32_t level[] = {levels[i % 3], levels[i / 3]};
        const gdcs_overlap_link_options o = {
            .struct_size = sizeof o, .key_victims = "key", .key_offenders = "key"};
        gdcs_frame *registers[2] = {NULL, NULL}, *f = NULL;
        gdcs_table *t = NULL;
        for (int r = 0; r < 2; r++) {
            const gdcs_column c = {.struct_size = sizeof c,
                                   .type = GDCS_TYPE_TEXT,
                                   .concept_id = GDCS_CONCEPT_GROUP,
                                   .sensitivity = level[r],
                                   .name = "key",
                                   .rows = 2};
            cr_assert(eq(i32, gdcs_frame_new(&registers[r], NULL), GDCS_OK));
            cr_assert(eq(i32, gdcs_frame_add_text(registers[r], &c, keys, NULL), GDCS_OK));
            add(registers[r], "sex", GDCS_CONCEPT_SEX, 2, sexes);
        }
        cr_assert(eq(i32, gdcs_overlap_tabulate(registers[0], registers[1], &o, NULL, &t, NULL),
                     GDCS_OK));
        f = framed(t);
        const int32_t wanted = level[0] > level[1] ? level[0] : level[1];
        cr_expect(eq(i32, gdcs_table_get_sensitivity(t), wanted), "%d", i);
        cr_expect(eq(i32, gdcs_frame_get_sensitivity(f), wanted), "%d", i);
        gdcs_frame_free(f);
        gdcs_table_free(t);
        gdcs_frame_free(registers[0]);
        gdcs_frame_free(registers[1]);
    }
}

Test(overlap_table, requires_victims_before_offences)
{
    gdcs_frame *v, *o;
    gdcs_table *t = NULL;
    gdcs_overlap_linked l = {.struct_size = sizeof l};
    const gdcs_overlap_link_options first = {.struct_size = sizeof first,
                                             .order = GDCS_OVERLAP_ORDER_VICTIM_FIRST,
                                             .date_victims = "date",
                                             .date_offenders = "date"};
    registers(&v, &o);
    cr_assert(eq(i32, gdcs_overlap_tabulate(v, o, &first, &l, &t, NULL), GDCS_OK));
    cr_expect(eq(dbl, cell(t, "yes", "yes", "F"), 2.0)); /* b by the row of 2019, d */
    cr_expect(eq(dbl, cell(t, "no", "yes", "F"), 1.0));  /* a offended before */
    cr_expect(eq(dbl, cell(t, "", "yes", "M"), 2.0));    /* e is undated, one has no key */
    cr_expect(l.later == 1 && l.undated == 1);
    gdcs_table_free(t);
    gdcs_frame_free(v);
    gdcs_frame_free(o);
}

Test(overlap_table, refuses_registers_that_cannot_be_linked)
{
    gdcs_frame *v, *o, *bare = NULL;
    gdcs_table *t = NULL;
    gdcs_overlap_link_options q = {.struct_size = sizeof q, .order = 9};
    static const char *const bad[] = {"female"}, *const key[] = {"a"};
    const int64_t number_key[] = {7};
    registers(&v, &o);
    cr_expect(eq(i32, gdcs_overlap_tabulate(NULL, o, NULL, NULL, &t, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_overlap_tabulate(v, o, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_overlap_tabulate(v, o, &q, NULL, &t, NULL), GDCS_E_OPTION));
    q.order = GDCS_OVERLAP_ORDER_VICTIM_FIRST;
    cr_expect(eq(i32, gdcs_overlap_tabulate(v, o, &q, NULL, &t, NULL), GDCS_E_NAME));
    q.key_victims = "nowhere";
    cr_expect(eq(i32, gdcs_overlap_tabulate(v, o, &q, NULL, &t, NULL), GDCS_E_NAME));
    gdcs_overlap_linked l = {.struct_size = 8};
    cr_expect(eq(i32, gdcs_overlap_tabulate(v, o, NULL, &l, &t, NULL), GDCS_E_STRUCT));
    cr_assert(eq(i32, gdcs_frame_new(&bare, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_overlap_tabulate(v, bare, NULL, NULL, &t, NULL), GDCS_E_NAME));
    const gdcs_column c = {.struct_size = sizeof c,
                           .type = GDCS_TYPE_INT64,
                           .concept_id = GDCS_CONCEPT_PERSON_KEY,
                           .name = "key",
                           .rows = 1,
                           .integers = number_key};
    cr_assert(eq(i32, gdcs_frame_add(bare, &c, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_overlap_tabulate(v, bare, NULL, NULL, &t, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_overlap_tabulate(bare, bare, NULL, NULL, &t, NULL), GDCS_E_NAME));
    gdcs_frame_free(bare);
    cr_assert(eq(i32, gdcs_frame_new(&bare, NULL), GDCS_OK));
    add(bare, "key", GDCS_CONCEPT_PERSON_KEY, 1, key);
    add(bare, "sex", GDCS_CONCEPT_SEX, 1, bad);
    cr_expect(eq(i32, gdcs_overlap_tabulate(v, bare, NULL, NULL, &t, NULL), GDCS_E_SEX));
    cr_expect(eq(ptr, t, NULL));
    gdcs_frame_free(bare);
    gdcs_frame_free(v);
    gdcs_frame_free(o);
}

Test(overlap_table, refuses_axes_that_are_not_there)
{
    gdcs_table *t = table_new();
    gdcs_frame *f = NULL;
    fill(t, "F", women);
    gdcs_overlap_axes a = {.struct_size = sizeof a, .victim = "nowhere"};
    cr_expect(eq(i32, gdcs_overlap_table(t, &a, NULL, 0, NULL, &f, NULL), GDCS_E_NAME));
    a.victim = "offender";
    cr_expect(eq(i32, gdcs_overlap_table(t, &a, NULL, 0, NULL, &f, NULL), GDCS_E_DUPLICATE));
    a.victim = "sex";
    cr_expect(eq(i32, gdcs_overlap_table(t, &a, NULL, 0, NULL, &f, NULL), GDCS_E_SHAPE));
    a.victim = NULL;
    a.victim_yes = "perhaps";
    cr_expect(eq(i32, gdcs_overlap_table(t, &a, NULL, 0, NULL, &f, NULL), GDCS_E_NAME));
    a.victim_yes = "yes";
    a.victim_no = "yes";
    cr_expect(eq(i32, gdcs_overlap_table(t, &a, NULL, 0, NULL, &f, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_overlap_table(NULL, NULL, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_overlap_table(t, NULL, NULL, -1, NULL, &f, NULL), GDCS_E_ARGUMENT));
    a.struct_size = 4;
    cr_expect(eq(i32, gdcs_overlap_table(t, &a, NULL, 0, NULL, &f, NULL), GDCS_E_STRUCT));
    cr_expect(eq(ptr, f, NULL));
    gdcs_table_free(t);
}

static gdcs_status link_and_estimate(void *data)
{
    gdcs_frame *const *both = data;
    gdcs_table *t = NULL;
    gdcs_frame *f = NULL;
    gdcs_status status = gdcs_overlap_tabulate(both[0], both[1], NULL, NULL, &t, NULL);
    if (status == GDCS_OK)
        status = gdcs_overlap_table(t, NULL, NULL, 0, NULL, &f, NULL);
    gdcs_frame_free(f);
    gdcs_table_free(t);
    return status;
}

Test(overlap_table, survives_every_failing_allocation)
{
    gdcs_frame *both[2];
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    registers(&both[0], &both[1]);
    const fail_alloc_report r = fail_alloc_each(link_and_estimate, both);
    cr_expect(eq(str, (char *)r.wrong, (char *)""));
    cr_expect(gt(i64, r.allocations, 0));
    gdcs_frame_free(both[0]);
    gdcs_frame_free(both[1]);
}
