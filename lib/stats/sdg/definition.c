#include "stats/sdg/definition.h"
#include "core/fail.h"

#include <stddef.h>
#include <string.h>

enum { DEFINITION_V1 = 16 + 5 * sizeof(char *) }; /* size in release 0.1, for ever */

static const gdcs_sdg_definition definitions[] = {
    {.struct_size = sizeof *definitions,
     .aggregation = GDCS_SDG_AGGREGATION_POPULATION_WEIGHTED,
     .per = 100000.0,
     .code = "16.1.1",
     .title = "Victims of intentional homicide per 100 000 population, by sex and age",
     .numerator = "victims of intentional homicide of the sex in a year",
     .denominator = "resident population of the sex in the same year",
     .rule = "rates of countries weighted by population; countries without data are left out of "
             "the value and bounded"},
    {.struct_size = sizeof *definitions,
     .aggregation = GDCS_SDG_AGGREGATION_NONE,
     .per = 100000.0,
     .code = "16.2.2",
     .title = "Victims of human trafficking per 100 000 population, by sex, age and form of "
              "exploitation",
     .numerator = "victims detected, and the undetected where they are estimated by sex",
     .denominator = "resident population of the sex in the same year",
     .rule = "no aggregate is published and nothing is imputed; over several countries, a ratio of "
             "sums that is not comparable"},
    {.struct_size = sizeof *definitions,
     .aggregation = GDCS_SDG_AGGREGATION_RATIO_OF_SUMS,
     .per = 100.0,
     .code = "16.3.2",
     .title = "Unsentenced detainees as a proportion of overall prison population",
     .numerator = "persons held on a date without a sentence",
     .denominator = "all persons held in prisons on the same date",
     .rule = "sum of unsentenced over sum of prisoners; countries without data are left out of the "
             "value and bounded"},
    {.struct_size = sizeof *definitions,
     .aggregation = GDCS_SDG_AGGREGATION_WEIGHTED_MEAN,
     .per = 100.0,
     .code = "5.2.1",
     .title = "Ever-partnered women and girls aged 15 and older subjected to violence by a partner "
              "in the previous 12 months",
     .numerator = "ever-partnered women asked who were subjected to it, surveys only",
     .denominator = "ever-partnered women asked",
     .rule = "prevalences weighted by the number of ever-partnered women; countries without data "
             "are left out of the value and bounded"},
};

enum { COUNT = sizeof definitions / sizeof *definitions };

const gdcs_sdg_definition *gdcs_i_sdg_definition(int32_t indicator)
{
    return indicator >= 1 && indicator <= COUNT ? &definitions[indicator - 1] : NULL;
}

int gdcs_i_sdg_is_proportion(const gdcs_sdg_definition *definition)
{
    return definition->aggregation == GDCS_SDG_AGGREGATION_RATIO_OF_SUMS ||
           definition->aggregation == GDCS_SDG_AGGREGATION_WEIGHTED_MEAN;
}

int32_t gdcs_sdg_find(const char *code)
{
    for (int32_t i = 0; code != NULL && i < COUNT; i++)
        if (strcmp(definitions[i].code, code) == 0)
            return i + 1;
    return -1;
}

gdcs_status gdcs_sdg_get(int32_t indicator, gdcs_sdg_definition *out, gdcs_error *err)
{
    const gdcs_sdg_definition *found = gdcs_i_sdg_definition(indicator);
    TRY(gdcs_i_need(out, "out", err));
    if (found == NULL)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "indicator", "%d is no indicator", (int)indicator);
    return gdcs_i_give(out, found, sizeof *found, DEFINITION_V1, err);
}
