/** @file gdcs/meta.h
 *  What a frame or a table says about itself. */
#ifndef GDCS_META_H
#define GDCS_META_H

#include <gdcs/base.h>

GDCS_BEGIN

/** Keys of the texts that travel with a frame or a table and end in the footer of a report.
 *  Numbers are never reused. */
enum {
    GDCS_META_TITLE = 1,
    GDCS_META_SOURCE = 2, /**< publisher and name of the data set */
    GDCS_META_URL = 3,
    GDCS_META_LICENCE = 4,
    GDCS_META_RETRIEVED = 5,      /**< date of retrieval or vintage */
    GDCS_META_COUNTING_UNIT = 6,  /**< person, offence, incident, person-offence */
    GDCS_META_STOCK_FLOW = 7,     /**< "stock" or "flow" */
    GDCS_META_REFERENCE_DATE = 8, /**< date of a stock, or span of a flow */
    GDCS_META_PRINCIPAL_RULE = 9, /**< principal-offence rule applied? */
    GDCS_META_INPUT_OUTPUT = 10,  /**< recorded when reported ("input") or when solved ("output") */
    GDCS_META_POPULATION_BASE = 11, /**< 1 January, mid-year, minimum age */
    GDCS_META_SEX_OR_GENDER = 12,   /**< what the sex column records */
    GDCS_META_LEGAL_PERSONS = 13,   /**< are they counted? */
    GDCS_META_INCLUSIONS = 14,      /**< attempts, threats, aiding, conspiracy */
    GDCS_META_BREAKS = 15,          /**< breaks in series */
    GDCS_META_METHOD = 16,          /**< how the figures of a result were made */
    GDCS_META_NOTE = 17,            /**< anything else a reader must know */
    GDCS_META_DETECTED =
        18 /**< what reading decided without being told, and why: a sentence each */
};

/**
 * Name a key, for instance "source", "counting_unit".
 *
 * @param key  GDCS_META_*
 * @return static text; "" for numbers that are no key
 *
 * @threads  any
 * @since    0.1
 */
GDCS_API const char *gdcs_meta_name(int32_t key);

/**
 * Find a key by its name.
 *
 * @param name  as gdcs_meta_name() returns it
 * @return GDCS_META_*, or 0
 *
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_meta_find(const char *name);

GDCS_END
#endif
