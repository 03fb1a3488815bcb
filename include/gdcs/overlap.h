/** @file gdcs/overlap.h
 *  The overlap of victims and offenders: how many are both, and more than by chance? */
#ifndef GDCS_OVERLAP_H
#define GDCS_OVERLAP_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Measures.  With a both, b victim only, c offender only, d neither, n their sum:
 *
 *  - VICTIM_ONLY, OFFENDER_ONLY, BOTH: the three groups, b, c and a over a + b + c.  BOTH is Jaccard's
 *    index
 *  - OFFENDERS_VICTIMS: offenders who were victims, a / (a + c)
 *  - VICTIMS_OFFENDERS: victims who offended, a / (a + b)
 *  - ODDS_RATIO: a d / (b c)
 *  - LIFT: found over expected, a n / ((a + b)(a + c))
 *  - KAPPA: Cohen's, 2 (a d - b c) / ((a + b)(b + d) + (a + c)(c + d))
 *  - PHI: the correlation of the two, (a d - b c) / sqrt((a + b)(c + d)(a + c)(b + d))
 *  - YULES_Q: (a d - b c) / (a d + b c)
 *  - TETRACHORIC: the correlation of two normal propensities, each above its threshold for those of whom
 *    it is true; by maximum likelihood.  The bivariate probit without covariates */
enum {
    GDCS_OVERLAP_MEASURE_VICTIM_ONLY = 1,
    GDCS_OVERLAP_MEASURE_OFFENDER_ONLY = 2,
    GDCS_OVERLAP_MEASURE_BOTH = 3,
    GDCS_OVERLAP_MEASURE_OFFENDERS_VICTIMS = 4,
    GDCS_OVERLAP_MEASURE_VICTIMS_OFFENDERS = 5,
    GDCS_OVERLAP_MEASURE_ODDS_RATIO = 6,
    GDCS_OVERLAP_MEASURE_LIFT = 7,
    GDCS_OVERLAP_MEASURE_KAPPA = 8,
    GDCS_OVERLAP_MEASURE_PHI = 9,
    GDCS_OVERLAP_MEASURE_YULES_Q = 10,
    GDCS_OVERLAP_MEASURE_TETRACHORIC = 11
};

/** Persons by whether they were victims and whether they offended.  Frozen. */
typedef struct gdcs_overlap_counts {
    double both;
    double victim_only;
    double offender_only;
    double neither; /**< NaN: not known, as where two registers are all there is */
} gdcs_overlap_counts;

/** The same for many: arrays of equal length. */
typedef struct gdcs_overlap_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_overlap_arrays) */
    uint32_t padding;     /**< 0 */
    const double *both;
    const double *victim_only;
    const double *offender_only;
    const double *neither; /**< NULL: none is known */
} gdcs_overlap_arrays;

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_overlap_options {
    uint32_t struct_size; /**< sizeof(gdcs_overlap_options) */
    int32_t share_method; /**< GDCS_SHARE_METHOD_* of the five shares; default Wilson */
    int32_t odds_method;  /**< GDCS_RATIO_METHOD_* of ODDS_RATIO and YULES_Q; default
                                         Miettinen-Nurminen */
    int32_t padding;      /**< 0 */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
} gdcs_overlap_options;

/** One measure.  Frozen. */
typedef struct gdcs_overlap_measure {
    gdcs_estimate estimate;
    gdcs_bounds bounds; /**< whatever is not known */
    uint32_t notes;     /**< GDCS_NOTE_* */
    uint32_t padding;   /**< 0 */
} gdcs_overlap_measure;

/** The overlap among persons of one sex.
 *
 *  Notes of a measure: GDCS_NOTE_ZERO_CELL if a count it rests on is 0, GDCS_NOTE_AT_BOUNDARY if its value
 *  is at an end of its range, GDCS_NOTE_UPPER_INFINITE, GDCS_NOTE_SMALL_BASE below 20 persons,
 *  GDCS_NOTE_NOT_WHOLE, GDCS_NOTE_METHOD_CHANGED, GDCS_NOTE_NOT_ESTIMABLE for 0 / 0, and with
 *  GDCS_NOTE_MISSING_CELL where it rests on `neither` and that is not known. */
