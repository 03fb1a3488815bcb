/* JSON to a schema. */
#include <gdcs/schema.h>

#include "core/fail.h"
#include "core/memory.h"
#include "io/csv/source.h"
#include "io/json/document.h"
#include "io/schema/arena.h"
#include "io/schema/members.h"
#include "io/schema/plan.h"

#include <gdcs/meta.h>

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT = 16 << 20 };

/* What gdcs_schema_parse() gives: the schema first, so that its address is that of the whole. */
typedef struct owned {
    gdcs_schema schema;
    gdcs_i_arena arena;
} owned;

typedef struct parsing {
    const gdcs_i_document *document;
    gdcs_i_arena *arena;
    gdcs_error *err;
} parsing;

static gdcs_status refuse(const parsing *p, const cJSON *value, const char *what)
{
    const char *name = value->string != NULL ? value->string : "";
    return gdcs_i_document_fail(p->document, value, p->err, GDCS_E_SCHEMA, name, "\"%.60s\" %s",
                                name, what);
}

static gdcs_status take_char(const parsing *p, const cJSON *value, void *at)
{
    if (!cJSON_IsString(value) || strlen(value->valuestring) != 1)
        return refuse(p, value, "is not a text of one ASCII character");
    memcpy(at, value->valuestring, 1);
    return GDCS_OK;
}

static gdcs_status take_integer(const parsing *p, const cJSON *value, void *at)
{
    if (!cJSON_IsNumber(value) || value->valuedouble != (double)value->valueint)
        return refuse(p, value, "is not a whole number");
    const int32_t integer = value->valueint;
    memcpy(at, &integer, sizeof integer);
    return GDCS_OK;
}

static gdcs_status take_true(const parsing *p, const cJSON *value, void *at)
{
    if (!cJSON_IsBool(value))
        return refuse(p, value, "is neither true nor false");
    const int32_t is_true = cJSON_IsTrue(value);
    memcpy(at, &is_true, sizeof is_true);
    return GDCS_OK;
}

static gdcs_status take_text(const parsing *p, const cJSON *value, void *at)
{
    const char *text = NULL;
    if (!cJSON_IsString(value))
        return refuse(p, value, "is not a text");
    TRY(gdcs_i_arena_copy(p->arena, value->valuestring, &text, p->err));
    memcpy(at, &text, sizeof text);
    return GDCS_OK;
}

static gdcs_status take_name(const parsing *p, const cJSON *value, const gdcs_i_member *member,
                             void *at)
{
    if (!cJSON_IsString(value))
        return refuse(p, value, "is not a text");
    const int32_t found = member->find(value->valuestring);
    if (found == 0)
        return gdcs_i_document_fail(p->document, value, p->err, GDCS_E_SCHEMA, member->name,
                                    "there is no %s \"%.60s\"", member->name, value->valuestring);
    memcpy(at, &found, sizeof found);
    return GDCS_OK;
}

/* Room for one item per child, put with the count where the struct has them. */
static gdcs_status make_list(const parsing *p, const cJSON *value, size_t item, char *base,
                             const gdcs_i_member *member, void **out)
{
    int64_t count = 0;
    const cJSON *child = NULL;
    cJSON_ArrayForEach(child, value) count++;
    TRY(gdcs_i_arena_alloc(p->arena, count, item, out, p->err));
    memcpy(base + member->offset, out, sizeof *out);
    memcpy(base + member->count, &count, sizeof count);
    return GDCS_OK;
}

static gdcs_status take_texts(const parsing *p, const cJSON *value, const gdcs_i_member *member,
                              char *base)
{
    void *list = NULL;
    const cJSON *child = NULL;
    if (!cJSON_IsArray(value))
        return refuse(p, value, "is not an array of texts");
    TRY(make_list(p, value, sizeof(const char *), base, member, &list));
    const char **at = list;
    cJSON_ArrayForEach(child, value)
    {
        if (!cJSON_IsString(child))
            return refuse(p, value, "is not an array of texts");
        TRY(gdcs_i_arena_copy(p->arena, child->valuestring, at++, p->err));
    }
    return GDCS_OK;
}

