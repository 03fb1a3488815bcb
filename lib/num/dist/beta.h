/* The incomplete beta function of one pair of shapes at many points. */
#ifndef GDCS_NUM_DIST_BETA_H
#define GDCS_NUM_DIST_BETA_H

struct gdcs_i_beta {
    double a, b;
    double norm; /* constant part of the slope; its form depends on which shapes are large */
};

struct gdcs_i_beta gdcs_i_beta_of(double a, double b);

/* a - (a + b) x from the smaller of x and y, without the error of a + b or of the product. */
double gdcs_i_beta_offset(double a, double b, double x, double y);

/* a log(x0 / x) + b log(y0 / y), x0 = a / (a + b): the exponent of the density. */
double gdcs_i_beta_depth(double a, double b, double x, double y);

/* x^a y^b / B(a, b). */
double gdcs_i_beta_slope(const struct gdcs_i_beta *k, double x, double y);

/* The tail on `side` at 0 < x < 1, given the slope there, without the expansion around the mean:
   takes some sqrt(min(a, b)) terms there. */
double gdcs_i_beta_tail(const struct gdcs_i_beta *k, double x, double y, double slope, int side);
#endif
