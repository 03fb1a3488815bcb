#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "privacy/microdata/index.h"
#include "privacy/microdata/records.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A distinct value with the number of its first sight. */
struct value {
    union {
        double number;
        int64_t integer;
        const char *text;
    } is;
    int32_t number;
    int32_t padding;
};

static int by_number(const void *a, const void *b)
{
    const double x = ((const struct value *)a)->is.number;
    const double y = ((const struct value *)b)->is.number;
    return (x > y) - (x < y);
}

static int by_integer(const void *a, const void *b)
{
    const int64_t x = ((const struct value *)a)->is.integer;
    const int64_t y = ((const struct value *)b)->is.integer;
    return (x > y) - (x < y);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct value *)a)->is.text, ((const struct value *)b)->is.text);
}

/* The value as 64 bits that are equal for equal values; 0 and *missing for none. */
static uint64_t bits_of(const gdcs_column *c, int64_t row, int *missing)
{
    uint64_t bits = 0;
    if (c->type == GDCS_TYPE_INT64) {
        *missing = c->integers[row] == INT64_MIN;
        return (uint64_t)c->integers[row];
    }
    const double x = c->doubles[row] == 0.0 ? 0.0 : c->doubles[row]; /* no -0 */
    *missing = isnan(x);
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* Codes in the order of first sight, from 1; the rows where. */
static gdcs_status sight_numbers(gdcs_i_coded *c, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_index index = {NULL, 0, 0};
    int64_t room = 0;
    void *first = NULL;
    GO(gdcs_i_index_new(&index, 1024, err));
    for (int64_t row = 0; row < c->column.rows; row++) {
        int missing = 0;
        int32_t number = 0;
        const uint64_t bits = bits_of(&c->column, row, &missing);
        if (c->column.type == GDCS_TYPE_DOUBLE && isinf(c->column.doubles[row])) {
            status = gdcs_i_fail_at(err, GDCS_E_VALUE, row + 1, 0, c->column.name,
                                    "a value is infinite");
            goto done;
        }
        if (missing)
            continue;
        GO(gdcs_i_index_add(&index, bits, &number, err));
        c->codes[row] = number + 1;
        if (number < c->values)
            continue;
        GO(gdcs_i_reserve(&first, &room, number + 1, sizeof *c->first, err));
        c->first = first;
        c->first[c->values++] = row;
    }
done:
    c->first = first;
    gdcs_i_index_free(&index);
    return status;
}

static gdcs_status sight_words(gdcs_i_coded *c, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    int32_t *number = NULL;
    GO(gdcs_i_alloc(&memory, c->column.word_count, sizeof *c->first, err));
    c->first = memory;
    GO(gdcs_i_alloc(&memory, c->column.word_count, sizeof *number, err));
    number = memory;
    for (int64_t row = 0; row < c->column.rows; row++) {
        const int32_t word = c->column.codes[row];
        if (word < 0)
            continue;
        if (number[word] == 0) {
            c->first[c->values] = row;
            number[word] = ++c->values;
        }
        c->codes[row] = number[word];
    }
done:
    free(number);
    return status;
}

static void fill(const gdcs_i_coded *c, int32_t order, struct value *values)
{
    for (int32_t i = 0; i < c->values; i++) {
        const int64_t row = c->first[i];
        values[i].number = i;
        if (c->column.type == GDCS_TYPE_DOUBLE)
            values[i].is.number = c->column.doubles[row];
        else if (c->column.type == GDCS_TYPE_INT64)
            values[i].is.integer = c->column.integers[row];
        else if (order == GDCS_I_CODED_BY_DICTIONARY)
            values[i].is.integer = c->column.codes[row];
        else
            values[i].is.text = c->column.words[c->column.codes[row]];
    }
}

/* Renumber by value. */
static gdcs_status sort(gdcs_i_coded *c, int32_t order, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    struct value *values = NULL;
    int32_t *rank = NULL;
    int64_t *first = NULL;
    const int is_text = c->column.type == GDCS_TYPE_TEXT && order == GDCS_I_CODED_BY_BYTES;
    GO(gdcs_i_alloc(&memory, c->values, sizeof *values, err));
    values = memory;
    GO(gdcs_i_alloc(&memory, (int64_t)c->values + 1, sizeof *rank, err));
    rank = memory;
    GO(gdcs_i_alloc(&memory, c->values, sizeof *first, err));
    first = memory;
    fill(c, order, values);
    qsort(values, (size_t)c->values, sizeof *values,
          is_text                              ? by_text
          : c->column.type == GDCS_TYPE_DOUBLE ? by_number
                                               : by_integer);
    for (int32_t i = 0; i < c->values; i++) {
        rank[values[i].number + 1] = i + 1;
        first[i] = c->first[values[i].number];
    }
    for (int64_t row = 0; row < c->column.rows; row++)
        c->codes[row] = rank[c->codes[row]];
    free(c->first);
    c->first = first;
done:
    free(values);
    free(rank);
    return status;
}

gdcs_status gdcs_i_coded_new(const gdcs_frame *frame, const char *name, int32_t order,
                             gdcs_i_coded *out, gdcs_error *err)
{
    gdcs_i_coded c = {.column = {.struct_size = sizeof c.column}};
    void *memory = NULL;
    gdcs_status status = GDCS_OK;
    TRY(gdcs_i_need(name, "columns", err));
    const int64_t number = gdcs_frame_find(frame, name);
    if (number < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, "columns", "there is no column \"%s\"", name);
    TRY(gdcs_frame_get(frame, number, &c.column, err));
    if (c.column.rows > INT32_MAX - 1)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "frame", "more than %d records", INT32_MAX - 1);
    GO(gdcs_i_alloc(&memory, c.column.rows, sizeof *c.codes, err));
    c.codes = memory;
    GO(c.column.type == GDCS_TYPE_TEXT ? sight_words(&c, err) : sight_numbers(&c, err));
    GO(sort(&c, order, err));
    *out = c;
    return GDCS_OK;
done:
    gdcs_i_coded_free(&c);
    return status;
}

void gdcs_i_coded_free(gdcs_i_coded *coded)
{
    free(coded->codes);
    free(coded->first);
    coded->codes = NULL;
    coded->first = NULL;
}

const char *gdcs_i_coded_text(const gdcs_i_coded *c, int32_t value, char room[GDCS_I_VALUE_SIZE])
{
    const int64_t row = c->first[value - 1];
    if (c->column.type == GDCS_TYPE_TEXT)
        return c->column.words[c->column.codes[row]];
    if (c->column.type == GDCS_TYPE_INT64)
        gdcs_i_format_int64(c->column.integers[row], room);
    else
        gdcs_i_format_double(c->column.doubles[row] == 0.0 ? 0.0 : c->column.doubles[row], room);
    return room;
}

gdcs_column gdcs_i_column_like(const gdcs_column *column, int64_t rows)
{
    return (gdcs_column){.struct_size = sizeof *column,
                         .type = column->type,
                         .concept_id = column->concept_id,
                         .sensitivity = column->sensitivity,
                         .name = column->name,
                         .label = column->label,
                         .unit = column->unit,
                         .rows = rows};
}
