#include "privacy/microdata/variety.h"

#include "core/fail.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static int falling(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

static double entropy_of(const gdcs_i_variety *w)
{
    double sum = 0.0;
    for (int32_t i = 0; i < w->used; i++)
        sum += w->fall[i] * log(w->fall[i] / w->n);
    return w->used > 0 ? exp(-sum / w->n) : 0.0;
}

/* fall is in falling order. */
static double recursive_of(const gdcs_i_variety *w)
{
    double rest = 0.0;
    for (int32_t l = w->used; l >= 1; l--) {
        rest += w->fall[l - 1];
        if (w->fall[0] < w->c * rest)
            return l;
    }
    return 0.0;
}

static double equal_distance(const gdcs_i_variety *w)
{
    double apart = 0.0, elsewhere = 1.0;
    for (int32_t i = 0; i < w->used; i++) {
        const int32_t v = w->seen[i];
        const double all = w->below[v] - (v > 0 ? w->below[v - 1] : 0.0);
        apart += fabs(w->count[v] / w->n - all);
        elsewhere -= all;
    }
    return 0.5 * (apart + fmax(0.0, elsewhere));
}

/* Sum of |share - below[v]| for v in [from, to): below rises, so it is of one sign before and of the other from
   where it passes the share. */
static double between(const gdcs_i_variety *w, int32_t from, int32_t to, double share)
{
    int32_t low = from, high = to;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (w->below[middle] < share)
            low = middle + 1;
        else
            high = middle;
    }
    return share * (low - from) - (w->sum[low] - w->sum[from]) + (w->sum[to] - w->sum[low]) -
           share * (to - low);
}

/* seen is in order. */
static double ordered_distance(const gdcs_i_variety *w)
{
    double apart = 0.0, sofar = 0.0;
    int32_t from = 0;
    if (w->values < 2)
        return 0.0;
    for (int32_t i = 0; i < w->used; i++) {
        apart += between(w, from, w->seen[i], sofar / w->n);
        sofar += w->count[w->seen[i]];
        from = w->seen[i];
    }
    apart += between(w, from, w->values - 1, sofar / w->n);
    return fmax(0.0, apart) / (w->values - 1);
}

static void share_all(const double *all, gdcs_i_variety *w)
{
    double known = 0.0, sofar = 0.0;
    for (int32_t v = 0; v < w->values; v++)
        known += all[v];
    for (int32_t v = 0; v < w->values; v++) {
        sofar += all[v];
        w->below[v] = sofar / known;
        w->sum[v + 1] = w->sum[v] + w->below[v];
    }
}

gdcs_status gdcs_i_variety_new(const double *all, gdcs_i_variety *w, gdcs_error *err)
{
    double **const by_value_of[] = {&w->below, &w->sum, &w->count, &w->fall};
    void *memory = NULL;
    for (int i = 0; i < 4; i++) {
        TRY(gdcs_i_alloc(&memory, (int64_t)w->values + 1, sizeof(double), err));
        *by_value_of[i] = memory;
    }
    TRY(gdcs_i_alloc(&memory, w->values, sizeof *w->seen, err));
    w->seen = memory;
    share_all(all, w);
    return GDCS_OK;
}

void gdcs_i_variety_free(gdcs_i_variety *w)
{
    free(w->below);
    free(w->sum);
    free(w->count);
    free(w->fall);
    free(w->seen);
}

void gdcs_i_variety_add(gdcs_i_variety *w, int32_t value, double records)
{
    if (w->count[value] == 0.0)
        w->seen[w->used++] = value;
    w->count[value] += records;
    w->n += records;
}

gdcs_i_varied gdcs_i_variety_take(gdcs_i_variety *w)
{
    gdcs_i_varied out = {.distinct = w->used};
    qsort(w->seen, (size_t)w->used, sizeof *w->seen, by_value);
    for (int32_t i = 0; i < w->used; i++)
        w->fall[i] = w->count[w->seen[i]];
    qsort(w->fall, (size_t)w->used, sizeof *w->fall, falling);
    out.entropy = entropy_of(w);
    out.recursive = recursive_of(w);
    out.closeness = w->used == 0 ? 0.0 : w->is_ordered ? ordered_distance(w) : equal_distance(w);
    for (int32_t i = 0; i < w->used; i++)
        w->count[w->seen[i]] = 0.0;
    w->used = 0;
    w->n = 0.0;
    return out;
}

/* Entropies of equal shares come out a rounding below the number of values. */
int gdcs_i_varied_is_plain(const gdcs_i_varied *varied, const gdcs_microdata_rule *rule)
{
    if (!(rule->l > 0.0) || varied->distinct == 0.0)
        return 0;
    if (rule->diversity == GDCS_MICRODATA_DIVERSITY_ENTROPY)
        return varied->entropy < rule->l * (1.0 - 1e-12);
    return (rule->diversity == GDCS_MICRODATA_DIVERSITY_RECURSIVE ? varied->recursive
                                                                  : varied->distinct) < rule->l;
}

int gdcs_i_varied_is_far(const gdcs_i_varied *varied, const gdcs_microdata_rule *rule)
{
    return rule->t > 0.0 && varied->closeness > rule->t * (1.0 + 1e-12);
}
