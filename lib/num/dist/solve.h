/* One safeguarded step towards a quantile. */
#ifndef GDCS_NUM_DIST_SOLVE_H
#define GDCS_NUM_DIST_SOLVE_H

enum { GDCS_I_SOLVE_STEPS = 100 };

/* u is the logarithm of x (gamma) or of the odds x / y (beta), counted from the first guess. */
struct gdcs_i_solve {
    double p;    /* the tail wanted, 0 < p <= 0.5 */
    int side;    /* which tail: -1 lower, 1 upper */
    int steps;   /* done so far */
    int done;    /* the step just returned is the last */
    double u;    /* where the tail was evaluated */
    double low;  /* the root is above this u, */
    double high; /* and below this one */
};

struct gdcs_i_solve gdcs_i_solve_start(double p, int side);

/* How far to move u, given the tail there, rise = |d tail / du| and drift = d log(rise) / du. */
double gdcs_i_solve_step(struct gdcs_i_solve *k, double tail, double rise, double drift);
#endif
