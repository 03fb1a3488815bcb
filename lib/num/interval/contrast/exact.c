#include "num/dist.h"
#include "num/interval/contrast/score.h"
#include "num/peak.h"

#include <math.h>
#include <string.h>

typedef struct gdcs_i_two samples;
typedef struct gdcs_i_limits limits;

enum { OUTER = 501 }; /* outcomes of the smaller sample, sqrt(GDCS_I_EXACT_PRODUCT) + 1 */

/* The lower limit by itself; the upper is that of the swapped samples.

   For a value v under test, the outcomes that speak as much against it as the one observed are
   those with a score statistic at least as large.  The statistic rises with yes1 and falls with yes2
   (tests/num/test_contrast.c looks at every pair of small samples), so they are known by one number per
   outcome of the smaller sample, found by walking along the edge.  Both samples are
   written such that an outcome i of the smaller goes with the outcomes 0..reach[i] of the larger:
   yes1 and yes2, or no2 and no1. */
struct test {
    samples two;
    int is_ratio;
    double value;    /* the difference, or the ratio */
    double observed; /* the statistic of what was seen */
    double alpha;    /* of one side */
    double outer;    /* size of the smaller sample */
    double inner;
    int32_t reach[OUTER];
};

static double statistic(const struct test *k, samples two)
{
    if (k->is_ratio && k->value > 1.0) {
        const struct gdcs_i_score s = gdcs_i_score_ratio(gdcs_i_two_swapped(two), 1.0 / k->value);
        return s.excess == 0.0 ? 0.0 : -s.excess / s.deviation;
    }
    const struct gdcs_i_score s =
        k->is_ratio ? gdcs_i_score_ratio(two, k->value) : gdcs_i_score_difference(two, k->value);
    return s.excess == 0.0 ? 0.0 : s.excess / s.deviation;
}

static int is_first_outer(const struct test *k)
{
    return k->two.yes1 + k->two.no1 <= k->two.yes2 + k->two.no2;
}

/* Ties are outcomes whose statistics differ by rounding only. */
static int is_extreme(const struct test *k, double i, double e)
{
    const samples first = {i, k->outer - i, e, k->inner - e};
    const samples second = {k->inner - e, e, k->outer - i, i};
    const double t = statistic(k, is_first_outer(k) ? first : second);
    return t >= k->observed || k->observed - t <= 1e-10 * (1.0 + fabs(k->observed));
}

/* The last e from `from` on that is extreme with i, from - 1 if there is none: steps that double, then
   halve. */
static double last_extreme(const struct test *k, double i, double from)
{
    double good = from - 1.0, step = 1.0;
    while (good + step <= k->inner && is_extreme(k, i, good + step)) {
        good += step;
        step *= 2.0;
    }
    for (; step >= 1.0; step /= 2.0)
        if (good + step <= k->inner && is_extreme(k, i, good + step))
            good += step;
    return good;
}

static void set_value(struct test *k, double value)
{
    double reach = -1.0;
    k->value = value;
    k->observed = statistic(k, k->two);
    for (int i = 0; i <= (int)k->outer; i++) {
        reach = last_extreme(k, (double)i, reach + 1.0);
        k->reach[i] = (int32_t)reach;
    }
}

/* Outcomes of a binomial sample from the first that matters on, with their probabilities. */
struct walk {
    double n;
    double odds;
    double at;
    double last;
    double probability;
};

static double point(double n, double i, double p, double q)
{
    return p < q ? gdcs_i_binomial_pmf(i, n, p) : gdcs_i_binomial_pmf(n - i, n, q);
}

static struct walk walk_of(double n, double p, double q, double alpha)
{
    /* Bernstein's bound: what is left out is below 1e-17 alpha. */
    const double need = 40.0 - log(alpha);
    const double aside = need / 3.0 + sqrt(need * need / 9.0 + 2.0 * need * n * p * q);
    struct walk w = {.n = n, .odds = p / q};
    w.at = fmax(floor(n * p - aside), 0.0);
    w.last = q > 0.0 ? fmin(ceil(n * p + aside), n) : n;
    if (q == 0.0)
        w.at = n;
    while ((w.probability = point(n, w.at, p, q)) < 1e-290 && w.at < w.last)
        w.at += 1.0;
    return w;
}

static void advance(struct walk *w)
{
    w->probability *= (w->n - w->at) / (w->at + 1.0) * w->odds;
    w->at += 1.0;
}

/* The nuisance parameter: an angle in [0, pi], on which the probability of any set of outcomes is a
   polynomial in the cosine and varies over steps of order 1 / sqrt(N), wherever it is. */
static void shares_at(const struct test *k, double angle, double p[2], double q[2])
{
    const double s = sin(angle / 2.0), c = cos(angle / 2.0), v = k->value;
    if (k->is_ratio) {
        const int big = v > 1.0 ? 0 : 1; /* the sample with the larger share */
        const double r = v > 1.0 ? 1.0 / v : v;
        p[big] = s * s, q[big] = c * c;
        p[1 - big] = r * s * s, q[1 - big] = c * c + (1.0 - r) * s * s;
        return;
    }
    const int big = v >= 0.0 ? 0 : 1;
    const double room = 1.0 - fabs(v);
    p[1 - big] = room * s * s, q[big] = room * c * c;
    p[big] = room * s * s + fabs(v), q[1 - big] = room * c * c + fabs(v);
}

