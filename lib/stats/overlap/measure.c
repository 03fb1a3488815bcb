#include "stats/overlap/measure.h"

#include "core/fail.h"
#include "num/agreement.h"
#include "num/dist.h"
#include "stats/counts.h"
#include "stats/level.h"

#include <math.h>

enum { OPTIONS_V1 = 32 }; /* in release 0.1, for ever */

static const char *const names[] = {
    "",           "victim_only", "offender_only", "both", "offenders_victims", "victims_offenders",
    "odds_ratio", "lift",        "kappa",         "phi",  "yules_q",           "tetrachoric"};

const char *gdcs_i_overlap_name(int measure)
{
    return names[measure];
}

const char *gdcs_i_overlap_method_text(const gdcs_i_overlap_plan *plan, int measure)
{
    switch (measure) {
    case GDCS_OVERLAP_MEASURE_ODDS_RATIO:
    case GDCS_OVERLAP_MEASURE_YULES_Q:
        return gdcs_i_ratio_method_text(plan->odds.method, GDCS_I_RATIO_ODDS);
    case GDCS_OVERLAP_MEASURE_LIFT: return "logarithm, delta method";
    case GDCS_OVERLAP_MEASURE_KAPPA: return "Fleiss-Cohen-Everitt";
    case GDCS_OVERLAP_MEASURE_PHI: return "Fisher's z, delta method";
    case GDCS_OVERLAP_MEASURE_TETRACHORIC: return "profile likelihood";
    default: return gdcs_i_share_method_text(plan->share.method);
    }
}

gdcs_status gdcs_i_overlap_plan_new(const gdcs_overlap_options *options, gdcs_i_overlap_plan *out,
                                    gdcs_error *err)
{
    gdcs_overlap_options o;
    gdcs_i_overlap_plan plan;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    const gdcs_share_options share = {
        .struct_size = sizeof share, .method = o.share_method, .level = o.level, .alpha = o.alpha};
    const gdcs_ratio_options odds = {
        .struct_size = sizeof odds, .method = o.odds_method, .level = o.level, .alpha = o.alpha};
    TRY(gdcs_i_share_plan_new(&share, &plan.share, err));
    TRY(gdcs_i_ratio_plan_new(&odds, &plan.odds, err));
    plan.odds.wanted = 1 << GDCS_I_RATIO_ODDS;
    plan.alpha = plan.odds.alpha;
    plan.z = plan.odds.z;
    *out = plan;
    return GDCS_OK;
}

gdcs_i_overlap_box gdcs_i_overlap_box_of(const gdcs_overlap_counts *c)
{
    const gdcs_i_overlap_box box = {*c,
                                    {fmax(c->both, 0.0), fmax(c->victim_only, 0.0),
                                     fmax(c->offender_only, 0.0), fmax(c->neither, 0.0)},
                                    {fmin(c->both, INFINITY), fmin(c->victim_only, INFINITY),
                                     fmin(c->offender_only, INFINITY), fmin(c->neither, INFINITY)}};
    return box;
}

gdcs_status gdcs_i_overlap_check(const gdcs_overlap_counts *c, int missing, const char *field,
                                 int64_t row, gdcs_error *err)
{
    TRY(gdcs_i_count_check(c->both, missing, "both", field, row, err));
    TRY(gdcs_i_count_check(c->victim_only, missing, "victim_only", field, row, err));
    TRY(gdcs_i_count_check(c->offender_only, missing, "offender_only", field, row, err));
    return gdcs_i_count_check(c->neither, 1, "neither", field, row, err);
}

static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};

static uint32_t base_notes(double n, int whole)
{
    return (n < 20.0 ? (uint32_t)GDCS_NOTE_SMALL_BASE : 0) |
           (whole ? 0 : (uint32_t)GDCS_NOTE_NOT_WHOLE);
}

static void share(const gdcs_i_overlap_plan *plan, double yes, double no, gdcs_overlap_measure *out)
{
    const double n = yes + no, p = yes / n;
    int32_t method;
    if (!(n > 0.0))
        return;
    out->notes |= base_notes(n, gdcs_i_is_whole(yes) && gdcs_i_is_whole(no));
    if (yes == 0.0 || no == 0.0)
        out->notes |= GDCS_NOTE_ZERO_CELL | GDCS_NOTE_AT_BOUNDARY;
    const struct gdcs_i_limits l = gdcs_i_share_limits(&plan->share, yes, no, &method, &out->notes);
    out->estimate = (gdcs_estimate){p, l.lower, l.upper, sqrt(p * (no / n) / n)};
}

static void odds(const gdcs_i_overlap_plan *plan, const gdcs_overlap_counts *c,
                 gdcs_overlap_measure *out)
{
    const gdcs_bounds none = {0.0, 0.0};
    const gdcs_i_ratio_side victims = {c->both, c->victim_only, none, none};
    const gdcs_i_ratio_side others = {c->offender_only, c->neither, none, none};
    gdcs_ratio_result r;
    gdcs_i_ratio_measure(&plan->odds, &victims, &others, 0, &r);
    out->estimate = r.odds_ratio.estimate;
    out->notes |= r.odds_ratio.notes;
}

