/** @file gdcs/json.h
 *  Frames and tables as JSON, with what they say about themselves. */
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
 *      "columns": [{"name": "country", "concept": "area", "values": ["FR", null]},
 *                  {"name": "value", "concept": "value", "unit": "share", "values": [0.1, null]}]}
 *
 * A column also has "label" if that is not its name.  Missing is null; an infinite number is the text "inf" or "-inf", for JSON has none; numbers are the
 * shortest that read back exactly, whole numbers beyond 2^53 are texts.
 *
 * @param frame  not NULL
 * @param sink   not NULL; not closed here
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_WRITE, GDCS_E_MEMORY
 *           GDCS_E_PROTECTED  the frame holds protected columns
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
 * An axis also has "title" if that is not its name, and "total"; a cell also "confidentiality".  The
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

GDCS_END
#endif
