#include "privacy/compose/sets.h"

#include "core/fail.h"
#include "core/memory.h"
#include "privacy/perturb.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_VALUES = 500000000 };

struct collecting {
    const gdcs_i_meeting *m;
    int side;
    int32_t *mark;      /* by value: the class that has it already, plus one */
    gdcs_i_index known; /* of what sets hold */
    int32_t *first;     /* by number in it, of the set */
    int64_t room;
    gdcs_i_sets *out;
};

static int by_number(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static uint64_t place_key(int32_t keys, int32_t value)
{
    return (uint64_t)(uint32_t)keys << 32 | (uint32_t)value;
}

/* Values of the side that may be the same as that of a cell of the other. */
static gdcs_status add_cell(struct collecting *w, int32_t cell, int32_t token, gdcs_error *err)
{
    const gdcs_i_joint *j = &w->m->others;
    gdcs_i_sets *sets = w->out;
    const int32_t value = gdcs_i_joint_of(w->m, j, 1 - w->side, cell);
    int64_t count = 0;
    const int32_t *same = gdcs_i_joint_same(j, &value, &count);
    for (int64_t i = 0; i < count; i++) {
        void *memory = sets->value;
        if (!j->is_in[w->side][same[i]] || w->mark[same[i]] == token)
            continue;
        w->mark[same[i]] = token;
        const gdcs_status status =
            gdcs_i_stretch(&memory, &sets->value_room, sets->used + 1, sizeof *sets->value, err);
        sets->value = memory;
        TRY(status);
        sets->value[sets->used++] = same[i];
    }
    return GDCS_OK;
}

static uint64_t hash(const gdcs_i_sets *sets, const struct gdcs_i_set *set)
{
    uint64_t h = gdcs_i_perturb_stir((uint64_t)(uint32_t)set->keys + 1);
    for (int32_t i = 0; i < set->count; i++)
        h = gdcs_i_perturb_stir(h ^ (uint32_t)sets->value[set->start + i]);
    return h;
}

static int is_equal(const gdcs_i_sets *sets, const struct gdcs_i_set *a, const struct gdcs_i_set *b)
{
    return a->keys == b->keys && a->count == b->count &&
           memcmp(sets->value + a->start, sets->value + b->start,
                  (size_t)a->count * sizeof *sets->value) == 0;
}

/* Another set, unless it is there: two of the same hash that differ both stay. */
static gdcs_status keep(struct collecting *w, const struct gdcs_i_set *set, gdcs_error *err)
{
    gdcs_i_sets *sets = w->out;
    void *memory = w->first;
    int32_t number = 0;
    const int64_t before = w->known.count;
    TRY(gdcs_i_index_add(&w->known, hash(sets, set), &number, err));
    gdcs_status status = gdcs_i_reserve(&memory, &w->room, w->known.count, sizeof *w->first, err);
    w->first = memory;
    TRY(status);
    if (number < before && is_equal(sets, &sets->set[w->first[number]], set)) {
        sets->used = set->start;
        return GDCS_OK;
    }
    memory = sets->set;
    status = gdcs_i_reserve(&memory, &sets->room, sets->count + 1, sizeof *sets->set, err);
    sets->set = memory;
    TRY(status);
    if (number == before)
        w->first[number] = (int32_t)sets->count;
    sets->set[sets->count++] = *set;
    return GDCS_OK;
}

static gdcs_status collect(void *data, int64_t query, const gdcs_i_span *spans, int32_t n,
                           gdcs_error *err)
{
    struct collecting *w = data;
    const gdcs_i_side *other = &w->m->side[1 - w->side];
    const int64_t start = w->out->used;
    for (int32_t s = 0; s < n; s++)
        for (int64_t i = 0; i < spans[s].count; i++) {
            const int32_t c = spans[s].items[i];
            for (int64_t at = other->start[c]; at < other->start[c + 1]; at++)
                TRY(add_cell(w, other->cell[at], (int32_t)query + 1, err));
        }
    if (w->out->used > MOST_VALUES)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "frame",
                           "two releases of records have more than %d values in common by class",
                           (int)MOST_VALUES);
    const struct gdcs_i_set set = {
        .start = start,
        .count = (int32_t)(w->out->used - start),
        .keys = gdcs_i_joint_of(w->m, &w->m->keys, 1 - w->side, other->cell[other->start[query]]),
        .class_number = (int32_t)query};
    if (set.count == 0)
        return GDCS_OK;
    qsort(w->out->value + start, (size_t)set.count, sizeof *w->out->value, by_number);
    return keep(w, &set, err);
}

/* By place, which sets are there. */
static gdcs_status arrange(gdcs_i_sets *sets, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    int32_t *of = NULL;
    GO(gdcs_i_index_new(&sets->place, sets->used, err));
    GO(gdcs_i_alloc(&memory, sets->used, sizeof *of, err));
    of = memory;
    for (int64_t s = 0; s < sets->count; s++)
        for (int32_t i = 0; i < sets->set[s].count; i++) {
            const int64_t at = sets->set[s].start + i;
            GO(gdcs_i_index_add(&sets->place, place_key(sets->set[s].keys, sets->value[at]),
                                &of[at], err));
        }
    GO(gdcs_i_alloc(&memory, sets->place.count + 2, sizeof *sets->start, err));
    sets->start = memory;
    GO(gdcs_i_alloc(&memory, sets->used, sizeof *sets->holder, err));
    sets->holder = memory;
    for (int64_t at = 0; at < sets->used; at++)
        sets->start[of[at] + 2]++;
    for (int64_t i = 2; i < sets->place.count + 2; i++)
        sets->start[i] += sets->start[i - 1];
    for (int64_t s = 0; s < sets->count; s++)
        for (int32_t i = 0; i < sets->set[s].count; i++)
            sets->holder[sets->start[of[sets->set[s].start + i] + 1]++] = (int32_t)s;
done:
    free(of);
    return status;
}

gdcs_status gdcs_i_sets_new(const gdcs_i_meeting *m, int side, gdcs_i_sets *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct collecting w = {.m = m, .side = side, .out = out};
    void *memory = NULL;
    GO(gdcs_i_alloc(&memory, m->others.values.count, sizeof *w.mark, err));
    w.mark = memory;
    GO(gdcs_i_index_new(&w.known, m->side[1 - side].classes.count, err));
    GO(gdcs_i_match_each(&m->side[1 - side].classes, collect, &w, err));
    GO(arrange(out, err));
done:
    free(w.mark);
    free(w.first);
    gdcs_i_index_free(&w.known);
    return status;
}

void gdcs_i_sets_free(gdcs_i_sets *sets)
{
    free(sets->set);
    free(sets->value);
    free(sets->start);
    free(sets->holder);
    gdcs_i_index_free(&sets->place);
}

const int32_t *gdcs_i_sets_with(const gdcs_i_sets *sets, int32_t keys, int32_t value,
                                int64_t *count)
{
    const int32_t place = gdcs_i_index_find(&sets->place, place_key(keys, value));
    *count = place < 0 ? 0 : sets->start[place + 1] - sets->start[place];
    return place < 0 ? NULL : sets->holder + sets->start[place];
}