typedef struct gdcs_overlap_result {
    uint32_t struct_size; /**< sizeof(gdcs_overlap_result), set by the caller */
    uint32_t notes;       /**< of all measures */
    double alpha;         /**< 1 - the level used */
    double n;             /**< NaN if `neither` is not known */
    double victims;
    double offenders;
    double either;   /**< victims, offenders or both */
    double expected; /**< victims who offended if the two were independent; NaN likewise */
    gdcs_overlap_measure victim_only;
    gdcs_overlap_measure offender_only;
    gdcs_overlap_measure both;
    gdcs_overlap_measure offenders_victims;
    gdcs_overlap_measure victims_offenders;
    gdcs_overlap_measure odds_ratio;
    gdcs_overlap_measure lift;
    gdcs_overlap_measure kappa;
    gdcs_overlap_measure phi;
    gdcs_overlap_measure yules_q;
    gdcs_overlap_measure tetrachoric;
} gdcs_overlap_result;

/**
 * Estimate the overlap of victims and offenders among persons of one sex.
 *
 * Measures as defined with GDCS_OVERLAP_MEASURE_*.  "Previously" is a matter of the counts: put those who
 * offended first with offender_only, as gdcs_overlap_tabulate() does by dates.
 *
 * Limits: of shares those of gdcs_share_estimate(); of the odds ratio those of gdcs_ratio_estimate() with
 * victims as a and the others as b; of Yule's Q the same, as (x - 1) / (x + 1); of lift by its
 * logarithm, with `both` 0 those of gdcs_gap_estimate_nested()'s ratio of victims in all persons; of kappa
 * value -+ z std_error in [-1, 1]; of phi by Fisher's transformation; of the tetrachoric correlation by its
 * likelihood, maximised over both thresholds.  Standard errors are by the delta method for multinomial counts
 * (that of kappa is the full one of 1969), NaN where a count of 0 leaves none.
 *
 * Coverage at 95 % (tests/coverage/overlap.c; 100 and 400 persons, shares 0.2 to 0.4, propensities correlated
 * 0 to 0.6): kappa and phi 0.926 to 0.960, lift 0.944 to 0.959, tetrachoric 0.945 to 0.955.
 *
 * A count of 0: odds ratio 0 or infinite, Q and tetrachoric correlation -1 or 1, with one limit inside;
 * nothing is added to any count.  Where nobody or everybody is a victim, or an offender, phi, lift and the
 * tetrachoric correlation are not estimable; kappa is not where all are in `both` or all in `neither`.
 *
 * If neither is NaN the shares are estimated; of the others only bounds, over neither from 0 to infinity.
 *
 * @param counts   not NULL
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    shares in [0, 1]; odds ratio and lift in [0, infinity]; the others in [-1, 1]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is not in [0, 1e15]; NaN but in neither
 *           GDCS_E_OPTION    unknown method; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     nobody was a victim and nobody offended
 * @source   Jaccard (1901) Bull. Soc. Vaud. Sci. Nat. 37:547.  Cohen (1960) Educ. Psychol. Meas. 20:37.
 *           Fleiss, Cohen & Everitt (1969) Psychol. Bull. 72:323.  Yule (1912) J. R. Stat. Soc. 75:579.
 *           Bishop, Fienberg & Holland (1975) 14.6.  Olsson (1979) Psychometrika 44:443.  Genz (2004)
 *           Stat. Comput. 14:251.
 * @checked  tests/reference/overlap.csv (mpmath, SciPy 1.10); kappa: statsmodels 0.13 in
 *           bindings/python/tests/test_overlap.py
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_overlap_estimate(const gdcs_overlap_counts *counts,
                                                      const gdcs_overlap_options *options,
                                                      gdcs_overlap_result *out, gdcs_error *err);

/**
 * Estimate one measure of n overlaps at once.
 *
 * An element that cannot be estimated is NaN with GDCS_NOTE_NOT_ESTIMABLE; a NaN among the counts is
 * missing (GDCS_NOTE_MISSING_CELL), and the bounds hold whatever it is.
 *
 * @param counts   arrays of n; neither may be NULL
 * @param n        >= 0
 * @param measure  GDCS_OVERLAP_MEASURE_*
 * @param options  may be NULL
 * @param out      arrays of n
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    as gdcs_overlap_estimate()
 * @errors   as gdcs_overlap_estimate() but for EMPTY
 *           GDCS_E_OPTION  also if there is no such measure
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_overlap_each(const gdcs_overlap_arrays *counts, int64_t n,
                                                  int32_t measure,
                                                  const gdcs_overlap_options *options,
                                                  const gdcs_estimate_arrays *out, gdcs_error *err);

/** Women against men.  Notes are those of both sexes; GDCS_NOTE_CONTINUITY if a half was added to the
 *  counts of a sex for the limits of odds_ratio. */
