/** @file gdcs/duration.h
 *  Time to an event by sex: how long women and men stay in a protection programme, how long it takes from
 *  report to charge and from charge to judgment, for suspects and for victims; why they leave.
 *
 *  A person comes at `entry` (usually 0), is followed to `time`, and then has the event (leaves, is
 *  charged, ...) or is censored: still there when the data end.  Between stages of a pipeline, time runs
 *  from one stage to the next, and who has not reached the next is censored.
 *
 *  Notation: at each time t with events, r persons are at risk (entry < t <= time), d of them have the
 *  event; S(t), the survival, is the share that has not had it by t, "still in the programme". */
#ifndef GDCS_DURATION_H
#define GDCS_DURATION_H

#include <gdcs/estimate.h>
#include <gdcs/frame.h>

GDCS_BEGIN

/** Limits of survival and of incidence: the scale on which the estimate is taken as normal. */
enum {
    GDCS_DURATION_LIMITS_LOG_LOG = 1, /**< log(-log S), Kalbfleisch & Prentice: the default */
    GDCS_DURATION_LIMITS_PLAIN = 2,   /**< S itself, Greenwood */
    GDCS_DURATION_LIMITS_LOG = 3,     /**< log S: the default of R */
    GDCS_DURATION_LIMITS_ARCSINE = 4  /**< arcsin sqrt S */
};

/** Where the p-value of a test comes from. */
enum {
    GDCS_DURATION_P_ASYMPTOTIC = 1, /**< chi-square on 1 degree of freedom: the default */
    GDCS_DURATION_P_SIMULATED = 2   /**< sexes dealt out anew within strata: holds its level
                                         at any size if both are censored alike */
};

/** Options of all routines here; zero is the default. */
typedef struct gdcs_duration_options {
    uint32_t struct_size; /**< sizeof(gdcs_duration_options) */
    int32_t limits;       /**< GDCS_DURATION_LIMITS_*; 0: LOG_LOG */
    double level;         /**< inside (0, 1); 0: 0.95 */
    double alpha;         /**< 1 - level, given instead of it */
    double probability;   /**< of the quantile, inside (0, 1); 0: one half, the median */
    double time;          /**< where survival is compared, > 0; 0: at tau */
    double tau; /**< end of the mean time, > 0; 0: the smaller of the two sexes' largest times */
    double rho; /**< 0 to 4: weight S^rho of the test: 0 log-rank, 1 Peto-Prentice */
    int32_t p_method;   /**< GDCS_DURATION_P_*; 0: ASYMPTOTIC */
    int32_t cause;      /**< only events of this cause, all others censored; 0: every event */
    int64_t replicates; /**< of SIMULATED, up to 1e7; 0: 9999 */
    int64_t seed;       /**< of SIMULATED, any number */
} gdcs_duration_options;

/** Persons, or groups of persons with the same history: arrays of n. */
typedef struct gdcs_duration_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_duration_arrays) */
    uint32_t padding;     /**< 0 */
    const double *time;   /**< end of the stay, >= 0 */
    const double *entry;  /**< >= 0, below time; NULL: all at risk from the beginning, 0 included */
    const int32_t *event; /**< 0: censored; 1, 2, ...: why they left */
    const int32_t *sex;   /**< GDCS_SEX_* but NONE and TOTAL */
    const int64_t *stratum; /**< of the test and the hazard ratio; NULL: one */
    const double *count;    /**< persons, or a weight; NULL: 1 each */
} gdcs_duration_arrays;

/** Names of the columns of a frame. */
typedef struct gdcs_duration_columns {
    uint32_t struct_size; /**< sizeof(gdcs_duration_columns) */
    uint32_t padding;     /**< 0 */
    const char *time;     /**< numbers; not NULL */
    const char *entry;    /**< numbers; NULL: none */
    const char
        *event;      /**< numbers as in gdcs_duration_arrays, or text: "" and missing are censored,
                               words are causes, numbered from 1 as in the column; not NULL */
    const char *sex; /**< text, SDMX codes; missing is unknown; not NULL */
    const char *count; /**< numbers; NULL: 1 each */
} gdcs_duration_columns;

