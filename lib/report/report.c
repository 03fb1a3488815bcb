#include <gdcs/report.h>

#include "core/fail.h"
#include "core/put.h"
#include "core/text.h"
#include "data/leave.h"
#include "report/grid.h"
#include "report/layout.h"
#include "report/view.h"

#include <gdcs/codes.h>
#include <gdcs/estimate.h>
#include <math.h>
#include <string.h>

enum { OPTIONS_V1 = 40 };

static gdcs_status check(const gdcs_report_options *o, gdcs_error *err)
{
    if (o->format < GDCS_REPORT_TEXT || o->format > GDCS_REPORT_CSV)
        return gdcs_i_fail(err, GDCS_E_OPTION, "format", "%d is not a format", (int)o->format);
    if (o->digits < -1 || o->digits > 12)
        return gdcs_i_fail(err, GDCS_E_OPTION, "digits", "%d is not between -1 and 12",
                           (int)o->digits);
    if (o->column_count < 0 || (o->column_count > 0) != (o->columns != NULL))
        return gdcs_i_fail(err, GDCS_E_OPTION, "column_count", "%d does not fit columns",
                           (int)o->column_count);
    if (o->row_limit < 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "row_limit", "%lld is negative",
                           (long long)o->row_limit);
    return GDCS_OK;
}

/* A CSV report keeps the names of the notes; the others have marks in their place. */
static gdcs_status put_notes(int32_t format, const gdcs_i_grid *grid, gdcs_sink *sink,
                             gdcs_error *err)
{
    for (uint32_t bit = 1; bit != 0; bit <<= 1) {
        char mark[4];
        if ((grid->notes & bit) == 0)
            continue;
        gdcs_i_grid_mark(grid, bit, mark);
        TRY(gdcs_i_layout_line(format, format == GDCS_REPORT_CSV ? gdcs_note_name(bit) : mark,
                               gdcs_note_text(bit), sink, err));
    }
    return GDCS_OK;
}

static int is_shown(const gdcs_report_options *o, const char *name)
{
    int shown = o->columns == NULL;
    for (int32_t i = 0; i < o->column_count; i++)
        shown |= strcmp(o->columns[i], name) == 0;
    return shown;
}

/* Which capital letters do the rows hold?  0 if there is any other word. */
static uint32_t letters_of(const gdcs_column *c, int64_t rows)
{
    uint32_t letters = 0;
    for (int64_t i = 0; i < rows; i++) {
        const char *word = c->codes[i] >= 0 ? c->words[c->codes[i]] : "";
        if (word[0] < 'A' || word[0] > 'Z' || word[1] != '\0')
            return 0;
        letters |= UINT32_C(1) << (word[0] - 'A');
    }
    return letters;
}

static gdcs_status put_letter(int32_t format, const char *column, const char *letter,
                              const char *meaning, gdcs_sink *sink, gdcs_error *err)
{
    char name[64] = "";
    strncat(name, column, sizeof name - 4);
    strcat(strcat(name, " "), letter);
    return gdcs_i_layout_line(format, name, meaning, sink, err);
}

/* What the letters of SDMX mean, where a column that is shown has them. */
static gdcs_status put_letters(const gdcs_report_options *o, const gdcs_frame *frame,
                               const gdcs_i_grid *grid, int32_t concept, int32_t list,
                               gdcs_sink *sink, gdcs_error *err)
{
    gdcs_column c = {.struct_size = sizeof c};
    const int64_t index = gdcs_frame_find_concept(frame, concept);
    if (index < 0)
        return GDCS_OK;
    TRY(gdcs_frame_get(frame, index, &c, err));
    if (c.type != GDCS_TYPE_TEXT || !is_shown(o, c.name))
        return GDCS_OK;
    const uint32_t letters = letters_of(&c, grid->rows);
    for (int32_t i = 0; i < 26; i++) {
        const char letter[] = {(char)('A' + i), '\0'};
        gdcs_code code = {.struct_size = sizeof code};
        const int32_t found = letters >> i & 1 ? gdcs_codes_find(list, "sdmx", letter) : -1;
        if (found < 0)
            continue;
        TRY(gdcs_codes_get(list, found, &code, err));
        TRY(put_letter(o->format, c.name, letter, code.name, sink, err));
    }
    return GDCS_OK;
}

static void widen(const gdcs_column *column, double *least, double *most)
{
    for (int64_t i = 0; column->type == GDCS_TYPE_DOUBLE && i < column->rows; i++) {
        const double x = column->doubles[i];
        *least = x < *least ? x : *least;
        *most = x > *most && isfinite(x) ? x : *most;
    }
}

