#include "core/text.h"

#include <string.h>

/* Bytes of the well-formed character at `at`, 0 if there is none (Unicode 15, table 3-7). */
static size_t character_size(const unsigned char *at, size_t size)
{
    unsigned char low = 0x80, high = 0xBF;
    if (at[0] < 0x80)
        return 1;
    if (at[0] < 0xC2 || at[0] > 0xF4)
        return 0;
    const size_t need = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    switch (at[0]) {
    case 0xE0: low = 0xA0; break;
    case 0xED: high = 0x9F; break;
    case 0xF0: low = 0x90; break;
    case 0xF4: high = 0x8F; break;
    default: break;
    }
    if (size < need || at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < need; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return need;
}

/* Eight bytes of ASCII at once. */
static size_t skip_ascii(const char *text, size_t at, size_t size)
{
    uint64_t word = 0;
    for (; size - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text + at, sizeof word);
        if ((word & UINT64_C(0x8080808080808080)) != 0)
            break;
    }
    return at;
}

size_t gdcs_i_utf8_valid(const char *text, size_t size)
{
    size_t at = 0;
    while ((at = skip_ascii(text, at, size)) < size) {
        const size_t n = character_size((const unsigned char *)text + at, size - at);
        if (n == 0)
            return at;
        at += n;
    }
    return size;
}

size_t gdcs_i_utf8_length(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static int is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

const char *gdcs_i_trim(const char *text, size_t *size)
{
    while (*size > 0 && is_blank(text[*size - 1]))
        --*size;
    for (; *size > 0 && is_blank(*text); --*size)
        text++;
    return text;
}

int gdcs_i_is_utf16(const char *text, size_t size)
{
    return size >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0);
}
