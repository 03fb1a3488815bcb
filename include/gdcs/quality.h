/** @file gdcs/quality.h
 *  What the data themselves can show, and what they cannot: sources that confirm a stereotype, tables
 *  that must not be compared, cells that nobody has. */
#ifndef GDCS_QUALITY_H
#define GDCS_QUALITY_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** How a source stands among its peers. */
enum {
    GDCS_QUALITY_FLAG_NONE = 0, /**< not told apart from its peers, or not tested */
    GDCS_QUALITY_FLAG_LOW = 1,  /**< fewer of the sex than its peers have */
    GDCS_QUALITY_FLAG_HIGH = 2  /**< more */
};

/** Options of the comparison of sources.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_quality_options {
    uint32_t struct_size; /**< sizeof(gdcs_quality_options) */
    int32_t adjust;       /**< GDCS_MULTIPLICITY_METHOD_*; default BENJAMINI_HOCHBERG */
    int32_t sex;          /**< GDCS_SEX_FEMALE (default) or _MALE: whose share; arrays only */
    int32_t padding;      /**< 0 */
    double level;         /**< of the intervals, in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
    double discovery;     /**< flags are set at adjusted p up to this, in (0, 1); default 0.05 */
    const char *basis; /**< table only: axis that says as whom a person was recorded; NULL: none */
    const char *const
        *relatives; /**< its labels of persons recorded only as somebody's: wife, dependant */
    int64_t relative_count; /**< their number */
    const char *const
        *units;         /**< table only: counting unit of each source, in the order of the labels of
                                   its axis, NULL where not stated; NULL: that of the table */
    int64_t unit_count; /**< their number */
} gdcs_quality_options;

/** Sources compared: arrays of n, each NULL if it is not wanted. */
typedef struct gdcs_quality_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_quality_arrays) */
    uint32_t padding;     /**< 0 */
    double *expected;     /**< mean share of the peers */
    double *spread;       /**< standard deviation of the peers' shares beyond chance */
    double *shrunk;       /**< share drawn towards the peers: posterior mean */
    double *shrunk_lower; /**< its equal-tailed posterior interval */
    double *shrunk_upper;
    double *p_value;    /**< two-sided mid-P of the prediction from the peers */
    double *log10_p;    /**< its decimal logarithm */
    double *p_adjusted; /**< with false-discovery control over all sources */
    int32_t *flag;      /**< GDCS_QUALITY_FLAG_* */
    int32_t *robust;    /**< 1: flagged whatever the sex of its own unknown persons; else 0 */
    uint32_t *notes;    /**< GDCS_NOTE_* of the comparison */
} gdcs_quality_arrays;

