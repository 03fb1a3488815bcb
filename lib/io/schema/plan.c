#include "io/schema/plan.h"
#include "core/fail.h"
#include "core/memory.h"
#include "data/sex.h"
#include "io/schema/check.h"

#include <gdcs/frame.h>
#include <gdcs/table.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sizes in the first release. */
enum { SCHEMA_V1 = 80, COLUMN_V1 = 240, WIDE_V1 = 120 };

int gdcs_i_concept_is_axis(int32_t concept)
{
    return concept > GDCS_CONCEPT_NONE && concept < GDCS_CONCEPT_COUNT;
}

int gdcs_i_concept_is_value(int32_t concept)
{
    return concept == GDCS_CONCEPT_COUNT || concept == GDCS_CONCEPT_WEIGHT ||
           concept == GDCS_CONCEPT_POPULATION || concept == GDCS_CONCEPT_VALUE;
}

static int is_code(const char *text)
{
    return text != NULL && gdcs_i_sex_find(text, strlen(text)) != GDCS_SEX_NONE;
}

int gdcs_i_plan_is_open_sex(const gdcs_schema_column *column)
{
    return column->concept_id == GDCS_CONCEPT_SEX && column->scheme == 0 &&
           column->map_count == 0 && !is_code(column->constant);
}

const char *gdcs_i_plan_as(const gdcs_schema_column *column)
{
    if (column->concept_id == GDCS_CONCEPT_NONE)
        return NULL;
    if (column->as != NULL)
        return column->as;
    return column->constant != NULL || column->file != NULL ? gdcs_concept_name(column->concept_id)
                                                            : column->name;
}

int32_t gdcs_i_plan_type(const gdcs_schema_column *column)
{
    if (column->type != 0)
        return column->type;
    switch (column->concept_id) {
    case GDCS_CONCEPT_STATUS:
    case GDCS_CONCEPT_CONFIDENTIALITY:
    case GDCS_CONCEPT_METHOD:
    case GDCS_CONCEPT_MEASURE: return GDCS_TYPE_TEXT;
    default: return column->concept_id < GDCS_CONCEPT_COUNT ? GDCS_TYPE_TEXT : GDCS_TYPE_DOUBLE;
    }
}

int32_t gdcs_i_plan_sensitivity(const gdcs_i_plan *plan, int32_t declared)
{
    return declared != 0 ? declared : plan->schema.sensitivity;
}

const char *gdcs_i_plan_title(const gdcs_schema_column *column, char room[32])
{
    if (column->name != NULL)
        return column->name;
    if (gdcs_i_plan_as(column) != NULL)
        return gdcs_i_plan_as(column);
    if (column->constant != NULL)
        return column->constant;
    snprintf(room, 32, "%d", (int)column->position);
    return room;
}

