#include "stats/own_right/measure.h"

#include "num/dist.h"
#include "num/exact/odds.h"
#include "num/interval/contrast.h"
#include "num/interval/proportion.h"
#include "stats/bounds.h"
#include "stats/counts.h"
#include "stats/own_right/bounds.h"
#include "stats/rate/contrast.h"
#include "stats/rate/measure.h"

#include <math.h>

typedef struct gdcs_i_own_right persons;
typedef struct gdcs_i_own_right_value value;

/* Rows of sex, columns of basis: women own, relatives, men own, relatives. */
typedef struct table {
    struct gdcs_i_two known; /* NaN where not exact */
    gdcs_i_square range;
    uint32_t notes;
} table;

static gdcs_bounds range_of(double lower, double upper, double unknown_sex, double unknown_basis)
{
    const gdcs_bounds b = {lower, upper + unknown_sex + unknown_basis};
    return b;
}

static table table_of(const persons *p)
{
    const gdcs_i_group *o = &p->own, *r = &p->relatives, *u = &p->unknown;
    const table t = {{o->counts.women, r->counts.women, o->counts.men, r->counts.men},
                     {range_of(o->lower.women, o->upper.women, o->upper.unknown, u->upper.women),
                      range_of(r->lower.women, r->upper.women, r->upper.unknown, u->upper.women),
                      range_of(o->lower.men, o->upper.men, o->upper.unknown, u->upper.men),
                      range_of(r->lower.men, r->upper.men, r->upper.unknown, u->upper.men),
                      u->upper.unknown},
                     o->notes | r->notes | u->notes | gdcs_i_counts_notes(&o->upper) |
                         gdcs_i_counts_notes(&r->upper) | gdcs_i_counts_notes(&u->upper)};
    return t;
}

static struct gdcs_i_two transposed(struct gdcs_i_two t)
{
    const struct gdcs_i_two two = {t.yes1, t.yes2, t.no1, t.no2};
    return two;
}

static value nothing(gdcs_bounds bounds, uint32_t notes)
{
    const value v = {{{NAN, NAN, NAN, NAN}, bounds, notes | GDCS_NOTE_NOT_ESTIMABLE, 0}, ""};
    return v;
}

static value share(const gdcs_i_gap_plan *plan, double yes, double no, gdcs_bounds bounds,
                   uint32_t notes)
{
    const double n = yes + no;
    const gdcs_i_gap_side side = {yes, no, 0.0, bounds};
    if (!(n > 0.0))
        return nothing(bounds, notes);
    struct gdcs_i_limits l = gdcs_i_proportion_wilson(yes, no, plan->z);
    value v = {.method = "Wilson"};
    if (plan->method == GDCS_GAP_METHOD_EXACT) {
        const struct gdcs_i_limits exact = gdcs_i_proportion_clopper_pearson(yes, no, plan->alpha);
        const int found = exact.lower >= 0.0 && exact.upper <= 1.0;
        l = found ? exact : l;
        v.method = found ? "Clopper-Pearson" : v.method;
        notes |= found ? 0 : (uint32_t)GDCS_NOTE_METHOD_CHANGED;
    }
    notes |= gdcs_i_gap_side_notes(&side);
    if (yes == 0.0 || no == 0.0)
        notes |= GDCS_NOTE_AT_BOUNDARY;
    const gdcs_own_right_value is = {
        {yes / n, l.lower, l.upper, sqrt(yes / n * (no / n) / n)}, bounds, notes, 0};
    v.value = is;
    return v;
}

/* Two rows of which known has the counts; out[0] is the difference, out[1] the ratio. */
static void gaps(const gdcs_i_gap_plan *plan, struct gdcs_i_two known, const gdcs_i_square *range,
                 uint32_t notes, value out[2])
{
    const gdcs_i_gap_side a = {known.yes1, known.no1, 0.0, gdcs_i_square_share(range, 0)};
    const gdcs_i_gap_side b = {known.yes2, known.no2, 0.0, gdcs_i_square_share(range, 1)};
    gdcs_i_gap gap;
    gdcs_i_gap_measure(plan, &a, &b, notes, &gap);
    const gdcs_gap_result *r = &gap.result;
    const value difference = {
        {r->difference, gdcs_i_square_difference(range), gap.difference_notes, 0},
        gdcs_i_gap_method_text(r->method, 0)};
    const value ratio = {{r->ratio, gdcs_i_square_ratio(range), gap.ratio_notes, 0},
                         gdcs_i_gap_method_text(r->method, 1)};
    out[0] = difference;
    out[1] = ratio;
}

