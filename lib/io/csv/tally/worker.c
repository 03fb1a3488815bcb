#include "io/csv/tally/worker.h"
#include "core/fail.h"
#include "core/memory.h"
#include "io/csv/tally/number.h"

#include <stdlib.h>
#include <string.h>

enum { RESTS = 15 };

/* A record in a piece. */
typedef struct row {
    const gdcs_i_piece *piece;
    const uint32_t *ends; /* of its fields; ends[-1] + 1 is where it begins */
    int64_t count;
} row;

/* Where lines were counted up to, for the few that need one. */
typedef struct place {
    size_t at;
    int64_t line;
} place;

static int64_t line_of(const gdcs_i_piece *piece, place *from, size_t at)
{
    const char *text = piece->text + from->at, *const stop = piece->text + at;
    while (text < stop && (text = memchr(text, '\n', (size_t)(stop - text))) != NULL) {
        text++;
        from->line++;
    }
    from->at = at;
    return from->line;
}

/* The bytes of a field of the record; behind the last a CR is not part of it. */
static const char *field_of(const row *r, int64_t field, size_t *size)
{
    const uint32_t start = r->ends[field - 1] + 1, end = r->ends[field];
    const char *text = r->piece->text + start;
    *size = end - start;
    if (field == r->count - 1 && *size > 0 && text[*size - 1] == '\r')
        --*size;
    return text;
}

static gdcs_status flush(gdcs_i_worker *w, gdcs_error *err)
{
    const int n = w->pending;
    w->pending = 0;
    return n > 0
               ? gdcs_i_store_add(&w->store, w->keys, w->number != NULL ? w->numbers : NULL, n, err)
               : GDCS_OK;
}

static gdcs_status hold(gdcs_i_worker *w, const row *r, place *from, gdcs_error *err)
{
    const uint32_t start = r->ends[-1] + 1;
    return gdcs_i_held_add(&w->held, r->piece->text, start, r->ends, r->count,
                           line_of(r->piece, from, start), err);
}

/* 0, or GDCS_I_TALLY_HOLD, GDCS_I_TALLY_OUT. */
static gdcs_status take_number(gdcs_i_worker *w, const row *r, double *out, int32_t *code,
                               gdcs_error *err)
{
    size_t size = 0;
    gdcs_i_field field;
    gdcs_i_number number;
    *out = w->constant;
    *code = 0;
    if (w->number == NULL || w->number->field < 0)
        return GDCS_OK;
    const char *raw = field_of(r, w->number->field, &size);
    if (w->quick && gdcs_i_quick_number(&w->number->form, w->quote, raw, size, out))
        return GDCS_OK;
    TRY(gdcs_i_field_take(&w->text, raw, size, w->quote, &field, err));
    gdcs_i_number_take(&w->number->lists, &w->number->form, &field, &number);
    *out = number.value;
    *code =
        number.kind == GDCS_I_NUMBER_OUT ? GDCS_I_TALLY_OUT
        : number.kind == GDCS_I_NUMBER_EXACT && number.status == 0 && number.confidentiality == 0
            ? 0
            : GDCS_I_TALLY_HOLD;
    return GDCS_OK;
}

/* Fresh labels of a record that is certain to be counted get their codes. */
static gdcs_status learn(gdcs_i_worker *w, const int32_t *codes, gdcs_error *err)
{
    TRY(flush(w, err));
    for (int32_t i = 0; i < w->column_count; i++) {
        gdcs_i_column *c = &w->columns[i];
        int fits = 1;
        if (codes[i] != GDCS_I_TALLY_FRESH)
            continue;
        TRY(gdcs_i_column_learn(c, err));
        TRY(gdcs_i_store_widen(&w->store, c->axis, c->count, &fits, err));
        w->full |= !fits;
    }
    for (int32_t i = 0; i < w->column_count; i++)
        if (w->columns[i].axis >= 0)
            w->columns[i].stride = w->store.strides[w->columns[i].axis];
    w->begun = 1;
    return GDCS_OK;
}

/* What the columns make of a record: the worst of their codes. */
static gdcs_status take_words(gdcs_i_worker *w, const row *r, int32_t *codes, int32_t *worst,
                              gdcs_error *err)
{
    size_t size = 0;
    int out = 0, held = 0, fresh = !w->begun;
    for (int32_t i = 0; i < w->column_count; i++) {
        gdcs_i_column *c = &w->columns[i];
        if (c->field < 0) {
            TRY(gdcs_i_column_take_constant(c, &codes[i], err));
        } else {
            const char *raw = field_of(r, c->field, &size);
            TRY(gdcs_i_column_take(c, raw, size, w->quote, &w->text, &codes[i], err));
        }
        out |= codes[i] == GDCS_I_TALLY_OUT;
        held |= codes[i] == GDCS_I_TALLY_HOLD;
        fresh |= codes[i] == GDCS_I_TALLY_FRESH;
    }
    *worst = out ? GDCS_I_TALLY_OUT : held ? GDCS_I_TALLY_HOLD : fresh ? GDCS_I_TALLY_FRESH : 0;
    return GDCS_OK;
}

static gdcs_status count(gdcs_i_worker *w, uint64_t key, double number, gdcs_error *err)
{
    w->held.done.rows++;
    w->keys[w->pending] = key;
    w->numbers[w->pending] = number;
    return ++w->pending == GDCS_I_STORE_BATCH ? flush(w, err) : GDCS_OK;
}

static void leave_out(gdcs_i_worker *w)
{
    w->held.done.rows++;
    w->held.done.filtered++;
}

