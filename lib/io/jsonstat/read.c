/* JSON-stat to records: one per cell, the last dimension fastest. */
#include <gdcs/jsonstat.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/pool.h"
#include "core/text.h"
#include "data/table.h"
#include "io/jsonstat/describe.h"
#include "io/record/whole.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT = 1 << 30 };

/* Texts by position: all the same, one per position, or those of some. */
typedef struct sparse {
    const char *all;
    const char **at; /* per number: of a position, or of a text in `positions` */
    int64_t count;
    gdcs_i_pool *positions; /* NULL: `at` is per position */
} sparse;

typedef struct producing {
    gdcs_i_reading *reading;
    char *text;
    gdcs_i_document *document;
    gdcs_i_document parsed;
    gdcs_i_dataset dataset;
    gdcs_i_description description;
    sparse status;
    sparse own[3];      /* confidentiality, lower, upper */
    gdcs_i_pool *given; /* positions that have a value, where only some have */
    gdcs_i_field *fields;
    char number[GDCS_I_NUMBER_SIZE];
} producing;

static const cJSON *member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static gdcs_status fail(const producing *p, const cJSON *value, gdcs_status status,
                        const char *field, const char *what, gdcs_error *err)
{
    return gdcs_i_document_fail(p->document, value, err, status, field, "\"%s\" %s", field, what);
}

/* The position that a member of a sparse object is named for. */
static gdcs_status position_of(const producing *p, const cJSON *item, const char *field,
                               int64_t *position, gdcs_error *err)
{
    if (!gdcs_i_parse_int64(item->string, strlen(item->string), position) || *position < 0)
        return fail(p, item, GDCS_E_SYNTAX, field, "has a member that is no position", err);
    if (*position >= p->dataset.cells)
        return fail(p, item, GDCS_E_SHAPE, field, "has a position beyond the last cell", err);
    return GDCS_OK;
}

static void sparse_free(sparse *s)
{
    free((void *)s->at);
    gdcs_i_pool_free(s->positions);
}

/* Numbers are written as they are read. */
static gdcs_status text_of(const producing *p, const cJSON *item, const char *field,
                           const char **out, gdcs_error *err)
{
    char number[GDCS_I_NUMBER_SIZE];
    *out = cJSON_IsString(item) ? item->valuestring : NULL;
    if (cJSON_IsNumber(item)) {
        gdcs_i_format_double(item->valuedouble, number);
        return gdcs_i_arena_copy(&p->reading->arena, number, out, err);
    }
    return cJSON_IsString(item) || cJSON_IsNull(item)
               ? GDCS_OK
               : fail(p, item, GDCS_E_SYNTAX, field, "has an element that is no text", err);
}

static gdcs_status take_sparse(const producing *p, const cJSON *list, const char *field,
                               sparse *out, gdcs_error *err)
{
    const cJSON *item = NULL;
    void *memory = NULL;
    char key[GDCS_I_NUMBER_SIZE];
    int64_t position = 0;
    int32_t number = 0;
    TRY(gdcs_i_alloc(&memory, cJSON_GetArraySize(list), sizeof *out->at, err));
    out->at = memory;
    if (cJSON_IsObject(list))
        TRY(gdcs_i_pool_new(&out->positions, err));
    cJSON_ArrayForEach(item, list)
    {
        number = (int32_t)out->count;
        if (out->positions != NULL) {
            TRY(position_of(p, item, field, &position, err));
            const size_t size = gdcs_i_format_int64(position, key);
            TRY(gdcs_i_pool_add(out->positions, key, size, &number, err));
        }
        TRY(text_of(p, item, field, &out->at[number], err));
        out->count += number == out->count;
    }
    return GDCS_OK;
}

