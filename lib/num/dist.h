/* Distributions: tails, quantiles, densities.

   Convention of these functions: numbers in, a number out, no status.  NaN comes back when an
   argument is NaN or outside its domain, and only then; no call fails for any other reason, and
   every loop has a bound.  A caller that checked its arguments need not look at the result.

   Domain: shapes from 1e-3 to 1e12 (so degrees of freedom from 2e-3 to 2e12); probabilities from 0
   to 1; points anywhere on the support, its ends and infinity included.

   Accuracy, against 60-digit arithmetic (tests/reference/dist.py): relative error below 1e-12 of a
   probability, down to 1e-300, and of a quantile that is above 1e-300; in the body of a
   distribution mostly below 1e-15.  The tails of F lose sqrt(df) ulp where both degrees of freedom
   are large, because they hang on the rounding of a ratio: 1e-10 at 2e10.  "Relative" is meant for
   each tail by itself: no upper tail is 1 - (lower tail).  So give a small alpha to the function
   of that tail; 1 - alpha has already lost its digits.

   Cost: 0.05 to 0.2 us for a tail, 0.1 to 0.6 us for a quantile; at most 6 evaluations of a tail in
   a quantile were ever seen, and at most 90 terms in a tail. */
#ifndef GDCS_NUM_DIST_H
#define GDCS_NUM_DIST_H

/* A point of [0, 1] with its complement: x + y = 1, each to full relative precision.  An upper
   limit of 1 - 3e-9 is told apart from 1 by its y. */
struct gdcs_i_unit {
    double x;
    double y;
};

/* Standard normal Z: P(Z <= z), P(Z > z). */
double gdcs_i_normal_lower(double z);
double gdcs_i_normal_upper(double z);

/* log10 of P(Z > z), to 1e-13 of itself also where the tail is below the range of doubles. */
double gdcs_i_normal_log10_upper(double z);

/* z with P(Z <= z) = p, and z with P(Z > z) = q; infinite at 0 and 1. */
double gdcs_i_normal_quantile(double p);
double gdcs_i_normal_quantile_upper(double q);

/* Gamma with scale 1 (the regularised incomplete gamma functions P and Q of shape a):
   P(X <= x), P(X > x), and P(X <= x)'s derivative times x, x^a exp(-x) / Gamma(a). */
double gdcs_i_gamma_lower(double shape, double x);
double gdcs_i_gamma_upper(double shape, double x);
double gdcs_i_gamma_rise(double shape, double x);

/* ln of P(X > x), to 1e-12 of itself also where the tail is below the range of doubles. */
double gdcs_i_gamma_log_upper(double shape, double x);

/* x with P(X <= x) = p, and x with P(X > x) = q. */
double gdcs_i_gamma_quantile(double shape, double p);
double gdcs_i_gamma_quantile_upper(double shape, double q);

/* Beta (the regularised incomplete beta function and its complement): P(X <= x), P(X > x), and
   x^a y^b / B(a, b).  The point is given by x and y = 1 - x; the smaller of the two is believed,
   the other need only be right to rounding.  For p in hand, (p, 1 - p) is right. */
double gdcs_i_beta_lower(double a, double b, double x, double y);
double gdcs_i_beta_upper(double a, double b, double x, double y);
double gdcs_i_beta_rise(double a, double b, double x, double y);

/* ln of P(X <= x), to 1e-12 of itself also where the tail is below the range of doubles. */
double gdcs_i_beta_log_lower(double a, double b, double x, double y);

/* The point with P(X <= x) = p, and the one with P(X > x) = q; both members NaN outside the
   domain. */
struct gdcs_i_unit gdcs_i_beta_quantile(double a, double b, double p);
struct gdcs_i_unit gdcs_i_beta_quantile_upper(double a, double b, double q);

/* The logarithm of a probability that rounding may have left above 1; NaN stays NaN. */
static inline double gdcs_i_log_of_chance(double log_p)
{
    return log_p > 0.0 ? 0.0 : log_p;
}

/* Poisson: P(X <= k), P(X >= k), P(X = k).  k whole (negative or infinite allowed), mean from 0 to 1e12. */
double gdcs_i_poisson_lower(double k, double mean);
double gdcs_i_poisson_upper(double k, double mean);
double gdcs_i_poisson_pmf(double k, double mean);

/* Binomial: P(X <= k), P(X >= k), P(X = k).  k whole, n whole from 0 to 1e12, p from 0 to 1.
   Where 1 - p is known better than p, count the failures instead. */
double gdcs_i_binomial_lower(double k, double n, double p);
double gdcs_i_binomial_upper(double k, double n, double p);
double gdcs_i_binomial_pmf(double k, double n, double p);

/* Hypergeometric, marked ones among `drawn` of `total`: P(X <= k), P(X >= k), P(X = k).  All whole;
   total up to 1e12.  A tail is a sum of as many terms as some eight standard deviations hold: 0.3 ms
   with a total of 1e9 at the worst, far out a few terms. */
double gdcs_i_hypergeometric_lower(double k, double drawn, double marked, double total);
double gdcs_i_hypergeometric_upper(double k, double drawn, double marked, double total);
double gdcs_i_hypergeometric_pmf(double k, double drawn, double marked, double total);

/* Chi-square with df > 0 degrees of freedom. */
double gdcs_i_chisq_lower(double df, double x);
double gdcs_i_chisq_upper(double df, double x);
double gdcs_i_chisq_log10_upper(double df, double x);
double gdcs_i_chisq_quantile(double df, double p);
double gdcs_i_chisq_quantile_upper(double df, double q);

/* Noncentral chi-square, df >= 1 (whole or not from 2 on), ncp from 0 to 1e18: relative error of a tail
   below 1e-9. */
double gdcs_i_noncentral_chisq_lower(double df, double ncp, double x);
double gdcs_i_noncentral_chisq_upper(double df, double ncp, double x);

/* Student's t, |t| up to 1e150; df may be infinite, which is the normal. */
double gdcs_i_student_lower(double df, double t);
double gdcs_i_student_upper(double df, double t);
double gdcs_i_student_quantile(double df, double p);
double gdcs_i_student_quantile_upper(double df, double q);

/* Fisher's F with df1 (numerator) and df2 (denominator) degrees of freedom. */
double gdcs_i_f_lower(double df1, double df2, double f);
double gdcs_i_f_upper(double df1, double df2, double f);
double gdcs_i_f_quantile(double df1, double df2, double p);
double gdcs_i_f_quantile_upper(double df1, double df2, double q);
#endif
