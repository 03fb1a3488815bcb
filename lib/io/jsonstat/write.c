/* A table as a JSON-stat 2.0 data set. */
#include <gdcs/jsonstat.h>

#include "core/fail.h"
#include "core/put.h"
#include "data/table.h"
#include "data/leave.h"
#include "io/json/put.h"
#include "io/schema/names.h"

#include <math.h>
#include <string.h>

typedef struct writing {
    const gdcs_table *table;
    gdcs_axis axes[GDCS_I_AXES];
    int64_t width;
    int dense;
    gdcs_sink *sink;
    gdcs_error *err;
} writing;

static gdcs_status put(const writing *w, const char *text)
{
    return gdcs_i_put(w->sink, text, w->err);
}

static gdcs_status put_text(const writing *w, const char *text)
{
    return gdcs_i_put_json_text(w->sink, text, w->err);
}

/* "name": "text", behind a comma unless it is the first. */
static gdcs_status put_pair(const writing *w, int *first, const char *name, const char *text)
{
    TRY(put(w, *first ? "" : ", "));
    *first = 0;
    TRY(put_text(w, name));
    TRY(put(w, ": "));
    return put_text(w, text);
}

static gdcs_status put_member(const writing *w, const char *name, int32_t key)
{
    const char *text = gdcs_table_get_meta(w->table, key);
    if (text[0] == '\0')
        return GDCS_OK;
    TRY(put(w, ",\n "));
    TRY(put_text(w, name));
    TRY(put(w, ": "));
    return put_text(w, text);
}

/* Lines of the note, an element each. */
static gdcs_status put_note(const writing *w)
{
    const char *at = gdcs_table_get_meta(w->table, GDCS_META_NOTE);
    if (at[0] == '\0')
        return GDCS_OK;
    TRY(put(w, ",\n \"note\": ["));
    for (int first = 1; at != NULL; first = 0) {
        const char *end = strchr(at, '\n');
        const size_t size = end != NULL ? (size_t)(end - at) : strlen(at);
        TRY(put(w, first ? "" : ", "));
        TRY(gdcs_i_put_json_part(w->sink, at, size, w->err));
        at = end != NULL ? end + 1 : NULL;
    }
    return put(w, "]");
}

/* Names of the axes of a concept. */
static gdcs_status put_role(const writing *w, const char *role, int32_t concept, int *first)
{
    int any = 0;
    for (int64_t i = 0; i < w->width; i++) {
        if (w->axes[i].concept_id != concept)
            continue;
        if (!any) {
            TRY(put(w, *first ? "\"" : ", \""));
            TRY(put(w, role));
            TRY(put(w, "\": ["));
        }
        TRY(put(w, any ? ", " : ""));
        TRY(put_text(w, w->axes[i].name));
        any = 1;
        *first = 0;
    }
    return put(w, any ? "]" : "");
}

static gdcs_status put_shape(const writing *w)
{
    int first = 1;
    TRY(put(w, ",\n \"id\": ["));
    for (int64_t i = 0; i < w->width; i++) {
        TRY(put(w, i > 0 ? ", " : ""));
        TRY(put_text(w, w->axes[i].name));
    }
    TRY(put(w, "],\n \"size\": ["));
    for (int64_t i = 0; i < w->width; i++) {
        TRY(put(w, i > 0 ? ", " : ""));
        TRY(gdcs_i_put_int64(w->sink, w->axes[i].label_count, w->err));
    }
    TRY(put(w, "],\n \"role\": {"));
    TRY(put_role(w, "time", GDCS_CONCEPT_PERIOD, &first));
    TRY(put_role(w, "geo", GDCS_CONCEPT_AREA, &first));
    return put(w, "}");
}

static gdcs_status put_labels(const writing *w, const gdcs_axis *axis)
{
    int first = 1;
    TRY(put(w, "]"));
    for (int64_t i = 0; axis->titles != NULL && i < axis->label_count; i++) {
        if (axis->titles[i] == NULL)
            continue;
        TRY(put(w, first ? ",\n    \"label\": {" : ""));
        TRY(put_pair(w, &first, axis->labels[i], axis->titles[i]));
    }
    return put(w, first ? "}}" : "}}}");
}

