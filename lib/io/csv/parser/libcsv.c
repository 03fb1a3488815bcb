/* libcsv looks at each byte and calls back for each field and each line end. */
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "io/csv/parser/parts.h"

#include <string.h>

enum { GROWTH = 4096 };

static int never_a_space(unsigned char c)
{
    (void)c;
    return 0;
}

void gdcs_i_parser_init_libcsv(gdcs_i_parser *parser)
{
    const gdcs_i_dialect *dialect = &parser->dialect;
    csv_init(&parser->csv,
             CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL | CSV_REPALL_NL);
    csv_set_delim(&parser->csv, (unsigned char)dialect->delimiter);
    csv_set_quote(&parser->csv, (unsigned char)dialect->quote);
    csv_set_space_func(&parser->csv, never_a_space);
    csv_set_blk_size(&parser->csv, GROWTH);
}

gdcs_status gdcs_i_parser_too_long(gdcs_i_parser *parser)
{
    return gdcs_i_fail_at(parser->err, GDCS_E_LIMIT, parser->begins, parser->count + 1, "",
                          "line %lld, field %lld: longer than the limit of %lld bytes; is a quote "
                          "never closed?",
                          (long long)parser->begins, (long long)parser->count + 1,
                          (long long)parser->dialect.field_limit);
}

/* Nothing but printing ASCII? */
static int is_plain(const char *text, size_t size)
{
    unsigned seen = 0;
    for (size_t i = 0; i < size; i++) {
        const unsigned c = (unsigned char)text[i];
        seen |= c | (c - ' '); /* below the blank, the difference wraps */
    }
    return seen < 0x80;
}

/* Count line ends inside a field, and find out whether it is text. */
static void examine(gdcs_i_parser *parser, const char *text, size_t size)
{
    if (is_plain(text, size))
        return;
    for (size_t i = 0; i < size; i++)
        parser->line += text[i] == '\r' || (text[i] == '\n' && (i == 0 || text[i - 1] != '\r'));
    if (parser->bad == 0 && (memchr(text, 0, size) != NULL || gdcs_i_utf8_valid(text, size) < size))
        parser->bad = parser->count + 1;
}

static gdcs_status keep(gdcs_i_parser *parser, const char *text, size_t size)
{
    void *memory = parser->bytes;
    gdcs_status status =
        gdcs_i_reserve(&memory, &parser->room, (int64_t)(parser->used + size + 1), 1, parser->err);
    parser->bytes = memory;
    TRY(status);
    memory = parser->spans;
    status = gdcs_i_reserve(&memory, &parser->span_room, parser->count + 1, sizeof(gdcs_i_span),
                            parser->err);
    parser->spans = memory;
    TRY(status);
    parser->spans[parser->count] =
        (gdcs_i_span){.start = parser->used, .size = size, .given = text != NULL};
    if (size > 0)
        memcpy(parser->bytes + parser->used, text, size);
    parser->bytes[parser->used + size] = '\0';
    parser->used += size + 1;
    return GDCS_OK;
}

gdcs_status gdcs_i_parser_check_unknown(gdcs_i_parser *parser)
{
    if (parser->count == GDCS_I_MOST_FIELDS)
        return gdcs_i_fail_at(parser->err, GDCS_E_LIMIT, parser->begins, parser->count + 1, "",
                              "line %lld: more than %d fields", (long long)parser->begins,
                              GDCS_I_MOST_FIELDS);
    if (parser->used > GDCS_I_HEADER_LIMIT && (int64_t)parser->used > parser->dialect.field_limit)
        return gdcs_i_parser_too_long(parser);
    return GDCS_OK;
}

static gdcs_status field(gdcs_i_parser *parser, const char *text, size_t size)
{
    const int known = parser->width > 0;
    if (size > (size_t)parser->dialect.field_limit)
        return gdcs_i_parser_too_long(parser);
    examine(parser, text, size);
    if (!known)
        TRY(gdcs_i_parser_check_unknown(parser));
    if (!known || (parser->count < parser->width && parser->wanted[parser->count]))
        TRY(keep(parser, text, size));
    parser->count++;
    if (size > 0)
        parser->last = parser->count;
    return GDCS_OK;
}

static void take_field(void *text, size_t size, void *context)
{
    gdcs_i_parser *parser = context;
    parser->after_return = 0;
    if (parser->status == GDCS_OK)
        parser->status = field(parser, text, size);
}

