/* Limits for a proportion yes / (yes + no).

   Convention as in num/dist.h: numbers in, numbers out, no status; a limit is NaN only if an
   argument lies outside its domain.  Domain: yes, no >= 0, one of them > 0.  They are two counts and
   not a count and its total, so that the smaller of them keeps its digits.  The exact methods need
   yes + no <= 1e12 and what is not 0 to be at least 1e-3; alpha in [1e-300, 1).  Counts need
   not be whole, but for Blaker's: the tails are then those of the beta distribution that carries the
   binomial.  z is the upper alpha / 2 point of the normal, computed once for many.

   All limits lie in [0, 1] and mirror: the lower limit of (yes, no) is one minus the upper of
   (no, yes).  A limit near 0 or near 1 keeps its digits.  The lower limit is exactly 0 if yes is 0, the
   upper exactly 1 if no is 0, by every method; the other limit is what each formula gives there, if
   nothing else is said. */
#ifndef GDCS_NUM_INTERVAL_PROPORTION_H
#define GDCS_NUM_INTERVAL_PROPORTION_H

#include "num/interval/limits.h"

/* Wilson (1927): p with |p_hat - p| <= z sqrt(p (1 - p) / n). */
struct gdcs_i_limits gdcs_i_proportion_wilson(double yes, double no, double z);

/* The same for GDCS_I_PROPORTION_BLOCK pairs at once, NaN where both are 0 or one is NaN. */
enum { GDCS_I_PROPORTION_BLOCK = 256 };
void gdcs_i_proportion_wilson_block(const double *yes, const double *no, double z, double *lower,
                                    double *upper);

/* Newcombe (1998), method 4: p with |p_hat - p| - 1 / (2 n) <= z sqrt(p (1 - p) / n). */
struct gdcs_i_limits gdcs_i_proportion_wilson_continuity(double yes, double no, double z);

/* Laud (2017): the score with its skewness taken off,
   p_hat - p = z sqrt(p (1 - p) / n) + (z^2 - 1) (1 - 2 p) / (6 n), without a correction of variance.
   lower is 0 if yes <= (z^2 - 1) / 6. */
struct gdcs_i_limits gdcs_i_proportion_scas(double yes, double no, double z);

/* p_hat +- z sqrt(p_hat (1 - p_hat) / n), cut at 0 and 1.  Without width at 0 of n and n of n. */
struct gdcs_i_limits gdcs_i_proportion_wald(double yes, double no, double z);

/* sin^2(arcsin(sqrt((yes + 3/8) / (n + 3/4))) +- z / (2 sqrt(n))), Anscombe (1948), the angle cut at
   0 and pi / 2. */
struct gdcs_i_limits gdcs_i_proportion_arcsine(double yes, double no, double z);

/* log(yes / no) +- z sqrt(1 / yes + 1 / no), back to p; Clopper & Pearson's where a count is 0.
   With tiny alpha limits of small counts do not rise with the count. */
struct gdcs_i_limits gdcs_i_proportion_logit(double yes, double no, double z, double alpha);

/* p with 2 (log L(p_hat) - log L(p)) <= z^2. */
struct gdcs_i_limits gdcs_i_proportion_likelihood(double yes, double no, double z);

/* Agresti & Coull (1998): Wald's with z^2 / 2 added to either count; cut at 0 and 1. */
struct gdcs_i_limits gdcs_i_proportion_agresti_coull(double yes, double no, double z);

/* Clopper & Pearson (1934): P(X >= x; lower) = P(X <= x; upper) = alpha / 2. */
struct gdcs_i_limits gdcs_i_proportion_clopper_pearson(double yes, double no, double alpha);

/* Blaker (2000): p whose tail towards the count, with the largest opposite tail that is no larger,
   exceeds alpha; the hull, where this set has gaps.  Never wider than Clopper & Pearson's.  Counts
   whole, else NaN. */
struct gdcs_i_limits gdcs_i_proportion_blaker(double yes, double no, double alpha);

/* Lancaster (1961): as Clopper & Pearson with half of P(X = x) in either tail. */
struct gdcs_i_limits gdcs_i_proportion_mid_p(double yes, double no, double alpha);

/* The share of the `total` from whom yes + no were drawn without replacement: fewest and most whole
   numbers of marked ones with P(X >= yes) and P(X <= yes) above alpha / 2, by the hypergeometric
   distribution; mid_p with half of P(X = yes) in either tail.  NaN unless all are whole, yes + no <=
   total <= 1e12.  Some 40 tails each: a few us, 5 ms with a total of 1e9. */
struct gdcs_i_limits gdcs_i_proportion_finite_exact(double yes, double no, double total,
                                                    double alpha);
struct gdcs_i_limits gdcs_i_proportion_finite_mid_p(double yes, double no, double total,
                                                    double alpha);

/* Wilson's with z sqrt((total - n) / (total - 1)) for z, cut to [yes / total, (total - no) / total]. */
struct gdcs_i_limits gdcs_i_proportion_finite_wilson(double yes, double no, double total, double z);

/* Equal tails of Beta(yes + 1/2, no + 1/2), stretched to the estimate where it lies outside: so lower
   is 0 if yes is 0, and upper 1 if no is 0 (Brown, Cai & DasGupta 2001, section 4.1.2). */
struct gdcs_i_limits gdcs_i_proportion_jeffreys(double yes, double no, double alpha);
#endif
