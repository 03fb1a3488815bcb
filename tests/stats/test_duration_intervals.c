/* Mirrors lib/stats/duration/intervals_frame.c: life tables of frames; and laws of the curves and causes
   of frames. */
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <gdcs/duration.h>

TestSuite(duration_intervals, .timeout = 120);

enum { ROWS = 16, ENDS = 4 };

static const double months[ROWS] = {3, 5, 5, 8, 12, 2, 4, 4, 9, 7, 1, 6, 0, 14, 10, 11};
static const int64_t left[ROWS] = {1, 0, 2, 1, 0, 1, 2, 1, 0, 1, 1, 0, 1, 1, 2, 1};
static const char *const known[ROWS] = {"F", "F", "M", "M", "F", "M", "M", "F",
                                        "F", "M", "F", "F", "M", "F", "M", "F"};
static const double ends[ENDS] = {3, 6, 9, 12};
static const gdcs_duration_columns columns = {
    .struct_size = sizeof columns, .time = "months", .event = "left", .sex = "sex"};

typedef struct people {
    int n;
    double time[ROWS];
    int64_t event[ROWS];
    const char *sex[ROWS];
} people;

static people everybody(void)
{
    people p = {.n = ROWS};
    memcpy(p.time, months, sizeof p.time);
    memcpy(p.event, left, sizeof p.event);
    memcpy(p.sex, known, sizeof known);
    return p;
}

static gdcs_status fill(const people *p, gdcs_frame *f)
{
    const gdcs_column time = {.struct_size = sizeof time,
                              .name = "months",
                              .type = GDCS_TYPE_DOUBLE,
                              .rows = p->n,
                              .doubles = p->time};
    const gdcs_column event = {.struct_size = sizeof event,
                               .name = "left",
                               .type = GDCS_TYPE_INT64,
                               .concept_id = GDCS_CONCEPT_PROGRAMME_STATUS,
                               .rows = p->n,
                               .integers = p->event};
    const gdcs_column sex = {.struct_size = sizeof sex,
                             .name = "sex",
                             .concept_id = GDCS_CONCEPT_SEX,
                             .type = GDCS_TYPE_TEXT,
                             .rows = p->n};
    gdcs_status status = gdcs_frame_add(f, &time, NULL);
    if (status == GDCS_OK)
        status = gdcs_frame_add(f, &event, NULL);
    return status == GDCS_OK ? gdcs_frame_add_text(f, &sex, p->sex, NULL) : status;
}

static gdcs_frame *frame_of(const people *p)
{
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&f, NULL), GDCS_OK));
    cr_assert(eq(i32, fill(p, f), GDCS_OK));
    return f;
}

static gdcs_frame *tables(const people *p, const gdcs_duration_options *o)
{
    gdcs_frame *f = frame_of(p), *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status =
        gdcs_duration_estimate_frame_intervals(f, &columns, NULL, 0, ends, ENDS, o, &out, &err);
    cr_assert(status == GDCS_OK, "%s", err.message);
    gdcs_frame_free(f);
    return out;
}

/* By counting: start, events and withdrawn of a sex. */
static gdcs_duration_intervals counted(const people *p, const char *sex, int32_t cause,
                                       double events[ENDS], double withdrawn[ENDS])
{
    static const double width[ENDS] = {3, 3, 3, 3};
    gdcs_duration_intervals t = {
        .struct_size = sizeof t, .width = width, .events = events, .withdrawn = withdrawn};
    for (int i = 0; i < ENDS; i++) {
        events[i] = withdrawn[i] = 0;
        for (int j = 0; j < p->n; j++) {
            const int here = strcmp(p->sex[j], sex) == 0 && p->time[j] < ends[i] &&
                             p->time[j] >= (i > 0 ? ends[i - 1] : 0.0);
            const int is = p->event[j] > 0 && (cause == 0 || p->event[j] == cause);
            events[i] += here && is;
            withdrawn[i] += here && !is;
        }
    }
    for (int j = 0; j < p->n; j++)
        t.start += strcmp(p->sex[j], sex) == 0;
    return t;
}

