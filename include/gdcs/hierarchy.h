/** @file gdcs/hierarchy.h
 *  Women and men over ordered levels: associates, members, organisers, leaders; ranks and grades. */
#ifndef GDCS_HIERARCHY_H
#define GDCS_HIERARCHY_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Measures.  Level j = 1..k, from the lowest to the highest, has w_j women and m_j men, t_j = w_j + m_j;
 *  W, M, T are their sums.  A is the number of pairs of a woman and a man of whom she is at the higher
 *  level, B that of whom he is, C that of both at one level: A + B + C = W M.  D is the number of pairs
 *  of any two persons at different levels.  The top is the highest level, or as many as options->top says.
 *
 *  - SUPERIORITY: (A + C / 2) / (W M), the chance that a woman is above a man; 1/2 is parity
 *  - SOMERS_LEVEL: (A - B) / (W M), Somers' d of the level on sex, 2 superiority - 1
 *  - SOMERS_SEX: (A - B) / D, Somers' d of sex on the level: of two persons at different levels
 *  - GAMMA: (A - B) / (A + B), Goodman and Kruskal's
 *  - TAU_B: (A - B) / sqrt(W M D), Kendall's
 *  - SLOPE: sum (x_j - x) w_j / sum t_j (x_j - x)^2, x the mean of the scores x_j of persons: the change of
 *    the share of women per unit of score, by least squares
 *  - GLASS_CEILING_INDEX: share of women among all / share of women at the top; above 1 they are fewer
 *    at the top than in all (She Figures)
 *  - TOP_DIFFERENCE: share of women at the top - share of women below it
 *  - TOP_ODDS_RATIO: odds of a woman being at the top / odds of a man */
enum {
    GDCS_HIERARCHY_MEASURE_DEFAULT = 0, /**< SUPERIORITY; in gdcs_hierarchy_table() all */
    GDCS_HIERARCHY_MEASURE_SUPERIORITY = 1,
    GDCS_HIERARCHY_MEASURE_SOMERS_LEVEL = 2,
    GDCS_HIERARCHY_MEASURE_SOMERS_SEX = 3,
    GDCS_HIERARCHY_MEASURE_GAMMA = 4,
    GDCS_HIERARCHY_MEASURE_TAU_B = 5,
    GDCS_HIERARCHY_MEASURE_SLOPE = 6,
    GDCS_HIERARCHY_MEASURE_GLASS_CEILING_INDEX = 7,
    GDCS_HIERARCHY_MEASURE_TOP_DIFFERENCE = 8,
    GDCS_HIERARCHY_MEASURE_TOP_ODDS_RATIO = 9
};

/** Limits of superiority, and by 2 x - 1 of SOMERS_LEVEL.  Coverage at 95 % as measured by tests/coverage,
 *  over 8 to 300 of either sex on 2 to 6 levels:
 *
 *  - SCORE: all x with |superiority - x| <= z sqrt(v(x)), v that of NEWCOMBE times one less the share of
 *    ties: at x = 1/2 the rank test of gdcs_hierarchy_test(), so limits and test agree.  95 to 97 %, 99 %
 *    where men are ten times the women and nearly all at one level: never below, hence the default
 *  - NEWCOMBE: method 5 of Newcombe (2006), made for scales without ties: 95 to 99.8 %, wide where levels
 *    are few
 *  - LOGIT: logit(superiority) -+ z standard errors; none at 0 and 1.  94 to 95 %, 87 to 90 % in the unequal
 *    samples above
 *
 *  The other measures have one method each: GAMMA (95 to 97 %), TAU_B and SOMERS_SEX (91 to 97 and 93 to
 *  99 %) the delta method on Fisher's scale, atanh; SLOPE (95 to 96 %) Wilson's limits of the levels
 *  combined (MOVER); GLASS_CEILING_INDEX (93 to 96 %, least for a top of ten with hardly a woman) and
 *  TOP_DIFFERENCE (95 to 97 %) Miettinen-Nurminen, TOP_ODDS_RATIO (94 to 96 %, 90 % with eight women)
 *  Cornfield's score limits, levels being independent samples. */
