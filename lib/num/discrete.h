/* Noise on the whole numbers, drawn exactly, and what it is like.

   Laplace: p(y) = (1 - a) / (1 + a) a^|y| with a = exp(-s / t), the two-sided geometric of Ghosh,
   Roughgarden & Sundararajan (2009).  Gaussian: p(y) ~ exp(-y^2 / (2 v)) with v = n / m.  The samplers
   are those of Canonne, Kamath & Steinke (2020, NeurIPS 33, algorithms 1 to 3): whole numbers and
   fractions of whole numbers throughout, since floating-point noise gives away what it is added to
   (Mironov 2012). */
#ifndef GDCS_NUM_DISCRETE_H
#define GDCS_NUM_DISCRETE_H

#include "num/rng.h"

#include <gdcs/error.h>

enum { GDCS_I_DISCRETE_LAPLACE = 1, GDCS_I_DISCRETE_GAUSSIAN = 2 };

/* For Laplace the scale is top / bottom = t / s, for Gaussian the variance is n / m; both from 1. */
typedef struct gdcs_i_discrete {
    int32_t law;
    int32_t padding;
    int64_t top;    /* Laplace: at most 2^52; Gaussian: top / bottom at most 2^24 */
    int64_t bottom; /* Laplace: at most 2^52; Gaussian: at most 2^31 / (50 (1 + top / bottom)) */
} gdcs_i_discrete;

/* The Gaussian law with the least variance from `top / bottom` whose numbers are small enough for the
   sampler; 0 if the variance is above 2^24. */
int gdcs_i_discrete_gaussian(double top, double bottom, gdcs_i_discrete *out);

/* One number. */
int64_t gdcs_i_discrete_draw(const gdcs_i_discrete *law, gdcs_i_rng *rng);

/* 1 with probability top / bottom, and with probability exp(-top / bottom); bottom > 0, top >= 0. */
int gdcs_i_discrete_chance(uint64_t top, uint64_t bottom, gdcs_i_rng *rng);
int gdcs_i_discrete_exp(uint64_t top, uint64_t bottom, gdcs_i_rng *rng);

double gdcs_i_discrete_probability(const gdcs_i_discrete *law, int64_t y);
double gdcs_i_discrete_variance(const gdcs_i_discrete *law);

/* The least q with P(|sum of `count` independent numbers| > q) <= alpha, alpha at least 1e-10. */
double gdcs_i_discrete_quantile(const gdcs_i_discrete *law, double count, double alpha);
#endif
