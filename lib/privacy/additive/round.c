#include "core/fail.h"
#include "core/memory.h"
#include "num/balance.h"
#include "privacy/additive.h"

#include <math.h>
#include <stdlib.h>

/* Totals at the same heights. */
typedef struct kind {
    uint64_t name;
    int32_t grade;
    int32_t count;
    int32_t held; /* 1: yes, -1: no, 0: not yet asked */
    int32_t padding;
} kind;

typedef struct work {
    const gdcs_i_additive *a;
    const double *value;
    double base;
    kind *kinds;
    int64_t room, kind_count;
    int32_t *row;    /* by slot: of a total that is held near, -1 */
    int32_t *number; /* by slot: of a cell that is to be rounded, -1 */
    int32_t rows;
    int32_t padding;
    int64_t count; /* of cells to be rounded */
    double *part;  /* the problem of num/balance */
    int64_t *start;
    int64_t *at;
    int32_t *in;
    int32_t *grade;
    unsigned char *up;
} work;

static void end(work *w)
{
    free(w->kinds);
    free(w->row);
    free(w->number);
    free(w->part);
    free(w->start);
    free(w->at);
    free(w->in);
    free(w->grade);
    free(w->up);
}

static kind *find_kind(const work *w, int64_t slot)
{
    for (int64_t i = 0; i < w->kind_count; i++)
        if (w->kinds[i].name == w->a->kind[slot])
            return &w->kinds[i];
    return NULL;
}

static gdcs_status count_kinds(work *w, gdcs_error *err)
{
    for (int64_t slot = 0; slot < w->a->cells; slot++) {
        if (!gdcs_i_additive_is_total(w->a, slot))
            continue;
        kind *k = find_kind(w, slot);
        if (k == NULL) {
            void *memory = w->kinds;
            TRY(gdcs_i_reserve(&memory, &w->room, w->kind_count + 1, sizeof *w->kinds, err));
            w->kinds = memory;
            k = &w->kinds[w->kind_count++];
            *k = (kind){.name = w->a->kind[slot], .grade = w->a->grade[slot]};
        }
        k->count++;
    }
    return GDCS_OK;
}

/* Those of the most parts, over axes and down trees, first, then the fewest. */
static kind *next_kind(const work *w)
{
    kind *best = NULL;
    for (int64_t i = 0; i < w->kind_count; i++) {
        kind *k = &w->kinds[i];
        if (k->held == 0 && (best == NULL || k->grade > best->grade ||
                             (k->grade == best->grade && k->count < best->count)))
            best = k;
    }
    return best;
}

static double rest_of(const work *w, int64_t slot)
{
    return fmod(w->value[slot], w->base);
}

/* Number the cells to be rounded, and the totals that are held near. */
static gdcs_status number_all(work *w, gdcs_error *err)
{
    void *memory = NULL;
    int32_t left = GDCS_I_BALANCE_ROWS;
    TRY(gdcs_i_alloc(&memory, w->a->cells, sizeof *w->row, err));
    w->row = memory;
    TRY(gdcs_i_alloc(&memory, w->a->cells, sizeof *w->number, err));
    w->number = memory;
    TRY(count_kinds(w, err));
    for (kind *k = next_kind(w); k != NULL; k = next_kind(w)) {
        k->held = k->count <= left ? 1 : -1;
        left -= k->held > 0 ? k->count : 0;
    }
    for (int64_t slot = 0; slot < w->a->cells; slot++) {
        const int total = gdcs_i_additive_is_total(w->a, slot);
        const int held = total && find_kind(w, slot)->held > 0;
        w->row[slot] = held ? w->rows++ : -1;
        w->number[slot] = !total && rest_of(w, slot) > 0.0 ? (int32_t)w->count++ : -1;
    }
    return GDCS_OK;
}

/* The number of the i-th cell of a total that is held near, -1 if it needs no rounding. */
static int32_t number_in(const work *w, int64_t slot, int64_t i)
{
    return w->number[w->a->items[w->a->start[slot] + i]];
}

/* The lists turned round: of each cell to be rounded, the rows it is in. */
static gdcs_status turn(work *w, gdcs_error *err)
{
    void *memory = NULL;
    const gdcs_i_additive *a = w->a;
    for (int64_t slot = 0; slot < a->cells; slot++)
        for (int64_t i = 0; w->row[slot] >= 0 && i < a->length[slot]; i++)
            if (number_in(w, slot, i) >= 0)
                w->start[number_in(w, slot, i) + 1]++;
    for (int64_t i = 0; i < w->count; i++) {
        w->start[i + 1] += w->start[i];
        w->at[i] = w->start[i];
    }
    TRY(gdcs_i_alloc(&memory, w->start[w->count], sizeof *w->in, err));
    w->in = memory;
    for (int64_t slot = 0; slot < a->cells; slot++)
        for (int64_t i = 0; w->row[slot] >= 0 && i < a->length[slot]; i++)
            if (number_in(w, slot, i) >= 0)
                w->in[w->at[number_in(w, slot, i)]++] = w->row[slot];
    return GDCS_OK;
}

static gdcs_status pose(work *w, gdcs_error *err)
{
    void *memory = NULL;
    TRY(number_all(w, err));
    TRY(gdcs_i_alloc(&memory, w->count, sizeof *w->part, err));
    w->part = memory;
    TRY(gdcs_i_alloc(&memory, w->count + 1, sizeof *w->start, err));
    w->start = memory;
    TRY(gdcs_i_alloc(&memory, w->count, sizeof *w->at, err));
    w->at = memory;
    TRY(gdcs_i_alloc(&memory, w->rows, sizeof *w->grade, err));
    w->grade = memory;
    TRY(gdcs_i_alloc(&memory, w->count, sizeof *w->up, err));
    w->up = memory;
    for (int64_t slot = 0; slot < w->a->cells; slot++) {
        if (w->number[slot] >= 0)
            w->part[w->number[slot]] = rest_of(w, slot) / w->base;
        if (w->row[slot] >= 0)
            w->grade[w->row[slot]] = w->a->grade[slot];
    }
    return turn(w, err);
}

static gdcs_status solve(work *w, gdcs_i_rng *rng, double *out, gdcs_error *err)
{
    const gdcs_i_balance balance = {.count = w->count,
                                    .part = w->part,
                                    .start = w->start,
                                    .row = w->in,
                                    .rows = w->rows,
                                    .grade = w->grade};
    TRY(gdcs_i_balance_round(&balance, rng, w->up, err));
    for (int64_t slot = 0; slot < w->a->cells; slot++) {
        const int up = w->number[slot] >= 0 && w->up[w->number[slot]];
        out[slot] = w->value[slot] - rest_of(w, slot) + (up ? w->base : 0.0);
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_additive_round(const gdcs_i_additive *additive, const double *value, double base,
                                  gdcs_i_rng *rng, double *out, gdcs_error *err)
{
    work w = {.a = additive, .value = value, .base = base};
    gdcs_status status = pose(&w, err);
    if (status == GDCS_OK)
        status = solve(&w, rng, out, err);
    end(&w);
    return status;
}
