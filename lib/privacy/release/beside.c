#include "privacy/release/beside.h"

#include "core/fail.h"
#include "data/frame.h"
#include "data/leave.h"
#include "privacy/release/known.h"
#include "privacy/release/records.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TABLES = 100, NAMED = 3 };

static const double tight = 1e-6; /* of a number, or of 1: programmes are no closer */

gdcs_status gdcs_i_beside_take(const gdcs_release_microdata_options *o, gdcs_i_beside *b,
                               gdcs_error *err)
{
    gdcs_i_release *r = &b->release;
    b->options = *o;
    r->n = o->original_count;
    r->originals = o->originals;
    if (o->is_part < 0 || o->is_part > 1)
        return gdcs_i_fail(err, GDCS_E_OPTION, "is_part", "%d is neither 0 nor 1", (int)o->is_part);
    if (o->persons < 0 || o->persons > GDCS_RELEASE_PERSONS_OTHERS)
        return gdcs_i_fail(err, GDCS_E_OPTION, "persons", "%d is not 0 to 3", (int)o->persons);
    if (r->n < 0 || r->n > TABLES)
        return gdcs_i_fail(err, GDCS_E_OPTION, "original_count", "%d tables are not 0 to %d",
                           (int)r->n, (int)TABLES);
    if (r->n > 0)
        TRY(gdcs_i_need((const void *)r->originals, "originals", err));
    for (int32_t i = 0; i < r->n; i++)
        TRY(gdcs_i_need(r->originals[i], "originals", err));
    if (o->beside == NULL)
        return GDCS_OK;
    TRY(gdcs_i_release_take_options(o->beside, &r->options, err));
    r->options.fact_count = 0;
    return o->disclosure == NULL && r->options.published_count > 0
               ? gdcs_i_fail(err, GDCS_E_OPTION, "disclosure",
                             "tables that are published besides need a rule for their hidden cells")
               : GDCS_OK;
}

void gdcs_i_beside_end(gdcs_i_beside *b)
{
    gdcs_table_free(b->records);
    free((void *)b->sensitive);
}

/* One audit, and what it says besides its cells. */
struct found {
    gdcs_frame *frame;
    int64_t conflicts;
};

static int64_t count_conflicts(const gdcs_i_system *s)
{
    int64_t count = 0;
    for (int64_t v = 0; v < s->count; v++)
        count += (s->flags[v] & GDCS_I_CONFLICTING) != 0;
    return count;
}

static gdcs_status look(const gdcs_i_release *r, const gdcs_table *records, struct found *f,
                        gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_known k = {.count = 0};
    gdcs_i_system *s = NULL;
    gdcs_audit_result result = {.struct_size = sizeof result};
    GO(gdcs_i_known_before(r, records, &k, err));
    GO(gdcs_i_known_audit(r, &k, 1, &result, &f->frame, err));
    GO(gdcs_i_system_new(k.tables, k.count, k.tree_pointers, k.tree_count, &s, err));
    f->conflicts = result.contradictions + count_conflicts(s);
done:
    gdcs_i_system_free(s);
    gdcs_i_known_end(&k);
    return status;
}

static const char *word_at(const gdcs_frame *frame, int64_t column, int64_t row)
{
    const gdcs_i_column *c = &frame->columns[column];
    const int32_t code = ((const int32_t *)c->values)[row];
    return code < 0 ? "" : gdcs_i_pool_text(c->words, code);
}

/* Do rows of two audits have the same labels on the axes of the first? */
static int is_same(const gdcs_frame *a, int64_t row, const gdcs_frame *b, int64_t other)
{
    for (int64_t i = 1; strcmp(a->columns[i].name, "lower") != 0; i++) {
        const int64_t j = gdcs_frame_find(b, a->columns[i].name);
        if (j < 0 || strcmp(word_at(a, i, row), word_at(b, j, other)) != 0)
            return 0;
    }
    return 1;
}

/* Of what contradicts itself nothing is known: not that it leaks, nor that it does not. */
static int is_contradicted(const gdcs_frame *audit, int64_t row)
{
    return strcmp(word_at(audit, gdcs_frame_find(audit, "verdict"), row), "contradicted") == 0;
}

static double number_at(const gdcs_frame *frame, const char *column, int64_t row)
{
    return ((const double *)frame->columns[gdcs_frame_find(frame, column)].values)[row];
}

static double slack_of(double x)
{
    return isinf(x) ? 0.0 : tight * fmax(1.0, fabs(x));
}

/* Is it known more closely?  Whose number nobody hands in again may be fine in an interval that would be too
   narrow wherever else it lay. */
static int is_closer(const gdcs_frame *before, int64_t at, const gdcs_frame *now, int64_t row)
{
    const double low = number_at(before, "bound_lower", at),
                 high = number_at(before, "bound_upper", at);
    return number_at(now, "bound_lower", row) > low + slack_of(low) ||
           number_at(now, "bound_upper", row) < high - slack_of(high);
}

int gdcs_i_release_leaked(const gdcs_frame *before, int64_t *at, const gdcs_frame *now, int64_t row)
{
    const int64_t rows = gdcs_frame_count_rows(before);
    for (int64_t i = 0; i < rows; i++, *at = (*at + 1) % rows)
        if (is_same(before, *at, now, row))
            return gdcs_i_release_leaks(before, *at) && !is_contradicted(before, *at) &&
                   !is_closer(before, *at, now, row);
    return 0;
}

