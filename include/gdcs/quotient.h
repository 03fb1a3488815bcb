/** @file gdcs/quotient.h
 *  Over-representation: the share of women in a part over their share in the whole. */
#ifndef GDCS_QUOTIENT_H
#define GDCS_QUOTIENT_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Interval methods. */
enum {
    GDCS_QUOTIENT_METHOD_DEFAULT = 0,            /**< Miettinen-Nurminen */
    GDCS_QUOTIENT_METHOD_MIETTINEN_NURMINEN = 1, /**< for the part against the rest */
    GDCS_QUOTIENT_METHOD_EXACT =
        2, /**< Chan-Zhang for the part against the rest: whole counts, product
                                           of the two at most 250 000, sum at most 5000 */
    GDCS_QUOTIENT_METHOD_LOG =
        3 /**< log quotient normal, delta method; the default if a count of women, in
                                           the part or the rest, is 0 */
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_quotient_options {
    uint32_t struct_size; /**< sizeof(gdcs_quotient_options) */
    int32_t method;       /**< GDCS_QUOTIENT_METHOD_* */
    int32_t adjust;       /**< of p-values, table form: GDCS_MULTIPLICITY_METHOD_*; default HOLM */
    int32_t padding;      /**< 0 */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
} gdcs_quotient_options;

/** An over-representation.  Notes: GDCS_NOTE_ZERO_CELL if no women or no men are in the part or the rest,
 *  GDCS_NOTE_AT_BOUNDARY if the quotient is 0 or all women are in the part, GDCS_NOTE_SMALL_BASE,
 *  GDCS_NOTE_NOT_WHOLE, GDCS_NOTE_NOT_ESTIMABLE if there are no women at all,
 *  GDCS_NOTE_METHOD_CHANGED where LOG has no limits. */
typedef struct gdcs_quotient_result {
    uint32_t struct_size; /**< sizeof(gdcs_quotient_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used */
    int32_t padding;      /**< 0 */
    double alpha;         /**< 1 - the level used */
    double n;             /**< women and men in the part */
    double n_whole;
    double unknown; /**< persons of unknown sex in the part */
    double unknown_whole;
    double share;           /**< of women in the part */
    double share_whole;     /**< of women in the whole */
    gdcs_estimate quotient; /**< share / share_whole; std_error by the delta method */
    gdcs_bounds bounds;     /**< whatever the sex of the unknown */
    gdcs_test test;         /**< of quotient 1: score test of the part against the rest */
} gdcs_quotient_result;

/**
 * Estimate how over-represented women are in a part, for instance an offence, of a whole.
 *
 * quotient = share of women in the part / share of women in the whole: the location quotient.  Above 1:
 * over-represented.  The whole contains the part, so limits are those of the part against the rest,
 * transformed as in gdcs_gap_estimate_nested(): a quotient against a total that contains the part is nearer to
 * 1 than one against the rest, and cannot be above n_whole / n.  The quotient for men is another
 * statistic: swap the sexes.  LOG without limits takes MIETTINEN_NURMINEN (GDCS_NOTE_METHOD_CHANGED).
 * The test is z = (p - r) / sqrt(s (1 - s) (1/n + 1/m) N / (N - 1)) for shares p and r of part and rest,
 * n and m persons, s the share in all N: the score limits hold 1 where it does not reject.
 *
 * Coverage at 95 %, shares of women of 0.05 to 0.95, parts of 10 and 20 in wholes of 30 and 40
 * (tests/coverage/quotient.c), mean and least: MIETTINEN_NURMINEN 95.5 and 91.4; EXACT 97.5 and 95.1, a seventh
 * wider; LOG 94.1 and 77.6, wider than the default all the same.  Hence the default.
 *
 * @param part     counts of the part
 * @param whole    counts of the whole, each at least that of the part
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    quotient in [0, n_whole / n]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is not in [0, 1e15], or not whole for EXACT; the part has more than
 *                            the whole
 *           GDCS_E_OPTION    unknown method or adjustment; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_LIMIT     too many persons for EXACT
 *           GDCS_E_EMPTY     no women and men in the part, or outside it
 *           GDCS_E_NUMERIC   a limit was not found
 * @source   Isard (1960) Methods of Regional Analysis, ch. 7; O'Donoghue & Gleave (2004) Reg. Stud.
 *           38:419.  Miettinen & Nurminen (1985) Stat. Med. 4:213.
 * @checked  tests/reference/gap.csv (mpmath), ratio rows; the log limits in tests/stats/test_quotient.c
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_quotient_estimate(const gdcs_sex_counts *part,
                                                       const gdcs_sex_counts *whole,
                                                       const gdcs_quotient_options *options,
                                                       gdcs_quotient_result *out, gdcs_error *err);

/**
 * Estimate n over-representations at once.
 *
 * As gdcs_quotient_estimate(); what cannot be estimated is NaN with GDCS_NOTE_NOT_ESTIMABLE, a NaN
 * among the counts is missing (GDCS_NOTE_MISSING_CELL), what is too large or not whole for EXACT takes
 * MIETTINEN_NURMINEN (GDCS_NOTE_METHOD_CHANGED).
 *
 * @param part     arrays of n
 * @param whole    arrays of n
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      may be NULL: not computed
 * @param tests    array of n, or NULL
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    as gdcs_quotient_estimate()
 * @errors   as gdcs_quotient_estimate() but for EMPTY, LIMIT and NUMERIC
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_quotient_each(const gdcs_sex_arrays *part,
                                                   const gdcs_sex_arrays *whole, int64_t n,
                                                   const gdcs_quotient_options *options,
                                                   const gdcs_estimate_arrays *out,
                                                   const gdcs_test_arrays *tests, gdcs_error *err);

/**
 * Estimate the over-representation of women in every label of an axis, per combination of axes to keep.
 *
 * The whole is the sum of the labels; a declared total is none of them.  p_adjusted is p_value adjusted
 * for the number of labels tested within the combination.  Columns: one per axis kept, that of the axis,
 * share, n, unknown, share_whole, n_whole, unknown_whole, p_value, p_adjusted, value, lower, upper,
 * std_error, bound_lower, bound_upper, method, notes.  One row per combination and label.
 *
 * @param table    has a sex axis and the axis
 * @param axis     name of an axis other than sex
 * @param keep     names of further axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    as gdcs_quotient_estimate()
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_NAME       no axis of that name
 *           GDCS_E_DUPLICATE  an axis twice, or one with the name of a column
 *           GDCS_E_SHAPE      no sex axis, or it is among the others
 *           GDCS_E_LIMIT      more labels than the adjustment takes
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_quotient_table(const gdcs_table *table, const char *axis,
                                                    const char *const *keep, int32_t n,
                                                    const gdcs_quotient_options *options,
                                                    gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
