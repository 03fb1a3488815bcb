#include "io/record/number.h"
#include "core/text.h"
#include "io/record/range.h"

#include <math.h>
#include <string.h>

enum { LONGEST = 400 }; /* of a number with grouping marks */

/* Marks of more than one byte that are meant by a simple one. */
static const struct {
    char grouping;
    const char *same;
} wide_marks[] = {{' ', "\xC2\xA0"},       /* no-break space */
                  {' ', "\xE2\x80\xAF"},   /* narrow no-break space */
                  {' ', "\xE2\x80\x89"},   /* thin space */
                  {'\'', "\xE2\x80\x99"}}; /* apostrophe as printers set it */

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of the grouping mark at `at`, 0 if there is none. */
static size_t mark_at(const char *at, const char *end, char grouping)
{
    if (at < end && *at == grouping)
        return 1;
    for (size_t i = 0; i < sizeof wide_marks / sizeof wide_marks[0]; i++) {
        const size_t size = strlen(wide_marks[i].same);
        if (wide_marks[i].grouping == grouping && (size_t)(end - at) >= size &&
            memcmp(at, wide_marks[i].same, size) == 0)
            return size;
    }
    return 0;
}

/* Leave out the marks of 1,234,567 or 12,34,567.  Any other place of a mark, as in "1,5" where the
   comma groups, makes the text no number: out of its marks it would be another one. */
static size_t ungroup(const char *text, size_t size, const gdcs_i_number_form *form, char *out)
{
    const char *at = text, *end = text + size;
    size_t n = 0;
    int whole = 1, marks = 0, run = 0, right = 1;
    while (at < end) {
        const size_t mark =
            whole && at > text && is_digit(at[-1]) ? mark_at(at, end, form->grouping) : 0;
        if (mark > 0 && at + mark < end && is_digit(at[mark])) {
            right = right && run <= 3 && (marks == 0 || run >= 2);
            marks++;
            run = 0;
            at += mark;
            continue;
        }
        whole = whole && (is_digit(*at) || at == text);
        run += whole && is_digit(*at);
        out[n++] = *at++;
    }
    if (marks == 0 || (right && run == 3))
        return n;
    memcpy(out, text, size);
    return size;
}

static void misfit(gdcs_i_number *out, const char *wrong)
{
    *out = (gdcs_i_number){.kind = GDCS_I_NUMBER_MISFIT, .wrong = wrong};
}

static int parse_infinite(const char *text, size_t size, double *out)
{
    const int negative = size == 4 && text[0] == '-';
    if (size - (size_t)negative != 3 || memcmp(text + negative, "inf", 3) != 0)
        return 0;
    *out = negative ? -INFINITY : INFINITY;
    return 1;
}

/* Digits of a number without those zeros that only say how large it is. */
static size_t significant(const char *text, size_t size, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < size && text[i] != 'e'; i++)
        if (is_digit(text[i]) && (n > 0 || text[i] != '0'))
            out[n++] = text[i];
    while (n > 0 && out[n - 1] == '0')
        n--;
    return n;
}

int gdcs_i_number_keeps(const char *text, size_t size, double value)
{
    char shortest[GDCS_I_NUMBER_SIZE], digits[GDCS_I_NUMBER_SIZE], text_digits[LONGEST];
    int64_t whole = 0;
    if (fabs(value) < 0x1p53)
        return 1;
    if (size > sizeof text_digits)
        return 0;
    for (size_t i = text[0] == '-' || text[0] == '+'; i < size; i++)
        if (!is_digit(text[i]))
            return 1;
    if (fabs(value) < 0x1p63 && gdcs_i_parse_int64(text, size, &whole) && (int64_t)value == whole)
        return 1;
    const size_t n = significant(text, size, text_digits);
    return significant(shortest, gdcs_i_format_double(value, shortest), digits) == n &&
           memcmp(digits, text_digits, n) == 0;
}

void gdcs_i_number_judge(const gdcs_i_number_form *form, gdcs_i_number *out)
{
    if (out->value < 0 && !form->negative)
        misfit(out, "is negative");
    else if (form->whole && out->integer == INT64_MIN)
        misfit(out, "is out of range");
    else if (form->most > 0 && out->value > form->most && !isinf(out->value))
        misfit(out, "is too large for a table");
    if (!form->negative)
        out->value += 0.0; /* no negative zero */
    out->lower = out->upper = out->value;
}

