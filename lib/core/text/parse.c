#define _GNU_SOURCE /* strtod_l */
#include "core/text.h"

#include <errno.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    EXACT_POWERS = 22, /* the largest power of ten a double holds exactly is 1e22 */
    WORD_DIGITS = 19,  /* as many as an uint64_t always holds */
    DIGITS = 800       /* no double, nor the middle of two, has more than 767 significant digits */
};

static const double power[EXACT_POWERS + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                               1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                               1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* mantissa * 10^exponent, and where its digits are. */
typedef struct decimal {
    const char *digits; /* the first that is not 0 */
    const char *end;    /* of the digits and the mark */
    uint64_t mantissa;  /* the first 19 digits */
    int64_t exponent;   /* of mantissa */
    int count;          /* digits in mantissa */
    int negative;
} decimal;

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Take a run of digits into the mantissa; each moves the exponent by step if it counts. */
static const char *take_digits(const char *at, const char *end, int fraction, decimal *d)
{
    for (; at < end && is_digit(*at); at++) {
        const uint64_t digit = (uint64_t)(*at - '0');
        if (d->count == WORD_DIGITS) {
            d->exponent += !fraction;
            continue;
        }
        d->exponent -= fraction;
        if (d->count == 0 && digit == 0)
            continue;
        if (d->count++ == 0)
            d->digits = at;
        d->mantissa = d->mantissa * 10 + digit;
    }
    return at;
}

/* [sign]digits; saturates far beyond any exponent that matters. */
static const char *take_exponent(const char *at, const char *end, int64_t *out)
{
    const int negative = at < end && *at == '-';
    at += at < end && (*at == '-' || *at == '+');
    if (at == end || !is_digit(*at))
        return NULL;
    int64_t e = 0;
    for (; at < end && is_digit(*at); at++)
        if (e < INT64_MAX / 100)
            e = e * 10 + (*at - '0');
    *out = negative ? -e : e;
    return at;
}

static int scan(const char *at, const char *end, char mark, decimal *d)
{
    d->negative = at < end && *at == '-';
    at += at < end && (*at == '-' || *at == '+');
    const char *whole = at;
    at = take_digits(at, end, 0, d);
    int any = at > whole;
    if (at < end && *at == mark) {
        const char *fraction = ++at;
        at = take_digits(at, end, 1, d);
        any = at > fraction; /* ".5" is a number, "5." is not */
    }
    d->end = at;
    if (!any)
        return 0;
    int64_t e = 0;
    if (at < end && (*at == 'e' || *at == 'E'))
        at = take_exponent(at + 1, end, &e);
    d->exponent += e;
    return at == end;
}

/* Clinger (1990): where mantissa and power of ten are both exact, one rounding is all there is.  A
   mantissa that lacks digits has 19 of them and is too large for this. */
static int convert_exactly(const decimal *d, double *out)
{
    if (FLT_EVAL_METHOD != 0 || d->mantissa > UINT64_C(1) << DBL_MANT_DIG ||
        d->exponent < -EXACT_POWERS || d->exponent > EXACT_POWERS)
        return 0;
    const double m = (double)d->mantissa;
    *out = d->exponent < 0 ? m / power[-d->exponent] : m * power[d->exponent];
    return 1;
}

/* The C library rounds correctly.  It is given digits and an exponent, no decimal mark, and the
   C locale besides, so that no locale can matter.  Digits after the 800th only tell whether there
   is anything but zeros. */
static int convert_by_library(const decimal *d, double *out)
{
    char text[DIGITS + GDCS_I_NUMBER_SIZE];
    size_t used = 0;
    int64_t exponent = d->exponent + d->count; /* of 0.digits */
    int more = 0;
    for (const char *at = d->digits; at < d->end; at++) {
        if (!is_digit(*at))
            continue;
        if (used < DIGITS)
            text[used++] = *at;
        else
            more |= *at != '0';
    }
    if (more)
        text[used++] = '1';
    exponent -= (int64_t)used;
    exponent = exponent < -9999 ? -9999 : exponent > 9999 ? 9999 : exponent;
    text[used++] = 'e';
    gdcs_i_format_int64(exponent, text + used);
    const locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (c == (locale_t)0)
        return 0;
    const int before = errno;
    *out = strtod_l(text, NULL, c);
    errno = before;
    freelocale(c);
    return isfinite(*out);
}

int gdcs_i_parse_double(const char *text, size_t size, char mark, double *out)
{
    decimal d = {0};
    double x = 0.0;
    if (size == 0 || !scan(text, text + size, mark, &d))
        return 0;
    if (d.count > 0 && !convert_exactly(&d, &x) && !convert_by_library(&d, &x))
        return 0;
    *out = d.negative ? -x : x;
    return 1;
}

int gdcs_i_parse_int64(const char *text, size_t size, int64_t *out)
{
    const char *at = text, *end = text + size;
    const int negative = size > 0 && *at == '-';
    at += size > 0 && (*at == '-' || *at == '+');
    if (at == end)
        return 0;
    const uint64_t limit = (uint64_t)INT64_MAX + (uint64_t)negative;
    uint64_t x = 0;
    for (; at < end; at++) {
        const uint64_t digit = (uint64_t)(unsigned char)*at - '0';
        if (digit > 9 || x > (limit - digit) / 10)
            return 0;
        x = x * 10 + digit;
    }
    *out = !negative ? (int64_t)x : x > (uint64_t)INT64_MAX ? INT64_MIN : -(int64_t)x;
    return 1;
}