/**
 * Compare the share of a sex in each of n sources with the shares in its peers.
 *
 * The peers of a source are all others.  Their shares are taken as drawn from a beta distribution with mean
 * m and variance m (1 - m) theta / (1 + theta).  expected and spread are those of maximum likelihood of the
 * beta-binomial; theta is 0 if the likelihood falls from there, else GDCS_NOTE_OVERDISPERSED.  The
 * prediction for the source is averaged over theta from 0 to 1: likelihood integrated over m (Jeffreys'
 * prior, the likelihood of m taken as a binomial's of the same top and curvature) times the prior by which
 * the root of theta is uniform.
 * For given theta the prediction is the beta-binomial with the uncertainty of m added to the spread, from
 * Beta(X + 1/2, N - X + 1/2) for all X of N persons of the peers at theta 0.  p_value is twice the
 * smaller mid-P tail of the averaged prediction, at most 1; shrunk is the mean, and its limits are the
 * quantiles, of the posterior by the same average.
 * All flags of sources whose shares come from one distribution are false.  By simulation a set has one, at
 * `discovery` 0.05, with probability 0.00 to 0.04 where the shares are equal (2 to 30 sources) and 0.00 to
 * 0.04 at theta 0.02 to 0.1: few sources cannot tell how much shares differ, and a flag among them needs
 * much.
 * A flag is robust if it would stay, in the same direction, with all unknown of the source of the one
 * sex, and of the other.
 * A source without persons of known sex, or with a NaN among its counts (GDCS_NOTE_MISSING_CELL), has no
 * comparison and is nobody's peer: GDCS_NOTE_NOT_ESTIMABLE.  With two sources the spread cannot be known
 * and is taken as 0: GDCS_NOTE_METHOD_CHANGED, and a flag means no more than that the two differ.  From 40
 * sources on, what the fits to all others need is worked out for all of them at once, by interpolation to about
 * 1e-9: 0.2 s for 30 sources, 0.9 s for 200, in place of 10 s.
 *
 * @param counts   arrays of n
 * @param n        0 to 2000
 * @param options  may be NULL
 * @param shares   the shares as they are, with Wilson limits and bounds for unknown sex; may be NULL
 * @param out      may be NULL
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    proportion
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or n is negative
 *           GDCS_E_VALUE     a count is not in [0, 1e15]
 *           GDCS_E_OPTION    no such adjustment or sex; level, alpha or discovery outside (0, 1), or
 *                            both of the first two; basis, relatives or units are given
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_LIMIT     n is above 2000
 *           GDCS_E_NUMERIC   a fit did not converge
 *           GDCS_E_MEMORY
 * @source   Griffiths (1973) Biometrics 29:637; Morris (1983) JASA 78:47; Gelman (2006) Bayesian
 *           Analysis 1:515; Lancaster (1961) JASA 56:223;
 *           Benjamini & Hochberg (1995) JRSS B 57:289
 * @checked  tests/reference/quality.csv (mpmath, scipy)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_quality_test_each(const gdcs_sex_arrays *counts, int64_t n,
                                                       const gdcs_quality_options *options,
                                                       const gdcs_estimate_arrays *shares,
                                                       const gdcs_quality_arrays *out,
                                                       gdcs_error *err);

/** A sex in a role: what a stereotype leaves out. */
typedef struct gdcs_quality_indicator {
    uint32_t struct_size; /**< sizeof(gdcs_quality_indicator) */
    int32_t sex;          /**< GDCS_SEX_FEMALE or _MALE */
    const char *role;     /**< label of the axis of roles */
    const char *name;     /**< for readers; NULL: "women: role" or "men: role" */
} gdcs_quality_indicator;

