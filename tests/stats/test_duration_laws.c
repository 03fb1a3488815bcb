/* Mirrors lib/stats/duration: laws, bounds, refusals. */
#include "num/rng.h"
#include "stats/duration.h"

#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(duration_laws, .timeout = 60);

/* Small samples at random, ties and entries among them; the last `unknown` are of unknown sex. */
static struct persons sample(uint64_t seed, int n, int unknown, int late)
{
    gdcs_i_rng rng = gdcs_i_rng_at(seed, 1);
    struct persons p = {.late = late};
    for (int i = 0; i < n; i++) {
        const double time = 1.0 + floor(8.0 * gdcs_i_rng_unit(&rng));
        const int event = gdcs_i_rng_unit(&rng) < 0.6;
        const int32_t sex = i >= n - unknown              ? GDCS_SEX_UNKNOWN
                            : gdcs_i_rng_unit(&rng) < 0.5 ? GDCS_SEX_FEMALE
                                                          : GDCS_SEX_MALE;
        add_person(&p, time, event, sex, 1.0);
        p.entry[i] = floor(time * gdcs_i_rng_unit(&rng) * 0.9);
    }
    return p;
}

static const gdcs_duration_options at_five = {.struct_size = sizeof at_five, .time = 5, .tau = 6};

static const gdcs_duration_measured *measured(const gdcs_duration_result *r, int k)
{
    return &r->women_survival + k;
}

enum { MEASURES = 11, HAZARD = 10 };

static int holds(gdcs_bounds b, double x)
{
    const double rounding = 1e-12 * (1.0 + fabs(x));
    if (isinf(x))
        return isinf(b.upper);
    return isnan(x) || (b.lower <= x + rounding && x - rounding <= b.upper);
}

/* Every way to give the unknown a sex. */
Test(duration_laws, bounds_hold_whoever_the_unknown_are)
{
    for (uint64_t seed = 0; seed < 60; seed++)
        for (int late = 0; late < 2; late++) {
            struct persons p = sample(seed, 14, 5, late);
            const gdcs_duration_result r = estimated(&p, &at_five);
            double lowest = INFINITY, highest = -INFINITY;
            int all = 1;
            for (int way = 0; way < 32; way++) {
                for (int i = 0; i < 5; i++)
                    p.sex[9 + i] = (way >> i & 1) != 0 ? GDCS_SEX_FEMALE : GDCS_SEX_MALE;
                const gdcs_duration_result s = estimated(&p, &at_five);
                for (int k = 0; k < MEASURES; k++)
                    cr_expect(holds(measured(&r, k)->bounds, measured(&s, k)->estimate.value),
                              "seed %d late %d way %d measure %d", (int)seed, late, way, k);
                all &= !isnan(s.women_survival.estimate.value);
                lowest = fmin(lowest, s.women_survival.estimate.value);
                highest = fmax(highest, s.women_survival.estimate.value);
            }
            if (all && !late) {
                cr_expect(fabs(r.women_survival.bounds.lower - lowest) < 1e-12, "%d", (int)seed);
                cr_expect(fabs(r.women_survival.bounds.upper - highest) < 1e-12, "%d", (int)seed);
            }
        }
}

static void check_wider(const gdcs_duration_result *narrow, const gdcs_duration_result *wide,
                        const char *what, int seed)
{
    for (int k = 0; k < MEASURES; k++) {
        const gdcs_bounds a = measured(narrow, k)->bounds, b = measured(wide, k)->bounds;
        cr_expect(b.lower <= a.lower + 1e-12 * fabs(a.lower) + 1e-15, "%s %d measure %d", what,
                  seed, k);
        cr_expect(b.upper >= a.upper - 1e-12 * fabs(a.upper) - 1e-15 || isinf(b.upper),
                  "%s %d measure %d", what, seed, k);
    }
}

