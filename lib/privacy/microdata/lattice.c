#include "privacy/microdata/lattice.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NODES = 100000 };

/* A node that has not been looked at: the loss if nobody is left out, which is the least it can have, since a
   record that is left out loses all. */
struct candidate {
    double bound;
    int64_t number; /* levels as digits, the first key first */
    int32_t height;
    int32_t padding;
};

/* Sums of the same losses come in different orders: what is that near is equal. */
static int compare(double a, double b)
{
    const double slack = 1e-12 * (fabs(a) + fabs(b));
    return (a > b + slack) - (a < b - slack);
}

static int by_bound(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->bound != y->bound)
        return x->bound < y->bound ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static int is_better(const struct candidate *x, double loss, const struct candidate *best,
                     double best_loss)
{
    const int order = compare(loss, best_loss);
    if (order != 0)
        return order < 0;
    return x->height != best->height ? x->height < best->height : x->number < best->number;
}

static int32_t spell(const gdcs_i_lattice *l, int64_t number, int32_t *levels)
{
    int32_t height = 0;
    for (int32_t j = l->records->codes.width; j-- > 0;) {
        const int64_t base = l->ladders[j].top + 1;
        levels[j] = (int32_t)(number % base);
        height += levels[j];
        number /= base;
    }
    return height;
}

/* Mean loss of each key at each level. */
static double mean_of(const gdcs_i_lattice *l, int32_t j, int32_t level)
{
    const gdcs_i_classes *c = &l->records->classes;
    gdcs_i_sum sum = {0.0, 0.0};
    for (int64_t i = 0; i < c->count; i++)
        gdcs_i_sum_add(&sum, c->size[i] * l->ladders[j].loss[level][c->codes.codes[j][i]]);
    return l->records->rows > 0 ? gdcs_i_sum_value(sum) / (double)l->records->rows : 0.0;
}

static gdcs_status list(const gdcs_i_lattice *l, int64_t nodes, struct candidate *out,
                        gdcs_error *err)
{
    double *mean[GDCS_I_KEYS] = {NULL};
    gdcs_status status = GDCS_OK;
    const int32_t width = l->records->codes.width;
    for (int32_t j = 0; j < width; j++) {
        void *memory = NULL;
        GO(gdcs_i_alloc(&memory, l->ladders[j].top + 1, sizeof(double), err));
        mean[j] = memory;
        for (int32_t level = 0; level <= l->ladders[j].top; level++)
            mean[j][level] = l->importance[j] * mean_of(l, j, level);
    }
    for (int64_t number = 0; number < nodes; number++) {
        int32_t levels[GDCS_I_KEYS];
        out[number] = (struct candidate){0.0, number, spell(l, number, levels), 0};
        for (int32_t j = 0; j < width; j++)
            out[number].bound += mean[j][levels[j]];
    }
    qsort(out, (size_t)nodes, sizeof *out, by_bound);
done:
    for (int32_t j = 0; j < width; j++)
        free(mean[j]);
    return status;
}

/* Leave out who has fewer than k, until nobody has: with missing keys that match any, those who go were counted
   for those who stay. */
static gdcs_status leave_out(const gdcs_i_lattice *l, gdcs_i_classes *c, int64_t *left, int64_t *k,
                             gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, c->count, sizeof(double), err));
    double *f = memory;
    int more = 1;
    *left = 0;
    while (more && *left <= l->most_left_out) {
        more = 0;
        *k = 0;
        GO(gdcs_i_frequencies(c, f, err));
        for (int64_t i = 0; i < c->count; i++) {
            if (c->size[i] == 0.0)
                continue;
            if (f[i] >= (double)l->k) {
                *k = *k == 0 || f[i] < (double)*k ? (int64_t)f[i] : *k;
                continue;
            }
            *left += (int64_t)c->size[i];
            c->size[i] = 0.0;
            more = !c->is_whole;
        }
    }
done:
    free(f);
    return status;
}

static double loss_of(const gdcs_i_lattice *l, const int32_t *levels, const char *is_left_out)
{
    const gdcs_i_classes *c = &l->records->classes;
    gdcs_i_sum sum = {0.0, 0.0};
    for (int64_t i = 0; i < c->count; i++) {
        double loss = is_left_out[i] ? 1.0 : 0.0;
        for (int32_t j = 0; j < c->codes.width && !is_left_out[i]; j++)
            loss += l->importance[j] * l->ladders[j].loss[levels[j]][c->codes.codes[j][i]];
        gdcs_i_sum_add(&sum, c->size[i] * loss);
    }
    return l->records->rows > 0 ? gdcs_i_sum_value(sum) / (double)l->records->rows : 0.0;
}

