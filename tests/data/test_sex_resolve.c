/* Mirrors lib/data/sex/resolve.c, indicator.c and explain.c.  Every word and code of the lists is tried
   by bindings/python/tests/test_sex.py. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/sex.h>
#include <stdio.h>
#include <string.h>

TestSuite(sex_resolve, .timeout = 10);

enum { MOST = 6 };

/* Codes one after another with a blank between them, or the error's message. */
static gdcs_status resolve(const char *header, const char *const *tokens,
                           const gdcs_sex_resolve_options *options, gdcs_sex_resolution *out,
                           char *text, size_t size)
{
    int32_t n = 0, codes[MOST] = {77, 77, 77, 77, 77, 77};
    while (n < MOST && tokens[n] != NULL)
        n++;
    gdcs_error err = {.struct_size = sizeof err};
    *out = (gdcs_sex_resolution){.struct_size = sizeof *out};
    const gdcs_status status = gdcs_sex_resolve(header, tokens, n, options, codes, out, &err);
    text[0] = '\0';
    if (status != GDCS_OK) {
        cr_expect(eq(i32, codes[0], 77));
        cr_expect(eq(i32, out->reason[0], 0));
        snprintf(text, size, "%s", err.message);
        return status;
    }
    for (int32_t i = 0; i < n; i++)
        snprintf(text + strlen(text), size - strlen(text), "%s%s", i > 0 ? " " : "",
                 gdcs_sex_code(codes[i]));
    return status;
}

/* tokens with | between them; wanted: the codes, or part of the refusal. */
typedef struct sight {
    char header[24], tokens[96], wanted[64], named[40];
} sight;

static void split(char *text, const char *tokens[MOST + 1])
{
    int n = 0;
    memset(tokens, 0, (MOST + 1) * sizeof *tokens);
    for (char *at = text; at != NULL && n < MOST;) {
        tokens[n++] = at;
        at = strchr(at, '|');
        if (at != NULL)
            *at++ = '\0';
    }
}

static void try(const sight *s, gdcs_status wanted)
{
    char copy[96], text[300];
    const char *tokens[MOST + 1];
    gdcs_sex_resolution out;
    snprintf(copy, sizeof copy, "%s", s->tokens);
    split(copy, tokens);
    const gdcs_status status = resolve(s->header, tokens, NULL, &out, text, sizeof text);
    cr_expect(eq(i32, status, wanted), "%s: %s: %s", s->header, s->tokens, text);
    if (wanted == GDCS_OK)
        cr_expect_str_eq(text, s->wanted, "%s: %s", s->header, s->tokens);
    else
        cr_expect(strstr(text, s->wanted) != NULL, "%s: %s: %s", s->header, s->tokens, text);
    const char *where = wanted == GDCS_OK ? out.reason : text;
    cr_expect(strstr(where, s->named) != NULL, "%s: %s: %s", s->header, s->tokens, where);
}

/* Real columns: Mexico (SESNSP), INE Spain (PX), Open SDG, Eurostat, FBI, and one per trap of
   lib/data/codes/sex_ambiguous.csv. */
static const sight decided[] = {
    {"Sexo", "Hombre|Mujer|No identificado", "M F _U", "Spanish"},
    {"", "Varones|Mujeres|Ambos sexos", "M F _T", "Spanish"},
    {"", "Both Sexes|Males|Females", "_T M F", "English"},
    {"", "Total|Hombres|Mujeres", "_T M F", ""},
    {"sex", "F|M|T", "F M _T", "Eurostat"},
    {"SEX", "_T|M|F", "_T M F", "SDMX"},
    {"SEX_CODE", "M|F|U", "M F _U", "FBI NIBRS"},
    {"", "M|F", "M F", ""},
    {"", "1|2", "M F", "ICCS"},
    {"", "1|2|4", "M F _U", "ICCS"},
    {"", "H|M", "M F", "INE Spain"},
    {"", "HM|H|M", "_T M F", "Portuguese"},
    {"", "N|M", "F M", "Finnish"},
    {"neme", "N|F", "F M", "Hungarian"},
    {"", "K|M", "F M", "Danish"},
    {"", "K|E", "F M", "Turkish"},
    {"", "V|S", "M F", "Latvian"},
    {"", "P|L", "F M", "Indonesian"},
    {"", "W|M|D", "F M _O", "German"},
    {"", "B|F", "M F", "Romanian"},
    {"Geslacht", "V|M", "F M", "heading"},
    {"lytis", "V|M", "M F", "heading"},
    {"Sex", "F", "F", "heading"},
    {"Sex", "T|F", "_T F", ""},
    {"", "žena|muž", "F M", "Czech, Slovak"},
    {"", "_T|Females|Males", "_T F M", "English"},
    {"", "SSS|1|2", "_T M F", "Finland"},
    {"male", "1|0", "M F", "cannot say"},
    {"Female", "FALSE|TRUE", "M F", "cannot say"},
    {"", "女性|男性|総数", "F M _T", "Japanese"},
};

