/** @file gdcs/share.h
 *  The share of women, with its interval, and its bounds whatever the unknown are. */
#ifndef GDCS_SHARE_H
#define GDCS_SHARE_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Interval methods. */
enum {
    GDCS_SHARE_METHOD_DEFAULT = 0,         /**< Wilson */
    GDCS_SHARE_METHOD_WILSON = 1,          /**< score interval */
    GDCS_SHARE_METHOD_CLOPPER_PEARSON = 2, /**< exact, conservative */
    GDCS_SHARE_METHOD_MID_P = 3,           /**< exact with half the probability of what was seen */
    GDCS_SHARE_METHOD_JEFFREYS = 4,        /**< Beta(1/2, 1/2) posterior, ends as in Brown et al. */
    GDCS_SHARE_METHOD_AGRESTI_COULL = 5    /**< adjusted Wald with z^2/2 added to each side */
};

/** Who is in the denominator. */
enum {
    GDCS_SHARE_OF_WOMEN_AND_MEN = 0, /**< women / (women + men) */
    GDCS_SHARE_OF_RECORDED = 1,      /**< women / (women + men + other) */
    GDCS_SHARE_OF_PERSONS = 2        /**< women / (women + men + other + unknown) */
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_share_options {
    uint32_t struct_size; /**< sizeof(gdcs_share_options) */
    int32_t method;       /**< GDCS_SHARE_METHOD_* */
    int32_t of;           /**< GDCS_SHARE_OF_* */
    int32_t padding;      /**< 0 */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly, for levels near 1; 0: by level */
} gdcs_share_options;

/** One share. */
typedef struct gdcs_share_result {
    uint32_t struct_size; /**< sizeof(gdcs_share_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used */
    int32_t of;           /**< the denominator used */
    double alpha;         /**< 1 - the level used */
    double women;         /**< numerator */
    double n;             /**< denominator */
    double unknown;       /**< persons whose sex is not recorded */
    gdcs_estimate share;
    gdcs_bounds bounds; /**< of the share, whatever the sex of the unknown */
} gdcs_share_result;

/**
 * Estimate the share of women in one cell.
 *
 * share = women / n; n as options->of says.  Persons of unknown sex never enter the share of known
 * sex: they widen the bounds, [women / (n + unknown), (women + unknown) / (n + unknown)].
 * Not natural persons are never counted.
 *
 * @param counts   finite, >= 0
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    proportions in [0, 1], never percent
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is negative or not finite, or not whole for MID_P
 *           GDCS_E_OPTION    unknown method or denominator; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     n is 0
 *           GDCS_E_NUMERIC   a limit was not found
 * @source   Wilson (1927) JASA 22:209.  Clopper & Pearson (1934) Biometrika 26:404.  Lancaster (1961)
 *           JASA 56:223.  Brown, Cai & DasGupta (2001) Stat. Sci. 16:101.  Agresti & Coull (1998)
 *           Am. Stat. 52:119.  Bounds: Manski (2003) Partial Identification, ch. 1.
 * @checked  tests/reference/share.csv
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_estimate(const gdcs_sex_counts *counts,
                                                    const gdcs_share_options *options,
                                                    gdcs_share_result *out, gdcs_error *err);

/**
 * Bound the share of women when counts are known as intervals only.
 *
 * The smallest and largest share over all counts between lower and upper and all sexes of the
 * unknown.
 *
 * @param lower    >= 0
 * @param upper    >= lower, infinity allowed
 * @param options  may be NULL; only `of` is used
 * @param out      the bounds, in [0, 1]
 * @param err      may be NULL
 *
 * @units    proportions in [0, 1]
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT
 *           GDCS_E_VALUE  lower is negative or above upper
 *           GDCS_E_EMPTY  every upper count is 0
 * @source   monotone in each count; see gdcs_share_estimate()
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
 * An element that cannot be estimated is NaN with GDCS_NOTE_NOT_ESTIMABLE; the call goes on.
 *
 * @param counts   arrays of n
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      arrays of n, each NULL if not wanted
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    proportions in [0, 1]
 * @errors   as gdcs_share_estimate() but for EMPTY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_each(const gdcs_sex_arrays *counts, int64_t n,
                                                const gdcs_share_options *options,
                                                const gdcs_estimate_arrays *out, gdcs_error *err);

/**
 * Estimate the share of women for each combination of the axes to keep.
 *
 * Columns: one per axis kept, then women, men, other, unknown, n, value, lower, upper, std_error,
 * bound_lower, bound_upper, method, notes.  A group that cannot be estimated has a row and a note.
 *
 * @param table    has a sex axis
 * @param keep     names of axes; NULL if n is 0
 * @param n        their number; 0: one row for everybody
 * @param options  may be NULL
 * @param out      the frame; its metadata and sensitivity are those of the table
 * @param err      may be NULL
 *
 * @units    proportions in [0, 1]
 * @errors   as gdcs_share_estimate() but for EMPTY and VALUE; GDCS_E_NAME, GDCS_E_DUPLICATE;
 *           GDCS_E_SHAPE  no sex axis, or sex among the axes to keep
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_share_table(const gdcs_table *table, const char *const *keep,
                                                 int32_t n, const gdcs_share_options *options,
                                                 gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
