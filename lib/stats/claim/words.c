#include "stats/claim/words.h"

#include "data/codes/claim_words.h"
#include "data/sex/words.h"

#include <string.h>

enum { BEFORE = 0, MIDDLE = 1, AFTER = 2 };

size_t gdcs_i_claim_blank(const char *text, size_t size)
{
    static const char *const blanks[] = {" ",        "\t",           "\n",          "\r",
                                         "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        const size_t length = strlen(blanks[i]);
        if (size >= length && memcmp(text, blanks[i], length) == 0)
            return length;
    }
    return 0;
}

/* Without blanks of any kind at either end. */
static const char *trim(const char *text, size_t *size)
{
    size_t kept = 0;
    for (size_t n = 0; (n = gdcs_i_claim_blank(text, *size)) > 0; *size -= n)
        text += n;
    for (size_t i = 0; i < *size;) {
        const size_t blank = gdcs_i_claim_blank(text + i, *size - i);
        i += blank > 0 ? blank : 1;
        kept = blank > 0 ? kept : i;
    }
    *size = kept;
    return text;
}

static int is(const char *text, size_t size, const char *sign)
{
    return strlen(sign) == size && memcmp(text, sign, size) == 0;
}

/* Folding takes a dash for a blank; before a number it may be a sign. */
static int ends_with_dash(const char *text, size_t size)
{
    static const char *const dashes[] = {"-", "\xe2\x80\x93", "\xe2\x88\x92"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        const size_t length = strlen(dashes[i]);
        if (size >= length && memcmp(text + size - length, dashes[i], length) == 0)
            return 1;
    }
    return 0;
}

/* -1: it is none. */
static int32_t find(const char *text, size_t size, int place)
{
    char folded[GDCS_I_FOLD_SIZE];
    if (ends_with_dash(text, size) || gdcs_i_sex_fold(text, size, folded) <= 0)
        return -1;
    for (size_t i = 0; i < sizeof claim_words / sizeof *claim_words; i++)
        if (claim_words[i].place == place && strcmp(claim_texts + claim_words[i].text, folded) == 0)
            return claim_words[i].says;
    return -1;
}

int32_t gdcs_i_claim_before(const char *text, size_t size)
{
    static const struct {
        const char *sign;
        int32_t says;
    } signs[] = {
        {"", GDCS_CLAIM_IS},     {"<=", GDCS_CLAIM_UP_TO},    {"\xe2\x89\xa4", GDCS_CLAIM_UP_TO},
        {"<", GDCS_CLAIM_UNDER}, {">=", GDCS_CLAIM_AT_LEAST}, {"\xe2\x89\xa5", GDCS_CLAIM_AT_LEAST},
        {">", GDCS_CLAIM_OVER}};
    text = trim(text, &size);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (is(text, size, signs[i].sign))
            return signs[i].says;
    return find(text, size, BEFORE);
}

/* A word that touches a number is none: "1e5" is no range from 1 to 5 in Italian. */
int gdcs_i_claim_is_middle(const char *text, size_t size)
{
    size_t left = size;
    const char *inside = trim(text, &left);
    if (left > 0 && inside[0] == '%') {
        left--;
        inside++;
        inside = trim(inside, &left);
    }
    if (is(inside, left, "-") || is(inside, left, "\xe2\x80\x93"))
        return 1;
    return inside > text && inside + left < text + size &&
           find(inside, left, MIDDLE) == GDCS_CLAIM_BETWEEN;
}

int gdcs_i_claim_is_after(const char *text, size_t size)
{
    text = trim(text, &size);
    return size == 0 || is(text, size, "%") || find(text, size, AFTER) == 0;
}
