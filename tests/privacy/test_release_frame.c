/* Mirrors lib/privacy/release: frames. */
#include "fail_alloc.h"
#include "privacy/release_tables.h"

#include <criterion/new/assert.h>
#include <gdcs/csv.h>
#include <gdcs/estimate.h>
#include <gdcs/share.h>

TestSuite(release_frame, .timeout = 120);

static gdcs_frame *shares(const gdcs_table *t)
{
    const char *const keep[] = {"area"};
    gdcs_frame *frame = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_share_table(t, keep, 1, NULL, &frame, &err), &err, "share");
    return frame;
}

static gdcs_status release(const gdcs_frame *frame, const gdcs_table *t, const gdcs_table *hidden,
                           const gdcs_disclosure_rule *rule, const gdcs_release_options *o,
                           gdcs_frame **out, gdcs_release_result *r, gdcs_error *err)
{
    *err = (gdcs_error){.struct_size = sizeof *err};
    *r = (gdcs_release_result){.struct_size = sizeof *r};
    *out = NULL;
    const gdcs_status status = gdcs_release_frame(frame, &t, &hidden, 1, rule, o, out, r, err);
    cr_expect(status == GDCS_OK ? *out != NULL : *out == NULL);
    return status;
}

static gdcs_column column(const gdcs_frame *frame, const char *name)
{
    gdcs_column c = {.struct_size = sizeof c};
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_frame_get(frame, gdcs_frame_find(frame, name), &c, &err), &err, name);
    return c;
}

/* The row of an area: its number. */
static int64_t row_of(const gdcs_frame *frame, const char *area)
{
    const gdcs_column c = column(frame, "area");
    for (int64_t i = 0; i < c.rows; i++)
        if (strcmp(c.words[c.codes[i]], area) == 0)
            return i;
    cr_fatal("no row of %s", area);
    return -1;
}

static int is_withheld(const gdcs_frame *frame, const char *area)
{
    const int64_t row = row_of(frame, area);
    const int64_t note = column(frame, "notes").integers[row];
    const int blank = isnan(column(frame, "value").doubles[row]);
    cr_expect(blank == (note == GDCS_NOTE_WITHHELD), "%s", area);
    return blank;
}

/* A and B are hidden: their shares with n are the counts.  C and the total are known already. */
Test(release_frame, rows_go_that_tell_nothing_hidden)
{
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4);
    gdcs_frame *frame = shares(t), *out = NULL;
    gdcs_release_result r;
    gdcs_error err;
    gdcs_sink *sink = NULL;
    good(gdcs_sink_new_memory(&sink, NULL), &err, "sink");
    cr_expect(eq(i32, gdcs_csv_write_frame(frame, NULL, sink, NULL), GDCS_E_DISCLOSURE));
    good(release(frame, t, hidden, &minimum4, NULL, &out, &r, &err), &err, "release");
    cr_expect(is_withheld(out, "A"));
    cr_expect(is_withheld(out, "B"));
    cr_expect(is_withheld(out, "C") == 0);
    cr_expect(is_withheld(out, "TOTAL") == 0);
    cr_expect(eq(i64, r.hidden, 2));
    cr_expect(eq(i32, r.is_safe, 1));
    for (int64_t i = 0; i < gdcs_frame_count_columns(out); i++) {
        gdcs_column c = {.struct_size = sizeof c};
        good(gdcs_frame_get(out, i, &c, &err), &err, "column");
        const int64_t row = row_of(out, "A");
        cr_expect(c.type != GDCS_TYPE_DOUBLE || isnan(c.doubles[row]), "%s", c.name);
        cr_expect(c.type != GDCS_TYPE_TEXT || strcmp(c.name, "area") == 0 || c.codes[row] == -1,
                  "%s", c.name);
    }
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(out), GDCS_SENSITIVITY_PUBLIC));
    cr_expect(eq(i32, gdcs_csv_write_frame(out, NULL, sink, NULL), GDCS_OK));
    gdcs_sink_free(sink);
    gdcs_frame_free(out);
    gdcs_frame_free(frame);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

