#include "io/px/cells.h"
#include "core/fail.h"
#include "core/text.h"

#include <string.h>

typedef struct tokens {
    const char *at;
    const char *end;
    int64_t line;
    int closed; /* was a ';' the last thing met, or else a blank? */
    int parted;
    gdcs_error *err;
} tokens;

static tokens begin(const gdcs_i_px_cube *cube, gdcs_error *err)
{
    const gdcs_i_px_document *d = cube->document;
    return (tokens){.at = d->data, .end = d->end, .line = d->data_line, .err = err};
}

static gdcs_status fail(const tokens *t, gdcs_status status, const char *what)
{
    return gdcs_i_fail_at(t->err, status, t->line, 0, "DATA", "line %lld, DATA: %s",
                          (long long)t->line, what);
}

const char *gdcs_i_px_symbol(int symbol)
{
    static const char *const symbols[GDCS_I_PX_SYMBOLS] = {"-",    ".",     "..",     "...",
                                                           "....", ".....", "......", "......."};
    return symbols[symbol];
}

static int symbol_of(const char *text, size_t size)
{
    for (int i = 0; i < GDCS_I_PX_SYMBOLS; i++)
        if (strlen(gdcs_i_px_symbol(i)) == size && memcmp(gdcs_i_px_symbol(i), text, size) == 0)
            return i;
    return GDCS_I_PX_NUMBER;
}

/* Blanks, commas and, from old software, semicolons stand between cells. */
static void skip(tokens *t)
{
    t->closed = 0;
    t->parted = 0;
    for (; t->at < t->end && strchr(" \t\r\n,;", *t->at) != NULL; t->at++) {
        t->parted = 1;
        t->line += *t->at == '\n';
        t->closed |= *t->at == ';';
    }
}

/* The next token, without its quotation marks; size 0 at the end. */
static gdcs_status take_token(tokens *t, const char **text, size_t *size)
{
    skip(t);
    *text = t->at;
    *size = 0;
    if (t->at == t->end)
        return GDCS_OK;
    if (*t->at != '"') {
        while (t->at < t->end && strchr(" \t\r\n,;\"", *t->at) == NULL)
            t->at++;
        *size = (size_t)(t->at - *text);
        return GDCS_OK;
    }
    const char *close = memchr(t->at + 1, '"', (size_t)(t->end - t->at - 1));
    if (close == NULL)
        return fail(t, GDCS_E_SYNTAX, "a text in quotation marks does not end");
    *text = t->at + 1;
    *size = (size_t)(close - *text);
    t->at = close + 1;
    return *size > 0 ? GDCS_OK : fail(t, GDCS_E_SYNTAX, "an empty text");
}

static gdcs_status take_cell(tokens *t, gdcs_i_px_cell *cell)
{
    TRY(take_token(t, &cell->text, &cell->size));
    cell->symbol = symbol_of(cell->text, cell->size);
    cell->line = t->line;
    return GDCS_OK;
}

/* The value that a key names, as KEYS say CODES or VALUES; where it is of one kind only it is that. */
static int64_t find_key(const gdcs_i_px_cube *cube, int64_t variable, const char *text, size_t size)
{
    const gdcs_i_px_variable *v = &cube->variables[variable];
    const char *start = gdcs_i_trim(text, &size);
    const int32_t code = gdcs_i_pool_find(v->by_label, start, size);
    const int32_t value = gdcs_i_pool_find(v->by_value, start, size);
    if (v->keyed_by_code && code >= 0)
        return code;
    return value >= 0 && v->value_at[value] >= 0 ? v->value_at[value] : code;
}

typedef struct row {
    int64_t by_stub;  /* number of the row if the keys are in the order of STUB, -1: they are not */
    int64_t by_keys;  /* likewise of the statements */
    const char *text; /* of the first key that no value is, in the order of STUB */
    size_t size;
    int64_t variable;
} row;

static gdcs_status take_row(const gdcs_i_px_cube *cube, tokens *t, row *out)
{
    int64_t at[2][32];
    const char *text = NULL;
    size_t size = 0;
    *out = (row){.by_stub = 0, .by_keys = 0};
    for (int64_t i = 0; i < cube->stub; i++) {
        TRY(take_token(t, &text, &size));
        if (size == 0)
            return fail(t, GDCS_E_SHAPE, "the last row has too few keys");
        at[0][i] = find_key(cube, i, text, size);
        at[1][cube->keys[i]] = find_key(cube, cube->keys[i], text, size);
        if (at[0][i] < 0 && out->text == NULL) {
            out->text = text;
            out->size = size;
            out->variable = i;
        }
    }
    for (int64_t i = 0; i < cube->stub; i++) {
        out->by_stub = out->by_stub < 0 || at[0][i] < 0
                           ? -1
                           : out->by_stub * cube->variables[i].count + at[0][i];
        out->by_keys = out->by_keys < 0 || at[1][i] < 0
                           ? -1
                           : out->by_keys * cube->variables[i].count + at[1][i];
    }
    return GDCS_OK;
}

static int at_end(tokens *t)
{
    skip(t);
    return t->at == t->end;
}

