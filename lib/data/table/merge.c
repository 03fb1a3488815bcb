#include "core/fail.h"
#include "core/memory.h"
#include "data/concept.h"
#include "data/table.h"

#include <stdlib.h>
#include <string.h>

/* All that can fail is done aside: new label pools where labels are new, room for the cells, joined
   texts.  Then everything is put in place at once, so a failure leaves the table as it was. */
typedef struct plan {
    gdcs_table *table;
    const gdcs_table *other;
    int32_t axis[GDCS_I_AXES];         /* per axis of the table: that of the other */
    int32_t *codes[GDCS_I_AXES];       /* per axis of the table: from the other's code to ours */
    gdcs_i_pool *pools[GDCS_I_AXES];   /* labels of both, where the other has more */
    gdcs_i_titles titles[GDCS_I_AXES]; /* of these, ours before the other's */
    gdcs_i_texts texts;
} plan;

static gdcs_status differ(const gdcs_i_axis *axis, const char *what, gdcs_error *err)
{
    return gdcs_i_fail(err, GDCS_E_SHAPE, axis->name, "the axis has another %s in the other table",
                       what);
}

static int same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static gdcs_status match(plan *p, gdcs_error *err)
{
    if (p->table->width != p->other->width)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "other", "the tables have %d and %d axes",
                           (int)p->table->width, (int)p->other->width);
    if (p->table->absent != p->other->absent)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "other",
                           "a cell that nobody set is zero in one table and missing in the other");
    for (int32_t i = 0; i < p->table->width; i++) {
        const gdcs_i_axis *ours = &p->table->axes[i];
        p->axis[i] = (int32_t)gdcs_table_find_axis(p->other, ours->name);
        if (p->axis[i] < 0)
            return gdcs_i_fail(err, GDCS_E_SHAPE, ours->name, "the other table has no such axis");
        const gdcs_i_axis *theirs = &p->other->axes[p->axis[i]];
        if (ours->concept_id != theirs->concept_id)
            return differ(ours, "concept", err);
        if (!same_text(ours->total_label, theirs->total_label))
            return differ(ours, "declared total", err);
    }
    return GDCS_OK;
}

/* Our labels, then those that only the other has. */
static gdcs_status join_labels(const gdcs_i_pool *ours, const gdcs_i_pool *theirs,
                               gdcs_i_pool **out, gdcs_error *err)
{
    const gdcs_i_pool *const both[] = {ours, theirs};
    int32_t code = 0;
    TRY(gdcs_i_pool_new(out, err));
    for (int k = 0; k < 2; k++)
        for (int32_t i = 0; i < gdcs_i_pool_count(both[k]); i++) {
            const char *text = gdcs_i_pool_text(both[k], i);
            TRY(gdcs_i_pool_add(*out, text, strlen(text), &code, err));
        }
    return GDCS_OK;
}

static int32_t find(const gdcs_i_pool *pool, const char *text)
{
    return gdcs_i_pool_find(pool, text, strlen(text));
}

static gdcs_status map_labels(plan *p, int32_t axis, gdcs_error *err)
{
    const gdcs_i_pool *ours = p->table->axes[axis].labels;
    const gdcs_i_pool *theirs = p->other->axes[p->axis[axis]].labels;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, gdcs_i_pool_count(theirs), sizeof(int32_t), err));
    p->codes[axis] = memory;
    for (int32_t i = 0; i < gdcs_i_pool_count(theirs); i++) {
        const char *text = gdcs_i_pool_text(theirs, i);
        if (p->pools[axis] == NULL && find(ours, text) < 0)
            TRY(join_labels(ours, theirs, &p->pools[axis], err));
        p->codes[axis][i] = find(p->pools[axis] != NULL ? p->pools[axis] : ours, text);
    }
    return GDCS_OK;
}

static gdcs_status join_titles(plan *p, int32_t axis, gdcs_error *err)
{
    const gdcs_i_axis *ours = &p->table->axes[axis], *theirs = &p->other->axes[p->axis[axis]];
    gdcs_i_titles *titles = &p->titles[axis];
    const gdcs_i_pool *labels = p->pools[axis] != NULL ? p->pools[axis] : ours->labels;
    const int64_t count = gdcs_i_pool_count(labels);
    for (int32_t i = 0; i < gdcs_i_pool_count(theirs->labels); i++)
        TRY(gdcs_i_titles_set(titles, p->codes[axis][i], count,
                              gdcs_i_titles_get(&theirs->titles, i), err));
    for (int32_t i = 0; i < gdcs_i_pool_count(ours->labels); i++)
        if (gdcs_i_titles_get(&ours->titles, i) != NULL)
            TRY(gdcs_i_titles_set(titles, i, count, gdcs_i_titles_get(&ours->titles, i), err));
    return GDCS_OK;
}

