/* Small functions whose obvious formula cancels, and GSL's is slow or loses digits. */
#ifndef GDCS_NUM_DIST_SPECIAL_H
#define GDCS_NUM_DIST_SPECIAL_H

/* log10(e) */
static const double GDCS_I_LOG10_E = 0.43429448190325182765;

/* x - log(1 + x), x > -1, to a few ulp also where x is tiny. */
double gdcs_i_log_excess(double x);

/* Gamma(a), 0 < a <= 20. */
double gdcs_i_gamma_function(double a);

/* log(Gamma(1 + a)), 0 <= a <= 0.5, to a few ulp also where a is tiny. */
double gdcs_i_log_gamma_1p(double a);

/* log(Gamma(b + a) / Gamma(b)), b > 0, 0 <= a <= 0.5, likewise. */
double gdcs_i_log_rise(double b, double a);

/* Gamma(a) / (sqrt(2 pi / a) (a / e)^a), a >= 10: what Stirling's formula leaves. */
double gdcs_i_gamma_star(double a);

/* The normal upper tail at z over its density there (Mills' ratio), z >= 10. */
double gdcs_i_mills(double z);
#endif
