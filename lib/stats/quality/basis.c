#include "stats/quality/basis.h"
#include "core/fail.h"
#include "core/memory.h"
#include "stats/beside.h"

#include <stdlib.h>

static gdcs_status mark(const gdcs_quality_options *options, gdcs_i_quality_basis *out,
                        gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, out->axis.label_count, 1, err));
    out->relative = memory;
    for (int64_t i = 0; i < options->relative_count; i++) {
        TRY(gdcs_i_need(options->relatives[i], "relatives", err));
        const int32_t code = gdcs_i_beside_code(&out->axis, options->relatives[i]);
        if (code < 0)
            return gdcs_i_fail(err, GDCS_E_NAME, "relatives", "the axis has no label '%s'",
                               options->relatives[i]);
        out->relative[code] = 1;
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_quality_basis_new(const gdcs_table *table, const char *source, const char *role,
                                     const gdcs_quality_options *options, gdcs_i_quality_basis *out,
                                     gdcs_error *err)
{
    const char *const names[] = {source, role, options->basis};
    const int has_labels = options->relatives != NULL && options->relative_count > 0;
    if (has_labels != (options->basis != NULL))
        return gdcs_i_fail(err, GDCS_E_OPTION, "relatives",
                           "an axis of the basis and labels of relatives need each other");
    if (!has_labels)
        return GDCS_OK;
    TRY(gdcs_i_groups_new(table, names, 3, &out->groups, err));
    out->axis.struct_size = sizeof out->axis;
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(out->groups), 2, &out->axis, err));
    out->total = gdcs_i_beside_code(&out->axis, out->axis.total);
    return mark(options, out, err);
}

void gdcs_i_quality_basis_free(gdcs_i_quality_basis *basis)
{
    gdcs_i_groups_free(basis->groups);
    free(basis->relative);
}

int gdcs_i_quality_relatives_only(const gdcs_i_quality_basis *basis, int32_t source, int32_t role,
                                  int32_t sex)
{
    int seen = 0;
    for (int64_t label = 0; basis->groups != NULL && label < basis->axis.label_count; label++) {
        const int32_t codes[] = {source, role, (int32_t)label};
        const int64_t found = gdcs_i_groups_find(basis->groups, codes);
        gdcs_i_group g;
        if (found < 0 || label == basis->total)
            continue;
        gdcs_i_groups_get(basis->groups, found, &g);
        const double most = sex == GDCS_SEX_MALE ? g.upper.men : g.upper.women;
        if (most > 0.0 && !basis->relative[label])
            return 0;
        seen |= most > 0.0;
    }
    return seen;
}