Test(duration_laws, more_unknown_never_narrows)
{
    for (int seed = 0; seed < 100; seed++)
        for (int late = 0; late < 2; late++) {
            struct persons p = sample((uint64_t)seed, 16, 4, late);
            const gdcs_duration_result first = estimated(&p, &at_five);
            add_person(&p, 1.0 + seed % 7, seed % 2, GDCS_SEX_UNKNOWN, 2.0);
            const gdcs_duration_result second = estimated(&p, &at_five);
            p.sex[seed % 4] = GDCS_SEX_UNKNOWN;
            const gdcs_duration_result third = estimated(&p, &at_five);
            check_wider(&first, &second, "one more", seed);
            check_wider(&second, &third, "sex forgotten", seed);
        }
}

Test(duration_laws, counts_are_persons_and_sexes_mirror)
{
    for (int seed = 0; seed < 30; seed++) {
        struct persons p = sample((uint64_t)seed, 30, 3, seed % 2), twice = p, mirror = p;
        for (int i = 0; i < 30; i++) {
            p.count[i] = 2.0;
            mirror.sex[i] = p.sex[i] == GDCS_SEX_FEMALE ? GDCS_SEX_MALE
                            : p.sex[i] == GDCS_SEX_MALE ? GDCS_SEX_FEMALE
                                                        : GDCS_SEX_UNKNOWN;
            add_person(&twice, p.time[i], p.event[i], p.sex[i], 1.0);
            twice.entry[30 + i] = p.entry[i];
            mirror.count[i] = 2.0;
        }
        const gdcs_duration_result a = estimated(&p, NULL), b = estimated(&twice, NULL),
                                   c = estimated(&mirror, NULL);
        cr_expect(eq(int, memcmp(&a, &b, sizeof a), 0), "%d", seed);
        cr_expect(near_relative(a.women_mean.estimate.lower, c.men_mean.estimate.lower, 1e-12));
        cr_expect(
            near_relative(a.hazard_ratio.estimate.upper, 1 / c.hazard_ratio.estimate.lower, 1e-10));
        cr_expect(fabs(a.survival_difference.estimate.lower +
                       c.survival_difference.estimate.upper) < 1e-12 ||
                  isnan(a.survival_difference.estimate.lower));
    }
}

/* More times than are swept one by one: the bounds still hold whatever all of the unknown are. */
Test(duration_laws, bounds_of_many_times_hold)
{
    enum { MANY = 6000 };
    static double time[MANY];
    static int32_t event[MANY], sex[MANY];
    const gdcs_duration_arrays a = {
        .struct_size = sizeof a, .time = time, .event = event, .sex = sex};
    const gdcs_duration_options o = {.struct_size = sizeof o, .time = 300, .tau = 500};
    gdcs_i_rng rng = gdcs_i_rng_at(1, 1);
    gdcs_duration_result r = {.struct_size = sizeof r}, s = r;
    for (int i = 0; i < MANY; i++) {
        time[i] = -1000.0 * log(gdcs_i_rng_unit(&rng));
        event[i] = i % 3 != 0;
        sex[i] = i % 10 == 0 ? GDCS_SEX_UNKNOWN : 1 + i % 2;
    }
    cr_assert(eq(i32, gdcs_duration_estimate(&a, MANY, &o, &r, NULL), GDCS_OK));
    cr_expect(r.women_mean.bounds.upper - r.women_mean.bounds.lower < 60.0);
    for (int way = 0; way < 4; way++) {
        for (int i = 0; i < MANY; i += 10)
            sex[i] = (way < 2 ? way == 0 : (time[i] < 250.0) == (way == 2)) ? GDCS_SEX_FEMALE
                                                                            : GDCS_SEX_MALE;
        cr_assert(eq(i32, gdcs_duration_estimate(&a, MANY, &o, &s, NULL), GDCS_OK));
        for (int k = 0; k < MEASURES; k++)
            cr_expect(holds(measured(&r, k)->bounds, measured(&s, k)->estimate.value), "%d %d", way,
                      k);
    }
}