/* A text is that of all cells; so is an array of one element. */
static gdcs_status take_texts(const producing *p, const cJSON *list, const char *field, sparse *out,
                              gdcs_error *err)
{
    if (list == NULL || cJSON_IsNull(list))
        return GDCS_OK;
    if (cJSON_IsString(list)) {
        out->all = list->valuestring;
        return GDCS_OK;
    }
    if (!cJSON_IsArray(list) && !cJSON_IsObject(list))
        return fail(p, list, GDCS_E_SYNTAX, field, "is no text, array or object", err);
    TRY(take_sparse(p, list, field, out, err));
    if (!cJSON_IsArray(list) || out->count == p->dataset.cells)
        return GDCS_OK;
    if (out->count != 1)
        return fail(p, list, GDCS_E_SHAPE, field, "has not one element per cell", err);
    out->all = out->at[0];
    out->count = 0;
    return GDCS_OK;
}

static const char *find_text(const sparse *s, int64_t position)
{
    char key[GDCS_I_NUMBER_SIZE];
    if (s->all != NULL || s->at == NULL)
        return s->all;
    if (s->positions == NULL)
        return position < s->count ? s->at[position] : NULL;
    const int32_t number = gdcs_i_pool_find(s->positions, key, gdcs_i_format_int64(position, key));
    return number < 0 ? NULL : s->at[number];
}

/* The distinct statuses, for the schema, and how many cells have each. */
static gdcs_status list_statuses(const producing *p, gdcs_i_pool **out, int64_t *cells,
                                 gdcs_error *err)
{
    const sparse *s = &p->status;
    int32_t code = 0;
    TRY(gdcs_i_pool_new(out, err));
    if (s->all != NULL) {
        cells[0] = p->dataset.cells;
        return gdcs_i_pool_add(*out, s->all, strlen(s->all), &code, err);
    }
    for (int64_t i = 0; i < s->count; i++)
        if (s->at[i] != NULL) {
            TRY(gdcs_i_pool_add(*out, s->at[i], strlen(s->at[i]), &code, err));
            cells[code]++;
        }
    return GDCS_OK;
}

static gdcs_i_field field_of(const char *text)
{
    return (gdcs_i_field){.text = text != NULL && text[0] != '\0' ? text : NULL,
                          .size = text != NULL ? strlen(text) : 0};
}

static void place(producing *p, int64_t position)
{
    const int64_t width = p->dataset.width;
    int64_t left = position;
    for (int64_t i = width - 1; i >= 0; i--) {
        const gdcs_i_dimension *d = &p->dataset.dimensions[i];
        const int64_t at = left % d->count;
        left /= d->count;
        p->fields[i] = (gdcs_i_field){.text = d->ids[at], .size = strlen(d->ids[at])};
        p->fields[width + i] = field_of(d->labels[at]);
    }
}

static gdcs_status emit(producing *p, int64_t position, const cJSON *value, gdcs_error *err)
{
    gdcs_i_field *tail = p->fields + p->description.cube.value;
    const gdcs_i_record record = {
        .fields = p->fields, .count = p->description.cube.fields, .line = position + 1};
    place(p, position);
    tail[0] = (gdcs_i_field){0};
    if (cJSON_IsNumber(value))
        tail[0] = (gdcs_i_field){.text = p->number,
                                 .size = gdcs_i_format_double(value->valuedouble, p->number)};
    else if (cJSON_IsString(value))
        tail[0] = field_of(value->valuestring);
    else if (value != NULL && !cJSON_IsNull(value))
        return fail(p, value, GDCS_E_SYNTAX, "value", "has an element that is no number", err);
    tail[1] = field_of(find_text(&p->status, position));
    for (int i = 0; i < 3 && p->description.has_own; i++)
        tail[2 + i] = field_of(find_text(&p->own[i], position));
    return gdcs_i_reading_take(p->reading, &record, err);
}

static gdcs_status emit_dense(producing *p, const cJSON *values, gdcs_error *err)
{
    const cJSON *value = NULL;
    int64_t position = 0;
    if (cJSON_GetArraySize(values) != p->dataset.cells)
        return gdcs_i_document_fail(p->document, values, err, GDCS_E_SHAPE, "value",
                                    "\"value\" has %d elements, the sizes multiply to %lld",
                                    cJSON_GetArraySize(values), (long long)p->dataset.cells);
    cJSON_ArrayForEach(value, values) TRY(emit(p, position++, value, err));
    return GDCS_OK;
}