Test(duration_intervals, of_a_frame_are_those_of_the_array_form)
{
    const people p = everybody();
    for (int32_t cause = 0; cause < 3; cause++) {
        const gdcs_duration_options o = {.struct_size = sizeof o, .level = 0.9, .cause = cause};
        gdcs_frame *f = tables(&p, &o);
        cr_assert(eq(i64, gdcs_frame_count_rows(f), 16));
        for (int sex = 0; sex < 2; sex++) {
            double events[ENDS], withdrawn[ENDS], value[2][ENDS], upper[2][ENDS];
            uint32_t bits[2][ENDS];
            gdcs_estimate_arrays to[2];
            for (int m = 0; m < 2; m++)
                to[m] = (gdcs_estimate_arrays){.struct_size = sizeof to[m],
                                               .value = value[m],
                                               .upper = upper[m],
                                               .notes = bits[m]};
            const gdcs_duration_intervals t =
                counted(&p, sex ? "M" : "F", cause, events, withdrawn);
            cr_assert(eq(i32, gdcs_duration_estimate_intervals(&t, ENDS, &o, &to[0], &to[1], NULL),
                         GDCS_OK));
            for (int m = 0; m < 2; m++)
                for (int i = 0; i < ENDS; i++) {
                    const int64_t row = (2 * sex + m) * ENDS + i;
                    cr_expect_str_eq(word(f, "sex", row), sex ? "M" : "F");
                    cr_expect_str_eq(word(f, "measure", row), m ? "hazard" : "survival");
                    cr_expect(near_relative(number(f, "value", row), value[m][i], 0) &&
                                  near_relative(number(f, "upper", row), upper[m][i], 0) &&
                                  notes(f, row) == bits[m][i],
                              "row %d", (int)row);
                    cr_expect(number(f, "events", row) == events[i] &&
                              number(f, "withdrawn", row) == withdrawn[i] &&
                              number(f, "to", row) == ends[i]);
                    cr_expect(isnan(value[m][i]) || number(f, "bound_lower", row) == value[m][i]);
                }
            cr_expect(number(f, "at_risk", 8 * sex) == t.start);
        }
        gdcs_frame_free(f);
    }
}

/* Each person of unknown sex is a woman or is none: of all ways the ends are met. */
Test(duration_intervals, bounds_are_those_of_all_ways_to_deal_the_unknown)
{
    static const int open[] = {0, 3, 4, 6, 9, 13};
    enum { OPEN = sizeof open / sizeof *open };
    people p = everybody();
    double least[8], most[8];
    for (int i = 0; i < OPEN; i++)
        p.sex[open[i]] = "_U";
    gdcs_frame *all = tables(&p, NULL);
    for (int row = 0; row < 8; row++) {
        least[row] = INFINITY;
        most[row] = -INFINITY;
    }
    for (int deal = 0; deal < 1 << OPEN; deal++) {
        for (int i = 0; i < OPEN; i++)
            p.sex[open[i]] = deal >> i & 1 ? "F" : "M";
        gdcs_frame *f = tables(&p, NULL);
        for (int row = 0; row < 8; row++) {
            const double x = number(f, "value", row);
            least[row] = fmin(least[row], x);
            most[row] = fmax(most[row], x);
        }
        gdcs_frame_free(f);
    }
    for (int row = 0; row < 8; row++) {
        cr_expect(near_relative(number(all, "bound_lower", row), least[row], 1e-12) ||
                      isnan(number(all, "value", row)),
                  "row %d: %g, not %g", row, number(all, "bound_lower", row), least[row]);
        cr_expect(near_relative(number(all, "bound_upper", row), most[row], 1e-12) ||
                      isnan(number(all, "value", row)),
                  "row %d: %g, not %g", row, number(all, "bound_upper", row), most[row]);
        cr_expect(0 != (notes(all, row) & GDCS_NOTE_UNKNOWN_PRESENT));
    }
    gdcs_frame_free(all);
}

Test(duration_intervals, more_of_unknown_sex_never_narrow)
{
    people p = everybody();
    gdcs_frame *before = tables(&p, NULL);
    for (int i = 0; i < ROWS; i++) {
        p.sex[(5 * i) % ROWS] = "_U";
        gdcs_frame *after = tables(&p, NULL);
        expect_no_narrower(before, after, "unknown");
        gdcs_frame_free(before);
        before = after;
    }
    gdcs_frame_free(before);
}

/* A curve as it is given: rows in the order of sex and time. */
static gdcs_frame *curve(const people *p, int causes)
{
    gdcs_frame *f = frame_of(p), *out = NULL;
    const gdcs_status status =
        causes ? gdcs_duration_estimate_frame_causes(f, &columns, NULL, 0, NULL, &out, NULL)
               : gdcs_duration_estimate_frame_curve(f, &columns, NULL, 0, NULL, &out, NULL);
    cr_assert(eq(i32, status, GDCS_OK));
    gdcs_frame_free(f);
    return out;
}

Test(duration_intervals, curves_fall_and_causes_rise_and_limits_hold_the_value)
{
    const people p = everybody();
    for (int causes = 0; causes < 2; causes++) {
        gdcs_frame *f = curve(&p, causes);
        for (int64_t row = 0; row < gdcs_frame_count_rows(f); row++) {
            const double x = number(f, "value", row);
            cr_expect(number(f, "lower", row) <= x && x <= number(f, "upper", row) && x >= 0.0 &&
                      x <= 1.0);
            const int same = row > 0 && strcmp(word(f, "sex", row), word(f, "sex", row - 1)) == 0 &&
                             number(f, "time", row) > number(f, "time", row - 1);
            if (same && (!causes || strcmp(word(f, "cause", row), word(f, "cause", row - 1)) == 0))
                cr_expect(causes ? x >= number(f, "value", row - 1)
                                 : x <= number(f, "value", row - 1));
        }
        gdcs_frame_free(f);
    }
}

