#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "num/reidentify.h"
#include "privacy/microdata/records.h"
#include "privacy/microdata/variety.h"

#include <math.h>
#include <stdlib.h>

enum { RESULT_V1 = 128, ARRAYS_V1 = 72 };

static gdcs_status count_spans(void *data, int64_t query, const gdcs_i_span *spans, int32_t count,
                               gdcs_error *err)
{
    (void)err;
    double **out = data, size = 0.0, weight = 0.0;
    for (int32_t i = 0; i < count; i++) {
        size += spans[i].size;
        weight += spans[i].weight;
    }
    out[0][query] = size;
    if (out[1] != NULL)
        out[1][query] = weight;
    return GDCS_OK;
}

static gdcs_status count_all(const gdcs_i_classes *c, double *size, double *weight, gdcs_error *err)
{
    void *memory = NULL;
    double *out[] = {size, weight};
    for (int64_t i = 0; c->is_whole && i < c->count; i++) {
        size[i] = c->size[i];
        if (weight != NULL)
            weight[i] = c->weight[i];
    }
    if (c->is_whole)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, c->count, sizeof(int32_t), err));
    int32_t *self = memory;
    for (int32_t i = 0; i < c->count; i++)
        self[i] = i;
    const gdcs_status status = gdcs_i_match(c, self, c->mask, c->count, count_spans, out, err);
    free(self);
    return status;
}

gdcs_status gdcs_i_frequencies(const gdcs_i_classes *classes, double *out, gdcs_error *err)
{
    return count_all(classes, out, NULL, err);
}

static gdcs_status make_room(const gdcs_i_records *r, gdcs_i_measured *m, gdcs_error *err)
{
    double **const all[] = {&m->frequency, &m->risk,      &m->population, &m->distinct,
                            &m->entropy,   &m->recursive, &m->closeness};
    void *memory = NULL;
    for (int i = 0; i < 7; i++) {
        if ((i == 2 && r->weight == NULL) || (i > 2 && r->keys.sensitive == NULL))
            continue;
        TRY(gdcs_i_alloc(&memory, r->classes.count, sizeof(double), err));
        *all[i] = memory;
    }
    return GDCS_OK;
}

void gdcs_i_measured_free(gdcs_i_measured *m)
{
    free(m->frequency);
    free(m->population);
    free(m->risk);
    free(m->distinct);
    free(m->entropy);
    free(m->recursive);
    free(m->closeness);
    *m = (gdcs_i_measured){NULL};
}

gdcs_status gdcs_i_measured_new(const gdcs_frame *frame, const gdcs_i_records *r,
                                const gdcs_microdata_rule *rule, gdcs_i_measured *out,
                                gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_measured m = {NULL};
    GO(make_room(r, &m, err));
    GO(count_all(&r->classes, m.frequency, m.population, err));
    for (int64_t i = 0; i < r->classes.count; i++) {
        const double f = m.frequency[i];
        const double p = m.population != NULL ? f / m.population[i] : 1.0;
        m.risk[i] = gdcs_i_reidentify_risk(f, p < 1.0 ? p : 1.0);
    }
    if (r->keys.sensitive != NULL)
        GO(gdcs_i_diversity(frame, r, rule, &m, err));
    *out = m;
    return GDCS_OK;
done:
    gdcs_i_measured_free(&m);
    return status;
}

