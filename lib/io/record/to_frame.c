#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/frame.h"
#include "io/record/resolve.h"
#include "io/record/to_frame/inside.h"

#include <stdlib.h>
#include <string.h>

static gdcs_status add_column(gdcs_i_to_frame *to, gdcs_i_growing column, gdcs_error *err)
{
    gdcs_i_growing *c = &to->columns[to->column_count++];
    *c = column;
    return c->type == GDCS_TYPE_TEXT ? gdcs_i_pool_new(&c->words, err) : GDCS_OK;
}

/* Headings may share a label; the words of a column are distinct. */
static gdcs_status add_headings(gdcs_i_to_frame *to, int32_t axis, gdcs_error *err)
{
    const gdcs_i_binding *b = to->binding;
    gdcs_i_growing *c = &to->columns[to->column_count];
    void *memory = NULL;
    TRY(add_column(
        to, (gdcs_i_growing){.slot = GDCS_I_HEADINGS, .type = GDCS_TYPE_TEXT, .axis = axis}, err));
    TRY(gdcs_i_alloc(&memory, b->heading_count, sizeof *c->numbers, err));
    c->numbers = memory;
    for (int64_t i = 0; i < b->heading_count; i++) {
        const char *label = gdcs_i_binding_label(b, axis, i);
        TRY(gdcs_i_pool_add(c->words, label, strlen(label), &c->numbers[i], err));
    }
    return GDCS_OK;
}

static gdcs_status add_columns(gdcs_i_to_frame *to, gdcs_error *err)
{
    const gdcs_i_binding *b = to->binding;
    for (int64_t i = 0; i < b->slot_count; i++)
        if (b->slots[i].type != GDCS_I_FILTER_ONLY)
            TRY(add_column(to, (gdcs_i_growing){.slot = i, .type = b->slots[i].type}, err));
    for (int64_t k = 0; k < b->wide_axes; k++)
        TRY(add_headings(to, (int32_t)k, err));
    if (b->heading_count == 0)
        return GDCS_OK;
    return add_column(to, (gdcs_i_growing){.slot = GDCS_I_WIDE_VALUES, .type = GDCS_TYPE_DOUBLE},
                      err);
}

gdcs_status gdcs_i_to_frame_new(const gdcs_i_binding *binding, gdcs_i_to_frame **out,
                                gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_to_frame), err));
    gdcs_i_to_frame *to = memory;
    to->binding = binding;
    GO(gdcs_i_alloc(&memory, binding->slot_count + binding->wide_axes + 1, sizeof(gdcs_i_growing),
                    err));
    to->columns = memory;
    GO(add_columns(to, err));
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
    for (int64_t i = 0; i < to->column_count; i++) {
        free(to->columns[i].items);
        free(to->columns[i].numbers);
        gdcs_i_pool_free(to->columns[i].words);
        gdcs_i_titles_free(&to->columns[i].titles);
    }
    free(to->columns);
    free(to->sexes);
    free(to);
}

int64_t gdcs_i_to_frame_column(const gdcs_i_to_frame *to, int64_t slot)
{
    for (int64_t i = 0; i < to->column_count; i++)
        if (to->columns[i].slot == slot)
            return i;
    return -1;
}

int64_t gdcs_i_to_frame_count(const gdcs_i_to_frame *to)
{
    return to->column_count;
}

/* Words that only records left out had are none of the frame. */
gdcs_status gdcs_i_growing_number(const gdcs_i_binding *binding, gdcs_i_growing *c, int32_t word,
                                  int32_t *number, gdcs_error *err)
{
    const gdcs_i_pool *all = gdcs_i_words_all(binding->slots[c->slot].words);
    void *memory = c->numbers;
    *number = -1;
    if (word < 0)
        return GDCS_OK;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &c->number_room, (int64_t)word + 1, sizeof *c->numbers, err);
    c->numbers = memory;
    TRY(status);
    if (c->numbers[word] == 0) {
        const char *text = gdcs_i_pool_text(all, word);
        TRY(gdcs_i_pool_add(c->words, text, strlen(text), number, err));
        c->numbers[word] = *number + 1;
    }
    *number = c->numbers[word] - 1;
    return GDCS_OK;
}

