#include "privacy/system.h"
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/system/axes.h"
#include "privacy/system/build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TABLES = 1000 };

/* Several arrays that grow alike, each with its own count of room. */
static gdcs_status grow(void **arrays[], const size_t size[], int n, int64_t *room, int64_t need,
                        gdcs_error *err)
{
    int64_t made = *room;
    if (need <= *room)
        return GDCS_OK;
    for (int i = 0; i < n; i++) {
        made = *room;
        TRY(gdcs_i_reserve(arrays[i], &made, need, size[i], err));
    }
    *room = made;
    return GDCS_OK;
}

gdcs_status gdcs_i_system_place(gdcs_i_system *s, const int32_t *nodes, int32_t *variable,
                                gdcs_error *err)
{
    void *array[] = {s->lower, s->upper, s->table, s->flags, s->letter, s->nodes};
    void **arrays[] = {&array[0], &array[1], &array[2], &array[3], &array[4], &array[5]};
    const size_t own = (size_t)s->width * sizeof *nodes;
    const size_t size[] = {sizeof(double),   sizeof(double), sizeof(int32_t), 1, 1,
                           own > 0 ? own : 1};
    const gdcs_status status = grow(arrays, size, 6, &s->room, s->count + 1, err);
    int64_t slot = 0;
    s->lower = array[0];
    s->upper = array[1];
    s->table = array[2];
    s->flags = array[3];
    s->letter = array[4];
    s->nodes = array[5];
    TRY(status);
    TRY(gdcs_i_cells_place(s->cells, nodes, &slot, err));
    if (slot == s->count) {
        s->lower[slot] = 0.0;
        s->upper[slot] = INFINITY;
        s->table[slot] = -1;
        s->flags[slot] = 0;
        s->letter[slot] = 'F';
        memcpy(s->nodes + slot * s->width, nodes, own);
        s->count++;
    }
    *variable = (int32_t)slot;
    return GDCS_OK;
}

gdcs_status gdcs_i_system_reserve_row(gdcs_i_system *s, int64_t entries, gdcs_error *err)
{
    void *row[] = {s->start, s->row_lower, s->row_upper, s->origin};
    void **rows[] = {&row[0], &row[1], &row[2], &row[3]};
    static const size_t row_size[] = {sizeof(int64_t), sizeof(double), sizeof(double),
                                      sizeof(gdcs_i_system_origin)};
    void *entry[] = {s->column, s->value};
    void **columns[] = {&entry[0], &entry[1]};
    static const size_t entry_size[] = {sizeof(int32_t), sizeof(double)};
    gdcs_status status = grow(rows, row_size, 4, &s->row_room, s->rows + 2, err);
    s->start = row[0];
    s->row_lower = row[1];
    s->row_upper = row[2];
    s->origin = row[3];
    TRY(status);
    status = grow(columns, entry_size, 2, &s->entry_room, s->entries + entries, err);
    s->column = entry[0];
    s->value = entry[1];
    return status;
}

void gdcs_i_system_put(gdcs_i_system *s, int32_t column, double value)
{
    s->column[s->entries] = column;
    s->value[s->entries++] = value;
}

void gdcs_i_system_end_row(gdcs_i_system *s, double lower, double upper,
                           gdcs_i_system_origin origin)
{
    s->row_lower[s->rows] = lower;
    s->row_upper[s->rows] = upper;
    s->origin[s->rows] = origin;
    s->start[++s->rows] = s->entries;
}

gdcs_status gdcs_i_system_add_fact(gdcs_i_system *s, int32_t count, const int32_t *column,
                                   const double *value, double lower, double upper, int32_t number,
                                   gdcs_error *err)
{
    const gdcs_i_system_origin origin = {-1, number, -1};
    TRY(gdcs_i_system_reserve_row(s, count, err));
    for (int32_t i = 0; i < count; i++)
        gdcs_i_system_put(s, column[i], value[i]);
    gdcs_i_system_end_row(s, lower, upper, origin);
    return GDCS_OK;
}

static int all_whole(const gdcs_i_system *s)
{
    for (int64_t v = 0; v < s->count; v++)
        if (s->lower[v] == s->upper[v] && s->lower[v] != floor(s->lower[v]))
            return 0;
    return 1;
}

static gdcs_status build(gdcs_i_system *s, const gdcs_i_system *truth, int32_t exact,
                         gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_system_done done = {NULL, 0};
    TRY(gdcs_i_cells_new(s->width, &s->cells, err));
    TRY(gdcs_i_system_reserve_row(s, 0, err));
    s->start[0] = 0;
    for (int32_t t = 0; t < s->tables; t++)
        TRY(gdcs_i_system_publish(s, t, err));
    if (truth != NULL)
        TRY(gdcs_i_system_keep_true(s, truth, err));
    for (int32_t t = 0; truth != NULL && t < s->tables; t++)
        TRY(gdcs_i_system_note_counted(s, t, truth, t < exact, err));
    s->whole = all_whole(s);
    for (int32_t t = 0; t < s->tables && status == GDCS_OK; t++)
        status = gdcs_i_system_add_sums(s, t, truth, &done, err);
    free(done.axes);
    for (int32_t t = 0; s->tables > 1 && t < s->tables && status == GDCS_OK; t++)
        if (s->views[t].table->absent == GDCS_ABSENT_ZERO)
            status = gdcs_i_system_note_zeros(s, t, truth, err);
    return status;
}