/** One number of a result, with the bounds that hold whatever the sex of the unknown.  Frozen. */
typedef struct gdcs_duration_measured {
    gdcs_estimate estimate;
    gdcs_bounds bounds;
    uint32_t notes; /**< GDCS_NOTE_* of this number */
    uint32_t padding;
} gdcs_duration_measured;

/** How long women and men stay. */
typedef struct gdcs_duration_result {
    uint32_t struct_size; /**< sizeof(gdcs_duration_result) */
    uint32_t notes;       /**< of all its numbers */
    double alpha;
    double probability;
    double time; /**< where survival is compared */
    double tau;  /**< where the mean time ends */
    double women;
    double men;
    double women_events;
    double men_events;
    double unknown;                        /**< persons of unknown sex */
    double other;                          /**< of another recorded sex, outside all measures */
    gdcs_duration_measured women_survival; /**< S(time) */
    gdcs_duration_measured men_survival;
    gdcs_duration_measured survival_difference; /**< women less men */
    gdcs_duration_measured survival_ratio;      /**< women to men */
    gdcs_duration_measured women_quantile;
    gdcs_duration_measured men_quantile;
    gdcs_duration_measured women_mean; /**< restricted mean: area under S from 0 to tau */
    gdcs_duration_measured men_mean;
    gdcs_duration_measured mean_difference; /**< women less men */
    gdcs_duration_measured mean_ratio;      /**< women to men */
    gdcs_duration_measured hazard_ratio;    /**< women to men; above 1 women leave sooner */
} gdcs_duration_result;

/** A test of women against men. */
typedef struct gdcs_duration_tested {
    uint32_t struct_size; /**< sizeof(gdcs_duration_tested) */
    uint32_t notes;
    double women_observed; /**< events, each weighted by S^rho */
    double women_expected;
    double men_observed;
    double men_expected;
    double variance; /**< of women_observed less women_expected */
    double unknown;  /**< persons of unknown sex, outside the test */
    int64_t replicates;
    gdcs_test test; /**< statistic: (observed - expected)^2 / variance */
} gdcs_duration_tested;

/** A life table: persons by intervals, for offices that publish no more. */
typedef struct gdcs_duration_intervals {
    uint32_t struct_size;    /**< sizeof(gdcs_duration_intervals) */
    uint32_t padding;        /**< 0 */
    const double *width;     /**< of each interval, > 0; the last may be infinite */
    const double *events;    /**< in it */
    const double *withdrawn; /**< censored in it; NULL: none */
    double start;            /**< persons at the beginning of the first interval */
} gdcs_duration_intervals;