static gdcs_status refuse(const gdcs_frame *before, const gdcs_frame *now, gdcs_error *err)
{
    char places[NAMED * (GDCS_I_RELEASE_PLACE_SIZE + 2)] = "";
    int64_t leaks = 0, at = 0;
    for (int64_t row = 0; row < gdcs_frame_count_rows(now); row++) {
        char place[GDCS_I_RELEASE_PLACE_SIZE];
        if (!gdcs_i_release_leaks(now, row) || gdcs_i_release_leaked(before, &at, now, row))
            continue;
        gdcs_i_release_put_place(now, row, place);
        if (leaks++ < NAMED)
            strcat(strcat(places, leaks > 1 ? "; " : ""), place);
    }
    if (leaks == 0)
        return GDCS_OK;
    if (leaks > NAMED)
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "frame",
                           "beside the records, cells of published tables leak: %s, and %lld more",
                           places, (long long)leaks - NAMED);
    return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "frame",
                       "beside the records, %s of published tables: %s",
                       leaks == 1 ? "a cell leaks" : "cells leak", places);
}

/* What records of other persons seem to tell is not so: that comes first. */
static gdcs_status try_rule(gdcs_i_beside *b, const gdcs_disclosure_rule *rule, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct found before = {.frame = NULL}, now = {.frame = NULL};
    TRY(gdcs_i_rule_take(rule, &b->release.rule, err));
    GO(look(&b->release, NULL, &before, err));
    GO(look(&b->release, b->records, &now, err));
    if (now.conflicts > before.conflicts)
        status = gdcs_i_fail(err, GDCS_E_VALUE, "frame",
                             "%lld numbers of the records contradict published tables: they are "
                             "not of the same persons, or of part of them",
                             (long long)(now.conflicts - before.conflicts));
    else
        status = refuse(before.frame, now.frame, err);
done:
    gdcs_frame_free(before.frame);
    gdcs_frame_free(now.frame);
    return status;
}

/* Do two rules ask for the same? */
static int is_same_rule(const gdcs_disclosure_rule *a, const gdcs_disclosure_rule *b)
{
    gdcs_disclosure_rule x = *a, y = *b;
    x.producer = y.producer = x.source = y.source = x.note = y.note = NULL;
    return memcmp(&x, &y, sizeof x) == 0;
}

static gdcs_status try_rules(gdcs_i_beside *b, gdcs_error *err)
{
    const gdcs_release_log *log = b->release.options.log;
    if (b->options.disclosure != NULL)
        return try_rule(b, b->options.disclosure, err);
    for (int64_t i = 0; i < gdcs_release_log_count(log); i++) {
        gdcs_release_entry e = {.struct_size = sizeof e}, before = e;
        int is_tried = 0;
        TRY(gdcs_release_log_get(log, i, &e, err));
        for (int64_t k = 0; k < i && e.rule != NULL; k++) {
            TRY(gdcs_release_log_get(log, k, &before, err));
            is_tried |= before.rule != NULL && is_same_rule(e.rule, before.rule);
        }
        if (e.rule != NULL && !is_tried)
            TRY(try_rule(b, e.rule, err));
    }
    return GDCS_OK;
}

static int counts_part(const gdcs_i_beside *b, const gdcs_frame *frame,
                       const gdcs_microdata_keys *keys)
{
    return b->options.is_part || keys->weight != NULL ||
           keys->population > (double)gdcs_frame_count_rows(frame);
}

gdcs_status gdcs_i_beside_audit(gdcs_i_beside *b, const gdcs_frame *frame,
                                const gdcs_microdata_keys *keys, const gdcs_microdata_rule *rule,
                                gdcs_error *err)
{
    const gdcs_release_options *o = &b->release.options;
    if (o->log == NULL && o->published_count == 0)
        return GDCS_OK;
    const int is_part = counts_part(b, frame, keys);
    TRY(gdcs_i_release_count_records(frame, is_part, &b->records, err));
    gdcs_i_lower_table(b->records, b->options.sensitivity);
    TRY(gdcs_i_beside_compose(b, keys, rule, is_part, err));
    return o->published_count + gdcs_i_release_log_tables(o->log) > 0 ? try_rules(b, err) : GDCS_OK;
}

gdcs_status gdcs_i_beside_enter(const gdcs_i_beside *b, const gdcs_microdata_keys *keys,
                                const gdcs_microdata_rule *rule, gdcs_error *err)
{
    const gdcs_release_options *o = &b->release.options;
    const gdcs_table *const tables[] = {b->records};
    const gdcs_release_entry entry = {.struct_size = sizeof entry,
                                      .method = GDCS_RELEASE_METHOD_RECORDS,
                                      .id = o->id,
                                      .time = o->time,
                                      .tables = tables,
                                      .table_count = 1,
                                      .keys = keys,
                                      .microdata = rule,
                                      .trees = o->trees,
                                      .tree_count = o->tree_count};
    return o->log == NULL ? GDCS_OK : gdcs_release_log_add(o->log, &entry, err);
}