static gdcs_status make(const gdcs_i_system *truth, int32_t exact, int counts,
                        const gdcs_table *const *tables, int32_t n, const gdcs_tree *const *trees,
                        int32_t tree_count, gdcs_i_system **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_need(tables, "tables", err));
    if (n < 1 || n > TABLES)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%d tables are not 1 to %d", (int)n,
                           (int)TABLES);
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_system), err));
    gdcs_i_system *s = memory;
    memory = NULL;
    GO(gdcs_i_alloc(&memory, n, sizeof *s->views, err));
    s->views = memory;
    s->tables = n;
    for (int32_t t = 0; t < n; t++) {
        GO(gdcs_i_need(tables[t], "tables", err));
        s->views[t].table = tables[t];
    }
    GO(gdcs_i_system_join(s, trees, tree_count, err));
    GO(build(s, counts && truth == NULL ? s : truth, exact, err));
    *out = s;
    s = NULL;
done:
    gdcs_i_system_free(s);
    return status;
}

gdcs_status gdcs_i_system_new(const gdcs_table *const *tables, int32_t n,
                              const gdcs_tree *const *trees, int32_t tree_count,
                              gdcs_i_system **out, gdcs_error *err)
{
    return make(NULL, 0, 0, tables, n, trees, tree_count, out, err);
}

gdcs_status gdcs_i_system_new_by(const gdcs_i_system *truth, int32_t exact,
                                 const gdcs_table *const *tables, int32_t n,
                                 const gdcs_tree *const *trees, int32_t tree_count,
                                 gdcs_i_system **out, gdcs_error *err)
{
    return make(truth, exact, 1, tables, n, trees, tree_count, out, err);
}

void gdcs_i_system_free(gdcs_i_system *s)
{
    if (s == NULL)
        return;
    gdcs_i_system_free_axes(s);
    gdcs_i_cells_free(s->cells);
    free(s->lower);
    free(s->upper);
    free(s->table);
    free(s->flags);
    free(s->letter);
    free(s->nodes);
    free(s->start);
    free(s->row_lower);
    free(s->row_upper);
    free(s->origin);
    free(s->column);
    free(s->value);
    free(s);
}

int64_t gdcs_i_system_at(const gdcs_i_system *s, const int32_t *nodes)
{
    return gdcs_i_cells_find(s->cells, nodes);
}

int64_t gdcs_i_system_at_labels(const gdcs_i_system *s, const gdcs_i_system *other,
                                const int32_t *theirs)
{
    int32_t nodes[GDCS_I_AXES] = {0};
    for (int32_t i = 0; i < other->width; i++) {
        int32_t k = 0;
        if (theirs[i] == 0)
            continue;
        while (k < s->width && strcmp(s->axes[k].name, other->axes[i].name) != 0)
            k++;
        if (k == s->width)
            return -1;
        const char *label = gdcs_i_system_label(other, i, theirs[i]);
        nodes[k] = gdcs_i_pool_find(s->axes[k].labels, label, strlen(label)) + 1;
        if (nodes[k] == 0)
            return -1;
    }
    return gdcs_i_system_at(s, nodes);
}

int64_t gdcs_i_system_find(const gdcs_i_system *s, int32_t table, const int32_t *codes)
{
    int32_t nodes[GDCS_I_AXES] = {0};
    const gdcs_i_system_view *view = &s->views[table];
    for (int32_t k = 0; k < view->table->width; k++)
        nodes[view->axis[k]] = view->node[k][codes[k]];
    return gdcs_i_system_at(s, nodes);
}

const int32_t *gdcs_i_system_nodes(const gdcs_i_system *s, int64_t variable)
{
    return s->nodes + variable * s->width;
}

const char *gdcs_i_system_label(const gdcs_i_system *s, int32_t axis, int32_t node)
{
    const gdcs_i_system_axis *a = &s->axes[axis];
    return node == 0 ? a->total : gdcs_i_pool_text(a->labels, node - 1);
}

int gdcs_i_system_contains(const gdcs_i_system *s, int64_t whole, int64_t part)
{
    const int32_t *wanted = gdcs_i_system_nodes(s, whole), *from = gdcs_i_system_nodes(s, part);
    for (int32_t i = 0; i < s->width; i++) {
        int32_t node = from[i];
        while (node > 0 && node != wanted[i])
            node = s->axes[i].parent[node];
        if (wanted[i] != 0 && node != wanted[i])
            return 0;
    }
    return 1;
}

int32_t gdcs_i_system_sex(const gdcs_i_system *s)
{
    for (int32_t i = 0; i < s->width; i++)
        if (s->axes[i].concept_id == GDCS_CONCEPT_SEX)
            return i;
    return -1;
}

gdcs_status gdcs_i_system_look_up(const gdcs_i_system *s, const gdcs_table *table,
                                  const int32_t *nodes, double *out, gdcs_error *err)
{
    const char *labels[GDCS_I_AXES] = {NULL};
    gdcs_cell cell = {.struct_size = sizeof cell};
    for (int32_t k = 0; k < table->width; k++)
        labels[k] = table->axes[k].total_label;
    for (int32_t a = 0; a < s->width; a++) {
        const int64_t k = gdcs_table_find_axis(table, s->axes[a].name);
        if (k < 0 && nodes[a] != 0)
            return GDCS_OK;
        if (k >= 0 && (nodes[a] != 0 || labels[k] == NULL))
            labels[k] = gdcs_i_system_label(s, a, nodes[a]);
    }
    for (int32_t k = 0; k < table->width; k++)
        if (labels[k] == NULL) /* of no total over an axis that is not there */
            return GDCS_OK;
    TRY(gdcs_table_get(table, labels, &cell, err));
    *out = cell.value;
    return GDCS_OK;
}
