/** @file gdcs/parity.h
 *  Parity: the gender parity index, and how many persons are missing to parity. */
#ifndef GDCS_PARITY_H
#define GDCS_PARITY_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/gap.h>
#include <gdcs/population.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** What the two values are. */
enum {
    GDCS_PARITY_OF_DEFAULT = 0, /**< shares */
    GDCS_PARITY_OF_SHARES = 1,  /**< persons of whom something is true, among all of the sex */
    GDCS_PARITY_OF_RATES = 2    /**< events per population of the sex; may be above 1 */
};

/** What can be said at the level. */
enum {
    GDCS_PARITY_VERDICT_UNDECIDED = 0,  /**< none of the others */
    GDCS_PARITY_VERDICT_PARITY = 1,     /**< inside the band: both one-sided tests reject */
    GDCS_PARITY_VERDICT_WOMEN_LESS = 2, /**< the upper limit lies below the band */
    GDCS_PARITY_VERDICT_MEN_LESS = 3    /**< the lower limit lies above it */
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_parity_options {
    uint32_t struct_size; /**< sizeof(gdcs_parity_options) */
    int32_t of;           /**< GDCS_PARITY_OF_* */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
    double band_lower;    /**< in (0, 1]; default 0.97 */
    double band_upper;    /**< at least 1, at least band_lower; default 1.03 */
} gdcs_parity_options;

/** A parity index.  Notes as of the ratio of gdcs_gap_estimate(). */
typedef struct gdcs_parity_result {
    uint32_t struct_size; /**< sizeof(gdcs_parity_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t of;           /**< GDCS_PARITY_OF_SHARES or _RATES */
    int32_t verdict;      /**< GDCS_PARITY_VERDICT_* */
    double alpha;         /**< 1 - the level used */
    double value_women;   /**< share or rate */
    double value_men;
    gdcs_estimate gpi;     /**< value_women / value_men */
    gdcs_estimate gpia;    /**< gpi up to 1, 2 - 1 / gpi above */
    gdcs_test equivalence; /**< of an index outside the band: small p is evidence of parity */
} gdcs_parity_result;

/**
 * Estimate the gender parity index, plain and adjusted, with its band of parity.
 *
 * gpi = (women.part / women.whole) / (men.part / men.whole); gpia = gpi if gpi <= 1, else 2 - 1 / gpi,
 * which gives the same distance from 1 whichever sex is behind and ends at 2.  Limits: shares
 * Miettinen-Nurminen, rates the score limits of two Poisson counts; those of gpia are transformed.  An index
 * of counts is none: without the population of each sex, women / men says how many there are, not how
 * they fare, so a whole of 0 is refused.
 *
 * equivalence: two one-sided score tests (TOST), p the larger of the two; statistic NaN.  PARITY is said
 * where p is at most alpha, which is where limits of level 1 - 2 alpha lie inside the band.  UNESCO reads
 * the index itself between 0.97 and 1.03 as parity, whatever its uncertainty: small samples then show
 * disparity by chance.
 *
 * @param women    part and whole; of rates: events and population
 * @param men      the same of men
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    gpi in [0, infinity], gpia in [0, 2]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     not in [0, 1e15], or, of shares, part above whole
 *           GDCS_E_OPTION    not of shares or rates; level or alpha outside (0, 1), or both; a band that does
 *                            not hold 1
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     a whole is 0
 * @source   UNESCO Institute for Statistics (2009) Education Indicators: Technical Guidelines; (2018) A
 *           Review of Education Inequality Indices (GPIA).  Schuirmann (1987) J. Pharmacokinet. Biopharm.
 *           15:657.  Miettinen & Nurminen (1985) Stat. Med. 4:213.
 * @checked  tests/reference/parity.csv (mpmath)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_parity_estimate(const gdcs_part *women, const gdcs_part *men,
                                                     const gdcs_parity_options *options,
                                                     gdcs_parity_result *out, gdcs_error *err);

/**
 * Estimate n parity indices at once.
 *
 * An element that cannot be estimated is NaN with GDCS_NOTE_NOT_ESTIMABLE, a NaN among the inputs is
 * missing (GDCS_NOTE_MISSING_CELL).
 *
 * @param counts   arrays of n, none NULL: a is women, b men
 * @param n        >= 0
 * @param options  may be NULL
 * @param gpi      may be NULL: not computed
 * @param gpia     may be NULL: not computed
 * @param tests    arrays of n for the tests of equivalence; may be NULL
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    as gdcs_parity_estimate()
 * @errors   as gdcs_parity_estimate() but for EMPTY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_parity_each(const gdcs_part_arrays *counts, int64_t n,
                                                 const gdcs_parity_options *options,
                                                 const gdcs_estimate_arrays *gpi,
                                                 const gdcs_estimate_arrays *gpia,
                                                 const gdcs_test_arrays *tests, gdcs_error *err);

/**
 * Estimate the parity index of one label of an axis, per combination of axes to keep.
 *
 * gpi = P(a | woman) / P(a | man) among those labelled a or b, as gdcs_gap_table_by_sex(), with its
 * bounds.  Columns as there; measure is "gpi" or "gpia".  Of shares only.
 *
 * @param table    has a sex axis and the axis of the pair
 * @param pair     not NULL; b may be NULL
 * @param keep     names of axes other than sex and the pair's; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL; not of rates
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    as gdcs_parity_estimate()
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_NAME       no such axis or label
 *           GDCS_E_DUPLICATE  an axis twice, or a and b the same
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_parity_table(const gdcs_table *table,
                                                  const gdcs_gap_pair *pair,
                                                  const char *const *keep, int32_t n,
                                                  const gdcs_parity_options *options,
                                                  gdcs_frame **out, gdcs_error *err);

/**
 * Estimate the parity index of rates, per combination of axes to keep.
 *
 * gpi = rate of women / rate of men, with the bounds of gdcs_rate_table_contrast() (score limits), whose
 * columns are those here: rates are per 100 000, p_value and log10_p are of gpi = 1.  measure is "gpi" or
 * "gpia".
 *
 * @param table       has a sex axis
 * @param population  not NULL
 * @param keep        names of axes other than sex; NULL if n is 0
 * @param n           their number
 * @param options     may be NULL; `of` is ignored
 * @param out         the frame
 * @param err         may be NULL
 *
 * @units    as gdcs_parity_estimate()
 * @errors   as gdcs_rate_table_contrast(), and
 *           GDCS_E_OPTION  as gdcs_parity_estimate()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_parity_table_rates(const gdcs_table *table,
                                                        const gdcs_population *population,
                                                        const char *const *keep, int32_t n,
                                                        const gdcs_parity_options *options,
                                                        gdcs_frame **out, gdcs_error *err);

/** The share of women to be reached.  NULL, or both zero, means 0.5. */
typedef struct gdcs_parity_target {
    uint32_t struct_size; /**< sizeof(gdcs_parity_target) */
    uint32_t padding;     /**< 0 */
    double lower;         /**< 0 <= lower <= upper <= 1; 0.4 and 0.6: a band */
    double upper;         /**< 0: as lower */
} gdcs_parity_target;

/** Persons to parity.  Frozen.  Positive: women; negative: men. */
typedef struct gdcs_parity_persons {
    double add;                  /**< to come in addition; infinite if no number will do */
    double exchange;             /**< to take the place of the other sex */
    gdcs_bounds add_bounds;      /**< whatever the sex of the unknown */
    gdcs_bounds exchange_bounds; /**< the same */
    uint32_t notes;              /**< GDCS_NOTE_* */
    uint32_t padding;            /**< 0 */
} gdcs_parity_persons;

/**
 * Count the persons who are missing to a share of women.
 *
 * With a share below the target, add is the least k with (women + k) / (women + men + k) >= lower, exchange
 * the least k with (women + k) / (women + men) >= lower.  With a share above it the same of men, so that the
 * share of women comes to at most upper, and negative.  Inside the target both are 0.  Exact: the
 * comparison is made with whole persons.  With few persons a narrow target may be leapt over.
 *
 * @param counts  whole numbers of women, men and unknown; somebody of known sex
 * @param target  may be NULL
 * @param out     not NULL
 * @param err     may be NULL
 *
 * @units    persons
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is not in [0, 1e15], or not whole; the target is not in [0, 1]
 *           GDCS_E_STRUCT    struct_size of target missing or too small
 *           GDCS_E_EMPTY     no women and no men
 * @source   the definition
 * @checked  tests/stats/test_parity_persons.c, by counting up; tests/reference/parity.csv (exact fractions)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_parity_measure_persons(const gdcs_sex_counts *counts,
                                                            const gdcs_parity_target *target,
                                                            gdcs_parity_persons *out,
                                                            gdcs_error *err);

/**
 * Count the persons to admit in addition so that both sexes are admitted equally often.
 *
 * With women behind the least k with (women.part + k) / women.whole >= men.part / men.whole; with men
 * behind minus the least k for them; exact in whole persons (128-bit products).  For instance of the
 * eligible, those under protection.
 *
 * @param women  whole numbers: the admitted among the eligible
 * @param men    the same of men
 * @param out    the number
 * @param err    may be NULL
 *
 * @units    persons
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is not in [0, 1e15], or not whole, or part above whole
 *           GDCS_E_EMPTY     a whole is 0
 * @source   the definition
 * @checked  tests/stats/test_parity_persons.c, by counting up
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_parity_measure_admissions(const gdcs_part *women,
                                                               const gdcs_part *men, double *out,
                                                               gdcs_error *err);

/**
 * Count the persons missing to a share of women, n times.
 *
 * As gdcs_parity_measure_persons(); what cannot be counted is NaN with GDCS_NOTE_NOT_ESTIMABLE, and
 * GDCS_NOTE_MISSING_CELL or GDCS_NOTE_NOT_WHOLE.
 *
 * @param counts  arrays of n
 * @param n       >= 0
 * @param target  may be NULL
 * @param out     array of n
 * @param err     may be NULL; row is the 1-based element
 *
 * @units    persons
 * @errors   as gdcs_parity_measure_persons() but for EMPTY and counts that are not whole
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_parity_each_persons(const gdcs_sex_arrays *counts, int64_t n,
                                                         const gdcs_parity_target *target,
                                                         gdcs_parity_persons *out, gdcs_error *err);

/**
 * Count the persons missing to a share of women, per combination of axes to keep.
 *
 * Columns: one per axis kept, measure ("add", "exchange"), share, n, unknown, value, lower, upper, std_error
 * (these three NaN: a count of persons has no sampling error), bound_lower, bound_upper, method, notes.
 * Two rows per group.
 *
 * @param table   has a sex axis
 * @param keep    names of axes other than sex; NULL if n is 0
 * @param n       their number
 * @param target  may be NULL
 * @param out     the frame
 * @param err     may be NULL
 *
 * @units    persons
 * @errors   GDCS_E_ARGUMENT, GDCS_E_VALUE, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_NAME       no axis of that name
 *           GDCS_E_DUPLICATE  an axis twice, or one with the name of a column
 *           GDCS_E_SHAPE      no sex axis, or it is among those to keep
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_parity_table_persons(const gdcs_table *table,
                                                          const char *const *keep, int32_t n,
                                                          const gdcs_parity_target *target,
                                                          gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
