#include "core/fail.h"
#include "stats/standard/bands.h"

#include <math.h>
#include <string.h>

/* What was published, in persons of 100 000: Eurostat 2013, annex F; Waterhouse et al. 1976, with the
   first five years in 1 600 and 6 400 as Eurostat used it; WHO 2001, percentages times 1000,
   which are rounded and add up to 100 035. */
static const gdcs_standard_band europe_2013[] = {
    {0, 0, 1000},       {1, 4, 4000},   {5, 9, 5500},   {10, 14, 5500}, {15, 19, 5500},
    {20, 24, 6000},     {25, 29, 6000}, {30, 34, 6500}, {35, 39, 7000}, {40, 44, 7000},
    {45, 49, 7000},     {50, 54, 7000}, {55, 59, 6500}, {60, 64, 6000}, {65, 69, 5500},
    {70, 74, 5000},     {75, 79, 4000}, {80, 84, 2500}, {85, 89, 1500}, {90, 94, 800},
    {95, INFINITY, 200}};

static const gdcs_standard_band europe_1976[] = {
    {0, 0, 1600},   {1, 4, 6400},   {5, 9, 7000},   {10, 14, 7000},      {15, 19, 7000},
    {20, 24, 7000}, {25, 29, 7000}, {30, 34, 7000}, {35, 39, 7000},      {40, 44, 7000},
    {45, 49, 7000}, {50, 54, 7000}, {55, 59, 6000}, {60, 64, 5000},      {65, 69, 4000},
    {70, 74, 3000}, {75, 79, 2000}, {80, 84, 1000}, {85, INFINITY, 1000}};

static const gdcs_standard_band world[] = {
    {0, 4, 8860},      {5, 9, 8690},   {10, 14, 8600}, {15, 19, 8470}, {20, 24, 8220},
    {25, 29, 7930},    {30, 34, 7610}, {35, 39, 7150}, {40, 44, 6590}, {45, 49, 6040},
    {50, 54, 5370},    {55, 59, 4550}, {60, 64, 3720}, {65, 69, 2960}, {70, 74, 2210},
    {75, 79, 1520},    {80, 84, 910},  {85, 89, 440},  {90, 94, 150},  {95, 99, 40},
    {100, INFINITY, 5}};

#define COUNT(bands) ((int32_t)(sizeof(bands) / sizeof *(bands)))

static const struct {
    const char *name;
    const char *text;
    gdcs_i_bands bands;
} known[] = {
    {"", "", {NULL, 0}},
    {"europe_2013",
     "European Standard Population 2013 (Eurostat)",
     {europe_2013, COUNT(europe_2013)}},
    {"europe_1976",
     "European Standard Population 1976 (Waterhouse and others)",
     {europe_1976, COUNT(europe_1976)}},
    {"world_2000_2025", "World Standard Population 2000-2025 (WHO)", {world, COUNT(world)}},
};

static int32_t number_of(int32_t population)
{
    if (population == GDCS_STANDARD_POPULATION_DEFAULT)
        return GDCS_STANDARD_POPULATION_EUROPE_2013;
    return population > 0 && population < COUNT(known) ? population : 0;
}

const char *gdcs_standard_name(int32_t population)
{
    return population > 0 ? known[number_of(population)].name : "";
}

const char *gdcs_standard_text(int32_t population)
{
    return population > 0 ? known[number_of(population)].text : "";
}

int32_t gdcs_standard_find(const char *name)
{
    for (int32_t i = 1; name != NULL && i < COUNT(known); i++)
        if (strcmp(known[i].name, name) == 0)
            return i;
    return -1;
}

gdcs_i_bands gdcs_i_standard_known(int32_t population)
{
    return known[number_of(population)].bands;
}

int64_t gdcs_standard_count(int32_t population)
{
    return gdcs_i_standard_known(population).count;
}

gdcs_status gdcs_standard_get(int32_t population, int64_t index, gdcs_standard_band *out,
                              gdcs_error *err)
{
    const gdcs_i_bands bands = gdcs_i_standard_known(population);
    TRY(gdcs_i_need(out, "out", err));
    if (bands.count == 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "population", "%d is no standard population",
                           (int)population);
    if (index < 0 || index >= bands.count)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "index", "band %lld of %d", (long long)index,
                           (int)bands.count);
    *out = bands.bands[index];
    return GDCS_OK;
}
