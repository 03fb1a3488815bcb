/* Does the fast way through delimited text give what libcsv alone gives?
 *
 *     differential_csv [rounds [seed]]
 *
 * Each round makes a text of fields, quotes, doubled quotes and line ends of all kinds, spoils every
 * other one (bytes changed, left out, said twice, cut off; NULs; bytes that are no UTF-8), reads it by
 * libcsv alone, and then by every kind of marks this processor has: given to the parser in blocks of
 * one size or of random ones, and cut by the feed.  Everything the parser says is compared: records with
 * line, fields, last and bad one, blank lines, the line reached, and the error with its place. */
#include "core/memory.h"
#include "io/csv/feed.h"
#include "io/csv/parser.h"
#include "io/csv/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/csv/marks.h"

enum { TEXT = 1 << 15, LOG = 1 << 19, SHORT = 20000, WIDTH = 8 };

typedef struct record_log {
    char bytes[LOG];
    size_t used;
} record_log;

/* What is declared about a text: the dialect, and after the first record which fields are wanted. */
typedef struct rules {
    gdcs_i_dialect dialect;
    unsigned char wanted[WIDTH];
    int64_t width; /* 0: all are */
} rules;

typedef struct reading {
    const rules *rules;
    gdcs_i_parser *parser;
    record_log *log;
    int bound;
} reading;

static uint64_t state;

static unsigned draw(unsigned below)
{
    state ^= state << 13; /* Marsaglia (2003), xorshift64 */
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)((state >> 11) % below);
}

static void fail(const char *what)
{
    fprintf(stderr, "differential_csv: %s\n", what);
    exit(2);
}

/* --- texts --- */

static char text[TEXT];
static size_t size;

static void put(const char *more, size_t n)
{
    if (size + n > TEXT)
        return;
    memcpy(text + size, more, n);
    size += n;
}

static void put_text(const char *more)
{
    put(more, strlen(more));
}

enum { KINDS = 7, BARE = 6 };

static void put_line_end(unsigned kinds)
{
    static const char *const ends[] = {"\n", "\n", "\n", "\r\n", "\n\n", "\r\n\r\n", "\r"};
    static const char *const bare[] = {"\r", "\r", "\r", "\r\r", "\r\n", "\n"};
    put_text(kinds > KINDS ? bare[draw(kinds - KINDS)] : ends[draw(kinds)]);
}

static void put_piece(void)
{
    static const char *const pieces[] = {
        "a",
        "bc",
        "12",
        "3.5",
        " ",
        "women and men",
        "x",
        "\xC3\xA9",
        "-",
        ".",
        "F",
        "\xE2\x80\x93",
        "\xF0\x9F\x98\x80",
        "\xD0\xB6\xD0\xB5\xD0\xBD",
        "a longer piece of text that crosses the end of a word of sixty-four marks"};
    put_text(pieces[draw(sizeof pieces / sizeof pieces[0])]);
}

static void put_quoted(const rules *r, unsigned ends)
{
    put(&r->dialect.quote, 1);
    for (unsigned n = draw(4); n > 0; n--)
        switch (draw(5)) {
        case 0: put(&r->dialect.quote, 1), put(&r->dialect.quote, 1); break;
        case 1: put(&r->dialect.delimiter, 1); break;
        case 2: put_line_end(ends); break;
        default: put_piece();
        }
    put(&r->dialect.quote, 1);
}

/* Of a kind: how much is quoted, and which line ends there are. */
static void make_text(const rules *r)
{
    const unsigned quoted = draw(4), ends = 1 + draw(draw(3) ? KINDS : KINDS + BARE);
    const unsigned rows = draw(60) == 0 ? draw(400) : draw(10);
    size = 0;
    for (unsigned i = 0; i < rows && size < TEXT / 2; i++) {
        for (unsigned k = 1 + draw(5); k > 0; k--) {
            if (draw(4) < quoted)
                put_quoted(r, ends);
            else
                for (unsigned n = draw(3); n > 0; n--)
                    put_piece();
            if (k > 1)
                put(&r->dialect.delimiter, 1);
        }
        if (i + 1 < rows || draw(3) > 0)
            put_line_end(ends);
    }
}

static void make_noise(const rules *r)
{
    const char letters[] = {'a',
                            'b',
                            r->dialect.delimiter,
                            r->dialect.delimiter,
                            r->dialect.quote,
                            r->dialect.quote,
                            '\n',
                            '\n',
                            '\r',
                            '\xC3',
                            '\xA9',
                            0};
    const unsigned kinds = 8 + draw(5);
    size = draw(200);
    for (size_t i = 0; i < size; i++)
        text[i] = letters[draw(kinds)];
}

