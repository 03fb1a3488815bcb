/** @file gdcs/px.h
 *  PC-Axis files (PX): in to a table or a frame, and out. */
#ifndef GDCS_PX_H
#define GDCS_PX_H

#include <gdcs/frame.h>
#include <gdcs/read.h>
#include <gdcs/schema.h>
#include <gdcs/sink.h>
#include <gdcs/table.h>

GDCS_BEGIN

/**
 * Read a PX file into a table.
 *
 * Each variable of STUB, then of HEADING, is an axis: VARIABLECODE its name, or the variable's own;
 * CODES its labels and VALUES their titles, or VALUES the labels where there are no CODES.  Blanks
 * around either are left out.  Texts are in the language of the options, else in that of the file.  With
 * KEYS, rows that are not in the file are 0.
 *
 * Encoding: that of the schema, else a byte order mark, CODEPAGE, or UTF-8 if the bytes are; other
 * bytes without CODEPAGE are refused.
 *
 * What the file says: TIMEVAL is period, MAP area, CONTVARIABLE unit (over which nothing is
 * added up), VARIABLE-TYPE T, G or the name of a concept; the value of ELIMINATION is a declared total;
 * ATTRIBUTES named OBS_STATUS, CONF_STATUS, LOWER, UPPER are status, confidentiality and limits of a cell.
 * Texts of the table: TITLE, SOURCE, LAST-UPDATED, UNITS, REFPERIOD, STOCKFA, LINK; notes, CONTACT, COPYRIGHT,
 * SURVEY and units of contents in its note, "axis=label: text", a line each.  INFO as gdcs_px_write_table()
 * writes it.  What is detected, and said in GDCS_META_DETECTED: other concepts by a variable's name; the sex
 * variable by its name, else by values of which some are women and some men; its codes by
 * gdcs_sex_resolve() of codes and values; a value named total; what symbols mean.  "-" is 0.  One to
 * seven dots are missing: by the text of DATASYMBOL confidential or suppressed is Q, not applicable or
 * cannot exist M, any other O; without that text "..." is Q and others O.
 *
 * Records, for a schema that declares otherwise, have the columns: each variable, "<name> label" of
 * each, "value", "status" (the symbol as it stands in the file, or the attribute), "confidentiality",
 * "lower", "upper".  {"name": "status", "concept": "status", "map": {"...": "O"}, "open": true} says what
 * a symbol means.  Keywords that are not named here are passed over; HIERARCHIES and PARTITIONED are
 * said to be.
 *
 * @param path     not NULL; "-" is the standard input; may be packed (gdcs/read.h)
 * @param schema   NULL: as the file says
 * @param options  may be NULL
 * @param out      the table, only if the whole file was read
 * @param result   may be NULL; `rows` are cells
 * @param err      may be NULL; row is the line, field the keyword or column
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY
 *           GDCS_E_SCHEMA     the schema contradicts itself, a column is not in the file, or a code page
 *                             that the system does not know
 *           GDCS_E_OPEN, GDCS_E_READ
 *           GDCS_E_EMPTY      no bytes at all
 *           GDCS_E_SYNTAX     no PX: a statement or DATA that does not end
 *           GDCS_E_ENCODING   bytes that the encoding does not know, a NUL byte, or no way to tell
 *           GDCS_E_SHAPE      numbers of values, codes, keys and cells that contradict
 *           GDCS_E_DUPLICATE  a variable, a label or a row is there twice
 *           GDCS_E_LIMIT      more than 1 GiB, 32 variables, 2^53 cells, 1 MiB of notes or 1000 attributes
 *                             with "*"
 *           GDCS_E_NAME       the file does not have the language of the options
 *           GDCS_E_SEX        the sex variable or its values cannot be told
 *           GDCS_E_VALUE      a cell that is neither number nor symbol, or a whole one beyond
 *                             2^53 that is no double
 *           GDCS_E_REJECTED   more cells did not fit than reject_limit > 0 allows
 *           GDCS_E_CANCELLED  by gdcs_progress_cancel()
 * @source   Statistics Sweden, PX-file format specification, AXIS-VERSION 2013
 * @checked  tests/io/test_px.c: files written by pxmake, of Statistics Greenland and INE
 * @threads  any; one call reads with one thread
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_px_read_table(const char *path, const gdcs_schema *schema,
                                                   const gdcs_read_options *options,
                                                   gdcs_table **out, gdcs_read_result *result,
                                                   gdcs_error *err);

/**
 * Read a PX file into a frame: a column for each variable, then value, status and the attributes that the
 * file has.
 *
 * @param path     as gdcs_px_read_table()
 * @param schema   as gdcs_px_read_table()
 * @param options  as gdcs_px_read_table()
 * @param out      the frame
 * @param result   as gdcs_px_read_table()
 * @param err      as gdcs_px_read_table()
 *
 * @errors   as gdcs_px_read_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_px_read_frame(const char *path, const gdcs_schema *schema,
                                                   const gdcs_read_options *options,
                                                   gdcs_frame **out, gdcs_read_result *result,
                                                   gdcs_error *err);

/**
 * Parse PX in memory into a table.
 *
 * @param text     not NULL unless size is 0
 * @param size     its length in bytes; -1: up to the NUL
 * @param schema   as gdcs_px_read_table()
 * @param options  as gdcs_px_read_table()
 * @param out      as gdcs_px_read_table()
 * @param result   as gdcs_px_read_table()
 * @param err      as gdcs_px_read_table()
 *
 * @errors   as gdcs_px_read_table(), but for OPEN
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_px_parse_table(const char *text, int64_t size,
                                                    const gdcs_schema *schema,
                                                    const gdcs_read_options *options,
                                                    gdcs_table **out, gdcs_read_result *result,
                                                    gdcs_error *err);

/**
 * Parse PX in memory into a frame.
 *
 * @param text     as gdcs_px_parse_table()
 * @param size     as gdcs_px_parse_table()
 * @param schema   as gdcs_px_read_table()
 * @param options  as gdcs_px_read_table()
 * @param out      the frame
 * @param result   as gdcs_px_read_table()
 * @param err      as gdcs_px_read_table()
 *
 * @errors   as gdcs_px_parse_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_px_parse_frame(const char *text, int64_t size,
                                                    const gdcs_schema *schema,
                                                    const gdcs_read_options *options,
                                                    gdcs_frame **out, gdcs_read_result *result,
                                                    gdcs_error *err);

/**
 * Write a table as PX of version 2013, in UTF-8: the last axis is HEADING.
 *
 * Labels are CODES, their titles VALUES, concepts VARIABLE-TYPE, declared totals ELIMINATION; the counting
 * unit is UNITS.  PX has no cells between limits: such a cell is missing, "..", and its status,
 * confidentiality and limits stand in ATTRIBUTES, so that no reader takes a limit for a number.
 * Suppressed cells (Q) are "...".  What PX has no keyword for stands in INFO, with "#" between: "licence: ...",
 * "sensitivity: internal" of the table, "sensitivity of age: public" of an axis.  A cell that nobody set is 0,
 * or "......" where that means missing.
 *
 * What is written reads back equal, but: cells that meant 0 are there; a quotation mark of a title or text
 * is an apostrophe; a control character of it a blank, so is a line break but for that of the note, which a
 * "#" is as well; blanks around the title of a label go; titles of axes that are the same are not written, nor a
 * total without name; of GDCS_META_STOCK_FLOW only "stock" and "flow" are, and GDCS_META_DETECTED is
 * not.
 *
 * @param table  not NULL
 * @param sink   not NULL; not closed here
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_WRITE, GDCS_E_MEMORY
 *           GDCS_E_DISCLOSURE  the table is protected
 *           GDCS_E_SHAPE      no axis
 *           GDCS_E_EMPTY      an axis without labels
 *           GDCS_E_VALUE      a label or a name of an axis with a quotation mark, a control character
 *                             or blanks around it
 *           GDCS_E_DUPLICATE  titles of an axis are there twice, and one is another's label
 *           GDCS_E_LIMIT      the labels of the axes multiply to more than 100 000 000
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_px_write_table(const gdcs_table *table, gdcs_sink *sink,
                                                    gdcs_error *err);

GDCS_END
#endif
