/* 2x2 tables in strata: common measures, tests that there is none, tests that it is common. */
#ifndef GDCS_NUM_STRATA_H
#define GDCS_NUM_STRATA_H

#include "num/interval/limits.h"

#include <gdcs/error.h>

/* Stratum i: part_a[i] of whole_a[i] in the first group have the outcome, part_b[i] of whole_b[i] in the
   second.  One in which a group has nobody enters nothing. */
typedef struct gdcs_i_strata_counts {
    const double *part_a;
    const double *whole_a;
    const double *part_b;
    const double *whole_b;
    int64_t n;
} gdcs_i_strata_counts;

enum { GDCS_I_STRATA_DIFFERENCE, GDCS_I_STRATA_RISK_RATIO, GDCS_I_STRATA_ODDS_RATIO };

/* A common measure; error is that of the difference, or of the logarithm of a ratio, and infinite where
   a ratio is 0 or infinite.  adjusted: strata to which a half was added.  NaN where there is none. */
struct gdcs_i_strata_common {
    double value;
    double error;
    int64_t adjusted;
};

/* Mantel & Haenszel's.  Errors: of the difference Sato's, or (robins) Greenland & Robins's, which needs
   many persons in each stratum; of the risk ratio Greenland & Robins's; of the odds ratio that of Robins,
   Breslow & Greenland. */
struct gdcs_i_strata_common gdcs_i_strata_mantel(const gdcs_i_strata_counts *s, int measure,
                                                 int robins);

/* Means weighted by the inverse of their variances, of logarithms for ratios.  A half is added to all four
   counts of a stratum with a zero that the logarithm or the variance cannot have; strata without any, or
   with nothing but, the outcome say nothing of ratios.  q: Cochran's statistic of homogeneity over
   `count` strata, df count - 1. */
struct gdcs_i_strata_weighted {
    struct gdcs_i_strata_common pooled;
    double q;
    int64_t count;
};
struct gdcs_i_strata_weighted gdcs_i_strata_inverse(const gdcs_i_strata_counts *s, int measure);

/* sum (part_a - expected) and its variance given the sums of each stratum: hypergeometric, or (cochran)
   binomial, N for N - 1. */
struct gdcs_i_strata_sum {
    double sum;
    double variance;
};
struct gdcs_i_strata_sum gdcs_i_strata_excess(const gdcs_i_strata_counts *s, int cochran);

/* Breslow & Day's statistic of homogeneity of the odds ratio about `odds`, less Tarone's correction. */
double gdcs_i_strata_breslow_day(const gdcs_i_strata_counts *s, double odds);

/* Strata that say something of the odds ratio: both groups, both outcomes. */
int64_t gdcs_i_strata_informative(const gdcs_i_strata_counts *s);

/* The distribution of the sum of part_a given all other sums, up to the common odds ratio psi: ln of its
   masses at psi = 1. */
typedef struct gdcs_i_conditional {
    double *log_mass;
    int64_t count; /* of values */
    int64_t found; /* which of them was */
} gdcs_i_conditional;

/* Counts are whole.  GDCS_E_LIMIT: the convolution takes more than 2e7 steps; GDCS_E_MEMORY.  Freed with
   free(log_mass). */
gdcs_status gdcs_i_conditional_new(const gdcs_i_strata_counts *s, gdcs_i_conditional *out,
                                   gdcs_error *err);

/* The odds ratio with the highest probability, 0 or infinite at the ends; NaN if one value is possible. */
double gdcs_i_conditional_odds(const gdcs_i_conditional *c);

/* Odds ratios at which what was found, or more, has probability alpha / 2, and what was found or less;
   mid: half of what was found. */
struct gdcs_i_limits gdcs_i_conditional_limits(const gdcs_i_conditional *c, double alpha, int mid);

/* ln of the two-sided p at psi = 1: values no more probable than what was found; mid: less half of it. */
double gdcs_i_conditional_log_p(const gdcs_i_conditional *c, int mid);
#endif
