/** @file gdcs/rate.h
 *  Crude rates per population of the relevant sex, and rates compared. */
#ifndef GDCS_RATE_H
#define GDCS_RATE_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/population.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Interval methods.
 *
 *  EXACT never covers less than its level and is the default, because a rate published with a limit is
 *  read as a warranty; it covers 97 to 98 % at 95 % where counts are below 10.  For an average near the
 *  level take SCAS or MID_P (tests/coverage/rate.c prints all). */
enum {
    GDCS_RATE_METHOD_DEFAULT = 0,  /**< exact */
    GDCS_RATE_METHOD_EXACT = 1,    /**< Garwood: gamma quantiles, whole counts or not */
    GDCS_RATE_METHOD_BYAR = 2,     /**< cube roots; x in the lower limit, x + 1 in the upper, as in
                                        Breslow & Day and in public health */
    GDCS_RATE_METHOD_MID_P = 3,    /**< exact with half the probability of what was seen */
    GDCS_RATE_METHOD_SCORE = 4,    /**< Rao: |x - m| <= z sqrt(m) */
    GDCS_RATE_METHOD_SCAS = 5,     /**< the score corrected for its skewness (Laud) */
    GDCS_RATE_METHOD_JEFFREYS = 6, /**< equal tails of a gamma of shape x + 1/2, 0 if x is 0 */
    GDCS_RATE_METHOD_BYAR_HALF = 7 /**< cube roots with x + 1/2 in both limits: what epitools and
                                        DescTools call Byar's */
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_rate_options {
    uint32_t struct_size; /**< sizeof(gdcs_rate_options) */
    int32_t method;       /**< GDCS_RATE_METHOD_* */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly, at least 1e-300; 0: by level */
    double per;           /**< persons the rate refers to, > 0; default 100 000 */
} gdcs_rate_options;

/** What a rate is made of.  Frozen. */
typedef struct gdcs_rate_counts {
    double events;     /**< of one sex, or of everybody */
    double unknown;    /**< events of unknown sex that may belong to it; 0 for everybody */
    double population; /**< persons, or person-years at risk, of the same sex */
} gdcs_rate_counts;

/** The same for many: arrays of equal length; unknown may be NULL. */
typedef struct gdcs_rate_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_rate_arrays) */
    uint32_t padding;     /**< 0 */
    const double *events;
    const double *unknown;
    const double *population;
} gdcs_rate_arrays;

/** One rate. */
typedef struct gdcs_rate_result {
    uint32_t struct_size; /**< sizeof(gdcs_rate_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used, never DEFAULT */
    int32_t padding;      /**< 0 */
    double alpha;         /**< 1 - the level used */
    double per;           /**< persons the rate refers to */
    double events;
    double population;
    double unknown;
    gdcs_estimate rate; /**< std_error = per x sqrt(events) / population, by every method */
    gdcs_bounds bounds; /**< if none, and if all, of the unknown belong to it */
} gdcs_rate_result;

/** Interval methods of a contrast; each serves the ratio and the difference.
 *
 *  SCORE is the default: the ratio, the difference and the test are one statistic (the ratio's limits
 *  leave out 1, the difference's 0 and p is below alpha all at once), and none fails at 0.  Coverage at
 *  95 %, mean and least over means of 0.5 to 50 events (tests/coverage/rate.c):
 *
 *              ratio           difference
 *      EXACT   98.1   96.0     97.0   95.7
 *      MID_P   96.9   95.0     95.9   94.7
 *      SCORE   95.3   91.8     95.4   93.7
 *      MOVER   95.9   93.3     96.3   94.9
 *      WALD    96.1   93.8     94.7   89.7    (SCORE's where there are no events)
 *
 *  For a warranty take EXACT, for the least width SCORE, between them MID_P. */
enum {
    GDCS_RATE_CONTRAST_METHOD_DEFAULT = 0, /**< score */
    GDCS_RATE_CONTRAST_METHOD_EXACT = 1,   /**< ratio: Clopper & Pearson's limits given the sum of
                                                events; difference: MOVER of Garwood's */
    GDCS_RATE_CONTRAST_METHOD_MID_P = 2,   /**< the same, both mid-P */
    GDCS_RATE_CONTRAST_METHOD_SCORE = 3,   /**< ratio: Gart's, Graham, Mengersen & Morton's;
                                                difference: Miettinen & Nurminen's */
    GDCS_RATE_CONTRAST_METHOD_MOVER = 4,   /**< recovered from score limits of each rate */
    GDCS_RATE_CONTRAST_METHOD_WALD = 5     /**< ratio: its logarithm normal; difference: itself */
};

