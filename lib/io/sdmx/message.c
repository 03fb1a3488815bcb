#include "io/sdmx/message.h"
#include "core/memory.h"
#include "core/text.h"

#include <cjson/cJSON.h>
#include <string.h>

enum { MOST_COMPONENTS = 1000 };

static const char *const level_names[GDCS_I_LEVELS] = {"dataSet", "dimensionGroup", "series",
                                                       "observation"};

const cJSON *gdcs_i_sdmx_member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static gdcs_status refuse(const gdcs_i_message *m, const cJSON *at, gdcs_status status,
                          gdcs_error *err, const char *what)
{
    return gdcs_i_document_fail(m->document, at, err, status, at->string != NULL ? at->string : "",
                                "%s", what);
}

const char *gdcs_i_message_text(const gdcs_i_message *m, const cJSON *object, const char *member,
                                const char *members)
{
    const cJSON *all = gdcs_i_sdmx_member(object, members);
    const cJSON *best = m->language != NULL ? gdcs_i_sdmx_member(all, m->language) : NULL;
    if (!cJSON_IsString(best))
        best = gdcs_i_sdmx_member(object, member);
    if (cJSON_IsObject(best)) /* version 1: {"en": "Sex"} */
        best = m->language != NULL && gdcs_i_sdmx_member(best, m->language) != NULL
                   ? gdcs_i_sdmx_member(best, m->language)
                   : best->child;
    if (!cJSON_IsString(best) && cJSON_IsObject(all))
        best = all->child;
    return cJSON_IsString(best) ? best->valuestring : NULL;
}

static gdcs_i_field field_of(const char *text)
{
    return (gdcs_i_field){.text = text != NULL && text[0] != '\0' ? text : NULL,
                          .size = text != NULL ? strlen(text) : 0};
}

static gdcs_status number_text(gdcs_i_reading *reading, double x, gdcs_i_field *out,
                               gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    const size_t size = gdcs_i_format_double(x, text);
    TRY(gdcs_i_sdmx_copy(reading, text, size, &out->text, err));
    out->size = size;
    return GDCS_OK;
}

/* A value that stands for itself; an array of them is joined by ';', as SDMX-CSV has it. */
static gdcs_status plain(const gdcs_i_message *m, gdcs_i_reading *reading, const cJSON *value,
                         gdcs_i_field *out, gdcs_error *err)
{
    *out = (gdcs_i_field){0};
    if (cJSON_IsString(value))
        *out = field_of(value->valuestring);
    else if (cJSON_IsNumber(value))
        return number_text(reading, value->valuedouble, out, err);
    else if (cJSON_IsBool(value))
        *out = field_of(cJSON_IsTrue(value) ? "true" : "false");
    else if (cJSON_IsObject(value)) {
        const cJSON *one =
            m->language != NULL ? gdcs_i_sdmx_member(value, m->language) : value->child;
        *out = field_of(cJSON_IsString(one) ? one->valuestring : NULL);
    } else if (!cJSON_IsNull(value))
        return refuse(m, value, GDCS_E_SYNTAX, err, "this is no value of a component");
    return GDCS_OK;
}

gdcs_status gdcs_i_message_index(const gdcs_i_message *m, const gdcs_i_part *part, const cJSON *at,
                                 int64_t index, gdcs_error *err)
{
    if (index >= 0 && index < part->count)
        return GDCS_OK;
    return gdcs_i_document_fail(m->document, at, err, GDCS_E_SHAPE, "values",
                                "index %lld of a component that has %lld values", (long long)index,
                                (long long)part->count);
}

static gdcs_status single(const gdcs_i_message *m, gdcs_i_reading *reading, const gdcs_i_part *part,
                          const cJSON *value, gdcs_i_field *out, gdcs_error *err)
{
    if (!part->listed || cJSON_IsNull(value))
        return plain(m, reading, value, out, err);
    if (!cJSON_IsNumber(value) || value->valuedouble < 0 || value->valuedouble > INT32_MAX ||
        value->valuedouble != (double)(int64_t)value->valuedouble)
        return refuse(m, value, GDCS_E_SYNTAX, err, "this is no index of a value");
    TRY(gdcs_i_message_index(m, part, value, (int64_t)value->valuedouble, err));
    *out = part->values[(int64_t)value->valuedouble];
    return GDCS_OK;
}

