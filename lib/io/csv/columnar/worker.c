/* Records are resolved in batches, column by column: what one field waits for is looked up while the others
   are.  A record that any column stops at is then taken by itself. */
#include "io/csv/columnar/worker.h"
#include "core/fail.h"
#include "core/memory.h"

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
static inline const char *field_of(const char *piece, const uint32_t *ends, int64_t field,
                                   int is_last, size_t *size)
{
    const uint32_t start = ends[field - 1] + 1;
    *size = ends[field] - start;
    if (is_last && *size > 0 && piece[start + *size - 1] == '\r')
        --*size;
    return piece + start;
}

static gdcs_status hold(gdcs_i_worker *w, const row *r, place *from, gdcs_error *err)
{
    const uint32_t start = r->ends[-1] + 1;
    return gdcs_i_held_add(&w->held, r->piece->text, start, r->ends, r->count,
                           line_of(r->piece, from, start), err);
}

static void leave_out(gdcs_i_worker *w)
{
    w->held.done.rows++;
    w->held.done.filtered++;
}

static gdcs_i_figure *figures_of(const gdcs_i_worker *w, int32_t measure)
{
    return w->figures + (int64_t)measure * GDCS_I_BATCH;
}

/* Limits that contradict each other do not fit. */
static int are_crossed(const gdcs_i_worker *w, int k)
{
    return w->lower >= 0 && w->upper >= 0 &&
           figures_of(w, w->lower)[k].real > figures_of(w, w->upper)[k].real;
}

static gdcs_status add_to_chunk(gdcs_i_worker *w, int first, int n, gdcs_error *err)
{
    gdcs_i_chunk *chunk = &w->held.chunk;
    int32_t *codes = NULL;
    gdcs_i_figure *figures = NULL;
    for (int32_t i = 0; i < w->field_count; i++) {
        if (w->coders[i].makes < 0)
            continue;
        TRY(gdcs_i_chunk_codes(chunk, w->coders[i].makes, n, &codes, err));
        memcpy(codes, w->codes + i * GDCS_I_BATCH + first, (size_t)n * sizeof *codes);
    }
    for (int32_t i = 0; i < w->measure_count; i++) {
        TRY(gdcs_i_chunk_figures(chunk, w->measures[i].makes, n, &figures, err));
        memcpy(figures, figures_of(w, i) + first, (size_t)n * sizeof *figures);
    }
    chunk->rows += n;
    return GDCS_OK;
}

/* Resolved records go where they belong. */
static gdcs_status add(gdcs_i_worker *w, int first, int n, gdcs_error *err)
{
    const gdcs_i_resolved all = {.coders = w->coders,
                                 .coder_count = w->field_count,
                                 .codes = w->codes,
                                 .figures = w->value >= 0 ? figures_of(w, w->value) : NULL};
    TRY(w->tally != NULL ? gdcs_i_tally_add(w->tally, &all, first, n, err)
                         : add_to_chunk(w, first, n, err));
    w->held.done.rows += n;
    return GDCS_OK;
}

/* Fresh labels of a record that is certain to be counted get their codes. */
static gdcs_status learn_labels(gdcs_i_worker *w, int k, gdcs_error *err)
{
    for (int32_t i = 0; i < w->coder_count; i++) {
        gdcs_i_coder *c = &w->coders[i];
        if (w->codes[i * GDCS_I_BATCH + k] != GDCS_I_CODE_FRESH)
            continue;
        TRY(gdcs_i_coder_learn(c, err));
        TRY(gdcs_i_tally_widen(w->tally, c->makes, c->count, err));
    }
    w->begun = 1;
    return GDCS_OK;
}

/* Fresh texts of a record that goes into the frame stand in the chunk. */
static gdcs_status learn_texts(gdcs_i_worker *w, int k, gdcs_error *err)
{
    for (int32_t i = 0; i < w->field_count; i++) {
        int32_t *code = &w->codes[i * GDCS_I_BATCH + k];
        if (*code == GDCS_I_CODE_FRESH)
            TRY(gdcs_i_coder_spell(&w->coders[i], &w->held.chunk, code, err));
    }
    return GDCS_OK;
}

/* What the columns make of a record: the worst of their codes. */
static gdcs_status take_words(gdcs_i_worker *w, const row *r, int k, int32_t *worst,
                              gdcs_error *err)
{
    size_t size = 0;
    int out = 0, held = 0, fresh = !w->begun;
    for (int32_t i = 0; i < w->coder_count; i++) {
        gdcs_i_coder *c = &w->coders[i];
        int32_t *code = &w->codes[i * GDCS_I_BATCH + k];
        if (c->field < 0) {
            TRY(gdcs_i_coder_take_constant(c, code, err));
        } else {
            const char *raw =
                field_of(r->piece->text, r->ends, c->field, c->field == r->count - 1, &size);
            TRY(gdcs_i_coder_take(c, raw, size, w->quote, code, err));
        }
        out |= *code == GDCS_I_CODE_OUT;
        held |= *code == GDCS_I_CODE_HOLD;
        fresh |= *code == GDCS_I_CODE_FRESH;
    }
    *worst = out ? GDCS_I_CODE_OUT : held ? GDCS_I_CODE_HOLD : fresh ? GDCS_I_CODE_FRESH : 0;
    return GDCS_OK;
}

