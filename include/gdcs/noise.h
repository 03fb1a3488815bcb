/** @file gdcs/noise.h
 *  Differentially private noise: whole numbers drawn exactly, paid for from a budget.
 *
 *  - LAPLACE, the two-sided geometric: P(y) ~ exp(-epsilon |y| / sensitivity); epsilon-differentially
 *    private.
 *  - GAUSSIAN, discrete: P(y) ~ exp(-y^2 / (2 v)), v = sensitivity / (2 rho); rho-zero-concentrated
 *    differentially private.
 *
 *  Sensitivity is how many of the noisy numbers one person more or less changes, each by 1.  No floating-point
 *  number enters a draw: epsilon and rho are rounded down to multiples of 2^-30, the variance up.  The
 *  generator, Philox4x32-10, is no cipher: the guarantee holds against those who cannot work out the
 *  seed, which must be random, secret, and used for one release. */
#ifndef GDCS_NOISE_H
#define GDCS_NOISE_H

#include <gdcs/budget.h>
#include <gdcs/table.h>
#include <gdcs/tree.h>

GDCS_BEGIN

/** Noise. */
enum {
    GDCS_NOISE_METHOD_DEFAULT = 0, /**< GAUSSIAN if rho is given, else LAPLACE */
    GDCS_NOISE_METHOD_LAPLACE = 1,
    GDCS_NOISE_METHOD_GAUSSIAN = 2
};

/** What becomes of totals: declared ones, and nodes of trees. */
enum {
    GDCS_NOISE_TOTALS_DEFAULT = 0,  /**< MEASURED */
    GDCS_NOISE_TOTALS_MEASURED = 1, /**< noise of their own, then all is fitted together */
    GDCS_NOISE_TOTALS_SUM = 2       /**< the sums of their noisy parts */
};

/** Options.  One of epsilon and rho must be given. */
typedef struct gdcs_noise_options {
    uint32_t struct_size; /**< sizeof(gdcs_noise_options) */
    int32_t method;       /**< GDCS_NOISE_METHOD_* */
    int64_t
        sensitivity; /**< numbers (of a table: cells that are no totals) that one person is counted in,
                               at most; 1 to 2^20, default 1 */
    double epsilon; /**< of LAPLACE, 2^-30 to 1000 */
    double rho;     /**< of GAUSSIAN, 2^-30 to 1000, and v at most 2^24 */
    int64_t seed;   /**< to be kept secret */
    double level;   /**< of the intervals, in (0, 1); default 0.95 */
    double alpha;   /**< 1 - level given directly, at least 1e-10; 0: by level */
    int32_t totals; /**< GDCS_NOISE_TOTALS_* */
    int32_t tree_count;
    const char *label;             /**< what the budget is to call the release; may be NULL */
    const gdcs_tree *const *trees; /**< hierarchies of the axes of a table */
} gdcs_noise_options;

/** What was done.  Nothing in it depends on the data. */
typedef struct gdcs_noise_result {
    uint32_t struct_size; /**< sizeof(gdcs_noise_result), set by the caller */
    int32_t method;       /**< the method used */
    int64_t sensitivity;  /**< of all noisy numbers together */
    int64_t measured;     /**< noisy numbers */
    double epsilon;       /**< spent; 0 for GAUSSIAN */
    double rho;           /**< spent; 0 for LAPLACE */
    double variance;      /**< of the noise of one number */
    double distance;      /**< that this noise exceeds with probability alpha at most */
    double alpha;         /**< 1 - the level used */
} gdcs_noise_result;

/**
 * Add noise to n counts.
 *
 * Number i is drawn from stream i of the seed.  The results are unbiased and may be negative.  With
 * probability at least `level`, each by itself, the truth lies in [lower, upper] = out -+ distance, cut off
 * at 0.
 *
 * @param x        array of n whole numbers in [0, 1e15]
 * @param n        >= 0
 * @param options  not NULL
 * @param budget   is charged, if all goes well
 * @param out      array of n; may be x
 * @param lower    array of n; may be NULL
 * @param upper    array of n; may be NULL
 * @param result   struct_size set by the caller; may be NULL
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    as x
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is negative, the label is not UTF-8
 *           GDCS_E_OPTION    unknown method or totals; not exactly one of epsilon and rho, or not that of the
 *                            method; a member is outside its range
 *           GDCS_E_BUDGET    less than that is left of the budget; nothing is spent then
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_VALUE     a number is not whole, or not in [0, 1e15]
 *           GDCS_E_MEMORY
 * @source   Ghosh, Roughgarden & Sundararajan (2009) STOC '09, 351.  Canonne, Kamath & Steinke (2020)
 *           NeurIPS 33, algorithms 1 to 3, theorem 4.
 * @checked  tests/reference/discrete.csv (mpmath, 40 digits); chi-square tests of draws in
 *           tests/num/test_discrete.c
 * @threads  any, one at a time for a budget
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_noise_each(const double *x, int64_t n,
                                                const gdcs_noise_options *options,
                                                gdcs_budget *budget, double *out, double *lower,
                                                double *upper, gdcs_noise_result *result,
                                                gdcs_error *err);

/**
 * Add noise to the cells of a table.
 *
 * The labels of the axes, and which totals are declared, are taken as known to all: they must not come
 * from the data.  Where nobody set means nobody, every combination of labels gets noise.  The result
 * consists of whole numbers that are not negative, and its totals are the sums of its parts:
 *
 * - MEASURED: totals get noise too, for which sensitivity is multiplied by the number of levels that
 *   some cell is at: sets of heights above the labels without parts, one per axis.  Then the table is
 *   fitted, x >= 0 by least squares, and rounded as gdcs_round_table() does.
 * - SUM: numbers below 0 become 0, and totals are sums; what is cut off makes them too large.
 *
 * Both are made from noisy numbers alone and cost no more.  `intervals` holds what each noisy number,
 * before fitting, says of the truth at the level, each by itself, totals of SUM by the distribution of
 * the sum of their noises: for shares and gaps, whose bounds then hold with probability 1 - k alpha if
 * k cells enter.  Sensitivity to readers stays as it was.
 *
 * @param table      whole, exact counts, with totals that are the sums of their parts
 * @param options    not NULL
 * @param budget     is charged, if all goes well
 * @param out        the noisy table
 * @param intervals  may be NULL
 * @param result     struct_size set by the caller; may be NULL
 * @param err        may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, the label is not UTF-8
 *           GDCS_E_OPTION    as gdcs_noise_each()
 *           GDCS_E_BUDGET    less than that is left of the budget; nothing is spent then
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_NAME      as gdcs_round_table(), as the next two
 *           GDCS_E_DUPLICATE
 *           GDCS_E_SHAPE
 *           GDCS_E_VALUE     a cell is no exact whole number in [0, 1e15]; the parts of a total do not add
 *                            up to it
 *           GDCS_E_LIMIT     the labels make more than 2^31 - 1 cells
 *           GDCS_E_MEMORY
 * @source   as gdcs_noise_each().  Hay, Rastogi, Miklau & Suciu (2010) PVLDB 3:1021 (consistency).
 * @checked  tests/privacy/test_noise_table.c; bindings/python/tests/test_noise.py
 * @threads  any, one at a time for a budget
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_noise_table(const gdcs_table *table,
                                                 const gdcs_noise_options *options,
                                                 gdcs_budget *budget, gdcs_table **out,
                                                 gdcs_table **intervals, gdcs_noise_result *result,
                                                 gdcs_error *err);

GDCS_END
#endif
