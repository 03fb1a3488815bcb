/* How often do the intervals hold the truth?  Worked out, not simulated: for every outcome x the interval
   either holds p or does not, so coverage(p) is a sum of probabilities.

       interval            the claims below on small samples, in a second or two
       interval long       a table of mean and least coverage on larger ones, and the claims

   Claims: (1) mean coverage is that of coverage.csv, by scipy and statsmodels; (2) the exact methods
   (Clopper-Pearson, Blaker) are nowhere below their level; (3) from ten persons on (SCAS: twenty), the
   means of Wilson, Jeffreys, SCAS and the likelihood ratio are near the level (here: 1.25 points), the
   first two where Brown, Cai & DasGupta (2001) put them, and those of Agresti-Coull, mid-P, logit and
   the corrected Wilson not below it; of arcsine and Wald nothing is claimed; (4) Wilson's worst is
   theirs too: 0.800, 0.838 and 0.889 at 90, 95 and 99 %, for a share just below the lower limit of one
   in n. */
#include <gdcs/gdcs.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4000 };

typedef struct limits {
    int count; /* outcomes 0 .. count - 1 */
    double lower[MOST];
    double upper[MOST];
} limits;

static int failures;

static void claim(int holds, const char *what, int method, int n, double alpha, double got)
{
    if (holds)
        return;
    failures++;
    printf("wrong: %s, method %d, n %d, alpha %g: %.9f\n", what, method, n, alpha, got);
}

static void need(gdcs_status status)
{
    if (status == GDCS_OK)
        return;
    printf("wrong: %s\n", gdcs_status_name(status));
    exit(1);
}

static void share_limits(int method, int n, double alpha, limits *l)
{
    static double women[MOST], men[MOST];
    const gdcs_share_options o = {.struct_size = sizeof o, .method = method, .alpha = alpha};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = women, .men = men};
    const gdcs_estimate_arrays out = {
        .struct_size = sizeof out, .lower = l->lower, .upper = l->upper};
    l->count = n + 1;
    for (int x = 0; x <= n; x++) {
        women[x] = x;
        men[x] = n - x;
    }
    need(gdcs_share_each(&in, n + 1, &o, &out, NULL));
}

static void count_limits(int method, int most, double alpha, limits *l)
{
    static double events[MOST], population[MOST];
    const gdcs_rate_options o = {
        .struct_size = sizeof o, .method = method, .alpha = alpha, .per = 1};
    const gdcs_rate_arrays in = {
        .struct_size = sizeof in, .events = events, .population = population};
    const gdcs_estimate_arrays out = {
        .struct_size = sizeof out, .lower = l->lower, .upper = l->upper};
    l->count = most;
    for (int x = 0; x < most; x++) {
        events[x] = x;
        population[x] = 1;
    }
    need(gdcs_rate_each(&in, most, &o, &out, NULL));
}

/* P(X = x), x = 0 .. count - 1, from the most probable outwards.  n = 0: Poisson of mean p. */
static void fill(double *pmf, int count, int n, double p)
{
    const double odds = p / (1 - p);
    const int mode = n > 0 ? (int)fmin(n, floor((n + 1) * p)) : (int)fmin(count - 1, floor(p));
    pmf[mode] = n > 0 ? exp(lgamma(n + 1) - lgamma(mode + 1) - lgamma(n - mode + 1) +
                            mode * log(p) + (n - mode) * log1p(-p))
                      : exp(mode * log(p) - p - lgamma(mode + 1));
    for (int x = mode; x + 1 < count; x++)
        pmf[x + 1] = pmf[x] * (n > 0 ? odds * (n - x) / (x + 1) : p / (x + 1));
    for (int x = mode; x > 0; x--)
        pmf[x - 1] = pmf[x] * (n > 0 ? x / (odds * (n - x + 1)) : x / p);
}

static double coverage(const limits *l, int n, double p)
{
    static double pmf[MOST];
    double sum = 0;
    fill(pmf, l->count, n, p);
    for (int x = 0; x < l->count; x++)
        if (l->lower[x] <= p && p <= l->upper[x])
            sum += pmf[x];
    return sum;
}

static double mean_of_share(const limits *l, int n, int points)
{
    double sum = 0;
    for (int j = 0; j < points; j++)
        sum += coverage(l, n, (j + 0.5) / points);
    return sum / points;
}

/* Over uniform p every outcome is as probable as any other. */
static double mean_width(const limits *l, int n)
{
    double sum = 0;
    for (int x = 0; x <= n; x++)
        sum += l->upper[x] - l->lower[x];
    return sum / (n + 1);
}

static double mean_of_count(const limits *l)
{
    double sum = 0;
    for (int j = 0; j < 400; j++)
        sum += coverage(l, 0, 0.05 * pow(1.02, j));
    return sum / 400;
}

/* Between two limits coverage is P(a <= X <= b), which has one peak and no trough; so the least lies
   beside a limit, on the side where that outcome's interval has ended. */
