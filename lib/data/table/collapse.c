#include "core/fail.h"
#include "core/memory.h"
#include "data/table/fold.h"

#include <stdlib.h>
#include <string.h>

typedef struct plan {
    const gdcs_table *table;
    int32_t axis;
    const char **names; /* per label: what it becomes, NULL is dropped */
    int32_t *to;
    int64_t *needed; /* per new label */
    char *named;     /* per label: was it in `from`? */
} plan;

static gdcs_status allocate(plan *p, gdcs_error *err)
{
    const int32_t count = gdcs_i_pool_count(p->table->axes[p->axis].labels);
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, count, sizeof *p->names, err));
    p->names = memory;
    TRY(gdcs_i_alloc(&memory, count, sizeof *p->to, err));
    p->to = memory;
    TRY(gdcs_i_alloc(&memory, count, sizeof *p->needed, err));
    p->needed = memory;
    TRY(gdcs_i_alloc(&memory, count, sizeof *p->named, err));
    p->named = memory;
    for (int32_t i = 0; i < count; i++)
        p->names[i] = gdcs_i_pool_text(p->table->axes[p->axis].labels, i);
    return GDCS_OK;
}

/* A declared total is no part: it may go, but neither become one nor take one in. */
static gdcs_status check_total(const plan *p, int32_t code, const char *to, gdcs_error *err)
{
    const gdcs_i_axis *axis = &p->table->axes[p->axis];
    const int is_total = code == axis->total;
    const int to_total =
        to != NULL && axis->total_label != NULL && strcmp(to, axis->total_label) == 0;
    if (to != NULL && is_total != to_total)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, axis->name,
                           "\"%.60s\" is a declared total, which cannot be joined with parts",
                           axis->total_label);
    return GDCS_OK;
}

static gdcs_status read_names(plan *p, const char *const *from, const char *const *to, int32_t n,
                              gdcs_error *err)
{
    const gdcs_i_axis *axis = &p->table->axes[p->axis];
    for (int32_t i = 0; i < n; i++) {
        TRY(gdcs_i_need(from[i], "from", err));
        const int32_t code = gdcs_i_pool_find(axis->labels, from[i], strlen(from[i]));
        if (code < 0)
            return gdcs_i_fail(err, GDCS_E_NAME, axis->name, "there is no label \"%.60s\"",
                               from[i]);
        if (p->named[code])
            return gdcs_i_fail(err, GDCS_E_DUPLICATE, axis->name,
                               "the label \"%.60s\" is named twice", from[i]);
        TRY(check_total(p, code, to[i], err));
        p->named[code] = 1;
        p->names[code] = to[i];
    }
    return GDCS_OK;
}

/* Units have no sum: none may join another. */
static gdcs_status check_unit(const plan *p, int32_t code, gdcs_error *err)
{
    const gdcs_i_axis *axis = &p->table->axes[p->axis];
    for (int32_t i = 0; axis->concept_id == GDCS_CONCEPT_UNIT && i < code; i++)
        if (p->to[i] == p->to[code])
            return gdcs_i_fail(err, GDCS_E_ARGUMENT, axis->name,
                               "\"%.60s\" and \"%.60s\" are different units, which never add up",
                               gdcs_i_pool_text(axis->labels, i),
                               gdcs_i_pool_text(axis->labels, code));
    return GDCS_OK;
}

/* New labels in the order of the first label that becomes one. */
static gdcs_status add_labels(plan *p, gdcs_table *out, gdcs_error *err)
{
    const gdcs_i_pool *labels = p->table->axes[p->axis].labels;
    for (int32_t i = 0; i < gdcs_i_pool_count(labels); i++) {
        p->to[i] = GDCS_I_FOLD_DROP;
        if (p->names[i] == NULL)
            continue;
        TRY(gdcs_i_axis_add_label(out, p->axis, p->names[i], strlen(p->names[i]), &p->to[i], err));
        TRY(check_unit(p, i, err));
        p->needed[p->to[i]] += gdcs_i_fold_needs(p->table, p->axis, i);
    }
    return GDCS_OK;
}

/* Labels that become one keep a title on which they agree. */
static gdcs_status add_titles(const plan *p, gdcs_table *out, gdcs_error *err)
{
    const gdcs_i_axis *from = &p->table->axes[p->axis];
    gdcs_i_axis *to = &out->axes[p->axis];
    const int32_t count = gdcs_i_pool_count(to->labels);
    int32_t seen = 0; /* new labels, which come in the order of their numbers */
    for (int32_t i = 0; i < gdcs_i_pool_count(from->labels); i++) {
        const char *title = gdcs_i_titles_get(&from->titles, i);
        if (p->to[i] == GDCS_I_FOLD_DROP)
            continue;
        const char *other = gdcs_i_titles_get(&to->titles, p->to[i]);
        const int first = p->to[i] == seen;
        seen += first;
        if (!first && (title == NULL || other == NULL || strcmp(title, other) != 0))
            title = NULL;
        TRY(gdcs_i_titles_set(&to->titles, p->to[i], count, title, err));
    }
    return GDCS_OK;
}

static gdcs_status fill(plan *p, gdcs_table *out, gdcs_error *err)
{
    int32_t from[GDCS_I_AXES];
    const gdcs_i_fold fold = {
        .from = from, .recoded = p->axis, .to = p->to, .total = -1, .needed = p->needed};
    for (int32_t i = 0; i < p->table->width; i++) {
        from[i] = i;
        TRY(gdcs_i_table_take_axis(out, &p->table->axes[i], i != p->axis, err));
    }
    TRY(add_labels(p, out, err));
    TRY(add_titles(p, out, err));
    return gdcs_i_fold_into(p->table, &fold, out, err);
}

static gdcs_status check(const gdcs_table *table, const char *axis, const char *const *from,
                         const char *const *to, int32_t n, gdcs_table **out, gdcs_error *err)
{
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(axis, "axis", err));
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%d labels", (int)n);
    if (n > 0) {
        TRY(gdcs_i_need((const void *)from, "from", err));
        TRY(gdcs_i_need((const void *)to, "to", err));
    }
    if (gdcs_table_find_axis(table, axis) < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, axis, "the table has no axis \"%.60s\"", axis);
    return GDCS_OK;
}

gdcs_status gdcs_table_collapse(const gdcs_table *table, const char *axis, const char *const *from,
                                const char *const *to, int32_t n, gdcs_table **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_table *result = NULL;
    plan p = {.table = table};
    TRY(check(table, axis, from, to, n, out, err));
    p.axis = (int32_t)gdcs_table_find_axis(table, axis);
    GO(allocate(&p, err));
    GO(read_names(&p, from, to, n, err));
    GO(gdcs_i_table_like(table, &result, err));
    GO(fill(&p, result, err));
    *out = result;
    result = NULL;
done:
    gdcs_table_free(result);
    free((void *)p.names);
    free(p.to);
    free(p.needed);
    free(p.named);
    return status;
}
