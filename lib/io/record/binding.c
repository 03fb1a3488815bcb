#include "io/record/binding.h"
#include "core/fail.h"
#include "core/memory.h"
#include "data/table.h"
#include "io/record/files.h"
#include "io/record/header.h"
#include "io/schema/pattern.h"

#include <gdcs/frame.h>
#include <gdcs/sex.h>

#include <stdlib.h>
#include <string.h>

/* What a table can use: axes, the number, its limits, its status. */
static int serves_table(int32_t concept)
{
    return gdcs_i_concept_is_axis(concept) || gdcs_i_concept_is_value(concept) ||
           concept == GDCS_CONCEPT_LOWER || concept == GDCS_CONCEPT_UPPER ||
           concept == GDCS_CONCEPT_STATUS || concept == GDCS_CONCEPT_CONFIDENTIALITY;
}

static int32_t type_in(const gdcs_schema_column *column, int makes_table)
{
    if (column->concept_id == GDCS_CONCEPT_NONE ||
        (makes_table && !serves_table(column->concept_id)))
        return GDCS_I_FILTER_ONLY;
    if (makes_table && gdcs_i_concept_is_axis(column->concept_id))
        return GDCS_TYPE_TEXT;
    return gdcs_i_plan_type(column);
}

static int may_be_negative(int32_t concept)
{
    return !gdcs_i_concept_is_value(concept) || concept == GDCS_CONCEPT_VALUE;
}

static gdcs_status make_slot(const gdcs_i_plan *plan, const gdcs_schema_column *column,
                             int makes_table, gdcs_i_slot *slot, gdcs_error *err)
{
    const char *constant = column->constant;
    slot->column = column;
    slot->field = -1;
    slot->titles = -1;
    slot->type = type_in(column, makes_table);
    if (constant != NULL)
        slot->constant =
            (gdcs_i_field){.text = constant[0] != '\0' ? constant : NULL, .size = strlen(constant)};
    TRY(gdcs_i_lists_new(column, &slot->lists, err));
    if (slot->type == GDCS_TYPE_TEXT || slot->type == GDCS_I_FILTER_ONLY)
        return gdcs_i_words_new(&slot->lists, slot->type == GDCS_I_FILTER_ONLY, &slot->words, err);
    slot->form =
        (gdcs_i_number_form){.decimal = plan->decimal,
                             .grouping = plan->schema.grouping,
                             .whole = slot->type == GDCS_TYPE_INT64,
                             .negative = !makes_table && may_be_negative(column->concept_id),
                             .infinite = makes_table ? column->concept_id == GDCS_CONCEPT_UPPER
                                                     : may_be_negative(column->concept_id),
                             .most = makes_table ? GDCS_I_LARGEST : 0.0};
    return GDCS_OK;
}

gdcs_schema_wide_axis gdcs_i_binding_wide(const gdcs_i_binding *binding, int64_t axis)
{
    return gdcs_i_wide_axis(&binding->plan->wide, axis);
}

const char *gdcs_i_binding_label(const gdcs_i_binding *binding, int64_t axis, int64_t heading)
{
    return binding->labels[axis * binding->heading_count + heading];
}

/* By a scheme the heading itself is read, or the label that stands for it. */
static gdcs_status make_label(gdcs_i_binding *binding, int64_t axis, int64_t heading,
                              gdcs_error *err)
{
    const gdcs_schema_word word = binding->plan->wide.columns[heading];
    const gdcs_schema_wide_axis wide = gdcs_i_binding_wide(binding, axis);
    const char **label = &binding->labels[axis * binding->heading_count + heading];
    int32_t sex = GDCS_SEX_NONE;
    *label = axis > 0 ? wide.labels[heading] : word.to != NULL ? word.to : word.from;
    if (wide.scheme == 0)
        return GDCS_OK;
    if (wide.total != NULL && strcmp(*label, wide.total) == 0)
        sex = GDCS_SEX_TOTAL;
    else
        TRY(gdcs_sex_parse(*label, wide.scheme, &sex, err));
    *label = gdcs_sex_code(sex);
    return GDCS_OK;
}

