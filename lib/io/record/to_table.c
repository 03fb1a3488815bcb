#include "io/record/to_table.h"
#include "core/fail.h"
#include "core/memory.h"
#include "data/concept.h"
#include "io/record/to_table/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The table is as sensitive as the file is declared, and as any column that goes into its cells. */
static int32_t sensitivity_of(const gdcs_i_binding *b)
{
    int32_t highest = b->plan->schema.sensitivity;
    for (int64_t i = 0; i < b->slot_count; i++)
        highest = gdcs_i_higher(highest, b->slots[i].column->sensitivity);
    return highest;
}

/* The labels that are declared. */
static gdcs_status add_labels(gdcs_i_to_table *to, int32_t number, const gdcs_schema_column *c,
                              gdcs_error *err)
{
    gdcs_i_axis *of = &to->table->axes[number];
    int32_t code = 0;
    for (int64_t i = 0; i < c->label_count; i++) {
        const gdcs_schema_word *label = &c->labels[i];
        TRY(gdcs_i_axis_add_label(to->table, number, label->from, strlen(label->from), &code, err));
        if (label->to != NULL)
            TRY(gdcs_i_titles_set(&of->titles, code, gdcs_i_pool_count(of->labels), label->to,
                                  err));
    }
    return GDCS_OK;
}

static gdcs_status add_axes(gdcs_i_to_table *to, gdcs_error *err)
{
    const gdcs_i_plan *plan = to->binding->plan;
    for (int64_t i = 0; i < to->binding->slot_count; i++) {
        const gdcs_schema_column *c = to->binding->slots[i].column;
        if (!gdcs_i_concept_is_axis(c->concept_id))
            continue;
        const int open = gdcs_i_plan_is_open_sex(c);
        int32_t sensitivity = 0;
        TRY(gdcs_i_sensitivity(gdcs_i_plan_sensitivity(plan, c->sensitivity), c->concept_id,
                               &sensitivity, err));
        const gdcs_axis given = {.struct_size = sizeof given,
                                 .concept_id = open ? GDCS_CONCEPT_GROUP : c->concept_id,
                                 .sensitivity = sensitivity,
                                 .name = gdcs_i_plan_as(c),
                                 .title = c->title,
                                 .total = c->concept_id == GDCS_CONCEPT_SEX ? NULL : c->total};
        to->open_sex = open ? to->axis_count : to->open_sex;
        TRY(gdcs_table_add_axis(to->table, &given, err));
        TRY(add_labels(to, to->axis_count, c, err));
        to->axes[to->axis_count++] = (gdcs_i_to_axis){.slot = i, .blank = -1};
    }
    return GDCS_OK;
}

static gdcs_status add_wide_axis(gdcs_i_to_table *to, int64_t number, gdcs_error *err)
{
    const gdcs_i_binding *b = to->binding;
    const gdcs_schema_wide_axis wide = gdcs_i_binding_wide(b, number);
    int32_t *const labels = to->wide_labels + number * b->heading_count;
    const gdcs_axis given = {.struct_size = sizeof given,
                             .concept_id = wide.concept_id,
                             .sensitivity = gdcs_i_plan_sensitivity(b->plan, 0),
                             .name = wide.as,
                             .total = wide.concept_id == GDCS_CONCEPT_SEX ? NULL : wide.total};
    TRY(gdcs_table_add_axis(to->table, &given, err));
    for (int64_t i = 0; i < b->heading_count; i++) {
        const char *label = gdcs_i_binding_label(b, number, i);
        TRY(gdcs_i_axis_add_label(to->table, to->axis_count + (int32_t)number, label, strlen(label),
                                  &labels[i], err));
    }
    return GDCS_OK;
}

static gdcs_status add_wide_axes(gdcs_i_to_table *to, gdcs_error *err)
{
    const gdcs_i_binding *b = to->binding;
    void *memory = NULL;
    if (b->heading_count == 0)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, b->heading_count * b->wide_axes, sizeof *to->wide_labels, err));
    to->wide_labels = memory;
    for (int64_t k = 0; k < b->wide_axes; k++)
        TRY(add_wide_axis(to, k, err));
    return GDCS_OK;
}

