/* SDMX-JSON 1 and 2 to records: one per observation, in the order of the message. */
#include "core/memory.h"
#include "core/pool.h"
#include "core/text.h"
#include "io/record/whole.h"
#include "io/sdmx/message.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT = 1 << 30, MOST_MASKS = 16, LONGEST_NOTE = 1 << 14, MOST_DIMENSIONS = 64 };

/* Attributes of partial keys that fix the same dimensions. */
typedef struct mask {
    char fixed[MOST_DIMENSIONS];
    gdcs_i_pool *keys;
    const cJSON **values; /* per key */
    int64_t room;
} mask;

typedef struct producing {
    gdcs_i_sdmx *sdmx;
    gdcs_i_message message;
    const gdcs_i_part *order[MOST_DIMENSIONS]; /* dimensions as in keys of groups */
    mask masks[MOST_MASKS];
    int mask_count;
    gdcs_i_field *dataset; /* fields as the data set, and as the series, leaves them */
    gdcs_i_field *series;
    int64_t index[MOST_DIMENSIONS]; /* of the dimensions of the observation, by `order` */
    int64_t observations;
    char number[GDCS_I_NUMBER_SIZE];
} producing;

/* What the texts of the schema lie in: kept until the result is made. */
typedef struct kept {
    char *text;
    gdcs_i_document document;
} kept;

static const cJSON *member(const cJSON *object, const char *name)
{
    return gdcs_i_sdmx_member(object, name);
}

static gdcs_status refuse(const producing *p, const cJSON *at, gdcs_status status, gdcs_error *err,
                          const char *what)
{
    return gdcs_i_document_fail(p->message.document, at, err, status,
                                at->string != NULL ? at->string : "", "%s", what);
}

/* --- keys --- */

/* The next index of "0:12:3" behind *at; -1 where nothing stands; 0: this is no key. */
static int next_index(const char **at, int64_t *index)
{
    const char *text = *at;
    const size_t size = strspn(text, "0123456789");
    *index = -1;
    if (size > 0 && !gdcs_i_parse_int64(text, size, index))
        return 0;
    text += size;
    if (*text != ':' && *text != '\0')
        return 0;
    *at = *text == ':' ? text + 1 : NULL;
    return 1;
}

static int64_t place_of(const producing *p, const gdcs_i_part *part)
{
    int64_t i = 0;
    while (p->order[i] != part)
        i++;
    return i;
}

static void set_dimension(producing *p, gdcs_i_field *fields, const gdcs_i_part *part,
                          int64_t index)
{
    fields[part->field] = part->values[index];
    fields[part->names_field] = part->names[index];
    p->index[place_of(p, part)] = index;
}

static gdcs_status take_key(producing *p, const cJSON *item, int level, gdcs_i_field *fields,
                            gdcs_error *err)
{
    const gdcs_i_level *l = &p->message.dimensions[level];
    const char *at = item->string;
    for (int64_t i = 0; i < l->count; i++) {
        int64_t index = 0;
        if (at == NULL || !next_index(&at, &index) || (at == NULL) != (i + 1 == l->count))
            return refuse(p, item, GDCS_E_SYNTAX, err,
                          "this is no key: indexes of all dimensions of the level, \"0:1\"");
        TRY(gdcs_i_message_index(&p->message, &l->parts[i], item, index, err));
        set_dimension(p, fields, &l->parts[i], index);
    }
    return GDCS_OK;
}

/* --- attributes --- */

/* The attributes of an array from its element `from` on; those left out have their defaults. */
static gdcs_status take_attributes(producing *p, const cJSON *array, int64_t from, int level,
                                   gdcs_i_field *fields, gdcs_error *err)
{
    const gdcs_i_level *l = &p->message.attributes[level];
    const cJSON *item = array != NULL ? array->child : NULL;
    if (array != NULL && !cJSON_IsArray(array))
        return refuse(p, array, GDCS_E_SYNTAX, err, "this is no array of attributes");
    for (int64_t i = 0; i < from && item != NULL; i++)
        item = item->next;
    for (int64_t i = 0; i < l->count; i++) {
        const gdcs_i_part *part = &l->parts[i];
        if (item != NULL)
            TRY(gdcs_i_message_value(&p->message, p->sdmx->reading, part, item,
                                     &fields[part->field], err));
        else
            fields[part->field] = part->otherwise;
        item = item != NULL ? item->next : NULL;
    }
    return GDCS_OK;
}

