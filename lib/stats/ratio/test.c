#include "stats/test.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "num/dist.h"
#include "num/exact/fisher.h"
#include "num/exact/unconditional.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/parts.h"
#include "stats/ratio/sides.h"
#include "stats/ratio/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_V1 = 24, RESULT_V1 = 48 }; /* in release 0.1, for ever */

const char *gdcs_i_ratio_test_text(int32_t test)
{
    static const char *const texts[] = {
        "",
        "chi-square with N - 1",
        "Pearson's chi-square",
        "chi-square with Yates's correction",
        "likelihood ratio",
        "Fisher's exact test",
        "Fisher's exact test, twice the smaller tail",
        "Blaker's exact test",
        "Fisher's test, mid-P",
        "Fisher's test, mid-P of twice the smaller tail",
        "Boschloo's test",
        "Barnard's test",
    };
    return test > 0 && test < (int32_t)(sizeof texts / sizeof *texts) ? texts[test] : "";
}

static int is_large_sample(int32_t test)
{
    return test <= GDCS_RATIO_TEST_G;
}

static int is_unconditional(int32_t test)
{
    return test == GDCS_RATIO_TEST_BOSCHLOO || test == GDCS_RATIO_TEST_BARNARD;
}

gdcs_status gdcs_i_ratio_test_plan_new(const gdcs_ratio_test_options *options,
                                       gdcs_ratio_test_options *out, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    gdcs_ratio_test_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    if (o.test == GDCS_RATIO_TEST_DEFAULT)
        o.test = GDCS_RATIO_TEST_N_MINUS_1;
    if (gdcs_i_ratio_test_text(o.test)[0] == '\0')
        return gdcs_i_fail(err, GDCS_E_OPTION, "test", "%d is not a test", (int)o.test);
    if (o.alternative < GDCS_RATIO_ALTERNATIVE_TWO_SIDED ||
        o.alternative > GDCS_RATIO_ALTERNATIVE_LESS)
        return gdcs_i_fail(err, GDCS_E_OPTION, "alternative", "%d is not an alternative",
                           (int)o.alternative);
    gdcs_i_format_double(o.berger_boos, text);
    if (!(o.berger_boos >= 0.0 && o.berger_boos <= 0.1))
        return gdcs_i_fail(err, GDCS_E_OPTION, "berger_boos", "berger_boos is %s, outside [0, 0.1]",
                           text);
    *out = o;
    return GDCS_OK;
}

/* Margins of the table, and what it has beyond expectation. */
struct margins {
    double n1, n2, m1, m2, n;
    double excess; /* in the cell of a with the outcome: (ad - bc) / n */
};

static struct margins margins_of(struct gdcs_i_two t)
{
    struct margins k = {t.yes1 + t.no1, t.yes2 + t.no2, t.yes1 + t.yes2, t.no1 + t.no2, 0.0, 0.0};
    k.n = k.n1 + k.n2;
    k.excess = gdcs_i_contrast_difference(t) * (k.n1 / k.n) * k.n2;
    return k;
}

/* The signed root of the statistic. */
static double root_of(int32_t test, struct gdcs_i_two t)
{
    const struct margins k = margins_of(t);
    if (k.m1 == 0.0 || k.m2 == 0.0)
        return 0.0;
    if (test == GDCS_RATIO_TEST_G) {
        const double half = gdcs_i_table_half_g(t.yes1, t.no1, t.yes2, t.no2);
        return copysign(sqrt(2.0 * fmax(half, 0.0)), k.excess);
    }
    const double variance = k.n1 / k.n * (k.n2 / k.n) * (k.m1 / k.n) * k.m2;
    double excess = fabs(k.excess);
    if (test == GDCS_RATIO_TEST_YATES)
        excess = fmax(excess - 0.5, 0.0);
    if (test == GDCS_RATIO_TEST_N_MINUS_1)
        excess *= sqrt(fmax(k.n - 1.0, 0.0) / k.n);
    return copysign(excess / sqrt(variance), k.excess);
}

