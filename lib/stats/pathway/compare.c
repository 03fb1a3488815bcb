/* The association of sex with the categories, the dissimilarity of both distributions, and how diverse
   each is: kernels of the nouns that have them, on the same counts. */
#include "stats/pathway/compare.h"

#include "core/fail.h"
#include "core/memory.h"
#include "num/dist.h"
#include "num/diversity.h"
#include "num/interval/mover.h"
#include "stats/arrays.h"
#include "stats/association/bounds.h"

#include <math.h>
#include <stdlib.h>

enum { /* sizes in release 0.1, for ever */
       OPTIONS_V1 = 56,
       RESULT_V1 = 440
};

gdcs_status gdcs_i_comparison_plan_new(const gdcs_pathway_comparison_options *options,
                                       gdcs_i_comparison_plan *out, gdcs_error *err)
{
    gdcs_pathway_comparison_options o;
    gdcs_i_comparison_plan plan;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    const gdcs_pathway_options set = {
        .struct_size = sizeof set, .level = o.level, .alpha = o.alpha};
    const gdcs_association_options association = {.struct_size = sizeof association,
                                                  .method = o.test,
                                                  .permutations = o.permutations,
                                                  .seed = o.seed,
                                                  .level = o.level,
                                                  .alpha = o.alpha};
    const gdcs_segregation_options segregation = {.struct_size = sizeof segregation,
                                                  .method = o.method,
                                                  .replicates = o.replicates,
                                                  .seed = o.seed,
                                                  .level = o.level,
                                                  .alpha = o.alpha};
    TRY(gdcs_i_pathway_plan_new(&set, &plan.set, err));
    TRY(gdcs_i_association_plan_new(&association, &plan.association, err));
    TRY(gdcs_i_segregation_plan_new(&segregation, &plan.segregation, err));
    plan.alpha = plan.set.alpha;
    plan.z = gdcs_i_normal_quantile_upper(plan.alpha / 2.0);
    *out = plan;
    return GDCS_OK;
}

gdcs_status gdcs_i_comparison_new(const gdcs_i_comparison_plan *plan, int64_t k,
                                  gdcs_i_comparison *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_comparison c = {.counts = NULL};
    void *counts = NULL;
    GO(gdcs_i_pathways_new(k, &c.set, err));
    GO(gdcs_i_problem_new(k, plan->segregation.replicates, &c.problem, err));
    GO(gdcs_i_association_room(k, 2, &c.room, err));
    GO(gdcs_i_alloc(&counts, 2 * k, sizeof(double), err));
    c.counts = counts;
    *out = c;
    return GDCS_OK;
done:
    gdcs_i_comparison_free(&c);
    return status;
}

void gdcs_i_comparison_free(gdcs_i_comparison *c)
{
    gdcs_i_pathways_free(&c->set);
    gdcs_i_problem_free(&c->problem);
    free(c->counts);
    free(c->room);
}

const char *gdcs_i_comparison_name(int32_t measure)
{
    static const char *const name[] = {"",
                                       "cramers_v",
                                       "dissimilarity",
                                       "diversity_women",
                                       "diversity_men",
                                       "diversity_difference"};
    return name[measure];
}

const char *gdcs_i_comparison_method_text(const gdcs_pathway_result *r, int32_t measure)
{
    switch (measure) {
    case GDCS_PATHWAY_COMPARISON_CRAMERS_V: return "noncentral chi-square";
    case GDCS_PATHWAY_COMPARISON_DISSIMILARITY: return gdcs_i_segregation_method_text(r->method);
    case GDCS_PATHWAY_COMPARISON_DIVERSITY_DIFFERENCE: return "MOVER";
    default: return "delta, logit";
    }
}

/* The unstated may be in any category. */
static void put_all(gdcs_i_comparison *c)
{
    const gdcs_i_pathways *set = &c->set;
    uint32_t notes = set->notes;
    gdcs_i_problem_clear(&c->problem);
    for (int64_t i = 0; i < set->k; i++) {
        const gdcs_i_group *g = &set->cell[i];
        gdcs_sex_counts upper = g->upper;
        upper.women += set->rest[0];
        upper.men += set->rest[1];
        upper.unknown += set->rest[2];
        gdcs_i_problem_put(&c->problem, i, &g->counts, &g->lower, &upper);
        c->counts[2 * i] = g->counts.women;
        c->counts[2 * i + 1] = g->counts.men;
        notes |= g->notes;
    }
    c->problem.notes |= notes;
}

