#include "stats/association/measure.h"

#include "core/fail.h"
#include "core/memory.h"
#include "num/adjust.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/test.h"

#include <math.h>
#include <stdlib.h>

enum {
    OPTIONS_V1 = 48, /* in release 0.1, for ever */
    MOST_PERMUTATIONS = 1000000,
    FEWEST_PERMUTATIONS = 10,
    PERMUTATIONS = 9999
};

static const double MOST_DRAWN = 9007199254740992.0; /* persons in a random table */

const char *gdcs_i_association_method_text(int32_t method)
{
    switch (method) {
    case GDCS_ASSOCIATION_METHOD_PEARSON: return "Pearson chi-square";
    case GDCS_ASSOCIATION_METHOD_G: return "likelihood ratio";
    case GDCS_ASSOCIATION_METHOD_EXACT: return "exact";
    case GDCS_ASSOCIATION_METHOD_SIMULATED: return "simulated chi-square";
    case GDCS_ASSOCIATION_METHOD_SIMULATED_EXACT: return "simulated exact";
    default: return "";
    }
}

gdcs_status gdcs_i_association_plan_new(const gdcs_association_options *options,
                                        gdcs_i_association_plan *out, gdcs_error *err)
{
    gdcs_association_options o;
    gdcs_i_association_plan plan = {0};
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    plan.method = o.method == 0 ? GDCS_ASSOCIATION_METHOD_PEARSON : o.method;
    if (gdcs_i_association_method_text(plan.method)[0] == '\0')
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    if (o.sexes < 0 || o.sexes > (GDCS_ASSOCIATION_SEXES_OTHER | GDCS_ASSOCIATION_SEXES_UNKNOWN))
        return gdcs_i_fail(err, GDCS_E_OPTION, "sexes", "%d is no choice of sexes", (int)o.sexes);
    if (o.adjust < 0 || o.adjust > GDCS_I_ADJUST_METHODS)
        return gdcs_i_fail(err, GDCS_E_OPTION, "adjust", "%d is not a method of adjustment",
                           (int)o.adjust);
    if (o.permutations != 0 &&
        (o.permutations < FEWEST_PERMUTATIONS || o.permutations > MOST_PERMUTATIONS))
        return gdcs_i_fail(err, GDCS_E_OPTION, "permutations",
                           "permutations is %d, not in 10 to 1000000", (int)o.permutations);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    plan.sexes = o.sexes;
    plan.adjust = o.adjust == 0 ? GDCS_I_ADJUST_HOLM : o.adjust;
    plan.permutations = o.permutations == 0 ? PERMUTATIONS : o.permutations;
    plan.seed = (uint64_t)o.seed;
    *out = plan;
    return GDCS_OK;
}

gdcs_status gdcs_i_association_room(int64_t rows, int64_t columns, double **out, gdcs_error *err)
{
    void *memory = NULL;
    if (rows > INT64_MAX / 8 || columns > INT64_MAX / 8 - rows)
        return gdcs_i_fail_memory(err);
    TRY(gdcs_i_alloc(&memory, 2 * rows + 4 * columns, sizeof(double), err));
    *out = memory;
    return GDCS_OK;
}

gdcs_association_result gdcs_i_association_nothing(const gdcs_i_association_plan *plan,
                                                   uint32_t notes)
{
    const gdcs_association_result r = {.notes = notes | GDCS_NOTE_NOT_ESTIMABLE,
                                       .method = plan->method,
                                       .alpha = plan->alpha,
                                       .n = NAN,
                                       .least_expected = NAN,
                                       .test = gdcs_i_test_none(),
                                       .v = {NAN, NAN, NAN, NAN},
                                       .corrected = NAN,
                                       .tschuprow = NAN,
                                       .contingency = NAN,
                                       .bounds = {0.0, 1.0}};
    return r;
}

static int is_whole(const gdcs_i_cross_table *t)
{
    for (int64_t i = 0; i < t->rows * t->columns; i++)
        if (!gdcs_i_is_whole(t->count[i]))
            return 0;
    return 1;
}

static int needs_whole(int32_t method)
{
    return method == GDCS_ASSOCIATION_METHOD_EXACT || method == GDCS_ASSOCIATION_METHOD_SIMULATED ||
           method == GDCS_ASSOCIATION_METHOD_SIMULATED_EXACT;
}

static gdcs_test simulate(const gdcs_i_association_plan *plan, const gdcs_i_cross_table *t,
                          const struct gdcs_i_cross_fit *fit, int by_probability, double *room)
{
    const int64_t far =
        gdcs_i_cross_simulate(t, by_probability, plan->seed, plan->permutations, room);
    return gdcs_i_test_of_p(by_probability ? NAN : fit->pearson,
                            (double)(far + 1) / (double)(plan->permutations + 1));
}