static gdcs_status add_texts(gdcs_i_to_table *to, gdcs_error *err)
{
    const gdcs_schema *s = &to->binding->plan->schema;
    for (int64_t i = 0; i < s->meta_count; i++)
        TRY(gdcs_table_set_meta(to->table, s->meta[i].key, s->meta[i].text, err));
    return GDCS_OK;
}

/* Which of two numbers a cell should hold cannot be known. */
static gdcs_status check_one_number(const gdcs_i_binding *b, gdcs_error *err)
{
    char first[32], second[32];
    for (int64_t i = b->plan->value + 1; b->plan->value >= 0 && i < b->slot_count; i++)
        if (gdcs_i_concept_is_value(b->slots[i].column->concept_id))
            return gdcs_i_fail(err, GDCS_E_SCHEMA, gdcs_i_plan_title(b->slots[i].column, second),
                               "columns '%.60s' and '%.60s' are both the number of a cell",
                               gdcs_i_plan_title(b->slots[b->plan->value].column, first),
                               gdcs_i_plan_title(b->slots[i].column, second));
    return GDCS_OK;
}

static gdcs_status build(gdcs_i_to_table *to, gdcs_error *err)
{
    const gdcs_i_binding *b = to->binding;
    TRY(check_one_number(b, err));
    const gdcs_table_options o = {
        .struct_size = sizeof o, .absent = b->plan->absent, .sensitivity = sensitivity_of(b)};
    TRY(gdcs_table_new(&o, &to->table, err));
    TRY(add_axes(to, err));
    TRY(add_wide_axes(to, err));
    return add_texts(to, err);
}

gdcs_status gdcs_i_to_table_new(const gdcs_i_binding *binding, gdcs_i_to_table **out,
                                gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_to_table), err));
    gdcs_i_to_table *to = memory;
    *to = (gdcs_i_to_table){.binding = binding,
                            .open_sex = -1,
                            .value = binding->plan->value,
                            .lower = gdcs_i_binding_slot(binding, GDCS_CONCEPT_LOWER),
                            .upper = gdcs_i_binding_slot(binding, GDCS_CONCEPT_UPPER),
                            .status = gdcs_i_binding_slot(binding, GDCS_CONCEPT_STATUS),
                            .confidentiality =
                                gdcs_i_binding_slot(binding, GDCS_CONCEPT_CONFIDENTIALITY)};
    const gdcs_status status = build(to, err);
    if (status == GDCS_OK)
        *out = to;
    else
        gdcs_i_to_table_free(to);
    return status;
}

void gdcs_i_to_table_free(gdcs_i_to_table *to)
{
    if (to == NULL)
        return;
    for (int32_t i = 0; i < to->axis_count; i++)
        free(to->axes[i].labels);
    free(to->wide_labels);
    gdcs_table_free(to->table);
    free(to);
}

gdcs_status gdcs_i_to_table_finish(gdcs_i_to_table *to, const char *detected, gdcs_table **out,
                                   gdcs_error *err)
{
    if (detected != NULL)
        TRY(gdcs_table_set_meta(to->table, GDCS_META_DETECTED, detected, err));
    gdcs_i_cells_trim(to->table->cells);
    *out = to->table;
    to->table = NULL;
    return GDCS_OK;
}

/* What stands for the missing among spellings that are resolved later: no file has it. */
static const char missing_spelling[] = "\x1A missing";

/* A missing sex is unknown; another missing text is the label "". */
static gdcs_status blank_label(gdcs_i_to_table *to, int32_t number, int32_t *code, gdcs_error *err)
{
    gdcs_i_to_axis *a = &to->axes[number];
    const int32_t concept = to->binding->slots[a->slot].column->concept_id;
    const char *label = number == to->open_sex        ? missing_spelling
                        : concept == GDCS_CONCEPT_SEX ? gdcs_sex_code(GDCS_SEX_UNKNOWN)
                                                      : "";
    if (a->blank < 0)
        TRY(gdcs_i_axis_add_label(to->table, number, label, strlen(label), &a->blank, err));
    *code = a->blank;
    return GDCS_OK;
}

