/* A table from JSON. */
#include "core/memory.h"
#include "data/concept.h"
#include "data/table.h"
#include "io/json/read.h"
#include "io/schema/names.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const cJSON *member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* Texts of an array; null is none, where it may be. */
static gdcs_status take_texts(const gdcs_i_json *in, const cJSON *list, int or_null,
                              const char ***out)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    const cJSON *item = NULL;
    int64_t i = 0;
    TRY(gdcs_i_alloc(&memory, cJSON_GetArraySize(list), sizeof(const char *), in->err));
    const char **texts = memory;
    cJSON_ArrayForEach(item, list)
    {
        if (!cJSON_IsString(item) && !(or_null && cJSON_IsNull(item)))
            GO(gdcs_i_json_refuse(in, item, GDCS_E_SYNTAX, "this is no text"));
        texts[i++] = item->valuestring;
    }
    *out = texts;
    return GDCS_OK;
done:
    free(memory);
    return status;
}

static gdcs_status take_labels(const gdcs_i_json *in, const cJSON *object, gdcs_axis *axis,
                               const char ***to_free)
{
    const cJSON *labels = NULL, *titles = member(object, "titles");
    TRY(gdcs_i_json_list(in, object, "labels", &labels));
    TRY(take_texts(in, labels, 0, &to_free[0]));
    axis->labels = to_free[0];
    axis->label_count = cJSON_GetArraySize(labels);
    if (titles == NULL)
        return GDCS_OK;
    if (!cJSON_IsArray(titles))
        return gdcs_i_json_refuse(in, titles, GDCS_E_SYNTAX, "is no array");
    if (cJSON_GetArraySize(titles) != axis->label_count)
        return gdcs_i_json_refuse(in, titles, GDCS_E_SHAPE, "has not one title per label");
    TRY(take_texts(in, titles, 1, &to_free[1]));
    axis->titles = to_free[1];
    return GDCS_OK;
}

static gdcs_status take_axis(const gdcs_i_json *in, const cJSON *object, gdcs_table *table)
{
    static const char *const names[] = {"name",  "concept", "sensitivity", "title",
                                        "total", "labels",  "titles",      NULL};
    gdcs_status status = GDCS_OK;
    const char **texts[2] = {NULL, NULL};
    gdcs_axis axis = {.struct_size = sizeof axis};
    TRY(gdcs_i_json_members(in, object, names));
    TRY(gdcs_i_json_text(in, object, "name", &axis.name));
    TRY(gdcs_i_json_text(in, object, "title", &axis.title));
    TRY(gdcs_i_json_text(in, object, "total", &axis.total));
    TRY(gdcs_i_json_name(in, object, "concept", gdcs_concept_find, &axis.concept_id));
    TRY(gdcs_i_json_name(in, object, "sensitivity", gdcs_i_sensitivity_find, &axis.sensitivity));
    GO(take_labels(in, object, &axis, texts));
    GO(gdcs_i_json_at(in, object, gdcs_table_add_axis(table, &axis, in->err)));
done:
    free((void *)texts[0]);
    free((void *)texts[1]);
    return status;
}

static gdcs_status take_place(const gdcs_i_json *in, const cJSON *object, const gdcs_table *table,
                              int32_t *codes)
{
    const cJSON *at = NULL, *item = NULL;
    int32_t axis = 0;
    TRY(gdcs_i_json_list(in, object, "at", &at));
    if (cJSON_GetArraySize(at) != table->width)
        return gdcs_i_json_refuse(in, at, GDCS_E_SHAPE, "has not one number per axis");
    cJSON_ArrayForEach(item, at)
    {
        const int32_t labels = gdcs_i_pool_count(table->axes[axis].labels);
        const double number = cJSON_IsNumber(item) ? item->valuedouble : NAN;
        if (!(number >= 0 && number < labels && number == floor(number)))
            return gdcs_i_json_refuse(in, item, GDCS_E_SHAPE, "this is no number of a label");
        codes[axis++] = (int32_t)number;
    }
    return GDCS_OK;
}

