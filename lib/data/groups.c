#include "data/groups.h"

#include "core/fail.h"
#include "core/memory.h"
#include "data/line.h"
#include "data/table.h"

#include <stdlib.h>
#include <string.h>

/* Groups are the lines of the sex axis in the margin, in which that axis comes last: cells of a group
   follow each other in the order of codes. */
struct gdcs_i_groups {
    gdcs_table *margin;
    int32_t width; /* kept axes */
    int64_t count;
    int32_t *codes; /* count x width */
    gdcs_i_line_counts *lines;
};

static gdcs_status make_margin(const gdcs_table *table, const char *const *keep, int32_t n,
                               gdcs_table **out, gdcs_error *err)
{
    const char *axes[GDCS_I_AXES];
    if (table->sex < 0)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "table", "the table has no sex axis");
    if (n < 0 || n >= GDCS_I_AXES)
        return gdcs_i_fail(err, n < 0 ? GDCS_E_ARGUMENT : GDCS_E_DUPLICATE, "keep", "%d axes",
                           (int)n);
    if (n > 0)
        TRY(gdcs_i_need((const void *)keep, "keep", err));
    for (int32_t i = 0; i < n; i++) {
        TRY(gdcs_i_need(keep[i], "keep", err));
        if (gdcs_table_find_axis(table, keep[i]) == table->sex)
            return gdcs_i_fail(err, GDCS_E_SHAPE, keep[i],
                               "the sex axis cannot be among the axes of groups");
        axes[i] = keep[i];
    }
    axes[n] = table->axes[table->sex].name;
    return gdcs_table_margin(table, axes, n + 1, out, err);
}

static int same_group(const gdcs_i_groups *g, const int32_t *a, const int32_t *b)
{
    return g->width == 0 || memcmp(a, b, (size_t)g->width * sizeof *a) == 0;
}

static void put_cell(gdcs_i_line *line, const gdcs_i_groups *g, int64_t slot)
{
    const char *label = gdcs_i_pool_text(g->margin->axes[g->width].labels,
                                         gdcs_i_cells_code(g->margin->cells, slot, g->width));
    for (int32_t sex = GDCS_SEX_FEMALE; sex <= GDCS_SEX_TOTAL; sex++)
        if (strcmp(gdcs_sex_code(sex), label) == 0) {
            line->cells[sex] = gdcs_i_cells_get(g->margin->cells, slot);
            line->set[sex] = 1;
        }
}

static void read_groups(gdcs_i_groups *g, const int32_t *order)
{
    const gdcs_i_cells *cells = g->margin->cells;
    const int64_t count = gdcs_i_cells_count(cells);
    for (int64_t i = 0; i < count;) {
        int32_t codes[GDCS_I_AXES], other[GDCS_I_AXES];
        gdcs_i_line line = {.set = {0}};
        gdcs_i_cells_codes(cells, order[i], codes);
        gdcs_i_cells_codes(cells, order[i], other);
        while (same_group(g, codes, other)) {
            put_cell(&line, g, order[i]);
            if (++i == count)
                break;
            gdcs_i_cells_codes(cells, order[i], other);
        }
        if (g->width > 0)
            memcpy(g->codes + g->count * g->width, codes, (size_t)g->width * sizeof *codes);
        g->lines[g->count++] = gdcs_i_line_read(&line, g->margin->absent);
    }
}

static gdcs_status build(gdcs_i_groups *g, gdcs_error *err)
{
    const int32_t *order = NULL;
    void *memory = NULL;
    const int64_t most = gdcs_i_cells_count(g->margin->cells);
    g->width = g->margin->width - 1;
    TRY(gdcs_i_cells_order(g->margin->cells, &order, err));
    TRY(gdcs_i_alloc(&memory, most, g->width > 0 ? (size_t)g->width * sizeof *g->codes : 1, err));
    g->codes = memory;
    TRY(gdcs_i_alloc(&memory, most, sizeof *g->lines, err));
    g->lines = memory;
    read_groups(g, order);
    return GDCS_OK;
}

gdcs_status gdcs_i_groups_new(const gdcs_table *table, const char *const *keep, int32_t n,
                              gdcs_i_groups **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    gdcs_i_groups *g = NULL;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_alloc(&memory, 1, sizeof *g, err));
    g = memory;
    GO(make_margin(table, keep, n, &g->margin, err));
    GO(build(g, err));
    *out = g;
    return GDCS_OK;
done:
    gdcs_i_groups_free(g);
    return status;
}

void gdcs_i_groups_free(gdcs_i_groups *groups)
{
    if (groups == NULL)
        return;
    gdcs_table_free(groups->margin);
    free(groups->codes);
    free(groups->lines);
    free(groups);
}

int64_t gdcs_i_groups_count(const gdcs_i_groups *groups)
{
    return groups->count;
}

void gdcs_i_groups_get(const gdcs_i_groups *groups, int64_t index, gdcs_i_group *out)
{
    const gdcs_i_line_counts *line = &groups->lines[index];
    *out = (gdcs_i_group){.codes = groups->codes + index * groups->width,
                          .counts = line->counts,
                          .lower = line->lower,
                          .upper = line->upper,
                          .notes = line->notes};
}

const gdcs_table *gdcs_i_groups_table(const gdcs_i_groups *groups)
{
    return groups->margin;
}

/* The order of codes, the last fastest. */
static int compare(const int32_t *a, const int32_t *b, int32_t width)
{
    for (int32_t i = 0; i < width; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

int64_t gdcs_i_groups_find(const gdcs_i_groups *groups, const int32_t *codes)
{
    int64_t low = 0, high = groups->count;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        const int order = compare(groups->codes + middle * groups->width, codes, groups->width);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}
