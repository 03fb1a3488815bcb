#include "core/fail.h"
#include "data/sex.h"
#include "data/sex/column.h"
#include "data/sex/indicator.h"

#include <string.h>

enum { OPTIONS_V1 = 24, RESOLUTION_V1 = 512 };

static gdcs_status fold_tokens(gdcs_i_sex_column *c, gdcs_error *err)
{
    for (int t = 0; t < c->n; t++) {
        TRY(gdcs_i_need(c->tokens[t], "tokens", err));
        if (gdcs_i_sex_fold(c->tokens[t], strlen(c->tokens[t]), c->folded[t]) < 0)
            return gdcs_i_fail(err, GDCS_E_SEX, "sex", "\"%.40s\" is no sex in any list",
                               c->tokens[t]);
        if (c->folded[t][0] == '\0' && c->options.blank == GDCS_SEX_NONE)
            return gdcs_i_sex_refuse_blank(err);
    }
    return GDCS_OK;
}

static void look_up(gdcs_i_sex_column *c)
{
    for (int t = 0; t < c->n; t++) {
        int count = 0;
        const gdcs_i_sense *s = gdcs_i_sex_senses(c->folded[t], &count);
        for (int i = 0; i < count; i++) {
            c->senses[s[i].reading][t] = s[i].sex;
            c->flags[s[i].reading][t] = s[i].flags;
        }
        if (c->folded[t][0] == '\0')
            for (int r = 0; r < gdcs_i_sex_readings(); r++)
                c->senses[r][t] = (uint8_t)c->options.blank;
    }
}

/* The same letter in another case is one. */
static int two_letters_for_one_sex(const gdcs_i_sex_column *c, int r)
{
    for (int t = 0; t < c->n; t++)
        for (int u = 0; u < t; u++)
            if ((c->flags[r][t] & c->flags[r][u] & GDCS_I_LETTER) != 0 &&
                c->senses[r][t] == c->senses[r][u] && c->senses[r][t] <= GDCS_SEX_MALE &&
                strcmp(c->folded[t], c->folded[u]) != 0)
                return 1;
    return 0;
}

static int holds(const gdcs_i_sex_column *c, int r, int sex)
{
    for (int t = 0; t < c->n; t++)
        if (c->senses[r][t] == sex)
            return 1;
    return 0;
}

int gdcs_i_sex_first(const gdcs_i_sex_column *c)
{
    for (int r = 0; r < gdcs_i_sex_readings(); r++)
        if (c->stays[r])
            return r;
    return -1;
}

/* Steps 1 and 2 of the header: who holds all, and of these who finds both sexes. */
static void fit(gdcs_i_sex_column *c)
{
    int both = 0;
    memcpy(c->stays, c->allowed, sizeof c->stays);
    for (int r = 0; r < gdcs_i_sex_readings(); r++) {
        if (c->stays[r])
            c->stays[r] = !holds(c, r, GDCS_SEX_NONE) && !two_letters_for_one_sex(c, r);
        both |= c->stays[r] && holds(c, r, GDCS_SEX_FEMALE) && holds(c, r, GDCS_SEX_MALE);
    }
    for (int r = 0; r < gdcs_i_sex_readings() && both; r++)
        c->stays[r] = c->stays[r] && holds(c, r, GDCS_SEX_FEMALE) && holds(c, r, GDCS_SEX_MALE);
}

static int agree(const gdcs_i_sex_column *c)
{
    const int first = gdcs_i_sex_first(c);
    for (int r = first + 1; r < gdcs_i_sex_readings(); r++)
        if (c->stays[r] && memcmp(c->senses[r], c->senses[first], (size_t)c->n) != 0)
            return 0;
    return 1;
}

/* Step 3: the header chooses among languages, where it names sex in one that is left. */
static void choose_by_header(gdcs_i_sex_column *c)
{
    int left = 0;
    for (int r = gdcs_i_sex_schemes(); r < gdcs_i_sex_readings(); r++)
        left |= c->stays[r] && c->headings[r];
    for (int r = gdcs_i_sex_schemes(); r < gdcs_i_sex_readings() && left; r++)
        c->stays[r] = c->stays[r] && c->headings[r];
    c->by_header = left;
}

/* Does any list that was seen, and not recalled, give this token this sense? */
static int is_verified(const char *folded, int sex)
{
    int count = 0;
    const gdcs_i_sense *s = gdcs_i_sex_senses(folded, &count);
    for (int i = 0; i < count; i++)
        if (s[i].sex == sex && (s[i].flags & GDCS_I_VERIFIED))
            return 1;
    return folded[0] == '\0';
}

static gdcs_status take_senses(const gdcs_i_sex_column *c, int32_t *codes, gdcs_error *err)
{
    const int r = gdcs_i_sex_first(c);
    for (int t = 0; t < c->n; t++) {
        codes[t] = c->senses[r][t];
        if (codes[t] == GDCS_I_DERIVED)
            return gdcs_i_sex_refuse_derived(c, t, err);
        if (c->options.language == NULL && gdcs_i_sex_trap(c->folded[t]) != NULL)
            return gdcs_i_sex_refuse_trap(c, t, err);
        if (c->options.language == NULL && !is_verified(c->folded[t], codes[t]))
            return gdcs_i_sex_refuse_recalled(c, t, err);
    }
    return GDCS_OK;
}

static gdcs_status detect(gdcs_i_sex_column *c, int32_t *codes, gdcs_error *err)
{
    TRY(fold_tokens(c, err));
    look_up(c);
    fit(c);
    if (gdcs_i_sex_first(c) < 0)
        return gdcs_i_sex_refuse_unheld(c, err);
    if (!agree(c))
        choose_by_header(c);
    return agree(c) ? take_senses(c, codes, err) : gdcs_i_sex_refuse_differing(c, err);
}

