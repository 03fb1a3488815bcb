#include "io/jsonstat/dataset.h"
#include "core/pool.h"

#include <cjson/cJSON.h>
#include <string.h>

enum { MOST_DIMENSIONS = 1000 };

static const double most_cells = 9007199254740992.0; /* positions are exact numbers of JSON */

typedef struct taking {
    const gdcs_i_document *document;
    gdcs_i_arena *arena;
    gdcs_error *err;
} taking;

static gdcs_status refuse(const taking *t, const cJSON *value, gdcs_status status, const char *id,
                          const char *what)
{
    return gdcs_i_document_fail(t->document, value, t->err, status, id, "dimension '%.60s': %s", id,
                                what);
}

static const cJSON *member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* In version 1 it stands inside "dimension". */
static const cJSON *wherever(const cJSON *dataset, const char *name)
{
    const cJSON *found = member(dataset, name);
    return found != NULL ? found : member(member(dataset, "dimension"), name);
}

/* Where a category stands: its number in the array, or what the object says. */
static gdcs_status place_of(const taking *t, const cJSON *index, const cJSON *item, int64_t number,
                            const gdcs_i_dimension *d, int64_t *at)
{
    *at = number;
    if (cJSON_IsArray(index))
        return cJSON_IsString(item)
                   ? GDCS_OK
                   : refuse(t, item, GDCS_E_SYNTAX, d->id, "an element of \"index\" is no text");
    if (!cJSON_IsNumber(item) || item->valuedouble < 0 || item->valuedouble >= (double)d->count)
        return refuse(t, item, GDCS_E_SHAPE, d->id,
                      "a position in \"index\" is not below the number of categories");
    *at = (int64_t)item->valuedouble;
    return (double)*at == item->valuedouble
               ? GDCS_OK
               : refuse(t, item, GDCS_E_SYNTAX, d->id, "a position in \"index\" is not whole");
}

static gdcs_status take_index(const taking *t, const cJSON *index, gdcs_i_dimension *d)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_pool *seen = NULL;
    const cJSON *item = NULL;
    int64_t number = 0, at = 0;
    int32_t code = 0;
    if (!cJSON_IsArray(index) && !cJSON_IsObject(index))
        return refuse(t, index, GDCS_E_SYNTAX, d->id, "\"index\" is neither array nor object");
    if (cJSON_GetArraySize(index) != d->count)
        return refuse(t, index, GDCS_E_SHAPE, d->id,
                      "\"index\" has not as many categories as \"size\" says");
    TRY(gdcs_i_pool_new(&seen, t->err));
    cJSON_ArrayForEach(item, index)
    {
        GO(place_of(t, index, item, number, d, &at));
        const char *id = cJSON_IsArray(index) ? item->valuestring : item->string;
        GO(gdcs_i_pool_add(seen, id, strlen(id), &code, t->err));
        if (code < number || d->ids[at] != NULL)
            GO(refuse(t, item, GDCS_E_SHAPE, d->id, "a category or its position is there twice"));
        d->ids[at] = id;
        number++;
    }
done:
    gdcs_i_pool_free(seen);
    return status;
}

/* Without an index there is one category, the one that has a label. */
static gdcs_status take_single(const taking *t, const cJSON *labels, gdcs_i_dimension *d)
{
    if (d->count != 1 || !cJSON_IsObject(labels) || cJSON_GetArraySize(labels) != 1)
        return refuse(t, d->category, GDCS_E_SHAPE, d->id,
                      "without \"index\" there must be one category with a label");
    d->ids[0] = labels->child->string;
    return GDCS_OK;
}

/* Both lists are walked as one where they have the same order, as they do but for oddities. */
static void take_labels(const cJSON *labels, gdcs_i_dimension *d)
{
    const cJSON *next = cJSON_IsObject(labels) ? labels->child : NULL;
    for (int64_t i = 0; i < d->count && cJSON_IsObject(labels); i++) {
        const cJSON *label =
            next != NULL && strcmp(next->string, d->ids[i]) == 0 ? next : member(labels, d->ids[i]);
        next = label != NULL ? label->next : next;
        d->labels[i] = cJSON_IsString(label) ? label->valuestring : NULL;
    }
}

static gdcs_status take_categories(const taking *t, gdcs_i_dimension *d)
{
    void *memory = NULL;
    const cJSON *index = member(d->category, "index"), *labels = member(d->category, "label");
    TRY(gdcs_i_arena_alloc(t->arena, d->count, sizeof *d->ids, &memory, t->err));
    d->ids = memory;
    TRY(gdcs_i_arena_alloc(t->arena, d->count, sizeof *d->labels, &memory, t->err));
    d->labels = memory;
    TRY(index != NULL ? take_index(t, index, d) : take_single(t, labels, d));
    take_labels(labels, d);
    return GDCS_OK;
}