/* Without censoring survival is a share, and the mean that of min(time, tau). */
Test(duration_laws, without_censoring_survival_is_a_share)
{
    static struct persons p;
    double inside = 0.0, sum = 0.0;
    for (int i = 0; i < 100; i++) {
        const double time = 1.0 + i * i % 17;
        add_person(&p, time, 1 + i % 3, GDCS_SEX_FEMALE, 1.0);
        inside += time > 5.0;
        sum += fmin(time, 6.0);
    }
    const gdcs_duration_result r = estimated(&p, &at_five);
    const gdcs_estimate *e = &r.women_survival.estimate;
    cr_expect(near_relative(e->value, inside / 100.0, 1e-14));
    cr_expect(near_relative(e->std_error, sqrt(e->value * (1 - e->value) / 100.0), 1e-12));
    cr_expect(near_relative(r.women_mean.estimate.value, sum / 100.0, 1e-14));
    cr_expect(isnan(r.men_mean.estimate.value) && r.men_survival.bounds.lower == 0.0 &&
              r.men_survival.bounds.upper == 1.0);
}

Test(duration_laws, limits_at_the_ends_are_not_the_value_itself)
{
    struct persons p = {.n = 0};
    for (int i = 0; i < 5; i++)
        add_person(&p, 5.0 + i, 0, GDCS_SEX_FEMALE, 1.0);
    add_person(&p, 4.0, 1, GDCS_SEX_MALE, 3.0);
    const gdcs_duration_options o = {.struct_size = sizeof o, .time = 4.5, .tau = 4.5};
    const gdcs_duration_result r = estimated(&p, &o);
    cr_expect(near_relative(r.women_survival.estimate.lower, pow(0.025, 0.2), 1e-12));
    cr_expect(eq(dbl, r.women_survival.estimate.upper, 1.0));
    cr_expect(near_relative(r.men_survival.estimate.upper, 1.0 - cbrt(0.025), 1e-12));
    cr_expect(near_relative(r.women_mean.estimate.lower, 4.5 * pow(0.025, 0.2), 1e-12));
    cr_expect(r.men_mean.estimate.lower == 0.0 && r.men_mean.estimate.upper == 4.5);
    cr_expect(eq(u32, r.women_survival.notes, GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_SMALL_BASE));
    cr_expect(isnan(r.women_quantile.estimate.value) && isinf(r.women_quantile.estimate.upper));
    cr_expect(eq(dbl, r.women_quantile.estimate.lower, 9.0));
    cr_expect(eq(u32, r.women_quantile.notes & GDCS_NOTE_NOT_REACHED, GDCS_NOTE_NOT_REACHED));
    const gdcs_duration_options far = {.struct_size = sizeof far, .time = 9.5, .tau = 9.5};
    const gdcs_duration_result s = estimated(&p, &far);
    cr_expect(isnan(s.women_survival.estimate.value) && isnan(s.women_mean.estimate.value));
    cr_expect(eq(u32, s.women_mean.notes & GDCS_NOTE_NOT_REACHED, GDCS_NOTE_NOT_REACHED));
    cr_expect(eq(dbl, s.men_survival.estimate.value, 0.0));
}

/* All ways to choose the women, by hand: the share of them at least as far off. */
static double exact_p(struct persons p, double rho)
{
    const gdcs_duration_options o = {.struct_size = sizeof o, .rho = rho};
    const gdcs_duration_arrays a = arrays_of(&p);
    gdcs_duration_tested t = {.struct_size = sizeof t};
    int women = 0, ways = 0, extreme = 0;
    cr_assert(eq(i32, gdcs_duration_test(&a, p.n, &o, &t, NULL), GDCS_OK));
    const double seen = fabs(t.women_observed - t.women_expected);
    for (int i = 0; i < p.n; i++)
        women += p.sex[i] == GDCS_SEX_FEMALE;
    for (int way = 0; way < 1 << p.n; way++) {
        int chosen = 0;
        for (int i = 0; i < p.n; i++) {
            p.sex[i] = (way >> i & 1) != 0 ? GDCS_SEX_FEMALE : GDCS_SEX_MALE;
            chosen += way >> i & 1;
        }
        if (chosen != women)
            continue;
        cr_assert(eq(i32, gdcs_duration_test(&a, p.n, &o, &t, NULL), GDCS_OK));
        ways++;
        extreme += fabs(t.women_observed - t.women_expected) >= seen * (1 - 1e-9);
    }
    return (double)extreme / ways;
}

