/** @file gdcs/pipeline.h
 *  From stage to stage of the justice process: who goes on, by sex. */
#ifndef GDCS_PIPELINE_H
#define GDCS_PIPELINE_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Interval methods. */
enum {
    GDCS_PIPELINE_METHOD_DEFAULT = 0, /**< score */
    GDCS_PIPELINE_METHOD_SCORE =
        1, /**< inverts the score test, with zeroes too.  LINKED: Wilson for a
                                           ratio, Miettinen-Nurminen for the index.  CROSS_SECTIONAL: of
                                           two Poisson counts, Wilson for the share of the later
                                           in both, as odds; of four, Cornfield without
                                           continuity correction for the odds ratio, which the
                                           index is given the sums over the stages */
    GDCS_PIPELINE_METHOD_LOG =
        2 /**< normal on the log scale.  LINKED: binomial, Katz for the index;
                                           CROSS_SECTIONAL: variance the sum of 1 / count.  Where a
                                           zero count, or going on without loss, leaves no such
                                           variance: SCORE with GDCS_NOTE_METHOD_CHANGED */
};

/** How the stages relate. */
enum {
    GDCS_PIPELINE_LINKED = 1, /**< the same persons followed: a stage lies within the one before */
    GDCS_PIPELINE_CROSS_SECTIONAL = 2 /**< counts of the same period, of different persons: ratios
                                           above 1 are legal; counts are taken as independent */
};

/** Of what the level is, where there are several steps. */
enum {
    GDCS_PIPELINE_SIMULTANEOUS_EACH = 0, /**< of each interval by itself */
    GDCS_PIPELINE_SIMULTANEOUS_BONFERRONI =
        1, /**< of all k steps together, whatever depends on what: each
                                              interval has alpha / k */
    GDCS_PIPELINE_SIMULTANEOUS_SIDAK =
        2 /**< the same with 1 - (1 - alpha)^(1 / k), for steps that are
                                        independent: those of LINKED stages are, in large samples */
};

/** Tests of women going on as often as men.  All are of the 2x2 table of women and men by going on or
 *  not; CROSS_SECTIONAL, of women and men at the later and at the earlier stage. */
enum {
    GDCS_PIPELINE_TEST_DEFAULT = 0, /**< SCORE; EXACT where fewer than 5 are expected in a cell */
    GDCS_PIPELINE_TEST_SCORE = 1, /**< chi-square, LINKED times (N - 1) / N: rejects where the score
                                         limits of the index leave out 1 */
    GDCS_PIPELINE_TEST_EXACT = 2  /**< Fisher's, all tables no more probable; SCORE with
                                      GDCS_NOTE_METHOD_CHANGED for more than 1e10 persons, or counts that
                                      are not whole */
};

/** What makes a group too small for an index, bits: the rule of the US Office of Juvenile Justice and
 *  Delinquency Prevention for groups that are reported by themselves. */
enum {
    GDCS_PIPELINE_SMALL_BASE = 1, /**< fewer than 30 women, or men, at the earlier stage */
    GDCS_PIPELINE_SMALL_SHARE = 2 /**< women, or men, are less than 1 % of both there */
};

