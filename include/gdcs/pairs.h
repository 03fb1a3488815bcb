/** @file gdcs/pairs.h
 *  Two shares of the same persons: before and after, victim and offender. */
#ifndef GDCS_PAIRS_H
#define GDCS_PAIRS_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Interval methods; each serves the difference and the ratio. */
enum {
    GDCS_PAIRS_METHOD_DEFAULT = 0, /**< score */
    GDCS_PAIRS_METHOD_SCORE = 1,   /**< Tango for the difference, Tang, Tang & Chan for the ratio */
    GDCS_PAIRS_METHOD_NEWCOMBE =
        2, /**< from Wilson limits and their correlation, closed: Newcombe's
                                         method 10 for the difference, MOVER-R for the ratio */
    GDCS_PAIRS_METHOD_BONETT_PRICE = 3 /**< adjusted, closed: Bonett & Price 2012 and 2006 */
};

/** Tests of equal shares. */
enum {
    GDCS_PAIRS_TEST_DEFAULT = 0, /**< mid-P */
    GDCS_PAIRS_TEST_MID_P = 1, /**< McNemar's exact test less half the probability of what was seen:
                                      near its level, seldom above */
    GDCS_PAIRS_TEST_EXACT = 2, /**< McNemar's exact test: never above its level, conservative */
    GDCS_PAIRS_TEST_SCORE = 3  /**< McNemar's chi-square without continuity correction */
};

/** Persons by which of two things is true of them.  Frozen. */
typedef struct gdcs_pairs_counts {
    double both;
    double first;  /**< the first and not the second */
    double second; /**< the second and not the first */
    double neither;
} gdcs_pairs_counts;

/** The same for many: arrays of equal length. */
typedef struct gdcs_pairs_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_pairs_arrays) */
    uint32_t padding;     /**< 0 */
    const double *both;
    const double *first;
    const double *second;
    const double *neither;
} gdcs_pairs_arrays;

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_pairs_options {
    uint32_t struct_size; /**< sizeof(gdcs_pairs_options) */
    int32_t method;       /**< GDCS_PAIRS_METHOD_* */
    int32_t test;         /**< GDCS_PAIRS_TEST_* */
    int32_t padding;      /**< 0 */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
} gdcs_pairs_options;

/** Two shares of the same persons.  Notes: GDCS_NOTE_ZERO_CELL if first or second is 0, or nobody or
 *  everybody has one of the two; GDCS_NOTE_AT_BOUNDARY if the difference is -1 or 1 or the ratio 0 or
 *  infinite; GDCS_NOTE_UPPER_INFINITE, GDCS_NOTE_SMALL_BASE, GDCS_NOTE_NOT_WHOLE;
 *  GDCS_NOTE_NOT_ESTIMABLE if the ratio or the odds ratio is 0 / 0. */
typedef struct gdcs_pairs_result {
    uint32_t struct_size; /**< sizeof(gdcs_pairs_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used */
    int32_t padding;      /**< 0 */
    double alpha;         /**< 1 - the level used */
    double n;
    double share_first;       /**< (both + first) / n */
    double share_second;      /**< (both + second) / n */
    gdcs_estimate difference; /**< share_first - share_second */
    gdcs_estimate ratio;      /**< share_first / share_second */
    gdcs_estimate odds;       /**< first / second: the odds ratio within persons */
} gdcs_pairs_result;

