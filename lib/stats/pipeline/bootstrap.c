#include "core/fail.h"
#include "core/memory.h"
#include "num/dist.h"
#include "num/rng.h"
#include "stats/pipeline/chain.h"

#include <math.h>
#include <stdlib.h>

/* As many throws as have a probability each of mean / throws: their number is Poisson but for a part of
   that size.  Beyond the limit the normal is nearer than one person in a standard error. */
static double draw_poisson(gdcs_i_rng *rng, double mean)
{
    static const double throws = 9007199254740992.0, limit = 1e10;
    if (mean > limit)
        return round(mean + sqrt(mean) * gdcs_i_normal_quantile(gdcs_i_rng_unit(rng)));
    return gdcs_i_rng_binomial(rng, throws, mean / throws);
}

static void draw(gdcs_i_rng *rng, const double *count, int32_t n, int linked, double *out)
{
    out[0] = linked ? round(count[0]) : draw_poisson(rng, count[0]);
    for (int32_t s = 1; s < n; s++) {
        const double share = count[s - 1] > 0.0 ? count[s] / count[s - 1] : 0.0;
        out[s] = linked ? gdcs_i_rng_binomial(rng, out[s - 1], share) : draw_poisson(rng, count[s]);
    }
}

/* Replicates: one row each for every part of every kind, and the two totals. */
struct sample {
    double *value;
    int32_t replicates;
    int32_t steps;
};

static double *row_of(const struct sample *s, int kind, int32_t part)
{
    return s->value + ((int64_t)kind * (s->steps + 1) + part) * s->replicates;
}

static void fill(const struct sample *s, const gdcs_i_pipeline_chain *chain)
{
    const int linked = chain->plan.design == GDCS_PIPELINE_LINKED;
    double women[GDCS_I_PIPELINE_STAGES], men[GDCS_I_PIPELINE_STAGES];
    double w[GDCS_I_PIPELINE_STAGES], m[GDCS_I_PIPELINE_STAGES];
    gdcs_i_pipeline_values v;
    for (int32_t i = 0; i < chain->count; i++) {
        women[i] = chain->stage[i].counts.women;
        men[i] = chain->stage[i].counts.men;
    }
    for (int32_t r = 0; r < s->replicates; r++) {
        gdcs_i_rng rng = gdcs_i_rng_at((uint64_t)chain->plan.seed, (uint64_t)r);
        draw(&rng, women, chain->count, linked, w);
        draw(&rng, men, chain->count, linked, m);
        gdcs_i_pipeline_values_of(w, m, chain->count, &v);
        for (int kind = 0; kind < GDCS_I_PIPELINE_KINDS; kind++) {
            for (int32_t i = 0; i < s->steps; i++)
                row_of(s, kind, i)[r] = v.part[kind][i];
            row_of(s, kind, s->steps)[r] = v.whole[kind];
        }
    }
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* NaN goes, the rest is put in order. */
static int32_t sort(double *row, int32_t n)
{
    int32_t count = 0;
    for (int32_t i = 0; i < n; i++)
        if (!isnan(row[i]))
            row[count++] = row[i];
    qsort(row, (size_t)count, sizeof *row, compare);
    return count;
}

/* Between two values of which one may be infinite. */
static double quantile(const double *row, int32_t count, double probability)
{
    const double place = probability * (count - 1), below = floor(place);
    const int32_t i = (int32_t)below;
    const double low = row[i], high = row[i + 1 < count ? i + 1 : i];
    return place == below || low == high ? low : low + (place - below) * (high - low);
}

static void set_limits(const struct sample *s, int kind, int32_t part, double alpha,
                       gdcs_estimate *e)
{
    double *row = row_of(s, kind, part);
    const int32_t count = sort(row, s->replicates);
    if (isnan(e->value) || count == 0)
        return;
    e->lower = quantile(row, count, alpha / 2.0);
    e->upper = quantile(row, count, 1.0 - alpha / 2.0);
}

static void set_all(const struct sample *s, const gdcs_i_pipeline_chain *chain,
                    gdcs_i_pipeline_parts *out)
{
    const gdcs_i_pipeline_plan plan = gdcs_i_pipeline_plan_family(&chain->plan, s->steps);
    gdcs_estimate *whole = &out->whole.log_index;
    gdcs_estimate wider = *whole; /* at the level of a part */
    set_limits(s, GDCS_I_PIPELINE_LOG, s->steps, plan.alpha, &wider);
    const int is_open = s->steps > 1 && !(wider.lower > 0.0 || wider.upper < 0.0);
    set_limits(s, GDCS_I_PIPELINE_LOG, s->steps, chain->plan.alpha, whole);
    set_limits(s, GDCS_I_PIPELINE_GAP, s->steps, chain->plan.alpha, &out->whole.gap);
    for (int kind = 0; kind < GDCS_I_PIPELINE_KINDS; kind++)
        for (int32_t i = 0; i < s->steps; i++) {
            gdcs_i_pipeline_part *p = &out->part[kind][i];
            set_limits(s, kind, i, plan.alpha, &p->estimate);
            if (kind == GDCS_I_PIPELINE_SHARE && is_open && !isnan(p->estimate.value)) {
                p->estimate.lower = -INFINITY;
                p->estimate.upper = INFINITY;
            }
            p->notes &= ~(uint32_t)GDCS_NOTE_UPPER_INFINITE;
            if (isinf(p->estimate.upper) && p->estimate.upper > 0.0)
                p->notes |= GDCS_NOTE_UPPER_INFINITE;
            p->notes |= GDCS_NOTE_SIMULATED;
            out->whole.notes |= p->notes;
        }
}

gdcs_status gdcs_i_pipeline_room(const gdcs_i_pipeline_plan *plan, int32_t count, double **out,
                                 gdcs_error *err)
{
    void *memory = NULL;
    if (plan->parts == GDCS_PIPELINE_PARTS_BOOTSTRAP)
        TRY(gdcs_i_alloc(&memory, (int64_t)GDCS_I_PIPELINE_KINDS * count * plan->replicates,
                         sizeof(double), err));
    *out = memory;
    return GDCS_OK;
}

void gdcs_i_pipeline_bootstrap(const gdcs_i_pipeline_chain *chain, double *room,
                               gdcs_i_pipeline_parts *out)
{
    const struct sample s = {room, chain->plan.replicates, chain->count - 1};
    for (int32_t i = 0; i < chain->count; i++)
        if (isnan(chain->stage[i].counts.women) || isnan(chain->stage[i].counts.men) ||
            (chain->plan.design == GDCS_PIPELINE_LINKED && i > 0 &&
             !gdcs_i_pipeline_is_linked(&chain->stage[i - 1].counts, &chain->stage[i].counts)))
            return;
    fill(&s, chain);
    set_all(&s, chain, out);
    out->whole.replicates = s.replicates;
}