/** Tests of a ratio of rates, all two-sided. */
enum {
    GDCS_RATE_TEST_DEFAULT = 0, /**< that of the method: p is below alpha where its ratio leaves out
                                        the null (MOVER: score; so has SCORE at ties) */
    GDCS_RATE_TEST_EXACT = 1,   /**< twice the smaller binomial tail given the sum of events */
    GDCS_RATE_TEST_MID_P = 2,   /**< the same with half the probability of what was seen */
    GDCS_RATE_TEST_SCORE = 3,   /**< normal deviate, rates estimated under the null */
    GDCS_RATE_TEST_WALD = 4,    /**< of the logarithm of the ratio */
    GDCS_RATE_TEST_LIKELIHOOD =
        5,               /**< exact, all outcomes no more probable than what was seen: what
                                        poisson.test of R gives; whole counts */
    GDCS_RATE_TEST_E = 6 /**< Krishnamoorthy & Thomson's E-test with the score statistic;
                                        whole counts of at most 1e6 */
};

/** Options of a contrast.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_rate_contrast_options {
    uint32_t struct_size; /**< sizeof(gdcs_rate_contrast_options) */
    int32_t method;       /**< GDCS_RATE_CONTRAST_METHOD_* */
    int32_t test;         /**< GDCS_RATE_TEST_* */
    int32_t padding;      /**< 0 */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly, at least 1e-300; 0: by level */
    double per;           /**< persons the difference refers to, > 0; default 100 000 */
    double null_ratio;    /**< the ratio that is tested, in [1e-9, 1e9]; default 1 */
} gdcs_rate_contrast_options;

/** Rate a against rate b.  Its notes are those of both measures. */
typedef struct gdcs_rate_contrast_result {
    uint32_t struct_size; /**< sizeof(gdcs_rate_contrast_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used, never DEFAULT */
    int32_t test_method;  /**< the test used, never DEFAULT */
    double alpha;         /**< 1 - the level used */
    double per;           /**< persons the difference refers to */
    double null_ratio;    /**< the ratio tested */
    double rate_a;        /**< per `per` persons */
    double rate_b;
    gdcs_estimate ratio;      /**< rate a / rate b; std_error by the delta method, NaN if there are
                                   no events in one */
    gdcs_estimate difference; /**< rate a - rate b; std_error = per x sqrt(a / A^2 + b / B^2), by
                                   every method */
    gdcs_bounds ratio_bounds; /**< whatever is unknown */
    gdcs_bounds difference_bounds;
    gdcs_test test; /**< of ratio = null_ratio */
} gdcs_rate_contrast_result;

