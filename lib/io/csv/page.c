#include "io/csv/page.h"
#include "io/csv/marks.h"
#include "io/csv/page/table.h"

#include <string.h>

static const struct {
    const char *alias;
    const char *name;
} aliases[] = {
    {"LATIN1", "ISO-8859-1"},    {"ISO8859-1", "ISO-8859-1"},   {"LATIN2", "ISO-8859-2"},
    {"ISO8859-2", "ISO-8859-2"}, {"ISO8859-15", "ISO-8859-15"}, {"WINDOWS-1250", "CP1250"},
    {"WINDOWS-1251", "CP1251"},  {"WINDOWS-1252", "CP1252"},    {"WINDOWS-1253", "CP1253"},
    {"WINDOWS-1254", "CP1254"},  {"WINDOWS-1256", "CP1256"},    {"WINDOWS-1257", "CP1257"}};

/* Names of encodings are ASCII; the C library's comparison reads the locale. */
static int same(const char *name, const char *upper)
{
    for (; *upper != '\0'; name++, upper++)
        if ((char)(*name >= 'a' && *name <= 'z' ? *name - ('a' - 'A') : *name) != *upper)
            return 0;
    return *name == '\0';
}

static size_t put(uint16_t c, char out[3])
{
    if (c == 0)
        return 0;
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    out[0] = (char)(0xE0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3F));
    out[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

int gdcs_i_page_find(const char *encoding, gdcs_i_page *out)
{
    const char *name = encoding;
    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
        if (same(encoding, aliases[i].alias))
            name = aliases[i].name;
    for (const gdcs_i_page_table *t = gdcs_i_pages; t->name != NULL; t++) {
        if (!same(name, t->name))
            continue;
        for (int i = 0; i < 128; i++)
            out->size[i] = (unsigned char)put(t->upper[i], out->utf8[i]);
        return 1;
    }
    return 0;
}

/* Eight bytes at once; what is not ASCII is written over later.  Returns how much is. */
static size_t copy_ascii(const char *in, size_t size, char *out)
{
    size_t at = 0;
    for (; size - at >= 8; at += 8) {
        const uint64_t high = gdcs_i_load(in + at) & UINT64_C(0x8080808080808080);
        memcpy(out + at, in + at, 8);
        if (high != 0)
            return at + gdcs_i_lowest(high) / 8;
    }
    return at;
}

void gdcs_i_page_decode(const gdcs_i_page *page, char unknown, const char **in, size_t *left,
                        char **out, size_t *room)
{
    const char *from = *in, *const end = from + *left;
    char *to = *out, *const full = to + *room;
    while (from < end && full - to >= 3) {
        const size_t most = end - from < full - to ? (size_t)(end - from) : (size_t)(full - to);
        const size_t plain = copy_ascii(from, most, to);
        from += plain;
        to += plain;
        if (plain == most || full - to < 3)
            continue;
        const unsigned char c = (unsigned char)*from++;
        const unsigned upper = c & 0x7F;
        if (c < 0x80) {
            *to++ = (char)c;
        } else if (page->size[upper] == 0) {
            *to++ = unknown;
        } else {
            memcpy(to, page->utf8[upper], 3);
            to += page->size[upper];
        }
    }
    *in = from;
    *left = (size_t)(end - from);
    *room = (size_t)(full - to);
    *out = to;
}