/* An attribute of the whole data set has one value at most: where nothing is said, that. */
static gdcs_status take_dataset_attributes(producing *p, const cJSON *dataset, gdcs_error *err)
{
    const cJSON *array = member(dataset, "attributes");
    const gdcs_i_level *l = &p->message.attributes[GDCS_I_AT_DATASET];
    TRY(take_attributes(p, array, 0, GDCS_I_AT_DATASET, p->dataset, err));
    for (int64_t i = 0; i < l->count && array == NULL; i++)
        if (l->parts[i].count == 1)
            p->dataset[l->parts[i].field] = l->parts[i].values[0];
    return GDCS_OK;
}

/* "2::0", with what a key says of dimensions that the mask does not fix left out. */
static size_t write_key(const producing *p, const mask *m, char *out)
{
    size_t used = 0;
    for (int64_t i = 0; i < p->message.width; i++) {
        if (m->fixed[i])
            used += gdcs_i_format_int64(p->index[i], out + used);
        out[used++] = ':';
    }
    return used;
}

static gdcs_status find_mask(producing *p, const cJSON *item, const char *fixed, mask **out,
                             gdcs_error *err)
{
    for (int i = 0; i < p->mask_count; i++)
        if (memcmp(p->masks[i].fixed, fixed, MOST_DIMENSIONS) == 0) {
            *out = &p->masks[i];
            return GDCS_OK;
        }
    if (p->mask_count == MOST_MASKS)
        return refuse(p, item, GDCS_E_LIMIT, err,
                      "attributes of groups fix more than 16 different sets of dimensions");
    *out = &p->masks[p->mask_count];
    TRY(gdcs_i_pool_new(&(*out)->keys, err));
    memcpy((*out)->fixed, fixed, MOST_DIMENSIONS);
    p->mask_count++;
    return GDCS_OK;
}

static gdcs_status take_group(producing *p, const cJSON *item, gdcs_error *err)
{
    char fixed[MOST_DIMENSIONS] = {0}, key[MOST_DIMENSIONS * GDCS_I_NUMBER_SIZE];
    const char *at = item->string;
    mask *m = NULL;
    int32_t code = 0;
    for (int64_t i = 0; i < p->message.width; i++) {
        if (at == NULL || !next_index(&at, &p->index[i]) ||
            (at == NULL) != (i + 1 == p->message.width))
            return refuse(p, item, GDCS_E_SYNTAX, err,
                          "this is no key of a group: indexes or nothing of all dimensions");
        fixed[i] = p->index[i] >= 0;
        if (fixed[i])
            TRY(gdcs_i_message_index(&p->message, p->order[i], item, p->index[i], err));
    }
    TRY(find_mask(p, item, fixed, &m, err));
    TRY(gdcs_i_pool_add(m->keys, key, write_key(p, m, key), &code, err));
    void *memory = m->values;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &m->room, (int64_t)code + 1, sizeof *m->values, err);
    m->values = memory;
    TRY(status);
    m->values[code] = item;
    return GDCS_OK;
}

static gdcs_status take_groups(producing *p, const cJSON *dataset, gdcs_error *err)
{
    const cJSON *groups = member(dataset, "dimensionGroupAttributes"), *item = NULL;
    if (groups != NULL && !cJSON_IsObject(groups))
        return refuse(p, groups, GDCS_E_SYNTAX, err, "this is no object");
    cJSON_ArrayForEach(item, groups) TRY(take_group(p, item, err));
    return GDCS_OK;
}

static gdcs_status apply_groups(producing *p, gdcs_i_field *fields, gdcs_error *err)
{
    char key[MOST_DIMENSIONS * GDCS_I_NUMBER_SIZE];
    for (int i = 0; i < p->mask_count; i++) {
        const mask *m = &p->masks[i];
        const int32_t code = gdcs_i_pool_find(m->keys, key, write_key(p, m, key));
        if (code >= 0)
            TRY(take_attributes(p, m->values[code], 0, GDCS_I_AT_GROUP, fields, err));
    }
    return GDCS_OK;
}

/* --- observations --- */

static gdcs_status take_measure(producing *p, const gdcs_i_part *part, const cJSON *value,
                                gdcs_error *err)
{
    gdcs_i_sdmx *s = p->sdmx;
    const int64_t field = part != NULL ? part->field : s->value;
    gdcs_i_field *f = &s->fields[field];
    if (part != NULL && (part->listed || field != s->value))
        return gdcs_i_message_value(&p->message, s->reading, part, value, f, err);
    if (cJSON_IsString(value) && value->valuestring[0] != '\0')
        *f = (gdcs_i_field){.text = value->valuestring, .size = strlen(value->valuestring)};
    else if (cJSON_IsNumber(value))
        *f = (gdcs_i_field){.text = p->number,
                            .size = gdcs_i_format_double(value->valuedouble, p->number)};
    else if (value != NULL && !cJSON_IsNull(value) && !cJSON_IsString(value))
        return refuse(p, value, GDCS_E_SYNTAX, err, "this is no number of an observation");
    return GDCS_OK;
}

