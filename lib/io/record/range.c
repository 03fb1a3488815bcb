#include "io/record/range.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

typedef enum kind { BELOW, UP_TO, ABOVE, FROM, BETWEEN, ABOUT } kind;

/* A way to write a range: marks before and behind the number, or between two. */
static const struct {
    const char *way;
    const char *before;
    const char *between;
    const char *behind;
    kind kind;
} ways[] = {{"<=n", "<=", NULL, "", UP_TO},
            {"<=n", "\xE2\x89\xA4", NULL, "", UP_TO},
            {">=n", ">=", NULL, "", FROM},
            {">=n", "\xE2\x89\xA5", NULL, "", FROM},
            {"<n", "<", NULL, "", BELOW},
            {">n", ">", NULL, "", ABOVE},
            {"n+", "", NULL, "+", FROM},
            {"a-b", "", "-", "", BETWEEN},
            {"a-b", "", "\xE2\x80\x93", "", BETWEEN},
            {"up to n", "up to ", NULL, "", UP_TO},
            {"~n", "~", NULL, "", ABOUT}};

enum { WAYS = sizeof ways / sizeof ways[0] };

int gdcs_i_range_is_way(const char *way, int *about)
{
    for (size_t i = 0; i < WAYS; i++)
        if (strcmp(ways[i].way, way) == 0) {
            *about = ways[i].kind == ABOUT;
            return 1;
        }
    return 0;
}

static int is_allowed(const gdcs_schema_column *column, const char *way)
{
    for (int64_t i = 0; i < column->range_count; i++)
        if (strcmp(column->ranges[i], way) == 0)
            return 1;
    return 0;
}

static int is_same(const char *text, const char *mark, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        const char c = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + ('a' - 'A') : text[i]);
        if (c != mark[i])
            return 0;
    }
    return 1;
}

/* The number of text, without blanks and a percent sign around it. */
static int take_limit(const gdcs_i_number_form *form, const char *text, size_t size, double *out)
{
    gdcs_i_number number;
    text = gdcs_i_trim(text, &size);
    if (size > 0 && text[size - 1] == '%')
        size--;
    text = gdcs_i_trim(text, &size);
    gdcs_i_number_parse(form, text, size, &number);
    *out = number.value;
    return number.kind == GDCS_I_NUMBER_EXACT;
}

static const char *find_between(const char *text, size_t size, const char *mark, size_t length)
{
    for (size_t i = 1; i + length < size; i++)
        if (memcmp(text + i, mark, length) == 0)
            return text + i;
    return NULL;
}

/* Whole things below 5 are at most 4. */
static void set_limits(kind k, int counts, double a, double b, gdcs_i_number *out)
{
    *out = (gdcs_i_number){
        .kind = GDCS_I_NUMBER_RANGE, .value = NAN, .upper = INFINITY, .integer = INT64_MIN};
    switch (k) {
    case BELOW: out->upper = counts && a == floor(a) && a >= 1 ? a - 1 : a; break;
    case UP_TO: out->upper = a; break;
    case ABOVE: out->lower = counts && a == floor(a) ? a + 1 : a; break;
    case FROM: out->lower = a; break;
    case BETWEEN:
        out->lower = a;
        out->upper = b;
        break;
    case ABOUT: out->value = out->lower = out->upper = a; break;
    }
    if (k == ABOUT)
        out->kind = GDCS_I_NUMBER_EXACT;
}

static int take_way(size_t way, const gdcs_i_number_form *form, int counts, const char *text,
                    size_t size, gdcs_i_number *out)
{
    const size_t before = strlen(ways[way].before), behind = strlen(ways[way].behind);
    const char *between = ways[way].between;
    double a = 0, b = 0;
    if (size <= before + behind || !is_same(text, ways[way].before, before) ||
        !is_same(text + size - behind, ways[way].behind, behind))
        return 0;
    text += before;
    size -= before + behind;
    if (between != NULL) {
        const char *at = find_between(text, size, between, strlen(between));
        const char *rest = at != NULL ? at + strlen(between) : NULL;
        if (at == NULL || !take_limit(form, rest, size - (size_t)(rest - text), &b))
            return 0;
        size = (size_t)(at - text);
    }
    if (!take_limit(form, text, size, &a) || (between != NULL && a > b))
        return 0;
    set_limits(ways[way].kind, counts, a, b, out);
    return 1;
}

int gdcs_i_range_take(const gdcs_schema_column *column, const gdcs_i_number_form *form,
                      const char *text, size_t size, gdcs_i_number *out)
{
    const int counts = column->concept_id == GDCS_CONCEPT_COUNT;
    for (size_t i = 0; i < WAYS && column->range_count > 0; i++)
        if (is_allowed(column, ways[i].way) && take_way(i, form, counts, text, size, out))
            return 1;
    return 0;
}

void gdcs_i_range_widen(const gdcs_schema_column *column, gdcs_i_number *number)
{
    if ((column->rounding == 0 && column->noise == 0) || number->kind != GDCS_I_NUMBER_EXACT)
        return;
    const double half = (double)column->rounding / 2;
    const double by =
        (column->concept_id == GDCS_CONCEPT_COUNT ? floor(half) : half) + (double)column->noise;
    const double lower = number->value - by;
    if (by == 0)
        return;
    number->kind = GDCS_I_NUMBER_RANGE;
    number->lower = lower > 0 || number->value < 0 ? lower : 0;
    number->upper = number->value + by;
}
