#include "io/csv/columnar/fields.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

gdcs_i_field gdcs_i_unquote(const char *raw, size_t size, char quote, char *text)
{
    size_t n = 0;
    if (size == 0 || raw[0] != quote) {
        if (size > 0)
            memcpy(text, raw, size);
        text[size] = '\0';
        return (gdcs_i_field){.text = size > 0 ? text : NULL, .size = size};
    }
    for (size_t i = 1; i + 1 < size; i++) {
        text[n++] = raw[i];
        i += raw[i] == quote;
    }
    text[n] = '\0';
    return (gdcs_i_field){.text = text, .size = n};
}

static gdcs_status widen(gdcs_i_text *text, int64_t need, gdcs_error *err)
{
    void *memory = text->bytes;
    const gdcs_status status = gdcs_i_reserve(&memory, &text->room, need, 1, err);
    text->bytes = memory;
    return status;
}

gdcs_status gdcs_i_field_take(gdcs_i_text *text, const char *raw, size_t size, char quote,
                              gdcs_i_field *out, gdcs_error *err)
{
    TRY(widen(text, (int64_t)size + 1, err));
    *out = gdcs_i_unquote(raw, size, quote, text->bytes);
    return GDCS_OK;
}

gdcs_status gdcs_i_maker_new(const unsigned char *wanted, int64_t width, char quote,
                             gdcs_i_maker *out, gdcs_error *err)
{
    void *memory = NULL;
    *out = (gdcs_i_maker){.wanted = wanted, .width = width, .quote = quote};
    TRY(gdcs_i_alloc(&memory, width, sizeof *out->fields, err));
    out->fields = memory;
    return GDCS_OK;
}

void gdcs_i_maker_free(gdcs_i_maker *maker)
{
    free(maker->fields);
    free(maker->text.bytes);
    *maker = (gdcs_i_maker){0};
}

gdcs_status gdcs_i_maker_take(gdcs_i_maker *maker, const gdcs_i_raw *raw, gdcs_i_record *out,
                              gdcs_error *err)
{
    const size_t size = raw->count > 0 ? raw->ends[raw->count - 1] : 0;
    size_t start = 0;
    TRY(widen(&maker->text, (int64_t)size + raw->count, err));
    char *at = maker->text.bytes;
    *out = (gdcs_i_record){.fields = maker->fields, .count = raw->count, .line = raw->line};
    for (int64_t i = raw->count; i < maker->width; i++)
        maker->fields[i] = (gdcs_i_field){0};
    for (int64_t i = 0; i < raw->count; start = raw->ends[i++] + 1) {
        const char *field = raw->text + start;
        const size_t length = raw->ends[i] - start;
        if (length > 2 || (length > 0 && field[0] != maker->quote))
            out->last = i + 1;
        if (i >= maker->width || !maker->wanted[i])
            continue;
        maker->fields[i] = gdcs_i_unquote(field, length, maker->quote, at);
        at += maker->fields[i].size + 1;
    }
    return GDCS_OK;
}
