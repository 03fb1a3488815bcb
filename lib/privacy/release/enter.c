#include "core/fail.h"
#include "core/memory.h"
#include "privacy/release/release.h"

#include <stdlib.h>

/* Of a frame, what its rows tell; else the tables. */
gdcs_status gdcs_i_release_enter(const gdcs_i_release *r, gdcs_error *err)
{
    const gdcs_release_options *o = &r->options;
    const int is_noise = o->method == GDCS_RELEASE_METHOD_NOISE;
    const gdcs_audit_fact **facts = NULL;
    void *memory = NULL;
    if (o->log == NULL)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, r->told_fact_count, sizeof *facts, err));
    facts = memory;
    for (int32_t i = 0; i < r->told_fact_count; i++)
        facts[i] = &r->told_facts[i];
    const gdcs_release_entry entry = {
        .struct_size = sizeof entry,
        .method = r->told != NULL ? GDCS_RELEASE_METHOD_SUPPRESSION : o->method,
        .id = o->id,
        .time = o->time,
        .rule = &r->rule,
        .tables = r->told != NULL ? &r->told : (const gdcs_table *const *)r->seen,
        .facts = facts,
        .table_count = r->told != NULL ? 1 : r->n,
        .fact_count = r->told_fact_count,
        .base = r->told != NULL ? 0.0 : o->base,
        .epsilon = is_noise ? o->noise->epsilon : 0.0,
        .rho = is_noise ? o->noise->rho : 0.0};
    const gdcs_status status = gdcs_release_log_add(o->log, &entry, err);
    free(memory);
    return status;
}
