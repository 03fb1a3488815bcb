/* A table as SDMX-CSV 2.0. */
#include <gdcs/sdmx.h>

#include "core/fail.h"
#include "core/put.h"
#include "data/table.h"
#include "data/leave.h"
#include "io/sdmx/components.h"
#include "io/sdmx/own.h"

#include <gdcs/meta.h>

#include <math.h>
#include <string.h>

enum { OPTIONS_V1 = 16 };

typedef struct writing {
    const gdcs_table *table;
    gdcs_axis axes[GDCS_I_AXES];
    int64_t width;
    int32_t labels;
    const char *structure;
    int limits; /* is any cell an interval? */
    int zero;   /* are cells that nobody set zeroes? */
    gdcs_i_sdmx_own own;
    gdcs_sink *sink;
    gdcs_error *err;
} writing;

static gdcs_status put(const writing *w, const char *text)
{
    return gdcs_i_put(w->sink, text, w->err);
}

/* Text inside a field that is in quotes. */
static gdcs_status put_inside(const writing *w, const char *text)
{
    for (const char *at = text; (at = strchr(text, '"')) != NULL; text = at + 1) {
        TRY(gdcs_sink_write(w->sink, text, at + 1 - text, w->err));
        TRY(put(w, "\""));
    }
    return put(w, text);
}

/* Texts of one field, one behind the other; behind a comma.  The empty text is "", nothing is missing. */
static gdcs_status put_field(const writing *w, const char *a, const char *b, const char *c)
{
    static const char marks[] = ",\"\r\n";
    const int quotes = (a[0] == '\0' && b[0] == '\0') || a[strcspn(a, marks)] != '\0' ||
                       c[strcspn(c, marks)] != '\0';
    TRY(put(w, quotes ? ",\"" : ","));
    TRY(put_inside(w, a));
    TRY(put(w, b));
    TRY(put_inside(w, c));
    return put(w, quotes ? "\"" : "");
}

static const char *title_of(const gdcs_axis *axis, int32_t label)
{
    const char *title = axis->titles != NULL ? axis->titles[label] : NULL;
    return title != NULL ? title : "";
}

static int has_title(const gdcs_axis *axis)
{
    return strcmp(axis->title, axis->name) != 0;
}

/* A code and what it is called, in one field or in two. */
static gdcs_status put_pair(const writing *w, const char *code, const char *title)
{
    const int both = w->labels == GDCS_SDMX_LABELS_BOTH && title[0] != '\0';
    TRY(put_field(w, code, both ? ": " : "", both ? title : ""));
    if (w->labels != GDCS_SDMX_LABELS_NAME)
        return GDCS_OK;
    return title[0] != '\0' ? put_field(w, title, "", "") : put(w, ",");
}

static gdcs_status put_header(const writing *w)
{
    static const char *const tail[][2] = {{"OBS_VALUE", "Observation value"},
                                          {"OBS_STATUS", "Observation status"},
                                          {"CONF_STATUS", "Confidentiality status"}};
    TRY(put(w, "STRUCTURE,STRUCTURE_ID"));
    TRY(put(w, w->labels == GDCS_SDMX_LABELS_NAME ? ",STRUCTURE_NAME,ACTION" : ",ACTION"));
    for (int64_t i = 0; i < w->width; i++) {
        /* with labels=both the mark in the header says that the codes have names */
        const char *title =
            has_title(&w->axes[i]) || w->labels == GDCS_SDMX_LABELS_BOTH ? w->axes[i].title : "";
        const char *heading = w->own.headings[i];
        TRY(put_pair(w, heading != NULL ? heading : w->axes[i].name, title));
    }
    for (int i = 0; i < 3; i++)
        TRY(put_pair(w, tail[i][0], w->labels == GDCS_SDMX_LABELS_ID ? "" : tail[i][1]));
    TRY(put(w, w->limits ? ",LOWER,UPPER" : ""));
    TRY(put(w, w->zero ? ",ABSENT" : ""));
    TRY(put(w, w->own.json != NULL ? "," GDCS_I_SDMX_OWN : ""));
    for (int32_t i = 0; i < w->own.key_count; i++) {
        char name[64];
        gdcs_i_sdmx_own_name(w->table, w->own.keys[i], name);
        TRY(put_field(w, name, "", ""));
    }
    return put(w, "\n");
}

