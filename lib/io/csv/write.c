/* Frames and tables to delimited text. */
#include <gdcs/csv.h>

#include "core/fail.h"
#include "core/text.h"
#include "data/leave.h"
#include "io/csv/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_V1 = 16, BLOCK = 1 << 14 };

typedef struct writing {
    gdcs_sink *sink;
    gdcs_error *err;
    char delimiter;
    char decimal;
    int guard;
    char marks[256]; /* by byte: does a field that holds it need quotes? */
    size_t used;
    char block[BLOCK]; /* on its way to the sink */
} writing;

static gdcs_status flush(writing *w)
{
    const size_t size = w->used;
    w->used = 0;
    return size > 0 ? gdcs_sink_write(w->sink, w->block, (int64_t)size, w->err) : GDCS_OK;
}

static gdcs_status put(writing *w, const char *text, size_t size)
{
    if (size > BLOCK - w->used)
        TRY(flush(w));
    if (size > BLOCK)
        return gdcs_sink_write(w->sink, text, (int64_t)size, w->err);
    memcpy(w->block + w->used, text, size);
    w->used += size;
    return GDCS_OK;
}

static void set_marks(writing *w)
{
    w->marks[(unsigned char)w->delimiter] = w->marks['"'] = w->marks['\r'] = w->marks['\n'] = 1;
}

/* An opening byte order mark would be taken for that of the file. */
static int needs_quotes(const writing *w, const char *text, size_t size)
{
    char marked = size == 0;
    for (size_t i = 0; i < size; i++)
        marked |= w->marks[(unsigned char)text[i]];
    return marked || strncmp(text, "\xEF\xBB\xBF", 3) == 0;
}

static gdcs_status put_quoted(writing *w, const char *text, size_t size)
{
    const char *end = text + size;
    TRY(put(w, "\"", 1));
    while (text < end) {
        const char *quote = memchr(text, '"', (size_t)(end - text));
        const size_t part = quote != NULL ? (size_t)(quote + 1 - text) : (size_t)(end - text);
        TRY(put(w, text, part));
        if (quote != NULL)
            TRY(put(w, "\"", 1));
        text += part;
    }
    return put(w, "\"", 1);
}

/* A text that a spreadsheet would run as a formula. */
static int is_formula(const char *text)
{
    return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
}

static gdcs_status put_field(writing *w, const char *text, size_t size)
{
    return needs_quotes(w, text, size) ? put_quoted(w, text, size) : put(w, text, size);
}

static gdcs_status put_text(writing *w, const char *text)
{
    gdcs_status status = GDCS_OK;
    const size_t size = strlen(text);
    if (!w->guard || !is_formula(text))
        return put_field(w, text, size);
    char *guarded = malloc(size + 2);
    if (guarded == NULL)
        return gdcs_i_fail_memory(w->err);
    guarded[0] = '\'';
    memcpy(guarded + 1, text, size + 1);
    status = put_field(w, guarded, size + 1);
    free(guarded);
    return status;
}

static gdcs_status put_double(writing *w, double x)
{
    char text[GDCS_I_NUMBER_SIZE];
    if (isnan(x))
        return GDCS_OK;
    const size_t size = gdcs_i_format_double(x, text);
    char *point = memchr(text, '.', size);
    if (point != NULL)
        *point = w->decimal;
    return put_field(w, text, size);
}

static gdcs_status put_integer(writing *w, int64_t x)
{
    char text[GDCS_I_NUMBER_SIZE];
    if (x == INT64_MIN)
        return GDCS_OK;
    const size_t size = gdcs_i_format_int64(x, text);
    return put_field(w, text, size);
}

static gdcs_status put_value(writing *w, const gdcs_column *column, int64_t row)
{
    switch (column->type) {
    case GDCS_TYPE_DOUBLE: return put_double(w, column->doubles[row]);
    case GDCS_TYPE_INT64: return put_integer(w, column->integers[row]);
    default: break;
    }
    const int32_t code = column->codes[row];
    return code < 0 || column->words[code] == NULL ? GDCS_OK : put_text(w, column->words[code]);
}

/* row -1 is the header. */
static gdcs_status put_row(writing *w, const gdcs_column *columns, int64_t count, int64_t row)
{
    for (int64_t i = 0; i < count; i++) {
        if (i > 0)
            TRY(put(w, &w->delimiter, 1));
        TRY(row < 0 ? put_text(w, columns[i].name) : put_value(w, &columns[i], row));
    }
    return put(w, "\n", 1);
}

static gdcs_status put_rows(writing *w, const gdcs_i_csv_columns *columns)
{
    TRY(put_row(w, columns->list, columns->count, -1));
    for (int64_t first = 0, n = 0; first < columns->rows; first += n) {
        n = gdcs_i_csv_columns_read(columns, first);
        for (int64_t row = 0; row < n; row++)
            TRY(put_row(w, columns->list, columns->count, row));
    }
    return flush(w);
}

static gdcs_status take_options(const gdcs_csv_write_options *options, writing *w)
{
    gdcs_csv_write_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, w->err));
    w->delimiter = (char)(o.delimiter != 0 ? o.delimiter : ',');
    w->decimal = (char)(o.decimal != 0 ? o.decimal : '.');
    w->guard = o.guard_formulas;
    if (o.guard_formulas < 0 || o.guard_formulas > 1)
        return gdcs_i_fail(w->err, GDCS_E_OPTION, "guard_formulas",
                           "guard_formulas is %d, not 0 or 1", (int)o.guard_formulas);
    if (w->delimiter != '\t' && (w->delimiter < ' ' || w->delimiter > '~' || w->delimiter == '"'))
        return gdcs_i_fail(
            w->err, GDCS_E_OPTION, "delimiter",
            "the delimiter is not a tab or a printing ASCII character other than the "
            "quote");
    if (w->decimal != '.' && w->decimal != ',')
        return gdcs_i_fail(w->err, GDCS_E_OPTION, "decimal",
                           "the decimal mark is neither '.' nor ','");
    set_marks(w);
    return GDCS_OK;
}

gdcs_status gdcs_i_csv_write_options(const gdcs_csv_write_options *options, char *delimiter,
                                     char *decimal, int *guard, gdcs_error *err)
{
    writing w = {.err = err};
    TRY(take_options(options, &w));
    *delimiter = w.delimiter;
    *decimal = w.decimal;
    *guard = w.guard;
    return GDCS_OK;
}

gdcs_status gdcs_csv_write_frame(const gdcs_frame *frame, const gdcs_csv_write_options *options,
                                 gdcs_sink *sink, gdcs_error *err)
{
    writing w = {.sink = sink, .err = err};
    gdcs_i_csv_columns columns = {0};
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(sink, "sink", err));
    TRY(take_options(options, &w));
    TRY(gdcs_i_leave_frame(frame, err));
    TRY(gdcs_i_csv_columns_of_frame(frame, &columns, err));
    const gdcs_status status = put_rows(&w, &columns);
    gdcs_i_csv_columns_free(&columns);
    return status;
}

gdcs_status gdcs_csv_write_table(const gdcs_table *table, const gdcs_csv_write_options *options,
                                 gdcs_sink *sink, gdcs_error *err)
{
    writing w = {.sink = sink, .err = err};
    gdcs_i_csv_columns columns = {0};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(sink, "sink", err));
    TRY(take_options(options, &w));
    TRY(gdcs_i_leave_table(table, err));
    TRY(gdcs_i_csv_columns_of_table(table, &columns, err));
    const gdcs_status status = put_rows(&w, &columns);
    gdcs_i_csv_columns_free(&columns);
    return status;
}
