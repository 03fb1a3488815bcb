/* Offenders who are victims of trafficking, by an axis that says whether they were compelled. */
#include "core/fail.h"
#include "stats/beside.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/overlap/answer.h"
#include "stats/overlap/measure.h"
#include "stats/result.h"

#include <math.h>
#include <stdio.h>

enum { AXIS_V1 = 32 }; /* in release 0.1, for ever */
enum { NO = GDCS_I_ANSWER_NO, YES = GDCS_I_ANSWER_YES, OPEN = GDCS_I_ANSWER_OPEN, ANSWERS };
enum { COMPELLED, DETERMINED, UNDETERMINED, UNKNOWN, NUMBERS };

struct work {
    gdcs_i_overlap_plan plan;
    gdcs_overlap_eligible_axis axis;
    gdcs_i_answers answers;
    gdcs_i_groups *groups; /* by the axes to keep and that of the answers */
    gdcs_i_result *result;
    int32_t keys;
    int32_t measure; /* columns */
    int32_t group;
    int32_t number[NUMBERS];
};

static void read_group(const struct work *k, const int32_t *codes, gdcs_i_group to[ANSWERS])
{
    static const gdcs_i_group nobody;
    for (int i = 0; i < ANSWERS; i++)
        to[i] = nobody;
    for (int32_t label = 0; label < (int32_t)k->answers.axis.label_count; label++) {
        const int answer = gdcs_i_answer_of(&k->answers, label);
        if (answer == GDCS_I_ANSWER_NEITHER)
            continue;
        const gdcs_i_group g = gdcs_i_beside_group(k->groups, k->keys, codes, label);
        gdcs_i_group_add(&to[answer], &g);
    }
}

static gdcs_i_overlap_box box_of(int32_t sex, const gdcs_i_group g[ANSWERS])
{
    const double open = gdcs_i_answer_most(sex, &g[OPEN]);
    const gdcs_i_overlap_box box = {
        {gdcs_i_answer_sex(sex, &g[YES].counts), 0.0, gdcs_i_answer_sex(sex, &g[NO].counts), NAN},
        {gdcs_i_answer_sex(sex, &g[YES].lower), 0.0, gdcs_i_answer_sex(sex, &g[NO].lower), 0.0},
        {gdcs_i_answer_most(sex, &g[YES]) + open, 0.0, gdcs_i_answer_most(sex, &g[NO]) + open,
         INFINITY}};
    return box;
}

static gdcs_status add_columns(struct work *k, gdcs_error *err)
{
    static const gdcs_i_heading number[NUMBERS] = {{"compelled", "persons", GDCS_CONCEPT_COUNT},
                                                   {"determined", "persons", GDCS_CONCEPT_N},
                                                   {"undetermined", "persons", GDCS_CONCEPT_NUMBER},
                                                   {"unknown", "persons", GDCS_CONCEPT_UNKNOWN}};
    TRY(gdcs_i_result_new(k->groups, k->keys, &k->result, err));
    TRY(gdcs_i_result_add_text(k->result, "measure", GDCS_CONCEPT_MEASURE, &k->measure, err));
    TRY(gdcs_i_result_add_text(k->result, "group", GDCS_CONCEPT_GROUP, &k->group, err));
    TRY(gdcs_i_result_add_numbers(k->result, number, NUMBERS, k->number, err));
    return gdcs_i_result_add_estimate(k->result, NULL, err);
}

struct row {
    const char *measure;
    const char *who;
    const char *method;
    double compelled;
    double determined;
    double undetermined;
};

static gdcs_status add_row(const struct work *k, int64_t group, const struct row *row,
                           double unknown, const gdcs_overlap_measure *m, uint32_t notes,
                           gdcs_error *err)
{
    const double number[NUMBERS] = {row->compelled, row->determined, row->undetermined, unknown};
    TRY(gdcs_i_result_row(k->result, group, err));
    TRY(gdcs_i_result_set_text(k->result, k->measure, row->measure, err));
    TRY(gdcs_i_result_set_text(k->result, k->group, row->who, err));
    for (int i = 0; i < NUMBERS; i++)
        gdcs_i_result_set_number(k->result, k->number[i], number[i]);
    return gdcs_i_result_set_estimate(k->result, &m->estimate, &m->bounds, row->method,
                                      m->notes | notes, err);
}

