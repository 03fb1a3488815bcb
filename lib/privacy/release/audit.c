/* The audit of a release: what goes out, and all that is known besides. */
#include "core/fail.h"
#include "data/frame.h"
#include "privacy/audit/audit.h"
#include "privacy/release/known.h"

#include <string.h>

gdcs_status gdcs_i_known_audit(const gdcs_i_release *r, const gdcs_i_known *k, int is_brief,
                               gdcs_audit_result *result, gdcs_frame **out, gdcs_error *err)
{
    const int has_truth = r->n > 0;
    const gdcs_audit_options o = {.struct_size = sizeof o,
                                  .rule = &r->rule,
                                  .originals = has_truth ? k->originals : NULL,
                                  .trees = k->tree_pointers,
                                  .tree_count = k->tree_count,
                                  .facts = k->pointers,
                                  .fact_count = k->fact_count,
                                  .equations = is_brief ? 1 : r->options.equations,
                                  .milliseconds = r->options.milliseconds,
                                  .insiders =
                                      has_truth ? r->options.insiders : GDCS_AUDIT_INSIDERS_NONE,
                                  .is_brief = has_truth && is_brief,
                                  .contributions = r->options.contributions};
    return gdcs_i_audit_beside(k->tables, k->count, k->judged, &o, result, out, err);
}

static const char *verdict_of(const gdcs_frame *frame, int64_t row)
{
    const gdcs_i_column *c = &frame->columns[gdcs_frame_find(frame, "verdict")];
    return gdcs_i_pool_text(c->words, ((const int32_t *)c->values)[row]);
}

int gdcs_i_release_leaks(const gdcs_frame *frame, int64_t row)
{
    const char *verdict = verdict_of(frame, row);
    return strcmp(verdict, "protected") != 0 && strcmp(verdict, "recovered") != 0;
}

int gdcs_i_release_is_own(const gdcs_i_release *r, const gdcs_frame *frame, int64_t row)
{
    const double *table = frame->columns[gdcs_frame_find(frame, "table")].values;
    return table[row] <= r->n + (r->told != NULL);
}

static int64_t count_leaks(const gdcs_i_release *r, const gdcs_frame *frame, int own)
{
    int64_t leaks = 0;
    for (int64_t i = 0; i < gdcs_frame_count_rows(frame); i++)
        leaks += gdcs_i_release_leaks(frame, i) &&
                 (own < 0 || gdcs_i_release_is_own(r, frame, i) == own);
    return leaks;
}

/* What leaked before leaks now: if nothing of this release's own does, those more than before are new. */
static gdcs_status count_new(const gdcs_i_release *r, int64_t now, int64_t *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_known k = {.count = 0};
    gdcs_frame *frame = NULL;
    *out = now;
    if (now == 0)
        return GDCS_OK;
    GO(gdcs_i_known_before(r, NULL, &k, err));
    GO(gdcs_i_known_audit(r, &k, 1, NULL, &frame, err));
    const int64_t before = count_leaks(r, frame, -1);
    *out = now > before ? now - before : 0;
done:
    gdcs_frame_free(frame);
    gdcs_i_known_end(&k);
    return status;
}

static int64_t count_unsafe(const gdcs_audit_result *a)
{
    return a->exact + a->narrow + a->group + a->published + a->contradicted + a->undecided +
           a->insider;
}

/* With earlier releases whose cell it is has to be looked up. */
static gdcs_status count_by_owner(const gdcs_i_release *r, const gdcs_frame *frame,
                                  gdcs_release_result *result, gdcs_error *err)
{
    result->leaks = count_leaks(r, frame, 1);
    result->earlier = 0;
    if (result->leaks == 0)
        TRY(count_new(r, count_leaks(r, frame, 0), &result->earlier, err));
    result->leaks += result->earlier;
    return GDCS_OK;
}

gdcs_status gdcs_i_release_audit(const gdcs_i_release *r, int is_brief, gdcs_release_result *result,
                                 gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_known k = {.count = 0};
    gdcs_frame *frame = NULL;
    gdcs_audit_result found = {.struct_size = sizeof found};
    const int is_owned = gdcs_i_known_earlier(r) == 0, wants = out != NULL || !is_owned;
    GO(gdcs_i_known_all(r, &k, err));
    GO(gdcs_i_known_audit(r, &k, is_brief, &found, wants ? &frame : NULL, err));
    *result = (gdcs_release_result){.struct_size = result->struct_size,
                                    .method = r->options.method,
                                    .letters = r->letters,
                                    .hidden = r->hidden,
                                    .audited = found.audited,
                                    .recovered = found.recovered,
                                    .leaks = count_unsafe(&found)};
    if (!is_owned)
        GO(count_by_owner(r, frame, result, err));
    result->is_safe = result->leaks == 0;
    if (out != NULL) {
        *out = frame;
        frame = NULL;
    }
done:
    gdcs_frame_free(frame);
    gdcs_i_known_end(&k);
    return status;
}
