/** @file gdcs/csv.h
 *  Delimited files: in one pass to a table or a frame, and out again. */
#ifndef GDCS_CSV_H
#define GDCS_CSV_H

#include <gdcs/frame.h>
#include <gdcs/read.h>
#include <gdcs/schema.h>
#include <gdcs/sink.h>
#include <gdcs/table.h>

GDCS_BEGIN

/**
 * Read a delimited file straight into a table.
 *
 * One pass; memory grows with the table, not with the file.  Axes are the columns with an axis
 * concept, in the order of the schema, then the wide axis.  Each record adds 1, or the number in its
 * count, weight, population or value column, of which there is one at most: records of one cell add
 * up, as they do where the schema leaves a dimension of the file out.  A missing number makes a
 * missing cell ('O', or as the status column says), plus other numbers an interval; columns of
 * concepts lower and upper say where a missing number lies.  Of several statuses of a cell the
 * gravest stands.  A missing sex is "_U", another missing text "".  That numbers of concept value were
 * added to one of the same cell, and what was found out, stands in GDCS_META_DETECTED.
 *
 * Fields are taken as RFC 4180 says: blanks belong to them, but for those around a number; CR, LF
 * and CRLF end a line; a byte order mark is skipped.  Blank lines are counted and left out; where the
 * file has one column they are records with an empty field.
 *
 * A record with the right number of fields is first put to keep and drop: what they leave out is
 * not looked at further.  The first misfit of another is its reason; a broken quote is no misfit of a
 * record but the end of reading.
 *
 * @param path     not NULL; "-" is the standard input; may be packed (gdcs/read.h)
 * @param schema   not NULL
 * @param options  may be NULL
 * @param out      the table, only if the whole file was read
 * @param result   may be NULL; written on success and on failure
 * @param err      may be NULL; row is the line on which the record begins, column the field
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_SCHEMA    the schema contradicts itself, or a column is not in the header
 *           GDCS_E_OPEN      missing, a directory, no permission
 *           GDCS_E_READ      reading failed half way, the file changed meanwhile, or what is packed is
 *                            damaged (gdcs/read.h)
 *           GDCS_E_EMPTY     no header, or no bytes at all
 *           GDCS_E_SYNTAX    unclosed quote, stray quote
 *           GDCS_E_LIMIT     a field longer than the limit, more than 100 000 in the header, more
 *                            than 32 axes
 *           GDCS_E_ENCODING  bytes that the declared encoding does not know, a NUL byte, or no text at
 *                            all: an archive, a spreadsheet
 *           GDCS_E_SHAPE     a record with more or fewer fields than the header, or fewer records than the
 *                            footer has
 *           GDCS_E_SEX       a sex spelling that is not declared, or that gdcs_sex_resolve() refuses
 *                            where none is
 *           GDCS_E_VALUE     a word that a closed map does not hold, a field that is no number, a
 *                            number that two decimal marks would make different, or a whole one
 *                            beyond 2^53 that is no double
 *           GDCS_E_REJECTED  more records did not fit than reject_limit > 0 allows
 *           GDCS_E_CANCELLED  by gdcs_progress_cancel()
 * @threads  any; one call reads with as many threads as its options say, and they all give the same, to
 *           the bit for counts and for weights as files have them
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_csv_read_table(const char *path, const gdcs_schema *schema,
                                                    const gdcs_read_options *options,
                                                    gdcs_table **out, gdcs_read_result *result,
                                                    gdcs_error *err);

/**
 * Read a delimited file into a frame: a column for each column of the schema that has a concept.
 *
 * Nothing between two delimiters is a missing text unless a map speaks of ""; "" in quotes is the
 * empty text.  Numbers of concepts other than count, weight and population may be negative, "inf" or
 * "-inf".  Memory grows with the frame.
 *
 * @param path     as gdcs_csv_read_table()
 * @param schema   as gdcs_csv_read_table()
 * @param options  as gdcs_csv_read_table()
 * @param out      the frame
 * @param result   as gdcs_csv_read_table()
 * @param err      as gdcs_csv_read_table()
 *
 * @errors   as gdcs_csv_read_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_csv_read_frame(const char *path, const gdcs_schema *schema,
                                                    const gdcs_read_options *options,
                                                    gdcs_frame **out, gdcs_read_result *result,
                                                    gdcs_error *err);

/**
 * Read several delimited files into one table, as if the records of each followed those of the one
 * before.
 *
 * Each has its own header, with the columns at its own places, its own footer, delimiter, encoding and marks in
 * numbers, as far as the schema leaves them open.  What spellings of sex mean is decided by those of
 * all files.  Patterns of wide columns must take the same headings in each.
 *
 * A path in which * or ? stands and which is no file is a pattern, of any characters or of one, neither a
 * slash nor a dot at the beginning of a name; it stands for the files that fit it in the order of their bytes,
 * folders left out.
 *
 * @param paths    not NULL, nor any of them; in the order in which they are read
 * @param count    of the paths and patterns, at least 1
 * @param schema   as gdcs_csv_read_table()
 * @param options  as gdcs_csv_read_table()
 * @param out      the table, only if all files were read whole
 * @param result   as gdcs_csv_read_table(), of all files together
 * @param err      as gdcs_csv_read_table(); the message names the file
 *
 * @errors   as gdcs_csv_read_table(), and
 *           GDCS_E_OPEN       also: no file fits a pattern
 *           GDCS_E_DUPLICATE  one file is there twice, by whatever name
 *           GDCS_E_SCHEMA     also: a pattern of wide columns takes other headings than in the first
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_csv_read_table_files(
    const char *const *paths, int64_t count, const gdcs_schema *schema,
    const gdcs_read_options *options, gdcs_table **out, gdcs_read_result *result, gdcs_error *err);

/**
 * Read several delimited files into one frame, the rows of each below those of the one before.
 *
 * @param paths    as gdcs_csv_read_table_files()
 * @param count    as gdcs_csv_read_table_files()
 * @param schema   as gdcs_csv_read_table()
 * @param options  as gdcs_csv_read_table()
 * @param out      the frame
 * @param result   as gdcs_csv_read_table_files()
 * @param err      as gdcs_csv_read_table_files()
 *
 * @errors   as gdcs_csv_read_table_files()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_csv_read_frame_files(
    const char *const *paths, int64_t count, const gdcs_schema *schema,
    const gdcs_read_options *options, gdcs_frame **out, gdcs_read_result *result, gdcs_error *err);

/**
 * Parse delimited text in memory into a table.
 *
 * @param text     not NULL unless size is 0
 * @param size     its length in bytes; -1: up to the NUL
 * @param schema   as gdcs_csv_read_table()
 * @param options  as gdcs_csv_read_table()
 * @param out      as gdcs_csv_read_table()
 * @param result   as gdcs_csv_read_table()
 * @param err      as gdcs_csv_read_table()
 *
 * @errors   as gdcs_csv_read_table(), but for OPEN
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_csv_parse_table(const char *text, int64_t size,
                                                     const gdcs_schema *schema,
                                                     const gdcs_read_options *options,
                                                     gdcs_table **out, gdcs_read_result *result,
                                                     gdcs_error *err);

/**
 * Parse delimited text in memory into a frame.
 *
 * @param text     as gdcs_csv_parse_table()
 * @param size     as gdcs_csv_parse_table()
 * @param schema   as gdcs_csv_read_table()
 * @param options  as gdcs_csv_read_table()
 * @param out      the frame
 * @param result   as gdcs_csv_read_table()
 * @param err      as gdcs_csv_read_table()
 *
 * @errors   as gdcs_csv_parse_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_csv_parse_frame(const char *text, int64_t size,
                                                     const gdcs_schema *schema,
                                                     const gdcs_read_options *options,
                                                     gdcs_frame **out, gdcs_read_result *result,
                                                     gdcs_error *err);

/** Options of writing.  NULL or zeroes: the defaults. */
typedef struct gdcs_csv_write_options {
    uint32_t struct_size; /**< sizeof(gdcs_csv_write_options) */
    int32_t
        guard_formulas; /**< 1: text that a spreadsheet would run (= + - @ tab) gets a ' before it;
                                 it then does not read back equal */
    char delimiter;     /**< 0: ',' */
    char decimal;       /**< 0: '.' */
    char spare[6];      /**< 0 */
} gdcs_csv_write_options;

