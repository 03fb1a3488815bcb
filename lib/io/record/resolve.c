#include "io/record/resolve.h"
#include "core/fail.h"

#include <string.h>

enum { MOST = 64 }; /* tokens of a sex column */

static int are_numbers(const gdcs_i_spellings *s)
{
    for (int32_t i = 0; i < s->count; i++)
        if (strspn(s->tokens[i], "0123456789") < strlen(s->tokens[i]))
            return 0;
    return 1;
}

static int have_titles(const gdcs_i_spellings *s)
{
    for (int32_t i = 0; s->titles != NULL && i < s->count; i++)
        if (s->titles[i] == NULL || s->titles[i][0] == '\0')
            return 0;
    return s->titles != NULL;
}

static gdcs_status ask(const gdcs_i_spellings *s, const char *const *words, int32_t *codes,
                       gdcs_sex_resolution *how, gdcs_error *err)
{
    how->struct_size = sizeof *how;
    return gdcs_sex_resolve(s->header != NULL ? s->header : s->name, words, s->count, NULL, codes,
                            how, err);
}

static gdcs_status refuse(const gdcs_i_spellings *s, gdcs_status status, gdcs_error *err)
{
    char why[sizeof err->message] = "";
    if (err != NULL && err->struct_size >= sizeof *err)
        memcpy(why, err->message, sizeof why);
    return gdcs_i_fail(err, status, s->name, "sex column '%.60s': %s", s->name, why);
}

gdcs_status gdcs_i_resolve_sex(const gdcs_i_spellings *s, int32_t *codes, gdcs_sex_resolution *how,
                               gdcs_error *err)
{
    int32_t by_titles[MOST];
    gdcs_sex_resolution second = {0};
    gdcs_error ignored = {.struct_size = sizeof ignored};
    if (s->count > MOST)
        return gdcs_i_fail(
            err, GDCS_E_SEX, s->name,
            "sex column '%.60s' has %d spellings, more than the %d of any sex column", s->name,
            (int)s->count, MOST);
    const gdcs_sex_resolve_options by = {.struct_size = sizeof by, .scheme = s->scheme};
    how->struct_size = sizeof *how;
    if (s->scheme != 0 &&
        gdcs_sex_resolve(s->name, s->tokens, s->count, &by, codes, how, &ignored) == GDCS_OK)
        return GDCS_OK;
    const gdcs_status first = ask(s, s->tokens, codes, how, err);
    if (first != GDCS_OK && first != GDCS_E_SEX)
        return first;
    if (!have_titles(s) || ask(s, s->titles, by_titles, &second, &ignored) != GDCS_OK)
        return first == GDCS_OK ? first : refuse(s, first, err);
    const size_t size = (size_t)s->count * sizeof *codes;
    if (first == GDCS_OK && memcmp(codes, by_titles, size) == 0)
        return GDCS_OK;
    if (first == GDCS_OK && !are_numbers(s))
        return gdcs_i_fail(
            err, GDCS_E_SEX, s->name,
            "sex column '%.60s': the codes say otherwise than their labels; declare a "
            "map",
            s->name);
    memcpy(codes, by_titles, size);
    *how = second;
    return GDCS_OK;
}
