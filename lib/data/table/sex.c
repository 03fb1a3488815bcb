/* An axis of spellings becomes the sex axis. */
#include "core/fail.h"
#include "core/memory.h"
#include "data/sex.h"
#include "data/table.h"

#include <stdlib.h>
#include <string.h>

/* All that can fail is done aside. */
typedef struct plan {
    gdcs_table *table;
    int32_t axis;
    int32_t *to; /* per label: its number among the codes */
    gdcs_i_pool *labels;
    gdcs_i_titles titles;
    gdcs_i_cells *cells; /* NULL: the codes of the cells stay */
} plan;

static gdcs_status make_labels(plan *p, const int32_t *sexes, gdcs_error *err)
{
    const gdcs_i_axis *axis = &p->table->axes[p->axis];
    const int32_t count = gdcs_i_pool_count(axis->labels);
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, count, sizeof *p->to, err));
    p->to = memory;
    TRY(gdcs_i_pool_new(&p->labels, err));
    for (int32_t i = 0; i < count; i++) {
        const char *code = gdcs_sex_code(sexes[i]);
        const char *title = gdcs_i_titles_get(&axis->titles, i);
        TRY(gdcs_i_pool_add(p->labels, code, strlen(code), &p->to[i], err));
        if (gdcs_i_titles_get(&p->titles, p->to[i]) == NULL)
            TRY(gdcs_i_titles_set(&p->titles, p->to[i], count, title, err));
    }
    return GDCS_OK;
}

/* Two spellings of a code bring cells together. */
static gdcs_status join_cells(plan *p, gdcs_error *err)
{
    const gdcs_i_cells *from = p->table->cells;
    int32_t codes[GDCS_I_AXES];
    if (gdcs_i_pool_count(p->labels) == gdcs_i_pool_count(p->table->axes[p->axis].labels))
        return GDCS_OK;
    TRY(gdcs_i_cells_new(p->table->width, &p->cells, err));
    for (int64_t slot = 0; slot < gdcs_i_cells_count(from); slot++) {
        const gdcs_i_range range = gdcs_i_cells_get(from, slot);
        gdcs_i_cells_codes(from, slot, codes);
        codes[p->axis] = p->to[codes[p->axis]];
        TRY(gdcs_i_cells_merge(p->cells, codes, &range, err));
    }
    return GDCS_OK;
}

static void put(plan *p, char *total)
{
    gdcs_i_axis *axis = &p->table->axes[p->axis];
    gdcs_i_pool_free(axis->labels);
    gdcs_i_titles_free(&axis->titles);
    free(axis->total_label);
    axis->labels = p->labels;
    axis->titles = p->titles;
    axis->total_label = total;
    axis->total = gdcs_i_pool_find(axis->labels, total, strlen(total));
    axis->concept_id = GDCS_CONCEPT_SEX;
    p->table->sex = p->axis;
    if (p->cells != NULL) {
        gdcs_i_cells_free(p->table->cells);
        p->table->cells = p->cells;
    }
}

gdcs_status gdcs_i_table_make_sex(gdcs_table *table, int32_t axis, const int32_t *sexes,
                                  gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    plan p = {.table = table, .axis = axis};
    char *total = NULL;
    GO(make_labels(&p, sexes, err));
    GO(join_cells(&p, err));
    GO(gdcs_i_copy_text(gdcs_sex_code(GDCS_SEX_TOTAL), &total, err));
    put(&p, total);
    free(p.to);
    return GDCS_OK;
done:
    free(p.to);
    gdcs_i_pool_free(p.labels);
    gdcs_i_titles_free(&p.titles);
    gdcs_i_cells_free(p.cells);
    return status;
}