Test(duration_laws, simulated_p_is_that_of_all_ways_to_deal_the_sexes)
{
    for (int late = 0; late < 2; late++)
        for (int rho = 0; rho < 2; rho++) {
            const struct persons p = sample(5, 11, 0, late);
            const gdcs_duration_arrays a = arrays_of(&p);
            const gdcs_duration_options o = {.struct_size = sizeof o,
                                             .rho = rho,
                                             .p_method = GDCS_DURATION_P_SIMULATED,
                                             .replicates = 20000,
                                             .seed = 3};
            gdcs_duration_tested t = {.struct_size = sizeof t}, u = t;
            const double p_exact = exact_p(p, rho);
            cr_assert(eq(i32, gdcs_duration_test(&a, p.n, &o, &t, NULL), GDCS_OK));
            cr_assert(eq(i32, gdcs_duration_test(&a, p.n, &o, &u, NULL), GDCS_OK));
            cr_expect(eq(int, memcmp(&t, &u, sizeof t), 0));
            cr_expect(fabs(t.test.p_value - p_exact) <
                          5 * sqrt(p_exact * (1 - p_exact) / 20000) + 1e-4,
                      "late %d rho %d: %g, not %g", late, rho, t.test.p_value, p_exact);
            cr_expect(eq(u32, t.notes & GDCS_NOTE_SIMULATED, GDCS_NOTE_SIMULATED));
        }
}

/* Lee (1992), men with angina pectoris, as SAS prints it (PROC LIFETEST, life-table estimates). */
Test(duration_laws, life_table_agrees_with_a_published_one)
{
    const double events[] = {456, 226, 152, 171, 135, 125, 83, 74, 51, 42, 43, 34, 18, 9, 6, 0};
    const double out[] = {0, 39, 22, 23, 24, 107, 133, 102, 68, 64, 45, 53, 33, 27, 23, 30};
    const double survival[] = {0.8114, 0.7170, 0.6524, 0.5786},
                 error[] = {0.00796, 0.00918, 0.00973, 0.0101};
    const double hazard[] = {0.208219, 0.123531, 0.09441, 0.119916};
    double width[16], value[16], se[16], lower[16], rate[16];
    for (int i = 0; i < 16; i++)
        width[i] = i < 15 ? 1.0 : INFINITY;
    const gdcs_duration_intervals in = {sizeof in, 0, width, events, out, 2418};
    const gdcs_estimate_arrays s = {
        .struct_size = sizeof s, .value = value, .std_error = se, .lower = lower};
    const gdcs_estimate_arrays h = {.struct_size = sizeof h, .value = rate};
    cr_assert(eq(i32, gdcs_duration_estimate_intervals(&in, 16, NULL, &s, &h, NULL), GDCS_OK));
    for (int i = 0; i < 4; i++) {
        cr_expect(fabs(value[i] - survival[i]) < 5.1e-5, "%d: %g", i, value[i]);
        cr_expect(fabs(se[i] - error[i]) < 5.1e-5, "%d: %g", i, se[i]);
        cr_expect(fabs(rate[i] - hazard[i]) < 5.1e-6, "%d: %g", i, rate[i]);
        cr_expect(lower[i] < value[i] && lower[i] > value[i] - 3 * se[i]);
    }
}

Test(duration_laws, life_table_without_withdrawals_is_the_product_limit)
{
    const double events[] = {3, 0, 5, 12, 0}, width[] = {1, 1, 1, 1, 1};
    struct persons p = {.n = 0};
    double value[5], lower[5], upper[5], bound[5];
    uint32_t notes[5];
    add_person(&p, 1, 1, GDCS_SEX_FEMALE, 3);
    add_person(&p, 3, 1, GDCS_SEX_FEMALE, 5);
    add_person(&p, 4, 1, GDCS_SEX_FEMALE, 12);
    const gdcs_duration_intervals in = {sizeof in, 0, width, events, NULL, 20};
    const gdcs_estimate_arrays s = {.struct_size = sizeof s,
                                    .value = value,
                                    .lower = lower,
                                    .upper = upper,
                                    .bound_lower = bound,
                                    .notes = notes};
    cr_assert(eq(i32, gdcs_duration_estimate_intervals(&in, 5, NULL, &s, NULL, NULL), GDCS_OK));
    for (int i = 0; i < 5; i++) {
        const gdcs_duration_options o = {.struct_size = sizeof o, .time = i + 1, .tau = 1};
        const gdcs_duration_result r = estimated(&p, &o);
        cr_expect(fabs(r.women_survival.estimate.value - value[i]) < 1e-15, "%d", i);
        cr_expect(fabs(r.women_survival.estimate.lower - lower[i]) < 1e-14, "%d", i);
        cr_expect(fabs(r.women_survival.estimate.upper - upper[i]) < 1e-14, "%d", i);
        cr_expect(value[i] == bound[i]);
    }
    cr_expect(eq(u32, notes[4] & GDCS_NOTE_AT_BOUNDARY, GDCS_NOTE_AT_BOUNDARY));
}