static gdcs_status take_number(const gdcs_i_json *in, const cJSON *object, const char *name,
                               double *out)
{
    const cJSON *found = member(object, name);
    return found == NULL ? GDCS_OK : gdcs_i_json_double(in, found, out);
}

static gdcs_status take_letter(const gdcs_i_json *in, const cJSON *object, const char *name,
                               int32_t *out)
{
    const char *text = NULL;
    TRY(gdcs_i_json_text(in, object, name, &text));
    if (text == NULL)
        return GDCS_OK;
    *out = (unsigned char)text[0];
    return strlen(text) == 1
               ? GDCS_OK
               : gdcs_i_json_refuse(in, member(object, name), GDCS_E_VALUE, "is not one letter");
}

static gdcs_status take_cell(const gdcs_i_json *in, const cJSON *object, gdcs_table *table)
{
    static const char *const names[] = {"at",     "value",           "lower", "upper",
                                        "status", "confidentiality", NULL};
    int32_t codes[GDCS_I_AXES];
    const cJSON *value = NULL;
    gdcs_cell cell = {.struct_size = sizeof cell};
    TRY(gdcs_i_json_members(in, object, names));
    TRY(take_place(in, object, table, codes));
    TRY(gdcs_i_json_need(in, object, "value", &value));
    TRY(gdcs_i_json_double(in, value, &cell.value));
    TRY(take_number(in, object, "lower", &cell.lower));
    TRY(take_number(in, object, "upper", &cell.upper));
    TRY(take_letter(in, object, "status", &cell.status));
    TRY(take_letter(in, object, "confidentiality", &cell.confidentiality));
    if (gdcs_i_table_get_codes(table, codes).present)
        return gdcs_i_json_refuse(in, object, GDCS_E_DUPLICATE, "this cell is there twice");
    return gdcs_i_json_at(in, object, gdcs_i_table_add_cell(table, codes, &cell, in->err));
}

static gdcs_status take_options(const gdcs_i_json *in, gdcs_table_options *out)
{
    const char *absent = "zero";
    const cJSON *root = in->document.root;
    TRY(gdcs_i_json_text(in, root, "absent", &absent));
    if (strcmp(absent, "zero") != 0 && strcmp(absent, "missing") != 0)
        return gdcs_i_json_refuse(in, member(root, "absent"), GDCS_E_NAME,
                                  "is neither \"zero\" nor \"missing\"");
    out->absent = absent[0] == 'm' ? GDCS_ABSENT_MISSING : GDCS_ABSENT_ZERO;
    return gdcs_i_json_name(in, root, "sensitivity", gdcs_i_sensitivity_find, &out->sensitivity);
}

static gdcs_status set_meta(void *table, int32_t key, const char *text, gdcs_error *err)
{
    return gdcs_table_set_meta(table, key, text, err);
}

static gdcs_status fill(const gdcs_i_json *in, gdcs_table *table)
{
    const cJSON *list = NULL, *item = NULL;
    TRY(gdcs_i_json_meta(in, set_meta, table));
    TRY(gdcs_i_json_list(in, in->document.root, "axes", &list));
    cJSON_ArrayForEach(item, list) TRY(take_axis(in, item, table));
    TRY(gdcs_i_json_list(in, in->document.root, "cells", &list));
    cJSON_ArrayForEach(item, list) TRY(take_cell(in, item, table));
    return GDCS_OK;
}

gdcs_status gdcs_i_json_table(const gdcs_i_json *in, gdcs_table **out)
{
    static const char *const names[] = {"meta", "sensitivity", "absent", "axes", "cells", NULL};
    gdcs_table_options options = {.struct_size = sizeof options};
    gdcs_table *table = NULL;
    TRY(gdcs_i_json_members(in, in->document.root, names));
    TRY(take_options(in, &options));
    TRY(gdcs_table_new(&options, &table, in->err));
    const gdcs_status status = fill(in, table);
    if (status == GDCS_OK)
        *out = table;
    else
        gdcs_table_free(table);
    return status;
}