/* Fisher's conditional limits want what the exact gaps wanted, which says the method they used. */
static struct gdcs_i_limits odds_limits(const gdcs_i_gap_plan *plan, struct gdcs_i_two t,
                                        const char **method, uint32_t *notes)
{
    const double n1 = t.yes1 + t.no1, n2 = t.yes2 + t.no2;
    struct gdcs_i_limits l = {NAN, NAN};
    if (plan->method == GDCS_GAP_METHOD_NEWCOMBE) {
        *method = "MOVER-R";
        l = gdcs_i_contrast_odds_hybrid(t, plan->z);
    } else if (plan->method == GDCS_GAP_METHOD_EXACT && n1 * n2 <= GDCS_I_EXACT_PRODUCT &&
               n1 + n2 <= GDCS_I_EXACT_SUM && !(*notes & GDCS_NOTE_NOT_WHOLE)) {
        const struct gdcs_i_hyper h = gdcs_i_hyper_of(n1, n2, t.yes1 + t.yes2);
        *method = "exact conditional";
        l = gdcs_i_odds_exact(&h, t.yes1, plan->alpha, 0);
    }
    if (isnan(l.lower) || isnan(l.upper)) {
        if (plan->method != GDCS_GAP_METHOD_MIETTINEN_NURMINEN)
            *notes |= GDCS_NOTE_METHOD_CHANGED;
        *method = "Miettinen-Nurminen";
        l = gdcs_i_contrast_odds_widened(t, plan->z);
    }
    return l;
}

static value odds_ratio(const gdcs_i_gap_plan *plan, const table *t)
{
    const struct gdcs_i_two k = t->known;
    const gdcs_bounds bounds = gdcs_i_square_odds_ratio(&t->range);
    const gdcs_i_gap_side a = {k.yes1, k.no1, 0.0, {0.0, 1.0}}, b = {k.yes2, k.no2, 0.0, {0, 1}};
    value v = {.method = ""};
    if (!(k.yes1 + k.no1 > 0.0) || !(k.yes2 + k.no2 > 0.0))
        return nothing(bounds, t->notes);
    uint32_t notes = t->notes | gdcs_i_gap_side_notes(&a) | gdcs_i_gap_side_notes(&b);
    const struct gdcs_i_limits l = odds_limits(plan, k, &v.method, &notes);
    const gdcs_estimate e = {gdcs_i_contrast_odds(k), l.lower, l.upper,
                             gdcs_i_contrast_odds_error(k)};
    v.value.estimate = e;
    v.value.bounds = bounds;
    v.value.notes = notes | gdcs_i_gap_ratio_notes(&e);
    return v;
}

static value women_all(const gdcs_i_gap_plan *plan, const persons *p, uint32_t notes)
{
    const gdcs_i_group *g[] = {&p->own, &p->relatives, &p->unknown};
    gdcs_bounds women = {0.0, 0.0}, men = {0.0, 0.0};
    double yes = 0.0, no = 0.0;
    for (int i = 0; i < 3; i++) {
        yes += g[i]->counts.women;
        no += g[i]->counts.men;
        women.lower += g[i]->lower.women;
        women.upper += g[i]->upper.women + g[i]->upper.unknown;
        men.lower += g[i]->lower.men;
        men.upper += g[i]->upper.men + g[i]->upper.unknown;
    }
    return share(plan, yes, no, gdcs_i_bounds_share(women, men), notes);
}

/* Dependants, those in whose right they came, and the ranges of both. */
typedef struct family {
    gdcs_i_rate_side side;
    gdcs_bounds persons;
    gdcs_bounds rate;
} family;

static family family_of(double dependants, double heads, gdcs_bounds dependants_range,
                        gdcs_bounds heads_range)
{
    const family f = {{dependants, heads, dependants_range},
                      heads_range,
                      gdcs_i_bounds_quotient(dependants_range, heads_range)};
    return f;
}

static void families_of(const persons *p, const table *t, family out[2])
{
    const gdcs_i_group *d = &p->dependants;
    const gdcs_bounds women = {d->lower.women, d->upper.women + d->upper.unknown};
    const gdcs_bounds men = {d->lower.men, d->upper.men + d->upper.unknown};
    const double more = t->range.free;
    const gdcs_bounds heads[] = {{t->range.yes1.lower, t->range.yes1.upper + more},
                                 {t->range.yes2.lower, t->range.yes2.upper + more}};
    out[0] = family_of(d->counts.women, t->known.yes1, women, heads[0]);
    out[1] = family_of(d->counts.men, t->known.yes2, men, heads[1]);
}

static value dependants(const gdcs_i_gap_plan *plan, const family *f, uint32_t notes)
{
    const gdcs_i_rate_plan rate = {GDCS_RATE_METHOD_EXACT, plan->alpha, plan->z, 1.0};
    const gdcs_rate_counts counts = {.events = f->side.events, .population = f->side.population};
    gdcs_rate_result r = {.struct_size = sizeof r};
    gdcs_i_rate_measure(&rate, &counts, f->side.range.lower, f->side.range.upper, &r);
    const value v = {{r.rate, f->rate, r.notes | notes, 0}, gdcs_i_rate_method_text(r.method)};
    return v;
}

