#include "io/record/to_frame.h"
#include "core/fail.h"
#include "core/memory.h"
#include "io/record/resolve.h"

#include <stdlib.h>
#include <string.h>

/* A column that grows; one of the arrays, as its type says. */
typedef struct growing {
    int64_t slot; /* -1: headings, -2: values of the wide columns */
    int32_t type;
    int32_t axis; /* of headings */
    void *items;  /* double, int64_t, int32_t */
    int64_t room;
} growing;

enum { HEADINGS = -1, VALUES = -2 };

struct gdcs_i_to_frame {
    const gdcs_i_binding *binding;
    growing *columns;
    int64_t column_count;
    int64_t rows;
    int32_t *sexes; /* of the words of a sex column that was resolved; NULL: none was */
};

gdcs_status gdcs_i_to_frame_new(const gdcs_i_binding *binding, gdcs_i_to_frame **out,
                                gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_to_frame), err));
    gdcs_i_to_frame *to = memory;
    to->binding = binding;
    GO(gdcs_i_alloc(&memory, binding->slot_count + binding->wide_axes + 1, sizeof(growing), err));
    to->columns = memory;
    for (int64_t i = 0; i < binding->slot_count; i++)
        if (binding->slots[i].type != GDCS_I_FILTER_ONLY)
            to->columns[to->column_count++] = (growing){.slot = i, .type = binding->slots[i].type};
    for (int64_t k = 0; k < binding->wide_axes; k++)
        to->columns[to->column_count++] =
            (growing){.slot = HEADINGS, .type = GDCS_TYPE_TEXT, .axis = (int32_t)k};
    if (binding->heading_count > 0)
        to->columns[to->column_count++] = (growing){.slot = VALUES, .type = GDCS_TYPE_DOUBLE};
    *out = to;
    return GDCS_OK;
done:
    gdcs_i_to_frame_free(to);
    return status;
}

void gdcs_i_to_frame_free(gdcs_i_to_frame *to)
{
    if (to == NULL)
        return;
    for (int64_t i = 0; i < to->column_count; i++)
        free(to->columns[i].items);
    free(to->columns);
    free(to->sexes);
    free(to);
}

static size_t item_size(int32_t type)
{
    return type == GDCS_TYPE_TEXT ? sizeof(int32_t) : sizeof(double);
}

static void put(growing *c, int64_t at, const gdcs_i_row *row, int64_t heading)
{
    if (c->type == GDCS_TYPE_TEXT)
        ((int32_t *)c->items)[at] = c->slot == HEADINGS ? (int32_t)heading : row->codes[c->slot];
    else if (c->type == GDCS_TYPE_INT64)
        ((int64_t *)c->items)[at] = row->numbers[c->slot].integer;
    else
        ((double *)c->items)[at] =
            c->slot == VALUES ? row->wide[heading].value : row->numbers[c->slot].value;
}

static gdcs_status add(gdcs_i_to_frame *to, const gdcs_i_row *row, int64_t heading, gdcs_error *err)
{
    for (int64_t i = 0; i < to->column_count; i++) {
        growing *c = &to->columns[i];
        const gdcs_status status =
            gdcs_i_reserve(&c->items, &c->room, to->rows + 1, item_size(c->type), err);
        TRY(status);
        put(c, to->rows, row, heading);
    }
    to->rows++;
    return GDCS_OK;
}

gdcs_status gdcs_i_to_frame_take(void *context, const gdcs_i_row *row, gdcs_error *err)
{
    gdcs_i_to_frame *to = context;
    if (to->binding->heading_count == 0)
        return add(to, row, -1, err);
    for (int64_t i = 0; i < to->binding->heading_count; i++)
        TRY(add(to, row, i, err));
    return GDCS_OK;
}

/* Headings may share a label; the words of a column are distinct. */
static gdcs_status join_headings(const gdcs_i_to_frame *to, growing *c, gdcs_i_pool **words,
                                 gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    const gdcs_i_binding *b = to->binding;
    TRY(gdcs_i_pool_new(words, err));
    GO(gdcs_i_alloc(&memory, b->heading_count, sizeof(int32_t), err));
    int32_t *codes = memory, *items = c->items;
    for (int64_t i = 0; i < b->heading_count && status == GDCS_OK; i++) {
        const char *label = gdcs_i_binding_label(b, c->axis, i);
        status = gdcs_i_pool_add(*words, label, strlen(label), &codes[i], err);
    }
    for (int64_t i = 0; i < to->rows && status == GDCS_OK; i++)
        items[i] = codes[items[i]];
    free(codes);
done:
    return status;
}

/* Words that only records left out had are none of the frame. */
static gdcs_status keep_used(const gdcs_i_to_frame *to, growing *c, const char ***words,
                             int64_t *count, gdcs_error *err)
{
    const gdcs_i_pool *all = gdcs_i_words_all(to->binding->slots[c->slot].words);
    const int32_t known = gdcs_i_pool_count(all);
    void *memory = NULL;
    int32_t *items = c->items;
    TRY(gdcs_i_alloc(&memory, known, sizeof **words, err));
    *words = memory;
    TRY(gdcs_i_alloc(&memory, known, sizeof(int32_t), err));
    int32_t *numbers = memory; /* of a word among those used, from 1; 0: not used so far */
    for (int64_t i = 0; i < to->rows; i++) {
        if (items[i] < 0)
            continue;
        int32_t *number = &numbers[items[i]];
        if (*number == 0) {
            (*words)[(*count)++] = gdcs_i_pool_text(all, items[i]);
            *number = (int32_t)*count;
        }
        items[i] = *number - 1;
    }
    free(numbers);
    return GDCS_OK;
}