static gdcs_status take_words(const parsing *p, const cJSON *value, const gdcs_i_member *member,
                              char *base)
{
    void *list = NULL;
    const cJSON *child = NULL;
    if (!cJSON_IsObject(value))
        return refuse(p, value, "is not an object of texts");
    TRY(make_list(p, value, sizeof(gdcs_schema_word), base, member, &list));
    gdcs_schema_word *at = list;
    cJSON_ArrayForEach(child, value)
    {
        TRY(gdcs_i_arena_copy(p->arena, child->string, &at->from, p->err));
        if (cJSON_IsString(child))
            TRY(gdcs_i_arena_copy(p->arena, child->valuestring, &at->to, p->err));
        else if (!cJSON_IsNull(child))
            return refuse(p, child, "is mapped to neither a text nor null");
        at++;
    }
    return GDCS_OK;
}

static gdcs_status take_heading(const parsing *p, const cJSON *value, const cJSON *child,
                                gdcs_schema_word *at)
{
    const cJSON *to = cJSON_IsArray(child) ? child->child : child;
    const char *from = child->string;
    if (from == NULL && !cJSON_IsString(child))
        return refuse(p, value, "is not an array of texts");
    TRY(gdcs_i_arena_copy(p->arena, from != NULL ? from : child->valuestring, &at->from, p->err));
    if (from == NULL || cJSON_IsNull(to))
        return GDCS_OK;
    if (!cJSON_IsString(to))
        return refuse(p, child, "is mapped to neither a text nor null");
    return gdcs_i_arena_copy(p->arena, to->valuestring, &at->to, p->err);
}

static gdcs_status take_headings(const parsing *p, const cJSON *value, const gdcs_i_member *member,
                                 char *base)
{
    void *list = NULL;
    const cJSON *child = NULL;
    if (!cJSON_IsObject(value) && !cJSON_IsArray(value))
        return refuse(p, value, "is neither an array of texts nor an object");
    TRY(make_list(p, value, sizeof(gdcs_schema_word), base, member, &list));
    gdcs_schema_word *at = list;
    cJSON_ArrayForEach(child, value) TRY(take_heading(p, value, child, at++));
    return GDCS_OK;
}

static gdcs_status take_pattern(const parsing *p, const cJSON *value, const cJSON *child,
                                gdcs_schema_word *at)
{
    if (child == value || cJSON_IsArray(value)) {
        if (!cJSON_IsString(child))
            return refuse(p, value, "is no pattern, no array and no object of them");
        return gdcs_i_arena_copy(p->arena, child->valuestring, &at->from, p->err);
    }
    TRY(gdcs_i_arena_copy(p->arena, child->string, &at->from, p->err));
    if (cJSON_IsString(child))
        return gdcs_i_arena_copy(p->arena, child->valuestring, &at->to, p->err);
    return cJSON_IsNull(child) ? GDCS_OK : refuse(p, child, "has neither a label nor null");
}

static gdcs_status take_patterns(const parsing *p, const cJSON *value, const gdcs_i_member *member,
                                 char *base)
{
    const int64_t one = 1;
    void *list = NULL;
    const cJSON *child = NULL;
    if (cJSON_IsArray(value) || cJSON_IsObject(value)) {
        TRY(make_list(p, value, sizeof(gdcs_schema_word), base, member, &list));
        gdcs_schema_word *at = list;
        cJSON_ArrayForEach(child, value) TRY(take_pattern(p, value, child, at++));
        return GDCS_OK;
    }
    TRY(gdcs_i_arena_alloc(p->arena, one, sizeof(gdcs_schema_word), &list, p->err));
    memcpy(base + member->offset, &list, sizeof list);
    memcpy(base + member->count, &one, sizeof one);
    return take_pattern(p, value, value, list);
}

static gdcs_status take_meta(const parsing *p, const cJSON *value, const gdcs_i_member *member,
                             char *base)
{
    void *list = NULL;
    const cJSON *child = NULL;
    if (!cJSON_IsObject(value))
        return refuse(p, value, "is not an object of texts");
    TRY(make_list(p, value, sizeof(gdcs_schema_meta), base, member, &list));
    gdcs_schema_meta *at = list;
    cJSON_ArrayForEach(child, value)
    {
        at->key = gdcs_meta_find(child->string);
        if (at->key == 0)
            return refuse(p, child, "is no key of meta");
        if (!cJSON_IsString(child))
            return refuse(p, child, "is not a text");
        TRY(gdcs_i_arena_copy(p->arena, child->valuestring, &at->text, p->err));
        at++;
    }
    return GDCS_OK;
}