static void put_axes(plan *p)
{
    for (int32_t i = 0; i < p->table->width; i++) {
        gdcs_i_axis *ours = &p->table->axes[i];
        const gdcs_i_axis *theirs = &p->other->axes[p->axis[i]];
        ours->sensitivity = gdcs_i_higher(ours->sensitivity, theirs->sensitivity);
        if (ours->total < 0 && theirs->total >= 0)
            ours->total = p->codes[i][theirs->total];
        gdcs_i_titles_free(&ours->titles);
        ours->titles = p->titles[i];
        p->titles[i] = (gdcs_i_titles){0};
        if (p->pools[i] == NULL)
            continue;
        gdcs_i_pool_free(ours->labels);
        ours->labels = p->pools[i];
        p->pools[i] = NULL;
    }
    p->table->sensitivity = gdcs_i_higher(p->table->sensitivity, p->other->sensitivity);
    gdcs_i_texts_free(&p->table->texts);
    p->table->texts = p->texts;
    memset(&p->texts, 0, sizeof p->texts);
}

/* Our codes of a block of the other's cells. */
static int32_t read_block(const plan *p, int64_t first, int32_t *codes)
{
    const int64_t left = gdcs_i_cells_count(p->other->cells) - first;
    const int32_t n = left < GDCS_I_CELLS_BLOCK ? (int32_t)left : GDCS_I_CELLS_BLOCK;
    const int32_t width = p->table->width;
    int32_t theirs[GDCS_I_CELLS_BLOCK * GDCS_I_AXES];
    gdcs_i_cells_codes_block(p->other->cells, first, n, theirs);
    for (int32_t k = 0; k < n; k++)
        for (int32_t i = 0; i < width; i++)
            codes[k * width + i] = p->codes[i][theirs[k * width + p->axis[i]]];
    return n;
}

/* Room for the cells that only the other has, and no more. */
static gdcs_status make_room(plan *p, gdcs_error *err)
{
    gdcs_i_cells *cells = p->table->cells;
    int32_t codes[GDCS_I_CELLS_BLOCK * GDCS_I_AXES], slots[GDCS_I_CELLS_BLOCK];
    int32_t highest[GDCS_I_AXES];
    const int64_t count = gdcs_i_cells_count(p->other->cells);
    int64_t more = 0;
    for (int32_t i = 0; i < p->table->width; i++) {
        const gdcs_i_pool *labels = p->pools[i] != NULL ? p->pools[i] : p->table->axes[i].labels;
        highest[i] = gdcs_i_pool_count(labels) - 1 > 0 ? gdcs_i_pool_count(labels) - 1 : 0;
    }
    TRY(gdcs_i_cells_fit(cells, highest, err));
    for (int64_t first = 0; first < count; first += GDCS_I_CELLS_BLOCK) {
        const int32_t n = read_block(p, first, codes);
        gdcs_i_cells_find_block(cells, codes, n, slots);
        for (int32_t k = 0; k < n; k++)
            more += slots[k] < 0;
    }
    return gdcs_i_cells_reserve(cells, more, gdcs_i_cells_has(p->other->cells), err);
}

/* Cannot fail: there is room. */
static gdcs_status put_cells(plan *p, gdcs_error *err)
{
    gdcs_i_cells *cells = p->table->cells;
    int32_t codes[GDCS_I_CELLS_BLOCK * GDCS_I_AXES], slots[GDCS_I_CELLS_BLOCK];
    const int64_t count = gdcs_i_cells_count(p->other->cells);
    for (int64_t first = 0; first < count; first += GDCS_I_CELLS_BLOCK) {
        const int32_t n = read_block(p, first, codes);
        TRY(gdcs_i_cells_place_block(cells, codes, n, slots, err));
        for (int32_t k = 0; k < n; k++)
            TRY(gdcs_i_cells_add_cell(cells, slots[k], p->other->cells, first + k, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_table_merge(gdcs_table *table, const gdcs_table *other, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    plan p = {.table = table, .other = other};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(other, "other", err));
    TRY(match(&p, err));
    for (int32_t i = 0; i < table->width; i++)
        GO(map_labels(&p, i, err));
    for (int32_t i = 0; i < table->width; i++)
        GO(join_titles(&p, i, err));
    GO(gdcs_i_texts_join(&table->texts, &other->texts, &p.texts, err));
    GO(make_room(&p, err));
    put_axes(&p);
    GO(put_cells(&p, err));
done:
    for (int32_t i = 0; i < table->width; i++) {
        free(p.codes[i]);
        gdcs_i_pool_free(p.pools[i]);
        gdcs_i_titles_free(&p.titles[i]);
    }
    gdcs_i_texts_free(&p.texts);
    return status;
}
