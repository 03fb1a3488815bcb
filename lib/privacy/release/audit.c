/* The audit of a release: what goes out, and all that is known besides. */
#include "core/fail.h"
#include "data/frame.h"
#include "privacy/audit/audit.h"
#include "privacy/disclosure/contributions.h"
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
    return gdcs_i_audit_beside(k->tables, k->count, k->own, k->judged, &o, result, out, err);
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

static int64_t count_own(const gdcs_i_release *r, const gdcs_frame *frame)
{
    int64_t leaks = 0;
    for (int64_t i = 0; i < gdcs_frame_count_rows(frame); i++)
        leaks += gdcs_i_release_leaks(frame, i) && gdcs_i_release_is_own(r, frame, i);
    return leaks;
}

static int64_t compare(const gdcs_i_release *r, const gdcs_frame *before, const gdcs_frame *now)
{
    int64_t leaks = 0, at = 0;
    for (int64_t i = 0; i < gdcs_frame_count_rows(now); i++)
        leaks += gdcs_i_release_leaks(now, i) && !gdcs_i_release_is_own(r, now, i) &&
                 (before == NULL || !gdcs_i_release_leaked(before, &at, now, i));
    return leaks;
}

/* Cells that only earlier releases have, and that did not leak before. */
static gdcs_status count_new(const gdcs_i_release *r, const gdcs_frame *now, int64_t *out,
                             gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_known k = {.count = 0};
    gdcs_frame *before = NULL;
    *out = compare(r, NULL, now);
    if (*out == 0)
        return GDCS_OK;
    GO(gdcs_i_known_before(r, NULL, &k, err));
    GO(gdcs_i_known_audit(r, &k, 1, NULL, &before, err));
    *out = compare(r, before, now);
done:
    gdcs_frame_free(before);
    gdcs_i_known_end(&k);
    return status;
}

static int is_same_rule(const gdcs_disclosure_rule *a, const gdcs_disclosure_rule *b)
{
    gdcs_disclosure_rule x = *a, y = *b;
    x.producer = y.producer = x.source = y.source = x.note = y.note = NULL;
    x.struct_size = y.struct_size = 0;
    return memcmp(&x, &y, sizeof x) == 0;
}

/* Are there all contributions that the rule asks for? */
static int has_contributions(const gdcs_i_release *r, const gdcs_disclosure_rule *rule)
{
    const gdcs_disclosure_options *o = r->options.contributions;
    return !gdcs_i_rule_needs_contributions(rule) ||
           (o != NULL &&
            gdcs_i_contributions_need(rule, o->largest != NULL, o->second != NULL, o->third != NULL,
                                      o->fourth != NULL, NULL) == GDCS_OK);
}

/* What this rule, under which something is out, has against cells that only earlier releases have. */
static gdcs_status try_rule(const gdcs_i_release *r, const gdcs_disclosure_rule *rule, int64_t *out,
                            gdcs_frame **frame, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_release other = *r;
    gdcs_i_known k = {.count = 0};
    gdcs_frame *found = NULL;
    other.rule = *rule;
    if (!has_contributions(r, rule)) {
        other.rule.dominance_n = 0;
        other.rule.dominance_k = 0.0;
        other.rule.p_percent = other.rule.pq_percent = other.rule.request_percent = 0.0;
    }
    GO(gdcs_i_known_all(&other, &k, err));
    GO(gdcs_i_known_audit(&other, &k, 1, NULL, &found, err));
    GO(count_new(&other, found, out, err));
    if (*out > 0) {
        gdcs_frame_free(*frame);
        *frame = found;
        found = NULL;
    }
done:
    gdcs_frame_free(found);
    gdcs_i_known_end(&k);
    return status;
}

/* Each release was to hide what its own rule asks for; *frame becomes the audit that finds something. */
static gdcs_status try_earlier_rules(const gdcs_i_release *r, gdcs_release_result *result,
                                     gdcs_frame **frame, gdcs_error *err)
{
    const gdcs_release_log *log = r->options.log;
    for (int64_t i = 0; i < gdcs_release_log_count(log) && result->leaks == 0; i++) {
        gdcs_release_entry e = {.struct_size = sizeof e}, before = e;
        TRY(gdcs_release_log_get(log, i, &e, err));
        int is_tried = e.rule == NULL || is_same_rule(e.rule, &r->rule);
        for (int64_t k = 0; k < i && !is_tried; k++) {
            TRY(gdcs_release_log_get(log, k, &before, err));
            is_tried = before.rule != NULL && is_same_rule(e.rule, before.rule);
        }
        if (!is_tried)
            TRY(try_rule(r, e.rule, &result->earlier, frame, err));
        result->leaks += result->earlier;
    }
    return GDCS_OK;
}

static int64_t count_unsafe(const gdcs_audit_result *a)
{
    return a->exact + a->narrow + a->group + a->published + a->contradicted + a->undecided +
           a->insider;
}

/* With earlier releases whose cell it is has to be looked up. */
static gdcs_status count_by_owner(const gdcs_i_release *r, gdcs_frame **frame,
                                  gdcs_release_result *result, gdcs_error *err)
{
    result->leaks = count_own(r, *frame);
    result->earlier = 0;
    if (result->leaks == 0)
        TRY(count_new(r, *frame, &result->earlier, err));
    result->leaks += result->earlier;
    return try_earlier_rules(r, result, frame, err);
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
        GO(count_by_owner(r, &frame, result, err));
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
