#include "io/csv/columns.h"
#include "core/fail.h"

#include <string.h>

enum { PART = 512 }; /* rows of a table that are shown at once */

static gdcs_status make_room(gdcs_i_csv_columns *c, int64_t columns, int64_t axes, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(&c->arena, columns + axes, sizeof *c->list, &memory, err));
    c->list = memory;
    TRY(gdcs_i_arena_alloc(&c->arena, axes, sizeof *c->titles, &memory, err));
    c->titles = memory;
    return GDCS_OK;
}

static gdcs_status open_window(gdcs_i_csv_columns *c, const gdcs_table *table, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(&c->arena, 1, sizeof *c->window, &memory, err));
    TRY(gdcs_i_window_open(memory, table, PART, err));
    c->window = memory;
    c->rows = c->window->rows;
    return GDCS_OK;
}

static int is_taken(const gdcs_i_window *window, const char *name)
{
    for (int32_t i = 0; i < window->count; i++)
        if (strcmp(window->columns[i].name, name) == 0)
            return 1;
    return 0;
}

static gdcs_status add(gdcs_i_csv_columns *c, const gdcs_frame *frame, int64_t index,
                       gdcs_error *err)
{
    gdcs_column *column = &c->list[c->count++];
    column->struct_size = sizeof *column;
    return gdcs_frame_get(frame, index, column, err);
}

/* Two axes never get one name: what is before "_title" differs. */
static gdcs_status name_titles(gdcs_i_csv_columns *c, const char *axis, const char **out,
                               gdcs_error *err)
{
    static const char ending[] = "_title";
    const size_t size = strlen(axis) + sizeof ending - 1;
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(&c->arena, (int64_t)size + c->window->count + 1, 1, &memory, err));
    char *name = memory;
    memcpy(name, axis, strlen(axis));
    memcpy(name + strlen(axis), ending, sizeof ending);
    for (char *end = name + size; is_taken(c->window, name); end++)
        *end = '_';
    *out = name;
    return GDCS_OK;
}

/* The titles stand where the labels do. */
static gdcs_status add_titles(gdcs_i_csv_columns *c, const gdcs_axis *axis, int64_t number,
                              gdcs_error *err)
{
    int64_t titled = 0;
    for (int64_t i = 0; axis->titles != NULL && i < axis->label_count; i++)
        titled += axis->titles[i] != NULL;
    if (titled == 0)
        return GDCS_OK;
    TRY(name_titles(c, axis->name, &c->titles[number], err));
    gdcs_column column = c->list[c->count - 1];
    column.name = c->titles[number];
    column.words = axis->titles;
    c->list[c->count++] = column;
    return GDCS_OK;
}

gdcs_status gdcs_i_csv_columns_of_frame(const gdcs_frame *frame, gdcs_i_csv_columns *out,
                                        gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    GO(make_room(out, gdcs_frame_count_columns(frame), 0, err));
    out->rows = gdcs_frame_count_rows(frame);
    for (int64_t i = 0; i < gdcs_frame_count_columns(frame); i++)
        GO(add(out, frame, i, err));
    return GDCS_OK;
done:
    gdcs_i_csv_columns_free(out);
    return status;
}

gdcs_status gdcs_i_csv_columns_of_table(const gdcs_table *table, gdcs_i_csv_columns *out,
                                        gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const int64_t axes = gdcs_table_count_axes(table);
    GO(open_window(out, table, err));
    GO(make_room(out, out->window->count, axes, err));
    for (int64_t i = 0; i < out->window->count; i++) {
        gdcs_axis axis = {.struct_size = sizeof axis};
        out->list[out->count++] = out->window->columns[i];
        if (i >= axes)
            continue;
        GO(gdcs_table_get_axis(table, i, &axis, err));
        GO(add_titles(out, &axis, i, err));
    }
    return GDCS_OK;
done:
    gdcs_i_csv_columns_free(out);
    return status;
}

int64_t gdcs_i_csv_columns_read(const gdcs_i_csv_columns *columns, int64_t first)
{
    const int64_t left = columns->rows - first;
    if (columns->window == NULL)
        return left;
    const int64_t n = left < PART ? left : PART;
    gdcs_i_window_read(columns->window, first, n);
    return n;
}

void gdcs_i_csv_columns_free(gdcs_i_csv_columns *columns)
{
    if (columns->window != NULL)
        gdcs_i_window_close(columns->window);
    gdcs_i_arena_free(&columns->arena);
    *columns = (gdcs_i_csv_columns){0};
}
