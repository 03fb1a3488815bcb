/** @file gdcs/strata.h
 *  Two groups by an outcome in strata: what is common to them, and whether anything is.  One table
 *  without strata: gdcs/ratio.h; rates over strata: gdcs_rate_pool(). */
#ifndef GDCS_STRATA_H
#define GDCS_STRATA_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/gap.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** How strata are pooled.
 *
 *  - MANTEL_HAENSZEL: good for few large strata and for many small ones
 *  - INVERSE_VARIANCE: for few large strata; a half is added to the counts of a stratum where a zero
 *    would give no variance (GDCS_NOTE_CONTINUITY), which biases many small ones towards no difference
 *  - EXACT: the odds ratio by conditional maximum likelihood, its limits never below the level; whole
 *    counts, and at most some thousand possible sums of cases: 2e7 steps of convolution.  The other
 *    measures have MANTEL_HAENSZEL
 *  - MID_P: the same with half of what was found, about at the level
 *
 *  Coverage at 95 %, mean over nine truths and least (tests/coverage/strata.c), in two strata of 8 + 8 and
 *  10 + 5 persons and in 12 strata of one person in each group:
 *
 *                                          two strata        12 of 1 + 1
 *      difference  MANTEL_HAENSZEL, Sato   0.926 0.924       0.908 0.890
 *                  the same, G-R           0.910 0.895       0.072 0
 *                  INVERSE_VARIANCE        0.873 0.857       0.828 0.693
 *      risk ratio  MANTEL_HAENSZEL         0.964 0.947       0.975 0.949
 *                  INVERSE_VARIANCE        0.955 0.916       0.939 0.545
 *      odds ratio  MANTEL_HAENSZEL         0.973 0.960       0.988 0.967
 *                  INVERSE_VARIANCE        0.978 0.969       0.985 0.967
 *                  EXACT                   0.982 0.979       0.993 0.987
 *                  MID_P                   0.964 0.958       0.980 0.967
 *
 *  So MANTEL_HAENSZEL with Sato's variance is the default.  Limits of a difference are short in small samples;
 *  the variance of Greenland and Robins sees none in strata of one person each. */
enum {
    GDCS_STRATA_METHOD_DEFAULT = 0, /**< MANTEL_HAENSZEL */
    GDCS_STRATA_METHOD_MANTEL_HAENSZEL = 1,
    GDCS_STRATA_METHOD_INVERSE_VARIANCE = 2,
    GDCS_STRATA_METHOD_EXACT = 3,
    GDCS_STRATA_METHOD_MID_P = 4
};

/** Variances of the Mantel-Haenszel difference. */
enum {
    GDCS_STRATA_VARIANCE_DEFAULT = 0,         /**< SATO */
    GDCS_STRATA_VARIANCE_SATO = 1,            /**< for large strata and for many small ones */
    GDCS_STRATA_VARIANCE_GREENLAND_ROBINS = 2 /**< each stratum's own; for large strata */
};

