/* Two shares of the same persons: limits and tests from the four counts of who has which.

   Convention as in num/interval/proportion.h: numbers in, numbers out; counts >= 0, one of them > 0.
   p1 = (both + first) / n, p2 = (both + second) / n.  Swapping first and second negates (inverts) the
   limits exactly.  Limits of the difference lie in [-1, 1], of a ratio in [0, infinity]. */
#ifndef GDCS_NUM_INTERVAL_PAIRS_H
#define GDCS_NUM_INTERVAL_PAIRS_H

#include "num/interval/limits.h"

struct gdcs_i_pairs {
    double both;
    double first;
    double second;
    double neither;
};

/* Tango (1998); Tang, Tang & Chan (2003): score limits. */
struct gdcs_i_limits gdcs_i_pairs_difference_score(struct gdcs_i_pairs pairs, double z);
struct gdcs_i_limits gdcs_i_pairs_ratio_score(struct gdcs_i_pairs pairs, double z);

/* Newcombe (1998c), method 10: Wilson limits, squared and added with their correlation; MOVER-R with the
   same correlation. */
struct gdcs_i_limits gdcs_i_pairs_difference_hybrid(struct gdcs_i_pairs pairs, double z);
struct gdcs_i_limits gdcs_i_pairs_ratio_hybrid(struct gdcs_i_pairs pairs, double z);

/* Bonett & Price (2012), one person added to either discordant count; Bonett & Price (2006), Wilson
   limits of the two shares with z adjusted to their dependence. */
struct gdcs_i_limits gdcs_i_pairs_difference_adjusted(struct gdcs_i_pairs pairs, double z);
struct gdcs_i_limits gdcs_i_pairs_ratio_adjusted(struct gdcs_i_pairs pairs, double z);

/* ln of McNemar's two-sided exact p-value, and of its mid-P: `first` of first + second tosses of a
   coin, whole, together at most 1e12. */
double gdcs_i_pairs_log_exact(double first, double second);
double gdcs_i_pairs_log_mid_p(double first, double second);
#endif
