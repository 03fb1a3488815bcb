/** @file gdcs/perturbed.h
 *  Shares and gaps of counts to which noise was added, or that were rounded at random, with a variance
 *  that is known: of rounding, cell keys and differentially private noise. */
#ifndef GDCS_PERTURBED_H
#define GDCS_PERTURBED_H

#include <gdcs/estimate.h>

GDCS_BEGIN

/** Published counts of women and men, and the variances of their perturbation (gdcs_round_result,
 *  gdcs_cell_key_result, gdcs_noise_result; of rounding the one called `variance_most`, with which the
 *  level holds whatever the rests are).  Frozen: never gains a member. */
typedef struct gdcs_perturbed_counts {
    double women;          /**< >= 0 */
    double men;            /**< >= 0 */
    double variance_women; /**< >= 0, at most 1e30; 0: exact */
    double variance_men;
} gdcs_perturbed_counts;

/** The same many times: arrays of equal length. */
typedef struct gdcs_perturbed_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_perturbed_arrays) */
    uint32_t padding;     /**< 0 */
    const double *women;
    const double *men;
    const double *variance_women; /**< NULL: zeroes */
    const double *variance_men;   /**< NULL: zeroes */
} gdcs_perturbed_arrays;

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_perturbed_options {
    uint32_t struct_size; /**< sizeof(gdcs_perturbed_options) */
    int32_t
        sampling; /**< 0: the share among those who were counted; 1: in a population of which they
                               are a random sample */
    double level; /**< confidence level in (0, 1); default 0.95 */
    double alpha; /**< 1 - level given directly; 0: by level */
} gdcs_perturbed_options;

/** A share, or a gap.  Notes: GDCS_NOTE_SMALL_BASE if women and men are fewer than 20,
 *  GDCS_NOTE_AT_BOUNDARY if the share is 0 or 1, GDCS_NOTE_NOT_ESTIMABLE if neither women nor men are
 *  published: the value is NaN, the limits [0, 1] (of a gap [-1, 1]). */
typedef struct gdcs_perturbed_result {
    uint32_t struct_size; /**< sizeof(gdcs_perturbed_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    double alpha;         /**< 1 - the level used */
    gdcs_estimate estimate;
} gdcs_perturbed_result;

/**
 * Estimate a share of women from perturbed counts.
 *
 * p = women / (women + men).  Limits: every p for which |(1 - p) women - p men| is at most z times its
 * standard deviation, sqrt((1 - p)^2 v_women + p^2 v_men), with (women + men) p (1 - p) more under the root for
 * `sampling`; exact for normal noise, and cut off at 0 and 1.  Where women + men cannot be told from nobody
 * that is much or all of [0, 1].  Other noise: at 95 %, by simulation, between 0.92 and 0.98 for Laplace and
 * Gaussian noise of a standard deviation above 5; noise of a few units takes few values, and the coverage
 * jumps from 0.88 to 1.  Rounding with its worst variance is above 0.95.
 * std_error is the same deviation at the published share, divided by women + men.  Noises of women and
 * men are taken as independent; it knows variances only, not how far the noise can go: that is what the
 * intervals of the routines that perturb are for.
 *
 * @param counts   not NULL
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    proportion
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is not in [0, 1e15], a variance not in [0, 1e30]
 *           GDCS_E_OPTION    sampling is neither 0 nor 1; level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 * @source   Fieller (1954) J. R. Stat. Soc. B 16:175.  Wilson (1927) JASA 22:209, the case without noise.
 * @checked  tests/stats/test_perturbed.c; tests/coverage/perturbed.c
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_perturbed_estimate_share(const gdcs_perturbed_counts *counts,
                                                              const gdcs_perturbed_options *options,
                                                              gdcs_perturbed_result *out,
                                                              gdcs_error *err);

/**
 * Estimate the gap between the shares of women of two tables, or groups, with independent noise.
 *
 * difference = share of a - share of b; limits from those of each share by the method of variance
 * estimates recovery.
 *
 * @param a        not NULL
 * @param b        not NULL
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    in [-1, 1]
 * @errors   as gdcs_perturbed_estimate_share()
 * @source   Zou & Donner (2008) Stat. Med. 27:1693
 * @checked  tests/stats/test_perturbed.c; tests/coverage/perturbed.c
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_perturbed_estimate_gap(const gdcs_perturbed_counts *a,
                                                            const gdcs_perturbed_counts *b,
                                                            const gdcs_perturbed_options *options,
                                                            gdcs_perturbed_result *out,
                                                            gdcs_error *err);

/**
 * Estimate n shares from perturbed counts.
 *
 * As gdcs_perturbed_estimate_share().  The bounds are [0, 1] where there is noise, else the value.
 *
 * @param counts   arrays of n
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      arrays of n
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    as gdcs_perturbed_estimate_share()
 * @errors   as gdcs_perturbed_estimate_share(); GDCS_E_ARGUMENT also if n is negative
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_perturbed_each_share(const gdcs_perturbed_arrays *counts,
                                                          int64_t n,
                                                          const gdcs_perturbed_options *options,
                                                          const gdcs_estimate_arrays *out,
                                                          gdcs_error *err);

/**
 * Estimate n gaps from perturbed counts.
 *
 * As gdcs_perturbed_estimate_gap().  The bounds are [-1, 1] where there is noise, else the value.
 *
 * @param a        arrays of n
 * @param b        arrays of n
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      arrays of n
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    as gdcs_perturbed_estimate_gap()
 * @errors   as gdcs_perturbed_each_share()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_perturbed_each_gap(const gdcs_perturbed_arrays *a,
                                                        const gdcs_perturbed_arrays *b, int64_t n,
                                                        const gdcs_perturbed_options *options,
                                                        const gdcs_estimate_arrays *out,
                                                        gdcs_error *err);

GDCS_END
#endif