/* D is hidden for nothing: one of A, B, D may show its counts, not two. */
Test(release_frame, of_rows_that_tell_each_others_secret_the_first_go)
{
    static const double women[] = {20, 30, 2, 40}, men[] = {50, 40, 45, 60};
    gdcs_table *t = protected_areas(women, men, 4), *hidden = copied(t);
    gdcs_frame *frame = shares(t), *out = NULL;
    gdcs_release_result r;
    gdcs_error err;
    static const char *const gone[] = {"A F", "A M", "B F", "B M", "C F", "C M"};
    for (int i = 0; i < 6; i++)
        hide(hidden, gone[i]);
    good(release(frame, t, hidden, &minimum4, NULL, &out, &r, &err), &err, "release");
    cr_expect(is_withheld(out, "A") == 0);
    cr_expect(is_withheld(out, "B"));
    cr_expect(is_withheld(out, "C"));
    cr_expect(is_withheld(out, "D") == 0);
    gdcs_frame_free(out);
    const gdcs_release_options all = {.struct_size = sizeof all, .together = 1};
    cr_expect(
        eq(i32, release(frame, t, hidden, &minimum4, &all, &out, &r, &err), GDCS_E_DISCLOSURE));
    cr_expect(strstr(err.message, "area C, sex F") != NULL, "%s", err.message);
    gdcs_frame_free(frame);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

Test(release_frame, bases_below_the_rule_are_withheld)
{
    gdcs_disclosure_rule rule = minimum4;
    rule.minimum_base = 80;
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4);
    gdcs_frame *frame = shares(t), *out = NULL;
    gdcs_release_result r;
    gdcs_error err;
    good(release(frame, t, hidden, &rule, NULL, &out, &r, &err), &err, "release");
    cr_expect(is_withheld(out, "C")); /* 75 */
    cr_expect(is_withheld(out, "TOTAL") == 0);
    gdcs_frame_free(out);
    const gdcs_release_options all = {.struct_size = sizeof all, .together = 1};
    cr_expect(eq(i32, release(frame, t, hidden, &rule, &all, &out, &r, &err), GDCS_E_DISCLOSURE));
    cr_expect(strstr(err.message, "base") != NULL);
    gdcs_frame_free(frame);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

/* Of 52 in A, 0.04 is 2 women; 0.0 is 0 to 2. */
Test(release_frame, a_share_alone_tells_an_interval)
{
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4);
    gdcs_frame *frame = shares(t), *out = NULL;
    gdcs_release_result r;
    gdcs_error err;
    gdcs_release_options o = {
        .struct_size = sizeof o, .tells = GDCS_RELEASE_TELLS_SHARE, .digits = 2};
    good(release(frame, t, hidden, &minimum4, &o, &out, &r, &err), &err, "release");
    cr_expect(is_withheld(out, "A"));
    cr_expect(is_withheld(out, "C") == 0);
    cr_expect(eq(dbl, column(out, "value").doubles[row_of(out, "C")], 0.4));
    cr_expect(eq(i64, gdcs_frame_count_columns(out), 3));
    cr_expect(eq(i64, column(out, "notes").integers[row_of(out, "C")], 0));
    gdcs_frame_free(out);
    o.digits = 1;
    good(release(frame, t, hidden, &minimum4, &o, &out, &r, &err), &err, "release");
    cr_expect(is_withheld(out, "A") == 0);
    cr_expect(eq(dbl, column(out, "value").doubles[row_of(out, "A")], 0.0));
    cr_expect(eq(i64, r.hidden, 0));
    gdcs_frame_free(out);
    gdcs_frame_free(frame);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

/* The frame is part of the log: its counts let nobody take them away from a later table. */
Test(release_frame, is_remembered)
{
    static const double women[] = {20, 30, 2, 40}, men[] = {50, 40, 45, 60};
    gdcs_table *t = protected_areas(women, men, 4), *hidden = copied(t), *later = copied(t);
    gdcs_frame *frame = shares(t), *out = NULL;
    gdcs_table *table = NULL;
    gdcs_release_log *log = NULL;
    gdcs_release_result r;
    gdcs_error err = {.struct_size = sizeof err};
    static const char *const gone[] = {"A F", "A M", "B F", "B M", "C F", "C M"};
    for (int i = 0; i < 6; i++)
        hide(hidden, gone[i]);
    static const char *const less[] = {"A F", "A M", "C F", "C M"};
    for (int i = 0; i < 4; i++)
        hide(later, less[i]);
    good(gdcs_release_log_new(&log, &err), &err, "log");
    gdcs_release_options o = {.struct_size = sizeof o, .log = log, .id = "shares"};
    good(gdcs_release_table(t, later, &minimum4, NULL, &table, NULL, &err), &err, "alone");
    gdcs_table_free(table);
    table = NULL;
    good(release(frame, t, hidden, &minimum4, &o, &out, &r, &err), &err, "release");
    cr_expect(eq(i64, gdcs_release_log_count(log), 1));
    cr_expect(eq(i32, gdcs_release_table(t, later, &minimum4, &o, &table, NULL, &err),
                 GDCS_E_DISCLOSURE));
    cr_expect(eq(i64, gdcs_release_log_count(log), 1));
    gdcs_release_log_free(log);
    gdcs_frame_free(out);
    gdcs_frame_free(frame);
    gdcs_table_free(later);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

/* An index over areas tells of each area, unless it is said that it is made of sums. */
Test(release_frame, what_may_enter_a_row_counts_as_told)
{
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4);
    gdcs_frame *index = NULL, *out = NULL;
    gdcs_release_result r;
    gdcs_error err;
    const double number = 0.25;
    const gdcs_column c = {.struct_size = sizeof c,
                           .type = GDCS_TYPE_DOUBLE,
                           .name = "value",
                           .sensitivity = GDCS_SENSITIVITY_PROTECTED,
                           .rows = 1,
                           .doubles = &number};
    const char *const area[] = {"area"};
    cr_assert(eq(i32, gdcs_frame_new(&index, NULL), GDCS_OK));
    good(gdcs_frame_add(index, &c, &err), &err, "value");
    good(release(index, t, hidden, &minimum4, NULL, &out, &r, &err), &err, "release");
    cr_expect(isnan(column(out, "value").doubles[0]));
    gdcs_frame_free(out);
    gdcs_release_options o = {.struct_size = sizeof o, .axes = area, .axis_count = 1};
    good(release(index, t, hidden, &minimum4, &o, &out, &r, &err), &err, "release");
    cr_expect(isnan(column(out, "value").doubles[0]));
    gdcs_frame_free(out);
    o.axis_count = 0;
    good(release(index, t, hidden, &minimum4, &o, &out, &r, &err), &err, "release");
    cr_expect(eq(dbl, column(out, "value").doubles[0], 0.25));
    gdcs_frame_free(out);
    gdcs_frame_free(index);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

Test(release_frame, rows_not_decided_in_so_many_audits_stay)
{
    static const double women[] = {20, 30, 2, 40}, men[] = {50, 40, 45, 60};
    gdcs_table *t = protected_areas(women, men, 4), *hidden = copied(t);
    gdcs_frame *frame = shares(t), *out = NULL;
    gdcs_release_result r;
    gdcs_error err;
    static const char *const gone[] = {"A F", "A M", "B F", "B M", "C F", "C M"};
    for (int i = 0; i < 6; i++)
        hide(hidden, gone[i]);
    gdcs_release_options o = {.struct_size = sizeof o, .tries = 1};
    good(release(frame, t, hidden, &minimum4, &o, &out, &r, &err), &err, "release");
    cr_expect(eq(i64, r.hidden, 3));
    cr_expect(is_withheld(out, "A"));
    cr_expect(is_withheld(out, "D") == 0);
    gdcs_frame_free(out);
    gdcs_frame_free(frame);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

Test(release_frame, refuses_what_it_cannot_judge)
{
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4), *other = areas();
    gdcs_frame *frame = shares(t), *strange = NULL, *out = NULL;
    gdcs_release_result r;
    gdcs_error err;
    gdcs_release_options o = {.struct_size = sizeof o, .frame_table = 1};
    cr_expect(eq(i32, release(frame, t, hidden, &minimum4, &o, &out, &r, &err), GDCS_E_ARGUMENT));
    o = (gdcs_release_options){.struct_size = sizeof o, .method = GDCS_RELEASE_METHOD_NOISE};
    cr_expect(eq(i32, release(frame, t, hidden, &minimum4, &o, &out, &r, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, release(frame, t, t, &minimum4, NULL, &out, &r, &err), GDCS_E_DISCLOSURE));
    cr_expect(eq(i32, release(NULL, t, hidden, &minimum4, NULL, &out, &r, &err), GDCS_E_ARGUMENT));
    add(other, "D F", 20);
    add(other, "D M", 30);
    strange = shares(other);
    cr_expect(eq(i32, release(strange, t, hidden, &minimum4, NULL, &out, &r, &err), GDCS_E_NAME));
    cr_expect(strstr(err.message, "no label 'D'") != NULL && err.row > 0);
    gdcs_frame_free(strange);
    set(other, "C F", 31, 31, 31, 'A');
    strange = shares(other);
    o = (gdcs_release_options){.struct_size = sizeof o, .tells = GDCS_RELEASE_TELLS_SHARE};
    gdcs_table *same = collapse(other, "area", "D", "-");
    gdcs_frame_free(strange);
    strange = shares(same);
    cr_expect(eq(i32, release(strange, t, hidden, &minimum4, &o, &out, &r, &err), GDCS_E_VALUE));
    gdcs_frame_free(strange);
    cr_assert(eq(i32, gdcs_frame_new(&strange, NULL), GDCS_OK));
    const double numbers[] = {1, 2};
    const gdcs_column plain = {.struct_size = sizeof plain,
                               .type = GDCS_TYPE_DOUBLE,
                               .name = "x",
                               .rows = 2,
                               .doubles = numbers};
    good(gdcs_frame_add(strange, &plain, &err), &err, "x");
    cr_expect(eq(i32, release(strange, t, hidden, &minimum4, NULL, &out, &r, &err), GDCS_E_NAME));
    gdcs_frame_free(strange);
    gdcs_table_free(same);
    gdcs_table_free(other);
    gdcs_frame_free(frame);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

struct inputs {
    gdcs_table *t, *hidden;
    gdcs_frame *frame;
};

static gdcs_status once(void *data)
{
    const struct inputs *in = data;
    const gdcs_table *const t[] = {in->t}, *const hidden[] = {in->hidden};
    gdcs_frame *out = NULL;
    gdcs_release_log *log = NULL;
    gdcs_status status = gdcs_release_log_new(&log, NULL);
    const gdcs_release_options o = {
        .struct_size = sizeof o, .log = log, .tells = GDCS_RELEASE_TELLS_SHARE, .digits = 1};
    if (status == GDCS_OK)
        status = gdcs_release_frame(in->frame, t, hidden, 1, &minimum4, &o, &out, NULL, NULL);
    gdcs_frame_free(out);
    gdcs_release_log_free(log);
    return status;
}

Test(release_frame, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    struct inputs in = {.t = areas()};
    in.hidden = suppressed(in.t, &minimum4);
    in.frame = shares(in.t);
    const fail_alloc_report r = fail_alloc_each(once, &in);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 100));
    gdcs_frame_free(in.frame);
    gdcs_table_free(in.hidden);
    gdcs_table_free(in.t);
}
