/** @file gdcs/json.h
 *  Frames and tables as JSON, with what they say about themselves: out, and in again as they were. */
#ifndef GDCS_JSON_H
#define GDCS_JSON_H

#include <gdcs/frame.h>
#include <gdcs/sink.h>
#include <gdcs/table.h>

GDCS_BEGIN

/**
 * Write a frame as JSON.
 *
 *     {"meta": {"source": "..."}, "rows": 2,
 *      "columns": [{"name": "country", "concept": "area", "type": "text",
 *                   "values": ["FR", null]},
 *                  {"name": "value", "concept": "value", "type": "double", "unit": "share",
 *                   "values": [0.1, null]}]}
 *
 * A column also has "label" if that is not its name, "titles" of its words ({"F": "Women"}), and "sensitivity"
 * if that is not its concept's; so has the frame if it is not public.  Missing is null; an infinite number is
 * the text "inf" or "-inf", for JSON has none; numbers are the shortest that read back exactly, whole numbers
 * beyond 2^53 are texts.
 *
 * @param frame  not NULL
 * @param sink   not NULL; not closed here
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_WRITE, GDCS_E_MEMORY
 *           GDCS_E_DISCLOSURE  the frame holds protected columns
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_json_write_frame(const gdcs_frame *frame, gdcs_sink *sink,
                                                      gdcs_error *err);

/**
 * Write a table as JSON: its axes with their labels, and its cells by the numbers of the labels.
 *
 *     {"meta": {...}, "absent": "zero",
 *      "axes": [{"name": "sex", "concept": "sex", "labels": ["F", "M"]}],
 *      "cells": [{"at": [0], "value": 12}, {"at": [1], "value": null, "lower": 1, "upper": 4,
 *                 "status": "Q"}]}
 *
 * An axis also has "title" if that is not its name, "total", "titles" of its labels, and "sensitivity" as
 * in a frame; a cell also "confidentiality".  The
 * limits are given where the number is not known exactly; status 'A' and confidentiality 'F' are not.
 *
 * @param table  not NULL
 * @param sink   not NULL; not closed here
 * @param err    may be NULL
 *
 * @errors   as gdcs_json_write_frame()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_json_write_table(const gdcs_table *table, gdcs_sink *sink,
                                                      gdcs_error *err);

/**
 * Read a table that gdcs_json_write_table() wrote.
 *
 * The file says all there is to say: what is read is equal to what was written.  Members that no writer
 * makes are refused.
 *
 * @param path  not NULL; "-" is the standard input; may be packed (gdcs/read.h)
 * @param out   the table
 * @param err   may be NULL; row and column are line and character
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPEN, GDCS_E_READ, GDCS_E_MEMORY
 *           GDCS_E_EMPTY      no bytes at all
 *           GDCS_E_SYNTAX     no JSON; a member unknown, twice, missing or of a wrong type
 *           GDCS_E_ENCODING   not UTF-8
 *           GDCS_E_LIMIT      more than 1 GiB, nested deeper than 500, more than 32 axes
 *           GDCS_E_NAME       no such concept, sensitivity, type or key of "meta"
 *           GDCS_E_SHAPE      numbers of labels, titles or values that contradict
 *           GDCS_E_DUPLICATE  an axis, a label or a cell twice
 *           GDCS_E_SEX        a label of a sex axis is no code
 *           GDCS_E_VALUE      a cell that contradicts itself; a whole number beyond 2^53 that no
 *                             double is
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_json_read_table(const char *path, gdcs_table **out,
                                                     gdcs_error *err);

/**
 * Read a frame that gdcs_json_write_frame() wrote.
 *
 * @param path  as gdcs_json_read_table()
 * @param out   the frame
 * @param err   as gdcs_json_read_table()
 *
 * @errors   as gdcs_json_read_table(), but for SEX; VALUE only of a number beyond 2^53
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_json_read_frame(const char *path, gdcs_frame **out,
                                                     gdcs_error *err);

/**
 * Parse a table from JSON in memory.
 *
 * @param text  not NULL unless size is 0
 * @param size  its length in bytes; -1: up to the NUL
 * @param out   as gdcs_json_read_table()
 * @param err   as gdcs_json_read_table()
 *
 * @errors   as gdcs_json_read_table(), but for OPEN
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_json_parse_table(const char *text, int64_t size,
                                                      gdcs_table **out, gdcs_error *err);

/**
 * Parse a frame from JSON in memory.
 *
 * @param text  as gdcs_json_parse_table()
 * @param size  as gdcs_json_parse_table()
 * @param out   the frame
 * @param err   as gdcs_json_read_table()
 *
 * @errors   as gdcs_json_read_frame(), but for OPEN
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_json_parse_frame(const char *text, int64_t size,
                                                      gdcs_frame **out, gdcs_error *err);

GDCS_END
#endif
