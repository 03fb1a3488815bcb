/* Left-looking elimination of sparse columns in the order given (Gilbert & Peierls 1988 with a set of
   bits instead of a search): each column is freed of the pivots of those before it; if nothing is left,
   back substitution says how it is made of them. */
#include "num/dependence.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>

/* Sparse columns one behind the other. */
typedef struct columns {
    int64_t *start; /* count + 1 */
    int32_t *index;
    uint32_t *value;
    int64_t count;
    int64_t start_room, index_room, value_room;
} columns;

struct gdcs_i_dependence {
    int64_t rows;
    const int32_t *traffic;
    int32_t rank;
    int32_t *pivot;    /* by independent column: its row */
    int32_t *of_row;   /* by row: the independent column that has it as pivot; -1: none */
    columns lower;     /* what each leaves in rows that were no pivot then, over its pivot */
    columns upper;     /* its factors of those before it */
    uint32_t *inverse; /* of what was left in its pivot */
    uint32_t *work;    /* by row */
    char *is_touched;  /* by row */
    int32_t *touched;  /* rows of work that may not be 0 */
    int64_t touched_count;
    uint64_t *due;  /* bits: independent columns to be subtracted yet */
    uint64_t *some; /* bits: words of due that are not 0 */
    int32_t *of;    /* the factors of the column: of independent columns, rising */
    uint32_t *factor;
    int32_t factor_count;
    uint32_t *rest; /* by independent column, for back substitution */
};

uint32_t gdcs_i_prime_times(uint32_t x, uint32_t y)
{
    return gdcs_i_prime_reduce((uint64_t)x * y);
}

/* x^(p - 2), Fermat. */
uint32_t gdcs_i_prime_inverse(uint32_t x)
{
    uint32_t power = x, inverse = 1;
    for (uint64_t e = GDCS_I_PRIME - 2; e > 0; e >>= 1) {
        if (e & 1)
            inverse = gdcs_i_prime_times(inverse, power);
        power = gdcs_i_prime_times(power, power);
    }
    return inverse;
}

static int32_t lowest(uint64_t x)
{
#ifdef __GNUC__
    return __builtin_ctzll(x);
#else
    int32_t i = 0;
    while ((x >> i & 1) == 0)
        i++;
    return i;
#endif
}

static int32_t highest(uint64_t x)
{
#ifdef __GNUC__
    return 63 - __builtin_clzll(x);
#else
    int32_t i = 63;
    while ((x >> i & 1) == 0)
        i--;
    return i;
#endif
}

static uint32_t negative(uint32_t x)
{
    return x == 0 ? 0 : (uint32_t)GDCS_I_PRIME - x;
}

static gdcs_status open_columns(columns *c, gdcs_error *err)
{
    void *start = NULL;
    const gdcs_status status = gdcs_i_reserve(&start, &c->start_room, 1, sizeof *c->start, err);
    c->start = start;
    return status;
}

static gdcs_status reserve_column(columns *c, int64_t more, gdcs_error *err)
{
    const int64_t used = c->start[c->count];
    void *start = c->start, *index = c->index, *value = c->value;
    gdcs_status status =
        gdcs_i_reserve(&start, &c->start_room, c->count + 2, sizeof *c->start, err);
    c->start = start;
    TRY(status);
    status = gdcs_i_reserve(&index, &c->index_room, used + more, sizeof *c->index, err);
    c->index = index;
    TRY(status);
    status = gdcs_i_reserve(&value, &c->value_room, used + more, sizeof *c->value, err);
    c->value = value;
    return status;
}

static void free_columns(columns *c)
{
    free(c->start);
    free(c->index);
    free(c->value);
}