static double least(const limits *l, int n, double top)
{
    double worst = 1;
    for (int x = 0; x < l->count; x++) {
        const double below = l->lower[x] * (1 - 1e-12);
        const double above =
            n > 0 ? l->upper[x] + (1 - l->upper[x]) * 1e-12 : l->upper[x] * (1 + 1e-12);
        if (below > 0 && below <= top)
            worst = fmin(worst, coverage(l, n, below));
        if (above < 1 || (n == 0 && above <= top))
            worst = fmin(worst, coverage(l, n, above));
    }
    return worst;
}

static void agrees_with_scipy(const char *path)
{
    char line[256], what[16];
    int method, n, rows = 0;
    double alpha, mean;
    static limits l;
    FILE *csv = fopen(path, "r");
    if (csv == NULL || fgets(line, sizeof line, csv) == NULL) {
        printf("wrong: cannot read %s\n", path);
        exit(1);
    }
    while (fscanf(csv, "%15[a-z],%d,%d,%lf,%lf\n", what, &method, &n, &alpha, &mean) == 5) {
        if (n > 0)
            share_limits(method, n, alpha, &l);
        else
            count_limits(method, 400, alpha, &l);
        const double got = n > 0 ? mean_of_share(&l, n, 400) : mean_of_count(&l);
        claim(fabs(got - mean) < 1e-9, "mean is not scipy's", method, n, alpha, got);
        rows++;
    }
    fclose(csv);
    claim(rows == 84, "rows of coverage.csv", 0, rows, 0, 0);
}

static void check_mean(int method, int n, double alpha, double mean)
{
    const double above = mean - (1 - alpha);
    if (method == GDCS_SHARE_METHOD_WALD || method == GDCS_SHARE_METHOD_ARCSINE)
        return;
    if (method == GDCS_SHARE_METHOD_WILSON || method == GDCS_SHARE_METHOD_JEFFREYS ||
        method == GDCS_SHARE_METHOD_SCAS || method == GDCS_SHARE_METHOD_LIKELIHOOD_RATIO)
        claim(fabs(above) <= 0.0125, "mean is not near the level", method, n, alpha, mean);
    else
        claim(above >= 0, "mean is below the level", method, n, alpha, mean);
}

static void share(int method, int n, double alpha, int points, int show)
{
    static limits l;
    share_limits(method, n, alpha, &l);
    const double mean = mean_of_share(&l, n, points), worst = least(&l, n, 1);
    if (show)
        printf("share %6d %6d %6g %9.5f %9.5f %9.5f\n", method, n, alpha, mean, worst,
               mean_width(&l, n));
    if (method == GDCS_SHARE_METHOD_CLOPPER_PEARSON || method == GDCS_SHARE_METHOD_BLAKER)
        claim(worst >= 1 - alpha - 1e-9, "exact below its level", method, n, alpha, worst);
    if (n >= (method == GDCS_SHARE_METHOD_SCAS ? 20 : 10))
        check_mean(method, n, alpha, mean);
    if (method == GDCS_SHARE_METHOD_WILSON && n >= 200)
        claim(fabs(worst - (alpha == 0.1    ? 0.800
                            : alpha == 0.05 ? 0.838
                                            : 0.889)) < 5e-4,
              "Wilson's worst", method, n, alpha, worst);
}

static void count(int method, double alpha, int show)
{
    static limits l;
    count_limits(method, 400, alpha, &l);
    const double mean = mean_of_count(&l), worst = least(&l, 0, 140);
    if (show)
        printf("count %6d %6s %6g %9.5f %9.5f\n", method, "", alpha, mean, worst);
    if (method == GDCS_RATE_METHOD_EXACT)
        claim(worst >= 1 - alpha - 1e-9, "exact below its level", method, 0, alpha, worst);
    if (method == GDCS_RATE_METHOD_SCORE)
        claim(fabs(mean - (1 - alpha)) <= 0.0125, "mean is not near the level", method, 0, alpha,
              mean);
    else
        claim(mean >= 1 - alpha, "mean is below the level", method, 0, alpha, mean);
}

int main(int argc, char **argv)
{
    static const int sizes[] = {1, 2, 5, 10, 20, 40, 100, 200, 500, 1000, 2000};
    static const double alphas[] = {0.1, 0.05, 0.01};
    const int show = argc > 1 && strcmp(argv[1], "long") == 0;
    agrees_with_scipy(REFERENCE "/coverage.csv");
    if (show)
        printf("      method      n  alpha      mean     least     width\n");
    for (int i = 0; i < (show ? 11 : 8); i++)
        for (int a = 0; a < 3; a++)
            for (int method = 1; method <= GDCS_SHARE_METHOD_WALD; method++)
                share(method, sizes[i], alphas[a], show ? 4000 : 1000, show);
    for (int a = 0; a < 3; a++)
        for (int method = 1; method <= 7; method++)
            count(method, alphas[a], show);
    printf(failures > 0 ? "%d claims fail\n" : "all claims hold\n", failures);
    return failures > 0;
}
