#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "privacy/microdata/index.h"
#include "privacy/microdata/records.h"

#include <stdlib.h>

static int bits_for(int32_t values)
{
    int bits = 0;
    while (values >> bits != 0)
        bits++;
    return bits;
}

/* As many columns as 64 bits hold, beside the number that the columns before led to: exact for any number of
   columns, and mostly one look per item. */
static uint32_t take_columns(const gdcs_i_codes *c, uint32_t mask, int room)
{
    uint32_t taken = 0;
    for (int32_t j = 0; j < c->width; j++) {
        if ((mask >> j & 1) == 0)
            continue;
        room -= bits_for(c->values[j]);
        if (room < 0)
            break;
        taken |= UINT32_C(1) << j;
    }
    return taken;
}

static uint64_t pack(const gdcs_i_codes *c, uint32_t mask, int64_t row)
{
    uint64_t key = 0;
    for (int32_t j = 0; j < c->width; j++)
        if ((mask >> j & 1) != 0)
            key = key << bits_for(c->values[j]) | (uint32_t)c->codes[j][row];
    return key;
}

gdcs_status gdcs_i_codes_project(const gdcs_i_codes *codes, uint32_t mask, const int32_t *items,
                                 int64_t n, int32_t *numbers, int64_t *count, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_index index = {NULL, 0, 0};
    *count = n > 0;
    for (int64_t i = 0; i < n; i++)
        numbers[i] = 0;
    for (int first = 1; mask != 0; first = 0) {
        const uint32_t taken = take_columns(codes, mask, first ? 64 : 32);
        mask &= ~taken;
        GO(gdcs_i_index_new(&index, *count < 1024 ? 1024 : *count, err));
        for (int64_t i = 0; i < n; i++) {
            const uint64_t key = pack(codes, taken, items != NULL ? items[i] : i);
            GO(gdcs_i_index_add(&index, first ? key : (uint64_t)numbers[i] << 32 | key, &numbers[i],
                                err));
        }
        *count = index.count;
        gdcs_i_index_free(&index);
    }
done:
    gdcs_i_index_free(&index);
    return status;
}

/* A class to be sorted: the codes of its keys side by side. */
struct seat {
    const int32_t *codes;
    int32_t width;
    int32_t number;
};

static int by_codes(const void *a, const void *b)
{
    const struct seat *x = a, *y = b;
    for (int32_t j = 0; j < x->width; j++)
        if (x->codes[j] != y->codes[j])
            return x->codes[j] < y->codes[j] ? -1 : 1;
    return 0;
}

/* The number of each class in order, by the number of first sight. */
static gdcs_status sort(const gdcs_i_codes *rows, const int32_t *first, int64_t count,
                        int32_t *rank, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    struct seat *seats = NULL;
    int32_t *codes = NULL;
    const int32_t width = rows->width;
    GO(gdcs_i_alloc(&memory, count, sizeof *seats, err));
    seats = memory;
    GO(gdcs_i_alloc(&memory, count, sizeof *codes * (size_t)width, err));
    codes = memory;
    for (int64_t i = 0; i < count; i++) {
        for (int32_t j = 0; j < width; j++)
            codes[i * width + j] = rows->codes[j][first[i]];
        seats[i] = (struct seat){codes + i * width, width, (int32_t)i};
    }
    qsort(seats, (size_t)count, sizeof *seats, by_codes);
    for (int64_t i = 0; i < count; i++)
        rank[seats[i].number] = (int32_t)i;
done:
    free(seats);
    free(codes);
    return status;
}

static gdcs_status make_room(gdcs_i_classes *c, int32_t width, int has_weights, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, c->count, sizeof *c->memory * (size_t)width, err));
    c->memory = memory;
    TRY(gdcs_i_alloc(&memory, c->count, sizeof *c->size, err));
    c->size = memory;
    TRY(gdcs_i_alloc(&memory, c->count, sizeof *c->mask, err));
    c->mask = memory;
    if (has_weights) {
        TRY(gdcs_i_alloc(&memory, c->count, sizeof *c->weight, err));
        c->weight = memory;
    }
    return GDCS_OK;
}

static void fill_codes(gdcs_i_classes *c, const gdcs_i_codes *rows, const int32_t *first,
                       const int32_t *rank, int32_t missing)
{
    c->codes = *rows;
    c->is_whole = 1;
    for (int32_t j = 0; j < rows->width; j++)
        c->codes.codes[j] = c->memory + j * c->count;
    for (int64_t i = 0; i < c->count; i++)
        for (int32_t j = 0; j < rows->width; j++) {
            const int32_t code = rows->codes[j][first[i]];
            const int counts = code != 0 || missing == GDCS_MICRODATA_MISSING_CATEGORY;
            c->memory[j * c->count + rank[i]] = code;
            c->mask[rank[i]] |= counts ? UINT32_C(1) << j : 0;
            c->is_whole &= counts;
        }
}

static gdcs_status add_weights(gdcs_i_classes *c, int64_t n, const double *weight, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, c->count, sizeof(gdcs_i_sum), err));
    gdcs_i_sum *sums = memory;
    for (int64_t row = 0; row < n; row++)
        gdcs_i_sum_add(&sums[c->of[row]], weight[row]);
    for (int64_t i = 0; i < c->count; i++)
        c->weight[i] = gdcs_i_sum_value(sums[i]);
    free(sums);
    return GDCS_OK;
}

gdcs_status gdcs_i_classes_new(const gdcs_i_codes *rows, int64_t n, const double *size,
                               const double *weight, int32_t missing, gdcs_i_classes *out,
                               gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_classes c = {.count = 0};
    void *memory = NULL;
    int32_t *first = NULL, *rank = NULL;
    const uint32_t all = (uint32_t)((UINT64_C(1) << rows->width) - 1);
    GO(gdcs_i_alloc(&memory, n, sizeof *c.of, err));
    c.of = memory;
    GO(gdcs_i_codes_project(rows, all, NULL, n, c.of, &c.count, err));
    GO(gdcs_i_alloc(&memory, c.count, sizeof *first, err));
    first = memory;
    GO(gdcs_i_alloc(&memory, c.count, sizeof *rank, err));
    rank = memory;
    GO(make_room(&c, rows->width, weight != NULL, err));
    for (int64_t row = n; row-- > 0;)
        first[c.of[row]] = (int32_t)row;
    GO(sort(rows, first, c.count, rank, err));
    fill_codes(&c, rows, first, rank, missing);
    for (int64_t row = 0; row < n; row++) {
        c.of[row] = rank[c.of[row]];
        c.size[c.of[row]] += size != NULL ? size[row] : 1.0;
    }
    if (weight != NULL)
        GO(add_weights(&c, n, weight, err));
    *out = c;
    c = (gdcs_i_classes){.count = 0};
done:
    gdcs_i_classes_free(&c);
    free(first);
    free(rank);
    return status;
}

void gdcs_i_classes_free(gdcs_i_classes *c)
{
    free(c->memory);
    free(c->of);
    free(c->size);
    free(c->weight);
    free(c->mask);
    *c = (gdcs_i_classes){.count = 0};
}
