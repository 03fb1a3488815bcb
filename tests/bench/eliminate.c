/* Which cells stay hidden by Gaussian elimination, as Langsrud describes it?
 *
 *     bench_eliminate < columns > hidden
 *
 * Langsrud (2024), Secondary cell suppression by Gaussian elimination: cells are columns of the inner cells
 * that they are the sum of; candidates are published in their order, each whose column, freed of the published
 * ones, is no multiple of that of an unsafe cell.  Written from the paper, exactly modulo a prime, without
 * looking at any other program; suppress.py calls it.
 *
 * In: how many inner cells and how many cells; for each cell whether it is unsafe (1 or 0), of how many
 * inner cells it is the sum, and their numbers from 0.  Candidates come in the order in which they are to be
 * published.  Out: the number of each cell that stays hidden, from 0. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint64_t prime = 2147483647;

typedef struct column {
    int32_t count;
    int32_t *row;
    uint32_t *value;
} column;

/* A column that is being worked on, dense. */
typedef struct work {
    uint32_t *value;
    int32_t *is_listed;
    int32_t *listed;
    int32_t count;
} work;

typedef struct elimination {
    int32_t rows, cells, unsafe, published;
    char *is_unsafe; /* by cell */
    column *columns; /* by cell; of unsafe ones, freed of what is published */
    int32_t *cell;   /* of an unsafe one, by its number */
    column *pivots;  /* published, in their order; 1 in a row that no later one has */
    int32_t *pivot;  /* by row, that which was chosen by it; -1: none */
    int32_t *row;    /* by pivot */
    uint64_t *ahead; /* pivots that the work still has to be freed of, bits */
    uint64_t *users; /* by row, unsafe ones that have it, bits */
    int32_t *counts; /* of users */
    int32_t words;   /* of users in a row */
    work work;
} elimination;

static void *room(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);
    if (memory == NULL) {
        fputs("bench_eliminate: no memory\n", stderr);
        exit(1);
    }
    return memory;
}

static column new_column(int32_t count)
{
    return (column){.count = count, .row = room((size_t)count, 4), .value = room((size_t)count, 4)};
}

static void free_column(column *c)
{
    free(c->row);
    free(c->value);
}

static uint64_t inverse(uint64_t x)
{
    uint64_t power = 1;
    for (uint64_t e = prime - 2; e > 0; e >>= 1, x = x * x % prime)
        if (e & 1)
            power = power * x % prime;
    return power;
}

/* The lowest bit that is set, which is cleared; -1: none from this word on. */
static int32_t take_bit(uint64_t *bits, int32_t words, int32_t *word)
{
    for (; *word < words; ++*word)
        for (int32_t bit = 0; bits[*word] != 0 && bit < 64; bit++)
            if (bits[*word] >> bit & 1) {
                bits[*word] &= ~(UINT64_C(1) << bit);
                return *word * 64 + bit;
            }
    return -1;
}

/* --- the work --- */

/* No pivot has a row of an earlier one, so that each is ahead once. */
static void set(elimination *x, int32_t row, uint32_t value)
{
    work *w = &x->work;
    w->value[row] = value;
    if (w->is_listed[row])
        return;
    w->is_listed[row] = 1;
    w->listed[w->count++] = row;
    if (x->pivot[row] >= 0)
        x->ahead[x->pivot[row] / 64] |= UINT64_C(1) << x->pivot[row] % 64;
}

static void begin(elimination *x, const column *c)
{
    x->work.count = 0;
    for (int32_t i = 0; i < c->count; i++)
        set(x, c->row[i], c->value[i]);
}

static void subtract(elimination *x, const column *c, uint64_t factor)
{
    for (int32_t i = 0; i < c->count; i++) {
        const uint64_t was = x->work.is_listed[c->row[i]] ? x->work.value[c->row[i]] : 0;
        set(x, c->row[i], (uint32_t)((was + (prime - factor) * c->value[i]) % prime));
    }
}

/* Free it of the published ones, the earliest first. */
static void reduce(elimination *x)
{
    const int32_t words = x->published / 64 + 1;
    int32_t word = 0;
    for (int32_t p = take_bit(x->ahead, words, &word); p >= 0; p = take_bit(x->ahead, words, &word))
        subtract(x, &x->pivots[p], x->work.value[x->row[p]]);
}

static column finish(elimination *x)
{
    work *w = &x->work;
    int32_t n = 0;
    for (int32_t i = 0; i < w->count; i++)
        n += w->value[w->listed[i]] != 0;
    column c = new_column(n);
    for (int32_t i = n = 0; i < w->count; i++) {
        const int32_t row = w->listed[i];
        w->is_listed[row] = 0;
        if (w->value[row] == 0)
            continue;
        c.row[n] = row;
        c.value[n++] = w->value[row];
    }
    return c;
}

/* --- unsafe cells --- */

static void toggle_users(elimination *x, int32_t u)
{
    const column *c = &x->columns[x->cell[u]];
    for (int32_t i = 0; i < c->count; i++) {
        uint64_t *word = &x->users[(size_t)c->row[i] * (size_t)x->words + (size_t)u / 64];
        *word ^= UINT64_C(1) << u % 64;
        x->counts[c->row[i]] += *word >> u % 64 & 1 ? 1 : -1;
    }
}

static uint64_t value_in(const column *c, int32_t row)
{
    for (int32_t i = 0; i < c->count; i++)
        if (c->row[i] == row)
            return c->value[i];
    return 0;
}

/* Is a column a multiple of what the work has?  1 in `row`. */
static int is_multiple(const elimination *x, const column *c, int32_t row, int32_t count)
{
    if (c->count != count)
        return 0;
    const uint64_t factor = value_in(c, row);
    int is = 1;
    for (int32_t i = 0; i < count && is; i++)
        is = x->work.is_listed[c->row[i]] &&
             factor * x->work.value[c->row[i]] % prime == c->value[i];
    return is;
}

