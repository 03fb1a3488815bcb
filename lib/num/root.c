#include "num/root.h"

#include "core/fail.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

enum {
    CLOSE = 4,       /* the search ends when the ends are this many doubles apart */
    MOST_STEPS = 196 /* 64 halvings of the count of doubles between the ends, three steps each */
};

/* f changes sign between a, the newest point, and b; c is the point given up last. */
struct bracket {
    double a, fa;
    double b, fb;
    double c, fc;
};

/* Doubles in their order, as integers: neighbours differ by 1. */
static int64_t place_of(double x)
{
    int64_t i;
    memcpy(&i, &x, sizeof i);
    return i >= 0 ? i : INT64_MIN - i;
}

static double double_at(int64_t place)
{
    const int64_t i = place >= 0 ? place : INT64_MIN - place;
    double x;
    memcpy(&x, &i, sizeof x);
    return x;
}

static uint64_t doubles_between(double a, double b)
{
    const uint64_t i = (uint64_t)place_of(a), j = (uint64_t)place_of(b);
    return a < b ? j - i : i - j;
}

/* x, or the nearest double that is at least CLOSE / 2 inside the bracket. */
static double inside(const struct bracket *k, double x)
{
    const double low = double_at(place_of(fmin(k->a, k->b)) + CLOSE / 2);
    const double high = double_at(place_of(fmax(k->a, k->b)) - CLOSE / 2);
    return fmin(fmax(x, low), high);
}

/* Inverse quadratic interpolation through the three points where Chandrupatla's criterion (1997,
   Advances in Engineering Software 28:145) finds it safe, else the midpoint. */
static double propose(const struct bracket *k)
{
    const double xi = (k->a - k->b) / (k->c - k->b), phi = (k->fa - k->fb) / (k->fc - k->fb);
    double share = 0.5;
    if (phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi)
        share =
            k->fa / (k->fb - k->fa) * (k->fc / (k->fb - k->fc)) +
            (k->c - k->a) / (k->b - k->a) * (k->fa / (k->fc - k->fa)) * (k->fb / (k->fc - k->fb));
    return inside(k, k->a + share * (k->b - k->a));
}

/* Half of the doubles in the bracket lie on either side: whatever the scale of the root, 64 such
   steps end the search, where halving the distance from 1 to 1e-300 would take a thousand. */
static double middle(const struct bracket *k)
{
    const double low = fmin(k->a, k->b);
    return double_at(place_of(low) + (int64_t)(doubles_between(k->a, k->b) / 2));
}

static void narrow(struct bracket *k, double x, double fx)
{
    if ((fx > 0.0) == (k->fa > 0.0)) {
        k->c = k->a, k->fc = k->fa;
    } else {
        k->c = k->b, k->fc = k->fb;
        k->b = k->a, k->fb = k->fa;
    }
    k->a = x, k->fa = fx;
}

static gdcs_status not_a_number(double x, gdcs_error *err)
{
    char number[GDCS_I_NUMBER_SIZE];
    gdcs_i_format_double(x, number);
    return gdcs_i_fail(err, GDCS_E_NUMERIC, "f", "the function has no value at %s", number);
}

static gdcs_status check(const struct bracket *k, gdcs_error *err)
{
    char a[GDCS_I_NUMBER_SIZE], b[GDCS_I_NUMBER_SIZE];
    if (isnan(k->fa) || isnan(k->fb))
        return not_a_number(isnan(k->fa) ? k->a : k->b, err);
    if (k->fa == 0.0 || k->fb == 0.0 || (k->fa > 0.0) != (k->fb > 0.0))
        return GDCS_OK;
    gdcs_i_format_double(k->a, a);
    gdcs_i_format_double(k->b, b);
    return gdcs_i_fail(err, GDCS_E_NUMERIC, "f", "the function has the same sign at %s and %s", a,
                       b);
}

/* Two interpolations that do not halve the count of doubles between them are followed by one
   step that does. */
static gdcs_status search(double (*f)(double, void *), void *context, struct bracket *k,
                          gdcs_error *err)
{
    uint64_t before = UINT64_MAX, last = UINT64_MAX;
    for (int step = 0; step < MOST_STEPS; step++) {
        const uint64_t now = doubles_between(k->a, k->b);
        if (now <= CLOSE || k->fa == 0.0)
            return GDCS_OK;
        const double x = now > before / 2 ? middle(k) : propose(k);
        const double fx = f(x, context);
        if (isnan(fx))
            return not_a_number(x, err);
        before = now > before / 2 ? UINT64_MAX : last;
        last = now;
        narrow(k, x, fx);
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_root(double (*f)(double x, void *context), void *context, double lower,
                        double upper, double *out, gdcs_error *err)
{
    TRY(gdcs_i_need((const void *)out, "out", err));
    if (f == NULL)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "f", "f is missing");
    if (!isfinite(lower) || !isfinite(upper) || lower > upper)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "lower",
                           "the ends are not two finite numbers in order");
    struct bracket k = {.a = lower, .fa = f(lower, context), .b = upper, .fb = f(upper, context)};
    TRY(check(&k, err));
    k.c = k.b, k.fc = k.fb;
    if (k.fb != 0.0)
        TRY(search(f, context, &k, err));
    *out = fabs(k.fa) <= fabs(k.fb) ? k.a : k.b;
    return GDCS_OK;
}
