#include "stats/form.h"
#include "core/fail.h"
#include "stats/beside.h"

gdcs_status gdcs_i_form_new(const gdcs_table *table, const char *const *keep, int32_t n,
                            const char *axis, const gdcs_table *source, gdcs_i_form *out,
                            gdcs_error *err)
{
    const char *axes[GDCS_I_AXES];
    out->keys = n;
    out->total = -1;
    if (axis == NULL) {
        TRY(gdcs_i_groups_new(table, keep, n, &out->groups, err));
    } else {
        TRY(gdcs_i_beside_axes(keep, n, axis, axes, err));
        TRY(gdcs_i_groups_new(table, axes, n + 1, &out->groups, err));
        out->axis.struct_size = sizeof out->axis;
        TRY(gdcs_table_get_axis(gdcs_i_groups_table(out->groups), n, &out->axis, err));
        out->total = gdcs_i_beside_code(&out->axis, out->axis.total);
    }
    TRY(gdcs_i_result_new(out->groups, n, &out->result, err));
    if (source != NULL)
        gdcs_i_result_add_source(out->result, source);
    return GDCS_OK;
}

void gdcs_i_form_free(gdcs_i_form *form)
{
    gdcs_i_result_free(form->result);
    gdcs_i_groups_free(form->groups);
}

gdcs_status gdcs_i_form_add_columns(gdcs_i_form *form, const char *text, int32_t concept,
                                    const gdcs_i_heading *headings, int32_t count, const char *unit,
                                    gdcs_error *err)
{
    form->count = count;
    if (text != NULL)
        TRY(gdcs_i_result_add_text(form->result, text, concept, &form->text, err));
    TRY(gdcs_i_result_add_numbers(form->result, headings, count, form->numbers, err));
    return gdcs_i_result_add_estimate(form->result, unit, err);
}

int gdcs_i_form_next(const gdcs_i_form *form, int64_t *group, const int32_t **codes)
{
    while (++*group < gdcs_i_groups_count(form->groups))
        if (gdcs_i_beside_is_first(form->groups, form->keys, *group, codes))
            return 1;
    return 0;
}

gdcs_status gdcs_i_form_add_row(gdcs_i_form *form, int64_t group, const char *text,
                                const double *numbers, const gdcs_estimate *estimate,
                                const gdcs_bounds *bounds, const char *method, uint32_t notes,
                                gdcs_error *err)
{
    TRY(gdcs_i_result_row(form->result, group, err));
    if (text != NULL)
        TRY(gdcs_i_result_set_text(form->result, form->text, text, err));
    for (int32_t i = 0; i < form->count; i++)
        gdcs_i_result_set_number(form->result, form->numbers[i], numbers[i]);
    return gdcs_i_result_set_estimate(form->result, estimate, bounds, method, notes, err);
}
