/* Every table form as a call of one kind, for the test that who knows less is told no more. */
#ifndef GDCS_TESTS_STATS_WIDENING_FORMS_H
#define GDCS_TESTS_STATS_WIDENING_FORMS_H

#include "stats/widening.h"

#include <gdcs/gdcs.h>

/* What a call gets. */
typedef struct input {
    const gdcs_table *table, *whole, *weights;
    const gdcs_population *population;
    gdcs_frame **out;
    gdcs_error *err;
} input;

/* What a table that is possible has to be like, beside its cells. */
enum {
    ANY,
    RECORDED, /* those of unknown sex are counted as such */
    SHOWN,    /* what nobody set is not shown, and says less than an interval */
    NESTED    /* some numbers are of persons among others: the truth is, a table drawn is not */
};

typedef struct form {
    const char *name;
    gdcs_status (*call)(const input *in, int32_t option);
    int32_t option;
    int kind;
} form;

static const char *const area[] = {"area"};
static const gdcs_gap_pair second_first = {sizeof second_first, 0, "stage", "second", "first"};
static const gdcs_gap_pair second = {sizeof second, 0, "stage", "second", NULL};
static const gdcs_hierarchy_axis levels = {sizeof levels, 0, "stage", NULL};

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

static gdcs_status hierarchy(const input *in, int32_t scores)
{
    const gdcs_hierarchy_options o = {
        .struct_size = sizeof o, .scores = scores, .test = GDCS_HIERARCHY_TEST_COCHRAN_ARMITAGE};
    return gdcs_hierarchy_table(in->table, &levels, area, 1, &o, in->out, in->err);
}

static gdcs_status hierarchy_levels(const input *in, int32_t smooth)
{
    const gdcs_hierarchy_options o = {.struct_size = sizeof o, .smooth = smooth};
    return gdcs_hierarchy_table_levels(in->table, &levels, area, 1, &o, in->out, in->err);
}

static gdcs_status hierarchy_fit(const input *in, int32_t limits)
{
    const gdcs_hierarchy_fit_options o = {.struct_size = sizeof o, .limits = limits};
    return gdcs_hierarchy_fit_table(in->table, &levels, area, 1, &o, in->out, in->err);
}

static gdcs_status pipeline(const input *in, int32_t design)
{
    const gdcs_pipeline_options o = {.struct_size = sizeof o, .design = design};
    return gdcs_pipeline_table(in->table, "stage", stage_word, 3, area, 1, &o, in->out, in->err);
}

static gdcs_status pipeline_stages(const input *in, int32_t design)
{
    const gdcs_pipeline_options o = {.struct_size = sizeof o, .design = design};
    return gdcs_pipeline_table_stages(in->table, "stage", stage_word, 3, area, 1, &o, in->out,
                                      in->err);
}

static gdcs_status pipeline_decomposed(const input *in, int32_t design)
{
    const gdcs_pipeline_options o = {.struct_size = sizeof o, .design = design};
    return gdcs_pipeline_table_decomposed(in->table, "stage", stage_word, 3, area, 1, &o, in->out,
                                          in->err);
}

static gdcs_status segregation(const input *in, int32_t index)
{
    const gdcs_segregation_options o = {.struct_size = sizeof o, .index = index, .replicates = 10};
    return gdcs_segregation_table(in->table, "stage", area, 1, &o, in->out, in->err);
}

static gdcs_status segregation_units(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_segregation_table_units(in->table, "stage", area, 1, in->out, in->err);
}

static gdcs_status segregation_nested(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_segregation_table_nested(in->table, "stage", "age", area, 1, in->out, in->err);
}

static gdcs_status segregation_change(const input *in, int32_t index)
{
    const gdcs_segregation_times times = {sizeof times, 0, "age", "0-29", "30+"};
    const gdcs_segregation_options o = {.struct_size = sizeof o, .index = index};
    return gdcs_segregation_table_change(in->table, "stage", &times, area, 1, &o, in->out, in->err);
}

static gdcs_status overlap(const input *in, int32_t unused)
{
    const gdcs_overlap_axes axes = {.struct_size = sizeof axes,
                                    .victim = "stage",
                                    .victim_yes = "second",
                                    .offender = "age",
                                    .offender_yes = "0-29",
                                    .offender_no = "30+"};
    (void)unused;
    return gdcs_overlap_table(in->table, &axes, area, 1, NULL, in->out, in->err);
}