static gdcs_status take_object(const parsing *p, const cJSON *object, const gdcs_i_member *members,
                               void *base);

static gdcs_status take_columns(const parsing *p, const cJSON *value, const gdcs_i_member *member,
                                char *base)
{
    void *list = NULL;
    const cJSON *child = NULL;
    if (!cJSON_IsArray(value))
        return refuse(p, value, "is not an array of columns");
    TRY(make_list(p, value, sizeof(gdcs_schema_column), base, member, &list));
    gdcs_schema_column *at = list;
    cJSON_ArrayForEach(child, value)
    {
        at->struct_size = sizeof *at;
        TRY(take_object(p, child, gdcs_i_column_members, at++));
    }
    return GDCS_OK;
}

static gdcs_status take_also(const parsing *p, const cJSON *value, const gdcs_i_member *member,
                             char *base)
{
    void *list = NULL;
    const cJSON *child = NULL;
    if (!cJSON_IsArray(value))
        return refuse(p, value, "is not an array of axes");
    TRY(make_list(p, value, sizeof(gdcs_schema_wide_axis), base, member, &list));
    gdcs_schema_wide_axis *at = list;
    cJSON_ArrayForEach(child, value) TRY(take_object(p, child, gdcs_i_also_members, at++));
    return GDCS_OK;
}

static gdcs_status take_number(const parsing *p, const cJSON *value, void *at)
{
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(p->arena, 1, sizeof(gdcs_schema_column), &memory, p->err));
    gdcs_schema_column *number = memory;
    number->struct_size = sizeof *number;
    memcpy(at, &memory, sizeof memory);
    return take_object(p, value, gdcs_i_column_members, number);
}

/* Labels of the further axes stand behind the first in the array of a heading. */
static gdcs_status take_labels(const parsing *p, const cJSON *columns, int number,
                               gdcs_schema_wide_axis *axis)
{
    void *memory = NULL;
    const cJSON *child = NULL;
    axis->label_count = cJSON_GetArraySize(columns);
    TRY(gdcs_i_arena_alloc(p->arena, axis->label_count, sizeof(const char *), &memory, p->err));
    const char **at = memory;
    axis->labels = memory;
    cJSON_ArrayForEach(child, columns)
    {
        const cJSON *label = cJSON_IsArray(child) ? cJSON_GetArrayItem(child, number) : NULL;
        if (!cJSON_IsString(label))
            return refuse(p, child, "has not a label for each axis");
        TRY(gdcs_i_arena_copy(p->arena, label->valuestring, at++, p->err));
    }
    return GDCS_OK;
}

static gdcs_status take_wide(const parsing *p, const cJSON *value, void *at)
{
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(p->arena, 1, sizeof(gdcs_schema_wide), &memory, p->err));
    gdcs_schema_wide *wide = memory;
    wide->struct_size = sizeof *wide;
    memcpy(at, &memory, sizeof memory);
    TRY(take_object(p, value, gdcs_i_wide_members, wide));
    const cJSON *columns = cJSON_GetObjectItemCaseSensitive(value, "columns");
    for (int64_t i = 0; i < wide->also_count; i++) {
        gdcs_schema_wide_axis *axis = (gdcs_schema_wide_axis *)(uintptr_t)&wide->also[i];
        TRY(take_labels(p, columns, (int)i + 1, axis));
    }
    return GDCS_OK;
}

static gdcs_status take_member(const parsing *p, const cJSON *value, const gdcs_i_member *member,
                               char *base)
{
    char *at = base + member->offset;
    switch (member->kind) {
    case GDCS_I_MEMBER_CHAR: return take_char(p, value, at);
    case GDCS_I_MEMBER_INTEGER: return take_integer(p, value, at);
    case GDCS_I_MEMBER_TRUE: return take_true(p, value, at);
    case GDCS_I_MEMBER_TEXT: return take_text(p, value, at);
    case GDCS_I_MEMBER_NAME: return take_name(p, value, member, at);
    case GDCS_I_MEMBER_TEXTS: return take_texts(p, value, member, base);
    case GDCS_I_MEMBER_WORDS: return take_words(p, value, member, base);
    case GDCS_I_MEMBER_HEADINGS: return take_headings(p, value, member, base);
    case GDCS_I_MEMBER_PATTERNS: return take_patterns(p, value, member, base);
    case GDCS_I_MEMBER_META: return take_meta(p, value, member, base);
    case GDCS_I_MEMBER_COLUMNS: return take_columns(p, value, member, base);
    case GDCS_I_MEMBER_WIDE: return take_wide(p, value, at);
    case GDCS_I_MEMBER_ALSO: return take_also(p, value, member, base);
    case GDCS_I_MEMBER_NUMBER: return take_number(p, value, at);
    }
    return gdcs_i_fail(p->err, GDCS_E_INTERNAL, member->name, "a member of no kind");
}

