#include "data/frame.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/concept.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Size in release 0.1, for ever. */
enum { COLUMN_V1 = 16 + 3 * sizeof(char *) + 16 + 4 * sizeof(char *) };

gdcs_status gdcs_frame_new(gdcs_frame **out, gdcs_error *err)
{
    void *memory = NULL, *users = NULL;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_frame), err));
    gdcs_frame *frame = memory;
    const gdcs_status status = gdcs_i_alloc(&users, 1, sizeof(gdcs_i_frame_users), err);
    if (status != GDCS_OK) {
        free(frame);
        return status;
    }
    frame->users = users;
    frame->users->frame = frame;
    atomic_init(&frame->users->count, 1);
    frame->sensitivity = GDCS_SENSITIVITY_PUBLIC;
    *out = frame;
    return GDCS_OK;
}

gdcs_frame *gdcs_i_frame_hold(const gdcs_frame *frame)
{
    atomic_fetch_add_explicit(&frame->users->count, 1, memory_order_relaxed);
    return frame->users->frame;
}

static void drop(gdcs_i_column *c)
{
    free(c->name);
    free(c->label);
    free(c->unit);
    free(c->values);
    gdcs_i_pool_free(c->words);
    gdcs_i_titles_free(&c->titles);
}

void gdcs_frame_free(gdcs_frame *frame)
{
    if (frame == NULL || atomic_fetch_sub(&frame->users->count, 1) > 1)
        return;
    for (int64_t i = 0; i < frame->count; i++)
        drop(&frame->columns[i]);
    free(frame->columns);
    gdcs_i_texts_free(&frame->texts);
    free(frame->users);
    free(frame);
}

static gdcs_status check_utf8(const char *text, const char *field, gdcs_error *err)
{
    if (text != NULL && gdcs_i_utf8_valid(text, strlen(text)) < strlen(text))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, field, "a text is not UTF-8");
    return GDCS_OK;
}

/* What holds for every column, whatever its type. */
static gdcs_status check_head(const gdcs_frame *frame, const gdcs_column *c, gdcs_error *err)
{
    TRY(gdcs_i_need(c->name, "name", err));
    TRY(check_utf8(c->name, "name", err));
    TRY(check_utf8(c->label, "label", err));
    TRY(check_utf8(c->unit, "unit", err));
    if (c->name[0] == '\0')
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "name", "the name of a column is empty");
    if (!gdcs_i_concept_exists(c->concept_id))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "concept", "%d is no concept", (int)c->concept_id);
    if (c->rows < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "rows", "%lld rows", (long long)c->rows);
    if (gdcs_frame_find(frame, c->name) >= 0)
        return gdcs_i_fail(err, GDCS_E_DUPLICATE, "name", "there is a column \"%s\" already",
                           c->name);
    if (frame->count > 0 && c->rows != frame->rows)
        return gdcs_i_fail(err, GDCS_E_SHAPE, c->name, "%lld rows in a frame of %lld",
                           (long long)c->rows, (long long)frame->rows);
    return GDCS_OK;
}

/* The one array that the type asks for; the others must not be set. */
static gdcs_status take_values(const gdcs_column *c, const void **values, size_t *item,
                               gdcs_error *err)
{
    const void *const given[] = {c->codes, c->doubles, c->integers};
    const size_t items[] = {sizeof *c->codes, sizeof *c->doubles, sizeof *c->integers};
    if (c->type < GDCS_TYPE_TEXT || c->type > GDCS_TYPE_INT64)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "type", "%d is no type, expected %d to %d",
                           (int)c->type, (int)GDCS_TYPE_TEXT, (int)GDCS_TYPE_INT64);
    for (int32_t type = GDCS_TYPE_TEXT; type <= GDCS_TYPE_INT64; type++) {
        const void *array = given[type - GDCS_TYPE_TEXT];
        if (type != c->type && array != NULL)
            return gdcs_i_fail(err, GDCS_E_ARGUMENT, c->name, "an array of another type is set");
        if (type == c->type && array == NULL && c->rows > 0)
            return gdcs_i_fail(err, GDCS_E_ARGUMENT, c->name, "the array of values is missing");
    }
    *values = given[c->type - GDCS_TYPE_TEXT];
    *item = items[c->type - GDCS_TYPE_TEXT];
    return GDCS_OK;
}

