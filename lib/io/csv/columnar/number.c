#include "io/csv/columnar/number.h"

#include <string.h>

enum { DIGITS = 15 };

/* Whole numbers below 10^15 and these powers are doubles, so that one division is rounded as the
   decimal number is. */
static const double powers[DIGITS + 1] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                          1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

int gdcs_i_quick_number(const gdcs_i_number_form *form, char quote, const char *raw, size_t size,
                        double *out)
{
    uint64_t digits = 0;
    size_t mark = 0; /* digits before it, plus 1 */
    if (size > 2 && raw[0] == quote) {
        raw++;
        size -= 2;
    }
    if (size == 0 || size > DIGITS + 1 || raw[0] == form->decimal)
        return 0;
    for (size_t i = 0; i < size; i++) {
        const unsigned digit = (unsigned char)raw[i] - (unsigned)'0';
        if (digit <= 9)
            digits = 10 * digits + digit;
        else if (raw[i] == form->decimal && mark == 0 && !form->whole)
            mark = i + 1;
        else
            return 0;
    }
    if (mark == size || (mark == 0 && size > DIGITS))
        return 0;
    *out = mark == 0 ? (double)digits : (double)digits / powers[size - mark];
    return 1;
}

static int is_number(const gdcs_i_slot *slot, const char *text)
{
    double x = 0;
    return gdcs_i_quick_number(&slot->form, '"', text, strlen(text), &x);
}

static int any_word(const gdcs_i_slot *slot, const gdcs_schema_word *words, int64_t count)
{
    int any = 0;
    for (int64_t i = 0; i < count; i++)
        any |= is_number(slot, words[i].from);
    return any;
}

static int any_text(const gdcs_i_slot *slot, const char *const *texts, int64_t count)
{
    int any = 0;
    for (int64_t i = 0; i < count; i++)
        any |= is_number(slot, texts[i]);
    return any;
}

int gdcs_i_quick_serves(const gdcs_i_slot *slot)
{
    const gdcs_schema_column *c = slot->column;
    return c->keep_count == 0 && (c->map_count == 0 || c->map_open) && c->rounding == 0 &&
           c->noise == 0 && !any_text(slot, c->drop, c->drop_count) &&
           !any_text(slot, c->missing, c->missing_count) && !any_word(slot, c->map, c->map_count) &&
           !any_word(slot, c->status, c->status_count) &&
           !any_word(slot, c->confidentiality, c->confidentiality_count);
}