typedef struct gdcs_overlap_sexes_result {
    uint32_t struct_size;            /**< sizeof(gdcs_overlap_sexes_result), set by the caller */
    uint32_t notes;                  /**< of all measures */
    double alpha;                    /**< 1 - the level used */
    gdcs_overlap_measure difference; /**< share of offenders who were victims, women less men */
    gdcs_overlap_measure ratio;      /**< the same, women per man */
    gdcs_overlap_measure odds_ratio; /**< odds ratio of women over that of men */
    gdcs_test homogeneity;           /**< of the two odds ratios: Breslow-Day with Tarone */
    gdcs_test exact; /**< the same, exact: Zelen's; all NaN where it does not apply */
} gdcs_overlap_sexes_result;

/**
 * Compare the overlap of victims and offenders among women with that among men.
 *
 * difference and ratio of the shares of offenders who were victims: as gdcs_gap_estimate(), by
 * Miettinen & Nurminen.  odds_ratio = OR of women / OR of men, its limits
 * exp(ln w - ln m -+ z sqrt(sum of 1 / count)); if a count of a sex is 0, a half is added to all four for the
 * limits, not for the value, with GDCS_NOTE_CONTINUITY.  Standard errors of ratios are by the delta method,
 * NaN with a count of 0.
 *
 * homogeneity asks whether victimisation goes with offending as strongly among women as among men; exact adds
 * the probabilities, given all sums and how many are both in all, of splits of `both` between the sexes that
 * are no more probable, for whole counts of at most 1e7 splits.
 *
 * @param women    not NULL
 * @param men      not NULL
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    difference in [-1, 1], ratios in [0, infinity]
 * @errors   as gdcs_overlap_estimate(), and
 *           GDCS_E_EMPTY  no women offended, or no men
 * @source   Altman & Bland (2003) BMJ 326:219.  Breslow & Day (1980) IARC 32, 4.4.  Tarone (1985)
 *           Biometrika 72:91.  Zelen (1971) Biometrika 58:129.
 * @checked  bindings/python/tests/test_overlap.py (statsmodels 0.13, StratifiedTable; a slow Zelen's);
 *           tests/stats/test_overlap.c
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_overlap_estimate_sexes(const gdcs_overlap_counts *women,
                                                            const gdcs_overlap_counts *men,
                                                            const gdcs_overlap_options *options,
                                                            gdcs_overlap_sexes_result *out,
                                                            gdcs_error *err);

/** Which labels of which axes say that somebody was a victim, or offended.  NULL: "victim", "offender",
 *  "yes"; no NULL: all other labels but "" and a declared total. */
typedef struct gdcs_overlap_axes {
    uint32_t struct_size; /**< sizeof(gdcs_overlap_axes) */
    uint32_t padding;     /**< 0 */
    const char *victim;   /**< name of an axis */
    const char *victim_yes;
    const char *victim_no;
    const char *offender; /**< name of an axis */
    const char *offender_yes;
    const char *offender_no;
} gdcs_overlap_axes;