static gdcs_status put_dimensions(const writing *w)
{
    TRY(put(w, ",\n \"dimension\": {"));
    for (int64_t i = 0; i < w->width; i++) {
        const gdcs_axis *axis = &w->axes[i];
        TRY(put(w, i > 0 ? ",\n  " : "\n  "));
        TRY(put_text(w, axis->name));
        TRY(put(w, ": {"));
        if (strcmp(axis->title, axis->name) != 0) {
            TRY(put(w, "\"label\": "));
            TRY(put_text(w, axis->title));
            TRY(put(w, ", "));
        }
        TRY(put(w, "\"category\": {\"index\": ["));
        for (int64_t k = 0; k < axis->label_count; k++) {
            TRY(put(w, k > 0 ? ", " : ""));
            TRY(put_text(w, axis->labels[k]));
        }
        TRY(put_labels(w, axis));
    }
    return put(w, "}");
}

/* --- cells --- */

typedef enum part { VALUE, STATUS, CONFIDENTIALITY, LOWER, UPPER } part;

static int is_there(part which, const gdcs_cell *cell)
{
    switch (which) {
    case STATUS: return cell->status != 'A';
    case CONFIDENTIALITY: return cell->confidentiality != 'F';
    case LOWER: return isnan(cell->value) && cell->lower > 0;
    case UPPER: return isnan(cell->value) && !isinf(cell->upper);
    default: return 1;
    }
}

static gdcs_status put_part(const writing *w, part which, const gdcs_cell *cell)
{
    const char letter[2] = {(char)(which == STATUS ? cell->status : cell->confidentiality), '\0'};
    if (which == STATUS || which == CONFIDENTIALITY)
        return put_text(w, letter);
    return gdcs_i_put_json_double(w->sink,
                                  which == LOWER   ? cell->lower
                                  : which == UPPER ? cell->upper
                                                   : cell->value,
                                  w->err);
}

static int64_t position_of(const writing *w, const int32_t *codes)
{
    int64_t position = 0;
    for (int64_t i = 0; i < w->width; i++)
        position = position * w->axes[i].label_count + codes[i];
    return position;
}

/* An array of all, or an object of those that have it. */
static gdcs_status put_cells(const writing *w, part which, const char *name)
{
    int32_t codes[GDCS_I_AXES];
    const int array = which == VALUE && w->dense;
    int any = 0;
    for (int64_t i = 0; i < gdcs_table_count_cells(w->table); i++) {
        gdcs_cell cell = {.struct_size = sizeof cell};
        TRY(gdcs_table_get_at(w->table, i, codes, &cell, w->err));
        if (!is_there(which, &cell))
            continue;
        TRY(put(w, any ? ", " : name));
        any = 1;
        if (!array) {
            TRY(put(w, "\""));
            TRY(gdcs_i_put_int64(w->sink, position_of(w, codes), w->err));
            TRY(put(w, "\": "));
        }
        TRY(put_part(w, which, &cell));
    }
    if (!any)
        return which == VALUE ? put(w, ",\n \"value\": {}") : GDCS_OK;
    return put(w, array ? "]" : "}");
}

/* --- what the standard has no place for --- */

static gdcs_status put_concepts(const writing *w)
{
    int first = 1;
    TRY(put(w, ",\n  \"concepts\": {"));
    for (int64_t i = 0; i < w->width; i++)
        TRY(put_pair(w, &first, w->axes[i].name, gdcs_concept_name(w->axes[i].concept_id)));
    first = 1;
    TRY(put(w, "},\n  \"totals\": {"));
    for (int64_t i = 0; i < w->width; i++)
        if (w->axes[i].total != NULL && w->axes[i].concept_id != GDCS_CONCEPT_SEX)
            TRY(put_pair(w, &first, w->axes[i].name, w->axes[i].total));
    return put(w, "}");
}