static gdcs_status put_structure(const writing *w)
{
    const char *title = gdcs_table_get_meta(w->table, GDCS_META_TITLE);
    TRY(put(w, "dataflow"));
    TRY(put_pair(w, w->structure, title));
    return put(w, ",I");
}

static gdcs_status put_number(const writing *w, double x)
{
    TRY(put(w, ","));
    return gdcs_i_put_double(w->sink, x, w->err);
}

static gdcs_status put_letter(const writing *w, int32_t letter)
{
    const char text[2] = {(char)letter, '\0'};
    return put_pair(w, text, "");
}

/* Is a label the mark of a dimension that is no part of the key? */
static int is_switched_off(const writing *w, const int32_t *codes)
{
    for (int64_t i = 0; i < w->width; i++)
        if (strcmp(w->axes[i].labels[codes[i]], "~") == 0)
            return 1;
    return 0;
}

/* The number, its letters and its limits.  Without a number OBS_VALUE is empty: what is missing. */
static gdcs_status put_cell(const writing *w, const int32_t *codes, const gdcs_cell *cell)
{
    const int interval = isnan(cell->value) && (cell->lower > 0 || !isinf(cell->upper));
    if (isnan(cell->value))
        TRY(put(w, is_switched_off(w, codes) ? ",NaN" : ","));
    else
        TRY(put_number(w, cell->value));
    TRY(put(w, w->labels == GDCS_SDMX_LABELS_NAME ? "," : ""));
    TRY(put_letter(w, cell->status));
    TRY(put_letter(w, cell->confidentiality));
    if (w->limits) {
        TRY(interval ? put_number(w, cell->lower) : put(w, ","));
        TRY(interval && !isinf(cell->upper) ? put_number(w, cell->upper) : put(w, ","));
    }
    TRY(put(w, w->zero ? ",0" : ""));
    for (int32_t i = w->own.json != NULL ? -1 : 0; i < w->own.key_count; i++)
        TRY(put(w, ","));
    return put(w, "\n");
}

/* The record of the data set as a whole: no dimension is part of its key. */
static gdcs_status put_own(const writing *w)
{
    const int columns = w->labels == GDCS_SDMX_LABELS_NAME ? 6 : 3;
    if (w->own.json == NULL)
        return GDCS_OK;
    TRY(put_structure(w));
    for (int64_t i = 0; i < w->width; i++)
        TRY(put(w, w->labels == GDCS_SDMX_LABELS_NAME ? ",~," : ",~"));
    for (int i = 0; i < columns; i++)
        TRY(put(w, ","));
    TRY(put(w, w->limits ? ",," : ""));
    TRY(put(w, w->zero ? ",0" : ""));
    TRY(put_field(w, w->own.json, "", ""));
    for (int32_t i = 0; i < w->own.key_count; i++)
        TRY(put_field(w, gdcs_table_get_meta(w->table, w->own.keys[i]), "", ""));
    return put(w, "\n");
}

static gdcs_status put_cells(const writing *w)
{
    int32_t codes[GDCS_I_AXES];
    for (int64_t i = 0; i < gdcs_table_count_cells(w->table); i++) {
        gdcs_cell cell = {.struct_size = sizeof cell};
        TRY(gdcs_table_get_at(w->table, i, codes, &cell, w->err));
        TRY(put_structure(w));
        for (int64_t k = 0; k < w->width; k++)
            TRY(put_pair(w, w->axes[k].labels[codes[k]], title_of(&w->axes[k], codes[k])));
        TRY(put_cell(w, codes, &cell));
    }
    return GDCS_OK;
}

static gdcs_status put_all(const writing *w)
{
    TRY(put_header(w));
    TRY(put_own(w));
    return put_cells(w);
}