/**
 * Estimate the overlap by sex, per combination of axes to keep.
 *
 * As gdcs_overlap_estimate() for women and for men, and gdcs_overlap_estimate_sexes() for both: 11 rows
 * with group "women", 11 with "men", 3 with "women_to_men": measure "offenders_victims_difference",
 * "offenders_victims_ratio", "odds_ratio_ratio", the last with p_value and p_exact of homogeneity.
 *
 * Values are those of persons of known sex.  The bounds hold over all that interval and missing cells can be,
 * with persons of unknown sex women, men or neither.  The label "" says that a
 * thing is not known of somebody: the bounds then let it be so or not, and let a person without a key be one
 * who is counted elsewhere in the table already.
 *
 * Columns: one per axis kept, measure, group, either (victims, offenders or both), unknown (of sex, among
 * those), p_value, p_exact, value, lower, upper, std_error, bound_lower, bound_upper, method, notes.
 *
 * @param table    has a sex axis and the axes named
 * @param axes     may be NULL
 * @param keep     names of further axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    as gdcs_overlap_estimate()
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_NAME       no such axis or label
 *           GDCS_E_DUPLICATE  an axis twice, yes and no the same, or an axis with the name of a column
 *           GDCS_E_SHAPE      no sex axis, sex among the axes, or more than 30 to keep
 * @checked  tests/stats/test_overlap_table.c, against the scalar form and every table of a small box
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_overlap_table(const gdcs_table *table,
                                                   const gdcs_overlap_axes *axes,
                                                   const char *const *keep, int32_t n,
                                                   const gdcs_overlap_options *options,
                                                   gdcs_frame **out, gdcs_error *err);

/** What makes somebody of both registers a victim who offended. */
enum {
    GDCS_OVERLAP_ORDER_ANY = 0,         /**< being in both */
    GDCS_OVERLAP_ORDER_VICTIM_FIRST = 1 /**< a victim before the first offence */
};

/** How two registers are linked.  NULL, or zeroes: the columns by their concepts. */
typedef struct gdcs_overlap_link_options {
    uint32_t struct_size;      /**< sizeof(gdcs_overlap_link_options) */
    int32_t order;             /**< GDCS_OVERLAP_ORDER_* */
    const char *key_victims;   /**< NULL: the first column of person keys; text or int64 */
    const char *key_offenders; /**< likewise, of the same type */
    const char *sex_victims;   /**< NULL: the first column of sex, if there is one */
    const char *sex_offenders;
    const char
        *date_victims; /**< needed by VICTIM_FIRST; numbers, or texts as ISO 8601 in one form */
    const char *date_offenders;
} gdcs_overlap_link_options;

/** How the linking went, in rows and persons. */
typedef struct gdcs_overlap_linked {
    uint32_t struct_size;        /**< sizeof(gdcs_overlap_linked), set by the caller */
    uint32_t padding;            /**< 0 */
    int64_t persons;             /**< with a key, in either register */
    int64_t both;                /**< of them in both */
    int64_t duplicate_victims;   /**< rows beyond the first of a person */
    int64_t duplicate_offenders; /**< likewise */
    int64_t unkeyed_victims;     /**< rows without a key */
    int64_t unkeyed_offenders;   /**< likewise */
    int64_t conflicts;           /**< persons whose sex differs between rows */
    int64_t later;               /**< persons of both registers not a victim before offending */
    int64_t undated;             /**< persons of both registers of whom a date is missing */
} gdcs_overlap_linked;