/* A record of the right width, whatever its fields are. */
static gdcs_status take_any(gdcs_i_worker *w, const row *r, place *from, gdcs_error *err)
{
    int32_t codes[GDCS_I_TALLY_COLUMNS], worst = 0, of_number = 0;
    uint64_t key = 0;
    double number = 0;
    if (w->full || w->rests > 0)
        return hold(w, r, from, err);
    TRY(take_words(w, r, codes, &worst, err));
    if (worst == 0 || worst == GDCS_I_TALLY_FRESH)
        TRY(take_number(w, r, &number, &of_number, err));
    if (worst == GDCS_I_TALLY_OUT || of_number == GDCS_I_TALLY_OUT) {
        leave_out(w);
        return GDCS_OK;
    }
    if (worst == GDCS_I_TALLY_FRESH && of_number == 0)
        TRY(learn(w, codes, err));
    if (worst != 0 || of_number != 0)
        return hold(w, r, from, err);
    for (int32_t i = 0; i < w->column_count; i++)
        key += (uint64_t)codes[i] * w->columns[i].stride;
    return count(w, key, number, err);
}

/* The same for fields that are known: 0, and the key, or the code that stands in the way. */
static inline int32_t find_key(const gdcs_i_worker *w, const char *text, const uint32_t *ends,
                               int64_t width, uint64_t *key)
{
    for (int32_t i = 0; i < w->field_count; i++) {
        const gdcs_i_column *c = &w->columns[i];
        const uint32_t start = ends[c->field - 1] + 1;
        size_t size = ends[c->field] - start;
        if (c->field == width - 1 && size > 0 && text[start + size - 1] == '\r')
            size--;
        const int32_t code = gdcs_i_dictionary_find(&c->known, text + start, size);
        if (code < 0)
            return code;
        *key += (uint64_t)code * c->stride;
    }
    return 0;
}

/* All records have the right width. */
static gdcs_status take_even(gdcs_i_worker *w, const gdcs_i_piece *piece, int64_t rows, place *from,
                             gdcs_error *err)
{
    const int64_t width = w->binding->width;
    const uint32_t *ends = w->ends + 1;
    for (int64_t i = 0; i < rows; i++, ends += width) {
        const row r = {.piece = piece, .ends = ends, .count = width};
        uint64_t key = 0;
        double number = 0;
        int32_t code = w->begun && !w->full && w->rests == 0
                           ? find_key(w, piece->text, ends, width, &key)
                           : GDCS_I_TALLY_FRESH;
        if (code == 0 && w->number != NULL)
            TRY(take_number(w, &r, &number, &code, err));
        if (code == 0)
            TRY(count(w, key, number, err));
        else if (code == GDCS_I_TALLY_OUT)
            leave_out(w);
        else
            TRY(take_any(w, &r, from, err));
    }
    return GDCS_OK;
}

static int is_blank(const row *r)
{
    size_t size = 0;
    if (r->count > 1)
        return 0;
    (void)field_of(r, 0, &size);
    return size == 0;
}

/* Some records may have more or fewer fields, or be blank lines. */
static gdcs_status take_uneven(gdcs_i_worker *w, const gdcs_i_piece *piece, int64_t fields,
                               place *from, gdcs_error *err)
{
    const uint32_t *ends = w->ends + 1, *const stop = ends + fields;
    while (ends < stop) {
        row r = {.piece = piece, .ends = ends, .count = 1};
        while (piece->text[ends[r.count - 1]] != '\n')
            r.count++;
        ends += r.count;
        if (w->binding->width > 1 && is_blank(&r))
            w->held.done.blank++;
        else if (r.count != w->binding->width)
            TRY(hold(w, &r, from, err));
        else
            TRY(take_any(w, &r, from, err));
    }
    return GDCS_OK;
}

/* Are the fields those of whole records of the right width?  *rows is their number. */
static int is_even(const gdcs_i_worker *w, const gdcs_i_piece *piece, int64_t fields, int64_t *rows)
{
    const int64_t width = w->binding->width;
    const uint32_t *const ends = w->ends + 1;
    int64_t lines = 0;
    *rows = fields / width;
    if (*rows * width != fields)
        return 0;
    for (int64_t i = width - 1; i < fields; i += width)
        lines += piece->text[ends[i]] == '\n';
    if (lines != *rows || lines == piece->lines)
        return lines == *rows;
    lines = 0;
    for (int64_t i = 0; i < fields; i++)
        lines += piece->text[ends[i]] == '\n';
    return lines == *rows;
}

static gdcs_status take(gdcs_i_worker *w, const gdcs_i_piece *piece, gdcs_error *err)
{
    int64_t fields = 0, rows = 0;
    place from = {.line = piece->line};
    TRY(gdcs_i_positions(w->placer, piece->ends, piece->size, &w->ends, &w->ends_room, &fields,
                         err));
    for (int32_t i = 0; i < w->field_count; i++)
        TRY(gdcs_i_dictionary_settle(&w->columns[i].known, err));
    TRY(is_even(w, piece, fields, &rows) ? take_even(w, piece, rows, &from, err)
                                         : take_uneven(w, piece, fields, &from, err));
    return flush(w, err);
}

/* Where most records are held after all, the next pieces are held without a look at their fields. */
static void rest(gdcs_i_worker *w)
{
    if (w->rests > 0)
        w->rests--;
    else if (w->begun && w->held.count > w->held.done.rows)
        w->rests = RESTS;
}

void gdcs_i_worker_take(gdcs_i_worker *w, const gdcs_i_piece *piece)
{
    gdcs_i_held_clear(&w->held);
    w->held.status = take(w, piece, NULL);
    rest(w);
}
