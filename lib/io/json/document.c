#include "io/json/document.h"
#include "core/pool.h"
#include "core/text.h"
#include "io/json/scan.h"
#include "io/record/number.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void place(const gdcs_i_document *d, size_t at, int64_t *row, int64_t *column)
{
    size_t start = 0;
    *row = 1;
    for (size_t i = 0; i < at; i++)
        if (d->text[i] == '\n' ||
            (d->text[i] == '\r' && (i + 1 == d->size || d->text[i + 1] != '\n'))) {
            ++*row;
            start = i + 1;
        }
    *column = 1 + (int64_t)gdcs_i_utf8_length(d->text + start, at - start);
}

static gdcs_status fail_at(const gdcs_i_document *d, size_t at, gdcs_status status,
                           const char *what, gdcs_error *err)
{
    int64_t row = 0, column = 0;
    place(d, at, &row, &column);
    return gdcs_i_fail_at(err, status, row, column, "", "line %lld, character %lld: %s",
                          (long long)row, (long long)column, what);
}

/* All that cJSON lets pass, and all it refuses: what fails after this is an allocation, which cJSON
   does not tell from a text that is no JSON. */
static gdcs_status check_text(const gdcs_i_document *d, gdcs_error *err)
{
    const size_t valid = gdcs_i_utf8_valid(d->text, d->size);
    if (valid < d->size)
        return fail_at(d, valid, GDCS_E_ENCODING,
                       gdcs_i_is_utf16(d->text, d->size) ? "the text is UTF-16, not UTF-8"
                                                         : "the text is not UTF-8",
                       err);
    const gdcs_i_json_token t = gdcs_i_json_check(d->text, d->size);
    return t.kind == GDCS_I_JSON_END ? GDCS_OK : fail_at(d, t.start, GDCS_E_SYNTAX, t.wrong, err);
}

static gdcs_status check_members(const gdcs_i_document *d, const cJSON *object, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_pool *names = NULL;
    int32_t code = 0, count = 0;
    const cJSON *member = NULL;
    if (object->child == NULL || object->child->next == NULL)
        return GDCS_OK;
    TRY(gdcs_i_pool_new(&names, err));
    cJSON_ArrayForEach(member, object)
    {
        GO(gdcs_i_pool_add(names, member->string, strlen(member->string), &code, err));
        if (code < count++)
            GO(gdcs_i_document_fail(d, member, err, GDCS_E_SYNTAX, member->string,
                                    "the member \"%.60s\" is there twice", member->string));
    }
done:
    gdcs_i_pool_free(names);
    return status;
}

static int is_large(const cJSON *value)
{
    return cJSON_IsNumber(value) && fabs(value->valuedouble) >= 0x1p53;
}

static gdcs_status check_value(const gdcs_i_document *d, const cJSON *value, int *large,
                               gdcs_error *err)
{
    const cJSON *child = NULL;
    if (cJSON_IsNumber(value) && !isfinite(value->valuedouble))
        return gdcs_i_document_fail(d, value, err, GDCS_E_SYNTAX, "", "a number is too large");
    *large |= is_large(value);
    if (cJSON_IsObject(value))
        TRY(check_members(d, value, err));
    cJSON_ArrayForEach(child, value) TRY(check_value(d, child, large, err));
    return GDCS_OK;
}

static int is_number(const char *text)
{
    return text[0] == '-' || (text[0] >= '0' && text[0] <= '9');
}

static gdcs_status make_text(cJSON *value, const char *digits, size_t size, gdcs_error *err)
{
    char *text = cJSON_malloc(size + 1); /* cJSON frees it */
    if (text == NULL)
        return gdcs_i_fail_memory(err);
    memcpy(text, digits, size);
    text[size] = '\0';
    value->valuestring = text;
    value->type = cJSON_String;
    return GDCS_OK;
}