/* The first row with a word gives its title. */
static gdcs_status put_word(const gdcs_i_binding *binding, gdcs_i_growing *c, const gdcs_i_row *row,
                            int32_t *code, gdcs_error *err)
{
    const int64_t titles = binding->slots[c->slot].titles;
    const int32_t before = gdcs_i_pool_count(c->words);
    TRY(gdcs_i_growing_number(binding, c, row->codes[c->slot], code, err));
    if (titles < 0 || *code < before)
        return GDCS_OK;
    return gdcs_i_titles_set(&c->titles, *code, before + 1, row->record->fields[titles].text, err);
}

static gdcs_status put(const gdcs_i_to_frame *to, gdcs_i_growing *c, const gdcs_i_row *row,
                       int64_t heading, gdcs_error *err)
{
    const size_t item = c->type == GDCS_TYPE_TEXT ? sizeof(int32_t) : sizeof(gdcs_i_figure);
    TRY(gdcs_i_stretch(&c->items, &c->room, to->rows + 1, item, err));
    int32_t *code = (int32_t *)c->items + to->rows;
    if (c->slot == GDCS_I_HEADINGS)
        *code = c->numbers[heading];
    else if (c->type == GDCS_TYPE_TEXT)
        return put_word(to->binding, c, row, code, err);
    else if (c->type == GDCS_TYPE_INT64)
        ((int64_t *)c->items)[to->rows] = row->numbers[c->slot].integer;
    else
        ((double *)c->items)[to->rows] =
            c->slot == GDCS_I_WIDE_VALUES ? row->wide[heading].value : row->numbers[c->slot].value;
    return GDCS_OK;
}

static gdcs_status add(gdcs_i_to_frame *to, const gdcs_i_row *row, int64_t heading, gdcs_error *err)
{
    for (int64_t i = 0; i < to->column_count; i++)
        TRY(put(to, &to->columns[i], row, heading, err));
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

static gdcs_i_growing *open_sex(const gdcs_i_to_frame *to)
{
    for (int64_t i = 0; i < to->column_count; i++)
        if (to->columns[i].slot >= 0 &&
            gdcs_i_plan_is_open_sex(to->binding->slots[to->columns[i].slot].column))
            return &to->columns[i];
    return NULL;
}

gdcs_status gdcs_i_to_frame_resolve(gdcs_i_to_frame *to, gdcs_sex_resolution *how, gdcs_error *err)
{
    const gdcs_i_growing *c = open_sex(to);
    void *memory = NULL;
    char room[32];
    if (c == NULL)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, gdcs_i_pool_count(c->words), sizeof *to->sexes, err));
    to->sexes = memory;
    gdcs_i_spellings s = gdcs_i_spellings_of(to->binding->slots[c->slot].column, room);
    s.scheme = to->binding->sex_scheme;
    s.tokens = gdcs_i_pool_texts(c->words);
    s.count = gdcs_i_pool_count(c->words);
    return s.count > 0 ? gdcs_i_resolve_sex(&s, to->sexes, how, err) : GDCS_OK;
}

/* Words of the column to codes; several may become one. */
static gdcs_status put_codes(const gdcs_i_to_frame *to, gdcs_i_growing *c, gdcs_error *err)
{
    int32_t *items = c->items, *const codes = to->sexes;
    const int32_t count = gdcs_i_pool_count(c->words);
    gdcs_i_pool *words = NULL;
    gdcs_i_titles titles = c->titles;
    gdcs_status status = GDCS_OK;
    TRY(gdcs_i_pool_new(&words, err));
    gdcs_i_pool_free(c->words);
    c->words = words;
    c->titles = (gdcs_i_titles){0};
    for (int32_t i = 0; i < count; i++) {
        const char *code = gdcs_sex_code(codes[i]);
        GO(gdcs_i_pool_add(c->words, code, strlen(code), &codes[i], err));
        if (gdcs_i_titles_get(&c->titles, codes[i]) == NULL)
            GO(gdcs_i_titles_set(&c->titles, codes[i], count, gdcs_i_titles_get(&titles, i), err));
    }
    for (int64_t i = 0; i < to->rows; i++)
        items[i] = items[i] < 0 ? -1 : codes[items[i]];
done:
    gdcs_i_titles_free(&titles);
    return status;
}

