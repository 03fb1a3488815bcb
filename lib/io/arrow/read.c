/* Arrays in: by a schema, or as they are. */
#include "core/fail.h"
#include "data/concept.h"
#include "io/arrow/direct.h"
#include "io/arrow/said.h"
#include "io/arrow/typed.h"
#include "io/schema/override.h"

#include <string.h>

/* The schema that the metadata make: columns that they give a concept. */
static gdcs_status describe(const gdcs_i_chunks *chunks, gdcs_i_arena *arena, gdcs_schema *out,
                            int32_t *floor, gdcs_error *err)
{
    void *memory = NULL;
    gdcs_i_said said;
    TRY(gdcs_i_arrow_said_of_all(gdcs_i_chunks_type(chunks), arena, &said, err));
    TRY(gdcs_i_arena_alloc(arena, chunks->field_count, sizeof(gdcs_schema_column), &memory, err));
    gdcs_schema_column *columns = memory;
    *out = (gdcs_schema){.struct_size = sizeof *out,
                         .columns = columns,
                         .meta = said.meta,
                         .meta_count = said.meta_count};
    *floor = said.sensitivity;
    for (int64_t i = 0; i < chunks->field_count; i++) {
        TRY(gdcs_i_arrow_said(&chunks->fields[i], arena, &columns[out->column_count], err));
        out->column_count += columns[out->column_count].concept_id != GDCS_CONCEPT_NONE;
    }
    return GDCS_OK;
}

static gdcs_status sensitivity_in(const gdcs_i_chunks *chunks, const gdcs_schema_column *c,
                                  gdcs_i_arena *arena, int32_t *out, gdcs_error *err)
{
    gdcs_schema_column said;
    for (int64_t i = 0; i < chunks->field_count; i++) {
        const gdcs_i_arrow_field *f = &chunks->fields[i];
        if (c->position != f->number && (c->name == NULL || strcmp(c->name, f->name) != 0))
            continue;
        TRY(gdcs_i_arrow_said(f, arena, &said, err));
        *out = gdcs_i_higher(*out, said.sensitivity);
    }
    return GDCS_OK;
}

/* What the metadata keep close stays so in a schema that says nothing of it. */
static gdcs_status raise(const gdcs_i_chunks *chunks, int32_t floor, gdcs_i_arena *arena,
                         gdcs_schema *schema, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(arena, schema->column_count, sizeof(gdcs_schema_column), &memory, err));
    gdcs_schema_column *columns = memory;
    for (int64_t i = 0; i < schema->column_count; i++) {
        int32_t said = floor;
        columns[i] = schema->columns[i];
        TRY(sensitivity_in(chunks, &columns[i], arena, &said, err));
        if (columns[i].sensitivity == 0 && schema->sensitivity == 0 &&
            said > GDCS_SENSITIVITY_PUBLIC)
            columns[i].sensitivity =
                gdcs_i_higher(said, gdcs_concept_sensitivity(columns[i].concept_id));
    }
    schema->columns = columns;
    return GDCS_OK;
}

static gdcs_status read_by_schema(gdcs_i_chunks *chunks, gdcs_i_reading *reading, gdcs_error *err)
{
    gdcs_schema base, schema;
    int32_t floor = 0;
    TRY(describe(chunks, &reading->arena, &base, &floor, err));
    TRY(gdcs_i_schema_override(&base, reading->schema, &reading->arena, &schema, err));
    TRY(raise(chunks, floor, &reading->arena, &schema, err));
    TRY(gdcs_i_reading_begin(reading, &schema, err));
    return gdcs_i_arrow_typed(chunks, reading, err);
}

static gdcs_status produce(gdcs_i_reading *reading, gdcs_i_source *source, gdcs_error *err)
{
    gdcs_i_chunks *chunks = reading->input;
    (void)source;
    reading->called = "row";
    chunks->progress = reading->options.progress;
    TRY(gdcs_i_chunks_open(chunks, err));
    if (reading->schema != NULL || reading->makes_table)
        return read_by_schema(chunks, reading, err);
    TRY(gdcs_i_arrow_direct(chunks, &reading->arena, &reading->ready, err));
    reading->result.rows = reading->result.used = chunks->rows;
    return GDCS_OK;
}

static gdcs_status read(gdcs_i_chunks *chunks, gdcs_i_request *request, gdcs_error *err)
{
    request->input = chunks;
    const gdcs_status status = gdcs_i_read(request, produce, err);
    gdcs_i_chunks_close(chunks);
    return status;
}

gdcs_status gdcs_arrow_read_frame(const struct ArrowSchema *type, const struct ArrowArray *array,
                                  const gdcs_schema *schema, const gdcs_read_options *options,
                                  gdcs_frame **out, gdcs_read_result *result, gdcs_error *err)
{
    gdcs_i_chunks chunks = {.type = type, .array = array};
    gdcs_i_request request = {.schema = schema, .options = options, .frame = out, .result = result};
    TRY(gdcs_i_need(type, "type", err));
    TRY(gdcs_i_need(array, "array", err));
    TRY(gdcs_i_need(out, "out", err));
    return read(&chunks, &request, err);
}

gdcs_status gdcs_arrow_read_frame_stream(struct ArrowArrayStream *stream, const gdcs_schema *schema,
                                         const gdcs_read_options *options, gdcs_frame **out,
                                         gdcs_read_result *result, gdcs_error *err)
{
    gdcs_i_chunks chunks = {.stream = stream};
    gdcs_i_request request = {.schema = schema, .options = options, .frame = out, .result = result};
    TRY(gdcs_i_need(stream, "stream", err));
    TRY(gdcs_i_need(out, "out", err));
    return read(&chunks, &request, err);
}

gdcs_status gdcs_arrow_read_table(const struct ArrowSchema *type, const struct ArrowArray *array,
                                  const gdcs_schema *schema, const gdcs_read_options *options,
                                  gdcs_table **out, gdcs_read_result *result, gdcs_error *err)
{
    gdcs_i_chunks chunks = {.type = type, .array = array};
    gdcs_i_request request = {.schema = schema, .options = options, .table = out, .result = result};
    TRY(gdcs_i_need(type, "type", err));
    TRY(gdcs_i_need(array, "array", err));
    TRY(gdcs_i_need(out, "out", err));
    return read(&chunks, &request, err);
}

gdcs_status gdcs_arrow_read_table_stream(struct ArrowArrayStream *stream, const gdcs_schema *schema,
                                         const gdcs_read_options *options, gdcs_table **out,
                                         gdcs_read_result *result, gdcs_error *err)
{
    gdcs_i_chunks chunks = {.stream = stream};
    gdcs_i_request request = {.schema = schema, .options = options, .table = out, .result = result};
    TRY(gdcs_i_need(stream, "stream", err));
    TRY(gdcs_i_need(out, "out", err));
    return read(&chunks, &request, err);
}