void gdcs_i_number_parse(const gdcs_i_number_form *form, const char *text, size_t size,
                         gdcs_i_number *out)
{
    char plain[LONGEST];
    if (form->grouping != 0 && size < sizeof plain) {
        size = ungroup(text, size, form, plain);
        text = plain;
    }
    *out = (gdcs_i_number){.kind = GDCS_I_NUMBER_EXACT};
    if (form->whole ? !gdcs_i_parse_int64(text, size, &out->integer)
                    : !gdcs_i_parse_double(text, size, form->decimal, &out->value) &&
                          !(form->infinite && parse_infinite(text, size, &out->value))) {
        misfit(out, form->whole ? "is not a whole number" : "is not a number");
        return;
    }
    if (!form->whole && !gdcs_i_number_keeps(text, size, out->value)) {
        misfit(out, "is beyond 2^53, where a double does not hold every whole number");
        return;
    }
    if (form->whole)
        out->value = (double)out->integer;
    gdcs_i_number_judge(form, out);
}

/* "1..4" and "5.." of a map are ranges. */
static int parse_range(const gdcs_i_number_form *form, const char *text, size_t size,
                       gdcs_i_number *out)
{
    gdcs_i_number lower, upper = {.value = INFINITY};
    const char *dots = strstr(text, "..");
    const gdcs_i_number_form plain = {
        .decimal = '.', .negative = form->negative, .most = form->most};
    if (dots == NULL)
        return 0;
    const size_t first = (size_t)(dots - text), rest = size - first - 2;
    gdcs_i_number_parse(&plain, text, first, &lower);
    if (rest > 0)
        gdcs_i_number_parse(&plain, dots + 2, rest, &upper);
    if (lower.kind != GDCS_I_NUMBER_EXACT || upper.kind != GDCS_I_NUMBER_EXACT ||
        lower.value > upper.value)
        return 0;
    *out = (gdcs_i_number){.kind = GDCS_I_NUMBER_RANGE,
                           .value = NAN,
                           .lower = lower.value,
                           .upper = upper.value,
                           .integer = INT64_MIN};
    return 1;
}

static void take_mapped(const gdcs_i_number_form *form, const gdcs_schema_word *word,
                        gdcs_i_number *out)
{
    const gdcs_i_number_form plain = {
        .decimal = '.', .whole = form->whole, .negative = form->negative, .most = form->most};
    *out = (gdcs_i_number){.kind = GDCS_I_NUMBER_OUT};
    if (word->to == NULL)
        return;
    const size_t size = strlen(word->to);
    if (!parse_range(form, word->to, size, out))
        gdcs_i_number_parse(&plain, word->to, size, out);
}

int gdcs_i_number_is_mapped(const char *text)
{
    const gdcs_i_number_form any = {.negative = 1};
    const gdcs_schema_word word = {.to = text};
    gdcs_i_number number;
    take_mapped(&any, &word, &number);
    return number.kind == GDCS_I_NUMBER_EXACT || number.kind == GDCS_I_NUMBER_RANGE;
}

void gdcs_i_number_take(const gdcs_i_lists *lists, const gdcs_i_number_form *form,
                        const gdcs_i_field *field, gdcs_i_number *out)
{
    const char *whole = field->text != NULL ? field->text : "";
    *out = (gdcs_i_number){.kind = GDCS_I_NUMBER_OUT};
    if (gdcs_i_lists_leaves_out(lists, whole, field->size))
        return;
    *out = (gdcs_i_number){
        .kind = GDCS_I_NUMBER_MISSING, .value = NAN, .upper = INFINITY, .integer = INT64_MIN};
    if (gdcs_i_lists_is_missing(lists, whole, field->size))
        return;
    if ((lists->status != NULL || lists->confidentiality != NULL) &&
        gdcs_i_lists_letters(lists, whole, field->size, &out->status, &out->confidentiality))
        return;
    const gdcs_schema_word *word = gdcs_i_lists_word(lists, whole, field->size);
    if (word != NULL) {
        take_mapped(form, word, out);
        return;
    }
    size_t size = field->size;
    const char *text = gdcs_i_trim(whole, &size);
    if (size == 0 || gdcs_i_lists_is_missing(lists, text, size))
        return;
    if (lists->map != NULL && !lists->column->map_open)
        out->kind = GDCS_I_NUMBER_WORD;
    else if (!gdcs_i_range_take(lists->column, form, text, size, out))
        gdcs_i_number_parse(form, text, size, out);
    gdcs_i_range_widen(lists->column, out);
}
