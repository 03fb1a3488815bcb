/* Polynomials through values in Chebyshev's points of [-1, 1] (Berrut & Trefethen 2004, equation 4.2). */
#ifndef GDCS_NUM_CHEBYSHEV_H
#define GDCS_NUM_CHEBYSHEV_H

enum { GDCS_I_CHEBYSHEV_MOST = 17 };

typedef struct gdcs_i_chebyshev {
    int count; /* 2 to GDCS_I_CHEBYSHEV_MOST */
    double point[GDCS_I_CHEBYSHEV_MOST];
    double weight[GDCS_I_CHEBYSHEV_MOST];
} gdcs_i_chebyshev;

void gdcs_i_chebyshev_new(int count, gdcs_i_chebyshev *out);

/* The polynomial through values[i] at point[i]. */
double gdcs_i_chebyshev_at(const gdcs_i_chebyshev *points, const double *values, double at);

/* What each value counts for there. */
void gdcs_i_chebyshev_shares(const gdcs_i_chebyshev *points, double at, double *shares);
#endif
