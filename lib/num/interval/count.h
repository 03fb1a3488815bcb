/* Limits for the mean behind a count.

   Convention as in num/dist.h: numbers in, numbers out, no status; a limit is NaN only if an
   argument lies outside its domain.  Domain: x >= 0; for the exact methods x <= 1e12 and, if not 0, at
   least 1e-3; alpha in [1e-300, 1).  Counts need not be whole: the tails are then those of the gamma
   distribution that carries the Poisson.  The lower limit is exactly 0 if x is 0, by every method. */
#ifndef GDCS_NUM_INTERVAL_COUNT_H
#define GDCS_NUM_INTERVAL_COUNT_H

#include "num/interval/limits.h"

/* Garwood (1936): P(X >= x; lower) = P(X <= x; upper) = alpha / 2. */
struct gdcs_i_limits gdcs_i_count_garwood(double x, double alpha);

/* Byar's approximation to Garwood's limits, Breslow & Day (1987), eq. 2.10: x in the lower limit and
   x + 1 in the upper.  z: upper alpha / 2 point of the normal. */
struct gdcs_i_limits gdcs_i_count_byar(double x, double z);

/* The same with x + 1/2 in both limits: what epitools and DescTools call Byar's; cut at the count. */
struct gdcs_i_limits gdcs_i_count_byar_half(double x, double z);

/* Rao's score, m with |x - m| <= z sqrt(m). */
struct gdcs_i_limits gdcs_i_count_score(double x, double z);

/* The same corrected for the skewness of the score (Laud 2017): score limits of x - (z^2 - 1) / 6,
   cut at the count. */
struct gdcs_i_limits gdcs_i_count_scas(double x, double z);

/* Equal tails of Gamma(x + 1/2), stretched to the count where it lies outside. */
struct gdcs_i_limits gdcs_i_count_jeffreys(double x, double alpha);

/* Cohen & Yang (1994): as Garwood with half of P(X = x) in either tail. */
struct gdcs_i_limits gdcs_i_count_mid_p(double x, double alpha);
#endif