static gdcs_status take_words(const gdcs_column *c, gdcs_i_pool *pool, gdcs_error *err)
{
    int32_t code = 0;
    if (c->word_count < 0 || (c->word_count > 0 && c->words == NULL))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, c->name, "the array of words is missing");
    for (int64_t i = 0; i < c->word_count; i++) {
        TRY(gdcs_i_need(c->words[i], "words", err));
        TRY(check_utf8(c->words[i], "words", err));
        TRY(gdcs_i_pool_add(pool, c->words[i], strlen(c->words[i]), &code, err));
        if (code != i)
            return gdcs_i_fail(err, GDCS_E_DUPLICATE, c->name, "the word \"%s\" occurs twice",
                               c->words[i]);
    }
    return GDCS_OK;
}

static gdcs_status check_codes(const gdcs_column *c, gdcs_error *err)
{
    for (int64_t i = 0; i < c->rows; i++)
        if (c->codes[i] < -1 || c->codes[i] >= c->word_count)
            return gdcs_i_fail_at(err, GDCS_E_ARGUMENT, i + 1, 0, c->name,
                                  "code %d lies outside the dictionary of %lld words",
                                  (int)c->codes[i], (long long)c->word_count);
    return GDCS_OK;
}

/* Everything but the values. */
static gdcs_status take_head(const gdcs_column *given, gdcs_i_column *c, gdcs_error *err)
{
    const int titled = given->label != NULL && given->label[0] != '\0';
    c->type = given->type;
    c->concept_id = given->concept_id;
    TRY(gdcs_i_sensitivity(given->sensitivity, given->concept_id, &c->sensitivity, err));
    TRY(gdcs_i_copy_text(given->name, &c->name, err));
    TRY(gdcs_i_copy_text(titled ? given->label : given->name, &c->label, err));
    return gdcs_i_copy_text(given->unit, &c->unit, err);
}

/* The frame takes the column over; it cannot fail once there is room. */
static gdcs_status append(gdcs_frame *frame, const gdcs_i_column *c, int64_t rows, gdcs_error *err)
{
    void *columns = frame->columns;
    const gdcs_status status =
        gdcs_i_reserve(&columns, &frame->capacity, frame->count + 1, sizeof *c, err);
    frame->columns = columns;
    TRY(status);
    frame->columns[frame->count++] = *c;
    frame->rows = rows;
    return GDCS_OK;
}

gdcs_status gdcs_frame_add(gdcs_frame *frame, const gdcs_column *given, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_column in;
    gdcs_i_column c = {.words = NULL};
    const void *values = NULL;
    size_t item = 0;

    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(given, "column", err));
    TRY(gdcs_i_take(&in, sizeof in, given, COLUMN_V1, err));
    TRY(check_head(frame, &in, err));
    TRY(take_values(&in, &values, &item, err));
    GO(take_head(&in, &c, err));
    if (c.type == GDCS_TYPE_TEXT) {
        GO(gdcs_i_pool_new(&c.words, err));
        GO(take_words(&in, c.words, err));
        GO(check_codes(&in, err));
    }
    GO(gdcs_i_alloc(&c.values, in.rows, item, err));
    if (in.rows > 0)
        memcpy(c.values, values, (size_t)in.rows * item);
    GO(append(frame, &c, in.rows, err));
    return GDCS_OK;
done:
    drop(&c);
    return status;
}

gdcs_status gdcs_i_frame_give(gdcs_frame *frame, const gdcs_column *column, void *values,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_column c = {.words = NULL};
    TRY(check_head(frame, column, err));
    GO(take_head(column, &c, err));
    if (c.type == GDCS_TYPE_TEXT) {
        GO(gdcs_i_pool_new(&c.words, err));
        GO(take_words(column, c.words, err));
    }
    c.values = values;
    GO(append(frame, &c, column->rows, err));
    return GDCS_OK;
done:
    c.values = NULL;
    drop(&c);
    return status;
}

gdcs_status gdcs_i_frame_give_text(gdcs_frame *frame, const gdcs_column *column, int32_t *codes,
                                   gdcs_i_pool *words, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_column c = {.words = NULL};
    TRY(check_head(frame, column, err));
    GO(take_head(column, &c, err));
    c.values = codes;
    c.words = words;
    GO(append(frame, &c, column->rows, err));
    return GDCS_OK;
done:
    c.values = NULL;
    c.words = NULL;
    drop(&c);
    return status;
}

