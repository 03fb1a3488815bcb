#include "privacy/microdata/lots.h"

#include "core/fail.h"
#include "core/memory.h"
#include "privacy/microdata/index.h"

#include <stdlib.h>
#include <string.h>

gdcs_status gdcs_i_lots_classes(const gdcs_i_lots *lots, gdcs_i_classes *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    const gdcs_i_classes *from = &lots->records->classes;
    gdcs_i_classes c = {.codes = from->codes, .count = lots->count};
    GO(gdcs_i_alloc(&memory, c.count, sizeof *c.memory * (size_t)c.codes.width, err));
    c.memory = memory;
    GO(gdcs_i_alloc(&memory, c.count, sizeof *c.size, err));
    c.size = memory;
    GO(gdcs_i_alloc(&memory, c.count, sizeof *c.mask, err));
    c.mask = memory;
    for (int32_t j = 0; j < c.codes.width; j++) {
        c.codes.codes[j] = c.memory + j * c.count;
        for (int64_t i = 0; i < c.count; i++)
            c.memory[j * c.count + i] = from->codes.codes[j][lots->lot[i].class_number];
    }
    for (int64_t i = 0; i < c.count; i++) {
        c.size[i] = lots->lot[i].size;
        c.mask[i] = lots->lot[i].mask;
    }
    *out = c;
    return GDCS_OK;
done:
    gdcs_i_classes_free(&c);
    return status;
}

/* What the queries of a match found. */
struct found {
    const gdcs_i_lots *lots;
    double *size;
    double *distinct; /* NULL: not asked for */
    int32_t *seen;    /* by value: the query that saw it last, plus one */
};

static gdcs_status count(void *data, int64_t query, const gdcs_i_span *spans, int32_t n,
                         gdcs_error *err)
{
    (void)err;
    struct found *f = data;
    const gdcs_i_lots *lots = f->lots;
    f->size[query] = 0.0;
    for (int32_t s = 0; s < n; s++) {
        f->size[query] += spans[s].size;
        for (int64_t i = 0; f->distinct != NULL && i < spans[s].count; i++) {
            const int32_t c = lots->lot[spans[s].items[i]].class_number;
            for (int64_t at = lots->start[c]; at < lots->start[c + 1]; at++) {
                f->distinct[query] += f->seen[lots->value[at]] != query + 1;
                f->seen[lots->value[at]] = (int32_t)query + 1;
            }
        }
    }
    return GDCS_OK;
}

static void free_found(struct found *f)
{
    free(f->size);
    free(f->distinct);
    free(f->seen);
}

static gdcs_status ask(const gdcs_i_lots *lots, const gdcs_i_classes *classes, const int32_t *row,
                       const uint32_t *mask, int64_t n, struct found *f, gdcs_error *err)
{
    void *memory = NULL;
    f->lots = lots;
    TRY(gdcs_i_alloc(&memory, n, sizeof *f->size, err));
    f->size = memory;
    if (lots->l > 0) {
        TRY(gdcs_i_alloc(&memory, n, sizeof *f->distinct, err));
        f->distinct = memory;
        TRY(gdcs_i_alloc(&memory, lots->values, sizeof *f->seen, err));
        f->seen = memory;
    }
    return gdcs_i_match(classes, row, mask, n, count, f, err);
}

/* Look anew at the lots that were unsafe. */
static gdcs_status look_again(gdcs_i_lots *lots, const gdcs_i_classes *classes, int64_t *unsafe,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct found f = {.size = NULL};
    void *memory = NULL;
    int32_t *row = NULL;
    uint32_t *mask = NULL;
    int64_t n = 0;
    GO(gdcs_i_alloc(&memory, lots->count, sizeof *row, err));
    row = memory;
    GO(gdcs_i_alloc(&memory, lots->count, sizeof *mask, err));
    mask = memory;
    for (int64_t i = 0; i < lots->count; i++)
        if (lots->lot[i].is_unsafe) {
            row[n] = (int32_t)i;
            mask[n++] = lots->lot[i].mask;
        }
    GO(ask(lots, classes, row, mask, n, &f, err));
    *unsafe = 0;
    for (int64_t i = 0; i < n; i++) {
        struct gdcs_i_lot *lot = &lots->lot[row[i]];
        lot->f = f.size[i];
        lot->is_unsafe =
            lot->f < (double)lots->k || (f.distinct != NULL && f.distinct[i] < (double)lots->l);
        *unsafe += lot->is_unsafe;
    }
done:
    free_found(&f);
    free(row);
    free(mask);
    return status;
}