/* Of the numbers, and of axes that are otherwise sensitive than their concept. */
static gdcs_status put_sensitivity(const writing *w)
{
    int first = 1;
    TRY(put(w, ",\n  \"sensitivity\": "));
    TRY(put_text(w, gdcs_i_sensitivity_name(gdcs_table_get_sensitivity(w->table))));
    TRY(put(w, ",\n  \"sensitivities\": {"));
    for (int64_t i = 0; i < w->width; i++)
        if (w->axes[i].sensitivity != gdcs_concept_sensitivity(w->axes[i].concept_id))
            TRY(put_pair(w, &first, w->axes[i].name,
                         gdcs_i_sensitivity_name(w->axes[i].sensitivity)));
    return put(w, "}");
}

static gdcs_status put_texts(const writing *w)
{
    int first = 1;
    TRY(put(w, ",\n  \"meta\": {"));
    for (int32_t key = 1; gdcs_meta_name(key)[0] != '\0'; key++) {
        const char *text = gdcs_table_get_meta(w->table, key);
        const int placed = key == GDCS_META_TITLE || key == GDCS_META_SOURCE ||
                           key == GDCS_META_URL || key == GDCS_META_RETRIEVED ||
                           key == GDCS_META_NOTE;
        if (!placed && text[0] != '\0')
            TRY(put_pair(w, &first, gdcs_meta_name(key), text));
    }
    return put(w, "}");
}

static gdcs_status put_extension(const writing *w)
{
    TRY(put(w, ",\n \"extension\": {\"gdcs\": {"));
    TRY(put(w, w->table->absent == GDCS_ABSENT_MISSING ? "\"absent\": \"missing\""
                                                       : "\"absent\": \"zero\""));
    TRY(put_concepts(w));
    TRY(put_sensitivity(w));
    TRY(put_texts(w));
    TRY(put_cells(w, CONFIDENTIALITY, ",\n  \"confidentiality\": {"));
    TRY(put_cells(w, LOWER, ",\n  \"lower\": {"));
    TRY(put_cells(w, UPPER, ",\n  \"upper\": {"));
    return put(w, "}}");
}

static gdcs_status put_table(const writing *w)
{
    TRY(put(w, "{\"version\": \"2.0\",\n \"class\": \"dataset\""));
    TRY(put_member(w, "label", GDCS_META_TITLE));
    TRY(put_member(w, "source", GDCS_META_SOURCE));
    TRY(put_member(w, "href", GDCS_META_URL));
    TRY(put_member(w, "updated", GDCS_META_RETRIEVED));
    TRY(put_note(w));
    TRY(put_shape(w));
    TRY(put_dimensions(w));
    TRY(put_cells(w, VALUE, w->dense ? ",\n \"value\": [" : ",\n \"value\": {"));
    TRY(put_cells(w, STATUS, ",\n \"status\": {"));
    TRY(put_extension(w));
    return put(w, "}\n");
}

/* Positions are exact numbers of JSON. */
static gdcs_status take_axes(writing *w)
{
    double cells = 1;
    w->width = gdcs_table_count_axes(w->table);
    for (int64_t i = 0; i < w->width; i++) {
        w->axes[i] = (gdcs_axis){.struct_size = sizeof w->axes[i]};
        TRY(gdcs_table_get_axis(w->table, i, &w->axes[i], w->err));
        cells *= (double)w->axes[i].label_count;
        if (cells > 9007199254740992.0)
            return gdcs_i_fail(w->err, GDCS_E_LIMIT, w->axes[i].name,
                               "the labels of the axes multiply to more than 2^53");
    }
    w->dense = cells > 0 && cells == (double)gdcs_table_count_cells(w->table);
    return GDCS_OK;
}

gdcs_status gdcs_jsonstat_write_table(const gdcs_table *table, gdcs_sink *sink, gdcs_error *err)
{
    writing w = {.table = table, .sink = sink, .err = err};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(sink, "sink", err));
    TRY(gdcs_i_leave_table(table, err));
    TRY(take_axes(&w));
    return put_table(&w);
}