Test(duration_intervals, neither_the_order_of_persons_nor_their_unit_of_time_matters)
{
    const people p = everybody();
    people q = p;
    for (int i = 0; i < ROWS; i++) {
        const int from = (7 * i + 3) % ROWS;
        q.time[i] = 2.5 * p.time[from];
        q.event[i] = p.event[from];
        q.sex[i] = p.sex[from];
    }
    for (int causes = 0; causes < 2; causes++) {
        gdcs_frame *a = curve(&p, causes), *b = curve(&q, causes);
        cr_assert(eq(i64, gdcs_frame_count_rows(a), gdcs_frame_count_rows(b)));
        for (int64_t row = 0; row < gdcs_frame_count_rows(a); row++)
            cr_expect(number(a, "value", row) == number(b, "value", row) &&
                      number(a, "upper", row) == number(b, "upper", row) &&
                      number(b, "time", row) == 2.5 * number(a, "time", row));
        gdcs_frame_free(a);
        gdcs_frame_free(b);
    }
}

/* Who is censored at a time is still at risk at it, and so counts as leaving after those who have the event. */
Test(duration_intervals, those_censored_at_a_time_leave_after_its_events)
{
    people p = {.n = 4, .time = {2, 2, 2, 3}, .event = {0, 1, 0, 1}, .sex = {"F", "F", "F", "F"}};
    gdcs_frame *at = curve(&p, 0);
    cr_expect(near_relative(number(at, "value", 0), 0.75, 1e-15));
    p.time[0] = p.time[2] = 2.5;
    gdcs_frame *after = curve(&p, 0);
    cr_expect(number(after, "value", 0) == number(at, "value", 0));
    p.time[0] = p.time[2] = 1.5;
    gdcs_frame *before = curve(&p, 0);
    cr_expect(near_relative(number(before, "value", 1), 0.5, 1e-15));
    gdcs_frame_free(at);
    gdcs_frame_free(after);
    gdcs_frame_free(before);
}

/* Causes and survival of every cause make up everybody, whatever the causes are called. */
Test(duration_intervals, causes_split_what_has_left)
{
    const people p = everybody();
    gdcs_frame *s = curve(&p, 0), *c = curve(&p, 1);
    for (int64_t row = 0; row < gdcs_frame_count_rows(s); row++) {
        double sum = number(s, "value", row);
        for (int64_t i = 0; i < gdcs_frame_count_rows(c); i++)
            if (number(c, "time", i) == number(s, "time", row) &&
                strcmp(word(c, "sex", i), word(s, "sex", row)) == 0)
                sum += number(c, "value", i);
        cr_expect(near_relative(sum, 1.0, 1e-14), "row %d: %.17g", (int)row, sum);
    }
    gdcs_frame_free(s);
    gdcs_frame_free(c);
}

static gdcs_status asked(const double *to, int64_t k, gdcs_duration_columns c,
                         const gdcs_duration_options *o, const char *kept)
{
    const people p = everybody();
    const char *const keep[] = {kept};
    gdcs_frame *f = frame_of(&p), *out = NULL;
    c.struct_size = sizeof c;
    const gdcs_status status =
        gdcs_duration_estimate_frame_intervals(f, &c, keep, kept != NULL, to, k, o, &out, NULL);
    gdcs_frame_free(f);
    gdcs_frame_free(out);
    return status;
}

Test(duration_intervals, refuses_what_is_documented)
{
    static const double falling[] = {3, 3}, zero[] = {0, 3}, early[] = {INFINITY, 9},
                        last[] = {3, INFINITY}, none[] = {NAN, 3};
    const gdcs_duration_options level = {.struct_size = sizeof level, .level = 2},
                                no_size = {.level = 0.9};
    gdcs_duration_columns late = columns, other = columns;
    late.entry = "left";
    other.time = "years";
    cr_expect(eq(i32, asked(NULL, 2, columns, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, asked(ends, 0, columns, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, asked(falling, 2, columns, NULL, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, asked(zero, 2, columns, NULL, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, asked(none, 2, columns, NULL, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, asked(early, 2, columns, NULL, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, asked(last, 2, columns, NULL, NULL), GDCS_OK));
    cr_expect(eq(i32, asked(ends, ENDS, late, NULL, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, asked(ends, ENDS, other, NULL, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, asked(ends, ENDS, columns, &level, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, asked(ends, ENDS, columns, &no_size, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, asked(ends, ENDS, columns, NULL, "nothing"), GDCS_E_NAME));
    cr_expect(eq(i32, asked(ends, ENDS, columns, NULL, "sex"), GDCS_E_DUPLICATE));
    cr_expect(eq(i32,
                 gdcs_duration_estimate_frame_intervals(NULL, &columns, NULL, 0, ends, ENDS, NULL,
                                                        NULL, NULL),
                 GDCS_E_ARGUMENT));
}

static gdcs_status life_tables(void *data)
{
    gdcs_frame *out = NULL;
    const gdcs_status status = gdcs_duration_estimate_frame_intervals(data, &columns, NULL, 0, ends,
                                                                      ENDS, NULL, &out, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(duration_intervals, survive_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const people p = everybody();
    gdcs_frame *f = frame_of(&p);
    const fail_alloc_report r = fail_alloc_each(life_tables, f);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_frame_free(f);
}