/* Lots of one mask, by what is left of their keys without a set of them. */
struct pile {
    uint32_t mask;
    uint32_t kept;
    int32_t *items;  /* by group */
    int64_t *start;  /* of each group; one more at the end */
    int32_t *asked;  /* the group of each query */
    int32_t *row;    /* and its first lot */
    uint32_t *masks; /* all `kept` */
    int64_t groups;
    int64_t queries;
    struct found found;
};

static void free_pile(struct pile *p)
{
    free(p->items);
    free(p->start);
    free(p->asked);
    free(p->row);
    free(p->masks);
    free_found(&p->found);
}

static gdcs_status sort_pile(const gdcs_i_lots *lots, const gdcs_i_classes *classes, struct pile *p,
                             gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    int32_t *items = NULL, *number = NULL;
    int64_t n = 0;
    GO(gdcs_i_alloc(&memory, lots->count, sizeof *items, err));
    items = memory;
    for (int64_t i = 0; i < lots->count; i++)
        if (lots->lot[i].mask == p->mask)
            items[n++] = (int32_t)i;
    GO(gdcs_i_alloc(&memory, n, sizeof *number, err));
    number = memory;
    GO(gdcs_i_alloc(&memory, n, sizeof *p->items, err));
    p->items = memory;
    GO(gdcs_i_codes_project(&classes->codes, p->kept, items, n, number, &p->groups, err));
    GO(gdcs_i_alloc(&memory, p->groups + 2, sizeof *p->start, err));
    p->start = memory;
    for (int64_t i = 0; i < n; i++)
        p->start[number[i] + 2]++;
    for (int64_t g = 2; g < p->groups + 2; g++)
        p->start[g] += p->start[g - 1];
    for (int64_t i = 0; i < n; i++)
        p->items[p->start[number[i] + 1]++] = items[i];
done:
    free(items);
    free(number);
    return status;
}

/* One question for each group that has an unsafe lot. */
static gdcs_status ask_pile(const gdcs_i_lots *lots, const gdcs_i_classes *classes, struct pile *p,
                            gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, p->groups, sizeof *p->asked, err));
    p->asked = memory;
    TRY(gdcs_i_alloc(&memory, p->groups, sizeof *p->row, err));
    p->row = memory;
    TRY(gdcs_i_alloc(&memory, p->groups, sizeof *p->masks, err));
    p->masks = memory;
    for (int64_t g = 0; g < p->groups; g++) {
        int is_unsafe = 0;
        for (int64_t i = p->start[g]; i < p->start[g + 1]; i++)
            is_unsafe |= lots->lot[p->items[i]].is_unsafe;
        if (!is_unsafe)
            continue;
        p->asked[p->queries] = (int32_t)g;
        p->row[p->queries] = p->items[p->start[g]];
        p->masks[p->queries++] = p->kept;
    }
    return ask(lots, classes, p->row, p->masks, p->queries, &p->found, err);
}

/* Suppress in `much` records of a lot what is not kept. */
static gdcs_status cut(gdcs_i_lots *lots, int32_t number, uint32_t kept, double much,
                       gdcs_error *err)
{
    void *memory = lots->lot;
    if (much == lots->lot[number].size) {
        lots->lot[number].mask = kept;
        lots->lot[number].is_unsafe = 0;
        return GDCS_OK;
    }
    if (lots->count == INT32_MAX - 1)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "frame", "more than %d records", INT32_MAX - 1);
    const gdcs_status status =
        gdcs_i_reserve(&memory, &lots->room, lots->count + 1, sizeof *lots->lot, err);
    lots->lot = memory;
    TRY(status);
    lots->lot[lots->count] = lots->lot[number];
    lots->lot[lots->count].mask = kept;
    lots->lot[lots->count].size = much;
    lots->lot[lots->count++].is_unsafe = 0;
    lots->lot[number].size -= much;
    return GDCS_OK;
}

static gdcs_status treat(gdcs_i_lots *lots, const struct pile *p, int64_t group,
                         gdcs_i_member *members, gdcs_error *err)
{
    const int64_t start = p->start[group], n = p->start[group + 1] - start;
    for (int64_t i = 0; i < n; i++) {
        const struct gdcs_i_lot *lot = &lots->lot[p->items[start + i]];
        members[i] = (gdcs_i_member){p->items[start + i], lot->is_unsafe, lot->f, lot->size, 0.0};
    }
    gdcs_i_lots_share(lots, members, n);
    for (int64_t i = 0; i < n; i++) {
        const gdcs_i_member *m = &members[i];
        lots->lot[m->number].is_unsafe = m->is_unsafe == 1;
        if (m->cut > 0.0)
            TRY(cut(lots, m->number, p->kept, m->cut, err));
    }
    return GDCS_OK;
}

