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
    const gdcs_i_spellings s = {.name = name,
                                .tokens = gdcs_i_pool_texts(labels),
                                .count = gdcs_i_pool_count(labels),
                                .total = gdcs_i_binding_wide(binding, axis).total};
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

enum { BETWEEN = 0x1F }; /* labels: no text of a header has it */

/* Labels one behind the other. */
static size_t join(const gdcs_i_binding *binding, int64_t heading, char *out)
{
    size_t size = 0;
    for (int64_t k = 0; k < binding->wide_axes; k++) {
        const char *label = gdcs_i_binding_label(binding, k, heading);
        const size_t length = strlen(label) + 1;
        if (out != NULL) {
            memcpy(out + size, label, length);
            out[size + length - 1] = BETWEEN;
        }
        size += length;
    }
    return size;
}

gdcs_status gdcs_i_headings_check(const gdcs_i_binding *binding, const gdcs_i_record *header,
                                  gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_pool *seen = NULL;
    void *memory = NULL;
    int64_t room = 0;
    int32_t code = 0;
    const gdcs_schema_word *columns = binding->plan->wide.columns;
    TRY(gdcs_i_pool_new(&seen, err));
    for (int64_t i = 0; i < binding->heading_count; i++) {
        const size_t size = join(binding, i, NULL);
        GO(gdcs_i_reserve(&memory, &room, (int64_t)size, 1, err));
        join(binding, i, memory);
        GO(gdcs_i_pool_add(seen, memory, size, &code, err));
        if (code < i)
            GO(gdcs_i_fail_at(err, GDCS_E_SCHEMA, header->line, 0, "wide",
                              "headings '%.60s' and '%.60s' have the same labels",
                              columns[code].from, columns[i].from));
    }
done:
    free(memory);
    gdcs_i_pool_free(seen);
    return status;
}
