/** @file gdcs/jsonstat.h
 *  JSON-stat 1 and 2: in to a table or a frame, and 2.0 out. */
#ifndef GDCS_JSONSTAT_H
#define GDCS_JSONSTAT_H

#include <gdcs/frame.h>
#include <gdcs/read.h>
#include <gdcs/schema.h>
#include <gdcs/sink.h>
#include <gdcs/table.h>

GDCS_BEGIN

/**
 * Read a JSON-stat data set into a table.
 *
 * Each dimension is an axis, its label the title, its categories the labels with their titles.  A
 * dense `value` sets every cell, null a missing one; a sparse one sets those it names, and so does a
 * `status` of a cell without number.  Sizes are checked against what the document holds before
 * anything is allocated.  A whole number beyond 2^53 that no double is, does not fit.
 *
 * A document of several data sets (a bundle of version 1, a collection) is read by `part`: the name of
 * the member, the label or the href.
 *
 * What the file says: roles time, geo and metric are period, area and unit; a category above all others in `child`
 * is a declared total; the unit of a single metric is the unit of the numbers; label, source, updated,
 * href and notes are texts of the table, the latter "dimension=category: text", a line each.
 * What is detected, and said in GDCS_META_DETECTED: other concepts by a dimension's name; the sex
 * dimension by its name, else by categories of which some are women and some men, in words; its codes by
 * gdcs_sex_resolve() of the codes and of their labels; a category named total; statuses, which
 * JSON-stat leaves to the producer: SDMX letters, and small letters of which every list of flags says
 * the same (a b d e f m n p u).  Another status is left out, which is said; how many cells have it, and
 * its title in Eurostat's extension, is a line of the note, "status=x: title, cells: 3".
 *
 * Records, for a schema that declares otherwise, have the columns: the id of each dimension,
 * "<id> label" of each, "value", "status".  A column of the schema takes the place of that of its name;
 * what it leaves open stays as the file says.  `extension` is ignored but for that of
 * gdcs_jsonstat_write_table().
 *
 * @param path     not NULL; "-" is the standard input; may be packed (gdcs/read.h)
 * @param schema   NULL: as the file says
 * @param options  may be NULL
 * @param out      the table, only if the whole file was read
 * @param result   may be NULL; `rows` are cells, first_row is the number of a cell from 1
 * @param err      may be NULL; row and column are line and character; of a record that does not fit
 *                 the number of the cell from 1 and the column
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_SCHEMA    the schema contradicts itself, or a column is not in the file
 *           GDCS_E_OPEN, GDCS_E_READ
 *           GDCS_E_EMPTY     no bytes at all
 *           GDCS_E_SYNTAX    no JSON, no data set, a member of a wrong type
 *           GDCS_E_ENCODING  not UTF-8
 *           GDCS_E_SHAPE     sizes, positions and numbers of categories or values that contradict
 *           GDCS_E_DUPLICATE a dimension is there twice
 *           GDCS_E_LIMIT     more than 1 GiB, nested deeper than 500, more than 32 dimensions
 *                            (in a frame 1000) or 2^53 cells
 *           GDCS_E_NAME      several data sets, of which `part` names none or several
 *           GDCS_E_SEX       the sex dimension or its categories cannot be told
 *           GDCS_E_VALUE     a value that is no number
 *           GDCS_E_REJECTED  more cells did not fit than reject_limit > 0 allows
 *           GDCS_E_CANCELLED  by gdcs_progress_cancel()
 * @source   JSON-stat 2.0, json-stat.org/full
 * @checked  tests/io/test_jsonstat.c: samples of json-stat.org, a document that jsonstat-suite 4.0.1 wrote
 * @threads  any; one call reads with one thread
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_jsonstat_read_table(const char *path,
                                                         const gdcs_schema *schema,
                                                         const gdcs_read_options *options,
                                                         gdcs_table **out, gdcs_read_result *result,
                                                         gdcs_error *err);

/**
 * Read a JSON-stat data set into a frame: a column for each dimension, then value and status.
 *
 * @param path     as gdcs_jsonstat_read_table()
 * @param schema   as gdcs_jsonstat_read_table()
 * @param options  as gdcs_jsonstat_read_table()
 * @param out      the frame
 * @param result   as gdcs_jsonstat_read_table()
 * @param err      as gdcs_jsonstat_read_table()
 *
 * @errors   as gdcs_jsonstat_read_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_jsonstat_read_frame(const char *path,
                                                         const gdcs_schema *schema,
                                                         const gdcs_read_options *options,
                                                         gdcs_frame **out, gdcs_read_result *result,
                                                         gdcs_error *err);

/**
 * Parse JSON-stat text in memory into a table.
 *
 * @param text     not NULL unless size is 0
 * @param size     its length in bytes; -1: up to the NUL
 * @param schema   as gdcs_jsonstat_read_table()
 * @param options  as gdcs_jsonstat_read_table()
 * @param out      as gdcs_jsonstat_read_table()
 * @param result   as gdcs_jsonstat_read_table()
 * @param err      as gdcs_jsonstat_read_table()
 *
 * @errors   as gdcs_jsonstat_read_table(), but for OPEN
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_jsonstat_parse_table(
    const char *text, int64_t size, const gdcs_schema *schema, const gdcs_read_options *options,
    gdcs_table **out, gdcs_read_result *result, gdcs_error *err);

/**
 * Parse JSON-stat text in memory into a frame.
 *
 * @param text     as gdcs_jsonstat_parse_table()
 * @param size     as gdcs_jsonstat_parse_table()
 * @param schema   as gdcs_jsonstat_read_table()
 * @param options  as gdcs_jsonstat_read_table()
 * @param out      the frame
 * @param result   as gdcs_jsonstat_read_table()
 * @param err      as gdcs_jsonstat_read_table()
 *
 * @errors   as gdcs_jsonstat_parse_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_jsonstat_parse_frame(
    const char *text, int64_t size, const gdcs_schema *schema, const gdcs_read_options *options,
    gdcs_frame **out, gdcs_read_result *result, gdcs_error *err);

/**
 * Write a table as a JSON-stat 2.0 data set.
 *
 * `value` is an array if every cell was set, else an object by position; `status` holds the letters
 * that are not 'A'.  What the standard has no place for stands in extension.gdcs, which other readers
 * pass over: concepts, declared totals, sensitivity, what a cell that nobody set means, limits of cells that
 * are no exact number, confidentiality, further texts.  What is written reads back equal.
 *
 * @param table  not NULL
 * @param sink   not NULL; not closed here
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_WRITE, GDCS_E_MEMORY
 *           GDCS_E_DISCLOSURE  the table is protected
 *           GDCS_E_LIMIT      the labels of the axes multiply to more than 2^53
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_jsonstat_write_table(const gdcs_table *table, gdcs_sink *sink,
                                                          gdcs_error *err);

GDCS_END
#endif
