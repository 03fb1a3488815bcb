#include "core/fail.h"
#include "core/memory.h"
#include "stats/beside.h"
#include "stats/form.h"
#include "stats/level.h"
#include "stats/persons.h"
#include "stats/sdg/measure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One table by its area and as many of the axes to keep as it has. */
typedef struct side {
    gdcs_i_groups *groups; /* NULL: there is no such table */
    gdcs_axis area;
    int32_t keys;
    int32_t axis[GDCS_I_AXES]; /* of its keys, their number among the axes to keep */
} side;

typedef struct work {
    gdcs_i_sdg_plan plan;
    side numerator;
    side denominator;
    side population;
    gdcs_i_form form;
    gdcs_bounds *room; /* for the shares and the weights of all countries */
} work;

static int is_kept(const char *name, const char *const *keep, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        if (keep[i] != NULL && strcmp(keep[i], name) == 0)
            return 1;
    return 0;
}

/* Numbers of several periods cannot be added up: stocks are no flows, and rates are yearly. */
static gdcs_status check_period(const gdcs_table *table, const char *const *keep, int32_t n,
                                const char *name, gdcs_error *err)
{
    gdcs_axis axis = {.struct_size = sizeof axis};
    const int64_t period = gdcs_table_find_concept(table, GDCS_CONCEPT_PERIOD);
    if (period < 0)
        return GDCS_OK;
    TRY(gdcs_table_get_axis(table, period, &axis, err));
    if (is_kept(axis.name, keep, n))
        return GDCS_OK;
    return gdcs_i_fail(err, GDCS_E_SHAPE, name, "the table has an axis of period: it must be kept");
}

/* strict: all axes to keep are there. */
static gdcs_status open_side(const gdcs_table *table, const char *name, const char *const *keep,
                             int32_t n, int strict, side *out, gdcs_error *err)
{
    const char *axes[GDCS_I_AXES], *kept[GDCS_I_AXES];
    const int64_t area = gdcs_table_find_concept(table, GDCS_CONCEPT_AREA);
    if (area < 0)
        return gdcs_i_fail(err, GDCS_E_SHAPE, name, "the table has no axis of area");
    TRY(check_period(table, keep, n, name, err));
    for (int32_t i = 0; i < n; i++)
        if (strict || gdcs_table_find_axis(table, keep[i]) >= 0) {
            out->axis[out->keys] = i;
            kept[out->keys++] = keep[i];
        }
    out->area.struct_size = sizeof out->area;
    TRY(gdcs_table_get_axis(table, area, &out->area, err));
    if (is_kept(out->area.name, keep, n))
        return gdcs_i_fail(err, GDCS_E_SHAPE, out->area.name,
                           "the axis of area is what is added up and cannot be kept");
    TRY(gdcs_i_beside_axes(kept, out->keys, out->area.name, axes, err));
    TRY(gdcs_i_groups_new(table, axes, out->keys + 1, &out->groups, err));
    return gdcs_table_get_axis(gdcs_i_groups_table(out->groups), out->keys, &out->area, err);
}

/* The codes of another side for the labels that the numerator's codes stand for; -1 for one it lacks. */
static gdcs_status translate(const work *w, const side *to, const int32_t *codes,
                             int32_t out[GDCS_I_AXES], gdcs_error *err)
{
    for (int32_t i = 0; i < to->keys; i++) {
        gdcs_axis from = {.struct_size = sizeof from}, axis = {.struct_size = sizeof axis};
        const int32_t kept = to->axis[i];
        TRY(gdcs_table_get_axis(gdcs_i_groups_table(w->numerator.groups), kept, &from, err));
        TRY(gdcs_table_get_axis(gdcs_i_groups_table(to->groups), i, &axis, err));
        out[i] = gdcs_i_beside_code(&axis, from.labels[codes[kept]]);
    }
    return GDCS_OK;
}

