/* PX to records: one per cell, STUB before HEADING, the last variable fastest. */
#include <gdcs/px.h>

#include "core/fail.h"
#include "core/memory.h"
#include "io/px/describe.h"
#include "io/px/encoding.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct producing {
    gdcs_i_reading *reading;
    gdcs_i_px_document document;
    gdcs_i_px_cube cube;
    gdcs_i_px_attributes attributes;
    gdcs_i_px_description description;
    gdcs_i_field *fields;
    char *number; /* with its NUL */
    int64_t room;
} producing;

static gdcs_i_field field_of(const char *text)
{
    return (gdcs_i_field){.text = text != NULL && text[0] != '\0' ? text : NULL,
                          .size = text != NULL ? strlen(text) : 0};
}

/* Where this library wrote the file, an empty label is one; elsewhere it says that there is none. */
static gdcs_i_field label_of(const producing *p, const char *label)
{
    return p->description.own ? (gdcs_i_field){.text = label, .size = strlen(label)}
                              : field_of(label);
}

static gdcs_status emit_header(producing *p, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, p->description.cube.fields, sizeof *p->fields, err));
    p->fields = memory;
    for (int64_t i = 0; i < p->description.cube.fields; i++)
        p->fields[i] = field_of(p->description.cube.names[i]);
    const gdcs_i_record header = {
        .fields = p->fields, .count = p->description.cube.fields, .line = p->document.data_line};
    return gdcs_i_reading_header(p->reading, &header, err);
}

static void place(producing *p, int64_t position)
{
    const int64_t width = p->cube.width;
    for (int64_t i = width - 1; i >= 0; i--) {
        const gdcs_i_px_variable *v = &p->cube.variables[i];
        p->fields[i] = label_of(p, v->labels[position % v->count]);
        p->fields[width + i] = field_of(v->titles[position % v->count]);
        position /= v->count;
    }
}

/* Labels without cells are part of a table, but not of what others publish: a value that is not in
   the data is not missed. */
static gdcs_status name_labels(producing *p, gdcs_error *err)
{
    const gdcs_i_record record = {
        .fields = p->fields, .count = p->description.cube.fields, .line = p->document.data_line};
    if (p->reading->to_table == NULL || p->reading->schema != NULL || !p->description.own)
        return GDCS_OK;
    for (int64_t i = 0; i < p->cube.width; i++)
        for (int64_t k = 0; k < p->cube.variables[i].count; k++) {
            p->fields[i] = label_of(p, p->cube.variables[i].labels[k]);
            p->fields[p->cube.width + i] = field_of(p->cube.variables[i].titles[k]);
            TRY(gdcs_i_to_table_name(p->reading->to_table, i, &record, err));
        }
    return GDCS_OK;
}

static gdcs_status copy_number(producing *p, const gdcs_i_px_cell *cell, gdcs_error *err)
{
    void *memory = p->number;
    const gdcs_status status = gdcs_i_reserve(&memory, &p->room, (int64_t)cell->size + 1, 1, err);
    p->number = memory;
    TRY(status);
    memcpy(p->number, cell->text, cell->size);
    p->number[cell->size] = '\0';
    return GDCS_OK;
}

static gdcs_status emit(void *context, const gdcs_i_px_cell *cell, gdcs_error *err)
{
    producing *p = context;
    gdcs_i_field *tail = p->fields + p->description.cube.value;
    const gdcs_i_px_attribute about = gdcs_i_px_attributes_get(&p->attributes, cell->position);
    const char *status = about.texts[GDCS_I_PX_STATUS];
    if (cell->symbol >= 0 && cell->symbol == p->description.unset)
        return GDCS_OK;
    place(p, cell->position);
    if (cell->symbol >= 0 && status == NULL)
        status = gdcs_i_px_symbol(cell->symbol);
    if (cell->symbol < 0)
        TRY(copy_number(p, cell, err));
    tail[0] = field_of(cell->symbol < 0 ? p->number : cell->symbol == 0 ? "0" : NULL);
    tail[1] = field_of(status);
    tail[2] = field_of(about.texts[GDCS_I_PX_CONFIDENTIALITY]);
    tail[3] = field_of(about.texts[GDCS_I_PX_LOWER]);
    tail[4] = field_of(about.texts[GDCS_I_PX_UPPER]);
    const gdcs_i_record record = {
        .fields = p->fields, .count = p->description.cube.fields, .line = cell->line};
    return gdcs_i_reading_take(p->reading, &record, err);
}