/* What the schema says of labels stands over what the file does. */
static gdcs_status add_titles(const gdcs_i_to_frame *to, gdcs_i_growing *c, gdcs_error *err)
{
    const int32_t count = gdcs_i_pool_count(c->words);
    const gdcs_schema_column *s = c->slot >= 0 ? to->binding->slots[c->slot].column : NULL;
    for (int64_t i = 0; s != NULL && i < s->label_count; i++) {
        const gdcs_schema_word *label = &s->labels[i];
        const int32_t code = gdcs_i_pool_find(c->words, label->from, strlen(label->from));
        if (code >= 0 && label->to != NULL)
            TRY(gdcs_i_titles_set(&c->titles, code, count, label->to, err));
    }
    return gdcs_i_titles_reserve(&c->titles, count, err);
}

static gdcs_column describe(const gdcs_i_to_frame *to, const gdcs_i_growing *c)
{
    const gdcs_i_plan *plan = to->binding->plan;
    gdcs_column column = {.struct_size = sizeof column,
                          .type = c->type,
                          .sensitivity = plan->schema.sensitivity,
                          .rows = to->rows};
    if (c->slot == GDCS_I_HEADINGS) {
        column.concept_id = gdcs_i_binding_wide(to->binding, c->axis).concept_id;
        column.name = gdcs_i_binding_wide(to->binding, c->axis).as;
    } else if (c->slot == GDCS_I_WIDE_VALUES) {
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

/* The name of a file may be any bytes; all other texts were looked at. */
static gdcs_status check_words(const gdcs_i_to_frame *to, const gdcs_i_growing *c, gdcs_error *err)
{
    for (int32_t i = 0; c->slot >= 0 && to->binding->slots[c->slot].column->file != NULL &&
                        i < gdcs_i_pool_count(c->words);
         i++) {
        const char *word = gdcs_i_pool_text(c->words, i);
        if (gdcs_i_utf8_valid(word, strlen(word)) < strlen(word))
            return gdcs_i_fail(err, GDCS_E_ARGUMENT, "words", "a text is not UTF-8");
    }
    return GDCS_OK;
}

/* What was reserved for more rows goes back; without any there is still an array. */
static gdcs_status trim(gdcs_i_growing *c, int64_t rows, gdcs_error *err)
{
    const size_t item = c->type == GDCS_TYPE_TEXT ? sizeof(int32_t) : sizeof(gdcs_i_figure);
    void *memory = realloc(c->items, (size_t)(rows > 0 ? rows : 1) * item);
    if (memory == NULL)
        return gdcs_i_fail_memory(err);
    c->items = memory;
    c->room = rows;
    return GDCS_OK;
}

static gdcs_status finish_column(gdcs_i_to_frame *to, gdcs_i_growing *c, gdcs_frame *frame,
                                 gdcs_error *err)
{
    const gdcs_column column = describe(to, c);
    TRY(trim(c, to->rows, err));
    if (to->sexes != NULL && c == open_sex(to))
        TRY(put_codes(to, c, err));
    if (c->type == GDCS_TYPE_TEXT) {
        TRY(check_words(to, c, err));
        TRY(add_titles(to, c, err));
        TRY(gdcs_i_frame_give_text(frame, &column, c->items, c->words, err));
    } else {
        TRY(gdcs_i_frame_give(frame, &column, c->items, err));
    }
    c->items = NULL;
    c->words = NULL;
    return gdcs_i_frame_set_titles(frame, c->titles.of, err);
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
