/* What of a table PX can hold, and under which names. */
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "io/px/put.h"
#include "io/px/writing.h"

#include <string.h>

static const double most_cells = 1e8;

typedef gdcs_i_px_writing writing;

const char *gdcs_i_px_value_of(const gdcs_axis *axis, int64_t label)
{
    const char *title = axis->titles != NULL ? axis->titles[label] : NULL;
    return title != NULL ? title : axis->labels[label];
}

static int is_clean(const char *text)
{
    size_t size = strlen(text);
    for (const char *at = text; *at != '\0'; at++)
        if ((unsigned char)*at < ' ' || *at == '"')
            return 0;
    (void)gdcs_i_trim(text, &size);
    return size == strlen(text);
}

static gdcs_status check_label(const gdcs_axis *axis, const char *label, gdcs_error *err)
{
    if (is_clean(label))
        return GDCS_OK;
    return gdcs_i_fail(err, GDCS_E_VALUE, axis->name,
                       "'%.80s' of '%.80s' has a quotation mark, a control character or blanks "
                       "around it, which PX cannot keep",
                       label, axis->name);
}

/* Values name cells if they are all different; else codes do, which must then be no values. */
static gdcs_status choose_keys(writing *w, int64_t axis)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_pool *values = NULL;
    const gdcs_axis *a = &w->axes[axis];
    int32_t code = 0;
    TRY(gdcs_i_pool_new(&values, w->err));
    for (int64_t i = 0; i < a->label_count; i++) {
        const char *value = gdcs_i_px_value_of(a, i);
        GO(gdcs_i_pool_add(values, value, strlen(value), &code, w->err));
        w->by_code[axis] |= code != i || !is_clean(value);
    }
    for (int64_t i = 0; i < a->label_count && w->by_code[axis]; i++) {
        const char *label = a->labels[i];
        code = gdcs_i_pool_find(values, label, strlen(label));
        if (code >= 0 && strcmp(gdcs_i_px_value_of(a, i), label) != 0)
            GO(gdcs_i_fail(w->err, GDCS_E_DUPLICATE, a->name,
                           "'%.80s' of '%.80s' is the title of another label, and titles are there "
                           "twice",
                           label, a->name));
    }
done:
    gdcs_i_pool_free(values);
    return status;
}

/* The names for readers, where they tell the axes apart. */
static gdcs_status choose_variables(writing *w)
{
    int titles = 1;
    for (int64_t i = 0; i < w->width; i++) {
        char *title = NULL;
        TRY(gdcs_i_copy_text(w->axes[i].title, &title, w->err));
        w->titles[i] = title;
        for (char *at = title; *at != '\0'; at++)
            *at = gdcs_i_px_plain(*at, ' ');
        for (int64_t k = 0; k < i; k++)
            titles &= strcmp(title, w->titles[k]) != 0;
    }
    for (int64_t i = 0; i < w->width; i++)
        w->variables[i] = titles ? w->titles[i] : w->axes[i].name;
    return GDCS_OK;
}

gdcs_status gdcs_i_px_fit(writing *w)
{
    double all = 1;
    w->width = gdcs_table_count_axes(w->table);
    w->cells = gdcs_table_count_cells(w->table);
    if (w->width == 0)
        return gdcs_i_fail(w->err, GDCS_E_SHAPE, "table", "a table without axes is no PX");
    for (int64_t i = 0; i < w->width; i++) {
        gdcs_axis *a = &w->axes[i];
        *a = (gdcs_axis){.struct_size = sizeof *a};
        TRY(gdcs_table_get_axis(w->table, i, a, w->err));
        TRY(check_label(a, a->name, w->err));
        for (int64_t k = 0; k < a->label_count; k++)
            TRY(check_label(a, a->labels[k], w->err));
        TRY(choose_keys(w, i));
        all *= (double)a->label_count;
        if (all == 0)
            return gdcs_i_fail(w->err, GDCS_E_EMPTY, a->name, "axis '%.80s' has no labels",
                               a->name);
        if (all > most_cells)
            return gdcs_i_fail(w->err, GDCS_E_LIMIT, a->name,
                               "the labels of the axes multiply to more than 100 000 000");
    }
    return choose_variables(w);
}