/** Tests that the outcome does not depend on the group in any stratum. */
enum {
    GDCS_STRATA_TEST_DEFAULT = 0,   /**< CMH */
    GDCS_STRATA_TEST_CMH = 1,       /**< Cochran-Mantel-Haenszel, no continuity correction */
    GDCS_STRATA_TEST_CORRECTED = 2, /**< with it: conservative */
    GDCS_STRATA_TEST_COCHRAN = 3,   /**< N in the place of N - 1 */
    GDCS_STRATA_TEST_EXACT = 4,     /**< sums of cases no more probable; as EXACT limits for size */
    GDCS_STRATA_TEST_MID_P = 5      /**< EXACT less half the probability of what was found */
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_strata_options {
    uint32_t struct_size; /**< sizeof(gdcs_strata_options) */
    int32_t method;       /**< GDCS_STRATA_METHOD_* */
    int32_t variance;     /**< GDCS_STRATA_VARIANCE_* */
    int32_t test;         /**< GDCS_STRATA_TEST_* */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
} gdcs_strata_options;

/** What strata have in common.  Risks are part / whole; with x of n in a, y of m in b and N = n + m in a
 *  stratum, sums over strata:
 *
 *  - MANTEL_HAENSZEL: difference sum (x m - y n) / N over sum n m / N; risk ratio sum x m / N over
 *    sum y n / N; odds ratio sum x (m - y) / N over sum (n - x) y / N
 *  - INVERSE_VARIANCE: mean of differences, of ln risk ratios, of ln odds ratios */
typedef struct gdcs_strata_result {
    uint32_t struct_size; /**< sizeof(gdcs_strata_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used for the odds ratio */
    int32_t padding;      /**< 0 */
    double alpha;         /**< 1 - the level used */
    int64_t strata;       /**< with both groups */
    int64_t empty;        /**< without one of them, or both: they contribute nothing */
    int64_t
        informative; /**< of strata, those with both outcomes: what odds ratio and tests rest on */
    double n_a;      /**< persons of group a in the strata with both groups */
    double n_b;
    gdcs_estimate difference; /**< risk a - risk b; limits value -+ z std_error, cut to [-1, 1] */
    gdcs_estimate risk_ratio; /**< risk a / risk b; limits by the logarithm; std_error by the
                                     delta method, NaN where the ratio is 0 or infinite */
    gdcs_estimate odds_ratio; /**< likewise; for EXACT and MID_P std_error is NaN */
    gdcs_test test;           /**< of no association; statistic NaN if exact */
    gdcs_test homogeneity_difference; /**< Cochran's Q of the differences */
    gdcs_test homogeneity_risk_ratio; /**< of the ln risk ratios */
    gdcs_test homogeneity_odds_ratio; /**< Breslow-Day with Tarone's correction */
    gdcs_test homogeneity_woolf;      /**< Cochran's Q of the ln odds ratios: Woolf's */
} gdcs_strata_result;

/**
 * Pool differences and ratios of risks over strata, and test them.
 *
 * For instance women against men convicted, over courts: what remains when women and men are compared
 * within courts only.  A common measure says little where strata differ: see the tests of homogeneity,
 * whose df is the strata with something to say less 1, and which are NaN with fewer than two.  One
 * stratum alone gives its own measures, those of gdcs_gap_estimate() for difference and risk ratio.
 *
 * Standard errors: Sato, or Greenland and Robins, for the difference; Greenland and Robins for the risk
 * ratio; Robins, Breslow and Greenland for the odds ratio.
 *
 * A ratio with nothing below is infinite (GDCS_NOTE_UPPER_INFINITE), with nothing on both sides NaN with
 * limits [0, infinity]; the limits of a ratio of 0 or infinity are [0, infinity] unless exact.
 *
 * Notes: EMPTY_UNIT if a stratum is without one of the groups; ZERO_CELL if a sum that a ratio rests on is
 * 0; CONTINUITY; SPARSE if Greenland and Robins's error of the difference is 0, as no group of a stratum has
 * both outcomes: its limits say nothing; SMALL_BASE if a group is below 20 in all; NOT_WHOLE; NOT_ESTIMABLE if
 * a measure or a test is NaN but for std_error and homogeneity.
 *
 * @param strata   arrays of n, none NULL
 * @param n        at least 1
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL; row is the 1-based stratum
 *
 * @units    difference in [-1, 1] (not percentage points), ratios in [0, infinity]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is below 1
 *           GDCS_E_VALUE     not in [0, 1e15], part above whole, or not whole for an exact method or test
 *           GDCS_E_OPTION    unknown method, variance or test; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     no stratum has persons in both groups
 *           GDCS_E_LIMIT     strata too large for an exact method or test
 *           GDCS_E_MEMORY
 * @source   Mantel & Haenszel (1959) J. Natl. Cancer Inst. 22:719.  Robins, Breslow & Greenland (1986)
 *           Biometrics 42:311.  Greenland & Robins (1985) Biometrics 41:55.  Sato (1989) Biometrics 45:1323.
 *           Cochran (1954) Biometrics 10:417.  Gart (1970) Biometrika 57:471.  Vollset, Hirji & Elashoff
 *           (1991) JASA 86:404.  Breslow & Day (1980) IARC 32, 4.4.  Tarone (1985) Biometrika 72:91.  Woolf
 *           (1955) Ann. Hum. Genet. 19:251.
 * @checked  tests/reference/strata.csv (R 4.2.2 mantelhaen.test; definitions in tests/reference/strata.R)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_strata_pool(const gdcs_part_arrays *strata, int64_t n,
                                                 const gdcs_strata_options *options,
                                                 gdcs_strata_result *out, gdcs_error *err);

/** Where the results of n sets of strata go; each member may be NULL: not wanted. */
typedef struct gdcs_strata_result_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_strata_result_arrays) */
    uint32_t padding;     /**< 0 */
    const gdcs_estimate_arrays *difference;
    const gdcs_estimate_arrays *risk_ratio;
    const gdcs_estimate_arrays *odds_ratio;
    const gdcs_test_arrays *test;
    const gdcs_test_arrays *homogeneity_difference;
    const gdcs_test_arrays *homogeneity_risk_ratio;
    const gdcs_test_arrays *homogeneity_odds_ratio;
    const gdcs_test_arrays *homogeneity_woolf;
} gdcs_strata_result_arrays;

