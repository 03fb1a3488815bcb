#include "data/sex.h"

#include "core/fail.h"
#include "core/text.h"

#include <string.h>

enum { SCHEME_COUNT = 7, TOKEN_COUNT = 7, SHOWN = 40 };

typedef struct token {
    const char *text; /* letters in upper case; NULL ends the list */
    int32_t sex;
} token;

typedef struct scheme {
    const char *name;
    token tokens[TOKEN_COUNT + 1];
} scheme;

static const char *const codes[] = {"", "F", "M", "_O", "_U", "_Z", "_T"};

/* Indexed by GDCS_SEX_SCHEME_* - 1. */
static const scheme schemes[SCHEME_COUNT] = {
    {"sdmx",
     {{"F", GDCS_SEX_FEMALE},
      {"M", GDCS_SEX_MALE},
      {"_O", GDCS_SEX_OTHER},
      {"_U", GDCS_SEX_UNKNOWN},
      {"_N", GDCS_SEX_UNKNOWN},
      {"_Z", GDCS_SEX_NOT_APPLICABLE},
      {"_T", GDCS_SEX_TOTAL}}},
    {"eurostat",
     {{"F", GDCS_SEX_FEMALE},
      {"M", GDCS_SEX_MALE},
      {"T", GDCS_SEX_TOTAL},
      {"UNK", GDCS_SEX_UNKNOWN},
      {"NRP", GDCS_SEX_UNKNOWN},
      {"NAP", GDCS_SEX_NOT_APPLICABLE}}},
    {"iso5218",
     {{"1", GDCS_SEX_MALE},
      {"2", GDCS_SEX_FEMALE},
      {"0", GDCS_SEX_UNKNOWN},
      {"9", GDCS_SEX_NOT_APPLICABLE}}},
    {"iccs",
     {{"1", GDCS_SEX_MALE},
      {"2", GDCS_SEX_FEMALE},
      {"3", GDCS_SEX_NOT_APPLICABLE},
      {"4", GDCS_SEX_UNKNOWN}}},
    {"nibrs",
     {{"F", GDCS_SEX_FEMALE},
      {"M", GDCS_SEX_MALE},
      {"U", GDCS_SEX_UNKNOWN},
      {"X", GDCS_SEX_NOT_APPLICABLE},
      {"", GDCS_SEX_NOT_APPLICABLE}}},
    {"shr",
     {{"F", GDCS_SEX_FEMALE},
      {"M", GDCS_SEX_MALE},
      {"U", GDCS_SEX_UNKNOWN},
      {"X", GDCS_SEX_UNKNOWN}}},
    {"niem",
     {{"F", GDCS_SEX_FEMALE},
      {"M", GDCS_SEX_MALE},
      {"U", GDCS_SEX_UNKNOWN},
      {"X", GDCS_SEX_OTHER}}},
};

const char *gdcs_sex_code(int32_t sex)
{
    return sex >= GDCS_SEX_FEMALE && sex <= GDCS_SEX_TOTAL ? codes[sex] : "";
}

int32_t gdcs_i_sex_find(const char *text, size_t size)
{
    for (int32_t sex = GDCS_SEX_FEMALE; sex <= GDCS_SEX_TOTAL; sex++)
        if (strlen(codes[sex]) == size && memcmp(codes[sex], text, size) == 0)
            return sex;
    return GDCS_SEX_NONE;
}

/* toupper() reads the locale. */
static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static int same(const char *wanted, const char *text, size_t size)
{
    if (strlen(wanted) != size)
        return 0;
    for (size_t i = 0; i < size; i++)
        if (upper(text[i]) != wanted[i])
            return 0;
    return 1;
}

static gdcs_status refuse(const char *text, size_t size, const scheme *s, gdcs_error *err)
{
    if (gdcs_i_utf8_valid(text, size) < size)
        return gdcs_i_fail(err, GDCS_E_SEX, "sex", "a token that is not UTF-8 is no %s code",
                           s->name);
    const int cut = size > SHOWN;
    return gdcs_i_fail(err, GDCS_E_SEX, "sex", "\"%.*s%s\" is no %s code", cut ? SHOWN : (int)size,
                       text, cut ? "..." : "", s->name);
}

gdcs_status gdcs_sex_parse(const char *token_text, int32_t scheme_number, int32_t *out,
                           gdcs_error *err)
{
    TRY(gdcs_i_need(token_text, "token", err));
    TRY(gdcs_i_need(out, "out", err));
    if (scheme_number < 1 || scheme_number > SCHEME_COUNT)
        return gdcs_i_fail(err, GDCS_E_OPTION, "scheme", "%d is no scheme, expected 1 to %d",
                           (int)scheme_number, (int)SCHEME_COUNT);
    const scheme *s = &schemes[scheme_number - 1];
    size_t size = strlen(token_text);
    const char *text = gdcs_i_trim(token_text, &size);
    for (const token *t = s->tokens; t->text != NULL; t++)
        if (same(t->text, text, size)) {
            *out = t->sex;
            return GDCS_OK;
        }
    return refuse(text, size, s, err);
}

int32_t gdcs_sex_find_scheme(const char *name)
{
    for (int32_t i = 0; name != NULL && i < SCHEME_COUNT; i++)
        if (strcmp(schemes[i].name, name) == 0)
            return i + 1;
    return GDCS_SEX_SCHEME_NONE;
}