/* Some offices leave the ';' out; a number with a blank behind it is whole. */
static gdcs_status check_closed(const tokens *t, int *open)
{
    *open = !t->closed;
    if (t->closed || t->parted)
        return GDCS_OK;
    return fail(t, GDCS_E_SYNTAX,
                "the last cell has neither ';' nor blank behind it; the file may be cut");
}

static gdcs_status check_row(const gdcs_i_px_cube *cube, tokens *t, int met[GDCS_I_PX_SYMBOLS])
{
    gdcs_i_px_cell cell;
    for (int64_t i = 0; i < cube->row; i++) {
        TRY(take_cell(t, &cell));
        if (cell.size == 0)
            return gdcs_i_fail_at(t->err, GDCS_E_SHAPE, t->line, 0, "DATA",
                                  "line %lld, DATA: the last row has %lld cells, HEADING makes "
                                  "%lld",
                                  (long long)t->line, (long long)i, (long long)cube->row);
        if (cell.symbol >= 0)
            met[cell.symbol] = 1;
    }
    return GDCS_OK;
}

static gdcs_status check_keyed(const gdcs_i_px_cube *cube, gdcs_i_px_data *out, gdcs_error *err)
{
    tokens t = begin(cube, err);
    row one, wrong = {.text = NULL};
    int stub = 1, keys = 1;
    int64_t line = 0;
    while (!at_end(&t)) {
        TRY(take_row(cube, &t, &one));
        if (one.by_stub < 0 && wrong.text == NULL) {
            wrong = one;
            line = t.line;
        }
        stub &= one.by_stub >= 0;
        keys &= one.by_keys >= 0;
        TRY(check_row(cube, &t, out->met));
    }
    out->by_keys = !stub;
    if (stub || keys)
        return check_closed(&t, &out->open);
    return gdcs_i_fail_at(err, GDCS_E_SHAPE, line, 0, "DATA",
                          "line %lld, DATA: the key '%.*s' is no value of '%.80s'", (long long)line,
                          (int)(wrong.size < 80 ? wrong.size : 80), wrong.text,
                          cube->variables[wrong.variable].own);
}

/* Each cell takes two bytes at least, so that the sizes are known to fit before anything is made. */
static gdcs_status check_dense(const gdcs_i_px_cube *cube, gdcs_i_px_data *out, gdcs_error *err)
{
    tokens t = begin(cube, err);
    gdcs_i_px_cell cell;
    int64_t count = 0;
    const int64_t cells = cube->row * cube->rows;
    for (;;) {
        TRY(take_cell(&t, &cell));
        if (cell.size == 0)
            break;
        count++;
        if (cell.symbol >= 0)
            out->met[cell.symbol] = 1;
    }
    if (count != cells)
        return gdcs_i_fail_at(err, GDCS_E_SHAPE, t.line, 0, "DATA",
                              "line %lld, DATA: %lld cells, the numbers of values multiply to %lld",
                              (long long)t.line, (long long)count, (long long)cells);
    return check_closed(&t, &out->open);
}

gdcs_status gdcs_i_px_cells_check(const gdcs_i_px_cube *cube, gdcs_i_px_data *out, gdcs_error *err)
{
    *out = (gdcs_i_px_data){.by_keys = 0};
    return cube->keys != NULL ? check_keyed(cube, out, err) : check_dense(cube, out, err);
}

static gdcs_status take_cells(const gdcs_i_px_cube *cube, tokens *t, int64_t row_number,
                              gdcs_i_px_taker taker)
{
    gdcs_i_px_cell cell;
    for (int64_t i = 0; i < cube->row; i++) {
        TRY(take_cell(t, &cell));
        cell.position = row_number * cube->row + i;
        TRY(taker.take(taker.context, &cell, t->err));
    }
    return GDCS_OK;
}

static gdcs_status each_keyed(const gdcs_i_px_cube *cube, int by_keys, gdcs_i_pool *seen, tokens *t,
                              gdcs_i_px_taker taker)
{
    char number[GDCS_I_NUMBER_SIZE];
    row one;
    int32_t code = 0;
    for (int32_t count = 0; !at_end(t); count++) {
        TRY(take_row(cube, t, &one));
        const int64_t at = by_keys ? one.by_keys : one.by_stub;
        TRY(gdcs_i_pool_add(seen, number, gdcs_i_format_int64(at, number), &code, t->err));
        if (code != count)
            return fail(t, GDCS_E_DUPLICATE, "the row is there twice");
        TRY(take_cells(cube, t, at, taker));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_px_cells_each(const gdcs_i_px_cube *cube, int by_keys, gdcs_i_px_taker taker,
                                 gdcs_error *err)
{
    tokens t = begin(cube, err);
    gdcs_i_pool *seen = NULL;
    if (cube->keys == NULL) {
        for (int64_t i = 0; i < cube->rows; i++)
            TRY(take_cells(cube, &t, i, taker));
        return GDCS_OK;
    }
    TRY(gdcs_i_pool_new(&seen, err));
    const gdcs_status status = each_keyed(cube, by_keys, seen, &t, taker);
    gdcs_i_pool_free(seen);
    return status;
}
