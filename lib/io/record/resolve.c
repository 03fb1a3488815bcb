#include "io/record/resolve.h"
#include "core/fail.h"
#include "io/schema/plan.h"

#include <string.h>

enum { MOST = 64 }; /* tokens of a sex column */

gdcs_i_spellings gdcs_i_spellings_of(const gdcs_schema_column *column, char room[32])
{
    return (gdcs_i_spellings){.name = gdcs_i_plan_title(column, room),
                              .header = column->title,
                              .total = column->total,
                              .is_constant = column->constant != NULL && column->file == NULL};
}

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
    return gdcs_i_fail(err, status, s->name, "sex column '%.60s': %s%s", s->name, why,
                       s->is_constant ? "; or write the constant as one of F M _O _U _Z _T" : "");
}

static gdcs_status resolve(const gdcs_i_spellings *s, int32_t *codes, gdcs_sex_resolution *how,
                           gdcs_error *err)
{
    int32_t by_titles[MOST];
    gdcs_sex_resolution second = {0};
    gdcs_error ignored = {.struct_size = sizeof ignored};
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

static int32_t find_total(const gdcs_i_spellings *s)
{
    for (int32_t i = 0; s->total != NULL && i < s->count; i++)
        if (strcmp(s->tokens[i], s->total) == 0)
            return i;
    return -1;
}

/* All but the one at `at`. */
static int32_t leave_out(const char *const *texts, int32_t count, int32_t at, const char **out)
{
    int32_t left = 0;
    for (int32_t i = 0; texts != NULL && i < count; i++)
        if (i != at)
            out[left++] = texts[i];
    return left;
}

gdcs_status gdcs_i_resolve_sex(const gdcs_i_spellings *s, int32_t *codes, gdcs_sex_resolution *how,
                               gdcs_error *err)
{
    const char *tokens[MOST], *titles[MOST];
    gdcs_i_spellings rest = *s;
    if (s->count > MOST)
        return gdcs_i_fail(
            err, GDCS_E_SEX, s->name,
            "sex column '%.60s' has %d spellings, more than the %d of any sex column", s->name,
            (int)s->count, MOST);
    const int32_t total = find_total(s);
    if (total < 0)
        return resolve(s, codes, how, err);
    rest.tokens = tokens;
    rest.titles = s->titles != NULL ? titles : NULL;
    rest.count = leave_out(s->tokens, s->count, total, tokens);
    leave_out(s->titles, s->count, total, titles);
    if (rest.count > 0)
        TRY(resolve(&rest, codes, how, err));
    memmove(codes + total + 1, codes + total, (size_t)(rest.count - total) * sizeof *codes);
    codes[total] = GDCS_SEX_TOTAL;
    return GDCS_OK;
}
