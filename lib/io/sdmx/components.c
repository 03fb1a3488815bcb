/* Components by their ids. */
#include "io/schema/plan.h"
#include "io/sdmx/components.h"
#include "io/sdmx/own.h"

#include <gdcs/concept.h>

#include <string.h>

static const char *const fixed[] = {"STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME",
                                    "DATAFLOW",  "LAST UPDATE",  "SERIES_KEY",
                                    "OBS_KEY",   GDCS_I_SDMX_OWN};

/* Attributes that many data structures have, wherever they stand. */
static const char *const attributes[] = {
    "OBS_STATUS", "OBS_FLAG",        "CONF_STATUS", "OBS_CONF",    "UNIT_MULT",   "DECIMALS",
    "ABSENT",     "PRE_BREAK_VALUE", "OBS_COM",     "OBS_COMMENT", "COMMENT_OBS", "TIME_FORMAT"};

static const struct {
    const char *id;
    int32_t concept;
} concepts[] = {{"ref_area", GDCS_CONCEPT_AREA},       {"geo", GDCS_CONCEPT_AREA},
                {"country", GDCS_CONCEPT_AREA},        {"region", GDCS_CONCEPT_AREA},
                {"time_period", GDCS_CONCEPT_PERIOD},  {"time", GDCS_CONCEPT_PERIOD},
                {"year", GDCS_CONCEPT_PERIOD},         {"gender", GDCS_CONCEPT_SEX},
                {"age_group", GDCS_CONCEPT_AGE},       {"iccs", GDCS_CONCEPT_OFFENCE},
                {"leg_stat", GDCS_CONCEPT_STAGE},      {"pers_cat", GDCS_CONCEPT_RELATIONSHIP},
                {"citizen", GDCS_CONCEPT_CITIZENSHIP}, {"unit_measure", GDCS_CONCEPT_UNIT}};

static int is_in(const char *id, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(id, list[i]) == 0)
            return 1;
    return 0;
}

int gdcs_i_sdmx_is_fixed(const char *id)
{
    return is_in(id, fixed, sizeof fixed / sizeof *fixed);
}

static int is_limit(const char *id)
{
    return strcmp(id, "LOWER") == 0 || strcmp(id, "UPPER") == 0;
}

int gdcs_i_sdmx_is_known(const char *id)
{
    return strcmp(id, "OBS_VALUE") == 0 || strcmp(id, "ACTION") == 0 || is_limit(id) ||
           is_in(id, attributes, sizeof attributes / sizeof *attributes);
}

static void lower_case(const char *id, char out[64])
{
    size_t size = 0;
    for (; id[size] != '\0' && size < 63; size++)
        out[size] = (char)(id[size] >= 'A' && id[size] <= 'Z' ? id[size] + ('a' - 'A') : id[size]);
    out[size] = '\0';
}

int32_t gdcs_i_sdmx_concept(const char *id)
{
    char lower[64];
    lower_case(id, lower);
    for (size_t i = 0; i < sizeof concepts / sizeof *concepts; i++)
        if (strcmp(lower, concepts[i].id) == 0)
    return concepts[i].concept;
    const int32_t concept = gdcs_concept_find(lower);
    return gdcs_i_concept_is_axis(concept) ? concept : GDCS_CONCEPT_NONE;
}

static gdcs_i_component_kind kind_of(const char *id, int behind)
{
    if (gdcs_i_sdmx_is_fixed(id))
        return GDCS_I_SDMX_OTHER;
    if (strcmp(id, "ACTION") == 0)
        return GDCS_I_SDMX_ACTION;
    if (strcmp(id, "OBS_VALUE") == 0)
        return GDCS_I_SDMX_VALUE;
    if (is_limit(id))
        return GDCS_I_SDMX_LIMIT;
    if (gdcs_i_sdmx_is_known(id))
        return GDCS_I_SDMX_ATTRIBUTE;
    const int32_t concept = gdcs_i_sdmx_concept(id);
    return behind && (concept == GDCS_CONCEPT_NONE || concept == GDCS_CONCEPT_UNIT)
               ? GDCS_I_SDMX_ATTRIBUTE
               : GDCS_I_SDMX_DIMENSION;
}

int64_t gdcs_i_sdmx_find(const gdcs_i_sdmx *s, const char *id)
{
    for (int64_t i = 0; i < s->width; i++)
        if (strcmp(s->components[i].id, id) == 0)
            return i;
    return -1;
}

/* The first of two names that is there. */
static int64_t find_either(const gdcs_i_sdmx *s, const char *a, const char *b)
{
    const int64_t first = gdcs_i_sdmx_find(s, a);
    return first >= 0 ? first : gdcs_i_sdmx_find(s, b);
}

/* A limit says something only beside the other. */
static void check_limits(gdcs_i_sdmx *s)
{
    const int64_t lower = gdcs_i_sdmx_find(s, "LOWER"), upper = gdcs_i_sdmx_find(s, "UPPER");
    if (lower >= 0 && upper < 0)
        s->components[lower].kind = GDCS_I_SDMX_ATTRIBUTE;
    if (upper >= 0 && lower < 0)
        s->components[upper].kind = GDCS_I_SDMX_ATTRIBUTE;
}

void gdcs_i_sdmx_sort(gdcs_i_sdmx *s)
{
    s->value = gdcs_i_sdmx_find(s, "OBS_VALUE");
    for (int64_t i = 0; i < s->width; i++)
        if (s->components[i].kind != GDCS_I_SDMX_OTHER && !s->has_roles)
            s->components[i].kind = kind_of(s->components[i].id, s->value >= 0 && i > s->value);
    check_limits(s);
    s->status = find_either(s, "OBS_STATUS", "OBS_FLAG");
    s->flags = s->status >= 0 && strcmp(s->components[s->status].id, "OBS_FLAG") == 0;
    s->confidentiality = find_either(s, "CONF_STATUS", "OBS_CONF");
    s->multiplier = gdcs_i_sdmx_find(s, "UNIT_MULT");
    if (s->flags && s->confidentiality < 0) {
        s->confidentiality = s->width;
        s->components[s->width++] =
            (gdcs_i_component){.id = "CONF_STATUS", .kind = GDCS_I_SDMX_ATTRIBUTE};
    }
}
