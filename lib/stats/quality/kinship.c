#include "stats/quality/kinship.h"
#include "core/fail.h"
#include "core/memory.h"
#include "stats/quality/unit.h"

#include <gdcs/codes.h>
#include <stdlib.h>
#include <string.h>

enum { RELATIONSHIP_V1 = 24 };

static const char *const schemes[] = {"shr", "nibrs"};

enum { SCHEMES = 2, NONE = -1 };

/* Words that the code lists do not have. */
static const struct {
    const char *word;
    int32_t sex;
} words[] = {{"aunt", GDCS_SEX_FEMALE},        {"niece", GDCS_SEX_FEMALE},
             {"grandmother", GDCS_SEX_FEMALE}, {"granddaughter", GDCS_SEX_FEMALE},
             {"widow", GDCS_SEX_FEMALE},       {"uncle", GDCS_SEX_MALE},
             {"nephew", GDCS_SEX_MALE},        {"grandfather", GDCS_SEX_MALE},
             {"grandson", GDCS_SEX_MALE},      {"widower", GDCS_SEX_MALE}};

static int are_same(const char *a, const char *b)
{
    return gdcs_i_quality_compare_texts(a, b) == GDCS_I_QUALITY_SAME;
}

static int32_t said_by(const gdcs_code *code)
{
    const int one_sex = strcmp(code->code, "HO") == 0 || strcmp(code->code, "HR") == 0;
    return one_sex ? GDCS_I_KINSHIP_SAME : code->sex;
}

/* The code of a scheme; 0 if it has none. */
static int get_code(const char *scheme, const char *text, gdcs_code *out)
{
    const int32_t at = gdcs_codes_find(GDCS_CODES_RELATIONSHIP, scheme, text);
    out->struct_size = sizeof *out;
    return at >= 0 && gdcs_codes_get(GDCS_CODES_RELATIONSHIP, at, out, NULL) == GDCS_OK;
}

/* The scheme that has more of the labels than the other; NONE: as many. */
static int find_scheme(const gdcs_i_pool *labels)
{
    int64_t known[SCHEMES] = {0};
    gdcs_code code;
    for (int32_t i = 0; i < gdcs_i_pool_count(labels); i++)
        for (int s = 0; s < SCHEMES; s++)
            known[s] += get_code(schemes[s], gdcs_i_pool_text(labels, i), &code);
    return known[0] == known[1] ? NONE : known[1] > known[0];
}

/* Of a code that both schemes have, and none is meant, only what both say. */
static int32_t by_code(const char *label, int scheme)
{
    gdcs_code code;
    int32_t says[SCHEMES] = {0};
    int has[SCHEMES];
    for (int s = 0; s < SCHEMES; s++) {
        has[s] = get_code(schemes[s], label, &code);
        says[s] = has[s] ? said_by(&code) : 0;
    }
    if (scheme != NONE)
        return says[scheme];
    return has[0] && has[1] && says[0] != says[1] ? 0 : says[0] != 0 ? says[0] : says[1];
}

static int32_t by_name(const char *label)
{
    for (int32_t i = 0; i < gdcs_codes_count(GDCS_CODES_RELATIONSHIP); i++) {
        gdcs_code code = {.struct_size = sizeof code};
        if (gdcs_codes_get(GDCS_CODES_RELATIONSHIP, i, &code, NULL) == GDCS_OK &&
            are_same(label, code.name))
            return said_by(&code);
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (are_same(label, words[i].word))
            return words[i].sex;
    return 0;
}

static gdcs_status set_given(const gdcs_i_pool *labels, const gdcs_quality_relationship *given,
                             int32_t *says, gdcs_error *err)
{
    gdcs_quality_relationship r;
    TRY(gdcs_i_take(&r, sizeof r, given, RELATIONSHIP_V1, err));
    TRY(gdcs_i_need(r.label, "label", err));
    if (r.same < 0 || r.same > 1)
        return gdcs_i_fail(err, GDCS_E_OPTION, "same", "%d is neither 0 nor 1", (int)r.same);
    if ((r.sex != 0 && r.sex != GDCS_SEX_FEMALE && r.sex != GDCS_SEX_MALE) ||
        (r.sex != 0 && r.same))
        return gdcs_i_fail(err, GDCS_E_OPTION, "sex",
                           "a relationship says female, male, none, or that both are of one sex");
    for (int32_t i = 0; i < gdcs_i_pool_count(labels); i++)
        if (strcmp(gdcs_i_pool_text(labels, i), r.label) == 0)
            says[i] = r.same ? GDCS_I_KINSHIP_SAME : r.sex;
    return GDCS_OK;
}

gdcs_status gdcs_i_kinship_new(const gdcs_i_pool *labels, const gdcs_quality_relationship *given,
                               int64_t count, int32_t **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    const int scheme = find_scheme(labels);
    TRY(gdcs_i_alloc(&memory, gdcs_i_pool_count(labels), sizeof(int32_t), err));
    int32_t *says = memory;
    for (int32_t i = 0; i < gdcs_i_pool_count(labels); i++) {
        says[i] = by_code(gdcs_i_pool_text(labels, i), scheme);
        if (says[i] == 0)
            says[i] = by_name(gdcs_i_pool_text(labels, i));
    }
    for (int64_t i = 0; i < count; i++)
        GO(set_given(labels, &given[i], says, err));
    *out = says;
    memory = NULL;
done:
    free(memory);
    return status;
}
