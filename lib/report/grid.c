#include "report/grid.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "report/view.h"

#include <gdcs/estimate.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER = GDCS_I_GRID_NUMBER, CELL = 3 * NUMBER + 16, NOTES = 1024, HEAD = 512 };

/* Append text to a buffer of the given size; what does not fit is left off. */
static void append(char *buffer, size_t size, const char *text)
{
    const size_t used = strlen(buffer);
    const size_t length = strlen(text);
    const size_t room = size - used - 1;
    const size_t taken = length < room ? length : room;
    memcpy(buffer + used, text, taken);
    buffer[used + taken] = '\0';
}

void gdcs_i_grid_group(char number[GDCS_I_GRID_NUMBER])
{
    const size_t start = number[0] == '-';
    const size_t digits = strspn(number + start, "0123456789");
    char grouped[NUMBER] = "";
    size_t used = 0;
    if (digits < 5)
        return;
    for (size_t i = 0; number[i] != '\0' && used + 2 < NUMBER; i++) {
        const size_t left = start + digits - i;
        if (i > start && i < start + digits && left % 3 == 0)
            grouped[used++] = ' ';
        grouped[used++] = number[i];
    }
    memcpy(number, grouped, NUMBER);
}

/* Zero has no sign in a report, however small what was rounded to it. */
static void drop_sign_of_zero(char *number)
{
    if (number[0] == '-' && strspn(number + 1, "0.") == strlen(number + 1))
        memmove(number, number + 1, strlen(number));
}

static void show_double(double x, const gdcs_i_view *view, int grouped, char out[NUMBER])
{
    const double shown = view->percent ? 100.0 * x : x;
    const int whole = view->digits < 0 && shown == floor(shown);
    out[0] = '\0';
    if (isnan(shown)) {
        append(out, NUMBER, "-");
    } else if (isinf(shown)) {
        append(out, NUMBER, shown > 0 ? "inf" : "-inf");
    } else {
        gdcs_i_format_fixed(shown, whole ? 0 : view->digits < 0 ? 1 : view->digits, out);
        drop_sign_of_zero(out);
        if (grouped)
            gdcs_i_grid_group(out);
    }
}

static void show_plain(const gdcs_i_view *view, int64_t row, int grouped, char out[CELL])
{
    char number[NUMBER] = "-";
    if (view->column.type == GDCS_TYPE_DOUBLE) {
        show_double(view->column.doubles[row], view, grouped, number);
    } else if (view->column.integers[row] != INT64_MIN) {
        gdcs_i_format_int64(view->column.integers[row], number);
        /* a year or a code is a name, not a quantity */
        if (grouped && view->column.concept_id >= GDCS_CONCEPT_COUNT)
            gdcs_i_grid_group(number);
    }
    append(out, CELL, number);
}

/* Three places say what a reader takes from a p-value; none is 0. */
static void show_p_value(const gdcs_i_view *view, int64_t row, char out[CELL])
{
    char number[NUMBER] = "-";
    const double p = view->column.doubles[row];
    if (p < 0.0005)
        memcpy(number, "<0.001", sizeof "<0.001");
    else if (!isnan(p))
        gdcs_i_format_fixed(p, 3, number);
    append(out, CELL, number);
}

/* "4.7 (3.5 to 6.4)"; "31" alone where the limits are the value; "-" if nothing could be estimated. */
static void show_estimate(const gdcs_i_view *view, int64_t row, char out[CELL])
{
    char number[NUMBER];
    const double value = view->column.doubles[row];
    const double lower = view->lower.doubles[row], upper = view->upper.doubles[row];
    show_double(value, view, 1, number);
    append(out, CELL, number);
    if ((isnan(lower) && isnan(upper)) || (lower == value && upper == value))
        return;
    append(out, CELL, " (");
    show_double(lower, view, 1, number);
    append(out, CELL, number);
    append(out, CELL, " to ");
    show_double(upper, view, 1, number);
    append(out, CELL, number);
    append(out, CELL, ")");
}

static void show_bounds(const gdcs_i_view *view, int64_t row, char out[CELL])
{
    char lower[NUMBER], upper[NUMBER];
    show_double(view->lower.doubles[row], view, 1, lower);
    show_double(view->upper.doubles[row], view, 1, upper);
    if (isnan(view->lower.doubles[row]) && isnan(view->upper.doubles[row])) {
        append(out, CELL, "-");
        return;
    }
    append(out, CELL, "[");
    append(out, CELL, lower);
    append(out, CELL, ", ");
    append(out, CELL, upper);
    append(out, CELL, "]");
}

/* The bits of a row; a missing number has none. */
static uint32_t row_notes(const gdcs_i_view *view, int64_t row)
{
    const int64_t bits = view->column.integers[row];
    return bits == INT64_MIN ? 0 : (uint32_t)bits;
}

void gdcs_i_grid_mark(const gdcs_i_grid *grid, uint32_t note, char out[4])
{
    int place = 0;
    size_t used = 0;
    for (uint32_t bit = 1; bit < note; bit <<= 1)
        place += (grid->notes & bit) != 0;
    if (place >= 26)
        out[used++] = (char)('a' + place / 26 - 1);
    out[used++] = (char)('a' + place % 26);
    out[used] = '\0';
}