enum {
    GDCS_HIERARCHY_METHOD_DEFAULT = 0, /**< SCORE */
    GDCS_HIERARCHY_METHOD_SCORE = 1,
    GDCS_HIERARCHY_METHOD_NEWCOMBE = 2,
    GDCS_HIERARCHY_METHOD_LOGIT = 3
};

/** Scores of the levels, for the slope and the test of a trend. */
enum {
    GDCS_HIERARCHY_SCORES_DEFAULT = 0, /**< INTEGER */
    GDCS_HIERARCHY_SCORES_INTEGER = 1, /**< 1, 2, ..., k, levels with nobody counted */
    GDCS_HIERARCHY_SCORES_MIDRANK = 2, /**< (t_j + 1) / 2 + all below: the test is Wilcoxon's */
    GDCS_HIERARCHY_SCORES_RIDIT = 3,   /**< (t_j / 2 + all below) / T */
    GDCS_HIERARCHY_SCORES_GIVEN = 4    /**< options->score */
};

/** Tests of no trend. */
enum {
    GDCS_HIERARCHY_TEST_DEFAULT = 0, /**< MID_P; COCHRAN_ARMITAGE if that is too large */
    GDCS_HIERARCHY_TEST_MID_P = 1,   /**< exact with half the probability of what was seen */
    GDCS_HIERARCHY_TEST_EXACT = 2,   /**< given W and all t_j; never above its level */
    GDCS_HIERARCHY_TEST_COCHRAN_ARMITAGE = 3, /**< normal; variance with T, as of a binomial */
    GDCS_HIERARCHY_TEST_LINEAR = 4 /**< normal; variance with T - 1, as of a permutation: Mantel's,
                                        linear by linear, and with midranks Wilcoxon's with ties */
};

/** Alternatives of a test. */
enum {
    GDCS_HIERARCHY_ALTERNATIVE_TWO_SIDED = 0,
    GDCS_HIERARCHY_ALTERNATIVE_RISING = 1, /**< the share of women rises with the level */
    GDCS_HIERARCHY_ALTERNATIVE_FALLING = 2
};

