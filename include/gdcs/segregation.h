/** @file gdcs/segregation.h
 *  How unevenly women and men are spread over units: offences, roles, courts, facilities. */
#ifndef GDCS_SEGREGATION_H
#define GDCS_SEGREGATION_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Indices.  Unit i has w_i women and m_i men, t_i = w_i + m_i; W, M and T are their sums, P = W / T,
 *  Q = M / T, a_i = w_i / W, b_i = m_i / M, p_i = w_i / t_i, q_i = m_i / t_i.  Sums are over units;
 *  logarithms are natural; 0 log 0 = 0; units without women and men contribute nothing.
 *
 *  - DISSIMILARITY: D = sum |a_i - b_i| / 2, the share of either sex that would have to change units
 *  - KARMEL_MACLACHLAN: IP = 2 P Q D, the share of all persons that would, sizes of units kept
 *  - SIZE_STANDARDISED: Ds, which is D of p_i and q_i in the place of w_i and m_i
 *  - ASSOCIATION: A = exp of the standard deviation, over units that are not empty, of ln (w_i / m_i);
 *    1 is none.  If one of them has no women or no men, 1/2 is added to every w_i and m_i
 *  - GINI: G = sum_i sum_j |a_i b_j - a_j b_i| / 2
 *  - ATKINSON: 1 - (sum sqrt(a_i b_i))^2, the index of shape 1/2, which is symmetric
 *  - GORARD: sum |a_i - t_i / T| / 2 = Q D, women against all
 *  - MUTUAL_INFORMATION: M = sum t_i / T (p_i ln (p_i / P) + q_i ln (q_i / Q)), in nats
 *  - THEIL: H = M / E(sex), E(sex) = -P ln P - Q ln Q, Theil's information theory index
 *  - THEIL_UNITS: M / E(units), E(units) = -sum (t_i / T) ln (t_i / T), its twin
 *  - ISOLATION_WOMEN: sum a_i p_i, the share of women in the unit of the average woman; _MEN: sum b_i q_i
 *  - EXPOSURE_WOMEN: sum a_i q_i, of women to men; _MEN: sum b_i p_i, of men to women
 *  - ETA_SQUARED: (isolation of women - P) / Q = (isolation of men - Q) / P, the variance ratio */
enum {
    GDCS_SEGREGATION_INDEX_DEFAULT = 0, /**< DISSIMILARITY; in gdcs_segregation_table() all */
    GDCS_SEGREGATION_INDEX_DISSIMILARITY = 1,
    GDCS_SEGREGATION_INDEX_KARMEL_MACLACHLAN = 2,
    GDCS_SEGREGATION_INDEX_SIZE_STANDARDISED = 3,
    GDCS_SEGREGATION_INDEX_ASSOCIATION = 4,
    GDCS_SEGREGATION_INDEX_GINI = 5,
    GDCS_SEGREGATION_INDEX_ATKINSON = 6,
    GDCS_SEGREGATION_INDEX_GORARD = 7,
    GDCS_SEGREGATION_INDEX_MUTUAL_INFORMATION = 8,
    GDCS_SEGREGATION_INDEX_THEIL = 9,
    GDCS_SEGREGATION_INDEX_THEIL_UNITS = 10,
    GDCS_SEGREGATION_INDEX_ISOLATION_WOMEN = 11,
    GDCS_SEGREGATION_INDEX_ISOLATION_MEN = 12,
    GDCS_SEGREGATION_INDEX_EXPOSURE_WOMEN = 13,
    GDCS_SEGREGATION_INDEX_EXPOSURE_MEN = 14,
    GDCS_SEGREGATION_INDEX_ETA_SQUARED = 15
};

/** Intervals.  Coverage and width of all of them: tests/coverage.
 *
 *  - INVERSION: the segregation with which what was found would be too much, or too little, with
 *    probability alpha / 2.  It keeps its level where units are small: 93 to 98 % at 95 % for D and M of 8
 *    to 30 units of 20 to 200 persons, from none to strong segregation.  Not for isolation and exposure
 *  - BASIC: the bootstrap reflected, 2 value - quantile.  It takes the bias away once, which is too
 *    little where chance outweighs segregation: 6 % for D of 30 units of 20 persons without any.  It
 *    serves isolation and exposure well, 89 to 99 %
 *  - PERCENTILE: quantiles of the bootstrap.  They have the bias twice and miss low values
 *  - DELTA: value -+ z standard errors of the delta method, cut to the range; for large units.
 *    Not for ASSOCIATION and SIZE_STANDARDISED
 *
 *  Where one does not apply, BASIC is used. */
