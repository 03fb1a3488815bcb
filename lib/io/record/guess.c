#include "io/record/guess.h"
#include "core/fail.h"
#include "data/sex/words.h"
#include "io/record/resolve.h"

#include <string.h>

enum { MOST_SEXES = 8 }; /* labels of an axis that is sex by them alone */

static const struct {
    const char *name; /* folded */
    int32_t concept;
} names[] = {
    {"geo", GDCS_CONCEPT_AREA},       {"ref area", GDCS_CONCEPT_AREA},
    {"area", GDCS_CONCEPT_AREA},      {"country", GDCS_CONCEPT_AREA},
    {"region", GDCS_CONCEPT_AREA},    {"time", GDCS_CONCEPT_PERIOD},
    {"year", GDCS_CONCEPT_PERIOD},    {"time period", GDCS_CONCEPT_PERIOD},
    {"tid", GDCS_CONCEPT_PERIOD},     {"periodo", GDCS_CONCEPT_PERIOD},
    {"ar", GDCS_CONCEPT_PERIOD},      {"jahr", GDCS_CONCEPT_PERIOD},
    {"vuosi", GDCS_CONCEPT_PERIOD},   {"age", GDCS_CONCEPT_AGE},
    {"alder", GDCS_CONCEPT_AGE},      {"edad", GDCS_CONCEPT_AGE},
    {"alter", GDCS_CONCEPT_AGE},      {"ika", GDCS_CONCEPT_AGE},
    {"iccs", GDCS_CONCEPT_OFFENCE},   {"offence", GDCS_CONCEPT_OFFENCE},
    {"leg stat", GDCS_CONCEPT_STAGE}, {"citizen", GDCS_CONCEPT_CITIZENSHIP},
};

static int32_t concept_of(const char *text)
{
    char folded[GDCS_I_FOLD_SIZE];
    if (text == NULL || gdcs_i_sex_fold(text, strlen(text), folded) <= 0)
        return GDCS_CONCEPT_NONE;
    for (char *at = folded; *at != '\0'; at++)
        *at = *at == '_' ? ' ' : *at;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(folded, names[i].name) == 0)
    return names[i].concept;
    return GDCS_CONCEPT_NONE;
}

int32_t gdcs_i_guess_concept(const gdcs_i_facts *axis)
{
    const int32_t concept = concept_of(axis->name);
    return concept != GDCS_CONCEPT_NONE ? concept : concept_of(axis->title);
}

static int heads_sex(const char *text)
{
    char folded[GDCS_I_FOLD_SIZE], which[GDCS_I_READINGS] = {0};
    return text != NULL && gdcs_i_sex_fold(text, strlen(text), folded) > 0 &&
           gdcs_i_sex_headings(folded, which) > 0;
}

gdcs_status gdcs_i_guess_is_called_sex(const gdcs_i_facts *axis, int *is, gdcs_error *err)
{
    (void)err;
    *is = heads_sex(axis->name) || heads_sex(axis->title);
    return GDCS_OK;
}

/* 1 and 2 may be anything. */
static int are_words(const gdcs_i_facts *axis)
{
    for (int64_t i = 0; i < axis->count; i++) {
        const char *text = axis->titles[i] != NULL ? axis->titles[i] : axis->labels[i];
        if (strspn(text, "0123456789") == strlen(text))
            return 0;
    }
    return 1;
}

gdcs_status gdcs_i_guess_holds_sexes(const gdcs_i_facts *axis, int *holds, gdcs_error *err)
{
    int32_t codes[MOST_SEXES];
    int found = 0;
    gdcs_error why = {.struct_size = sizeof why};
    gdcs_sex_resolution how = {.struct_size = sizeof how};
    const gdcs_i_spellings s = {.name = axis->name,
                                .tokens = axis->labels,
                                .titles = axis->titles,
                                .count = (int32_t)axis->count};
    *holds = 0;
    if (axis->count < 2 || axis->count > MOST_SEXES || !are_words(axis))
        return GDCS_OK;
    const gdcs_status status = gdcs_i_resolve_sex(&s, codes, &how, &why);
    if (status == GDCS_E_MEMORY)
        return gdcs_i_fail_memory(err);
    for (int64_t i = 0; status == GDCS_OK && i < axis->count; i++)
        found |= codes[i] == GDCS_SEX_FEMALE ? 1 : codes[i] == GDCS_SEX_MALE ? 2 : 0;
    *holds = found == 3;
    return GDCS_OK;
}

static int is_total(const char *text)
{
    char folded[GDCS_I_FOLD_SIZE];
    return text != NULL &&
           (strcmp(text, "_T") == 0 ||
            (gdcs_i_sex_fold(text, strlen(text), folded) > 0 && strcmp(folded, "total") == 0));
}

int32_t gdcs_i_guess_total(const gdcs_i_facts *axis)
{
    int32_t at = -1, count = 0;
    for (int64_t i = 0; i < axis->count; i++)
        if (is_total(axis->labels[i]) || is_total(axis->titles[i])) {
            at = (int32_t)i;
            count++;
        }
    return count == 1 && axis->count > 1 ? at : -1;
}
