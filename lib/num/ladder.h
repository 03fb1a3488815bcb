/* Two samples over ordered levels, from the lowest to the highest: what pairs of one from each say.

   Convention as in num/dist.h: counts in, numbers out, NaN where there is no value.  Domain: counts in
   [0, 1e15], whole or not; levels with nobody are allowed anywhere. */
#ifndef GDCS_NUM_LADDER_H
#define GDCS_NUM_LADDER_H

#include "num/interval/limits.h"

#include <stdint.h>

enum { GDCS_I_LEVELS = 100 }; /* the most levels of any ladder */

typedef struct gdcs_i_ladder {
    int32_t n; /* levels, 1 to GDCS_I_LEVELS */
    const double *yes;
    const double *no;
} gdcs_i_ladder;

/* Sums over pairs of one yes and one no. */
typedef struct gdcs_i_pairs {
    double yes;
    double no;
    double above;   /* yes at the higher level */
    double below;   /* no at the higher level */
    double tied;    /* both at the same */
    double apart;   /* all pairs of persons, whatever they are, at two levels */
    double lead;    /* above - below */
    double ties;    /* sum of t^3 - t over levels of t persons, divided by N^3 - N */
    int32_t filled; /* levels with somebody */
} gdcs_i_pairs;

gdcs_i_pairs gdcs_i_ladder_pairs(gdcs_i_ladder ladder);

/* P(yes above no) + P(tied) / 2 and its complement, each to full precision. */
double gdcs_i_ladder_superiority(const gdcs_i_pairs *pairs);
double gdcs_i_ladder_inferiority(const gdcs_i_pairs *pairs);

/* lead / (yes no), lead / apart, lead / (above + below), lead / sqrt(yes no apart). */
double gdcs_i_ladder_somers_level(const gdcs_i_pairs *pairs);
double gdcs_i_ladder_somers_group(const gdcs_i_pairs *pairs);
double gdcs_i_ladder_gamma(const gdcs_i_pairs *pairs);
double gdcs_i_ladder_tau_b(const gdcs_i_pairs *pairs);

/* Standard errors by the delta method, not assuming independence (Brown & Benedetti 1977); that of
   superiority is half of Somers' level. */
double gdcs_i_ladder_superiority_error(gdcs_i_ladder ladder, const gdcs_i_pairs *pairs);
double gdcs_i_ladder_somers_group_error(gdcs_i_ladder ladder, const gdcs_i_pairs *pairs);
double gdcs_i_ladder_gamma_error(gdcs_i_ladder ladder, const gdcs_i_pairs *pairs);
double gdcs_i_ladder_tau_b_error(gdcs_i_ladder ladder, const gdcs_i_pairs *pairs);

/* Limits of superiority: all x with |estimate - x| <= z sqrt(v(x)), v that of Newcombe's (2006) method 5
   times `factor`: 1, or 1 - ties as Fay & Malinovsky (2018) have it. */
struct gdcs_i_limits gdcs_i_ladder_superiority_score(const gdcs_i_pairs *pairs, double factor,
                                                     double z);

/* Limits symmetrical about logit(estimate): z standard errors over estimate (1 - estimate). */
struct gdcs_i_limits gdcs_i_ladder_superiority_logit(const gdcs_i_pairs *pairs, double std_error,
                                                     double z);

/* The monotone sequence nearest to values by weighted squares (pool adjacent violators), into out; where
   a weight is 0 the value of its neighbour below, or of that above; NaN if all are.  falling: not rising. */
void gdcs_i_isotonic(const double *values, const double *weights, int32_t n, int falling,
                     double *out);
#endif
