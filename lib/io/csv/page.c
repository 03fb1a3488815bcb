#include "io/csv/page.h"
#include "io/csv/marks.h"

#include <errno.h>
#include <string.h>

/* What a byte alone becomes: *size bytes of UTF-8, none if it stands for no character.  0: it begins something. */
static int read_byte(iconv_t conversion, int byte, char utf8[3], unsigned char *size)
{
    char in = (char)byte, *from = &in, *to = utf8;
    size_t left = 1, room = 3;
    const int known = iconv(conversion, &from, &left, &to, &room) != (size_t)-1;
    *size = (unsigned char)(3 - room);
    return known ? *size > 0 : errno == EILSEQ && *size == 0;
}

int gdcs_i_page_read(iconv_t conversion, gdcs_i_page *out)
{
    char utf8[4], *to = utf8;
    size_t room = sizeof utf8;
    unsigned char size = 0;
    for (int byte = 0; byte < 0x80; byte++)
        if (!read_byte(conversion, byte, utf8, &size) || size != 1 || utf8[0] != (char)byte)
            return 0;
    for (int i = 0; i < 0x80; i++)
        if (!read_byte(conversion, 0x80 + i, out->utf8[i], &out->size[i]))
            return 0;
    return iconv(conversion, NULL, NULL, &to, &room) == 0 && room == sizeof utf8;
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