/**
 * Estimate the gap between two shares of the same persons.
 *
 * difference = (first - second) / n; ratio = (both + first) / (both + second); odds = first / second,
 * which is conditional on the persons and does not depend on how many have both or neither.  Standard errors
 * are of Wald, by the delta method; that of ratio and odds is NaN where a count they divide by is 0.  Limits
 * of the odds are Wilson's of first / (first + second), as odds, by every method.  Somebody who counts
 * twice is here once: two independent samples are for gdcs_gap_estimate().
 *
 * Coverage at 95 %, mean over shares from 0.2 to 0.7 and correlations from 0 to 0.6, 20 and 40 persons:
 * 0.950 to 0.964 by every method, 0.938 at the least.  SCORE is nearest to the level, agrees with the SCORE
 * test, and is the default; NEWCOMBE is a little narrower; BONETT_PRICE is a little
 * conservative.
 *
 * @param counts   not NULL
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    difference in [-1, 1], ratios in [0, infinity]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is not in [0, 1e15]
 *           GDCS_E_OPTION    unknown method or test; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     nobody is counted
 * @source   Tango (1998) Stat. Med. 17:891.  Tang, Tang & Chan (2003) Stat. Med. 22:1217.  Newcombe
 *           (1998) Stat. Med. 17:2635.  Bonett & Price (2012) J. Educ. Behav. Stat. 37:479; (2006) Stat.
 *           Med. 25:3039.  Donner & Zou (2012) Stat. Methods Med. Res. 21:347.
 * @checked  tests/reference/pairs.csv (mpmath, 60 digits); published examples in
 *           tests/stats/test_pairs.c; coverage in tests/coverage/gap.c
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pairs_estimate(const gdcs_pairs_counts *counts,
                                                    const gdcs_pairs_options *options,
                                                    gdcs_pairs_result *out, gdcs_error *err);

/**
 * Estimate n gaps between two shares of the same persons.
 *
 * Where a count is NaN the result is NaN with GDCS_NOTE_MISSING_CELL, where nobody is counted with
 * GDCS_NOTE_NOT_ESTIMABLE; the call goes on.  The bounds equal the values, or hold whatever the missing
 * counts are.
 *
 * @param counts      arrays of n, none NULL
 * @param n           >= 0
 * @param options     may be NULL
 * @param difference  may be NULL: not computed
 * @param ratio       may be NULL: not computed
 * @param odds        may be NULL: not computed
 * @param err         may be NULL; row is the 1-based element
 *
 * @units    as gdcs_pairs_estimate()
 * @errors   as gdcs_pairs_estimate() but for EMPTY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pairs_each(const gdcs_pairs_arrays *counts, int64_t n,
                                                const gdcs_pairs_options *options,
                                                const gdcs_estimate_arrays *difference,
                                                const gdcs_estimate_arrays *ratio,
                                                const gdcs_estimate_arrays *odds, gdcs_error *err);

/**
 * Test whether two shares of the same persons are equal (McNemar).
 *
 * Only first and second enter: given their sum, first is binomial with probability one half.  EXACT doubles
 * the smaller tail, MID_P takes off the probability of what was seen; SCORE is (first - second)^2 /
 * (first + second) on one degree of freedom.  With nobody in either p is 1.
 *
 * @param counts   not NULL
 * @param options  may be NULL
 * @param out      not NULL; statistic and df are NaN but for SCORE
 * @param err      may be NULL
 *
 * @units    probability
 * @errors   as gdcs_pairs_estimate(), and
 *           GDCS_E_VALUE  not whole, for EXACT and MID_P
 *           GDCS_E_LIMIT  first + second above 1e12, for EXACT and MID_P
 * @source   McNemar (1947) Psychometrika 12:153.  Fagerland, Lydersen & Laake (2013) BMC Med. Res.
 *           Methodol. 13:91.
 * @checked  tests/reference/pairs.csv (mpmath); R 4.2, mcnemar.test, in tests/stats/test_pairs.c
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pairs_test(const gdcs_pairs_counts *counts,
                                                const gdcs_pairs_options *options, gdcs_test *out,
                                                gdcs_error *err);

/**
 * Test n times whether two shares of the same persons are equal.
 *
 * As gdcs_pairs_test().  A NaN among the counts gives NaN; counts that are not whole, or too many, take
 * SCORE.
 *
 * @param counts   arrays of n, none NULL
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      arrays of n; not NULL
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    probability
 * @errors   as gdcs_pairs_estimate() but for EMPTY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pairs_test_each(const gdcs_pairs_arrays *counts, int64_t n,
                                                     const gdcs_pairs_options *options,
                                                     const gdcs_test_arrays *out, gdcs_error *err);

/** Which axes say of a person whether each of the two things is true. */
typedef struct gdcs_pairs_axes {
    uint32_t struct_size;   /**< sizeof(gdcs_pairs_axes) */
    uint32_t padding;       /**< 0 */
    const char *first;      /**< name of an axis other than sex */
    const char *first_yes;  /**< label of those of whom the first is true */
    const char *first_no;   /**< of those of whom it is not; NULL: all other labels */
    const char *second;     /**< name of another axis */
    const char *second_yes; /**< label of those of whom the second is true */
    const char *second_no;  /**< of those of whom it is not; NULL: all other labels */
} gdcs_pairs_axes;

/**
 * Estimate, by sex, the gap between two shares of the same persons, per combination of axes to keep.
 *
 * As gdcs_pairs_estimate() for women and for men, for instance in work before protection and in work after
 * it: axes "before" and "after", label "in work".  Declared totals of the two axes are no labels.  Counts
 * that are missing or an interval make value and p_value NaN; the bounds hold over all they can be, with
 * persons of unknown sex of the one sex or not.  Where the test does not serve the counts, p_value is that of
 * SCORE.
 *
 * Columns: one per axis kept, measure ("difference", "ratio", "odds"), group ("women", "men"), share_first,
 * share_second, n, unknown, p_value, value, lower, upper, std_error, bound_lower, bound_upper, method, notes.
 * Six rows per combination.
 *
 * @param table    has a sex axis and the two axes
 * @param axes     not NULL
 * @param keep     names of further axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame, ended by gdcs_frame_free()
 * @param err      may be NULL
 *
 * @units    as gdcs_pairs_estimate(); p_value a probability
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_NAME       no such axis or label
 *           GDCS_E_DUPLICATE  an axis twice, yes and no the same, or an axis with the name of a column
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes
 * @checked  tests/stats/test_pairs_table.c, against the scalar form and every table of a small box
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pairs_table(const gdcs_table *table,
                                                 const gdcs_pairs_axes *axes,
                                                 const char *const *keep, int32_t n,
                                                 const gdcs_pairs_options *options,
                                                 gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
