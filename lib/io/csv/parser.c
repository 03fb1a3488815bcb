#include "io/csv/parser.h"
#include "core/fail.h"
#include "core/memory.h"
#include "io/csv/parser/parts.h"

#include <stdlib.h>
#include <string.h>

enum { PATIENCE = 1 << 16 };

gdcs_status gdcs_i_parser_new(const gdcs_i_dialect *dialect, gdcs_i_record_taker taker,
                              gdcs_i_parser **out, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_parser), err));
    *out = memory;
    gdcs_i_parser_again(*out, dialect, taker);
    return GDCS_OK;
}

void gdcs_i_parser_again(gdcs_i_parser *parser, const gdcs_i_dialect *dialect,
                         gdcs_i_record_taker taker)
{
    csv_free(&parser->csv);
    *parser = (gdcs_i_parser){.taker = taker,
                              .dialect = *dialect,
                              .scanner = gdcs_i_scanner_of(dialect),
                              .bytes = parser->bytes,
                              .room = parser->room,
                              .spans = parser->spans,
                              .span_room = parser->span_room,
                              .fields = parser->fields,
                              .field_room = parser->field_room,
                              .ends = parser->ends,
                              .ends_room = parser->ends_room,
                              .line = 1,
                              .begins = 1,
                              .clean = 1};
    gdcs_i_parser_init_libcsv(parser);
}

void gdcs_i_parser_free(gdcs_i_parser *parser)
{
    if (parser == NULL)
        return;
    csv_free(&parser->csv);
    free(parser->bytes);
    free(parser->spans);
    free(parser->fields);
    free(parser->ends);
    free(parser);
}

void gdcs_i_parser_want(gdcs_i_parser *parser, const unsigned char *wanted, int64_t width)
{
    parser->wanted = wanted;
    parser->width = width;
}

int64_t gdcs_i_parser_blank(const gdcs_i_parser *parser)
{
    return parser->blank;
}

int64_t gdcs_i_parser_line(const gdcs_i_parser *parser)
{
    return parser->line;
}

int gdcs_i_parser_between(const gdcs_i_parser *parser)
{
    return parser->clean && !parser->after_return && parser->line >= parser->dialect.first_line;
}

void gdcs_i_parser_follow(gdcs_i_parser *parser, char next)
{
    if (parser->clean && next != '\n')
        parser->after_return = 0;
}

void gdcs_i_parser_move(gdcs_i_parser *parser, int64_t line)
{
    parser->line = parser->begins = line;
    parser->after_return = 0;
}

/* Bytes of lines before the first one wanted. */
static size_t skip_lines(gdcs_i_parser *parser, const char *block, size_t size)
{
    size_t at = 0;
    while (at < size && parser->line < parser->dialect.first_line) {
        const char c = block[at++];
        if (c == '\r' || (c == '\n' && !parser->after_return))
            parser->line++;
        parser->after_return = c == '\r';
        parser->begins = parser->line;
    }
    return at;
}

/* From *at on to libcsv, whole lines of at least that many bytes, and on until it is between two
   records. */
static gdcs_status ask_for_lines(gdcs_i_parser *parser, const char *text, size_t size, size_t least,
                                 size_t *at)
{
    do {
        const size_t left = size - *at, line = gdcs_i_scan_line(text + *at, left, least);
        const size_t n = line > 0 ? line : left;
        TRY(gdcs_i_parser_ask(parser, text + *at, n));
        *at += n;
        least = 0;
    } while (!parser->clean && *at < size);
    return GDCS_OK;
}

/* Regular records are taken apart at their marks: libcsv looks at each byte, which costs more than all
   that follows.  It gets what is irregular, and the record that a block cuts. */
static gdcs_status parse(gdcs_i_parser *parser, const char *block, size_t size)
{
    size_t at = 0;
    if (parser->scanner.marker == NULL)
        return gdcs_i_parser_ask(parser, block, size);
    while (at < size) {
        gdcs_i_scan scan = {.size = 0};
        gdcs_i_parser_follow(parser, block[at]);
        if (parser->clean && !parser->after_return) {
            TRY(gdcs_i_parser_regular(parser, block + at, size - at, &scan));
            parser->patience = gdcs_i_scan_patience(parser->patience, &scan, PATIENCE);
            at += scan.size;
        }
        if (at < size)
            TRY(ask_for_lines(parser, block, size, scan.odd ? parser->patience : 0, &at));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_parser_feed(gdcs_i_parser *parser, const char *block, size_t size,
                               gdcs_error *err)
{
    const size_t skipped = skip_lines(parser, block, size);
    parser->err = err;
    parser->status = parse(parser, block + skipped, size - skipped);
    if (parser->status == GDCS_OK && gdcs_i_parser_holds_too_much(parser))
        parser->status = gdcs_i_parser_too_long(parser);
    parser->err = NULL;
    return parser->status;
}
