/* Frames out: rows that go as they were, others without their numbers. */
#include "core/fail.h"
#include "core/memory.h"
#include "data/frame.h"
#include "data/leave.h"
#include "privacy/release/rows.h"

#include <gdcs/estimate.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int goes(const gdcs_i_release_rows *w, int64_t row)
{
    return w->goes[w->group[row]];
}

static int is_key(const gdcs_i_release_rows *w, int64_t column)
{
    for (int32_t k = 0; k < w->keys; k++)
        if (w->column[k] == column)
            return 1;
    return 0;
}

static gdcs_status give_text(const gdcs_i_release_rows *w, const gdcs_column *c, gdcs_frame *out,
                             gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, c->rows, sizeof(char *), err));
    const char **texts = memory;
    for (int64_t row = 0; row < c->rows; row++)
        texts[row] = goes(w, row) && c->codes[row] >= 0 ? c->words[c->codes[row]] : NULL;
    gdcs_column plain = *c;
    plain.codes = NULL;
    plain.words = NULL;
    plain.word_count = 0;
    const gdcs_status status = gdcs_frame_add_text(out, &plain, texts, err);
    free(memory);
    return status;
}

static gdcs_status give_doubles(const gdcs_i_release_rows *w, gdcs_column c, gdcs_frame *out,
                                gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, c.rows, sizeof(double), err));
    double *numbers = memory;
    for (int64_t row = 0; row < c.rows; row++) {
        const double given = w->share != NULL ? w->share[w->group[row]] : c.doubles[row];
        numbers[row] = goes(w, row) ? given : NAN;
    }
    c.doubles = numbers;
    const gdcs_status status = gdcs_frame_add(out, &c, err);
    free(memory);
    return status;
}

static gdcs_status give_integers(const gdcs_i_release_rows *w, gdcs_column c, int is_note,
                                 gdcs_frame *out, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, c.rows, sizeof(int64_t), err));
    int64_t *numbers = memory;
    for (int64_t row = 0; row < c.rows; row++) {
        const int64_t given = c.integers != NULL && w->share == NULL ? c.integers[row] : 0;
        numbers[row] = goes(w, row) ? given : is_note ? GDCS_NOTE_WITHHELD : INT64_MIN;
    }
    c.integers = numbers;
    const gdcs_status status = gdcs_frame_add(out, &c, err);
    free(memory);
    return status;
}

/* Notes of a share alone would tell how small its base is. */
static gdcs_status give_notes(const gdcs_i_release_rows *w, gdcs_frame *out, gdcs_error *err)
{
    const int64_t at = gdcs_frame_find(w->frame, "notes");
    gdcs_column c = {.struct_size = sizeof c,
                     .type = GDCS_TYPE_INT64,
                     .concept_id = GDCS_CONCEPT_NOTES,
                     .name = "notes",
                     .rows = w->frame->rows};
    if (at >= 0 && w->frame->columns[at].type != GDCS_TYPE_INT64)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "frame",
                           "the column notes holds no whole numbers");
    if (at >= 0)
        c = gdcs_i_frame_show(w->frame, &w->frame->columns[at]);
    return give_integers(w, c, 1, out, err);
}

static gdcs_status give_column(const gdcs_i_release_rows *w, int64_t index, gdcs_frame *out,
                               gdcs_error *err)
{
    const gdcs_column c = gdcs_i_frame_show(w->frame, &w->frame->columns[index]);
    if (is_key(w, index))
        return gdcs_frame_add(out, &c, err);
    if (strcmp(c.name, "notes") == 0 || (w->share != NULL && strcmp(c.name, "value") != 0))
        return GDCS_OK;
    if (c.type == GDCS_TYPE_TEXT)
        return give_text(w, &c, out, err);
    return c.type == GDCS_TYPE_DOUBLE ? give_doubles(w, c, out, err)
                                      : give_integers(w, c, 0, out, err);
}

static gdcs_status give_texts(const gdcs_i_release_rows *w, gdcs_frame *out, gdcs_error *err)
{
    char *note = NULL;
    for (int32_t key = 1; gdcs_meta_name(key)[0] != '\0'; key++)
        TRY(gdcs_frame_set_meta(out, key, gdcs_frame_get_meta(w->frame, key), err));
    TRY(gdcs_i_release_note(w->r, gdcs_frame_get_meta(w->frame, GDCS_META_NOTE), &note, err));
    const gdcs_status status = gdcs_frame_set_meta(out, GDCS_META_NOTE, note, err);
    free(note);
    return status;
}

gdcs_status gdcs_i_release_rows_give(const gdcs_i_release_rows *w, gdcs_frame **out,
                                     gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    GO(gdcs_frame_new(&frame, err));
    for (int64_t i = 0; i < w->frame->count; i++)
        GO(give_column(w, i, frame, err));
    GO(give_notes(w, frame, err));
    GO(give_texts(w, frame, err));
    gdcs_i_lower_frame(frame, w->r->options.sensitivity);
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    return status;
}

static gdcs_status release(gdcs_i_release_rows *w, gdcs_release_result *found, gdcs_frame **out,
                           gdcs_error *err)
{
    gdcs_i_release *r = w->r;
    if (r->options.method == GDCS_RELEASE_METHOD_NOISE)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method",
                           "no statistic of true numbers goes out beside noisy ones");
    TRY(gdcs_i_release_begin(r, err));
    TRY(gdcs_i_release_pass(r, found, err));
    TRY(gdcs_i_release_rows_begin(w, err));
    TRY(gdcs_i_release_rows_choose(w, found, err));
    r->hidden = 0;
    for (int64_t row = 0; row < w->frame->rows; row++)
        r->hidden += !goes(w, row);
    found->hidden = r->hidden;
    gdcs_i_lower_table(w->told, r->options.sensitivity);
    for (int32_t t = 0; t < r->n; t++)
        gdcs_i_lower_table(r->seen[t], r->options.sensitivity);
    TRY(gdcs_i_release_rows_give(w, out, err));
    const gdcs_status status = gdcs_i_release_enter(r, err);
    if (status != GDCS_OK) {
        gdcs_frame_free(*out);
        *out = NULL;
    }
    return status;
}

gdcs_status gdcs_release_frame(const gdcs_frame *frame, const gdcs_table *const *originals,
                               const gdcs_table *const *tables, int32_t n,
                               const gdcs_disclosure_rule *rule,
                               const gdcs_release_options *options, gdcs_frame **out,
                               gdcs_release_result *result, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *made = NULL;
    gdcs_release_result found;
    gdcs_i_release r = {.originals = originals, .tables = tables, .n = n};
    gdcs_i_release_rows w = {.r = &r, .frame = frame, .sex = -1};
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need((void *)out, "out", err));
    TRY(gdcs_i_release_take(&r, rule, options, result, &found, err));
    GO(release(&w, &found, &made, err));
    GO(gdcs_i_release_tell(&found, result, err));
    *out = made;
    made = NULL;
done:
    gdcs_frame_free(made);
    gdcs_i_release_rows_end(&w);
    gdcs_i_release_end(&r);
    return status;
}
