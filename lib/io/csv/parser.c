#include "io/csv/parser.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "io/csv/marks.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

enum { GROWTH = 4096, MOST_FIELDS = 100000, HEADER_LIMIT = 1 << 20 };

/* Where a kept field lies in bytes; addresses follow when the record is complete, since bytes may
   move until then. */
typedef struct span {
    size_t start;
    size_t size;
    int given; /* 0: nothing between the delimiters */
} span;

struct gdcs_i_parser {
    struct csv_parser csv;
    gdcs_i_record_taker taker;
    gdcs_i_dialect dialect;
    const unsigned char *wanted; /* NULL: all */
    int64_t width;               /* fields known to wanted; 0: not known yet */

    char *bytes; /* of the record so far */
    int64_t room;
    size_t used;
    span *spans;
    int64_t span_room;
    gdcs_i_field *fields;
    int64_t field_room;

    int64_t count; /* fields of the record so far */
    int64_t last;  /* 1-based number of the last field with anything in it */
    int64_t bad;
    int64_t line;   /* of the next byte */
    int64_t begins; /* line of the record */
    int64_t blank;
    int after_return; /* did a CR end the last line? */
    int careful;      /* may the record hold line ends, NULs, or more than ASCII? */
    int careful_block;
    int clean; /* is libcsv between two records for certain? */

    gdcs_status status; /* callbacks cannot stop libcsv: they keep what went wrong */
    gdcs_error *err;
};

static int never_a_space(unsigned char c)
{
    (void)c;
    return 0;
}

gdcs_status gdcs_i_parser_new(const gdcs_i_dialect *dialect, gdcs_i_record_taker taker,
                              gdcs_i_parser **out, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_parser), err));
    gdcs_i_parser *parser = memory;
    parser->dialect = *dialect;
    parser->taker = taker;
    parser->line = parser->begins = 1;
    parser->clean = 1;
    csv_init(&parser->csv,
             CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL | CSV_REPALL_NL);
    csv_set_delim(&parser->csv, (unsigned char)dialect->delimiter);
    csv_set_quote(&parser->csv, (unsigned char)dialect->quote);
    csv_set_space_func(&parser->csv, never_a_space);
    csv_set_blk_size(&parser->csv, GROWTH);
    *out = parser;
    return GDCS_OK;
}

void gdcs_i_parser_free(gdcs_i_parser *parser)
{
    if (parser == NULL)
        return;
    csv_free(&parser->csv);
    free(parser->bytes);
    free(parser->spans);
    free(parser->fields);
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
    return parser->clean && parser->line >= parser->dialect.first_line;
}

void gdcs_i_parser_move(gdcs_i_parser *parser, int64_t line)
{
    parser->line = parser->begins = line;
    parser->after_return = 0;
}

static gdcs_status too_long(gdcs_i_parser *parser)
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
    status =
        gdcs_i_reserve(&memory, &parser->span_room, parser->count + 1, sizeof(span), parser->err);
    parser->spans = memory;
    TRY(status);
    parser->spans[parser->count] =
        (span){.start = parser->used, .size = size, .given = text != NULL};
    if (size > 0)
        memcpy(parser->bytes + parser->used, text, size);
    parser->bytes[parser->used + size] = '\0';
    parser->used += size + 1;
    return GDCS_OK;
}

static gdcs_status field(gdcs_i_parser *parser, const char *text, size_t size)
{
    if (size > (size_t)parser->dialect.field_limit)
        return too_long(parser);
    if (parser->careful && size > 0)
        examine(parser, text, size);
    const int known = parser->width > 0;
    if (!known && parser->count == MOST_FIELDS)
        return gdcs_i_fail_at(parser->err, GDCS_E_LIMIT, parser->begins, parser->count + 1, "",
                              "line %lld: more than %d fields", (long long)parser->begins,
                              MOST_FIELDS);
    if (!known && parser->used > HEADER_LIMIT &&
        (int64_t)parser->used > parser->dialect.field_limit)
        return too_long(parser);
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
        const span s = parser->spans[i];
        parser->fields[i] =
            (gdcs_i_field){.text = s.given ? parser->bytes + s.start : NULL, .size = s.size};
    }
    return GDCS_OK;
}

static gdcs_status record(gdcs_i_parser *parser)
{
    TRY(settle(parser));
    const gdcs_i_record record = {.fields = parser->fields,
                                  .count = parser->count,
                                  .line = parser->begins,
                                  .last = parser->last,
                                  .bad = parser->bad};
    parser->count = 0;
    parser->last = 0;
    parser->bad = 0;
    parser->used = 0;
    parser->careful = parser->careful_block;
    return parser->taker.take(parser->taker.context, &record, parser->err);
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
        status = record(parser);
    else
        parser->blank++;
    parser->line += c != -1;
    parser->begins = parser->line;
    return status;
}

