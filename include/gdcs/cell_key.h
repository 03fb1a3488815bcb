/** @file gdcs/cell_key.h
 *  Cell-key perturbation: noise that belongs to the persons of a cell, so that a cell with the same
 *  persons has the same noise in every table.
 *
 *  Each record has a key that it keeps, uniform on the whole numbers below 2^32; the key of a cell is
 *  the sum of those of its records, modulo 2^32.  A perturbation table says for each count i with what
 *  probability j is published, and the key chooses.  Zero stays zero; totals are perturbed like any
 *  cell, so that parts do not add up to them. */
#ifndef GDCS_CELL_KEY_H
#define GDCS_CELL_KEY_H

#include <gdcs/frame.h>
#include <gdcs/table.h>
#include <gdcs/tree.h>

GDCS_BEGIN

/** A perturbation table.  Opaque; any number of threads may use it at once. */
typedef struct gdcs_cell_key gdcs_cell_key;

/** What a perturbation table is to be like.  Members left at zero mean the default. */
typedef struct gdcs_cell_key_options {
    uint32_t struct_size; /**< sizeof(gdcs_cell_key_options) */
    int32_t deviation;    /**< largest difference, 1 to 1000; default 5 */
    int32_t threshold;    /**< no count from 1 to it is published, below deviation; default 0 */
    int32_t strict;  /**< 1: fail where a count cannot have the variance; 0: take the nearest that
                               it can have */
    double variance; /**< of the noise, above 0; default 2 */
    double stay;     /**< probability of no noise, in (0, 1); 0: whatever entropy makes it */
} gdcs_cell_key_options;

/** The noise of one count. */
typedef struct gdcs_cell_key_row {
    uint32_t struct_size; /**< sizeof(gdcs_cell_key_row), set by the caller */
    int32_t count;        /**< i */
    int32_t first;        /**< least number that may be published */
    int32_t last;         /**< greatest one */
    double stay;          /**< probability of i itself */
    double mean;          /**< of the noise: 0, but for rounding */
    double variance;      /**< of the noise */
    double entropy;       /**< - sum p ln p */
} gdcs_cell_key_row;

/** How a table was perturbed. */
typedef struct gdcs_cell_key_result {
    uint32_t struct_size; /**< sizeof(gdcs_cell_key_result), set by the caller */
    int32_t deviation;
    int32_t threshold;
    int32_t padding;      /**< 0 */
    int64_t cells;        /**< that are not 0, totals included */
    double variance;      /**< of the noise of large counts */
    double variance_most; /**< of the count whose noise varies most */
} gdcs_cell_key_result;

/**
 * Design a perturbation table.
 *
 * For each i from 1 the distribution of greatest entropy, - sum p(j) ln p(j), over the numbers j with
 * |j - i| <= deviation, j = 0 or j > threshold, mean i and variance V, and with p(i) = `stay` where that
 * is set and i may be published.  All i from deviation + threshold + 1 have the same noise.  Small counts
 * cannot have every variance: they have the nearest that mean and support allow (i = 1 with threshold t:
 * exactly t).
 *
 * @param options  may be NULL
 * @param out      the perturbation table; ended by gdcs_cell_key_free()
 * @param err      may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  out is NULL
 *           GDCS_E_OPTION    a member is outside its range; strict: a count cannot have the variance;
 *                            large counts cannot (V above deviation^2, or above (1 - stay) times that,
 *                            or below 1 - stay)
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_NUMERIC   the optimum was not found
 *           GDCS_E_MEMORY
 * @source   Fraser & Wooton (2005) UNECE work session on confidentiality.  Marley & Leaver (2011) Proc.
 *           58th World Statistical Congress.  Giessing (2016) PSD 2016, 46.
 * @checked  tests/reference/cell_key.csv (mpmath, 40 digits); ptable 1.0.0, D = 2 and V = 1, count 2.  Its
 *           count 1 has the variance 0.932 for 1, since it keeps p(0) <= p(1).
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_cell_key_new(const gdcs_cell_key_options *options,
                                                  gdcs_cell_key **out, gdcs_error *err);

/**
 * Free a perturbation table.
 *
 * @param design  may be NULL
 * @threads  any, one at a time for a table
 * @since    0.1
 */
GDCS_API void gdcs_cell_key_free(gdcs_cell_key *design);

/**
 * Count the rows: counts 0, 1, 2 ...; the last stands for all above it.
 *
 * @param design  may be NULL, which has none
 * @threads  any
 * @since    0.1
 */
GDCS_API int64_t gdcs_cell_key_count(const gdcs_cell_key *design);

