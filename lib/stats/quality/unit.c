#include "stats/quality/unit.h"
#include "core/text.h"

#include <stddef.h>
#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

int gdcs_i_quality_compare_texts(const char *a, const char *b)
{
    a = a == NULL ? "" : a;
    b = b == NULL ? "" : b;
    size_t size = strlen(a), other = strlen(b);
    a = gdcs_i_trim(a, &size);
    b = gdcs_i_trim(b, &other);
    if (size == 0 || other == 0)
        return size == other ? GDCS_I_QUALITY_SAME : GDCS_I_QUALITY_UNSTATED;
    if (size != other)
        return GDCS_I_QUALITY_DIFFERS;
    for (size_t i = 0; i < size; i++)
        if (lower(a[i]) != lower(b[i]))
            return GDCS_I_QUALITY_DIFFERS;
    return GDCS_I_QUALITY_SAME;
}

static int begins(const char *text, const char *word)
{
    for (; *word != '\0'; text++, word++)
        if (lower(*text) != *word)
            return 0;
    return 1;
}

int gdcs_i_quality_is_of_persons(const char *unit)
{
    static const char *const words[] = {"person", "victim", "offender", "suspect", "witness"};
    if (gdcs_i_quality_compare_texts(unit, NULL) == GDCS_I_QUALITY_SAME)
        return 1;
    size_t size = strlen(unit);
    unit = gdcs_i_trim(unit, &size);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (begins(unit, words[i]))
            return memchr(unit, '-', size) == NULL;
    return 0;
}

const char *gdcs_i_quality_common(const char *const *units, int64_t n)
{
    const char *common = NULL;
    int64_t most = 0;
    for (int64_t i = 0; i < n; i++) {
        int64_t same = 0;
        if (gdcs_i_quality_compare_texts(units[i], NULL) == GDCS_I_QUALITY_SAME)
            continue;
        for (int64_t j = 0; j < n; j++)
            same += gdcs_i_quality_compare_texts(units[i], units[j]) == GDCS_I_QUALITY_SAME;
        if (same > most) {
            most = same;
            common = units[i];
        }
    }
    return common;
}
