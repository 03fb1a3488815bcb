/* Labels that a blank may hide.

   Records say nothing of labels of which none is left; what else is out has them all the same, and whoever left
   the value blank may be of one.  Of a branch that has no label of the records the highest that is known is
   enough: what it is divided into, tables say. */
#include "core/fail.h"
#include "data/sex.h"
#include "data/table.h"
#include "privacy/parents.h"
#include "privacy/release/records.h"

#include <gdcs/sex.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_SIZE = 80 };

struct choosing {
    const gdcs_i_release_others *others;
    const gdcs_i_axis *axis; /* of the records */
    int32_t own;             /* labels that it had */
    gdcs_i_pool *labels;     /* of others, and what its own are part of */
    int32_t first;           /* of others: before them, what its own are part of */
    gdcs_i_parents parents;
};

static gdcs_status add_ancestors(struct choosing *w, gdcs_error *err)
{
    const int32_t most = gdcs_i_pool_count(w->parents.children); /* more would be a circle */
    for (int32_t code = 0; code < w->own; code++) {
        const char *up = gdcs_i_pool_text(w->axis->labels, code);
        for (int32_t steps = 0; code != w->axis->total && steps < most; steps++) {
            int32_t ignored = 0;
            up = gdcs_i_parents_of(&w->parents, up);
            if (up == NULL)
                break;
            TRY(gdcs_i_pool_add(w->labels, up, strlen(up), &ignored, err));
        }
    }
    w->first = gdcs_i_pool_count(w->labels);
    return GDCS_OK;
}

static gdcs_status add_labels_of(struct choosing *w, const gdcs_table *const *tables, int32_t n,
                                 gdcs_error *err)
{
    for (int32_t t = 0; t < n; t++) {
        const int64_t at = gdcs_table_find_axis(tables[t], w->axis->name);
        const gdcs_i_axis *axis = at < 0 ? NULL : &tables[t]->axes[at];
        for (int32_t code = 0; axis != NULL && code < gdcs_i_pool_count(axis->labels); code++) {
            const char *label = gdcs_i_pool_text(axis->labels, code);
            int32_t ignored = 0;
            if (code != axis->total)
                TRY(gdcs_i_pool_add(w->labels, label, strlen(label), &ignored, err));
        }
    }
    return GDCS_OK;
}

/* Is it the highest of its branch, which has none of the records' own? */
static int is_candidate(const struct choosing *w, const char *label)
{
    const int32_t most = gdcs_i_pool_count(w->parents.children);
    if (gdcs_i_pool_find(w->axis->labels, label, strlen(label)) >= 0)
        return 0;
    for (int32_t steps = 0; steps < most; steps++) {
        label = gdcs_i_parents_of(&w->parents, label);
        if (label == NULL)
            break;
        if (gdcs_i_pool_find(w->axis->labels, label, strlen(label)) >= 0 ||
            gdcs_i_pool_find(w->labels, label, strlen(label)) >= w->first)
            return 0;
    }
    return 1;
}

static gdcs_status add_theirs(gdcs_table *table, int32_t i, struct choosing *w, gdcs_error *err)
{
    const gdcs_i_release_others *o = w->others;
    TRY(gdcs_i_pool_new(&w->labels, err));
    TRY(gdcs_i_parents_new(w->axis->name, o->trees, o->tree_count, &w->parents, err));
    TRY(add_ancestors(w, err));
    TRY(add_labels_of(w, o->tables, o->count, err));
    TRY(add_labels_of(w, o->records, o->record_count, err));
    for (int32_t code = w->first; code < gdcs_i_pool_count(w->labels); code++) {
        const char *label = gdcs_i_pool_text(w->labels, code);
        int32_t ignored = 0;
        if (is_candidate(w, label))
            TRY(gdcs_i_axis_add_label(table, i, label, strlen(label), &ignored, err));
    }
    return GDCS_OK;
}

static gdcs_status add_sexes(gdcs_table *table, int32_t i, gdcs_error *err)
{
    static const int32_t sexes[] = {GDCS_SEX_FEMALE, GDCS_SEX_MALE, GDCS_SEX_OTHER,
                                    GDCS_SEX_UNKNOWN, GDCS_SEX_NOT_APPLICABLE};
    int32_t ignored = 0;
    for (int s = 0; s < 5; s++) {
        const char *code = gdcs_sex_code(sexes[s]);
        TRY(gdcs_i_axis_add_label(table, i, code, strlen(code), &ignored, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_release_add_candidates(gdcs_table *table, int32_t i,
                                          const gdcs_i_release_others *others, gdcs_error *err)
{
    struct choosing w = {
        .others = others, .axis = &table->axes[i], .own = gdcs_i_pool_count(table->axes[i].labels)};
    char other[LABEL_SIZE] = "(other)";
    int32_t ignored = 0;
    if (i == table->sex)
        return add_sexes(table, i, err);
    const gdcs_status status = add_theirs(table, i, &w, err);
    gdcs_i_pool_free(w.labels);
    gdcs_i_parents_free(&w.parents);
    TRY(status);
    for (int k = 1; gdcs_i_pool_find(table->axes[i].labels, other, strlen(other)) >= 0; k++)
        snprintf(other, sizeof other, "(other %d)", k);
    return gdcs_i_axis_add_label(table, i, other, strlen(other), &ignored, err);
}