/* Falls back on the next method that applies, unless it is the scalar form. */
static gdcs_status test(const gdcs_i_association_plan *plan, const gdcs_i_cross_table *t,
                        const struct gdcs_i_cross_fit *fit, int scalar, double *room,
                        gdcs_association_result *r, gdcs_error *err)
{
    double ln_p;
    if (needs_whole(r->method) && ((r->notes & GDCS_NOTE_NOT_WHOLE) != 0 || t->n > MOST_DRAWN)) {
        const int whole = (r->notes & GDCS_NOTE_NOT_WHOLE) == 0;
        if (scalar)
            return gdcs_i_fail(err, whole ? GDCS_E_LIMIT : GDCS_E_VALUE, "method", "%s",
                               whole ? "this method takes at most 2^53 persons"
                                     : "this method needs whole counts, and one has a fraction");
        r->method = GDCS_ASSOCIATION_METHOD_PEARSON;
        r->notes |= GDCS_NOTE_METHOD_CHANGED;
    }
    if (r->method == GDCS_ASSOCIATION_METHOD_EXACT) {
        const gdcs_status status = gdcs_i_cross_exact(t, &ln_p, scalar ? err : NULL);
        if (status == GDCS_OK)
            r->test = gdcs_i_test_of_log(NAN, ln_p);
        if (status == GDCS_OK || scalar)
            return status;
        if (status != GDCS_E_LIMIT)
            return gdcs_i_fail_memory(err);
        r->method = GDCS_ASSOCIATION_METHOD_SIMULATED_EXACT;
        r->notes |= GDCS_NOTE_METHOD_CHANGED;
    }
    if (needs_whole(r->method)) {
        r->notes |= GDCS_NOTE_SIMULATED;
        r->permutations = plan->permutations;
        r->test =
            simulate(plan, t, fit, r->method == GDCS_ASSOCIATION_METHOD_SIMULATED_EXACT, room);
    } else
        r->test = gdcs_i_test_of_chisq(
            r->method == GDCS_ASSOCIATION_METHOD_G ? fit->g : fit->pearson, fit->df);
    return GDCS_OK;
}

static uint32_t notes_of(const gdcs_i_cross_table *t, const struct gdcs_i_cross_fit *fit)
{
    uint32_t notes = is_whole(t) ? 0 : (uint32_t)GDCS_NOTE_NOT_WHOLE;
    if (t->used_rows < t->rows || t->used_columns < t->columns)
        notes |= GDCS_NOTE_EMPTY_UNIT;
    if (fit->zero > 0)
        notes |= GDCS_NOTE_ZERO_CELL;
    if (fit->sparse > 0)
        notes |= GDCS_NOTE_SPARSE;
    if (t->n < 20.0)
        notes |= GDCS_NOTE_SMALL_BASE;
    return notes;
}

static void put_effect(const struct gdcs_i_cross_effect *e, gdcs_association_result *r)
{
    r->v = (gdcs_estimate){e->v, e->limits.lower, e->limits.upper, e->std_error};
    r->corrected = e->corrected;
    r->tschuprow = e->tschuprow;
    r->contingency = e->contingency;
    r->bounds = (gdcs_bounds){e->v, e->v};
    if (e->v == 0.0 || e->v == 1.0)
        r->notes |= GDCS_NOTE_AT_BOUNDARY;
}

gdcs_status gdcs_i_association_estimate(const gdcs_i_association_plan *plan, const double *counts,
                                        int64_t rows, int64_t columns, int scalar, double *room,
                                        gdcs_association_result *out, gdcs_error *err)
{
    const gdcs_i_cross_table t = gdcs_i_cross_of(counts, rows, columns, room);
    const struct gdcs_i_cross_fit fit = gdcs_i_cross_fit_of(&t);
    gdcs_association_result r = gdcs_i_association_nothing(plan, notes_of(&t, &fit));
    r.n = t.n;
    r.rows = t.used_rows;
    r.columns = t.used_columns;
    r.empty = rows - t.used_rows + columns - t.used_columns;
    r.sparse = fit.sparse;
    r.least_expected = t.n > 0.0 ? fit.least_expected : NAN;
    if (r.rows > 1 && r.columns > 1) {
        r.notes &= ~(uint32_t)GDCS_NOTE_NOT_ESTIMABLE;
        const struct gdcs_i_cross_effect e = gdcs_i_cross_effect_of(&t, &fit, plan->alpha);
        put_effect(&e, &r);
        TRY(test(plan, &t, &fit, scalar, room + 2 * (rows + columns), &r, err));
    } else if (scalar)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "counts", "fewer than two %s have anybody in them",
                           r.rows > 1 ? "columns" : "rows");
    r.struct_size = out->struct_size;
    *out = r;
    return GDCS_OK;
}
