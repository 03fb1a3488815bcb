/* How many of the m persons with an outcome are in a sample of n1 beside one of n2, both margins of
   the 2x2 table given: Fisher's noncentral hypergeometric distribution, central for odds ratio 1.

   Numbers in, numbers out; probabilities are natural logarithms, so that none is too small.  Domain:
   whole counts, n1 + n2 at most GDCS_I_HYPER_MOST; log_odds within GDCS_I_HYPER_REACH of 0.  A log
   probability is right to about 1e-15 of its size and 1e-13 at least; the time grows with the
   standard deviation, which is at most sqrt(n1 + n2) / 4. */
#ifndef GDCS_NUM_EXACT_HYPERGEOMETRIC_H
#define GDCS_NUM_EXACT_HYPERGEOMETRIC_H

#define GDCS_I_HYPER_MOST  1e10
#define GDCS_I_HYPER_REACH 600.0

struct gdcs_i_hyper {
    double n1;
    double n2;
    double m;
    double low; /* the least and the largest number there can be */
    double high;
};

enum { GDCS_I_BELOW = -1, GDCS_I_ABOVE = 1 };

/* Probabilities in units of that of x (logarithms, -infinity for none): of all below, of all above, of
   all; and the mean distance from x, and its mean square, of those below and of those above. */
struct gdcs_i_hyper_sums {
    double log_below;
    double log_above;
    double log_all;
    double distance_below;
    double distance_above;
    double square_below;
    double square_above;
};

struct gdcs_i_hyper gdcs_i_hyper_of(double n1, double n2, double m);

/* Where the central distribution has its largest probability; nearly so above 1e7. */
double gdcs_i_hyper_mode(const struct gdcs_i_hyper *h);

/* log P(X = x) of the central distribution. */
double gdcs_i_hyper_log_pmf(const struct gdcs_i_hyper *h, double x);

/* log P(X <= x) or log P(X >= x) of the central distribution; x may lie outside the support. */
double gdcs_i_hyper_log_tail(const struct gdcs_i_hyper *h, double x, int side);

/* For any odds ratio; x inside the support. */
struct gdcs_i_hyper_sums gdcs_i_hyper_sums_at(const struct gdcs_i_hyper *h, double x,
                                              double log_odds);

/* log P(X <= x) or log P(X >= x) for any odds ratio, of the point x only `share` (1, or 1/2 for
   mid-P). */
double gdcs_i_hyper_log_tail_odds(const struct gdcs_i_hyper *h, double x, int side, double log_odds,
                                  double share);

/* Half the likelihood-ratio statistic G of a table of counts, whole or not, none of whose margins is 0:
   the sum of x log(x / expected). */
double gdcs_i_table_half_g(double a, double b, double c, double d);

/* log(exp(a) + exp(b)). */
double gdcs_i_log_sum(double a, double b);
#endif