enum {
    GDCS_SEGREGATION_METHOD_DEFAULT = 0, /**< INVERSION; BASIC for isolation and exposure */
    GDCS_SEGREGATION_METHOD_INVERSION = 1,
    GDCS_SEGREGATION_METHOD_BASIC = 2,
    GDCS_SEGREGATION_METHOD_PERCENTILE = 3,
    GDCS_SEGREGATION_METHOD_DELTA = 4
};

/** How the bias of small units is taken away.
 *
 *  - BOOTSTRAP: 2 value - mean of the bootstrap, cut to the range
 *  - DENSITY: each |a_i - b_i| by maximum likelihood of a folded normal; for D, IP and Gorard's index
 *  - MEDIAN: the segregation with which the value found is the median, by the tables of INVERSION; not
 *    for isolation and exposure
 *
 *  Where one does not apply, BOOTSTRAP is used. */
enum {
    GDCS_SEGREGATION_CORRECTION_DEFAULT =
        0, /**< MEDIAN with the method INVERSION, else BOOTSTRAP */
    GDCS_SEGREGATION_CORRECTION_BOOTSTRAP = 1,
    GDCS_SEGREGATION_CORRECTION_DENSITY = 2,
    GDCS_SEGREGATION_CORRECTION_MEDIAN = 3
};

/** What is drawn anew. */
enum {
    GDCS_SEGREGATION_SAMPLE_PERSONS = 0, /**< T persons over units and sexes: multinomial */
    GDCS_SEGREGATION_SAMPLE_BY_SEX = 1   /**< W women and M men, each over units */
};

/** Options.  NULL, or a member left at zero, means the default.
 *
 *  Replicate k is drawn from stream k of the generator Philox4x32-10 under the seed: results depend on
 *  counts and options alone, not on threads, order, or what else is estimated in the same call. */
typedef struct gdcs_segregation_options {
    uint32_t struct_size; /**< sizeof(gdcs_segregation_options) */
    int32_t index;        /**< GDCS_SEGREGATION_INDEX_* */
    int32_t method;       /**< GDCS_SEGREGATION_METHOD_* */
    int32_t correction;   /**< GDCS_SEGREGATION_CORRECTION_* */
    int32_t sample;       /**< GDCS_SEGREGATION_SAMPLE_* */
    int32_t replicates;   /**< 10 to 1 000 000; default 1000 */
    int32_t permutations; /**< of the test: 10 to 1 000 000; default 0 in table forms, which is no
                               test, and 9999 in gdcs_segregation_test() */
    int32_t padding;      /**< 0 */
    int64_t seed;         /**< any number */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
} gdcs_segregation_options;

/** All indices of one set of units, without intervals. */
typedef struct gdcs_segregation_measures {
    uint32_t struct_size; /**< sizeof(gdcs_segregation_measures), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    double women;         /**< W */
    double men;           /**< M */
    double unknown;       /**< persons whose sex is not recorded, all units together */
    int64_t units;        /**< units with women or men */
    int64_t empty;        /**< units without */
    double dissimilarity;
    double karmel_maclachlan;
    double size_standardised;
    double association;
    double gini;
    double atkinson;
    double gorard;
    double mutual_information;
    double theil;
    double theil_units; /**< NaN if there is one unit only */
    double isolation_women;
    double isolation_men;
    double exposure_women;
    double exposure_men;
    double eta_squared;
    double local_women; /**< sum a_i ln (a_i T / t_i): how far women are from all, in nats */
    double local_men;   /**< the same of men; M = P local_women + Q local_men */
} gdcs_segregation_measures;

