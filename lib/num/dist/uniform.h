/* The gamma and the beta distribution around their mean, uniformly for large shapes.

   X has shapes a <= b (beta) or shape a (gamma, b infinite); theta = a / b; mu is the distance of
   a point from the mean in units of the mean.  With
       m^2 (1 + theta) / 2 = mu - log(1 + mu) + (-theta mu - log(1 - theta mu)) / theta,
   m of the sign of mu, the density in m is that of a normal of variance 1 / s, s = a (1 + theta),
   times the smooth G(m) = m / mu; its tails are a normal tail plus a normal density times a power
   series S(m).  For the gamma this is Temme's expansion (1979, SIAM J. Math. Anal. 10:757), summed
   as in Temme (1987, "On the computation of the incomplete gamma functions for large values of the
   parameters", in Mason & Cox, Algorithms for Approximation, Oxford); the beta differs in nothing
   but theta.  Since mu is itself a power series in m, quantiles need no tail at another point. */
#ifndef GDCS_NUM_DIST_UNIFORM_H
#define GDCS_NUM_DIST_UNIFORM_H

enum { GDCS_I_UNIFORM_TERMS = 34 };

struct gdcs_i_uniform {
    int terms;
    double s;
    double theta;
    double mass;                         /* of G against the normal: 1 + O(1/s) */
    double mu[GDCS_I_UNIFORM_TERMS + 2]; /* mu as a power series in m */
    double tail[GDCS_I_UNIFORM_TERMS];   /* S as a power series in m */
};

/* Prepare for points with s m^2 / 2 <= depth.  Returns 0 where the expansion does not
   give 16 digits there: needs a >= 10 and about 2 depth <= a. */
int gdcs_i_uniform_prepare(struct gdcs_i_uniform *u, double a, double theta, double depth);

/* The tail on m's side of the mean; exponent = s m^2 / 2. */
double gdcs_i_uniform_tail(const struct gdcs_i_uniform *u, double m, double exponent);

/* The upper tail times exp(exponent), for m > 0 and exponent at least 50. */
double gdcs_i_uniform_scaled_tail(const struct gdcs_i_uniform *u, double m, double exponent);

/* mu at which the tail on `side` (-1 lower, 1 upper) is p <= 0.5; z is the normal deviate of p,
   and u was prepared for a depth of (z + 0.15)^2 / 2. */
double gdcs_i_uniform_quantile(const struct gdcs_i_uniform *u, double z, double p, int side);
#endif
