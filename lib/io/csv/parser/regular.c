/* All bytes are copied at once, so that fields can be closed with a NUL and unquoted where they are. */
#include "core/fail.h"
#include "core/memory.h"
#include "io/csv/parser/parts.h"

#include <string.h>

/* Two quotes to one; returns what is left. */
static size_t undouble(char *text, size_t size, char quote)
{
    const char *first = memchr(text, quote, size);
    if (first == NULL)
        return size;
    size_t to = (size_t)(first - text);
    for (size_t i = to; i < size; i++) {
        text[to++] = text[i];
        i += text[i] == quote;
    }
    return to;
}

static int64_t count_feeds(const char *text, size_t size)
{
    int64_t lines = 0;
    const char *const end = text + size;
    for (const char *at = text; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        lines++;
    return lines;
}

/* A field in quotes, without them. */
static gdcs_i_field unquote(char *text, size_t size, char quote)
{
    const size_t left = undouble(text + 1, size - 2, quote);
    text[left + 1] = '\0';
    return (gdcs_i_field){.text = text + 1, .size = left};
}

static gdcs_i_field field_of(char *text, size_t size, char quote)
{
    if (size == 0)
        return (gdcs_i_field){.text = NULL};
    if (text[0] == quote)
        return unquote(text, size, quote);
    text[size] = '\0';
    return (gdcs_i_field){.text = text, .size = size};
}

static gdcs_status keep_unknown(gdcs_i_parser *parser, char *text, size_t size)
{
    void *memory = parser->fields;
    TRY(gdcs_i_parser_check_unknown(parser));
    const gdcs_status status = gdcs_i_reserve(&memory, &parser->field_room, parser->count + 1,
                                              sizeof(gdcs_i_field), parser->err);
    parser->fields = memory;
    TRY(status);
    parser->fields[parser->count] = field_of(text, size, parser->dialect.quote);
    parser->used += parser->fields[parser->count].size + 1;
    return GDCS_OK;
}

/* The field text[0..size); text[size] may be written. */
static inline gdcs_status take_field(gdcs_i_parser *parser, char *text, size_t size, int breaks)
{
    const int quoted = size > 0 && text[0] == parser->dialect.quote;
    if (quoted && breaks)
        parser->line += count_feeds(text, size);
    if (parser->width == 0)
        TRY(keep_unknown(parser, text, size));
    else if (parser->count < parser->width && parser->wanted[parser->count])
        parser->fields[parser->count] = field_of(text, size, parser->dialect.quote);
    parser->count++;
    if (size > (quoted ? 2 : 0))
        parser->last = parser->count;
    return GDCS_OK;
}

static gdcs_status make_room(gdcs_i_parser *parser)
{
    void *memory = parser->fields;
    if (parser->width <= parser->field_room)
        return GDCS_OK;
    const gdcs_status status = gdcs_i_reserve(&memory, &parser->field_room, parser->width,
                                              sizeof(gdcs_i_field), parser->err);
    parser->fields = memory;
    return status;
}

/* The line is complete; the record, if there is one, is handed on. */
static gdcs_status end_line(gdcs_i_parser *parser)
{
    gdcs_status status = GDCS_OK;
    parser->line++;
    if (parser->count > 0) {
        for (int64_t i = parser->count; i < parser->width; i++) /* a short record may be padded */
            parser->fields[i] = (gdcs_i_field){0};
        status = gdcs_i_parser_record(parser);
        if (status == GDCS_OK)
            status = make_room(parser);
    } else {
        parser->blank++;
    }
    parser->begins = parser->line;
    return status;
}

static gdcs_status take_records(gdcs_i_parser *parser, char *text, size_t size, int breaks)
{
    size_t from = 0;
    TRY(make_room(parser));
    for (size_t w = 0; w * 64 < size; w++)
        for (uint64_t rest = parser->ends[w]; rest != 0; rest &= rest - 1) {
            const size_t at = w * 64 + gdcs_i_lowest(rest);
            const int ends = text[at] == '\n';
            const size_t stop = at - (ends && at > from && text[at - 1] == '\r');
            if (stop > from || parser->count > 0 || !ends || parser->width == 1)
                TRY(take_field(parser, text + from, stop - from, breaks));
            if (ends)
                TRY(end_line(parser));
            from = at + 1;
        }
    return GDCS_OK;
}

gdcs_status gdcs_i_parser_regular(gdcs_i_parser *parser, const char *text, size_t size,
                                  gdcs_i_scan *scan)
{
    void *memory = parser->ends;
    gdcs_status status = gdcs_i_reserve(&memory, &parser->ends_room, (int64_t)(size / 64 + 1),
                                        sizeof(uint64_t), parser->err);
    parser->ends = memory;
    TRY(status);
    gdcs_i_scan_records(&parser->scanner, text, size, parser->ends, scan);
    memory = parser->bytes;
    status = gdcs_i_reserve(&memory, &parser->room, (int64_t)scan->size, 1, parser->err);
    parser->bytes = memory;
    TRY(status);
    if (scan->size == 0)
        return GDCS_OK;
    memcpy(parser->bytes, text, scan->size);
    gdcs_i_scan_settle(scan, parser->ends, parser->bytes);
    parser->after_return = 0;
    return take_records(parser, parser->bytes, scan->size, scan->breaks > 0);
}