/* Texts of an array one behind the other. */
static gdcs_status join(const gdcs_i_message *m, gdcs_i_reading *reading, const gdcs_i_part *part,
                        const cJSON *array, gdcs_i_field *out, gdcs_error *err)
{
    void *memory = NULL;
    const cJSON *item = NULL;
    gdcs_i_field one = {0};
    size_t need = 1, used = 0;
    cJSON_ArrayForEach(item, array)
    {
        TRY(single(m, reading, part, item, &one, err));
        need += one.size + 1;
    }
    TRY(gdcs_i_arena_alloc(&reading->arena, (int64_t)need, 1, &memory, err));
    char *text = memory;
    cJSON_ArrayForEach(item, array)
    {
        TRY(single(m, reading, part, item, &one, err));
        if (used > 0)
            text[used++] = ';';
        if (one.size > 0)
            memcpy(text + used, one.text, one.size);
        used += one.size;
    }
    *out = (gdcs_i_field){.text = used > 0 ? text : NULL, .size = used};
    return GDCS_OK;
}

gdcs_status gdcs_i_message_value(const gdcs_i_message *m, gdcs_i_reading *reading,
                                 const gdcs_i_part *part, const cJSON *value, gdcs_i_field *out,
                                 gdcs_error *err)
{
    return cJSON_IsArray(value) ? join(m, reading, part, value, out, err)
                                : single(m, reading, part, value, out, err);
}

static gdcs_status take_values(gdcs_i_message *m, gdcs_i_reading *reading, gdcs_i_part *part,
                               const cJSON *values, gdcs_error *err)
{
    const cJSON *item = NULL;
    void *memory = NULL;
    int64_t i = 0;
    if (!cJSON_IsArray(values))
        return refuse(m, values, GDCS_E_SYNTAX, err, "\"values\" is no array");
    part->count = cJSON_GetArraySize(values);
    part->listed = 1;
    TRY(gdcs_i_arena_alloc(&reading->arena, part->count, sizeof *part->values, &memory, err));
    part->values = memory;
    TRY(gdcs_i_arena_alloc(&reading->arena, part->count, sizeof *part->names, &memory, err));
    part->names = memory;
    cJSON_ArrayForEach(item, values)
    {
        const cJSON *id = gdcs_i_sdmx_member(item, "id");
        const cJSON *value = id != NULL ? id : gdcs_i_sdmx_member(item, "value");
        if (value == NULL)
            value = gdcs_i_sdmx_member(item, "name");
        if (cJSON_IsString(item))
            value = item;
        if (value != NULL)
            TRY(plain(m, reading, value, &part->values[i], err));
        const char *name = gdcs_i_message_text(m, item, "name", "names");
        if (name != NULL && part->values[i].text != NULL && strcmp(name, part->values[i].text) != 0)
            part->names[i] = field_of(name);
        i++;
    }
    return GDCS_OK;
}

static gdcs_status take_part(gdcs_i_message *m, gdcs_i_reading *reading, const cJSON *object,
                             int64_t number, gdcs_i_part *part, gdcs_error *err)
{
    const cJSON *id = gdcs_i_sdmx_member(object, "id");
    const cJSON *position = gdcs_i_sdmx_member(object, "keyPosition");
    const cJSON *values = gdcs_i_sdmx_member(object, "values");
    const cJSON *otherwise = gdcs_i_sdmx_member(object, "default");
    *part = (gdcs_i_part){.object = object, .position = number, .names_field = -1};
    if (!cJSON_IsString(id) || id->valuestring[0] == '\0')
        return refuse(m, object, GDCS_E_SYNTAX, err, "a component has no \"id\"");
    if (position != NULL &&
        (!cJSON_IsNumber(position) || position->valuedouble < 0 || position->valuedouble > 1000))
        return refuse(m, position, GDCS_E_SYNTAX, err, "this is no position of a dimension");
    if (position != NULL)
        part->position = (int64_t)position->valuedouble;
    if (values != NULL)
        TRY(take_values(m, reading, part, values, err));
    return otherwise != NULL ? plain(m, reading, otherwise, &part->otherwise, err) : GDCS_OK;
}

static gdcs_status take_level(gdcs_i_message *m, gdcs_i_reading *reading, const cJSON *list,
                              gdcs_i_level *level, gdcs_error *err)
{
    void *memory = NULL;
    const cJSON *item = NULL;
    if (list == NULL)
        return GDCS_OK;
    if (!cJSON_IsArray(list))
        return refuse(m, list, GDCS_E_SYNTAX, err, "this is no array of components");
    TRY(gdcs_i_arena_alloc(&reading->arena, cJSON_GetArraySize(list), sizeof *level->parts, &memory,
                           err));
    level->parts = memory;
    cJSON_ArrayForEach(item, list)
    {
        if (level->count == MOST_COMPONENTS)
            return refuse(m, item, GDCS_E_LIMIT, err, "more than 1000 components of a level");
        TRY(take_part(m, reading, item, m->width + level->count, &level->parts[level->count], err));
        level->count++;
    }
    return GDCS_OK;
}

/* --- their fields --- */

