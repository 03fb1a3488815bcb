/* Marks are the same in every way; pieces of a feed are the text, whole.  That what is read from them is
   what libcsv reads is tried in tests/differential/csv.c. */
#include "core/text.h"
#include "fail_alloc.h"
#include "io/csv/feed.h"
#include "io/csv/marks.h"
#include "io/csv/scan.h"
#include "io/read.h"

TestSuite(csv_feed, .timeout = 60);

enum { TEXT = 64 * GDCS_I_MARKED };

static uint64_t bits_of(const char *text, char a, char b)
{
    uint64_t bits = 0;
    for (unsigned i = 0; i < 64; i++)
        bits |= (uint64_t)(text[i] == a || text[i] == b) << i;
    return bits;
}

static unsigned has_high(const char *word)
{
    unsigned high = 0;
    for (int i = 0; i < 64; i++)
        high |= (unsigned char)word[i] > 0x7F;
    return high;
}

Test(csv_feed, every_way_marks_the_same_bytes)
{
    static char text[TEXT];
    static gdcs_i_marks m;
    uint64_t state = 1;
    int ways = 0;
    for (int round = 0; round < 40; round++)
        for (int way = GDCS_I_MARKS_PLAIN; way < GDCS_I_MARKS_NONE; way++) {
            gdcs_i_marker *marker = gdcs_i_marks_way(way);
            const size_t words = round == 0 ? GDCS_I_MARKED : 1 + (size_t)round % GDCS_I_MARKED;
            int64_t lines = 0, nul = 0, high = 0;
            for (size_t i = 0; i < 64 * words; i++) {
                state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
                text[i] = round % 2 ? ",\"\n\r;#-\x2D\xAC\x0B\x09!"[state >> 33 & 7]
                                    : (char)(state >> 33 | (round % 4 == 2));
                lines += text[i] == '\n';
                nul |= text[i] == '\0';
                high |= (unsigned char)text[i] > 0x7F;
            }
            if (marker == NULL)
                continue;
            ways++;
            marker(text, words, ',', '"', &m);
            for (size_t w = 0; w < words; w++) {
                cr_assert(eq(u64, m.stops[w], bits_of(text + 64 * w, ',', '\n')), "way %d", way);
                cr_assert(eq(u64, m.feeds[w], bits_of(text + 64 * w, '\n', '\n')), "way %d", way);
                cr_assert(eq(u64, m.quotes[w], bits_of(text + 64 * w, '"', '"')), "way %d", way);
                cr_assert(eq(u64, m.returns[w], bits_of(text + 64 * w, '\r', '\r')), "way %d", way);
                cr_assert(eq(u64, m.quoted >> w & 1, m.quotes[w] != 0), "way %d", way);
                cr_assert(eq(u64, m.returned >> w & 1, m.returns[w] != 0), "way %d", way);
                cr_assert(eq(u64, m.high >> w & 1, has_high(text + 64 * w)), "way %d", way);
            }
            cr_assert(words == 64 || (m.quoted | m.returned | m.high) >> words == 0);
            cr_assert(eq(i64, m.lines, lines), "way %d", way);
            cr_assert(eq(i64, m.nul != 0, nul), "way %d", way);
            cr_assert(eq(i64, m.high != 0, high), "way %d", way);
        }
    cr_expect(ge(int, ways, 40));
    cr_expect(gdcs_i_marks_way(gdcs_i_marks_fastest()) != NULL);
    cr_expect(gdcs_i_marks_way(GDCS_I_MARKS_NONE) == NULL);
}

