/* Records of one release by their keys. */
#include "core/fail.h"
#include "core/memory.h"
#include "data/table.h"
#include "privacy/compose/meet.h"

#include <stdio.h>
#include <stdlib.h>

/* Where counts are lower limits there are as many at least. */
static gdcs_status read_cells(gdcs_i_side *w, gdcs_error *err)
{
    const gdcs_table *t = w->of->table;
    const int64_t count = gdcs_i_cells_count(t->cells);
    void *memory = NULL;
    int32_t codes[GDCS_I_AXES] = {0};
    TRY(gdcs_i_alloc(&memory, count, sizeof *w->size, err));
    w->size = memory;
    for (int32_t i = 0; i < t->width; i++) {
        TRY(gdcs_i_alloc(&memory, count, sizeof **w->label, err));
        w->label[i] = memory;
    }
    for (int64_t slot = 0; slot < count; slot++) {
        const gdcs_i_range range = gdcs_i_cells_get(t->cells, slot);
        const double size = gdcs_i_range_lower(&range);
        if (!(size > 0.0))
            continue;
        gdcs_i_cells_codes(t->cells, slot, codes);
        for (int32_t i = 0; i < t->width; i++)
            w->label[i][w->n] = codes[i] == t->axes[i].total ? 0 : codes[i] + 1;
        w->size[w->n++] = size;
    }
    return GDCS_OK;
}

static gdcs_status sort_cells(gdcs_i_side *w, gdcs_error *err)
{
    const gdcs_i_classes *c = &w->classes;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, c->count + 2, sizeof *w->start, err));
    w->start = memory;
    TRY(gdcs_i_alloc(&memory, w->n, sizeof *w->cell, err));
    w->cell = memory;
    for (int64_t i = 0; i < w->n; i++)
        w->start[c->of[i] + 2]++;
    for (int64_t i = 2; i < c->count + 2; i++)
        w->start[i] += w->start[i - 1];
    for (int64_t i = 0; i < w->n; i++)
        w->cell[w->start[c->of[i] + 1]++] = (int32_t)i;
    return GDCS_OK;
}

gdcs_status gdcs_i_side_new(const gdcs_i_composed *of, gdcs_i_side *w, gdcs_error *err)
{
    gdcs_i_codes codes = {.width = (int32_t)of->keys->count};
    w->of = of;
    TRY(read_cells(w, err));
    for (int32_t j = 0; j < codes.width; j++) {
        const int64_t axis = gdcs_table_find_axis(of->table, of->keys->columns[j]);
        codes.codes[j] = w->label[axis];
        codes.values[j] = gdcs_i_pool_count(of->table->axes[axis].labels);
    }
    TRY(gdcs_i_classes_new(&codes, w->n, w->size, NULL, of->keys->missing, &w->classes, err));
    return sort_cells(w, err);
}

void gdcs_i_side_free(gdcs_i_side *w)
{
    free(w->size);
    for (int i = 0; i < GDCS_I_AXES; i++)
        free(w->label[i]);
    gdcs_i_classes_free(&w->classes);
    free(w->start);
    free(w->cell);
}

void gdcs_i_put_class(const gdcs_i_side *w, int32_t number, char out[GDCS_I_COMPOSED_PLACE])
{
    const gdcs_microdata_keys *keys = w->of->keys;
    size_t used = 0;
    out[0] = '\0';
    for (int64_t j = 0; j < keys->count && used < GDCS_I_COMPOSED_PLACE; j++) {
        const int64_t axis = gdcs_table_find_axis(w->of->table, keys->columns[j]);
        const int32_t label = w->classes.codes.codes[j][number];
        used += (size_t)snprintf(
            out + used, GDCS_I_COMPOSED_PLACE - used, "%s%.16s %.20s", used > 0 ? ", " : "",
            keys->columns[j],
            label > 0 ? gdcs_i_pool_text(w->of->table->axes[axis].labels, label - 1) : "missing");
    }
}