static double q_of(double odds)
{
    return isinf(odds) ? 1.0 : (odds - 1.0) / (odds + 1.0);
}

static void yules_q(const gdcs_i_overlap_plan *plan, const gdcs_overlap_counts *c,
                    gdcs_overlap_measure *out)
{
    odds(plan, c, out);
    const gdcs_estimate o = out->estimate;
    const double slope = 2.0 / (o.value + 1.0) / (o.value + 1.0);
    out->estimate =
        (gdcs_estimate){q_of(o.value), q_of(o.lower), q_of(o.upper), slope * o.std_error};
    out->notes &= ~(uint32_t)GDCS_NOTE_UPPER_INFINITE;
}

static void agreement(const gdcs_i_overlap_plan *plan, int measure, const gdcs_overlap_counts *c,
                      gdcs_overlap_measure *out)
{
    const struct gdcs_i_pairs p = {c->both, c->victim_only, c->offender_only, c->neither};
    const struct gdcs_i_agreement a =
        measure == GDCS_OVERLAP_MEASURE_LIFT    ? gdcs_i_agreement_lift(p, plan->z)
        : measure == GDCS_OVERLAP_MEASURE_KAPPA ? gdcs_i_agreement_kappa(p, plan->z)
        : measure == GDCS_OVERLAP_MEASURE_PHI   ? gdcs_i_agreement_phi(p, plan->z)
                                                : gdcs_i_agreement_tetrachoric(p, plan->z);
    const double n = p.both + p.first + p.second + p.neither;
    out->estimate = (gdcs_estimate){a.value, a.limits.lower, a.limits.upper, a.error};
    out->notes |= base_notes(n, gdcs_i_is_whole(p.both) && gdcs_i_is_whole(p.first) &&
                                    gdcs_i_is_whole(p.second) && gdcs_i_is_whole(p.neither));
    if (p.both == 0.0 || p.first == 0.0 || p.second == 0.0 || p.neither == 0.0)
        out->notes |= GDCS_NOTE_ZERO_CELL;
    if (measure == GDCS_OVERLAP_MEASURE_LIFT ? a.value == 0.0 : fabs(a.value) == 1.0)
        out->notes |= GDCS_NOTE_AT_BOUNDARY;
}

static int is_exact(const gdcs_i_overlap_box *box)
{
    const gdcs_overlap_counts *l = &box->lower, *u = &box->upper;
    return l->both == u->both && l->victim_only == u->victim_only &&
           l->offender_only == u->offender_only && l->neither == u->neither;
}

void gdcs_i_overlap_measure(const gdcs_i_overlap_plan *plan, int measure,
                            const gdcs_i_overlap_box *box, gdcs_overlap_measure *out)
{
    const gdcs_overlap_counts *c = &box->counts;
    const int four = measure >= GDCS_OVERLAP_MEASURE_ODDS_RATIO;
    const double all = c->both + c->victim_only + c->offender_only + (four ? c->neither : 0.0);
    *out =
        (gdcs_overlap_measure){.estimate = nothing, .bounds = gdcs_i_overlap_bounds(measure, box)};
    switch (isnan(all) && four ? 0 : measure) {
    case 0: out->notes = GDCS_NOTE_MISSING_CELL; break;
    case GDCS_OVERLAP_MEASURE_VICTIM_ONLY:
        share(plan, c->victim_only, c->both + c->offender_only, out);
        break;
    case GDCS_OVERLAP_MEASURE_OFFENDER_ONLY:
        share(plan, c->offender_only, c->both + c->victim_only, out);
        break;
    case GDCS_OVERLAP_MEASURE_BOTH:
        share(plan, c->both, c->victim_only + c->offender_only, out);
        break;
    case GDCS_OVERLAP_MEASURE_OFFENDERS_VICTIMS: share(plan, c->both, c->offender_only, out); break;
    case GDCS_OVERLAP_MEASURE_VICTIMS_OFFENDERS: share(plan, c->both, c->victim_only, out); break;
    case GDCS_OVERLAP_MEASURE_ODDS_RATIO: odds(plan, c, out); break;
    case GDCS_OVERLAP_MEASURE_YULES_Q: yules_q(plan, c, out); break;
    default: agreement(plan, measure, c, out); break;
    }
    const double value = out->estimate.value;
    const gdcs_bounds known = {value, value};
    out->bounds = is_exact(box) && !isnan(value) ? known : gdcs_i_overlap_bounds(measure, box);
    if (isnan(all))
        out->notes |= GDCS_NOTE_MISSING_CELL;
    if (isnan(out->estimate.value))
        out->notes |= GDCS_NOTE_NOT_ESTIMABLE;
}