Test(csv_feed, regular_records_end_before_the_first_irregular_one)
{
    static const struct {
        const char *text;
        size_t regular;
        int odd;
    } cases[] = {{"", 0, 0},
                 {"a,b", 0, 0},
                 {"a,b\n", 4, 0},
                 {"a\r\n\n\r\nb,", 6, 0},
                 {"\"a\n,\",\"\"\"\"\n", 11, 0},
                 {"\"\"\n\"\"\r\n", 7, 0},
                 {"\"a\nb", 0, 0},
                 {"a\nb\"\nc\n", 2, 1},
                 {"a\n\"b\"c\nd\n", 2, 1},
                 {"a\n \"b\"\n", 2, 1},
                 {"a\rb\n", 2, 1},
                 {"a\r", 0, 0},
                 {"a\rb\r", 2, 0},
                 {"a,\"b\"\r\rc\rd", 9, 0},
                 {"a\rb\r\nc\r", 2, 1},
                 {"a\rb,\"c\r\"\rd", 2, 1},
                 {"a\rb\xFF\rd\re", 2, 1},
                 {"a\nb\rc\n", 2, 1},
                 {"a\n\"\r\"\n", 2, 1},
                 {"a\nb\xFF\n", 2, 1},
                 {"a\nb\xC3\n", 2, 1},
                 {"a\nb\xC3", 2, 0},
                 {"\xC3\xA9\n\xF0\x9F\x98\x80\n", 8, 0},
                 {"\xED\xA0\x80\n", 0, 1},
                 {"a\n12345678901,\n", 2, 1},
                 {"a\n1234567890,\n", 14, 0}};
    for (int way = GDCS_I_MARKS_PLAIN; way < GDCS_I_MARKS_NONE; way++)
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            const gdcs_i_dialect dialect = {
                .delimiter = ',', .quote = '"', .field_limit = 10, .marks = way};
            const gdcs_i_scanner scanner = gdcs_i_scanner_of(&dialect);
            uint64_t ends[4];
            gdcs_i_scan scan;
            if (scanner.marker == NULL)
                continue;
            gdcs_i_scan_records(&scanner, cases[i].text, strlen(cases[i].text), ends, &scan);
            cr_expect(eq(sz, scan.size, cases[i].regular), "case %zu", i);
            cr_expect(eq(int, scan.odd, cases[i].odd), "case %zu", i);
        }
}

/* A character that is wrong at the end of a batch of marks, in a record that goes on in the next. */
Test(csv_feed, what_is_no_utf8_is_seen_where_batches_meet)
{
    static const char *const wrong[] = {"\xED"
                                        "c",
                                        "\xC3"
                                        "c",
                                        "\xE0\x80\x80",
                                        "\xF0\x9F"
                                        "c",
                                        "\xED\xA0\x80"};
    static char text[1 << 14];
    uint64_t ends[sizeof text / 64];
    for (int way = GDCS_I_MARKS_PLAIN; way < GDCS_I_MARKS_NONE; way++)
        for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
            for (size_t at = 4096 - 6; at < 4096 + 3; at++) {
                const gdcs_i_dialect dialect = {
                    .delimiter = ',', .quote = '"', .field_limit = sizeof text, .marks = way};
                const gdcs_i_scanner scanner = gdcs_i_scanner_of(&dialect);
                gdcs_i_scan scan;
                if (scanner.marker == NULL)
                    continue;
                memset(text, 'x', sizeof text);
                memcpy(text, "a\n\"", 3);
                memcpy(text + at, wrong[i], strlen(wrong[i]));
                memcpy(text + sizeof text - 4, "\"\nb\n", 4);
                gdcs_i_scan_records(&scanner, text, sizeof text, ends, &scan);
                cr_expect(eq(sz, scan.size, 2), "way %d, case %zu at %zu", way, i, at);
                cr_expect(eq(int, scan.odd, 1));
            }
}

/* Where words of marks and batches of them meet. */
Test(csv_feed, regular_records_go_on_from_word_to_word)
{
    static char text[3 * TEXT];
    static uint64_t ends[3 * TEXT / 64];
    static const struct {
        const char *before; /* the rest of the line that ends at the place */
        const char *after;
        int odd;
    } cases[] = {{",", "\"b\"\n", 0},       {"\"\"", "\"\",\n", 0}, {"\"\n\"", "\n", 0},
                 {"b\r", "\n", 0},          {",\"", "b\n\",\n", 0}, {"\xE2\x82", "\xAC\n", 0},
                 {"\"b\"", "\"c\n\"\n", 0}, {"\"b\"", "c\n", 1},    {"b\r", "c\n", 1},
                 {"b", "\"c\"\n", 1},       {"\xE2", "\n", 1},      {"\xE2\x82", "b\n", 1}};
    for (int way = GDCS_I_MARKS_PLAIN; way < GDCS_I_MARKS_NONE; way++)
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
            for (size_t place = 64; place <= 2 * TEXT; place *= 2) {
                const gdcs_i_dialect dialect = {
                    .delimiter = ',', .quote = '"', .field_limit = 1 << 20, .marks = way};
                const gdcs_i_scanner scanner = gdcs_i_scanner_of(&dialect);
                const size_t before = strlen(cases[i].before), after = strlen(cases[i].after);
                gdcs_i_scan scan;
                if (scanner.marker == NULL)
                    continue;
                memset(text, 'a', place + after);
                text[9] = '\n';
                memcpy(text + place - before, cases[i].before, before);
                text[place - before - 1] = cases[i].before[0] == ',' ? 'a' : ',';
                if (cases[i].before[0] == 'b')
                    text[place - before - 1] = 'b';
                memcpy(text + place, cases[i].after, after);
                gdcs_i_scan_records(&scanner, text, place + after, ends, &scan);
                cr_expect(eq(int, scan.odd, cases[i].odd), "case %zu at %zu", i, place);
                cr_expect(eq(sz, scan.size, cases[i].odd ? 10 : place + after), "case %zu", i);
            }
}