/* The row that the fewest unsafe ones have; of these the first, so that columns stay short. */
static int32_t choose_row(const elimination *x, const column *c)
{
    int32_t best = 0;
    for (int32_t i = 1; i < c->count; i++) {
        const int32_t row = c->row[i], other = c->row[best];
        const int32_t more = x->counts[row] - x->counts[other];
        if (more < 0 || (more == 0 && row < other))
            best = i;
    }
    return best;
}

/* The unsafe ones that have a row, in a list of `cells` numbers; how many. */
static int32_t list_users(const elimination *x, int32_t row, int32_t *list)
{
    const uint64_t *words = &x->users[(size_t)row * (size_t)x->words];
    int32_t n = 0;
    for (int32_t u = 0; u < x->unsafe; u++)
        if (words[u / 64] >> u % 64 & 1)
            list[n++] = u;
    return n;
}

static int gives_away(elimination *x, const column *c, int32_t row, const int32_t *users, int32_t n)
{
    int gives = 0;
    x->work.count = 0;
    for (int32_t i = 0; i < c->count; i++) {
        x->work.is_listed[c->row[i]] = 1;
        x->work.value[c->row[i]] = c->value[i];
    }
    for (int32_t i = 0; i < n && !gives; i++)
        gives = is_multiple(x, &x->columns[x->cell[users[i]]], row, c->count);
    for (int32_t i = 0; i < c->count; i++)
        x->work.is_listed[c->row[i]] = 0;
    return gives;
}

/* Free an unsafe one of a column that is published. */
static void free_of(elimination *x, int32_t u, const column *published, int32_t row)
{
    column *c = &x->columns[x->cell[u]];
    toggle_users(x, u);
    const uint64_t factor = value_in(c, row);
    begin(x, c);
    subtract(x, published, factor);
    free_column(c);
    *c = finish(x);
    toggle_users(x, u);
}

/* Returns whether it can be published; list: room for numbers of unsafe ones. */
static int publish(elimination *x, int32_t cell, int32_t *list)
{
    begin(x, &x->columns[cell]);
    reduce(x);
    column c = finish(x);
    if (c.count == 0) {
        free_column(&c);
        return 1;
    }
    const int32_t best = choose_row(x, &c), row = c.row[best];
    const uint64_t factor = inverse(c.value[best]);
    for (int32_t i = 0; i < c.count; i++)
        c.value[i] = (uint32_t)(c.value[i] * factor % prime);
    const int32_t n = list_users(x, row, list);
    if (gives_away(x, &c, row, list, n)) {
        free_column(&c);
        return 0;
    }
    x->pivots[x->published] = c;
    x->row[x->published] = row;
    for (int32_t i = 0; i < n; i++)
        free_of(x, list[i], &c, row);
    x->pivot[row] = x->published++;
    return 1;
}

/* --- in and out --- */

static int32_t read_number(void)
{
    int number = 0;
    if (scanf("%d", &number) != 1) {
        fputs("bench_eliminate: a number is missing\n", stderr);
        exit(1);
    }
    return number;
}

static void read_cells(elimination *x)
{
    for (int32_t c = 0; c < x->cells; c++) {
        x->is_unsafe[c] = (char)read_number();
        x->columns[c] = new_column(read_number());
        for (int32_t i = 0; i < x->columns[c].count; i++) {
            x->columns[c].row[i] = read_number();
            x->columns[c].value[i] = 1;
        }
        if (x->is_unsafe[c])
            x->cell[x->unsafe++] = c;
    }
}

static void make_room(elimination *x)
{
    const size_t rows = (size_t)x->rows, cells = (size_t)x->cells;
    x->is_unsafe = room(cells, 1);
    x->columns = room(cells, sizeof *x->columns);
    x->cell = room(cells, sizeof *x->cell);
    x->pivots = room(cells, sizeof *x->pivots);
    x->row = room(cells, sizeof *x->row);
    x->ahead = room(cells / 64 + 1, sizeof *x->ahead);
    x->pivot = room(rows, sizeof *x->pivot);
    memset(x->pivot, -1, rows * sizeof *x->pivot);
    x->counts = room(rows, sizeof *x->counts);
    x->work = (work){.value = room(rows, sizeof(uint32_t)),
                     .is_listed = room(rows, sizeof(int32_t)),
                     .listed = room(rows, sizeof(int32_t))};
}

static void free_all(elimination *x)
{
    for (int32_t c = 0; c < x->cells; c++)
        free_column(&x->columns[c]);
    for (int32_t p = 0; p < x->published; p++)
        free_column(&x->pivots[p]);
    void *const all[] = {x->is_unsafe,  x->columns,        x->cell,        x->pivots,
                         x->row,        x->ahead,          x->pivot,       x->counts,
                         x->work.value, x->work.is_listed, x->work.listed, x->users};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        free(all[i]);
}

int main(void)
{
    elimination x = {.rows = read_number()};
    x.cells = read_number();
    make_room(&x);
    read_cells(&x);
    x.words = x.unsafe / 64 + 1;
    x.users = room((size_t)x.rows * (size_t)x.words, sizeof *x.users);
    for (int32_t u = 0; u < x.unsafe; u++)
        toggle_users(&x, u);
    int32_t *list = room((size_t)x.unsafe, sizeof *list);
    for (int32_t c = 0; c < x.cells; c++)
        if (!x.is_unsafe[c] && !publish(&x, c, list))
            printf("%d\n", c);
    free(list);
    free_all(&x);
    return 0;
}
