/** @file gdcs/gap.h
 *  The gap between two shares: how far apart, and how many times. */
#ifndef GDCS_GAP_H
#define GDCS_GAP_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Interval methods; each serves the difference and the ratio. */
enum {
    GDCS_GAP_METHOD_DEFAULT = 0,            /**< Miettinen-Nurminen */
    GDCS_GAP_METHOD_MIETTINEN_NURMINEN = 1, /**< score, variance with N / (N - 1) */
    GDCS_GAP_METHOD_NEWCOMBE = 2, /**< from Wilson limits, closed: Newcombe's method 10 for
                                                 the difference, MOVER-R for the ratio */
    GDCS_GAP_METHOD_EXACT = 3     /**< unconditional, two one-sided tests ordered by the score
                                                 statistic (Chan & Zhang): never below the level,
                                                 wide where samples are very unequal; whole counts,
                                                 n_a n_b at most 250 000 and n_a + n_b at most 5000 */
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_gap_options {
    uint32_t struct_size; /**< sizeof(gdcs_gap_options) */
    int32_t method;       /**< GDCS_GAP_METHOD_* */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
} gdcs_gap_options;

/** The gap between share a and share b.  Its notes are those of both measures:
 *  GDCS_NOTE_ZERO_CELL if a part is 0 or all of its whole, GDCS_NOTE_AT_BOUNDARY if the difference is
 *  -1 or 1 or the ratio 0 or infinite, GDCS_NOTE_SMALL_BASE if either whole is. */
typedef struct gdcs_gap_result {
    uint32_t struct_size; /**< sizeof(gdcs_gap_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used */
    int32_t padding;      /**< 0 */
    double alpha;         /**< 1 - the level used */
    double n_a;
    double n_b;
    double unknown_a; /**< persons of unknown sex in a */
    double unknown_b;
    double share_a;
    double share_b;
    gdcs_estimate difference; /**< share_a - share_b; std_error with each sample's own variance */
    gdcs_estimate ratio;      /**< share_a / share_b; std_error by the delta method, NaN if a
                                        part is 0 (GDCS_NOTE_ZERO_CELL) */
    gdcs_bounds difference_bounds; /**< whatever the sex of the unknown */
    gdcs_bounds ratio_bounds;
} gdcs_gap_result;

/**
 * Estimate the gap between the shares of two independent samples.
 *
 * Nobody is in both: for a total that contains a group see gdcs_gap_estimate_nested().
 *
 * difference = a.part / a.whole - b.part / b.whole; ratio = their quotient.  Zero in b.part alone makes
 * the ratio and its upper limit infinite (GDCS_NOTE_UPPER_INFINITE).  Zero in both parts is legal: the
 * difference is 0 and the ratio not estimable (NaN with limits [0, infinity]).  Counts that are not
 * whole are legal but for EXACT (GDCS_NOTE_NOT_WHOLE); for a.whole + b.whole <= 1 the score limits are
 * the whole range.  Nothing is unknown here: the bounds equal the values.
 *
 * @param a        not NULL
 * @param b        not NULL
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    difference in [-1, 1] (not percentage points), ratio in [0, infinity]
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     not in [0, 1e15], part above whole, or not whole for EXACT
 *           GDCS_E_OPTION    unknown method; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_LIMIT     samples too large for EXACT
 *           GDCS_E_EMPTY     a whole is 0
 *           GDCS_E_NUMERIC   a limit was not found
 * @source   Miettinen & Nurminen (1985) Stat. Med. 4:213.  Newcombe (1998) Stat. Med. 17:873.  Donner
 *           & Zou (2012) Stat. Methods Med. Res. 21:347.  Chan & Zhang (1999) Biometrics 55:1202.
 * @checked  tests/reference/contrast.csv (mpmath, 60 digits); Newcombe (1998), table II
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_estimate(const gdcs_part *a, const gdcs_part *b,
                                                  const gdcs_gap_options *options,
                                                  gdcs_gap_result *out, gdcs_error *err);

/**
 * Estimate the representation gap: the share of women in a against that in b.
 *
 * As gdcs_gap_estimate() with part = women and whole = women + men.  Persons of unknown sex enter the
 * bounds only: the smallest and the largest gap over all ways to allot them, in each sample, to
 * women, men or neither.
 *
 * @param a        counts of the first sample, for instance the protected
 * @param b        counts of the second, for instance the arrested
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    as gdcs_gap_estimate()
 * @errors   as gdcs_gap_estimate()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_estimate_women(const gdcs_sex_counts *a,
                                                        const gdcs_sex_counts *b,
                                                        const gdcs_gap_options *options,
                                                        gdcs_gap_result *out, gdcs_error *err);

/**
 * Estimate the representation gap against a share that is known without sampling error.
 *
 * difference = share of women in a - known; ratio = their quotient.  For a published figure without
 * its numbers, or a census: "20 %" is {0.2, 0.2}, "up to 40 %" is {0, 0.4}.  Of a share known as an
 * interval only the bounds are estimated: value and limits are NaN with GDCS_NOTE_INTERVAL_CELL.  The
 * limits are those of share a, Wilson's, or Clopper-Pearson for EXACT.  n_b is infinite.
 *
 * @param a        counts
 * @param known    the share of women, 0 <= lower <= upper <= 1
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    as gdcs_gap_estimate()
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is negative or not finite, or not whole for EXACT; known does not
 *                            lie in [0, 1] or its ends are reversed
 *           GDCS_E_OPTION    unknown method; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     no women and no men in a
 * @source   Wilson (1927) JASA 22:209.  Clopper & Pearson (1934) Biometrika 26:404.  The limit of
 *           Miettinen & Nurminen (1985) for an infinite second sample.
 * @checked  tests/stats/test_gap_known.c, against gdcs_share_estimate() and a second sample of 1e15
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_estimate_known(const gdcs_sex_counts *a,
                                                        const gdcs_bounds *known,
                                                        const gdcs_gap_options *options,
                                                        gdcs_gap_result *out, gdcs_error *err);

/** A share that was itself estimated, by a survey or a model.  How well, is said once: by std_error, or
 *  by lower and upper, or by effective_n. */
typedef struct gdcs_gap_reference {
    uint32_t struct_size; /**< sizeof(gdcs_gap_reference) */
    uint32_t padding;     /**< 0 */
    double share;         /**< in [0, 1]; with std_error in (0, 1) */
    double std_error;     /**< > 0, or 0: not given */
    double lower;         /**< limits, lower <= share <= upper */
    double upper;         /**< 0: not given */
    double level;         /**< of these limits; 0 is 0.95 */
    double effective_n;   /**< > 0: n over the design effect; 0: not given */
} gdcs_gap_reference;

/**
 * Estimate the representation gap against a share that was estimated elsewhere, with its own error.
 *
 * difference = share of women in a - reference; ratio = their quotient; the two are independent.  A
 * standard error is turned into the effective size share (1 - share) / std_error^2, and
 * MIETTINEN_NURMINEN and NEWCOMBE take a sample of that size.  With limits, which may lie as they do,
 * the two intervals are combined by MOVER (difference: square and add; ratio: MOVER-R) with
 * Wilson's for a, whatever the method; method in out is then NEWCOMBE.  As the reference gets
 * certain the result becomes that of gdcs_gap_estimate_known().  n_b is the effective size; with
 * limits, that of a Wald interval as wide, 4 z^2 share (1 - share) / (upper - lower)^2.
 *
 * Coverage at 95 %, mean over 27 truths and both measures, samples of 30 and 60 against surveys of 60 and 40:
 * 0.951 to 0.953, least 0.942, by every way to say how certain the reference is; with the same share taken for
 * known, 0.69 to 0.87 (tests/coverage/gap_reference.c).
 *
 * @param a          counts
 * @param reference  not NULL
 * @param options    may be NULL; not EXACT
 * @param out        struct_size set by the caller
 * @param err        may be NULL
 *
 * @units    as gdcs_gap_estimate()
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is negative or not finite; the reference is not in its domain, or
 *                            its uncertainty is not given, or twice
 *           GDCS_E_OPTION    unknown method, or EXACT; level or alpha outside (0, 1), or both; limits of
 *                            another level than the one asked for
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     no women and no men in a
 *           GDCS_E_NUMERIC   a limit was not found
 * @source   Zou & Donner (2008) Stat. Med. 27:1693; Donner & Zou (2012) Stat. Methods Med. Res. 21:347.
 *           Effective sizes: Korn & Graubard (1998) Surv. Methodol. 24:193.
 * @checked  tests/reference/gap.csv (mpmath)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_estimate_reference(const gdcs_sex_counts *a,
                                                            const gdcs_gap_reference *reference,
                                                            const gdcs_gap_options *options,
                                                            gdcs_gap_result *out, gdcs_error *err);

/**
 * Estimate the gap between the share in a part and the share in the whole that contains it.
 *
 * As gdcs_gap_estimate(), but everybody of a is also in b: the protected among the arrested, one office
 * among all.  With f = a.whole / b.whole and r the rest, b less a, which is independent of a,
 *
 *     difference = p_a - p_b = (1 - f) (p_a - p_r),
 *     ratio = p_a / p_b = R / (f R + 1 - f),  R = p_a / p_r,
 *
 * and limits for a against r become limits for a against b, the sizes being given.  Taking a and b for
 * independent would make the interval too wide, by up to sqrt((1 + f) / (1 - f)).  The ratio is at
 * most 1 / f, so its upper limit is finite.
 *
 * @param a        the part; inside b, both the counted and the others
 * @param b        the whole, with somebody outside a
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    as gdcs_gap_estimate()
 * @errors   as gdcs_gap_estimate(), and
 *           GDCS_E_VALUE     a has more than b
 *           GDCS_E_EMPTY     nobody is in a, or nobody outside it
 * @source   the identities above with the methods of gdcs_gap_estimate()
 * @checked  tests/reference/gap.csv (mpmath: score limits of the part against the rest, transformed)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_estimate_nested(const gdcs_part *a, const gdcs_part *b,
                                                         const gdcs_gap_options *options,
                                                         gdcs_gap_result *out, gdcs_error *err);

/**
 * Estimate the representation gap of a group to the total that contains it.
 *
 * As gdcs_gap_estimate_nested() with the share of women.  Persons of unknown sex enter the bounds only:
 * those of a are the same persons in b.  The bounds are met where somebody must be in a; they treat
 * persons as divisible, so ends between whole numbers of them may not be met.
 *
 * @param a        counts of the group
 * @param b        counts of the total, each at least that of a
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    as gdcs_gap_estimate()
 * @errors   as gdcs_gap_estimate_nested()
 * @checked  tests/stats/test_gap_nested.c, against every way to allot the unknown
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_estimate_women_nested(const gdcs_sex_counts *a,
                                                               const gdcs_sex_counts *b,
                                                               const gdcs_gap_options *options,
                                                               gdcs_gap_result *out,
                                                               gdcs_error *err);

/**
 * Estimate n gaps at once.
 *
 * An element that cannot be estimated is NaN with GDCS_NOTE_NOT_ESTIMABLE, a NaN among the counts is
 * missing (GDCS_NOTE_MISSING_CELL), and an element too large or not whole for EXACT takes
 * Miettinen-Nurminen (GDCS_NOTE_METHOD_CHANGED); the call goes on.  Notes are those of the measure.
 *
 * @param counts      arrays of n, none NULL
 * @param n           >= 0
 * @param options     may be NULL
 * @param difference  may be NULL: not computed
 * @param ratio       may be NULL: not computed
 * @param err         may be NULL; row is the 1-based element
 *
 * @units    as gdcs_gap_estimate()
 * @errors   as gdcs_gap_estimate() but for EMPTY, LIMIT and NUMERIC
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_each(const gdcs_part_arrays *counts, int64_t n,
                                              const gdcs_gap_options *options,
                                              const gdcs_estimate_arrays *difference,
                                              const gdcs_estimate_arrays *ratio, gdcs_error *err);

/**
 * Estimate n gaps between a part and the whole that contains it.
 *
 * As gdcs_gap_each() for gdcs_gap_estimate_nested().
 *
 * @param counts      arrays of n, none NULL; each a inside its b
 * @param n           >= 0
 * @param options     may be NULL
 * @param difference  may be NULL: not computed
 * @param ratio       may be NULL: not computed
 * @param err         may be NULL; row is the 1-based element
 *
 * @units    as gdcs_gap_estimate()
 * @errors   as gdcs_gap_estimate_nested() but for EMPTY, LIMIT and NUMERIC
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_each_nested(const gdcs_part_arrays *counts, int64_t n,
                                                     const gdcs_gap_options *options,
                                                     const gdcs_estimate_arrays *difference,
                                                     const gdcs_estimate_arrays *ratio,
                                                     gdcs_error *err);

/**
 * Estimate n representation gaps against shares that are known without sampling error.
 *
 * Element i is what gdcs_gap_estimate_known() makes of the i-th counts and known share.  What cannot be
 * estimated is NaN with GDCS_NOTE_NOT_ESTIMABLE; a count or a known share that is NaN is missing
 * (GDCS_NOTE_MISSING_CELL), with bounds that allow for it; counts not whole take Wilson's limits for EXACT
 * (GDCS_NOTE_METHOD_CHANGED); the call goes on.  Notes are those of the measure.
 *
 * @param a            arrays of n; NULL stands for zeroes
 * @param known_lower  array of n, in [0, 1]
 * @param known_upper  array of n, at least known_lower and at most 1; NULL: all are known exactly
 * @param n            >= 0
 * @param options      may be NULL
 * @param difference   may be NULL: not wanted
 * @param ratio        may be NULL: not wanted
 * @param err          may be NULL; row is the 1-based element
 *
 * @units    as gdcs_gap_estimate()
 * @errors   as gdcs_gap_estimate_known() but for EMPTY, and
 *           GDCS_E_ARGUMENT  n is negative
 * @checked  tests/stats/test_gap_each.c, against the scalar form
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_each_known(
    const gdcs_sex_arrays *a, const double *known_lower, const double *known_upper, int64_t n,
    const gdcs_gap_options *options, const gdcs_estimate_arrays *difference,
    const gdcs_estimate_arrays *ratio, gdcs_error *err);

/** Shares that were estimated: arrays of equal length, NULL where nothing is given.  Of each share its
 *  uncertainty is said once, the others being 0. */
typedef struct gdcs_gap_reference_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_gap_reference_arrays) */
    uint32_t padding;     /**< 0 */
    const double *share;  /**< not NULL */
    const double *std_error;
    const double *lower;
    const double *upper;
    const double *effective_n;
    double level; /**< of all limits; 0 is 0.95 */
} gdcs_gap_reference_arrays;