/* Cells without a number that have a status are there too: it says why. */
static gdcs_status emit_statuses(producing *p, gdcs_error *err)
{
    const sparse *s = &p->status;
    char key[GDCS_I_NUMBER_SIZE];
    for (int64_t i = 0; i < s->count; i++) {
        int64_t position = i;
        const char *text = key;
        if (s->positions != NULL)
            text = gdcs_i_pool_text(s->positions, (int32_t)i);
        else
            gdcs_i_format_int64(i, key);
        if (s->at[i] == NULL || gdcs_i_pool_find(p->given, text, strlen(text)) >= 0)
            continue;
        if (gdcs_i_parse_int64(text, strlen(text), &position))
            TRY(emit(p, position, NULL, err));
    }
    return GDCS_OK;
}

static gdcs_status emit_sparse(producing *p, const cJSON *values, gdcs_error *err)
{
    const cJSON *value = NULL;
    char key[GDCS_I_NUMBER_SIZE];
    int64_t position = 0;
    int32_t code = 0, count = 0;
    TRY(gdcs_i_pool_new(&p->given, err));
    cJSON_ArrayForEach(value, values)
    {
        TRY(position_of(p, value, "value", &position, err));
        const size_t size = gdcs_i_format_int64(position, key);
        TRY(gdcs_i_pool_add(p->given, key, size, &code, err));
        if (code < count++)
            return fail(p, value, GDCS_E_SHAPE, "value", "has a position twice", err);
        TRY(emit(p, position, value, err));
    }
    return emit_statuses(p, err);
}

/* Labels without cells are part of a table, but not of what others publish: a category that nobody
   is in, or that is filtered, is not missed. */
static gdcs_status name_labels(producing *p, gdcs_error *err)
{
    const gdcs_i_record record = {
        .fields = p->fields, .count = p->description.cube.fields, .line = 1};
    if (p->reading->to_table == NULL || p->reading->schema != NULL || p->dataset.own == NULL)
        return GDCS_OK;
    for (int64_t i = 0; i < p->dataset.width; i++) {
        const gdcs_i_dimension *d = &p->dataset.dimensions[i];
        for (int64_t k = 0; k < d->count; k++) {
            p->fields[i] = (gdcs_i_field){.text = d->ids[k], .size = strlen(d->ids[k])};
            p->fields[p->dataset.width + i] = field_of(d->labels[k]);
            TRY(gdcs_i_to_table_name(p->reading->to_table, i, &record, err));
        }
    }
    return GDCS_OK;
}

static gdcs_status emit_header(producing *p, gdcs_error *err)
{
    void *memory = NULL;
    const int64_t count = p->description.cube.fields;
    const gdcs_i_record header = {.fields = NULL, .count = count, .line = 1};
    TRY(gdcs_i_alloc(&memory, count, sizeof *p->fields, err));
    p->fields = memory;
    gdcs_i_record named = header;
    named.fields = p->fields;
    for (int64_t i = 0; i < count; i++)
        p->fields[i] = field_of(p->description.cube.names[i]);
    return gdcs_i_reading_header(p->reading, &named, err);
}

static gdcs_status take_parts(producing *p, gdcs_error *err)
{
    static const char *const own[] = {"confidentiality", "lower", "upper"};
    TRY(take_texts(p, member(p->dataset.object, "status"), "status", &p->status, err));
    for (int i = 0; i < 3; i++)
        TRY(take_texts(p, member(p->dataset.own, own[i]), own[i], &p->own[i], err));
    return GDCS_OK;
}