/* Numbers stand in the tree in the order in which the text has them, of which `at` is how far we are. */
static gdcs_status keep_digits(const gdcs_i_document *d, cJSON *value, size_t *at, gdcs_error *err)
{
    cJSON *child = NULL;
    if (cJSON_IsNumber(value)) {
        gdcs_i_json_token t;
        do {
            t = gdcs_i_json_next(d->text, d->size, *at);
            *at = t.start + t.size;
        } while (t.kind != GDCS_I_JSON_OTHER || !is_number(d->text + t.start));
        if (is_large(value) && !gdcs_i_number_keeps(d->text + t.start, t.size, value->valuedouble))
            TRY(make_text(value, d->text + t.start, t.size, err));
    }
    cJSON_ArrayForEach(child, value) TRY(keep_digits(d, child, at, err));
    return GDCS_OK;
}

static gdcs_status parse(gdcs_i_document *d, gdcs_error *err)
{
    const char *end = NULL; /* asked for so that cJSON keeps it out of a global */
    int large = 0;
    size_t at = 0;
    d->root = cJSON_ParseWithLengthOpts(d->text, d->size, &end, 0);
    if (d->root == NULL)
        return gdcs_i_fail_memory(err);
    TRY(check_value(d, d->root, &large, err));
    return large ? keep_digits(d, d->root, &at, err) : GDCS_OK;
}

gdcs_status gdcs_i_document_parse(const char *text, size_t size, size_t limit, gdcs_i_document *out,
                                  gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_document d = {.text = text, .size = size};
    if (size > limit)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "size", "a document of %llu bytes, the limit is %llu",
                           (unsigned long long)size, (unsigned long long)limit);
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        d.text += 3;
        d.size -= 3;
    }
    GO(check_text(&d, err));
    GO(parse(&d, err));
    *out = d;
    return GDCS_OK;
done:
    gdcs_i_document_free(&d);
    return status;
}

void gdcs_i_document_free(gdcs_i_document *document)
{
    cJSON_Delete(document->root);
    document->root = NULL;
}

gdcs_i_document gdcs_i_document_part(const gdcs_i_document *document, cJSON *value)
{
    gdcs_i_document part = *document;
    part.root = value;
    part.whole = document->whole != NULL ? document->whole : document->root;
    return part;
}

/* The number of a value in the order in which values begin, or -1 if it is not below `from`. */
static int64_t number_of(const cJSON *from, const cJSON *value, int64_t *seen)
{
    const cJSON *child = NULL;
    const int64_t here = (*seen)++;
    if (from == value)
        return here;
    cJSON_ArrayForEach(child, from)
    {
        const int64_t found = number_of(child, value, seen);
        if (found >= 0)
            return found;
    }
    return -1;
}

/* cJSON keeps no places: count the values in the text. */
static size_t offset_of(const gdcs_i_document *d, int64_t number)
{
    size_t name = 0;
    int named = 0;
    for (size_t at = 0;;) {
        const gdcs_i_json_token t = gdcs_i_json_next(d->text, d->size, at);
        at = t.start + t.size;
        if (t.kind == GDCS_I_JSON_END || t.kind == GDCS_I_JSON_WRONG)
            return t.start;
        if (t.kind == GDCS_I_JSON_MARK && d->text[t.start] != '{' && d->text[t.start] != '[')
            continue;
        if (t.kind == GDCS_I_JSON_STRING && !named) {
            const gdcs_i_json_token colon = gdcs_i_json_next(d->text, d->size, at);
            if (colon.kind == GDCS_I_JSON_MARK && d->text[colon.start] == ':') {
                name = t.start;
                named = 1;
                continue;
            }
        }
        if (number-- == 0)
            return named ? name : t.start;
        named = 0;
    }
}

void gdcs_i_document_locate(const gdcs_i_document *document, const cJSON *value, gdcs_error *err)
{
    int64_t seen = 0;
    if (err == NULL || err->struct_size < sizeof *err)
        return;
    const cJSON *whole = document->whole != NULL ? document->whole : document->root;
    place(document, offset_of(document, number_of(whole, value, &seen)), &err->row, &err->column);
}

gdcs_status gdcs_i_document_fail(const gdcs_i_document *document, const cJSON *value,
                                 gdcs_error *err, gdcs_status status, const char *field,
                                 const char *format, ...)
{
    char what[200];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    gdcs_i_fail(err, status, field, "%s", what);
    gdcs_i_document_locate(document, value, err);
    return status;
}
