/* What gdcs/json.h writes, back to frames and tables. */
#include <gdcs/json.h>

#include "core/fail.h"
#include "io/json/read.h"
#include "io/record/whole.h"
#include "io/schema/names.h"

#include <gdcs/meta.h>

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT = 1 << 30 };

gdcs_status gdcs_i_json_refuse(const gdcs_i_json *in, const cJSON *value, gdcs_status status,
                               const char *what)
{
    const char *name = value->string != NULL ? value->string : "";
    return gdcs_i_document_fail(&in->document, value, in->err, status, name,
                                name[0] != '\0' ? "\"%.60s\" %s" : "%s%s", name, what);
}

gdcs_status gdcs_i_json_members(const gdcs_i_json *in, const cJSON *object,
                                const char *const *names)
{
    const cJSON *child = NULL;
    if (!cJSON_IsObject(object))
        return gdcs_i_json_refuse(in, object, GDCS_E_SYNTAX, "this is no object");
    cJSON_ArrayForEach(child, object)
    {
        const char *const *name = names;
        while (*name != NULL && strcmp(*name, child->string) != 0)
            name++;
        if (*name == NULL && object == in->document.root && strcmp(child->string, "axes") == 0)
            return gdcs_i_json_refuse(in, child, GDCS_E_SYNTAX,
                                      "is there: this is a table, no frame");
        if (*name == NULL && object == in->document.root && strcmp(child->string, "columns") == 0)
            return gdcs_i_json_refuse(in, child, GDCS_E_SYNTAX,
                                      "is there: this is a frame, no table");
        if (*name == NULL)
            return gdcs_i_json_refuse(in, child, GDCS_E_SYNTAX, "is no member here");
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_json_need(const gdcs_i_json *in, const cJSON *object, const char *name,
                             const cJSON **out)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, name);
    if (found == NULL)
        return gdcs_i_document_fail(&in->document, object, in->err, GDCS_E_SYNTAX, name,
                                    "the member \"%s\" is missing", name);
    *out = found;
    return GDCS_OK;
}

gdcs_status gdcs_i_json_list(const gdcs_i_json *in, const cJSON *object, const char *name,
                             const cJSON **out)
{
    TRY(gdcs_i_json_need(in, object, name, out));
    return cJSON_IsArray(*out) ? GDCS_OK
                               : gdcs_i_json_refuse(in, *out, GDCS_E_SYNTAX, "is no array");
}

gdcs_status gdcs_i_json_text(const gdcs_i_json *in, const cJSON *object, const char *name,
                             const char **out)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, name);
    if (found == NULL)
        return GDCS_OK;
    *out = found->valuestring;
    return cJSON_IsString(found) ? GDCS_OK
                                 : gdcs_i_json_refuse(in, found, GDCS_E_SYNTAX, "is no text");
}

gdcs_status gdcs_i_json_name(const gdcs_i_json *in, const cJSON *object, const char *name,
                             int32_t (*find)(const char *), int32_t *out)
{
    const char *text = NULL;
    TRY(gdcs_i_json_text(in, object, name, &text));
    if (text == NULL)
        return GDCS_OK;
    *out = find(text);
    return *out != 0
               ? GDCS_OK
               : gdcs_i_document_fail(&in->document, cJSON_GetObjectItemCaseSensitive(object, name),
                                      in->err, GDCS_E_NAME, name, "there is no %s \"%.60s\"", name,
                                      text);
}

/* Digits that were a number: the document keeps those that no double is. */
static int is_beyond(const char *text)
{
    const size_t sign = text[0] == '-';
    return strlen(text) > 15 + sign && text[sign + strspn(text + sign, "0123456789")] == '\0';
}

gdcs_status gdcs_i_json_double(const gdcs_i_json *in, const cJSON *value, double *out)
{
    const char *text = cJSON_IsString(value) ? value->valuestring : "";
    if (cJSON_IsNumber(value))
        *out = value->valuedouble;
    else if (cJSON_IsNull(value))
        *out = NAN;
    else if (strcmp(text, "inf") == 0 || strcmp(text, "-inf") == 0)
        *out = text[0] == '-' ? -INFINITY : INFINITY;
    else if (is_beyond(text))
        return gdcs_i_json_refuse(
            in, value, GDCS_E_VALUE,
            "is a whole number beyond 2^53, where a double does not hold every one");
    else
        return gdcs_i_json_refuse(in, value, GDCS_E_SYNTAX,
                                  "is neither a number nor null, \"inf\" or \"-inf\"");
    return GDCS_OK;
}

