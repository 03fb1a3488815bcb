/* The score statistics behind the limits, in parts: what is observed beyond the value under test,
   and its standard deviation with both shares estimated under that value. */
#ifndef GDCS_NUM_INTERVAL_CONTRAST_SCORE_H
#define GDCS_NUM_INTERVAL_CONTRAST_SCORE_H

#include "num/interval/contrast.h"

struct gdcs_i_score {
    double excess;
    double deviation; /* >= 0; without N / (N - 1) */
};

/* For p1 - p2 = delta in [-1, 1]. */
struct gdcs_i_score gdcs_i_score_difference(struct gdcs_i_two two, double delta);

/* For p1 / p2 = theta in [0, 1].  Above 1 swap the samples. */
struct gdcs_i_score gdcs_i_score_ratio(struct gdcs_i_two two, double theta);

/* Where the statistic is above -z, scaled into [-1, 1] so that it has a value where the deviation is 0;
   positive at the estimate itself. */
double gdcs_i_score_kept(struct gdcs_i_score score, double z);

/* The upper limit of a difference, observed in [-1, 1], likewise; `at` takes differences in [-1, 1]. */
double gdcs_i_score_difference_upper(struct gdcs_i_score (*at)(struct gdcs_i_two two, double delta),
                                     struct gdcs_i_two two, double observed, double z);

/* The upper limit of a ratio whose statistic changes its sign with the samples swapped and the ratio
   inverted; `at` takes ratios in [0, 1]. */
double gdcs_i_score_ratio_upper(struct gdcs_i_score (*at)(struct gdcs_i_two two, double theta),
                                struct gdcs_i_two two, double z);

static inline struct gdcs_i_two gdcs_i_two_swapped(struct gdcs_i_two two)
{
    const struct gdcs_i_two swapped = {two.yes2, two.no2, two.yes1, two.no1};
    return swapped;
}
#endif