static gdcs_status make_room(gdcs_i_dependence *d, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, d->rows, sizeof *d->pivot, err));
    d->pivot = memory;
    TRY(gdcs_i_alloc(&memory, d->rows, sizeof *d->of_row, err));
    d->of_row = memory;
    TRY(gdcs_i_alloc(&memory, d->rows, sizeof *d->inverse, err));
    d->inverse = memory;
    TRY(gdcs_i_alloc(&memory, d->rows, sizeof *d->work, err));
    d->work = memory;
    TRY(gdcs_i_alloc(&memory, d->rows, 1, err));
    d->is_touched = memory;
    TRY(gdcs_i_alloc(&memory, d->rows, sizeof *d->touched, err));
    d->touched = memory;
    TRY(gdcs_i_alloc(&memory, d->rows / 64 + 1, sizeof *d->due, err));
    d->due = memory;
    TRY(gdcs_i_alloc(&memory, d->rows / 4096 + 1, sizeof *d->some, err));
    d->some = memory;
    TRY(gdcs_i_alloc(&memory, d->rows, sizeof *d->of, err));
    d->of = memory;
    TRY(gdcs_i_alloc(&memory, d->rows, sizeof *d->factor, err));
    d->factor = memory;
    TRY(gdcs_i_alloc(&memory, d->rows, sizeof *d->rest, err));
    d->rest = memory;
    TRY(open_columns(&d->lower, err));
    return open_columns(&d->upper, err);
}

gdcs_status gdcs_i_dependence_new(int64_t rows, const int32_t *traffic, gdcs_i_dependence **out,
                                  gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_dependence), err));
    gdcs_i_dependence *d = memory;
    *d = (gdcs_i_dependence){.rows = rows, .traffic = traffic};
    const gdcs_status status = make_room(d, err);
    if (status != GDCS_OK) {
        gdcs_i_dependence_free(d);
        return status;
    }
    for (int64_t r = 0; r < rows; r++)
        d->of_row[r] = -1;
    *out = d;
    return GDCS_OK;
}

void gdcs_i_dependence_free(gdcs_i_dependence *d)
{
    if (d == NULL)
        return;
    free(d->pivot);
    free(d->of_row);
    free_columns(&d->lower);
    free_columns(&d->upper);
    free(d->inverse);
    free(d->work);
    free(d->is_touched);
    free(d->touched);
    free(d->due);
    free(d->some);
    free(d->of);
    free(d->factor);
    free(d->rest);
    free(d);
}

static void remember(gdcs_i_dependence *d, int32_t k)
{
    d->due[k >> 6] |= UINT64_C(1) << (k & 63);
    d->some[k >> 12] |= UINT64_C(1) << (k >> 6 & 63);
}

static void forget(gdcs_i_dependence *d, int32_t k)
{
    d->due[k >> 6] &= ~(UINT64_C(1) << (k & 63));
    if (d->due[k >> 6] == 0)
        d->some[k >> 12] &= ~(UINT64_C(1) << (k >> 6 & 63));
}

/* Remember that a row of work may not be 0, and whose pivot it is. */
static void touch(gdcs_i_dependence *d, int32_t row)
{
    const int32_t k = d->of_row[row];
    if (!d->is_touched[row]) {
        d->is_touched[row] = 1;
        d->touched[d->touched_count++] = row;
    }
    if (k >= 0)
        remember(d, k);
}

static void load(gdcs_i_dependence *d, const int32_t *rows, const int8_t *values, int64_t count)
{
    d->touched_count = 0;
    d->factor_count = 0;
    for (int64_t i = 0; i < count; i++) {
        touch(d, rows[i]);
        const uint32_t size = (uint32_t)abs(values[i]);
        d->work[rows[i]] = values[i] < 0 ? negative(size) : size;
    }
}

static void subtract(gdcs_i_dependence *d, int32_t k)
{
    const uint32_t x = d->work[d->pivot[k]];
    if (x == 0)
        return;
    d->of[d->factor_count] = k;
    d->factor[d->factor_count++] = x;
    const uint32_t minus = negative(x);
    for (int64_t e = d->lower.start[k]; e < d->lower.start[k + 1]; e++) {
        const int32_t row = d->lower.index[e];
        touch(d, row);
        d->work[row] = gdcs_i_prime_reduce(d->work[row] + (uint64_t)minus * d->lower.value[e]);
    }
}

/* Subtracting a column touches pivots of later columns only. */
static void eliminate(gdcs_i_dependence *d)
{
    for (int32_t w = 0; w <= d->rank >> 12; w++)
        while (d->some[w] != 0) {
            const int32_t word = (w << 6) + lowest(d->some[w]);
            const int32_t k = (word << 6) + lowest(d->due[word]);
            forget(d, k);
            subtract(d, k);
        }
}

