#include "io/schema/members.h"
#include "io/schema/names.h"

#include <gdcs/schema.h>
#include <gdcs/table.h>

#include <string.h>

/* 0 leaves it to the columns, so "zero" is written otherwise (gdcs/schema.h). */
enum { ABSENT_ZERO = -1 };

static int32_t find_absent(const char *name)
{
    return strcmp(name, "zero") == 0      ? ABSENT_ZERO
           : strcmp(name, "missing") == 0 ? GDCS_ABSENT_MISSING
                                          : 0;
}

static const char *const ragged[] = {"", "pad", "trim", "repair"};

static int32_t find_ragged(const char *name)
{
    for (int32_t i = GDCS_RAGGED_PAD; i <= GDCS_RAGGED_REPAIR; i++)
        if (strcmp(ragged[i], name) == 0)
            return i;
    return 0;
}

static const char *ragged_name(int32_t number)
{
    return number >= GDCS_RAGGED_PAD && number <= GDCS_RAGGED_REPAIR ? ragged[number] : NULL;
}

static const char *absent_name(int32_t absent)
{
    return absent == ABSENT_ZERO ? "zero" : absent == GDCS_ABSENT_MISSING ? "missing" : NULL;
}

/* 0 is the default, "pass", which is written by leaving it out. */
static int32_t find_others(const char *name)
{
    return strcmp(name, "refuse") == 0 ? GDCS_OTHERS_REFUSE : 0;
}

static const char *others_name(int32_t others)
{
    return others == GDCS_OTHERS_REFUSE ? "refuse" : NULL;
}

/* Short words for the lists below, which name each member of a struct once. */
#define AT(type, member) offsetof(type, member)
#define PLAIN(name, kind, type, m)                                                                 \
    {                                                                                              \
        name, GDCS_I_MEMBER_##kind, AT(type, m), 0, NULL, NULL                                     \
    }
#define LIST(name, kind, type, m, n)                                                               \
    {                                                                                              \
        name, GDCS_I_MEMBER_##kind, AT(type, m), AT(type, n), NULL, NULL                           \
    }
#define NAMED(name, type, m, find, of)                                                             \
    {                                                                                              \
        name, GDCS_I_MEMBER_NAME, AT(type, m), 0, find, of                                         \
    }
#define END                                                                                        \
    {                                                                                              \
        NULL, GDCS_I_MEMBER_TEXT, 0, 0, NULL, NULL                                                 \
    }

const gdcs_i_member gdcs_i_schema_members[] = {
    PLAIN("delimiter", CHAR, gdcs_schema, delimiter),
    PLAIN("quote", CHAR, gdcs_schema, quote),
    PLAIN("decimal", CHAR, gdcs_schema, decimal),
    PLAIN("grouping", CHAR, gdcs_schema, grouping),
    PLAIN("encoding", TEXT, gdcs_schema, encoding),
    PLAIN("header", INTEGER, gdcs_schema, header),
    PLAIN("footer", INTEGER, gdcs_schema, footer),
    NAMED("ragged", gdcs_schema, ragged, find_ragged, ragged_name),
    NAMED("absent", gdcs_schema, absent, find_absent, absent_name),
    NAMED("sensitivity", gdcs_schema, sensitivity, gdcs_i_sensitivity_find,
          gdcs_i_sensitivity_name),
    LIST("columns", COLUMNS, gdcs_schema, columns, column_count),
    PLAIN("wide", WIDE, gdcs_schema, wide),
    LIST("meta", META, gdcs_schema, meta, meta_count),
    END,
};

const gdcs_i_member gdcs_i_column_members[] = {
    PLAIN("name", TEXT, gdcs_schema_column, name),
    LIST("aliases", TEXTS, gdcs_schema_column, aliases, alias_count),
    PLAIN("optional", TRUE, gdcs_schema_column, optional),
    PLAIN("position", INTEGER, gdcs_schema_column, position),
    PLAIN("constant", TEXT, gdcs_schema_column, constant),
    PLAIN("file", TEXT, gdcs_schema_column, file),
    NAMED("concept", gdcs_schema_column, concept_id, gdcs_concept_find, gdcs_concept_name),
    PLAIN("as", TEXT, gdcs_schema_column, as),
    PLAIN("title", TEXT, gdcs_schema_column, title),
    PLAIN("titles", TEXT, gdcs_schema_column, titles),
    PLAIN("unit", TEXT, gdcs_schema_column, unit),
    NAMED("type", gdcs_schema_column, type, gdcs_i_type_find, gdcs_i_type_name),
    NAMED("sensitivity", gdcs_schema_column, sensitivity, gdcs_i_sensitivity_find,
          gdcs_i_sensitivity_name),
    NAMED("scheme", gdcs_schema_column, scheme, gdcs_sex_find_scheme, gdcs_i_scheme_name),
    LIST("map", WORDS, gdcs_schema_column, map, map_count),
    PLAIN("open", TRUE, gdcs_schema_column, map_open),
    PLAIN("total", TEXT, gdcs_schema_column, total),
    LIST("labels", WORDS, gdcs_schema_column, labels, label_count),
    LIST("keep", TEXTS, gdcs_schema_column, keep, keep_count),
    LIST("drop", TEXTS, gdcs_schema_column, drop, drop_count),
    LIST("missing", TEXTS, gdcs_schema_column, missing, missing_count),
    LIST("ranges", TEXTS, gdcs_schema_column, ranges, range_count),
    LIST("status", WORDS, gdcs_schema_column, status, status_count),
    LIST("confidentiality", WORDS, gdcs_schema_column, confidentiality, confidentiality_count),
    PLAIN("rounding", INTEGER, gdcs_schema_column, rounding),
    PLAIN("noise", INTEGER, gdcs_schema_column, noise),
    END,
};

const gdcs_i_member gdcs_i_wide_members[] = {
    NAMED("concept", gdcs_schema_wide, concept_id, gdcs_concept_find, gdcs_concept_name),
    PLAIN("as", TEXT, gdcs_schema_wide, as),
    NAMED("scheme", gdcs_schema_wide, scheme, gdcs_sex_find_scheme, gdcs_i_scheme_name),
    LIST("columns", HEADINGS, gdcs_schema_wide, columns, column_count),
    LIST("pattern", PATTERNS, gdcs_schema_wide, patterns, pattern_count),
    NAMED("others", gdcs_schema_wide, others, find_others, others_name),
    LIST("drop", TEXTS, gdcs_schema_wide, drop, drop_count),
    LIST("missing", TEXTS, gdcs_schema_wide, missing, missing_count),
    PLAIN("total", TEXT, gdcs_schema_wide, total),
    LIST("also", ALSO, gdcs_schema_wide, also, also_count),
    PLAIN("number", NUMBER, gdcs_schema_wide, number),
    END,
};

const gdcs_i_member gdcs_i_also_members[] = {
    NAMED("concept", gdcs_schema_wide_axis, concept_id, gdcs_concept_find, gdcs_concept_name),
    PLAIN("as", TEXT, gdcs_schema_wide_axis, as),
    NAMED("scheme", gdcs_schema_wide_axis, scheme, gdcs_sex_find_scheme, gdcs_i_scheme_name),
    PLAIN("total", TEXT, gdcs_schema_wide_axis, total),
    END,
};
