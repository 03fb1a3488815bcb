#include "core/fail.h"
#include "core/memory.h"
#include "stats/beside.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/result.h"
#include "stats/share/design.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { WOMEN, MEN, OTHER, UNKNOWN, N, CLUSTERS, EFFECTIVE_N, DESIGN_EFFECT, COLUMNS };

/* What the rows are made from. */
struct work {
    gdcs_i_share_plan plan;
    gdcs_i_groups *groups; /* by the axes to keep, then that of the clusters */
    gdcs_i_result *result;
    double *yes; /* one per cluster */
    double *no;
    gdcs_axis axis;
    int32_t keys;
    int32_t total; /* the label of the declared total, or -1 */
    int32_t columns[COLUMNS];
};

static gdcs_status add_columns(struct work *k, gdcs_error *err)
{
    static const gdcs_i_heading of[COLUMNS] = {{"women", "persons", GDCS_CONCEPT_COUNT},
                                               {"men", "persons", GDCS_CONCEPT_COUNT},
                                               {"other", "persons", GDCS_CONCEPT_COUNT},
                                               {"unknown", "persons", GDCS_CONCEPT_UNKNOWN},
                                               {"n", "persons", GDCS_CONCEPT_N},
                                               {"clusters", "clusters", GDCS_CONCEPT_NUMBER},
                                               {"effective_n", "persons", GDCS_CONCEPT_NUMBER},
                                               {"design_effect", NULL, GDCS_CONCEPT_NUMBER}};
    TRY(gdcs_i_result_add_numbers(k->result, of, COLUMNS, k->columns, err));
    return gdcs_i_result_add_estimate(k->result, "share", err);
}

/* The clusters of one combination of keys, and their sum. */
static gdcs_i_group gather(const struct work *k, const int32_t *codes, int64_t *count)
{
    gdcs_i_group sum = {.codes = codes};
    *count = 0;
    for (int32_t label = 0; label < (int32_t)k->axis.label_count; label++) {
        if (label == k->total)
            continue;
        const gdcs_i_group g = gdcs_i_beside_group(k->groups, k->keys, codes, label);
        gdcs_i_group_add(&sum, &g);
        k->yes[*count] = g.counts.women;
        k->no[*count] = gdcs_i_share_others(k->plan.of, &g.counts);
        (*count)++;
    }
    return sum;
}

static gdcs_status add_row(const struct work *k, int64_t index, const int32_t *codes,
                           gdcs_error *err)
{
    gdcs_share_design_result r;
    int64_t count;
    const gdcs_i_group g = gather(k, codes, &count);
    const gdcs_i_units units = {k->yes, k->no, count,
                                g.counts.women + gdcs_i_share_others(k->plan.of, &g.counts)};
    gdcs_i_design_measure(&k->plan, &units, &g, INFINITY, &r);
    const double numbers[COLUMNS] = {
        g.counts.women, g.counts.men,  g.counts.other, g.counts.unknown, r.n,
        r.units,        r.effective_n, r.design_effect};
    TRY(gdcs_i_result_row(k->result, index, err));
    for (int i = 0; i < COLUMNS; i++)
        gdcs_i_result_set_number(k->result, k->columns[i], numbers[i]);
    return gdcs_i_result_set_estimate(k->result, &r.share, &r.bounds,
                                      gdcs_i_share_method_text(r.method), r.notes, err);
}

static gdcs_status add_rows(const struct work *k, gdcs_error *err)
{
    const int32_t *codes;
    for (int64_t i = 0; i < gdcs_i_groups_count(k->groups); i++)
        if (gdcs_i_beside_is_first(k->groups, k->keys, i, &codes))
            TRY(add_row(k, i, codes, err));
    return GDCS_OK;
}

static gdcs_status finish(const struct work *k, gdcs_frame **out, gdcs_error *err)
{
    char sentence[240], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Share of women from a sample of clusters (ratio estimator); %s limits by their "
             "effective number, %s; bounds hold whatever the sex of the unknown.",
             gdcs_i_level_text(k->plan.alpha, level), gdcs_i_share_method_text(k->plan.method));
    return gdcs_i_result_finish(k->result, sentence, out, err);
}

static gdcs_status tabulate(struct work *k, const gdcs_table *table, const char *const *axes,
                            gdcs_frame **out, gdcs_error *err)
{
    TRY(gdcs_i_groups_new(table, axes, k->keys + 1, &k->groups, err));
    k->axis.struct_size = sizeof k->axis;
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(k->groups), k->keys, &k->axis, err));
    k->total = gdcs_i_beside_code(&k->axis, k->axis.total);
    TRY(gdcs_i_alloc((void **)&k->yes, 2 * k->axis.label_count + 1, sizeof *k->yes, err));
    k->no = k->yes + k->axis.label_count;
    TRY(gdcs_i_result_new(k->groups, k->keys, &k->result, err));
    TRY(add_columns(k, err));
    TRY(add_rows(k, err));
    return finish(k, out, err);
}

gdcs_status gdcs_share_table_clustered(const gdcs_table *table, const char *axis,
                                       const char *const *keep, int32_t n,
                                       const gdcs_share_options *options, gdcs_frame **out,
                                       gdcs_error *err)
{
    struct work k = {.keys = n};
    const char *axes[GDCS_I_AXES];
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(axis, "axis", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_design_plan_new(options, &k.plan, err));
    TRY(gdcs_i_beside_axes(keep, n, axis, axes, err));
    const gdcs_status status = tabulate(&k, table, axes, out, err);
    free(k.yes);
    gdcs_i_result_free(k.result);
    gdcs_i_groups_free(k.groups);
    return status;
}
