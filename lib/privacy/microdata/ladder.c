#include "core/fail.h"
#include "core/memory.h"
#include "privacy/microdata/index.h"
#include "privacy/microdata/recoded.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double number_of(const gdcs_i_coded *key, int32_t value)
{
    const int64_t row = key->first[value - 1];
    return key->column.type == GDCS_TYPE_DOUBLE ? key->column.doubles[row]
                                                : (double)key->column.integers[row];
}

/* How many bands of one width make one of the next; 0 if not a whole number of them. */
static int32_t ratio_of(const gdcs_microdata_hierarchy *h, int64_t i)
{
    const double ratio = h->widths[i] / h->widths[i - 1], whole = floor(ratio + 0.5);
    return whole >= 2.0 && whole <= 1e6 && fabs(ratio - whole) <= 1e-9 * whole ? (int32_t)whole : 0;
}

static gdcs_status check_widths(const gdcs_microdata_hierarchy *h, gdcs_error *err)
{
    if (h->count < 0 || h->count > 100)
        return gdcs_i_fail(err, GDCS_E_OPTION, "count", "%lld widths, expected 0 to 100",
                           (long long)h->count);
    if (!isfinite(h->start))
        return gdcs_i_fail(err, GDCS_E_OPTION, "start", "bands begin at no number");
    if (h->count > 0)
        TRY(gdcs_i_need(h->widths, "widths", err));
    for (int64_t i = 0; i < h->count; i++)
        if (!isfinite(h->widths[i]) || !(h->widths[i] > 0.0) || (i > 0 && ratio_of(h, i) == 0))
            return gdcs_i_fail_at(err, GDCS_E_OPTION, i + 1, 0, "widths",
                                  "widths are not positive multiples, each of the one before");
    return GDCS_OK;
}

static gdcs_status find_bands(const gdcs_i_coded *key, gdcs_i_ladder *l, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, (int64_t)l->values + 1, sizeof *l->steps, err));
    l->steps = memory;
    for (int32_t v = 1; v <= l->values && l->of->count > 0; v++) {
        const double band = floor((number_of(key, v) - l->of->start) / l->of->widths[0]);
        if (fabs(band) > 1e9)
            return gdcs_i_fail(err, GDCS_E_OPTION, "widths",
                               "the first width makes more than 1e9 bands");
        l->steps[v] = (int32_t)band;
    }
    l->top = (int32_t)l->of->count + 1;
    l->is_whole = gdcs_i_column_is_whole(&key->column);
    return GDCS_OK;
}

/* The band that holds this one `more` widths on: by whole numbers, so that bands never cross. */
static int32_t band_above(const gdcs_i_ladder *l, int32_t band, int64_t more)
{
    for (int64_t i = 1; i <= more; i++) {
        const int32_t ratio = ratio_of(l->of, i);
        band = band >= 0 ? band / ratio : -((-band + ratio - 1) / ratio);
    }
    return band;
}

static gdcs_status read_tree(const gdcs_tree *tree, gdcs_i_ladder *l, gdcs_error *err)
{
    int32_t child = 0, parent = 0;
    for (int64_t i = 0; tree != NULL && i < tree->count; i++) {
        TRY(gdcs_i_need(tree->children[i], "children", err));
        TRY(gdcs_i_need(tree->parents[i], "parents", err));
        TRY(gdcs_i_pool_add(l->labels, tree->children[i], strlen(tree->children[i]), &child, err));
        TRY(gdcs_i_pool_add(l->labels, tree->parents[i], strlen(tree->parents[i]), &parent, err));
        if (l->parents[child] >= 0)
            return gdcs_i_fail(err, GDCS_E_DUPLICATE, "tree", "\"%s\" is a child twice",
                               tree->children[i]);
        l->parents[child] = parent;
    }
    return GDCS_OK;
}

