/** @file gdcs/table.h
 *  Counts over named axes, one of which may be sex.
 *
 *  A cell is exact, an interval, or missing for a coded reason, and uncertain cells stay uncertain
 *  through every verb.  A total that a source declares is held beside its parts (label "_T" of the sex
 *  axis, `total` of another) and is never added up with them. */
#ifndef GDCS_TABLE_H
#define GDCS_TABLE_H

#include <gdcs/concept.h>
#include <gdcs/error.h>
#include <gdcs/frame.h>
#include <gdcs/meta.h>
#include <gdcs/sex.h>

GDCS_BEGIN

/** A table.  Opaque.  It may be read by any number of threads, and changed by one. */
typedef struct gdcs_table gdcs_table;

/** What a cell that nobody set means. */
enum {
    GDCS_ABSENT_ZERO = 0,   /**< nobody: the table was counted from records */
    GDCS_ABSENT_MISSING = 1 /**< not reported: the table was published by somebody */
};

/** Options of a table.  NULL or zeroes: the defaults. */
typedef struct gdcs_table_options {
    uint32_t struct_size; /**< sizeof(gdcs_table_options) */
    int32_t absent;       /**< GDCS_ABSENT_* */
    int32_t sensitivity;  /**< GDCS_SENSITIVITY_*, at least; axes may raise it */
    int32_t padding;      /**< 0 */
} gdcs_table_options;

/** One axis: what a getter shows, and what gdcs_table_add_axis() copies. */
typedef struct gdcs_axis {
    uint32_t struct_size;      /**< sizeof(gdcs_axis) */
    int32_t concept;           /**< GDCS_CONCEPT_*, below 100 */
    int32_t sensitivity;       /**< GDCS_SENSITIVITY_*; 0 takes the concept's */
    int32_t padding;           /**< 0 */
    const char *name;          /**< unique in the table, not "" */
    const char *title;         /**< for readers; NULL or "": the name */
    const char *total;         /**< label that is a declared total; NULL: none ("_T" for sex) */
    const char *const *labels; /**< UTF-8, distinct, in order; may grow later */
    int64_t label_count;       /**< 0: labels come as cells are added */
} gdcs_axis;

/** One cell. */
typedef struct gdcs_cell {
    uint32_t struct_size;    /**< sizeof(gdcs_cell) */
    int32_t present;         /**< 1; 0 for a cell that nobody set */
    int32_t status;          /**< SDMX OBS_STATUS letter; 0 means 'A', normal */
    int32_t confidentiality; /**< SDMX CONF_STATUS letter; 0 means 'F', free */
    double value;            /**< NaN if it is not known exactly */
    double lower;            /**< smallest possible value; equals value if exact */
    double upper;            /**< largest possible value, infinity allowed */
} gdcs_cell;

/**
 * Make a table without axes.
 *
 * @param options  may be NULL
 * @param out      the table; ended by gdcs_table_free()
 * @param err      may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_new(const gdcs_table_options *options, gdcs_table **out,
                                               gdcs_error *err);

/**
 * Copy a table with all it holds.
 *
 * @param table  not NULL
 * @param out    the copy
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_copy(const gdcs_table *table, gdcs_table **out,
                                                gdcs_error *err);

/**
 * Free a table and all it lent.
 *
 * @param table  may be NULL
 * @since    0.1
 */
GDCS_API void gdcs_table_free(gdcs_table *table);

/**
 * Add an axis to a table that has no cells yet.
 *
 * The labels of a sex axis are the codes of gdcs_sex_code() and nothing else.
 *
 * @param table  not NULL
 * @param axis   not NULL
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT   a pointer is missing, the name is empty, the concept is no axis, a
 *                             label is not UTF-8, the table has cells
 *           GDCS_E_STRUCT     struct_size
 *           GDCS_E_DUPLICATE  the name or a label occurs twice, or there is a sex axis already
 *           GDCS_E_SEX        a label of a sex axis is no code
 *           GDCS_E_LIMIT      more than 32 axes
 *           GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_add_axis(gdcs_table *table, const gdcs_axis *axis,
                                                    gdcs_error *err);

/**
 * Count the axes.
 *
 * @param table  may be NULL, which has none
 * @since    0.1
 */