/** One index with its interval. */
typedef struct gdcs_segregation_result {
    uint32_t struct_size; /**< sizeof(gdcs_segregation_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t index;        /**< the index, never DEFAULT */
    int32_t method;       /**< the method used */
    int32_t correction;   /**< the correction used */
    int32_t replicates;   /**< drawn for each distribution; 0 where none was needed */
    double alpha;         /**< 1 - the level used */
    double women;
    double men;
    double unknown;
    int64_t units;             /**< units with women or men */
    int64_t empty;             /**< units without */
    gdcs_estimate segregation; /**< the index as defined; its limits are for the true value and need
                                    not hold the one found, which is too high in small units */
    double corrected;          /**< the value less its bias */
    double expected; /**< its mean if women and men were allotted to units of these sizes at random;
                          NaN for SIZE_STANDARDISED, ASSOCIATION, GINI and ATKINSON, and for counts
                          that are not whole */
    double excess;   /**< (value - expected) / (max - expected), or (value - expected) / (expected -
                          min) if it is below; NaN for isolation and exposure too */
    gdcs_bounds bounds; /**< whatever the sex of the unknown */
} gdcs_segregation_result;

/** A test of no segregation. */
typedef struct gdcs_segregation_tested {
    uint32_t struct_size; /**< sizeof(gdcs_segregation_tested), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t index;        /**< the index, never DEFAULT */
    int32_t permutations; /**< drawn */
    double value;         /**< found */
    double expected; /**< under random allotment: exact, or the mean of the permutations for the
                                indices where gdcs_segregation_result has none */
    double std_dev;  /**< of the permutations */
    double p_value;  /**< (1 + permutations with at least this segregation) / (1 + permutations) */
} gdcs_segregation_tested;

/** What each unit has to do with it: arrays of n, each NULL if it is not wanted. */
typedef struct gdcs_segregation_unit_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_segregation_unit_arrays) */
    uint32_t padding;     /**< 0 */
    double *share;        /**< t_i / T */
    double *share_women;  /**< w_i / t_i; NaN for an empty unit */
    double *linkage;      /**< local segregation: p ln (p / P) + q ln (q / Q), p = w_i / t_i and
                                     q = m_i / t_i; NaN for an empty unit */
    double *mutual_information; /**< share times linkage; adds up to M */
    double *dissimilarity;      /**< |a_i - b_i| / 2; adds up to D */
} gdcs_segregation_unit_arrays;

/** Segregation of units that lie within groups: total = between + within, for M and for H. */
typedef struct gdcs_segregation_nested {
    uint32_t struct_size; /**< sizeof(gdcs_segregation_nested), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    double mutual_information;
    double mutual_information_between; /**< M of the groups, each taken as one unit */
    double mutual_information_within;  /**< sum over groups of T_g / T M_g */
    double theil;
    double theil_between; /**< the parts of M over E(sex) */
    double theil_within;  /**< sum over groups of (T_g E_g) / (T E(sex)) H_g */
} gdcs_segregation_nested;

/** The groups: arrays of their number, each NULL if it is not wanted. */
typedef struct gdcs_segregation_group_arrays {
    uint32_t struct_size;       /**< sizeof(gdcs_segregation_group_arrays) */
    uint32_t padding;           /**< 0 */
    double *share;              /**< T_g / T */
    double *mutual_information; /**< M_g, within the group; NaN if nobody is in it */
    double *theil;              /**< H_g; NaN if it has no women or no men */
    double *between;            /**< the group's part in M between */
    double *within;             /**< share M_g: its part in M within */
} gdcs_segregation_group_arrays;

/** A change of an index, in parts: change = entered + left + women + units + structure. */
typedef struct gdcs_segregation_change {
    uint32_t struct_size; /**< sizeof(gdcs_segregation_change), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t index;        /**< the index, never DEFAULT */
    int32_t padding;      /**< 0 */
    double before;
    double after;
    double change;    /**< after - before */
    double entered;   /**< units that had nobody before */
    double left;      /**< units that have nobody after */
    double women;     /**< the share of women among all changed */
    double units;     /**< the sizes of units changed */
    double structure; /**< the odds ratios between units changed: segregation in the narrow sense */
} gdcs_segregation_change;