static gdcs_status overlap_eligible(const input *in, int32_t all)
{
    const gdcs_overlap_eligible_axis axis = {
        .struct_size = sizeof axis, .axis = "stage", .yes = "second", .no = all ? NULL : "first"};
    return gdcs_overlap_table_eligible(in->table, &axis, area, 1, NULL, in->out, in->err);
}

static gdcs_status pathway_categories(const input *in, int32_t unstated)
{
    const gdcs_pathway_options o = {.struct_size = sizeof o, .unstated = unstated ? "third" : NULL};
    return gdcs_pathway_table_categories(in->table, "stage", area, 1, &o, in->out, in->err);
}

static gdcs_status pathway_wholes(const input *in, int32_t unstated)
{
    const gdcs_pathway_comparison_options o = {
        .struct_size = sizeof o, .replicates = 10, .unstated = unstated ? "third" : NULL};
    return gdcs_pathway_table(in->table, "stage", area, 1, &o, in->out, in->err);
}

static gdcs_status pathway_several(const input *in, int32_t unused)
{
    const gdcs_pathway_options o = {
        .struct_size = sizeof o, .answers = GDCS_PATHWAY_ANSWERS_SEVERAL, .persons = "first"};
    (void)unused;
    return gdcs_pathway_table_categories(in->table, "stage", area, 1, &o, in->out, in->err);
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

static gdcs_status quality(const input *in, int32_t unused)
{
    const gdcs_quality_indicator indicators[] = {
        {sizeof *indicators, GDCS_SEX_FEMALE, "second", NULL},
        {sizeof *indicators, GDCS_SEX_MALE, "first", NULL}};
    (void)unused;
    return gdcs_quality_test_table(in->table, "area", "stage", indicators, 2, NULL, in->out,
                                   in->err);
}

static gdcs_status rate(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_rate_table(in->table, in->population, area, 1, NULL, in->out, in->err);
}

static gdcs_status rate_contrast(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_rate_table_contrast(in->table, in->population, area, 1, NULL, in->out, in->err);
}

static gdcs_status parity_rates(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_parity_table_rates(in->table, in->population, area, 1, NULL, in->out, in->err);
}

static gdcs_status rate_pool(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_rate_table_pool(in->table, in->population, "age", area, 1, NULL, in->out, in->err);
}

static gdcs_status rate_clustered(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_rate_table_clustered(in->table, in->population, "age", area, 1, NULL, in->out,
                                     in->err);
}

/* Persons with one event, two and five. */
static gdcs_status rate_repeated(const input *in, int32_t unused)
{
    static const char *const events[] = {"1", "2", "5"};
    gdcs_table *t = NULL;
    gdcs_status status =
        gdcs_table_collapse(in->table, "stage", stage_word, events, 3, &t, in->err);
    (void)unused;
    if (status == GDCS_OK)
        status =
            gdcs_rate_table_repeated(t, in->population, "stage", area, 1, NULL, in->out, in->err);
    gdcs_table_free(t);
    return status;
}

static gdcs_status standard(const input *in, int32_t unused)
{
    static const gdcs_standard_band bands[] = {{0, 29, 1}, {30, INFINITY, 2}};
    const gdcs_standard_options o = {.struct_size = sizeof o, .bands = bands, .band_count = 2};
    (void)unused;
    return gdcs_standard_table(in->table, in->population, area, 1, &o, in->out, in->err);
}

static gdcs_status standard_indirect(const input *in, int32_t unused)
{
    static const gdcs_standard_band bands[] = {{0, 29, 0.01}, {30, INFINITY, 0.02}};
    const gdcs_standard_rates r = {.struct_size = sizeof r, .bands = bands, .band_count = 2};
    (void)unused;
    return gdcs_standard_table_indirect(in->table, in->population, &r, area, 1, NULL, in->out,
                                        in->err);
}

static gdcs_status standard_ratio(const input *in, int32_t unused)
{
    static const gdcs_standard_band bands[] = {{0, 29, 1}, {30, INFINITY, 2}};
    const gdcs_standard_options o = {.struct_size = sizeof o, .bands = bands, .band_count = 2};
    (void)unused;
    return gdcs_standard_table_ratio(in->table, in->population, area, 1, &o, in->out, in->err);
}

static gdcs_status sdg(const input *in, int32_t indicator)
{
    return gdcs_sdg_table(indicator, in->table, in->whole, NULL, NULL, 0, NULL, in->out, in->err);
}

/* The mean of 5.2.1 may weigh areas by something else than its own denominator; by the part of the table
   itself, with all that is not known of it. */
static gdcs_status sdg_weighted(const input *in, int32_t by_itself)
{
    return gdcs_sdg_table(GDCS_SDG_INDICATOR_5_2_1, in->table, in->whole,
                          by_itself ? in->whole : in->weights, NULL, 0, NULL, in->out, in->err);
}

static const form forms[] = {{"share", share, 0, ANY},
                             {"share of recorded", share, 1, ANY},
                             {"share of persons", share, 2, ANY},
                             {"share sexes all", share_sexes, 0, RECORDED},
                             {"share sexes recorded", share_sexes, 1, ANY},
                             {"share sexes", share_sexes, 2, ANY},
                             {"share clustered", share_clustered, 0, ANY},
                             {"share finite", share_finite, 0, ANY},
                             {"share of a census", share_finite, 1, ANY},
                             {"gap", gap, 0, ANY},
                             {"gap nested", gap_nested, 0, ANY},
                             {"gap nested in all", gap_nested, 1, ANY},
                             {"gap by sex", gap_by_sex, 0, ANY},
                             {"gap by sex, all", gap_by_sex, 1, ANY},
                             {"gap known", gap_known, 0, ANY},
                             {"gap reference", gap_reference, 0, ANY},
                             {"parity", parity, 0, ANY},
                             {"parity of all", parity, 1, ANY},
                             {"parity persons", parity_persons, 0, ANY},
                             {"parity persons, band", parity_persons, 1, ANY},
                             {"quotient", quotient, 0, ANY},
                             {"access", access_ratio, 0, ANY},
                             {"ratio", ratio, 0, ANY},
                             {"ratio, all", ratio, 1, ANY},
                             {"strata", strata, 0, ANY},
                             {"strata, all", strata, 1, ANY},
                             {"pairs", pairs, 0, ANY},
                             {"pairs, all", pairs, 1, ANY},
                             {"association", association, 0, ANY},
                             {"association other", association, 1, ANY},
                             {"association unknown", association, 2, RECORDED},
                             {"association cells", association_cells, 0, ANY},
                             {"hierarchy", hierarchy, 0, ANY},
                             {"hierarchy midranks", hierarchy, 2, ANY},
                             {"hierarchy levels", hierarchy_levels, 0, ANY},
                             {"hierarchy levels smooth", hierarchy_levels, 1, ANY},
                             {"hierarchy fit", hierarchy_fit, 2, ANY},
                             {"pipeline linked", pipeline, 1, NESTED},
                             {"pipeline", pipeline, 2, ANY},
                             {"stages linked", pipeline_stages, 1, NESTED},
                             {"stages", pipeline_stages, 2, ANY},
                             {"decomposed linked", pipeline_decomposed, 1, NESTED},
                             {"decomposed", pipeline_decomposed, 2, ANY},
                             {"segregation", segregation, 0, ANY},
                             {"segregation units", segregation_units, 0, ANY},
                             {"segregation nested", segregation_nested, 0, ANY},
                             {"segregation change", segregation_change, 0, ANY},
                             {"overlap", overlap, 0, ANY},
                             {"eligible", overlap_eligible, 0, ANY},
                             {"eligible of all", overlap_eligible, 1, ANY},
                             {"pathway", pathway_wholes, 0, ANY},
                             {"pathway, some unstated", pathway_wholes, 1, ANY},
                             {"pathway categories", pathway_categories, 0, ANY},
                             {"pathway unstated", pathway_categories, 1, ANY},
                             {"pathway several", pathway_several, 0, NESTED},
                             {"own right", own_right, 0, ANY},
                             {"own right, unknown basis", own_right, 1, ANY},
                             {"quality", quality, 0, SHOWN},
                             {"rate", rate, 0, ANY},
                             {"rate contrast", rate_contrast, 0, ANY},
                             {"parity of rates", parity_rates, 0, ANY},
                             {"rate pool", rate_pool, 0, ANY},
                             {"rate clustered", rate_clustered, 0, ANY},
                             {"rate repeated", rate_repeated, 0, ANY},
                             {"standard", standard, 0, ANY},
                             {"standard indirect", standard_indirect, 0, ANY},
                             {"standard ratio", standard_ratio, 0, ANY},
                             {"16.1.1", sdg, 1, ANY},
                             {"16.2.2", sdg, 2, ANY},
                             {"16.3.2", sdg, 3, NESTED},
                             {"5.2.1", sdg, 4, NESTED},
                             {"5.2.1 weighted", sdg_weighted, 0, NESTED},
                             {"5.2.1 weighted by itself", sdg_weighted, 1, NESTED}};
enum { FORMS = sizeof forms / sizeof *forms };
#endif
