#include "core/fail.h"
#include "core/memory.h"
#include "privacy/microdata/index.h"
#include "privacy/microdata/records.h"

#include <stdlib.h>
#include <string.h>

/* Things with masks, by mask. */
struct groups {
    uint32_t *masks; /* distinct, in the order of first sight */
    int32_t *items;
    int64_t *start; /* of each mask in items; one more at the end */
    int64_t count;
};

static void free_groups(struct groups *g)
{
    free(g->masks);
    free(g->items);
    free(g->start);
}

static gdcs_status group(const uint32_t *mask, int64_t n, struct groups *g, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_index index = {NULL, 0, 0};
    void *memory = NULL;
    int32_t *of = NULL;
    GO(gdcs_i_index_new(&index, 64, err));
    GO(gdcs_i_alloc(&memory, n, sizeof *of, err));
    of = memory;
    GO(gdcs_i_alloc(&memory, n, sizeof *g->items, err));
    g->items = memory;
    for (int64_t i = 0; i < n; i++)
        GO(gdcs_i_index_add(&index, mask[i], &of[i], err));
    g->count = index.count;
    GO(gdcs_i_alloc(&memory, g->count, sizeof *g->masks, err));
    g->masks = memory;
    GO(gdcs_i_alloc(&memory, g->count + 2, sizeof *g->start, err));
    g->start = memory;
    for (int64_t i = 0; i < n; i++) {
        g->masks[of[i]] = mask[i];
        g->start[of[i] + 2]++;
    }
    for (int64_t i = 2; i < g->count + 2; i++)
        g->start[i] += g->start[i - 1];
    for (int64_t i = 0; i < n; i++)
        g->items[g->start[of[i] + 1]++] = (int32_t)i;
done:
    free(of);
    gdcs_i_index_free(&index);
    return status;
}

/* Classes whose masks have the same part in common with a mask of queries, by what they have there. */
struct shelf {
    uint32_t common;
    uint32_t padding;
    int32_t *items;      /* classes */
    int64_t *start;      /* by number of what is common; one more at the end */
    double *size;        /* by the same */
    double *weight;      /* NULL: none */
    int32_t *of_queries; /* that number, by query of the mask */
};

static void free_shelf(struct shelf *s)
{
    free(s->items);
    free(s->start);
    free(s->size);
    free(s->weight);
    free(s->of_queries);
    *s = (struct shelf){0};
}

/* The classes and then the queries that are compared on what is common. */
static gdcs_status gather(const struct groups *classes, uint32_t mask, uint32_t common,
                          const struct groups *queries, int64_t number, const int32_t *row,
                          int32_t **out, int64_t *count, gdcs_error *err)
{
    void *memory = NULL;
    int64_t n = queries->start[number + 1] - queries->start[number];
    for (int64_t g = 0; g < classes->count; g++)
        if ((classes->masks[g] & mask) == common)
            n += classes->start[g + 1] - classes->start[g];
    TRY(gdcs_i_alloc(&memory, n, sizeof **out, err));
    *out = memory;
    *count = 0;
    for (int64_t g = 0; g < classes->count; g++) {
        const int64_t many = classes->start[g + 1] - classes->start[g];
        if ((classes->masks[g] & mask) != common)
            continue;
        memcpy(*out + *count, classes->items + classes->start[g], (size_t)many * sizeof **out);
        *count += many;
    }
    for (int64_t i = 0; *count + i < n; i++)
        (*out)[*count + i] = row[queries->items[queries->start[number] + i]];
    return GDCS_OK;
}

/* Counting sort of the classes, whose numbers stand in `number`. */
static gdcs_status arrange(const gdcs_i_classes *c, const int32_t *items, const int32_t *number,
                           int64_t n, int64_t distinct, struct shelf *s, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, n, sizeof *s->items, err));
    s->items = memory;
    TRY(gdcs_i_alloc(&memory, distinct + 2, sizeof *s->start, err));
    s->start = memory;
    TRY(gdcs_i_alloc(&memory, distinct, sizeof *s->size, err));
    s->size = memory;
    if (c->weight != NULL) {
        TRY(gdcs_i_alloc(&memory, distinct, sizeof *s->weight, err));
        s->weight = memory;
    }
    for (int64_t i = 0; i < n; i++) {
        s->start[number[i] + 2]++;
        s->size[number[i]] += c->size[items[i]];
        if (s->weight != NULL)
            s->weight[number[i]] += c->weight[items[i]];
    }
    for (int64_t i = 2; i < distinct + 2; i++)
        s->start[i] += s->start[i - 1];
    for (int64_t i = 0; i < n; i++)
        s->items[s->start[number[i] + 1]++] = items[i];
    return GDCS_OK;
}