/**
 * Write a frame as CSV: a header, then a record per row; UTF-8, LF.
 *
 * Fields are quoted where RFC 4180 needs it; an empty text is written "" and a missing one as
 * nothing; numbers are the shortest that read back exactly.
 *
 * @param frame    not NULL
 * @param options  may be NULL
 * @param sink     not NULL; not closed here
 * @param err      may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_WRITE, GDCS_E_MEMORY
 *           GDCS_E_DISCLOSURE  the frame holds protected columns
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_csv_write_frame(const gdcs_frame *frame,
                                                     const gdcs_csv_write_options *options,
                                                     gdcs_sink *sink, gdcs_error *err);

/**
 * Write a table as CSV: a record per cell that was set, as gdcs_table_get_frame() orders them.
 *
 * Beside an axis whose labels have titles stands a column of them, called as the axis with "_title"
 * behind (and "_" as often as that is taken).  What a delimited file cannot hold is in the schema of
 * gdcs_csv_new_schema_table().
 *
 * @param table    not NULL
 * @param options  may be NULL
 * @param sink     not NULL; not closed here
 * @param err      may be NULL
 *
 * @errors   as gdcs_csv_write_frame()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_csv_write_table(const gdcs_table *table,
                                                     const gdcs_csv_write_options *options,
                                                     gdcs_sink *sink, gdcs_error *err);

/**
 * Make the schema with which what gdcs_csv_write_table() writes reads back equal: values, intervals,
 * statuses, titles, declared totals, labels without cells, what a cell that nobody set means,
 * sensitivity, texts.
 *
 * Keep it beside the file, as gdcs_schema_write() writes it.
 *
 * @param table    not NULL
 * @param options  those of writing; may be NULL
 * @param out      ended by gdcs_schema_free()
 * @param err      may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_OPTION     as gdcs_csv_write_table(); what guards formulas does not read back
 *           GDCS_E_DUPLICATE  an axis is named like a column of numbers
 *           GDCS_E_LIMIT      labels and texts are longer than 16 MiB
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_csv_new_schema_table(const gdcs_table *table,
                                                          const gdcs_csv_write_options *options,
                                                          gdcs_schema **out, gdcs_error *err);

/**
 * Make the schema with which what gdcs_csv_write_frame() writes reads back equal: types, concepts,
 * labels, titles of words, units, sensitivity, texts.
 *
 * A column without a concept becomes one of GROUP, if it is text, or NUMBER, since a schema passes over
 * those without.  Counts, weights and populations that are negative or infinite are written, but not
 * read.
 *
 * @param frame    not NULL
 * @param options  those of writing; may be NULL
 * @param out      ended by gdcs_schema_free()
 * @param err      may be NULL
 *
 * @errors   as gdcs_csv_new_schema_table(), but for DUPLICATE;
 *           GDCS_E_SEX     a sex column that is no text, or holds words that are no codes
 *           GDCS_E_SCHEMA  two columns of sex
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_csv_new_schema_frame(const gdcs_frame *frame,
                                                          const gdcs_csv_write_options *options,
                                                          gdcs_schema **out, gdcs_error *err);

GDCS_END
#endif
