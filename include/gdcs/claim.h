/** @file gdcs/claim.h
 *  Printed percentages and rates against the counts they are said to come from. */
#ifndef GDCS_CLAIM_H
#define GDCS_CLAIM_H

#include <gdcs/error.h>
#include <gdcs/frame.h>
#include <gdcs/sex.h>

GDCS_BEGIN

/** A printed number and what it may come from.  What is not known is NaN, and what needs it is not tried. */
typedef struct gdcs_claim {
    uint32_t struct_size;    /**< sizeof(gdcs_claim) */
    int32_t decimals;        /**< printed decimals, 0 to 9 */
    double printed;          /**< the number as printed, in [-1e12, 1e12]: 4.7 of "4.7 %" */
    gdcs_sex_counts counts;  /**< in [0, 1e15], or NaN */
    double population_women; /**< residents, above 0, or NaN */
    double population_men;   /**< the same; both make the total */
    double before;           /**< women of the period before, above 0, or NaN */
} gdcs_claim;

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_claim_options {
    uint32_t struct_size; /**< sizeof(gdcs_claim_options) */
    uint32_t padding;     /**< 0 */
    double base; /**< numbers were rounded to multiples of this, such as 5; 0: to decimals */
} gdcs_claim_options;

/**
 * Reconcile printed numbers with counts: name the definitions that reproduce each.
 *
 * A row per claim and definition that gives the printed number by some rounding: claim (from 1), definition,
 * reproduces ("yes"), rounding, exact, printed, difference = printed - exact.  A claim that none gives has one
 * row, reproduces "no": the definition that comes nearest.  Without any definition that can be tried, it is
 * "" and exact is NaN.
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
 * next digits are just a half; truncated; raised; base.  Differences of 1e-9 of the last decimal are none.
 *
 * @param claims   array of n
 * @param n        0 to 1 000 000
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL; row is the 1-based claim
 *
 * @units    as printed
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is negative
 *           GDCS_E_OPTION    base is negative or not finite
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_VALUE     decimals, the printed number, a count, a population or the number before are
 *                            outside their domain
 *           GDCS_E_LIMIT     n is above 1 000 000
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_claim_reconcile(const gdcs_claim *claims, int64_t n,
                                                     const gdcs_claim_options *options,
                                                     gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