/**
 * Compare sources by indicators, for instance women as offenders and men as victims, and list what they cannot
 * show.
 *
 * Columns: the axis of sources, indicator, shown, reason, unit, n, unknown, expected, spread, shrunk,
 * shrunk_lower, shrunk_upper, p_value, p_adjusted, flag ("", "low", "high"), robust ("", "no", "yes"), value,
 * lower, upper, std_error, bound_lower, bound_upper, method, notes.  value is the share as it is.  One row per
 * source and indicator.  The adjustment is over the sources of an indicator.  unit is the counting unit of
 * the source; where it is stated and is not that of most sources that state one,
 * GDCS_NOTE_NOT_COMPARABLE (letters of either case and blanks at the ends are the same).
 * shown is "no" with the reason, and the source is nobody's peer:
 *
 * | reason | |
 * |---|---|
 * | role_absent | no cell of the source has the role |
 * | sex_not_recorded | a total only |
 * | all_unknown | persons, but of no known sex |
 * | one_sex_only | no cell for one of the sexes: a source that counted nobody must say 0 |
 * | cell_withheld | the cells of women or men are missing or intervals: see the bounds |
 * | nobody | the cells say 0 |
 * | relatives_only | all of the sex in the role have a label of `relatives`: persons recorded as a wife or a dependant are not seen in a role of their own |
 * | not_persons | the counting unit of the source is stated and does not begin with "person", "victim", "offender", "suspect" or "witness" |
 *
 * A person in a cell that is missing or an interval may be outside `relatives`.  Slice the table by period
 * first: further axes are summed over.
 *
 * @param table       has a sex axis
 * @param source      name of the axis of sources
 * @param role        name of the axis of roles
 * @param indicators  array of n
 * @param n           their number, 1 to 100
 * @param options     may be NULL; `sex` must be 0
 * @param out         the frame
 * @param err         may be NULL
 *
 * @units    proportion
 * @errors   GDCS_E_ARGUMENT   a pointer is missing, n is not 1 to 100
 *           GDCS_E_OPTION     as gdcs_quality_test_each(), or an indicator's sex is neither, or basis
 *                             without relatives, or relatives without basis
 *           GDCS_E_STRUCT     struct_size
 *           GDCS_E_NAME       no such axis, or the axis has no such role or no label of `relatives`
 *           GDCS_E_DUPLICATE  an axis is named twice, or like a column
 *           GDCS_E_SHAPE      no sex axis, or it is one of those named; unit_count is not the number of
 *                             labels of sources
 *           GDCS_E_LIMIT      more than 2000 sources
 *           GDCS_E_NUMERIC    a fit did not converge
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_quality_test_table(const gdcs_table *table, const char *source,
                                                        const char *role,
                                                        const gdcs_quality_indicator *indicators,
                                                        int32_t n,
                                                        const gdcs_quality_options *options,
                                                        gdcs_frame **out, gdcs_error *err);

/** Options of the comparability of tables.  NULL or zeroes: the defaults. */
typedef struct gdcs_quality_comparability_options {
    uint32_t struct_size; /**< sizeof(gdcs_quality_comparability_options) */
    int32_t refuse;       /**< 0: the frame says what differs; 1: a difference is GDCS_E_SHAPE */
    int32_t unstated; /**< 0: a text that one table lacks is listed; 1: it counts as a difference */
    uint32_t allowed; /**< keys that may differ: bits 1 << GDCS_META_* */
} gdcs_quality_comparability_options;

/**
 * Say in which of their texts two or more tables cannot be compared.
 *
 * The keys are counting_unit, stock_flow, reference_date, principal_rule, input_output, population_base,
 * sex_or_gender, legal_persons and inclusions.  Texts are equal if they are so without regard to the case of
 * ASCII letters and to blanks at the ends.  One row per pair of tables and key that differs: table,
 * other (from 1), key, text, other_text, finding ("differs" or "unstated": one of the two has no
 * text), notes (GDCS_NOTE_NOT_COMPARABLE where it counts as a difference).  Without rows the tables state the
 * same.
 *
 * @param tables   array of n
 * @param n        2 to 1000
 * @param options  may be NULL
 * @param out      the frame; NULL: only the status is wanted
 * @param err      may be NULL; names the key, and the message has both texts
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is not 2 to 1000
 *           GDCS_E_OPTION    `refuse` or `unstated` is neither 0 nor 1
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_SHAPE     with `refuse`: a difference
 *           GDCS_E_MEMORY
 * @source   UNODC (2015) ICCS 1.0, on metadata; Aebi et al. (2021) European Sourcebook, 6th ed.
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_quality_measure_comparability(
    const gdcs_table *const *tables, int32_t n, const gdcs_quality_comparability_options *options,
    gdcs_frame **out, gdcs_error *err);

/** Rows of the matrix of gaps. */
enum {
    GDCS_QUALITY_GAPS_CELL = 0,      /**< one per area and indicator */
    GDCS_QUALITY_GAPS_INDICATOR = 1, /**< one per indicator: all areas */
    GDCS_QUALITY_GAPS_AREA = 2       /**< one per area: all indicators */
};

/** Options of the matrix of gaps.  NULL or zeroes: the defaults. */
typedef struct gdcs_quality_gaps_options {
    uint32_t struct_size;  /**< sizeof(gdcs_quality_gaps_options) */
    int32_t by;            /**< GDCS_QUALITY_GAPS_* */
    const double *weights; /**< population of each label of the area axis, in its order; NULL: 1 */
    int64_t weight_count;  /**< their number */
} gdcs_quality_gaps_options;

