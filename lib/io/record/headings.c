#include "io/record/headings.h"
#include "core/fail.h"
#include "core/memory.h"
#include "data/sex.h"
#include "io/record/resolve.h"

#include <gdcs/concept.h>

#include <stdlib.h>
#include <string.h>

static const char *first_that_is_no_code(const gdcs_i_binding *binding, int64_t axis)
{
    for (int64_t i = 0; i < binding->heading_count; i++) {
        const char *label = gdcs_i_binding_label(binding, axis, i);
        if (gdcs_i_sex_find(label, strlen(label)) == GDCS_SEX_NONE)
            return label;
    }
    return NULL;
}

static gdcs_status resolve(gdcs_i_binding *binding, int64_t axis, const char *name,
                           gdcs_sex_resolution *how, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_pool *labels = NULL;
    void *memory = NULL;
    int32_t code = 0;
    const char **const of = binding->labels + axis * binding->heading_count;
    TRY(gdcs_i_pool_new(&labels, err));
    for (int64_t i = 0; i < binding->heading_count; i++)
        GO(gdcs_i_pool_add(labels, of[i], strlen(of[i]), &code, err));
    const gdcs_i_spellings s = {
        .name = name, .tokens = gdcs_i_pool_texts(labels), .count = gdcs_i_pool_count(labels)};
    GO(gdcs_i_alloc(&memory, s.count, sizeof(int32_t), err));
    int32_t *codes = memory;
    GO(gdcs_i_resolve_sex(&s, codes, how, err));
    for (int64_t i = 0; i < binding->heading_count; i++)
        of[i] = gdcs_sex_code(codes[gdcs_i_pool_find(labels, of[i], strlen(of[i]))]);
done:
    free(memory);
    gdcs_i_pool_free(labels);
    return status;
}

gdcs_status gdcs_i_resolve_headings(gdcs_i_binding *binding, int detect, gdcs_sex_resolution *how,
                                    gdcs_error *err)
{
    for (int64_t k = 0; k < binding->wide_axes; k++) {
        const gdcs_schema_wide_axis axis = gdcs_i_binding_wide(binding, k);
        if (axis.concept_id != GDCS_CONCEPT_SEX || axis.scheme != 0)
            continue;
        const char *label = first_that_is_no_code(binding, k);
        if (label != NULL && !detect)
            return gdcs_i_fail(err, GDCS_E_SCHEMA, "wide",
                               "wide: '%.40s' is not one of F M _O _U _Z _T, and nothing is to be "
                               "detected",
                               label);
        if (label != NULL)
            TRY(resolve(binding, k, axis.as, how, err));
    }
    return GDCS_OK;
}
