#include "stats/result.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/pool.h"
#include "data/frame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct column {
    const char *name;
    const char *title; /* NULL but for keys */
    const char *unit;
    const char *const *words;  /* of a key: the labels of its axis */
    const char *const *titles; /* of a key: theirs */
    int64_t word_count;
    gdcs_i_pool *pool; /* of another text column */
    void *cells;       /* int32, double or int64, as type says */
    int64_t capacity;
    int32_t type;
    int32_t concept_id;
    int32_t sensitivity;
    int32_t is_key;
} column;

struct gdcs_i_result {
    const gdcs_i_groups *groups;
    column *columns;
    int64_t column_count;
    int64_t column_capacity;
    int64_t rows;
    int32_t keys;
    int32_t sensitivity; /* of what is no key */
    int32_t estimate;    /* number of the column "value", the first of eight */
};

static size_t cell_size(const column *c)
{
    return c->type == GDCS_TYPE_TEXT ? sizeof(int32_t) : sizeof(double);
}

static gdcs_status add(gdcs_i_result *result, const column *wanted, int32_t *number,
                       gdcs_error *err)
{
    void *columns = result->columns;
    const gdcs_status status = gdcs_i_reserve(&columns, &result->column_capacity,
                                              result->column_count + 1, sizeof(column), err);
    result->columns = columns;
    TRY(status);
    column *c = &result->columns[result->column_count++];
    *c = *wanted;
    TRY(gdcs_i_reserve(&c->cells, &c->capacity, 1, cell_size(c), err));
    if (c->type == GDCS_TYPE_TEXT && !c->is_key)
        TRY(gdcs_i_pool_new(&c->pool, err));
    if (number != NULL)
        *number = (int32_t)result->column_count - 1;
    return GDCS_OK;
}

static gdcs_status add_key(gdcs_i_result *result, int32_t axis, gdcs_error *err)
{
    gdcs_axis a = {.struct_size = sizeof a};
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(result->groups), axis, &a, err));
    const column key = {.name = a.name,
                        .title = a.title,
                        .words = a.labels,
                        .titles = a.titles,
                        .word_count = a.label_count,
                        .type = GDCS_TYPE_TEXT,
                        .concept_id = a.concept_id,
                        .sensitivity = a.sensitivity,
                        .is_key = 1};
    return add(result, &key, NULL, err);
}

gdcs_status gdcs_i_result_new(const gdcs_i_groups *groups, int32_t keys, gdcs_i_result **out,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_result), err));
    gdcs_i_result *result = memory;
    result->groups = groups;
    result->keys = keys;
    gdcs_i_result_add_source(result, gdcs_i_groups_table(groups));
    for (int32_t axis = 0; axis < keys; axis++)
        GO(add_key(result, axis, err));
    *out = result;
    return GDCS_OK;
done:
    gdcs_i_result_free(result);
    return status;
}

void gdcs_i_result_free(gdcs_i_result *result)
{
    if (result == NULL)
        return;
    for (int64_t i = 0; i < result->column_count; i++) {
        gdcs_i_pool_free(result->columns[i].pool);
        free(result->columns[i].cells);
    }
    free(result->columns);
    free(result);
}

/* A table remembers the axes that it lost. */
void gdcs_i_result_add_source(gdcs_i_result *result, const gdcs_table *table)
{
    const int32_t sensitivity = gdcs_table_get_sensitivity(table);
    if (sensitivity > result->sensitivity)
        result->sensitivity = sensitivity;
}

gdcs_status gdcs_i_result_add_text(gdcs_i_result *result, const char *name, int32_t concept,
                                   int32_t *number, gdcs_error *err)
{
    const column text = {.name = name, .type = GDCS_TYPE_TEXT, .concept_id = concept};
    return add(result, &text, number, err);
}

gdcs_status gdcs_i_result_add_number(gdcs_i_result *result, const char *name, int32_t concept,
                                     const char *unit, int32_t *number, gdcs_error *err)
{
    const column wanted = {
        .name = name, .unit = unit, .type = GDCS_TYPE_DOUBLE, .concept_id = concept};
    return add(result, &wanted, number, err);
}

gdcs_status gdcs_i_result_add_numbers(gdcs_i_result *result, const gdcs_i_heading *headings,
                                      int32_t count, int32_t *columns, gdcs_error *err)
{
    for (int32_t i = 0; i < count; i++)
        TRY(gdcs_i_result_add_number(result, headings[i].name, headings[i].concept_id,
                                     headings[i].unit, &columns[i], err));
    return GDCS_OK;
}

gdcs_status gdcs_i_result_add_notes(gdcs_i_result *result, int32_t *number, gdcs_error *err)
{
    const column notes = {
        .name = "notes", .type = GDCS_TYPE_INT64, .concept_id = GDCS_CONCEPT_NOTES};
    return add(result, &notes, number, err);
}

enum { VALUE, LOWER, UPPER, STD_ERROR, BOUND_LOWER, BOUND_UPPER, METHOD, NOTES };