/** Limits of the parts of a gap. */
enum {
    GDCS_PIPELINE_PARTS_DEFAULT = 0,  /**< DELTA */
    GDCS_PIPELINE_PARTS_DELTA = 1,    /**< from the variances of the counts */
    GDCS_PIPELINE_PARTS_BOOTSTRAP = 2 /**< quantiles of parts of pipelines drawn anew: LINKED, each
                                           stage binomial of the one drawn before it; CROSS_SECTIONAL,
                                           each count Poisson.  A count of 0 stays 0 */
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_pipeline_options {
    uint32_t struct_size; /**< sizeof(gdcs_pipeline_options) */
    int32_t method;       /**< GDCS_PIPELINE_METHOD_* */
    int32_t design;       /**< GDCS_PIPELINE_LINKED or _CROSS_SECTIONAL; default CROSS_SECTIONAL */
    int32_t simultaneous; /**< GDCS_PIPELINE_SIMULTANEOUS_*; one step is a family of its own */
    int32_t test;         /**< GDCS_PIPELINE_TEST_* */
    int32_t parts;        /**< GDCS_PIPELINE_PARTS_* */
    int32_t replicates;   /**< of BOOTSTRAP, 100 to 100 000; default 2000 */
    int32_t padding;      /**< 0 */
    int64_t seed;         /**< of BOOTSTRAP: replicate k is drawn from stream k of Philox4x32-10 */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
    const char *const *basis; /**< by stage, what it counts: "persons, flow, 2019"; NULL, or NULL
                                   among them: not said.  A step between stages that say different
                                   things gets GDCS_NOTE_NOT_COMPARABLE: a stock over a flow, offences
                                   over persons, another reference date.  Not read for one step */
    const char *period;       /**< table forms: of the axes kept, that of periods, whose labels are
                                   then whole numbers (years); needed with lags */
    const int32_t *lags; /**< table forms: by stage, how many periods after that of the row it is
                                   counted, -1000 to 1000: {0, 1} is convictions of a year on
                                   prosecutions of the year before.  NULL: none */
} gdcs_pipeline_options;

/** One step, from a stage to a later one.  A ratio without anybody of its sex at the earlier stage is
 *  NaN with GDCS_NOTE_NOT_ESTIMABLE, and so is the index.  The index is infinite if no men, 0 if no
 *  women went on, NaN if neither did (its limits are then [0, infinity]).  std_error is NaN where the
 *  logarithm has none, but for a ratio of LINKED stages.  The notes are those of all three. */
typedef struct gdcs_pipeline_result {
    uint32_t struct_size;     /**< sizeof(gdcs_pipeline_result), set by the caller */
    uint32_t notes;           /**< GDCS_NOTE_* */
    int32_t method;           /**< the method asked for; see GDCS_NOTE_METHOD_CHANGED */
    int32_t design;           /**< the design used */
    double alpha;             /**< 1 - the level used */
    gdcs_estimate women;      /**< women at the later stage per woman at the earlier */
    gdcs_estimate men;        /**< the same of men */
    gdcs_estimate index;      /**< relative rate index: women / men */
    double attrition_women;   /**< 1 - women.value; negative with GDCS_NOTE_ABOVE_ONE */
    double attrition_men;     /**< 1 - men.value */
    gdcs_bounds women_bounds; /**< whatever the sex of the unknown */
    gdcs_bounds men_bounds;
    gdcs_bounds index_bounds;
} gdcs_pipeline_result;

/**
 * Estimate one step: the ratio of a stage to an earlier one, for women and men, and their quotient.
 *
 * women = to.women / from.women; men likewise; index = women / men, the relative rate index.  With
 * convicted over suspected this is the conviction ratio, prosecuted over suspected the prosecution
 * ratio, prisoners over convicted the punitivity ratio (a stock over a flow).
 *
 * The bounds are the smallest and the largest value over all ways to allot the unknown of both stages
 * to women, men or neither, the same way for all three; LINKED: only such that each sex, and each
 * other recorded sex, lies within itself.  x / 0 is infinite, and 0 / 0 left out.
 *
 * @param from     counts at the earlier stage
 * @param to       counts at the later stage
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    persons per person
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is not in [0, 1e15]; LINKED and women, men, others or all persons
 *                            are more at the later stage
 *           GDCS_E_OPTION    unknown method or design; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     no women and no men at the earlier stage
 *           GDCS_E_NUMERIC   a limit was not found
 * @source   HEUNI (2016) Crime and Gender, publication series 85.  Feyerherm, Snyder & Villarruel,
 *           OJJDP DMC technical assistance manual, ch. 1.  Katz et al. (1978) Biometrics 34:469.
 *           Cornfield (1956) Proc. 3rd Berkeley Symp. 4:135.  Wilson and Miettinen & Nurminen as in
 *           gdcs_share_estimate() and gdcs_gap_estimate().
 * @checked  tests/reference/pipeline.csv (mpmath, 60 digits)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pipeline_estimate(const gdcs_sex_counts *from,
                                                       const gdcs_sex_counts *to,
                                                       const gdcs_pipeline_options *options,
                                                       gdcs_pipeline_result *out, gdcs_error *err);

/**
 * Estimate n steps at once: their relative rate indexes, and the ratios of each sex.
 *
 * An element that cannot be estimated is NaN with GDCS_NOTE_NOT_ESTIMABLE, among them LINKED ratios above
 * 1 (GDCS_NOTE_ABOVE_ONE too); a NaN among the counts is missing (GDCS_NOTE_MISSING_CELL); the call goes
 * on.  Notes are those of the measure.
 *
 * @param from     arrays of n
 * @param to       arrays of n
 * @param n        >= 0
 * @param options  may be NULL
 * @param women    may be NULL
 * @param men      may be NULL
 * @param index    may be NULL
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    persons per person
 * @errors   as gdcs_pipeline_estimate() but for EMPTY and NUMERIC
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pipeline_each(
    const gdcs_sex_arrays *from, const gdcs_sex_arrays *to, int64_t n,
    const gdcs_pipeline_options *options, const gdcs_estimate_arrays *women,
    const gdcs_estimate_arrays *men, const gdcs_estimate_arrays *index, gdcs_error *err);

/**
 * Estimate every step of a pipeline, and how far each stage lies from the first.
 *
 * Step k leads from stage k to stage k + 1: each stage on the immediately preceding one.  Reach k leads
 * from the first stage to stage k + 1; its ratios are the products of those of the steps 1 to k.  The
 * family of simultaneous limits is the n - 1 steps for each of women, men and index; the n - 1 reaches
 * are another.  A step that cannot be estimated is NaN with a note, the others are not touched; LINKED,
 * that is one at whose end are more than at its beginning (GDCS_NOTE_ABOVE_ONE).
 *
 * @param stages   counts by stage, in order
 * @param n        their number, 2 to 64
 * @param options  may be NULL
 * @param steps    n - 1 results, struct_size of the first set by the caller and taken for all; may be
 *                 NULL
 * @param reach    the same
 * @param err      may be NULL; row is the 1-based stage
 *
 * @units    persons per person
 * @errors   GDCS_E_ARGUMENT  stages is missing, or n is not in [2, 64]
 *           GDCS_E_VALUE     a count is not in [0, 1e15]
 *           GDCS_E_OPTION    as gdcs_pipeline_estimate(); unknown simultaneous or parts; replicates not in
 *                            [100, 100 000]
 *           GDCS_E_STRUCT    struct_size missing or too small
 * @source   as gdcs_pipeline_estimate(); Sidak (1967) J. Am. Stat. Assoc. 62:626
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pipeline_estimate_stages(
    const gdcs_sex_counts *stages, int64_t n, const gdcs_pipeline_options *options,
    gdcs_pipeline_result *steps, gdcs_pipeline_result *reach, gdcs_error *err);

/** A step as a relation of women to men, in both framings, with its test. */
typedef struct gdcs_pipeline_tested {
    uint32_t struct_size;          /**< sizeof(gdcs_pipeline_tested), set by the caller */
    uint32_t notes;                /**< GDCS_NOTE_* */
    int32_t method;                /**< the method asked for; see GDCS_NOTE_METHOD_CHANGED */
    int32_t design;                /**< the design used */
    int32_t test;                  /**< GDCS_PIPELINE_TEST_* used, never DEFAULT */
    int32_t small;                 /**< GDCS_PIPELINE_SMALL_*; 0: none */
    double alpha;                  /**< 1 - the level used */
    gdcs_estimate index;           /**< as in gdcs_pipeline_result */
    gdcs_estimate attrition_index; /**< attrition of women / attrition of men */
    gdcs_estimate difference;      /**< ratio of women - ratio of men */
    gdcs_bounds index_bounds;      /**< whatever the sex of the unknown */
    gdcs_bounds attrition_index_bounds;
    gdcs_bounds difference_bounds;
    gdcs_test equality; /**< of an index of 1; the statistic is chi-square, NaN with EXACT */
    double p_adjusted;  /**< by Holm, for the tests of the same call; one test: p_value */
} gdcs_pipeline_tested;

/**
 * Test whether women and men go on equally often, with both framings of how they differ.
 *
 * index = w / m, attrition_index = (1 - w) / (1 - m), difference = w - m, w and m being the ratios of
 * gdcs_pipeline_estimate().  The rarer going on, the larger its index and the nearer to 1 that of
 * attrition, and the other way round: GDCS_NOTE_FRAMINGS where only one of the two lies in
 * [4/5, 5/4].  Report then both, or the difference.  An index is no mirror of itself: 0.5 says that
 * women go on half as often, which is men twice as often; 0.5 is as far from 1 as 2, not as 1.5.
 *
 * The attrition index is NaN with GDCS_NOTE_NOT_ESTIMABLE where a ratio is above 1.  Limits, LINKED:
 * Miettinen-Nurminen, or Katz for both indexes; CROSS_SECTIONAL: from the limits of the two ratios (MOVER
 * and its form for ratios), of which attrition below 0 is cut off, or normal on the log scale for indexes.
 *
 * @param from     counts at the earlier stage
 * @param to       counts at the later stage
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    1; persons per person for the difference
 * @errors   as gdcs_pipeline_estimate(); GDCS_E_OPTION also for an unknown test
 * @source   Feyerherm, Snyder & Villarruel, OJJDP DMC technical assistance manual, ch. 1.  Scanlan (2006)
 *           Chance 19(2):47.  Donner & Zou (2012) Stat. Methods Med. Res. 21:347.  Zou & Donner (2008)
 *           Stat. Med. 27:1693.  Campbell (2007) Stat. Med. 26:3661.  Fisher (1934); Holm (1979).
 * @checked  tests/reference/pipeline_tests.csv (mpmath; Fisher's test from exact fractions)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pipeline_test(const gdcs_sex_counts *from,
                                                   const gdcs_sex_counts *to,
                                                   const gdcs_pipeline_options *options,
                                                   gdcs_pipeline_tested *out, gdcs_error *err);

/**
 * Test every step of a pipeline, and the whole way.
 *
 * As gdcs_pipeline_estimate_stages(): each stage on the immediately preceding one, NaN with a note where
 * there is no answer.  p_adjusted is for the n - 1 steps; that of the whole way is its p_value.
 *
 * @param stages   counts by stage, in order
 * @param n        their number, 2 to 64
 * @param options  may be NULL
 * @param steps    n - 1 results, struct_size of the first set by the caller and taken for all; may be
 *                 NULL
 * @param whole    from the first stage to the last; struct_size set by the caller; may be NULL
 * @param err      may be NULL; row is the 1-based stage
 *
 * @units    as gdcs_pipeline_test()
 * @errors   as gdcs_pipeline_estimate_stages(); GDCS_E_OPTION also for an unknown test; GDCS_E_MEMORY
 * @source   as gdcs_pipeline_test()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pipeline_test_stages(const gdcs_sex_counts *stages, int64_t n,
                                                          const gdcs_pipeline_options *options,
                                                          gdcs_pipeline_tested *steps,
                                                          gdcs_pipeline_tested *whole,
                                                          gdcs_error *err);

/** What else there is to the tests of many steps: arrays of n, each NULL if it is not wanted. */
typedef struct gdcs_pipeline_test_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_pipeline_test_arrays) */
    uint32_t padding;     /**< 0 */
    double *p_adjusted;   /**< by Holm, for all n */
    int32_t *test;        /**< GDCS_PIPELINE_TEST_* used */
    int32_t *small;       /**< GDCS_PIPELINE_SMALL_* */
} gdcs_pipeline_test_arrays;

