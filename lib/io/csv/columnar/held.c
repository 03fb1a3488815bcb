#include "io/csv/columnar/held.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

void gdcs_i_held_clear(gdcs_i_held *held)
{
    held->count = 0;
    held->text_used = 0;
    held->ends_used = 0;
    held->done = (gdcs_i_done){0};
    gdcs_i_chunk_clear(&held->chunk);
    held->status = GDCS_OK;
}

void gdcs_i_held_free(gdcs_i_held *held)
{
    free(held->list);
    free(held->text);
    free(held->ends);
    gdcs_i_chunk_free(&held->chunk);
    *held = (gdcs_i_held){0};
}

static gdcs_status make_room(gdcs_i_held *held, size_t bytes, int64_t fields, gdcs_error *err)
{
    void *memory = held->list;
    gdcs_status status =
        gdcs_i_reserve(&memory, &held->list_room, held->count + 1, sizeof *held->list, err);
    held->list = memory;
    TRY(status);
    memory = held->text;
    status = gdcs_i_reserve(&memory, &held->text_room, (int64_t)(held->text_used + bytes), 1, err);
    held->text = memory;
    TRY(status);
    memory = held->ends;
    status = gdcs_i_reserve(&memory, &held->ends_room, (int64_t)held->ends_used + fields,
                            sizeof *held->ends, err);
    held->ends = memory;
    return status;
}

gdcs_status gdcs_i_held_add(gdcs_i_held *held, const char *text, uint32_t from,
                            const uint32_t *ends, int64_t count, int64_t line, gdcs_error *err)
{
    const uint32_t size = ends[count - 1] - from;
    TRY(make_room(held, (size_t)size + 1, count, err));
    memcpy(held->text + held->text_used, text + from, size);
    held->list[held->count++] = (gdcs_i_held_one){.line = line,
                                                  .count = count,
                                                  .text = held->text_used,
                                                  .ends = held->ends_used,
                                                  .before = held->done};
    uint32_t *to = held->ends + held->ends_used;
    for (int64_t i = 0; i < count; i++)
        to[i] = ends[i] - from;
    if (size > 0 && text[from + size - 1] == '\r')
        to[count - 1]--;
    held->text_used += size;
    held->ends_used += (size_t)count;
    return GDCS_OK;
}

static void add_done(gdcs_read_result *result, const gdcs_i_done *from, const gdcs_i_done *to)
{
    const int64_t rows = to->rows - from->rows, filtered = to->filtered - from->filtered;
    result->rows += rows;
    result->filtered += filtered;
    result->used += rows - filtered;
    result->blank += to->blank - from->blank;
}

/* Behind them there are as many records as a footer has, which are held. */
static gdcs_status take_pending(gdcs_i_reading *reading, gdcs_i_footer *footer, gdcs_error *err)
{
    const gdcs_i_record *due = NULL;
    if (footer == NULL)
        return GDCS_OK;
    for (gdcs_i_footer_pop(footer, &due); due != NULL; gdcs_i_footer_pop(footer, &due))
        TRY(gdcs_i_reading_take(reading, due, err));
    return GDCS_OK;
}

/* What was done up to there, behind what was done so far. */
static gdcs_status advance(const gdcs_i_held *held, gdcs_i_reading *reading, gdcs_i_footer *footer,
                           gdcs_i_done *so_far, const gdcs_i_done *to, gdcs_error *err)
{
    const int64_t from = so_far->rows - so_far->filtered, rows = to->rows - to->filtered - from;
    if (to->rows > so_far->rows)
        TRY(take_pending(reading, footer, err));
    if (reading->to_frame != NULL)
        TRY(gdcs_i_to_frame_append(reading->to_frame, &held->chunk, from, rows, err));
    add_done(&reading->result, so_far, to);
    *so_far = *to;
    return GDCS_OK;
}

static gdcs_status take_one(const gdcs_i_held *held, const gdcs_i_held_one *one,
                            gdcs_i_reading *reading, gdcs_i_maker *maker, gdcs_i_footer *footer,
                            gdcs_error *err)
{
    gdcs_i_record record;
    const gdcs_i_record *due = &record;
    const gdcs_i_raw raw = {.text = held->text + one->text,
                            .ends = held->ends + one->ends,
                            .count = one->count,
                            .line = one->line};
    TRY(gdcs_i_maker_take(maker, &raw, &record, err));
    if (footer != NULL)
        TRY(gdcs_i_footer_push(footer, &record, &due, err));
    return due != NULL ? gdcs_i_reading_take(reading, due, err) : GDCS_OK;
}

gdcs_status gdcs_i_held_commit(const gdcs_i_held *held, gdcs_i_reading *reading,
                               gdcs_i_maker *maker, gdcs_i_footer *footer, gdcs_error *err)
{
    gdcs_i_done so_far = {.rows = 0};
    for (int64_t i = 0; i < held->count; i++) {
        TRY(advance(held, reading, footer, &so_far, &held->list[i].before, err));
        TRY(take_one(held, &held->list[i], reading, maker, footer, err));
    }
    TRY(advance(held, reading, footer, &so_far, &held->done, err));
    TRY(gdcs_i_rows_tell(&reading->rows, err));
    return held->status == GDCS_OK ? GDCS_OK : gdcs_i_fail_memory(err);
}
