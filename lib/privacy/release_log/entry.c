/* Copies of what was published. */
#include "privacy/release_log/entry.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/leave.h"
#include "data/table.h"
#include "privacy/microdata/records.h"
#include "privacy/unsafe.h"

#include <gdcs/release.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FACT_V1 = 88, TREE_V1 = 40, SIDES = 4 };

static gdcs_status make_texts(gdcs_i_log_texts *t, int64_t count, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, count, sizeof *t->text, err));
    t->text = memory;
    return GDCS_OK;
}

static gdcs_status add_text(gdcs_i_log_texts *t, const char *text, const char *field,
                            gdcs_error *err)
{
    if (text == NULL || gdcs_i_utf8_valid(text, strlen(text)) < strlen(text))
        return gdcs_i_fail(err, GDCS_E_OPTION, field, "a text is missing or not UTF-8");
    TRY(gdcs_i_copy_text(text, &t->text[t->count], err));
    t->count++;
    return GDCS_OK;
}

static void drop_texts(gdcs_i_log_texts *t)
{
    for (int64_t i = 0; i < t->count; i++)
        free(t->text[i]);
    free(t->text);
}

void gdcs_i_log_entry_free(gdcs_i_log_entry *e)
{
    if (e == NULL)
        return;
    for (int i = 0; i < 5; i++)
        free(e->texts[i]);
    for (int32_t i = 0; e->tables != NULL && i < e->entry.table_count; i++)
        gdcs_table_free(e->tables[i]);
    for (int32_t i = 0; e->nodes != NULL && i < e->entry.tree_count; i++)
        drop_texts(&e->nodes[i]);
    drop_texts(&e->labels);
    drop_texts(&e->names);
    free((void *)e->tables);
    free(e->facts);
    free((void *)e->pointers);
    free(e->trees);
    free((void *)e->tree_pointers);
    free(e->nodes);
    free(e);
}

static gdcs_status take_text(gdcs_i_log_entry *e, int place, const char *text, const char *field,
                             const char **out, gdcs_error *err)
{
    *out = NULL;
    if (text == NULL && place > 1)
        return GDCS_OK;
    if (text != NULL && gdcs_i_utf8_valid(text, strlen(text)) < strlen(text))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, field, "a text is not UTF-8");
    TRY(gdcs_i_copy_text(text, &e->texts[place], err));
    *out = e->texts[place];
    return GDCS_OK;
}

static gdcs_status take_rule(gdcs_i_log_entry *e, const gdcs_disclosure_rule *rule, gdcs_error *err)
{
    TRY(gdcs_i_rule_take(rule, &e->rule, err));
    const gdcs_disclosure_rule given = e->rule;
    TRY(take_text(e, 2, given.producer, "producer", &e->rule.producer, err));
    TRY(take_text(e, 3, given.source, "source", &e->rule.source, err));
    TRY(take_text(e, 4, given.note, "note", &e->rule.note, err));
    e->rule.struct_size = sizeof e->rule;
    e->entry.rule = &e->rule;
    return GDCS_OK;
}

static gdcs_status take_tables(gdcs_i_log_entry *e, const gdcs_release_entry *given,
                               gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, given->table_count, sizeof(gdcs_table *), err));
    e->tables = memory;
    e->entry.tables = (const gdcs_table *const *)memory;
    for (int32_t i = 0; i < given->table_count; i++) {
        TRY(gdcs_i_need(given->tables[i], "tables", err));
        TRY(gdcs_i_leave_table(given->tables[i], err));
        TRY(gdcs_table_copy(given->tables[i], &e->tables[i], err));
        e->entry.table_count = i + 1;
    }
    return GDCS_OK;
}