/**
 * Get what a row is like.
 *
 * @param design  not NULL
 * @param index   from 0, below gdcs_cell_key_count()
 * @param out     struct_size set by the caller
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or there is no such row
 *           GDCS_E_STRUCT    struct_size
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_cell_key_get(const gdcs_cell_key *design, int64_t index,
                                                  gdcs_cell_key_row *out, gdcs_error *err);

/**
 * Get the perturbation table as a frame.
 *
 * Columns: count i, published j, noise j - i, probability, and key_lower and key_upper: j is published
 * if key / 2^32 is in [key_lower, key_upper).
 *
 * @param design  not NULL
 * @param out     the frame
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_cell_key_get_frame(const gdcs_cell_key *design,
                                                        gdcs_frame **out, gdcs_error *err);

/**
 * Add a column of record keys to a frame of records.
 *
 * The key of a row is drawn from the seed and, where a column of persons is named, from what stands in
 * it: a person has the same key in every frame and every order of rows, for as long as seed and
 * spelling stay.  Without it, it is drawn from the number of the row; then the frame with its keys is to
 * be kept.  The column is protected, and so must the seed be.
 *
 * @param frame   not NULL
 * @param name    of the new column
 * @param person  a column of text or whole numbers without missing ones; may be NULL
 * @param seed    any number
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT   a pointer is missing; the column of persons holds neither text nor whole
 *                             numbers
 *           GDCS_E_NAME       no such column
 *           GDCS_E_VALUE      a person is missing; row is the 1-based row
 *           GDCS_E_DUPLICATE  there is a column of this name
 *           GDCS_E_MEMORY
 * @source   Salmon, Moraes, Dror & Shaw (2011) SC '11 (Philox4x32-10)
 * @threads  any, one at a time for a frame
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_cell_key_add(gdcs_frame *frame, const char *name,
                                                  const char *person, int64_t seed,
                                                  gdcs_error *err);

/**
 * Perturb n counts by their cell keys.
 *
 * What is published says that the truth lies in [lower, upper]: the least and the greatest count
 * that may be published so.
 *
 * @param design  not NULL
 * @param x       array of n whole numbers in [0, 1e15]
 * @param keys    array of n sums of record keys: whole numbers in [0, 2^53]
 * @param n       >= 0
 * @param out     array of n: what is published; may be x
 * @param lower   array of n; may be NULL
 * @param upper   array of n; may be NULL
 * @param err     may be NULL; row is the 1-based element
 *
 * @units    as x
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is negative
 *           GDCS_E_VALUE     a count or a key is not whole, or outside its range
 * @source   Fraser & Wooton (2005); Thompson, Broadfoot & Elazar (2013) UNECE work session on
 *           confidentiality
 * @checked  tests/privacy/test_cell_key.c, by enumeration of keys
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_cell_key_each(const gdcs_cell_key *design, const double *x,
                                                   const double *keys, int64_t n, double *out,
                                                   double *lower, double *upper, gdcs_error *err);

/**
 * Perturb a table of counts by the table of its keys.
 *
 * `keys` is gdcs_table_tabulate() of the same records over the same axes, or more, with the record key
 * as value; it needs no totals: of an axis of `table` that is at its declared total, or that `table` does
 * not have, all keys are added up, of a node of a tree those of the labels below it.  Keys of totals and
 * nodes are not read: their records are those of their parts.  Cells that are intervals, and missing ones,
 * stay.  Where nobody set means nobody, every combination of labels gets a cell, so that a 0 does not tell
 * whether it was perturbed.  Perturbed cells have the status 'E', estimated, unless theirs is graver.  Sensitivity
 * stays.
 *
 * @param design     not NULL
 * @param table      counts
 * @param keys       sums of record keys, with each axis of `table` by its name
 * @param trees      hierarchies of the axes of `table`; may be NULL if there are none
 * @param tree_count >= 0
 * @param out        the perturbed table
 * @param intervals  what it says of the truth, as gdcs_cell_key_each(); may be NULL
 * @param result     struct_size set by the caller; may be NULL
 * @param err        may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or tree_count is negative
 *           GDCS_E_NAME      `keys` lacks an axis; a tree names an axis or a label that is not there
 *           GDCS_E_DUPLICATE a tree has a label under two others
 *           GDCS_E_SHAPE     `keys` has no key for a cell that is not 0, or for a label of it; a tree with
 *                            a circle or the total
 *           GDCS_E_STRUCT    struct_size missing or too small
 *           GDCS_E_VALUE     a count or a key is not whole, or above 1e15 or 2^53
 *           GDCS_E_LIMIT     the labels make more than 2^31 - 1 cells
 *           GDCS_E_MEMORY
 * @source   as gdcs_cell_key_each()
 * @checked  bindings/python/tests/test_cell_key.py
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_cell_key_table(const gdcs_cell_key *design,
                                                    const gdcs_table *table, const gdcs_table *keys,
                                                    const gdcs_tree *const *trees,
                                                    int32_t tree_count, gdcs_table **out,
                                                    gdcs_table **intervals,
                                                    gdcs_cell_key_result *result, gdcs_error *err);

GDCS_END
#endif