/**
 * Test n steps at once.
 *
 * Elements are treated as by gdcs_pipeline_each().
 *
 * @param from             arrays of n
 * @param to               arrays of n
 * @param n                >= 0
 * @param options          may be NULL
 * @param attrition_index  may be NULL
 * @param difference       may be NULL
 * @param equality         may be NULL
 * @param beside           may be NULL
 * @param err              may be NULL; row is the 1-based element
 *
 * @units    as gdcs_pipeline_test()
 * @errors   as gdcs_pipeline_test() but for EMPTY and NUMERIC; GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pipeline_test_each(
    const gdcs_sex_arrays *from, const gdcs_sex_arrays *to, int64_t n,
    const gdcs_pipeline_options *options, const gdcs_estimate_arrays *attrition_index,
    const gdcs_estimate_arrays *difference, const gdcs_test_arrays *equality,
    const gdcs_pipeline_test_arrays *beside, gdcs_error *err);

/** The gap at the end of a pipeline, whose parts are in arrays beside it. */
typedef struct gdcs_pipeline_decomposed {
    uint32_t struct_size;     /**< sizeof(gdcs_pipeline_decomposed), set by the caller */
    uint32_t notes;           /**< GDCS_NOTE_*, those of all parts too */
    int32_t method;           /**< the method asked for */
    int32_t design;           /**< the design used */
    int32_t parts;            /**< GDCS_PIPELINE_PARTS_*, never DEFAULT */
    int32_t replicates;       /**< drawn; 0 with DELTA */
    double alpha;             /**< 1 - the level of the totals; that of a part is its family's */
    gdcs_estimate women;      /**< women at the last stage per woman at the first */
    gdcs_estimate men;        /**< the same of men */
    gdcs_estimate index;      /**< women / men */
    gdcs_estimate log_index;  /**< ln index, the sum of its parts */
    gdcs_estimate gap;        /**< women - men, the sum of its parts */
    gdcs_bounds women_bounds; /**< whatever the sex of the unknown */
    gdcs_bounds men_bounds;
    gdcs_bounds index_bounds;
    gdcs_bounds log_index_bounds;
    gdcs_bounds gap_bounds;
} gdcs_pipeline_decomposed;

