/* A text is cut at its numbers; what stands before, between and behind them is looked up whole, so that
   no word is taken for the beginning of another. */
#include "core/fail.h"
#include "core/text.h"
#include "stats/claim/rows.h"
#include "stats/claim/words.h"

#include <math.h>
#include <string.h>

enum { CLAIM_V1 = 112, DECIMALS = 9, NUMBER_LENGTH = 40 };

/* A number in the text, from its sign or mark to its last digit. */
typedef struct place {
    size_t start;
    size_t end;
} place;

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_mark(char c)
{
    return c == '.' || c == ',';
}

/* The next number from `from` on; a sign belongs to it where no number stands before. */
static int find_number(const char *text, size_t size, size_t from, int sign, place *out)
{
    size_t i = from;
    while (i < size && !is_digit(text[i]))
        i++;
    if (i == size)
        return 0;
    out->start = i - (i > from && is_mark(text[i - 1]));
    out->start -=
        sign && out->start > from && (text[out->start - 1] == '-' || text[out->start - 1] == '+');
    while (i < size &&
           (is_digit(text[i]) || (is_mark(text[i]) && i + 1 < size && is_digit(text[i + 1]))))
        i++;
    out->end = i;
    return 1;
}

/* A mark with three digits after it, and one to three before, may part thousands, unless the number
   begins with 0; so may any mark that is there twice. */
static int read_number(const char *text, size_t size, double *out, int32_t *decimals)
{
    char digits[NUMBER_LENGTH];
    size_t mark = size;
    if (size >= sizeof digits)
        return 0;
    for (size_t i = 0; i < size; i++) {
        if (is_mark(text[i]) && mark < size)
            return 0;
        if (is_mark(text[i]))
            mark = i;
        digits[i] = (char)(text[i] == ',' ? '.' : text[i]);
    }
    const size_t after = mark < size ? size - mark - 1 : 0, first = !is_digit(text[0]);
    if (after > DECIMALS ||
        (text[mark < size ? mark : 0] == ',' && after == 3 && text[first] != '0'))
        return 0;
    *decimals = (int32_t)after;
    return gdcs_i_parse_double(digits, size, '.', out) && fabs(*out) <= 1e12;
}

/* The other end of a range: the dash before it is its sign if the range has another word or dash. */
static int read_range(const char *text, size_t size, const place *lower, gdcs_claim *c)
{
    place upper;
    int32_t more = 0;
    int sign = 1;
    while (sign >= 0 && (!find_number(text, size, lower->end, sign, &upper) ||
                         !gdcs_i_claim_is_middle(text + lower->end, upper.start - lower->end)))
        sign--;
    if (sign < 0)
        return 0;
    if (!gdcs_i_claim_is_after(text + upper.end, size - upper.end) ||
        !read_number(text + upper.start, upper.end - upper.start, &c->printed_to, &more))
        return 0;
    c->says = GDCS_CLAIM_BETWEEN;
    c->decimals = more > c->decimals ? more : c->decimals;
    return c->printed <= c->printed_to;
}

static int read_claim(const char *text, size_t size, gdcs_claim *c)
{
    place at;
    if (!find_number(text, size, 0, 1, &at))
        return 0;
    c->says = gdcs_i_claim_before(text, at.start);
    c->printed_to = 0.0;
    if (c->says < 0 || !read_number(text + at.start, at.end - at.start, &c->printed, &c->decimals))
        return 0;
    if (c->says != GDCS_CLAIM_BETWEEN && gdcs_i_claim_is_after(text + at.end, size - at.end))
        return 1;
    return (c->says == GDCS_CLAIM_IS || c->says == GDCS_CLAIM_BETWEEN) &&
           read_range(text, size, &at, c);
}

gdcs_status gdcs_claim_parse(const char *text, gdcs_claim *out, gdcs_error *err)
{
    gdcs_claim c;
    TRY(gdcs_i_need(text, "text", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&c, sizeof c, out, CLAIM_V1, err));
    if (!read_claim(text, strlen(text), &c))
        return gdcs_i_fail(err, GDCS_E_VALUE, "text", "'%.60s' is not read as a printed number",
                           text);
    return gdcs_i_give(out, &c, sizeof c, CLAIM_V1, err);
}