Test(sex_resolve, columns_of_offices_are_decided_with_a_reason)
{
    for (size_t i = 0; i < sizeof decided / sizeof decided[0]; i++)
        try(&decided[i], GDCS_OK);
}

static const sight refused[] = {
    {"Sexo", "M", "\"M\" is F in", "M in SDMX"},
    {"", "F", "\"F\" is F in", "Hungarian"},
    {"", "V|M", "\"V\" is F in Dutch", "and \"M\""},
    {"", "M|F|X", "\"X\" is _O in NIEM", "_U in FBI SHR"},
    {"", "1|2|0", "\"0\" is _U in ISO", "_T in SSB"},
    {"", "1|2|9", "\"9\" has several meanings", "ISO not applicable"},
    {"", "1|2|3|4", "\"3\" has several meanings", "ICCS"},
    {"", "0|1", "an indicator of women", "an indicator of men"},
    {"male", "0|1|9", "\"", ""},
    {"", "T|F", "true and false", "heading"},
    {"", "F|M|T|DIFF", "\"DIFF\" of Eurostat", "filter"},
    {"Sex", "Male|Female|", "a blank", "Open SDG"},
    {"", "Male|Female|NA", "\"NA\"", "Namibia"},
    {"", "GESM|GESW", "\"GESM\" would be M", "germany"},
    {"", "3000|4000", "not confirmed", "netherlands"},
    {"", "M|F|N|U|T", "\"N\"", ""},
    {"", "B|F|M", "two letters would mean the same", "Romanian"},
    {"", "Maria|Jan", "\"Maria\", \"Jan\": in no list", "map"},
    {"", "Male|Female|Banana", "\"Banana\": not in", "2 of 3"},
    {"", "Homme|Woman", "not in", "1 of 2"},
    {"", "\xFF|F", "is no sex", ""},
};

Test(sex_resolve, what_is_ambiguous_is_refused_with_what_would_decide)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        try(&refused[i], GDCS_E_SEX);
}

Test(sex_resolve, spellings_are_made_alike_but_scripts_are_not)
{
    static const sight alike[] = {
        {"", "KADIN|ERKEK", "F M", ""},
        {"", "kadın|Erkek:", "F M", ""},
        {"", "\xEF\xBC\xAD|\xEF\xBC\xA6", "M F", ""}, /* full-width M, F */
        {"", "\xE2\x80\x8F\xD7\xA0\xD7\xA7\xD7\x91\xD7\x94|\xD7\x96\xD7\x9B\xD7\xA8", "F M",
         "Hebrew"}, /* a mark of direction before it */
        {"", "Femme\xC2\xA0|Hommes", "F M", "French"},
        {"", "fe\xCC\x81minin|MASCULIN", "F M", "French"}, /* e and a combining accent */
        {"", "Maenner|Frauen", "M F", "German"},
        {"", "\xD0\x9C|\xD0\x96", "M F", "Bulgarian"},
        {"", "\xD0\x9C\xD0\xA3\xD0\x96.|\xD0\xB6\xD0\xB5\xD0\xBD.", "M F", "Russian"},
        {"", "Laki\xE2\x80\x93laki|perempuan", "M F", "Indonesian"},
    };
    for (size_t i = 0; i < sizeof alike / sizeof alike[0]; i++)
        try(&alike[i], GDCS_OK);
    static const sight lookalike[] = {
        {"", "\xD0\x9C|F", "Cyrillic letters beside others", "1 of 2"},
        {"", "\xD0\x9C\x61le|Female", "several scripts in one word", ""},
        {"", "W|\xD0\x96", "Latin letters beside others", ""},
        {"", "\xCE\x9C|F", "Greek letters beside others", ""},
    };
    for (size_t i = 0; i < sizeof lookalike / sizeof lookalike[0]; i++)
        try(&lookalike[i], GDCS_E_SEX);
}