static gdcs_status add_rows(const struct work *k, int64_t group, const gdcs_i_group g[ANSWERS],
                            gdcs_error *err)
{
    gdcs_overlap_eligible_result r = {.struct_size = sizeof r};
    const gdcs_i_overlap_box w = box_of(GDCS_SEX_FEMALE, g), m = box_of(GDCS_SEX_MALE, g);
    const gdcs_sex_counts *yes = &g[YES].counts, *no = &g[NO].counts, *open = &g[OPEN].counts;
    const double unknown = yes->unknown + no->unknown + open->unknown;
    const char *share =
        gdcs_i_overlap_method_text(&k->plan, GDCS_OVERLAP_MEASURE_OFFENDERS_VICTIMS);
    uint32_t notes = 0;
    for (int i = 0; i < ANSWERS; i++)
        notes |= g[i].notes | gdcs_i_counts_notes(&g[i].upper);
    gdcs_i_overlap_eligible(&k->plan, &w, &m, &r);
    const struct row women = {"eligible", "women", share, yes->women, yes->women + no->women,
                              open->women};
    const struct row men = {"eligible", "men", share, yes->men, yes->men + no->men, open->men};
    struct row both = {"eligible_difference",
                       "women_to_men",
                       "Miettinen-Nurminen",
                       NAN,
                       NAN,
                       open->women + open->men + open->unknown};
    TRY(add_row(k, group, &women, unknown, &r.women, notes, err));
    TRY(add_row(k, group, &men, unknown, &r.men, notes, err));
    TRY(add_row(k, group, &both, unknown, &r.difference, notes, err));
    both.measure = "eligible_ratio";
    return add_row(k, group, &both, unknown, &r.ratio, notes, err);
}

static gdcs_status add_groups(const struct work *k, gdcs_error *err)
{
    const int32_t *codes;
    gdcs_i_group g[ANSWERS];
    for (int64_t i = 0; i < gdcs_i_groups_count(k->groups); i++)
        if (gdcs_i_beside_is_first(k->groups, k->keys, i, &codes)) {
            read_group(k, codes, g);
            TRY(add_rows(k, i, g, err));
        }
    return GDCS_OK;
}

static gdcs_status finish(const struct work *k, gdcs_frame **out, gdcs_error *err)
{
    char sentence[300], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Share eligible for non-punishment: %.60s of %.60s, among those of whom it is known. "
             "Limits %s; bounds hold whatever the undetermined were.",
             k->answers.yes, k->answers.axis.name, gdcs_i_level_text(k->plan.alpha, level));
    return gdcs_i_result_finish(k->result, sentence, out, err);
}

gdcs_status gdcs_overlap_table_eligible(const gdcs_table *table,
                                        const gdcs_overlap_eligible_axis *axis,
                                        const char *const *keep, int32_t n,
                                        const gdcs_overlap_options *options, gdcs_frame **out,
                                        gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct work k = {.groups = NULL, .keys = n};
    const char *names[GDCS_I_AXES];
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_overlap_plan_new(options, &k.plan, err));
    TRY(gdcs_i_take(&k.axis, sizeof k.axis, axis, AXIS_V1, err));
    TRY(gdcs_i_beside_axes(keep, n, k.axis.axis != NULL ? k.axis.axis : "compelled", names, err));
    GO(gdcs_i_groups_new(table, names, n + 1, &k.groups, err));
    GO(gdcs_i_answers_new(gdcs_i_groups_table(k.groups), n, k.axis.yes, k.axis.no, &k.answers,
                          err));
    GO(add_columns(&k, err));
    GO(add_groups(&k, err));
    GO(finish(&k, out, err));
done:
    gdcs_i_result_free(k.result);
    gdcs_i_groups_free(k.groups);
    return status;
}
