#include "core/fail.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/own_right/measure.h"

#include <string.h>

enum { COUNTS_V1 = 168, RESULT_V1 = 792 }; /* in release 0.1, for ever */

static gdcs_status check(const gdcs_own_right_counts *c, int missing, int64_t row, gdcs_error *err)
{
    TRY(gdcs_i_counts_check(&c->own, missing, "own", row, err));
    TRY(gdcs_i_counts_check(&c->relatives, missing, "relatives", row, err));
    TRY(gdcs_i_counts_check(&c->unknown_basis, missing, "unknown_basis", row, err));
    if (c->has_dependants)
        TRY(gdcs_i_counts_check(&c->dependants, missing, "dependants", row, err));
    return GDCS_OK;
}

static gdcs_i_own_right persons_of(const gdcs_own_right_counts *c)
{
    const gdcs_i_own_right p = {gdcs_i_group_of_counts(&c->own),
                                gdcs_i_group_of_counts(&c->relatives),
                                gdcs_i_group_of_counts(&c->unknown_basis),
                                gdcs_i_group_of_counts(&c->dependants), (int32_t)c->has_dependants};
    return p;
}

static gdcs_own_right_result result_of(const gdcs_i_gap_plan *plan, const gdcs_own_right_counts *c,
                                       const gdcs_i_own_right_value v[GDCS_OWN_RIGHT_MEASURES])
{
    const gdcs_sex_counts *o = &c->own, *r = &c->relatives, *u = &c->unknown_basis;
    gdcs_own_right_result out = {.struct_size = sizeof out,
                                 .alpha = plan->alpha,
                                 .n_women = o->women + r->women,
                                 .n_men = o->men + r->men,
                                 .n_own = o->women + o->men,
                                 .n_relatives = r->women + r->men,
                                 .unknown_sex = o->unknown + r->unknown + u->unknown,
                                 .unknown_basis = u->women + u->men + u->unknown,
                                 .women = v[GDCS_OWN_RIGHT_MEASURE_WOMEN].value,
                                 .men = v[GDCS_OWN_RIGHT_MEASURE_MEN].value,
                                 .difference = v[GDCS_OWN_RIGHT_MEASURE_DIFFERENCE].value,
                                 .ratio = v[GDCS_OWN_RIGHT_MEASURE_RATIO].value,
                                 .odds_ratio = v[GDCS_OWN_RIGHT_MEASURE_ODDS_RATIO].value};
    out.women_own = v[GDCS_OWN_RIGHT_MEASURE_WOMEN_OWN].value;
    out.women_relatives = v[GDCS_OWN_RIGHT_MEASURE_WOMEN_RELATIVES].value;
    out.women_difference = v[GDCS_OWN_RIGHT_MEASURE_WOMEN_DIFFERENCE].value;
    out.women_ratio = v[GDCS_OWN_RIGHT_MEASURE_WOMEN_RATIO].value;
    out.women_all = v[GDCS_OWN_RIGHT_MEASURE_WOMEN_ALL].value;
    out.dependants_women = v[GDCS_OWN_RIGHT_MEASURE_DEPENDANTS_WOMEN].value;
    out.dependants_men = v[GDCS_OWN_RIGHT_MEASURE_DEPENDANTS_MEN].value;
    out.dependants_ratio = v[GDCS_OWN_RIGHT_MEASURE_DEPENDANTS_RATIO].value;
    const int measures =
        c->has_dependants ? GDCS_OWN_RIGHT_MEASURES : GDCS_OWN_RIGHT_MEASURE_DEPENDANTS_WOMEN;
    for (int i = 1; i < measures; i++)
        out.notes |= v[i].value.notes;
    return out;
}

gdcs_status gdcs_own_right_estimate(const gdcs_own_right_counts *counts,
                                    const gdcs_gap_options *options, gdcs_own_right_result *out,
                                    gdcs_error *err)
{
    gdcs_i_gap_plan plan;
    gdcs_own_right_counts c;
    gdcs_i_own_right_value v[GDCS_OWN_RIGHT_MEASURES];
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&c, sizeof c, counts, COUNTS_V1, err));
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    if (c.has_dependants > 1)
        return gdcs_i_fail(err, GDCS_E_VALUE, "has_dependants", "has_dependants is %u, not 0 or 1",
                           (unsigned)c.has_dependants);
    TRY(check(&c, 0, 0, err));
    if (!(c.own.women + c.own.men + c.relatives.women + c.relatives.men > 0.0))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "counts",
                           "there are no women and no men in their own right or as relatives");
    const gdcs_i_own_right p = persons_of(&c);
    gdcs_i_own_right_measure(&plan, &p, 1, GDCS_OWN_RIGHT_MEASURES - 1, v);
    const gdcs_own_right_result r = result_of(&plan, &c, v);
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

/* The arrays of own, relatives, unknown_basis and dependants. */
typedef struct arrays {
    gdcs_sex_arrays of[4];
    uint32_t has_dependants;
    uint32_t padding;
} arrays;

static gdcs_own_right_counts counts_at(const arrays *in, int64_t i)
{
    const gdcs_own_right_counts c = {sizeof c,
                                     in->has_dependants,
                                     gdcs_i_sex_arrays_at(&in->of[0], i),
                                     gdcs_i_sex_arrays_at(&in->of[1], i),
                                     gdcs_i_sex_arrays_at(&in->of[2], i),
                                     gdcs_i_sex_arrays_at(&in->of[3], i)};
    return c;
}

static gdcs_status take_arrays(const gdcs_sex_arrays *const given[4], int64_t n, arrays *in,
                               gdcs_error *err)
{
    TRY(gdcs_i_need(given[0], "own", err));
    TRY(gdcs_i_need(given[1], "relatives", err));
    for (int i = 0; i < 4; i++)
        TRY(gdcs_i_take(&in->of[i], sizeof in->of[i], given[i], GDCS_I_SEX_ARRAYS_V1, err));
    in->has_dependants = given[3] != NULL;
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    for (int64_t i = 0; i < n; i++) {
        const gdcs_own_right_counts c = counts_at(in, i);
        TRY(check(&c, 1, i + 1, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_own_right_each(const gdcs_sex_arrays *own, const gdcs_sex_arrays *relatives,
                                const gdcs_sex_arrays *unknown_basis,
                                const gdcs_sex_arrays *dependants, int64_t n, int32_t measure,
                                const gdcs_gap_options *options, const gdcs_estimate_arrays *out,
                                gdcs_error *err)
{
    const gdcs_sex_arrays *const given[] = {own, relatives, unknown_basis, dependants};
    gdcs_i_gap_plan plan;
    gdcs_estimate_arrays to;
    arrays in;
    gdcs_i_own_right_value v[GDCS_OWN_RIGHT_MEASURES];
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    if (measure < 1 || measure >= GDCS_OWN_RIGHT_MEASURES)
        return gdcs_i_fail(err, GDCS_E_OPTION, "measure", "%d is not a measure", (int)measure);
    TRY(take_arrays(given, n, &in, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_own_right_counts c = counts_at(&in, i);
        const gdcs_i_own_right p = persons_of(&c);
        gdcs_i_own_right_measure(&plan, &p, measure, measure, v);
        const gdcs_own_right_value *one = &v[measure].value;
        gdcs_i_estimate_arrays_set(&to, i, &one->estimate, &one->bounds, one->notes);
    }
    return GDCS_OK;
}