int gdcs_i_measured_is_plain(const gdcs_i_measured *m, const gdcs_microdata_rule *rule, int64_t i)
{
    if (!(rule->l > 0.0))
        return 0;
    const gdcs_i_varied v = {m->distinct[i], m->entropy[i], m->recursive[i], m->closeness[i]};
    return gdcs_i_varied_is_plain(&v, rule);
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static gdcs_status count_sizes(const gdcs_i_records *r, double population, double *out,
                               gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const int64_t n = r->classes.count;
    int64_t sizes = 0;
    void *memory = NULL;
    double *size = NULL, *count = NULL;
    GO(gdcs_i_alloc(&memory, n, sizeof *size, err));
    size = memory;
    GO(gdcs_i_alloc(&memory, n, sizeof *count, err));
    count = memory;
    for (int64_t i = 0; i < n; i++)
        size[i] = r->classes.size[i];
    qsort(size, (size_t)n, sizeof *size, by_size);
    for (int64_t i = 0; i < n; i++) {
        if (sizes == 0 || size[sizes - 1] != size[i])
            size[sizes++] = size[i];
        count[sizes - 1]++;
    }
    *out = gdcs_i_reidentify_zayatz(size, count, sizes, (double)r->rows,
                                    fmax((double)r->rows, floor(population + 0.5)));
done:
    free(size);
    free(count);
    return status;
}

/* Over classes: the smallest and largest, and sums over their records. */
static void sum_risks(const gdcs_i_records *r, const gdcs_i_measured *m,
                      const gdcs_microdata_rule *rule, gdcs_microdata_result *out)
{
    gdcs_i_sum found = {0.0, 0.0}, alone = {0.0, 0.0};
    for (int64_t i = 0; i < r->classes.count; i++) {
        const double f = m->frequency[i], n = r->classes.size[i];
        const int64_t records = (int64_t)n;
        out->k = i == 0 || f < (double)out->k ? (int64_t)f : out->k;
        out->uniques += f == 1.0 ? records : 0;
        out->below += f < (double)rule->k ? records : 0;
        out->risk = fmax(out->risk, m->risk[i]);
        gdcs_i_sum_add(&found, n * m->risk[i]);
        if (f == 1.0)
            gdcs_i_sum_add(&alone, m->population != NULL ? fmin(1.0, 1.0 / m->population[i]) : 1.0);
    }
    out->reidentifications = gdcs_i_sum_value(found);
    out->population_uniques = gdcs_i_sum_value(alone);
}

static void find_plainest(const gdcs_i_records *r, const gdcs_i_measured *m,
                          const gdcs_microdata_rule *rule, gdcs_microdata_result *out)
{
    out->l_distinct = out->l_entropy = out->l_recursive = out->t = NAN;
    for (int64_t i = 0; m->distinct != NULL && i < r->classes.count; i++) {
        if (m->distinct[i] == 0.0)
            continue;
        out->l_distinct = fmin(out->l_distinct, m->distinct[i]);
        out->l_entropy = fmin(out->l_entropy, m->entropy[i]);
        out->l_recursive = fmin(out->l_recursive, m->recursive[i]);
        out->t = fmax(out->t, m->closeness[i]);
        out->below_l += gdcs_i_measured_is_plain(m, rule, i) ? (int64_t)r->classes.size[i] : 0;
    }
}

gdcs_status gdcs_i_microdata_sum(const gdcs_i_records *r, const gdcs_i_measured *m,
                                 const gdcs_microdata_rule *rule, gdcs_microdata_result *out,
                                 gdcs_error *err)
{
    gdcs_microdata_result s = {.struct_size = sizeof s};
    s.records = r->rows;
    s.classes = r->classes.count;
    sum_risks(r, m, rule, &s);
    find_plainest(r, m, rule, &s);
    s.population = r->keys.population > 0.0 ? r->keys.population
                   : r->weight != NULL      ? r->weights
                                            : NAN;
    s.population_uniques_zayatz = NAN;
    if (!isnan(s.population))
        TRY(count_sizes(r, s.population, &s.population_uniques_zayatz, err));
    s.broken = (s.below > 0 ? GDCS_MICRODATA_BROKEN_K : 0) |
               (s.below_l > 0 ? GDCS_MICRODATA_BROKEN_L : 0) |
               (rule->t > 0.0 && s.t > rule->t * (1.0 + 1e-12) ? GDCS_MICRODATA_BROKEN_T : 0) |
               (rule->risk > 0.0 && s.risk > rule->risk ? GDCS_MICRODATA_BROKEN_RISK : 0);
    *out = s;
    return GDCS_OK;
}

/* What measure and each share. */
static gdcs_status begin(const gdcs_frame *frame, const gdcs_microdata_keys *keys,
                         const gdcs_microdata_rule *rule, gdcs_microdata_rule *ours,
                         gdcs_i_records *r, gdcs_i_measured *m, gdcs_error *err)
{
    gdcs_microdata_keys taken;
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_keys_take(keys, &taken, err));
    TRY(gdcs_i_microrule_take(rule, &taken, ours, err));
    TRY(gdcs_i_records_new(frame, &taken, r, err));
    const gdcs_status status = gdcs_i_measured_new(frame, r, ours, m, err);
    if (status != GDCS_OK)
        gdcs_i_records_free(r);
    return status;
}

gdcs_status gdcs_microdata_measure(const gdcs_frame *frame, const gdcs_microdata_keys *keys,
                                   const gdcs_microdata_rule *rule, gdcs_microdata_result *out,
                                   gdcs_error *err)
{
    gdcs_microdata_rule ours;
    gdcs_microdata_result result;
    gdcs_i_records r;
    gdcs_i_measured m;
    TRY(gdcs_i_need(out, "out", err));
    TRY(begin(frame, keys, rule, &ours, &r, &m, err));
    gdcs_status status = gdcs_i_microdata_sum(&r, &m, &ours, &result, err);
    if (status == GDCS_OK)
        status = gdcs_i_give(out, &result, sizeof result, RESULT_V1, err);
    gdcs_i_measured_free(&m);
    gdcs_i_records_free(&r);
    return status;
}

static void scatter(const gdcs_i_records *r, const double *by_class, double *out)
{
    for (int64_t row = 0; out != NULL && row < r->rows; row++)
        out[row] = by_class != NULL ? by_class[r->classes.of[row]] : NAN;
}

gdcs_status gdcs_microdata_each(const gdcs_frame *frame, const gdcs_microdata_keys *keys,
                                const gdcs_microdata_rule *rule, const gdcs_microdata_arrays *out,
                                gdcs_error *err)
{
    gdcs_microdata_rule ours;
    gdcs_microdata_arrays a;
    gdcs_i_records r;
    gdcs_i_measured m;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&a, sizeof a, out, ARRAYS_V1, err));
    TRY(begin(frame, keys, rule, &ours, &r, &m, err));
    for (int64_t row = 0; a.class_number != NULL && row < r.rows; row++)
        a.class_number[row] = r.classes.of[row] + 1;
    scatter(&r, m.frequency, a.frequency);
    scatter(&r, m.population, a.population);
    scatter(&r, m.risk, a.risk);
    scatter(&r, m.distinct, a.distinct);
    scatter(&r, m.entropy, a.entropy);
    scatter(&r, m.recursive, a.recursive);
    scatter(&r, m.closeness, a.closeness);
    gdcs_i_measured_free(&m);
    gdcs_i_records_free(&r);
    return GDCS_OK;
}