/**
 * Estimate n representation gaps against shares that were estimated elsewhere, each with its own error.
 *
 * As gdcs_gap_each_known() for gdcs_gap_estimate_reference(): each element may say in its own way how
 * certain its reference is.  A NaN among the numbers of a reference is missing.
 *
 * @param a           arrays of n; NULL stands for zeroes
 * @param references  not NULL
 * @param n           >= 0
 * @param options     may be NULL; not EXACT
 * @param difference  may be NULL: not wanted
 * @param ratio       may be NULL: not wanted
 * @param err         may be NULL; row is the 1-based element
 *
 * @units    as gdcs_gap_estimate()
 * @errors   as gdcs_gap_estimate_reference() but for EMPTY and NUMERIC, and
 *           GDCS_E_ARGUMENT  n is negative
 * @checked  tests/stats/test_gap_each.c, against the scalar form
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_each_reference(const gdcs_sex_arrays *a,
                                                        const gdcs_gap_reference_arrays *references,
                                                        int64_t n, const gdcs_gap_options *options,
                                                        const gdcs_estimate_arrays *difference,
                                                        const gdcs_estimate_arrays *ratio,
                                                        gdcs_error *err);

/** Which two labels of which axis are compared. */
typedef struct gdcs_gap_pair {
    uint32_t struct_size; /**< sizeof(gdcs_gap_pair) */
    uint32_t padding;     /**< 0 */
    const char *axis;     /**< name of an axis other than sex */
    const char *a;        /**< label of the first sample */
    const char *b;        /**< label of the second; NULL (by sex, nested): all but a */
} gdcs_gap_pair;

