#include "core/fail.h"
#include "core/sum.h"
#include "data/population.h"
#include "stats/events.h"
#include "stats/form.h"
#include "stats/level.h"
#include "stats/rate/measure.h"
#include "stats/rate/sides.h"
#include "stats/residents.h"
#include "stats/standard/bands.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

enum { RATES_V1 = 40 }; /* size in release 0.1, for ever */

typedef struct work {
    gdcs_standard_rates standard;
    gdcs_i_rate_plan ratio; /* per 1: the expected number takes the part of the population */
    double per;
    char unit[GDCS_I_RATE_UNIT_SIZE];
    gdcs_i_form form;
    gdcs_i_residents residents;
} work;

static double rate_of(const gdcs_standard_rates *s, int32_t sex, int32_t band)
{
    if (s->women == NULL)
        return s->bands[band].weight;
    return sex == GDCS_SEX_FEMALE ? s->women[band] : s->men[band];
}

static gdcs_status check_rates(const double *rates, int32_t count, const char *name,
                               gdcs_error *err)
{
    for (int32_t i = 0; i < count; i++)
        if (!(rates[i] >= 0.0 && rates[i] <= DBL_MAX))
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, name,
                                  "rate %d of the standard is not a finite number of at least 0",
                                  (int)i + 1);
    return GDCS_OK;
}

/* Observed events are of all ages, so those expected must be too. */
static gdcs_status take(const gdcs_standard_rates *standard, gdcs_standard_rates *out,
                        gdcs_error *err)
{
    gdcs_i_bands bands;
    TRY(gdcs_i_need(standard, "standard", err));
    TRY(gdcs_i_take(out, sizeof *out, standard, RATES_V1, err));
    TRY(gdcs_i_need(out->bands, "bands", err));
    TRY(gdcs_i_standard_bands(
        &(gdcs_standard_options){.bands = out->bands, .band_count = out->band_count}, &bands, err));
    if (bands.bands[0].youngest > 0.0 || !isinf(bands.bands[bands.count - 1].oldest))
        return gdcs_i_fail(err, GDCS_E_SHAPE, "bands", "the bands are not of all ages");
    if ((out->women == NULL) != (out->men == NULL))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, out->women == NULL ? "women" : "men",
                           "rates of one sex only");
    if (!(out->crude >= 0.0 && out->crude <= DBL_MAX))
        return gdcs_i_fail(err, GDCS_E_VALUE, "crude",
                           "crude is not a finite number of at least 0");
    if (out->women == NULL)
        return GDCS_OK;
    TRY(check_rates(out->women, out->band_count, "women", err));
    return check_rates(out->men, out->band_count, "men", err);
}

static int is_needed(const gdcs_standard_rates *s, int32_t band)
{
    return rate_of(s, GDCS_SEX_FEMALE, band) > 0.0 || rate_of(s, GDCS_SEX_MALE, band) > 0.0;
}

static gdcs_status check_residents(const work *w, gdcs_error *err)
{
    for (int32_t i = 0; i < w->standard.band_count; i++)
        if (is_needed(&w->standard, i) &&
            !gdcs_i_residents_have(&w->residents, &w->standard.bands[i]))
            return gdcs_i_fail_at(
                err, GDCS_E_SHAPE, i + 1, 0, "population",
                "no bands of age of the population make up band %d of the standard", (int)i + 1);
    return GDCS_OK;
}

static gdcs_status expect_sex(const work *w, const int32_t *codes, int32_t sex, gdcs_i_sum *sum,
                              uint32_t *notes, gdcs_error *err)
{
    for (int32_t i = 0; i < w->standard.band_count; i++) {
        const double rate = rate_of(&w->standard, sex, i);
        double persons;
        if (rate == 0.0)
            continue;
        TRY(gdcs_i_residents_count(&w->residents, codes, sex, &w->standard.bands[i], &persons,
                                   notes, err));
        gdcs_i_sum_add(sum, persons * rate);
    }
    return GDCS_OK;
}

/* With rates by sex, everybody's are those of women and of men. */
static gdcs_status expect(const work *w, const int32_t *codes, int32_t sex, double *out,
                          uint32_t *notes, gdcs_error *err)
{
    gdcs_i_sum sum = {0};
    if (sex == GDCS_SEX_TOTAL && w->standard.women != NULL) {
        TRY(expect_sex(w, codes, GDCS_SEX_FEMALE, &sum, notes, err));
        TRY(expect_sex(w, codes, GDCS_SEX_MALE, &sum, notes, err));
    } else {
        TRY(expect_sex(w, codes, sex, &sum, notes, err));
    }
    *out = gdcs_i_sum_value(sum);
    return GDCS_OK;
}