static gdcs_status take_observation(producing *p, const cJSON *item, gdcs_error *err)
{
    gdcs_i_sdmx *s = p->sdmx;
    const int64_t measures = p->message.measures.count;
    const cJSON *value = item->child;
    memcpy(s->fields, p->series, (size_t)s->width * sizeof *s->fields);
    TRY(take_key(p, item, GDCS_I_AT_OBSERVATION, s->fields, err));
    if (!cJSON_IsArray(item))
        return refuse(p, item, GDCS_E_SYNTAX, err, "an observation is no array");
    TRY(apply_groups(p, s->fields, err));
    TRY(take_attributes(p, item, measures > 0 ? measures : 1, GDCS_I_AT_OBSERVATION, s->fields,
                        err));
    for (int64_t i = 0; i < (measures > 0 ? measures : 1); i++) {
        TRY(take_measure(p, measures > 0 ? &p->message.measures.parts[i] : NULL, value, err));
        value = value != NULL ? value->next : NULL;
    }
    p->observations++;
    return gdcs_i_sdmx_take(s, p->observations, s->width, 0, err);
}

static gdcs_status take_observations(producing *p, const cJSON *list, gdcs_error *err)
{
    const cJSON *item = NULL;
    if (list != NULL && !cJSON_IsObject(list))
        return refuse(p, list, GDCS_E_SYNTAX, err, "\"observations\" is no object");
    cJSON_ArrayForEach(item, list) TRY(take_observation(p, item, err));
    return GDCS_OK;
}

static gdcs_status take_series(producing *p, const cJSON *item, gdcs_error *err)
{
    memcpy(p->series, p->dataset, (size_t)p->sdmx->width * sizeof *p->series);
    if (!cJSON_IsObject(item))
        return refuse(p, item, GDCS_E_SYNTAX, err, "a series is no object");
    TRY(take_key(p, item, GDCS_I_AT_SERIES, p->series, err));
    TRY(take_attributes(p, member(item, "attributes"), 0, GDCS_I_AT_SERIES, p->series, err));
    return take_observations(p, member(item, "observations"), err);
}

static gdcs_status take_dataset(producing *p, const cJSON *dataset, gdcs_error *err)
{
    const cJSON *list = member(dataset, "series"), *item = NULL;
    const gdcs_i_level *l = &p->message.dimensions[GDCS_I_AT_DATASET];
    for (int64_t i = 0; i < l->count; i++) {
        TRY(gdcs_i_message_index(&p->message, &l->parts[i], l->parts[i].object, 0, err));
        set_dimension(p, p->dataset, &l->parts[i], 0);
    }
    TRY(take_groups(p, dataset, err));
    if (list != NULL && !cJSON_IsObject(list))
        return refuse(p, list, GDCS_E_SYNTAX, err, "\"series\" is no object");
    cJSON_ArrayForEach(item, list) TRY(take_series(p, item, err));
    memcpy(p->series, p->dataset, (size_t)p->sdmx->width * sizeof *p->series);
    return take_observations(p, member(dataset, "observations"), err);
}

/* --- the message --- */

static void take_texts(producing *p, const cJSON *root)
{
    gdcs_i_sdmx *s = p->sdmx;
    const cJSON *meta = member(root, "meta");
    if (meta == NULL)
        meta = member(root, "header");
    const cJSON *prepared = member(meta, "prepared"), *sender = member(meta, "sender");
    const cJSON *id = member(sender, "id");
    const char *name = gdcs_i_message_name(p->message.structure);
    s->title = gdcs_i_message_text(&p->message, p->message.structure, "name", "names");
    s->updated = cJSON_IsString(prepared) ? prepared->valuestring : NULL;
    s->source = name != NULL ? name : gdcs_i_message_text(&p->message, sender, "name", "names");
    s->eurostat = (name != NULL && strncmp(name, "ESTAT:", 6) == 0) ||
                  (name == NULL && cJSON_IsString(id) && strcmp(id->valuestring, "ESTAT") == 0);
}

