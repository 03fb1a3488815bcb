/** @file gdcs/sdg.h
 *  Indicators of the Sustainable Development Goals on crime and justice, by sex: their definitions as data,
 *  their values for countries, and their aggregates over countries by the rule of each. */
#ifndef GDCS_SDG_H
#define GDCS_SDG_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Indicators. */
enum {
    GDCS_SDG_INDICATOR_16_1_1 = 1, /**< victims of intentional homicide per 100 000 */
    GDCS_SDG_INDICATOR_16_2_2 = 2, /**< victims of trafficking in persons per 100 000 */
    GDCS_SDG_INDICATOR_16_3_2 = 3, /**< unsentenced detainees, per cent of prisoners */
    GDCS_SDG_INDICATOR_5_2_1 = 4   /**< women subjected to violence by a partner, per cent */
};

/** How values of countries become one. */
enum {
    GDCS_SDG_AGGREGATION_POPULATION_WEIGHTED = 1, /**< rates weighted by population: all events over
                                                       all persons */
    GDCS_SDG_AGGREGATION_RATIO_OF_SUMS = 2,       /**< all numerators over all denominators */
    GDCS_SDG_AGGREGATION_WEIGHTED_MEAN = 3,       /**< of proportions from samples, by population */
    GDCS_SDG_AGGREGATION_NONE = 4 /**< the custodian publishes none: ratio of sums with
                                                       GDCS_NOTE_NOT_COMPARABLE */
};

/** The definition of an indicator; texts are static. */
typedef struct gdcs_sdg_definition {
    uint32_t struct_size; /**< sizeof(gdcs_sdg_definition), set by the caller */
    int32_t aggregation;  /**< GDCS_SDG_AGGREGATION_* */
    double per;           /**< 100 000 persons, or 100 */
    const char *code;     /**< "16.1.1" */
    const char *title;
    const char *numerator;
    const char *denominator;
    const char *rule; /**< aggregation and missing countries, in words */
} gdcs_sdg_definition;

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_sdg_options {
    uint32_t struct_size; /**< sizeof(gdcs_sdg_options) */
    uint32_t padding;     /**< 0 */
    double level;         /**< confidence level in (0, 1); default 0.95 */
    double alpha;         /**< 1 - level given directly, at least 1e-300; 0: by level */
} gdcs_sdg_options;

/** Countries: arrays of n, of one sex or of everybody.  NaN: not reported. */
typedef struct gdcs_sdg_countries {
    uint32_t struct_size;      /**< sizeof(gdcs_sdg_countries) */
    uint32_t padding;          /**< 0 */
    const double *numerator;   /**< as the definition says */
    const double *denominator; /**< the same; 5.2.1: women asked */
    const double *unknown;     /**< of unknown sex, may be in the numerator; NULL: none */
    const double
        *unknown_denominator; /**< of unknown sex, may be in the denominator, those of unknown
                                            among them (16.3.2); NULL: the same as unknown */
    const double *population; /**< what countries weigh in coverage, and in the mean of 5.2.1;
                                            NULL: the denominator */
} gdcs_sdg_countries;

/** An indicator over countries. */
typedef struct gdcs_sdg_result {
    uint32_t struct_size;   /**< sizeof(gdcs_sdg_result), set by the caller */
    uint32_t notes;         /**< GDCS_NOTE_* */
    int32_t indicator;      /**< GDCS_SDG_INDICATOR_* */
    int32_t aggregation;    /**< GDCS_SDG_AGGREGATION_* */
    int64_t countries;      /**< all */
    int64_t reporting;      /**< with a numerator, a denominator and what they weigh */
    double alpha;           /**< 1 - the level used */
    double per;             /**< 100 000 or 100 */
    double numerator;       /**< of those that report */
    double denominator;     /**< of those that report */
    double unknown;         /**< of those that report */
    double coverage;        /**< their part of the population of all; NaN if one is not known */
    gdcs_estimate estimate; /**< over those that report */
    gdcs_bounds
        bounds; /**< over all, whatever was not reported and whatever sex the unknown have */
} gdcs_sdg_result;

