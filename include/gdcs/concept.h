/** @file gdcs/concept.h
 *  What a column or an axis is about, and how sensitive it is. */
#ifndef GDCS_CONCEPT_H
#define GDCS_CONCEPT_H

#include <gdcs/base.h>

GDCS_BEGIN

/** Concepts.  Numbers are never reused.  Below 100 an axis, from 100 a number, from 200 a result. */
enum {
    GDCS_CONCEPT_NONE = 0,
    GDCS_CONCEPT_SEX = 1,
    GDCS_CONCEPT_ROLE = 2,          /**< victim, suspect, witness, collaborator, ... */
    GDCS_CONCEPT_AGE = 3,           /**< age or age group */
    GDCS_CONCEPT_PERIOD = 4,        /**< year, or another period */
    GDCS_CONCEPT_AREA = 5,          /**< country, region, court district */
    GDCS_CONCEPT_OFFENCE = 6,       /**< ICCS or national offence */
    GDCS_CONCEPT_LEVEL = 7,         /**< rank within a group: leading, significant, lesser */
    GDCS_CONCEPT_MARKET = 8,        /**< criminal market */
    GDCS_CONCEPT_PATHWAY = 9,       /**< how a person came in */
    GDCS_CONCEPT_RELATIONSHIP = 10, /**< victim to offender */
    GDCS_CONCEPT_STAGE = 11,        /**< suspected, prosecuted, convicted, held, ... */
    GDCS_CONCEPT_BASIS = 12,        /**< admission in one's own right or as a relative; protected */
    GDCS_CONCEPT_PROGRAMME_STATUS = 13, /**< in, left, revoked; protected */
    GDCS_CONCEPT_CITIZENSHIP = 14,
    GDCS_CONCEPT_GROUP = 15,      /**< any other classification */
    GDCS_CONCEPT_PERSON_KEY = 16, /**< identifies a person; protected */
    GDCS_CONCEPT_UNIT = 17, /**< unit or quantity of the numbers, which never add up over it */

    GDCS_CONCEPT_COUNT = 100,           /**< persons or events of an aggregated row */
    GDCS_CONCEPT_WEIGHT = 101,          /**< survey or estimation weight */
    GDCS_CONCEPT_POPULATION = 102,      /**< residents, or person-time at risk */
    GDCS_CONCEPT_STATUS = 103,          /**< SDMX OBS_STATUS of the row's number */
    GDCS_CONCEPT_CONFIDENTIALITY = 104, /**< SDMX CONF_STATUS of the row's number */
    GDCS_CONCEPT_NUMBER = 105,          /**< any other number */

    GDCS_CONCEPT_VALUE = 200,
    GDCS_CONCEPT_LOWER = 201,
    GDCS_CONCEPT_UPPER = 202,
    GDCS_CONCEPT_STD_ERROR = 203,
    GDCS_CONCEPT_BOUND_LOWER = 204,
    GDCS_CONCEPT_BOUND_UPPER = 205,
    GDCS_CONCEPT_N = 206,
    GDCS_CONCEPT_UNKNOWN = 207,
    GDCS_CONCEPT_METHOD = 208,
    GDCS_CONCEPT_NOTES = 209,
    GDCS_CONCEPT_MEASURE = 210, /**< which quantity a row holds */
    GDCS_CONCEPT_STATISTIC = 211,
    GDCS_CONCEPT_P_VALUE = 212
};

/** Sensitivity, in rising order; what is combined takes the highest. */
enum {
    GDCS_SENSITIVITY_DEFAULT = 0,  /**< as the concept has it */
    GDCS_SENSITIVITY_PUBLIC = 1,   /**< published, or released */
    GDCS_SENSITIVITY_INTERNAL = 2, /**< personal but not about protection */
    GDCS_SENSITIVITY_PROTECTED = 3 /**< never written or reported before a release */
};

/**
 * Name a concept, for instance "sex", "programme_status".
 *
 * @param concept_id  GDCS_CONCEPT_*
 * @return static text; "" for NONE and for numbers that are no concept
 *
 * @threads  any
 * @since    0.1
 */
GDCS_API const char *gdcs_concept_name(int32_t concept_id);

/**
 * Find a concept by its name.
 *
 * @param name  as gdcs_concept_name() returns it
 * @return GDCS_CONCEPT_*, or GDCS_CONCEPT_NONE
 *
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_concept_find(const char *name);

/**
 * Tell the sensitivity a concept has if nothing else is declared.
 *
 * PROTECTED for basis, programme status and person key; PUBLIC for all others.
 *
 * @param concept_id  GDCS_CONCEPT_*
 * @return GDCS_SENSITIVITY_PUBLIC or GDCS_SENSITIVITY_PROTECTED
 *
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_concept_sensitivity(int32_t concept_id);

GDCS_END
#endif
