/* A table with axes of victims and offenders, by sex. */
#include "core/fail.h"
#include "stats/beside.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/overlap/answer.h"
#include "stats/overlap/measure.h"
#include "stats/result.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { AXES_V1 = 56 }; /* in release 0.1, for ever */
enum { NO = GDCS_I_ANSWER_NO, YES = GDCS_I_ANSWER_YES, OPEN = GDCS_I_ANSWER_OPEN };
enum { NUMBERS = 4 };

struct work {
    gdcs_i_overlap_plan plan;
    gdcs_overlap_axes axes;
    gdcs_i_groups *groups; /* by the axes to keep, that of victims, that of offenders */
    gdcs_i_result *result;
    gdcs_i_answers victim;
    gdcs_i_answers offender;
    int32_t keys;
    int32_t measure; /* columns */
    int32_t group;
    int32_t number[NUMBERS];
};

/* All labels of both axes, added up by what they say. */
static void read_group(const struct work *k, const int32_t *codes, gdcs_i_group to[3][3])
{
    int32_t wanted[GDCS_I_AXES];
    memcpy(wanted, codes, (size_t)k->keys * sizeof *wanted);
    memset(to, 0, 9 * sizeof **to);
    for (int32_t v = 0; v < (int32_t)k->victim.axis.label_count; v++)
        for (int32_t o = 0; o < (int32_t)k->offender.axis.label_count; o++) {
            const int x = gdcs_i_answer_of(&k->victim, v), y = gdcs_i_answer_of(&k->offender, o);
            if (x == GDCS_I_ANSWER_NEITHER || y == GDCS_I_ANSWER_NEITHER)
                continue;
            wanted[k->keys] = v;
            const gdcs_i_group g = gdcs_i_beside_group(k->groups, k->keys + 1, wanted, o);
            gdcs_i_group_add(&to[x][y], &g);
        }
}

/* Of whom it is not known whether they offended, may be both or victims only; and may be among those
   offenders who are not known as victims, for registers do not always know whom they hold. */
static gdcs_i_overlap_box box_of(int sex, gdcs_i_group g[3][3])
{
    const double victims = gdcs_i_answer_most(sex, &g[YES][OPEN]),
                 offenders = gdcs_i_answer_most(sex, &g[OPEN][YES]);
    const double none = gdcs_i_answer_most(sex, &g[OPEN][OPEN]);
    const double victims_not = gdcs_i_answer_most(sex, &g[NO][OPEN]),
                 offenders_not = gdcs_i_answer_most(sex, &g[OPEN][NO]);
    const gdcs_i_overlap_box box = {
        {gdcs_i_answer_sex(sex, &g[YES][YES].counts), gdcs_i_answer_sex(sex, &g[YES][NO].counts),
         gdcs_i_answer_sex(sex, &g[NO][YES].counts), gdcs_i_answer_sex(sex, &g[NO][NO].counts)},
        {gdcs_i_answer_sex(sex, &g[YES][YES].lower),
         fmax(gdcs_i_answer_sex(sex, &g[YES][NO].lower) - offenders - none, 0.0),
         fmax(gdcs_i_answer_sex(sex, &g[NO][YES].lower) - victims - none, 0.0),
         fmax(gdcs_i_answer_sex(sex, &g[NO][NO].lower) - none, 0.0)},
        {gdcs_i_answer_most(sex, &g[YES][YES]) + victims + offenders + none,
         gdcs_i_answer_most(sex, &g[YES][NO]) + victims + offenders_not + none,
         gdcs_i_answer_most(sex, &g[NO][YES]) + offenders + victims_not + none,
         gdcs_i_answer_most(sex, &g[NO][NO]) + victims_not + offenders_not + none}};
    return box;
}

static gdcs_status add_columns(struct work *k, gdcs_error *err)
{
    static const char *const name[NUMBERS] = {"either", "unknown", "p_value", "p_exact"};
    static const int32_t concept[NUMBERS] = {GDCS_CONCEPT_N, GDCS_CONCEPT_UNKNOWN,
                                             GDCS_CONCEPT_P_VALUE, GDCS_CONCEPT_P_VALUE};
    TRY(gdcs_i_result_new(k->groups, k->keys, &k->result, err));
    TRY(gdcs_i_result_add_text(k->result, "measure", GDCS_CONCEPT_MEASURE, &k->measure, err));
    TRY(gdcs_i_result_add_text(k->result, "group", GDCS_CONCEPT_GROUP, &k->group, err));
    for (int i = 0; i < NUMBERS; i++)
        TRY(gdcs_i_result_add_number(k->result, name[i], concept[i], i < 2 ? "persons" : NULL,
                                     &k->number[i], err));
    return gdcs_i_result_add_estimate(k->result, NULL, err);
}

static gdcs_status add_row(const struct work *k, int64_t group, const char *measure,
                           const char *who, const double number[NUMBERS],
                           const gdcs_overlap_measure *m, const char *method, gdcs_error *err)
{
    TRY(gdcs_i_result_row(k->result, group, err));
    TRY(gdcs_i_result_set_text(k->result, k->measure, measure, err));
    TRY(gdcs_i_result_set_text(k->result, k->group, who, err));
    for (int i = 0; i < NUMBERS; i++)
        gdcs_i_result_set_number(k->result, k->number[i], number[i]);
    return gdcs_i_result_set_estimate(k->result, &m->estimate, &m->bounds, method, m->notes, err);
}

