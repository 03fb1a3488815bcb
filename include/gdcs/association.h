/** @file gdcs/association.h
 *  Is sex associated with an offence, a role, a decision?  Tables of r rows and c columns. */
#ifndef GDCS_ASSOCIATION_H
#define GDCS_ASSOCIATION_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Tests of independence.  x is a count, e = row sum times column sum / n what is expected of it.
 *
 *  - PEARSON: X^2 = sum (x - e)^2 / e against chi-square, df = (r - 1)(c - 1)
 *  - G: 2 sum x ln (x / e), the likelihood ratio, against the same
 *  - EXACT: the chance, given all sums of rows and columns, of a table no more probable than the one found
 *    (Freeman-Halton; Fisher's for 2 x 2).  Whole counts, at most 10^6 persons and 10^4 cells, and no more
 *    tables between than can be gone through in about a second
 *  - SIMULATED: Pearson's X^2 among random tables with these sums
 *  - SIMULATED_EXACT: EXACT from random tables
 *
 *  The p-value of m random tables, b of them at least as far off, is (b + 1) / (m + 1). */
enum {
    GDCS_ASSOCIATION_METHOD_DEFAULT = 0, /**< PEARSON, with GDCS_NOTE_SPARSE where it is rough */
    GDCS_ASSOCIATION_METHOD_PEARSON = 1,
    GDCS_ASSOCIATION_METHOD_G = 2,
    GDCS_ASSOCIATION_METHOD_EXACT = 3,
    GDCS_ASSOCIATION_METHOD_SIMULATED = 4,
    GDCS_ASSOCIATION_METHOD_SIMULATED_EXACT = 5
};

/** Which sexes are columns in the table forms; bits. */
enum {
    GDCS_ASSOCIATION_SEXES_DEFAULT = 0, /**< women and men */
    GDCS_ASSOCIATION_SEXES_OTHER = 1,   /**< and another recorded sex */
    GDCS_ASSOCIATION_SEXES_UNKNOWN = 2 /**< and those of unknown sex, as a column of their own: does
                                             recording depend on the axis? */
};

/** Options.  NULL, or a member left at zero, means the default.
 *
 *  Random table k is drawn from stream k of the generator Philox4x32-10 under the seed: results depend
 *  on counts and options alone. */
typedef struct gdcs_association_options {
    uint32_t struct_size; /**< sizeof(gdcs_association_options) */
    int32_t method;       /**< GDCS_ASSOCIATION_METHOD_* */
    int32_t sexes;        /**< GDCS_ASSOCIATION_SEXES_*, in the table forms */
    int32_t adjust;       /**< of the p-values of cells: GDCS_MULTIPLICITY_METHOD_*; default Holm */
    int32_t permutations; /**< random tables: 10 to 1 000 000; default 9999 */
    int32_t padding;      /**< 0 */
    int64_t seed;         /**< any number */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
} gdcs_association_options;

/** A test of independence, and how far from it the table is.  Empty rows and columns enter nothing. */
typedef struct gdcs_association_result {
    uint32_t struct_size; /**< sizeof(gdcs_association_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used */
    int32_t permutations; /**< random tables drawn; 0 where none were */
    double alpha;         /**< 1 - the level used */
    double n;             /**< persons in the table */
    int64_t rows;         /**< that are not empty */
    int64_t columns;      /**< that are not empty */
    int64_t empty;        /**< rows and columns that are */
    int64_t sparse;       /**< cells with less than 5 expected */
    double least_expected;
    gdcs_test
        test; /**< statistic NaN for EXACT and SIMULATED_EXACT, df NaN but for PEARSON and G */
    gdcs_estimate v;  /**< Cramer's V = sqrt(X^2 / (n k)), k = min(r, c) - 1; its limits are for the
                               V of the population, and need not hold the one found, which is too high in
                               small tables; std_error by the delta method, NaN at V = 0 */
    double corrected; /**< V less its bias (Bergsma) */
    double tschuprow; /**< sqrt(X^2 / (n sqrt((r - 1)(c - 1)))) */
    double contingency; /**< sqrt(X^2 / (n + X^2)) */
    gdcs_bounds bounds; /**< of V, whatever is not known; here V itself */
} gdcs_association_result;

/** What each cell has to do with it: arrays of rows times columns, each NULL if it is not wanted. */
typedef struct gdcs_association_cell_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_association_cell_arrays) */
    uint32_t padding;     /**< 0 */
    double *expected;     /**< e */
    double *pearson;      /**< (x - e) / sqrt(e) */
    double *standardised; /**< (x - e) / sqrt(e (1 - row sum / n)(1 - column sum / n)) */
    double *p_value;      /**< two-sided, of the standardised residual as a standard normal */
    double *p_adjusted;   /**< adjusted over cells */
} gdcs_association_cell_arrays;

