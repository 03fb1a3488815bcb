#include "stats/pathway/set.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "num/cross.h"
#include "num/dist.h"
#include "num/exact/fisher.h"
#include "num/interval/multinomial.h"
#include "num/interval/proportion.h"
#include "stats/counts.h"
#include "stats/test.h"

#include <math.h>
#include <stdlib.h>

static const double MOST_PERSONS = 1e12; /* of the limits that say so */

gdcs_status gdcs_i_pathways_new(int64_t k, gdcs_i_pathways *out, gdcs_error *err)
{
    void *cell = NULL, *limit = NULL;
    TRY(gdcs_i_alloc(&cell, k, sizeof *out->cell, err));
    const gdcs_status status = gdcs_i_alloc(&limit, 5 * k, sizeof *out->limit, err);
    if (status != GDCS_OK) {
        free(cell);
        return status;
    }
    *out = (gdcs_i_pathways){.k = k, .cell = cell, .limit = limit};
    out->count = out->limit + 4 * k;
    return GDCS_OK;
}

void gdcs_i_pathways_free(gdcs_i_pathways *set)
{
    free(set->cell);
    free(set->limit);
}

/* Of women (0), men (1) and unknown sex (2). */
static double of_sex(const gdcs_sex_counts *c, int sex)
{
    const double x[] = {c->women, c->men, c->unknown};
    return x[sex];
}

static double persons(const gdcs_sex_counts *c)
{
    return c->women + c->men + c->other + c->unknown;
}

static gdcs_i_pathway_sum sum_of(const gdcs_i_pathways *set, int sex)
{
    gdcs_i_sum lower = {0}, upper = {0};
    int64_t infinite = 0;
    for (int64_t i = 0; i < set->k; i++) {
        const double most = of_sex(&set->cell[i].upper, sex);
        gdcs_i_sum_add(&lower, of_sex(&set->cell[i].lower, sex));
        gdcs_i_sum_add(&upper, isinf(most) ? 0.0 : most);
        infinite += isinf(most) != 0;
    }
    return (gdcs_i_pathway_sum){gdcs_i_sum_value(lower), gdcs_i_sum_value(upper), infinite};
}

/* By how much the declared total may be above its categories. */
static double excess_of_total(gdcs_i_pathways *set)
{
    double least = persons(&set->unstated.lower);
    if (!set->has_whole)
        return 0.0;
    for (int64_t i = 0; i < set->k; i++)
        least += persons(&set->cell[i].lower);
    const double excess = persons(&set->whole.upper) - least;
    if (excess < 0.0)
        set->notes |= GDCS_NOTE_PARTS_EXCEED;
    return fmax(excess, 0.0);
}

static void find_rest(const gdcs_i_pathway_plan *plan, gdcs_i_pathways *set)
{
    const double all = plan->several ? 0.0 : excess_of_total(set);
    for (int sex = 0; sex < 3; sex++) {
        const double least = of_sex(&set->unstated.lower, sex);
        const double of_total = of_sex(&set->whole.upper, sex) - set->sum[sex].lower - least;
        const double excess = all > 0.0 ? fmax(fmin(of_total, all), 0.0) : 0.0;
        set->rest[sex] = fmax(of_sex(&set->unstated.upper, sex), least + excess);
        if (excess > 0.0)
            set->notes |= GDCS_NOTE_TOTAL_EXCEEDS;
    }
}

/* W or M: of one answer NaN as soon as one category is. */
static double base_of(const gdcs_i_pathway_plan *plan, const gdcs_i_pathways *set, int sex)
{
    gdcs_i_sum sum = {0};
    if (plan->several)
        return of_sex(&set->whole.counts, sex);
    for (int64_t i = 0; i < set->k; i++)
        gdcs_i_sum_add(&sum, of_sex(&set->cell[i].counts, sex));
    return gdcs_i_sum_value(sum);
}

static void by_goodman(const gdcs_i_pathway_plan *plan, gdcs_i_pathways *set, double base,
                       double *lower, double *upper)
{
    for (int64_t i = 0; i < set->k; i++) {
        const double x = set->count[i];
        const int possible = base > 0.0 && x <= base;
        const struct gdcs_i_limits l = possible ? gdcs_i_proportion_wilson(x, base - x, plan->z)
                                                : (struct gdcs_i_limits){NAN, NAN};
        lower[i] = l.lower;
        upper[i] = l.upper;
    }
}

static void by_clopper_pearson(const gdcs_i_pathway_plan *plan, gdcs_i_pathways *set, double base,
                               double *lower, double *upper)
{
    for (int64_t i = 0; i < set->k; i++) {
        const double x = set->count[i];
        const int possible = base > 0.0 && x <= base;
        const struct gdcs_i_limits l =
            possible ? gdcs_i_proportion_clopper_pearson(x, base - x, plan->alpha_one)
                     : (struct gdcs_i_limits){NAN, NAN};
        lower[i] = l.lower;
        upper[i] = l.upper;
    }
}

static int all_whole(const gdcs_i_pathways *set)
{
    for (int64_t i = 0; i < set->k; i++)
        if (!gdcs_i_is_whole(set->count[i]))
            return 0;
    return 1;
}