/**
 * Pool n sets of strata at once, for instance the courts of each of n years.
 *
 * Set i is strata offsets[i] to before offsets[i + 1], and its result what gdcs_strata_pool() makes of them; a
 * set may have no strata.  The call goes on where that refuses: a set without a stratum of both groups is NaN
 * with GDCS_NOTE_NOT_ESTIMABLE, one with a NaN among its counts too, with GDCS_NOTE_MISSING_CELL, and where an
 * exact method does not apply MANTEL_HAENSZEL and CMH take its place (GDCS_NOTE_METHOD_CHANGED).  Notes are
 * those of the set, the same for all measures.  Bounds equal the values; of what has none they are its range.
 *
 * @param strata   arrays of offsets[n], none NULL
 * @param offsets  n + 1, the first 0, none below the one before
 * @param n        number of sets, >= 0
 * @param options  may be NULL
 * @param out      not NULL; its arrays are of n, and untouched on failure
 * @param err      may be NULL; row is the 1-based stratum, or, of offsets, set
 *
 * @units    as gdcs_strata_pool()
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is negative, offsets do not begin with 0 or fall
 *           GDCS_E_VALUE     a count is not in [0, 1e15], or a part above its whole
 *           GDCS_E_OPTION    as gdcs_strata_pool()
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_MEMORY
 * @checked  tests/stats/test_strata_each.c, against gdcs_strata_pool() and tests/reference/strata.csv
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_strata_each(const gdcs_part_arrays *strata,
                                                 const int64_t *offsets, int64_t n,
                                                 const gdcs_strata_options *options,
                                                 const gdcs_strata_result_arrays *out,
                                                 gdcs_error *err);

/**
 * Pool the risk of an outcome, women against men, over the labels of an axis.
 *
 * For instance convicted against acquitted, over courts: outcome axis "decision", a "convicted", b
 * "acquitted" (b NULL: all other labels).  Group a is women, group b men.  Declared totals of the two
 * axes are no labels.  Where a count is missing or an interval, all values are NaN; where an exact method
 * does not apply, MANTEL_HAENSZEL and CMH take its place (GDCS_NOTE_METHOD_CHANGED).
 *
 * The bounds are of the Mantel-Haenszel measure, whatever the method: a mean of the measures of strata,
 * it lies between the least and the most that any of them can be, with persons of unknown sex women, men
 * or neither.  They hold and are not attained.  Where every stratum may have nothing to say of a measure
 * they are its range.
 *
 * Columns: one per axis kept, measure ("difference", "risk_ratio", "odds_ratio"), strata, empty, unknown,
 * n_a, n_b, statistic, p_value, log10_p (of the test of no association), p_homogeneity (of the measure),
 * value, lower, upper, std_error, bound_lower, bound_upper, method, notes.  Three rows per group.
 *
 * @param table    has a sex axis and the axes named
 * @param outcome  its axis and labels; b may be NULL
 * @param strata   name of the axis of strata
 * @param keep     names of further axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    as gdcs_strata_pool()
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_NAME       no such axis or label
 *           GDCS_E_DUPLICATE  an axis twice, a and b the same, or an axis with the name of a column
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_strata_table(const gdcs_table *table,
                                                  const gdcs_gap_pair *outcome, const char *strata,
                                                  const char *const *keep, int32_t n,
                                                  const gdcs_strata_options *options,
                                                  gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