#define REFUSED(code, ...)                                                                         \
    do {                                                                                           \
        gdcs_error e = {.struct_size = sizeof e};                                                  \
        cr_expect(eq(i32, (__VA_ARGS__), code));                                                   \
        cr_expect(e.message[0] != '\0');                                                           \
    } while (0)

static gdcs_status try(struct persons p, gdcs_duration_options o, gdcs_error *err)
{
    const gdcs_duration_arrays a = arrays_of(&p);
    gdcs_duration_result r = {.struct_size = sizeof r, .alpha = 7};
    gdcs_duration_tested t = {.struct_size = sizeof t, .variance = 7};
    o.struct_size = sizeof o;
    const gdcs_status first = gdcs_duration_estimate(&a, p.n, &o, &r, err);
    const gdcs_status second = gdcs_duration_test(&a, p.n, &o, &t, NULL);
    cr_expect(first == GDCS_OK || (r.alpha == 7 && t.variance == 7));
    cr_expect(eq(i32, first, second));
    return first;
}

Test(duration_laws, refuses_what_is_documented)
{
    const struct persons p = sample(1, 6, 0, 1);
    const gdcs_duration_options none = {.limits = 0}, options[] = {{.limits = 9},
                                                                   {.limits = -1},
                                                                   {.p_method = 3},
                                                                   {.cause = -1},
                                                                   {.level = 1},
                                                                   {.probability = 1},
                                                                   {.time = NAN},
                                                                   {.tau = -1},
                                                                   {.rho = 5},
                                                                   {.alpha = -1},
                                                                   {.replicates = -1},
                                                                   {.tau = INFINITY},
                                                                   {.level = 0.9, .alpha = 0.1}};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        REFUSED(GDCS_E_OPTION, try(p, options[i], &e));
    struct persons q = p;
    q.time[2] = NAN;
    REFUSED(GDCS_E_VALUE, try(q, none, &e));
    q = p, q.entry[2] = q.time[2];
    REFUSED(GDCS_E_VALUE, try(q, none, &e));
    q = p, q.event[2] = -1;
    REFUSED(GDCS_E_VALUE, try(q, none, &e));
    q = p, q.count[2] = 2e15;
    REFUSED(GDCS_E_VALUE, try(q, none, &e));
    q = p, q.sex[2] = GDCS_SEX_TOTAL;
    REFUSED(GDCS_E_SEX, try(q, none, &e));
    q = p, q.n = 0;
    REFUSED(GDCS_E_EMPTY, try(q, none, &e));
    q = p, q.n = -1;
    REFUSED(GDCS_E_ARGUMENT, try(q, none, &e));
}