static void take_line_end(int c, void *context)
{
    gdcs_i_parser *parser = context;
    parser->clean = c == '\n';
    if (parser->status == GDCS_OK)
        parser->status = line_end(parser, c);
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

/* Is there anything in a block that a look at single fields must find? */
static int wants_care(const gdcs_i_parser *parser, const char *block, size_t size)
{
    uint64_t high = 0, word = 0;
    size_t i = 0;
    for (; size - i >= sizeof word; i += sizeof word) {
        memcpy(&word, block + i, sizeof word);
        high |= word;
    }
    for (; i < size; i++)
        high |= (unsigned char)block[i];
    return (high & UINT64_C(0x8080808080808080)) != 0 || memchr(block, 0, size) != NULL ||
           memchr(block, parser->dialect.quote, size) != NULL;
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
    if (done < size)
        return csv_error(&parser->csv) == CSV_EPARSE ? stray_quote(parser)
                                                     : gdcs_i_fail_memory(parser->err);
    const size_t limit = (size_t)parser->dialect.field_limit;
    return csv_get_buffer_size(&parser->csv) > limit + 2 * GROWTH ? too_long(parser) : GDCS_OK;
}

static gdcs_status plain_field(gdcs_i_parser *parser, const char *text, size_t size)
{
    const int64_t at = parser->count;
    if (parser->width == 0 || (at < parser->width && parser->wanted[at]) ||
        size > (size_t)parser->dialect.field_limit)
        return field(parser, size > 0 ? text : NULL, size);
    parser->count++;
    if (size > 0)
        parser->last = parser->count;
    return GDCS_OK;
}

/* A line without quotes, but for its end. */
static gdcs_status plain_line(gdcs_i_parser *parser, const char *line, size_t size)
{
    const int returns = size > 0 && line[size - 1] == '\r';
    const char *at = line, *end = line + size - returns;
    while (at < end || (at == end && parser->count > 0)) {
        const char *mark =
            at < end ? memchr(at, parser->dialect.delimiter, (size_t)(end - at)) : NULL;
        const char *stop = mark != NULL ? mark : end;
        parser->after_return = 0;
        TRY(plain_field(parser, at, (size_t)(stop - at)));
        at = stop + 1;
    }
    if (returns)
        TRY(line_end(parser, '\r'));
    return line_end(parser, '\n');
}

/* Blocks in which libcsv has nothing to decide, since nothing is quoted and all is ASCII, are taken apart
   at the marks: libcsv looks at each byte, which costs more than all that follows.  It gets what is no
   whole line, so that it knows where it is, and lines with a return inside. */
static gdcs_status parse_plain(gdcs_i_parser *parser, const char *block, size_t size)
{
    const char *at = block, *const end = block + size;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const size_t line = stop != NULL ? (size_t)(stop - at) : 0;
        const char *back = line > 0 ? memchr(at, '\r', line) : NULL;
        if (stop == NULL)
            return ask_libcsv(parser, at, (size_t)(end - at));
        if (!parser->clean || (back != NULL && back + 1 != stop))
            TRY(ask_libcsv(parser, at, line + 1));
        else
            TRY(plain_line(parser, at, line));
        at = stop + 1;
    }
    return GDCS_OK;
}

/* The last line by itself: it ends a record or is inside quotes. */
static gdcs_status parse_quoted(gdcs_i_parser *parser, const char *block, size_t size)
{
    size_t last = size > 0 ? size - 1 : 0;
    while (last > 0 && block[last - 1] != '\n')
        last--;
    TRY(ask_libcsv(parser, block, last));
    return ask_libcsv(parser, block + last, size - last);
}

static gdcs_status parse(gdcs_i_parser *parser, const char *block, size_t size)
{
    return parser->careful_block || parser->dialect.marks == GDCS_I_MARKS_NONE
               ? parse_quoted(parser, block, size)
               : parse_plain(parser, block, size);
}

gdcs_status gdcs_i_parser_feed(gdcs_i_parser *parser, const char *block, size_t size,
                               gdcs_error *err)
{
    const size_t skipped = skip_lines(parser, block, size);
    parser->err = err;
    parser->careful_block = wants_care(parser, block + skipped, size - skipped);
    parser->careful |= parser->careful_block;
    parser->status = parse(parser, block + skipped, size - skipped);
    parser->err = NULL;
    return parser->status;
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
