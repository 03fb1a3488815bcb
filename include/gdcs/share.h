/** @file gdcs/share.h
 *  The share of women, with its interval, and its bounds whatever the unknown are. */
#ifndef GDCS_SHARE_H
#define GDCS_SHARE_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Interval methods.  At 95 %, mean coverage over all shares, least coverage, and mean width, worked out
 *  by tests/coverage/interval.c (`interval long` prints other levels and sizes):
 *
 *                           n = 20                 n = 100                n = 1000
 *      Wilson               0.953 0.837 0.325      0.951 0.838 0.1523     0.950 0.838 0.0486
 *      Clopper-Pearson      0.977 0.958 0.366      0.965 0.950 0.1614     0.955 0.950 0.0496
 *      mid-P                0.961 0.929 0.335      0.953 0.921 0.1531     0.950 0.917 0.0487
 *      Jeffreys             0.951 0.893 0.323      0.950 0.880 0.1517     0.950 0.898 0.0486
 *      Agresti-Coull        0.962 0.929 0.337      0.955 0.938 0.1543     0.951 0.943 0.0487
 *      Blaker               0.967 0.950 0.345      0.958 0.950 0.1567     0.953 0.950 0.0491
 *      SCAS                 0.957 0.901 0.329      0.952 0.918 0.1525     0.950 0.915 0.0486
 *      likelihood ratio     0.946 0.822 0.322      0.949 0.841 0.1517     0.950 0.840 0.0486
 *      logit                0.963 0.869 0.342      0.954 0.869 0.1543     0.951 0.869 0.0487
 *      Wilson, corrected    0.976 0.949 0.366      0.965 0.949 0.1619     0.955 0.949 0.0496
 *      arcsine              0.958 0.897 0.332      0.952 0.908 0.1527     0.950 0.906 0.0486
 *      Wald                 0.846 0     0.316      0.922 0     0.1519     0.946 0     0.0486
 *
 *  Wilson is the default: its mean is the level, it is as short as any that keeps it, has a closed form for
 *  all counts and weights, and is what the field's tools print.  Its least is for shares just below its
 *  lower limit of one in n.  Where no share may be covered less often than stated, take Blaker, the
 *  shortest of the exact ones here; for small shares at moderate n, mid-P or SCAS. */
enum {
    GDCS_SHARE_METHOD_DEFAULT = 0,         /**< Wilson */
    GDCS_SHARE_METHOD_WILSON = 1,          /**< score interval, no continuity correction */
    GDCS_SHARE_METHOD_CLOPPER_PEARSON = 2, /**< exact, conservative: never below its level */
    GDCS_SHARE_METHOD_MID_P = 3,           /**< exact with half the probability of what was seen */
    GDCS_SHARE_METHOD_JEFFREYS = 4,        /**< Beta(1/2, 1/2) posterior, ends as in Brown et al. */
    GDCS_SHARE_METHOD_AGRESTI_COULL = 5,   /**< adjusted Wald: z^2 / 2 added to either count */
    GDCS_SHARE_METHOD_BLAKER = 6, /**< exact, inside Clopper-Pearson; hull of the accepted shares */
    GDCS_SHARE_METHOD_SCAS = 7,   /**< score with its skewness taken off */
    GDCS_SHARE_METHOD_LIKELIHOOD_RATIO = 8,   /**< shares with 2 (log L(p_hat) - log L(p)) <= z^2 */
    GDCS_SHARE_METHOD_LOGIT = 9,              /**< Wald's of the log odds, exact limit at 0 and n */
    GDCS_SHARE_METHOD_WILSON_CONTINUITY = 10, /**< Wilson with 1 / (2 n) of continuity correction */
    GDCS_SHARE_METHOD_ARCSINE = 11,           /**< Anscombe's: 3 / 8 added to either count */
    GDCS_SHARE_METHOD_WALD = 12 /**< for comparison with others' figures only: no width at 0 of n */
};

