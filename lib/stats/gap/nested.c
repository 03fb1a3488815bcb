#include "stats/gap/nested.h"
#include "core/fail.h"
#include "stats/counts.h"
#include "stats/parts.h"

#include <math.h>

gdcs_status gdcs_i_gap_check_inside(const gdcs_part *part, const gdcs_part *whole, int64_t row,
                                    gdcs_error *err)
{
    if (part->part > whole->part || part->whole - part->part > whole->whole - whole->part)
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "a",
                              "a has more than b, which must contain it");
    return GDCS_OK;
}

static double of_whole(double ratio, double n, double rest)
{
    return isinf(ratio) ? (n + rest) / n : ratio * (n + rest) / (n * ratio + rest);
}

/* Limits for part and rest become limits for part and whole. */
static void transform(const gdcs_i_gap_side *part, const gdcs_i_gap_side *rest, gdcs_i_gap *out)
{
    gdcs_gap_result *r = &out->result;
    const double n = part->yes + part->no, m = rest->yes + rest->no, outside = m / (n + m);
    const double slope = (n + m) * m / (n * r->ratio.value + m) / (n * r->ratio.value + m);
    const gdcs_estimate difference = {outside * r->difference.value, outside * r->difference.lower,
                                      outside * r->difference.upper,
                                      outside * r->difference.std_error};
    const gdcs_estimate ratio = {of_whole(r->ratio.value, n, m), of_whole(r->ratio.lower, n, m),
                                 of_whole(r->ratio.upper, n, m), slope * r->ratio.std_error};
    r->difference = difference;
    r->ratio = ratio;
    r->n_b = n + m;
    r->unknown_b = part->unknown + rest->unknown;
    r->share_b = (part->yes + rest->yes) / r->n_b;
    out->ratio_notes &= ~(uint32_t)GDCS_NOTE_UPPER_INFINITE;
}

static void measure(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *part,
                    const gdcs_i_gap_side *rest, uint32_t notes, gdcs_i_gap *out)
{
    gdcs_i_gap_measure(plan, part, rest, notes, out);
    transform(part, rest, out);
    out->result.notes = out->difference_notes | out->ratio_notes;
}

static gdcs_i_gap_side rest_of(const gdcs_part *part, const gdcs_part *whole)
{
    const double yes = whole->part - part->part;
    return gdcs_i_gap_side_of_part(yes,
                                   yes + (whole->whole - whole->part) - (part->whole - part->part));
}

static gdcs_i_gap_box box_of_part(const gdcs_i_gap_side *side)
{
    const int known = !isnan(side->yes + side->no);
    const gdcs_bounds any = {0.0, INFINITY}, yes = {side->yes, side->yes},
                      no = {side->no, side->no};
    const gdcs_i_gap_box box = {known ? yes : any, known ? no : any, 0.0};
    return box;
}

void gdcs_i_gap_measure_inside(const gdcs_i_gap_plan *plan, const gdcs_part *part,
                               const gdcs_part *whole, uint32_t notes, gdcs_i_gap *out)
{
    const gdcs_i_gap_side one = gdcs_i_gap_side_of_part(part->part, part->whole);
    const gdcs_i_gap_side two = rest_of(part, whole);
    const gdcs_i_gap_box box = box_of_part(&one), rest = box_of_part(&two);
    measure(plan, &one, &two, notes, out);
    gdcs_i_gap_bounds_nested(&box, &rest, &out->result.difference_bounds,
                             &out->result.ratio_bounds);
}

static gdcs_i_gap_box box_of_group(const gdcs_i_group *g)
{
    const gdcs_i_gap_box box = {
        {g->lower.women, g->upper.women}, {g->lower.men, g->upper.men}, g->upper.unknown};
    return box;
}

void gdcs_i_gap_measure_nested(const gdcs_i_gap_plan *plan, const gdcs_i_group *part,
                               const gdcs_i_group *rest, gdcs_i_gap *out)
{
    const uint32_t notes = part->notes | rest->notes | gdcs_i_counts_notes(&part->upper) |
                           gdcs_i_counts_notes(&rest->upper);
    const gdcs_i_gap_side one = gdcs_i_gap_side_of_women(&part->counts, &part->lower, &part->upper);
    const gdcs_i_gap_side two = gdcs_i_gap_side_of_women(&rest->counts, &rest->lower, &rest->upper);
    const gdcs_i_gap_box box = box_of_group(part), other = box_of_group(rest);
    measure(plan, &one, &two, notes, out);
    gdcs_i_gap_bounds_nested(&box, &other, &out->result.difference_bounds,
                             &out->result.ratio_bounds);
}

gdcs_status gdcs_i_gap_rest(const gdcs_sex_counts *part, const gdcs_sex_counts *whole, int64_t row,
                            gdcs_i_group *out, gdcs_error *err)
{
    const gdcs_sex_counts rest = {whole->women - part->women, whole->men - part->men,
                                  whole->other - part->other, whole->unknown - part->unknown,
                                  whole->not_applicable - part->not_applicable};
    const double counts[] = {rest.women, rest.men, rest.other, rest.unknown, rest.not_applicable};
    static const char *const names[] = {"women", "men", "other", "unknown", "not_applicable"};
    for (int i = 0; i < 5; i++)
        if (counts[i] < 0.0)
            return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, names[i],
                                  "%s: the part has more than the whole that must contain it",
                                  names[i]);
    *out = gdcs_i_group_of_counts(&rest);
    return GDCS_OK;
}

gdcs_status gdcs_gap_estimate_nested(const gdcs_part *a, const gdcs_part *b,
                                     const gdcs_gap_options *options, gdcs_gap_result *out,
                                     gdcs_error *err)
{
    gdcs_i_gap_plan plan;
    gdcs_i_gap gap;
    TRY(gdcs_i_need(a, "a", err));
    TRY(gdcs_i_need(b, "b", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    TRY(gdcs_i_part_check(a, 0, "a", 0, err));
    TRY(gdcs_i_part_check(b, 0, "b", 0, err));
    TRY(gdcs_i_gap_check_inside(a, b, 0, err));
    const gdcs_i_gap_side part = gdcs_i_gap_side_of_part(a->part, a->whole), rest = rest_of(a, b);
    TRY(gdcs_i_gap_check(&plan, &part, &rest, err));
    gdcs_i_gap_measure_inside(&plan, a, b, 0, &gap);
    return gdcs_i_gap_give_found(&gap.result, out, err);
}

gdcs_status gdcs_gap_estimate_women_nested(const gdcs_sex_counts *a, const gdcs_sex_counts *b,
                                           const gdcs_gap_options *options, gdcs_gap_result *out,
                                           gdcs_error *err)
{
    gdcs_i_gap_plan plan;
    gdcs_i_gap gap;
    gdcs_i_group rest;
    TRY(gdcs_i_need(a, "a", err));
    TRY(gdcs_i_need(b, "b", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    TRY(gdcs_i_counts_check(a, 0, "a", 0, err));
    TRY(gdcs_i_counts_check(b, 0, "b", 0, err));
    TRY(gdcs_i_gap_rest(a, b, 0, &rest, err));
    const gdcs_i_group part = gdcs_i_group_of_counts(a);
    const gdcs_i_gap_side one = gdcs_i_gap_side_of_women(a, a, a);
    const gdcs_i_gap_side two = gdcs_i_gap_side_of_women(&rest.counts, &rest.lower, &rest.upper);
    TRY(gdcs_i_gap_check(&plan, &one, &two, err));
    gdcs_i_gap_measure_nested(&plan, &part, &rest, &gap);
    return gdcs_i_gap_give_found(&gap.result, out, err);
}
