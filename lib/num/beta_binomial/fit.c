#include "core/fail.h"
#include "core/sum.h"
#include "num/beta_binomial/slopes.h"
#include "num/dist.h"
#include "num/dist/special.h"
#include "num/root.h"

#include <math.h>

/* What the tails of a beta distribution are known for. */
#define LARGEST 1e12

enum { RAISED = 20, ONE_BY_ONE = 64, STEPS = 100 };

/* Sums over k = 0 .. x - 1, continued to x that are not whole. */
struct steps {
    double first;  /* 1 / (z + k): psi(z + x) - psi(z) */
    double second; /* 1 / (z + k)^2 */
    double excess; /* k / (z + k): x - z times the first */
};

/* psi(z) - log(z) and psi'(z) - 1 / z for z >= 20 (Abramowitz & Stegun 6.3.18, 6.4.12). */
static double psi_rest(double z)
{
    const double s = 1.0 / (z * z);
    return -0.5 / z - s * (1.0 / 12 - s * (1.0 / 120 - s * (1.0 / 252 - s * (1.0 / 240))));
}

static double slope_rest(double z)
{
    const double r = 1.0 / z, s = r * r;
    return s * (0.5 + r * (1.0 / 6 - s * (1.0 / 30 - s * (1.0 / 42 - s * (1.0 / 30)))));
}

static struct steps steps_one_by_one(double z, double x)
{
    struct steps s = {0.0, 0.0, 0.0};
    for (double k = 0.0; k < x; k += 1.0) {
        const double r = 1.0 / (z + k);
        s.first += r;
        s.second += r * r;
        s.excess += k * r;
    }
    return s;
}

/* Differences of psi lose all digits where x is small beside z, hence the three forms. */
static struct steps steps_of(double z, double x)
{
    if (x <= ONE_BY_ONE && x == floor(x))
        return steps_one_by_one(z, x);
    double first = 0.0, second = 0.0, base = z;
    for (; base < RAISED; base += 1.0) {
        const double r = 1.0 / base, q = 1.0 / (base + x);
        first += r - q;
        second += r * r - q * q;
    }
    const double top = base + x, u = x / base, rest = psi_rest(top) - psi_rest(base);
    const struct steps s = {
        first + log1p(u) + rest, second + u / top + slope_rest(base) - slope_rest(top),
        base == z ? z * gdcs_i_log_excess(u) - z * rest : x - z * (first + log1p(u) + rest)};
    return s;
}

gdcs_i_beta_slopes gdcs_i_beta_slopes_at(const gdcs_i_beta_units *units, double mean, double theta)
{
    const double z = mean / theta, y = (1.0 - mean) / theta;
    gdcs_i_sum first = {0}, curve = {0}, last = {0};
    for (int64_t i = 0; i < units->count; i++) {
        const double x = units->x[i], n = units->n[i];
        if (i == units->skip || n == 0.0)
            continue;
        const struct steps yes = steps_of(z, x), no = steps_of(y, n - x),
                           all = steps_of(1.0 / theta, n);
        gdcs_i_sum_add(&first, (yes.first - no.first) / theta);
        gdcs_i_sum_add(&curve, (yes.second + no.second) / theta / theta);
        gdcs_i_sum_add(&last, n * theta > 1.0 ? all.first / theta - z * yes.first - y * no.first
                                              : yes.excess + no.excess - all.excess);
    }
    const gdcs_i_beta_slopes s = {gdcs_i_sum_value(first), gdcs_i_sum_value(curve),
                                  gdcs_i_sum_value(last)};
    return s;
}

/* The mean that is best for theta: the likelihood is concave in it, so Newton's steps within a bracket
   end at the only top. */
gdcs_i_beta_slopes gdcs_i_beta_slopes_top(gdcs_i_beta_units *units, double theta)
{
    double low = 0.0, high = 1.0;
    gdcs_i_beta_slopes s = gdcs_i_beta_slopes_at(units, units->mean, theta);
    for (int i = 0; i < STEPS; i++) {
        const double at = units->mean;
        if (s.mean > 0.0)
            low = at;
        else
            high = at;
        double next = at + s.mean / s.curve;
        if (!(next > low && next < high))
            next = 0.5 * (low + high);
        units->mean = next;
        if (fabs(next - at) <= 1e-10 * fmin(at, 1.0 - at))
            break; /* a step squares the error, so that the next would not show */
        s = gdcs_i_beta_slopes_at(units, next, theta);
    }
    return s;
}

static double slope_of_log(double log_theta, void *context)
{
    return gdcs_i_beta_slopes_top(context, exp(log_theta)).theta;
}

/* The derivative by theta where theta is 0 (Tarone 1979). */
static double slope_at_none(const gdcs_i_beta_units *units, double mean)
{
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; i < units->count; i++) {
        const double x = units->x[i], n = units->n[i], d = x - n * mean;
        if (i == units->skip || n == 0.0)
            continue;
        gdcs_i_sum_add(&sum, d / mean * (d / (1.0 - mean)));
        gdcs_i_sum_add(&sum, -(x / mean * (1.0 - mean) + (n - x) / (1.0 - mean) * mean));
    }
    return gdcs_i_sum_value(sum);
}