static double probability_at(double angle, const void *context)
{
    const struct test *k = context;
    double p[2], q[2], sum = 0.0, total = 0.0;
    shares_at(k, angle, p, q);
    const int first = is_first_outer(k);
    struct walk outer = walk_of(k->outer, first ? p[0] : q[1], first ? q[0] : p[1], k->alpha);
    struct walk inner = walk_of(k->inner, first ? p[1] : q[0], first ? q[1] : p[0], k->alpha);
    for (; outer.at <= outer.last; advance(&outer)) {
        const double end = fmin(k->reach[(int)outer.at], inner.last);
        for (; inner.at <= end; advance(&inner))
            sum += inner.probability;
        total += outer.probability * sum;
    }
    return total;
}

/* Is the largest probability over the nuisance parameter above alpha?  A grid of 6 sqrt(N) angles, on
   which no peak loses more than a few per cent of its height, then the peaks that come near. */
static int is_kept(const struct test *k)
{
    const int points = 8 + (int)(6.0 * sqrt(k->outer + k->inner));
    const double step = acos(-1.0) / points;
    double before = 0.0, here = probability_at(0.0, k);
    for (int i = 0; i <= points; i++) {
        const double after = i < points ? probability_at((i + 1) * step, k) : 0.0;
        if (here > k->alpha)
            return 1;
        if (here >= 0.75 * k->alpha && here >= before && here >= after &&
            gdcs_i_peak(probability_at, k, fmax(i - 1, 0) * step, fmin(i + 1, points) * step) >
                k->alpha)
            return 1;
        before = here, here = after;
    }
    return 0;
}

/* The value at a distance g from the estimate: 0 is the estimate, 1 the end of the range. */
static double value_at(const struct test *k, double g)
{
    if (!k->is_ratio) {
        const double d = gdcs_i_contrast_difference(k->two);
        return d - (d + 1.0) * g;
    }
    const double n1 = k->two.yes1 + k->two.no1, n2 = k->two.yes2 + k->two.no2;
    const double a = k->two.yes1 * n2, b = k->two.yes2 * n1;
    return a * (1.0 - g) / (b + a * g);
}

/* Are all values from the distance g to that of `far`, which is rejected, rejected too?

   For a fixed set of outcomes, closed towards more yes1 and less yes2, the largest probability falls
   with the distance: at the near end it bounds that of all values between, if the set holds
   the outcomes of both ends (none enters and leaves again between).  So no value is
   overlooked where the P-value jumps back above alpha because the order of outcomes changes. */
static int is_rejected(struct test *near, const struct test *far, double g)
{
    int32_t reach[OUTER];
    set_value(near, value_at(near, g));
    memcpy(reach, near->reach, sizeof reach);
    for (int i = 0; i <= (int)near->outer; i++)
        if (far->reach[i] > near->reach[i])
            near->reach[i] = far->reach[i];
    const int rejected = !is_kept(near);
    memcpy(near->reach, reach, sizeof reach);
    return rejected;
}

/* The distance of the outermost value kept, from the end of the range inwards in steps that grow while
   all is rejected and shrink where it is not. */
static double distance(struct test *far)
{
    struct test near = *far;
    double g = 1.0 - 0x1p-30, step = 0.125;
    set_value(far, value_at(far, g));
    if (is_kept(far))
        return 1.0;
    while (step > 1e-13 * g) {
        if (step < g && is_rejected(&near, far, g - step)) {
            g -= step;
            step *= 2.0;
            *far = near;
        } else {
            step /= 2.0;
        }
    }
    return g;
}

static double lower(samples two, int is_ratio, double alpha)
{
    const double n1 = two.yes1 + two.no1, n2 = two.yes2 + two.no2;
    struct test k = {.two = two, .is_ratio = is_ratio, .alpha = alpha / 2.0};
    k.outer = fmin(n1, n2), k.inner = fmax(n1, n2);
    if (n1 * n2 > GDCS_I_EXACT_PRODUCT || n1 + n2 > GDCS_I_EXACT_SUM)
        return NAN;
    if (two.yes1 == 0.0 && (is_ratio || two.no2 == 0.0))
        return is_ratio ? 0.0 : -1.0;
    return value_at(&k, distance(&k));
}

limits gdcs_i_contrast_difference_exact(samples two, double alpha)
{
    const limits found = {lower(two, 0, alpha), -lower(gdcs_i_two_swapped(two), 0, alpha)};
    return found;
}

limits gdcs_i_contrast_ratio_exact(samples two, double alpha)
{
    const limits found = {lower(two, 1, alpha), 1.0 / lower(gdcs_i_two_swapped(two), 1, alpha)};
    return found;
}
