/* Frames and tables to delimited text. */
#include <gdcs/csv.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/leave.h"
#include "io/csv/columns.h"
#include "io/csv/spelling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_V1 = 16, BLOCK = 1 << 14 };

typedef struct writing {
    gdcs_sink *sink;
    gdcs_error *err;
    gdcs_i_spelling spelling;
    gdcs_i_spelling of_numbers; /* a minus is no formula */
    gdcs_i_spelt *spelt;        /* of each column */
    size_t used;
    char block[BLOCK]; /* on its way to the sink */
} writing;

static gdcs_status flush(writing *w)
{
    const size_t size = w->used;
    w->used = 0;
    return size > 0 ? gdcs_sink_write(w->sink, w->block, (int64_t)size, w->err) : GDCS_OK;
}

static gdcs_status make_room(writing *w, size_t size)
{
    return size > BLOCK - w->used ? flush(w) : GDCS_OK;
}

static gdcs_status put(writing *w, const char *text, size_t size)
{
    TRY(make_room(w, size));
    if (size > BLOCK)
        return gdcs_sink_write(w->sink, text, (int64_t)size, w->err);
    memcpy(w->block + w->used, text, size);
    w->used += size;
    return GDCS_OK;
}

static gdcs_status put_mark(writing *w, char mark)
{
    TRY(make_room(w, 1));
    w->block[w->used++] = mark;
    return GDCS_OK;
}

static gdcs_status put_long(writing *w, const char *text, size_t size)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, (int64_t)gdcs_i_spelling_room(size), 1, w->err));
    const gdcs_status status = put(w, memory, gdcs_i_spell(&w->spelling, text, size, memory));
    free(memory);
    return status;
}

static gdcs_status put_text(writing *w, const char *text)
{
    const size_t size = strlen(text);
    if (size > BLOCK / 2 - 2)
        return put_long(w, text, size);
    TRY(make_room(w, gdcs_i_spelling_room(size)));
    w->used += gdcs_i_spell(&w->spelling, text, size, w->block + w->used);
    return GDCS_OK;
}

static gdcs_status put_number(writing *w, const char *text, size_t size)
{
    if (w->of_numbers.plain)
        return put(w, text, size);
    TRY(make_room(w, gdcs_i_spelling_room(size)));
    w->used += gdcs_i_spell(&w->of_numbers, text, size, w->block + w->used);
    return GDCS_OK;
}

static gdcs_status put_double(writing *w, double x)
{
    char text[GDCS_I_NUMBER_SIZE];
    if (isnan(x))
        return GDCS_OK;
    const size_t size = gdcs_i_format_double(x, text);
    char *point = w->spelling.decimal == '.' ? NULL : memchr(text, '.', size);
    if (point != NULL)
        *point = w->spelling.decimal;
    return put_number(w, text, size);
}

static gdcs_status put_integer(writing *w, int64_t x)
{
    char text[GDCS_I_NUMBER_SIZE];
    if (x == INT64_MIN)
        return GDCS_OK;
    const size_t size = gdcs_i_format_int64(x, text);
    return put_number(w, text, size);
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

/* Most fields are short, and a copy of fixed length takes no call. */
static inline gdcs_status put_spelt(writing *w, const gdcs_i_spelt *spelt, int32_t code)
{
    const int32_t word = code < 0 ? -1 : code;
    const char *text = spelt->bytes + spelt->ends[word];
    const size_t size = spelt->ends[word + 1] - spelt->ends[word];
    if (size > GDCS_I_SPELT_STEP || w->used > BLOCK - GDCS_I_SPELT_STEP)
        return put(w, text, size);
    memcpy(w->block + w->used, text, GDCS_I_SPELT_STEP);
    w->used += size;
    return GDCS_OK;
}

static char mark_behind(const writing *w, const gdcs_i_csv_columns *columns, int64_t i)
{
    return i + 1 < columns->count ? w->spelling.delimiter : '\n';
}

static gdcs_status put_row(writing *w, const gdcs_i_csv_columns *columns, int64_t row)
{
    for (int64_t i = 0; i < columns->count; i++) {
        const gdcs_column *column = &columns->list[i];
        if (w->spelt[i].bytes != NULL) {
            TRY(put_spelt(w, &w->spelt[i], column->codes[row]));
        } else {
            TRY(put_value(w, column, row));
            TRY(put_mark(w, mark_behind(w, columns, i)));
        }
    }
    return GDCS_OK;
}

static gdcs_status put_header(writing *w, const gdcs_i_csv_columns *columns)
{
    for (int64_t i = 0; i < columns->count; i++) {
        TRY(put_text(w, columns->list[i].name));
        TRY(put_mark(w, mark_behind(w, columns, i)));
    }
    return columns->count > 0 ? GDCS_OK : put_mark(w, '\n');
}

static gdcs_status put_rows(writing *w, const gdcs_i_csv_columns *columns)
{
    TRY(put_header(w, columns));
    for (int64_t first = 0, n = 0; first < columns->rows; first += n) {
        n = gdcs_i_csv_columns_read(columns, first);
        for (int64_t row = 0; row < n; row++)
            TRY(columns->count > 0 ? put_row(w, columns, row) : put_mark(w, '\n'));
    }
    return flush(w);
}

static gdcs_status write(writing *w, const gdcs_i_csv_columns *columns)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, columns->count, sizeof *w->spelt, w->err));
    w->spelt = memory;
    for (int64_t i = 0; i < columns->count; i++)
        GO(gdcs_i_spelt_new(&w->spelling, &columns->list[i], columns->rows,
                            mark_behind(w, columns, i), &w->spelt[i], w->err));
    GO(put_rows(w, columns));
done:
    for (int64_t i = 0; i < columns->count; i++)
        gdcs_i_spelt_free(&w->spelt[i]);
    free(w->spelt);
    return status;
}

static gdcs_status take_options(const gdcs_csv_write_options *options, writing *w)
{
    gdcs_csv_write_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, w->err));
    gdcs_i_spelling *s = &w->spelling;
    s->delimiter = (char)(o.delimiter != 0 ? o.delimiter : ',');
    s->decimal = (char)(o.decimal != 0 ? o.decimal : '.');
    s->guard = o.guard_formulas;
    if (o.guard_formulas < 0 || o.guard_formulas > 1)
        return gdcs_i_fail(w->err, GDCS_E_OPTION, "guard_formulas",
                           "guard_formulas is %d, not 0 or 1", (int)o.guard_formulas);
    if (s->delimiter != '\t' && (s->delimiter < ' ' || s->delimiter > '~' || s->delimiter == '"'))
        return gdcs_i_fail(
            w->err, GDCS_E_OPTION, "delimiter",
            "the delimiter is not a tab or a printing ASCII character other than the "
            "quote");
    if (s->decimal != '.' && s->decimal != ',')
        return gdcs_i_fail(w->err, GDCS_E_OPTION, "decimal",
                           "the decimal mark is neither '.' nor ','");
    gdcs_i_spelling_settle(s);
    w->of_numbers = *s;
    w->of_numbers.guard = 0;
    return GDCS_OK;
}

gdcs_status gdcs_i_csv_write_options(const gdcs_csv_write_options *options, char *delimiter,
                                     char *decimal, int *guard, gdcs_error *err)
{
    writing w = {.err = err};
    TRY(take_options(options, &w));
    *delimiter = w.spelling.delimiter;
    *decimal = w.spelling.decimal;
    *guard = w.spelling.guard;
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
    const gdcs_status status = write(&w, &columns);
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
    const gdcs_status status = write(&w, &columns);
    gdcs_i_csv_columns_free(&columns);
    return status;
}