/**
 * Test independence of rows and columns, and estimate Cramer's V.
 *
 * Limits of V: sqrt(ncp / (n k)) with the noncentrality ncp at which chi-square of df would be at least
 * X^2 with probability alpha / 2, and at most X^2; 0 where there is none, and at most 1.  They take counts
 * as one multinomial sample.  At 95 % they hold the V of the population with 93 to 99 % where there are two
 * columns (or rows), the more the larger V; with three and more 90 to 99 %, least for V around 0.3 to 0.5
 * (tests/coverage/association.c).
 *
 * Notes: EMPTY_UNIT if a row or column is empty; ZERO_CELL if another cell is; SPARSE if less than 5 are
 * expected in one; SMALL_BASE if n is below 20; NOT_WHOLE; AT_BOUNDARY if V is 0 or 1; SIMULATED.
 *
 * @param counts   row by row, rows times columns, finite, 0 to 1e15
 * @param rows     at least 1
 * @param columns  at least 1
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL; row and column are those of the table
 *
 * @units    V in [0, 1]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, rows or columns below 1
 *           GDCS_E_OPTION    unknown method, sexes or adjust; permutations outside 10 to 1 000 000; level
 *                            or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_VALUE     a count is negative, not finite or above 1e15; not whole for EXACT, SIMULATED
 *                            and SIMULATED_EXACT
 *           GDCS_E_EMPTY     fewer than two rows or two columns have anybody in them
 *           GDCS_E_LIMIT     the table is too large for EXACT: SIMULATED_EXACT is the way out; or n is
 *                            above 2^53 for a simulated one
 *           GDCS_E_MEMORY
 * @source   Pearson (1900).  Freeman & Halton (1951) Biometrika 38:141.  Patefield (1981) Appl. Stat.
 *           30:91.  Cramer (1946) Mathematical Methods of Statistics, 21.9.  Bergsma (2013) J. Korean Stat.
 *           Soc. 42:323.  Smithson (2003) Confidence Intervals, ch. 4.
 * @checked  tests/reference/association.csv (R 4.2.2: chisq.test, fisher.test, pchisq)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_association_estimate(const double *counts, int64_t rows,
                                                          int64_t columns,
                                                          const gdcs_association_options *options,
                                                          gdcs_association_result *out,
                                                          gdcs_error *err);

/**
 * Test and estimate n tables of the same shape, one after the other.
 *
 * A table that cannot be estimated is NaN with GDCS_NOTE_NOT_ESTIMABLE, a NaN among its counts is missing
 * (GDCS_NOTE_MISSING_CELL, bounds [0, 1]).  One that is not whole or too large for the method takes PEARSON
 * or, for EXACT, SIMULATED_EXACT (GDCS_NOTE_METHOD_CHANGED); the call goes on.
 *
 * @param counts   n times rows times columns, 0 to 1e15 or NaN
 * @param rows     at least 1
 * @param columns  at least 1
 * @param n        >= 0
 * @param options  may be NULL
 * @param v        may be NULL
 * @param tests    arrays of n; may be NULL
 * @param err      may be NULL; row is the 1-based table
 *
 * @units    V in [0, 1]
 * @errors   as gdcs_association_estimate() but for EMPTY and LIMIT
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_association_each(const double *counts, int64_t rows,
                                                      int64_t columns, int64_t n,
                                                      const gdcs_association_options *options,
                                                      const gdcs_estimate_arrays *v,
                                                      const gdcs_test_arrays *tests,
                                                      gdcs_error *err);

/**
 * Test each cell: which of them make the association?
 *
 * The standardised residual is about standard normal under independence.  Its p-values are adjusted over
 * all cells of the table; where only two rows (or columns) have anybody in them, their residuals are each
 * other's opposite and count once.  A cell of an empty row or column is NaN, and so is the standardised
 * residual of one whose row or column has everybody.
 *
 * @param counts   row by row, rows times columns, finite, 0 to 1e15
 * @param rows     at least 1
 * @param columns  at least 1
 * @param options  may be NULL; adjust is what counts
 * @param out      not NULL
 * @param err      may be NULL; row and column are those of the table
 *
 * @units    expected: persons; residuals: standard deviations
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, rows or columns below 1
 *           GDCS_E_OPTION    as gdcs_association_estimate()
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_VALUE     a count is negative, not finite or above 1e15
 *           GDCS_E_EMPTY     nobody is in the table
 *           GDCS_E_LIMIT     more than 20 000 cells to adjust by Hommel's method
 *           GDCS_E_MEMORY
 * @source   Haberman (1973) Biometrics 29:205
 * @checked  tests/reference/association_cells.csv (R 4.2.2: chisq.test, p.adjust)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_association_test_cells(const double *counts, int64_t rows,
                                                            int64_t columns,
                                                            const gdcs_association_options *options,
                                                            const gdcs_association_cell_arrays *out,
                                                            gdcs_error *err);

/**
 * Test whether sex and an axis are independent, per combination of axes to keep.
 *
 * Rows of each table are the labels of the axis but its declared total, columns the sexes of the options.
 * Where a count is missing or an interval, test and V are NaN and the bounds hold over all it can be.
 * Persons of unknown sex who are no column enter the bounds only: of whatever sex they are.  With women and
 * men alone V^2 is the variance ratio, whose bounds are those of gdcs_segregation_bound(); they hold and
 * need not be attained.  With further columns the bounds are [0, 1] as soon as anything is uncertain.
 * Methods change as in gdcs_association_each().
 *
 * Columns: one per axis kept, n, unknown, rows, columns, least_expected, statistic, df, p_value, log10_p,
 * corrected, value (V), lower, upper, std_error, bound_lower, bound_upper, method (of the test), notes.
 *
 * @param table    has a sex axis
 * @param axis     name of another axis
 * @param keep     names of further axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    V in [0, 1]
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_NAME       no such axis
 *           GDCS_E_DUPLICATE  an axis twice, or one with the name of a column
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_association_table(const gdcs_table *table, const char *axis,
                                                       const char *const *keep, int32_t n,
                                                       const gdcs_association_options *options,
                                                       gdcs_frame **out, gdcs_error *err);

/**
 * Test each cell of sex by an axis, per combination of axes to keep.
 *
 * As gdcs_association_test_cells() of each table of gdcs_association_table().  Where a count of the table is
 * missing or an interval, residuals are NaN (GDCS_NOTE_NOT_ESTIMABLE).
 *
 * Columns: one per axis kept, label (of the axis), sex (its code), count, expected, pearson, standardised,
 * p_value, p_adjusted, notes.  One row per cell.
 *
 * @param table    has a sex axis
 * @param axis     name of another axis
 * @param keep     names of further axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    expected: persons; residuals: standard deviations
 * @errors   as gdcs_association_table()
 *           GDCS_E_LIMIT  more than 20 000 cells to adjust by Hommel's method
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_association_table_cells(
    const gdcs_table *table, const char *axis, const char *const *keep, int32_t n,
    const gdcs_association_options *options, gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