/* Of spellings that become one label the first that has a title gives it. */
static gdcs_status add_title(gdcs_i_to_table *to, int32_t number, int32_t label,
                             const gdcs_i_record *record, gdcs_error *err)
{
    const int64_t field = to->binding->slots[to->axes[number].slot].titles;
    gdcs_i_axis *of = &to->table->axes[number];
    if (field < 0 || gdcs_i_titles_get(&of->titles, label) != NULL)
        return GDCS_OK;
    return gdcs_i_titles_set(&of->titles, label, gdcs_i_pool_count(of->labels),
                             record->fields[field].text, err);
}

/* The label of a word that no record had before.  Words of records that were left out are none: a
   label says that its cells are missing where nobody set them. */
static gdcs_status learn(gdcs_i_to_table *to, int32_t number, int32_t word,
                         const gdcs_i_record *record, gdcs_error *err)
{
    gdcs_i_to_axis *a = &to->axes[number];
    const gdcs_i_pool *words = gdcs_i_words_all(to->binding->slots[a->slot].words);
    const char *text = gdcs_i_pool_text(words, word);
    int32_t label = 0;
    void *memory = a->labels;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &a->room, gdcs_i_pool_count(words), sizeof *a->labels, err);
    a->labels = memory;
    TRY(status);
    TRY(gdcs_i_axis_add_label(to->table, number, text, strlen(text), &label, err));
    a->labels[word] = label + 1;
    return add_title(to, number, label, record, err);
}

gdcs_status gdcs_i_to_table_name(gdcs_i_to_table *to, int64_t field, const gdcs_i_record *record,
                                 gdcs_error *err)
{
    int32_t word = 0;
    for (int32_t i = 0; i < to->axis_count; i++) {
        const gdcs_i_to_axis *a = &to->axes[i];
        const gdcs_i_slot *slot = &to->binding->slots[a->slot];
        if (slot->field != field)
            continue;
        TRY(gdcs_i_words_take(slot->words, &record->fields[field], &word, err));
        if (word >= 0 && (word >= a->room || a->labels[word] == 0))
            TRY(learn(to, i, word, record, err));
    }
    return GDCS_OK;
}

static gdcs_status find_labels(gdcs_i_to_table *to, const gdcs_i_row *row, int32_t *codes,
                               gdcs_error *err)
{
    for (int32_t i = 0; i < to->axis_count; i++) {
        const gdcs_i_to_axis *a = &to->axes[i];
        const int32_t word = row->codes[a->slot];
        if (word == GDCS_I_WORD_MISSING) {
            TRY(blank_label(to, i, &codes[i], err));
            continue;
        }
        if (word >= a->room || a->labels[word] == 0)
            TRY(learn(to, i, word, row->record, err));
        codes[i] = a->labels[word] - 1;
    }
    return GDCS_OK;
}

static char letter_of(const gdcs_i_to_table *to, const gdcs_i_row *row, int64_t slot)
{
    if (slot < 0 || row->codes[slot] < 0)
        return 0;
    return gdcs_i_pool_text(gdcs_i_words_all(to->binding->slots[slot].words), row->codes[slot])[0];
}

/* A number whose limits stand in columns of their own. */
static void take_limits(const gdcs_i_to_table *to, const gdcs_i_row *row, gdcs_i_number *number)
{
    if (number->kind != GDCS_I_NUMBER_MISSING || to->lower < 0 || to->upper < 0)
        return;
    const gdcs_i_number *lower = &row->numbers[to->lower], *upper = &row->numbers[to->upper];
    if (lower->kind == GDCS_I_NUMBER_EXACT)
        number->lower = lower->value;
    if (upper->kind == GDCS_I_NUMBER_EXACT)
        number->upper = upper->value;
    if (number->lower > 0 || !isinf(number->upper))
        number->kind = GDCS_I_NUMBER_RANGE;
}

/* Limits that meet are a number. */
static void settle(gdcs_i_number *number)
{
    if (number->kind != GDCS_I_NUMBER_RANGE || number->lower != number->upper)
        return;
    number->kind = GDCS_I_NUMBER_EXACT;
    number->value = number->lower;
}