/* What is in the file and not in the table is named. */
static gdcs_status say_left_out(producing *p, gdcs_error *err)
{
    static const char *const left[] = {"HIERARCHIES", "PARTITIONED"};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        for (int64_t k = 0; k < p->document.count; k++)
            if (strcmp(p->document.statements[k].keyword, left[i]) == 0) {
                TRY(gdcs_i_reading_detected(p->reading, err, "%s (line %lld) is left out.", left[i],
                                            (long long)p->document.statements[k].line));
                break;
            }
    if (p->cube.keys != NULL)
        TRY(gdcs_i_reading_detected(p->reading, err,
                                    "Rows that are not in the file are 0, as KEYS say."));
    return GDCS_OK;
}

static gdcs_status read_document(producing *p, gdcs_error *err)
{
    gdcs_i_px_data data;
    gdcs_i_arena *arena = &p->reading->arena;
    TRY(gdcs_i_px_choose(&p->document, p->reading->options.language, err));
    TRY(gdcs_i_px_cube_take(&p->document, arena, &p->cube, err));
    TRY(gdcs_i_px_cells_check(&p->cube, &data, err));
    TRY(gdcs_i_px_attributes_take(&p->cube, arena, &p->attributes, err));
    TRY(gdcs_i_px_describe(&p->cube, &p->attributes, data.met, p->reading, &p->description, err));
    if (data.by_keys)
        TRY(gdcs_i_reading_detected(p->reading, err,
                                    "Keys of rows are in the order of KEYS, not of STUB."));
    if (data.open)
        TRY(gdcs_i_reading_detected(p->reading, err, "DATA ends without ';', and has all cells."));
    TRY(say_left_out(p, err));
    TRY(gdcs_i_reading_begin_with(p->reading, &p->description.cube.schema, err));
    TRY(emit_header(p, err));
    TRY(name_labels(p, err));
    return gdcs_i_px_cells_each(&p->cube, data.by_keys,
                                (gdcs_i_px_taker){.take = emit, .context = p}, err);
}

static gdcs_status produce(gdcs_i_reading *reading, gdcs_i_source *source, gdcs_error *err)
{
    char *text = NULL;
    size_t size = 0;
    producing p = {.reading = reading};
    TRY(gdcs_i_px_decode(reading, source, &text, &size, err));
    gdcs_status status = gdcs_i_px_parse(text, size, &reading->arena, &p.document, err);
    if (status == GDCS_OK)
        status = read_document(&p, err);
    gdcs_i_px_attributes_free(&p.attributes);
    gdcs_i_px_cube_free(&p.cube);
    free(p.fields);
    free(p.number);
    free(text);
    return status;
}

gdcs_status gdcs_px_read_table(const char *path, const gdcs_schema *schema,
                               const gdcs_read_options *options, gdcs_table **out,
                               gdcs_read_result *result, gdcs_error *err)
{
    return gdcs_i_read_path(path, schema, options, (gdcs_i_made){.table = out}, result, produce,
                            err);
}

gdcs_status gdcs_px_read_frame(const char *path, const gdcs_schema *schema,
                               const gdcs_read_options *options, gdcs_frame **out,
                               gdcs_read_result *result, gdcs_error *err)
{
    return gdcs_i_read_path(path, schema, options, (gdcs_i_made){.frame = out}, result, produce,
                            err);
}

gdcs_status gdcs_px_parse_table(const char *text, int64_t size, const gdcs_schema *schema,
                                const gdcs_read_options *options, gdcs_table **out,
                                gdcs_read_result *result, gdcs_error *err)
{
    return gdcs_i_read_text(text, size, schema, options, (gdcs_i_made){.table = out}, result,
                            produce, err);
}

gdcs_status gdcs_px_parse_frame(const char *text, int64_t size, const gdcs_schema *schema,
                                const gdcs_read_options *options, gdcs_frame **out,
                                gdcs_read_result *result, gdcs_error *err)
{
    return gdcs_i_read_text(text, size, schema, options, (gdcs_i_made){.frame = out}, result,
                            produce, err);
}
