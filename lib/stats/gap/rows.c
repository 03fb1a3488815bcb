#include "stats/gap/rows.h"

#include "core/fail.h"

gdcs_status gdcs_i_gap_rows_new(const gdcs_i_groups *groups, int32_t keys, gdcs_i_gap_rows *out,
                                gdcs_error *err)
{
    static const char *const share[] = {"share_a", "share_b"}, *const n[] = {"n_a", "n_b"};
    static const char *const unknown[] = {"unknown_a", "unknown_b"};
    TRY(gdcs_i_result_new(groups, keys, &out->result, err));
    TRY(gdcs_i_result_add_text(out->result, "measure", GDCS_CONCEPT_MEASURE, &out->measure, err));
    for (int i = 0; i < 2; i++) {
        TRY(gdcs_i_result_add_number(out->result, share[i], GDCS_CONCEPT_NUMBER, "share",
                                     &out->share[i], err));
        TRY(gdcs_i_result_add_number(out->result, n[i], GDCS_CONCEPT_N, "persons", &out->n[i],
                                     err));
        TRY(gdcs_i_result_add_number(out->result, unknown[i], GDCS_CONCEPT_UNKNOWN, "persons",
                                     &out->unknown[i], err));
    }
    return gdcs_i_result_add_estimate(out->result, NULL, err);
}

static gdcs_status add_row(const gdcs_i_gap_rows *rows, int64_t group, const gdcs_gap_result *r,
                           const char *measure, gdcs_error *err)
{
    TRY(gdcs_i_result_row(rows->result, group, err));
    TRY(gdcs_i_result_set_text(rows->result, rows->measure, measure, err));
    gdcs_i_result_set_number(rows->result, rows->share[0], r->share_a);
    gdcs_i_result_set_number(rows->result, rows->n[0], r->n_a);
    gdcs_i_result_set_number(rows->result, rows->unknown[0], r->unknown_a);
    gdcs_i_result_set_number(rows->result, rows->share[1], r->share_b);
    gdcs_i_result_set_number(rows->result, rows->n[1], r->n_b);
    gdcs_i_result_set_number(rows->result, rows->unknown[1], r->unknown_b);
    return GDCS_OK;
}

gdcs_status gdcs_i_gap_rows_add(const gdcs_i_gap_rows *rows, int64_t group, const gdcs_i_gap *gap,
                                const char *const methods[2], gdcs_error *err)
{
    const gdcs_gap_result *r = &gap->result;
    TRY(add_row(rows, group, r, "difference", err));
    TRY(gdcs_i_result_set_estimate(rows->result, &r->difference, &r->difference_bounds, methods[0],
                                   gap->difference_notes, err));
    TRY(add_row(rows, group, r, "ratio", err));
    return gdcs_i_result_set_estimate(rows->result, &r->ratio, &r->ratio_bounds, methods[1],
                                      gap->ratio_notes, err);
}
