#include "data/sex.h"

#include "core/fail.h"
#include "core/text.h"
#include "data/sex/words.h"

#include <string.h>

enum { SHOWN = 40 };

static const char *const codes[] = {"", "F", "M", "_O", "_U", "_Z", "_T"};

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

static gdcs_status refuse(const char *text, size_t size, int scheme, gdcs_error *err)
{
    const char *name = gdcs_i_sex_reading_name(scheme);
    if (gdcs_i_utf8_valid(text, size) < size)
        return gdcs_i_fail(err, GDCS_E_SEX, "sex", "a token that is not UTF-8 is no %s code", name);
    const int cut = size > SHOWN;
    return gdcs_i_fail(err, GDCS_E_SEX, "sex", "\"%.*s%s\" is no %s code", cut ? SHOWN : (int)size,
                       text, cut ? "..." : "", name);
}

gdcs_status gdcs_sex_parse(const char *token, int32_t scheme, int32_t *out, gdcs_error *err)
{
    TRY(gdcs_i_need(token, "token", err));
    TRY(gdcs_i_need(out, "out", err));
    if (scheme < 1 || scheme > gdcs_i_sex_schemes())
        return gdcs_i_fail(err, GDCS_E_OPTION, "scheme", "%d is no scheme, expected 1 to %d",
                           (int)scheme, gdcs_i_sex_schemes());
    size_t size = strlen(token);
    const char *text = gdcs_i_trim(token, &size);
    const int32_t sex = gdcs_i_sex_scheme_find(scheme - 1, text, size);
    if (sex == GDCS_SEX_NONE)
        return refuse(text, size, scheme - 1, err);
    *out = sex;
    return GDCS_OK;
}

int32_t gdcs_sex_find_scheme(const char *name)
{
    for (int i = 0; name != NULL && i < gdcs_i_sex_schemes(); i++)
        if (strcmp(gdcs_i_sex_reading_name(i), name) == 0)
            return i + 1;
    return GDCS_SEX_SCHEME_NONE;
}

const char *gdcs_i_sex_scheme_name(int32_t scheme)
{
    return scheme > 0 && scheme <= gdcs_i_sex_schemes() ? gdcs_i_sex_reading_name(scheme - 1)
                                                        : NULL;
}