/* "12 to 345" over the rows of the columns of a concept.  They are not added up: rows may overlap. */
static gdcs_status put_range(int32_t format, const gdcs_frame *frame, int32_t concept,
                             const char *name, gdcs_sink *sink, gdcs_error *err)
{
    char text[2 * GDCS_I_GRID_NUMBER + 4], most_text[GDCS_I_GRID_NUMBER];
    double least = INFINITY, most = -INFINITY;
    for (int64_t i = 0; i < gdcs_frame_count_columns(frame); i++) {
        gdcs_column c = {.struct_size = sizeof c};
        TRY(gdcs_frame_get(frame, i, &c, err));
        if (c.concept_id == concept)
            widen(&c, &least, &most);
    }
    if (least > most)
        return GDCS_OK;
    gdcs_i_format_double(least, text);
    gdcs_i_format_double(most, most_text);
    if (format != GDCS_REPORT_CSV) {
        gdcs_i_grid_group(text);
        gdcs_i_grid_group(most_text);
    }
    if (most > least)
        strcat(strcat(text, " to "), most_text);
    return gdcs_i_layout_line(format, name, text, sink, err);
}

/* What the frame says of its method, or else the one method of all its rows. */
static gdcs_status put_method(int32_t format, const gdcs_frame *frame, gdcs_sink *sink,
                              gdcs_error *err)
{
    gdcs_column c = {.struct_size = sizeof c};
    const char *said = gdcs_frame_get_meta(frame, GDCS_META_METHOD);
    const int64_t index = gdcs_frame_find_concept(frame, GDCS_CONCEPT_METHOD);
    if (said[0] == '\0' && index >= 0) {
        TRY(gdcs_frame_get(frame, index, &c, err));
        said = gdcs_i_view_constant(&c);
    }
    if (said == NULL || said[0] == '\0')
        return GDCS_OK;
    return gdcs_i_layout_line(format, "Method", said, sink, err);
}

static gdcs_status put_left_out(int32_t format, int64_t rows, gdcs_sink *sink, gdcs_error *err)
{
    char number[GDCS_I_NUMBER_SIZE];
    if (rows == 0)
        return GDCS_OK;
    gdcs_i_format_int64(rows, number);
    return gdcs_i_layout_line(format, "Rows not shown", number, sink, err);
}

static gdcs_status put_meta(int32_t format, const gdcs_frame *frame, gdcs_sink *sink,
                            gdcs_error *err)
{
    static const struct {
        int32_t key;
        const char *name;
    } lines[] = {
        {GDCS_META_SOURCE, "Source"},
        {GDCS_META_URL, "URL"},
        {GDCS_META_LICENCE, "Licence"},
        {GDCS_META_RETRIEVED, "Retrieved"},
        {GDCS_META_COUNTING_UNIT, "Counting unit"},
        {GDCS_META_STOCK_FLOW, "Stock or flow"},
        {GDCS_META_REFERENCE_DATE, "Reference date"},
        {GDCS_META_PRINCIPAL_RULE, "Principal-offence rule"},
        {GDCS_META_INPUT_OUTPUT, "Time of recording"},
        {GDCS_META_POPULATION_BASE, "Population"},
        {GDCS_META_SEX_OR_GENDER, "Sex or gender"},
        {GDCS_META_LEGAL_PERSONS, "Legal persons"},
        {GDCS_META_INCLUSIONS, "Included"},
        {GDCS_META_BREAKS, "Breaks in series"},
        {GDCS_META_NOTE, "Note"},
        {GDCS_META_DETECTED, "Detected"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *text = gdcs_frame_get_meta(frame, lines[i].key);
        if (text[0] != '\0')
            TRY(gdcs_i_layout_line(format, lines[i].name, text, sink, err));
    }
    return GDCS_OK;
}

static gdcs_status put_all(const gdcs_frame *frame, const gdcs_i_grid *grid,
                           const gdcs_report_options *o, gdcs_sink *sink, gdcs_error *err)
{
    const char *title = o->title != NULL ? o->title : gdcs_frame_get_meta(frame, GDCS_META_TITLE);
    TRY(gdcs_i_layout_title(o->format, title, sink, err));
    TRY(gdcs_i_layout_grid(o->format, grid, sink, err));
    TRY(gdcs_i_put(sink, o->format == GDCS_REPORT_CSV ? "" : "\n", err));
    TRY(put_left_out(o->format, grid->left_out, sink, err));
    TRY(put_notes(o->format, grid, sink, err));
    TRY(put_letters(o, frame, grid, GDCS_CONCEPT_STATUS, GDCS_CODES_OBS_STATUS, sink, err));
    TRY(put_letters(o, frame, grid, GDCS_CONCEPT_CONFIDENTIALITY, GDCS_CODES_CONF_STATUS, sink,
                    err));
    TRY(put_range(o->format, frame, GDCS_CONCEPT_N, "n per row", sink, err));
    TRY(put_range(o->format, frame, GDCS_CONCEPT_UNKNOWN, "Unknown sex per row", sink, err));
    TRY(put_method(o->format, frame, sink, err));
    return put_meta(o->format, frame, sink, err);
}

gdcs_status gdcs_report_render(const gdcs_frame *frame, const gdcs_report_options *options,
                               gdcs_sink *sink, gdcs_error *err)
{
    gdcs_report_options o;
    gdcs_i_grid grid;
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(sink, "sink", err));
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    TRY(check(&o, err));
    TRY(gdcs_i_leave_frame(frame, err));
    TRY(gdcs_i_grid_new(frame, &o, &grid, err));
    const gdcs_status status = put_all(frame, &grid, &o, sink, err);
    gdcs_i_grid_free(&grid);
    return status;
}