/* Labels of values come after those of the tree, as far as it does not have them. */
static gdcs_status find_nodes(const gdcs_i_coded *key, gdcs_i_ladder *l, gdcs_error *err)
{
    char room[GDCS_I_VALUE_SIZE];
    void *memory = NULL;
    const gdcs_tree *tree = l->of->tree;
    const int64_t pairs = tree != NULL && tree->count > 0 ? tree->count : 0;
    if (pairs > 0) {
        TRY(gdcs_i_need((const void *)tree->children, "children", err));
        TRY(gdcs_i_need((const void *)tree->parents, "parents", err));
    }
    TRY(gdcs_i_pool_new(&l->labels, err));
    TRY(gdcs_i_alloc(&memory, 2 * pairs + l->values, sizeof *l->parents, err));
    l->parents = memory;
    TRY(gdcs_i_alloc(&memory, (int64_t)l->values + 1, sizeof *l->nodes, err));
    l->nodes = memory;
    for (int64_t i = 0; i < 2 * pairs + l->values; i++)
        l->parents[i] = -1;
    TRY(read_tree(tree, l, err));
    for (int32_t v = 1; v <= l->values; v++) {
        const char *text = gdcs_i_coded_text(key, v, room);
        TRY(gdcs_i_pool_add(l->labels, text, strlen(text), &l->nodes[v], err));
        int32_t depth = 0;
        for (int32_t node = l->nodes[v]; l->parents[node] >= 0; node = l->parents[node])
            if (depth++ > pairs)
                return gdcs_i_fail(err, GDCS_E_SHAPE, "tree", "\"%s\" is above itself", text);
        l->top = depth >= l->top ? depth + 1 : l->top;
    }
    return GDCS_OK;
}

/* What stands for value v at a level: equal numbers for equal things. */
static uint64_t thing(const gdcs_i_ladder *l, int32_t level, int32_t v)
{
    if (level == 0)
        return (uint64_t)v;
    if (l->steps != NULL)
        return (uint64_t)(int64_t)band_above(l, l->steps[v], level - 1);
    int32_t node = l->nodes[v];
    for (int32_t i = 0; i < level && l->parents[node] >= 0; i++)
        node = l->parents[node];
    return (uint64_t)node;
}

static gdcs_status number_things(gdcs_i_ladder *l, int32_t level, int is_last, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_index index = {NULL, 0, 0};
    int32_t number = 0;
    GO(gdcs_i_index_new(&index, l->values, err));
    for (int32_t v = 1; v <= l->values; v++) {
        GO(gdcs_i_index_add(&index, is_last ? 0 : thing(l, level, v), &number, err));
        l->value[level][v] = number + 1;
    }
    l->value[level][0] = is_last; /* the missing one is hidden in the whole */
    l->count[level] = is_last ? 1 : (int32_t)index.count;
done:
    gdcs_i_index_free(&index);
    return status;
}

static gdcs_status measure_loss(gdcs_i_ladder *l, int32_t level, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, (int64_t)l->count[level] + 1, sizeof(int32_t), err));
    int32_t *members = memory;
    for (int32_t v = 1; v <= l->values; v++)
        members[l->value[level][v]]++;
    for (int32_t v = 1; v <= l->values && l->values > 1; v++)
        l->loss[level][v] = (double)(members[l->value[level][v]] - 1) / (l->values - 1);
    free(members);
    return GDCS_OK;
}

static gdcs_status fill_levels(gdcs_i_ladder *l, int32_t last, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, (int64_t)l->top + 1, sizeof *l->value, err));
    l->value = memory;
    TRY(gdcs_i_alloc(&memory, (int64_t)l->top + 1, sizeof *l->loss, err));
    l->loss = memory;
    TRY(gdcs_i_alloc(&memory, (int64_t)l->top + 1, sizeof *l->count, err));
    l->count = memory;
    for (int32_t level = 0; level <= l->top; level++) {
        TRY(gdcs_i_alloc(&memory, (int64_t)l->values + 1, sizeof **l->value, err));
        l->value[level] = memory;
        TRY(gdcs_i_alloc(&memory, (int64_t)l->values + 1, sizeof **l->loss, err));
        l->loss[level] = memory;
        TRY(number_things(l, level, level > 0 && level == last, err));
        TRY(measure_loss(l, level, err));
    }
    return GDCS_OK;
}