static gdcs_test large_sample(const gdcs_ratio_test_options *plan, struct gdcs_i_two t,
                              uint32_t *notes)
{
    const struct margins k = margins_of(t);
    const double root = root_of(plan->test, t);
    if (fmin(k.n1, k.n2) / k.n * fmin(k.m1, k.m2) < 5.0)
        *notes |= GDCS_NOTE_SPARSE;
    if (plan->alternative == GDCS_RATIO_ALTERNATIVE_TWO_SIDED)
        return gdcs_i_test_of_chisq(root * root, 1.0);
    const double z = plan->alternative == GDCS_RATIO_ALTERNATIVE_LESS ? -root : root;
    const gdcs_test one = {root, INFINITY, gdcs_i_normal_upper(z), gdcs_i_normal_log10_upper(z)};
    return one;
}

static double log_conditional(const gdcs_ratio_test_options *plan, struct gdcs_i_two t)
{
    const struct gdcs_i_hyper h = gdcs_i_hyper_of(t.yes1 + t.no1, t.yes2 + t.no2, t.yes1 + t.yes2);
    const int mid =
        plan->test == GDCS_RATIO_TEST_MID_P || plan->test == GDCS_RATIO_TEST_MID_P_CENTRAL;
    if (plan->alternative != GDCS_RATIO_ALTERNATIVE_TWO_SIDED)
        return gdcs_i_fisher_log_tail(
            &h, t.yes1,
            plan->alternative == GDCS_RATIO_ALTERNATIVE_LESS ? GDCS_I_BELOW : GDCS_I_ABOVE, mid);
    if (plan->test == GDCS_RATIO_TEST_BLAKER)
        return gdcs_i_fisher_log_blaker(&h, t.yes1);
    if (plan->test == GDCS_RATIO_TEST_FISHER || plan->test == GDCS_RATIO_TEST_MID_P)
        return gdcs_i_fisher_log_minlike(&h, t.yes1, mid);
    return gdcs_i_fisher_log_central(&h, t.yes1, mid);
}

static gdcs_status unconditional(const gdcs_ratio_test_options *plan, struct gdcs_i_two t,
                                 gdcs_test *out, gdcs_error *err)
{
    static const int32_t side[] = {0, 1, -1};
    const struct gdcs_i_unconditional how = {
        plan->test == GDCS_RATIO_TEST_BOSCHLOO ? GDCS_I_BY_FISHER : GDCS_I_BY_SCORE,
        side[plan->alternative], plan->berger_boos};
    double p;
    TRY(gdcs_i_unconditional_p(t, &how, &p, err));
    *out = gdcs_i_test_of_p(NAN, p < 1e-290 ? 0.0 : p);
    return GDCS_OK;
}

gdcs_status gdcs_i_ratio_test_check(const gdcs_ratio_test_options *plan, struct gdcs_i_two t,
                                    gdcs_error *err)
{
    const double n1 = t.yes1 + t.no1, n2 = t.yes2 + t.no2;
    if (is_large_sample(plan->test))
        return GDCS_OK;
    if (!(gdcs_i_is_whole(t.yes1) && gdcs_i_is_whole(t.no1) && gdcs_i_is_whole(t.yes2) &&
          gdcs_i_is_whole(t.no2)))
        return gdcs_i_fail(err, GDCS_E_VALUE, "test",
                           "exact tests need whole counts, and one has a fraction");
    if (is_unconditional(plan->test) &&
        (n1 * n2 > GDCS_I_EXACT_PRODUCT || n1 + n2 > GDCS_I_EXACT_SUM))
        return gdcs_i_fail(err, GDCS_E_LIMIT, "test",
                           "the groups are too large for an unconditional test: at most %d for the "
                           "product of their sizes and %d for the sum",
                           (int)GDCS_I_EXACT_PRODUCT, (int)GDCS_I_EXACT_SUM);
    if (n1 + n2 > GDCS_I_HYPER_MOST)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "test",
                           "there are more than the 1e10 persons of an exact test");
    return GDCS_OK;
}

