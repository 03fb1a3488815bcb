/** @file gdcs/own_right.h
 *  Admission in one's own right against as somebody's relative, by sex, with the dependants brought. */
#ifndef GDCS_OWN_RIGHT_H
#define GDCS_OWN_RIGHT_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/gap.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** What is measured.  "own": admitted in their own right, as a witness or collaborator; "relatives":
 *  because of somebody who was. */
enum {
    GDCS_OWN_RIGHT_MEASURE_WOMEN = 1,      /**< share in their own right among women admitted: so
                                                many would be there if only they counted */
    GDCS_OWN_RIGHT_MEASURE_MEN = 2,        /**< the same among men */
    GDCS_OWN_RIGHT_MEASURE_DIFFERENCE = 3, /**< women - men */
    GDCS_OWN_RIGHT_MEASURE_RATIO = 4,      /**< women / men */
    GDCS_OWN_RIGHT_MEASURE_ODDS_RATIO = 5, /**< (women own / relatives) / (men own / relatives) */
    GDCS_OWN_RIGHT_MEASURE_WOMEN_OWN = 6,  /**< share of women among those in their own right */
    GDCS_OWN_RIGHT_MEASURE_WOMEN_RELATIVES = 7,  /**< share of women among relatives */
    GDCS_OWN_RIGHT_MEASURE_WOMEN_DIFFERENCE = 8, /**< own - relatives */
    GDCS_OWN_RIGHT_MEASURE_WOMEN_RATIO = 9,      /**< own / relatives */
    GDCS_OWN_RIGHT_MEASURE_WOMEN_ALL = 10, /**< share of women among all, whatever the basis */
    GDCS_OWN_RIGHT_MEASURE_DEPENDANTS_WOMEN = 11, /**< dependants per woman in her own right */
    GDCS_OWN_RIGHT_MEASURE_DEPENDANTS_MEN = 12,   /**< dependants per man in his own right */
    GDCS_OWN_RIGHT_MEASURE_DEPENDANTS_RATIO = 13, /**< women / men */
    GDCS_OWN_RIGHT_MEASURES = 14                  /**< one more than there are */
};

/** Persons admitted to protection. */
typedef struct gdcs_own_right_counts {
    uint32_t struct_size;          /**< sizeof(gdcs_own_right_counts) */
    uint32_t has_dependants;       /**< 1: dependants is given; 0: not known */
    gdcs_sex_counts own;           /**< in their own right */
    gdcs_sex_counts relatives;     /**< as relatives or dependants, by their own sex */
    gdcs_sex_counts unknown_basis; /**< one of the two, not recorded which */
    gdcs_sex_counts dependants;    /**< by the sex of the person in whose right they came */
} gdcs_own_right_counts;

/** One measure.  Frozen: never gains a member. */
typedef struct gdcs_own_right_value {
    gdcs_estimate estimate;
    gdcs_bounds bounds; /**< whatever is unknown, sex and basis together */
    uint32_t notes;     /**< GDCS_NOTE_* */
    uint32_t padding;   /**< 0 */
} gdcs_own_right_value;

/** All of them. */
typedef struct gdcs_own_right_result {
    uint32_t struct_size; /**< sizeof(gdcs_own_right_result), set by the caller */
    uint32_t notes;       /**< those of the measures together, without dependants if not given */
    double alpha;         /**< 1 - the level used */
    double n_women;       /**< women of known basis */
    double n_men;
    double n_own; /**< women and men in their own right */
    double n_relatives;
    double unknown_sex;   /**< persons of unknown sex, of whatever basis */
    double unknown_basis; /**< women, men and unknown whose basis is not recorded */
    gdcs_own_right_value women;
    gdcs_own_right_value men;
    gdcs_own_right_value difference;
    gdcs_own_right_value ratio;
    gdcs_own_right_value odds_ratio;
    gdcs_own_right_value women_own;
    gdcs_own_right_value women_relatives;
    gdcs_own_right_value women_difference;
    gdcs_own_right_value women_ratio;
    gdcs_own_right_value women_all;
    gdcs_own_right_value dependants_women;
    gdcs_own_right_value dependants_men;
    gdcs_own_right_value dependants_ratio;
} gdcs_own_right_result;