/* Addresses of the fields that were kept. */
static gdcs_status settle(gdcs_i_parser *parser)
{
    const int64_t known =
        parser->width > 0 && parser->width < parser->count ? parser->width : parser->count;
    void *memory = parser->fields;
    const int64_t room = parser->width > known ? parser->width : known;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &parser->field_room, room, sizeof(gdcs_i_field), parser->err);
    parser->fields = memory;
    TRY(status);
    for (int64_t i = known; i < room; i++) /* a short record may be padded */
        parser->fields[i] = (gdcs_i_field){0};
    for (int64_t i = 0; i < known; i++) {
        if (parser->width > 0 && !parser->wanted[i])
            continue;
        const gdcs_i_span s = parser->spans[i];
        parser->fields[i] =
            (gdcs_i_field){.text = s.given ? parser->bytes + s.start : NULL, .size = s.size};
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_parser_record(gdcs_i_parser *parser)
{
    const gdcs_i_record record = {.fields = parser->fields,
                                  .count = parser->count,
                                  .line = parser->begins,
                                  .last = parser->last,
                                  .bad = parser->bad};
    parser->count = 0;
    parser->last = 0;
    parser->bad = 0;
    parser->used = 0;
    return parser->taker.take(parser->taker.context, &record, parser->err);
}

static gdcs_status settled_record(gdcs_i_parser *parser)
{
    TRY(settle(parser));
    return gdcs_i_parser_record(parser);
}

/* A line end outside quotes, or the end of a file without one (-1).  CRLF comes as two. */
static gdcs_status line_end(gdcs_i_parser *parser, int c)
{
    if (parser->count == 0 && c == '\n' && parser->after_return) {
        parser->after_return = 0;
        return GDCS_OK;
    }
    gdcs_status status = GDCS_OK;
    parser->after_return = c == '\r';
    if (parser->count == 0 && parser->width == 1)
        TRY(field(parser, NULL, 0));
    if (parser->count > 0)
        status = settled_record(parser);
    else
        parser->blank++;
    parser->line += c != -1;
    parser->begins = parser->line;
    return status;
}

static void take_line_end(int c, void *context)
{
    gdcs_i_parser *parser = context;
    parser->clean = c != -1;
    if (parser->status == GDCS_OK)
        parser->status = line_end(parser, c);
}

static gdcs_status stray_quote(gdcs_i_parser *parser)
{
    return gdcs_i_fail_at(parser->err, GDCS_E_SYNTAX, parser->begins, parser->count + 1, "",
                          "line %lld, field %lld: a stray quote; quotes enclose a whole field, and "
                          "inside it they are doubled",
                          (long long)parser->begins, (long long)parser->count + 1);
}

static gdcs_status ask_libcsv(gdcs_i_parser *parser, const char *block, size_t size)
{
    parser->clean = 0;
    const size_t done = csv_parse(&parser->csv, block, size, take_field, take_line_end, parser);
    TRY(parser->status);
    if (done == size)
        return GDCS_OK;
    return csv_error(&parser->csv) == CSV_EPARSE ? stray_quote(parser)
                                                 : gdcs_i_fail_memory(parser->err);
}

int gdcs_i_parser_holds_too_much(gdcs_i_parser *parser)
{
    return csv_get_buffer_size(&parser->csv) > (size_t)parser->dialect.field_limit + 2 * GROWTH;
}

/* The last line by itself: it ends a record or is inside quotes.  So does an LF after a CR. */
gdcs_status gdcs_i_parser_ask(gdcs_i_parser *parser, const char *text, size_t size)
{
    size_t last = size > 0 ? size - 1 : 0;
    while (last > 0 && text[last - 1] != '\n' && text[last - 1] != '\r')
        last--;
    if (last > 0)
        TRY(ask_libcsv(parser, text, last));
    return size > last ? ask_libcsv(parser, text + last, size - last) : GDCS_OK;
}

gdcs_status gdcs_i_parser_finish(gdcs_i_parser *parser, gdcs_error *err)
{
    parser->err = err;
    if (csv_fini(&parser->csv, take_field, take_line_end, parser) != 0)
        return gdcs_i_fail_at(err, GDCS_E_SYNTAX, parser->begins, parser->count + 1, "",
                              "line %lld, field %lld: the quote that opens the field is never "
                              "closed",
                              (long long)parser->begins, (long long)parser->count + 1);
    parser->err = NULL;
    return parser->status;
}