static gdcs_status fill_shelf(const gdcs_i_classes *c, const struct groups *classes,
                              const struct groups *queries, int64_t number, const int32_t *row,
                              struct shelf *s, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    int32_t *items = NULL, *numbers = NULL;
    void *memory = NULL;
    int64_t n = 0, distinct = 0;
    const int64_t asked = queries->start[number + 1] - queries->start[number];
    GO(gather(classes, queries->masks[number], s->common, queries, number, row, &items, &n, err));
    GO(gdcs_i_alloc(&memory, n + asked, sizeof *numbers, err));
    numbers = memory;
    GO(gdcs_i_codes_project(&c->codes, s->common, items, n + asked, numbers, &distinct, err));
    GO(gdcs_i_alloc(&memory, asked, sizeof *s->of_queries, err));
    s->of_queries = memory;
    memcpy(s->of_queries, numbers + n, (size_t)asked * sizeof *numbers);
    GO(arrange(c, items, numbers, n, distinct, s, err));
done:
    free(items);
    free(numbers);
    return status;
}

/* One shelf for each part in common. */
static gdcs_status find_common(const struct groups *classes, uint32_t mask, struct shelf *shelves,
                               int64_t *count, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_index index = {NULL, 0, 0};
    int32_t number = 0;
    GO(gdcs_i_index_new(&index, 64, err));
    for (int64_t g = 0; g < classes->count; g++) {
        GO(gdcs_i_index_add(&index, classes->masks[g] & mask, &number, err));
        shelves[number].common = classes->masks[g] & mask;
    }
    *count = index.count;
done:
    gdcs_i_index_free(&index);
    return status;
}

static gdcs_status show(const struct shelf *shelves, int64_t count, const struct groups *queries,
                        int64_t number, gdcs_i_span *spans, gdcs_i_match_see see, void *data,
                        gdcs_error *err)
{
    const int64_t start = queries->start[number];
    for (int64_t q = start; q < queries->start[number + 1]; q++) {
        int32_t used = 0;
        for (int64_t i = 0; i < count; i++) {
            const struct shelf *s = &shelves[i];
            const int32_t at = s->of_queries[q - start];
            if (s->start[at + 1] > s->start[at])
                spans[used++] =
                    (gdcs_i_span){s->items + s->start[at], s->start[at + 1] - s->start[at],
                                  s->size[at], s->weight != NULL ? s->weight[at] : 0.0};
        }
        TRY(see(data, queries->items[q], spans, used, err));
    }
    return GDCS_OK;
}

/* All queries of one mask. */
static gdcs_status match_mask(const gdcs_i_classes *c, const struct groups *classes,
                              const struct groups *queries, int64_t number, const int32_t *row,
                              gdcs_i_match_see see, void *data, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    struct shelf *shelves = NULL;
    gdcs_i_span *spans = NULL;
    int64_t count = 0;
    GO(gdcs_i_alloc(&memory, classes->count, sizeof *shelves, err));
    shelves = memory;
    GO(gdcs_i_alloc(&memory, classes->count, sizeof *spans, err));
    spans = memory;
    GO(find_common(classes, queries->masks[number], shelves, &count, err));
    for (int64_t i = 0; i < count; i++)
        GO(fill_shelf(c, classes, queries, number, row, &shelves[i], err));
    GO(show(shelves, count, queries, number, spans, see, data, err));
done:
    for (int64_t i = 0; i < count; i++)
        free_shelf(&shelves[i]);
    free(shelves);
    free(spans);
    return status;
}

gdcs_status gdcs_i_match(const gdcs_i_classes *c, const int32_t *row, const uint32_t *mask,
                         int64_t queries, gdcs_i_match_see see, void *data, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct groups classes = {0}, asked = {0};
    GO(group(c->mask, c->count, &classes, err));
    GO(group(mask, queries, &asked, err));
    for (int64_t i = 0; i < asked.count; i++)
        GO(match_mask(c, &classes, &asked, i, row, see, data, err));
done:
    free_groups(&classes);
    free_groups(&asked);
    return status;
}

gdcs_status gdcs_i_match_each(const gdcs_i_classes *c, gdcs_i_match_see see, void *data,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, c->count, sizeof(int32_t), err));
    int32_t *self = memory;
    for (int32_t i = 0; i < c->count; i++)
        self[i] = i;
    if (!c->is_whole)
        GO(gdcs_i_match(c, self, c->mask, c->count, see, data, err));
    for (int64_t i = 0; c->is_whole && i < c->count; i++) {
        const gdcs_i_span span = {&self[i], 1, c->size[i], c->weight != NULL ? c->weight[i] : 0.0};
        GO(see(data, i, &span, 1, err));
    }
done:
    free(self);
    return status;
}