static gdcs_status encode(const gdcs_column *in, const char *const *values, gdcs_i_column *c,
                          gdcs_error *err)
{
    int32_t *codes = c->values;
    for (int64_t i = 0; i < in->rows; i++) {
        const char *text = values[i];
        codes[i] = -1;
        if (text == NULL)
            continue;
        const size_t size = strlen(text);
        codes[i] = gdcs_i_pool_find(c->words, text, size);
        if (codes[i] >= 0)
            continue;
        if (gdcs_i_utf8_valid(text, size) < size)
            return gdcs_i_fail_at(err, GDCS_E_ARGUMENT, i + 1, 0, in->name, "a text is not UTF-8");
        TRY(gdcs_i_pool_add(c->words, text, size, &codes[i], err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_frame_add_text(gdcs_frame *frame, const gdcs_column *given,
                                const char *const *values, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_column in;
    gdcs_i_column c = {.words = NULL};

    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(given, "column", err));
    TRY(gdcs_i_take(&in, sizeof in, given, COLUMN_V1, err));
    TRY(check_head(frame, &in, err));
    if (in.rows > 0)
        TRY(gdcs_i_need((const void *)values, "values", err));
    in.type = GDCS_TYPE_TEXT;
    GO(take_head(&in, &c, err));
    GO(gdcs_i_pool_new(&c.words, err));
    GO(gdcs_i_alloc(&c.values, in.rows, sizeof(int32_t), err));
    GO(encode(&in, values, &c, err));
    GO(append(frame, &c, in.rows, err));
    return GDCS_OK;
done:
    drop(&c);
    return status;
}

gdcs_column gdcs_i_frame_show(const gdcs_frame *frame, const gdcs_i_column *c)
{
    gdcs_column out = {.struct_size = sizeof out,
                       .type = c->type,
                       .concept_id = c->concept_id,
                       .sensitivity = c->sensitivity,
                       .name = c->name,
                       .label = c->label,
                       .unit = c->unit,
                       .rows = frame->rows};
    switch (c->type) {
    case GDCS_TYPE_DOUBLE: out.doubles = c->values; break;
    case GDCS_TYPE_INT64: out.integers = c->values; break;
    default:
        out.codes = c->values;
        out.words = gdcs_i_pool_texts(c->words);
        out.word_count = gdcs_i_pool_count(c->words);
    }
    return out;
}

gdcs_status gdcs_frame_get(const gdcs_frame *frame, int64_t index, gdcs_column *out,
                           gdcs_error *err)
{
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(out, "out", err));
    if (index < 0 || index >= frame->count)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "index", "column %lld of %lld", (long long)index,
                           (long long)frame->count);
    const gdcs_column shown = gdcs_i_frame_show(frame, &frame->columns[index]);
    return gdcs_i_give(out, &shown, sizeof shown, COLUMN_V1, err);
}

gdcs_status gdcs_frame_copy(const gdcs_frame *frame, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *copy = NULL;
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(out, "out", err));
    GO(gdcs_frame_new(&copy, err));
    copy->sensitivity = frame->sensitivity;
    for (int64_t i = 0; i < frame->count; i++) {
        const gdcs_column c = gdcs_i_frame_show(frame, &frame->columns[i]);
        GO(gdcs_frame_add(copy, &c, err));
        GO(gdcs_i_frame_set_titles(copy, frame->columns[i].titles.of, err));
    }
    GO(gdcs_i_texts_copy(&frame->texts, &copy->texts, err));
    *out = copy;
    return GDCS_OK;
done:
    gdcs_frame_free(copy);
    return status;
}

int64_t gdcs_frame_count_rows(const gdcs_frame *frame)
{
    return frame != NULL ? frame->rows : 0;
}

int64_t gdcs_frame_count_columns(const gdcs_frame *frame)
{
    return frame != NULL ? frame->count : 0;
}

int64_t gdcs_frame_find(const gdcs_frame *frame, const char *name)
{
    for (int64_t i = 0; name != NULL && i < gdcs_frame_count_columns(frame); i++)
        if (strcmp(frame->columns[i].name, name) == 0)
            return i;
    return -1;
}

int64_t gdcs_frame_find_concept(const gdcs_frame *frame, int32_t concept)
{
    for (int64_t i = 0; i < gdcs_frame_count_columns(frame); i++)
        if (frame->columns[i].concept_id == concept)
            return i;
    return -1;
}

int32_t gdcs_frame_get_sensitivity(const gdcs_frame *frame)
{
    int32_t highest = frame != NULL ? frame->sensitivity : GDCS_SENSITIVITY_PUBLIC;
    for (int64_t i = 0; i < gdcs_frame_count_columns(frame); i++)
        highest = gdcs_i_higher(highest, frame->columns[i].sensitivity);
    return highest;
}

gdcs_status gdcs_frame_set_meta(gdcs_frame *frame, int32_t key, const char *text, gdcs_error *err)
{
    TRY(gdcs_i_need(frame, "frame", err));
    return gdcs_i_texts_set(&frame->texts, key, text, err);
}

const char *gdcs_frame_get_meta(const gdcs_frame *frame, int32_t key)
{
    return frame != NULL ? gdcs_i_texts_get(&frame->texts, key) : "";
}
