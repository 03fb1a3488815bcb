/* Who was compelled to offend, of trafficked offenders: the overlap of those with all of them. */
#include "core/fail.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/overlap/measure.h"

#include <math.h>

enum { /* sizes in release 0.1, for ever */
       RESULT_V1 = 240,
       COMPELLED_ARRAYS_V1 = 48
};

static gdcs_status check_end(double end, const char *name, const char *field, int64_t row,
                             gdcs_error *err)
{
    return end == INFINITY ? GDCS_OK : gdcs_i_count_check(end, 0, name, field, row, err);
}

static gdcs_status check_count(const gdcs_bounds *count, const char *name, const char *field,
                               int64_t row, gdcs_error *err)
{
    TRY(gdcs_i_count_check(count->lower, 0, name, field, row, err));
    TRY(check_end(count->upper, name, field, row, err));
    if (count->lower > count->upper)
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, field, "the ends of %s are reversed",
                              name);
    return GDCS_OK;
}

/* Of a row of arrays those who are undetermined may be missing too: any number. */
static gdcs_status check(const gdcs_overlap_compelled *c, const char *field, int64_t row,
                         gdcs_error *err)
{
    TRY(check_count(&c->compelled, "compelled", field, row, err));
    TRY(check_count(&c->not_compelled, "not_compelled", field, row, err));
    if (row > 0)
        return check_end(c->undetermined, "undetermined", field, row, err);
    return gdcs_i_count_check(c->undetermined, 0, "undetermined", field, row, err);
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
static void note_intervals(const gdcs_i_overlap_box *box, gdcs_overlap_measure *m)
{
    if (!isnan(box->counts.both + box->counts.offender_only))
        return;
    m->notes |= GDCS_NOTE_INTERVAL_CELL | GDCS_NOTE_NOT_ESTIMABLE;
    if (!isinf(box->upper.both) && !isinf(box->upper.offender_only))
        m->notes &= ~(uint32_t)GDCS_NOTE_MISSING_CELL;
}

void gdcs_i_overlap_eligible(const gdcs_i_overlap_plan *plan, const gdcs_i_overlap_box *women,
                             const gdcs_i_overlap_box *men, gdcs_overlap_eligible_result *out)
{
    gdcs_overlap_sexes_result both;
    gdcs_overlap_eligible_result r = {.struct_size = out->struct_size, .alpha = plan->alpha};
    gdcs_i_overlap_compare(plan, women, men, &both);
    gdcs_i_overlap_measure(plan, GDCS_OVERLAP_MEASURE_OFFENDERS_VICTIMS, women, &r.women);
    gdcs_i_overlap_measure(plan, GDCS_OVERLAP_MEASURE_OFFENDERS_VICTIMS, men, &r.men);
    note_intervals(women, &r.women);
    note_intervals(men, &r.men);
    r.difference = both.difference;
    r.ratio = both.ratio;
    r.difference.notes |= (r.women.notes | r.men.notes) & GDCS_NOTE_INTERVAL_CELL;
    r.ratio.notes |= (r.women.notes | r.men.notes) & GDCS_NOTE_INTERVAL_CELL;
    r.notes = r.women.notes | r.men.notes | r.difference.notes | r.ratio.notes;
    *out = r;
}

gdcs_status gdcs_overlap_estimate_eligible(const gdcs_overlap_compelled *women,
                                           const gdcs_overlap_compelled *men,
                                           const gdcs_overlap_options *options,
                                           gdcs_overlap_eligible_result *out, gdcs_error *err)
{
    gdcs_i_overlap_plan plan;
    gdcs_overlap_eligible_result r = {.struct_size = sizeof r};
    TRY(gdcs_i_need(women, "women", err));
    TRY(gdcs_i_need(men, "men", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_overlap_plan_new(options, &plan, err));
    TRY(check(women, "women", 0, err));
    TRY(check(men, "men", 0, err));
    const gdcs_i_overlap_box w = box_of(women), m = box_of(men);
    if (has_nobody(&w) && has_nobody(&m))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "women", "nobody can be in either sex");
    gdcs_i_overlap_eligible(&plan, &w, &m, &r);
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

/* One count of an array and its upper end; a missing one can be anything. */
static gdcs_bounds count_at(const double *lower, const double *upper, int64_t i)
{
    const double low = gdcs_i_array_at(lower, i), high = upper == NULL ? low : upper[i];
    const gdcs_bounds known = {low, high}, missing = {0.0, INFINITY};
    return isnan(low) || isnan(high) ? missing : known;
}

static gdcs_overlap_compelled compelled_at(const gdcs_overlap_compelled_arrays *a, int64_t i)
{
    const double open = gdcs_i_array_at(a->undetermined, i);
    const gdcs_overlap_compelled c = {count_at(a->compelled, a->compelled_upper, i),
                                      count_at(a->not_compelled, a->not_compelled_upper, i),
                                      isnan(open) ? INFINITY : open};
    return c;
}

static gdcs_status take(const gdcs_overlap_compelled_arrays *given, const char *field, int64_t n,
                        gdcs_overlap_compelled_arrays *out, gdcs_error *err)
{
    TRY(gdcs_i_need(given, field, err));
    TRY(gdcs_i_take(out, sizeof *out, given, COMPELLED_ARRAYS_V1, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_overlap_compelled c = compelled_at(out, i);
        TRY(check(&c, field, i + 1, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_overlap_each_eligible(const gdcs_overlap_compelled_arrays *women,
                                       const gdcs_overlap_compelled_arrays *men, int64_t n,
                                       int32_t measure, const gdcs_overlap_options *options,
                                       const gdcs_estimate_arrays *out, gdcs_error *err)
{
    gdcs_i_overlap_plan plan;
    gdcs_overlap_compelled_arrays w, m;
    gdcs_estimate_arrays to;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_overlap_plan_new(options, &plan, err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    if (measure < GDCS_OVERLAP_ELIGIBLE_WOMEN || measure > GDCS_OVERLAP_ELIGIBLE_RATIO)
        return gdcs_i_fail(err, GDCS_E_OPTION, "measure", "%d is no measure", (int)measure);
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(take(women, "women", n, &w, err));
    TRY(take(men, "men", n, &m, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_overlap_compelled of_women = compelled_at(&w, i), of_men = compelled_at(&m, i);
        const gdcs_i_overlap_box a = box_of(&of_women), b = box_of(&of_men);
        gdcs_overlap_eligible_result r = {.struct_size = sizeof r};
        gdcs_i_overlap_eligible(&plan, &a, &b, &r);
        const gdcs_overlap_measure *const all[] = {&r.women, &r.men, &r.difference, &r.ratio};
        const gdcs_overlap_measure *one = all[measure - GDCS_OVERLAP_ELIGIBLE_WOMEN];
        gdcs_i_estimate_arrays_set(&to, i, &one->estimate, &one->bounds, one->notes);
    }
    return GDCS_OK;
}