static void add(const gdcs_i_message *m, gdcs_i_sdmx *s, gdcs_i_part *part,
                gdcs_i_component_kind kind)
{
    part->field = s->width;
    s->components[s->width++] =
        (gdcs_i_component){.id = gdcs_i_sdmx_member(part->object, "id")->valuestring,
                           .title = gdcs_i_message_text(m, part->object, "name", "names"),
                           .kind = kind};
}

static gdcs_status add_names(gdcs_i_sdmx *s, gdcs_i_part *part, gdcs_error *err)
{
    gdcs_i_component *c = &s->components[part->field];
    const size_t size = strlen(c->id);
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(&s->reading->arena, (int64_t)(size + sizeof " name"), 1, &memory, err));
    memcpy(memory, c->id, size);
    memcpy((char *)memory + size, " name", sizeof " name");
    c->names = memory;
    part->names_field = s->width;
    s->components[s->width++] = (gdcs_i_component){.id = c->names, .kind = GDCS_I_SDMX_OTHER};
    return GDCS_OK;
}

/* Dimensions in the order of the key, which is that of the axes. */
static void add_dimensions(gdcs_i_message *m, gdcs_i_sdmx *s)
{
    int64_t last = -1;
    for (int64_t added = 0; added < m->width;) {
        int64_t next = INT64_MAX;
        for (int l = 0; l < GDCS_I_LEVELS; l++)
            for (int64_t i = 0; i < m->dimensions[l].count; i++) {
                const int64_t position = m->dimensions[l].parts[i].position;
                next = position > last && position < next ? position : next;
            }
        for (int l = 0; l < GDCS_I_LEVELS; l++)
            for (int64_t i = 0; i < m->dimensions[l].count; i++)
                if (m->dimensions[l].parts[i].position == next) {
                    add(m, s, &m->dimensions[l].parts[i], GDCS_I_SDMX_DIMENSION);
                    added++;
                }
        last = next;
    }
}

static gdcs_status add_fields(gdcs_i_message *m, gdcs_i_sdmx *s, gdcs_error *err)
{
    add_dimensions(m, s);
    for (int64_t i = 0; i < m->measures.count; i++) {
        const char *id = gdcs_i_sdmx_member(m->measures.parts[i].object, "id")->valuestring;
        add(m, s, &m->measures.parts[i],
            m->measures.count == 1 || strcmp(id, "OBS_VALUE") == 0 ? GDCS_I_SDMX_VALUE
                                                                   : GDCS_I_SDMX_ATTRIBUTE);
    }
    if (m->measures.count == 0) /* version 1 does not say what is measured */
        s->components[s->width++] =
            (gdcs_i_component){.id = "OBS_VALUE", .kind = GDCS_I_SDMX_VALUE};
    for (int l = 0; l < GDCS_I_LEVELS; l++)
        for (int64_t i = 0; i < m->attributes[l].count; i++)
            add(m, s, &m->attributes[l].parts[i], GDCS_I_SDMX_ATTRIBUTE);
    for (int l = 0; l < GDCS_I_LEVELS; l++)
        for (int64_t i = 0; i < m->dimensions[l].count; i++)
            TRY(add_names(s, &m->dimensions[l].parts[i], err));
    return GDCS_OK;
}

gdcs_status gdcs_i_message_take(gdcs_i_message *m, gdcs_i_sdmx *s, gdcs_error *err)
{
    const cJSON *dimensions = gdcs_i_sdmx_member(m->structure, "dimensions");
    const cJSON *attributes = gdcs_i_sdmx_member(m->structure, "attributes");
    const cJSON *measures = gdcs_i_sdmx_member(m->structure, "measures");
    int64_t all = 2;
    void *memory = NULL;
    for (int l = 0; l < GDCS_I_LEVELS; l++) {
        TRY(take_level(m, s->reading, gdcs_i_sdmx_member(dimensions, level_names[l]),
                       &m->dimensions[l], err));
        m->width += m->dimensions[l].count;
        TRY(take_level(m, s->reading, gdcs_i_sdmx_member(attributes, level_names[l]),
                       &m->attributes[l], err));
        all += 2 * m->dimensions[l].count + m->attributes[l].count;
    }
    TRY(take_level(m, s->reading, gdcs_i_sdmx_member(measures, "observation"), &m->measures, err));
    TRY(gdcs_i_arena_alloc(&s->reading->arena, all + m->measures.count, sizeof *s->components,
                           &memory, err));
    s->components = memory;
    s->has_roles = 1;
    TRY(add_fields(m, s, err));
    gdcs_i_sdmx_sort(s);
    for (int64_t i = 0; i < s->width; i++)
        if (s->components[i].kind == GDCS_I_SDMX_VALUE)
            s->value = i;
    return GDCS_OK;
}