/** Smoothing of shares by level. */
enum {
    GDCS_HIERARCHY_SMOOTH_NONE = 0,
    GDCS_HIERARCHY_SMOOTH_RISING = 1, /**< nearest shares that never fall with the level */
    GDCS_HIERARCHY_SMOOTH_FALLING = 2
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_hierarchy_options {
    uint32_t struct_size; /**< sizeof(gdcs_hierarchy_options) */
    int32_t measure;      /**< GDCS_HIERARCHY_MEASURE_* */
    int32_t method;       /**< GDCS_HIERARCHY_METHOD_* */
    int32_t scores;       /**< GDCS_HIERARCHY_SCORES_* */
    int32_t test;         /**< GDCS_HIERARCHY_TEST_* */
    int32_t alternative;  /**< GDCS_HIERARCHY_ALTERNATIVE_* */
    int32_t top;          /**< highest levels that are the top, below k; default 1 */
    int32_t simultaneous; /**< shares by level: 1: limits hold together, by Bonferroni */
    int32_t smooth;       /**< GDCS_HIERARCHY_SMOOTH_* */
    int32_t padding;      /**< 0 */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
    const double *score;  /**< with SCORES_GIVEN: finite, rising or equal, not all equal */
    int64_t score_count;  /**< their number, that of the levels */
} gdcs_hierarchy_options;

/** One measure. */
typedef struct gdcs_hierarchy_result {
    uint32_t struct_size; /**< sizeof(gdcs_hierarchy_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t measure;      /**< GDCS_HIERARCHY_MEASURE_* */
    int32_t method;       /**< of superiority and SOMERS_LEVEL; else 0 */
    double alpha;         /**< 1 - the level used */
    double women;
    double men;
    double unknown; /**< persons of unknown sex at any level */
    int64_t levels; /**< with women or men */
    int64_t empty;  /**< without */
    gdcs_estimate measured;
    gdcs_bounds bounds; /**< whatever the sex of the unknown */
} gdcs_hierarchy_result;

/** One test. */
typedef struct gdcs_hierarchy_tested {
    uint32_t struct_size; /**< sizeof(gdcs_hierarchy_tested), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t test;         /**< GDCS_HIERARCHY_TEST_*, the one used */
    int32_t scores;       /**< GDCS_HIERARCHY_SCORES_* */
    int32_t alternative;  /**< GDCS_HIERARCHY_ALTERNATIVE_* */
    int32_t padding;      /**< 0 */
    double sum;           /**< sum x_j w_j, the sum of women's scores */
    double expected;      /**< W x, its mean without a trend */
    gdcs_test tested;     /**< statistic z, also of exact tests; df infinite */
} gdcs_hierarchy_tested;

/**
 * Estimate one measure of women and men over levels.
 *
 * Levels come from the lowest to the highest.  Persons of unknown or another sex enter no value; the
 * bounds hold however the unknown of each level are allotted to women, men or neither.  They are attained
 * for SLOPE, GLASS_CEILING_INDEX, TOP_DIFFERENCE and TOP_ODDS_RATIO; for the others, where the
 * unknown of a middle level may be taken for both sexes at once, they hold and need not be attained.
 *
 * The glass-ceiling index compares a part with the whole it is in: with l = t_top / T it is l + (1 - l)
 * (share below / share at the top), so its limits are those of a ratio of two separate samples, given
 * the levels' sizes.  No women at the top make it infinite.  SLOPE takes INTEGER for MIDRANK and RIDIT
 * scores (GDCS_NOTE_METHOD_CHANGED).  GAMMA, TAU_B and SOMERS_SEX of -1 or 1 have the limits, on the inner
 * side, of the table with 1/2 added to each count (GDCS_NOTE_CONTINUITY).
 *
 * Notes: UNKNOWN_PRESENT, OTHER_PRESENT, NOT_PERSONS; EMPTY_UNIT if nobody is at some level; ZERO_CELL if
 * no woman or no man is at a level where others are; SMALL_BASE if W or M is below 20; NOT_WHOLE;
 * AT_BOUNDARY at an end of the range; UPPER_INFINITE; NOT_ESTIMABLE, with NaN, if there is no value: all
 * at one level (but superiority, then 1/2 with limits 0 and 1, and SOMERS_LEVEL), nobody at the top or below.
 *
 * @param levels   arrays of n, each count finite, >= 0
 * @param n        levels, 1 to 100
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL; row is the 1-based level
 *
 * @units    superiority in [0, 1]; d, gamma, tau in [-1, 1]; slope: share per unit of score
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or n is below 1
 *           GDCS_E_VALUE     a count is negative, not finite or above 1e15
 *           GDCS_E_OPTION    unknown measure, method, scores, test, alternative or smoothing; top not
 *                            below n; scores given that are too few, not finite, falling or all equal;
 *                            level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_LIMIT     more than 100 levels
 *           GDCS_E_EMPTY     no women or no men
 * @source   Newcombe (2006) Stat. Med. 25:559.  Fay & Malinovsky (2018) Stat. Med. 37:3991.  Somers
 *           (1962) Am. Sociol. Rev. 27:799.  Goodman & Kruskal (1963) JASA 58:310.  Brown & Benedetti (1977)
 *           JASA 72:309.  Zou & Donner (2008) Stat. Med. 27:1693.  European Commission, She Figures,
 *           indicator Glass Ceiling Index.  Miettinen & Nurminen (1985) Stat. Med. 4:213.
 * @checked  tests/reference/hierarchy.csv (mpmath, 50 digits; scipy for tau-b and d)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_hierarchy_estimate(const gdcs_sex_arrays *levels, int64_t n,
                                                        const gdcs_hierarchy_options *options,
                                                        gdcs_hierarchy_result *out,
                                                        gdcs_error *err);

/**
 * Estimate one measure of many hierarchies of the same levels.
 *
 * Hierarchy i has the elements i n to i n + n - 1 of the arrays.  One that cannot be estimated is NaN with
 * GDCS_NOTE_NOT_ESTIMABLE, a NaN among the counts is missing (GDCS_NOTE_MISSING_CELL); the call goes on.
 *
 * @param levels   arrays of n count elements
 * @param n        levels of each, 1 to 100
 * @param count    hierarchies, >= 0
 * @param options  may be NULL
 * @param out      arrays of count, each NULL if not wanted; untouched on failure
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    as gdcs_hierarchy_estimate()
 * @errors   as gdcs_hierarchy_estimate() but for EMPTY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_hierarchy_each(const gdcs_sex_arrays *levels, int64_t n,
                                                    int64_t count,
                                                    const gdcs_hierarchy_options *options,
                                                    const gdcs_estimate_arrays *out,
                                                    gdcs_error *err);

/**
 * Test whether the share of women has a trend over levels.
 *
 * z = (sum x_j w_j - W x) / sqrt(W M / T^2 sum t_j (x_j - x)^2); LINEAR divides W M / T^2 by (T - 1) / T.
 * Exact tests sum the probabilities, given W and all t_j, of the tables whose sum of scores is as large (or
 * small), two-sided as far from its mean; MID_P counts half of those as far as the one seen.
 *
 * EXACT keeps its level whatever the counts: its size at 5 % is 1.4 to 3.7 % for 28 persons on three levels,
 * that of MID_P 4.4 to 5.2 %, of COCHRAN_ARMITAGE 2.5 to 5.2 %.  EXACT and MID_P take some 1e6 persons over 3
 * levels, 1e5 over 4, 5e3 over 5 and 500 over 10, less with midranks of uneven levels, in less than a second.
 * All of one sex, or all at one score: p is 1 (GDCS_NOTE_NOT_ESTIMABLE, z NaN).
 *
 * @param levels   arrays of n, each count finite, >= 0
 * @param n        levels, 1 to 100
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL; row is the 1-based level
 *
 * @units    probability
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or n is below 1
 *           GDCS_E_VALUE     as gdcs_hierarchy_estimate(); or a count is not whole for MID_P and EXACT
 *           GDCS_E_OPTION    as gdcs_hierarchy_estimate()
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_LIMIT     more than 100 levels; too many tables for MID_P or EXACT
 *           GDCS_E_EMPTY     no women and no men
 *           GDCS_E_MEMORY
 * @source   Cochran (1954) Biometrics 10:417.  Armitage (1955) Biometrics 11:375.  Mantel (1963) JASA
 *           58:690.  Mehta, Patel & Senchaudhuri (1992) J. Comput. Graph. Stat. 1:21.
 * @checked  tests/reference/hierarchy.csv (enumeration in whole numbers), hierarchy_r.csv (R
 *           prop.trend.test, wilcox.test)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_hierarchy_test(const gdcs_sex_arrays *levels, int64_t n,
                                                    const gdcs_hierarchy_options *options,
                                                    gdcs_hierarchy_tested *out, gdcs_error *err);

/**
 * Test many hierarchies for a trend.
 *
 * Hierarchy i has the elements offsets[i] to offsets[i + 1] - 1 of the arrays, from the lowest level to the
 * highest; their numbers of levels may differ.  Given scores are one per element.  One that cannot be
 * tested is NaN with GDCS_NOTE_NOT_ESTIMABLE, a NaN among the counts is missing (GDCS_NOTE_MISSING_CELL).  Where
 * counts are not whole, or tables too many, for MID_P or EXACT, COCHRAN_ARMITAGE takes their place
 * (GDCS_NOTE_METHOD_CHANGED).
 *
 * @param levels   arrays of offsets[count] elements
 * @param offsets  count + 1, the first 0, none below the one before
 * @param count    hierarchies, >= 0
 * @param options  may be NULL
 * @param out      arrays of count; untouched on failure
 * @param notes    array of count, GDCS_NOTE_*; may be NULL
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    probability
 * @errors   as gdcs_hierarchy_test() but for EMPTY, and
 *           GDCS_E_ARGUMENT  offsets are missing, do not begin with 0 or fall
 *           GDCS_E_LIMIT     only for more than 100 levels
 * @checked  tests/stats/test_hierarchy_each.c, against gdcs_hierarchy_test()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_hierarchy_test_each(const gdcs_sex_arrays *levels,
                                                         const int64_t *offsets, int64_t count,
                                                         const gdcs_hierarchy_options *options,
                                                         const gdcs_test_arrays *out,
                                                         uint32_t *notes, gdcs_error *err);

/**
 * Estimate the share of women at each level.
 *
 * As gdcs_share_each() with Wilson limits.  With options->simultaneous the limits of all k levels hold
 * together with the level asked for: each has alpha / k, k counting levels with women or men.
 * options->smooth says which way `smoothed` may go: the shares nearest by t_j-weighted squares that never go
 * the other; a level with nobody has the value of its neighbour below, or of that above.
 *
 * @param levels    arrays of n, NaN for missing
 * @param n         levels, 1 to 100
 * @param options   may be NULL
 * @param out       arrays of n, each NULL if not wanted; untouched on failure
 * @param smoothed  array of n; may be NULL.  NaN without options->smooth, or if a count is missing
 * @param err       may be NULL; row is the 1-based level
 *
 * @units    proportions in [0, 1]
 * @errors   GDCS_E_ARGUMENT  levels or out is missing, or n is below 1
 *           GDCS_E_VALUE     a count is negative, infinite or above 1e15
 *           GDCS_E_OPTION    as gdcs_hierarchy_estimate()
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_LIMIT     more than 100 levels
 * @source   Ayer, Brunk, Ewing, Reid & Silverman (1955) Ann. Math. Stat. 26:641
 * @checked  tests/stats/test_hierarchy.c, against gdcs_share_each()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_hierarchy_estimate_levels(
    const gdcs_sex_arrays *levels, int64_t n, const gdcs_hierarchy_options *options,
    const gdcs_estimate_arrays *out, double *smoothed, gdcs_error *err);

/** Limits of the proportional-odds model. */
enum {
    GDCS_HIERARCHY_LIMITS_DEFAULT = 0, /**< PROFILE */
    GDCS_HIERARCHY_LIMITS_PROFILE = 1, /**< what the likelihood-ratio test does not reject */
    GDCS_HIERARCHY_LIMITS_WALD = 2     /**< -+ z standard errors of the log odds */
};

/** Options of the fit.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_hierarchy_fit_options {
    uint32_t struct_size; /**< sizeof(gdcs_hierarchy_fit_options) */
    int32_t limits;       /**< GDCS_HIERARCHY_LIMITS_* */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
} gdcs_hierarchy_fit_options;