static gdcs_status climb(const gdcs_i_coded *key, gdcs_i_ladder *l, gdcs_error *err)
{
    const gdcs_microdata_hierarchy *h = l->of;
    const int is_text = key->column.type == GDCS_TYPE_TEXT;
    if (is_text ? h->count != 0 || h->widths != NULL : h->tree != NULL)
        return gdcs_i_fail(err, GDCS_E_OPTION, is_text ? "widths" : "tree",
                           "column \"%s\" has a hierarchy of another type", key->column.name);
    TRY(check_widths(h, err));
    l->top = 1;
    TRY(is_text ? find_nodes(key, l, err) : find_bands(key, l, err));
    if (h->most < 0 || h->most > l->top)
        return gdcs_i_fail(err, GDCS_E_OPTION, "most", "level %d of \"%s\" is not 0 to %d",
                           (int)h->most, key->column.name, (int)l->top);
    return GDCS_OK;
}

gdcs_status gdcs_i_ladder_new(const gdcs_i_coded *key, const gdcs_microdata_hierarchy *hierarchy,
                              gdcs_i_ladder *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_ladder l = {.values = key->values, .of = hierarchy};
    if (hierarchy != NULL)
        GO(climb(key, &l, err));
    const int32_t last = l.top;
    if (hierarchy != NULL && hierarchy->most > 0)
        l.top = hierarchy->most;
    GO(fill_levels(&l, last, err));
    *out = l;
    return GDCS_OK;
done:
    gdcs_i_ladder_free(&l);
    return status;
}

void gdcs_i_ladder_free(gdcs_i_ladder *l)
{
    for (int32_t level = 0; level <= l->top; level++) {
        if (l->value != NULL)
            free(l->value[level]);
        if (l->loss != NULL)
            free(l->loss[level]);
    }
    free(l->value);
    free(l->loss);
    free(l->count);
    free(l->steps);
    free(l->nodes);
    free(l->parents);
    gdcs_i_pool_free(l->labels);
    *l = (gdcs_i_ladder){.top = 0};
}

/* What value v is called there. */
static const char *name_of(const gdcs_i_ladder *l, int32_t level, int32_t v,
                           char room[GDCS_I_BAND_SIZE])
{
    if (l->value[level][0] != 0)
        return "*";
    if (l->steps == NULL)
        return gdcs_i_pool_text(l->labels, (int32_t)thing(l, level, v));
    const double width = l->of->widths[level - 1];
    const double from = l->of->start + width * (double)(int64_t)thing(l, level, v);
    gdcs_i_band_name(from, from + width,
                     l->is_whole && width == floor(width) && from == floor(from), room);
    return room;
}

static gdcs_status name_all(const gdcs_i_ladder *l, int32_t level, gdcs_i_pool *words,
                            int32_t *code, gdcs_error *err)
{
    char room[GDCS_I_BAND_SIZE];
    for (int32_t v = 0; v <= l->values; v++) {
        const int32_t value = l->value[level][v];
        if (value == 0 || code[value] >= 0)
            continue;
        const char *text = name_of(l, level, v, room);
        TRY(gdcs_i_pool_add(words, text, strlen(text), &code[value], err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_ladder_column(const gdcs_i_ladder *l, const gdcs_i_coded *key, int32_t level,
                                 const int32_t *rows, int64_t n, gdcs_i_recoded *out,
                                 gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_recoded r = {.words = NULL};
    void *memory = NULL;
    int32_t *code = NULL;
    GO(gdcs_i_alloc(&memory, (int64_t)l->count[level] + 1, sizeof *code, err));
    code = memory;
    memset(code, -1, ((size_t)l->count[level] + 1) * sizeof *code);
    GO(gdcs_i_recoded_open(&r, n, err));
    GO(name_all(l, level, r.words, code, err));
    for (int64_t i = 0; i < n; i++)
        r.codes[i] = code[l->value[level][key->codes[rows[i]]]];
    gdcs_i_recoded_close(&r, &key->column, n);
    *out = r;
    r = (gdcs_i_recoded){.words = NULL};
done:
    free(code);
    gdcs_i_recoded_free(&r);
    return status;
}
