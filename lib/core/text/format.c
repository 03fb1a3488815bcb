#include "core/text.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

size_t gdcs_i_format_int64(int64_t x, char out[GDCS_I_NUMBER_SIZE])
{
    char reversed[GDCS_I_NUMBER_SIZE];
    uint64_t rest = x < 0 ? 0 - (uint64_t)x : (uint64_t)x;
    size_t n = 0, size = 0;
    do
        reversed[n++] = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (x < 0)
        out[size++] = '-';
    while (n > 0)
        out[size++] = reversed[--n];
    out[size] = '\0';
    return size;
}

/* count digits of a positive number, 0.digits * 10^point. */
typedef struct digits {
    char text[20];
    int count;
    int point;
} digits;

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void strip_zeros(digits *d)
{
    while (d->count > 1 && d->text[d->count - 1] == '0')
        d->count--;
}

/* x to so many significant digits.  Of what printf writes only digits and exponent are read, so
   the decimal mark may be anything. */
static void round_to(double x, int count, digits *d)
{
    char text[64];
    snprintf(text, sizeof text, "%.*e", count - 1, x);
    const char *at = text;
    for (d->count = 0; *at != 'e'; at++)
        if (is_digit(*at))
            d->text[d->count++] = *at;
    const int negative = at[1] == '-';
    int exponent = 0;
    for (at += 2; is_digit(*at); at++)
        exponent = exponent * 10 + (*at - '0');
    d->point = (negative ? -exponent : exponent) + 1;
}

static double value_of(const digits *d)
{
    char text[2 * GDCS_I_NUMBER_SIZE];
    double x = INFINITY;
    memcpy(text, d->text, (size_t)d->count);
    text[d->count] = 'e';
    const size_t size = gdcs_i_format_int64(d->point - d->count, text + d->count + 1);
    gdcs_i_parse_double(text, (size_t)d->count + 1 + size, '.', &x);
    return x;
}

/* One more in the last place; 0 if that needs another digit, which fewer digits had tried. */
static int next_up(digits *d)
{
    int i = d->count - 1;
    for (; i >= 0 && d->text[i] == '9'; i--)
        d->text[i] = '0';
    if (i < 0)
        return 0;
    d->text[i]++;
    return 1;
}

/* The fewest digits that read back as x > 0.  Up to 15 digits the nearest decimal is the only
   candidate.  Above a power of two doubles lie twice as far apart as below it, so there the
   neighbour above may read back where the nearest does not. */
static void shorten(double x, digits *d)
{
    for (int count = x < DBL_MIN ? 1 : DBL_DIG; count < DBL_DECIMAL_DIG; count++) {
        round_to(x, count, d);
        if (value_of(d) == x || (next_up(d) && value_of(d) == x)) {
            strip_zeros(d);
            return;
        }
    }
    round_to(x, DBL_DECIMAL_DIG, d);
    strip_zeros(d);
}

/* The same without printf for what most files hold: whole numbers and a few decimals.  Both m and
   the power of ten are exact, so m / power is what the decimal reads back as. */
static int shorten_quickly(double x, digits *d)
{
    static const double power[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    enum { POWERS = sizeof power / sizeof power[0] };
    if (FLT_EVAL_METHOD != 0 || x < 1e-5)
        return 0;
    for (int places = 0; places < POWERS && x * power[places] < 1e15; places++) {
        const double m = nearbyint(x * power[places]);
        if (m / power[places] != x)
            continue;
        char text[GDCS_I_NUMBER_SIZE];
        d->count = (int)gdcs_i_format_int64((int64_t)m, text);
        memcpy(d->text, text, (size_t)d->count);
        d->point = d->count - places;
        strip_zeros(d);
        return 1;
    }
    return 0;
}

static size_t put_zeros(char *out, int count)
{
    if (count > 0)
        memset(out, '0', (size_t)count);
    return count > 0 ? (size_t)count : 0;
}

static size_t put_digits(char *out, const digits *d, int from, int to)
{
    const int end = to < d->count ? to : d->count;
    if (end <= from)
        return 0;
    memcpy(out, d->text + from, (size_t)(end - from));
    return (size_t)(end - from);
}

static size_t put_plain(char *out, const digits *d)
{
    size_t size = 0;
    if (d->point <= 0)
        out[size++] = '0';
    size += put_digits(out + size, d, 0, d->point);
    size += put_zeros(out + size, d->point - d->count);
    if (d->count > d->point) {
        out[size++] = '.';
        size += put_zeros(out + size, -d->point);
        size += put_digits(out + size, d, d->point > 0 ? d->point : 0, d->count);
    }
    return size;
}

static size_t put_scientific(char *out, const digits *d)
{
    size_t size = put_digits(out, d, 0, 1);
    if (d->count > 1) {
        out[size++] = '.';
        size += put_digits(out + size, d, 1, d->count);
    }
    out[size++] = 'e';
    if (d->point > 0)
        out[size++] = '+';
    char exponent[GDCS_I_NUMBER_SIZE];
    const size_t length = gdcs_i_format_int64(d->point - 1, exponent);
    memcpy(out + size, exponent, length);
    return size + length;
}

static size_t put_word(char *out, const char *word)
{
    const size_t size = strlen(word);
    memcpy(out, word, size + 1);
    return size;
}

size_t gdcs_i_format_double(double x, char out[GDCS_I_NUMBER_SIZE])
{
    digits d = {.text = "0", .count = 1, .point = 1};
    size_t size = 0;
    if (isnan(x))
        return put_word(out, "nan");
    if (x >= 1 && x < 1e15 && x == (double)(int64_t)x) /* most numbers are counts */
        return gdcs_i_format_int64((int64_t)x, out);
    if (signbit(x))
        out[size++] = '-';
    x = fabs(x);
    if (isinf(x))
        return size + put_word(out + size, "inf");
    if (x != 0.0 && !shorten_quickly(x, &d))
        shorten(x, &d);
    size +=
        d.point > -5 && d.point <= 17 ? put_plain(out + size, &d) : put_scientific(out + size, &d);
    out[size] = '\0';
    return size;
}

size_t gdcs_i_format_fixed(double x, int decimals, char out[64])
{
    char text[64];
    if (!(fabs(x) < 1e15))
        return gdcs_i_format_double(x, out);
    decimals = decimals < 0 ? 0 : decimals > 17 ? 17 : decimals;
    const int written = snprintf(text, sizeof text, "%.*f", decimals, fabs(x));
    size_t count = 0, size = 0;
    int other = 0;
    for (int i = 0; i < written; i++)
        if (is_digit(text[i])) {
            other |= text[i] != '0';
            text[count++] = text[i];
        }
    if (signbit(x) && other)
        out[size++] = '-';
    for (size_t i = 0; i < count; i++) {
        if (decimals > 0 && i == count - (size_t)decimals)
            out[size++] = '.';
        out[size++] = text[i];
    }
    out[size] = '\0';
    return size;
}