static gdcs_schema_column wide_column(const gdcs_i_plan *plan)
{
    gdcs_schema_column column = plan->number;
    if (column.concept_id == GDCS_CONCEPT_NONE)
        column.concept_id = GDCS_CONCEPT_COUNT;
    if (column.missing_count == 0) {
        column.missing = plan->wide.missing;
        column.missing_count = plan->wide.missing_count;
    }
    return column;
}

static gdcs_status make_wide(gdcs_i_binding *binding, gdcs_error *err)
{
    const gdcs_i_plan *plan = binding->plan;
    void *memory = NULL;
    binding->heading_count = plan->wide.column_count;
    binding->wide_axes = plan->wide.column_count > 0 ? 1 + plan->wide.also_count : 0;
    TRY(gdcs_i_alloc(&memory, plan->wide.column_count, sizeof(gdcs_i_heading), err));
    binding->headings = memory;
    TRY(gdcs_i_alloc(&memory, binding->heading_count * binding->wide_axes, sizeof(const char *),
                     err));
    binding->labels = memory;
    binding->wide_column = wide_column(plan);
    binding->wide_form = (gdcs_i_number_form){.decimal = plan->decimal,
                                              .grouping = plan->schema.grouping,
                                              .most = binding->makes_table ? GDCS_I_LARGEST : 0.0};
    for (int64_t k = 0; k < binding->wide_axes; k++)
        for (int64_t i = 0; i < binding->heading_count; i++)
            TRY(make_label(binding, k, i, err));
    return gdcs_i_lists_new(&binding->wide_column, &binding->wide_lists, err);
}

gdcs_status gdcs_i_binding_new(const gdcs_i_plan *plan, int makes_table, gdcs_i_binding *out,
                               gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    if (plan->schema.column_count == 0 && plan->wide.column_count == 0)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, "columns", "the schema has no columns");
    *out = (gdcs_i_binding){.plan = plan, .makes_table = makes_table};
    GO(gdcs_i_alloc(&memory, plan->schema.column_count, sizeof(gdcs_i_slot), err));
    out->slots = memory;
    out->slot_count = plan->schema.column_count;
    for (int64_t i = 0; i < out->slot_count; i++)
        GO(make_slot(plan, &plan->columns[i], makes_table, &out->slots[i], err));
    GO(make_wide(out, err));
    return GDCS_OK;
done:
    gdcs_i_binding_free(out);
    return status;
}

void gdcs_i_binding_free(gdcs_i_binding *binding)
{
    for (int64_t i = 0; i < binding->slot_count; i++) {
        gdcs_i_words_free(binding->slots[i].words);
        gdcs_i_lists_free(&binding->slots[i].lists);
    }
    free(binding->slots);
    free(binding->headings);
    free((void *)binding->labels);
    free(binding->wanted);
    gdcs_i_lists_free(&binding->wide_lists);
    *binding = (gdcs_i_binding){0};
}

int64_t gdcs_i_binding_slot(const gdcs_i_binding *binding, int32_t concept)
{
    for (int64_t i = 0; i < binding->slot_count; i++)
        if (binding->slots[i].column->concept_id == concept)
            return i;
    return -1;
}

static gdcs_status by_position(gdcs_i_slot *slot, const gdcs_i_record *header, int named,
                               gdcs_error *err)
{
    const gdcs_schema_column *c = slot->column;
    char room[32];
    slot->field = c->position - 1;
    if (c->position > header->count)
        return gdcs_i_fail_at(
            err, GDCS_E_SCHEMA, header->line, 0, gdcs_i_plan_title(c, room),
            "position %d of column '%.80s' is beyond the %lld fields of the first record",
            (int)c->position, gdcs_i_plan_title(c, room), (long long)header->count);
    if (!named || c->name == NULL)
        return GDCS_OK;
    const char *found = gdcs_i_header_name(header, slot->field);
    if (strcmp(found, c->name) != 0)
        return gdcs_i_fail_at(err, GDCS_E_SCHEMA, header->line, c->position, c->name,
                              "column '%.80s' should be field %d of the header, which is '%.80s'",
                              c->name, (int)c->position, found);
    return GDCS_OK;
}

static gdcs_status find_titles(gdcs_i_binding *binding, gdcs_i_slot *slot,
                               const gdcs_i_record *header, gdcs_error *err)
{
    if (slot->column->titles == NULL)
        return GDCS_OK;
    TRY(gdcs_i_header_find(header, slot->column->titles, binding->plan->delimiter, &slot->titles,
                           err));
    binding->wanted[slot->titles] = 1;
    return GDCS_OK;
}