/**
 * Find an indicator by its code.
 *
 * @param code  "16.1.1" and the like; may be NULL
 * @return GDCS_SDG_INDICATOR_*, or -1
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_sdg_find(const char *code);

/**
 * Get the definition of an indicator.
 *
 * @param indicator  GDCS_SDG_INDICATOR_*
 * @param out        struct_size set by the caller
 * @param err        may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  out is missing, or there is no such indicator
 *           GDCS_E_STRUCT    struct_size missing or too small
 * @source   UN Statistics Division, SDG indicator metadata 5.2.1, 16.1.1, 16.2.2, 16.3.2
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sdg_get(int32_t indicator, gdcs_sdg_definition *out,
                                             gdcs_error *err);

/**
 * Estimate an indicator over countries by its rule of aggregation.
 *
 * With sums over the countries that report: 16.1.1, 16.2.2 and 16.3.2, per x sum of numerators / sum of
 * denominators, which for rates is their mean weighted by population; 5.2.1, per x sum of population_i
 * (numerator_i / denominator_i) / sum of population_i.  Countries that do not report are left out of the
 * value, nothing is imputed; coverage says what part of the population the others have.
 *
 * Limits are those of chance in the events: Poisson's exact ones (16.1.1, 16.2.2), Wilson's (16.3.2; 5.2.1 with
 * (sum of p_i)^2 / (sum of p_i^2 / n_i) women asked).  They do not know of the design of surveys or of
 * countries that do not report.
 *
 * bounds hold for all countries and are attained: a proportion that is not reported lies in [0, 1], a number of
 * victims in [0, infinity), what a country weighs in [0, infinity); those of unknown sex belong to the sex or do
 * not, each with the answer that moves the value most.  Without population a woman more asked also adds to
 * what her country weighs: 5.2.1 is then all numerators over all denominators, and bounded as that.
 *
 * Notes: UNKNOWN_PRESENT; MISSING_CELL if a country does not report; NOT_COMPARABLE if 16.2.2 is taken over
 * two countries or more: numbers detected say as much of detection; AT_BOUNDARY at 0 and at 100 per
 * cent; ZERO_CELL without events; SMALL_BASE with fewer than 20 events (16.1.1, 16.2.2) or persons (16.3.2,
 * 5.2.1); NOT_ESTIMABLE if nobody reports, or on nobody.
 *
 * @param indicator  GDCS_SDG_INDICATOR_*
 * @param countries  numerator and denominator not NULL; numbers >= 0, or NaN; of proportions, no
 *                   numerator above its denominator, no unknown above unknown_denominator
 * @param n          at least 1
 * @param options    may be NULL
 * @param out        struct_size set by the caller
 * @param err        may be NULL; row is the 1-based country
 *
 * @units    events per 100 000 persons, or per cent
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is below 1, or there is no such indicator
 *           GDCS_E_VALUE     a number is negative or above 1e15, or above what it is a part of; events
 *                            where the denominator is 0
 *           GDCS_E_OPTION    level or alpha outside (0, 1), or both
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_MEMORY
 * @source   UN Statistics Division, SDG indicator metadata, 4.c and 4.g.  Extremes of a mean whose weights
 *           are bounded: Dinkelbach (1967) Manag. Sci. 13:492.
 * @checked  tests/reference/sdg.csv (from the definitions, 40-digit arithmetic)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sdg_estimate(int32_t indicator,
                                                  const gdcs_sdg_countries *countries, int64_t n,
                                                  const gdcs_sdg_options *options,
                                                  gdcs_sdg_result *out, gdcs_error *err);

/**
 * Estimate an indicator for each of n countries.
 *
 * Element i is what gdcs_sdg_estimate() makes of the i-th country alone.
 *
 * @param indicator  GDCS_SDG_INDICATOR_*
 * @param countries  as gdcs_sdg_estimate() takes them
 * @param n          >= 0
 * @param options    may be NULL
 * @param out        arrays of n, each NULL if not wanted; untouched on failure
 * @param err        may be NULL; row is the 1-based country
 *
 * @units    events per 100 000 persons, or per cent
 * @errors   as gdcs_sdg_estimate(), but n may be 0
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sdg_each(int32_t indicator,
                                              const gdcs_sdg_countries *countries, int64_t n,
                                              const gdcs_sdg_options *options,
                                              const gdcs_estimate_arrays *out, gdcs_error *err);

/**
 * Estimate an indicator over the areas of tables, by sex, per combination of axes.
 *
 * Three rows per combination of the numerator's axes to keep, sex F, M and _T (5.2.1: F alone), each what
 * gdcs_sdg_estimate() makes of the countries: the labels of the axis of area, that of a declared total
 * left out.  All areas of the denominator count, whether the numerator has them or not, and so do those
 * that only the numerator has.  Axes are matched by name, labels likewise; an axis to keep that the
 * denominator or the population lacks takes the same of it for all (forms of exploitation).
 *
 * Interval cells, declared totals and unknown sex, of the population too, go into the bounds; a country with a
 * number that is not exact does not report.  The tables are not linked person by person: who is of unknown sex in
 * one may be of known sex in the other, so the bounds of a proportion reach a little further than those of
 * gdcs_sdg_estimate(), whose unknown in the numerator are among those in the denominator.  Where more are in
 * the numerator than in the denominator of a proportion, the country does not report and the row has
 * GDCS_NOTE_ABOVE_ONE.
 *
 * Columns: one per axis kept, sex, numerator, denominator, unknown, coverage, countries, reporting, value,
 * lower, upper, std_error, bound_lower, bound_upper, method (text), notes (GDCS_NOTE_* bits).
 *
 * @param indicator    GDCS_SDG_INDICATOR_*
 * @param numerator    has axes of sex and area: victims, unsentenced, women subjected to violence
 * @param denominator  the same: residents, prisoners, women asked; cells that nobody set are missing
 * @param population   the same: what countries weigh; NULL: the denominator
 * @param keep         names of axes of the numerator other than those; NULL if n is 0
 * @param n            their number
 * @param options      may be NULL
 * @param out          the frame, ended by gdcs_frame_free(); its metadata are those of the
 *                     numerator, its sensitivity is the highest of the tables;
 *                     GDCS_META_METHOD holds the definition
 * @param err          may be NULL
 *
 * @units    events per 100 000 persons, or per cent
 * @errors   GDCS_E_ARGUMENT   a pointer is missing, n is negative or too large, or there is no such
 *                             indicator
 *           GDCS_E_OPTION     as gdcs_sdg_estimate()
 *           GDCS_E_STRUCT     struct_size of options missing or too small
 *           GDCS_E_NAME       the numerator has no such axis
 *           GDCS_E_DUPLICATE  an axis is named twice, or bears the name of another column
 *           GDCS_E_SHAPE      a table has no axis of sex or of area, one of period that is not kept, or
 *                             sex or area is among the axes to keep
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sdg_table(int32_t indicator, const gdcs_table *numerator,
                                               const gdcs_table *denominator,
                                               const gdcs_table *population,
                                               const char *const *keep, int32_t n,
                                               const gdcs_sdg_options *options, gdcs_frame **out,
                                               gdcs_error *err);

GDCS_END
#endif