/* The elements are as far apart as the caller's struct is long. */
static gdcs_status take_columns(const gdcs_schema *theirs, gdcs_schema_column **columns,
                                gdcs_error *err)
{
    void *memory = NULL;
    uint32_t stride = 0;
    const int64_t count = theirs->column_count;
    if (count < 0 || count > INT32_MAX)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, "column_count", "column_count is %lld",
                           (long long)count);
    if (count > 0)
        TRY(gdcs_i_need(theirs->columns, "columns", err));
    TRY(gdcs_i_alloc(&memory, count, sizeof(gdcs_schema_column), err));
    *columns = memory;
    if (count > 0)
        memcpy(&stride, theirs->columns, sizeof stride);
    for (int64_t i = 0; i < count; i++) {
        const char *at = (const char *)theirs->columns + i * (int64_t)stride;
        TRY(gdcs_i_take(&(*columns)[i], sizeof(gdcs_schema_column), at, COLUMN_V1, err));
        if (memcmp(at, &stride, sizeof stride) != 0)
            return gdcs_i_fail(err, GDCS_E_STRUCT, "struct_size",
                               "columns have different struct_size");
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_plan_take_schema(const gdcs_schema *schema, gdcs_schema *out,
                                    gdcs_schema_column **columns, gdcs_error *err)
{
    TRY(gdcs_i_take(out, sizeof *out, schema, SCHEMA_V1, err));
    const gdcs_status status = take_columns(out, columns, err);
    if (status == GDCS_OK) {
        out->columns = *columns;
        return status;
    }
    free(*columns);
    *columns = NULL;
    return status;
}

gdcs_status gdcs_i_plan_declares_sex(const gdcs_schema *schema, int *found, gdcs_error *err)
{
    gdcs_schema ours;
    gdcs_schema_column *columns = NULL;
    if (schema == NULL)
        return GDCS_OK;
    TRY(gdcs_i_plan_take_schema(schema, &ours, &columns, err));
    for (int64_t i = 0; i < ours.column_count; i++)
        *found |= columns[i].concept_id == GDCS_CONCEPT_SEX;
    free(columns);
    return GDCS_OK;
}

static void fill_defaults(gdcs_i_plan *plan)
{
    const gdcs_schema *s = &plan->schema;
    plan->delimiter = (char)(s->delimiter != 0 ? s->delimiter : ',');
    plan->quote = (char)(s->quote != 0 ? s->quote : '"');
    plan->decimal = (char)(s->decimal != 0 ? s->decimal : '.');
    plan->value = -1;
    for (int64_t i = 0; i < s->column_count && plan->value < 0; i++)
        if (gdcs_i_concept_is_value(plan->columns[i].concept_id))
            plan->value = i;
    const int published =
        plan->schema.wide != NULL ||
        (plan->value >= 0 && plan->columns[plan->value].concept_id != GDCS_CONCEPT_WEIGHT);
    plan->absent = s->absent == GDCS_ABSENT_MISSING || (s->absent == 0 && published)
                       ? GDCS_ABSENT_MISSING
                       : GDCS_ABSENT_ZERO;
}

gdcs_status gdcs_i_plan_take(const gdcs_schema *schema, gdcs_i_plan *out, int64_t *culprit,
                             gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_plan plan = {0};
    int64_t ignored = -1;
    culprit = culprit != NULL ? culprit : &ignored;
    *culprit = -1;
    TRY(gdcs_i_need(schema, "schema", err));
    GO(gdcs_i_plan_take_schema(schema, &plan.schema, &plan.columns, err));
    if (plan.schema.wide != NULL)
        GO(gdcs_i_take(&plan.wide, sizeof plan.wide, plan.schema.wide, WIDE_V1, err));
    if (plan.wide.number != NULL)
        GO(gdcs_i_take(&plan.number, sizeof plan.number, plan.wide.number, COLUMN_V1, err));
    GO(gdcs_i_schema_check(&plan.schema, culprit, err));
    for (int64_t i = 0; i < plan.schema.column_count; i++)
        if (plan.columns[i].file != NULL)
            plan.columns[i].constant = ""; /* until the file is known */
    if (plan.schema.wide != NULL)
        GO(gdcs_i_schema_check_wide(&plan.schema, &plan.wide, err));
    if (plan.wide.number != NULL)
        GO(gdcs_i_schema_check_number(&plan.number, err));
    fill_defaults(&plan);
    *out = plan;
    return GDCS_OK;
done:
    gdcs_i_plan_free(&plan);
    return status;
}

void gdcs_i_plan_free(gdcs_i_plan *plan)
{
    free(plan->columns);
    plan->columns = NULL;
}

gdcs_status gdcs_i_plan_list_labels(const gdcs_axis *axis, gdcs_i_arena *arena,
                                    gdcs_schema_column *column, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(arena, axis->label_count, sizeof(gdcs_schema_word), &memory, err));
    gdcs_schema_word *labels = memory;
    for (int64_t i = 0; i < axis->label_count; i++)
        labels[i] = (gdcs_schema_word){.from = axis->labels[i],
                                       .to = axis->titles != NULL ? axis->titles[i] : NULL};
    column->labels = labels;
    column->label_count = axis->label_count;
    return GDCS_OK;
}
