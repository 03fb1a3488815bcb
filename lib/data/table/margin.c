#include "core/fail.h"
#include "data/table/fold.h"

#include <string.h>

/* Axes with a declared total go first, one by one, the sex axis last of them: only line by line can
   a total take the place of its parts.  The others go together in the last pass, which also brings
   the kept axes into order. */

/* The numbers of the named axes. */
static gdcs_status find_axes(const gdcs_table *table, const char *const *keep, int32_t n,
                             int32_t *axes, gdcs_error *err)
{
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%d axes", (int)n);
    if (n > 0)
        TRY(gdcs_i_need((const void *)keep, "keep", err));
    for (int32_t i = 0; i < n; i++) {
        TRY(gdcs_i_need(keep[i], "keep", err));
        const int64_t axis = gdcs_table_find_axis(table, keep[i]);
        if (axis < 0)
            return gdcs_i_fail(err, GDCS_E_NAME, keep[i], "the table has no axis \"%.60s\"",
                               keep[i]);
        for (int32_t k = 0; k < i; k++)
            if (axes[k] == axis)
                return gdcs_i_fail(err, GDCS_E_DUPLICATE, keep[i],
                                   "the axis \"%.60s\" is named twice", keep[i]);
        axes[i] = (int32_t)axis;
    }
    return GDCS_OK;
}

static int is_kept(const gdcs_table *table, int32_t axis, const char *const *keep, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        if (strcmp(table->axes[axis].name, keep[i]) == 0)
            return 1;
    return 0;
}

/* Persons and persons per 100 000 have no sum. */
static gdcs_status check_units(const gdcs_table *table, const char *const *keep, int32_t n,
                               gdcs_error *err)
{
    for (int32_t i = 0; i < table->width; i++) {
        const gdcs_i_axis *axis = &table->axes[i];
        if (axis->concept_id == GDCS_CONCEPT_UNIT && gdcs_i_pool_count(axis->labels) > 1 &&
            !is_kept(table, i, keep, n))
            return gdcs_i_fail(err, GDCS_E_SHAPE, axis->name,
                               "axis '%.60s' holds several units, \"%.40s\" and \"%.40s\" among "
                               "them, which never add up: keep it, or slice the table by it",
                               axis->name, gdcs_i_pool_text(axis->labels, 0),
                               gdcs_i_pool_text(axis->labels, 1));
    }
    return GDCS_OK;
}

/* One pass: the result has the axes `from` of the table. */
static gdcs_status pass(const gdcs_table *table, const int32_t *from, int32_t width,
                        const gdcs_i_fold *fold, gdcs_table **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_table *result = NULL;
    gdcs_i_fold f = *fold;
    f.from = from;
    GO(gdcs_i_table_like(table, &result, err));
    for (int32_t i = 0; i < width; i++)
        GO(gdcs_i_table_take_axis(result, &table->axes[from[i]], 1, err));
    GO(gdcs_i_fold_into(table, &f, result, err));
    *out = result;
    return GDCS_OK;
done:
    gdcs_table_free(result);
    return status;
}

static gdcs_status drop_axis(const gdcs_table *table, int32_t axis, gdcs_table **out,
                             gdcs_error *err)
{
    int32_t from[GDCS_I_AXES], width = 0;
    const int64_t needed = gdcs_i_fold_needed(table, axis);
    for (int32_t i = 0; i < table->width; i++)
        if (i != axis)
            from[width++] = i;
    const gdcs_i_fold fold = {.recoded = axis, .total = table->axes[axis].total, .needed = &needed};
    return pass(table, from, width, &fold, out, err);
}

/* The next axis that goes by itself, or -1. */
static int32_t next_with_total(const gdcs_table *table, const char *const *keep, int32_t n)
{
    int32_t next = -1;
    for (int32_t axis = table->width - 1; axis >= 0; axis--)
        if (table->axes[axis].total >= 0 && !is_kept(table, axis, keep, n) &&
            (next < 0 || axis != table->sex))
            next = axis;
    return next;
}

static gdcs_status drop_rest(const gdcs_table *table, const char *const *keep, int32_t n,
                             gdcs_table **out, gdcs_error *err)
{
    int32_t from[GDCS_I_AXES];
    int64_t needed = 1;
    TRY(find_axes(table, keep, n, from, err));
    for (int32_t axis = 0; axis < table->width; axis++) {
        const int64_t labels = is_kept(table, axis, keep, n) ? 1 : gdcs_i_fold_needed(table, axis);
        needed = labels > 0 && needed > INT64_MAX / labels ? INT64_MAX : needed * labels;
    }
    const gdcs_i_fold fold = {.recoded = -1, .total = -1, .needed = &needed};
    return pass(table, from, n, &fold, out, err);
}

gdcs_status gdcs_table_margin(const gdcs_table *table, const char *const *keep, int32_t n,
                              gdcs_table **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_table *between = NULL, *next = NULL;
    int32_t axes[GDCS_I_AXES];
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(find_axes(table, keep, n, axes, err));
    TRY(check_units(table, keep, n, err));
    for (;;) {
        const gdcs_table *source = between != NULL ? between : table;
        const int32_t axis = next_with_total(source, keep, n);
        if (axis < 0) {
            status = drop_rest(source, keep, n, out, err);
            break;
        }
        GO(drop_axis(source, axis, &next, err));
        gdcs_table_free(between);
        between = next;
    }
done:
    gdcs_table_free(between);
    return status;
}
