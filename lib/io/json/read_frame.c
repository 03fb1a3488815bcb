/* A frame from JSON. */
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/concept.h"
#include "data/frame.h"
#include "io/json/read.h"
#include "io/schema/names.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static gdcs_status take_texts(const gdcs_i_json *in, const cJSON *values, const char **out)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, values)
    {
        if (!cJSON_IsString(item) && !cJSON_IsNull(item))
            return gdcs_i_json_refuse(in, item, GDCS_E_SYNTAX, "this is neither a text nor null");
        *out++ = item->valuestring;
    }
    return GDCS_OK;
}

static gdcs_status take_doubles(const gdcs_i_json *in, const cJSON *values, double *out)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, values) TRY(gdcs_i_json_double(in, item, out++));
    return GDCS_OK;
}

/* Beyond 2^53 they are texts, for most parsers hold numbers as doubles.  A text with a number is one that
   the document kept. */
static int is_integer(const cJSON *item, int64_t *out)
{
    const double exact = 9007199254740992.0;
    if (cJSON_IsNull(item)) {
        *out = INT64_MIN;
        return 1;
    }
    if (cJSON_IsString(item) && item->valuedouble == 0)
        return gdcs_i_parse_int64(item->valuestring, strlen(item->valuestring), out);
    if (!cJSON_IsNumber(item) || !(fabs(item->valuedouble) <= exact) ||
        item->valuedouble != floor(item->valuedouble))
        return 0;
    *out = (int64_t)item->valuedouble;
    return 1;
}

static gdcs_status take_integers(const gdcs_i_json *in, const cJSON *values, int64_t *out)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, values) if (!is_integer(item, out++)) return gdcs_i_json_refuse(
        in, item, GDCS_E_SYNTAX,
        "this is neither a whole number nor null; beyond 2^53 it is a text");
    return GDCS_OK;
}

/* All three kinds have items of eight bytes at most. */
static gdcs_status take_values(const gdcs_i_json *in, const cJSON *values, gdcs_column *column,
                               gdcs_frame *frame)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    column->rows = cJSON_GetArraySize(values);
    TRY(gdcs_i_alloc(&memory, column->rows, sizeof(int64_t), in->err));
    switch (column->type) {
    case GDCS_TYPE_DOUBLE:
        GO(take_doubles(in, values, memory));
        column->doubles = memory;
        break;
    case GDCS_TYPE_INT64:
        GO(take_integers(in, values, memory));
        column->integers = memory;
        break;
    default:
        GO(take_texts(in, values, memory));
        GO(gdcs_i_json_at(in, values, gdcs_frame_add_text(frame, column, memory, in->err)));
        goto done;
    }
    GO(gdcs_i_json_at(in, values, gdcs_frame_add(frame, column, in->err)));
done:
    free(memory);
    return status;
}

/* A word that only rows left out had is none of the frame, nor is its title. */
static gdcs_status take_titles(const gdcs_i_json *in, const cJSON *object, const char *name,
                               gdcs_frame *frame)
{
    const cJSON *titles = cJSON_GetObjectItemCaseSensitive(object, "titles"), *item = NULL;
    if (titles != NULL && !cJSON_IsObject(titles))
        return gdcs_i_json_refuse(in, titles, GDCS_E_SYNTAX, "this is no object");
    cJSON_ArrayForEach(item, titles)
    {
        if (!cJSON_IsString(item))
            return gdcs_i_json_refuse(in, item, GDCS_E_SYNTAX, "this is no text");
        const gdcs_status status =
            gdcs_frame_set_title(frame, name, item->string, item->valuestring, NULL);
        if (status == GDCS_E_ARGUMENT)
            return gdcs_i_json_refuse(in, item, GDCS_E_SHAPE,
                                      "this is a title in a column of numbers");
        if (status == GDCS_E_MEMORY)
            return gdcs_i_fail_memory(in->err);
    }
    return GDCS_OK;
}

static gdcs_status take_column(const gdcs_i_json *in, const cJSON *object, gdcs_frame *frame)
{
    static const char *const names[] = {"name", "concept",     "type",   "label", "titles",
                                        "unit", "sensitivity", "values", NULL};
    const cJSON *values = NULL, *type = NULL;
    gdcs_column column = {.struct_size = sizeof column};
    TRY(gdcs_i_json_members(in, object, names));
    TRY(gdcs_i_json_need(in, object, "type", &type));
    TRY(gdcs_i_json_text(in, object, "name", &column.name));
    TRY(gdcs_i_json_text(in, object, "label", &column.label));
    TRY(gdcs_i_json_text(in, object, "unit", &column.unit));
    TRY(gdcs_i_json_name(in, object, "concept", gdcs_concept_find, &column.concept_id));
    TRY(gdcs_i_json_name(in, object, "type", gdcs_i_type_find, &column.type));
    TRY(gdcs_i_json_name(in, object, "sensitivity", gdcs_i_sensitivity_find, &column.sensitivity));
    TRY(gdcs_i_json_list(in, object, "values", &values));
    TRY(take_values(in, values, &column, frame));
    return take_titles(in, object, column.name, frame);
}

static gdcs_status set_meta(void *frame, int32_t key, const char *text, gdcs_error *err)
{
    return gdcs_frame_set_meta(frame, key, text, err);
}

static gdcs_status fill(const gdcs_i_json *in, gdcs_frame *frame)
{
    const cJSON *root = in->document.root;
    const cJSON *rows = NULL, *columns = NULL, *item = NULL;
    int32_t sensitivity = frame->sensitivity;
    TRY(gdcs_i_json_meta(in, set_meta, frame));
    TRY(gdcs_i_json_name(in, root, "sensitivity", gdcs_i_sensitivity_find, &sensitivity));
    frame->sensitivity = sensitivity;
    TRY(gdcs_i_json_need(in, root, "rows", &rows));
    TRY(gdcs_i_json_list(in, root, "columns", &columns));
    cJSON_ArrayForEach(item, columns) TRY(take_column(in, item, frame));
    if (!cJSON_IsNumber(rows) || rows->valuedouble != (double)gdcs_frame_count_rows(frame))
        return gdcs_i_json_refuse(in, rows, GDCS_E_SHAPE, "is not the number of values");
    return GDCS_OK;
}

gdcs_status gdcs_i_json_frame(const gdcs_i_json *in, gdcs_frame **out)
{
    static const char *const names[] = {"meta", "sensitivity", "rows", "columns", NULL};
    gdcs_frame *frame = NULL;
    TRY(gdcs_i_json_members(in, in->document.root, names));
    TRY(gdcs_frame_new(&frame, in->err));
    const gdcs_status status = fill(in, frame);
    if (status == GDCS_OK)
        *out = frame;
    else
        gdcs_frame_free(frame);
    return status;
}