static gdcs_status find_slots(gdcs_i_binding *binding, const gdcs_i_record *header, int named,
                              gdcs_error *err)
{
    for (int64_t i = 0; i < binding->slot_count; i++) {
        gdcs_i_slot *slot = &binding->slots[i];
        TRY(find_titles(binding, slot, header, err));
        if (slot->column->constant != NULL)
            continue;
        if (slot->column->position > 0)
            TRY(by_position(slot, header, named, err));
        else
            TRY(gdcs_i_header_find_column(header, slot->column, binding->plan->delimiter,
                                          &slot->field, err));
        if (slot->type != GDCS_I_FILTER_ONLY || !gdcs_i_lists_empty(&slot->lists))
            binding->wanted[slot->field] = 1;
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_binding_check(const gdcs_i_plan *plan, const gdcs_i_record *header,
                                 gdcs_error *err)
{
    if (plan->schema.header == -1 || header->bad == 0)
        return GDCS_OK;
    return gdcs_i_fail_at(
        err, GDCS_E_ENCODING, header->line, header->bad, "encoding",
        "line %lld, field %lld of the header: bytes that are not valid %.40s, or a NUL byte; "
        "is the encoding right%s?",
        (long long)header->line, (long long)header->bad,
        plan->schema.encoding != NULL ? plan->schema.encoding : "UTF-8", plan->candidates);
}

static gdcs_status refuse_name(const gdcs_schema_column *c, const char *path, int ways,
                               gdcs_error *err)
{
    char room[32];
    const char *title = gdcs_i_plan_title(c, room);
    if (path == NULL)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, title,
                           "column '%.60s' is taken from the name of a file, and there is none",
                           title);
    return gdcs_i_fail(err, GDCS_E_SCHEMA, title, "column '%.60s': the name '%.80s' %s '%.60s'%s",
                       title, gdcs_i_files_name(path), ways == 0 ? "does not fit" : "fits", c->file,
                       ways == 0 ? "" : " in two ways");
}

gdcs_status gdcs_i_binding_name(gdcs_i_binding *binding, const char *path, gdcs_i_arena *arena,
                                gdcs_error *err)
{
    const int named = path != NULL && strcmp(path, "-") != 0;
    for (int64_t i = 0; i < binding->slot_count; i++) {
        gdcs_i_slot *slot = &binding->slots[i];
        char value[GDCS_I_NAME];
        if (slot->column->file == NULL)
            continue;
        const int ways =
            named ? gdcs_i_files_value(gdcs_i_files_name(path), slot->column->file, value) : 0;
        if (ways != 1)
            return refuse_name(slot->column, named ? path : NULL, ways, err);
        TRY(gdcs_i_arena_copy(arena, value, &slot->constant.text, err));
        slot->constant.size = strlen(value);
    }
    return GDCS_OK;
}

void gdcs_i_binding_remark(gdcs_i_binding *binding)
{
    const gdcs_i_plan *plan = binding->plan;
    for (int64_t i = 0; i < binding->slot_count; i++) {
        binding->slots[i].form.decimal = plan->decimal;
        binding->slots[i].form.grouping = plan->schema.grouping;
    }
    binding->wide_form.decimal = plan->decimal;
    binding->wide_form.grouping = plan->schema.grouping;
}

gdcs_status gdcs_i_binding_find(gdcs_i_binding *binding, const gdcs_i_record *header,
                                gdcs_error *err)
{
    const int named = binding->plan->schema.header != -1;
    void *memory = NULL;
    TRY(gdcs_i_binding_check(binding->plan, header, err));
    TRY(gdcs_i_alloc(&memory, header->count, 1, err));
    free(binding->wanted);
    binding->wanted = memory;
    binding->width = header->count;
    TRY(find_slots(binding, header, named, err));
    for (int64_t i = 0; i < binding->heading_count; i++) {
        TRY(gdcs_i_header_find(header, binding->plan->wide.columns[i].from,
                               binding->plan->delimiter, &binding->headings[i].field, err));
        binding->wanted[binding->headings[i].field] = 1;
    }
    return GDCS_OK;
}