/** How rates are pooled over strata. */
enum {
    GDCS_RATE_POOL_METHOD_DEFAULT = 0,         /**< Mantel-Haenszel */
    GDCS_RATE_POOL_METHOD_MANTEL_HAENSZEL = 1, /**< limits: the logarithm of the ratio normal */
    GDCS_RATE_POOL_METHOD_SCORE = 2            /**< ratio by maximum likelihood, its limits by the
                                                    score; difference as Mantel-Haenszel's */
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_rate_pool_options {
    uint32_t struct_size; /**< sizeof(gdcs_rate_pool_options) */
    int32_t method;       /**< GDCS_RATE_POOL_METHOD_* */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
    double per;           /**< persons the difference refers to, > 0; default 100 000 */
} gdcs_rate_pool_options;

/** Two rates compared over strata. */
typedef struct gdcs_rate_pool_result {
    uint32_t struct_size; /**< sizeof(gdcs_rate_pool_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used, never DEFAULT */
    int32_t padding;      /**< 0 */
    int64_t strata;       /**< with persons in a and in b */
    int64_t empty;        /**< without; they contribute nothing (GDCS_NOTE_EMPTY_UNIT) */
    double alpha;         /**< 1 - the level used */
    double per;           /**< persons the difference refers to */
    double events_a;      /**< in strata that contribute */
    double events_b;
    gdcs_estimate ratio;              /**< a to b */
    gdcs_estimate difference;         /**< a less b */
    gdcs_bounds ratio_bounds;         /**< of the Mantel-Haenszel ratio, whatever is unknown */
    gdcs_bounds difference_bounds;    /**< whatever is unknown */
    gdcs_test test;                   /**< all ratios are 1; statistic: normal deviate */
    gdcs_test ratio_homogeneity;      /**< all ratios are the pooled one; NaN where that is 0 or
                                          infinite */
    gdcs_test difference_homogeneity; /**< all differences are the pooled one */
} gdcs_rate_pool_result;

/** Interval methods where events come in clusters.
 *
 *  gdcs_rate_estimate_repeated() takes DOBSON, GAMMA, MID_P; gdcs_rate_estimate_clustered() takes DOBSON,
 *  PERCENTILE, BCA. */
enum {
    GDCS_RATE_CLUSTERED_METHOD_DEFAULT = 0, /**< repeated: GAMMA; clustered: DOBSON */
    GDCS_RATE_CLUSTERED_METHOD_DOBSON = 1,  /**< exact Poisson limits of the events, their distances
                                                    from the rate times sqrt(dispersion) */
    GDCS_RATE_CLUSTERED_METHOD_GAMMA = 2, /**< Fay & Feuer: gamma with the mean and variance of the
                                                    sum, one person more with the largest k above */
    GDCS_RATE_CLUSTERED_METHOD_MID_P = 3, /**< Fay & Kim: between the two gammas */
    GDCS_RATE_CLUSTERED_METHOD_PERCENTILE = 4, /**< quantiles of a bootstrap of the units */
    GDCS_RATE_CLUSTERED_METHOD_BCA = 5         /**< the same, bias corrected and accelerated */
};

/** Options.  NULL, or a member left at zero, means the default.
 *
 *  Replicate k is drawn from stream k of the generator Philox4x32-10 under the seed. */
typedef struct gdcs_rate_clustered_options {
    uint32_t struct_size; /**< sizeof(gdcs_rate_clustered_options) */
    int32_t method;       /**< GDCS_RATE_CLUSTERED_METHOD_* */
    int32_t replicates;   /**< of the bootstrap: 10 to 1 000 000; default 2000 */
    int32_t padding;      /**< 0 */
    int64_t seed;         /**< any number */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
    double per;           /**< persons the rate refers to, > 0; default 100 000 */
} gdcs_rate_clustered_options;

/** A rate whose events come in clusters. */
typedef struct gdcs_rate_clustered_result {
    uint32_t struct_size; /**< sizeof(gdcs_rate_clustered_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used, never DEFAULT */
    int32_t replicates;   /**< drawn; 0: none */
    double alpha;         /**< 1 - the level used */
    double per;           /**< persons the rate refers to */
    double events;
    double clusters; /**< persons with events; units */
    double population;
    double
        dispersion; /**< variance of the events over that of a Poisson count; NaN without events */
    gdcs_estimate rate;
    gdcs_bounds bounds; /**< if none, and if all, of the unknown belong to it */
    gdcs_test test;     /**< of a dispersion of 1 over units; NaN for repeated events */
} gdcs_rate_clustered_result;

/**
 * Estimate one rate.
 *
 * rate = per x events / population; its limits are those of a Poisson count, times per / population,
 * which is taken as known.  bounds = per x [events, events + unknown] / population.  Events that are
 * counted more than once per person vary more than the limits say.
 *
 * Notes: UNKNOWN_PRESENT; AT_BOUNDARY and ZERO_CELL if there are no events; SMALL_BASE if there are
 * fewer than 20, a standard error above 22 % of the rate, where the US National Center for Health
 * Statistics calls a rate unreliable; NOT_WHOLE; METHOD_CHANGED if there are more than 1e12 events or
 * a sum of weights below 1e-3, where Byar's limits are given for the exact ones.
 *
 * @param counts   finite, events and unknown >= 0, population > 0
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    events per `per` persons
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a number is negative or not finite
 *           GDCS_E_OPTION    unknown method; level or alpha outside (0, 1), or both; per negative or
 *                            not finite
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     population is 0
 *           GDCS_E_NUMERIC   the rate is outside the range of a double
 * @source   Garwood (1936) Biometrika 28:437.  Breslow & Day (1987) Statistical Methods in Cancer
 *           Research II, eq. 2.10.  Cohen & Yang (1994) Stat. Med. 13:2189.  Laud (2017) Pharm. Stat.
 *           16:334, for SCAS.  Brown, Cai & DasGupta (2003) Stat. Sinica 13:19, for Jeffreys and score.
 * @checked  tests/reference/rate.csv (40-digit arithmetic, scipy), rate_r.csv (base R)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_estimate(const gdcs_rate_counts *counts,
                                                   const gdcs_rate_options *options,
                                                   gdcs_rate_result *out, gdcs_error *err);

/**
 * Estimate n rates at once.
 *
 * Element i is what gdcs_rate_estimate() makes of the i-th counts.  Where it refuses, the call goes
 * on: a population of 0 gives NaN with GDCS_NOTE_NOT_ESTIMABLE.  A number that is NaN is missing:
 * GDCS_NOTE_MISSING_CELL (events and unknown, between 0 and infinity, as the bounds then say) or
 * GDCS_NOTE_NO_POPULATION.
 *
 * @param counts   arrays of n; events and population not NULL, unknown NULL for zeroes
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      arrays of n, each NULL if not wanted; untouched on failure
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    events per `per` persons
 * @errors   GDCS_E_ARGUMENT  counts, events, population or out is missing, n is negative
 *           GDCS_E_VALUE     a number is negative or infinite
 *           GDCS_E_OPTION    as gdcs_rate_estimate()
 *           GDCS_E_STRUCT    struct_size missing or too small
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_each(const gdcs_rate_arrays *counts, int64_t n,
                                               const gdcs_rate_options *options,
                                               const gdcs_estimate_arrays *out, gdcs_error *err);

/**
 * Estimate rates of women, of men and of everybody for each combination of the axes to keep.
 *
 * Three rows per combination, sex F, M and _T, each on the population of the same sex, chosen by the
 * labels of the axes of area, period and age among those kept; all other axes are summed over.
 *
 * F and M: the unknown may all belong to it, or none: bounds [F, F + unknown].  Persons of other sex have
 * no population and no row: GDCS_NOTE_OTHER_PRESENT.  _T: all persons, of other and unknown sex too,
 * legal persons not.  A declared total above its parts adds the rest to the unknown and so stands; one
 * below them gives way (GDCS_NOTE_PARTS_EXCEED); beside parts that are not exact it is the number of
 * events of _T and narrows the bounds of F and M.
 *
 * The label of a declared total of the age axis stands for all ages.  Columns: one per axis kept, sex,
 * events, unknown, population, value, lower, upper, std_error, bound_lower, bound_upper, method (text),
 * notes (GDCS_NOTE_* bits).  A combination without population has GDCS_NOTE_NO_POPULATION and
 * _NOT_ESTIMABLE; one with an interval or missing cell has bounds that allow for it.
 *
 * @param table       has a sex axis
 * @param population  not NULL
 * @param keep        names of axes; NULL if n is 0
 * @param n           their number
 * @param options     may be NULL
 * @param out         the frame, ended by gdcs_frame_free(); its metadata are those of the
 *                    table, its sensitivity is the higher of table and population;
 *                    GDCS_META_METHOD says what was done
 * @param err         may be NULL
 *
 * @units    events per `per` persons of the same sex
 * @errors   GDCS_E_ARGUMENT   table, population or out is missing, n is negative, keep is missing with
 *                             n > 0
 *           GDCS_E_OPTION     as gdcs_rate_estimate()
 *           GDCS_E_STRUCT     struct_size of options missing or too small
 *           GDCS_E_NAME       the table has no such axis
 *           GDCS_E_DUPLICATE  an axis is named twice, or bears the name of another column
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes to keep; the population has an axis of
 *                             area or period that is not kept; an axis of area, period or age is kept
 *                             that the population does not have, or two of one concept
 *           GDCS_E_MEMORY
 * @source   Eurostat crim_pris_age, unit P_HTHAB: per 100 000 of the relevant sex
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_table(const gdcs_table *table,
                                                const gdcs_population *population,
                                                const char *const *keep, int32_t n,
                                                const gdcs_rate_options *options, gdcs_frame **out,
                                                gdcs_error *err);

/**
 * Estimate the ratio a to b, and the difference a less b, of two rates of independent events.
 *
 * ratio = (a / A) / (b / B), difference = per x (a / A - b / B), a and b being events and A and B the
 * populations, known without error.  Nobody's events are in both: compare women with men, or an area with
 * the others, not with a total that contains it.
 *
 * No events are legal: in a, ratio 0 with limits [0, U]; in b, ratio and upper limit infinite
 * (GDCS_NOTE_UPPER_INFINITE) with a lower one above 0; in both, ratio NaN with limits [0, infinity]
 * (GDCS_NOTE_NOT_ESTIMABLE), difference 0 with its limits, p 1.  WALD has no ratio limits and no p at 0: SCORE
 * takes its place there (GDCS_NOTE_METHOD_CHANGED), as it does for EXACT and MID_P with more than 1e12 events,
 * and for LIKELIHOOD and E beyond what they take.  Events that are no whole numbers are legal
 * (GDCS_NOTE_NOT_WHOLE).  GDCS_NOTE_SMALL_BASE: fewer than 20 events in either.
 *
 * bounds: from no unknown in a and all in b, to the contrary.
 *
 * @param a        of women, of the first area: events, unknown >= 0, population > 0, all at most 1e15
 * @param b        of men, of the second area: likewise
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    ratio in [0, infinity]; difference in events per `per` persons
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a number is not in [0, 1e15]
 *           GDCS_E_OPTION    unknown method or test; level or alpha outside (0, 1), or both; per negative
 *                            or not finite; null_ratio outside [1e-9, 1e9]
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     a population is 0
 *           GDCS_E_NUMERIC   the difference is outside the range of a double
 * @source   Przyborowski & Wilenski (1940) Biometrika 31:313.  Gart (1985) Biometrics 41:673.  Graham,
 *           Mengersen & Morton (2003) Stat. Med. 22:2071.  Li, Tang & Wong (2014) Comput. Stat. 29:869.
 *           Miettinen & Nurminen (1985) Stat. Med. 4:213.  Krishnamoorthy & Thomson (2004) J. Stat. Plan.
 *           Inference 119:23.
 * @checked  tests/reference/rate_contrast.csv (40-digit arithmetic), rate_contrast_r.csv (poisson.test of
 *           base R), rate_contrast_peers.csv (statsmodels' tests)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_estimate_contrast(
    const gdcs_rate_counts *a, const gdcs_rate_counts *b, const gdcs_rate_contrast_options *options,
    gdcs_rate_contrast_result *out, gdcs_error *err);

/**
 * Estimate n contrasts of rates at once.
 *
 * Element i is what gdcs_rate_estimate_contrast() makes of the i-th a and b.  Where it refuses, the call goes on:
 * NaN and GDCS_NOTE_NOT_ESTIMABLE, with GDCS_NOTE_MISSING_CELL (a count that is NaN: between 0 and infinity, as
 * the bounds then say) or GDCS_NOTE_NO_POPULATION (a population that is NaN or 0).
 *
 * @param a           arrays of n; events and population not NULL, unknown NULL for zeroes
 * @param b           likewise
 * @param n           >= 0
 * @param options     may be NULL
 * @param ratio       arrays of n, each NULL if not wanted; may be NULL; untouched on failure
 * @param difference  the same
 * @param test        the same
 * @param err         may be NULL; row is the 1-based element
 *
 * @units    as gdcs_rate_estimate_contrast()
 * @errors   GDCS_E_ARGUMENT  a, b, events or population is missing, n is negative
 *           GDCS_E_VALUE     a number is not in [0, 1e15]
 *           GDCS_E_OPTION    as gdcs_rate_estimate_contrast()
 *           GDCS_E_STRUCT    struct_size missing or too small
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_each_contrast(
    const gdcs_rate_arrays *a, const gdcs_rate_arrays *b, int64_t n,
    const gdcs_rate_contrast_options *options, const gdcs_estimate_arrays *ratio,
    const gdcs_estimate_arrays *difference, const gdcs_test_arrays *test, gdcs_error *err);

/**
 * Estimate the contrast of women to men for each combination of the axes to keep.
 *
 * Two rows per combination, measure "ratio_women_per_man" and "difference_women_minus_men": the rate of women
 * (events over women of the population) against that of men.  The population is chosen as in
 * gdcs_rate_table().  Only women and men enter; the unknown enter the bounds, as women, as men or as neither,
 * and so do interval cells.
 *
 * Columns: one per axis kept, measure, events_women, events_men, unknown, population_women,
 * population_men, rate_women, rate_men (per `per`), p_value, log10_p (of equal rates, or of null_ratio),
 * value, lower, upper, std_error, bound_lower, bound_upper, method (text), notes (GDCS_NOTE_* bits).  A
 * combination that cannot be estimated stays, with its note.
 *
 * @param table       has a sex axis
 * @param population  not NULL
 * @param keep        names of axes; NULL if n is 0
 * @param n           their number
 * @param options     may be NULL
 * @param out         the frame, ended by gdcs_frame_free(); its metadata are those of the
 *                    table, its sensitivity is the higher of table and population
 * @param err         may be NULL
 *
 * @units    as gdcs_rate_estimate_contrast()
 * @errors   GDCS_E_ARGUMENT   table, population or out is missing, n is negative, keep is missing with
 *                             n > 0
 *           GDCS_E_OPTION     as gdcs_rate_estimate_contrast()
 *           GDCS_E_STRUCT     struct_size of options missing or too small
 *           GDCS_E_NAME       the table has no such axis
 *           GDCS_E_DUPLICATE  as gdcs_rate_table()
 *           GDCS_E_SHAPE      as gdcs_rate_table()
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_table_contrast(const gdcs_table *table,
                                                         const gdcs_population *population,
                                                         const char *const *keep, int32_t n,
                                                         const gdcs_rate_contrast_options *options,
                                                         gdcs_frame **out, gdcs_error *err);

/**
 * Pool the ratio and the difference of two rates over strata, such as ages or areas.
 *
 * Stratum k has a_k events in A_k persons, b_k in B_k, T_k = A_k + B_k.  Mantel-Haenszel:
 *
 *     ratio = sum a B / T / sum b A / T,     difference = per x sum (a B - b A) / T / sum A B / T,
 *
 * var(ln ratio) = sum (a + b) A B / T^2 / (sum a B / T x sum b A / T), var(difference) = per^2 x
 * sum (a B^2 + b A^2) / T^2 / (sum A B / T)^2.  Both hold where one rate is the same multiple of the other, or
 * as far from it, in all strata: ratio_homogeneity, sum of (a - E)^2 / var at the pooled ratio, and
 * difference_homogeneity test that.  SCORE solves sum a = sum E for the ratio, with limits where they are z
 * standard deviations apart; it takes the place of the logarithm where there are no events in a or in b
 * (GDCS_NOTE_METHOD_CHANGED).
 *
 * Notes: ZERO_CELL, UPPER_INFINITE, AT_BOUNDARY, NOT_ESTIMABLE as gdcs_rate_estimate_contrast() of the sums;
 * SPARSE if fewer than 5 events are expected in a stratum, so that the tests of homogeneity are rough;
 * EMPTY_UNIT; UNKNOWN_PRESENT; MISSING_CELL if a count is NaN: then all but the bounds are NaN.
 *
 * @param a        arrays of n; events and population not NULL, unknown NULL for zeroes
 * @param b        likewise
 * @param n        strata, >= 0
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL; row is the 1-based stratum
 *
 * @units    as gdcs_rate_estimate_contrast()
 * @errors   GDCS_E_ARGUMENT  a, b, events, population or out is missing, n is negative
 *           GDCS_E_VALUE     a number is not in [0, 1e15]; a population is NaN
 *           GDCS_E_OPTION    unknown method; level or alpha outside (0, 1), or both; per negative or
 *                            not finite
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     no stratum has persons in a and in b
 *           GDCS_E_MEMORY
 * @source   Greenland & Robins (1985) Biometrics 41:55.  Rothman, Greenland & Lash (2008) Modern
 *           Epidemiology, ch. 15.  Gart (1985) Biometrics 41:673.  Breslow & Day (1987), eq. 3.15.
 * @checked  tests/reference/rate_pool.csv (base R); Rothman's table of clozapine
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_pool(const gdcs_rate_arrays *a, const gdcs_rate_arrays *b,
                                               int64_t n, const gdcs_rate_pool_options *options,
                                               gdcs_rate_pool_result *out, gdcs_error *err);

/**
 * Pool the contrast of women to men over the labels of an axis, for each combination of the axes to keep.
 *
 * Two rows per combination, measure "ratio_women_per_man" and "difference_women_minus_men", as gdcs_rate_pool()
 * makes them of the strata: the labels of the axis, a declared total left out, each on the population that
 * gdcs_rate_table() would choose for it.  A label with neither cells nor residents in a combination is no stratum
 * of it; with cells and without residents (an age that is not known) it leaves NaN and
 * GDCS_NOTE_NO_POPULATION: nothing is dropped in silence.
 *
 * Only women and men enter; the unknown enter the bounds, as women, as men or as neither, and so do interval
 * cells.  The bounds are of the Mantel-Haenszel measures, by whatever method the value is, and are attained.
 * Notes that are of the ratio alone stand in its row.
 *
 * Columns: one per axis kept, measure, events_women, events_men, unknown (in strata that contribute), strata,
 * empty, p_value, log10_p (of equal rates), p_homogeneity (of the measure), value, lower, upper, std_error,
 * bound_lower, bound_upper, method (text), notes (GDCS_NOTE_* bits).
 *
 * @param table       has a sex axis and that of strata
 * @param population  tells the strata apart; not NULL
 * @param strata      name of an axis of area, period or age
 * @param keep        names of axes other than these; NULL if n is 0
 * @param n           their number
 * @param options     may be NULL
 * @param out         the frame, ended by gdcs_frame_free(); its metadata are those of the
 *                    table, its sensitivity is the higher of table and population
 * @param err         may be NULL
 *
 * @units    ratio; difference in events per `per` persons
 * @errors   GDCS_E_ARGUMENT   table, population, strata or out is missing, n is negative, keep is missing with
 *                             n > 0
 *           GDCS_E_OPTION     as gdcs_rate_pool()
 *           GDCS_E_STRUCT     struct_size of options missing or too small
 *           GDCS_E_NAME       the table has no such axis
 *           GDCS_E_DUPLICATE  as gdcs_rate_table()
 *           GDCS_E_SHAPE      as gdcs_rate_table(); the population does not tell the strata apart
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_table_pool(const gdcs_table *table,
                                                     const gdcs_population *population,
                                                     const char *strata, const char *const *keep,
                                                     int32_t n,
                                                     const gdcs_rate_pool_options *options,
                                                     gdcs_frame **out, gdcs_error *err);

/**
 * Estimate a rate of events of which a person may have several: repeat offenders, repeat victims.
 *
 * f_k persons have k events each, independently of other persons: events = sum k f_k, variance = sum k^2 f_k,
 * dispersion = variance / events, rate = per x events / population, std_error = per x sqrt(variance) /
 * population.  With every k = 1 the limits are those of gdcs_rate_estimate().  They rest on the persons; a rate
 * of persons (offenders per population) needs no more than gdcs_rate_estimate() of sum f_k.
 *
 * The k listed are the possible ones: list also, with no persons, the largest that might have been seen.  At 95 %,
 * with persons of 1, 2 and 7 events, GAMMA then holds 97.7 % and more, MID_P 96 % and more; DOBSON, the rule of
 * public health in England for events that are not independent (there from Byar's limits, here from the exact
 * ones), 93.5 % on average and 90 % where few persons have many events (tests/coverage/rate.c).
 *
 * Notes: OVERDISPERSED if a person has more than one event; AT_BOUNDARY and ZERO_CELL without events: the upper
 * limit is then that of no person, times the largest k listed; SMALL_BASE: fewer than 20 persons; NOT_WHOLE.
 *
 * @param events      k, n numbers above 0 and at most 1e6, in any order
 * @param persons     f_k, n numbers in [0, 1e15]
 * @param n           >= 1
 * @param population  > 0, at most 1e15
 * @param options     may be NULL
 * @param out         struct_size set by the caller
 * @param err         may be NULL; row is the 1-based element
 *
 * @units    events per `per` persons
 * @errors   GDCS_E_ARGUMENT  events, persons or out is missing, n is below 1
 *           GDCS_E_VALUE     a number is outside its range
 *           GDCS_E_OPTION    a method not for repeated events; level, alpha, per as gdcs_rate_estimate()
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     population is 0
 *           GDCS_E_NUMERIC   the rate is outside the range of a double
 * @source   Glynn, Stukel, Sharp, Bubolz, Freeman & Fisher (1993) Am. J. Epidemiol. 137:776.  Dobson et al.
 *           (1991) Stat. Med. 10:457.  Fay & Feuer (1997) Stat. Med. 16:791.  Fay & Kim (2017) Biom. J.
 *           59:1066.
 * @checked  tests/reference/rate_repeated.csv (base R: qgamma)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_estimate_repeated(
    const double *events, const double *persons, int64_t n, double population,
    const gdcs_rate_clustered_options *options, gdcs_rate_clustered_result *out, gdcs_error *err);

/**
 * Estimate rates of women, of men and of everybody from persons by how many events they have, for each
 * combination of the axes to keep.
 *
 * Three rows per combination, sex F, M and _T, as gdcs_rate_estimate_repeated() makes them: cells are persons, the
 * labels of the axis how many events each of them has ("1", "2", "3"), a declared total left out; "0" is legal
 * and adds nothing.  All labels are listed numbers, whether a combination has such persons or not.  An
 * open class ("5+") has no number and is refused.  The population is chosen as in gdcs_rate_table().
 *
 * bounds = per x [sum k f_k, sum k (f_k + persons of unknown sex with k)] / population, from the fewest and
 * the most persons that interval and missing cells allow.
 *
 * Columns: one per axis kept, sex, events, persons, unknown (persons), population, dispersion, value, lower,
 * upper, std_error, bound_lower, bound_upper, method (text), notes (GDCS_NOTE_* bits).
 *
 * @param table       persons; has a sex axis and that of numbers of events
 * @param population  not NULL
 * @param events      name of the axis whose labels are how many events a person has, from 0 to 1e6
 * @param keep        names of axes other than these; NULL if n is 0
 * @param n           their number
 * @param options     may be NULL
 * @param out         the frame, ended by gdcs_frame_free(); its metadata are those of the
 *                    table, its sensitivity is the higher of table and population
 * @param err         may be NULL
 *
 * @units    events per `per` persons
 * @errors   GDCS_E_ARGUMENT   table, population, events or out is missing, n is negative, keep is missing with
 *                             n > 0
 *           GDCS_E_OPTION     as gdcs_rate_estimate_repeated()
 *           GDCS_E_STRUCT     struct_size of options missing or too small
 *           GDCS_E_NAME       the table has no such axis; a label is no number of events
 *           GDCS_E_DUPLICATE  as gdcs_rate_table()
 *           GDCS_E_SHAPE      as gdcs_rate_table()
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_table_repeated(const gdcs_table *table,
                                                         const gdcs_population *population,
                                                         const char *events,
                                                         const char *const *keep, int32_t n,
                                                         const gdcs_rate_clustered_options *options,
                                                         gdcs_frame **out, gdcs_error *err);

/**
 * Estimate one rate from units, such as areas, courts or years, whose events vary more than by chance.
 *
 * rate = per x sum x / sum t over units with events x in t persons.  X^2 = sum (x - e)^2 / e with e = t sum x /
 * sum t; dispersion = X^2 / (n - 1); test: X^2 as chi-square with n - 1 degrees of freedom.  DOBSON
 * (quasi-Poisson): where dispersion is above 1, limits are widened by its square root, at a level that allows
 * for its being estimated (Student's t with n - 1 degrees of freedom), and noted as OVERDISPERSED; else they
 * are those of a Poisson count, never narrower.  PERCENTILE and BCA draw n units with replacement
 * (GDCS_NOTE_SIMULATED): for many units; with 5 units 95 % limits hold 87 to 90 %, with 40 94 %, where DOBSON
 * holds 93 and 95 %.
 *
 * @param units    arrays of n; events and population not NULL, unknown NULL for zeroes
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL; row is the 1-based unit
 *
 * @units    events per `per` persons
 * @errors   GDCS_E_ARGUMENT  units, events, population or out is missing, n is negative
 *           GDCS_E_VALUE     a number is not in [0, 1e15]
 *           GDCS_E_OPTION    a method not for units; replicates out of range; level, alpha, per as
 *                            gdcs_rate_estimate()
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     fewer than two units, or a population of 0
 *           GDCS_E_NUMERIC   the rate is outside the range of a double
 *           GDCS_E_MEMORY
 * @source   McCullagh & Nelder (1989) Generalized Linear Models, 6.2.  Efron (1987) JASA 82:171.
 * @checked  tests/reference/rate_units.csv (base R: glm, qt, qgamma)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_estimate_clustered(
    const gdcs_rate_arrays *units, int64_t n, const gdcs_rate_clustered_options *options,
    gdcs_rate_clustered_result *out, gdcs_error *err);

/**
 * Estimate rates of women, of men and of everybody from units that vary more than by chance, for each
 * combination of the axes to keep.
 *
 * Three rows per combination, sex F, M and _T, as gdcs_rate_estimate_clustered() makes them of the units: the
 * labels of the axis, a declared total left out, each on the population that gdcs_rate_table() would choose for
 * it.  A label with neither cells nor residents in a combination is no unit of it; one with a population of 0 is
 * left out (GDCS_NOTE_EMPTY_UNIT), one whose population is not known leaves NaN and GDCS_NOTE_NO_POPULATION.
 * Fewer than two units leave the bounds alone.  Every row draws from the seed of the options.
 *
 * Columns: one per axis kept, sex, events, unknown, population, units, dispersion, p_value, log10_p (of a
 * dispersion of 1), value, lower, upper, std_error, bound_lower, bound_upper, method (text), notes
 * (GDCS_NOTE_* bits).
 *
 * @param table       has a sex axis and that of units
 * @param population  tells the units apart; not NULL
 * @param units       name of an axis of area, period or age
 * @param keep        names of axes other than these; NULL if n is 0
 * @param n           their number
 * @param options     may be NULL
 * @param out         the frame, ended by gdcs_frame_free(); its metadata are those of the
 *                    table, its sensitivity is the higher of table and population
 * @param err         may be NULL
 *
 * @units    events per `per` persons
 * @errors   GDCS_E_ARGUMENT   table, population, units or out is missing, n is negative, keep is missing with
 *                             n > 0
 *           GDCS_E_OPTION     as gdcs_rate_estimate_clustered()
 *           GDCS_E_STRUCT     struct_size of options missing or too small
 *           GDCS_E_NAME       the table has no such axis
 *           GDCS_E_DUPLICATE  as gdcs_rate_table()
 *           GDCS_E_SHAPE      as gdcs_rate_table(); the population does not tell the units apart
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_table_clustered(
    const gdcs_table *table, const gdcs_population *population, const char *units,
    const char *const *keep, int32_t n, const gdcs_rate_clustered_options *options,
    gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