Test(sex_resolve, a_column_of_men_and_women_never_depends_on_the_order_of_its_spellings)
{
    for (size_t i = 0; i < sizeof decided / sizeof decided[0]; i++) {
        char copy[96], text[300], back[300];
        const char *tokens[MOST + 1], *turned[MOST + 1] = {NULL};
        gdcs_sex_resolution out, again;
        snprintf(copy, sizeof copy, "%s", decided[i].tokens);
        split(copy, tokens);
        int n = 0;
        while (n < MOST && tokens[n] != NULL)
            n++;
        for (int t = 0; t < n; t++)
            turned[t] = tokens[n - 1 - t];
        cr_expect(eq(i32, resolve(decided[i].header, tokens, NULL, &out, text, sizeof text), 0));
        cr_expect(eq(i32, resolve(decided[i].header, turned, NULL, &again, back, sizeof back), 0));
        cr_expect(eq(i32, again.scheme, out.scheme));
        cr_expect_str_eq(again.language, out.language);
        cr_expect(eq(sz, strlen(back), strlen(text)));
    }
}

Test(sex_resolve, what_is_declared_is_not_second_guessed)
{
    char text[300];
    gdcs_sex_resolution out;
    gdcs_sex_resolve_options options = {.struct_size = sizeof options, .language = "pt-BR"};
    const char *letters[] = {"M", NULL}, *blank[] = {"F", "", NULL}, *x[] = {"X", "M", NULL};
    cr_expect(eq(i32, resolve("", letters, &options, &out, text, sizeof text), GDCS_OK));
    cr_expect_str_eq(text, "F");
    cr_expect(strstr(out.reason, "declared language Portuguese") != NULL, "%s", out.reason);
    options = (gdcs_sex_resolve_options){.struct_size = sizeof options, .language = "no"};
    const char *norwegian[] = {"Kvinner", "Menn", NULL};
    cr_expect(eq(i32, resolve("", norwegian, &options, &out, text, sizeof text), GDCS_OK));
    cr_expect_str_eq(out.language, "nb nn");
    options.language = "nb";
    cr_expect(eq(i32, resolve("", x, &options, &out, text, sizeof text), GDCS_E_SEX));
    cr_expect(strstr(text, "Norwegian") != NULL, "%s", text);
    options = (gdcs_sex_resolve_options){
        .struct_size = sizeof options, .scheme = GDCS_SEX_SCHEME_SHR, .blank = GDCS_SEX_TOTAL};
    cr_expect(eq(i32, resolve("", x, &options, &out, text, sizeof text), GDCS_OK));
    cr_expect_str_eq(text, "_U M");
    cr_expect(eq(i32, out.scheme, GDCS_SEX_SCHEME_SHR));
    cr_expect(eq(i32, resolve("", blank, &options, &out, text, sizeof text), GDCS_OK));
    cr_expect_str_eq(text, "F _T");
    options.scheme = GDCS_SEX_SCHEME_NIBRS;
    options.blank = GDCS_SEX_NONE;
    cr_expect(eq(i32, resolve("", blank, &options, &out, text, sizeof text), GDCS_OK));
    cr_expect_str_eq(text, "F _Z");
    options = (gdcs_sex_resolve_options){.struct_size = sizeof options, .blank = GDCS_SEX_TOTAL};
    const char *names[] = {"", "Maria", NULL};
    cr_expect(eq(i32, resolve("sex", names, &options, &out, text, sizeof text), GDCS_E_SEX));
    cr_expect_str_eq(text, "\"Maria\": in no list of codes or words for sex; a map would decide");
    cr_expect(eq(i32, resolve("sex", blank, &options, &out, text, sizeof text), GDCS_OK));
    cr_expect_str_eq(text, "F _T");
}

