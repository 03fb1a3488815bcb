/* Table forms over the labels of an axis: levels, stages, units, pathways, sources. */
#ifndef GDCS_TESTS_STATS_WIDENING_LEVELS_H
#define GDCS_TESTS_STATS_WIDENING_LEVELS_H

#include "stats/widening_call.h"

static const gdcs_hierarchy_axis levels = {sizeof levels, 0, "stage", NULL};

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

static gdcs_status quality(const input *in, int32_t unused)
{
    const gdcs_quality_indicator indicators[] = {
        {sizeof *indicators, GDCS_SEX_FEMALE, "second", NULL},
        {sizeof *indicators, GDCS_SEX_MALE, "first", NULL}};
    (void)unused;
    return gdcs_quality_test_table(in->table, "area", "stage", indicators, 2, NULL, in->out,
                                   in->err);
}
#endif
