/* A schema in this library's own struct sizes, with every contradiction refused. */
#ifndef GDCS_IO_SCHEMA_PLAN_H
#define GDCS_IO_SCHEMA_PLAN_H

#include "io/schema/arena.h"

#include <gdcs/schema.h>
#include <gdcs/table.h>

typedef struct gdcs_i_plan {
    gdcs_schema schema; /* columns points to the copies below; defaults are not filled in */
    gdcs_schema_column *columns;
    gdcs_schema_wide wide;     /* column_count and pattern_count 0: none */
    gdcs_schema_column number; /* how wide columns are read */
    int64_t value;             /* column with the count, weight or population of a record, or -1 */
    char delimiter;            /* these with their defaults */
    char quote;
    char decimal;
    int32_t absent;      /* GDCS_ABSENT_* */
    char candidates[80]; /* ", or is it CP1250 or CP1252": where the encoding is open */
} gdcs_i_plan;

/* Texts stay the caller's.  GDCS_E_STRUCT, GDCS_E_ARGUMENT, GDCS_E_SCHEMA.  *culprit, if given, is
   the number of the column that is wrong, or -1. */
gdcs_status gdcs_i_plan_take(const gdcs_schema *schema, gdcs_i_plan *out, int64_t *culprit,
                             gdcs_error *err);
void gdcs_i_plan_free(gdcs_i_plan *plan);

/* The first of it: the structs in our sizes, unchecked.  *columns is freed with free(). */
gdcs_status gdcs_i_plan_take_schema(const gdcs_schema *schema, gdcs_schema *out,
                                    gdcs_schema_column **columns, gdcs_error *err);

/* Does a schema, NULL: none, say which column is the sex?  Then *found becomes 1. */
gdcs_status gdcs_i_plan_declares_sex(const gdcs_schema *schema, int *found, gdcs_error *err);

/* Name of the axis or frame column; NULL if the column makes none. */
const char *gdcs_i_plan_as(const gdcs_schema_column *column);

/* GDCS_TYPE_* of the column in a frame. */
int32_t gdcs_i_plan_type(const gdcs_schema_column *column);

/* GDCS_SENSITIVITY_* of what the column becomes; 0: the concept's. */
int32_t gdcs_i_plan_sensitivity(const gdcs_i_plan *plan, int32_t declared);

/* What a user calls the column: its name, or its position. */
const char *gdcs_i_plan_title(const gdcs_schema_column *column, char room[32]);

/* Is it a sex column whose spellings nobody declared? */
int gdcs_i_plan_is_open_sex(const gdcs_schema_column *column);

/* List the labels of an axis with their titles, whose texts are borrowed. */
gdcs_status gdcs_i_plan_list_labels(const gdcs_axis *axis, gdcs_i_arena *arena,
                                    gdcs_schema_column *column, gdcs_error *err);

int gdcs_i_concept_is_axis(int32_t concept);
int gdcs_i_concept_is_value(int32_t concept); /* count, weight, population */
#endif