/* The classes of the records, recoded and then taken together. */
static gdcs_status take_together(const gdcs_i_lattice *l, const int32_t *levels,
                                 gdcs_i_classes *out, gdcs_error *err)
{
    const gdcs_i_classes *c = &l->records->classes;
    gdcs_i_codes codes = c->codes;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, c->count, sizeof(int32_t) * (size_t)codes.width, err));
    int32_t *all = memory;
    for (int32_t j = 0; j < codes.width; j++) {
        const gdcs_i_ladder *ladder = &l->ladders[j];
        for (int64_t i = 0; i < c->count; i++)
            all[j * c->count + i] = ladder->value[levels[j]][c->codes.codes[j][i]];
        codes.codes[j] = all + j * c->count;
        codes.values[j] = ladder->count[levels[j]];
    }
    const gdcs_status status =
        gdcs_i_classes_new(&codes, c->count, c->size, NULL, l->records->keys.missing, out, err);
    free(all);
    return status;
}

/* *is_allowed: is it, and node is filled. */
static gdcs_status evaluate(const gdcs_i_lattice *l, gdcs_i_lattice_node *node, int *is_allowed,
                            gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_classes c = {.count = 0};
    GO(take_together(l, node->levels, &c, err));
    GO(leave_out(l, &c, &node->left_out, &node->k, err));
    *is_allowed = node->left_out <= l->most_left_out;
    for (int64_t i = 0; *is_allowed && i < l->records->classes.count; i++)
        node->is_left_out[i] = c.size[c.of[i]] == 0.0;
    if (*is_allowed)
        node->loss = loss_of(l, node->levels, node->is_left_out);
done:
    gdcs_i_classes_free(&c);
    return status;
}

static gdcs_status look(const gdcs_i_lattice *l, const struct candidate *all, int64_t nodes,
                        gdcs_i_lattice_node *now, gdcs_i_lattice_node *best, int64_t *evaluated,
                        gdcs_error *err)
{
    const struct candidate *chosen = NULL;
    *evaluated = 0;
    for (int64_t i = 0; i < nodes; i++) {
        int is_allowed = 0;
        if (chosen != NULL && compare(all[i].bound, best->loss) > 0)
            break;
        spell(l, all[i].number, now->levels);
        TRY(evaluate(l, now, &is_allowed, err));
        ++*evaluated;
        if (!is_allowed || (chosen != NULL && !is_better(&all[i], now->loss, chosen, best->loss)))
            continue;
        const gdcs_i_lattice_node other = *best;
        *best = *now;
        *now = other;
        chosen = &all[i];
    }
    if (chosen == NULL)
        return gdcs_i_fail(
            err, GDCS_E_DISCLOSURE, "k",
            "no levels make each record match %lld others, with at most %lld left out",
            (long long)(l->k - 1), (long long)l->most_left_out);
    return GDCS_OK;
}

static gdcs_status count_nodes(const gdcs_i_lattice *l, int64_t *out, gdcs_error *err)
{
    *out = 1;
    for (int32_t j = 0; j < l->records->codes.width; j++) {
        *out *= l->ladders[j].top + 1;
        if (*out > MOST_NODES)
            return gdcs_i_fail(err, GDCS_E_LIMIT, "hierarchies",
                               "the hierarchies have more than %d combinations of levels",
                               (int)MOST_NODES);
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_lattice_search(const gdcs_i_lattice *l, gdcs_i_lattice_node *out, int64_t *nodes,
                                  int64_t *evaluated, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_lattice_node now = {.loss = 0.0}, best = {.loss = 0.0};
    struct candidate *all = NULL;
    void *memory = NULL;
    TRY(count_nodes(l, nodes, err));
    GO(gdcs_i_alloc(&memory, l->records->classes.count, 1, err));
    now.is_left_out = memory;
    GO(gdcs_i_alloc(&memory, l->records->classes.count, 1, err));
    best.is_left_out = memory;
    GO(gdcs_i_alloc(&memory, *nodes, sizeof *all, err));
    all = memory;
    GO(list(l, *nodes, all, err));
    GO(look(l, all, *nodes, &now, &best, evaluated, err));
    *out = best;
    best.is_left_out = NULL;
done:
    free(now.is_left_out);
    free(best.is_left_out);
    free(all);
    return status;
}
