/** @file gdcs/standard.h
 *  Rates standardised for age: directly, indirectly, and women compared with men. */
#ifndef GDCS_STANDARD_H
#define GDCS_STANDARD_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/population.h>
#include <gdcs/rate.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** Standard populations. */
enum {
    GDCS_STANDARD_POPULATION_DEFAULT = 0,        /**< that of 2013 */
    GDCS_STANDARD_POPULATION_EUROPE_2013 = 1,    /**< 21 bands to 95+, 100 000 persons */
    GDCS_STANDARD_POPULATION_EUROPE_1976 = 2,    /**< 19 bands to 85+, 100 000 persons */
    GDCS_STANDARD_POPULATION_WORLD_2000_2025 = 3 /**< of the WHO; 21 bands to 100+; its published
                                                      percentages add up to 100.035 */
};

/** One band of age, in completed years.  Frozen. */
typedef struct gdcs_standard_band {
    double youngest; /**< whole, >= 0 */
    double oldest;   /**< whole, >= youngest: 4 for 0-4; infinity for the last of all */
    double weight;   /**< persons of the standard population in it, or their share; >= 0 */
} gdcs_standard_band;

/** Interval methods of the directly standardised rate, in words for its ratio and difference too. */
enum {
    GDCS_STANDARD_METHOD_DEFAULT = 0,     /**< gamma */
    GDCS_STANDARD_METHOD_GAMMA = 1,       /**< Fay & Feuer; ratio: Fay's F */
    GDCS_STANDARD_METHOD_TIWARI = 2,      /**< Tiwari, Clegg & Zou; ratio: their F */
    GDCS_STANDARD_METHOD_MID_P = 3,       /**< Fay & Kim, mid-p gamma; ratio: MOVER */
    GDCS_STANDARD_METHOD_DOBSON = 4,      /**< Dobson and others, exact count; ratio: MOVER */
    GDCS_STANDARD_METHOD_DOBSON_BYAR = 5, /**< the same with Byar's limits; ratio: MOVER */
    GDCS_STANDARD_METHOD_LOG = 6,         /**< log rate normal; ratio: its log normal */
    GDCS_STANDARD_METHOD_WALD = 7         /**< rate normal, not below 0; ratio: MOVER */
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_standard_options {
    uint32_t struct_size;            /**< sizeof(gdcs_standard_options) */
    int32_t method;                  /**< GDCS_STANDARD_METHOD_* */
    double level;                    /**< confidence level in (0, 1); default 0.95 */
    double alpha;                    /**< 1 - level given directly, at least 1e-300; 0: by level */
    double per;                      /**< persons the rate refers to, > 0; default 100 000 */
    int32_t population;              /**< GDCS_STANDARD_POPULATION_*; read where ages have names */
    int32_t band_count;              /**< of bands; 0 with NULL */
    const gdcs_standard_band *bands; /**< a standard of one's own, in order of age, without gap or
                                          overlap; NULL: population */
    double youngest;                 /**< the least age that counts; default 0 */
    double oldest;                   /**< the greatest, in completed years; 0: no limit */
} gdcs_standard_options;

/** What standardised rates are made from: events, persons and weights of `count` strata. */
typedef struct gdcs_standard_strata {
    uint32_t struct_size;     /**< sizeof(gdcs_standard_strata) */
    uint32_t padding;         /**< 0 */
    const double *events;     /**< n x count: of one sex, or of everybody */
    const double *population; /**< n x count: persons, or person-years, of the same sex */
    const double *weights;    /**< count: of the standard population, in any unit */
    const double *variance; /**< n x count: of the events; NULL: as of Poisson counts, the events */
    const double *unknown;  /**< n x count: events of unknown sex that may belong; NULL: none */
    const double *unknown_age; /**< n: events whose stratum is not known; NULL: none */
} gdcs_standard_strata;

/** One directly standardised rate. */
typedef struct gdcs_standard_result {
    uint32_t struct_size; /**< sizeof(gdcs_standard_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used, never DEFAULT */
    int32_t padding;      /**< 0 */
    double alpha;         /**< 1 - the level used */
    double per;           /**< persons the rate refers to */
    double events;        /**< of known stratum */
    double unknown_age;   /**< events of unknown stratum */
    double unknown;       /**< events of unknown sex */
    double population;
    double crude; /**< per x (events + unknown_age) / population */
    gdcs_estimate rate;
    gdcs_bounds bounds; /**< whatever the sex and the stratum of the unknown */
} gdcs_standard_result;

/** Two directly standardised rates compared. */
typedef struct gdcs_standard_ratio_result {
    uint32_t struct_size; /**< sizeof(gdcs_standard_ratio_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< the method used, never DEFAULT */
    int32_t padding;      /**< 0 */
    double alpha;         /**< 1 - the level used */
    double per;           /**< persons the rates and their difference refer to */
    gdcs_estimate women;  /**< rate of women */
    gdcs_estimate men;
    gdcs_estimate ratio_women_per_man; /**< rate of women / rate of men */
    gdcs_bounds ratio_bounds;
    gdcs_estimate difference_women_minus_men; /**< rate of women - rate of men */
    gdcs_bounds difference_bounds;
} gdcs_standard_ratio_result;

/** What indirect standardisation is made from. */
typedef struct gdcs_standard_indirect {
    uint32_t struct_size;     /**< sizeof(gdcs_standard_indirect) */
    uint32_t padding;         /**< 0 */
    double events;            /**< observed, in all strata together */
    double unknown;           /**< events of unknown sex that may belong to them */
    const double *population; /**< count: persons, or person-years */
    const double *rates;      /**< count: events per person in the standard */
    double crude;             /**< events per person in the whole standard; 0: no rate is wanted */
} gdcs_standard_indirect;

/** A standardised ratio, and the rate that goes with it. */
typedef struct gdcs_standard_indirect_result {
    uint32_t struct_size; /**< sizeof(gdcs_standard_indirect_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    int32_t method;       /**< GDCS_RATE_METHOD_*, the method used */
    int32_t padding;      /**< 0 */
    double alpha;         /**< 1 - the level used */
    double per;           /**< persons the rate refers to */
    double events;        /**< observed */
    double expected;      /**< sum of population x rates */
    double unknown;
    gdcs_estimate ratio; /**< observed / expected: 1 as in the standard */
    gdcs_bounds ratio_bounds;
    gdcs_estimate rate; /**< per x crude x ratio; NaN if crude is 0 */
    gdcs_bounds rate_bounds;
} gdcs_standard_indirect_result;

/**
 * Name a standard population in programs, for instance "europe_2013".
 *
 * @param population  GDCS_STANDARD_POPULATION_*, not DEFAULT
 * @return static text; "" for anything else
 * @threads  any
 * @since    0.1
 */
GDCS_API const char *gdcs_standard_name(int32_t population);

/**
 * Say what a standard population is and who published it.
 *
 * @param population  GDCS_STANDARD_POPULATION_*, not DEFAULT
 * @return static text; "" for anything else
 * @threads  any
 * @since    0.1
 */
GDCS_API const char *gdcs_standard_text(int32_t population);

/**
 * Find a standard population by its name.
 *
 * @param name  as gdcs_standard_name() returns it; may be NULL
 * @return GDCS_STANDARD_POPULATION_*, or -1
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_standard_find(const char *name);

/**
 * Count the bands of a standard population.
 *
 * @param population  GDCS_STANDARD_POPULATION_*; DEFAULT is that of 2013
 * @return their number; 0 if there is no such population
 * @threads  any
 * @since    0.1
 */
GDCS_API int64_t gdcs_standard_count(int32_t population);

/**
 * Get a band of a standard population.
 *
 * @param population  GDCS_STANDARD_POPULATION_*; DEFAULT is that of 2013
 * @param index       from 0, in order of age
 * @param out         the band; its weight in persons of 100 000
 * @param err         may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  out is NULL, or there is no such population or band
 * @source   Eurostat (2013) Revision of the European Standard Population, KS-RA-13-028, annex F.
 *           Waterhouse et al. (1976) Cancer Incidence in Five Continents III.  Ahmad et al. (2001)
 *           Age standardization of rates: a new WHO standard, GPE Discussion Paper 31.
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_standard_get(int32_t population, int64_t index,
                                                  gdcs_standard_band *out, gdcs_error *err);

/**
 * Parse the label of an age group.
 *
 * Read, in either case and with or without blanks, "years", a leading "Y" or "Age": closed bands
 * ("0-4", "00_04", "Y5-9", "Y10T14", "15 to 19", en dash), single years ("7", "Y7"), open ones ("85+",
 * "85-", "Y_GE85", ">=85", "85 and over", "85 or older", "over 84", ">84") and those from birth on
 * ("<5", "Y_LT5", "under 5", "<=4").  Ages are completed years, so "<5" is 0-4.
 *
 * @param label  text of any kind; total and unknown ages are no bands
 * @param out    youngest and oldest; weight 0
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_NAME      it is no band of age, or one that ends before it begins
 * @source   Eurostat and SDMX code lists of age (CL_AGE)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_standard_parse(const char *label, gdcs_standard_band *out,
                                                    gdcs_error *err);

/**
 * Collapse a standard population to the age groups of one's data.
 *
 * weights[i] = sum of the weights of its bands inside the i-th group.  The groups, in any order,
 * together are all ages from options' youngest to oldest, each once; bands of the standard are joined,
 * never split, for within a band it says nothing.
 *
 * @param labels   n labels as gdcs_standard_parse() reads them
 * @param n        at least 1
 * @param options  population or bands, youngest, oldest; may be NULL
 * @param weights  receives n numbers; untouched on failure
 * @param err      may be NULL; row is the 1-based label
 *
 * @errors   GDCS_E_ARGUMENT   a pointer is missing, n is not from 1 to 1000
 *           GDCS_E_NAME       a label is no band of age
 *           GDCS_E_DUPLICATE  two groups overlap
 *           GDCS_E_SHAPE      between two groups, before the first or after the last ages are
 *                             missing; a group goes beyond youngest or oldest, or begins or ends inside
 *                             a band of the standard
 *           GDCS_E_OPTION     no such population; bands not in order, with a gap or a bad number; youngest
 *                             or oldest not whole, or none between them
 *           GDCS_E_STRUCT     struct_size missing or too small
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_standard_collapse(const char *const *labels, int64_t n,
                                                       const gdcs_standard_options *options,
                                                       double *weights, gdcs_error *err);

/**
 * Estimate one directly standardised rate.
 *
 * With w_i = weight_i / (sum of weights) / population_i, rate = per x f x sum of w_i events_i, and its
 * variance is per^2 f^2 x sum of w_i^2 variance_i.  f = 1 + unknown_age / (sum of events): events whose
 * stratum is not known are spread as the others are.  Strata of weight 0 are left out.
 *
 * Limits at zero events are those of the largest weight (Tiwari: of the mean), so the upper one is finite.
 * Where one stratum is small beside its weight, the gamma method guards against an event that was
 * not seen in it: its upper limit lies far above that of Dobson.  Worked out for two strata, gamma is
 * nowhere below its level, mid-p and Tiwari keep it in the mean, and the others do not where events weigh
 * unevenly: at 95 % and 40 to 1, gamma 98.4 %, Tiwari 97.5, mid-p 96.6, Dobson 82.9, log 81.6, Wald 77.8
 * in the mean (tests/coverage/standard.c).  Hence the default.
 *
 * bounds = per x [sum of w_i events_i + min(w) unknown_age, sum of w_i (events_i + unknown_i) +
 * max(w) unknown_age].
 *
 * Notes: UNKNOWN_PRESENT; AT_BOUNDARY and ZERO_CELL without events; SMALL_BASE with fewer than 20;
 * NOT_WHOLE; OVERDISPERSED if variance adds up to more than the events; METHOD_CHANGED where LOG or WALD
 * meet no events (gamma is used), or the gamma methods end (Dobson and Byar are: sum^2 / variance
 * above 1e12 or below 1e-3); NOT_ESTIMABLE if all events are of unknown age.
 *
 * @param strata   n = 1: events, population and weights not NULL; all finite and >= 0, some weight > 0
 * @param count    strata, at least 1
 * @param options  method, level, alpha, per; may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL; row is the 1-based stratum
 *
 * @units    events per `per` persons of the standard population
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or count is below 1
 *           GDCS_E_VALUE     a number is negative or not finite; all weights are 0
 *           GDCS_E_OPTION    unknown method; level or alpha outside (0, 1), or both; per negative or
 *                            not finite
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     a stratum of weight above 0 has no population
 *           GDCS_E_NUMERIC   the rate is outside the range of a double
 * @source   Fay & Feuer (1997) Stat. Med. 16:791.  Tiwari, Clegg & Zou (2006) Stat. Methods
 *           Med. Res. 15:547.  Fay & Kim (2017) Biom. J., doi:10.1002/bimj.201600111.  Dobson et al. (1991)
 *           Stat. Med. 10:457.  Events per person given by variance: Stukel et al. (1994) Stat. Med. 13:1781.
 * @checked  tests/reference/standard.csv (40-digit arithmetic; Fleiss 1981, table 14.4, with the limits
 *           that Fay & Feuer publish and R's dsrTest prints)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_standard_estimate(const gdcs_standard_strata *strata,
                                                       int64_t count,
                                                       const gdcs_standard_options *options,
                                                       gdcs_standard_result *out, gdcs_error *err);

/**
 * Estimate n directly standardised rates at once.
 *
 * Row i of the arrays is what gdcs_standard_estimate() is given.  Where that refuses, the call goes
 * on: a stratum without population, or of NaN, gives NaN with GDCS_NOTE_NO_POPULATION and
 * _NOT_ESTIMABLE.  Events, unknown or unknown_age of NaN are missing: GDCS_NOTE_MISSING_CELL, and the bounds
 * are those of any number from 0 to infinity.  A variance of NaN leaves the limits NaN.
 *
 * @param strata   rows of `count` numbers, one after the other; weights are common to all
 * @param n        >= 0
 * @param count    strata, at least 1
 * @param options  method, level, alpha, per; may be NULL
 * @param out      arrays of n, each NULL if not wanted; untouched on failure
 * @param err      may be NULL; row is the 1-based rate, column the 1-based stratum
 *
 * @units    events per `per` persons of the standard population
 * @errors   as gdcs_standard_estimate(), but for GDCS_E_EMPTY and GDCS_E_NUMERIC;
 *           GDCS_E_ARGUMENT  also if n is negative
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_standard_each(const gdcs_standard_strata *strata, int64_t n,
                                                   int64_t count,
                                                   const gdcs_standard_options *options,
                                                   const gdcs_estimate_arrays *out,
                                                   gdcs_error *err);

/**
 * Estimate the ratio and the difference of two directly standardised rates, women's and men's.
 *
 * Each rate is that of gdcs_standard_estimate().  The limits of the ratio go with the method: F for
 * GAMMA and TIWARI, exp(log ratio +- z s) for LOG, with s^2 = variance / rate^2 of both added up, and MOVER
 * from the limits of the two rates for the rest; those of the difference are MOVER's.  With one stratum the F
 * limits are the exact ones of two Poisson counts.  With weights = the population of men, the ratio is the
 * comparative figure of women to men (CMF): men's rate is then their crude one.
 *
 * Coverage at 95 %, means of 0.5 to 4 events in two strata, evenly weighted and 10 to 1
 * (tests/coverage/standard_ratio.c), mean of the ratio, of the difference: gamma 98.6 and 99.3, 97.9 and 99.0;
 * Tiwari 98.6 and 98.5, 97.9 and 97.3; mid-p 96.6 and 98.0, 96.2 and 97.7; Dobson 98.1 and 93.0, 97.9 and 92.4;
 * log 97.9 and 88.8 of the ratio.  The least is above 95 with gamma, Tiwari and mid-p.
 *
 * The bounds of the ratio and of the difference are corners of the bounds of the rates, though an event of
 * unknown sex belongs to one of them only: they may be too wide, never too narrow.
 *
 * Notes: those of both rates; UPPER_INFINITE if men have no events; NOT_ESTIMABLE if women have none
 * either: the ratio is then NaN, the difference is not.
 *
 * @param women    as gdcs_standard_estimate() takes it
 * @param men      the same; weights may be others
 * @param count    strata, at least 1
 * @param options  method, level, alpha, per; may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL; row is the 1-based stratum
 *
 * @units    ratio; difference in events per `per` persons
 * @errors   as gdcs_standard_estimate()
 * @source   Fay (1999) Commun. Stat. Theory Methods 28:2141.  Tiwari, Clegg & Zou (2006).  Zou & Donner (2008)
 *           Stat. Med. 27:1693.  Donner & Zou (2012) Stat. Methods Med. Res. 21:347.
 * @checked  tests/reference/standard_ratio.csv (40-digit arithmetic)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_standard_estimate_ratio(
    const gdcs_standard_strata *women, const gdcs_standard_strata *men, int64_t count,
    const gdcs_standard_options *options, gdcs_standard_ratio_result *out, gdcs_error *err);

/**
 * Estimate n ratios and differences at once.
 *
 * Missing and empty strata as gdcs_standard_each() has them.
 *
 * @param women       rows of `count` numbers
 * @param men         the same
 * @param n           >= 0
 * @param count       strata, at least 1
 * @param options     method, level, alpha, per; may be NULL
 * @param ratio       women / men: arrays of n, each NULL if not wanted; untouched on failure; may be
 *                    NULL
 * @param difference  women - men: the same; may be NULL
 * @param err         may be NULL; row is the 1-based pair, column the 1-based stratum
 *
 * @units    ratio; difference in events per `per` persons
 * @errors   as gdcs_standard_each(), but both outputs may be NULL
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_standard_each_ratio(
    const gdcs_standard_strata *women, const gdcs_standard_strata *men, int64_t n, int64_t count,
    const gdcs_standard_options *options, const gdcs_estimate_arrays *ratio,
    const gdcs_estimate_arrays *difference, gdcs_error *err);

/**
 * Estimate an indirectly standardised ratio and rate.
 *
 * expected = sum of population_i x rates_i, taken as known; ratio = events / expected (SMR, SIR), with
 * the limits of gdcs_rate_estimate() for the events; rate = per x crude x ratio.  Ratios of two groups
 * are not comparable with each other: each is weighted by its own population.
 *
 * Notes: as gdcs_rate_estimate().
 *
 * @param group    population and rates not NULL; all finite and >= 0
 * @param count    strata, at least 1
 * @param options  of gdcs_rate_estimate(): method, level, alpha; per of the rate; may be NULL
 * @param out      struct_size set by the caller
 * @param err      may be NULL; row is the 1-based stratum
 *
 * @units    ratio; rate in events per `per` persons
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or count is below 1
 *           GDCS_E_VALUE     a number is negative or not finite
 *           GDCS_E_OPTION    as gdcs_rate_estimate()
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_EMPTY     no events are expected
 *           GDCS_E_NUMERIC   the ratio or the rate is outside the range of a double
 * @source   Breslow & Day (1987) Statistical Methods in Cancer Research II, 2.3.  Ulm (1990) Am. J.
 *           Epidemiol. 131:373.
 * @checked  tests/reference/standard_indirect.csv (40-digit arithmetic)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_standard_estimate_indirect(const gdcs_standard_indirect *group,
                                                                int64_t count,
                                                                const gdcs_rate_options *options,
                                                                gdcs_standard_indirect_result *out,
                                                                gdcs_error *err);

/** What many indirect standardisations are made from. */
typedef struct gdcs_standard_indirect_arrays {
    uint32_t struct_size;     /**< sizeof(gdcs_standard_indirect_arrays) */
    uint32_t padding;         /**< 0 */
    const double *events;     /**< n: observed, in all strata together */
    const double *unknown;    /**< n: events of unknown sex that may belong to them; NULL: none */
    const double *population; /**< n rows of `count` persons, one after the other */
    const double *rates;      /**< count: events per person in the standard, common to all */
    double crude;             /**< events per person in the whole standard; 0: no rate is wanted */
} gdcs_standard_indirect_arrays;

/**
 * Estimate n indirectly standardised ratios and rates at once.
 *
 * As gdcs_standard_estimate_indirect() of each row.  Where no events are expected the ratio is NaN with
 * GDCS_NOTE_NOT_ESTIMABLE; a NaN is missing: among events and unknown with GDCS_NOTE_MISSING_CELL, in the
 * population with GDCS_NOTE_NO_POPULATION; the call goes on.
 *
 * @param groups   events, population and rates not NULL
 * @param n        >= 0
 * @param count    strata, at least 1
 * @param options  of gdcs_rate_estimate(): method, level, alpha; per of the rate; may be NULL
 * @param ratio    may be NULL: not computed
 * @param rate     may be NULL: not computed; with crude above 0
 * @param err      may be NULL; row is the 1-based element, of rates the stratum
 *
 * @units    ratio; rate in events per `per` persons
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is negative, count is below 1, or a rate is wanted
 *                            without crude
 *           GDCS_E_VALUE     a number is negative or infinite, or a rate of the standard not finite
 *           GDCS_E_OPTION    as gdcs_rate_estimate()
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_NUMERIC   an expected number is outside the range of a double
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status
gdcs_standard_each_indirect(const gdcs_standard_indirect_arrays *groups, int64_t n, int64_t count,
                            const gdcs_rate_options *options, const gdcs_estimate_arrays *ratio,
                            const gdcs_estimate_arrays *rate, gdcs_error *err);

/** Rates of a standard by age, as those of a whole country, for gdcs_standard_table_indirect(). */
typedef struct gdcs_standard_rates {
    uint32_t struct_size; /**< sizeof(gdcs_standard_rates) */
    int32_t band_count;   /**< of bands, 1 to 1000 */
    const gdcs_standard_band
        *bands;          /**< all ages, from 0 on, in order, without gap or overlap; weight:
                                          events per person */
    const double *women; /**< band_count: events per woman, in place of weight; NULL: both
                                          sexes have those of bands */
    const double *men;   /**< the same; NULL if women is */
    double crude;        /**< events per person in the whole standard; 0: no rate is wanted */
} gdcs_standard_rates;

/**
 * Estimate indirectly standardised ratios of women, of men and of everybody, per combination of axes.
 *
 * Three rows per combination, sex F, M and _T, as gdcs_standard_estimate_indirect() makes them: the events of all
 * ages over those expected, sum of residents x rates over the bands of the standard.  The ages of the events
 * need not be known, and are not read: an axis of age is summed over, events of unknown age with it.  Residents
 * are of the same sex, their bands joined where they are finer, chosen by area and period as in
 * gdcs_rate_table(); a band with a rate of 0 needs none.  With rates by sex those expected of _T are
 * the women's and the men's.
 *
 * rate = per x crude x ratio, with limits.  The bounds are those of the events alone, as in gdcs_rate_table():
 * standard and residents are taken as known.  Women's and men's ratios are weighted by their own ages:
 * each compares with the standard, not with the other.
 *
 * Columns: one per axis kept, sex, events, unknown, expected, rate, rate_lower, rate_upper (NaN if crude is 0),
 * value (the ratio), lower, upper, std_error, bound_lower, bound_upper, method (text), notes (GDCS_NOTE_* bits).
 * A band without residents leaves NaN and GDCS_NOTE_NO_POPULATION, nothing expected GDCS_NOTE_NOT_ESTIMABLE.
 *
 * @param table       has a sex axis
 * @param population  has axes of sex and age
 * @param standard    not NULL
 * @param keep        names of axes other than sex and age; NULL if n is 0
 * @param n           their number
 * @param options     of gdcs_rate_estimate(): method, level, alpha; per of the rate; may be NULL
 * @param out         the frame, ended by gdcs_frame_free(); its metadata are those of the
 *                    table, its sensitivity is the higher of table and population
 * @param err         may be NULL; row is the 1-based band
 *
 * @units    ratio; rate in events per `per` persons
 * @errors   GDCS_E_ARGUMENT   table, population, standard, bands or out is missing, n is negative, keep is
 *                             missing with n > 0; one of women and men is NULL, the other is not
 *           GDCS_E_VALUE      a rate or crude is negative or not finite
 *           GDCS_E_OPTION     as gdcs_rate_estimate(); bands not in order, with a gap or a bad number
 *           GDCS_E_STRUCT     struct_size missing or too small
 *           GDCS_E_NAME       the table has no such axis
 *           GDCS_E_DUPLICATE  an axis is named twice, or bears the name of another column
 *           GDCS_E_SHAPE      no axis of sex, or sex or age among the axes to keep; the bands are not of all
 *                             ages; the population has no axis of age or no bands that make up one of the
 *                             standard, or fits as little as gdcs_rate_table() says
 *           GDCS_E_MEMORY
 * @source   as gdcs_standard_estimate_indirect()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_standard_table_indirect(const gdcs_table *table,
                                                             const gdcs_population *population,
                                                             const gdcs_standard_rates *standard,
                                                             const char *const *keep, int32_t n,
                                                             const gdcs_rate_options *options,
                                                             gdcs_frame **out, gdcs_error *err);

/**
 * Estimate rates of women, of men and of everybody standardised for age, per combination of axes.
 *
 * Three rows per combination, sex F, M and _T, as gdcs_rate_table() has them, each the rate of
 * gdcs_standard_estimate() over the bands of the axis of age and the population of the same sex.  Labels of
 * age are read by gdcs_standard_parse(), those of the population likewise: its bands are joined where they
 * are finer.  The standard is joined as gdcs_standard_collapse() does it and refuses.
 *
 * Ages outside youngest and oldest do not count.  Events of unknown age are those of labels such as "UNK",
 * "_U", "unknown", "", and what a declared total leaves above its parts; they are listed (unknown_age),
 * spread over the bands in the value, and put into the band of the greatest and the least weight
 * per person in the bounds.
 *
 * Columns: one per axis kept, sex, events (of known age), unknown_age, unknown (sex), population, crude,
 * value, lower, upper, std_error, bound_lower, bound_upper, method (text), notes (GDCS_NOTE_* bits).  An
 * interval or missing cell leaves bounds and no value; a band without population has
 * GDCS_NOTE_NO_POPULATION.
 *
 * @param table       has axes of sex and age
 * @param population  has axes of sex and age
 * @param keep        names of axes other than those; NULL if n is 0
 * @param n           their number
 * @param options     may be NULL
 * @param out         the frame, ended by gdcs_frame_free(); its metadata are those of the
 *                    table, its sensitivity is the higher of table and population;
 *                    GDCS_META_METHOD says what was done and by which standard
 * @param err         may be NULL
 *
 * @units    events per `per` persons of the standard population
 * @errors   GDCS_E_ARGUMENT   table, population or out is missing, n is negative, keep is missing with
 *                             n > 0
 *           GDCS_E_OPTION     as gdcs_standard_estimate() and gdcs_standard_collapse()
 *           GDCS_E_STRUCT     struct_size of options missing or too small
 *           GDCS_E_NAME       the table has no such axis; a label of age is none
 *           GDCS_E_DUPLICATE  an axis is named twice, or bears the name of another column; bands of age
 *                             overlap: aggregates must be taken out first
 *           GDCS_E_SHAPE      no axis of sex or age, or one of them among the axes to keep; as
 *                             gdcs_standard_collapse(); the population has no axis of age or no bands
 *                             that make up one of the table, or fits as little as gdcs_rate_table()
 *                             says
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_standard_table(const gdcs_table *table,
                                                    const gdcs_population *population,
                                                    const char *const *keep, int32_t n,
                                                    const gdcs_standard_options *options,
                                                    gdcs_frame **out, gdcs_error *err);

/**
 * Estimate the ratio and the difference of standardised rates of women and men per combination of axes.
 *
 * Two rows per combination, measure "ratio_women_per_man" and "difference_women_minus_men", as
 * gdcs_standard_estimate_ratio() makes them from the rates of gdcs_standard_table().
 *
 * Columns: one per axis kept, measure, women, men (the rates), value, lower, upper, std_error,
 * bound_lower, bound_upper, method (text), notes (GDCS_NOTE_* bits).
 *
 * @param table       has axes of sex and age
 * @param population  has axes of sex and age
 * @param keep        names of axes other than those; NULL if n is 0
 * @param n           their number
 * @param options     may be NULL
 * @param out         the frame, as that of gdcs_standard_table()
 * @param err         may be NULL
 *
 * @units    ratio; difference in events per `per` persons
 * @errors   as gdcs_standard_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_standard_table_ratio(const gdcs_table *table,
                                                          const gdcs_population *population,
                                                          const char *const *keep, int32_t n,
                                                          const gdcs_standard_options *options,
                                                          gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