Test(duration_laws, refuses_missing_pointers_and_too_much)
{
    struct persons p = sample(1, 6, 0, 0);
    gdcs_duration_arrays a = arrays_of(&p);
    gdcs_duration_result r = {.struct_size = sizeof r};
    gdcs_duration_tested t = {.struct_size = sizeof t};
    gdcs_duration_options o = {
        .struct_size = sizeof o, .p_method = GDCS_DURATION_P_SIMULATED, .replicates = 10000000};
    gdcs_frame *f = NULL;
    REFUSED(GDCS_E_ARGUMENT, gdcs_duration_estimate(NULL, 0, NULL, &r, &e));
    REFUSED(GDCS_E_ARGUMENT, gdcs_duration_estimate(&a, 6, NULL, NULL, &e));
    REFUSED(GDCS_E_ARGUMENT, gdcs_duration_estimate_curve(&a, 6, NULL, NULL, &e));
    REFUSED(GDCS_E_ARGUMENT, gdcs_duration_estimate_causes(NULL, 6, NULL, &f, &e));
    p.count[0] = 0.5;
    REFUSED(GDCS_E_VALUE, gdcs_duration_test(&a, 6, &o, &t, &e));
    static struct persons many;
    for (int i = 0; i < 500; i++)
        add_person(&many, i, i, 1 + i % 2, 1.0);
    const gdcs_duration_arrays b = arrays_of(&many);
    REFUSED(GDCS_E_LIMIT, gdcs_duration_test(&b, 500, &o, &t, &e));
    REFUSED(GDCS_E_LIMIT, gdcs_duration_estimate_causes(&b, 500, NULL, &f, &e));
    a.sex = NULL;
    REFUSED(GDCS_E_ARGUMENT, gdcs_duration_estimate(&a, 6, NULL, &r, &e));
    a.struct_size = 8;
    REFUSED(GDCS_E_STRUCT, gdcs_duration_estimate(&a, 6, NULL, &r, &e));
    a = arrays_of(&p), r.struct_size = 80;
    REFUSED(GDCS_E_STRUCT, gdcs_duration_estimate(&a, 6, NULL, &r, &e));
    t.struct_size = 0;
    REFUSED(GDCS_E_STRUCT, gdcs_duration_test(&a, 6, NULL, &t, &e));
    o.struct_size = 4;
    REFUSED(GDCS_E_STRUCT, gdcs_duration_estimate_curve(&a, 6, &o, &f, &e));
    const double width[] = {1, 0}, events[] = {1, 1};
    gdcs_duration_intervals in = {sizeof in, 0, width, events, NULL, 5};
    REFUSED(GDCS_E_VALUE, gdcs_duration_estimate_intervals(&in, 2, NULL, NULL, NULL, &e));
    in.start = 0.5;
    REFUSED(GDCS_E_VALUE, gdcs_duration_estimate_intervals(&in, 1, NULL, NULL, NULL, &e));
    in.width = NULL;
    REFUSED(GDCS_E_ARGUMENT, gdcs_duration_estimate_intervals(&in, 1, NULL, NULL, NULL, &e));
}

Test(duration_laws, takes_structs_of_a_later_version)
{
    const struct persons p = sample(1, 20, 0, 0);
    struct {
        gdcs_duration_options o;
        uint64_t more;
    } options = {{.struct_size = sizeof options}, 0};
    struct {
        gdcs_duration_result r;
        uint64_t more;
    } result = {{.struct_size = sizeof result}, 7};
    const gdcs_duration_arrays a = arrays_of(&p);
    cr_expect(eq(i32, gdcs_duration_estimate(&a, p.n, &options.o, &result.r, NULL), GDCS_OK));
    options.more = 1;
    cr_expect(eq(i32, gdcs_duration_estimate(&a, p.n, &options.o, &result.r, NULL), GDCS_E_OPTION));
}

static gdcs_status all_arrays(void *data)
{
    const struct persons *p = data;
    const gdcs_duration_arrays a = arrays_of(p);
    const gdcs_duration_options o = {
        .struct_size = sizeof o, .p_method = GDCS_DURATION_P_SIMULATED, .replicates = 10};
    gdcs_duration_result r = {.struct_size = sizeof r};
    gdcs_duration_tested t = {.struct_size = sizeof t};
    gdcs_frame *f = NULL;
    gdcs_status status = gdcs_duration_estimate(&a, p->n, NULL, &r, NULL);
    if (status == GDCS_OK)
        status = gdcs_duration_test(&a, p->n, &o, &t, NULL);
    if (status == GDCS_OK)
        status = gdcs_duration_estimate_curve(&a, p->n, NULL, &f, NULL);
    gdcs_frame_free(f);
    f = NULL;
    if (status == GDCS_OK)
        status = gdcs_duration_estimate_causes(&a, p->n, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(duration_laws, survives_every_failing_allocation)
{
    struct persons p = sample(1, 12, 2, 1);
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(all_arrays, &p);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 20));
}