/** Strata: groups of persons alike in further covariates, each with its own counts by level. */
typedef struct gdcs_hierarchy_strata {
    uint32_t struct_size; /**< sizeof(gdcs_hierarchy_strata) */
    int32_t covariates;   /**< number of further covariates, 0 to 18 */
    int64_t count;        /**< of strata, at least 1 */
    const double *values; /**< count x covariates, stratum by stratum; NULL if there are none */
} gdcs_hierarchy_strata;

/** What else was fitted: arrays, each NULL if not wanted. */
typedef struct gdcs_hierarchy_coefficients {
    uint32_t struct_size;      /**< sizeof(gdcs_hierarchy_coefficients) */
    uint32_t padding;          /**< 0 */
    double *threshold;         /**< of n - 1: logit P(level <= j) of a man with all covariates 0 */
    double *threshold_error;   /**< their standard errors */
    double *coefficient;       /**< of covariates: log odds ratio of a higher level per unit */
    double *coefficient_error; /**< their standard errors */
    double *cut;       /**< of n - 1: log odds ratio of level > j, women to men, by itself */
    double *cut_error; /**< their standard errors; both NaN where that is infinite */
} gdcs_hierarchy_coefficients;

/** A fitted model. */
typedef struct gdcs_hierarchy_fitted {
    uint32_t struct_size; /**< sizeof(gdcs_hierarchy_fitted), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t limits;       /**< GDCS_HIERARCHY_LIMITS_*, those used */
    int32_t iterations;
    double alpha; /**< 1 - the level used */
    double women;
    double men;
    int64_t levels; /**< with women or men */
    double log_likelihood;
    gdcs_estimate log_odds;   /**< of a higher level, women to men */
    gdcs_estimate odds_ratio; /**< its exponential */
    gdcs_estimate
        adjusted; /**< log odds with 1/2 added to every count of either sex and level, spread
                                   over strata; finite whatever the counts, limits of Wald */
    gdcs_test likelihood_ratio; /**< of no difference by sex, df 1 */
    gdcs_test score;            /**< the same, with observed information */
    gdcs_test wald;             /**< the same; NaN if the log odds are infinite */
    gdcs_test proportional; /**< of one odds ratio for all cuts (Brant); all NaN if fewer than two
                                     cuts have a finite one */
} gdcs_hierarchy_fitted;

