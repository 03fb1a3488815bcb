/* Linear and whole-number programmes over one sparse system; the only door to GLPK.

   GLPK ends the program when anything is wrong with its input, prints while it does so, and can be
   kept from both only by giving up all of its objects in the thread.  Each system therefore has a
   thread of its own, which waits between calls: the host's GLPK objects are never touched, and what
   GLPK says goes nowhere. */
#ifndef GDCS_NUM_LP_H
#define GDCS_NUM_LP_H

#include <gdcs/error.h>

typedef struct gdcs_i_lp gdcs_i_lp;

/* Rows lower <= sum of value x column <= upper, in compressed form; infinities allowed. */
typedef struct gdcs_i_lp_rows {
    int64_t count;
    const int64_t *start; /* count + 1 */
    const int32_t *column;
    const double *value;
    const double *lower;
    const double *upper;
} gdcs_i_lp_rows;

typedef struct gdcs_i_lp_columns {
    int64_t count;
    const double *lower; /* infinities allowed */
    const double *upper;
    const char *whole; /* NULL: none is restricted to whole numbers */
} gdcs_i_lp_columns;

/* Of all calls together; zeroes: no limit, no gap. */
typedef struct gdcs_i_lp_options {
    int64_t milliseconds;
    double gap;         /* a whole-number programme may stop this close to its bound, relatively */
    int32_t iterations; /* of each call over real numbers */
    int32_t padding;
} gdcs_i_lp_options;

/* sum of value x column; columns not named have 0. */
typedef struct gdcs_i_lp_objective {
    int64_t count;
    const int32_t *column;
    const double *value;
    int32_t maximise;
} gdcs_i_lp_objective;

enum {
    GDCS_I_LP_OPTIMAL = 0,
    GDCS_I_LP_INFEASIBLE = 1, /* no point fulfils the system */
    GDCS_I_LP_UNBOUNDED = 2,
    GDCS_I_LP_STOPPED = 3, /* out of time */
    GDCS_I_LP_PAUSED = 4   /* out of iterations: the next call goes on from there */
};

typedef struct gdcs_i_lp_answer {
    int32_t verdict;   /* GDCS_I_LP_* */
    int32_t has_point; /* `value` and the point are of a feasible point */
    double value;      /* NaN without a point */
    double bound;      /* nothing feasible is better; infinite if that is not known */
} gdcs_i_lp_answer;

/* options may be NULL.  Indices are checked.  GDCS_E_ARGUMENT, GDCS_E_LIMIT above 10^8 rows, columns
   or coefficients, GDCS_E_MEMORY; GDCS_E_INTERNAL no thread. */
gdcs_status gdcs_i_lp_new(const gdcs_i_lp_rows *rows, const gdcs_i_lp_columns *columns,
                          const gdcs_i_lp_options *options, gdcs_i_lp **out, gdcs_error *err);
void gdcs_i_lp_free(gdcs_i_lp *lp);

/* Optimise over real numbers, from the basis of the last call.  GDCS_E_ARGUMENT, GDCS_E_NUMERIC if
   the basis stays singular, GDCS_E_MEMORY, GDCS_E_INTERNAL; after the last two only _free() works. */
gdcs_status gdcs_i_lp_optimise(gdcs_i_lp *lp, const gdcs_i_lp_objective *objective,
                               gdcs_i_lp_answer *out, gdcs_error *err);

/* The same with `whole` columns whole, by branch and cut.  Out of time, the best point found. */
gdcs_status gdcs_i_lp_optimise_whole(gdcs_i_lp *lp, const gdcs_i_lp_objective *objective,
                                     gdcs_i_lp_answer *out, gdcs_error *err);

/* Of the last answer with a point: its coordinates, and (over real numbers) the multipliers of the
   rows and the reduced costs of the columns: objective = sum of dual x row + sum of reduced x column.
   Valid until the next call. */
const double *gdcs_i_lp_point(const gdcs_i_lp *lp);
const double *gdcs_i_lp_duals(const gdcs_i_lp *lp);
const double *gdcs_i_lp_reduced(const gdcs_i_lp *lp);

gdcs_status gdcs_i_lp_set_bounds(gdcs_i_lp *lp, int32_t column, double lower, double upper,
                                 gdcs_error *err);
gdcs_status gdcs_i_lp_add_rows(gdcs_i_lp *lp, const gdcs_i_lp_rows *rows, gdcs_error *err);
int64_t gdcs_i_lp_count_rows(const gdcs_i_lp *lp);

/* The solver's own clock, for limits that several systems share. */
double gdcs_i_lp_milliseconds(void);
#endif