gdcs_status gdcs_i_ratio_test_of(const gdcs_ratio_test_options *plan, struct gdcs_i_two t,
                                 gdcs_test *out, uint32_t *notes, gdcs_error *err)
{
    if (is_unconditional(plan->test))
        return unconditional(plan, t, out, err);
    *out = is_large_sample(plan->test) ? large_sample(plan, t, notes)
                                       : gdcs_i_test_of_log(NAN, log_conditional(plan, t));
    return GDCS_OK;
}

gdcs_status gdcs_ratio_test(const gdcs_part *a, const gdcs_part *b,
                            const gdcs_ratio_test_options *options, gdcs_ratio_test_result *out,
                            gdcs_error *err)
{
    gdcs_ratio_test_options plan;
    TRY(gdcs_i_ratio_parts_check(a, b, err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_ratio_test_plan_new(options, &plan, err));
    if (a->whole == 0.0 || b->whole == 0.0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, a->whole == 0.0 ? "a" : "b", "nobody is in group %s",
                           a->whole == 0.0 ? "a" : "b");
    const struct gdcs_i_two two = {a->part, a->whole - a->part, b->part, b->whole - b->part};
    gdcs_ratio_test_result r = {
        .struct_size = sizeof r, .test = plan.test, .alternative = plan.alternative};
    TRY(gdcs_i_ratio_test_check(&plan, two, err));
    TRY(gdcs_i_ratio_test_of(&plan, two, &r.test_result, &r.notes, err));
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

static gdcs_status test_one(const gdcs_ratio_test_options *plan, const gdcs_part_arrays *in,
                            int64_t i, gdcs_test *test, uint32_t *notes, gdcs_error *err)
{
    const struct gdcs_i_two two = {in->part_a[i], in->whole_a[i] - in->part_a[i], in->part_b[i],
                                   in->whole_b[i] - in->part_b[i]};
    const double counts = two.yes1 + two.no1 + two.yes2 + two.no2;
    *test = gdcs_i_test_none();
    *notes = isnan(counts) ? GDCS_NOTE_MISSING_CELL : 0;
    if (isnan(counts) || in->whole_a[i] == 0.0 || in->whole_b[i] == 0.0 ||
        gdcs_i_ratio_test_check(plan, two, NULL) != GDCS_OK) {
        *notes |= GDCS_NOTE_NOT_ESTIMABLE;
        return GDCS_OK;
    }
    return gdcs_i_ratio_test_of(plan, two, test, notes, err);
}

/* Nothing is written before the last test, which may run out of memory. */
static gdcs_status test_all(const gdcs_ratio_test_options *plan, const gdcs_part_arrays *in,
                            int64_t n, gdcs_test *tests, uint32_t *notes, gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++)
        TRY(test_one(plan, in, i, &tests[i], &notes[i], err));
    return GDCS_OK;
}

gdcs_status gdcs_ratio_test_each(const gdcs_part_arrays *counts, int64_t n,
                                 const gdcs_ratio_test_options *options,
                                 const gdcs_test_arrays *out, uint32_t *notes, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_ratio_test_options plan;
    gdcs_part_arrays in;
    gdcs_test_arrays to;
    void *tests = NULL, *bits = NULL;
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_TEST_ARRAYS_V1, err));
    TRY(gdcs_i_ratio_test_plan_new(options, &plan, err));
    TRY(gdcs_i_parts_take(counts, "counts", n, GDCS_I_PARTS_MISSING, &in, err));
    GO(gdcs_i_alloc(&tests, n, sizeof(gdcs_test), err));
    GO(gdcs_i_alloc(&bits, n, sizeof(uint32_t), err));
    GO(test_all(&plan, &in, n, tests, bits, err));
    for (int64_t i = 0; i < n; i++)
        gdcs_i_test_arrays_set(&to, i, (gdcs_test *)tests + i);
    if (notes != NULL && n > 0)
        memcpy(notes, bits, (size_t)n * sizeof *notes);
done:
    free(tests);
    free(bits);
    return status;
}