/* Of one sex, or of everybody. */
static gdcs_i_sdg_number number_of(const side *s, const gdcs_i_group *g, int32_t sex)
{
    if (sex == GDCS_SEX_FEMALE)
        return (gdcs_i_sdg_number){g->counts.women, g->lower.women, g->upper.women};
    if (sex == GDCS_SEX_MALE)
        return (gdcs_i_sdg_number){g->counts.men, g->lower.men, g->upper.men};
    if (g->codes == NULL)
        return (gdcs_i_sdg_number){g->counts.women + g->counts.men, g->lower.women,
                                   g->upper.women + g->upper.men};
    const gdcs_bounds all = gdcs_i_persons(s->groups, g);
    return (gdcs_i_sdg_number){all.lower == all.upper ? all.lower : NAN, all.lower, all.upper};
}

/* Nobody reports a denominator of nobody: where nothing was set, it is missing. */
static gdcs_i_group denominator_of(const side *s, const int32_t *codes, const char *label)
{
    gdcs_i_group g =
        gdcs_i_beside_group(s->groups, s->keys, codes, gdcs_i_beside_code(&s->area, label));
    if (g.codes == NULL) {
        g.counts = (gdcs_sex_counts){NAN, NAN, NAN, NAN, NAN};
        g.lower = (gdcs_sex_counts){0.0, 0.0, 0.0, 0.0, 0.0};
        g.upper = (gdcs_sex_counts){INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
    }
    return g;
}

typedef struct row {
    const int32_t *codes; /* of the numerator */
    int32_t denominator[GDCS_I_AXES];
    int32_t population[GDCS_I_AXES];
    int32_t sex;
    uint32_t notes;
    gdcs_i_sdg_sums sums;
} row;

static void add_country(const work *w, row *r, const char *label)
{
    const gdcs_i_group x = gdcs_i_beside_group(w->numerator.groups, w->numerator.keys, r->codes,
                                               gdcs_i_beside_code(&w->numerator.area, label));
    const gdcs_i_group n = denominator_of(&w->denominator, r->denominator, label);
    gdcs_i_sdg_country c = {.numerator = number_of(&w->numerator, &x, r->sex),
                            .denominator = number_of(&w->denominator, &n, r->sex)};
    if (r->sex != GDCS_SEX_TOTAL) {
        c.unknown = (gdcs_i_sdg_number){x.counts.unknown, x.lower.unknown, x.upper.unknown};
        c.others = n.upper.unknown;
    }
    c.population = c.denominator;
    if (w->population.groups != NULL) {
        const gdcs_i_group p = denominator_of(&w->population, r->population, label);
        c.population = number_of(&w->population, &p, r->sex);
        if (r->sex != GDCS_SEX_TOTAL)
            c.population.most += p.upper.unknown;
    }
    r->notes |= x.notes | n.notes;
    gdcs_i_sdg_add(&w->plan, &r->sums, &c);
}

static int is_country(const gdcs_axis *area, int64_t i)
{
    return area->total == NULL || strcmp(area->labels[i], area->total) != 0;
}

/* All that the denominator names, then those that only the numerator does. */
static void add_countries(const work *w, row *r)
{
    const gdcs_axis *known = &w->denominator.area, *more = &w->numerator.area;
    for (int64_t i = 0; i < known->label_count; i++)
        if (is_country(known, i))
            add_country(w, r, known->labels[i]);
    for (int64_t i = 0; i < more->label_count; i++)
        if (is_country(more, i) && gdcs_i_beside_code(known, more->labels[i]) < 0)
            add_country(w, r, more->labels[i]);
}

static int64_t most_countries(const work *w)
{
    return w->denominator.area.label_count + w->numerator.area.label_count;
}

static gdcs_status add_row(work *w, int64_t group, const int32_t *codes, int32_t sex,
                           gdcs_error *err)
{
    row r = {.codes = codes,
             .sex = sex,
             .sums = {.shares = w->room, .weights = w->room + most_countries(w)}};
    TRY(translate(w, &w->denominator, codes, r.denominator, err));
    if (w->population.groups != NULL)
        TRY(translate(w, &w->population, codes, r.population, err));
    add_countries(w, &r);
    const gdcs_sdg_result got = gdcs_i_sdg_measure(&w->plan, &r.sums);
    const double numbers[] = {got.numerator, got.denominator,       got.unknown,
                              got.coverage,  (double)got.countries, (double)got.reporting};
    return gdcs_i_form_add_row(&w->form, group, gdcs_sex_code(sex), numbers, &got.estimate,
                               &got.bounds, gdcs_i_sdg_method_text(&w->plan), got.notes | r.notes,
                               err);
}

static gdcs_status add_columns(work *w, gdcs_error *err)
{
    static const gdcs_i_heading headings[] = {
        {"numerator", NULL, GDCS_CONCEPT_COUNT},  {"denominator", NULL, GDCS_CONCEPT_N},
        {"unknown", NULL, GDCS_CONCEPT_UNKNOWN},  {"coverage", NULL, GDCS_CONCEPT_NUMBER},
        {"countries", NULL, GDCS_CONCEPT_NUMBER}, {"reporting", NULL, GDCS_CONCEPT_NUMBER}};
    return gdcs_i_form_add_columns(&w->form, "sex", GDCS_CONCEPT_SEX, headings, 6,
                                   w->plan.proportion ? "per cent" : "per 100000", err);
}

static gdcs_status add_rows(work *w, gdcs_error *err)
{
    static const int32_t sexes[] = {GDCS_SEX_FEMALE, GDCS_SEX_MALE, GDCS_SEX_TOTAL};
    const int32_t *codes;
    const int count = w->plan.mean ? 1 : 3; /* 5.2.1 is about women */
    for (int64_t i = -1; gdcs_i_form_next(&w->form, &i, &codes);)
        for (int s = 0; s < count; s++)
            TRY(add_row(w, i, codes, sexes[s], err));
    return GDCS_OK;
}

static gdcs_status finish(const work *w, gdcs_frame **out, gdcs_error *err)
{
    char sentence[448], level[GDCS_I_LEVEL_SIZE];
    const gdcs_sdg_definition *d = w->plan.definition;
    snprintf(sentence, sizeof sentence, "SDG %s: %s over %s; %s; %s %s interval.", d->code,
             d->numerator, d->denominator, d->rule, gdcs_i_level_text(w->plan.alpha, level),
             gdcs_i_sdg_method_text(&w->plan));
    return gdcs_i_result_finish(w->form.result, sentence, out, err);
}

gdcs_status gdcs_sdg_table(int32_t indicator, const gdcs_table *numerator,
                           const gdcs_table *denominator, const gdcs_table *population,
                           const char *const *keep, int32_t n, const gdcs_sdg_options *options,
                           gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    work w = {.room = NULL};
    TRY(gdcs_i_need(numerator, "numerator", err));
    TRY(gdcs_i_need(denominator, "denominator", err));
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0 || n >= GDCS_I_AXES)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%d axes to keep", (int)n);
    if (n > 0)
        TRY(gdcs_i_need((const void *)keep, "keep", err));
    for (int32_t i = 0; i < n; i++)
        TRY(gdcs_i_need(keep[i], "keep", err));
    TRY(gdcs_i_sdg_plan_new(indicator, options, &w.plan, err));
    GO(open_side(numerator, "numerator", keep, n, 1, &w.numerator, err));
    GO(open_side(denominator, "denominator", keep, n, 0, &w.denominator, err));
    if (population != NULL)
        GO(open_side(population, "population", keep, n, 0, &w.population, err));
    w.plan.own = population == NULL;
    w.form.groups = w.numerator.groups; /* which stays its own */
    w.form.keys = n;
    GO(gdcs_i_result_new(w.form.groups, n, &w.form.result, err));
    gdcs_i_result_add_source(w.form.result, denominator);
    if (population != NULL)
        gdcs_i_result_add_source(w.form.result, population);
    GO(gdcs_i_alloc((void **)&w.room, most_countries(&w), 2 * sizeof *w.room, err));
    GO(add_columns(&w, err));
    GO(add_rows(&w, err));
    GO(finish(&w, out, err));
done:
    free(w.room);
    gdcs_i_result_free(w.form.result);
    gdcs_i_groups_free(w.numerator.groups);
    gdcs_i_groups_free(w.denominator.groups);
    gdcs_i_groups_free(w.population.groups);
    return status;
}
