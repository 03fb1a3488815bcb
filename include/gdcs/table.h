/** @file gdcs/table.h
 *  Counts over named axes, one of which may be sex.
 *
 *  A cell is exact, an interval, or missing for a coded reason, and uncertain cells stay uncertain
 *  through every verb.  A total that a source declares is held beside its parts (label "_T" of the sex
 *  axis, `total` of another) and is never added up with them.
 *
 *  Rules of sums, for every verb:
 *
 *  - Intervals add: [a, b] + [c, d] = [a + c, b + d].  The sum has the graver status and the graver
 *    confidentiality of its terms, gravest first Q L O M H J S K W B D N U V E I F G P A and
 *    C A O T G M D S N E F, so that no order of adding matters.
 *  - A cell that nobody set is 0 in a counted table (GDCS_ABSENT_ZERO).  In a published one
 *    (GDCS_ABSENT_MISSING) it is [0, infinity], status 'O', except with the labels _O, _U and _Z of
 *    the sex axis: sources publish persons of other or unknown sex and legal persons only where there
 *    are any, so that those cells are 0.  A label that no cell and no list of labels ever named is
 *    not missed, but for F and M of the sex axis.
 *  - Where an axis goes, each line of it has one sum: an exact declared total T is the sum, whatever
 *    the parts are, and so is any total of a line without parts.  A total known as [a, b] and parts that
 *    add up to [c, d] give [max(a, c), b], and [max(a, c), d] if nothing limits the total from above (b
 *    infinite and a <= d), with the graver letters of both; if c > b, the parts contradict the total and
 *    are the sum, as they are if they are exact and b is infinite.
 *  - Where an axis with a declared total stays and lines of it are added up, of which only some declare
 *    the total, the parts of the others stand in for the total they lack.  Numbers that are added to
 *    one and the same cell cannot be told apart any more: name the axis that tells a total without
 *    parts from parts without a total.
 *  - Of several axes that go, those with a declared total go first and line by line, the sex axis last
 *    of them; then the others.
 *
 *  Whole numbers are exact up to 2^53.  Sums are kept in twice the precision of a double. */
#ifndef GDCS_TABLE_H
#define GDCS_TABLE_H

#include <gdcs/concept.h>
#include <gdcs/error.h>
#include <gdcs/frame.h>
#include <gdcs/meta.h>
#include <gdcs/sex.h>

GDCS_BEGIN

/** A table.  Opaque.  Any number of threads may read it at once, through functions that take it as
 *  const; while one changes it, no other may use it. */
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
    int32_t concept_id;        /**< GDCS_CONCEPT_*, below 100; NONE is GROUP */
    int32_t sensitivity;       /**< GDCS_SENSITIVITY_*; 0 takes the concept's */
    int32_t padding;           /**< 0 */
    const char *name;          /**< unique in the table, not "" */
    const char *title;         /**< for readers; NULL or "": the name */
    const char *total;         /**< label that is a declared total; NULL: none ("_T" for sex) */
    const char *const *labels; /**< UTF-8, distinct, in order; may grow later */
    int64_t label_count;       /**< 0: labels come as cells are added */
    const char *const *titles; /**< of the labels, for readers, parallel to them; NULL: none; an
                                    element that is NULL or "": that label has none */
} gdcs_axis;