Test(sex_resolve, long_and_many_spellings_stay_within_the_texts)
{
    static char longest[4000];
    memset(longest, 'w', sizeof longest - 1);
    const char *tokens[65];
    for (int i = 0; i < 65; i++)
        tokens[i] = i % 2 ? "mulheres" : longest;
    int32_t codes[65];
    gdcs_sex_resolution out = {.struct_size = sizeof out};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_sex_resolve(longest, tokens, 64, NULL, codes, &out, &err), GDCS_E_SEX));
    cr_expect(eq(i32, gdcs_sex_resolve("", tokens, 65, NULL, codes, &out, &err), GDCS_E_LIMIT));
    for (int i = 0; i < 64; i++)
        tokens[i] = "homens e mulheres";
    cr_expect(eq(i32, gdcs_sex_resolve("", tokens, 64, NULL, codes, &out, &err), GDCS_OK));
    cr_expect(lt(sz, strlen(out.reason), sizeof out.reason));
    cr_expect(eq(i32, codes[63], GDCS_SEX_TOTAL));
}

Test(sex_resolve, each_documented_error_is_provoked)
{
    const char *tokens[] = {"F", "M"}, *missing[] = {"F", NULL};
    int32_t codes[2];
    gdcs_sex_resolution out = {.struct_size = sizeof out};
    gdcs_sex_resolve_options o = {.struct_size = sizeof o};
    cr_expect(eq(i32, gdcs_sex_resolve(NULL, tokens, 2, NULL, codes, &out, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_sex_resolve(NULL, NULL, 2, NULL, codes, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sex_resolve(NULL, tokens, 2, NULL, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sex_resolve(NULL, tokens, 2, NULL, codes, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_sex_resolve(NULL, tokens, -1, NULL, codes, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sex_resolve(NULL, tokens, 0, NULL, codes, &out, NULL), GDCS_E_EMPTY));
    cr_expect(
        eq(i32, gdcs_sex_resolve(NULL, missing, 2, NULL, codes, &out, NULL), GDCS_E_ARGUMENT));
    const gdcs_sex_resolve_options wrong[] = {
        {.struct_size = sizeof o, .scheme = 22},
        {.struct_size = sizeof o, .scheme = -1},
        {.struct_size = sizeof o, .blank = 7},
        {.struct_size = sizeof o, .language = "xx"},
        {.struct_size = sizeof o, .language = ""},
        {.struct_size = sizeof o, .language = "es", .scheme = GDCS_SEX_SCHEME_SDMX},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        cr_expect(eq(i32, gdcs_sex_resolve(NULL, tokens, 2, &wrong[i], codes, &out, NULL),
                     GDCS_E_OPTION));
    o.struct_size = 8;
    cr_expect(eq(i32, gdcs_sex_resolve(NULL, tokens, 2, &o, codes, &out, NULL), GDCS_E_STRUCT));
    out.struct_size = 100;
    cr_expect(eq(i32, gdcs_sex_resolve(NULL, tokens, 2, NULL, codes, &out, NULL), GDCS_E_STRUCT));
    o.struct_size = sizeof o;
    o.scheme = GDCS_SEX_SCHEME_SDMX;
    out.struct_size = sizeof out;
    cr_expect(eq(i32, gdcs_sex_resolve(NULL, missing, 2, &o, codes, &out, NULL), GDCS_E_ARGUMENT));
}

Test(sex_resolve, struct_sizes_are_those_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_sex_resolve_options), 16 + sizeof(char *)));
    cr_expect(eq(sz, sizeof(gdcs_sex_resolution), 512));
}