static const double log_least = -36.0, log_most = 14.0, first_step = 0.25, last_step = 2.0;

static gdcs_status fit_theta(gdcs_i_beta_units *units, double start, double *theta, gdcs_error *err)
{
    double low = log(start > 0.0 ? start : 0.02), high = low, step = first_step;
    if (slope_of_log(low, units) > 0.0) {
        for (; high < log_most && slope_of_log(high += step, units) > 0.0; low = high)
            step = fmin(2.0 * step, last_step);
    } else {
        for (; low > log_least && slope_of_log(low -= step, units) <= 0.0; high = low)
            step = fmin(2.0 * step, last_step);
    }
    if (high >= log_most || low <= log_least) {
        *theta = high >= log_most ? exp(log_most) : 0.0;
        return GDCS_OK;
    }
    double at = 0.0;
    TRY(gdcs_i_root(slope_of_log, units, low, high, &at, err));
    *theta = exp(at);
    return GDCS_OK;
}

gdcs_status gdcs_i_beta_binomial_fit(const double *x, const double *n, int64_t count, int64_t skip,
                                     double start, gdcs_i_beta_fit *out, gdcs_error *err)
{
    gdcs_i_sum yes = {0}, all = {0};
    for (int64_t i = 0; i < count; i++) {
        if (i == skip)
            continue;
        gdcs_i_sum_add(&yes, x[i]);
        gdcs_i_sum_add(&all, n[i]);
    }
    const double total = gdcs_i_sum_value(all), share = gdcs_i_sum_value(yes) / total;
    gdcs_i_beta_units units = {x, n, count, skip, share};
    const gdcs_i_beta_fit none = {total > 0.0 ? share : 0.5, 0.0, total};
    *out = none;
    if (!(share > 0.0 && share < 1.0) || slope_at_none(&units, share) <= 0.0)
        return GDCS_OK;
    TRY(fit_theta(&units, start, &out->theta, err));
    if (out->theta == 0.0)
        return GDCS_OK;
    const gdcs_i_beta_slopes top = gdcs_i_beta_slopes_top(&units, out->theta);
    out->mean = units.mean;
    out->size = fmin(units.mean * (1.0 - units.mean) * top.curve, total);
    return GDCS_OK;
}

/* Where no or all of x succeed, the likelihood is (1 - mean)^size near that end. */
static double size_at_end(const gdcs_i_beta_units *units, double theta)
{
    gdcs_i_sum size = {0};
    for (int64_t i = 0; i < units->count; i++)
        if (i != units->skip)
            gdcs_i_sum_add(&size, steps_of(1.0 / theta, units->n[i]).first / theta);
    return gdcs_i_sum_value(size);
}

double gdcs_i_beta_log_likelihood(const gdcs_i_beta_units *units, double mean, double theta)
{
    const gdcs_i_beta of = {mean / theta, (1.0 - mean) / theta};
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; i < units->count; i++)
        if (i != units->skip && units->n[i] > 0.0)
            gdcs_i_sum_add(&sum, gdcs_i_beta_binomial_log_pmf(units->x[i], units->n[i], of));
    return gdcs_i_sum_value(sum);
}

double gdcs_i_beta_integrated(double log_likelihood, double curve, double mean, double theta,
                              gdcs_i_beta_fit *out)
{
    const double spread = mean * (1.0 - mean);
    out->theta = theta;
    out->mean = mean;
    out->size = fmin(spread * curve, LARGEST);
    const double a = out->size * mean + 0.5, b = out->size * (1.0 - mean) + 0.5;
    return log_likelihood + 0.5 * log(spread) - log(gdcs_i_beta_rise(a, b, mean, 1.0 - mean));
}

double gdcs_i_beta_binomial_at(const double *x, const double *n, int64_t count, int64_t skip,
                               double theta, gdcs_i_beta_fit *out)
{
    gdcs_i_beta_units units = {x, n, count, skip, out->mean};
    out->theta = theta;
    if (!(out->mean > 0.0 && out->mean < 1.0)) {
        out->size = fmin(size_at_end(&units, theta), LARGEST);
        const double a = 0.5, b = out->size + 0.5, end = a / (a + b);
        return a * log(end) + b * log1p(-end) - log(gdcs_i_beta_rise(a, b, end, 1.0 - end));
    }
    const gdcs_i_beta_slopes top = gdcs_i_beta_slopes_top(&units, theta);
    return gdcs_i_beta_integrated(gdcs_i_beta_log_likelihood(&units, units.mean, theta), top.curve,
                                  units.mean, theta, out);
}

gdcs_i_beta gdcs_i_beta_binomial_prior(const gdcs_i_beta_fit *fit)
{
    const double mean = (fit->size * fit->mean + 0.5) / (fit->size + 1.0);
    const double own = 1.0 / (fit->size + 2.0), spread = fit->theta / (1.0 + fit->theta);
    const double whole = fmin((1.0 - spread) * (1.0 - own) / (spread * (1.0 - own) + own), LARGEST);
    const gdcs_i_beta prior = {fmax(whole * mean, 1e-3), fmax(whole * (1.0 - mean), 1e-3)};
    return prior;
}