/**
 * Estimate the representation gap between two labels of an axis, per combination of axes to keep.
 *
 * share_a = share of women among those labelled a.  A count that is missing or an interval makes the
 * value NaN; the bounds hold over all it can be.  EXACT as in gdcs_gap_each().  Columns: one per axis kept,
 * measure ("difference", "ratio"), share_a, n_a, unknown_a, share_b, n_b, unknown_b, value, lower, upper,
 * std_error, bound_lower, bound_upper, method, notes.  Two rows per group.
 *
 * @param table    has a sex axis and the axis of the pair
 * @param pair     not NULL
 * @param keep     names of axes other than sex and the pair's; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    as gdcs_gap_estimate()
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_NAME       no such axis or label
 *           GDCS_E_DUPLICATE  an axis twice, or a and b the same
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_table(const gdcs_table *table, const gdcs_gap_pair *pair,
                                               const char *const *keep, int32_t n,
                                               const gdcs_gap_options *options, gdcs_frame **out,
                                               gdcs_error *err);

/**
 * Estimate the gap of a label of an axis to all labels together, per combination of axes to keep.
 *
 * As gdcs_gap_estimate_women_nested(): share_a of those labelled a, share_b of those with any label (b
 * NULL; a declared total of the axis is no label), or with a or b.  Columns as gdcs_gap_table().
 *
 * @param table    has a sex axis and the axis of the pair
 * @param pair     not NULL; b may be NULL
 * @param keep     names of axes other than sex and the pair's; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    as gdcs_gap_estimate()
 * @errors   as gdcs_gap_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_table_nested(const gdcs_table *table,
                                                      const gdcs_gap_pair *pair,
                                                      const char *const *keep, int32_t n,
                                                      const gdcs_gap_options *options,
                                                      gdcs_frame **out, gdcs_error *err);

/**
 * Estimate, by sex, the share of one label among two or all of an axis, and its gap women to men.
 *
 * For instance admitted in one's own right against as a relative: axis "basis", a "own right",
 * b "relative" (b NULL: all other labels).  share_a here is that of women, share_b that of men:
 * P(a | woman) - P(a | man).  A declared total of the axis is no label.  Persons of other and unknown
 * sex enter neither share; the bounds allot the unknown of each label to women, men or neither.
 * Columns as gdcs_gap_table(); unknown_a and unknown_b both are all unknown with either label.
 *
 * @param table    has a sex axis and the axis of the pair
 * @param pair     not NULL; b may be NULL
 * @param keep     names of axes other than sex and the pair's; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    as gdcs_gap_estimate()
 * @errors   as gdcs_gap_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_table_by_sex(const gdcs_table *table,
                                                      const gdcs_gap_pair *pair,
                                                      const char *const *keep, int32_t n,
                                                      const gdcs_gap_options *options,
                                                      gdcs_frame **out, gdcs_error *err);

/**
 * Estimate the representation gap against a known share, per combination of axes to keep.
 *
 * As gdcs_gap_estimate_known() for each group.  Columns as gdcs_gap_table(), two rows per group.
 *
 * @param table    has a sex axis
 * @param known    the share of women, 0 <= lower <= upper <= 1
 * @param keep     names of axes other than sex; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    as gdcs_gap_estimate()
 * @errors   GDCS_E_ARGUMENT   a pointer is missing
 *           GDCS_E_VALUE      known does not lie in [0, 1] or its ends are reversed
 *           GDCS_E_OPTION     unknown method; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT     struct_size missing or too small
 *           GDCS_E_NAME       no axis of that name
 *           GDCS_E_DUPLICATE  an axis twice, or one with the name of a column
 *           GDCS_E_SHAPE      no sex axis, or it is among those to keep
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_table_known(const gdcs_table *table,
                                                     const gdcs_bounds *known,
                                                     const char *const *keep, int32_t n,
                                                     const gdcs_gap_options *options,
                                                     gdcs_frame **out, gdcs_error *err);

/**
 * Estimate the representation gap against an estimated share, per combination of axes to keep.
 *
 * As gdcs_gap_estimate_reference() for each group.  Columns as gdcs_gap_table(), two rows per group.
 *
 * @param table      has a sex axis
 * @param reference  not NULL
 * @param keep       names of axes other than sex; NULL if n is 0
 * @param n          their number
 * @param options    may be NULL; not EXACT
 * @param out        the frame
 * @param err        may be NULL
 *
 * @units    as gdcs_gap_estimate()
 * @errors   as gdcs_gap_table_known() and, for reference and options, gdcs_gap_estimate_reference()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_gap_table_reference(const gdcs_table *table,
                                                         const gdcs_gap_reference *reference,
                                                         const char *const *keep, int32_t n,
                                                         const gdcs_gap_options *options,
                                                         gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