/* Try a set of keys on the lots of one mask. */
static gdcs_status try_mask(gdcs_i_lots *lots, const gdcs_i_classes *classes, uint32_t mask,
                            uint32_t set, int *changed, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct pile p = {.mask = mask, .kept = mask & ~set};
    void *members = NULL;
    GO(sort_pile(lots, classes, &p, err));
    GO(ask_pile(lots, classes, &p, err));
    GO(gdcs_i_alloc(&members, classes->count, sizeof(gdcs_i_member), err));
    for (int64_t q = 0; q < p.queries; q++) {
        if (p.found.size[q] < (double)lots->k ||
            (lots->l > 0 && p.found.distinct[q] < (double)lots->l))
            continue;
        GO(treat(lots, &p, p.asked[q], members, err));
        *changed = 1;
    }
done:
    free(members);
    free_pile(&p);
    return status;
}

/* Try a set of keys on all unsafe lots that have these keys. */
static gdcs_status try_set(gdcs_i_lots *lots, const gdcs_i_classes *classes, uint32_t set,
                           int *changed, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_index index = {NULL, 0, 0};
    void *memory = NULL;
    uint32_t *masks = NULL;
    int64_t room = 0;
    int32_t number = 0;
    GO(gdcs_i_index_new(&index, 64, err));
    for (int64_t i = 0; i < lots->count; i++) {
        const uint32_t mask = lots->lot[i].mask;
        if (!lots->lot[i].is_unsafe || (mask & set) != set)
            continue;
        GO(gdcs_i_index_add(&index, mask, &number, err));
        GO(gdcs_i_reserve(&memory, &room, index.count, sizeof *masks, err));
        masks = memory;
        masks[number] = mask;
    }
    for (int64_t i = 0; i < index.count; i++)
        GO(try_mask(lots, classes, masks[i], set, changed, err));
done:
    free(memory);
    gdcs_i_index_free(&index);
    return status;
}

/* Sets of keys by cost; of those that cost the same the one with more values first: it tells more of a person, and
   sex, with few, is spared. */
struct set {
    double cost;
    int64_t values;
    uint32_t keys;
    int32_t count;
};

static int by_cost(const void *a, const void *b)
{
    const struct set *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    if (x->count != y->count)
        return x->count - y->count;
    if (x->values != y->values)
        return x->values > y->values ? -1 : 1;
    return (x->keys > y->keys) - (x->keys < y->keys);
}

static gdcs_status list_sets(const gdcs_i_lots *lots, struct set **out, int64_t *n, gdcs_error *err)
{
    void *memory = NULL;
    const int32_t width = lots->records->codes.width;
    *n = (INT64_C(1) << width) - 1;
    TRY(gdcs_i_alloc(&memory, *n, sizeof **out, err));
    *out = memory;
    for (uint32_t keys = 1; keys <= *n; keys++) {
        struct set *s = &(*out)[keys - 1];
        s->keys = keys;
        for (int32_t j = 0; j < width; j++)
            if ((keys >> j & 1) != 0) {
                s->cost += lots->importance[j];
                s->values += lots->records->key[j].values;
                s->count++;
            }
    }
    qsort(*out, (size_t)*n, sizeof **out, by_cost);
    return GDCS_OK;
}

static gdcs_status try_sets(gdcs_i_lots *lots, const struct set *sets, int64_t n,
                            gdcs_i_classes *classes, int64_t unsafe, gdcs_error *err)
{
    for (int64_t i = 0; i < n && unsafe > 0; i++) {
        int changed = 0;
        TRY(try_set(lots, classes, sets[i].keys, &changed, err));
        if (!changed)
            continue;
        gdcs_i_classes_free(classes);
        TRY(gdcs_i_lots_classes(lots, classes, err));
        TRY(look_again(lots, classes, &unsafe, err));
    }
    return GDCS_OK;
}

/* Gains are reckoned, so all lots are counted before the end.  An unsafe lot matches everybody once all its
   keys are suppressed, which is the last set: each round suppresses more, and there is a last one. */
gdcs_status gdcs_i_lots_suppress(gdcs_i_lots *lots, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct set *sets = NULL;
    gdcs_i_classes classes = {.count = 0};
    int64_t n = 0, unsafe = 1;
    void *memory = NULL;
    GO(gdcs_i_alloc(&memory, lots->values, sizeof *lots->seen, err));
    lots->seen = memory;
    GO(list_sets(lots, &sets, &n, err));
    while (unsafe > 0) {
        for (int64_t i = 0; i < lots->count; i++)
            lots->lot[i].is_unsafe = 1;
        gdcs_i_classes_free(&classes);
        GO(gdcs_i_lots_classes(lots, &classes, err));
        GO(look_again(lots, &classes, &unsafe, err));
        GO(try_sets(lots, sets, n, &classes, unsafe, err));
    }
done:
    free(sets);
    free(lots->seen);
    lots->seen = NULL;
    gdcs_i_classes_free(&classes);
    return status;
}
