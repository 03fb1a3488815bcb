/* The audit of a release: what goes out, and all that is known besides. */
#include "core/fail.h"
#include "core/memory.h"
#include "data/frame.h"
#include "privacy/release/release.h"

#include <stdlib.h>
#include <string.h>

enum { FACT_V1 = 88 };

/* Tables, their originals and facts, as an audit takes them. */
struct known {
    const gdcs_table **tables;
    const gdcs_table **originals;
    gdcs_audit_fact *facts;
    const gdcs_audit_fact **pointers;
    int32_t count;
    int32_t fact_count;
};

static void end(struct known *k)
{
    free((void *)k->tables);
    free((void *)k->originals);
    free(k->facts);
    free((void *)k->pointers);
}

/* Tables that go out with this release; those after them are out already. */
static int32_t own_count(const gdcs_i_release *r)
{
    return r->n + (r->told != NULL);
}

static int32_t earlier_count(const gdcs_i_release *r)
{
    return r->options.published_count + gdcs_i_release_log_tables(r->options.log);
}

static gdcs_status make_room(struct known *k, int32_t tables, int32_t facts, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, tables, sizeof *k->tables, err));
    k->tables = memory;
    TRY(gdcs_i_alloc(&memory, tables, sizeof *k->originals, err));
    k->originals = memory;
    TRY(gdcs_i_alloc(&memory, facts, sizeof *k->facts, err));
    k->facts = memory;
    TRY(gdcs_i_alloc(&memory, facts, sizeof *k->pointers, err));
    k->pointers = memory;
    return GDCS_OK;
}

static void list_own(const gdcs_i_release *r, struct known *k)
{
    for (int32_t i = 0; i < r->n; i++) {
        k->tables[k->count] = r->seen[i];
        k->originals[k->count++] = r->originals[i];
    }
    if (r->told != NULL) {
        k->tables[k->count] = r->told;
        k->originals[k->count++] = r->told_truth;
    }
}

/* The true numbers of what is out already are those of the originals, as far as these have them. */
static void list_earlier(const gdcs_i_release *r, struct known *k)
{
    const int32_t first = k->count, listed = r->options.published_count;
    for (int32_t i = 0; i < listed; i++)
        k->tables[k->count++] = r->options.published[i];
    gdcs_i_release_log_list(r->options.log, k->count, k->tables + k->count,
                            k->facts + k->fact_count);
    k->count += gdcs_i_release_log_tables(r->options.log);
    k->fact_count += gdcs_i_release_log_facts(r->options.log);
    for (int32_t i = first; i < k->count; i++)
        k->originals[i] = r->originals[0];
}

static gdcs_status list_facts(const gdcs_i_release *r, struct known *k, gdcs_error *err)
{
    for (int32_t i = 0; i < r->options.fact_count; i++) {
        TRY(gdcs_i_need(r->options.facts[i], "facts", err));
        TRY(gdcs_i_take(&k->facts[k->fact_count], sizeof *k->facts, r->options.facts[i], FACT_V1,
                        err));
        if (k->facts[k->fact_count].table >= r->n)
            return gdcs_i_fail(err, GDCS_E_OPTION, "table", "there is no table %d",
                               (int)k->facts[k->fact_count].table);
        k->fact_count++;
    }
    for (int32_t i = 0; i < r->told_fact_count; i++) {
        k->facts[k->fact_count] = r->told_facts[i];
        k->facts[k->fact_count++].table = r->n;
    }
    return GDCS_OK;
}

/* Those that go out come first, so that rows of the audit are theirs, and again last, since of two
   numbers that contradict each other the later stands. */
static gdcs_status list_all(const gdcs_i_release *r, struct known *k, gdcs_error *err)
{
    const int32_t own = own_count(r), earlier = earlier_count(r);
    TRY(make_room(k, 2 * own + earlier,
                  r->options.fact_count + r->told_fact_count +
                      gdcs_i_release_log_facts(r->options.log),
                  err));
    list_own(r, k);
    TRY(list_facts(r, k, err));
    list_earlier(r, k);
    if (earlier > 0)
        list_own(r, k);
    return GDCS_OK;
}

/* What was known before: the earlier releases alone, judged by the same originals. */
static gdcs_status list_before(const gdcs_i_release *r, struct known *k, gdcs_error *err)
{
    const int32_t earlier = earlier_count(r), most = earlier > r->n ? earlier : r->n;
    TRY(make_room(k, most, gdcs_i_release_log_facts(r->options.log), err));
    list_earlier(r, k);
    while (k->count < r->n) {
        k->tables[k->count] = k->tables[0];
        k->count++;
    }
    for (int32_t i = 0; i < r->n; i++)
        k->originals[i] = r->originals[i];
    return GDCS_OK;
}

static gdcs_status audit(const gdcs_i_release *r, struct known *k, int is_brief,
                         gdcs_audit_result *result, gdcs_frame **out, gdcs_error *err)
{
    for (int32_t i = 0; i < k->fact_count; i++)
        k->pointers[i] = &k->facts[i];
    const gdcs_audit_options o = {.struct_size = sizeof o,
                                  .rule = &r->rule,
                                  .originals = k->originals,
                                  .trees = r->options.trees,
                                  .tree_count = r->options.tree_count,
                                  .facts = k->pointers,
                                  .fact_count = k->fact_count,
                                  .equations = is_brief ? 1 : r->options.equations,
                                  .milliseconds = r->options.milliseconds,
                                  .insiders = r->options.insiders,
                                  .is_brief = is_brief,
                                  .contributions = r->options.contributions};
    return gdcs_audit_table_linked(k->tables, k->count, &o, result, out, err);
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
    return table[row] <= own_count(r);
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
    struct known k = {.count = 0};
    gdcs_frame *frame = NULL;
    *out = now;
    if (now == 0)
        return GDCS_OK;
    GO(list_before(r, &k, err));
    GO(audit(r, &k, 1, NULL, &frame, err));
    const int64_t before = count_leaks(r, frame, -1);
    *out = now > before ? now - before : 0;
done:
    gdcs_frame_free(frame);
    end(&k);
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
    struct known k = {.count = 0};
    gdcs_frame *frame = NULL;
    gdcs_audit_result found = {.struct_size = sizeof found};
    const int is_owned = earlier_count(r) == 0, wants = out != NULL || !is_owned;
    GO(list_all(r, &k, err));
    GO(audit(r, &k, is_brief, &found, wants ? &frame : NULL, err));
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
    end(&k);
    return status;
}
