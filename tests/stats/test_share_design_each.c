/* Mirrors lib/stats/share/design_each.c: many samples of clusters and of weighted persons. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/share.h>
#include <math.h>
#include <stdio.h>

TestSuite(share_design_each, .timeout = 60);

enum { SETS = 64, MOST = 700 };

typedef struct samples {
    double women[MOST], men[MOST], weights[MOST], wanted[SETS][6];
    int32_t sex[MOST];
    int64_t offsets[SETS + 1], count;
} samples;

typedef struct room {
    double number[8][SETS];
    uint32_t notes[SETS];
} room;

static gdcs_estimate_arrays into(room *r)
{
    const gdcs_estimate_arrays to = {
        sizeof to,    0,       r->number[0], r->number[1], r->number[2], r->number[3], r->number[4],
        r->number[5], r->notes};
    return to;
}

/* The rows of share_design.csv of a kind, a method and a level. */
static void read_samples(char kind_, int method_, double alpha_, samples *s)
{
    FILE *csv = reference_open("share_design.csv"); /* written by share_design.py */
    char kind;
    int method, units;
    double alpha, want[6];
    int64_t at = 0;
    s->count = 0;
    while (fscanf(csv, "%c,%d,%lf,%d,%lf,%lf,%lf,%lf,%lf,%lf", &kind, &method, &alpha, &units,
                  &want[0], &want[1], &want[2], &want[3], &want[4], &want[5]) == 10) {
        const int take = kind == kind_ && method == method_ && alpha == alpha_;
        double women, men;
        if (take)
            s->offsets[s->count] = at;
        for (int i = 0; i < units; i++) {
            cr_assert(eq(int, fscanf(csv, ",%lf,%lf", &women, &men), 2));
            if (!take)
                continue;
            cr_assert(lt(i64, at, MOST));
            s->women[at] = women;
            s->men[at] = men;
            s->sex[at] = women > 0 ? GDCS_SEX_FEMALE : GDCS_SEX_MALE;
            s->weights[at++] = women + men;
        }
        cr_assert(eq(int, fscanf(csv, "\n"), 0));
        for (int i = 0; take && i < 6; i++)
            s->wanted[s->count][i] = want[i];
        s->count += take;
    }
    s->offsets[s->count] = at;
    fclose(csv);
    cr_assert(gt(i64, s->count, 2), "%c %d %g", kind_, method_, alpha_);
}

static void run(const samples *s, char kind, const gdcs_share_options *o, room *r)
{
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = s->women, .men = s->men};
    const gdcs_estimate_arrays to = into(r);
    const gdcs_status status =
        kind == 'c' ? gdcs_share_each_clustered(&in, s->offsets, s->count, o, &to, r->number[6],
                                                r->number[7], NULL)
                    : gdcs_share_each_weighted(s->sex, s->weights, s->offsets, s->count, o, &to,
                                               r->number[6], r->number[7], NULL);
    cr_assert(eq(i32, status, GDCS_OK));
}

static gdcs_share_design_result one(const samples *s, char kind, const gdcs_share_options *o,
                                    int64_t i)
{
    const int64_t from = s->offsets[i], n = s->offsets[i + 1] - from;
    const gdcs_sex_arrays in = {
        .struct_size = sizeof in, .women = s->women + from, .men = s->men + from};
    gdcs_share_design_result r = {.struct_size = sizeof r};
    const gdcs_status status =
        kind == 'c'
            ? gdcs_share_estimate_clustered(&in, n, o, &r, NULL)
            : gdcs_share_estimate_weighted(s->sex + from, s->weights + from, n, o, &r, NULL);
    cr_assert(eq(i32, status, GDCS_OK));
    return r;
}

Test(share_design_each, agrees_with_forty_digits_and_with_the_scalar_form)
{
    static samples s;
    static room got;
    for (int k = 0; k < 4; k++) {
        const char kind = k % 2 ? 'w' : 'c';
        const gdcs_share_options o = {.struct_size = sizeof o, .method = 1 + k / 2, .alpha = 0.05};
        read_samples(kind, o.method, o.alpha, &s);
        run(&s, kind, &o, &got);
        for (int64_t i = 0; i < s.count; i++) {
            const gdcs_share_design_result r = one(&s, kind, &o, i);
            const double same[] = {r.share.value,  r.share.lower,  r.share.upper, r.share.std_error,
                                   r.bounds.lower, r.bounds.upper, r.effective_n, r.design_effect};
            const double *want = s.wanted[i];
            const double independent[] = {want[0], want[4], want[5], want[1],
                                          NAN,     NAN,     want[2], want[3]};
            for (int j = 0; j < 8; j++) {
                cr_expect(near_relative(got.number[j][i], same[j], 0.0), "%c %d %d", kind, (int)i,
                          j);
                cr_expect(j == 4 || j == 5 || near_relative(got.number[j][i], independent[j], 1e-9),
                          "%c %d %d: %.17g, not %.17g", kind, (int)i, j, got.number[j][i],
                          independent[j]);
            }
            cr_expect(eq(u32, got.notes[i], r.notes));
        }
    }
}