/**
 * Estimate how long women and men stay, and compare them.
 *
 * S is the product-limit estimate, S(t) = prod over times j <= t of (1 - d_j / r_j), its variance Greenwood's,
 * S^2 sum d / (r (r - d)).  Where S is 1 its lower limit is the exact one of the persons then at risk,
 * where S is 0 its upper limit is that before the last event.  Beyond the last time the curve says
 * nothing unless S is 0: GDCS_NOTE_NOT_REACHED.  Of survival, difference and ratio have MOVER limits.
 *
 * The quantile is the first time with S <= 1 - probability (the middle of the stretch where they are equal);
 * its limits are those times of the limits of S (Brookmeyer & Crowley), counted from the first event on.
 * The upper one may be infinite; where even the lower one is not reached, it is the last time.
 *
 * The restricted mean is the area under S from 0 to tau: the time that a person spends inside, of the first
 * tau.  Its limits, and those of the difference, are normal; of the ratio, on the log scale.  Where all
 * stay to tau the lower limit is tau times that of S(tau); where the variance is 0 otherwise, limits are 0 and
 * tau.
 *
 * The hazard ratio is Peto's one-step estimate exp((O - E) / V) of the log-rank test, within strata: near 1
 * that of a proportional-hazards model, nearer to 1 than it far from there.
 *
 * Coverage at 95 % with 20 to 120 persons of a sex: survival and median 94 to 95.5 % on the default scale, 92
 * to 94 on PLAIN, 93 to 95 on LOG (90 with 15 persons who mostly stay, LOG_LOG 96); means 92 to 94, their
 * difference 93 to 95, their ratio 94 to 95.  So LOG_LOG is the default, and with fewer than 30 persons prefer
 * the ratio.
 *
 * Persons of unknown sex are in no estimate.  The bounds hold whatever their sex.  Those of survival are
 * exact where nobody enters late (a person with the event by then lowers S, any other raises it); with
 * entries, and for mean and quantile, they may be wider than need be.
 *
 * @param persons  not NULL; time, event, sex not NULL
 * @param n        >= 0
 * @param options  may be NULL; p_method, rho, replicates, seed are not used
 * @param out      not NULL
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    time as given; survival a proportion
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is negative
 *           GDCS_E_OPTION    limits, level, alpha, probability, time, tau, rho, p_method, cause or
 *                            replicates are outside their domain
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_SEX       a sex is NONE, TOTAL or no code
 *           GDCS_E_VALUE     a time, entry or event is negative or no number, an entry not below its
 *                            time, a count outside 0 to 1e15
 *           GDCS_E_EMPTY     no women and no men
 *           GDCS_E_MEMORY
 * @source   Kaplan & Meier (1958) J. Am. Stat. Assoc. 53:457.  Kalbfleisch & Prentice (1980) The
 *           Statistical Analysis of Failure Time Data, 1.3.  Brookmeyer & Crowley (1982) Biometrics
 *           38:29.  Royston & Parmar (2013) BMC Med. Res. Methodol. 13:152.  Zou & Donner (2008) Stat. Med.
 *           27:1693.  Yusuf et al. (1985) Prog. Cardiovasc. Dis. 27:335.
 * @checked  tests/reference/duration.csv (R 4.2, survival); coverage in tests/coverage/duration.c
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_duration_estimate(const gdcs_duration_arrays *persons,
                                                       int64_t n,
                                                       const gdcs_duration_options *options,
                                                       gdcs_duration_result *out, gdcs_error *err);

/**
 * Estimate the curves of women and of men.
 *
 * A row for each sex and time at which anybody of it leaves: sex, time, at_risk, events, censored, then the
 * survival as in gdcs_duration_estimate().  With persons of unknown sex the bounds take time in proportion to the
 * square of the number of different times.
 *
 * @param persons  as there
 * @param n        >= 0
 * @param options  may be NULL; limits, level, alpha and cause are used
 * @param out      the frame, PUBLIC: arrays have no sensitivity, see gdcs_duration_estimate_frame_curve()
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    proportion
 * @errors   as gdcs_duration_estimate()
 * @checked  tests/reference/duration.csv (R 4.2, survival)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_duration_estimate_curve(const gdcs_duration_arrays *persons,
                                                             int64_t n,
                                                             const gdcs_duration_options *options,
                                                             gdcs_frame **out, gdcs_error *err);

/**
 * Estimate for women and for men the share that has left by each time, by cause.
 *
 * I(t) = sum over times j <= t of S(j-) c_j / r_j, with c events of the cause and S the survival of every
 * cause: the causes and S add up to 1.  (1 - S of one cause with the others censored is no share of
 * anybody.)  The variance is that of the delta method.  Where I is 0 the upper limit is the exact one of the
 * persons at risk.  A row for each sex, cause and time at which anybody of the sex leaves: sex, cause, time,
 * at_risk, events, then the estimate.  Bounds of unknown sex: from 0 to 1 less the lower bound of S.
 *
 * @param persons  as in gdcs_duration_estimate()
 * @param n        >= 0
 * @param options  may be NULL; limits, level, alpha and cause (0: each) are used
 * @param out      the frame
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    proportion
 * @errors   as gdcs_duration_estimate(), and
 *           GDCS_E_LIMIT  more than 64 causes
 * @source   Aalen & Johansen (1978) Scand. J. Stat. 5:141.  Marubini & Valsecchi (1995) Analysing Survival
 *           Data, 10.11.
 * @checked  tests/reference/duration.csv (R 4.2, survival)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_duration_estimate_causes(const gdcs_duration_arrays *persons,
                                                              int64_t n,
                                                              const gdcs_duration_options *options,
                                                              gdcs_frame **out, gdcs_error *err);

/**
 * Estimate survival to the end of each interval of a life table.
 *
 * Actuarial: those withdrawn were at risk for half the interval, q = events / (start - withdrawn / 2) and
 * S = prod (1 - q), variance S^2 sum q / ((start - withdrawn / 2) (1 - q)).  The hazard is 2 q / (width (2 - q)),
 * at the middle of the interval, with normal limits from 0 on.  Call it for each sex.
 *
 * @param intervals  not NULL; width, events not NULL, arrays of n
 * @param n          >= 0
 * @param options    may be NULL; limits, level, alpha are used
 * @param survival   outputs of n; may be NULL.  Intervals nobody reached are NaN, GDCS_NOTE_NOT_REACHED
 * @param hazard     outputs of n; may be NULL
 * @param err        may be NULL; row is the 1-based interval
 *
 * @units    proportion; events per person and unit of time
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is negative
 *           GDCS_E_OPTION    as gdcs_duration_estimate()
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_VALUE     a width is not above 0, a count outside 0 to 1e15, more leave than are there
 * @source   Cutler & Ederer (1958) J. Chronic Dis. 8:699.  Gehan (1969) J. Chronic Dis. 21:629.
 * @checked  Lee (1992) as SAS prints it, in tests/stats/test_duration_laws.c
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_duration_estimate_intervals(
    const gdcs_duration_intervals *intervals, int64_t n, const gdcs_duration_options *options,
    const gdcs_estimate_arrays *survival, const gdcs_estimate_arrays *hazard, gdcs_error *err);

/**
 * Test whether women and men stay equally long.
 *
 * G-rho: O is the sum of S(t-)^rho d of women, E that of S(t-)^rho d r_women / r, V that of S(t-)^(2 rho)
 * d (r_women / r) (r_men / r) (r - d) / (r - 1), S that of both sexes; within strata, then added up.  rho 0 is the
 * log-rank test, best where the hazards are proportional; rho 1 weighs early differences.  Persons of unknown
 * sex are left out, with a note.
 *
 * @param persons  as in gdcs_duration_estimate(); for SIMULATED counts are whole
 * @param n        >= 0
 * @param options  may be NULL
 * @param out      not NULL; where nothing could differ, V = 0, p is 1
 * @param err      may be NULL; row is the 1-based element
 *
 * @units    probability
 * @errors   as gdcs_duration_estimate(), and
 *           GDCS_E_LIMIT  times (with entries: rows) multiplied by replicates above 4e9
 * @source   Mantel (1966) Cancer Chemother. Rep. 50:163.  Harrington & Fleming (1982) Biometrika 69:553.
 * @checked  tests/reference/duration.csv (R 4.2, survdiff)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_duration_test(const gdcs_duration_arrays *persons, int64_t n,
                                                   const gdcs_duration_options *options,
                                                   gdcs_duration_tested *out, gdcs_error *err);

/**
 * Estimate from a frame of persons how long women and men stay, by group.
 *
 * A row for each group and number of gdcs_duration_estimate(): the kept columns, sex ("" where both are compared),
 * measure ("survival", "quantile", "mean", "survival_difference", "survival_ratio", "mean_difference",
 * "mean_ratio", "hazard_ratio"), at (the time, tau or probability), n, events, unknown, statistic, p_value,
 * log10_p (of gdcs_duration_test(), in the rows of hazard ratios), then the estimate.  Groups without women and
 * men stay, with GDCS_NOTE_NOT_ESTIMABLE.  Without tau each group has its own, and its bounds are those of
 * that tau.
 *
 * @param frame    not NULL
 * @param columns  not NULL
 * @param keep     names of n text columns; may be NULL if n is 0
 * @param n        0 to 31
 * @param options  may be NULL
 * @param out      the frame, as sensitive as the columns used
 * @param err      may be NULL; row is that of the frame
 *
 * @units    as gdcs_duration_estimate()
 * @errors   as gdcs_duration_estimate(), and
 *           GDCS_E_ARGUMENT   a column has another type
 *           GDCS_E_NAME       no such column
 *           GDCS_E_DUPLICATE  a column is kept twice, or has the name of one of the result
 *           GDCS_E_EMPTY      not returned
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_duration_estimate_frame(const gdcs_frame *frame,
                                                             const gdcs_duration_columns *columns,
                                                             const char *const *keep, int32_t n,
                                                             const gdcs_duration_options *options,
                                                             gdcs_frame **out, gdcs_error *err);

/**
 * Estimate from a frame of persons the curves of women and of men, by group.
 *
 * The kept columns, then those of gdcs_duration_estimate_curve().
 *
 * @param frame    as in gdcs_duration_estimate_frame()
 * @param columns  as there
 * @param keep     as there
 * @param n        as there
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    proportion
 * @errors   as gdcs_duration_estimate_frame()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_duration_estimate_frame_curve(
    const gdcs_frame *frame, const gdcs_duration_columns *columns, const char *const *keep,
    int32_t n, const gdcs_duration_options *options, gdcs_frame **out, gdcs_error *err);

/**
 * Estimate from a frame of persons the shares of women and of men that have left, by group and cause.
 *
 * The kept columns, then those of gdcs_duration_estimate_causes(), causes in words.
 *
 * @param frame    as in gdcs_duration_estimate_frame()
 * @param columns  as there
 * @param keep     as there
 * @param n        as there
 * @param options  may be NULL
 * @param out      the frame
 * @param err      may be NULL
 *
 * @units    proportion
 * @errors   as gdcs_duration_estimate_frame() and gdcs_duration_estimate_causes()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_duration_estimate_frame_causes(
    const gdcs_frame *frame, const gdcs_duration_columns *columns, const char *const *keep,
    int32_t n, const gdcs_duration_options *options, gdcs_frame **out, gdcs_error *err);

/**
 * Estimate from a frame of persons life tables of women and of men, by group.
 *
 * Interval i has those who leave from ends[i - 1] (0 for the first) on and before ends[i].  A row for each group,
 * sex, measure ("survival" to the end of the interval, "hazard" in it) and interval: the kept columns, sex,
 * measure, from, to, at_risk (at its beginning), events, withdrawn, unknown, then the estimate as of
 * gdcs_duration_estimate_intervals().  Bounds are attained: of survival with the unknown who had the event by
 * then, or with all others; of the hazard with those who had it in the interval, or with all others there.
 *
 * @param frame      as in gdcs_duration_estimate_frame()
 * @param columns    as there, entries all 0
 * @param keep       as there
 * @param n          as there
 * @param ends       rising, above 0; the last may be infinite
 * @param intervals  their number, at least 1
 * @param options    may be NULL; limits, level, alpha, cause are used
 * @param out        the frame
 * @param err        may be NULL
 *
 * @units    proportion; events per person and unit of time
 * @errors   as gdcs_duration_estimate_frame(), and
 *           GDCS_E_ARGUMENT  ends is missing, or intervals below 1
 *           GDCS_E_VALUE     an end is not above the one before, or infinite before the last; somebody enters
 *                            late
 * @checked  tests/stats/test_duration_intervals.c, against the array form and every way to deal the unknown
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_duration_estimate_frame_intervals(
    const gdcs_frame *frame, const gdcs_duration_columns *columns, const char *const *keep,
    int32_t n, const double *ends, int64_t intervals, const gdcs_duration_options *options,
    gdcs_frame **out, gdcs_error *err);

/**
 * Test on a frame of persons whether women and men stay equally long within strata.
 *
 * @param frame    as in gdcs_duration_estimate_frame()
 * @param columns  as there
 * @param keep     names of the columns whose combinations are the strata
 * @param n        as there
 * @param options  may be NULL
 * @param out      not NULL
 * @param err      may be NULL
 *
 * @units    probability
 * @errors   as gdcs_duration_estimate_frame() and gdcs_duration_test()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_duration_test_frame(
    const gdcs_frame *frame, const gdcs_duration_columns *columns, const char *const *keep,
    int32_t n, const gdcs_duration_options *options, gdcs_duration_tested *out, gdcs_error *err);

GDCS_END
#endif
