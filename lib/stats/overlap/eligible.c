/* Who was compelled to offend, of trafficked offenders: the overlap of those with all of them. */
#include "core/fail.h"
#include "stats/counts.h"
#include "stats/overlap/measure.h"

#include <math.h>

enum { RESULT_V1 = 240 }; /* in release 0.1, for ever */

static gdcs_status check_end(double end, const char *name, const char *field, gdcs_error *err)
{
    return end == INFINITY ? GDCS_OK : gdcs_i_count_check(end, 0, name, field, 0, err);
}

static gdcs_status check_count(const gdcs_bounds *count, const char *name, const char *field,
                               gdcs_error *err)
{
    TRY(gdcs_i_count_check(count->lower, 0, name, field, 0, err));
    TRY(check_end(count->upper, name, field, err));
    if (count->lower > count->upper)
        return gdcs_i_fail(err, GDCS_E_VALUE, field, "the ends of %s are reversed", name);
    return GDCS_OK;
}

static gdcs_status check(const gdcs_overlap_compelled *c, const char *field, gdcs_error *err)
{
    TRY(check_count(&c->compelled, "compelled", field, err));
    TRY(check_count(&c->not_compelled, "not_compelled", field, err));
    return gdcs_i_count_check(c->undetermined, 0, "undetermined", field, 0, err);
}

static double exact(const gdcs_bounds *count)
{
    return count->lower == count->upper ? count->lower : NAN;
}

static gdcs_i_overlap_box box_of(const gdcs_overlap_compelled *c)
{
    const double more = c->undetermined;
    const gdcs_i_overlap_box box = {
        {exact(&c->compelled), 0.0, exact(&c->not_compelled), NAN},
        {c->compelled.lower, 0.0, c->not_compelled.lower, 0.0},
        {c->compelled.upper + more, 0.0, c->not_compelled.upper + more, INFINITY}};
    return box;
}

static int has_nobody(const gdcs_i_overlap_box *box)
{
    return box->upper.both == 0.0 && box->upper.offender_only == 0.0;
}

/* A count known as an interval is no missing one. */
static void note_intervals(const gdcs_overlap_compelled *c, gdcs_overlap_measure *m)
{
    if (!isnan(exact(&c->compelled) + exact(&c->not_compelled)))
        return;
    m->notes |= GDCS_NOTE_INTERVAL_CELL | GDCS_NOTE_NOT_ESTIMABLE;
    if (!isinf(c->compelled.upper) && !isinf(c->not_compelled.upper))
        m->notes &= ~(uint32_t)GDCS_NOTE_MISSING_CELL;
}

gdcs_status gdcs_overlap_estimate_eligible(const gdcs_overlap_compelled *women,
                                           const gdcs_overlap_compelled *men,
                                           const gdcs_overlap_options *options,
                                           gdcs_overlap_eligible_result *out, gdcs_error *err)
{
    gdcs_i_overlap_plan plan;
    gdcs_overlap_sexes_result both;
    gdcs_overlap_eligible_result r = {.struct_size = sizeof r};
    TRY(gdcs_i_need(women, "women", err));
    TRY(gdcs_i_need(men, "men", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_overlap_plan_new(options, &plan, err));
    TRY(check(women, "women", err));
    TRY(check(men, "men", err));
    const gdcs_i_overlap_box w = box_of(women), m = box_of(men);
    if (has_nobody(&w) && has_nobody(&m))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "women", "nobody can be in either sex");
    gdcs_i_overlap_compare(&plan, &w, &m, &both);
    gdcs_i_overlap_measure(&plan, GDCS_OVERLAP_MEASURE_OFFENDERS_VICTIMS, &w, &r.women);
    gdcs_i_overlap_measure(&plan, GDCS_OVERLAP_MEASURE_OFFENDERS_VICTIMS, &m, &r.men);
    note_intervals(women, &r.women);
    note_intervals(men, &r.men);
    r.alpha = plan.alpha;
    r.difference = both.difference;
    r.ratio = both.ratio;
    r.difference.notes |= (r.women.notes | r.men.notes) & GDCS_NOTE_INTERVAL_CELL;
    r.ratio.notes |= (r.women.notes | r.men.notes) & GDCS_NOTE_INTERVAL_CELL;
    r.notes = r.women.notes | r.men.notes | r.difference.notes | r.ratio.notes;
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}
