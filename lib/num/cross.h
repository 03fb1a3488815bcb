/* Tables of counts, r x c: are rows and columns independent, and how far from it are they? */
#ifndef GDCS_NUM_CROSS_H
#define GDCS_NUM_CROSS_H

#include "num/interval/limits.h"

#include <gdcs/error.h>

/* Counts row by row, and their sums.  What belongs to an empty row or column enters nothing. */
typedef struct gdcs_i_cross_table {
    const double *count;
    int64_t rows;
    int64_t columns;
    double *row;
    double *column;
    double *along; /* to work in, as many as rows */
    double *down;  /* and as columns */
    double n;
    int64_t used_rows; /* not empty */
    int64_t used_columns;
} gdcs_i_cross_table;

/* room: 2 (rows + columns) doubles, which the table keeps. */
gdcs_i_cross_table gdcs_i_cross_of(const double *count, int64_t rows, int64_t columns,
                                   double *room);

/* One cell.  All NaN in an empty row or column; standardised is NaN if its row or column has all. */
struct gdcs_i_cross_cell {
    double expected;
    double excess;       /* count - expected, to its last digits */
    double pearson;      /* excess / sqrt(expected) */
    double standardised; /* over its standard error under independence (Haberman 1973) */
};
struct gdcs_i_cross_cell gdcs_i_cross_cell_at(const gdcs_i_cross_table *t, int64_t i, int64_t j);

/* Statistics of independence, df = (used rows - 1)(used columns - 1). */
struct gdcs_i_cross_fit {
    double df;
    double pearson; /* sum excess^2 / expected */
    double g;       /* 2 sum count ln(count / expected) */
    double least_expected;
    int64_t sparse; /* cells with less than 5 expected */
    int64_t zero;   /* cells with nobody */
};
struct gdcs_i_cross_fit gdcs_i_cross_fit_of(const gdcs_i_cross_table *t);

/* Sizes of the association, at least two rows and columns used; k = min(used rows, used columns) - 1. */
struct gdcs_i_cross_effect {
    double v;                    /* Cramer's, sqrt(X^2 / (n k)) */
    double std_error;            /* by the delta method, multinomial counts; NaN at v = 0 */
    double corrected;            /* Bergsma's */
    double tschuprow;            /* sqrt(X^2 / (n sqrt(df))) */
    double contingency;          /* Pearson's, sqrt(X^2 / (n + X^2)) */
    struct gdcs_i_limits limits; /* of v: noncentral chi-square, cut to [0, 1] */
};
struct gdcs_i_cross_effect gdcs_i_cross_effect_of(const gdcs_i_cross_table *t,
                                                  const struct gdcs_i_cross_fit *fit, double alpha);

/* The noncentralities with which chi-square of df would be at least x with probability alpha / 2, and at
   most x; 0 where there is none. */
struct gdcs_i_limits gdcs_i_noncentrality(double df, double x, double alpha);

/* ln of the probability, margins fixed, of tables no more probable than this one (Freeman & Halton 1951);
   probabilities within 1e-7 of each other are equal.  Counts are whole.  GDCS_E_LIMIT: n above 10^6, more
   than 10^4 cells, or more work than about a second; GDCS_E_MEMORY. */
gdcs_status gdcs_i_cross_exact(const gdcs_i_cross_table *t, double *ln_p, gdcs_error *err);

/* Of `times` random tables with these margins, how many are at least as far from independence: by
   Pearson's statistic, or (by_probability) no more probable.  Table k is from stream k of the seed.
   Counts are whole, n at most 2^53; room: 2 * columns doubles. */
int64_t gdcs_i_cross_simulate(const gdcs_i_cross_table *t, int by_probability, uint64_t seed,
                              int64_t times, double *room);
#endif