static void spoil(const rules *r)
{
    const char special[] = {r->dialect.delimiter,
                            r->dialect.quote,
                            '\n',
                            '\r',
                            '\0',
                            '\xFF',
                            '\xC3',
                            '\x80',
                            '\xED',
                            ' ',
                            'a'};
    const size_t at = draw((unsigned)size + 1);
    size_t n = 1 + draw(6);
    n = n < size - at ? n : size - at;
    switch (draw(5)) {
    case 0:
    case 1:
        if (at < size)
            text[at] = special[draw(sizeof special)];
        break;
    case 2:
        memmove(text + at, text + at + n, size - at - n);
        size -= n;
        break;
    case 3:
        if (size + n <= TEXT) {
            memmove(text + at + n, text + at, size - at);
            size += n;
        }
        break;
    default:
        if (draw(4) == 0)
            size = at;
    }
}

static void make(rules *r)
{
    static const char delimiters[] = ",,;\t| ";
    *r = (rules){.dialect = {.delimiter = delimiters[draw(sizeof delimiters - 1)],
                             .quote = draw(6) ? '"' : '\'',
                             .first_line = draw(6) ? 1 : 1 + (int64_t)draw(4),
                             .field_limit = draw(4) ? 1 << 20 : 1 + (int64_t)draw(100)}};
    r->width = draw(3) ? 1 + (int64_t)draw(WIDTH) : 0;
    for (int i = 0; i < WIDTH; i++)
        r->wanted[i] = draw(3) > 0;
    if (draw(5) == 0)
        make_noise(r);
    else
        make_text(r);
    if (draw(2) == 0)
        for (unsigned n = 1 + draw(5); n > 0; n--)
            spoil(r);
}

/* --- what the parser says --- */

static void note(record_log *log, const void *bytes, size_t n)
{
    if (log->used + n > LOG)
        fail("the log is full");
    memcpy(log->bytes + log->used, bytes, n);
    log->used += n;
}

static void note_number(record_log *log, const char *what, int64_t x)
{
    char line[64];
    note(log, line, (size_t)snprintf(line, sizeof line, "%s %lld ", what, (long long)x));
}

static gdcs_status take(void *context, const gdcs_i_record *record, gdcs_error *err)
{
    reading *r = context;
    (void)err;
    const int64_t known = r->bound && r->rules->width > 0 ? r->rules->width : record->count;
    note_number(r->log, "\nline", record->line);
    note_number(r->log, "count", record->count);
    note_number(r->log, "last", record->last);
    note_number(r->log, "bad", record->bad);
    for (int64_t i = 0; i < known; i++) { /* a short record is padded */
        const gdcs_i_field *f = &record->fields[i];
        if (r->bound && r->rules->width > 0 && !r->rules->wanted[i])
            continue;
        note_number(r->log, "|", f->text == NULL ? -1 : (int64_t)f->size);
        if (f->text != NULL)
            note(r->log, f->text, f->size + 1);
    }
    if (!r->bound && r->rules->width > 0)
        gdcs_i_parser_want(r->parser, r->rules->wanted, r->rules->width);
    r->bound = 1;
    return GDCS_OK;
}

static void begin(reading *r, const rules *rules, int marks, record_log *log)
{
    const gdcs_i_record_taker taker = {.take = take, .context = r};
    gdcs_i_dialect dialect = rules->dialect;
    dialect.marks = marks;
    log->used = 0;
    *r = (reading){.rules = rules, .log = log};
    if (gdcs_i_parser_new(&dialect, taker, &r->parser, NULL) != GDCS_OK)
        fail("no memory");
}

static void end(reading *r, gdcs_status status, gdcs_error *err)
{
    if (status == GDCS_OK)
        status = gdcs_i_parser_finish(r->parser, err);
    note_number(r->log, "\nstatus", status);
    note_number(r->log, "row", err->row);
    note_number(r->log, "column", err->column);
    note(r->log, err->message, strlen(err->message));
    if (status == GDCS_OK)
        note_number(r->log, "line", gdcs_i_parser_line(r->parser));
    gdcs_i_parser_free(r->parser);
}

/* In blocks of that many bytes, exactly, so that a sanitizer sees the first byte read beyond; 0: of
   random ones. */
static void by_blocks(const rules *rules, int marks, size_t block, record_log *log)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_status status = GDCS_OK;
    reading r;
    begin(&r, rules, marks, log);
    for (size_t at = 0; at < size && status == GDCS_OK;) {
        size_t n = block > 0 ? block : 1 + draw(draw(2) ? 20 : 2000);
        n = n < size - at ? n : size - at;
        char *bytes = malloc(n);
        if (bytes == NULL)
            fail("no memory");
        memcpy(bytes, text + at, n);
        status = gdcs_i_parser_feed(r.parser, bytes, n, &err);
        free(bytes);
        at += n;
    }
    const int64_t blank = gdcs_i_parser_blank(r.parser);
    end(&r, status, &err);
    if (status == GDCS_OK)
        note_number(log, "blank", blank);
}