static gdcs_status check_fact(const gdcs_i_log_entry *e, const gdcs_audit_fact *f, gdcs_error *err)
{
    if (f->kind < GDCS_AUDIT_FACT_SHARE || f->kind > GDCS_AUDIT_FACT_RATIO)
        return gdcs_i_fail(err, GDCS_E_OPTION, "kind", "%d is no kind of fact", (int)f->kind);
    if (f->table < 0 || f->table >= e->entry.table_count)
        return gdcs_i_fail(err, GDCS_E_OPTION, "table", "there is no table %d", (int)f->table);
    if (f->a == NULL || (f->kind >= GDCS_AUDIT_FACT_GAP && f->c == NULL))
        return gdcs_i_fail(err, GDCS_E_OPTION, "facts", "labels of a fact are missing");
    if (!isfinite(f->population) || !isfinite(f->other_population) || !isfinite(f->per) ||
        !isfinite(f->lower) || isnan(f->upper))
        return gdcs_i_fail(err, GDCS_E_OPTION, "facts", "a number of a fact is not finite");
    return GDCS_OK;
}

/* The next of the texts, all of them made before the first is lent. */
static const char *const *lend(const gdcs_i_log_texts *t, int64_t first)
{
    return (const char *const *)(t->text + first);
}

/* One cell's labels. */
static gdcs_status take_labels(gdcs_i_log_entry *e, const gdcs_audit_fact *f,
                               const char *const *given, const char *const **out, gdcs_error *err)
{
    const int32_t width = e->tables[f->table]->width;
    *out = NULL;
    if (given == NULL)
        return GDCS_OK;
    *out = lend(&e->labels, e->labels.count);
    for (int32_t k = 0; k < width; k++)
        TRY(add_text(&e->labels, given[k], "facts", err));
    return GDCS_OK;
}

static gdcs_status take_fact(gdcs_i_log_entry *e, const gdcs_audit_fact *given, int32_t i,
                             gdcs_error *err)
{
    gdcs_audit_fact *f = &e->facts[i];
    TRY(gdcs_i_need(given, "facts", err));
    TRY(gdcs_i_take(f, sizeof *f, given, FACT_V1, err));
    TRY(check_fact(e, f, err));
    const char *const *const theirs[SIDES] = {f->a, f->b, f->c, f->d};
    const char *const **const ours[SIDES] = {&f->a, &f->b, &f->c, &f->d};
    for (int side = 0; side < SIDES; side++)
        TRY(take_labels(e, f, theirs[side], ours[side], err));
    e->pointers[i] = f;
    return GDCS_OK;
}

static gdcs_status take_facts(gdcs_i_log_entry *e, const gdcs_release_entry *given, gdcs_error *err)
{
    void *memory = NULL;
    const int64_t labels = (int64_t)given->fact_count * SIDES * GDCS_I_AXES;
    TRY(gdcs_i_alloc(&memory, given->fact_count, sizeof *e->facts, err));
    e->facts = memory;
    TRY(gdcs_i_alloc(&memory, given->fact_count, sizeof *e->pointers, err));
    e->pointers = memory;
    TRY(make_texts(&e->labels, labels, err));
    for (int32_t i = 0; i < given->fact_count; i++)
        TRY(take_fact(e, given->facts[i], i, err));
    e->entry.facts = e->pointers;
    e->entry.fact_count = given->fact_count;
    return GDCS_OK;
}

/* What the columns of records are.  Weights and the population stay behind, as in the release. */
static gdcs_status take_keys(gdcs_i_log_entry *e, const gdcs_release_entry *given, gdcs_error *err)
{
    if (given->method != GDCS_RELEASE_METHOD_RECORDS)
        return GDCS_OK;
    TRY(gdcs_i_keys_take(given->keys, &e->keys, err));
    gdcs_microdata_keys any = e->keys; /* l may have been asked for protected columns alone */
    any.sensitive = "";
    TRY(gdcs_i_microrule_take(given->microdata, &any, &e->microdata, err));
    TRY(make_texts(&e->names, e->keys.count + 1, err));
    for (int64_t i = 0; i < e->keys.count; i++) {
        if (gdcs_table_find_axis(e->tables[0], e->keys.columns[i]) < 0)
            return gdcs_i_fail(err, GDCS_E_SHAPE, "keys", "the table has no axis for the key");
        TRY(add_text(&e->names, e->keys.columns[i], "keys", err));
    }
    if (e->keys.sensitive != NULL)
        TRY(add_text(&e->names, e->keys.sensitive, "keys", err));
    e->keys = (gdcs_microdata_keys){
        .struct_size = sizeof e->keys,
        .missing = e->keys.missing,
        .columns = lend(&e->names, 0),
        .count = e->keys.count,
        .sensitive = e->keys.sensitive != NULL ? e->names.text[e->keys.count] : NULL};
    e->microdata.struct_size = sizeof e->microdata;
    e->entry.keys = &e->keys;
    e->entry.microdata = &e->microdata;
    return GDCS_OK;
}

