#include "stats/standard/ages.h"
#include "core/fail.h"
#include "core/memory.h"
#include "data/codes/age.h"
#include "stats/beside.h"
#include "stats/standard/bands.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum kind { BAND, OUTSIDE, UNKNOWN, TOTAL };

typedef struct age {
    gdcs_standard_band band; /* with its weight */
    int32_t kind;
    int32_t padding;
} age;

struct gdcs_i_standard_ages {
    const gdcs_i_groups *groups;
    gdcs_i_residents residents;
    age *ages; /* one per label */
    int32_t count;
    int32_t bands;
    int32_t keys;
    int32_t cut; /* some ages do not count */
};

static gdcs_status classify(gdcs_i_standard_ages *a, const gdcs_axis *axis,
                            const gdcs_standard_options *o, gdcs_error *err)
{
    const double oldest = o->oldest == 0.0 ? INFINITY : o->oldest;
    a->cut = o->youngest > 0.0 || oldest < INFINITY;
    for (int32_t i = 0; i < a->count; i++) {
        age *it = &a->ages[i];
        const char *label = axis->labels[i];
        if (axis->total != NULL && strcmp(label, axis->total) == 0)
            it->kind = TOTAL;
        else if (gdcs_i_age_is_unknown(label))
            it->kind = UNKNOWN;
        else if (!gdcs_i_standard_parse(label, &it->band))
            return gdcs_i_fail(err, GDCS_E_NAME, axis->name,
                               "\"%.60s\" is neither a band of age nor an age not known", label);
        else if (it->band.oldest < o->youngest || it->band.youngest > oldest)
            it->kind = OUTSIDE;
        a->bands += it->kind == BAND;
    }
    return GDCS_OK;
}

/* The bands and their labels, packed, get weights and give them back. */
static gdcs_status weigh(gdcs_i_standard_ages *a, const gdcs_axis *axis,
                         const gdcs_standard_options *options, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *bands = NULL, *labels = NULL, *weights = NULL;
    int32_t n = 0;
    GO(gdcs_i_alloc(&bands, a->count, sizeof(gdcs_standard_band), err));
    GO(gdcs_i_alloc(&labels, a->count, sizeof(char *), err));
    GO(gdcs_i_alloc(&weights, a->count, sizeof(double), err));
    for (int32_t i = 0; i < a->count; i++)
        if (a->ages[i].kind == BAND) {
            ((gdcs_standard_band *)bands)[n] = a->ages[i].band;
            ((const char **)labels)[n++] = axis->labels[i];
        }
    GO(gdcs_i_standard_weights(options, bands, labels, n, weights, err));
    for (int32_t i = 0, next = 0; i < a->count; i++)
        if (a->ages[i].kind == BAND)
            a->ages[i].band.weight = ((double *)weights)[next++];
done:
    free(bands);
    free(labels);
    free(weights);
    return status;
}

static gdcs_status check_residents(const gdcs_i_standard_ages *a, const gdcs_axis *axis,
                                   gdcs_error *err)
{
    for (int32_t i = 0; i < a->count; i++)
        if (a->ages[i].kind == BAND && a->ages[i].band.weight > 0.0 &&
            !gdcs_i_residents_have(&a->residents, &a->ages[i].band))
            return gdcs_i_fail(err, GDCS_E_SHAPE, "population",
                               "no bands of age of the population make up \"%.60s\"",
                               axis->labels[i]);
    return GDCS_OK;
}

gdcs_status gdcs_i_standard_ages_new(const gdcs_i_groups *groups, int32_t keys,
                                     const gdcs_population *population,
                                     const gdcs_standard_options *options,
                                     gdcs_i_standard_ages **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    gdcs_axis axis = {.struct_size = sizeof axis};
    const gdcs_table *table = gdcs_i_groups_table(groups);
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_standard_ages), err));
    gdcs_i_standard_ages *a = memory;
    a->groups = groups;
    a->keys = keys;
    GO(gdcs_i_residents_new_bands(population, table, keys, &a->residents, err));
    GO(gdcs_table_get_axis(table, keys, &axis, err));
    a->count = (int32_t)axis.label_count;
    GO(gdcs_i_alloc(&memory, a->count, sizeof *a->ages, err));
    a->ages = memory;
    GO(classify(a, &axis, options, err));
    GO(weigh(a, &axis, options, err));
    GO(check_residents(a, &axis, err));
    *out = a;
    return GDCS_OK;
done:
    gdcs_i_standard_ages_free(a);
    return status;
}

void gdcs_i_standard_ages_free(gdcs_i_standard_ages *ages)
{
    if (ages == NULL)
        return;
    free(ages->ages);
    free(ages);
}

int32_t gdcs_i_standard_ages_count(const gdcs_i_standard_ages *ages)
{
    return ages->bands;
}

/* Counts of persons as an array, so that what holds for one sex is written once. */
enum { SEXES = 4 };

static void take(const gdcs_sex_counts *c, double out[SEXES])
{
    memcpy(out, (const double[]){c->women, c->men, c->other, c->unknown}, SEXES * sizeof *out);
}

