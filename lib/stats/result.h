/* Building the frame that a table form returns: key columns of the groups, numbers, notes. */
#ifndef GDCS_STATS_RESULT_H
#define GDCS_STATS_RESULT_H

#include "data/groups.h"

#include <gdcs/frame.h>

/* Rows of a result under construction: for each row the group it belongs to, its text keys, its
   numbers and its notes.  Columns are declared first, rows are then appended. */
typedef struct gdcs_i_result gdcs_i_result;

/* groups supplies the key columns and metadata, and its table is the first source; it must outlive the builder.
   Key columns are made for the first `keys` of its axes: what comes after them (the axis of a pair, of
   stages) tells groups apart but does not show. */
gdcs_status gdcs_i_result_new(const gdcs_i_groups *groups, int32_t keys, gdcs_i_result **out,
                              gdcs_error *err);
void gdcs_i_result_free(gdcs_i_result *result);

/* Numbers come from this table too: the result is as sensitive as the most sensitive of them. */
void gdcs_i_result_add_source(gdcs_i_result *result, const gdcs_table *table);

/* Declare a column; returns its number through *column (may be NULL).  name and unit (may be NULL)
   are literals, or outlive the builder. */
gdcs_status gdcs_i_result_add_text(gdcs_i_result *result, const char *name, int32_t concept,
                                   int32_t *column, gdcs_error *err);
gdcs_status gdcs_i_result_add_number(gdcs_i_result *result, const char *name, int32_t concept,
                                     const char *unit, int32_t *column, gdcs_error *err);

/* Declare several: columns[i] is the number of the i-th. */
typedef struct gdcs_i_heading {
    const char *name;
    const char *unit; /* may be NULL */
    int32_t concept_id;
} gdcs_i_heading;

gdcs_status gdcs_i_result_add_numbers(gdcs_i_result *result, const gdcs_i_heading *headings,
                                      int32_t count, int32_t *columns, gdcs_error *err);

/* value, lower, upper, std_error, bound_lower, bound_upper, method, notes: the end of every frame.
   notes is an integer column of GDCS_NOTE_* bits. */
gdcs_status gdcs_i_result_add_estimate(gdcs_i_result *result, const char *unit, gdcs_error *err);

/* A column of GDCS_NOTE_* bits for frames whose rows have no estimate. */
gdcs_status gdcs_i_result_add_notes(gdcs_i_result *result, int32_t *column, gdcs_error *err);

/* Append a row for the group, then fill its cells; numbers start as NaN, texts as missing. */
gdcs_status gdcs_i_result_row(gdcs_i_result *result, int64_t group, gdcs_error *err);
gdcs_status gdcs_i_result_set_text(gdcs_i_result *result, int32_t column, const char *text,
                                   gdcs_error *err);
void gdcs_i_result_set_number(gdcs_i_result *result, int32_t column, double value);
void gdcs_i_result_set_notes(gdcs_i_result *result, int32_t column, uint32_t notes);
gdcs_status gdcs_i_result_set_estimate(gdcs_i_result *result, const gdcs_estimate *estimate,
                                       const gdcs_bounds *bounds, const char *method,
                                       uint32_t notes, gdcs_error *err);

/* method: the sentence for GDCS_META_METHOD.  The keys have the sensitivity of their axes, all other
   columns the highest of the sources.  GDCS_E_DUPLICATE if an axis kept has the name of a
   declared column. */
gdcs_status gdcs_i_result_finish(gdcs_i_result *result, const char *method, gdcs_frame **out,
                                 gdcs_error *err);
#endif
