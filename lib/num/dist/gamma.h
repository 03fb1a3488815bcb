/* The incomplete gamma functions of one shape at many points. */
#ifndef GDCS_NUM_DIST_GAMMA_H
#define GDCS_NUM_DIST_GAMMA_H

struct gdcs_i_gamma {
    double a;
    double norm; /* 1 / Gamma(a), from shape 10 on sqrt(a / 2 pi) / Gamma*(a) */
};

struct gdcs_i_gamma gdcs_i_gamma_of(double a);

/* a (x / a - 1 - log(x / a)): the exponent of the density. */
double gdcs_i_gamma_depth(double a, double x);

/* x^a exp(-x) / Gamma(a). */
double gdcs_i_gamma_slope(const struct gdcs_i_gamma *g, double x);

/* The tail on `side` at 0 < x < infinity, given the slope there, without the expansion around the
   mean: takes some sqrt(a) terms there. */
double gdcs_i_gamma_tail(const struct gdcs_i_gamma *g, double x, double slope, int side);

/* Where the tail on `side` is p <= 0.5, roughly, for shapes up to 0.5. */
double gdcs_i_gamma_guess(double a, double p, int side);
#endif