/* Nobody, a missing count, no clusters at all: the others stand. */
Test(share_design_each, samples_without_a_share_are_named)
{
    const double women[] = {3, 5, NAN, 2, 0}, men[] = {4, 5, 6, 7, 0}, unknown[] = {0, 1, 0, 0, 2};
    const gdcs_sex_arrays in = {
        .struct_size = sizeof in, .women = women, .men = men, .unknown = unknown};
    const int64_t offsets[] = {0, 2, 4, 5, 5};
    room r;
    const gdcs_estimate_arrays to = into(&r);
    cr_assert(
        eq(i32, gdcs_share_each_clustered(&in, offsets, 4, NULL, &to, NULL, NULL, NULL), GDCS_OK));
    cr_expect(near_relative(r.number[0][0], 8.0 / 17, 1e-15));
    cr_expect(isnan(r.number[0][1]) && 0 != (r.notes[1] & GDCS_NOTE_MISSING_CELL));
    cr_expect(near_relative(r.number[4][1], 2.0 / 15, 1e-15) && r.number[5][1] == 1.0, "%g to %g",
              r.number[4][1], r.number[5][1]);
    cr_expect(isnan(r.number[0][2]) && 0 != (r.notes[2] & GDCS_NOTE_UNKNOWN_PRESENT));
    cr_expect(r.number[4][2] == 0.0 && r.number[5][2] == 1.0);
    for (int i = 1; i < 4; i++)
        cr_expect(0 != (r.notes[i] & GDCS_NOTE_NOT_ESTIMABLE), "%d", i);
    const int32_t sex[] = {1, 2, 1, 2, 4};
    const double weights[] = {3, 4, NAN, 7, 5};
    cr_assert(eq(i32,
                 gdcs_share_each_weighted(sex, weights, offsets, 4, NULL, &to, NULL, NULL, NULL),
                 GDCS_OK));
    cr_expect(near_relative(r.number[0][0], 3.0 / 7, 1e-15));
    cr_expect(isnan(r.number[0][1]) && 0 != (r.notes[1] & GDCS_NOTE_MISSING_CELL));
    cr_expect(r.number[4][1] == 0.0 && r.number[5][1] == 1.0);
    cr_expect(isnan(r.number[0][2]) && isnan(r.number[0][3]));
}

/* A count that is missing allows for every count that it may be. */
Test(share_design_each, a_missing_count_bounds_all_that_it_may_be)
{
    const double women[] = {3, 5, 3, NAN}, men[] = {4, 5, 4, 5};
    const int64_t offsets[] = {0, 2, 4};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = women, .men = men};
    room r;
    const gdcs_estimate_arrays to = into(&r);
    cr_assert(
        eq(i32, gdcs_share_each_clustered(&in, offsets, 2, NULL, &to, NULL, NULL, NULL), GDCS_OK));
    cr_expect(r.number[4][1] <= r.number[4][0] && r.number[5][1] >= r.number[5][0]);
}

static void refused(gdcs_status got, gdcs_status want, const gdcs_error *err, const char *field,
                    int64_t row)
{
    cr_expect(eq(i32, got, want), "%s", field);
    cr_expect(eq(str, (char *)err->field, (char *)field));
    cr_expect(eq(i64, err->row, row), "%s", field);
}

Test(share_design_each, refuses_and_then_writes_nothing)
{
    gdcs_error err = {.struct_size = sizeof err};
    const double women[] = {1, -2, 3};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = women};
    const int32_t sex[] = {1, 2, 9};
    const int64_t all[] = {0, 1, 3}, first[] = {0, 1, 1}, falls[] = {0, 2, 1};
    const gdcs_share_options mid = {.struct_size = sizeof mid, .method = GDCS_SHARE_METHOD_MID_P};
    room r;
    const gdcs_estimate_arrays to = into(&r);
    r.number[0][0] = 77;
#define CLUSTERED(in, offsets, n, o, to)                                                           \
    gdcs_share_each_clustered(in, offsets, n, o, to, NULL, NULL, &err)
#define WEIGHTED(sex, w, offsets)                                                                  \
    gdcs_share_each_weighted(sex, w, offsets, 2, NULL, &to, NULL, NULL, &err)
    refused(CLUSTERED(NULL, all, 2, NULL, &to), GDCS_E_ARGUMENT, &err, "clusters", 0);
    refused(CLUSTERED(&in, NULL, 2, NULL, &to), GDCS_E_ARGUMENT, &err, "offsets", 0);
    refused(CLUSTERED(&in, all, -1, NULL, &to), GDCS_E_ARGUMENT, &err, "n", 0);
    refused(CLUSTERED(&in, all, 2, NULL, NULL), GDCS_E_ARGUMENT, &err, "out", 0);
    refused(CLUSTERED(&in, all, 2, NULL, &to), GDCS_E_VALUE, &err, "clusters", 2);
    refused(CLUSTERED(&in, falls, 2, NULL, &to), GDCS_E_ARGUMENT, &err, "offsets", 3);
    refused(CLUSTERED(&in, first, 2, &mid, &to), GDCS_E_OPTION, &err, "method", 0);
    refused(WEIGHTED(NULL, women, first), GDCS_E_ARGUMENT, &err, "sex", 0);
    refused(WEIGHTED(sex, NULL, first), GDCS_E_ARGUMENT, &err, "weights", 0);
    refused(WEIGHTED(sex, women, all), GDCS_E_VALUE, &err, "weights", 2);
    const double weights[] = {1, 2, 3};
    refused(WEIGHTED(sex, weights, all), GDCS_E_VALUE, &err, "sex", 3);
    cr_expect(eq(dbl, r.number[0][0], 77), "a call that failed has written");
    cr_expect(eq(i32, CLUSTERED(&in, all, 0, NULL, &to), GDCS_OK));
}

static gdcs_status estimate_two(void *data)
{
    const double women[] = {1, 2, 3}, men[] = {3, 3, 3};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = women, .men = men};
    const int64_t offsets[] = {0, 2, 3};
    room r;
    const gdcs_estimate_arrays to = into(&r);
    (void)data;
    return gdcs_share_each_clustered(&in, offsets, 2, NULL, &to, NULL, NULL, NULL);
}

Test(share_design_each, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(estimate_two, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 0));
}