static gdcs_status add_row(work *w, int64_t index, int32_t sex, gdcs_error *err)
{
    gdcs_i_group g;
    gdcs_rate_result r;
    double expected;
    gdcs_i_groups_get(w->form.groups, index, &g);
    const gdcs_i_events e = gdcs_i_events_of(w->form.groups, &g, sex);
    const double unknown = sex == GDCS_SEX_TOTAL ? 0.0 : g.counts.unknown;
    uint32_t notes = gdcs_i_events_notes(&g, sex);
    TRY(expect(w, g.codes, sex, &expected, &notes, err));
    gdcs_i_rate_measure(&w->ratio, &(gdcs_rate_counts){e.events, unknown, expected}, e.least,
                        e.most, &r);
    const double scale = w->standard.crude > 0.0 ? w->per * w->standard.crude : NAN;
    const double numbers[] = {e.events,
                              unknown,
                              expected,
                              scale * r.rate.value,
                              scale * r.rate.lower,
                              scale * r.rate.upper};
    return gdcs_i_form_add_row(&w->form, index, gdcs_sex_code(sex), numbers, &r.rate, &r.bounds,
                               gdcs_i_rate_method_text(r.method), r.notes | notes, err);
}

static gdcs_status add_columns(work *w, gdcs_error *err)
{
    const gdcs_i_heading headings[] = {
        {"events", NULL, GDCS_CONCEPT_COUNT},         {"unknown", NULL, GDCS_CONCEPT_UNKNOWN},
        {"expected", NULL, GDCS_CONCEPT_NUMBER},      {"rate", w->unit, GDCS_CONCEPT_NUMBER},
        {"rate_lower", w->unit, GDCS_CONCEPT_NUMBER}, {"rate_upper", w->unit, GDCS_CONCEPT_NUMBER}};
    return gdcs_i_form_add_columns(&w->form, "sex", GDCS_CONCEPT_SEX, headings, 6, NULL, err);
}

static gdcs_status finish(const work *w, gdcs_frame **out, gdcs_error *err)
{
    char sentence[256], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Events over those expected by the rates of a standard in %d bands of age, %s; %s %s "
             "interval; bounds hold whatever the sex of the unknown.",
             (int)w->standard.band_count,
             w->standard.women == NULL ? "the same for both sexes" : "of the same sex",
             gdcs_i_level_text(w->ratio.alpha, level), gdcs_i_rate_method_text(w->ratio.method));
    return gdcs_i_result_finish(w->form.result, sentence, out, err);
}

static gdcs_status refuse_age(const gdcs_table *table, const char *const *keep, int32_t n,
                              gdcs_error *err)
{
    const int64_t age = gdcs_table_find_concept(table, GDCS_CONCEPT_AGE);
    for (int32_t i = 0; age >= 0 && keep != NULL && i < n; i++)
        if (keep[i] != NULL && gdcs_table_find_axis(table, keep[i]) == age)
            return gdcs_i_fail(err, GDCS_E_SHAPE, keep[i],
                               "the axis of age is what is standardised for and cannot be kept");
    return GDCS_OK;
}

gdcs_status gdcs_standard_table_indirect(const gdcs_table *table, const gdcs_population *population,
                                         const gdcs_standard_rates *standard,
                                         const char *const *keep, int32_t n,
                                         const gdcs_rate_options *options, gdcs_frame **out,
                                         gdcs_error *err)
{
    static const int32_t sexes[] = {GDCS_SEX_FEMALE, GDCS_SEX_MALE, GDCS_SEX_TOTAL};
    gdcs_status status = GDCS_OK;
    work w = {.per = 0.0};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(population, "population", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(take(standard, &w.standard, err));
    TRY(gdcs_i_rate_plan_new(options, &w.ratio, err));
    w.per = w.ratio.per;
    w.ratio.per = 1.0;
    gdcs_i_rate_unit(w.per, w.unit);
    TRY(refuse_age(table, keep, n, err));
    GO(gdcs_i_form_new(table, keep, n, NULL, gdcs_i_population_table(population), &w.form, err));
    GO(gdcs_i_residents_new_bands(population, gdcs_i_groups_table(w.form.groups), n, &w.residents,
                                  err));
    GO(check_residents(&w, err));
    GO(add_columns(&w, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(w.form.groups) * 3; i++)
        GO(add_row(&w, i / 3, sexes[i % 3], err));
    GO(finish(&w, out, err));
done:
    gdcs_i_form_free(&w.form);
    return status;
}