/* --- what is to be written --- */

static gdcs_status check_name(const writing *w, const gdcs_axis *axis)
{
    if (gdcs_i_sdmx_is_fixed(axis->name) || gdcs_i_sdmx_is_known(axis->name))
        return gdcs_i_fail(w->err, GDCS_E_NAME, axis->name,
                           "an axis is named '%.60s', as a column that is written beside it",
                           axis->name);
    if (w->labels != GDCS_SDMX_LABELS_BOTH)
        return GDCS_OK;
    for (int64_t i = 0; i < axis->label_count; i++)
        if (strstr(axis->labels[i], ": ") != NULL)
            return gdcs_i_fail(w->err, GDCS_E_NAME, axis->name,
                               "label '%.60s' of axis '%.60s' holds \": \", which ends a label",
                               axis->labels[i], axis->name);
    return GDCS_OK;
}

static gdcs_status take_axes(writing *w)
{
    int titled = 0;
    w->width = gdcs_table_count_axes(w->table);
    for (int64_t i = 0; i < w->width; i++) {
        gdcs_axis *axis = &w->axes[i];
        *axis = (gdcs_axis){.struct_size = sizeof *axis};
        TRY(gdcs_table_get_axis(w->table, i, axis, w->err));
        titled |= has_title(axis);
        for (int64_t k = 0; k < axis->label_count; k++)
            titled |= title_of(axis, (int32_t)k)[0] != '\0';
    }
    if (w->labels == GDCS_SDMX_LABELS_DEFAULT)
        w->labels = titled ? GDCS_SDMX_LABELS_NAME : GDCS_SDMX_LABELS_ID;
    for (int64_t i = 0; i < w->width; i++)
        TRY(check_name(w, &w->axes[i]));
    return GDCS_OK;
}

static gdcs_status find_limits(writing *w)
{
    int32_t codes[GDCS_I_AXES];
    w->zero = w->table->absent == GDCS_ABSENT_ZERO;
    for (int64_t i = 0; i < gdcs_table_count_cells(w->table) && !w->limits; i++) {
        gdcs_cell cell = {.struct_size = sizeof cell};
        TRY(gdcs_table_get_at(w->table, i, codes, &cell, w->err));
        w->limits = isnan(cell.value) && (cell.lower > 0 || !isinf(cell.upper));
    }
    return GDCS_OK;
}

static gdcs_status take_options(writing *w, const gdcs_sdmx_write_options *options)
{
    gdcs_sdmx_write_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, w->err));
    if (o.labels < GDCS_SDMX_LABELS_DEFAULT || o.labels > GDCS_SDMX_LABELS_NAME)
        return gdcs_i_fail(w->err, GDCS_E_OPTION, "labels", "labels is %d, not 0 to %d",
                           (int)o.labels, (int)GDCS_SDMX_LABELS_NAME);
    if (o.structure != NULL && strstr(o.structure, ": ") != NULL)
        return gdcs_i_fail(w->err, GDCS_E_OPTION, "structure",
                           "the structure '%.60s' holds \": \", which ends an id", o.structure);
    w->labels = o.labels;
    w->structure = o.structure != NULL && o.structure[0] != '\0' ? o.structure : "GDCS:TABLE(1.0)";
    return GDCS_OK;
}

gdcs_status gdcs_sdmx_write_table(const gdcs_table *table, const gdcs_sdmx_write_options *options,
                                  gdcs_sink *sink, gdcs_error *err)
{
    writing w = {.table = table, .sink = sink, .err = err};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(sink, "sink", err));
    TRY(take_options(&w, options));
    TRY(gdcs_i_leave_table(table, err));
    TRY(take_axes(&w));
    TRY(find_limits(&w));
    TRY(gdcs_i_sdmx_own_of(table, w.labels != GDCS_SDMX_LABELS_ID,
                           strncmp(w.structure, "ESTAT:", 6) == 0, &w.own, err));
    const gdcs_status status = put_all(&w);
    gdcs_i_sdmx_own_free(&w.own);
    return status;
}