/* The languages that a declared one stands for: "pt-BR" is Portuguese, "no" either Norwegian. */
static gdcs_status declare_language(gdcs_i_sex_column *c, gdcs_error *err)
{
    const char *language = c->options.language;
    const size_t size = strcspn(language, "-_");
    for (int r = gdcs_i_sex_schemes(); r < gdcs_i_sex_readings(); r++) {
        const char *name = gdcs_i_sex_reading_name(r);
        const int norwegian = size == 2 && memcmp(language, "no", 2) == 0;
        c->allowed[r] = (strlen(name) == size && memcmp(name, language, size) == 0) ||
                        (norwegian && (strcmp(name, "nb") == 0 || strcmp(name, "nn") == 0));
    }
    if (memchr(c->allowed, 1, sizeof c->allowed) == NULL)
        return gdcs_i_fail(err, GDCS_E_OPTION, "language",
                           "no words are known for the language %.20s", language);
    return GDCS_OK;
}

static gdcs_status declared_scheme(const gdcs_i_sex_column *c, int32_t *codes, gdcs_error *err)
{
    for (int t = 0; t < c->n; t++) {
        TRY(gdcs_i_need(c->tokens[t], "tokens", err));
        const int blank = c->tokens[t][strspn(c->tokens[t], " \t\r\n")] == '\0';
        if (blank && c->options.blank != GDCS_SEX_NONE)
            codes[t] = c->options.blank;
        else
            TRY(gdcs_sex_parse(c->tokens[t], c->options.scheme, &codes[t], err));
    }
    return GDCS_OK;
}

static gdcs_status check(const gdcs_sex_resolve_options *o, gdcs_error *err)
{
    if (o->scheme != GDCS_SEX_SCHEME_NONE && gdcs_i_sex_scheme_name(o->scheme) == NULL)
        return gdcs_i_fail(err, GDCS_E_OPTION, "scheme", "%d is no scheme, expected 1 to %d",
                           (int)o->scheme, gdcs_i_sex_schemes());
    if (o->blank < GDCS_SEX_NONE || o->blank > GDCS_SEX_TOTAL)
        return gdcs_i_fail(err, GDCS_E_OPTION, "blank", "%d is no code of a sex", (int)o->blank);
    if (o->scheme != GDCS_SEX_SCHEME_NONE && o->language != NULL)
        return gdcs_i_fail(err, GDCS_E_OPTION, "language",
                           "a scheme and a language are declared, expected one of them");
    return GDCS_OK;
}

/* The declared scheme, or the first of those left of which no code is recalled only. */
static int32_t scheme_of(const gdcs_i_sex_column *c)
{
    if (c->options.scheme != GDCS_SEX_SCHEME_NONE)
        return c->options.scheme;
    for (int r = 0; r < gdcs_i_sex_schemes(); r++) {
        int verified = c->stays[r];
        for (int t = 0; t < c->n; t++)
            verified &= c->folded[t][0] == '\0' || (c->flags[r][t] & GDCS_I_VERIFIED) != 0;
        if (verified)
            return r + 1;
    }
    return GDCS_SEX_SCHEME_NONE;
}

static gdcs_status resolve(gdcs_i_sex_column *c, int32_t *codes, gdcs_sex_resolution *out,
                           gdcs_error *err)
{
    char header[GDCS_I_FOLD_SIZE];
    if (gdcs_i_sex_fold(c->header, strlen(c->header), header) > 0)
        gdcs_i_sex_headings(header, c->headings);
    if (c->options.scheme != GDCS_SEX_SCHEME_NONE) {
        c->stays[c->options.scheme - 1] = 1;
        TRY(declared_scheme(c, codes, err));
    } else if (c->options.language != NULL) {
        TRY(declare_language(c, err));
        TRY(detect(c, codes, err));
    } else if (gdcs_i_sex_indicator(c, header, codes, out)) {
        return GDCS_OK;
    } else {
        memset(c->allowed, 1, (size_t)gdcs_i_sex_readings());
        TRY(detect(c, codes, err));
        TRY(gdcs_i_sex_check_truth(c, err));
    }
    out->scheme = scheme_of(c);
    gdcs_i_sex_explain(c, codes, out);
    return GDCS_OK;
}

gdcs_status gdcs_sex_resolve(const char *header, const char *const *tokens, int32_t n,
                             const gdcs_sex_resolve_options *options, int32_t *codes,
                             gdcs_sex_resolution *out, gdcs_error *err)
{
    gdcs_i_sex_column c = {.header = header != NULL ? header : "", .tokens = tokens};
    int32_t found[GDCS_I_TOKENS] = {0};
    gdcs_sex_resolution resolution = {.struct_size = sizeof resolution};
    TRY(gdcs_i_need(tokens, "tokens", err));
    TRY(gdcs_i_need(codes, "codes", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&c.options, sizeof c.options, options, OPTIONS_V1, err));
    TRY(check(&c.options, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is %d, expected 1 to %d", (int)n,
                           (int)GDCS_I_TOKENS);
    if (n == 0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "tokens", "there is no token");
    if (n > GDCS_I_TOKENS)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "n",
                           "%d distinct spellings are no column of sex, the limit is %d", (int)n,
                           (int)GDCS_I_TOKENS);
    c.n = n;
    TRY(resolve(&c, found, &resolution, err));
    TRY(gdcs_i_give(out, &resolution, sizeof resolution, RESOLUTION_V1, err));
    memcpy(codes, found, (size_t)n * sizeof *codes);
    return GDCS_OK;
}
