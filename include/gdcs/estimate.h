/** @file gdcs/estimate.h
 *  What all statistics share: an estimate with its interval, bounds, and notes. */
#ifndef GDCS_ESTIMATE_H
#define GDCS_ESTIMATE_H

#include <gdcs/error.h>

GDCS_BEGIN

/** A value with its sampling uncertainty.  Frozen: never gains a member.
 *  NaN only together with a note that says why. */
typedef struct gdcs_estimate {
    double value;
    double lower;     /**< lower limit of the interval */
    double upper;     /**< upper limit; may be infinity */
    double std_error; /**< of the value; NaN where the method has none */
} gdcs_estimate;

/** What holds whatever is not known: unknown sex, interval cells.  Over all counts that are possible and
 *  for which the measure is defined; where it is for none (0 / 0), all of its range, or NaN with a note.
 *  Who knows less is told no more: a cell made less certain narrows no bounds but those of 0 / 0.  Frozen. */
typedef struct gdcs_bounds {
    double lower;
    double upper;
} gdcs_bounds;

/** A part of a whole.  Frozen. */
typedef struct gdcs_part {
    double part;  /**< 0 <= part <= whole */
    double whole; /**< > 0, at most 1e15 */
} gdcs_part;

/** Two groups, each a part of its whole, many times: arrays of equal length. */
typedef struct gdcs_part_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_part_arrays) */
    uint32_t padding;     /**< 0 */
    const double *part_a; /**< counted, or with the outcome, in group a */
    const double *whole_a;
    const double *part_b;
    const double *whole_b;
} gdcs_part_arrays;

/** Things worth saying about a result that are not failures.  Bits, never renumbered. */
enum {
    GDCS_NOTE_UNKNOWN_PRESENT = 1 << 0, /**< some persons have no recorded sex */
    GDCS_NOTE_OTHER_PRESENT = 1 << 1,   /**< some have another recorded sex, outside the measure */
    GDCS_NOTE_NOT_PERSONS = 1 << 2,     /**< some records are no natural persons, left out */
    GDCS_NOTE_AT_BOUNDARY = 1 << 3,     /**< the value is at the end of its range (0 or 1) */
    GDCS_NOTE_ZERO_CELL = 1 << 4,       /**< a count of zero enters */
    GDCS_NOTE_SMALL_BASE = 1 << 5,    /**< fewer than 20 in a denominator, or as events of a rate */
    GDCS_NOTE_NOT_WHOLE = 1 << 6,     /**< counts are not whole: limits treat them as if */
    GDCS_NOTE_ABOVE_ONE = 1 << 7,     /**< more at a later stage than at the one before */
    GDCS_NOTE_NOT_ESTIMABLE = 1 << 8, /**< no value: a denominator is 0, a count is not exact */
    GDCS_NOTE_INTERVAL_CELL = 1 << 9, /**< a cell is known as an interval only: see the bounds */
    GDCS_NOTE_MISSING_CELL = 1 << 10, /**< a cell is missing */
    GDCS_NOTE_TOTAL_EXCEEDS = 1 << 11, /**< declared total above its parts: rest taken as unknown */
    GDCS_NOTE_PARTS_EXCEED = 1 << 12,  /**< parts above the declared total: parts used */
    GDCS_NOTE_INTERPOLATED = 1 << 13,  /**< population between two years */
    GDCS_NOTE_UPPER_INFINITE =
        1 << 14, /**< the upper limit is infinite: a zero in the denominator */
    GDCS_NOTE_NO_POPULATION = 1 << 15,  /**< no population for this group */
    GDCS_NOTE_METHOD_CHANGED = 1 << 16, /**< another method was used than the one asked for */
    GDCS_NOTE_EMPTY_UNIT = 1 << 17,     /**< a unit has nobody in it, and contributes nothing */
    GDCS_NOTE_FRAMINGS = 1 << 18,       /**< ratios of an outcome and of its absence disagree */
    GDCS_NOTE_CONTINUITY = 1 << 19,     /**< half a person was added to a table with a zero */
    GDCS_NOTE_OVERDISPERSED = 1 << 20,  /**< counts vary more than by chance; limits are widened */
    GDCS_NOTE_SPARSE = 1 << 21,         /**< expected counts below 5: a large-sample p is rough */
    GDCS_NOTE_SEPARATED = 1 << 22,      /**< a model separates the groups: an effect is infinite */
    GDCS_NOTE_NOT_COMPARABLE = 1 << 23, /**< unit, stock or flow, base or reference date differ */
    GDCS_NOTE_SIMULATED = 1 << 24,      /**< from random tables or resamples of the seed stated */
    GDCS_NOTE_NOT_REACHED = 1 << 25,    /**< a curve ends before the level or time asked for */
    GDCS_NOTE_WITHHELD = 1 << 26        /**< not published, to protect persons */
};

/** A test of a hypothesis.  Frozen: never gains a member.  All NaN only together with a note. */
typedef struct gdcs_test {
    double statistic; /**< NaN where the test has none */
    double df;        /**< degrees of freedom; infinity: normal; NaN where the test has none */
    double p_value;   /**< 0 below the range of doubles: see log10_p */
    double log10_p;   /**< its decimal logarithm */
} gdcs_test;

/** Tests of the array forms: arrays of n, each NULL if it is not wanted. */
typedef struct gdcs_test_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_test_arrays) */
    uint32_t padding;     /**< 0 */
    double *statistic;
    double *df;
    double *p_value;
    double *log10_p;
} gdcs_test_arrays;

/** Outputs of the array forms: arrays of n, each NULL if it is not wanted. */
typedef struct gdcs_estimate_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_estimate_arrays) */
    uint32_t padding;     /**< 0 */
    double *value;
    double *lower;
    double *upper;
    double *std_error;
    double *bound_lower;
    double *bound_upper;
    uint32_t *notes; /**< GDCS_NOTE_* */
} gdcs_estimate_arrays;

/**
 * Name a note, for instance "unknown_present".
 *
 * @param note  exactly one of GDCS_NOTE_*
 * @return static text; "" for anything else
 *
 * @threads  any
 * @since    0.1
 */
GDCS_API const char *gdcs_note_name(uint32_t note);

/**
 * Say what a note means, as a footnote of a report does.
 *
 * @param note  exactly one of GDCS_NOTE_*
 * @return static text; "" for anything else
 *
 * @threads  any
 * @since    0.1
 */
GDCS_API const char *gdcs_note_text(uint32_t note);

/**
 * Find a note by its name.
 *
 * @param name  as gdcs_note_name() returns it
 * @return one of GDCS_NOTE_*, or 0
 *
 * @threads  any
 * @since    0.1
 */
GDCS_API uint32_t gdcs_note_find(const char *name);

GDCS_END
#endif
