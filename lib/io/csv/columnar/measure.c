#include "io/csv/columnar/measure.h"
#include "core/fail.h"
#include "io/csv/columnar/number.h"

#include <gdcs/concept.h>

static int is_limit(const gdcs_i_slot *slot)
{
    return slot->column->concept_id == GDCS_CONCEPT_LOWER ||
           slot->column->concept_id == GDCS_CONCEPT_UPPER;
}

static int32_t judge(const gdcs_i_measure *m, const gdcs_i_field *field, gdcs_i_figure *out)
{
    gdcs_i_number number;
    gdcs_i_number_take(&m->slot->lists, &m->slot->form, field, &number);
    if (m->slot->form.whole)
        out->whole = number.integer;
    else
        out->real = number.value;
    if (number.kind == GDCS_I_NUMBER_OUT)
        return GDCS_I_CODE_OUT;
    if (m->makes >= 0)
        return number.kind < GDCS_I_NUMBER_OUT ? 0 : GDCS_I_CODE_HOLD;
    out->real = number.value;
    if (m->limits)
        return number.kind <= GDCS_I_NUMBER_MISSING ? 0 : GDCS_I_CODE_HOLD;
    return number.kind == GDCS_I_NUMBER_EXACT && number.status == 0 && number.confidentiality == 0
               ? 0
               : GDCS_I_CODE_HOLD;
}

gdcs_i_measure gdcs_i_measure_of(const gdcs_i_slot *slot, int32_t makes)
{
    const gdcs_i_field nothing = {.text = NULL};
    gdcs_i_measure m = {.slot = slot,
                        .field = slot->field,
                        .makes = makes,
                        .limits = makes < 0 && is_limit(slot),
                        .quick = gdcs_i_quick_serves(slot)};
    m.blank_code = judge(&m, &nothing, &m.blank);
    return m;
}

gdcs_status gdcs_i_measure_take(gdcs_i_measure *m, const char *raw, size_t size, char quote,
                                gdcs_i_figure *out, int32_t *code, gdcs_error *err)
{
    gdcs_i_field field;
    double number = 0;
    *code = 0;
    if (m->quick && gdcs_i_quick_number(&m->slot->form, quote, raw, size, &number)) {
        if (m->makes >= 0 && m->slot->form.whole)
            out->whole = (int64_t)number;
        else
            out->real = number;
        return GDCS_OK;
    }
    *out = m->blank;
    *code = m->blank_code;
    if (size == 0)
        return GDCS_OK;
    TRY(gdcs_i_field_take(&m->text, raw, size, quote, &field, err));
    *code = judge(m, &field, out);
    return GDCS_OK;
}

int32_t gdcs_i_measure_constant(const gdcs_i_measure *m, gdcs_i_figure *out)
{
    return judge(m, &m->slot->constant, out);
}
