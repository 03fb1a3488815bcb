/* A table as a PX file in UTF-8. */
#include <gdcs/px.h>

#include "core/fail.h"
#include "core/put.h"
#include "core/text.h"
#include "data/leave.h"
#include "io/px/describe.h"
#include "io/px/put.h"
#include "io/px/writing.h"
#include "io/schema/names.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef gdcs_i_px_writing writing;

static gdcs_status put(const writing *w, const char *text)
{
    return gdcs_i_put(w->sink, text, w->err);
}

static gdcs_status put_text(const writing *w, const char *text)
{
    return gdcs_i_px_put_text(w->sink, text, ' ', w->err);
}

static gdcs_status put_pair(const writing *w, const char *keyword, const char *text)
{
    TRY(put(w, keyword));
    TRY(put(w, "="));
    TRY(put_text(w, text));
    return put(w, ";\n");
}

static const char *meta(const writing *w, int32_t key)
{
    return gdcs_table_get_meta(w->table, key);
}

static gdcs_status put_meta(const writing *w, const char *keyword, int32_t key)
{
    return meta(w, key)[0] == '\0' ? GDCS_OK : put_pair(w, keyword, meta(w, key));
}

/* KEYWORD("variable")= */
static gdcs_status put_keyed(const writing *w, const char *keyword, int64_t axis)
{
    TRY(put(w, keyword));
    TRY(put(w, "("));
    TRY(gdcs_i_px_put_name(w->sink, w->variables[axis], w->err));
    return put(w, ")=");
}

/* What keywords call a value. */
static const char *key_of(const writing *w, int64_t axis, int64_t label)
{
    return w->by_code[axis] ? w->axes[axis].labels[label]
                            : gdcs_i_px_value_of(&w->axes[axis], label);
}

/* Decimals that the numbers have. */
static gdcs_status count_decimals(const writing *w, int64_t *most)
{
    int32_t codes[GDCS_I_AXES];
    char text[GDCS_I_NUMBER_SIZE];
    for (int64_t i = 0; i < w->cells; i++) {
        gdcs_cell cell = {.struct_size = sizeof cell};
        TRY(gdcs_table_get_at(w->table, i, codes, &cell, w->err));
        if (isnan(cell.value))
            continue;
        gdcs_i_format_double(cell.value, text);
        const char *point = strchr(text, '.');
        const int64_t count = point != NULL ? (int64_t)strspn(point + 1, "0123456789") : 0;
        *most = count > *most ? count : *most;
    }
    return GDCS_OK;
}

static gdcs_status put_decimals(const writing *w)
{
    int64_t most = 0;
    TRY(count_decimals(w, &most));
    TRY(put(w, "DECIMALS="));
    TRY(gdcs_i_put_int64(w->sink, most < 15 ? most : 15, w->err));
    TRY(put(w, ";\nSHOWDECIMALS="));
    TRY(gdcs_i_put_int64(w->sink, most < 6 ? most : 6, w->err));
    return put(w, ";\n");
}

static gdcs_status put_names(const writing *w, const char *keyword, int64_t from, int64_t to)
{
    if (from == to)
        return GDCS_OK;
    TRY(put(w, keyword));
    for (int64_t i = from; i < to; i++) {
        TRY(put(w, i == from ? "=" : ","));
        TRY(gdcs_i_px_put_name(w->sink, w->variables[i], w->err));
    }
    return put(w, ";\n");
}

static gdcs_status put_head(const writing *w)
{
    const char *title = meta(w, GDCS_META_TITLE);
    const char *kind = meta(w, GDCS_META_STOCK_FLOW);
    TRY(put(w, "CHARSET=\"ANSI\";\nAXIS-VERSION=\"2013\";\nCODEPAGE=\"utf-8\";\n"));
    TRY(put_decimals(w));
    TRY(put(w, "MATRIX=\"GDCS\";\nSUBJECT-CODE=\"\";\nSUBJECT-AREA=\"\";\n"));
    TRY(put_pair(w, "TITLE", title));
    TRY(put_pair(w, "CONTENTS", title));
    TRY(put_pair(w, "UNITS", meta(w, GDCS_META_COUNTING_UNIT)));
    TRY(put_names(w, "STUB", 0, w->width - 1));
    TRY(put_names(w, "HEADING", w->width - 1, w->width));
    TRY(put_meta(w, "LAST-UPDATED", GDCS_META_RETRIEVED));
    TRY(put_meta(w, "SOURCE", GDCS_META_SOURCE));
    TRY(put_meta(w, "REFPERIOD", GDCS_META_REFERENCE_DATE));
    TRY(put_meta(w, "LINK", GDCS_META_URL));
    if (strcmp(kind, "stock") == 0 || strcmp(kind, "flow") == 0)
        return put_pair(w, "STOCKFA", kind[0] == 's' ? "S" : "F");
    return GDCS_OK;
}

static int is_year(const char *label)
{
    return strlen(label) == 4 && strspn(label, "0123456789") == 4;
}

