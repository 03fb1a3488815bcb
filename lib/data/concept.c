#include "data/concept.h"

#include "core/fail.h"

#include <stddef.h>
#include <string.h>

typedef struct entry {
    int32_t concept_id;
    const char *name;
} entry;

static const entry entries[] = {
    {GDCS_CONCEPT_SEX, "sex"},
    {GDCS_CONCEPT_ROLE, "role"},
    {GDCS_CONCEPT_AGE, "age"},
    {GDCS_CONCEPT_PERIOD, "period"},
    {GDCS_CONCEPT_AREA, "area"},
    {GDCS_CONCEPT_OFFENCE, "offence"},
    {GDCS_CONCEPT_LEVEL, "level"},
    {GDCS_CONCEPT_MARKET, "market"},
    {GDCS_CONCEPT_PATHWAY, "pathway"},
    {GDCS_CONCEPT_RELATIONSHIP, "relationship"},
    {GDCS_CONCEPT_STAGE, "stage"},
    {GDCS_CONCEPT_BASIS, "basis"},
    {GDCS_CONCEPT_PROGRAMME_STATUS, "programme_status"},
    {GDCS_CONCEPT_CITIZENSHIP, "citizenship"},
    {GDCS_CONCEPT_GROUP, "group"},
    {GDCS_CONCEPT_PERSON_KEY, "person_key"},
    {GDCS_CONCEPT_UNIT, "unit"},
    {GDCS_CONCEPT_COUNT, "count"},
    {GDCS_CONCEPT_WEIGHT, "weight"},
    {GDCS_CONCEPT_POPULATION, "population"},
    {GDCS_CONCEPT_STATUS, "status"},
    {GDCS_CONCEPT_CONFIDENTIALITY, "confidentiality"},
    {GDCS_CONCEPT_NUMBER, "number"},
    {GDCS_CONCEPT_VALUE, "value"},
    {GDCS_CONCEPT_LOWER, "lower"},
    {GDCS_CONCEPT_UPPER, "upper"},
    {GDCS_CONCEPT_STD_ERROR, "std_error"},
    {GDCS_CONCEPT_BOUND_LOWER, "bound_lower"},
    {GDCS_CONCEPT_BOUND_UPPER, "bound_upper"},
    {GDCS_CONCEPT_N, "n"},
    {GDCS_CONCEPT_UNKNOWN, "unknown"},
    {GDCS_CONCEPT_METHOD, "method"},
    {GDCS_CONCEPT_NOTES, "notes"},
    {GDCS_CONCEPT_MEASURE, "measure"},
    {GDCS_CONCEPT_STATISTIC, "statistic"},
    {GDCS_CONCEPT_P_VALUE, "p_value"},
};

enum { ENTRY_COUNT = sizeof entries / sizeof entries[0] };

const char *gdcs_concept_name(int32_t concept)
{
    for (size_t i = 0; i < ENTRY_COUNT; i++)
        if (entries[i].concept_id == concept)
            return entries[i].name;
    return "";
}

int32_t gdcs_concept_find(const char *name)
{
    for (size_t i = 0; name != NULL && i < ENTRY_COUNT; i++)
        if (strcmp(entries[i].name, name) == 0)
            return entries[i].concept_id;
    return GDCS_CONCEPT_NONE;
}

int32_t gdcs_concept_sensitivity(int32_t concept)
{
    return concept == GDCS_CONCEPT_BASIS || concept == GDCS_CONCEPT_PROGRAMME_STATUS ||
                   concept == GDCS_CONCEPT_PERSON_KEY
               ? GDCS_SENSITIVITY_PROTECTED
               : GDCS_SENSITIVITY_PUBLIC;
}

int gdcs_i_concept_exists(int32_t concept)
{
    return concept == GDCS_CONCEPT_NONE || gdcs_concept_name(concept)[0] != '\0';
}

gdcs_status gdcs_i_sensitivity(int32_t declared, int32_t concept, int32_t *out, gdcs_error *err)
{
    if (declared < GDCS_SENSITIVITY_DEFAULT || declared > GDCS_SENSITIVITY_PROTECTED)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "sensitivity",
                           "%d is no sensitivity, expected 0 to %d", (int)declared,
                           (int)GDCS_SENSITIVITY_PROTECTED);
    *out = declared != GDCS_SENSITIVITY_DEFAULT ? declared : gdcs_concept_sensitivity(concept);
    return GDCS_OK;
}