static gdcs_status associate(const gdcs_i_comparison_plan *plan, gdcs_i_comparison *c,
                             gdcs_pathway_result *r, gdcs_error *err)
{
    gdcs_association_result a = gdcs_i_association_nothing(&plan->association, 0);
    if (c->problem.exact)
        TRY(gdcs_i_association_estimate(&plan->association, c->counts, c->set.k, 2, 0, c->room, &a,
                                        err));
    r->test_method = a.method;
    r->permutations = a.permutations;
    r->test = a.test;
    r->v.estimate = a.v;
    r->v.corrected = a.corrected;
    r->v.bounds = gdcs_i_cramers_v_bounds(&c->problem, c->problem.certain, 2, &a);
    r->v.notes = a.notes | c->problem.notes;
    return GDCS_OK;
}

static void segregate(const gdcs_i_comparison_plan *plan, gdcs_i_comparison *c,
                      gdcs_pathway_result *r)
{
    gdcs_segregation_result s = {.struct_size = sizeof s};
    gdcs_i_segregation_estimate(&plan->segregation, GDCS_SEGREGATION_INDEX_DISSIMILARITY,
                                &c->problem, &s);
    r->method = s.method;
    r->replicates = s.replicates;
    r->women = s.women;
    r->men = s.men;
    r->categories = s.units;
    r->dissimilarity.estimate = s.segregation;
    r->dissimilarity.corrected = s.corrected;
    r->dissimilarity.bounds = s.bounds;
    r->dissimilarity.notes = s.notes;
}

/* Of one sex; room of the problem is free by now. */
static gdcs_pathway_compared diversity(const gdcs_i_comparison_plan *plan, gdcs_i_problem *p,
                                       int of_men)
{
    const double *count = of_men ? p->men : p->women;
    const double *lower = of_men ? p->men_lower : p->women_lower;
    const double *upper = of_men ? p->men_upper : p->women_upper;
    const struct gdcs_i_diversity d = gdcs_i_diversity_of(count, p->n, plan->alpha, plan->z);
    const struct gdcs_i_limits b = gdcs_i_diversity_bounds(lower, upper, p->n, p->room);
    gdcs_pathway_compared out = {.estimate = {d.value, d.limits.lower, d.limits.upper, d.error},
                                 .bounds = {b.lower, b.upper},
                                 .corrected = NAN,
                                 .notes = p->notes};
    if (p->certain && !isnan(d.value))
        out.bounds = (gdcs_bounds){d.value, d.value};
    if (isnan(d.value))
        out.notes |= GDCS_NOTE_NOT_ESTIMABLE;
    if (d.value == 0.0 || d.value == 1.0)
        out.notes |= GDCS_NOTE_AT_BOUNDARY;
    return out;
}

static struct gdcs_i_spread spread_of(const gdcs_estimate *e)
{
    const struct gdcs_i_spread s = {e->value, fmax(e->value - e->lower, 0.0),
                                    fmax(e->upper - e->value, 0.0), e->lower};
    return s;
}

static gdcs_pathway_compared difference(const gdcs_pathway_compared *women,
                                        const gdcs_pathway_compared *men)
{
    const gdcs_estimate *w = &women->estimate, *m = &men->estimate;
    const struct gdcs_i_spread first = spread_of(w), second = spread_of(m);
    const struct gdcs_i_limits l = gdcs_i_mover_difference(&first, &second, 0.0);
    const gdcs_pathway_compared out = {
        .estimate = {w->value - m->value, l.lower, l.upper, hypot(w->std_error, m->std_error)},
        .bounds = {women->bounds.lower - men->bounds.upper,
                   women->bounds.upper - men->bounds.lower},
        .corrected = NAN,
        .notes = (women->notes | men->notes) & ~(uint32_t)GDCS_NOTE_AT_BOUNDARY};
    return out;
}

/* The category that most have; -1 if two have as many, or it is not known. */
static int64_t mode_of(const double *count, int64_t k)
{
    int64_t best = 0, ties = 0;
    for (int64_t i = 0; i < k; i++) {
        if (isnan(count[i]))
            return -1;
        ties += i > 0 && count[i] == count[best];
        if (count[i] > count[best]) {
            best = i;
            ties = 0;
        }
    }
    return k > 0 && ties == 0 && count[best] > 0.0 ? best : -1;
}

static double unstated_of(const gdcs_i_pathways *set)
{
    const gdcs_sex_counts *c = &set->unstated.counts;
    return c->women + c->men + c->other + c->unknown;
}