/** Who is in the denominator.  Not natural persons never are. */
enum {
    GDCS_SHARE_OF_WOMEN_AND_MEN = 0, /**< women / (women + men) */
    GDCS_SHARE_OF_RECORDED = 1,      /**< women / (women + men + other) */
    GDCS_SHARE_OF_PERSONS = 2 /**< women / (women + men + other + unknown): those recorded as women
                                   among all, the lower end of its own bounds */
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_share_options {
    uint32_t struct_size; /**< sizeof(gdcs_share_options) */
    int32_t method;       /**< GDCS_SHARE_METHOD_* */
    int32_t of;           /**< GDCS_SHARE_OF_* */
    int32_t padding;      /**< 0 */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly, at least 1e-300, for levels near 1; 0: by
                               level */
} gdcs_share_options;

/** One share. */
typedef struct gdcs_share_result {
    uint32_t struct_size; /**< sizeof(gdcs_share_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used, never DEFAULT */
    int32_t of;           /**< the denominator used */
    double alpha;         /**< 1 - the level used */
    double women;         /**< numerator */
    double n;             /**< denominator */
    double unknown;       /**< persons whose sex is not recorded */
    gdcs_estimate share;  /**< std_error = sqrt(share (1 - share) / n), by every method */
    gdcs_bounds bounds;   /**< of the share, whatever the sex of the unknown */
} gdcs_share_result;

/**
 * Estimate the share of women in one cell.
 *
 * share = women / n, n as options->of says; never shrunk, whatever the method of the interval.
 * Persons of unknown sex do not enter a share of women and men, or of those recorded: they widen the
 * bounds, which run over every way in which they may be women, men or other,
 *
 *     [women / m, (women + unknown) / m],  m = women + men (+ other, but OF_WOMEN_AND_MEN) + unknown.
 *
 * The interval says what chance does to the share, the bounds what ignorance does; neither holds the
 * other.  The lower limit of 0 of n is exactly 0 and the upper of n of n exactly 1, by
 * every method; the other limits there are those of the formula (WALD: no width).
 *
 * Notes: UNKNOWN_PRESENT; OTHER_PRESENT if they are outside the denominator; NOT_PERSONS; AT_BOUNDARY
 * if the share is 0 or 1; ZERO_CELL if there are no women or no men; SMALL_BASE if n < 20; NOT_WHOLE
 * if counts are sums of weights: limits then take them for numbers of persons, which a survey is not;
 * METHOD_CHANGED if n > 1e12 or a weight is below 1e-3, where the limits of CLOPPER_PEARSON, MID_P,
 * JEFFREYS and BLAKER are not defined to full precision, or if BLAKER is asked for counts that are not
 * whole; Wilson's are given.
 *
 * @param counts   in [0, 1e15]
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    proportions in [0, 1], never percent
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is negative, above 1e15 or not finite
 *           GDCS_E_OPTION    unknown method or denominator; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     n is 0
 * @source   Wilson (1927) JASA 22:209.  Clopper & Pearson (1934) Biometrika 26:404.  Lancaster (1961)
 *           JASA 56:223.  Brown, Cai & DasGupta (2001) Stat. Sci. 16:101.  Agresti & Coull (1998)
 *           Am. Stat. 52:119.  Blaker (2000) Can. J. Stat. 28:783.  Laud (2017) Pharm. Stat. 16:334.
 *           Newcombe (1998) Stat. Med. 17:857 (continuity).  Anscombe (1948) Biometrika 35:246.  Bounds: Manski
 *           (2003) Partial Identification, ch. 1.
 * @checked  tests/reference/share.csv (40-digit arithmetic, statsmodels), share_r.csv (base R)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_estimate(const gdcs_sex_counts *counts,
                                                    const gdcs_share_options *options,
                                                    gdcs_share_result *out, gdcs_error *err);

/**
 * Bound the share of women when counts are known as intervals only.
 *
 * The smallest and the largest share over all counts between lower and upper and all sexes of the
 * unknown, of those counts with somebody in the denominator.  With lower = upper these are the bounds
 * of gdcs_share_estimate().  OF_RECORDED and OF_PERSONS have the same bounds: once the sex of all is
 * known, all are recorded.
 *
 * @param lower    in [0, 1e15]; not_applicable is ignored
 * @param upper    >= lower, infinity allowed; not_applicable is ignored
 * @param options  may be NULL; only `of` is used
 * @param out      the bounds, in [0, 1]
 * @param err      may be NULL
 *
 * @units    proportions in [0, 1]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_OPTION    as gdcs_share_estimate()
 *           GDCS_E_STRUCT    struct_size of options missing or too small
 *           GDCS_E_VALUE     lower is not in [0, 1e15], or upper below it
 *           GDCS_E_EMPTY     nobody can be in the denominator
 * @source   the share rises in women and falls in all others, so its extremes are corners
 * @checked  tests/stats/test_share.c, against every cell of small grids
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_bound(const gdcs_sex_counts *lower,
                                                 const gdcs_sex_counts *upper,
                                                 const gdcs_share_options *options,
                                                 gdcs_bounds *out, gdcs_error *err);

/**
 * Estimate n shares at once.
 *
 * Element i is what gdcs_share_estimate() makes of the i-th counts.  Where it refuses, the call goes
 * on: nobody in the denominator gives NaN with GDCS_NOTE_NOT_ESTIMABLE.  A count that is NaN is
 * missing, between 0 and infinity: GDCS_NOTE_MISSING_CELL, bounds that allow for it, and no share if it
 * enters the denominator.
 *
 * @param counts   arrays of n; NULL stands for zeroes
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      arrays of n, each NULL if not wanted; untouched on failure
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    proportions in [0, 1]
 * @errors   GDCS_E_ARGUMENT  counts or out is missing, n is negative
 *           GDCS_E_VALUE     a count is negative or above 1e15
 *           GDCS_E_OPTION    as gdcs_share_estimate()
 *           GDCS_E_STRUCT    struct_size missing or too small
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_each(const gdcs_sex_arrays *counts, int64_t n,
                                                const gdcs_share_options *options,
                                                const gdcs_estimate_arrays *out, gdcs_error *err);

/**
 * Estimate the share of women for each combination of the axes to keep.
 *
 * All other axes are summed over.  Columns: one per axis kept, then women, men, other, unknown, n,
 * value, lower, upper, std_error, bound_lower, bound_upper, method (text), notes (GDCS_NOTE_* bits).
 * Every combination that the table holds has a row.  One with an interval or missing cell among those
 * that enter the share has NaN for it and GDCS_NOTE_NOT_ESTIMABLE, beside GDCS_NOTE_INTERVAL_CELL or
 * _MISSING_CELL, and the bounds of gdcs_share_bound().  A declared total above its parts adds the rest to
 * the unknown, one below them gives way, and one beside parts that are not exact narrows the bounds.
 *
 * @param table    has a sex axis
 * @param keep     names of axes; NULL if n is 0
 * @param n        their number; 0: one row for everybody
 * @param options  may be NULL
 * @param out      the frame, ended by gdcs_frame_free(); its metadata and sensitivity are those of the
 *                 table, GDCS_META_METHOD says what was done
 * @param err      may be NULL
 *
 * @units    proportions in [0, 1]
 * @errors   GDCS_E_ARGUMENT   table or out is missing, n is negative, keep is missing with n > 0
 *           GDCS_E_OPTION     as gdcs_share_estimate()
 *           GDCS_E_STRUCT     struct_size of options missing or too small
 *           GDCS_E_NAME       the table has no such axis
 *           GDCS_E_DUPLICATE  an axis is named twice, or bears the name of another column
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes to keep
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_table(const gdcs_table *table, const char *const *keep,
                                                 int32_t n, const gdcs_share_options *options,
                                                 gdcs_frame **out, gdcs_error *err);

/** Limits that hold for all shares together. */
enum {
    GDCS_SHARE_SEXES_METHOD_DEFAULT = 0,           /**< Goodman */
    GDCS_SHARE_SEXES_METHOD_GOODMAN = 1,           /**< Wilson's with alpha / k (Bonferroni) */
    GDCS_SHARE_SEXES_METHOD_SISON_GLAZ = 2,        /**< all of one width; asymptotic */
    GDCS_SHARE_SEXES_METHOD_QUESENBERRY_HURST = 3, /**< Wilson's by chi-square on k - 1 df */
    GDCS_SHARE_SEXES_METHOD_CLOPPER_PEARSON = 4 /**< exact, with alpha / k: never below the level */
};

/** Of which categories the shares are.  They add up to 1. */
enum {
    GDCS_SHARE_CATEGORIES_ALL = 0,          /**< women, men, other, unknown: k = 4 */
    GDCS_SHARE_CATEGORIES_RECORDED = 1,     /**< women, men, other: k = 3 */
    GDCS_SHARE_CATEGORIES_WOMEN_AND_MEN = 2 /**< k = 2 */
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_share_sexes_options {
    uint32_t struct_size; /**< sizeof(gdcs_share_sexes_options) */
    int32_t method;       /**< GDCS_SHARE_SEXES_METHOD_* */
    int32_t categories;   /**< GDCS_SHARE_CATEGORIES_* */
    int32_t padding;      /**< 0 */
    double level;         /**< confidence level of all together in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
} gdcs_share_sexes_options;

/** The shares of the sexes.  Those that are no category are NaN, with their bounds. */
typedef struct gdcs_share_sexes_result {
    uint32_t struct_size; /**< sizeof(gdcs_share_sexes_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_*, of any category */
    int32_t method;       /**< the method used, never DEFAULT */
    int32_t categories;   /**< those used */
    double alpha;         /**< 1 - the level used */
    double n;             /**< denominator */
    gdcs_estimate women;
    gdcs_estimate men;
    gdcs_estimate other;
    gdcs_estimate unknown;
    gdcs_bounds women_bounds;   /**< whatever the sex of the unknown */
    gdcs_bounds men_bounds;     /**< likewise */
    gdcs_bounds other_bounds;   /**< likewise */
    gdcs_bounds unknown_bounds; /**< of the share that is unknown */
} gdcs_share_sexes_result;

/**
 * Estimate the shares of women, men, other and unknown, with limits that hold for all together.
 *
 * share_i = count_i / n, n the sum of the k categories.  With probability 1 - alpha all k intervals hold
 * their shares, where the limits of gdcs_share_estimate() would do so one by one only.  A category is
 * counted in k also if nobody is in it.  At 95 % and k = 3, mean coverage over all shares, least, and width
 * (tests/coverage/share_samples.c):
 *
 *                           n = 20                 n = 40                 n = 100
 *      Goodman              0.956 0.926 0.391      0.961 0.943 0.287      0.959 0.927 0.186
 *      Sison-Glaz           0.813 0.356 0.345      0.881 0.618 0.261      0.912 0.702 0.175
 *      Quesenberry-Hurst    0.961 0.926 0.399      0.966 0.947 0.293      0.962 0.927 0.190
 *      Clopper-Pearson      0.984 0.968 0.431      0.978 0.963 0.308      0.973 0.962 0.194
 *
 * So Goodman's are the default.  Sison-Glaz is shorter for even shares and fails where one is small.
 *
 * The bounds of women, men and other hold whatever the sex of the unknown; those of `unknown` are its
 * own.
 *
 * Notes: UNKNOWN_PRESENT; OTHER_PRESENT if outside the categories; NOT_PERSONS; AT_BOUNDARY, ZERO_CELL,
 * SMALL_BASE, NOT_WHOLE as gdcs_share_estimate(); METHOD_CHANGED where SISON_GLAZ has no answer (counts
 * not whole, few persons and tiny alpha) or CLOPPER_PEARSON none (n > 1e12), and Goodman's are given.
 *
 * @param counts   in [0, 1e15]
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    proportions in [0, 1]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is negative, above 1e15 or not finite
 *           GDCS_E_OPTION    unknown method or categories; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     n is 0
 * @source   Goodman (1965) Technometrics 7:247.  Sison & Glaz (1995) JASA 90:366.  Quesenberry & Hurst
 *           (1964) Technometrics 6:191.
 * @checked  tests/reference/multinomial.csv (40-digit arithmetic, statsmodels)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_estimate_sexes(const gdcs_sex_counts *counts,
                                                          const gdcs_share_sexes_options *options,
                                                          gdcs_share_sexes_result *out,
                                                          gdcs_error *err);

/**
 * Estimate the shares of the sexes of n cells at once.
 *
 * Element k i + j is the share of the j-th category (women, men, other, unknown) in the i-th counts, k
 * the number of categories that options ask for.  Nobody in the denominator, or a count that is NaN,
 * gives NaN with notes, as in gdcs_share_each().
 *
 * @param counts   arrays of n; NULL stands for zeroes
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      arrays of k n, each NULL if not wanted; untouched on failure
 * @param err      may be NULL; row is the 1-based element of counts
 *
 * @units    proportions in [0, 1]
 * @errors   GDCS_E_ARGUMENT  counts or out is missing, n is negative
 *           GDCS_E_VALUE     a count is negative or above 1e15
 *           GDCS_E_OPTION    as gdcs_share_estimate_sexes()
 *           GDCS_E_STRUCT    struct_size missing or too small
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_each_sexes(const gdcs_sex_arrays *counts, int64_t n,
                                                      const gdcs_share_sexes_options *options,
                                                      const gdcs_estimate_arrays *out,
                                                      gdcs_error *err);

/**
 * Estimate the shares of the sexes for each combination of the axes to keep.
 *
 * Columns: one per axis kept, sex (F, M, _O, _U), count, n, value, lower, upper, std_error, bound_lower,
 * bound_upper, method, notes.  k rows per combination.  Cells that are not exact as in
 * gdcs_share_table().
 *
 * @param table    has a sex axis
 * @param keep     names of axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame, ended by gdcs_frame_free()
 * @param err      may be NULL
 *
 * @units    proportions in [0, 1]
 * @errors   as gdcs_share_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_table_sexes(const gdcs_table *table,
                                                       const char *const *keep, int32_t n,
                                                       const gdcs_share_sexes_options *options,
                                                       gdcs_frame **out, gdcs_error *err);

/**
 * Estimate the share of women of a finite population from a sample drawn from it.
 *
 * For a share of N persons of whom n were drawn without replacement, as of the cases of a small agency.
 * share = women / n, and what is estimated is the share of all N.  A census, n = N, has no sampling error:
 * both limits are the share.  (Where the cases stand for those that might have been, the share is that of
 * gdcs_share_estimate().)  CLOPPER_PEARSON and MID_P invert the hypergeometric distribution over the whole
 * numbers of women that N may hold; WILSON takes z sqrt((N - n) / (N - 1)) for z, and is cut to what the
 * sample leaves possible.  std_error = sqrt(share (1 - share) / n (N - n) / (N - 1)).
 *
 * Bounds are those of the sample, whatever the sex of its unknown.  Notes: as gdcs_share_estimate();
 * METHOD_CHANGED where an exact method has no answer (not whole, N > 1e12) and Wilson's limits are given.
 *
 * @param counts      of the sample, in [0, 1e15]
 * @param population  N, at least the sample's denominator, at most 1e15
 * @param options     may be NULL; methods WILSON (default), CLOPPER_PEARSON, MID_P
 * @param out         struct_size set by the caller
 * @param err         may be NULL
 *
 * @units    proportions in [0, 1]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count or population is not in [0, 1e15], or it is below the sample
 *           GDCS_E_OPTION    as gdcs_share_estimate(), and a method without such a form
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     n is 0
 * @source   Wright (1991) Exact Confidence Bounds when Sampling from Small Finite Universes.  Buonaccorsi
 *           (1987) Am. Stat. 41:215.
 * @checked  tests/reference/share_finite.csv (whole-number arithmetic)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_estimate_finite(const gdcs_sex_counts *counts,
                                                           double population,
                                                           const gdcs_share_options *options,
                                                           gdcs_share_result *out, gdcs_error *err);

/**
 * Estimate n shares of finite populations at once.
 *
 * Element i is what gdcs_share_estimate_finite() makes of the i-th counts and population.  Nobody in the
 * denominator, a count or a population that is NaN gives NaN with notes, as in gdcs_share_each().
 *
 * @param counts      arrays of n; NULL stands for zeroes
 * @param population  array of n
 * @param n           >= 0
 * @param options     may be NULL
 * @param out         arrays of n, each NULL if not wanted; untouched on failure
 * @param err         may be NULL; row is the 1-based element
 *
 * @units    proportions in [0, 1]
 * @errors   GDCS_E_ARGUMENT  counts, population or out is missing, n is negative
 *           GDCS_E_VALUE     as gdcs_share_estimate_finite(); NaN is missing
 *           GDCS_E_OPTION    as gdcs_share_estimate_finite()
 *           GDCS_E_STRUCT    struct_size missing or too small
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_each_finite(const gdcs_sex_arrays *counts,
                                                       const double *population, int64_t n,
                                                       const gdcs_share_options *options,
                                                       const gdcs_estimate_arrays *out,
                                                       gdcs_error *err);

/**
 * Estimate the share of women of finite populations for each combination of the axes to keep.
 *
 * As gdcs_share_estimate_finite() for each group, with N all persons of the group in another table, of
 * whatever sex; its declared totals count as in gdcs_share_table().  Labels of axes are matched by their
 * text.  A group whose N is missing, an interval, or smaller than the sample (GDCS_NOTE_PARTS_EXCEED) has NaN
 * and the bounds of its sample.  Columns: one per axis kept, women, men, other, unknown, n, population (N),
 * value, lower, upper, std_error, bound_lower, bound_upper, method, notes.
 *
 * @param table       of the samples; has a sex axis
 * @param population  of those that they were drawn from; has a sex axis and the axes to keep
 * @param keep        names of axes other than sex; NULL if n is 0
 * @param n           their number
 * @param options     may be NULL; methods WILSON (default), CLOPPER_PEARSON, MID_P
 * @param out         the frame, ended by gdcs_frame_free(); as sensitive as either table
 * @param err         may be NULL
 *
 * @units    proportions in [0, 1]
 * @errors   as gdcs_share_table(), and
 *           GDCS_E_ARGUMENT  population is missing
 *           GDCS_E_OPTION    as gdcs_share_estimate_finite()
 * @checked  tests/stats/test_share_finite_table.c, against the scalar form
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_table_finite(const gdcs_table *table,
                                                        const gdcs_table *population,
                                                        const char *const *keep, int32_t n,
                                                        const gdcs_share_options *options,
                                                        gdcs_frame **out, gdcs_error *err);

/** One share from a sample of clusters or of weighted persons. */
typedef struct gdcs_share_design_result {
    uint32_t struct_size; /**< sizeof(gdcs_share_design_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used, never DEFAULT */
    int32_t of;           /**< the denominator used */
    double alpha;         /**< 1 - the level used */
    double women;         /**< numerator; a sum of weights */
    double n;             /**< denominator; a sum of weights */
    double unknown;       /**< persons, or weights, whose sex is not recorded */
    double persons;       /**< in the denominator, without weights */
    double units;         /**< clusters, or persons, with somebody in the denominator */
    double effective_n;   /**< persons of a simple sample that would tell as much; <= persons */
    double design_effect; /**< variance over that of a simple sample of `persons`; may be below 1 */
    gdcs_estimate share;  /**< std_error by the variance between units */
    gdcs_bounds bounds;   /**< of the share, whatever the sex of the unknown */
} gdcs_share_design_result;

/**
 * Estimate the share of women from a sample of clusters: cases, courts, prisons, whose persons are alike.
 *
 * The ratio estimator, share = sum of women / sum of n_i over clusters, with the variance between
 * clusters, k / (k - 1) sum (women_i - share n_i)^2 / n^2.  effective_n = share (1 - share) / variance, at
 * most n; design_effect = n / (that before the cap).  Where the share is 0 or 1 no variance is seen, and
 * effective_n = n^2 / sum n_i^2 (Kish), as if all in a cluster were alike.  WILSON: Wilson's limits of
 * effective_n persons with the t quantile on k - 1 degrees of freedom for z.  CLOPPER_PEARSON: Korn and
 * Graubard's, of effective_n (t_(n - 1) / t_(k - 1))^2 persons, at most n.  A single cluster has limits 0
 * and 1 and no std_error.  With clusters of 20 and a correlation of 0.1 within, coverage at 95 % is 0.950 to
 * 0.972 (WILSON) and 0.955 to 0.977 (CLOPPER_PEARSON) for shares of 0.2 and 0.5 and 5 to 40 clusters, down to
 * 0.931 for a share of 0.05; limits that take persons for independent have 0.73 to 0.85.
 *
 * Notes: as gdcs_share_estimate(), but SMALL_BASE if effective_n < 20 and no NOT_WHOLE; OVERDISPERSED if
 * design_effect > 1.
 *
 * @param clusters  arrays of n, in [0, 1e15]; NULL stands for zeroes
 * @param n         number of clusters, >= 0
 * @param options   may be NULL; methods WILSON (default), CLOPPER_PEARSON
 * @param out       struct_size set by the caller
 * @param err       may be NULL; row is the 1-based cluster
 *
 * @units    proportions in [0, 1]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is negative
 *           GDCS_E_VALUE     a count is not in [0, 1e15]
 *           GDCS_E_OPTION    as gdcs_share_estimate(), and a method without such a form
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     nobody is in the denominator
 *           GDCS_E_MEMORY
 * @source   Rao & Scott (1992) Biometrics 48:577.  Saha, Miller & Wang (2016) Int. J. Biostat. 12(2).  Korn
 *           & Graubard (1998) Surv. Methodol. 24:193.
 * @checked  tests/reference/share_design.csv (mpmath)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_estimate_clustered(const gdcs_sex_arrays *clusters,
                                                              int64_t n,
                                                              const gdcs_share_options *options,
                                                              gdcs_share_design_result *out,
                                                              gdcs_error *err);

/**
 * Estimate the share of women from persons with weights.
 *
 * As gdcs_share_estimate_clustered() with each person a cluster of size weight: share = sum of the
 * weights of women / sum of weights; effective_n is at most the number of persons, and Kish's
 * (sum w)^2 / sum w^2 where the share is 0 or 1.  Weights are those of a sample; only their proportions
 * matter.  Persons drawn in clusters need the weighted counts of these in
 * gdcs_share_estimate_clustered().
 *
 * @param sex      GDCS_SEX_*, not TOTAL, array of n
 * @param weights  in [0, 1e15], array of n
 * @param n        number of persons, >= 0
 * @param options  may be NULL; methods WILSON (default), CLOPPER_PEARSON
 * @param out      struct_size set by the caller
 * @param err      may be NULL; row is the 1-based person
 *
 * @units    proportions in [0, 1]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is negative
 *           GDCS_E_VALUE     a code of no sex, a weight not in [0, 1e15]
 *           GDCS_E_OPTION    as gdcs_share_estimate_clustered()
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     nobody is in the denominator
 *           GDCS_E_MEMORY
 * @source   Kish (1965) Survey Sampling.  Korn & Graubard (1998) Surv. Methodol. 24:193.
 * @checked  tests/reference/share_design.csv (mpmath)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_estimate_weighted(const int32_t *sex,
                                                             const double *weights, int64_t n,
                                                             const gdcs_share_options *options,
                                                             gdcs_share_design_result *out,
                                                             gdcs_error *err);

/**
 * Estimate n shares from n samples of clusters at once.
 *
 * Sample i is clusters offsets[i] to before offsets[i + 1], and its share what
 * gdcs_share_estimate_clustered() makes of them; a sample may have no clusters.
 * Where that refuses, the call goes on: nobody in the denominator gives NaN with GDCS_NOTE_NOT_ESTIMABLE.  A
 * count that is NaN is missing as in gdcs_share_each(); the bounds allow for it.
 *
 * @param clusters       arrays of offsets[n]; NULL stands for zeroes
 * @param offsets        n + 1, the first 0, none below the one before
 * @param n              number of samples, >= 0
 * @param options        may be NULL; methods WILSON (default), CLOPPER_PEARSON
 * @param out            arrays of n, each NULL if not wanted; untouched on failure
 * @param effective_n    array of n; NULL if not wanted
 * @param design_effect  array of n; NULL if not wanted
 * @param err            may be NULL; row is the 1-based cluster, or, of offsets, sample
 *
 * @units    proportions in [0, 1]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is negative, offsets do not begin with 0 or fall
 *           GDCS_E_VALUE     a count is negative or above 1e15
 *           GDCS_E_OPTION    as gdcs_share_estimate_clustered()
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_MEMORY
 * @checked  tests/stats/test_share_design_each.c, against the scalar form
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_each_clustered(const gdcs_sex_arrays *clusters,
                                                          const int64_t *offsets, int64_t n,
                                                          const gdcs_share_options *options,
                                                          const gdcs_estimate_arrays *out,
                                                          double *effective_n,
                                                          double *design_effect, gdcs_error *err);

/**
 * Estimate n shares from n samples of persons with weights at once.
 *
 * As gdcs_share_each_clustered() for gdcs_share_estimate_weighted().  A weight that is NaN is missing: the
 * person may stand for nobody or for any number.
 *
 * @param sex            GDCS_SEX_*, not TOTAL, array of offsets[n]
 * @param weights        in [0, 1e15], array of offsets[n]
 * @param offsets        n + 1, the first 0, none below the one before
 * @param n              number of samples, >= 0
 * @param options        may be NULL; methods WILSON (default), CLOPPER_PEARSON
 * @param out            arrays of n, each NULL if not wanted; untouched on failure
 * @param effective_n    array of n; NULL if not wanted
 * @param design_effect  array of n; NULL if not wanted
 * @param err            may be NULL; row is the 1-based person, or, of offsets, sample
 *
 * @units    proportions in [0, 1]
 * @errors   as gdcs_share_each_clustered(), and
 *           GDCS_E_VALUE  a code of no sex
 * @checked  tests/stats/test_share_design_each.c, against the scalar form
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_each_weighted(const int32_t *sex, const double *weights,
                                                         const int64_t *offsets, int64_t n,
                                                         const gdcs_share_options *options,
                                                         const gdcs_estimate_arrays *out,
                                                         double *effective_n, double *design_effect,
                                                         gdcs_error *err);

/**
 * Estimate the share of women for each combination of the axes to keep, labels of one axis as clusters.
 *
 * As gdcs_share_estimate_clustered(); a declared total of the axis is no cluster.  A cluster with a cell
 * that is not exact leaves NaN and bounds.  Columns: one per axis kept, women, men, other, unknown, n,
 * clusters, effective_n, design_effect, value, lower, upper, std_error, bound_lower, bound_upper, method,
 * notes.
 *
 * @param table    has a sex axis and the axis of the clusters
 * @param axis     name of an axis other than sex
 * @param keep     names of axes other than these; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame, ended by gdcs_frame_free()
 * @param err      may be NULL
 *
 * @units    proportions in [0, 1]
 * @errors   as gdcs_share_table(), and
 *           GDCS_E_ARGUMENT  axis is missing
 *           GDCS_E_OPTION    as gdcs_share_estimate_clustered()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_table_clustered(const gdcs_table *table,
                                                           const char *axis,
                                                           const char *const *keep, int32_t n,
                                                           const gdcs_share_options *options,
                                                           gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
