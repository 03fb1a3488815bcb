/* Mirrors lib/core/text/utf8.c. */
#define _XOPEN_SOURCE 700 /* wcwidth */
#include "core/text.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gnu/libc-version.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>

TestSuite(text, .timeout = 120);

Test(text, well_formed_utf8_is_table_3_7_of_unicode)
{
    static const struct {
        char text[8];
        size_t size, valid, length;
    } rows[] = {
        {"", 0, 0, 0},
        {"aé", 3, 3, 2},
        {"≤€", 6, 6, 2},
        {"\xF0\x90\x80\x80", 4, 4, 1},
        {"\xF4\x8F\xBF\xBF", 4, 4, 1},
        {"\xED\x9F\xBF", 3, 3, 1},
        {"\xEE\x80\x80", 3, 3, 1},
        {"\x80", 1, 0, 0},
        {"a\xC0\x80", 3, 1, 0},
        {"a\xC1\xBF", 3, 1, 0},
        {"\xE0\x9F\xBF", 3, 0, 0},     /* overlong */
        {"\xED\xA0\x80", 3, 0, 0},     /* a surrogate */
        {"\xF0\x8F\xBF\xBF", 4, 0, 0}, /* overlong */
        {"\xF4\x90\x80\x80", 4, 0, 0}, /* above U+10FFFF */
        {"\xF5\x80\x80\x80", 4, 0, 0},
        {"\xFF", 1, 0, 0},
        {"ab\xC3", 3, 2, 0}, /* cut */
        {"ab\xE2\x89", 4, 2, 0},
        {"ab\xF0\x90\x80", 5, 2, 0},
        {"\xC3(", 2, 0, 0},
        {"\xE2\x89(", 3, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cr_expect(gdcs_i_utf8_valid(rows[i].text, rows[i].size) == rows[i].valid, "row %zu", i);
        if (rows[i].valid == rows[i].size)
            cr_expect(gdcs_i_utf8_length(rows[i].text, rows[i].size) == rows[i].length, "row %zu",
                      i);
    }
    cr_expect(eq(sz, gdcs_i_utf8_valid("\0é", 3), 3), "NUL is a character");
}

static size_t encode(unsigned c, char text[4])
{
    const int bytes = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    text[0] = (char)(lead[bytes] | c >> (6 * (bytes - 1)));
    for (int i = 1; i < bytes; i++)
        text[i] = (char)(0x80u | (c >> (6 * (bytes - 1 - i)) & 0x3Fu));
    return (size_t)bytes;
}

/* Encode every number below 2^21 the long way and see which are accepted. */
Test(text, exactly_the_scalar_values_are_well_formed)
{
    for (unsigned c = 0x80; c < 0x200000; c++) {
        char text[4];
        const size_t size = encode(c, text);
        const int scalar = c < 0x110000 && (c < 0xD800 || c > 0xDFFF);
        cr_assert(scalar == (gdcs_i_utf8_valid(text, size) == size), "U+%X", c);
    }
}

Test(text, width_counts_columns_not_characters)
{
    static const struct {
        char text[24];
        size_t width;
    } rows[] = {{"", 0},       {"women", 5},      {"Österreich", 10}, {"O\xCC\x88sterreich", 10},
                {"Ελλάδα", 6}, {"日本", 4},       {"한국", 4},        {"≤ 5 %", 5},
                {"👩", 2},      {"e\xCC\x81x", 2}, {"Россия", 6},      {"\xC2\xA0", 1}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect(gdcs_i_utf8_width(rows[i].text, strlen(rows[i].text)) == rows[i].width, "%s",
                  rows[i].text);
}

Test(text, width_of_bytes_that_are_no_utf8_is_harmless)
{
    char text[64];
    for (int byte = 1; byte < 256; byte++) {
        memset(text, byte, sizeof text);
        for (size_t size = 0; size <= sizeof text; size++)
            cr_assert(le(sz, gdcs_i_utf8_width(text, size), 2 * size));
    }
}

/* The tables are from Python's database, glibc's from its own copy of the same version.  glibc
   widens two blocks that Unicode 14 has as ambiguous (U+3248) and as narrow (U+4DC0). */
Test(text, width_agrees_with_the_c_library)
{
    int compared = 0;
    if (strcmp(gnu_get_libc_version(), "2.36") != 0)
        cr_skip_test("this C library has another version of Unicode than 14");
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        cr_skip_test("there is no locale C.UTF-8");
    for (unsigned c = 0x20; c < 0x110000; c++) {
        char text[4];
        const int surrogate = c >= 0xD800 && c < 0xE000;
        const int wanted = surrogate ? -1 : wcwidth((wchar_t)c);
        if (wanted < 0 || (c >= 0x3248 && c <= 0x324F) || (c >= 0x4DC0 && c <= 0x4DFF))
            continue;
        compared++;
        cr_expect(gdcs_i_utf8_width(text, encode(c, text)) == (size_t)wanted, "U+%X: %d", c,
                  wanted);
    }
    cr_expect(gt(int, compared, 100000));
}