/**
 * Tabulate who was a victim, who offended, and who both, from two registers linked by a key.
 *
 * Each person counts once, however many rows there are.  The axes are victim and offender, with labels "yes"
 * and "no", and sex.  A register does not hold those who are in neither: these cells are missing for women and
 * men.  Rows without a key are no longer linked: each counts as a person, the other axis "", which
 * gdcs_overlap_table() lets into the bounds.  A person whose sex differs between rows counts with unknown sex;
 * unknown in one and known in another is known.  With VICTIM_FIRST somebody of both registers whose earliest
 * date as a victim is not before the earliest as an offender is an offender and no victim; if one of the dates
 * is missing, victim is "".  The note of the table says all this in numbers.
 *
 * The table is as sensitive as the columns used: keys are protected.  Time is linear in rows, memory in persons.
 *
 * @param victims    a row per event or person
 * @param offenders  likewise
 * @param options    may be NULL
 * @param linked     struct_size set by the caller; may be NULL
 * @param out        the table
 * @param err        may be NULL
 *
 * @errors   as gdcs_table_add() for more than 2^31 - 1 persons, and
 *           GDCS_E_ARGUMENT  a pointer is missing; keys are doubles, or sex is no text
 *           GDCS_E_OPTION    no such order
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_NAME      no such column; no column of keys; no sex in either frame; no dates for an order
 *           GDCS_E_SHAPE     keys, or dates, of different types
 *           GDCS_E_SEX       a word of a sex column is no code of a person
 *           GDCS_E_MEMORY
 * @checked  bindings/python/tests/test_overlap.py, against a slow version on random registers
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_overlap_tabulate(const gdcs_frame *victims,
                                                      const gdcs_frame *offenders,
                                                      const gdcs_overlap_link_options *options,
                                                      gdcs_overlap_linked *linked, gdcs_table **out,
                                                      gdcs_error *err);

/** Offenders who are victims of trafficking, by whether they were compelled to offend.  Frozen. */
typedef struct gdcs_overlap_compelled {
    gdcs_bounds
        compelled; /**< counts, 0 <= lower <= upper, infinity if unknown; {3, 3}: exactly 3 */
    gdcs_bounds not_compelled; /**< likewise */
    double undetermined;       /**< of whom it is not known */
} gdcs_overlap_compelled;

/** Who is eligible for non-punishment.  Notes are those of all measures. */
typedef struct gdcs_overlap_eligible_result {
    uint32_t struct_size;       /**< sizeof(gdcs_overlap_eligible_result), set by the caller */
    uint32_t notes;             /**< GDCS_NOTE_* */
    double alpha;               /**< 1 - the level used */
    gdcs_overlap_measure women; /**< share of those compelled */
    gdcs_overlap_measure men;
    gdcs_overlap_measure difference; /**< women less men */
    gdcs_overlap_measure ratio;      /**< women per man */
} gdcs_overlap_eligible_result;

/**
 * Estimate the share of trafficked offenders who are eligible for non-punishment, women against men.
 *
 * share = compelled / (compelled + not_compelled), of offenders who are victims of trafficking.  Those of
 * whom it is not known enter the bounds, which hold if all or none of them were compelled.  A count known as an
 * interval leaves bounds alone: value and limits are NaN with GDCS_NOTE_INTERVAL_CELL.  Limits: of shares those
 * of gdcs_share_estimate(), of difference and ratio those of Miettinen & Nurminen.  A sex of which nobody is
 * determined is NaN with GDCS_NOTE_NOT_ESTIMABLE.
 *
 * @param women    not NULL
 * @param men      not NULL
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    shares in [0, 1], difference in [-1, 1], ratio in [0, infinity]
 * @errors   as gdcs_overlap_estimate(), and
 *           GDCS_E_VALUE  an end of a count is negative or above 1e15 but not infinite, or the ends reversed
 *           GDCS_E_EMPTY  nobody can be in either sex
 * @source   the principle: Council of Europe Convention on Action against Trafficking (2005), article 26
 * @checked  tests/stats/test_overlap_eligible.c
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_overlap_estimate_eligible(const gdcs_overlap_compelled *women,
                                                               const gdcs_overlap_compelled *men,
                                                               const gdcs_overlap_options *options,
                                                               gdcs_overlap_eligible_result *out,
                                                               gdcs_error *err);

/** The same for many: arrays of equal length.  NaN in any: missing, whatever it is. */
typedef struct gdcs_overlap_compelled_arrays {
    uint32_t struct_size;              /**< sizeof(gdcs_overlap_compelled_arrays) */
    uint32_t padding;                  /**< 0 */
    const double *compelled;           /**< counts, or lower ends; NULL: zeroes */
    const double *compelled_upper;     /**< upper ends, infinity allowed; NULL: counts are exact */
    const double *not_compelled;       /**< likewise */
    const double *not_compelled_upper; /**< likewise */
    const double *undetermined;        /**< NULL: zeroes */
} gdcs_overlap_compelled_arrays;

