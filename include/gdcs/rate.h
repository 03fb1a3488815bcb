/** @file gdcs/rate.h
 *  Crude rates per population of the relevant sex. */
#ifndef GDCS_RATE_H
#define GDCS_RATE_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/population.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Interval methods. */
enum {
    GDCS_RATE_METHOD_DEFAULT = 0, /**< exact */
    GDCS_RATE_METHOD_EXACT = 1, /**< Garwood: gamma quantiles, also for counts that are not whole */
    GDCS_RATE_METHOD_BYAR =
        2, /**< cube-root approximation; x in the lower, x + 1 in the upper limit
                                       (Breslow & Day), not the variant with x + 1/2 in both */
    GDCS_RATE_METHOD_MID_P = 3 /**< exact with half the probability of what was seen */
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_rate_options {
    uint32_t struct_size; /**< sizeof(gdcs_rate_options) */
    int32_t method;       /**< GDCS_RATE_METHOD_* */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly; 0: by level */
    double per;           /**< persons the rate refers to; default 100 000 */
} gdcs_rate_options;

/** What a rate is made of.  Frozen. */
typedef struct gdcs_rate_counts {
    double events;     /**< of one sex, or of everybody */
    double unknown;    /**< events of unknown sex that may belong to it; 0 for everybody */
    double population; /**< persons or person-years of the same sex */
} gdcs_rate_counts;

/** The same for many: arrays of equal length; unknown may be NULL. */
typedef struct gdcs_rate_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_rate_arrays) */
    uint32_t padding;     /**< 0 */
    const double *events;
    const double *unknown;
    const double *population;
} gdcs_rate_arrays;

/** One rate. */
typedef struct gdcs_rate_result {
    uint32_t struct_size; /**< sizeof(gdcs_rate_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used */
    int32_t padding;      /**< 0 */
    double alpha;         /**< 1 - the level used */
    double per;           /**< persons the rate refers to */
    double events;
    double population;
    double unknown;
    gdcs_estimate rate;
    gdcs_bounds bounds; /**< if none, and if all, of the unknown belong to it */
} gdcs_rate_result;

/**
 * Estimate one rate.
 *
 * rate = per x events / population.  bounds = per x [events, events + unknown] / population.
 *
 * @param counts   finite, events and unknown >= 0, population > 0
 * @param options  may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL
 *
 * @units    events per `per` persons
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_VALUE     a count is negative or not finite, or not whole for MID_P
 *           GDCS_E_OPTION    unknown method; level or alpha outside (0, 1), or both; per <= 0
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     population is 0
 *           GDCS_E_NUMERIC   a limit was not found
 * @source   Garwood (1936) Biometrika 28:437.  Breslow & Day (1987) Statistical Methods in Cancer
 *           Research II, eq. 2.10.  Cohen & Yang (1994) Stat. Med. 13:2189.
 * @checked  tests/reference/rate.csv
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_estimate(const gdcs_rate_counts *counts,
                                                   const gdcs_rate_options *options,
                                                   gdcs_rate_result *out, gdcs_error *err);

/**
 * Estimate n rates at once.
 *
 * An element that cannot be estimated is NaN with GDCS_NOTE_NOT_ESTIMABLE; the call goes on.
 *
 * @param counts   arrays of n
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      arrays of n, each NULL if not wanted
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    events per `per` persons
 * @errors   as gdcs_rate_estimate() but for EMPTY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_each(const gdcs_rate_arrays *counts, int64_t n,
                                               const gdcs_rate_options *options,
                                               const gdcs_estimate_arrays *out, gdcs_error *err);

/**
 * Estimate rates of women, of men and of everybody for each combination of the axes to keep.
 *
 * The axes of area, period and age among those kept choose the population by their labels; other
 * axes do not.  Columns: one per axis kept, sex (F, M, _T), events, unknown, population, value, lower,
 * upper, std_error, bound_lower, bound_upper, method, notes.  A group without population has rows
 * with GDCS_NOTE_NO_POPULATION.
 *
 * @param table       has a sex axis
 * @param population  not NULL
 * @param keep        names of axes; NULL if n is 0
 * @param n           their number
 * @param options     may be NULL
 * @param out         the frame
 * @param err         may be NULL
 *
 * @units    events per `per` persons of the same sex
 * @errors   as gdcs_rate_estimate() but for EMPTY and VALUE; GDCS_E_NAME, GDCS_E_DUPLICATE;
 *           GDCS_E_SHAPE  no sex axis, sex among the axes to keep, or the population has an axis of
 *                         area or period that is not kept
 * @source   Eurostat crim_pris_age, unit P_HTHAB: per 100 000 of the relevant sex
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_rate_table(const gdcs_table *table,
                                                const gdcs_population *population,
                                                const char *const *keep, int32_t n,
                                                const gdcs_rate_options *options, gdcs_frame **out,
                                                gdcs_error *err);

GDCS_END
#endif