/**
 * Measure for which areas, indicators and periods figures by sex are to be had.
 *
 * An observation is an area, an indicator and a period, all combinations of their labels but declared
 * totals.  It is the first that applies of: by_sex, women and men are exact; interval, both have a finite upper
 * limit; suppressed, one of women, men and total has status Q or is not free; impossible, one has status M;
 * total_only, the total is exact; one_sex, one of the two is exact; missing.
 * In a table where cells that nobody set are 0 they are so only beside one that is set.
 * Columns: area and indicator (the one that is a row), observations, women, men, total (how many are exact),
 * by_sex, interval, suppressed, impossible, total_only, one_sex, missing (how many are that), last (latest
 * period by_sex, in the order of labels), status (SDMX letter of the latest observation that is not by_sex),
 * value, notes.  value = weighted by_sex / weighted (observations - impossible), the coverage;
 * GDCS_NOTE_NOT_ESTIMABLE where that is 0 / 0.
 *
 * @param table      has a sex axis
 * @param area       name of an axis
 * @param indicator  name of an axis
 * @param period     name of an axis, or NULL: one observation per area and indicator
 * @param options    may be NULL
 * @param out        the frame
 * @param err        may be NULL
 *
 * @units    proportion
 * @errors   GDCS_E_ARGUMENT   a pointer is missing
 *           GDCS_E_OPTION     no such `by`
 *           GDCS_E_STRUCT     struct_size
 *           GDCS_E_NAME       no such axis
 *           GDCS_E_DUPLICATE  an axis is named twice, or like a column
 *           GDCS_E_SHAPE      no sex axis, or it is one of the others; weight_count is not the number of
 *                             labels
 *           GDCS_E_VALUE      a weight is negative or not finite
 *           GDCS_E_LIMIT      more than 1e8 observations
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_quality_measure_gaps(const gdcs_table *table, const char *area,
                                                          const char *indicator, const char *period,
                                                          const gdcs_quality_gaps_options *options,
                                                          gdcs_frame **out, gdcs_error *err);

/** What a label of the axis of relationships says of sex. */
typedef struct gdcs_quality_relationship {
    uint32_t struct_size; /**< sizeof(gdcs_quality_relationship) */
    int32_t sex;          /**< GDCS_SEX_FEMALE or _MALE; 0: none */
    int32_t same;         /**< 1: both persons are of one sex, and `sex` is 0; else 0 */
    int32_t padding;      /**< 0 */
    const char *label;    /**< as in the table; one that it does not have is passed over */
} gdcs_quality_relationship;

/** Options of the reconciler.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_quality_reconcile_options {
    uint32_t struct_size; /**< sizeof(gdcs_quality_reconcile_options) */
    int32_t
        consistent; /**< 0: only what disagrees; 1: totals that are the sum of their parts too */
    double
        base; /**< figures are rounded to multiples of this; 0: 100, 10, 5 or 3 if all of 20 or more
                       exact figures above 0 are multiples of it */
    double noise;       /**< each figure may be off by this much */
    double jump;        /**< factor of a change, above 1; default 3 */
    double same;        /**< least figure whose repetition is reported; default 100 */
    const char *stage;  /**< axis of stages; NULL: the first of that concept */
    const char *period; /**< axis of periods, in order of time; NULL: the first of that concept */
    const gdcs_quality_relationship
        *relationships;         /**< they go before the words known here; may be NULL */
    int64_t relationship_count; /**< their number */
    const char *
        other_sex; /**< axis with the sex, F or M, of the person whom the relationship is to; NULL: none */
} gdcs_quality_reconcile_options;

