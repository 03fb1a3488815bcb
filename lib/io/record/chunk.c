#include "io/record/chunk.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>

gdcs_status gdcs_i_chunk_open(gdcs_i_chunk *chunk, int64_t column_count, gdcs_error *err)
{
    void *memory = NULL;
    if (chunk->columns != NULL)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, column_count, sizeof *chunk->columns, err));
    chunk->columns = memory;
    chunk->column_count = column_count;
    return GDCS_OK;
}

void gdcs_i_chunk_clear(gdcs_i_chunk *chunk)
{
    for (int64_t i = 0; i < chunk->column_count; i++)
        chunk->columns[i].spelt_count = 0;
    chunk->rows = 0;
    chunk->text_used = 0;
}

void gdcs_i_chunk_free(gdcs_i_chunk *chunk)
{
    for (int64_t i = 0; i < chunk->column_count; i++) {
        free(chunk->columns[i].codes);
        free(chunk->columns[i].figures);
        free(chunk->columns[i].spelt);
    }
    free(chunk->columns);
    free(chunk->text);
    *chunk = (gdcs_i_chunk){0};
}

gdcs_status gdcs_i_chunk_codes(gdcs_i_chunk *chunk, int64_t column, int64_t n, int32_t **at,
                               gdcs_error *err)
{
    gdcs_i_chunk_column *c = &chunk->columns[column];
    void *memory = c->codes;
    const gdcs_status status =
        gdcs_i_stretch(&memory, &c->room, chunk->rows + n, sizeof *c->codes, err);
    c->codes = memory;
    TRY(status);
    *at = c->codes + chunk->rows;
    return GDCS_OK;
}

gdcs_status gdcs_i_chunk_figures(gdcs_i_chunk *chunk, int64_t column, int64_t n, gdcs_i_figure **at,
                                 gdcs_error *err)
{
    gdcs_i_chunk_column *c = &chunk->columns[column];
    void *memory = c->figures;
    const gdcs_status status =
        gdcs_i_stretch(&memory, &c->room, chunk->rows + n, sizeof *c->figures, err);
    c->figures = memory;
    TRY(status);
    *at = c->figures + chunk->rows;
    return GDCS_OK;
}

gdcs_status gdcs_i_chunk_room(gdcs_i_chunk *chunk, int64_t column, size_t most, char **at,
                              gdcs_error *err)
{
    gdcs_i_chunk_column *c = &chunk->columns[column];
    void *memory = chunk->text;
    gdcs_status status =
        gdcs_i_stretch(&memory, &chunk->text_room, (int64_t)(chunk->text_used + most + 1), 1, err);
    chunk->text = memory;
    TRY(status);
    memory = c->spelt;
    status = gdcs_i_stretch(&memory, &c->spelt_room, c->spelt_count + 1, sizeof *c->spelt, err);
    c->spelt = memory;
    TRY(status);
    *at = chunk->text + chunk->text_used;
    return GDCS_OK;
}

int32_t gdcs_i_chunk_spell(gdcs_i_chunk *chunk, int64_t column, size_t size, int32_t code)
{
    gdcs_i_chunk_column *c = &chunk->columns[column];
    c->spelt[c->spelt_count++] =
        (gdcs_i_spelt){.at = chunk->text_used, .size = (uint32_t)size, .code = code};
    chunk->text_used += size + 1;
    return (int32_t)-c->spelt_count;
}