/**
 * Fit the proportional-odds model with sex, and further covariates.
 *
 * logit P(level <= j) = threshold_j - log_odds woman - sum_c coefficient_c x_c, by maximum likelihood: one
 * odds ratio of being above any cut, which exp(log_odds) is.  Stratum s has the elements s n to s n + n - 1
 * of the arrays; without strata there is one.  Levels with nobody are left out: thresholds beside them are
 * equal, or infinite at the ends.
 *
 * Where all of one sex are at or above the level at or below which all of the other are, the log odds are
 * infinite (GDCS_NOTE_SEPARATED): value and one limit are, the other limit by PROFILE is finite (by WALD
 * NaN), and `adjusted` is a finite estimate.  SEPARATED also notes a further covariate whose coefficient
 * is, in the units of its range, undetermined (standard error above 300): it is NaN, the rest holds.
 *
 * Brant's test compares the log odds ratios of sex at the cuts, by logistic regressions with the same
 * covariates; cuts with an infinite one are left out.  Persons of unknown or another sex are left out.
 *
 * @param levels        arrays of n times the strata, each count finite, >= 0
 * @param n             levels, 2 to 100
 * @param strata        may be NULL: one, no further covariates
 * @param options       may be NULL
 * @param out           struct_size set by the caller
 * @param coefficients  may be NULL
 * @param err           may be NULL; row is the 1-based element
 *
 * @units    natural logarithms of odds ratios
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is below 2, strata->count below 1
 *           GDCS_E_VALUE     a count is negative, not finite or above 1e15; a covariate is not finite
 *           GDCS_E_OPTION    unknown limits; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_LIMIT     more than 100 levels, or covariates not in 0 to 18
 *           GDCS_E_EMPTY     no women, no men, or all at one level
 *           GDCS_E_NUMERIC   a covariate is the same for all, or a sum of others
 *           GDCS_E_MEMORY
 * @source   McCullagh (1980) JRSS B 42:109.  Brant (1990) Biometrics 46:1171.  Pratt (1981) JASA 76:103.
 * @checked  tests/reference/hierarchy_fit.csv (mpmath, 60 digits), hierarchy_r.csv (R: MASS::polr, glm)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_hierarchy_fit(const gdcs_sex_arrays *levels, int64_t n,
                                                   const gdcs_hierarchy_strata *strata,
                                                   const gdcs_hierarchy_fit_options *options,
                                                   gdcs_hierarchy_fitted *out,
                                                   const gdcs_hierarchy_coefficients *coefficients,
                                                   gdcs_error *err);

/**
 * Fit the proportional-odds model of sex to many hierarchies.
 *
 * Hierarchy i has the elements offsets[i] to offsets[i + 1] - 1 of the arrays, from the lowest level to the
 * highest, and is fitted as by gdcs_hierarchy_fit() without further covariates.  One that cannot be fitted
 * (no women, no men, all at one level) is NaN with GDCS_NOTE_NOT_ESTIMABLE, a NaN among the counts is missing
 * (GDCS_NOTE_MISSING_CELL).
 *
 * Bounds of the odds ratio hold whatever the sex of the unknown and the missing counts.  It rises with women at
 * the highest level and men at the lowest, and falls with men at the highest and women at the lowest: where
 * nothing else is uncertain, the bounds are those of the two extreme tables, and attained.  With uncertainty
 * between them there is no such order, but the odds ratio is above 1 where gdcs_hierarchy_estimate()'s
 * superiority is above 1/2: bounds are then [1, infinity], [0, 1] or [0, infinity].
 *
 * @param levels            arrays of offsets[count] elements
 * @param offsets           count + 1, the first 0, none below the one before
 * @param count             hierarchies, >= 0
 * @param options           may be NULL
 * @param odds_ratio        arrays of count: of a higher level, women to men
 * @param likelihood_ratio  arrays of count: test of no difference by sex; may be NULL
 * @param proportional      arrays of count: Brant's test; may be NULL
 * @param err               may be NULL; row is the 1-based element
 *
 * @units    odds ratio
 * @errors   as gdcs_hierarchy_fit() but for EMPTY and NUMERIC, and
 *           GDCS_E_ARGUMENT  offsets are missing, do not begin with 0 or fall
 * @checked  tests/stats/test_hierarchy_each.c, against gdcs_hierarchy_fit() and every allotment of the unknown
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_hierarchy_fit_each(const gdcs_sex_arrays *levels,
                                                        const int64_t *offsets, int64_t count,
                                                        const gdcs_hierarchy_fit_options *options,
                                                        const gdcs_estimate_arrays *odds_ratio,
                                                        const gdcs_test_arrays *likelihood_ratio,
                                                        const gdcs_test_arrays *proportional,
                                                        gdcs_error *err);

/** Which axis holds the levels, and their order. */
typedef struct gdcs_hierarchy_axis {
    uint32_t struct_size; /**< sizeof(gdcs_hierarchy_axis) */
    int32_t count;        /**< labels in `order`; 0: all of the axis, in its own order */
    const char *axis;     /**< name of an axis other than sex */
    const char *const
        *order; /**< labels from the lowest level to the highest; those not named, and a
                                   declared total, are no levels */
} gdcs_hierarchy_axis;

