/* Records beside those of the same persons that are out. */
#include "core/fail.h"
#include "core/memory.h"
#include "data/table.h"
#include "privacy/compose/compose.h"
#include "privacy/release/beside.h"
#include "privacy/release/known.h"

#include <stdlib.h>

struct trees {
    gdcs_tree *tree;
    const gdcs_tree **pointer;
    int32_t count;
};

/* Those of the options come first, so that they stand where the log's say something else. */
static gdcs_status list_trees(const gdcs_release_options *o, struct trees *t, gdcs_error *err)
{
    const int32_t own = o->tree_count;
    void *memory = NULL;
    t->count = own + gdcs_i_release_log_trees(o->log);
    TRY(gdcs_i_alloc(&memory, t->count, sizeof *t->tree, err));
    t->tree = memory;
    TRY(gdcs_i_alloc(&memory, t->count, sizeof *t->pointer, err));
    t->pointer = memory;
    for (int32_t i = 0; i < own; i++)
        t->pointer[i] = o->trees[i];
    gdcs_i_release_log_list_trees(o->log, t->pointer + own);
    for (int32_t i = 0; i < t->count; i++) {
        TRY(gdcs_i_known_take_tree(t->pointer[i], &t->tree[i], err));
        t->pointer[i] = &t->tree[i];
    }
    return GDCS_OK;
}

/* What the rule of an entry is for: nothing, where the log does not have the column. */
static int64_t count_sensitive(const gdcs_release_entry *e)
{
    return e->keys->sensitive != NULL &&
           gdcs_table_find_axis(e->tables[0], e->keys->sensitive) >= 0;
}

static gdcs_status compose(const gdcs_i_beside *b, const gdcs_release_entry *e,
                           const gdcs_i_composed *now, const struct trees *t, int is_part,
                           gdcs_error *err)
{
    const int32_t persons = b->options.persons;
    const gdcs_i_composed earlier = {.id = e->id,
                                     .table = e->tables[0],
                                     .keys = e->keys,
                                     .rule = e->microdata,
                                     .sensitive = &e->keys->sensitive,
                                     .sensitive_count = count_sensitive(e)};
    const int is_same = persons == GDCS_RELEASE_PERSONS_SAME ||
                        (persons == GDCS_RELEASE_PERSONS_DEFAULT && !is_part &&
                         e->tables[0]->absent == GDCS_ABSENT_ZERO);
    return gdcs_i_compose(&earlier, now, t->pointer, t->count, is_same, err);
}

gdcs_status gdcs_i_beside_compose(const gdcs_i_beside *b, const gdcs_microdata_keys *keys,
                                  const gdcs_microdata_rule *rule, int is_part, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const gdcs_release_log *log = b->release.options.log;
    struct trees t = {.count = 0};
    const gdcs_i_composed now = {.table = b->records,
                                 .keys = keys,
                                 .rule = rule,
                                 .sensitive = b->sensitive,
                                 .sensitive_count = b->sensitive_count};
    if (b->options.persons == GDCS_RELEASE_PERSONS_OTHERS || gdcs_i_release_log_records(log) == 0)
        return GDCS_OK;
    GO(list_trees(&b->release.options, &t, err));
    for (int64_t i = 0; i < gdcs_release_log_count(log); i++) {
        gdcs_release_entry e = {.struct_size = sizeof e};
        GO(gdcs_release_log_get(log, i, &e, err));
        if (e.method == GDCS_RELEASE_METHOD_RECORDS)
            GO(compose(b, &e, &now, &t, is_part, err));
    }
done:
    free(t.tree);
    free((void *)t.pointer);
    return status;
}