static gdcs_status describe(producing *p, gdcs_error *err)
{
    gdcs_i_pool *texts = NULL;
    void *cells = NULL;
    TRY(gdcs_i_alloc(&cells, p->status.count + 1, sizeof(int64_t), err));
    gdcs_status status = list_statuses(p, &texts, cells, err);
    if (status == GDCS_OK) {
        const gdcs_i_statuses statuses = {
            .texts = gdcs_i_pool_texts(texts), .cells = cells, .count = gdcs_i_pool_count(texts)};
        status = gdcs_i_dataset_describe(&p->dataset, &statuses, p->reading, &p->description, err);
    }
    if (status == GDCS_OK)
        status = gdcs_i_reading_begin_with(p->reading, &p->description.cube.schema, err);
    gdcs_i_pool_free(texts);
    free(cells);
    return status;
}

static gdcs_status read_document(producing *p, gdcs_error *err)
{
    const cJSON *object = NULL;
    TRY(gdcs_i_dataset_find(p->document, p->reading->options.part, &object, err));
    TRY(gdcs_i_dataset_take(p->document, object, &p->reading->arena, &p->dataset, err));
    if (p->reading->makes_table && p->dataset.width > GDCS_I_AXES)
        return gdcs_i_document_fail(p->document, object, err, GDCS_E_LIMIT, "id",
                                    "the data set has %lld dimensions, a table at most %d axes",
                                    (long long)p->dataset.width, (int)GDCS_I_AXES);
    TRY(take_parts(p, err));
    TRY(describe(p, err));
    TRY(emit_header(p, err));
    TRY(name_labels(p, err));
    const cJSON *values = member(object, "value");
    if (cJSON_IsArray(values))
        return emit_dense(p, values, err);
    return cJSON_IsObject(values)
               ? emit_sparse(p, values, err)
               : fail(p, values, GDCS_E_SYNTAX, "value", "is neither array nor object", err);
}

static void drop(void *kept)
{
    producing *p = kept;
    sparse_free(&p->status);
    for (int i = 0; i < 3; i++)
        sparse_free(&p->own[i]);
    gdcs_i_pool_free(p->given);
    free(p->fields);
    gdcs_i_document_free(&p->parsed);
    free(p->text);
    free(p);
}

/* The texts of the schema lie in the document, which is kept until the result is made. */
static gdcs_status produce(gdcs_i_reading *reading, gdcs_i_source *source, gdcs_error *err)
{
    void *memory = NULL;
    size_t size = 0;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(producing), err));
    producing *p = memory;
    *p = (producing){.reading = reading, .document = &p->parsed};
    reading->called = "cell";
    reading->kept = p;
    reading->drop = drop;
    TRY(gdcs_i_source_whole(source, LIMIT, &p->text, &size, err));
    if (size == 0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "", "the file is empty");
    TRY(gdcs_i_document_parse(p->text, size, LIMIT, &p->parsed, err));
    return read_document(p, err);
}

gdcs_status gdcs_jsonstat_read_table(const char *path, const gdcs_schema *schema,
                                     const gdcs_read_options *options, gdcs_table **out,
                                     gdcs_read_result *result, gdcs_error *err)
{
    return gdcs_i_read_path(path, schema, options, (gdcs_i_made){.table = out}, result, produce,
                            err);
}

gdcs_status gdcs_jsonstat_read_frame(const char *path, const gdcs_schema *schema,
                                     const gdcs_read_options *options, gdcs_frame **out,
                                     gdcs_read_result *result, gdcs_error *err)
{
    return gdcs_i_read_path(path, schema, options, (gdcs_i_made){.frame = out}, result, produce,
                            err);
}

gdcs_status gdcs_jsonstat_parse_table(const char *text, int64_t size, const gdcs_schema *schema,
                                      const gdcs_read_options *options, gdcs_table **out,
                                      gdcs_read_result *result, gdcs_error *err)
{
    return gdcs_i_read_text(text, size, schema, options, (gdcs_i_made){.table = out}, result,
                            produce, err);
}

gdcs_status gdcs_jsonstat_parse_frame(const char *text, int64_t size, const gdcs_schema *schema,
                                      const gdcs_read_options *options, gdcs_frame **out,
                                      gdcs_read_result *result, gdcs_error *err)
{
    return gdcs_i_read_text(text, size, schema, options, (gdcs_i_made){.frame = out}, result,
                            produce, err);
}
