/** @file gdcs/population.h
 *  Denominators: residents by sex, age, area and year. */
#ifndef GDCS_POPULATION_H
#define GDCS_POPULATION_H

#include <gdcs/estimate.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** A population.  Opaque.  Any number of threads may read it at once. */
typedef struct gdcs_population gdcs_population;

/** How a year between two given years is filled. */
enum {
    GDCS_POPULATION_GAPS_REFUSE = 0, /**< it is not: GDCS_E_NAME */
    GDCS_POPULATION_GAPS_LINEAR =
        1, /**< linearly, with GDCS_NOTE_INTERPOLATED; never beyond the ends */
};

/** Options.  NULL or zeroes: the defaults. */
typedef struct gdcs_population_options {
    uint32_t struct_size; /**< sizeof(gdcs_population_options) */
    int32_t gaps;         /**< GDCS_POPULATION_GAPS_* */
    double scale;         /**< persons per unit of the table, for instance 1000; 0 is 1 */
} gdcs_population_options;

/** Which population is meant.  NULL: the axis is summed over (age), or absent. */
typedef struct gdcs_population_key {
    uint32_t struct_size; /**< sizeof(gdcs_population_key) */
    int32_t sex;          /**< GDCS_SEX_FEMALE, _MALE, or _TOTAL for both */
    const char *area;
    const char *period;
    const char *age;
} gdcs_population_key;

/** The answer. */
typedef struct gdcs_population_result {
    uint32_t struct_size; /**< sizeof(gdcs_population_result), set by the caller */
    uint32_t notes;       /**< GDCS_NOTE_* */
    double persons;
} gdcs_population_result;

/**
 * Make a population from a table with a sex axis and any of area, period and age.
 *
 * Axes are recognised by concept; each at most once, and none else.
 *
 * @param table    copied
 * @param options  may be NULL
 * @param out      the population; ended by gdcs_population_free()
 * @param err      may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_OPTION    no such way to fill gaps, or a scale that is not between 0 and 1e15
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_SHAPE     no sex axis, an axis that is none of the four, or two of a concept
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_population_new(const gdcs_table *table,
                                                    const gdcs_population_options *options,
                                                    gdcs_population **out, gdcs_error *err);

/**
 * Free a population.
 *
 * @param population  may be NULL
 * @threads  any, one at a time for a population
 * @since    0.1
 */
GDCS_API void gdcs_population_free(gdcs_population *population);

/**
 * Get the number of persons of a sex in an area, a period and an age group.
 *
 * Both sexes: the declared total, or without an exact one women + men + other + unknown, of whom the
 * last two may be absent; legal persons have no part in it.  All ages (age NULL): as
 * gdcs_table_margin() sums.  A cell that nobody set is missing here, whatever the options of the
 * table say: nobody reports a population of nobody.  With GDCS_POPULATION_GAPS_LINEAR, a period that
 * is a whole year y and has no exact number takes p0 + (p1 - p0) (y - y0) / (y1 - y0) from the nearest
 * years y0 < y < y1 that have one.
 *
 * @param population  not NULL
 * @param key         not NULL
 * @param out         struct_size set by the caller
 * @param err         may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or sex is none of the three
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_NAME      no such area, period or age; a key without an axis; an axis of area or
 *                            period without a key
 *           GDCS_E_EMPTY     the cell is missing, an interval, or nobody set it
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_population_get(const gdcs_population *population,
                                                    const gdcs_population_key *key,
                                                    gdcs_population_result *out, gdcs_error *err);

/**
 * Find out whether the population has an axis of this concept.
 *
 * @param population  may be NULL
 * @param concept_id     GDCS_CONCEPT_AREA, _PERIOD, _AGE or _SEX
 * @return 1 or 0
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_population_find_concept(const gdcs_population *population,
                                              int32_t concept_id);

GDCS_END
#endif
