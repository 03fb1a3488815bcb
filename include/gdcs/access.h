/** @file gdcs/access.h
 *  Access to a programme: how often women get in for each time men do. */
#ifndef GDCS_ACCESS_H
#define GDCS_ACCESS_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/gap.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Shares of women as far as they are known: "20 %" is {0.2, 0.2}, "up to 40 %" {0, 0.4}, "under 10 %"
 *  {0, 0.1}. */
typedef struct gdcs_access_shares {
    uint32_t struct_size;  /**< sizeof(gdcs_access_shares) */
    uint32_t padding;      /**< 0 */
    gdcs_bounds programme; /**< among those in the programme, 0 <= lower <= upper <= 1 */
    gdcs_bounds eligible;  /**< among the members, or those eligible, likewise */
    double n_programme;    /**< persons the share comes from; 0: it has no sampling error */
    double n_eligible;     /**< the same */
} gdcs_access_shares;

/** The same for many: arrays of equal length. */
typedef struct gdcs_access_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_access_arrays) */
    uint32_t padding;     /**< 0 */
    const double *programme_lower;
    const double *programme_upper;
    const double *eligible_lower;
    const double *eligible_upper;
    const double *n_programme; /**< NULL: no sampling error */
    const double *n_eligible;  /**< NULL: no sampling error */
} gdcs_access_arrays;

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_access_options {
    uint32_t struct_size; /**< sizeof(gdcs_access_options) */
    uint32_t padding;     /**< 0 */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
} gdcs_access_options;

/** An access ratio. */
typedef struct gdcs_access_result {
    uint32_t struct_size; /**< sizeof(gdcs_access_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    double alpha;         /**< 1 - the level used */
    double critical;     /**< normal quantile by which the bounds were widened; NaN: other limits */
    gdcs_estimate ratio; /**< women per man, at equal numbers eligible */
    gdcs_bounds bounds;  /**< whatever the shares within their ends, or the unknown sex */
} gdcs_access_result;

/**
 * Estimate the access ratio from shares, of which one or both may be known as intervals.
 *
 *     ratio = (women in programme / women eligible) / (men in programme / men eligible)
 *           = odds(share in programme) / odds(share among eligible),  odds(p) = p / (1 - p):
 *
 * the numbers of persons cancel.  It rises with the first share and falls with the second, so the bounds
 * are at corners: [odds(p.lower) / odds(q.upper), odds(p.upper) / odds(q.lower)].  An end that is not
 * itself possible ("under") gives a bound that is not met.  The value is NaN with
 * GDCS_NOTE_INTERVAL_CELL unless both shares are points.
 *
 * Limits: of the ratio, not of its bounds.  On the logarithm either bound is moved outwards by C times its
 * standard error (1 / (n p (1 - p)), summed over both shares, square root), where
 *
 *     Phi(C + width / larger standard error) - Phi(-C) = 1 - alpha:
 *
 * C is the two-sided quantile for points and falls to the one-sided for wide intervals.  Without sampling
 * errors the limits are the bounds.  At 95 %, with 100 to 300 persons and shares of 0.2 to 0.85, they hold the
 * ratio 94.9 to 95.1 % on average, 92.1 at least where the interval is wide, and both of its ends together as
 * little as 90 % (tests/coverage/access.c).  Samples of some size: with fewer than 20 persons, or fewer than
 * five of either sex at an end, they are rough (GDCS_NOTE_SMALL_BASE, GDCS_NOTE_SPARSE).  std_error is of the
 * ratio at a point.
 *
 * @param shares   not NULL
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    ratio in [0, infinity]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a share does not lie in [0, 1], or its ends are reversed; a number of persons is
 *                            not in [0, 1e15]
 *           GDCS_E_OPTION    level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 * @source   Imbens & Manski (2004) Econometrica 72:1845, eqs. 6 and 7; Stoye (2009) Econometrica 77:1299, whose
 *           condition holds since the width is not estimated.
 * @checked  tests/reference/access.csv (mpmath)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_access_estimate(const gdcs_access_shares *shares,
                                                     const gdcs_access_options *options,
                                                     gdcs_access_result *out, gdcs_error *err);

/**
 * Estimate the access ratio from counts.
 *
 * As gdcs_access_estimate() with the women and men of both.  Limits are score limits of the odds ratio, which
 * four independent counts have too; the programme is taken as small beside the eligible.  Persons of
 * unknown sex enter the bounds only.
 *
 * @param programme  counts of those in it
 * @param eligible   counts of the members, or those eligible
 * @param options    may be NULL
 * @param out        struct_size set by the caller
 * @param err        may be NULL
 *
 * @units    ratio in [0, infinity]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is not in [0, 1e15]
 *           GDCS_E_OPTION    level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     no women and no men in one of them
 * @source   Cornfield (1956) Proc. Third Berkeley Symp. 4:135
 * @checked  tests/reference/contrast.csv (mpmath), rows of odds
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_access_estimate_counts(const gdcs_sex_counts *programme,
                                                            const gdcs_sex_counts *eligible,
                                                            const gdcs_access_options *options,
                                                            gdcs_access_result *out,
                                                            gdcs_error *err);

/**
 * Estimate n access ratios from shares.
 *
 * A NaN among the shares is missing: the bounds are 0 and infinity (GDCS_NOTE_MISSING_CELL).
 *
 * @param shares   not NULL
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      not NULL
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    ratio in [0, infinity]
 * @errors   as gdcs_access_estimate()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_access_each(const gdcs_access_arrays *shares, int64_t n,
                                                 const gdcs_access_options *options,
                                                 const gdcs_estimate_arrays *out, gdcs_error *err);

/**
 * Estimate the access ratio between two labels of an axis, per combination of axes to keep.
 *
 * As gdcs_access_estimate_counts(): a of the pair is the programme, b the eligible.  Interval and missing cells
 * enter the bounds.  Columns: one per axis kept, n_programme, n_eligible, unknown_programme,
 * unknown_eligible, value, lower, upper, std_error, bound_lower, bound_upper, method, notes.
 *
 * @param table    has a sex axis and the axis of the pair
 * @param pair     not NULL; with a and b
 * @param keep     names of axes other than sex and the pair's; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    ratio in [0, infinity]
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_NAME       no such axis or label
 *           GDCS_E_DUPLICATE  an axis twice, or a and b the same
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_access_table(const gdcs_table *table,
                                                  const gdcs_gap_pair *pair,
                                                  const char *const *keep, int32_t n,
                                                  const gdcs_access_options *options,
                                                  gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
