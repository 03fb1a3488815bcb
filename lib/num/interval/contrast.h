/* Two independent binomial samples compared: limits for p1 - p2, p1 / p2 and the odds ratio.

   Convention as in num/interval/proportion.h: a sample is two counts, numbers in, numbers out; a
   limit is NaN only if an argument lies outside its domain.  Domain: counts >= 0, at least one > 0
   in each sample, totals to 1e12; whole or not.  z is the upper alpha / 2 point of the normal.

   Swapping the samples negates (inverts) the limits exactly.  Limits of the difference lie in
   [-1, 1] and contain it; those of a ratio lie in [0, infinity]: the upper is infinite exactly if
   the count it divides by is 0, the lower 0 if the other is; with 0 / 0 they are 0 and infinity. */
#ifndef GDCS_NUM_INTERVAL_CONTRAST_H
#define GDCS_NUM_INTERVAL_CONTRAST_H

#include "num/interval/limits.h"

#include <gdcs/error.h>

struct gdcs_i_two {
    double yes1;
    double no1;
    double yes2;
    double no2;
};

/* p1 - p2, right to the last digits however near the two are. */
double gdcs_i_contrast_difference(struct gdcs_i_two two);

/* p1 / p2: infinite if only yes2 is 0, NaN if yes1 is too. */
double gdcs_i_contrast_ratio(struct gdcs_i_two two);

/* Standard errors: of p1 - p2 with each sample's own variance, and of p1 / p2 by the delta method
   (that of log(p1 / p2) times the ratio); the latter NaN if a `yes` is 0. */
double gdcs_i_contrast_difference_error(struct gdcs_i_two two);
double gdcs_i_contrast_ratio_error(struct gdcs_i_two two);

/* Miettinen & Nurminen (1985): |score statistic| <= z, variance under the constraint times
   N / (N - 1).  For N <= 1, where that is undefined, everything possible. */
struct gdcs_i_limits gdcs_i_contrast_difference_score(struct gdcs_i_two two, double z);
struct gdcs_i_limits gdcs_i_contrast_ratio_score(struct gdcs_i_two two, double z);

/* The same without N / (N - 1): Mee (1984), Koopman (1984). */
struct gdcs_i_limits gdcs_i_contrast_difference_mee(struct gdcs_i_two two, double z);
struct gdcs_i_limits gdcs_i_contrast_ratio_koopman(struct gdcs_i_two two, double z);

/* The score statistic of p1 / p2 = theta > 0 that gdcs_i_contrast_ratio_score inverts, normal under it. */
double gdcs_i_contrast_ratio_z(struct gdcs_i_two two, double theta);

/* Newcombe (1998), method 10, and MOVER-R (Donner & Zou 2012), both from Wilson limits. */
struct gdcs_i_limits gdcs_i_contrast_difference_hybrid(struct gdcs_i_two two, double z);
struct gdcs_i_limits gdcs_i_contrast_ratio_hybrid(struct gdcs_i_two two, double z);

/* Katz et al. (1978), log(p1 / p2) normal.  NaN where the logarithm has no standard error or one of
   0: a `yes` of 0, or no `no` at all. */
struct gdcs_i_limits gdcs_i_contrast_ratio_log(struct gdcs_i_two two, double z);

/* Score limits of the odds ratio (yes1 / no1) / (yes2 / no2) as Cornfield (1956) has them, without
   his continuity correction.  Four independent Poisson counts give the same limits: given their
   sums yes1 + no1 and yes2 + no2 they are two binomial samples. */
struct gdcs_i_limits gdcs_i_contrast_odds_score(struct gdcs_i_two two, double z);

/* The same with N / (N - 1), as Miettinen & Nurminen (1985) have them. */
struct gdcs_i_limits gdcs_i_contrast_odds_widened(struct gdcs_i_two two, double z);

/* The odds ratio itself: infinite if only no1 or yes2 is 0, NaN if two counts are that leave 0 / 0;
   and its standard error by the delta method, NaN if a count is 0. */
double gdcs_i_contrast_odds(struct gdcs_i_two two);
double gdcs_i_contrast_odds_error(struct gdcs_i_two two);

/* MOVER-R (Donner & Zou 2012) with Wilson limits as odds.  Where an odds is infinite, those of the
   absence are compared; NaN where one of these is too. */
struct gdcs_i_limits gdcs_i_contrast_odds_hybrid(struct gdcs_i_two two, double z);

/* Closed limits of large samples.  Wald's, cut at -1 and 1, and the same with one person added to
   each count (Agresti & Caffo 2000).  On the logarithm: Katz et al. as above with a half added to the
   counts (Walter 1975: to successes and totals) or a quarter (Price & Bonett 2008: to successes and
   failures); Woolf (1955) and with halves Gart (1966).  Inverse sinh (Newcombe 2001).  NaN
   where the logarithm has no standard error. */
struct gdcs_i_limits gdcs_i_contrast_difference_wald(struct gdcs_i_two two, double z);
struct gdcs_i_limits gdcs_i_contrast_difference_agresti_caffo(struct gdcs_i_two two, double z);
struct gdcs_i_limits gdcs_i_contrast_ratio_walter(struct gdcs_i_two two, double z);
struct gdcs_i_limits gdcs_i_contrast_ratio_price_bonett(struct gdcs_i_two two, double z);
struct gdcs_i_limits gdcs_i_contrast_ratio_sinh(struct gdcs_i_two two, double z);
struct gdcs_i_limits gdcs_i_contrast_odds_woolf(struct gdcs_i_two two, double z);
struct gdcs_i_limits gdcs_i_contrast_odds_gart(struct gdcs_i_two two, double z);
struct gdcs_i_limits gdcs_i_contrast_odds_sinh(struct gdcs_i_two two, double z);

/* Score limits of the ratio yes / no of two independent Poisson counts: Wilson's for the share of the
   first in their sum, as odds. */
struct gdcs_i_limits gdcs_i_contrast_poisson_score(double yes, double no, double z);

/* The largest product and sum of the two totals that the exact limits take, in less than a second. */
enum { GDCS_I_EXACT_PRODUCT = 250000, GDCS_I_EXACT_SUM = 5000 };

/* Chan & Zhang (1999): all values between the outermost that neither of two one-sided tests of size
   alpha / 2 rejects, each test unconditional, ordered by the score statistic, its P-value the largest
   over the nuisance parameter.  The P-value jumps where the order of outcomes changes, so values
   inside may be rejected.  Limits are right to 1e-10 of the range.  Whole counts; NaN for larger
   totals. */
struct gdcs_i_limits gdcs_i_contrast_difference_exact(struct gdcs_i_two two, double alpha);
struct gdcs_i_limits gdcs_i_contrast_ratio_exact(struct gdcs_i_two two, double alpha);
#endif
