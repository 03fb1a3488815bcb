/** @file gdcs/frame.h
 *  Named columns of equal length: records, published observations, results. */
#ifndef GDCS_FRAME_H
#define GDCS_FRAME_H

#include <gdcs/concept.h>
#include <gdcs/error.h>
#include <gdcs/meta.h>

GDCS_BEGIN

/** A frame.  Opaque.  Any number of threads may read it at once, through functions that take it as
 *  const; while one changes it, no other may use it. */
typedef struct gdcs_frame gdcs_frame;

/** Types of columns. */
enum {
    GDCS_TYPE_TEXT = 1,   /**< int32 codes into a dictionary of words; -1 is missing */
    GDCS_TYPE_DOUBLE = 2, /**< NaN is missing */
    GDCS_TYPE_INT64 = 3   /**< INT64_MIN is missing */
};

/** One column: what a getter shows, and what gdcs_frame_add() copies.
 *  Exactly one of doubles, integers, codes is set, as type says. */
typedef struct gdcs_column {
    uint32_t struct_size;     /**< sizeof(gdcs_column) */
    int32_t type;             /**< GDCS_TYPE_* */
    int32_t concept_id;       /**< GDCS_CONCEPT_* */
    int32_t sensitivity;      /**< GDCS_SENSITIVITY_*; 0 takes the concept's */
    const char *name;         /**< unique in the frame, not "" */
    const char *label;        /**< title for readers; NULL or "": the name */
    const char *unit;         /**< "share", "per 100 000", "persons", ...; NULL: none */
    int64_t rows;             /**< length of the array */
    const double *doubles;    /**< for GDCS_TYPE_DOUBLE */
    const int64_t *integers;  /**< for GDCS_TYPE_INT64 */
    const int32_t *codes;     /**< for GDCS_TYPE_TEXT: -1 or below word_count */
    const char *const *words; /**< for GDCS_TYPE_TEXT: distinct, UTF-8 */
    int64_t word_count;
} gdcs_column;

/**
 * Make a frame without columns.
 *
 * @param out  the frame; ended by gdcs_frame_free()
 * @param err  may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  out is NULL
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_frame_new(gdcs_frame **out, gdcs_error *err);

/**
 * Copy a frame with all it holds.
 *
 * @param frame  not NULL
 * @param out    the copy
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_frame_copy(const gdcs_frame *frame, gdcs_frame **out,
                                                gdcs_error *err);

/**
 * Free a frame and all it lent.
 *
 * @param frame  may be NULL
 * @threads  any, one at a time for a frame
 * @since    0.1
 */
GDCS_API void gdcs_frame_free(gdcs_frame *frame);

/**
 * Add a column; its arrays and texts are copied.
 *
 * The first column fixes the number of rows.
 *
 * @param frame   not NULL
 * @param column  not NULL
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT   a pointer is missing, the name is empty, a text is not UTF-8, there is no
 *                             such type, concept or sensitivity, rows is negative, an array of another
 *                             type is set, a code lies outside the dictionary (`row` says where)
 *           GDCS_E_STRUCT     struct_size
 *           GDCS_E_DUPLICATE  the name is taken, or a word occurs twice
 *           GDCS_E_SHAPE      rows differ from those of the frame
 *           GDCS_E_MEMORY
 * @threads  any, one at a time for a frame
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_frame_add(gdcs_frame *frame, const gdcs_column *column,
                                               gdcs_error *err);

/**
 * Add a text column from plain strings, one per row; NULL is missing.
 *
 * @param frame   not NULL
 * @param column  name, label, unit, concept, sensitivity and rows are used
 * @param values  column->rows strings, UTF-8
 * @param err     may be NULL
 *
 * @errors   as gdcs_frame_add()
 * @threads  any, one at a time for a frame
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_frame_add_text(gdcs_frame *frame, const gdcs_column *column,
                                                    const char *const *values, gdcs_error *err);

/**
 * Get the title of a word, for readers.
 *
 * @param frame  may be NULL
 * @param name   of a text column; may be NULL
 * @param word   one of its words; may be NULL
 *
 * @return   the title; "" if the word has none, or is none of the column; valid until it is set or the
 *           frame is freed
 * @threads  any
 * @since    0.1
 */