static void give(const double in[SEXES], gdcs_sex_counts *c)
{
    c->women += in[0];
    c->men += in[1];
    c->other += in[2];
    c->unknown += in[3];
}

static void add(gdcs_i_group *sum, const gdcs_i_group *g)
{
    double counts[SEXES], lower[SEXES], upper[SEXES];
    take(&g->counts, counts);
    take(&g->lower, lower);
    take(&g->upper, upper);
    give(counts, &sum->counts);
    give(lower, &sum->lower);
    give(upper, &sum->upper);
    sum->lower.not_applicable += g->lower.not_applicable;
    sum->notes |= g->notes;
}

/* What a declared total leaves when its parts are taken off; a total that nothing limits says nothing. */
static gdcs_i_group rest(const gdcs_i_group *total, const gdcs_i_group *parts)
{
    double t[SEXES], p[SEXES], low[SEXES], high[SEXES], least[SEXES], most[SEXES];
    gdcs_i_group g = {.codes = NULL, .notes = total->notes};
    take(&total->lower, low);
    take(&total->upper, high);
    take(&parts->lower, least);
    take(&parts->upper, most);
    for (int i = 0; i < SEXES; i++) {
        const double rounding = 1e-12 * high[i];
        const int unlimited = isinf(high[i]);
        if (!unlimited && high[i] < least[i] - rounding)
            g.notes |= GDCS_NOTE_PARTS_EXCEED;
        low[i] = low[i] - most[i] > rounding ? low[i] - most[i] : 0.0;
        high[i] = !unlimited && high[i] - least[i] > rounding ? high[i] - least[i] : 0.0;
        if (low[i] > 0.0)
            g.notes |= GDCS_NOTE_TOTAL_EXCEEDS;
        high[i] = fmax(low[i], high[i]);
        t[i] = low[i] == high[i] ? low[i] : NAN;
        p[i] = 0.0;
    }
    give(p, &g.counts);
    give(t, &g.counts);
    give(low, &g.lower);
    give(high, &g.upper);
    return g;
}

/* Where some ages do not count, those not known may be among them: spread as the known ones are, they
   are at least none. */
static gdcs_i_events share_of(gdcs_i_events unknown, double inside, double outside)
{
    const double all = inside + outside;
    unknown.events =
        unknown.events == 0.0 || all == 0.0 ? unknown.events : unknown.events * (inside / all);
    unknown.least = 0.0;
    return unknown;
}

static gdcs_status add_band(const gdcs_i_standard_ages *a, const int32_t *codes, int32_t sex,
                            const gdcs_standard_band *band, const gdcs_i_group *g,
                            gdcs_i_standard_sums *sums, uint32_t *notes, gdcs_error *err)
{
    gdcs_i_standard_stratum s = {.events = gdcs_i_events_of(a->groups, g, sex),
                                 .weight = band->weight};
    if (band->weight > 0.0)
        TRY(gdcs_i_residents_count(&a->residents, codes, sex, band, &s.population, notes, err));
    s.variance = s.events.events;
    gdcs_i_standard_add(sums, &s);
    return GDCS_OK;
}

gdcs_status gdcs_i_standard_ages_measure(const gdcs_i_standard_ages *a,
                                         const gdcs_i_standard_plan *plan, const int32_t *codes,
                                         int32_t sex, gdcs_i_standard_rate *out, gdcs_error *err)
{
    gdcs_i_standard_sums sums = {.count = 0};
    gdcs_i_group all = {.codes = NULL}, unknown = {.codes = NULL}, total = {.codes = NULL};
    double outside = 0.0;
    uint32_t notes = 0;
    for (int32_t i = 0; i < a->count; i++) {
        const gdcs_i_group g = gdcs_i_beside_group(a->groups, a->keys, codes, i);
        if (a->ages[i].kind == TOTAL) {
            total = g;
            continue;
        }
        if (a->ages[i].kind == UNKNOWN && g.codes == NULL)
            continue; /* sources list unknown ages only where there are any */
        add(&all, &g);
        if (a->ages[i].kind == UNKNOWN)
            add(&unknown, &g);
        else if (a->ages[i].kind == OUTSIDE)
            outside += gdcs_i_events_of(a->groups, &g, sex).events;
        else
            TRY(add_band(a, codes, sex, &a->ages[i].band, &g, &sums, &notes, err));
    }
    if (total.codes != NULL) {
        const gdcs_i_group left = rest(&total, &all);
        add(&unknown, &left);
        add(&all, &left);
    }
    gdcs_i_events left_over = gdcs_i_events_of(a->groups, &unknown, sex);
    if (a->cut)
        left_over = share_of(left_over, gdcs_i_sum_value(sums.events), outside);
    gdcs_i_standard_measure(plan, &sums, &left_over, out);
    out->result.unknown = sex == GDCS_SEX_TOTAL ? 0.0 : all.counts.unknown;
    out->result.notes |= notes | gdcs_i_events_notes(&all, sex);
    return GDCS_OK;
}