static gdcs_status put_years(const writing *w, int64_t axis)
{
    const gdcs_axis *a = &w->axes[axis];
    for (int64_t i = 0; i < a->label_count; i++)
        if (!is_year(a->labels[i]))
            return GDCS_OK;
    TRY(put_keyed(w, "TIMEVAL", axis));
    TRY(put(w, "TLIST(A1)"));
    for (int64_t i = 0; i < a->label_count; i++) {
        TRY(put(w, ",\n"));
        TRY(gdcs_i_px_put_name(w->sink, a->labels[i], w->err));
    }
    return put(w, ";\n");
}

static gdcs_status put_values(const writing *w, int64_t axis)
{
    const gdcs_axis *a = &w->axes[axis];
    TRY(put_keyed(w, "VALUES", axis));
    for (int64_t i = 0; i < a->label_count; i++) {
        TRY(put(w, i > 0 ? ",\n" : ""));
        TRY(gdcs_i_px_put_text(w->sink, gdcs_i_px_value_of(a, i), ' ', w->err));
    }
    TRY(put(w, ";\n"));
    TRY(put_keyed(w, "CODES", axis));
    for (int64_t i = 0; i < a->label_count; i++) {
        TRY(put(w, i > 0 ? ",\n" : ""));
        TRY(gdcs_i_px_put_name(w->sink, a->labels[i], w->err));
    }
    return put(w, ";\n");
}

static gdcs_status put_total(const writing *w, int64_t axis)
{
    const gdcs_axis *a = &w->axes[axis];
    const char *total = a->total != NULL                    ? a->total
                        : a->concept_id == GDCS_CONCEPT_SEX ? "_T"
                                                            : NULL;
    for (int64_t i = 0; total != NULL && i < a->label_count; i++)
        if (strcmp(a->labels[i], total) == 0) {
            TRY(put_keyed(w, "ELIMINATION", axis));
            TRY(put_text(w, key_of(w, axis, i)));
            return put(w, ";\n");
        }
    return GDCS_OK;
}

static gdcs_status put_axis(const writing *w, int64_t axis)
{
    const gdcs_axis *a = &w->axes[axis];
    TRY(put_values(w, axis));
    if (a->concept_id == GDCS_CONCEPT_PERIOD)
        TRY(put_years(w, axis));
    TRY(put_keyed(w, "VARIABLECODE", axis));
    TRY(gdcs_i_px_put_name(w->sink, a->name, w->err));
    TRY(put(w, ";\n"));
    TRY(put_keyed(w, "VARIABLE-TYPE", axis));
    TRY(put_text(w, gdcs_concept_name(a->concept_id)));
    TRY(put(w, ";\n"));
    return put_total(w, axis);
}

/* A line of INFO: `begin`, `of`, and what is said. */
static gdcs_status put_line(const writing *w, int *any, const char *begin, const char *of,
                            const char *text)
{
    TRY(put(w, *any ? "\n\"#\"\n\"" : "INFO=\""));
    TRY(put(w, begin));
    TRY(put(w, of));
    TRY(put(w, ": \"\n"));
    *any = 1;
    return put_text(w, text);
}

/* Of axes that are otherwise sensitive than their concept, and of a table that is not public. */
static gdcs_status put_sensitivities(const writing *w, int *any)
{
    const int32_t own = gdcs_table_get_sensitivity(w->table);
    for (int64_t i = 0; i < w->width; i++)
        if (w->axes[i].sensitivity != gdcs_concept_sensitivity(w->axes[i].concept_id))
            TRY(put_line(w, any, gdcs_i_px_sensitivity_of, w->axes[i].name,
                         gdcs_i_sensitivity_name(w->axes[i].sensitivity)));
    if (own == GDCS_SENSITIVITY_PUBLIC)
        return GDCS_OK;
    return put_line(w, any, gdcs_i_px_sensitivity, "", gdcs_i_sensitivity_name(own));
}

/* What PX has no keyword for. */
static gdcs_status put_info(const writing *w)
{
    static const int32_t placed[] = {
        GDCS_META_TITLE,     GDCS_META_SOURCE,         GDCS_META_URL,
        GDCS_META_RETRIEVED, GDCS_META_NOTE,           GDCS_META_COUNTING_UNIT,
        GDCS_META_DETECTED,  GDCS_META_REFERENCE_DATE, GDCS_META_STOCK_FLOW};
    int any = 0;
    TRY(put_sensitivities(w, &any));
    for (int32_t key = 1; gdcs_meta_name(key)[0] != '\0'; key++) {
        int there = meta(w, key)[0] == '\0';
        for (size_t i = 0; i < sizeof placed / sizeof *placed; i++)
            there |= placed[i] == key;
        if (!there)
            TRY(put_line(w, &any, gdcs_meta_name(key), "", meta(w, key)));
    }
    return put(w, any ? ";\n" : "");
}