/**
 * Decompose the gap between women and men at the end of a pipeline over its steps.
 *
 * With w_k and m_k the ratios of step k, W = w_1 ... w_K and M = m_1 ... m_K:
 *
 *   log_index  ln (w_k / m_k), exact: ln (W / M) is their sum.  Limits are the logarithms of those of
 *              the index of the step.  LINKED with METHOD_LOG, the variances add up to Katz's of W / M
 *   share      ln (w_k / m_k) / ln (W / M), adding up to 1; limits of Fieller.  They are infinite where
 *              those of ln (W / M) hold 0, for then nothing is there to be shared
 *   gap        (w_k - m_k) times the integral over t from 0 to 1 of the product over the other steps of
 *              (1 - t) m_i + t w_i: what step k changes of W - M, averaged over all orders in which the
 *              steps may turn from the men's ratio to the women's.  Das Gupta's formula for K factors,
 *              and the Shapley value; W - M is their sum.  Persons per person at the first stage
 *
 * Zero counts make logarithms infinite, with GDCS_NOTE_ZERO_CELL, and shares NaN; the parts of W - M are
 * NaN if a stage before the last has nobody of a sex.  The delta method and the bootstrap take a count of
 * 0 to be certain.  Of the bounds, those of women, men and indexes are as sharp as
 * gdcs_pipeline_estimate()'s; those of shares and of parts of the gap hold, but may be wider than need
 * be.  One step is the whole: its share is 1.
 *
 * At 95 %, by tests/coverage, three steps of 12 to 5100 persons: log_index holds the truth in 95 to 96 of
 * 100, gap by the delta method in 95 to 97, both by the bootstrap in 94 to 95.  Shares hold it in 95 of 100
 * where all are limited, and in up to 99 where 7 of 10 have no limits; none too few.
 *
 * @param stages     counts by stage, in order
 * @param n          their number, 2 to 64
 * @param options    may be NULL; the family is that of the n - 1 parts of one kind
 * @param log_index  arrays of n - 1; may be NULL
 * @param share      the same
 * @param gap        the same
 * @param out        struct_size set by the caller; may be NULL
 * @param err        may be NULL; row is the 1-based stage
 *
 * @units    natural logarithms; 1; persons per person
 * @errors   as gdcs_pipeline_estimate_stages();
 *           GDCS_E_MEMORY
 * @source   Das Gupta (1993) Standardization and decomposition of rates, US Bureau of the Census P23-186,
 *           ch. 2.  Shapley (1953); Shorrocks (2013) J. Econ. Inequal. 11:99.  Fieller (1954) J. R.
 *           Stat. Soc. B 16:175.  Katz et al. (1978) Biometrics 34:469.
 * @checked  tests/reference/pipeline_parts.csv (mpmath: every order of the steps, numeric derivatives)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pipeline_decompose(
    const gdcs_sex_counts *stages, int64_t n, const gdcs_pipeline_options *options,
    const gdcs_estimate_arrays *log_index, const gdcs_estimate_arrays *share,
    const gdcs_estimate_arrays *gap, gdcs_pipeline_decomposed *out, gdcs_error *err);

/**
 * Decompose the gaps of n pipelines at once.
 *
 * Part k of pipeline i, both from 0, is element i (count - 1) + k of the outputs.  A NaN among the counts is
 * missing (GDCS_NOTE_MISSING_CELL), and so are values that need it; LINKED stages that have more than the
 * one before have no values (GDCS_NOTE_ABOVE_ONE); the call goes on.
 *
 * @param stages     by stage, in order, arrays of n; struct_size set in each
 * @param count      number of stages, 2 to 64
 * @param n          >= 0
 * @param options    may be NULL; every pipeline is drawn anew from the same seed
 * @param log_index  arrays of n (count - 1); may be NULL
 * @param share      the same
 * @param gap        the same
 * @param err        may be NULL; row is the 1-based element
 *
 * @units    as gdcs_pipeline_decompose()
 * @errors   as gdcs_pipeline_decompose(); GDCS_E_ARGUMENT also if n is negative
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pipeline_decompose_each(
    const gdcs_sex_arrays *stages, int64_t count, int64_t n, const gdcs_pipeline_options *options,
    const gdcs_estimate_arrays *log_index, const gdcs_estimate_arrays *share,
    const gdcs_estimate_arrays *gap, gdcs_error *err);

/**
 * Estimate every step along an axis of stages, and the whole way, per combination of axes to keep.
 *
 * Each stage is measured on the immediately preceding one; with more than two stages the last step of
 * a group is the whole way, from the first stage to the last.  Columns: one per axis kept, from, to,
 * measure ("women", "men", "index"), from_women, to_women, from_men, to_men, from_unknown, to_unknown,
 * attrition (NaN for the index), value, lower, upper, std_error, bound_lower, bound_upper, method, notes.
 * Three rows per step.  A count that is missing or an interval makes values NaN; the bounds hold over all
 * it can be, though LINKED they may then be wider than need be.
 *
 * Any process of stages can be walked so: suspected, prosecuted, convicted, imprisoned; or, of victims,
 * reported, participated in proceedings, protected, compensated, with the axis of roles among those
 * kept where a table has several.  With lags, a stage of a row of period t is that of period t + lag; a
 * period that the table does not have is missing, not 0.
 *
 * @param table    has a sex axis and the axis of stages
 * @param axis     its name
 * @param stages   labels of the axis, in order, distinct
 * @param count    their number, 2 to 64
 * @param keep     names of other axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL; the family is the steps of a group, the whole way is by itself
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    persons per person
 * @errors   GDCS_E_ARGUMENT, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_OPTION     as gdcs_pipeline_estimate_stages(); lags without a period, or beyond 1000
 *           GDCS_E_NAME       no such axis or label; the period is not among the axes kept
 *           GDCS_E_DUPLICATE  an axis or a stage twice
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes
 *           GDCS_E_VALUE      lags, and a label of the axis of periods is no whole number
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pipeline_table(const gdcs_table *table, const char *axis,
                                                    const char *const *stages, int32_t count,
                                                    const char *const *keep, int32_t n,
                                                    const gdcs_pipeline_options *options,
                                                    gdcs_frame **out, gdcs_error *err);

/**
 * Estimate and test every step along an axis of stages, and every reach, in both framings.
 *
 * Five rows each for the steps, then for the reaches from the first stage to the third and on (scope
 * "step", "reach"): measure "women", "men", "index", "attrition_index", "difference".  Columns: one per
 * axis kept, from, to, measure, scope, from_women, to_women, from_men, to_men, from_unknown, to_unknown,
 * small ("no", "base", "share", "base and share"), test, statistic, p_value, log10_p, p_adjusted (over the
 * steps of a group, of a reach its p_value), all six of the index only, value, lower, upper, std_error,
 * bound_lower, bound_upper, method, notes.  Cells as in gdcs_pipeline_table().
 *
 * @param table    has a sex axis and the axis of stages
 * @param axis     its name
 * @param stages   labels of the axis, in order, distinct
 * @param count    their number, 2 to 64
 * @param keep     names of other axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL; the steps of a group are a family, and its reaches are another
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    persons per person; 1 for indexes
 * @errors   as gdcs_pipeline_table(); GDCS_E_OPTION also for an unknown test
 * @source   as gdcs_pipeline_test()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pipeline_table_stages(const gdcs_table *table,
                                                           const char *axis,
                                                           const char *const *stages, int32_t count,
                                                           const char *const *keep, int32_t n,
                                                           const gdcs_pipeline_options *options,
                                                           gdcs_frame **out, gdcs_error *err);

/**
 * Decompose the gap at the end of an axis of stages over its steps, per combination of axes to keep.
 *
 * Three rows per step, measure "log_index", "share", "gap", as gdcs_pipeline_decompose() has them; then
 * the whole way with "log_index" and "gap", which the parts add up to.  Columns: one per axis kept, from,
 * to, measure, value, lower, upper, std_error, bound_lower, bound_upper, method, notes.  Cells as in
 * gdcs_pipeline_table(); with an interval or a missing one only the bounds speak.
 *
 * @param table    has a sex axis and the axis of stages
 * @param axis     its name
 * @param stages   labels of the axis, in order, distinct
 * @param count    their number, 2 to 64
 * @param keep     names of other axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL; the family is the parts of one kind in a group
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    natural logarithms; 1; persons per person
 * @errors   as gdcs_pipeline_table()
 * @source   as gdcs_pipeline_decompose()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_pipeline_table_decomposed(
    const gdcs_table *table, const char *axis, const char *const *stages, int32_t count,
    const char *const *keep, int32_t n, const gdcs_pipeline_options *options, gdcs_frame **out,
    gdcs_error *err);

GDCS_END
#endif