static gdcs_status take_object(const parsing *p, const cJSON *object, const gdcs_i_member *members,
                               void *base)
{
    const cJSON *child = NULL;
    if (!cJSON_IsObject(object))
        return refuse(p, object, "is not an object");
    cJSON_ArrayForEach(child, object)
    {
        const gdcs_i_member *member = members;
        while (member->name != NULL && strcmp(member->name, child->string) != 0)
            member++;
        if (member->name == NULL)
            return refuse(p, child, "is no member of a schema here");
        TRY(take_member(p, child, member, base));
    }
    return GDCS_OK;
}

/* What a contradiction is about: a column, or the member that the error names. */
static const cJSON *culprit_of(const parsing *p, int64_t column)
{
    const cJSON *root = p->document->root;
    const gdcs_error *err = p->err;
    if (column >= 0)
        return cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(root, "columns"), (int)column);
    return err != NULL && err->struct_size >= sizeof *err
               ? cJSON_GetObjectItemCaseSensitive(root, err->field)
               : NULL;
}

static gdcs_status check(const parsing *p, const gdcs_schema *schema)
{
    gdcs_i_plan plan = {0};
    int64_t column = -1;
    const gdcs_status status = gdcs_i_plan_take(schema, &plan, &column, p->err);
    gdcs_i_plan_free(&plan);
    if (status == GDCS_OK)
        return status;
    const cJSON *culprit = culprit_of(p, column);
    if (culprit != NULL)
        gdcs_i_document_locate(p->document, culprit, p->err);
    return status;
}

static gdcs_status build(const gdcs_i_document *document, gdcs_schema **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(owned), err));
    owned *made = memory;
    const parsing p = {.document = document, .arena = &made->arena, .err = err};
    made->schema.struct_size = sizeof made->schema;
    GO(take_object(&p, document->root, gdcs_i_schema_members, &made->schema));
    GO(check(&p, &made->schema));
    *out = &made->schema;
    return GDCS_OK;
done:
    gdcs_schema_free(&made->schema);
    return status;
}

gdcs_status gdcs_schema_parse(const char *json, int64_t size, gdcs_schema **out, gdcs_error *err)
{
    gdcs_i_document document = {0};
    TRY(gdcs_i_need(json, "json", err));
    TRY(gdcs_i_need(out, "out", err));
    if (size < -1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "size", "the size is %lld, below -1",
                           (long long)size);
    TRY(gdcs_i_document_parse(json, size < 0 ? strlen(json) : (size_t)size, LIMIT, &document, err));
    const gdcs_status status = build(&document, out, err);
    gdcs_i_document_free(&document);
    return status;
}

static gdcs_status read_all(gdcs_i_source *source, char **text, size_t *size, gdcs_error *err)
{
    enum { STEP = 1 << 16 };
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    int64_t room = 0;
    size_t got = 0;
    *size = 0;
    do {
        GO(gdcs_i_reserve(&memory, &room, (int64_t)*size + STEP, 1, err));
        GO(gdcs_i_source_read(source, (char *)memory + *size, STEP, &got, err));
        *size += got;
    } while (got == STEP && *size <= LIMIT);
    *text = memory;
    return GDCS_OK;
done:
    free(memory);
    return status;
}

gdcs_status gdcs_schema_read(const char *path, gdcs_schema **out, gdcs_error *err)
{
    gdcs_i_source source;
    char *text = NULL;
    size_t size = 0;
    TRY(gdcs_i_need(path, "path", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_source_open(path, &source, err));
    gdcs_status status = read_all(&source, &text, &size, err);
    gdcs_i_source_close(&source);
    TRY(status);
    status = gdcs_schema_parse(text, (int64_t)size, out, err);
    free(text);
    return status;
}

void gdcs_schema_free(gdcs_schema *schema)
{
    owned *made = (owned *)schema;
    if (made == NULL)
        return;
    gdcs_i_arena_free(&made->arena);
    free(made);
}