/**
 * Reconcile the declared totals of a table with their parts, and its figures with each other.
 *
 * A row per finding: kind, severity, axis (along which figures disagree), a column per axis of the table with
 * the place of the figure found, with (label of the other figure on that axis, or ""), found, expected,
 * difference = found - expected, coverage = sum of the parts / total, ways (how many figures one slip of that
 * difference could be in), cells (of slices: how many figures above 0), log10_chance (of figures that are the
 * same), explanation.  A line is a total with the parts beside it; where it has an interval,
 * the nearest ends are compared.  The first kind that applies:
 *
 * | kind | severity | |
 * |---|---|---|
 * | consistent | none | the sum is the total within 1e-12, or intervals meet; only by option |
 * | rounded | note | the difference is at most base / 2 for each figure of the line |
 * | perturbed | note | it is at most noise, or base - 1, for each figure |
 * | unknown_sex | note | the total of the sexes is above them, and the line has no cell of unknown sex |
 * | double_counted | error | the parts are above the total by just one of them, or twice the total |
 * | transposed, digit, dropped_digit | error | two neighbouring digits exchanged, one digit wrong, one too many or too few in a single figure make the difference: found and the place are that figure, expected what it would be |
 * | total_exceeds | warning | the total is above its parts |
 * | parts_exceed | error | the parts are above the total |
 * | later_above_earlier | warning | a stage has more than the one before it |
 * | same_figure | note | women and men, or a period and the one before it, have the same figure, `same` or more, outside slices that are the same |
 * | same_slice | warning | women and men, two periods or two areas have the same figures, everywhere or with one label of a further axis: the place is that label, and no label of the other axes; found and expected are their sum |
 * | jump | note | a period has `jump` times that of the one before it or less than 1 / jump, and their transformed difference sqrt(4 a + 1) - sqrt(4 b + 1) is above 6, about 4 standard deviations of counts |
 * | relationship_sex | error | on the axis of relationships, whose sex axis is that of the person described (FBI: the victim): a man is a wife, mother, daughter, ... or a woman a husband, father, ...: codes and names of GDCS_CODES_RELATIONSHIP, English words of kinship, and `relationships`; with other_sex, "homosexual relationship" of a woman and a man |
 * | ages_overlap | warning | on the axis of ages, a band and an earlier one of its line have ages in common (gdcs_codes_parse_age()); the first line of each band |
 *
 * Codes are those of the scheme that has more of the labels; if both have as many, of a code in both counts
 * what both say.
 *
 * Slices are told apart from chance: two counts with the mean x are the same with probability c(x) = exp(-2 x)
 * I0(2 x), about 1 / sqrt(1 + 4 pi x) (x / base^2 if figures are rounded): 0.27 at 1, 0.03 at 100.  A pair of
 * slices with three or more figures above 0 is a finding if the product of c over them, times the number of all
 * pairs compared, is 1e-6 or less: 5 figures of 20 or 11 of 1 of a single pair, 9 of 20 among 5000 pairs.
 * Slices with an interval or a missing cell that is set, and cells with a declared total of any axis, are left
 * out; where there would be more than 1e7 slices, those with one label of a further axis are too.
 *
 * A finding is a question to the source: a slip that fits may be chance, the more so the more `ways` there are.
 *
 * @param table    not NULL
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    as the table
 * @errors   GDCS_E_ARGUMENT   a pointer is missing, or relationships and their number do not fit
 *           GDCS_E_OPTION     `consistent` is neither 0 nor 1, base, noise or same is negative, jump is not
 *                             above 1, a relationship says what there is not
 *           GDCS_E_STRUCT     struct_size
 *           GDCS_E_NAME       no such axis
 *           GDCS_E_DUPLICATE  an axis has the name of a column
 *           GDCS_E_MEMORY
 * @source   Damerau (1964) Communications of the ACM 7:171, on slips; Freeman & Tukey (1950) Annals of
 *           Mathematical Statistics 21:607, on differences of counts
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status
gdcs_quality_reconcile(const gdcs_table *table, const gdcs_quality_reconcile_options *options,
                       gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