/** Measures of eligibility for non-punishment. */
enum {
    GDCS_OVERLAP_ELIGIBLE_WOMEN = 1,
    GDCS_OVERLAP_ELIGIBLE_MEN = 2,
    GDCS_OVERLAP_ELIGIBLE_DIFFERENCE = 3, /**< women less men */
    GDCS_OVERLAP_ELIGIBLE_RATIO = 4       /**< women per man */
};

/**
 * Estimate one measure of eligibility for non-punishment of n groups at once.
 *
 * As gdcs_overlap_estimate_eligible(); an element that cannot be estimated is NaN with
 * GDCS_NOTE_NOT_ESTIMABLE, and the call goes on.
 *
 * @param women    arrays of n
 * @param men      arrays of n
 * @param n        >= 0
 * @param measure  GDCS_OVERLAP_ELIGIBLE_*
 * @param options  may be NULL
 * @param out      arrays of n
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    as gdcs_overlap_estimate_eligible()
 * @errors   as gdcs_overlap_estimate_eligible() but for EMPTY
 *           GDCS_E_ARGUMENT  also if n is negative
 *           GDCS_E_OPTION    also if there is no such measure
 * @checked  tests/stats/test_overlap_eligible.c, against gdcs_overlap_estimate_eligible()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_overlap_each_eligible(
    const gdcs_overlap_compelled_arrays *women, const gdcs_overlap_compelled_arrays *men, int64_t n,
    int32_t measure, const gdcs_overlap_options *options, const gdcs_estimate_arrays *out,
    gdcs_error *err);

/** Which axis says whether trafficked offenders were compelled to offend.  NULL: axis "compelled" with labels "yes"
 *  and all others but "" (not determined) and a declared total. */
typedef struct gdcs_overlap_eligible_axis {
    uint32_t struct_size; /**< sizeof(gdcs_overlap_eligible_axis) */
    uint32_t padding;     /**< 0 */
    const char *axis;     /**< its name; NULL: "compelled" */
    const char *yes;      /**< label of those compelled; NULL: "yes" */
    const char *no;       /**< of those not; NULL: all other labels but "" and a declared total */
} gdcs_overlap_eligible_axis;

/**
 * Estimate by sex who of trafficked offenders is eligible for non-punishment, per combination of axes to keep.
 *
 * The table is of offenders who are victims of trafficking.  As gdcs_overlap_estimate_eligible(), in four rows:
 * measure "eligible" of group "women" and "men", "eligible_difference" and "eligible_ratio" of
 * "women_to_men".  The label "" holds those of whom it is not determined.  The bounds hold over them, over all
 * that interval and missing cells can be, and with persons of unknown sex women, men or neither.
 *
 * Columns: one per axis kept, measure, group, compelled, determined (compelled or not), undetermined, unknown (of
 * sex), value, lower, upper, std_error, bound_lower, bound_upper, method, notes.
 *
 * @param table    has a sex axis and the axis named
 * @param axis     may be NULL
 * @param keep     names of further axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    as gdcs_overlap_estimate_eligible()
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_NAME       no such axis or label
 *           GDCS_E_DUPLICATE  an axis twice, yes and no the same, or an axis with the name of a column
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes
 * @checked  tests/stats/test_overlap_eligible.c, against the scalar form
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_overlap_table_eligible(const gdcs_table *table,
                                                            const gdcs_overlap_eligible_axis *axis,
                                                            const char *const *keep, int32_t n,
                                                            const gdcs_overlap_options *options,
                                                            gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