gdcs_status gdcs_i_result_add_estimate(gdcs_i_result *result, const char *unit, gdcs_error *err)
{
    static const struct {
        const char *name;
        int32_t concept_id;
    } numbers[] = {{"value", GDCS_CONCEPT_VALUE},
                   {"lower", GDCS_CONCEPT_LOWER},
                   {"upper", GDCS_CONCEPT_UPPER},
                   {"std_error", GDCS_CONCEPT_STD_ERROR},
                   {"bound_lower", GDCS_CONCEPT_BOUND_LOWER},
                   {"bound_upper", GDCS_CONCEPT_BOUND_UPPER}};
    result->estimate = (int32_t)result->column_count;
    for (int i = VALUE; i <= BOUND_UPPER; i++)
        TRY(gdcs_i_result_add_number(result, numbers[i].name, numbers[i].concept_id, unit, NULL,
                                     err));
    TRY(gdcs_i_result_add_text(result, "method", GDCS_CONCEPT_METHOD, NULL, err));
    return gdcs_i_result_add_notes(result, NULL, err);
}

static void set_missing(column *c, int64_t row)
{
    if (c->type == GDCS_TYPE_TEXT)
        ((int32_t *)c->cells)[row] = -1;
    else if (c->type == GDCS_TYPE_DOUBLE)
        ((double *)c->cells)[row] = NAN;
    else
        ((int64_t *)c->cells)[row] = 0;
}

gdcs_status gdcs_i_result_row(gdcs_i_result *result, int64_t group, gdcs_error *err)
{
    gdcs_i_group g;
    const int64_t row = result->rows;
    for (int64_t i = 0; i < result->column_count; i++) {
        column *c = &result->columns[i];
        TRY(gdcs_i_reserve(&c->cells, &c->capacity, row + 1, cell_size(c), err));
        set_missing(c, row);
    }
    gdcs_i_groups_get(result->groups, group, &g);
    for (int32_t axis = 0; axis < result->keys; axis++)
        ((int32_t *)result->columns[axis].cells)[row] = g.codes[axis];
    result->rows++;
    return GDCS_OK;
}

gdcs_status gdcs_i_result_set_text(gdcs_i_result *result, int32_t number, const char *text,
                                   gdcs_error *err)
{
    const column *c = &result->columns[number];
    return gdcs_i_pool_add(c->pool, text, strlen(text), &((int32_t *)c->cells)[result->rows - 1],
                           err);
}

void gdcs_i_result_set_number(gdcs_i_result *result, int32_t number, double value)
{
    ((double *)result->columns[number].cells)[result->rows - 1] = value;
}

void gdcs_i_result_set_notes(gdcs_i_result *result, int32_t number, uint32_t notes)
{
    ((int64_t *)result->columns[number].cells)[result->rows - 1] = notes;
}

gdcs_status gdcs_i_result_set_estimate(gdcs_i_result *result, const gdcs_estimate *estimate,
                                       const gdcs_bounds *bounds, const char *method,
                                       uint32_t notes, gdcs_error *err)
{
    const int32_t first = result->estimate;
    const double numbers[] = {estimate->value,     estimate->lower, estimate->upper,
                              estimate->std_error, bounds->lower,   bounds->upper};
    for (int32_t i = VALUE; i <= BOUND_UPPER; i++)
        gdcs_i_result_set_number(result, first + i, numbers[i]);
    gdcs_i_result_set_notes(result, first + NOTES, notes);
    return gdcs_i_result_set_text(result, first + METHOD, method, err);
}

static gdcs_status give_column(const column *c, int64_t rows, int32_t sensitivity,
                               gdcs_frame *frame, gdcs_error *err)
{
    gdcs_column out = {.struct_size = sizeof out,
                       .type = c->type,
                       .concept_id = c->concept_id,
                       .sensitivity = c->is_key ? c->sensitivity : sensitivity,
                       .name = c->name,
                       .label = c->title,
                       .unit = c->unit,
                       .rows = rows};
    if (c->type == GDCS_TYPE_DOUBLE)
        out.doubles = c->cells;
    else if (c->type == GDCS_TYPE_INT64)
        out.integers = c->cells;
    else {
        out.codes = c->cells;
        out.words = c->is_key ? c->words : gdcs_i_pool_texts(c->pool);
        out.word_count = c->is_key ? c->word_count : gdcs_i_pool_count(c->pool);
    }
    TRY(gdcs_frame_add(frame, &out, err));
    return gdcs_i_frame_set_titles(frame, c->titles, err);
}

static gdcs_status give_meta(const gdcs_table *table, const char *method, gdcs_frame *frame,
                             gdcs_error *err)
{
    for (int32_t key = 1; gdcs_meta_name(key)[0] != '\0'; key++)
        TRY(gdcs_frame_set_meta(frame, key, gdcs_table_get_meta(table, key), err));
    return gdcs_frame_set_meta(frame, GDCS_META_METHOD, method, err);
}

gdcs_status gdcs_i_result_finish(gdcs_i_result *result, const char *method, gdcs_frame **out,
                                 gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    const gdcs_table *table = gdcs_i_groups_table(result->groups);
    GO(gdcs_frame_new(&frame, err));
    for (int64_t i = 0; i < result->column_count; i++)
        GO(give_column(&result->columns[i], result->rows, result->sensitivity, frame, err));
    GO(give_meta(table, method, frame, err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    return status;
}