static gdcs_status take_numbers(gdcs_i_worker *w, const row *r, int k, int32_t *worst,
                                gdcs_error *err)
{
    size_t size = 0;
    int32_t code = 0;
    *worst = 0;
    for (int32_t i = 0; i < w->measure_count && *worst != GDCS_I_CODE_OUT; i++) {
        gdcs_i_measure *m = &w->measures[i];
        const char *raw =
            field_of(r->piece->text, r->ends, m->field, m->field == r->count - 1, &size);
        TRY(gdcs_i_measure_take(m, raw, size, w->quote, &figures_of(w, i)[k], &code, err));
        *worst = code != 0 ? code : *worst;
    }
    if (*worst == 0 && are_crossed(w, k))
        *worst = GDCS_I_CODE_HOLD;
    return GDCS_OK;
}

static int may_look(const gdcs_i_worker *w)
{
    return w->rests == 0 && (w->tally == NULL || !w->tally->full);
}

/* A record of the right width, whatever its fields are; k: where it may be resolved. */
static gdcs_status take_any(gdcs_i_worker *w, const row *r, int k, place *from, gdcs_error *err)
{
    int32_t worst = 0, of_numbers = 0;
    if (!may_look(w))
        return hold(w, r, from, err);
    TRY(take_words(w, r, k, &worst, err));
    if (worst != GDCS_I_CODE_OUT)
        TRY(take_numbers(w, r, k, &of_numbers, err));
    if (worst == GDCS_I_CODE_OUT || of_numbers == GDCS_I_CODE_OUT) {
        leave_out(w);
        return GDCS_OK;
    }
    const int fresh = worst == GDCS_I_CODE_FRESH && of_numbers == 0;
    if (fresh)
        TRY(w->tally != NULL ? learn_labels(w, k, err) : learn_texts(w, k, err));
    if (of_numbers != 0 || (worst != 0 && !(fresh && w->tally == NULL)))
        return hold(w, r, from, err);
    return add(w, k, 1, err);
}

/* The codes of a column whose spellings are known; below 0 if one of them is. */
static inline int32_t look_up(const gdcs_i_worker *w, const gdcs_i_coder *c, const char *text,
                              int is_last, int n, int32_t *codes)
{
    const gdcs_i_places places = c->known.places;
    const int64_t field = c->field;
    int32_t any = 0;
    size_t size = 0;
    for (int k = 0; k < n; k++) {
        const char *raw = field_of(text, w->ends_of[k], field, is_last, &size);
        codes[k] = gdcs_i_dictionary_look(&c->known, &places, raw, size);
        any |= codes[k];
    }
    return any;
}

/* The codes of a column, and a bit for the place of each record that it stops at. */
static gdcs_status find_codes(gdcs_i_worker *w, int32_t i, const char *text, int n, uint64_t *stops,
                              gdcs_error *err)
{
    gdcs_i_coder *c = &w->coders[i];
    const int is_last = c->field == w->binding->width - 1;
    int32_t *const codes = w->codes + i * GDCS_I_BATCH;
    size_t size = 0;
    if (c->loose) {
        for (int k = 0; k < n; k++) {
            const char *raw = field_of(text, w->ends_of[k], c->field, is_last, &size);
            TRY(gdcs_i_coder_copy(c, &w->held.chunk, raw, size, w->quote, &codes[k], err));
        }
        return GDCS_OK;
    }
    if ((is_last ? look_up(w, c, text, 1, n, codes) : look_up(w, c, text, 0, n, codes)) < 0)
        for (int k = 0; k < n; k++)
            *stops |= (uint64_t)(codes[k] < 0) << w->places[k];
    return GDCS_OK;
}

static gdcs_status find_figures(gdcs_i_worker *w, int32_t i, const char *text, int n,
                                uint64_t *stops, gdcs_error *err)
{
    gdcs_i_measure *m = &w->measures[i];
    const int is_last = m->field == w->binding->width - 1;
    size_t size = 0;
    int32_t code = 0;
    for (int k = 0; k < n; k++) {
        const char *raw = field_of(text, w->ends_of[k], m->field, is_last, &size);
        TRY(gdcs_i_measure_take(m, raw, size, w->quote, &figures_of(w, i)[k], &code, err));
        *stops |= (uint64_t)(code < 0) << w->places[k];
    }
    return GDCS_OK;
}