/* Does the method of the plan serve these counts? */
static int applies(const gdcs_i_pathway_plan *plan, const gdcs_i_pathways *set, double base)
{
    switch (plan->method) {
    case GDCS_PATHWAY_METHOD_CLOPPER_PEARSON: return base <= MOST_PERSONS;
    case GDCS_PATHWAY_METHOD_SISON_GLAZ:
        return !plan->several && set->k > 1 && base <= MOST_PERSONS && all_whole(set);
    case GDCS_PATHWAY_METHOD_QUESENBERRY_HURST: return !plan->several && set->k > 1;
    default: return 1;
    }
}

static int has_limits(const double *lower, const double *upper, int64_t k)
{
    for (int64_t i = 0; i < k; i++)
        if (isnan(lower[i]) || isnan(upper[i]))
            return 0;
    return 1;
}

static void find_limits(const gdcs_i_pathway_plan *plan, gdcs_i_pathways *set, int sex)
{
    const double base = sex == 0 ? set->women : set->men;
    double *lower = set->limit + 2 * sex * set->k, *upper = lower + set->k;
    set->changed[sex] = 0;
    for (int64_t i = 0; i < set->k; i++)
        set->count[i] = of_sex(&set->cell[i].counts, sex);
    if (base > 0.0 && applies(plan, set, base)) {
        if (plan->method == GDCS_PATHWAY_METHOD_CLOPPER_PEARSON)
            by_clopper_pearson(plan, set, base, lower, upper);
        else if (plan->method == GDCS_PATHWAY_METHOD_SISON_GLAZ)
            gdcs_i_multinomial_sison_glaz(set->count, set->k, plan->alpha_set, lower, upper);
        else if (plan->method == GDCS_PATHWAY_METHOD_QUESENBERRY_HURST)
            gdcs_i_multinomial_quesenberry_hurst(set->count, set->k, plan->alpha_set, lower, upper);
        else
            by_goodman(plan, set, base, lower, upper);
        if (plan->several || has_limits(lower, upper, set->k))
            return;
    }
    if (plan->method != GDCS_PATHWAY_METHOD_GOODMAN && base > 0.0)
        set->changed[sex] = GDCS_NOTE_METHOD_CHANGED;
    by_goodman(plan, set, base, lower, upper);
}

/* Is nothing left open: no interval, nobody of unknown sex or unstated? */
static int is_certain(const gdcs_i_pathway_plan *plan, const gdcs_i_pathways *set)
{
    const gdcs_i_group *all = &set->whole;
    for (int sex = 0; sex < 3; sex++) {
        const gdcs_i_pathway_sum *sum = &set->sum[sex];
        if (sum->infinite > 0 || sum->lower != sum->upper || set->rest[sex] > 0.0)
            return 0;
    }
    if (set->sum[2].upper > 0.0)
        return 0;
    return !plan->several || (all->lower.women == all->upper.women &&
                              all->lower.men == all->upper.men && all->upper.unknown == 0.0);
}

void gdcs_i_pathways_finish(const gdcs_i_pathway_plan *plan, gdcs_i_pathways *set)
{
    for (int sex = 0; sex < 3; sex++)
        set->sum[sex] = sum_of(set, sex);
    find_rest(plan, set);
    set->women = base_of(plan, set, 0);
    set->men = base_of(plan, set, 1);
    set->certain = is_certain(plan, set);
}

void gdcs_i_pathways_limits(const gdcs_i_pathway_plan *plan, gdcs_i_pathways *set)
{
    for (int sex = 0; sex < 2; sex++)
        find_limits(plan, set, sex);
}

struct gdcs_i_two gdcs_i_pathway_two(const gdcs_i_pathways *set, int64_t i)
{
    const gdcs_sex_counts *c = &set->cell[i].counts;
    const struct gdcs_i_two two = {c->women, set->women - c->women, c->men, set->men - c->men};
    return two;
}

gdcs_test gdcs_i_pathway_test(const gdcs_i_pathway_plan *plan, const gdcs_i_pathways *set,
                              int64_t i)
{
    const struct gdcs_i_two t = gdcs_i_pathway_two(set, i);
    const double count[] = {t.yes1, t.no1, t.yes2, t.no2};
    double room[8];
    if (!(t.yes1 >= 0.0 && t.no1 >= 0.0 && t.yes2 >= 0.0 && t.no2 >= 0.0))
        return gdcs_i_test_none();
    const gdcs_i_cross_table cross = gdcs_i_cross_of(count, 2, 2, room);
    const double z = gdcs_i_cross_cell_at(&cross, 0, 0).standardised;
    if (isnan(z))
        return gdcs_i_test_none();
    const int whole = gdcs_i_is_whole(t.yes1) && gdcs_i_is_whole(t.no1) &&
                      gdcs_i_is_whole(t.yes2) && gdcs_i_is_whole(t.no2);
    if (plan->test == GDCS_PATHWAY_TEST_RESIDUAL || !whole || cross.n > GDCS_I_HYPER_MOST)
        return gdcs_i_test_of_z(z);
    const struct gdcs_i_hyper h = gdcs_i_hyper_of(t.yes1 + t.no1, t.yes2 + t.no2, t.yes1 + t.yes2);
    const int mid = plan->test == GDCS_PATHWAY_TEST_FISHER_MID_P;
    return gdcs_i_test_of_log(z, fmin(gdcs_i_fisher_log_minlike(&h, t.yes1, mid), 0.0));
}
