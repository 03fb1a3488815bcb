#include "stats/bounds.h"
#include "stats/pipeline/measure.h"

#include <math.h>

int gdcs_i_pipeline_is_linked(const gdcs_sex_counts *from, const gdcs_sex_counts *to)
{
    return to->women <= from->women && to->men <= from->men && to->other <= from->other &&
           to->women + to->men + to->other + to->unknown <=
               from->women + from->men + from->other + from->unknown;
}

/* One sex at both stages, the other sex, those who may be either, and how many persons of a third
   recorded sex went away. */
struct step {
    double from;
    double to;
    double from_rest;
    double to_rest;
    double from_unknown;
    double to_unknown;
    double other_gone;
};

/* Different persons: the unknown of the two stages are allotted independently.  The ratio of one sex
   rises with each of them at the later stage and falls with each at the earlier; so does its quotient
   by the other sex's, all the more since one more of one is one less of the other. */
static void bound_boxes(const gdcs_i_group *from, const gdcs_i_group *to, gdcs_bounds out[])
{
    const gdcs_bounds from_women = {from->lower.women, from->upper.women + from->upper.unknown};
    const gdcs_bounds from_men = {from->lower.men, from->upper.men + from->upper.unknown};
    const gdcs_bounds to_women = {to->lower.women, to->upper.women + to->upper.unknown};
    const gdcs_bounds to_men = {to->lower.men, to->upper.men + to->upper.unknown};
    out[GDCS_I_PIPELINE_WOMEN] = gdcs_i_bounds_quotient(to_women, from_women);
    out[GDCS_I_PIPELINE_MEN] = gdcs_i_bounds_quotient(to_men, from_men);
    out[GDCS_I_PIPELINE_INDEX] = gdcs_i_bounds_quotient(gdcs_i_bounds_product(to_women, from_men),
                                                        gdcs_i_bounds_product(from_women, to_men));
}

/* The same persons: however the unknown are allotted, each sex must lie within itself, so not every
   corner can be had.  Where those of the sex at the later stage would exceed those at the earlier,
   the ratio is 1 and the excess is of another sex, or of this sex at the earlier stage too. */
static double largest_ratio(const struct step *s)
{
    const double to = s->to + s->to_unknown;
    if (to == 0.0 && s->from_unknown + s->from > 0.0)
        return 0.0;
    return to < s->from ? to / s->from : 1.0;
}

/* As many as possible at the earlier stage and none more at the later, unless the others have no
   room for the unknown of the later: `forced` is what they lack if all of the earlier are of this
   sex.  One fewer of them makes room for one more of the others. */
static double smallest_ratio(const struct step *s)
{
    const double room = s->from_rest - s->to_rest + s->other_gone;
    const double forced = s->to_unknown - room;
    const double from = fmin(fmax(s->from_unknown - forced, 0.0), s->from_unknown);
    const double to = fmax(from + forced - s->from_unknown, 0.0);
    if (s->from + from == 0.0)
        return s->from_unknown > 0.0 ? 1.0 : 0.0;
    return (s->to + to) / (s->from + from);
}

/* The largest quotient of the ratio of this sex by that of the rest.  The excess over a ratio of 1 is
   first of a third sex, which costs nothing, then of this sex at the earlier stage, which takes one
   each from the rest's two stages, then of the rest. */
static double largest_index(const struct step *s)
{
    const double to = s->to + s->to_unknown;
    const double excess = fmax(to - s->from, 0.0);
    const double left = excess - fmin(excess, s->other_gone);
    const double moved = fmin(left, s->from_unknown);
    const gdcs_bounds over = {0.0, excess > 0.0 ? s->from_rest + s->from_unknown - moved
                                                : to * (s->from_rest + s->from_unknown)};
    const double rest = s->to_rest + left - moved;
    const double under = excess > 0.0 ? rest : rest * s->from;
    const gdcs_bounds range = {under, INFINITY};
    return gdcs_i_bounds_quotient(over, range).upper;
}

/* Where all is known the two ends are one number, found in two ways: they may be reversed by rounding.
   Ends that are truly reversed are of 0 / 0, however the unknown are allotted. */
static gdcs_bounds index_of(double lower, double upper, int is_defined)
{
    const gdcs_bounds index = {fmin(lower, upper), fmax(lower, upper)}, none = {0.0, INFINITY};
    return is_defined && lower <= upper * (1.0 + 1e-12) ? index : none;
}

static void bound_same(const gdcs_sex_counts *from, const gdcs_sex_counts *to, gdcs_bounds out[])
{
    const struct step women = {from->women,
                               to->women,
                               from->men,
                               to->men,
                               from->unknown,
                               to->unknown,
                               from->other - to->other};
    const struct step men = {from->men,
                             to->men,
                             from->women,
                             to->women,
                             from->unknown,
                             to->unknown,
                             from->other - to->other};
    const gdcs_bounds ratio_women = {smallest_ratio(&women), largest_ratio(&women)};
    const gdcs_bounds ratio_men = {smallest_ratio(&men), largest_ratio(&men)};
    out[GDCS_I_PIPELINE_WOMEN] = ratio_women;
    out[GDCS_I_PIPELINE_MEN] = ratio_men;
    out[GDCS_I_PIPELINE_INDEX] =
        index_of(1.0 / largest_index(&men), largest_index(&women),
                 from->women + from->unknown > 0.0 && from->men + from->unknown > 0.0);
}

void gdcs_i_pipeline_bound(int32_t design, const gdcs_i_group *from, const gdcs_i_group *to,
                           gdcs_bounds out[GDCS_I_PIPELINE_PARTS])
{
    bound_boxes(from, to, out);
    if (design != GDCS_PIPELINE_LINKED)
        return;
    if (gdcs_i_pipeline_is_linked(&from->counts, &to->counts)) {
        bound_same(&from->counts, &to->counts, out);
        return;
    }
    for (int i = GDCS_I_PIPELINE_WOMEN; i <= GDCS_I_PIPELINE_MEN; i++) {
        out[i].lower = fmin(out[i].lower, 1.0);
        out[i].upper = fmin(out[i].upper, 1.0);
    }
}