/**
 * Estimate who was admitted in their own right, by sex.
 *
 * With women a in their own right and b relatives, men c and d, of known sex and basis:
 *
 *     women = a / (a + b)       women_own       = a / (a + c)       odds_ratio = a d / (b c)
 *     men   = c / (c + d)       women_relatives = b / (b + d)
 *
 * women_all has the persons of unknown basis too.  Persons of other sex enter nothing.  The values
 * leave out whom the bounds allot: each person of unknown basis to one's own right or to relatives, each of
 * unknown sex to women, men or neither, all at once and so that every measure is as small and as large as
 * it can be.  Persons are divisible there: ends between whole numbers of them may not be met.
 *
 * Limits by the method of options:
 *
 *                 MIETTINEN_NURMINEN           NEWCOMBE                   EXACT
 *     shares      Wilson                       Wilson                     Clopper-Pearson
 *     gaps        score, N / (N - 1)           Newcombe, MOVER-R          unconditional
 *     odds ratio  score, N / (N - 1)           MOVER-R                    conditional
 *     dependants  exact, ratio score           exact, ratio MOVER         exact, ratio exact
 *
 * Where EXACT cannot be had (see gdcs_gap_estimate()) MIETTINEN_NURMINEN stands in, and where MOVER-R has no
 * limits of the odds ratio, with GDCS_NOTE_METHOD_CHANGED.  Dependants are taken as Poisson: families that
 * vary more than that need gdcs_rate_estimate_clustered().  A measure that cannot be had is NaN with
 * GDCS_NOTE_NOT_ESTIMABLE; dependants not given are NaN with GDCS_NOTE_MISSING_CELL.
 * How far women_own lies from women_all, which contains it, says gdcs_gap_estimate_women_nested().
 *
 * @param counts   not NULL
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    shares and their differences in [-1, 1]; dependants per person
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is not in [0, 1e15]; has_dependants is neither 0 nor 1
 *           GDCS_E_OPTION    unknown method; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     no women and no men in their own right or as relatives
 * @source   The methods of gdcs_gap_estimate(), gdcs_ratio_estimate() and gdcs_rate_estimate().  The
 *           bounds: one person of unknown sex and basis may serve either sex; the sum of a concave function
 *           of how many serve women has its maximum where the derivative is 0.
 * @checked  tests/reference/own_right.csv (mpmath, 50 digits; bounds by every allotment)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_own_right_estimate(const gdcs_own_right_counts *counts,
                                                        const gdcs_gap_options *options,
                                                        gdcs_own_right_result *out,
                                                        gdcs_error *err);

/**
 * Estimate one of the measures for n sets of counts.
 *
 * A NaN among the counts is missing (GDCS_NOTE_MISSING_CELL); what cannot be estimated is NaN with
 * GDCS_NOTE_NOT_ESTIMABLE; the call goes on.
 *
 * @param own            arrays of n, not NULL
 * @param relatives      arrays of n, not NULL
 * @param unknown_basis  arrays of n; NULL: nobody
 * @param dependants     arrays of n; NULL: not known
 * @param n              >= 0
 * @param measure        GDCS_OWN_RIGHT_MEASURE_*
 * @param options        may be NULL
 * @param out            not NULL
 * @param err            may be NULL; row is the 1-based element
 *
 * @units    as gdcs_own_right_estimate()
 * @errors   as gdcs_own_right_estimate() but for EMPTY, and
 *           GDCS_E_OPTION  no such measure
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status
gdcs_own_right_each(const gdcs_sex_arrays *own, const gdcs_sex_arrays *relatives,
                    const gdcs_sex_arrays *unknown_basis, const gdcs_sex_arrays *dependants,
                    int64_t n, int32_t measure, const gdcs_gap_options *options,
                    const gdcs_estimate_arrays *out, gdcs_error *err);

/** Which labels of which axis say on what basis a person was admitted. */
typedef struct gdcs_own_right_axis {
    uint32_t struct_size;      /**< sizeof(gdcs_own_right_axis) */
    uint32_t padding;          /**< 0 */
    const char *axis;          /**< name of an axis other than sex */
    const char *own;           /**< label of those in their own right */
    const char *relatives;     /**< label of relatives; NULL: all that is not named here */
    const char *unknown_basis; /**< label where the basis is not recorded; NULL: none */
    const char *dependants;    /**< label of dependants by the sex of whom they came with; NULL: not
                                    known */
} gdcs_own_right_axis;

/**
 * Estimate who was admitted in their own right, per combination of axes to keep.
 *
 * As gdcs_own_right_estimate().  A declared total of the axis is no label: where it is above own, relatives
 * and unknown_basis together the rest is of unknown basis (GDCS_NOTE_TOTAL_EXCEEDS), where it is below
 * they stay (GDCS_NOTE_PARTS_EXCEED).  Of one sex no more can be left than persons are; where the total knows
 * the sex of more of them than the labels do, women_all has bounds only.  Dependants, who were
 * counted by another's sex, are not in the total.
 * Interval and missing cells make values NaN and enter the bounds.  The result has the sensitivity of the
 * table: that of protection data is PROTECTED.
 *
 * Columns: one per axis kept, measure (the names of GDCS_OWN_RIGHT_MEASURE_*, in lower case), own_women,
 * own_men, relatives_women, relatives_men, unknown_sex, unknown_basis (persons), value, lower, upper,
 * std_error, bound_lower, bound_upper, method, notes.  Ten rows per group, thirteen with dependants.
 *
 * @param table    has a sex axis and the axis named
 * @param axis     not NULL
 * @param keep     names of axes other than sex and that one; NULL if n is 0
 * @param n        their number
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    as gdcs_own_right_estimate()
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_NAME       no such axis or label
 *           GDCS_E_DUPLICATE  an axis or a label twice
 *           GDCS_E_SHAPE      no sex axis, or sex among the axes
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_own_right_table(const gdcs_table *table,
                                                     const gdcs_own_right_axis *axis,
                                                     const char *const *keep, int32_t n,
                                                     const gdcs_gap_options *options,
                                                     gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