GDCS_API int64_t gdcs_table_count_axes(const gdcs_table *table);

/**
 * Find an axis by name.
 *
 * @param table  may be NULL
 * @param name   may be NULL
 * @return its number from 0, or -1
 * @since    0.1
 */
GDCS_API int64_t gdcs_table_find_axis(const gdcs_table *table, const char *name);

/**
 * Find the first axis of a concept.
 *
 * @param table    may be NULL
 * @param concept  GDCS_CONCEPT_*
 * @return its number from 0, or -1
 * @since    0.1
 */
GDCS_API int64_t gdcs_table_find_concept(const gdcs_table *table, int32_t concept);

/**
 * Get an axis: its members point into the table and live until it is changed.
 *
 * @param table  not NULL
 * @param index  from 0
 * @param out    struct_size set by the caller
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_STRUCT
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_get_axis(const gdcs_table *table, int64_t index,
                                                    gdcs_axis *out, gdcs_error *err);

/**
 * Add a number to a cell; labels not seen before extend their axis.
 *
 * An interval or missing cell stays one.  Sums are exact for whole numbers up to 2^53, and do not
 * depend on the order of additions but for one rounding.
 *
 * @param table   not NULL
 * @param labels  one per axis, in order
 * @param value   finite, >= 0
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, a label is not UTF-8
 *           GDCS_E_SEX       a label of the sex axis is no code
 *           GDCS_E_VALUE     the value is negative or not finite
 *           GDCS_E_LIMIT     more than 2^31 - 1 labels on an axis
 *           GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_add(gdcs_table *table, const char *const *labels,
                                               double value, gdcs_error *err);

/**
 * Set a cell, with its status and interval; replaces what was there.
 *
 * value exact: lower and upper may be left zero with it, or equal it.  value NaN: the number lies
 * in [lower, upper]; with lower 0 and upper 0 nothing is known, which is [0, infinity].
 *
 * @param table   not NULL
 * @param labels  one per axis, in order
 * @param cell    present is ignored
 * @param err     may be NULL
 *
 * @errors   as gdcs_table_add(), and GDCS_E_STRUCT;
 *           GDCS_E_VALUE also if lower > upper, or a letter is no status
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_set(gdcs_table *table, const char *const *labels,
                                               const gdcs_cell *cell, gdcs_error *err);

/**
 * Get a cell.
 *
 * A cell that nobody set reads as 0, or as missing (status 'L', [0, infinity]), as the options of
 * the table say.
 *
 * @param table   not NULL
 * @param labels  one per axis, in order
 * @param out     struct_size set by the caller
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_NAME      an axis does not have the label
 *           GDCS_E_STRUCT    struct_size
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_get(const gdcs_table *table, const char *const *labels,
                                               gdcs_cell *out, gdcs_error *err);

/**
 * Count the cells that were set.
 *
 * @param table  may be NULL, which has none
 * @since    0.1
 */
GDCS_API int64_t gdcs_table_count_cells(const gdcs_table *table);

/**
 * Get a cell by number, in the order of the axes' labels, the last axis fastest.
 *
 * @param table  not NULL
 * @param index  from 0, below gdcs_table_count_cells()
 * @param codes  one per axis: receives the numbers of the labels
 * @param out    struct_size set by the caller
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_STRUCT, GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_get_at(const gdcs_table *table, int64_t index,
                                                  int32_t *codes, gdcs_cell *out, gdcs_error *err);

/**
 * Get the counts by sex of one cell of the other axes.
 *
 * Where a declared total exceeds the parts, the rest counts as unknown (GDCS_NOTE_TOTAL_EXCEEDS);
 * where it is below them the parts stand (GDCS_NOTE_PARTS_EXCEED).  A part that is missing but for
 * which total and other parts are exact is not derived here.
 *
 * @param table   has a sex axis
 * @param labels  one per axis; that of the sex axis is ignored and may be NULL
 * @param out     the counts; NaN where a cell is an interval or missing
 * @param notes   GDCS_NOTE_*; may be NULL
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_NAME
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_get_counts(const gdcs_table *table,
                                                      const char *const *labels,
                                                      gdcs_sex_counts *out, uint32_t *notes,
                                                      gdcs_error *err);

/** How records become a table. */
typedef struct gdcs_tabulate_options {
    uint32_t struct_size; /**< sizeof(gdcs_tabulate_options) */
    int32_t absent;       /**< GDCS_ABSENT_*; with a value column MISSING is usual */
    const char *value;    /**< column that holds counts or weights; NULL: each row counts 1 */
} gdcs_tabulate_options;

