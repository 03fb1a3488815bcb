#include "data/sex/indicator.h"

#include "core/fail.h"

#include <stdio.h>
#include <string.h>

static const char *const yes[] = {"1", "t", "true", "y", "yes"};
static const char *const no[] = {"0", "f", "false", "n", "no"};

/* 1, 0, or -1 for neither. */
static int truth(const char *folded)
{
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        if (strcmp(folded, yes[i]) == 0)
            return 1;
        if (strcmp(folded, no[i]) == 0)
            return 0;
    }
    return -1;
}

/* The sex that a word names in every language that has it, or NONE. */
static int32_t named_by(const char *folded)
{
    int count = 0;
    const gdcs_i_sense *s = gdcs_i_sex_senses(folded, &count);
    for (int i = 0; i < count; i++)
        if (s[i].sex != s[0].sex || s[i].sex > GDCS_SEX_MALE || (s[i].flags & GDCS_I_LETTER) ||
            folded[1] == '\0')
            return GDCS_SEX_NONE;
    return count > 0 ? s[0].sex : GDCS_SEX_NONE;
}

int gdcs_i_sex_indicator(const gdcs_i_sex_column *c, const char *header, int32_t *codes,
                         gdcs_sex_resolution *out)
{
    const int32_t sex = header[0] != '\0' ? named_by(header) : GDCS_SEX_NONE;
    if (sex == GDCS_SEX_NONE)
        return 0;
    const int32_t other = sex == GDCS_SEX_MALE ? GDCS_SEX_FEMALE : GDCS_SEX_MALE;
    for (int t = 0; t < c->n; t++) {
        char folded[GDCS_I_FOLD_SIZE];
        const char *token = c->tokens[t] != NULL ? c->tokens[t] : "";
        const int is = gdcs_i_sex_fold(token, strlen(token), folded) > 0 ? truth(folded) : -1;
        if (is < 0)
            return 0;
        codes[t] = is ? sex : other;
    }
    out->scheme = sex == GDCS_SEX_MALE ? GDCS_SEX_SCHEME_MEN01 : GDCS_SEX_SCHEME_WOMEN01;
    snprintf(
        out->reason, sizeof out->reason,
        "the column \"%.40s\" says yes or no: yes is %s, and no is taken for %s, since it cannot"
        " say that the sex is unknown",
        c->header, gdcs_sex_code(sex), gdcs_sex_code(other));
    return 1;
}

gdcs_status gdcs_i_sex_check_truth(const gdcs_i_sex_column *c, gdcs_error *err)
{
    int seen[2] = {0, 0};
    for (int t = 0; t < c->n; t++) {
        const int is = strcmp(c->folded[t], "t") == 0 ? 1 : strcmp(c->folded[t], "f") == 0 ? 0 : -1;
        if (is < 0)
            return GDCS_OK;
        seen[is] = 1;
    }
    for (int r = 0; r < gdcs_i_sex_readings(); r++)
        if (c->headings[r])
            return GDCS_OK;
    if (!seen[0] || !seen[1])
        return GDCS_OK;
    return gdcs_i_fail(err, GDCS_E_SEX, "sex",
                       "\"T\" and \"F\" alone may be true and false, or total and women; a heading"
                       " that names sex, a scheme or a map would decide");
}