/* Attributes of the whole data set: a table has no other place for them. */
static gdcs_status note_attributes(producing *p, gdcs_error *err)
{
    const gdcs_i_level *l = &p->message.attributes[GDCS_I_AT_DATASET];
    void *memory = NULL;
    size_t used = 0;
    if (!p->sdmx->reading->makes_table || l->count == 0)
        return GDCS_OK;
    TRY(gdcs_i_arena_alloc(&p->sdmx->reading->arena, LONGEST_NOTE, 1, &memory, err));
    char *note = memory;
    for (int64_t i = 0; i < l->count; i++) {
        const gdcs_i_part *part = &l->parts[i];
        const gdcs_i_field *f = &p->dataset[part->field];
        const char *name =
            part->count == 1 && part->names[0].text != NULL ? part->names[0].text : f->text;
        const char *title = gdcs_i_message_text(&p->message, part->object, "name", "names");
        if (f->text == NULL ||
            strlen(name) + strlen(title != NULL ? title : "") + 300 + used > LONGEST_NOTE)
            continue;
        const int n =
            snprintf(note + used, LONGEST_NOTE - used, "%s%.200s: %s", used > 0 ? "\n" : "",
                     title != NULL ? title : p->sdmx->components[part->field].id, name);
        used += n > 0 ? (size_t)n : 0;
    }
    p->sdmx->note = note;
    return GDCS_OK;
}

/* Dimensions as keys of groups have them: in the order of their fields. */
static gdcs_status order_dimensions(producing *p, const cJSON *root, gdcs_error *err)
{
    if (p->message.width > MOST_DIMENSIONS)
        return refuse(p, root, GDCS_E_LIMIT, err, "the data set has more than 64 dimensions");
    for (int l = 0; l < GDCS_I_LEVELS; l++)
        for (int64_t i = 0; i < p->message.dimensions[l].count; i++)
            p->order[p->message.dimensions[l].parts[i].field] = &p->message.dimensions[l].parts[i];
    return GDCS_OK;
}

static gdcs_status begin(producing *p, const cJSON *root, const cJSON *dataset, gdcs_error *err)
{
    gdcs_i_sdmx *s = p->sdmx;
    void *memory = NULL;
    p->message.structure = gdcs_i_message_structure(root, dataset);
    if (!cJSON_IsObject(p->message.structure))
        return refuse(p, dataset, GDCS_E_SHAPE, err, "the data set has no structure");
    TRY(gdcs_i_message_take(&p->message, s, err));
    if (p->message.width == 0)
        return refuse(p, p->message.structure, GDCS_E_SHAPE, err,
                      "the structure has no dimensions");
    TRY(order_dimensions(p, root, err));
    TRY(gdcs_i_arena_alloc(&s->reading->arena, s->width, sizeof *p->dataset, &memory, err));
    p->dataset = memory;
    TRY(gdcs_i_arena_alloc(&s->reading->arena, s->width, sizeof *p->series, &memory, err));
    p->series = memory;
    take_texts(p, root);
    TRY(take_dataset_attributes(p, dataset, err));
    TRY(note_attributes(p, err));
    TRY(gdcs_i_sdmx_begin(s, err));
    const char *wrong = gdcs_i_message_complaint(&p->message, root);
    return wrong == NULL
               ? GDCS_OK
               : gdcs_i_reading_detected(s->reading, err,
                                         "The service reported beside the data: %.200s.", wrong);
}

static gdcs_status read_message(producing *p, gdcs_error *err)
{
    const cJSON *root = p->message.document->root, *dataset = NULL;
    TRY(gdcs_i_message_choose(&p->message, p->sdmx->reading->options.part, root, &dataset, err));
    TRY(begin(p, root, dataset, err));
    TRY(take_dataset(p, dataset, err));
    return gdcs_i_sdmx_end(p->sdmx, err);
}

static void drop(void *memory)
{
    kept *k = memory;
    gdcs_i_document_free(&k->document);
    free(k->text);
    free(k);
}

gdcs_status gdcs_i_sdmx_json(gdcs_i_sdmx *s, gdcs_i_source *source, gdcs_error *err)
{
    producing p = {.sdmx = s};
    void *memory = NULL;
    size_t size = 0;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(kept), err));
    kept *k = memory;
    s->reading->called = "observation";
    s->reading->kept = k;
    s->reading->drop = drop;
    TRY(gdcs_i_source_whole(source, LIMIT, &k->text, &size, err));
    TRY(gdcs_i_document_parse(k->text, size, LIMIT, &k->document, err));
    p.message =
        (gdcs_i_message){.document = &k->document, .language = s->reading->options.language};
    const gdcs_status status = read_message(&p, err);
    for (int i = 0; i < p.mask_count; i++) {
        gdcs_i_pool_free(p.masks[i].keys);
        free((void *)p.masks[i].values);
    }
    return status;
}