/**
 * Estimate measures over the levels of an axis, per combination of axes to keep.
 *
 * Columns: one per axis kept, measure ("superiority", ...), women, men, unknown, levels, p_value, log10_p
 * (gdcs_hierarchy_test(), for the slope with its scores, for the three of the top NaN, else with midranks;
 * the default test, and COCHRAN_ARMITAGE where an exact one is too large or counts are not whole), value,
 * lower, upper, std_error, bound_lower, bound_upper, method, notes.  A count that is missing or an interval
 * makes the value NaN; the bounds hold over all it can be.
 *
 * @param table    has a sex axis and that of the levels
 * @param axis     not NULL
 * @param keep     names of axes other than sex and that of the levels; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    as gdcs_hierarchy_estimate()
 * @errors   GDCS_E_ARGUMENT   a pointer is missing, n or axis->count is negative
 *           GDCS_E_OPTION     as gdcs_hierarchy_estimate()
 *           GDCS_E_STRUCT     struct_size missing or too small
 *           GDCS_E_NAME       no such axis or label
 *           GDCS_E_DUPLICATE  an axis or a label twice, or an axis with the name of a column
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes
 *           GDCS_E_LIMIT      more than 100 levels
 *           GDCS_E_EMPTY      the axis has no label
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_hierarchy_table(const gdcs_table *table,
                                                     const gdcs_hierarchy_axis *axis,
                                                     const char *const *keep, int32_t n,
                                                     const gdcs_hierarchy_options *options,
                                                     gdcs_frame **out, gdcs_error *err);

/**
 * Estimate the share of women at each level, per combination of axes to keep.
 *
 * Columns: one per axis kept, level, rank (1: the lowest), women, men, unknown, smoothed, value, lower,
 * upper, std_error, bound_lower, bound_upper, method, notes.  As gdcs_hierarchy_estimate_levels().
 *
 * @param table    has a sex axis and that of the levels
 * @param axis     not NULL
 * @param keep     names of axes other than sex and that of the levels; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    proportions in [0, 1]
 * @errors   as gdcs_hierarchy_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_hierarchy_table_levels(const gdcs_table *table,
                                                            const gdcs_hierarchy_axis *axis,
                                                            const char *const *keep, int32_t n,
                                                            const gdcs_hierarchy_options *options,
                                                            gdcs_frame **out, gdcs_error *err);

/**
 * Fit the proportional-odds model of sex over the levels of an axis, per combination of axes to keep.
 *
 * Columns: one per axis kept, women, men, unknown, levels, statistic, p_value, log10_p (likelihood-ratio test of
 * no difference by sex), p_proportional (Brant's test), value (odds ratio of a higher level, women to men),
 * lower, upper, std_error, bound_lower, bound_upper, method (of the limits), notes.  As gdcs_hierarchy_fit_each().
 *
 * @param table    has a sex axis and that of the levels
 * @param axis     not NULL
 * @param keep     names of axes other than sex and that of the levels; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    odds ratio
 * @errors   as gdcs_hierarchy_table(), and
 *           GDCS_E_OPTION  as gdcs_hierarchy_fit()
 * @checked  tests/stats/test_hierarchy_each.c, against gdcs_hierarchy_fit()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_hierarchy_fit_table(const gdcs_table *table,
                                                         const gdcs_hierarchy_axis *axis,
                                                         const char *const *keep, int32_t n,
                                                         const gdcs_hierarchy_fit_options *options,
                                                         gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