/** One cell. */
typedef struct gdcs_cell {
    uint32_t struct_size;    /**< sizeof(gdcs_cell) */
    int32_t present;         /**< 1; 0 for a cell that nobody set */
    int32_t status;          /**< SDMX OBS_STATUS letter; 0 is 'A', normal; getters show 'A' */
    int32_t confidentiality; /**< SDMX CONF_STATUS letter; 0 is 'F', free; getters show 'F' */
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
 * @errors   GDCS_E_ARGUMENT  out is NULL
 *           GDCS_E_OPTION    no such `absent` or sensitivity
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_MEMORY
 * @threads  any
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
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_copy(const gdcs_table *table, gdcs_table **out,
                                                gdcs_error *err);

/**
 * Free a table and all it lent.
 *
 * @param table  may be NULL
 * @threads  any, one at a time for a table
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
 * @errors   GDCS_E_ARGUMENT   a pointer is missing, the name is empty, the concept is no axis, there
 *                             is no such sensitivity, a text is not UTF-8, the total of a sex axis is
 *                             not "_T", the table has cells
 *           GDCS_E_STRUCT     struct_size
 *           GDCS_E_DUPLICATE  the name or a label occurs twice, or there is a sex axis already
 *           GDCS_E_SEX        a label of a sex axis is no code
 *           GDCS_E_LIMIT      more than 32 axes
 *           GDCS_E_MEMORY
 * @threads  any, one at a time for a table
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_add_axis(gdcs_table *table, const gdcs_axis *axis,
                                                    gdcs_error *err);

/**
 * Count the axes.
 *
 * @param table  may be NULL, which has none
 * @threads  any
 * @since    0.1
 */
GDCS_API int64_t gdcs_table_count_axes(const gdcs_table *table);

/**
 * Find an axis by name.
 *
 * @param table  may be NULL
 * @param name   may be NULL
 * @return its number from 0, or -1
 * @threads  any
 * @since    0.1
 */
GDCS_API int64_t gdcs_table_find_axis(const gdcs_table *table, const char *name);

/**
 * Find the first axis of a concept.
 *
 * @param table    may be NULL
 * @param concept_id  GDCS_CONCEPT_*
 * @return its number from 0, or -1
 * @threads  any
 * @since    0.1
 */
GDCS_API int64_t gdcs_table_find_concept(const gdcs_table *table, int32_t concept_id);

/**
 * Get an axis: its members point into the table and live until it is changed.
 *
 * @param table  not NULL
 * @param index  from 0
 * @param out    struct_size set by the caller
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or there is no such axis
 *           GDCS_E_STRUCT    struct_size
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_get_axis(const gdcs_table *table, int64_t index,
                                                    gdcs_axis *out, gdcs_error *err);

/**
 * Set the title of a label; replaces an earlier one.
 *
 * @param table  not NULL
 * @param axis   name
 * @param label  one of its labels
 * @param title  UTF-8; NULL or "" removes it
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or the title is not UTF-8
 *           GDCS_E_NAME      no such axis, or it does not have the label
 *           GDCS_E_MEMORY
 * @threads  any, one at a time for a table
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_set_title(gdcs_table *table, const char *axis,
                                                     const char *label, const char *title,
                                                     gdcs_error *err);

/**
 * Add a number to a cell; labels not seen before extend their axis.
 *
 * An interval or missing cell stays one: both limits move.  Sums do not depend on the order of
 * additions, but for one rounding.
 *
 * @param table   not NULL
 * @param labels  one per axis, in order
 * @param value   0 to 1e290
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, a label is not UTF-8
 *           GDCS_E_SEX       a label of the sex axis is no code
 *           GDCS_E_VALUE     the value is not between 0 and 1e290
 *           GDCS_E_LIMIT     more than 2^31 - 1 labels on an axis, or cells
 *           GDCS_E_MEMORY
 * @threads  any, one at a time for a table
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_add(gdcs_table *table, const char *const *labels,
                                               double value, gdcs_error *err);

/**
 * Set a cell, with its status and interval; replaces what was there.
 *
 * value exact: lower and upper may be left zero with it, or equal it.  value NaN: the number lies
 * in [lower, upper], and is exact if the two are equal; with lower 0 and upper 0 or infinity nothing is
 * known, which is [0, infinity], and status 0 or 'A' becomes 'O', missing.
 *
 * @param table   not NULL
 * @param labels  one per axis, in order
 * @param cell    present is ignored
 * @param err     may be NULL
 *
 * @errors   as gdcs_table_add();
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_VALUE     also if lower > upper, if limits contradict an exact value, or if a letter
 *                            is no status
 * @threads  any, one at a time for a table
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_set(gdcs_table *table, const char *const *labels,
                                               const gdcs_cell *cell, gdcs_error *err);

/**
 * Get a cell.
 *
 * A cell that nobody set reads as 0, or as missing (status 'O', [0, infinity]), as the options of
 * the table say, whatever its labels.  A sex axis has all codes, whether anybody was counted there or
 * not.
 *
 * @param table   not NULL
 * @param labels  one per axis, in order
 * @param out     struct_size set by the caller
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_NAME      an axis does not have the label
 *           GDCS_E_STRUCT    struct_size
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_get(const gdcs_table *table, const char *const *labels,
                                               gdcs_cell *out, gdcs_error *err);

/**
 * Count the cells that were set.
 *
 * @param table  may be NULL, which has none
 * @threads  any
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
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or there is no such cell
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_MEMORY    only at the first call after cells were added, which sorts them
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_get_at(const gdcs_table *table, int64_t index,
                                                  int32_t *codes, gdcs_cell *out, gdcs_error *err);

/**
 * Get the counts by sex of one cell of the other axes.
 *
 * unknown = what is published as unknown + what a declared total leaves: where the total exceeds the
 * parts, the rest counts as unknown (GDCS_NOTE_TOTAL_EXCEEDS); where it is below them the parts stand
 * (GDCS_NOTE_PARTS_EXCEED); differences up to 1e-12 of the total are rounding.  A part that is missing
 * is not derived from the total and the other parts, since the rest may be unknown: both are NaN.  A
 * total that nothing limits from above is left out, unless the parts stay below it or there are none.
 * Cells that nobody set are as the rules of sums above say.
 *
 * @param table   not NULL
 * @param labels  one per axis; that of the sex axis is ignored and may be NULL
 * @param out     the counts; NaN where a cell is an interval or missing
 * @param notes   of GDCS_NOTE_INTERVAL_CELL, _MISSING_CELL (a cell without an upper limit),
 *                _TOTAL_EXCEEDS, _PARTS_EXCEED; may be NULL
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_NAME      an axis does not have the label
 *           GDCS_E_SHAPE     the table has no sex axis
 * @threads  any
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
 * The words of a column, used or not, are the first labels of its axis, with their titles.  A missing text becomes
 * the label "" (the sex axis: "_U"); a missing number makes a missing cell.
 * With a value column, the first columns of the concepts lower and upper (of rows without a number),
 * status and confidentiality say more about it, so that what gdcs_table_get_frame() gave tabulates
 * back.  Rows with the same labels are added; so a column of units is one of the axes, or holds one unit.
 * The table is as sensitive as the columns used, and has the texts of the frame.
 *
 * @param frame    not NULL
 * @param axes     names of text columns, distinct
 * @param n        their number, 1 to 32
 * @param options  may be NULL
 * @param out      the table
 * @param err      may be NULL
 *
 * @errors   GDCS_E_ARGUMENT   a pointer is missing, n is not 1 to 32, an axis is no text, the value
 *                             column is no number
 *           GDCS_E_OPTION     no such `absent`
 *           GDCS_E_STRUCT     struct_size
 *           GDCS_E_NAME       the frame has no such column
 *           GDCS_E_DUPLICATE  an axis is named twice, or two are of sex
 *           GDCS_E_SEX        a word of a sex column is no code
 *           GDCS_E_VALUE      a number is negative or not finite, limits or letters contradict
 *                             themselves; `row` says where
 *           GDCS_E_SHAPE      the numbers have several units, in a column that is no axis; `row` is of
 *                             the second
 *           GDCS_E_LIMIT      more than 2^31 - 1 cells
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_tabulate(const gdcs_frame *frame,
                                                    const char *const *axes, int32_t n,
                                                    const gdcs_tabulate_options *options,
                                                    gdcs_table **out, gdcs_error *err);

/**
 * Sum over all axes but the named ones.
 *
 * The rules of sums above say what becomes of declared totals, of intervals and of cells that nobody
 * set.  A combination of labels that has no cell gets none.
 *
 * @param table  not NULL
 * @param keep   names of axes to keep, in the order of the result
 * @param n      their number, 0 for the grand total: one cell, no axis
 * @param out    the table
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT   a pointer is missing, or n is negative
 *           GDCS_E_NAME       the table has no such axis
 *           GDCS_E_DUPLICATE  an axis is named twice
 *           GDCS_E_SHAPE      an axis of the concept unit that has several labels is not kept
 *           GDCS_E_MEMORY
 * @threads  any
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
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_NAME      no such axis, or it does not have the label
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_slice(const gdcs_table *table, const char *axis,
                                                 const char *label, gdcs_table **out,
                                                 gdcs_error *err);

/**
 * Join labels of an axis: cells whose labels get the same name are added.
 *
 * All labels change at once, so that two may swap names.  A new label stands where the first of those
 * that become it stood; it has their title, if they have the same.  A declared total stays a total: it
 * can be dropped, not joined.
 *
 * @param table  not NULL
 * @param axis   name
 * @param from   labels; those not named stay as they are
 * @param to     the label each becomes; NULL drops its cells
 * @param n      length of from and to
 * @param out    the table
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT   a pointer is missing, n is negative, a new label is not UTF-8, or a
 *                             declared total and a part, or two units, would become one
 *           GDCS_E_NAME       no such axis, or it does not have a label of `from`
 *           GDCS_E_SEX        a new label of a sex axis is no code
 *           GDCS_E_DUPLICATE  a label is named twice in `from`
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_collapse(const gdcs_table *table, const char *axis,
                                                    const char *const *from, const char *const *to,
                                                    int32_t n, gdcs_table **out, gdcs_error *err);

/**
 * Add all cells of another table, axis by axis of the same name.
 *
 * The result does not depend on the order in which parts are merged, but for the order of labels and
 * texts; whole numbers are exact.  A declared total is added like any cell: parts of one whole must
 * all have it or none.  A label without a title takes the other's.  The higher sensitivity stays.  Texts about
 * the tables that differ are joined, "a; b".
 *
 * @param table  receives; unchanged on failure
 * @param other  same axes by name and concept, in any order
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_SHAPE     axes differ by name, concept or declared total, or cells that nobody set
 *                            are zero in one table and missing in the other
 *           GDCS_E_LIMIT     more than 2^31 - 1 cells
 *           GDCS_E_MEMORY
 * @threads  any, one at a time for a table
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_merge(gdcs_table *table, const gdcs_table *other,
                                                 gdcs_error *err);

/**
 * Get the table as a frame: a text column per axis, then value and, where cells need them, lower,
 * upper, status, confidentiality; a row per cell that was set, in the order of gdcs_table_get_at().
 *
 * The numbers have the sensitivity of the table, and its counting unit as their unit.  Which label is a
 * declared total, and what a cell that nobody set means, a frame cannot say.
 *
 * @param table  not NULL
 * @param out    the frame
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_DUPLICATE  an axis is named like a column of numbers
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_table_get_frame(const gdcs_table *table, gdcs_frame **out,
                                                     gdcs_error *err);

/**
 * Get the sensitivity of the table: the highest of its own and of its axes, past and present.
 *
 * @param table  may be NULL
 * @return GDCS_SENSITIVITY_*
 * @threads  any
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
 * @errors   GDCS_E_ARGUMENT  table is NULL, there is no such key, the text is not UTF-8
 *           GDCS_E_MEMORY
 * @threads  any, one at a time for a table
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
 * @threads  any
 * @since    0.1
 */
GDCS_API const char *gdcs_table_get_meta(const gdcs_table *table, int32_t key);

GDCS_END
#endif