static gdcs_status put_notes(const writing *w)
{
    if (meta(w, GDCS_META_NOTE)[0] != '\0') {
        TRY(put(w, "NOTE="));
        TRY(gdcs_i_px_put_text(w->sink, meta(w, GDCS_META_NOTE), '#', w->err));
        TRY(put(w, ";\n"));
    }
    return put_info(w);
}

/* --- cells --- */

static int is_plain(const gdcs_cell *cell)
{
    const int usual =
        isnan(cell->value) ? cell->status == 'O' || cell->status == 'Q' : cell->status == 'A';
    const int open = !isnan(cell->value) || (cell->lower == 0 && isinf(cell->upper));
    return usual && open && cell->confidentiality == 'F';
}

static gdcs_status put_limit(const writing *w, int there, double limit)
{
    TRY(put(w, ",\""));
    if (there)
        TRY(gdcs_i_put_double(w->sink, limit, w->err));
    return put(w, "\"");
}

static gdcs_status put_attribute(const writing *w, const int32_t *codes, const gdcs_cell *cell)
{
    const char letters[] = {'"', (char)cell->status,          '"', ',',
                            '"', (char)cell->confidentiality, '"', '\0'};
    const int range = isnan(cell->value);
    TRY(put(w, "ATTRIBUTES("));
    for (int64_t i = 0; i < w->width; i++) {
        TRY(put(w, i > 0 ? "," : ""));
        TRY(gdcs_i_px_put_name(w->sink, key_of(w, i, codes[i]), w->err));
    }
    TRY(put(w, ")="));
    TRY(put(w, letters));
    TRY(put_limit(w, range && cell->lower > 0, cell->lower));
    TRY(put_limit(w, range && !isinf(cell->upper), cell->upper));
    return put(w, ";\n");
}

static gdcs_status put_attributes(const writing *w)
{
    static const char names[] = "\"OBS_STATUS\",\"CONF_STATUS\",\"LOWER\",\"UPPER\";\n";
    int32_t codes[GDCS_I_AXES];
    int any = 0;
    for (int64_t i = 0; i < w->cells; i++) {
        gdcs_cell cell = {.struct_size = sizeof cell};
        TRY(gdcs_table_get_at(w->table, i, codes, &cell, w->err));
        if (is_plain(&cell))
            continue;
        if (!any) {
            TRY(put(w, "ATTRIBUTE-ID="));
            TRY(put(w, names));
            TRY(put(w, "ATTRIBUTE-TEXT="));
            TRY(put(w, names));
        }
        any = 1;
        TRY(put_attribute(w, codes, &cell));
    }
    return GDCS_OK;
}

static int64_t position_of(const writing *w, const int32_t *codes)
{
    int64_t position = 0;
    for (int64_t i = 0; i < w->width; i++)
        position = position * w->axes[i].label_count + codes[i];
    return position;
}

static gdcs_status put_cell(const writing *w, const gdcs_cell *cell)
{
    if (cell == NULL)
        return put(w, w->table->absent == GDCS_ABSENT_MISSING ? "\"......\"" : "0");
    if (isnan(cell->value))
        return put(w, cell->status == 'Q' ? "\"...\"" : "\"..\"");
    return gdcs_i_put_double(w->sink, cell->value, w->err);
}

static gdcs_status put_data(const writing *w)
{
    int32_t codes[GDCS_I_AXES];
    int64_t next = 0, at = -1, all = 1;
    const int64_t row = w->axes[w->width - 1].label_count;
    gdcs_cell cell = {.struct_size = sizeof cell};
    for (int64_t i = 0; i < w->width; i++)
        all *= w->axes[i].label_count;
    TRY(put(w, "DATA=\n"));
    for (int64_t i = 0; i < all; i++) {
        if (at < i && next < w->cells) {
            TRY(gdcs_table_get_at(w->table, next++, codes, &cell, w->err));
            at = position_of(w, codes);
        }
        TRY(put_cell(w, at == i ? &cell : NULL));
        TRY(put(w, i % row == row - 1 ? " \n" : " "));
    }
    return put(w, ";\n");
}

static gdcs_status put_table(const writing *w)
{
    TRY(put_head(w));
    for (int64_t i = 0; i < w->width; i++)
        TRY(put_axis(w, i));
    TRY(put_notes(w));
    TRY(put_attributes(w));
    TRY(put(w, "DATASYMBOL2=\"not available\";\nDATASYMBOL3=\"suppressed\";\nDATASYMBOL6=\""));
    TRY(put(w, gdcs_i_px_unset));
    TRY(put(w, "\";\n"));
    return put_data(w);
}

gdcs_status gdcs_px_write_table(const gdcs_table *table, gdcs_sink *sink, gdcs_error *err)
{
    writing w = {.table = table, .sink = sink, .err = err};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(sink, "sink", err));
    TRY(gdcs_i_leave_table(table, err));
    gdcs_status status = gdcs_i_px_fit(&w);
    if (status == GDCS_OK)
        status = put_table(&w);
    for (int64_t i = 0; i < GDCS_I_AXES; i++)
        free(w.titles[i]);
    return status;
}