static gdcs_status add(gdcs_i_to_table *to, const gdcs_i_row *row, const int32_t *codes,
                       gdcs_i_number number, gdcs_error *err)
{
    const char own_status = number.status, own_confidentiality = number.confidentiality;
    const char status = own_status != 0 ? own_status : letter_of(to, row, to->status);
    const char confidentiality =
        own_confidentiality != 0 ? own_confidentiality : letter_of(to, row, to->confidentiality);
    take_limits(to, row, &number);
    settle(&number);
    const int exact = number.kind == GDCS_I_NUMBER_EXACT;
    if (exact && (status == 0 || status == 'A') && (confidentiality == 0 || confidentiality == 'F'))
        return gdcs_i_table_add_codes(to->table, codes, number.value, err);
    const int unknown = number.kind == GDCS_I_NUMBER_MISSING;
    const gdcs_cell cell = {.struct_size = sizeof cell,
                            .present = 1,
                            .status = unknown && (status == 0 || status == 'A') ? 'O' : status,
                            .confidentiality = confidentiality,
                            .value = exact ? number.value : NAN,
                            .lower = number.lower,
                            .upper = number.upper};
    return gdcs_i_table_add_cell(to->table, codes, &cell, err);
}

/* The same for a number of the file: a cell that is there already is repeated. */
static gdcs_status add_number(gdcs_i_to_table *to, const gdcs_i_row *row, const int32_t *codes,
                              gdcs_i_number number, gdcs_error *err)
{
    const int64_t before = gdcs_i_cells_count(to->table->cells);
    TRY(add(to, row, codes, number, err));
    to->repeated += gdcs_i_cells_count(to->table->cells) == before;
    return GDCS_OK;
}

static const gdcs_i_number one = {.kind = GDCS_I_NUMBER_EXACT, .value = 1, .lower = 1, .upper = 1};

gdcs_status gdcs_i_to_table_take(void *context, const gdcs_i_row *row, gdcs_error *err)
{
    gdcs_i_to_table *to = context;
    int32_t codes[GDCS_I_AXES + 1];
    TRY(find_labels(to, row, codes, err));
    if (to->wide_labels == NULL)
        return to->value >= 0 ? add_number(to, row, codes, row->numbers[to->value], err)
                              : add(to, row, codes, one, err);
    for (int64_t i = 0; i < to->binding->heading_count; i++) {
        for (int64_t k = 0; k < to->binding->wide_axes; k++)
            codes[to->axis_count + k] = to->wide_labels[k * to->binding->heading_count + i];
        TRY(add_number(to, row, codes, row->wide[i], err));
    }
    return GDCS_OK;
}

int64_t gdcs_i_to_table_repeated(const gdcs_i_to_table *to)
{
    return to->repeated;
}

static gdcs_status declare_total(gdcs_i_axis *of, const char *const *labels, int count,
                                 const char **found, gdcs_error *err)
{
    int32_t at = -1;
    for (int i = 0; i < count; i++) {
        const int32_t code = gdcs_i_pool_find(of->labels, labels[i], strlen(labels[i]));
        if (code < 0)
            continue;
        if (at >= 0)
            return gdcs_i_fail(err, GDCS_E_SCHEMA, of->name,
                               "axis '%.60s' has labels '%s' and '%s': declare which is its total",
                               of->name, *found, labels[i]);
        at = code;
        *found = labels[i];
    }
    if (at < 0)
        return GDCS_OK;
    TRY(gdcs_i_copy_text(*found, &of->total_label, err));
    of->total = at;
    return GDCS_OK;
}

gdcs_status gdcs_i_to_table_find_total(gdcs_i_to_table *to, int64_t slot, const char *const *labels,
                                       int count, const char **found, gdcs_error *err)
{
    *found = NULL;
    for (int32_t i = 0; i < to->axis_count; i++) {
        gdcs_i_axis *of = &to->table->axes[i];
        if (to->axes[i].slot == slot && i != to->open_sex && of->total_label == NULL &&
            of->concept_id != GDCS_CONCEPT_SEX && gdcs_i_pool_count(of->labels) > 1)
            return declare_total(of, labels, count, found, err);
    }
    return GDCS_OK;
}