/* What filters leave of the batch; returns how many. */
static int filter(gdcs_i_worker *w, int32_t i, int n)
{
    const int32_t *own = w->codes + i * GDCS_I_BATCH;
    int left = 0;
    for (int k = 0; k < n; k++) {
        if (own[k] == GDCS_I_CODE_OUT)
            continue;
        for (int32_t j = 0; j <= i; j++)
            w->codes[j * GDCS_I_BATCH + left] = w->codes[j * GDCS_I_BATCH + k];
        w->ends_of[left] = w->ends_of[k];
        w->places[left++] = w->places[k];
    }
    return left;
}

static gdcs_status resolve(gdcs_i_worker *w, const char *text, int n, int *left, uint64_t *stops,
                           gdcs_error *err)
{
    *stops = 0;
    *left = n;
    for (int32_t i = 0; i < w->field_count; i++) {
        TRY(find_codes(w, i, text, *left, stops, err));
        *left = i < w->filter_count ? filter(w, i, *left) : *left;
    }
    for (int32_t i = 0; i < w->measure_count; i++)
        TRY(find_figures(w, i, text, *left, stops, err));
    for (int k = 0; k < *left && w->lower >= 0; k++)
        *stops |= (uint64_t)are_crossed(w, k) << w->places[k];
    return GDCS_OK;
}

/* One record after the other, where some of the batch are left out or stop somewhere. */
static gdcs_status walk(gdcs_i_worker *w, row r, int n, int left, uint64_t stops, place *from,
                        gdcs_error *err)
{
    for (int i = 0, k = 0; i < n; i++, r.ends += r.count) {
        if (k == left || w->places[k] != i) {
            leave_out(w);
            continue;
        }
        TRY((stops >> i & 1) != 0 || !may_look(w) ? take_any(w, &r, k, from, err)
                                                  : add(w, k, 1, err));
        k++;
    }
    return GDCS_OK;
}

static gdcs_status take_batch(gdcs_i_worker *w, row r, int n, place *from, gdcs_error *err)
{
    uint64_t stops = UINT64_MAX;
    int left = n;
    for (int k = 0; k < n; k++) {
        w->ends_of[k] = r.ends + k * r.count;
        w->places[k] = (unsigned char)k;
    }
    if (w->begun && may_look(w))
        TRY(resolve(w, r.piece->text, n, &left, &stops, err));
    return stops == 0 && left == n ? add(w, 0, n, err) : walk(w, r, n, left, stops, from, err);
}

/* All records have the right width.  The last may be those of the footer. */
static gdcs_status take_even(gdcs_i_worker *w, const gdcs_i_piece *piece, int64_t rows, place *from,
                             gdcs_error *err)
{
    row r = {.piece = piece, .ends = w->ends + 1, .count = w->binding->width};
    const int64_t footer = w->binding->plan->schema.footer;
    const int64_t certain = rows > footer ? rows - footer : 0;
    for (int64_t i = 0, n = 0; i < certain; i += n, r.ends += n * r.count) {
        n = certain - i < GDCS_I_BATCH ? certain - i : GDCS_I_BATCH;
        TRY(take_batch(w, r, (int)n, from, err));
    }
    for (int64_t i = certain; i < rows; i++, r.ends += r.count)
        TRY(hold(w, &r, from, err));
    return GDCS_OK;
}

static int is_blank(const row *r)
{
    size_t size = 0;
    if (r->count > 1)
        return 0;
    (void)field_of(r->piece->text, r->ends, 0, 1, &size);
    return size == 0;
}

/* Some records may have more or fewer fields, or be blank lines.  Which are those of a footer is not known
   then. */
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
        else if (r.count != w->binding->width || w->binding->plan->schema.footer > 0)
            TRY(hold(w, &r, from, err));
        else
            TRY(take_any(w, &r, 0, from, err));
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
    if (*rows * width != fields || *rows != piece->records)
        return 0;
    for (int64_t i = width - 1; i < fields; i += width)
        lines += piece->text[ends[i]] == '\n';
    return lines == *rows;
}

static gdcs_status take(gdcs_i_worker *w, const gdcs_i_piece *piece, gdcs_error *err)
{
    int64_t fields = 0, rows = 0;
    place from = {.line = piece->line};
    TRY(gdcs_i_positions(w->placer, piece->ends, piece->size, &w->ends, &w->ends_room, &fields,
                         err));
    if (w->tally == NULL)
        TRY(gdcs_i_chunk_open(&w->held.chunk, w->column_count, err));
    w->held.chunk.legends = w->legends;
    for (int32_t i = 0; i < w->field_count; i++)
        TRY(gdcs_i_dictionary_settle(&w->coders[i].known, err));
    TRY(is_even(w, piece, fields, &rows) ? take_even(w, piece, rows, &from, err)
                                         : take_uneven(w, piece, fields, &from, err));
    for (int32_t i = 0; i < w->field_count; i++)
        gdcs_i_coder_settle(&w->coders[i], rows);
    return w->tally != NULL ? gdcs_i_tally_flush(w->tally, err) : GDCS_OK;
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
