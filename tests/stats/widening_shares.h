/* Table forms of shares, and of two shares compared. */
#ifndef GDCS_TESTS_STATS_WIDENING_SHARES_H
#define GDCS_TESTS_STATS_WIDENING_SHARES_H

#include "stats/widening_call.h"

static gdcs_status share(const input *in, int32_t of)
{
    const gdcs_share_options o = {.struct_size = sizeof o, .of = of};
    return gdcs_share_table(in->table, area, 1, &o, in->out, in->err);
}

static gdcs_status share_sexes(const input *in, int32_t categories)
{
    const gdcs_share_sexes_options o = {.struct_size = sizeof o, .categories = categories};
    return gdcs_share_table_sexes(in->table, area, 1, &o, in->out, in->err);
}

static gdcs_status share_clustered(const input *in, int32_t of)
{
    const gdcs_share_options o = {.struct_size = sizeof o, .of = of};
    return gdcs_share_table_clustered(in->table, "stage", area, 1, &o, in->out, in->err);
}

/* Of the persons of the whole, or of the table itself: a census. */
static gdcs_status share_finite(const input *in, int32_t census)
{
    return gdcs_share_table_finite(in->table, census ? in->table : in->whole, area, 1, NULL,
                                   in->out, in->err);
}

static gdcs_status gap(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_gap_table(in->table, &second_first, area, 1, NULL, in->out, in->err);
}

static gdcs_status gap_nested(const input *in, int32_t all)
{
    return gdcs_gap_table_nested(in->table, all ? &second : &second_first, area, 1, NULL, in->out,
                                 in->err);
}

static gdcs_status gap_by_sex(const input *in, int32_t all)
{
    return gdcs_gap_table_by_sex(in->table, all ? &second : &second_first, area, 1, NULL, in->out,
                                 in->err);
}

static gdcs_status gap_known(const input *in, int32_t unused)
{
    const gdcs_bounds known = {0.4, 0.45};
    (void)unused;
    return gdcs_gap_table_known(in->table, &known, area, 1, NULL, in->out, in->err);
}

static gdcs_status gap_reference(const input *in, int32_t unused)
{
    const gdcs_gap_reference r = {.struct_size = sizeof r, .share = 0.4, .effective_n = 300};
    (void)unused;
    return gdcs_gap_table_reference(in->table, &r, area, 1, NULL, in->out, in->err);
}

static gdcs_status parity(const input *in, int32_t all)
{
    return gdcs_parity_table(in->table, all ? &second : &second_first, area, 1, NULL, in->out,
                             in->err);
}

static gdcs_status parity_persons(const input *in, int32_t band)
{
    const gdcs_parity_target target = {sizeof target, 0, 0.4, band ? 0.6 : 0.0};
    return gdcs_parity_table_persons(in->table, area, 1, &target, in->out, in->err);
}

static gdcs_status quotient(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_quotient_table(in->table, "stage", area, 1, NULL, in->out, in->err);
}

static gdcs_status access_ratio(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_access_table(in->table, &second_first, area, 1, NULL, in->out, in->err);
}

static gdcs_status ratio(const input *in, int32_t all)
{
    const gdcs_ratio_outcome o = {sizeof o, 0, "stage", "second", all ? NULL : "first"};
    return gdcs_ratio_table(in->table, &o, area, 1, NULL, in->out, in->err);
}

static gdcs_status strata(const input *in, int32_t all)
{
    return gdcs_strata_table(in->table, all ? &second : &second_first, "age", area, 1, NULL,
                             in->out, in->err);
}

/* In the second stage or not, and under 30 or not. */
static gdcs_status pairs(const input *in, int32_t all)
{
    const gdcs_pairs_axes a = {sizeof a, 0,      "stage", "second", all ? NULL : "first",
                               "age",    "0-29", NULL};
    return gdcs_pairs_table(in->table, &a, area, 1, NULL, in->out, in->err);
}

static gdcs_status association(const input *in, int32_t sexes)
{
    const gdcs_association_options o = {.struct_size = sizeof o, .sexes = sexes};
    return gdcs_association_table(in->table, "stage", area, 1, &o, in->out, in->err);
}

static gdcs_status association_cells(const input *in, int32_t sexes)
{
    const gdcs_association_options o = {.struct_size = sizeof o, .sexes = sexes};
    return gdcs_association_table_cells(in->table, "stage", area, 1, &o, in->out, in->err);
}

static gdcs_status own_right(const input *in, int32_t basis)
{
    const gdcs_own_right_axis axis = {.struct_size = sizeof axis,
                                      .axis = "stage",
                                      .own = "second",
                                      .relatives = basis ? "first" : NULL,
                                      .unknown_basis = basis ? "third" : NULL};
    return gdcs_own_right_table(in->table, &axis, area, 1, NULL, in->out, in->err);
}
#endif
