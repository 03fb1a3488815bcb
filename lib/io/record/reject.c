#include "io/record/reject.h"
#include "core/fail.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 48 };

static const gdcs_status statuses[GDCS_REJECT_REASONS] = {
    [GDCS_REJECT_WIDTH] = GDCS_E_SHAPE,   [GDCS_REJECT_SEX] = GDCS_E_SEX,
    [GDCS_REJECT_WORD] = GDCS_E_VALUE,    [GDCS_REJECT_NUMBER] = GDCS_E_VALUE,
    [GDCS_REJECT_TEXT] = GDCS_E_ENCODING,
};

/* The field, cut at a character, line ends and the like as blanks. */
static void show(const gdcs_i_field *field, char out[SHOWN])
{
    size_t size = field->text == NULL ? 0 : field->size;
    const int cut = size > SHOWN - 4;
    if (cut) {
        size = SHOWN - 4;
        while (size > 0 && ((unsigned char)field->text[size] & 0xC0) == 0x80)
            size--;
    }
    for (size_t i = 0; i < size; i++)
        out[i] = (char)((unsigned char)field->text[i] < ' ' ? ' ' : field->text[i]);
    memcpy(out + size, "...", 4);
    if (!cut)
        out[size] = '\0';
}

static void describe_field(const gdcs_i_misfit *m, char *out, size_t size)
{
    char shown[SHOWN];
    show(m->text, shown);
    if (m->reason == GDCS_REJECT_SEX)
        snprintf(out, size, "%s %lld, column '%.60s': '%s' is not a declared spelling of a sex",
                 m->called, (long long)m->line, m->title, shown);
    else
        snprintf(out, size, "%s %lld, column '%.60s': '%s' %s", m->called, (long long)m->line,
                 m->title, shown, m->wrong);
}

static void describe(const gdcs_i_misfit *m, char *out, size_t size)
{
    if (m->reason == GDCS_REJECT_WIDTH)
        snprintf(out, size, "%s %lld: %lld field%s, expected %lld", m->called, (long long)m->line,
                 (long long)m->found, m->found == 1 ? "" : "s", (long long)m->wanted);
    else if (m->reason == GDCS_REJECT_TEXT)
        snprintf(out, size,
                 "%s %lld, field %lld: bytes that are not valid %.40s, or a NUL byte; is the "
                 "encoding right%s?",
                 m->called, (long long)m->line, (long long)m->field, m->wrong, m->candidates);
    else
        describe_field(m, out, size);
}

static int64_t total(const gdcs_read_result *result)
{
    int64_t sum = 0;
    for (int i = 0; i < GDCS_REJECT_REASONS; i++)
        sum += result->rejected[i];
    return sum;
}

gdcs_status gdcs_i_reject(gdcs_read_result *result, int64_t limit, const gdcs_i_misfit *misfit,
                          gdcs_error *err)
{
    result->rejected[misfit->reason]++;
    const int64_t count = total(result);
    if (count == 1) {
        result->first_row = misfit->line;
        result->first_column = misfit->field;
        describe(misfit, result->first_message, sizeof result->first_message);
    }
    if (limit < 0 || count <= limit)
        return GDCS_OK;
    if (limit == 0)
        return gdcs_i_fail_at(err, statuses[misfit->reason], misfit->line, misfit->field,
                              misfit->title != NULL ? misfit->title : "", "%s",
                              result->first_message);
    return gdcs_i_fail_at(err, GDCS_E_REJECTED, result->first_row, result->first_column, "",
                          "%lld records did not fit, the limit is %lld; the first: %s",
                          (long long)count, (long long)limit, result->first_message);
}
