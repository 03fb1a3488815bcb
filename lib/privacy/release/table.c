#include "core/fail.h"
#include "core/memory.h"
#include "data/leave.h"
#include "privacy/release/release.h"

#include <stdlib.h>
#include <string.h>

static gdcs_status make_room(gdcs_i_release *r, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, r->n, sizeof *r->made, err));
    r->made = memory;
    TRY(gdcs_i_alloc(&memory, r->n, sizeof *r->seen, err));
    r->seen = memory;
    return GDCS_OK;
}

gdcs_status gdcs_i_release_begin(gdcs_i_release *r, gdcs_error *err)
{
    for (int32_t t = 0; t < r->n; t++)
        TRY(gdcs_i_release_compare(r, t, err));
    TRY(make_room(r, err));
    TRY(gdcs_i_system_new(r->originals, r->n, NULL, 0, &r->truth, err));
    TRY(gdcs_i_unsafe_find(r->truth, &r->rule, r->options.contributions, &r->unsafe, err));
    return gdcs_i_release_mark(r, GDCS_RELEASE_LETTERS_ONE, err);
}

void gdcs_i_release_end(gdcs_i_release *r)
{
    gdcs_table **const lists[] = {r->made, r->seen};
    for (int i = 0; i < 2; i++) {
        for (int32_t t = 0; lists[i] != NULL && t < r->n; t++)
            gdcs_table_free(lists[i][t]);
        free((void *)lists[i]);
    }
    gdcs_i_unsafe_free(&r->unsafe);
    gdcs_i_system_free(r->truth);
}

static gdcs_status let_go(const gdcs_i_release *r, gdcs_table *table, gdcs_error *err)
{
    char *note = NULL;
    TRY(gdcs_i_release_note(r, gdcs_table_get_meta(table, GDCS_META_NOTE), &note, err));
    const gdcs_status status = gdcs_table_set_meta(table, GDCS_META_NOTE, note, err);
    free(note);
    gdcs_i_lower_table(table, r->options.sensitivity);
    return status;
}

static gdcs_status release(gdcs_i_release *r, gdcs_release_result *result, gdcs_error *err)
{
    TRY(gdcs_i_release_begin(r, err));
    *result = (gdcs_release_result){.struct_size = sizeof *result,
                                    .method = r->options.method,
                                    .letters = GDCS_RELEASE_LETTERS_ONE,
                                    .is_safe = 1};
    TRY(gdcs_i_release_pass(r, result, err));
    result->hidden = r->hidden;
    for (int32_t t = 0; t < r->n; t++) {
        TRY(let_go(r, r->made[t], err));
        gdcs_i_lower_table(r->seen[t], r->options.sensitivity);
    }
    return gdcs_i_release_enter(r, err);
}

gdcs_status gdcs_release_table_linked(const gdcs_table *const *originals,
                                      const gdcs_table *const *tables, int32_t n,
                                      const gdcs_disclosure_rule *rule,
                                      const gdcs_release_options *options, gdcs_table **out,
                                      gdcs_release_result *result, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_release_result found;
    gdcs_i_release r = {.originals = originals, .tables = tables, .n = n};
    TRY(gdcs_i_release_take(&r, rule, options, result, &found, err));
    TRY(gdcs_i_need((void *)out, "out", err));
    GO(release(&r, &found, err));
    GO(gdcs_i_release_tell(&found, result, err));
    for (int32_t t = 0; t < n; t++) {
        out[t] = r.made[t];
        r.made[t] = NULL;
    }
done:
    gdcs_i_release_end(&r);
    return status;
}

gdcs_status gdcs_release_table(const gdcs_table *original, const gdcs_table *table,
                               const gdcs_disclosure_rule *rule,
                               const gdcs_release_options *options, gdcs_table **out,
                               gdcs_release_result *result, gdcs_error *err)
{
    TRY(gdcs_i_need(original, "original", err));
    TRY(gdcs_i_need(table, "table", err));
    return gdcs_release_table_linked(&original, &table, 1, rule, options, out, result, err);
}

gdcs_status gdcs_release_audit_table(const gdcs_table *const *originals,
                                     const gdcs_table *const *tables, int32_t n,
                                     const gdcs_disclosure_rule *rule,
                                     const gdcs_release_options *options, gdcs_frame **out,
                                     gdcs_release_result *result, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    gdcs_release_result found;
    gdcs_i_release r = {.originals = originals, .tables = tables, .n = n};
    TRY(gdcs_i_release_take(&r, rule, options, result, &found, err));
    GO(gdcs_i_release_begin(&r, err));
    const int kinds = r.options.letters != GDCS_RELEASE_LETTERS_ONE &&
                      r.rule.groups == GDCS_DISCLOSURE_GROUPS_NONE;
    if (kinds)
        GO(gdcs_i_release_mark(&r, GDCS_RELEASE_LETTERS_KINDS, err));
    GO(gdcs_i_release_audit(&r, 0, &found, out != NULL ? &frame : NULL, err));
    GO(gdcs_i_release_tell(&found, result, err));
    if (out != NULL)
        *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    gdcs_i_release_end(&r);
    return status;
}
