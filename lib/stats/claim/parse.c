#include "core/fail.h"
#include "core/text.h"
#include "stats/claim/rows.h"

#include <math.h>
#include <string.h>

enum { CLAIM_V1 = 112, DECIMALS = 9, NUMBER_LENGTH = 40 };

/* Letters in either case; blanks at the ends are gone already. */
static int begins(const char *text, size_t size, const char *word)
{
    const size_t length = strlen(word);
    if (size < length)
        return 0;
    for (size_t i = 0; i < length; i++) {
        const char c = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + ('a' - 'A')) : text[i];
        if (c != word[i])
            return 0;
    }
    return 1;
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* One number with its decimals.  A mark with three digits after it, and one to three before, may part
   thousands, unless the number begins with 0; so may any mark that is there twice. */
static int read_number(const char *text, size_t size, double *out, int32_t *decimals)
{
    char digits[NUMBER_LENGTH];
    text = gdcs_i_trim(text, &size);
    if (size > 0 && text[size - 1] == '%')
        size--;
    text = gdcs_i_trim(text, &size);
    if (size == 0 || size >= sizeof digits)
        return 0;
    size_t mark = size;
    for (size_t i = 0; i < size; i++) {
        const int sign = i == 0 && (text[i] == '-' || text[i] == '+');
        if ((text[i] == '.' || text[i] == ',') && mark == size)
            mark = i;
        else if (!is_digit(text[i]) && !sign)
            return 0;
        digits[i] = text[i] == ',' ? '.' : text[i];
    }
    const size_t after = mark < size ? size - mark - 1 : 0, first = !is_digit(text[0]);
    if (after > DECIMALS ||
        (text[mark < size ? mark : 0] == ',' && after == 3 && text[first] != '0'))
        return 0;
    *decimals = (int32_t)after;
    return gdcs_i_parse_double(digits, size, '.', out) && fabs(*out) <= 1e12;
}

/* Where what stands between two numbers begins and ends, after the first digit; 0 if nothing does. */
static int find_middle(const char *text, size_t size, size_t *start, size_t *end)
{
    static const char *const words[] = {"-", "\xe2\x80\x93", "to ", "and "};
    size_t i = 0;
    while (i < size && !is_digit(text[i]))
        i++;
    for (; i < size; i++)
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (begins(text + i, size - i, words[w])) {
                *start = i;
                *end = i + strlen(words[w]);
                return 1;
            }
    return 0;
}

static int read_claim(const char *text, size_t size, gdcs_claim *c)
{
    static const struct {
        const char *word;
        int32_t says;
    } words[] = {{"up to ", GDCS_CLAIM_UP_TO},
                 {"at most ", GDCS_CLAIM_UP_TO},
                 {"<=", GDCS_CLAIM_UP_TO},
                 {"\xe2\x89\xa4", GDCS_CLAIM_UP_TO},
                 {"under ", GDCS_CLAIM_UNDER},
                 {"below ", GDCS_CLAIM_UNDER},
                 {"less than ", GDCS_CLAIM_UNDER},
                 {"<", GDCS_CLAIM_UNDER},
                 {"at least ", GDCS_CLAIM_AT_LEAST},
                 {">=", GDCS_CLAIM_AT_LEAST},
                 {"\xe2\x89\xa5", GDCS_CLAIM_AT_LEAST},
                 {"over ", GDCS_CLAIM_OVER},
                 {"above ", GDCS_CLAIM_OVER},
                 {"more than ", GDCS_CLAIM_OVER},
                 {">", GDCS_CLAIM_OVER},
                 {"between ", GDCS_CLAIM_BETWEEN}};
    size_t start, end;
    int32_t more = 0;
    c->says = GDCS_CLAIM_IS;
    c->printed_to = 0.0;
    for (size_t w = 0; w < sizeof words / sizeof *words && c->says == GDCS_CLAIM_IS; w++)
        if (begins(text, size, words[w].word)) {
            c->says = words[w].says;
            text += strlen(words[w].word);
            size -= strlen(words[w].word);
        }
    if ((c->says == GDCS_CLAIM_IS || c->says == GDCS_CLAIM_BETWEEN) &&
        find_middle(text, size, &start, &end)) {
        c->says = GDCS_CLAIM_BETWEEN;
        if (!read_number(text, start, &c->printed, &c->decimals) ||
            !read_number(text + end, size - end, &c->printed_to, &more))
            return 0;
        c->decimals = more > c->decimals ? more : c->decimals;
        return c->printed <= c->printed_to;
    }
    return c->says != GDCS_CLAIM_BETWEEN && read_number(text, size, &c->printed, &c->decimals);
}

gdcs_status gdcs_claim_parse(const char *text, gdcs_claim *out, gdcs_error *err)
{
    gdcs_claim c;
    TRY(gdcs_i_need(text, "text", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&c, sizeof c, out, CLAIM_V1, err));
    size_t size = strlen(text);
    const char *trimmed = gdcs_i_trim(text, &size);
    if (!read_claim(trimmed, size, &c))
        return gdcs_i_fail(err, GDCS_E_VALUE, "text", "'%.60s' is not read as a printed number",
                           text);
    return gdcs_i_give(out, &c, sizeof c, CLAIM_V1, err);
}
