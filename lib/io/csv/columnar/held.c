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

static void add_done(gdcs_read_result *result, const gdcs_i_done *done)
{
    result->rows += done->rows;
    result->filtered += done->filtered;
    result->used += done->rows - done->filtered;
    result->blank += done->blank;
}

/* Rows of the frame up to what was done then. */
static gdcs_status append(const gdcs_i_held *held, const gdcs_i_reading *reading,
                          const gdcs_i_done *done, int64_t *rows, gdcs_error *err)
{
    const int64_t from = *rows;
    *rows = done->rows - done->filtered;
    return reading->to_frame != NULL
               ? gdcs_i_to_frame_append(reading->to_frame, &held->chunk, from, *rows - from, err)
               : GDCS_OK;
}

static gdcs_status take_one(const gdcs_i_held *held, const gdcs_i_held_one *one,
                            gdcs_i_reading *reading, gdcs_i_maker *maker, gdcs_error *err)
{
    gdcs_i_record record;
    const gdcs_i_raw raw = {.text = held->text + one->text,
                            .ends = held->ends + one->ends,
                            .count = one->count,
                            .line = one->line};
    TRY(gdcs_i_maker_take(maker, &raw, &record, err));
    return gdcs_i_reading_take(reading, &record, err);
}

gdcs_status gdcs_i_held_commit(const gdcs_i_held *held, gdcs_i_reading *reading,
                               gdcs_i_maker *maker, gdcs_error *err)
{
    int64_t rows = 0;
    for (int64_t i = 0; i < held->count; i++) {
        const gdcs_i_held_one *one = &held->list[i];
        gdcs_status status = append(held, reading, &one->before, &rows, err);
        if (status == GDCS_OK)
            status = take_one(held, one, reading, maker, err);
        if (status != GDCS_OK)
            add_done(&reading->result, &one->before);
        TRY(status);
    }
    TRY(append(held, reading, &held->done, &rows, err));
    add_done(&reading->result, &held->done);
    TRY(gdcs_i_rows_tell(&reading->rows, err));
    return held->status == GDCS_OK ? GDCS_OK : gdcs_i_fail_memory(err);
}
