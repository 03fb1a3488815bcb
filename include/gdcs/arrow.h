/** @file gdcs/arrow.h
 *  Frames in memory to and from other software, by the Arrow C Data Interface: DuckDB, Polars,
 *  pyarrow, pandas, R.  No library of Arrow is needed. */
#ifndef GDCS_ARROW_H
#define GDCS_ARROW_H

#include <gdcs/frame.h>
#include <gdcs/read.h>
#include <gdcs/schema.h>
#include <gdcs/table.h>

GDCS_BEGIN

/* The structs as the specification of Arrow gives them, under its own guards, so that any number of
   libraries may each bring them. */
#ifndef ARROW_C_DATA_INTERFACE
#    define ARROW_C_DATA_INTERFACE

#    define ARROW_FLAG_DICTIONARY_ORDERED 1
#    define ARROW_FLAG_NULLABLE           2
#    define ARROW_FLAG_MAP_KEYS_SORTED    4

/** The type of an array: its format, name, texts, and those of its children. */
struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *); /**< NULL: released, or moved away */
    void *private_data;
};

/** The values of an array. */
struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *); /**< NULL: released, or moved away */
    void *private_data;
};
#endif

#ifndef ARROW_C_STREAM_INTERFACE
#    define ARROW_C_STREAM_INTERFACE

/** Arrays of one type, one after the other. */
struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *); /**< NULL: released, or moved away */
    void *private_data;
};
#endif

