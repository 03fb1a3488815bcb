#include "core/fail.h"
#include "core/memory.h"
#include "data/table/fold.h"

#include <stdlib.h>
#include <string.h>

/* Everything but one label is dropped; nothing is needed, so nothing becomes missing. */
static gdcs_status fill(const gdcs_table *table, int32_t axis, const int32_t *to, gdcs_table *out,
                        gdcs_error *err)
{
    int32_t from[GDCS_I_AXES];
    const int64_t needed = 0;
    const gdcs_i_fold fold = {
        .from = from, .recoded = axis, .to = to, .total = -1, .needed = &needed};
    for (int32_t i = 0; i < table->width; i++) {
        if (i == axis)
            continue;
        from[out->width] = i;
        TRY(gdcs_i_table_take_axis(out, &table->axes[i], 1, err));
    }
    return gdcs_i_fold_into(table, &fold, out, err);
}

gdcs_status gdcs_table_slice(const gdcs_table *table, const char *axis, const char *label,
                             gdcs_table **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_table *result = NULL;
    void *memory = NULL;
    int32_t *to = NULL;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(axis, "axis", err));
    TRY(gdcs_i_need(label, "label", err));
    TRY(gdcs_i_need(out, "out", err));
    const int32_t number = (int32_t)gdcs_table_find_axis(table, axis);
    if (number < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, axis, "the table has no axis \"%.60s\"", axis);
    const gdcs_i_pool *labels = table->axes[number].labels;
    const int32_t code = gdcs_i_pool_find(labels, label, strlen(label));
    if (code < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, axis, "there is no label \"%.60s\"", label);
    GO(gdcs_i_alloc(&memory, gdcs_i_pool_count(labels), sizeof *to, err));
    to = memory;
    for (int32_t i = 0; i < gdcs_i_pool_count(labels); i++)
        to[i] = i == code ? 0 : GDCS_I_FOLD_DROP;
    GO(gdcs_i_table_like(table, &result, err));
    GO(fill(table, number, to, result, err));
    *out = result;
    result = NULL;
done:
    gdcs_table_free(result);
    free(to);
    return status;
}