/* All that can be made of two and three bytes beyond ASCII, and four by a pattern, at every place of a
   register. */
Test(csv_feed, every_way_finds_the_first_byte_that_is_no_utf8)
{
    static const unsigned char bytes[] = {0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
                                          0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
                                          0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
    enum { BYTES = sizeof bytes, SIZE = 80 };
    char text[SIZE];
    for (int way = GDCS_I_MARKS_PLAIN; way < GDCS_I_MARKS_NONE; way++) {
        if (gdcs_i_marks_way(way) == NULL)
            continue;
        for (unsigned i = 0; i < BYTES * BYTES * BYTES * BYTES; i++) {
            const size_t at = i % 73, size = at + 4 + i % (SIZE - 3 - at);
            memset(text, i % 5 ? 'a' : '\xBF', sizeof text);
            for (size_t k = 0; k + 1 < at; k += 2)
                memcpy(text + k, i % 3 ? "aa" : "\xC3\xA9", 2);
            text[at] = (char)bytes[i % BYTES];
            text[at + 1] = (char)bytes[i / BYTES % BYTES];
            text[at + 2] = (char)bytes[i / BYTES / BYTES % BYTES];
            text[at + 3] = (char)bytes[i / BYTES / BYTES / BYTES];
            if (at % 2)
                text[at - 1] = 'a';
            cr_assert(eq(sz, gdcs_i_utf8_way(way)(text, size), gdcs_i_utf8_valid(text, size)),
                      "way %d, case %u", way, i);
        }
    }
}

/* Words are well-formed if nothing is wrong before a character that their end cuts. */
Test(csv_feed, every_way_sees_whether_words_are_utf8)
{
    enum { WORDS = 5 };
    static const char *const pieces[] = {"a", "a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};
    char text[64 * (WORDS + 1)];
    uint64_t state = 7;
    int right = 0, wrong = 0;
    for (int round = 0; round < 40000; round++) {
        const size_t before = round % 3 == 0 ? 64 : 0, words = 1 + (size_t)round % WORDS;
        size_t size = 0;
        uint64_t high = 0;
        while (size + 4 < sizeof text) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            const unsigned dice = (unsigned)(state >> 33), rare = round % 7 == 0 ? 40 : 4;
            const char *piece = pieces[dice % rare < 5 ? dice % rare : 0];
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
        memset(text + size, 'a', sizeof text - size);
        const size_t end = before + 64 * words;
        const int spoiled = round % 2;
        if (spoiled)
            text[before + (state >> 20) % (64 * words)] = (char)(state >> 40);
        const size_t from = gdcs_i_utf8_boundary(text, before);
        const size_t good = from + gdcs_i_utf8_valid(text + from, end - from);
        const int expected = good == end || (!spoiled && good >= gdcs_i_utf8_boundary(text, end));
        if (!expected && good >= gdcs_i_utf8_boundary(text, end))
            continue; /* what follows will show it */
        for (size_t w = 0; w < words; w++)
            high |= (uint64_t)has_high(text + before + 64 * w) << w;
        high |= from < before;
        right += expected;
        wrong += !expected;
        for (int way = GDCS_I_MARKS_PLAIN; way < GDCS_I_MARKS_NONE; way++)
            if (gdcs_i_marks_way(way) != NULL)
                cr_assert(
                    eq(int, gdcs_i_utf8_glance(way)(text + before, before, words, high), expected),
                    "way %d, round %d", way, round);
    }
    cr_expect(gt(int, right, 1000));
    cr_expect(gt(int, wrong, 1000));
}

typedef struct text_and_encoding {
    const char *text;
    size_t size;
    const char *encoding;
} text_and_encoding;

static gdcs_status ignore(void *context, const gdcs_i_record *record, gdcs_error *err)
{
    (void)context, (void)record, (void)err;
    return GDCS_OK;
}

static gdcs_status parser_of(const gdcs_i_dialect *dialect, gdcs_i_parser **out)
{
    return gdcs_i_parser_new(dialect, (gdcs_i_record_taker){.take = ignore}, out, NULL);
}

/* Give the parser an odd piece, and go on. */
static gdcs_status take_odd(gdcs_i_feed *feed, const gdcs_i_piece *piece, gdcs_i_parser *parser)
{
    if (gdcs_i_parser_between(parser))
        gdcs_i_parser_move(parser, piece->line);
    const gdcs_status status = gdcs_i_parser_feed(parser, piece->text, piece->size, NULL);
    gdcs_i_feed_resume(feed, parser, 1);
    return status;
}

/* Every piece is said to be read, regular ones after the first. */
static gdcs_status put_together(const text_and_encoding *t, char *out, size_t *used)
{
    const gdcs_i_dialect dialect = {.delimiter = ';', .quote = '"', .field_limit = 1 << 20};
    gdcs_i_source source;
    gdcs_i_reader *reader = NULL;
    gdcs_i_feed *feed = NULL;
    gdcs_i_piece piece[2] = {{0}, {0}};
    gdcs_i_parser *parser = NULL;
    int64_t number = 0;
    *used = 0;
    gdcs_i_source_of(t->text, t->size, &source);
    gdcs_status status = gdcs_i_reader_new(&source, t->encoding, &reader, NULL);
    if (status == GDCS_OK)
        status = gdcs_i_feed_new(reader, &dialect, 4096, &feed, NULL);
    if (status == GDCS_OK)
        status = parser_of(&dialect, &parser);
    while (status == GDCS_OK) {
        gdcs_i_piece *p = &piece[number % 2]; /* the one before is still held */
        status = gdcs_i_feed_next(feed, p, NULL);
        if (status != GDCS_OK || p->kind == GDCS_I_END)
            break;
        cr_assert(eq(i64, p->number, number));
        cr_assert(number == 0 || p->kind == GDCS_I_REGULAR || p->size == 4); /* "last" */
        memcpy(out + *used, p->text, p->size);
        *used += p->size;
        if (p->kind == GDCS_I_ODD)
            status = take_odd(feed, p, parser);
        number++;
    }
    gdcs_i_parser_free(parser);
    gdcs_i_feed_free(feed);
    gdcs_i_reader_free(reader);
    return status;
}

enum { LONG = 1 << 16 };

static size_t write_rows(char *text, const char *letter)
{
    size_t size = (size_t)sprintf(text, "row;text;again\r\n"); /* alone the first, odd piece */
    for (int i = 0; size < LONG - 100; i++)
        size += (size_t)sprintf(text + size, "%d;\"%s;\n\";%s\r\n", i, letter, letter);
    return size;
}

/* From the second line on, with LFs in the place of CRs. */
Test(csv_feed, lines_that_a_return_alone_ends_are_regular)
{
    static char text[LONG], out[2 * LONG];
    size_t used = 0, size = (size_t)sprintf(text, "row;text;again\r");
    for (int i = 0; size < LONG - 100; i++)
        size += (size_t)sprintf(text + size, i % 7 ? "%d;\"a;\"\"\";b\r" : "%d\r\r", i);
    size += (size_t)sprintf(text + size, "last");
    const text_and_encoding t = {text, size, NULL};
    cr_assert(eq(i32, put_together(&t, out, &used), GDCS_OK));
    cr_assert(eq(sz, used, size));
    for (size_t i = 15; i < size; i++)
        text[i] = text[i] == '\r' ? '\n' : text[i];
    cr_expect(memcmp(out, text, size) == 0);
}

Test(csv_feed, pieces_are_the_text)
{
    static char plain[LONG], latin[LONG], marked[LONG + 3], out[2 * LONG];
    const size_t size = write_rows(plain, "\xC3\xA9"), small = write_rows(latin, "\xE9");
    memcpy(marked, "\xEF\xBB\xBF", 3);
    memcpy(marked + 3, plain, size);
    const text_and_encoding texts[] = {
        {plain, size, NULL}, {marked, size + 3, "UTF-8"}, {latin, small, "ISO-8859-1"}};
    for (size_t i = 0; i < 3; i++) {
        size_t used = 0;
        cr_assert(eq(i32, put_together(&texts[i], out, &used), GDCS_OK));
        cr_expect(ge(sz, used, size), "text %zu", i);
        cr_expect(memcmp(out, plain, size) == 0, "text %zu", i);
    }
}

Test(csv_feed, a_piece_stays_as_it_is_while_others_are_taken)
{
    enum { KEPT = 1 << 10 };
    static char text[LONG];
    static uint64_t ends[KEPT];
    const gdcs_i_dialect dialect = {.delimiter = ';', .quote = '"', .field_limit = 1 << 20};
    size_t size = (size_t)sprintf(text, "a;b\n");
    gdcs_i_source source;
    gdcs_i_reader *reader = NULL;
    gdcs_i_feed *feed = NULL;
    gdcs_i_piece first = {0}, odd = {0}, second = {0};
    gdcs_i_parser *parser = NULL;
    cr_assert(eq(i32, parser_of(&dialect, &parser), GDCS_OK));
    for (int i = 0; size < LONG - 100; i++)
        size += (size_t)sprintf(text + size, i == 333 ? "lone;\r%d\n" : "row;%d\n", i);
    gdcs_i_source_of(text, size, &source);
    cr_assert(eq(i32, gdcs_i_reader_new(&source, NULL, &reader, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_i_feed_new(reader, &dialect, 0, &feed, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_i_feed_next(feed, &odd, NULL), GDCS_OK));
    cr_assert(eq(i32, take_odd(feed, &odd, parser), GDCS_OK));
    cr_assert(eq(i32, gdcs_i_feed_next(feed, &first, NULL), GDCS_OK));
    const size_t bytes = (first.size + 63) / 64 * sizeof(uint64_t);
    cr_assert(first.kind == GDCS_I_REGULAR && first.lines == 333 && bytes < sizeof ends);
    memcpy(ends, first.ends, bytes);
    cr_assert(eq(i32, gdcs_i_feed_next(feed, &odd, NULL), GDCS_OK));
    const int64_t lines = gdcs_i_parser_line(parser);
    cr_assert(eq(i32, take_odd(feed, &odd, parser), GDCS_OK));
    cr_assert(gt(i64, gdcs_i_parser_line(parser), lines + 334));
    cr_assert(eq(i32, gdcs_i_feed_next(feed, &second, NULL), GDCS_OK));
    cr_assert(second.kind == GDCS_I_REGULAR && second.line == gdcs_i_parser_line(parser));
    cr_expect(memcmp(first.ends, ends, bytes) == 0);
    cr_expect(memcmp(first.text, text + 4, first.size) == 0);
    gdcs_i_parser_free(parser);
    gdcs_i_feed_free(feed);
    gdcs_i_reader_free(reader);
}

static gdcs_status put_once(void *data)
{
    static char out[2 * LONG];
    size_t used = 0;
    return put_together(data, out, &used);
}

Test(csv_feed, survives_every_failing_allocation)
{
    static char text[LONG];
    text_and_encoding t = {text, write_rows(text, "a"), NULL};
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(put_once, &t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 3));
}

Test(csv_feed, a_record_begins_on_its_line_wherever_blocks_end)
{
    gdcs_schema *schema = schema_of(
        "{\"delimiter\": \",\", \"header\": 1, \"decimal\": \".\", \"columns\": [{\"name\": "
        "\"sex\", "
        "\"concept\": \"sex\", \"scheme\": \"sdmx\"}, {\"name\": \"n\", \"concept\": \"count\"}, "
        "{\"name\": \"note\", \"concept\": \"group\"}]}");
    static char text[1 << 17];
    for (size_t cut = 0; cut < 12; cut++) { /* the reader's blocks are of 65 536 bytes */
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_table *table = NULL;
        size_t size = (size_t)sprintf(text, "note,sex,n\n");
        int64_t line = 2;
        for (; size < (1 << 16) - 30; line++)
            size += (size_t)sprintf(text + size, "x,F,1\n");
        size += (size_t)sprintf(text + size, "%.*s,F,1\n", (int)(16 + cut - size % 8),
                                "xxxxxxxxxxxxxxxxxxxxxxxxxxx");
        sprintf(text + size, "\"\n\n\n\",\"F\",many\n");
        cr_expect(
            eq(i32,
               gdcs_csv_parse_table(text, (int64_t)strlen(text), schema, NULL, &table, NULL, &err),
               GDCS_E_VALUE));
        cr_expect(eq(i64, err.row, line + 1), "cut %zu: %s", cut, err.message);
    }
    gdcs_schema_free(schema);
}
