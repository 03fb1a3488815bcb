/** @file gdcs/claim.h
 *  Printed percentages and rates against the counts they are said to come from. */
#ifndef GDCS_CLAIM_H
#define GDCS_CLAIM_H

#include <gdcs/error.h>
#include <gdcs/frame.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** What a printed number says. */
enum {
    GDCS_CLAIM_IS = 0,       /**< the number, rounded: "4.7 %" */
    GDCS_CLAIM_UP_TO = 1,    /**< at most it, or what is rounded to it */
    GDCS_CLAIM_UNDER = 2,    /**< less than it */
    GDCS_CLAIM_AT_LEAST = 3, /**< at least it, or what is rounded to it */
    GDCS_CLAIM_OVER = 4,     /**< more than it */
    GDCS_CLAIM_BETWEEN = 5   /**< from it to printed_to, or what is rounded to either */
};

/** A printed number and what it may come from.  What is not known is NaN, and what needs it is not tried. */
typedef struct gdcs_claim {
    uint32_t struct_size;         /**< sizeof(gdcs_claim) */
    int32_t decimals;             /**< printed decimals, 0 to 9 */
    int32_t says;                 /**< GDCS_CLAIM_* */
    int32_t padding;              /**< 0 */
    double printed;               /**< the number as printed, in [-1e12, 1e12]: 4.7 of "4.7 %" */
    double printed_to;            /**< BETWEEN: the upper end; else ignored */
    const char *definition;       /**< the only one to be tried; NULL: all */
    gdcs_sex_counts counts;       /**< in [0, 1e15], or NaN */
    const gdcs_sex_counts *upper; /**< counts are lower limits, and these the upper ones, INFINITY
                                       allowed; NULL: counts are exact */
    double population_women;      /**< residents, above 0, or NaN */
    double population_men;        /**< the same; both make the total */
    double before;                /**< women of the period before, above 0, or NaN */
} gdcs_claim;

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_claim_options {
    uint32_t struct_size; /**< sizeof(gdcs_claim_options) */
    int32_t
        sensitivity; /**< GDCS_SENSITIVITY_* of the counts, which the frame has at least; default PUBLIC */
    double base; /**< numbers were rounded to multiples of this, such as 5; 0: to decimals */
} gdcs_claim_options;

/**
 * Parse a number as it is printed.
 *
 * Read, in either case: "4.7", "4,7", "4.7 %", "-3", and with "up to", "at most", "<=", U+2264; "under", "below",
 * "less than", "<"; "at least", ">=", U+2265; "over", "above", "more than", ">"; "20-25", "20 to 25", "between
 * 20 and 25", with an en dash too.  Likewise in French, Spanish, German, Italian, Portuguese, Russian, Serbian
 * in both scripts and Dutch: "jusqu'à 40 %", "от 20 до 25".  Any other word is refused.  Decimals are those of
 * the more precise end.
 *
 * @param text  not NULL
 * @param out   not NULL, struct_size set; decimals, says, printed and printed_to are set, the rest stays
 * @param err   may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     no number of that kind; more than 9 decimals; outside [-1e12, 1e12]; ends in the
 *                            wrong order; "1,234", a comma before three digits, which may part thousands,
 *                            and whatever has two marks
 *           GDCS_E_STRUCT    struct_size
 * @source   lib/data/codes/claim_words.csv
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_claim_parse(const char *text, gdcs_claim *out,
                                                 gdcs_error *err);

/**
 * Reconcile printed numbers with counts: name the definitions that reproduce each.
 *
 * A row per claim and definition that gives the printed number: claim (from 1), definition, reproduces,
 * rounding, says ("is", "up_to", "under", "at_least", "over", "between"), exact (NaN where counts are
 * intervals), exact_lower, exact_upper, printed, difference = what is printed - exact, between their nearest
 * ends.  reproduces is "yes", or "possible" where counts are intervals and only some of their values do.  A
 * claim that none gives has one row, reproduces "no": the definition that comes nearest.  Without any
 * definition that can be tried, it is "" and exact is NaN.
 *
 * | definition | |
 * |---|---|
 * | share_women, share_men | 100 women / (women + men), 100 men / (women + men) |
 * | share_women_recorded | 100 women / (women + men + other) |
 * | share_women_total, share_men_total | 100 women / (women + men + other + unknown), of men the same |
 * | proportion_women | women / (women + men) |
 * | women_per_100_men, men_per_100_women | 100 women / men, 100 men / women |
 * | women_per_man, men_per_woman | women / men, men / women |
 * | rate_women_1000, _10000, _100000 | that many times women / population of women |
 * | rate_men_1000, _10000, _100000 | of men the same |
 * | rate_total_1000, _10000, _100000 | women + men + other + unknown for the whole population |
 * | rate_women_on_total_100000 | 100 000 women / whole population |
 * | change_women | 100 (women - before) / before |
 * | factor_women | women / before |
 *
 * rounding is the first that applies: exact; nearest; half_up and half_even, which differ from it where the
 * next digits are just a half; truncated; raised; base; "within" of intervals.  Differences of 1e-9 of the
 * last decimal are none.  Where nobody is other or unknown, share_women_recorded, share_women_total and
 * share_men_total are tried by name only.  Many definitions keep within "up to 40": name the one that is meant.
 *
 * @param claims   array of n
 * @param n        0 to 1 000 000
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL; row is the 1-based claim
 *
 * @units    as printed
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is negative
 *           GDCS_E_OPTION    base is negative or not finite, no such sensitivity or `says`
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_NAME      no such definition
 *           GDCS_E_VALUE     decimals, a printed number, a count, a population or the number before are
 *                            outside their domain, or ends are in the wrong order
 *           GDCS_E_LIMIT     n is above 1 000 000
 *           GDCS_E_MEMORY
 * @checked  tests/reference/claim.csv (Python, decimal)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_claim_reconcile(const gdcs_claim *claims, int64_t n,
                                                     const gdcs_claim_options *options,
                                                     gdcs_frame **out, gdcs_error *err);

/**
 * Reconcile the numbers printed in a frame with the counts of a table.
 *
 * A row of `claims` is a claim about the cells with its labels of the axes to keep; everything else is summed
 * over.  Its columns: one of texts named as each of `keep`; "printed", texts as gdcs_claim_parse() reads them, a
 * missing or empty one is no claim; and if they are there, doubles "population_women", "population_men",
 * "before", and texts "definition".  The rows are those of gdcs_claim_reconcile(), with the kept axes after
 * claim, which is the row of `claims`.  Interval and missing cells are intervals: reproduces is "possible"
 * where some value of them does. A declared total of the sexes above its parts is of unknown sex.  Labels that
 * the table does not have together have no counts.  The frame is as sensitive as the table, `claims` and the
 * option ask for.
 *
 * @param table    has a sex axis
 * @param claims   not NULL
 * @param keep     names of axes; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL; row is that of `claims`, from 1
 *
 * @units    as printed
 * @errors   as gdcs_claim_reconcile(), and
 *           GDCS_E_NAME       no such axis, column, or label of an axis
 *           GDCS_E_DUPLICATE  an axis is named twice, or like a column
 *           GDCS_E_SHAPE      no sex axis, or it is among keep; a column is not of texts, or not of doubles
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_claim_table(const gdcs_table *table, const gdcs_frame *claims,
                                                 const char *const *keep, int32_t n,
                                                 const gdcs_claim_options *options,
                                                 gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