/* Marks that the legend explains, or in CSV the names themselves. */
static void show_notes(const gdcs_i_grid *grid, const gdcs_i_view *view, int64_t row, int csv,
                       char out[NOTES])
{
    const uint32_t notes = row_notes(view, row);
    for (uint32_t bit = 1; bit != 0; bit <<= 1) {
        char mark[4];
        if ((notes & bit) == 0)
            continue;
        gdcs_i_grid_mark(grid, bit, mark);
        append(out, NOTES, out[0] == '\0' ? "" : " ");
        append(out, NOTES, csv ? gdcs_note_name(bit) : mark);
    }
}

static gdcs_status put(gdcs_i_grid *grid, int64_t row, int32_t column, const char *text,
                       gdcs_error *err)
{
    return gdcs_i_pool_add(grid->pool, text, strlen(text),
                           &grid->cells[row * grid->columns + column], err);
}

static gdcs_status fill_cell(gdcs_i_grid *grid, const gdcs_i_view *view, int64_t row,
                             int32_t column, int csv, gdcs_error *err)
{
    char text[NOTES] = "";
    if (view->column.type == GDCS_TYPE_TEXT) {
        const int32_t code = view->column.codes[row];
        return put(grid, row, column, code >= 0 ? view->column.words[code] : csv ? "" : "-", err);
    }
    switch (view->kind) {
    case GDCS_I_VIEW_NOTES: show_notes(grid, view, row, csv, text); break;
    case GDCS_I_VIEW_ESTIMATE: show_estimate(view, row, text); break;
    case GDCS_I_VIEW_P_VALUE: show_p_value(view, row, text); break;
    case GDCS_I_VIEW_BOUNDS: show_bounds(view, row, text); break;
    default: show_plain(view, row, !csv, text);
    }
    return put(grid, row, column, csv && strcmp(text, "-") == 0 ? "" : text, err);
}

/* "share of women, %", "prisoners, per 100 000", "bounds, %". */
static gdcs_status fill_head(gdcs_i_grid *grid, const gdcs_i_view *view, int32_t column, int csv,
                             gdcs_error *err)
{
    char head[HEAD] = "";
    const gdcs_column *c = &view->column;
    const int plain = c->unit == NULL || strcmp(c->unit, "persons") == 0;
    const char *unit = view->percent ? "%" : plain ? "" : c->unit;
    const char *name = csv || c->label == NULL || c->label[0] == '\0' ? c->name : c->label;
    append(head, HEAD, view->kind == GDCS_I_VIEW_BOUNDS ? "bounds" : name);
    append(head, HEAD, unit[0] != '\0' ? ", " : "");
    append(head, HEAD, unit);
    return gdcs_i_pool_add(grid->pool, head, strlen(head), &grid->heads[column], err);
}

static gdcs_status fill(gdcs_i_grid *grid, const gdcs_i_view *views, int csv, gdcs_error *err)
{
    for (int32_t j = 0; j < grid->columns; j++) {
        TRY(fill_head(grid, &views[j], j, csv, err));
        grid->right[j] =
            views[j].column.type != GDCS_TYPE_TEXT && views[j].kind != GDCS_I_VIEW_NOTES;
        if (views[j].kind == GDCS_I_VIEW_NOTES)
            for (int64_t i = 0; i < grid->rows; i++)
                grid->notes |= row_notes(&views[j], i);
    }
    for (int64_t i = 0; i < grid->rows; i++)
        for (int32_t j = 0; j < grid->columns; j++)
            TRY(fill_cell(grid, &views[j], i, j, csv, err));
    return GDCS_OK;
}

static gdcs_status reserve(gdcs_i_grid *grid, gdcs_error *err)
{
    void *heads = NULL, *cells = NULL, *right = NULL;
    const size_t row = (size_t)grid->columns * sizeof(int32_t);
    gdcs_status status = gdcs_i_pool_new(&grid->pool, err);
    if (status == GDCS_OK)
        status = gdcs_i_alloc(&heads, grid->columns, sizeof(int32_t), err);
    if (status == GDCS_OK)
        status = gdcs_i_alloc(&right, grid->columns, 1, err);
    if (status == GDCS_OK)
        status = gdcs_i_alloc(&cells, grid->rows, row > 0 ? row : 1, err);
    grid->heads = heads;
    grid->cells = cells;
    grid->right = right;
    return status;
}

gdcs_status gdcs_i_grid_new(const gdcs_frame *frame, const gdcs_report_options *options,
                            gdcs_i_grid *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_grid grid = {0};
    gdcs_i_view *views = NULL;
    const int64_t rows = gdcs_frame_count_rows(frame);
    GO(gdcs_i_view_new(frame, options, &views, &grid.columns, err));
    grid.rows = options->row_limit > 0 && options->row_limit < rows ? options->row_limit : rows;
    grid.left_out = rows - grid.rows;
    GO(reserve(&grid, err));
    GO(fill(&grid, views, options->format == GDCS_REPORT_CSV, err));
    *out = grid;
done:
    free(views);
    if (status != GDCS_OK)
        gdcs_i_grid_free(&grid);
    return status;
}

void gdcs_i_grid_free(gdcs_i_grid *grid)
{
    gdcs_i_pool_free(grid->pool);
    free(grid->heads);
    free(grid->cells);
    free(grid->right);
}

const char *gdcs_i_grid_head(const gdcs_i_grid *grid, int32_t column)
{
    return gdcs_i_pool_text(grid->pool, grid->heads[column]);
}

const char *gdcs_i_grid_cell(const gdcs_i_grid *grid, int64_t row, int32_t column)
{
    return gdcs_i_pool_text(grid->pool, grid->cells[row * grid->columns + column]);
}