gdcs_status gdcs_i_comparison_estimate(const gdcs_i_comparison_plan *plan, gdcs_i_comparison *c,
                                       gdcs_pathway_result *out, gdcs_error *err)
{
    gdcs_pathway_result r = {.struct_size = out->struct_size, .alpha = plan->alpha};
    put_all(c);
    TRY(associate(plan, c, &r, err));
    segregate(plan, c, &r);
    r.diversity_women = diversity(plan, &c->problem, 0);
    r.diversity_men = diversity(plan, &c->problem, 1);
    r.diversity_difference = difference(&r.diversity_women, &r.diversity_men);
    r.unknown = c->problem.unknown;
    r.unstated = unstated_of(&c->set);
    r.mode_women = mode_of(c->problem.women, c->set.k);
    r.mode_men = mode_of(c->problem.men, c->set.k);
    r.notes = r.v.notes | r.dissimilarity.notes | r.diversity_women.notes | r.diversity_men.notes;
    *out = r;
    return GDCS_OK;
}

static int has_both(const gdcs_pathway_result *r)
{
    return r->women > 0.0 && r->men > 0.0;
}

gdcs_status gdcs_pathway_estimate(const gdcs_pathway_counts *counts, int64_t k,
                                  const gdcs_pathway_comparison_options *options,
                                  gdcs_pathway_result *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_comparison_plan plan;
    gdcs_i_pathway_input in;
    gdcs_i_comparison c = {.counts = NULL};
    gdcs_pathway_result r = {.struct_size = sizeof r};
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_comparison_plan_new(options, &plan, err));
    TRY(gdcs_i_pathway_input_take(&plan.set, counts, 1, k, &in, err));
    TRY(gdcs_i_comparison_new(&plan, k, &c, err));
    gdcs_i_pathways_read(&plan.set, &in, 0, &c.set);
    GO(gdcs_i_comparison_estimate(&plan, &c, &r, err));
    if (c.problem.exact && !has_both(&r)) {
        status = gdcs_i_fail(err, GDCS_E_EMPTY, "categories", "there are no %s",
                             r.women > 0.0 ? "men" : "women");
        goto done;
    }
    GO(gdcs_i_give(out, &r, sizeof r, RESULT_V1, err));
done:
    gdcs_i_comparison_free(&c);
    return status;
}

/* Where arrays of a caller go, and what of a result. */
struct output {
    gdcs_estimate_arrays estimates;
    gdcs_test_arrays tests;
    int32_t measure;
};

static void give(const struct output *to, int64_t i, const gdcs_pathway_result *r)
{
    const gdcs_pathway_compared *one = &r->v + (to->measure - 1);
    gdcs_i_estimate_arrays_set(&to->estimates, i, &one->estimate, &one->bounds, one->notes);
    gdcs_i_test_arrays_set(&to->tests, i, &r->test);
}

static gdcs_status estimate_all(const gdcs_i_comparison_plan *plan, const gdcs_i_pathway_input *in,
                                int64_t n, gdcs_i_comparison *c, const struct output *to,
                                gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++) {
        gdcs_pathway_result r = {.struct_size = sizeof r};
        gdcs_i_pathways_read(&plan->set, in, i, &c->set);
        TRY(gdcs_i_comparison_estimate(plan, c, &r, err));
        give(to, i, &r);
    }
    return GDCS_OK;
}

gdcs_status gdcs_pathway_each(const gdcs_pathway_counts *counts, int64_t n, int64_t k,
                              int32_t measure, const gdcs_pathway_comparison_options *options,
                              const gdcs_estimate_arrays *out, const gdcs_test_arrays *tests,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_comparison_plan plan;
    gdcs_i_pathway_input in;
    gdcs_i_comparison c = {.counts = NULL};
    struct output to = {.measure = measure};
    TRY(gdcs_i_comparison_plan_new(options, &plan, err));
    if (measure < 1 || measure > GDCS_I_PATHWAY_COMPARISONS)
        return gdcs_i_fail(err, GDCS_E_OPTION, "measure", "%d is no measure", (int)measure);
    TRY(gdcs_i_pathway_input_take(&plan.set, counts, n, k, &in, err));
    TRY(gdcs_i_take(&to.estimates, sizeof to.estimates, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to.tests, sizeof to.tests, tests, GDCS_I_TEST_ARRAYS_V1, err));
    TRY(gdcs_i_comparison_new(&plan, k, &c, err));
    GO(estimate_all(&plan, &in, n, &c, &to, err));
done:
    gdcs_i_comparison_free(&c);
    return status;
}