GDCS_API const char *gdcs_frame_get_title(const gdcs_frame *frame, const char *name,
                                          const char *word);

/**
 * Set the title of a word; replaces an earlier one.
 *
 * @param frame  not NULL
 * @param name   of a text column
 * @param word   one of its words
 * @param title  UTF-8; NULL or "" removes it
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, the title is not UTF-8, or the column is no text
 *           GDCS_E_NAME      no such column, or it does not have the word
 *           GDCS_E_MEMORY
 * @threads  any, one at a time for a frame
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_frame_set_title(gdcs_frame *frame, const char *name,
                                                     const char *word, const char *title,
                                                     gdcs_error *err);

/**
 * Count the rows.
 *
 * @param frame  may be NULL, which has none
 * @threads  any
 * @since    0.1
 */
GDCS_API int64_t gdcs_frame_count_rows(const gdcs_frame *frame);

/**
 * Count the columns.
 *
 * @param frame  may be NULL, which has none
 * @threads  any
 * @since    0.1
 */
GDCS_API int64_t gdcs_frame_count_columns(const gdcs_frame *frame);

/**
 * Find a column by name.
 *
 * @param frame  may be NULL
 * @param name   may be NULL
 * @return its number from 0, or -1
 * @threads  any
 * @since    0.1
 */
GDCS_API int64_t gdcs_frame_find(const gdcs_frame *frame, const char *name);

/**
 * Find the first column of a concept.
 *
 * @param frame    may be NULL
 * @param concept_id  GDCS_CONCEPT_*
 * @return its number from 0, or -1
 * @threads  any
 * @since    0.1
 */
GDCS_API int64_t gdcs_frame_find_concept(const gdcs_frame *frame, int32_t concept_id);

/**
 * Get a column: its members point into the frame and live as long as it does.
 *
 * @param frame  not NULL
 * @param index  from 0
 * @param out    struct_size set by the caller
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or there is no such column
 *           GDCS_E_STRUCT    struct_size
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_frame_get(const gdcs_frame *frame, int64_t index,
                                               gdcs_column *out, gdcs_error *err);

/**
 * Keep the rows with one word of a text column; the column goes.
 *
 * @param frame  not NULL
 * @param name   of a text column
 * @param word   one of its words
 * @param out    the frame; metadata and the rest of the columns as they were
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or the column is no text
 *           GDCS_E_NAME      no such column, or it has no such word
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_frame_slice(const gdcs_frame *frame, const char *name,
                                                 const char *word, gdcs_frame **out,
                                                 gdcs_error *err);

/**
 * Get the highest sensitivity among the columns, those that were sliced away among them.
 *
 * @param frame  may be NULL
 * @return GDCS_SENSITIVITY_*; PUBLIC for a frame without columns
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_frame_get_sensitivity(const gdcs_frame *frame);

/**
 * Set what the frame says about itself; replaces an earlier text of the key.
 *
 * @param frame  not NULL
 * @param key    GDCS_META_*
 * @param text   UTF-8; NULL or "" removes it
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  frame is NULL, there is no such key, the text is not UTF-8
 *           GDCS_E_MEMORY
 * @threads  any, one at a time for a frame
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_frame_set_meta(gdcs_frame *frame, int32_t key,
                                                    const char *text, gdcs_error *err);

/**
 * Get what the frame says about itself.
 *
 * @param frame  may be NULL
 * @param key    GDCS_META_*
 * @return the text, owned by the frame; "" if there is none
 * @threads  any
 * @since    0.1
 */
GDCS_API const char *gdcs_frame_get_meta(const gdcs_frame *frame, int32_t key);

GDCS_END
#endif