/**
 * Tabulate a frame over some of its text columns.
 *
 * A missing text becomes the label "" (the sex axis: "_U"); a missing number makes a missing cell.
 *
 * @param frame    not NULL
 * @param axes     names of text columns, distinct
 * @param n        their number, 1 to 32
 * @param options  may be NULL
 * @param out      the table
 * @param err      may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_NAME, GDCS_E_SEX, GDCS_E_VALUE,
 *           GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_tabulate(const gdcs_frame *frame,
                                                    const char *const *axes, int32_t n,
                                                    const gdcs_tabulate_options *options,
                                                    gdcs_table **out, gdcs_error *err);

/**
 * Sum over all axes but the named ones.
 *
 * Where an axis that goes has a declared total in a line, that total is the line's sum; elsewhere
 * its parts are added, the total's label left out.  A sum over a missing or interval cell is an
 * interval.
 *
 * @param table  not NULL
 * @param keep   names of axes to keep, in the order of the result
 * @param n      their number, 0 for the grand total
 * @param out    the table
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_NAME, GDCS_E_DUPLICATE, GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_margin(const gdcs_table *table, const char *const *keep,
                                                  int32_t n, gdcs_table **out, gdcs_error *err);

/**
 * Keep the cells with one label of an axis; the axis goes.
 *
 * @param table  not NULL
 * @param axis   name
 * @param label  one of its labels
 * @param out    the table
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_NAME, GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_slice(const gdcs_table *table, const char *axis,
                                                 const char *label, gdcs_table **out,
                                                 gdcs_error *err);

/**
 * Join labels of an axis: cells whose labels get the same name are added.
 *
 * @param table  not NULL
 * @param axis   name
 * @param from   labels; those not named stay as they are
 * @param to     the label each becomes; NULL drops its cells
 * @param n      length of from and to
 * @param out    the table
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_NAME, GDCS_E_SEX, GDCS_E_DUPLICATE, GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_collapse(const gdcs_table *table, const char *axis,
                                                    const char *const *from, const char *const *to,
                                                    int32_t n, gdcs_table **out, gdcs_error *err);

/**
 * Add all cells of another table, axis by axis of the same name.
 *
 * The result does not depend on the order in which parts are merged, but for the order of labels;
 * whole numbers are exact.  An interval plus an interval is an interval.
 *
 * @param table  receives; unchanged on failure
 * @param other  same axes by name and concept, in any order
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_SHAPE, GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_merge(gdcs_table *table, const gdcs_table *other,
                                                 gdcs_error *err);

/**
 * Get the table as a frame: a text column per axis, then value and, where cells need them, lower,
 * upper, status, confidentiality; a row per cell that was set, in the order of gdcs_table_get_at().
 *
 * @param table  not NULL
 * @param out    the frame
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_get_frame(const gdcs_table *table, gdcs_frame **out,
                                                     gdcs_error *err);

/**
 * Get the sensitivity of the table: the highest of its own and of its axes, past and present.
 *
 * @param table  may be NULL
 * @return GDCS_SENSITIVITY_*
 * @since    0.1
 */
GDCS_API int32_t gdcs_table_get_sensitivity(const gdcs_table *table);

/**
 * Set what the table says about itself; replaces an earlier text of the key.
 *
 * @param table  not NULL
 * @param key    GDCS_META_*
 * @param text   UTF-8; NULL or "" removes it
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_set_meta(gdcs_table *table, int32_t key,
                                                    const char *text, gdcs_error *err);

/**
 * Get what the table says about itself.
 *
 * @param table  may be NULL
 * @param key    GDCS_META_*
 * @return the text, owned by the table; "" if there is none
 * @since    0.1
 */
GDCS_API const char *gdcs_table_get_meta(const gdcs_table *table, int32_t key);

GDCS_END
#endif