/**
 * Measure all indices at once.
 *
 * The definitions are those of GDCS_SEGREGATION_INDEX_*.  Persons of other and of unknown sex, and
 * those that are no natural persons, enter none of them.
 *
 * Notes: EMPTY_UNIT if a unit has neither women nor men; ZERO_CELL if one that is not empty has no
 * women or no men; SMALL_BASE if W or M is below 20; NOT_WHOLE; UNKNOWN_PRESENT; OTHER_PRESENT;
 * NOT_PERSONS.
 *
 * @param units  arrays of n, finite, 0 to 1e15
 * @param n      at least 1
 * @param out    struct_size set by the caller
 * @param err    may be NULL; row is the 1-based unit
 *
 * @units    proportions, but M, local_women and local_men in nats and A at least 1
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is below 1
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_VALUE     a count is negative, not finite or above 1e15
 *           GDCS_E_EMPTY     no women, or no men
 *           GDCS_E_MEMORY
 * @source   Duncan & Duncan (1955) Am. Sociol. Rev. 20:210.  Karmel & MacLachlan (1988) Econ. Record
 *           64:187.  Gibbs (1965) Soc. Forces 44:159.  Charles & Grusky (1995) Am. J. Sociol. 100:931.
 *           James & Taeuber (1985) Sociol. Methodol. 15:1 (G, Atkinson).  Gorard (2000) What's in a
 *           number?  Theil & Finizza (1971) J. Math. Sociol. 1:187.  Mora & Ruiz-Castillo (2011)
 *           Sociol. Methodol. 41:159.  Massey & Denton (1988) Soc. Forces 67:281.  Alonso-Villar & Del
 *           Rio (2010) Math. Soc. Sci. 60:30.
 * @checked  tests/reference/segregation.csv (50-digit arithmetic from the definitions)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_segregation_measure(const gdcs_sex_arrays *units, int64_t n,
                                                         gdcs_segregation_measures *out,
                                                         gdcs_error *err);

/**
 * Estimate one index with its interval, less its bias, beside its expectation and its bounds.
 *
 * Indices of segregation are too high in a sample: with few persons per unit, chance alone looks like
 * segregation.  `segregation.value` is the index as defined; `corrected` takes the bias away;
 * `expected` is what chance alone makes of these units, and `excess` how far the index goes beyond it.
 * std_error is that of the bootstrap, or of the delta method with DELTA.  A test of no segregation is
 * gdcs_segregation_test().
 *
 * INVERSION: with p_i = w_i / t_i, the table at distance x has t_i (P + x (p_i - P)) women in unit i,
 * cut to [0, t_i].  The limits are the indices of the tables at which the chance of a higher value
 * (half of an equal one included) is alpha / 2, and 1 - alpha / 2; the end of the range where there is
 * none.  It costs ten to twenty bootstraps, which draw at x = 1.  With alpha below 1 / replicates, limits
 * are ends of the range.  Where even x = 0 would nearly always show more, the upper limit is PERCENTILE's.
 *
 * Counts that are not whole are drawn as the nearest whole number of persons.
 *
 * The bounds hold for every sex of the unknown, women, men or other, as gdcs_segregation_bound() says.
 * They know nothing of chance.
 *
 * Notes as gdcs_segregation_measure(), and AT_BOUNDARY if the value is an end of its range;
 * NOT_ESTIMABLE if there is none (THEIL_UNITS of one unit); METHOD_CHANGED if the method or the
 * correction asked for does not apply.
 *
 * @param units    arrays of n, finite, 0 to 1e15
 * @param n        at least 1
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL; row is the 1-based unit
 *
 * @units    as gdcs_segregation_measure()
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is below 1
 *           GDCS_E_OPTION    unknown index, method, correction or sample; replicates or permutations
 *                            outside 10 to 1 000 000; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_VALUE     a count is negative, not finite or above 1e15
 *           GDCS_E_EMPTY     no women, or no men
 *           GDCS_E_MEMORY
 * @source   Inversion: Carpenter (1999) J. R. Stat. Soc. B 61:159; DiCiccio & Romano (1990) Int. Stat.
 *           Rev. 58:59.  Bias, DENSITY and BOOTSTRAP: Allen, Burgess, Davidson & Windmeijer (2015)
 *           Econometrics J. 18:40.  Expected, excess: Carrington & Troske (1997) J. Bus. Econ. Stat.
 *           15:402; the mean deviation of the hypergeometric in closed form: Diaconis & Zabell (1991)
 *           Stat. Sci. 6:284.  Delta method: Agresti (2002) Categorical Data Analysis, 14.1.  Philox:
 *           Salmon, Moraes, Dror & Shaw (2011) SC '11.
 * @checked  tests/reference/segregation.csv; tests/coverage/segregation.c; Philox by its published
 *           known answers
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_segregation_estimate(const gdcs_sex_arrays *units, int64_t n,
                                                          const gdcs_segregation_options *options,
                                                          gdcs_segregation_result *out,
                                                          gdcs_error *err);

/**
 * Estimate one index for many problems of the same units, for instance one per year.
 *
 * Problem k has the counts [k n, (k + 1) n).  Its results are those of gdcs_segregation_estimate();
 * where that refuses, the call goes on: no women or no men gives NaN with GDCS_NOTE_NOT_ESTIMABLE.  A
 * count that is NaN is missing, between 0 and infinity: GDCS_NOTE_MISSING_CELL, no value if it is of
 * women or men, and bounds that allow for it.
 *
 * @param units     arrays of n times problems
 * @param n         units of a problem, at least 1
 * @param problems  >= 0
 * @param options   may be NULL
 * @param out       arrays of `problems`, each NULL if not wanted; untouched on failure
 * @param corrected an array of `problems` for the values less their bias; may be NULL
 * @param err       may be NULL; row is the 1-based element of the arrays of units
 *
 * @units    as gdcs_segregation_measure()
 * @errors   as gdcs_segregation_estimate() but for EMPTY; GDCS_E_ARGUMENT also if problems is negative;
 *           GDCS_E_LIMIT  n times problems is above 2^60
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_segregation_each(const gdcs_sex_arrays *units, int64_t n,
                                                      int64_t problems,
                                                      const gdcs_segregation_options *options,
                                                      const gdcs_estimate_arrays *out,
                                                      double *corrected, gdcs_error *err);

/**
 * Test that there is no segregation: women and men are allotted to units at random.
 *
 * Sizes of units, W and M are held; the allotments are all equally likely.  The p-value is one-sided:
 * at least as much segregation (for EXPOSURE_*, at most as much exposure).
 *
 * @param units    arrays of n, whole, 0 to 1e15
 * @param n        at least 1
 * @param options  may be NULL; index, permutations and seed are used
 * @param out      struct_size set by the caller
 * @param err      may be NULL; row is the 1-based unit
 *
 * @units    std_dev and expected as the index; p_value a probability
 * @errors   as gdcs_segregation_estimate(); GDCS_E_VALUE also if a count of women or men is not whole;
 *           GDCS_E_EMPTY also if the index has no value
 * @source   Carrington & Troske (1997).  p-value: Phipson & Smyth (2010) Stat. Appl. Genet. Mol. Biol.
 *           9:39.
 * @checked  tests/stats/test_segregation_sample.c, against all tables of small margins
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_segregation_test(const gdcs_sex_arrays *units, int64_t n,
                                                      const gdcs_segregation_options *options,
                                                      gdcs_segregation_tested *out,
                                                      gdcs_error *err);

/**
 * Bound an index when counts are known as intervals only.
 *
 * The bounds hold for all counts between lower and upper, and all sexes of the unknown, with which the
 * index has a value; to widen an interval never narrows them.  If nothing is uncertain they are the value
 * itself.  The upper bound of D is attained where at most 16 units are uncertain, none without limit; its
 * lower bound then is the largest that one division of the units in two gives.  All others hold but need
 * not be attained: sums of what each unit can add, and what D allows (D <= G, eta squared and H <= D, G and
 * Atkinson's <= D (2 - D), D^2 <= Atkinson's).  ASSOCIATION takes counts that may be 0 to be whole.
 *
 * @param lower    arrays of n, finite, >= 0
 * @param upper    arrays of n, at least lower, infinity allowed; NULL members are the same as lower's
 * @param n        at least 1
 * @param options  may be NULL; only index is used
 * @param out      the bounds; those of the range of the index if it cannot have a value
 * @param err      may be NULL; row is the 1-based unit
 *
 * @units    as gdcs_segregation_measure()
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is below 1
 *           GDCS_E_OPTION    as gdcs_segregation_estimate()
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_VALUE     lower is negative, not finite or above 1e15, or upper below it
 *           GDCS_E_EMPTY     there can be no women, or no men
 *           GDCS_E_MEMORY
 * @checked  tests/stats/test_segregation_bounds.c, against every allotment of small tables
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_segregation_bound(const gdcs_sex_arrays *lower,
                                                       const gdcs_sex_arrays *upper, int64_t n,
                                                       const gdcs_segregation_options *options,
                                                       gdcs_bounds *out, gdcs_error *err);

/**
 * Measure what each unit has to do with segregation.
 *
 * @param units  arrays of n, finite, 0 to 1e15
 * @param n      at least 1
 * @param out    arrays of n, each NULL if not wanted; untouched on failure
 * @param err    may be NULL; row is the 1-based unit
 *
 * @units    proportions; linkage and mutual_information in nats
 * @errors   as gdcs_segregation_measure()
 * @source   Alonso-Villar & Del Rio (2010).  Elbers (2021) Sociol. Methods Res., local segregation.
 * @checked  tests/reference/segregation.csv
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status
gdcs_segregation_measure_units(const gdcs_sex_arrays *units, int64_t n,
                               const gdcs_segregation_unit_arrays *out, gdcs_error *err);

/**
 * Decompose M and H into segregation between groups of units and within them.
 *
 * For instance courts within regions: what is between regions, and what within each.
 *
 * @param units   arrays of n, finite, 0 to 1e15
 * @param group   array of n: the group of each unit, from 0 to groups - 1
 * @param n       at least 1
 * @param groups  at least 1
 * @param out     struct_size set by the caller
 * @param each    arrays of `groups`; may be NULL
 * @param err     may be NULL; row is the 1-based unit
 *
 * @units    M in nats, H a proportion
 * @errors   as gdcs_segregation_measure(); GDCS_E_VALUE also if there is no such group
 * @source   Theil & Finizza (1971).  Mora & Ruiz-Castillo (2011), strong group decomposability.
 * @checked  tests/reference/segregation.csv
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_segregation_decompose(
    const gdcs_sex_arrays *units, const int32_t *group, int64_t n, int64_t groups,
    gdcs_segregation_nested *out, const gdcs_segregation_group_arrays *each, gdcs_error *err);

/**
 * Decompose the change of an index between two times.
 *
 * Units with nobody at one of the times give entered = after - after', left = before' - before, where
 * ' leaves them out.  Of those that are there at both times, let I(s, u, w) be the index of the table
 * with the odds ratios of time s, the sizes of units of time u and the share of women of time w:
 * iterative proportional fitting, of which the limit is solved for.
 *
 *     structure = (I(2,1,1) - I(1,1,1) + I(2,2,2) - I(1,2,2)) / 2
 *     units     = sum over s of (I(s,2,1) - I(s,1,1) + I(s,2,2) - I(s,1,2)) / 4
 *     women     = sum over s of (I(s,1,2) - I(s,1,1) + I(s,2,2) - I(s,2,1)) / 4
 *
 * These are averages over orders of change (Shapley, with the two margins joined).  Where odds of 0 or
 * infinity leave no such table the parts are NaN with GDCS_NOTE_NOT_ESTIMABLE.
 *
 * @param before   arrays of n
 * @param after    arrays of n, the same units
 * @param n        at least 1
 * @param options  may be NULL; only index is used, and its default here is MUTUAL_INFORMATION
 * @param out      struct_size set by the caller
 * @param err      may be NULL; row is the 1-based unit
 *
 * @units    those of the index
 * @errors   as gdcs_segregation_measure(); GDCS_E_OPTION  unknown index; GDCS_E_EMPTY also if no unit
 *           has persons at both times, or those have no women or no men
 * @source   Mora & Ruiz-Castillo (2009) Res. Econ. Inequal. 17:1.  Deutsch, Flueckiger & Silber (2009)
 *           ibid. 17:25.  Elbers (2021) Sociol. Methods Res. 52:286.  Deming & Stephan (1940) Ann.
 *           Math. Stat. 11:427.
 * @checked  tests/reference/segregation.csv (iterative fitting in 50 digits)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_segregation_decompose_change(
    const gdcs_sex_arrays *before, const gdcs_sex_arrays *after, int64_t n,
    const gdcs_segregation_options *options, gdcs_segregation_change *out, gdcs_error *err);

/**
 * Estimate indices over the labels of an axis, per combination of axes to keep.
 *
 * All other axes are summed over; the declared total of the axis of units is left out.  Columns: one
 * per axis kept, measure ("dissimilarity", ...), women, men, unknown, units, empty_units, corrected,
 * expected, excess, p_value (NaN unless options ask for permutations), value, lower, upper, std_error,
 * bound_lower, bound_upper, method (text), notes.  One row per combination and index.  With an interval
 * or missing cell among women or men there is no value but bounds, and GDCS_NOTE_NOT_ESTIMABLE.
 *
 * @param table    has a sex axis and the axis of units
 * @param axis     name of the axis of units
 * @param keep     names of other axes; NULL if n is 0
 * @param n        their number; 0: one problem
 * @param options  may be NULL
 * @param out      the frame, ended by gdcs_frame_free(); its metadata and sensitivity are those of the
 *                 table, GDCS_META_METHOD says what was done
 * @param err      may be NULL
 *
 * @units    as gdcs_segregation_measure()
 * @errors   GDCS_E_ARGUMENT   table, axis or out is missing, n is negative, keep is missing with n > 0
 *           GDCS_E_OPTION     as gdcs_segregation_estimate()
 *           GDCS_E_STRUCT     struct_size of options missing or too small
 *           GDCS_E_NAME       the table has no such axis
 *           GDCS_E_DUPLICATE  an axis is named twice, or bears the name of another column
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_segregation_table(const gdcs_table *table, const char *axis,
                                                       const char *const *keep, int32_t n,
                                                       const gdcs_segregation_options *options,
                                                       gdcs_frame **out, gdcs_error *err);

/**
 * Measure what each label of an axis has to do with segregation, per combination of axes to keep.
 *
 * gdcs_segregation_measure_units() as a frame.  Columns: one per axis kept, unit (the label), women,
 * men, unknown, share, share_women, linkage, mutual_information, dissimilarity, notes.  All numbers but
 * women, men and unknown are NaN, with GDCS_NOTE_NOT_ESTIMABLE, in a combination with a count that is
 * not exact, or without women or men.
 *
 * @param table  has a sex axis and the axis of units
 * @param axis   name of the axis of units
 * @param keep   names of other axes; NULL if n is 0
 * @param n      their number
 * @param out    the frame
 * @param err    may be NULL
 *
 * @units    as gdcs_segregation_measure_units()
 * @errors   as gdcs_segregation_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_segregation_table_units(const gdcs_table *table,
                                                             const char *axis,
                                                             const char *const *keep, int32_t n,
                                                             gdcs_frame **out, gdcs_error *err);

/**
 * Decompose M and H over units that lie within the labels of another axis, per combination to keep.
 *
 * gdcs_segregation_decompose() as a frame: a unit is a pair of a group's label and a unit's label.
 * Columns: one per axis kept, group (a label; missing in rows about all), measure ("mutual_information",
 * "theil"), part ("total", "between", "within"), value, notes.  Six rows about all, then for each group
 * its parts of M between and within, 0 for a group with nobody in it (GDCS_NOTE_EMPTY_UNIT).  NaN as in
 * gdcs_segregation_table_units().
 *
 * @param table   has a sex axis and both axes
 * @param axis    name of the axis of units
 * @param groups  name of the axis of groups
 * @param keep    names of other axes; NULL if n is 0
 * @param n       their number
 * @param out     the frame
 * @param err     may be NULL
 *
 * @units    M in nats, H a proportion
 * @errors   as gdcs_segregation_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_segregation_table_nested(const gdcs_table *table,
                                                              const char *axis, const char *groups,
                                                              const char *const *keep, int32_t n,
                                                              gdcs_frame **out, gdcs_error *err);

/** Which two labels of which axis a change lies between. */
typedef struct gdcs_segregation_times {
    uint32_t struct_size; /**< sizeof(gdcs_segregation_times) */
    uint32_t padding;     /**< 0 */
    const char *axis;     /**< name of the axis, for instance "year" */
    const char *before;   /**< label */
    const char *after;    /**< another label */
} gdcs_segregation_times;

/**
 * Decompose the change of an index between two labels of an axis, per combination of axes to keep.
 *
 * gdcs_segregation_decompose_change() as a frame.  Columns: one per axis kept, measure (the index), part
 * ("before", "after", "change", "entered", "left", "women", "units", "structure"), value, notes.  NaN as
 * in gdcs_segregation_table_units().
 *
 * @param table    has a sex axis, the axis of units and that of times
 * @param axis     name of the axis of units
 * @param times    not NULL
 * @param keep     names of other axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL; only index is used; DEFAULT is MUTUAL_INFORMATION
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    those of the index
 * @errors   as gdcs_segregation_table(); GDCS_E_NAME  also if the axis has no such label;
 *           GDCS_E_DUPLICATE  also if before and after are the same
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_segregation_table_change(
    const gdcs_table *table, const char *axis, const gdcs_segregation_times *times,
    const char *const *keep, int32_t n, const gdcs_segregation_options *options, gdcs_frame **out,
    gdcs_error *err);

GDCS_END
#endif