static int is_left(const gdcs_i_dependence *d, int32_t row)
{
    return d->of_row[row] < 0 && d->work[row] != 0;
}

/* The row with the least traffic; -1: nothing is left. */
static int32_t choose(const gdcs_i_dependence *d, int64_t *left)
{
    int32_t best = -1;
    *left = 0;
    for (int64_t i = 0; i < d->touched_count; i++) {
        const int32_t row = d->touched[i];
        if (!is_left(d, row))
            continue;
        ++*left;
        if (best < 0 || d->traffic[row] < d->traffic[best] ||
            (d->traffic[row] == d->traffic[best] && row < best))
            best = row;
    }
    return best;
}

static void put(columns *c, int32_t index, uint32_t value)
{
    const int64_t at = c->start[c->count + 1]++;
    c->index[at] = index;
    c->value[at] = value;
}

static void begin_column(columns *c)
{
    c->start[c->count + 1] = c->start[c->count];
}

static gdcs_status keep(gdcs_i_dependence *d, int32_t row, int64_t left, gdcs_error *err)
{
    TRY(reserve_column(&d->lower, left, err));
    TRY(reserve_column(&d->upper, d->factor_count, err));
    const uint32_t inverse = gdcs_i_prime_inverse(d->work[row]);
    begin_column(&d->lower);
    begin_column(&d->upper);
    for (int64_t i = 0; i < d->touched_count; i++) {
        const int32_t r = d->touched[i];
        if (r != row && is_left(d, r))
            put(&d->lower, r, gdcs_i_prime_times(d->work[r], inverse));
    }
    for (int32_t i = 0; i < d->factor_count; i++)
        put(&d->upper, d->of[i], d->factor[i]);
    d->lower.count++;
    d->upper.count++;
    d->inverse[d->rank] = inverse;
    d->pivot[d->rank] = row;
    d->of_row[row] = d->rank++;
    return GDCS_OK;
}

static void substitute_one(gdcs_i_dependence *d, int32_t k)
{
    const uint32_t x = gdcs_i_prime_times(d->rest[k], d->inverse[k]), minus = negative(x);
    d->rest[k] = 0;
    if (x == 0)
        return;
    d->of[d->factor_count] = k;
    d->factor[d->factor_count++] = x;
    for (int64_t e = d->upper.start[k]; e < d->upper.start[k + 1]; e++) {
        const int32_t j = d->upper.index[e];
        remember(d, j);
        d->rest[j] = gdcs_i_prime_reduce(d->rest[j] + (uint64_t)minus * d->upper.value[e]);
    }
}

/* The factors say what the column is of pivots; this, what it is of the columns themselves.  Each is made of
   earlier ones only. */
static void substitute(gdcs_i_dependence *d)
{
    const int32_t top = d->factor_count > 0 ? d->of[d->factor_count - 1] : -1;
    for (int32_t i = 0; i < d->factor_count; i++) {
        d->rest[d->of[i]] = d->factor[i];
        remember(d, d->of[i]);
    }
    d->factor_count = 0;
    for (int32_t w = top >> 12; w >= 0; w--)
        while (d->some[w] != 0) {
            const int32_t word = (w << 6) + highest(d->some[w]);
            const int32_t k = (word << 6) + highest(d->due[word]);
            forget(d, k);
            substitute_one(d, k);
        }
}

static void clear(gdcs_i_dependence *d)
{
    for (int64_t i = 0; i < d->touched_count; i++) {
        d->work[d->touched[i]] = 0;
        d->is_touched[d->touched[i]] = 0;
    }
}

gdcs_status gdcs_i_dependence_add(gdcs_i_dependence *d, const int32_t *rows, const int8_t *values,
                                  int64_t count, int32_t *independent, gdcs_i_combination *as,
                                  gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    int64_t left = 0;
    load(d, rows, values, count);
    eliminate(d);
    const int32_t row = choose(d, &left);
    if (row >= 0)
        status = keep(d, row, left, err);
    else
        substitute(d);
    clear(d);
    TRY(status);
    *independent = row >= 0 ? d->rank - 1 : -1;
    *as = (gdcs_i_combination){d->of, d->factor, row >= 0 ? 0 : d->factor_count};
    return GDCS_OK;
}
