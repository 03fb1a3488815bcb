#include "report/layout.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/put.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

static size_t columns(const char *text)
{
    return gdcs_i_utf8_width(text, strlen(text));
}

static gdcs_status repeat(gdcs_sink *sink, const char *text, size_t times, gdcs_error *err)
{
    for (size_t i = 0; i < times; i++)
        TRY(gdcs_i_put(sink, text, err));
    return GDCS_OK;
}

/* Put text with every character of `special` replaced. */
static gdcs_status put_escaped(gdcs_sink *sink, const char *text, const char *special,
                               const char *const *instead, gdcs_error *err)
{
    while (*text != '\0') {
        const size_t plain = strcspn(text, special);
        TRY(gdcs_sink_write(sink, text, (int64_t)plain, err));
        text += plain;
        if (*text == '\0')
            return GDCS_OK;
        TRY(gdcs_i_put(sink, instead[strchr(special, *text) - special], err));
        text++;
    }
    return GDCS_OK;
}

/* A line break inside a cell or a line of the footer would break the table. */
static gdcs_status put_plain(gdcs_sink *sink, const char *text, gdcs_error *err)
{
    static const char *const instead[] = {" ", " ", " "};
    return put_escaped(sink, text, "\n\r\t", instead, err);
}

static size_t width_of(const gdcs_i_grid *grid, int32_t column)
{
    size_t width = columns(gdcs_i_grid_head(grid, column));
    for (int64_t i = 0; i < grid->rows; i++) {
        const size_t length = columns(gdcs_i_grid_cell(grid, i, column));
        width = length > width ? length : width;
    }
    return width;
}

static gdcs_status text_cell(gdcs_sink *sink, const char *text, size_t width, int right, int last,
                             gdcs_error *err)
{
    const size_t length = columns(text);
    const size_t pad = length < width ? width - length : 0;
    if (right)
        TRY(repeat(sink, " ", pad, err));
    TRY(put_plain(sink, text, err));
    if (!right && !last)
        TRY(repeat(sink, " ", pad, err));
    return gdcs_i_put(sink, last ? "\n" : "  ", err);
}

/* Row -1 is the heading. */
static const char *text_at(const gdcs_i_grid *grid, int64_t row, int32_t column)
{
    return row < 0 ? gdcs_i_grid_head(grid, column) : gdcs_i_grid_cell(grid, row, column);
}

/* The last column with something in it: no line ends in blanks. */
static int32_t last_filled(const gdcs_i_grid *grid, int64_t row)
{
    int32_t last = grid->columns - 1;
    while (last > 0 && text_at(grid, row, last)[0] == '\0')
        last--;
    return last;
}

static gdcs_status text_row(const gdcs_i_grid *grid, const size_t *widths, int64_t row,
                            gdcs_sink *sink, gdcs_error *err)
{
    const int32_t last = last_filled(grid, row);
    for (int32_t j = 0; j <= last; j++)
        TRY(text_cell(sink, text_at(grid, row, j), widths[j], grid->right[j], j == last, err));
    for (int32_t j = 0; row < 0 && j < grid->columns; j++) {
        TRY(repeat(sink, "-", widths[j], err));
        TRY(gdcs_i_put(sink, j + 1 == grid->columns ? "\n" : "  ", err));
    }
    return GDCS_OK;
}

static gdcs_status text_grid(const gdcs_i_grid *grid, gdcs_sink *sink, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, grid->columns, sizeof(size_t), err));
    size_t *widths = memory;
    for (int32_t j = 0; j < grid->columns; j++)
        widths[j] = width_of(grid, j);
    for (int64_t i = -1; i < grid->rows; i++)
        GO(text_row(grid, widths, i, sink, err));
done:
    free(widths);
    return status;
}

static gdcs_status markdown_row(const gdcs_i_grid *grid, int64_t row, gdcs_sink *sink,
                                gdcs_error *err)
{
    static const char *const instead[] = {"\\|", " ", " ", "\\*", "&lt;"};
    TRY(gdcs_i_put(sink, "|", err));
    for (int32_t j = 0; j < grid->columns; j++) {
        TRY(gdcs_i_put(sink, " ", err));
        TRY(put_escaped(sink, text_at(grid, row, j), "|\n\r*<", instead, err));
        TRY(gdcs_i_put(sink, " |", err));
    }
    return gdcs_i_put(sink, "\n", err);
}

static gdcs_status markdown_grid(const gdcs_i_grid *grid, gdcs_sink *sink, gdcs_error *err)
{
    TRY(markdown_row(grid, -1, sink, err));
    TRY(gdcs_i_put(sink, "|", err));
    for (int32_t j = 0; j < grid->columns; j++)
        TRY(gdcs_i_put(sink, grid->right[j] ? "---:|" : "---|", err));
    TRY(gdcs_i_put(sink, "\n", err));
    for (int64_t i = 0; i < grid->rows; i++)
        TRY(markdown_row(grid, i, sink, err));
    return GDCS_OK;
}

static gdcs_status csv_cell(gdcs_sink *sink, const char *text, gdcs_error *err)
{
    static const char *const instead[] = {"\"\""};
    if (strpbrk(text, ",\"\r\n") == NULL)
        return gdcs_i_put(sink, text, err);
    TRY(gdcs_i_put(sink, "\"", err));
    TRY(put_escaped(sink, text, "\"", instead, err));
    return gdcs_i_put(sink, "\"", err);
}

static gdcs_status csv_grid(const gdcs_i_grid *grid, gdcs_sink *sink, gdcs_error *err)
{
    for (int64_t i = -1; i < grid->rows; i++)
        for (int32_t j = 0; j < grid->columns; j++) {
            TRY(csv_cell(sink, text_at(grid, i, j), err));
            TRY(gdcs_i_put(sink, j + 1 == grid->columns ? "\n" : ",", err));
        }
    return GDCS_OK;
}

/* What differs between the formats. */
static const struct {
    const char *before_title;
    const char *underline; /* one per character of the title */
    const char *after_title;
    const char *before_line;
    const char *after_line;
    gdcs_status (*grid)(const gdcs_i_grid *, gdcs_sink *, gdcs_error *);
} formats[] = {
    {"", "=", "\n\n", "", "\n", text_grid},
    {"## ", "", "\n", "", "  \n", markdown_grid},
    {"# ", "", "", "# ", "\n", csv_grid},
};

gdcs_status gdcs_i_layout_title(int32_t format, const char *title, gdcs_sink *sink, gdcs_error *err)
{
    if (title[0] == '\0')
        return GDCS_OK;
    TRY(gdcs_i_put(sink, formats[format].before_title, err));
    TRY(put_plain(sink, title, err));
    TRY(gdcs_i_put(sink, "\n", err));
    TRY(repeat(sink, formats[format].underline, columns(title), err));
    return gdcs_i_put(sink, formats[format].after_title, err);
}

gdcs_status gdcs_i_layout_grid(int32_t format, const gdcs_i_grid *grid, gdcs_sink *sink,
                               gdcs_error *err)
{
    return formats[format].grid(grid, sink, err);
}

gdcs_status gdcs_i_layout_line(int32_t format, const char *name, const char *text, gdcs_sink *sink,
                               gdcs_error *err)
{
    TRY(gdcs_i_put(sink, formats[format].before_line, err));
    TRY(gdcs_i_put(sink, name, err));
    TRY(gdcs_i_put(sink, ": ", err));
    TRY(put_plain(sink, text, err));
    return gdcs_i_put(sink, formats[format].after_line, err);
}
