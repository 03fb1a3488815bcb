/* Limits for a proportion yes / (yes + no).

   Convention as in num/dist.h: numbers in, numbers out, no status; a limit is NaN only if an
   argument lies outside its domain.  Domain: yes, no >= 0, one of them > 0.  They are two counts and
   not a count and its total, so that the smaller of them keeps its digits.  The exact methods need
   yes + no <= 1e12 and what is not 0 to be at least 1e-3; alpha in [1e-300, 1).  Counts need
   not be whole: the tails are then those of the beta distribution that carries the binomial.

   All limits lie in [0, 1] and mirror: the lower limit of (yes, no) is one minus the upper of
   (no, yes).  A limit near 0 or near 1 keeps its digits.  The lower limit is exactly 0 if yes is 0, the
   upper exactly 1 if no is 0, by every method. */
#ifndef GDCS_NUM_INTERVAL_PROPORTION_H
#define GDCS_NUM_INTERVAL_PROPORTION_H

#include "num/interval/limits.h"

/* Wilson (1927): p with |p_hat - p| <= z sqrt(p (1 - p) / n).  z: upper alpha / 2 point of the
   normal, computed once for many. */
struct gdcs_i_limits gdcs_i_proportion_wilson(double yes, double no, double z);

/* Agresti & Coull (1998): Wald's with z^2 / 2 added to either count; cut at 0 and 1. */
struct gdcs_i_limits gdcs_i_proportion_agresti_coull(double yes, double no, double z);

/* Clopper & Pearson (1934): P(X >= x; lower) = P(X <= x; upper) = alpha / 2. */
struct gdcs_i_limits gdcs_i_proportion_clopper_pearson(double yes, double no, double alpha);

/* Lancaster (1961): as Clopper & Pearson with half of P(X = x) in either tail. */
struct gdcs_i_limits gdcs_i_proportion_mid_p(double yes, double no, double alpha);

/* Equal tails of Beta(yes + 1/2, no + 1/2), stretched to the estimate where it lies outside: so lower
   is 0 if yes is 0, and upper 1 if no is 0 (Brown, Cai & DasGupta 2001, section 4.1.2). */
struct gdcs_i_limits gdcs_i_proportion_jeffreys(double yes, double no, double alpha);
#endif