/**
 * Write a frame as an Arrow array of structs, a child for each column.
 *
 * Text is a dictionary of utf8 under int32 indices (large_utf8 beyond 2 GiB of words), numbers are
 * double and int64; what is missing is null, NaN of a double column among it.  Values and indices are
 * not copied but lent: the frame lives until the caller has freed it and every array and child made of
 * it is released, in any order and by any thread.  Words are copied, and so are the bits that say what
 * is null.  Columns added later are not in it.
 *
 * The metadata of a column are "gdcs:concept", "gdcs:label" and "gdcs:unit" where it has them,
 * "gdcs:sensitivity", and "gdcs:title:F" for each word F that has a title; those of the struct a text for each
 * key of the frame, "gdcs:source", and "gdcs:sensitivity" where a column that was sliced away was more than
 * public.
 *
 * @param frame   not NULL; without protected columns
 * @param schema  the type; NULL: not wanted, unless array is NULL too.  What the struct held is
 *                overwritten; the caller, or who it is given to, calls its release
 * @param array   the values, likewise
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT   frame is NULL, or both of schema and array are
 *           GDCS_E_DISCLOSURE  a column is protected
 *           GDCS_E_MEMORY
 * @source   Apache Arrow, The Arrow C data interface
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_arrow_write_frame(const gdcs_frame *frame,
                                                       struct ArrowSchema *schema,
                                                       struct ArrowArray *array, gdcs_error *err);

/**
 * Write a frame as an Arrow stream of one array, that of gdcs_arrow_write_frame().
 *
 * The stream holds the frame as an array does.
 *
 * @param frame   as gdcs_arrow_write_frame()
 * @param stream  not NULL; overwritten
 * @param err     may be NULL
 *
 * @errors   as gdcs_arrow_write_frame()
 * @source   Apache Arrow, The Arrow C stream interface
 * @threads  any; a stream by one thread at a time
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_arrow_write_frame_stream(const gdcs_frame *frame,
                                                              struct ArrowArrayStream *stream,
                                                              gdcs_error *err);

/**
 * Read an Arrow array of structs into a frame.
 *
 * Without a schema each child becomes a column: utf8, large_utf8, utf8_view, null and date32
 * ("2015-03-01") text; bool and the eight widths of whole numbers int64; half, float and double
 * double; a dictionary what its values are.  null is missing, and so is NaN.  Concept, label, unit,
 * sensitivity, titles of the words that occur and texts are as the metadata say that gdcs_arrow_write_frame()
 * writes; a column without them has no concept.
 *
 * With a schema the columns are those it names and those whose metadata give a concept, read as
 * gdcs_csv_read_frame() reads fields: numbers and dates are spelled as above where words are asked
 * for ("2015"), bool is "true" and "false".  null is what an empty field is: in a sex column a map says
 * what "" means, since queries write a total as null, too.  The entries of a dictionary are looked up once each.
 * Delimiter, encoding and marks of the schema mean nothing here; `result` counts rows from 1.
 *
 * Types that no column can hold are refused where they are asked for: timestamps, decimals other than
 * whole numbers, binary, lists, structs.
 *
 * What the interface allows to check is checked: lengths, offsets, numbers of buffers and children,
 * order of text offsets, indices of dictionaries, UTF-8.  How long a buffer is, an array does not say:
 * its producer is trusted that far.
 *
 * @param type     the type of the array; stays the caller's
 * @param array    stays the caller's, who releases it; the frame keeps nothing of it
 * @param schema   NULL: as the metadata say
 * @param options  may be NULL; part and language mean nothing
 * @param out      the frame
 * @param result   may be NULL; written on success and on failure
 * @param err      may be NULL; row is that of the array, column the child
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_SYNTAX    released, or not as the interface says
 *           GDCS_E_SCHEMA    a column that is not there, a type that cannot be read, metadata that
 *                            name no concept or sensitivity, what gdcs_csv_read_frame() refuses
 *           GDCS_E_VALUE     a number beyond int64, beyond 2^53 where it must be a double, a date
 *                            outside the years 1 to 9999, a word that a closed map does not hold
 *           GDCS_E_ENCODING  text that is not UTF-8, or with a NUL
 *           GDCS_E_SEX       a sex spelling that is not declared
 *           GDCS_E_DUPLICATE two columns of one name, without a schema
 *           GDCS_E_REJECTED  more rows did not fit than reject_limit > 0 allows
 *           GDCS_E_CANCELLED by gdcs_progress_cancel()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_arrow_read_frame(
    const struct ArrowSchema *type, const struct ArrowArray *array, const gdcs_schema *schema,
    const gdcs_read_options *options, gdcs_frame **out, gdcs_read_result *result, gdcs_error *err);

/**
 * Read an Arrow stream into a frame, its arrays one below the other.
 *
 * @param stream   not NULL; read to its end, released by the caller
 * @param schema   as gdcs_arrow_read_frame()
 * @param options  as gdcs_arrow_read_frame()
 * @param out      as gdcs_arrow_read_frame()
 * @param result   as gdcs_arrow_read_frame()
 * @param err      as gdcs_arrow_read_frame(); row counts through all arrays
 *
 * @errors   as gdcs_arrow_read_frame(), and
 *           GDCS_E_READ  the stream failed; the message is its own
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_arrow_read_frame_stream(
    struct ArrowArrayStream *stream, const gdcs_schema *schema, const gdcs_read_options *options,
    gdcs_frame **out, gdcs_read_result *result, gdcs_error *err);

/**
 * Read an Arrow array of structs into a table.
 *
 * Rows add up in cells as the records of gdcs_csv_read_table() do.
 *
 * @param type     as gdcs_arrow_read_frame()
 * @param array    as gdcs_arrow_read_frame()
 * @param schema   NULL: axes and number are the columns whose metadata give such a concept
 * @param options  as gdcs_arrow_read_frame()
 * @param out      the table
 * @param result   as gdcs_arrow_read_frame()
 * @param err      as gdcs_arrow_read_frame()
 *
 * @errors   as gdcs_arrow_read_frame()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_arrow_read_table(
    const struct ArrowSchema *type, const struct ArrowArray *array, const gdcs_schema *schema,
    const gdcs_read_options *options, gdcs_table **out, gdcs_read_result *result, gdcs_error *err);

/**
 * Read an Arrow stream into a table.
 *
 * @param stream   as gdcs_arrow_read_frame_stream()
 * @param schema   as gdcs_arrow_read_table()
 * @param options  as gdcs_arrow_read_frame()
 * @param out      the table
 * @param result   as gdcs_arrow_read_frame()
 * @param err      as gdcs_arrow_read_frame_stream()
 *
 * @errors   as gdcs_arrow_read_frame_stream()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_arrow_read_table_stream(
    struct ArrowArrayStream *stream, const gdcs_schema *schema, const gdcs_read_options *options,
    gdcs_table **out, gdcs_read_result *result, gdcs_error *err);

GDCS_END
#endif