/* Words of the frame to codes; several may become one. */
static gdcs_status put_codes(const gdcs_i_to_frame *to, growing *c, gdcs_i_pool **words,
                             gdcs_error *err)
{
    int32_t *items = c->items;
    TRY(gdcs_i_pool_new(words, err));
    for (int64_t i = 0; i < to->rows; i++) {
        if (items[i] < 0)
            continue;
        const char *code = gdcs_sex_code(to->sexes[items[i]]);
        TRY(gdcs_i_pool_add(*words, code, strlen(code), &items[i], err));
    }
    return GDCS_OK;
}

static growing *open_sex(const gdcs_i_to_frame *to)
{
    for (int64_t i = 0; i < to->column_count; i++)
        if (to->columns[i].slot >= 0 &&
            gdcs_i_plan_is_open_sex(to->binding->slots[to->columns[i].slot].column))
            return &to->columns[i];
    return NULL;
}

gdcs_status gdcs_i_to_frame_resolve(gdcs_i_to_frame *to, gdcs_sex_resolution *how, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    growing *c = open_sex(to);
    const char **words = NULL;
    void *memory = NULL;
    int64_t count = 0;
    char room[32];
    if (c == NULL)
        return GDCS_OK;
    const gdcs_schema_column *column = to->binding->slots[c->slot].column;
    GO(keep_used(to, c, &words, &count, err));
    GO(gdcs_i_alloc(&memory, count, sizeof *to->sexes, err));
    to->sexes = memory;
    gdcs_i_spellings s = gdcs_i_spellings_of(column, room);
    s.scheme = to->binding->sex_scheme;
    s.tokens = words;
    s.count = (int32_t)count;
    if (count > 0)
        GO(gdcs_i_resolve_sex(&s, to->sexes, how, err));
done:
    free((void *)words);
    return status;
}

static gdcs_column describe(const gdcs_i_to_frame *to, const growing *c)
{
    const gdcs_i_plan *plan = to->binding->plan;
    gdcs_column column = {.struct_size = sizeof column,
                          .type = c->type,
                          .sensitivity = plan->schema.sensitivity,
                          .rows = to->rows};
    if (c->slot == HEADINGS) {
        column.concept_id = gdcs_i_binding_wide(to->binding, c->axis).concept_id;
        column.name = gdcs_i_binding_wide(to->binding, c->axis).as;
    } else if (c->slot == VALUES) {
        column.concept_id = to->binding->wide_column.concept_id;
        column.name = to->binding->wide_column.as != NULL ? to->binding->wide_column.as : "value";
        column.label = to->binding->wide_column.title;
        column.unit = to->binding->wide_column.unit;
    } else {
        const gdcs_schema_column *s = to->binding->slots[c->slot].column;
        column.concept_id = s->concept_id;
        column.name = gdcs_i_plan_as(s);
        column.label = s->title;
        column.unit = s->unit;
        column.sensitivity = gdcs_i_plan_sensitivity(plan, s->sensitivity);
    }
    return column;
}

static gdcs_status finish_column(gdcs_i_to_frame *to, growing *c, gdcs_frame *frame,
                                 gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_pool *headings = NULL;
    const char **words = NULL;
    gdcs_column column = describe(to, c);
    if (c->slot == HEADINGS) {
        GO(join_headings(to, c, &headings, err));
        column.words = gdcs_i_pool_texts(headings);
        column.word_count = gdcs_i_pool_count(headings);
    } else if (to->sexes != NULL && c == open_sex(to)) {
        GO(put_codes(to, c, &headings, err));
        column.words = gdcs_i_pool_texts(headings);
        column.word_count = gdcs_i_pool_count(headings);
    } else if (c->type == GDCS_TYPE_TEXT) {
        GO(keep_used(to, c, &words, &column.word_count, err));
        column.words = words;
    }
    if (c->items == NULL)
        GO(gdcs_i_reserve(&c->items, &c->room, 1, sizeof(double), err));
    column.codes = c->type == GDCS_TYPE_TEXT ? c->items : NULL;
    column.integers = c->type == GDCS_TYPE_INT64 ? c->items : NULL;
    column.doubles = c->type == GDCS_TYPE_DOUBLE ? c->items : NULL;
    GO(gdcs_frame_add(frame, &column, err));
    free(c->items);
    c->items = NULL;
    c->room = 0;
done:
    gdcs_i_pool_free(headings);
    free(words);
    return status;
}

gdcs_status gdcs_i_to_frame_finish(gdcs_i_to_frame *to, const char *detected, gdcs_frame **out,
                                   gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    const gdcs_schema *s = &to->binding->plan->schema;
    TRY(gdcs_frame_new(&frame, err));
    for (int64_t i = 0; i < s->meta_count; i++)
        GO(gdcs_frame_set_meta(frame, s->meta[i].key, s->meta[i].text, err));
    if (detected != NULL)
        GO(gdcs_frame_set_meta(frame, GDCS_META_DETECTED, detected, err));
    for (int64_t i = 0; i < to->column_count; i++)
        GO(finish_column(to, &to->columns[i], frame, err));
    *out = frame;
    return GDCS_OK;
done:
    gdcs_frame_free(frame);
    return status;
}