static value dependants_ratio(const gdcs_i_gap_plan *plan, const family f[2], uint32_t notes)
{
    static const int32_t methods[] = {[GDCS_GAP_METHOD_MIETTINEN_NURMINEN] =
                                          GDCS_RATE_CONTRAST_METHOD_SCORE,
                                      [GDCS_GAP_METHOD_NEWCOMBE] = GDCS_RATE_CONTRAST_METHOD_MOVER,
                                      [GDCS_GAP_METHOD_EXACT] = GDCS_RATE_CONTRAST_METHOD_EXACT};
    const gdcs_i_rate_contrast_plan ratio = {.method = methods[plan->method],
                                             .wanted = GDCS_I_RATE_RATIO,
                                             .alpha = plan->alpha,
                                             .z = plan->z,
                                             .per = 1.0,
                                             .null_ratio = 1.0};
    gdcs_i_rate_contrast c;
    const gdcs_bounds bounds = gdcs_i_bounds_quotient(f[0].rate, f[1].rate);
    if (!(f[0].side.population > 0.0) || !(f[1].side.population > 0.0))
        return nothing(bounds, notes);
    gdcs_i_rate_contrast_measure(&ratio, &f[0].side, &f[1].side, notes, &c);
    const value v = {{c.result.ratio, bounds, c.ratio_notes, 0},
                     gdcs_i_rate_contrast_text(c.result.method, 0)};
    return v;
}

static void measure_families(const gdcs_i_gap_plan *plan, const persons *p, const table *t,
                             value out[GDCS_OWN_RIGHT_MEASURES])
{
    const gdcs_bounds all = {0.0, INFINITY};
    family f[2];
    if (!p->has_dependants) {
        for (int i = GDCS_OWN_RIGHT_MEASURE_DEPENDANTS_WOMEN; i < GDCS_OWN_RIGHT_MEASURES; i++)
            out[i] = nothing(all, GDCS_NOTE_MISSING_CELL);
        return;
    }
    const uint32_t notes =
        t->notes | p->dependants.notes | gdcs_i_counts_notes(&p->dependants.upper);
    families_of(p, t, f);
    out[GDCS_OWN_RIGHT_MEASURE_DEPENDANTS_WOMEN] = dependants(plan, &f[0], notes);
    out[GDCS_OWN_RIGHT_MEASURE_DEPENDANTS_MEN] = dependants(plan, &f[1], notes);
    out[GDCS_OWN_RIGHT_MEASURE_DEPENDANTS_RATIO] = dependants_ratio(plan, f, notes);
}

static int reaches(int32_t first, int32_t last, int32_t from, int32_t to)
{
    return first <= to && last >= from;
}

void gdcs_i_own_right_measure(const gdcs_i_gap_plan *plan, const gdcs_i_own_right *p, int32_t first,
                              int32_t last, gdcs_i_own_right_value out[GDCS_OWN_RIGHT_MEASURES])
{
    const table t = table_of(p);
    const struct gdcs_i_two k = t.known;
    const gdcs_i_square across = gdcs_i_square_transposed(&t.range);
    out[GDCS_OWN_RIGHT_MEASURE_WOMEN] =
        share(plan, k.yes1, k.no1, gdcs_i_square_share(&t.range, 0), t.notes);
    out[GDCS_OWN_RIGHT_MEASURE_MEN] =
        share(plan, k.yes2, k.no2, gdcs_i_square_share(&t.range, 1), t.notes);
    if (reaches(first, last, GDCS_OWN_RIGHT_MEASURE_DIFFERENCE, GDCS_OWN_RIGHT_MEASURE_RATIO))
        gaps(plan, k, &t.range, t.notes, &out[GDCS_OWN_RIGHT_MEASURE_DIFFERENCE]);
    if (reaches(first, last, GDCS_OWN_RIGHT_MEASURE_ODDS_RATIO, GDCS_OWN_RIGHT_MEASURE_ODDS_RATIO))
        out[GDCS_OWN_RIGHT_MEASURE_ODDS_RATIO] = odds_ratio(plan, &t);
    out[GDCS_OWN_RIGHT_MEASURE_WOMEN_OWN] =
        share(plan, k.yes1, k.yes2, gdcs_i_square_share(&across, 0), t.notes);
    out[GDCS_OWN_RIGHT_MEASURE_WOMEN_RELATIVES] =
        share(plan, k.no1, k.no2, gdcs_i_square_share(&across, 1), t.notes);
    if (reaches(first, last, GDCS_OWN_RIGHT_MEASURE_WOMEN_DIFFERENCE,
                GDCS_OWN_RIGHT_MEASURE_WOMEN_RATIO))
        gaps(plan, transposed(k), &across, t.notes, &out[GDCS_OWN_RIGHT_MEASURE_WOMEN_DIFFERENCE]);
    out[GDCS_OWN_RIGHT_MEASURE_WOMEN_ALL] = women_all(plan, p, t.notes);
    if (reaches(first, last, GDCS_OWN_RIGHT_MEASURE_DEPENDANTS_WOMEN, GDCS_OWN_RIGHT_MEASURES - 1))
        measure_families(plan, p, &t, out);
}