/* A regular piece record by record, each known by the ends alone. */
static gdcs_status take_regular(reading *r, const gdcs_i_piece *p, gdcs_error *err)
{
    int64_t lines = 0, line = p->line, records = 0;
    size_t from = 0;
    for (size_t i = 0; i < p->size; i++) {
        lines += p->text[i] == '\n';
        if (p->text[i] != '\n' || (p->ends[i / 64] >> i % 64 & 1) == 0)
            continue;
        records++;
        gdcs_i_parser_move(r->parser, line);
        const gdcs_status status = gdcs_i_parser_feed(r->parser, p->text + from, i + 1 - from, err);
        if (status != GDCS_OK)
            return status;
        from = i + 1;
        line = p->line + lines;
    }
    if (from != p->size || lines != p->lines || records != p->records)
        fail("a regular piece ends within a record, or has other lines or records than it says");
    return GDCS_OK;
}

static void by_feed(const rules *rules, int marks, size_t room, record_log *log)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_status status = GDCS_OK;
    gdcs_i_source source;
    gdcs_i_reader *reader = NULL;
    gdcs_i_feed *feed = NULL;
    gdcs_i_dialect dialect = rules->dialect;
    reading r;
    dialect.marks = marks;
    gdcs_i_source_of(text, size, &source);
    begin(&r, rules, GDCS_I_MARKS_NONE, log);
    if (gdcs_i_reader_new(&source, NULL, &reader, NULL) != GDCS_OK ||
        gdcs_i_feed_new(reader, &dialect, room, &feed, NULL) != GDCS_OK)
        fail("no memory");
    gdcs_i_piece piece = {0};
    for (int64_t number = 0; status == GDCS_OK; number++) {
        status = gdcs_i_feed_next(feed, &piece, &err);
        if (status != GDCS_OK || piece.kind == GDCS_I_END)
            break;
        if (piece.number != number)
            fail("pieces are not numbered in their order");
        if (piece.kind == GDCS_I_REGULAR) {
            status = take_regular(&r, &piece, &err);
            if (status == GDCS_OK)
                gdcs_i_parser_move(r.parser, piece.line + piece.lines);
        } else {
            status = gdcs_i_parser_feed(r.parser, piece.text, piece.size, &err);
            gdcs_i_feed_resume(feed, r.parser, r.bound);
        }
    }
    const int64_t blank = gdcs_i_parser_blank(r.parser);
    end(&r, status, &err);
    if (status == GDCS_OK)
        note_number(log, "blank", blank);
    gdcs_i_feed_free(feed);
    gdcs_i_reader_free(reader);
}

/* --- comparing --- */

enum { SHOWN = 400 };

static void show(const char *what, const char *bytes, size_t n, size_t from)
{
    printf("%s, from byte %zu:\n", what, from);
    for (size_t i = from; i < n && i < from + SHOWN; i++)
        if ((unsigned char)bytes[i] < ' ' || (unsigned char)bytes[i] > '~')
            printf("\\x%02X", (unsigned)(unsigned char)bytes[i]);
        else
            putchar(bytes[i]);
    putchar('\n');
}

static void compare(const record_log *a, const record_log *b, const char *way, int marks,
                    size_t block, long round)
{
    size_t at = 0;
    if (a->used == b->used && memcmp(a->bytes, b->bytes, a->used) == 0)
        return;
    while (at < a->used && at < b->used && a->bytes[at] == b->bytes[at])
        at++;
    at = at > SHOWN / 2 ? at - SHOWN / 2 : 0;
    printf("round %ld, %s, marks %d, blocks of %zu differ\n", round, way, marks, block);
    show("text", text, size, 0);
    show("libcsv alone", a->bytes, a->used, at);
    show("this way", b->bytes, b->used, at);
    exit(1);
}

static void try(long round)
{
    static record_log alone, other;
    rules r;
    make(&r);
    by_blocks(&r, GDCS_I_MARKS_NONE, size > 0 ? size : 1, &alone);
    for (int marks = GDCS_I_MARKS_PLAIN; marks < GDCS_I_MARKS_NONE; marks++) {
        if (gdcs_i_marks_way(marks) == NULL)
            continue;
        const size_t block = draw(3) == 0 ? 0 : draw(3) ? 1 + draw(100) : size + 1;
        by_blocks(&r, marks, block, &other);
        compare(&alone, &other, "parser", marks, block, round);
        if (size > 0 && (unsigned char)text[0] < 0x80) { /* the reader looks at the first bytes */
            by_feed(&r, marks, 4096, &other);
            compare(&alone, &other, "feed", marks, 4096, round);
        }
    }
}

int main(int argc, char **argv)
{
    const long rounds = argc > 1 ? atol(argv[1]) : SHORT;
    state = argc > 2 ? strtoull(argv[2], NULL, 10) : 20251122;
    for (long i = 0; i < rounds; i++)
        try(i);
    printf("%ld texts\n", rounds);
    return 0;
}