gdcs_status gdcs_i_json_meta(const gdcs_i_json *in,
                             gdcs_status (*set)(void *, int32_t, const char *, gdcs_error *),
                             void *object)
{
    const cJSON *meta = cJSON_GetObjectItemCaseSensitive(in->document.root, "meta");
    const cJSON *child = NULL;
    if (meta == NULL)
        return GDCS_OK;
    if (!cJSON_IsObject(meta))
        return gdcs_i_json_refuse(in, meta, GDCS_E_SYNTAX, "is no object");
    cJSON_ArrayForEach(child, meta)
    {
        const int32_t key = gdcs_meta_find(child->string);
        if (key == 0)
            return gdcs_i_json_refuse(in, child, GDCS_E_NAME, "is no key of \"meta\"");
        if (!cJSON_IsString(child))
            return gdcs_i_json_refuse(in, child, GDCS_E_SYNTAX, "is no text");
        TRY(set(object, key, child->valuestring, in->err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_json_at(const gdcs_i_json *in, const cJSON *value, gdcs_status status)
{
    if (status != GDCS_OK && status != GDCS_E_MEMORY)
        gdcs_i_document_locate(&in->document, value, in->err);
    return status;
}

static gdcs_status parse_plain(const char *text, size_t size, const gdcs_i_json_request *q,
                               gdcs_error *err)
{
    gdcs_i_json in = {.err = err};
    if (size == 0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "", "there is no text");
    TRY(gdcs_i_document_parse(text, size, LIMIT, &in.document, err));
    const gdcs_status status = q->take(&in, q->out);
    gdcs_i_document_free(&in.document);
    return status;
}

/* The source is closed. */
static gdcs_status parse_whole(gdcs_i_source *source, const gdcs_i_json_request *q, gdcs_error *err)
{
    char *text = NULL;
    size_t size = 0;
    gdcs_status status = gdcs_i_source_whole(source, LIMIT, &text, &size, err);
    gdcs_i_source_close(source);
    if (status == GDCS_OK)
        status = parse_plain(text, size, q, err);
    free(text);
    return status;
}

gdcs_status gdcs_i_json_parse(const char *text, int64_t size, const gdcs_i_json_request *q,
                              gdcs_error *err)
{
    gdcs_i_source source;
    size_t bytes = 0;
    TRY(gdcs_i_source_size(text, size, &bytes, err));
    if (gdcs_i_packing(text, bytes) == GDCS_I_UNPACKED)
        return parse_plain(text, bytes, q, err);
    gdcs_i_source_of(text, bytes, &source);
    return parse_whole(&source, q, err);
}

gdcs_status gdcs_i_json_read(const char *path, const gdcs_i_json_request *q, gdcs_error *err)
{
    gdcs_i_source source;
    TRY(gdcs_i_source_open(path, &source, err));
    return parse_whole(&source, q, err);
}

static gdcs_status take_table(const gdcs_i_json *in, void *out)
{
    return gdcs_i_json_table(in, out);
}

static gdcs_status take_frame(const gdcs_i_json *in, void *out)
{
    return gdcs_i_json_frame(in, out);
}

gdcs_status gdcs_json_read_table(const char *path, gdcs_table **out, gdcs_error *err)
{
    const gdcs_i_json_request q = {take_table, out};
    TRY(gdcs_i_need(path, "path", err));
    TRY(gdcs_i_need(out, "out", err));
    return gdcs_i_json_read(path, &q, err);
}

gdcs_status gdcs_json_read_frame(const char *path, gdcs_frame **out, gdcs_error *err)
{
    const gdcs_i_json_request q = {take_frame, out};
    TRY(gdcs_i_need(path, "path", err));
    TRY(gdcs_i_need(out, "out", err));
    return gdcs_i_json_read(path, &q, err);
}

gdcs_status gdcs_json_parse_table(const char *text, int64_t size, gdcs_table **out, gdcs_error *err)
{
    const gdcs_i_json_request q = {take_table, out};
    TRY(gdcs_i_need(out, "out", err));
    return gdcs_i_json_parse(text, size, &q, err);
}

gdcs_status gdcs_json_parse_frame(const char *text, int64_t size, gdcs_frame **out, gdcs_error *err)
{
    const gdcs_i_json_request q = {take_frame, out};
    TRY(gdcs_i_need(out, "out", err));
    return gdcs_i_json_parse(text, size, &q, err);
}