static const char *role_of(const cJSON *roles, const char *id)
{
    const cJSON *role = NULL, *name = NULL;
    cJSON_ArrayForEach(role, roles) cJSON_ArrayForEach(name, role)
    {
        if (cJSON_IsString(name) && strcmp(name->valuestring, id) == 0)
            return role->string;
    }
    return NULL;
}

/* A text takes at least four bytes, so that a size beyond the document is a lie. */
static gdcs_status take_size(const taking *t, const cJSON *size, gdcs_i_dimension *d)
{
    if (!cJSON_IsNumber(size) || size->valuedouble < 0 ||
        size->valuedouble != (double)(int64_t)(size->valuedouble < 1e15 ? size->valuedouble : -1))
        return refuse(t, size, GDCS_E_SYNTAX, d->id, "its size is no whole number");
    if (size->valuedouble > (double)t->document->size)
        return refuse(t, size, GDCS_E_SHAPE, d->id, "its size is larger than the document");
    d->count = (int64_t)size->valuedouble;
    return GDCS_OK;
}

static gdcs_status take_dimension(const taking *t, const cJSON *dataset, const cJSON *id,
                                  const cJSON *size, gdcs_i_dimension *d)
{
    if (!cJSON_IsString(id) || id->valuestring[0] == '\0')
        return refuse(t, id, GDCS_E_SYNTAX, "id", "an element is no text");
    d->id = id->valuestring;
    d->object = member(member(dataset, "dimension"), d->id);
    d->category = member(d->object, "category");
    d->role = role_of(wherever(dataset, "role"), d->id);
    d->title = gdcs_i_json_text_of(d->object, "label");
    TRY(take_size(t, size, d));
    if (!cJSON_IsObject(d->category))
        return refuse(t, d->object != NULL ? d->object : id, GDCS_E_SYNTAX, d->id,
                      "it has no \"category\"");
    return take_categories(t, d);
}

static gdcs_status check_new(const taking *t, const cJSON *ids, const cJSON *id)
{
    for (const cJSON *other = ids->child; other != id; other = other->next)
        if (cJSON_IsString(id) && strcmp(other->valuestring, id->valuestring) == 0)
            return refuse(t, id, GDCS_E_DUPLICATE, id->valuestring, "it is there twice");
    return GDCS_OK;
}

static gdcs_status take_all(const taking *t, gdcs_i_dataset *out)
{
    const cJSON *ids = wherever(out->object, "id"), *sizes = wherever(out->object, "size");
    const cJSON *id = NULL, *size = NULL;
    void *memory = NULL;
    double cells = 1;
    if (!cJSON_IsArray(ids) || !cJSON_IsArray(sizes) ||
        cJSON_GetArraySize(ids) != cJSON_GetArraySize(sizes))
        return gdcs_i_document_fail(t->document, out->object, t->err, GDCS_E_SYNTAX, "id",
                                    "\"id\" and \"size\" are not arrays of one length");
    out->width = cJSON_GetArraySize(ids);
    if (out->width > MOST_DIMENSIONS)
        return gdcs_i_document_fail(t->document, ids, t->err, GDCS_E_LIMIT, "id",
                                    "\"id\" names %lld dimensions, the limit is %d",
                                    (long long)out->width, MOST_DIMENSIONS);
    TRY(gdcs_i_arena_alloc(t->arena, out->width, sizeof *out->dimensions, &memory, t->err));
    out->dimensions = memory;
    size = sizes->child;
    for (id = ids->child; id != NULL; id = id->next, size = size->next) {
        gdcs_i_dimension *d = &out->dimensions[out->cells++];
        TRY(check_new(t, ids, id));
        TRY(take_dimension(t, out->object, id, size, d));
        cells *= (double)d->count;
        if (cells > most_cells)
            return refuse(t, size, GDCS_E_LIMIT, d->id, "the sizes multiply to more than 2^53");
    }
    out->cells = (int64_t)cells;
    return GDCS_OK;
}

gdcs_status gdcs_i_dataset_take(const gdcs_i_document *document, const cJSON *object,
                                gdcs_i_arena *arena, gdcs_i_dataset *out, gdcs_error *err)
{
    const taking t = {.document = document, .arena = arena, .err = err};
    *out = (gdcs_i_dataset){.document = document, .object = object};
    out->own = member(member(object, "extension"), "gdcs");
    return take_all(&t, out);
}