static gdcs_status add_sex(const struct work *k, int64_t group, const gdcs_i_overlap_box *box,
                           const char *who, double unknown, uint32_t notes, gdcs_error *err)
{
    const gdcs_overlap_counts *c = &box->counts;
    const double number[] = {c->both + c->victim_only + c->offender_only, unknown, NAN, NAN};
    for (int m = 1; m < GDCS_I_OVERLAP_MEASURES; m++) {
        gdcs_overlap_measure found;
        gdcs_i_overlap_measure(&k->plan, m, box, &found);
        found.notes |= notes;
        TRY(add_row(k, group, gdcs_i_overlap_name(m), who, number, &found,
                    gdcs_i_overlap_method_text(&k->plan, m), err));
    }
    return GDCS_OK;
}

static gdcs_status add_both(const struct work *k, int64_t group, const gdcs_i_overlap_box *women,
                            const gdcs_i_overlap_box *men, double unknown, uint32_t notes,
                            gdcs_error *err)
{
    gdcs_overlap_sexes_result r;
    gdcs_i_overlap_compare(&k->plan, women, men, &r);
    const double plain[] = {NAN, unknown, NAN, NAN};
    const double tested[] = {NAN, unknown, r.homogeneity.p_value, r.exact.p_value};
    r.difference.notes |= notes;
    r.ratio.notes |= notes;
    r.odds_ratio.notes |= notes;
    TRY(add_row(k, group, "offenders_victims_difference", "women_to_men", plain, &r.difference,
                "Miettinen-Nurminen", err));
    TRY(add_row(k, group, "offenders_victims_ratio", "women_to_men", plain, &r.ratio,
                "Miettinen-Nurminen", err));
    return add_row(k, group, "odds_ratio_ratio", "women_to_men", tested, &r.odds_ratio,
                   "Altman-Bland", err);
}

static gdcs_status add_rows(const struct work *k, gdcs_error *err)
{
    const int32_t *codes;
    for (int64_t i = 0; i < gdcs_i_groups_count(k->groups); i++) {
        gdcs_i_group g[3][3];
        uint32_t notes = 0;
        double unknown = 0.0;
        if (!gdcs_i_beside_is_first(k->groups, k->keys, i, &codes))
            continue;
        read_group(k, codes, g);
        for (int v = 0; v < 3; v++)
            for (int o = 0; o < 3; o++) {
                notes |= g[v][o].notes | gdcs_i_counts_notes(&g[v][o].upper);
                if (v == YES || o == YES)
                    unknown += g[v][o].counts.unknown;
            }
        const gdcs_i_overlap_box women = box_of(GDCS_SEX_FEMALE, g), men = box_of(GDCS_SEX_MALE, g);
        TRY(add_sex(k, i, &women, "women", unknown, notes, err));
        TRY(add_sex(k, i, &men, "men", unknown, notes, err));
        TRY(add_both(k, i, &women, &men, unknown, notes, err));
    }
    return GDCS_OK;
}

static gdcs_status find_labels(struct work *k, gdcs_error *err)
{
    const gdcs_table *margin = gdcs_i_groups_table(k->groups);
    const gdcs_overlap_axes *a = &k->axes;
    TRY(gdcs_i_answers_new(margin, k->keys, a->victim_yes, a->victim_no, &k->victim, err));
    return gdcs_i_answers_new(margin, k->keys + 1, a->offender_yes, a->offender_no, &k->offender,
                              err);
}

static gdcs_status finish(const struct work *k, gdcs_frame **out, gdcs_error *err)
{
    char sentence[300], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Victims: %.60s of %.60s; offenders: %.60s of %.60s. Limits %s.", k->victim.yes,
             k->victim.axis.name, k->offender.yes, k->offender.axis.name,
             gdcs_i_level_text(k->plan.alpha, level));
    return gdcs_i_result_finish(k->result, sentence, out, err);
}

static const char *given_or(const char *given, const char *otherwise)
{
    return given != NULL ? given : otherwise;
}

static gdcs_status take(struct work *k, const gdcs_overlap_axes *axes, const char *const *keep,
                        int32_t n, const char **names, gdcs_error *err)
{
    TRY(gdcs_i_take(&k->axes, sizeof k->axes, axes, AXES_V1, err));
    k->keys = n;
    TRY(gdcs_i_beside_axes(keep, n, given_or(k->axes.victim, "victim"), names, err));
    if (n + 2 > GDCS_I_AXES)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "n", "%d axes to keep are too many", (int)n);
    names[n + 1] = given_or(k->axes.offender, "offender");
    return GDCS_OK;
}

gdcs_status gdcs_overlap_table(const gdcs_table *table, const gdcs_overlap_axes *axes,
                               const char *const *keep, int32_t n,
                               const gdcs_overlap_options *options, gdcs_frame **out,
                               gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct work k = {.groups = NULL};
    const char *names[GDCS_I_AXES + 1];
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_overlap_plan_new(options, &k.plan, err));
    TRY(take(&k, axes, keep, n, names, err));
    GO(gdcs_i_groups_new(table, names, n + 2, &k.groups, err));
    GO(find_labels(&k, err));
    GO(add_columns(&k, err));
    GO(add_rows(&k, err));
    GO(finish(&k, out, err));
done:
    gdcs_i_result_free(k.result);
    gdcs_i_groups_free(k.groups);
    return status;
}
