#include "stats/beside.h"
#include "core/fail.h"
#include "stats/counts.h"

#include <math.h>
#include <string.h>

gdcs_status gdcs_i_beside_axes(const char *const *keep, int32_t n, const char *axis,
                               const char *axes[GDCS_I_AXES], gdcs_error *err)
{
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    if (n > 0)
        TRY(gdcs_i_need((const void *)keep, "keep", err));
    if (n >= GDCS_I_AXES)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "n", "%d axes to keep beside one more, of at most %d",
                           (int)n, (int)GDCS_I_AXES);
    for (int32_t i = 0; i < n; i++)
        axes[i] = keep[i];
    axes[n] = axis;
    return GDCS_OK;
}

int32_t gdcs_i_beside_code(const gdcs_axis *axis, const char *label)
{
    for (int64_t i = 0; label != NULL && i < axis->label_count; i++)
        if (strcmp(axis->labels[i], label) == 0)
            return (int32_t)i;
    return -1;
}

gdcs_i_group gdcs_i_beside_group(const gdcs_i_groups *groups, int32_t keys, const int32_t *codes,
                                 int32_t label)
{
    static const gdcs_sex_counts none = {0.0, 0.0, 0.0, 0.0, 0.0};
    static const gdcs_sex_counts missing = {NAN, NAN, NAN, NAN, NAN};
    int32_t wanted[GDCS_I_AXES];
    gdcs_i_group g;
    memcpy(wanted, codes, (size_t)keys * sizeof *wanted);
    wanted[keys] = label;
    const int64_t found = gdcs_i_groups_find(groups, wanted);
    if (found < 0)
        return gdcs_i_group_of_counts(
            gdcs_i_groups_table(groups)->absent == GDCS_ABSENT_ZERO ? &none : &missing);
    gdcs_i_groups_get(groups, found, &g);
    return g;
}

gdcs_i_group gdcs_i_beside_others(const gdcs_i_groups *groups, int32_t keys, const int32_t *codes,
                                  const gdcs_axis *axis, int32_t label, int32_t total)
{
    gdcs_i_group sum = {.codes = codes};
    for (int32_t other = 0; other < (int32_t)axis->label_count; other++) {
        if (other == label || other == total)
            continue;
        const gdcs_i_group g = gdcs_i_beside_group(groups, keys, codes, other);
        gdcs_i_group_add(&sum, &g);
    }
    return sum;
}

int gdcs_i_beside_is_first(const gdcs_i_groups *groups, int32_t keys, int64_t i,
                           const int32_t **codes)
{
    gdcs_i_group here, before;
    gdcs_i_groups_get(groups, i, &here);
    *codes = here.codes;
    if (i == 0)
        return 1;
    gdcs_i_groups_get(groups, i - 1, &before);
    return memcmp(here.codes, before.codes, (size_t)keys * sizeof *here.codes) != 0;
}
