/* Every encoding that this system knows is read as its iconv reads it, by a page or not. */
#include "io/csv/page.h"
#include "io/csv/reader.h"
#include "io/read.h"

#include <errno.h>
#include <iconv.h>

TestSuite(csv_page, .timeout = 120);

enum { ROOM = 1 << 19, UNKNOWN = GDCS_I_NO_CHARACTER, TEXT = GDCS_I_BLOCK + 9000 };

static char in[TEXT], ours[ROOM], theirs[ROOM];

/* The names that iconv(1) lists, and some that are well known, one by one; 0 at the end. */
static int next_name(FILE *list, char name[64])
{
    static const char *const known[] = {"CP1252", "ISO-8859-1", "KOI8-R", "CP1255",     "UTF-16LE",
                                        "UTF-7",  "SHIFT_JIS",  "BIG5",   "ISO-2022-JP"};
    static size_t at;
    if (list != NULL && fscanf(list, " %63[^/, \n]%*[/,]", name) == 1)
        return 1;
    if (at == sizeof known / sizeof known[0])
        return 0;
    snprintf(name, 64, "%s", known[at++]);
    return 1;
}

/* By iconv alone; bytes that stand for no character are replaced. */
static size_t decode_by_iconv(iconv_t conversion, size_t size)
{
    char *from = in, *to = theirs;
    size_t left = size, room = sizeof theirs;
    iconv(conversion, NULL, NULL, NULL, NULL);
    while (left > 0 && iconv(conversion, &from, &left, &to, &room) == (size_t)-1) {
        cr_assert(eq(int, errno, EILSEQ));
        *to++ = (char)UNKNOWN;
        room--, from++, left--;
    }
    iconv(conversion, NULL, NULL, &to, &room);
    return sizeof theirs - room;
}

static int find_page(const char *name, gdcs_i_page *out)
{
    const iconv_t conversion = iconv_open("UTF-8", name);
    if (conversion == (iconv_t)-1)
        return 0;
    const int found = gdcs_i_page_read(conversion, out);
    iconv_close(conversion);
    return found;
}

static size_t decode_by_page(const gdcs_i_page *page, size_t size, size_t step)
{
    const char *from = in;
    char *to = ours;
    for (size_t left = size, room; left > 0;) {
        room = step;
        gdcs_i_page_decode(page, (char)UNKNOWN, &from, &left, &to, &room);
        cr_assert(le(sz, room, step));
    }
    return (size_t)(to - ours);
}

/* Every byte before and behind every other. */
static size_t all_pairs(void)
{
    size_t n = 0;
    for (int a = 0; a < 256; a++)
        for (int b = a; b < 256; b++) {
            in[n++] = (char)a;
            in[n++] = (char)b;
        }
    in[n++] = 0;
    return n;
}

Test(csv_page, a_page_is_the_iconv_it_was_read_from_for_all_pairs_of_bytes_whatever_the_room)
{
    char name[64];
    int pages = 0;
    FILE *list = popen("iconv -l 2>/dev/null", "r");
    while (next_name(list, name)) {
        gdcs_i_page page;
        const iconv_t conversion = iconv_open("UTF-8", name);
        if (conversion == (iconv_t)-1)
            continue;
        if (find_page(name, &page)) {
            const size_t size = all_pairs(), step = 3 + (size_t)pages++ % 80;
            const size_t used = decode_by_iconv(conversion, size);
            cr_expect(eq(sz, decode_by_page(&page, size, step), used), "%s", name);
            cr_expect(memcmp(ours, theirs, used) == 0, "%s, room %zu", name, step);
        }
        iconv_close(conversion);
    }
    pclose(list);
    cr_expect(ge(int, pages, 3));
}

/* xorshift64, Marsaglia (2003). */
static size_t below(size_t n)
{
    static uint64_t state = 20251122;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state % n);
}

/* Random text of those characters that the encoding has; its size in `in`, 0: it has no way back. */
static size_t encode(const char *name)
{
    static const char *const characters[] = {
        "a",      "Z",      "7",      ",",      "\"",        "\n",     "+",
        "~",      "\\",     "é",      "Ž",      "ß",         "ơ",      "¥",
        "Ж",      "漢",     "가",     "\u00CA", "\u0304",    "\u0301", "\u0323", /* Latin marks */
        "\u05D0", "\u05E9", "\u05BC", "\u05C1",           /* Hebrew letters and points */
        "\u0645", "\u064E", "\u0B95", "\u0BCD", "\u0BB7", /* Arabic, Tamil */
        "\u304B", "\u309A", "\uFF76", "\uFF9E", "\U00020000"};
    char *to = in;
    size_t room = TEXT;
    const iconv_t conversion = iconv_open(name, "UTF-8");
    if (conversion == (iconv_t)-1)
        return 0;
    for (int i = 0; i < TEXT && room > 64; i++) { /* some have nearly none */
        char character[8], *from = character;
        snprintf(character, sizeof character, "%s",
                 characters[below(sizeof characters / sizeof characters[0])]);
        size_t left = strlen(character);
        iconv(conversion, &from, &left, &to, &room);
    }
    iconv(conversion, NULL, NULL, &to, &room);
    iconv_close(conversion);
    return TEXT - room;
}

static size_t read_all(const char *name, size_t size)
{
    gdcs_i_source source;
    gdcs_i_reader *reader = NULL;
    size_t used = 0, got = 1;
    gdcs_i_source_as_is(in, size, &source);
    cr_assert(eq(i32, gdcs_i_reader_new(&source, name, &reader, NULL), GDCS_OK));
    for (; got > 0; used += got)
        cr_assert(eq(i32, gdcs_i_reader_read(reader, ours + used, 4096 + below(4096), &got, NULL),
                     GDCS_OK));
    gdcs_i_reader_free(reader);
    return used;
}

/* One name in seven: most encodings have as many. */
Test(csv_page, text_in_any_encoding_is_read_as_iconv_reads_it_at_once)
{
    char name[64];
    int others = 0;
    FILE *list = popen("iconv -l 2>/dev/null", "r");
    while (next_name(list, name)) {
        gdcs_i_page page;
        const iconv_t conversion = iconv_open("UTF-8", name);
        if (conversion == (iconv_t)-1)
            continue;
        if (!find_page(name, &page) && others++ % 7 == 0) {
            const size_t size = encode(name), used = decode_by_iconv(conversion, size);
            cr_expect(eq(sz, read_all(name, size), used), "%s", name);
            cr_expect(memcmp(ours, theirs, used) == 0, "%s", name);
        }
        iconv_close(conversion);
    }
    pclose(list);
    cr_expect(ge(int, others, 3));
}

Test(csv_page, a_page_has_ascii_below_and_says_each_byte_at_once)
{
    static const char *const never[] = {
        "UTF-8",   "UTF-16", "UTF-7",       "CP037",  "CP500",     "EBCDIC-US", "BIG5",
        "GB18030", "EUC-KR", "ISO-2022-JP", "EUC-JP", "SHIFT_JIS", "ISO6937",   "no-such-encoding"};
    gdcs_i_page page;
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        cr_expect(not(find_page(never[i], &page)), "%s", never[i]);
    cr_assert(find_page("ISO-8859-1", &page));
    cr_expect(eq(int, page.size[0x69], 2));
    cr_expect(memcmp(page.utf8[0x69], "\xC3\xA9", 2) == 0);
}