static gdcs_status take_tree(gdcs_i_log_entry *e, const gdcs_tree *given, int32_t i,
                             gdcs_error *err)
{
    gdcs_tree *t = &e->trees[i];
    TRY(gdcs_i_need(given, "trees", err));
    TRY(gdcs_i_take(t, sizeof *t, given, TREE_V1, err));
    if (t->count < 0 || t->count > INT32_MAX)
        return gdcs_i_fail(err, GDCS_E_OPTION, "trees", "%lld pairs of labels",
                           (long long)t->count);
    if (t->count > 0) {
        TRY(gdcs_i_need((const void *)t->children, "trees", err));
        TRY(gdcs_i_need((const void *)t->parents, "trees", err));
    }
    TRY(make_texts(&e->nodes[i], 1 + 2 * t->count, err));
    TRY(add_text(&e->nodes[i], t->axis, "trees", err));
    for (int64_t k = 0; k < t->count; k++)
        TRY(add_text(&e->nodes[i], t->children[k], "trees", err));
    for (int64_t k = 0; k < t->count; k++)
        TRY(add_text(&e->nodes[i], t->parents[k], "trees", err));
    *t = (gdcs_tree){.struct_size = sizeof *t,
                     .axis = e->nodes[i].text[0],
                     .children = lend(&e->nodes[i], 1),
                     .parents = lend(&e->nodes[i], 1 + t->count),
                     .count = t->count};
    e->tree_pointers[i] = t;
    return GDCS_OK;
}

static gdcs_status take_trees(gdcs_i_log_entry *e, const gdcs_release_entry *given, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, given->tree_count, sizeof *e->trees, err));
    e->trees = memory;
    TRY(gdcs_i_alloc(&memory, given->tree_count, sizeof *e->tree_pointers, err));
    e->tree_pointers = memory;
    TRY(gdcs_i_alloc(&memory, given->tree_count, sizeof *e->nodes, err));
    e->nodes = memory;
    e->entry.tree_count = given->tree_count;
    e->entry.trees = e->tree_pointers;
    for (int32_t i = 0; i < given->tree_count; i++)
        TRY(take_tree(e, given->trees[i], i, err));
    return GDCS_OK;
}

static gdcs_status fill(gdcs_i_log_entry *e, const gdcs_release_entry *given, gdcs_error *err)
{
    e->entry = (gdcs_release_entry){.struct_size = sizeof e->entry,
                                    .method = given->method,
                                    .base = given->base,
                                    .epsilon = given->epsilon,
                                    .rho = given->rho};
    TRY(take_text(e, 0, given->id, "id", &e->entry.id, err));
    TRY(take_text(e, 1, given->time, "time", &e->entry.time, err));
    if (given->rule != NULL)
        TRY(take_rule(e, given->rule, err));
    TRY(take_tables(e, given, err));
    TRY(take_keys(e, given, err));
    TRY(take_trees(e, given, err));
    return take_facts(e, given, err);
}

gdcs_status gdcs_i_log_entry_new(const gdcs_release_entry *given, gdcs_i_log_entry **out,
                                 gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_log_entry), err));
    const gdcs_status status = fill(memory, given, err);
    if (status == GDCS_OK)
        *out = memory;
    else
        gdcs_i_log_entry_free(memory);
    return status;
}
