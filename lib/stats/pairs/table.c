/* A table with an axis for each of two things that may be true of a person, by sex. */
#include "core/fail.h"
#include "stats/beside.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/pairs/measure.h"
#include "stats/result.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { AXES_V1 = 56 };     /* in release 0.1, for ever */
enum { NO, YES, NEITHER }; /* what a label says; NEITHER enters nothing */
enum { SHARE_FIRST, SHARE_SECOND, N, UNKNOWN, P_VALUE, NUMBERS };

/* One of the two things: its axis, the label of those of whom it is true and of those of whom it is not. */
struct thing {
    gdcs_axis axis;
    int32_t yes;
    int32_t no;    /* -1: all other labels */
    int32_t total; /* the declared total's, or -1 */
};

struct work {
    gdcs_i_pairs_plan plan;
    gdcs_pairs_axes axes;
    gdcs_i_groups *groups; /* by the axes to keep, that of the first thing, that of the second */
    gdcs_i_result *result;
    struct thing first;
    struct thing second;
    int32_t keys;
    int32_t measure; /* columns */
    int32_t group;
    int32_t number[NUMBERS];
};

static gdcs_status find(const struct work *k, int32_t place, const char *yes, const char *no,
                        struct thing *out, gdcs_error *err)
{
    out->axis.struct_size = sizeof out->axis;
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(k->groups), place, &out->axis, err));
    out->yes = gdcs_i_beside_code(&out->axis, yes);
    out->no = gdcs_i_beside_code(&out->axis, no);
    out->total = gdcs_i_beside_code(&out->axis, out->axis.total);
    if (out->yes < 0 || (no != NULL && out->no < 0))
        return gdcs_i_fail(err, GDCS_E_NAME, out->axis.name, "it has no label \"%.60s\"",
                           out->yes < 0 ? yes : no);
    if (out->yes == out->no)
        return gdcs_i_fail(err, GDCS_E_DUPLICATE, out->axis.name,
                           "\"%.60s\" says both that it is true and that it is not", yes);
    return GDCS_OK;
}

static int says(const struct thing *t, int32_t label)
{
    if (label == t->yes)
        return YES;
    if (t->no >= 0)
        return label == t->no ? NO : NEITHER;
    return label == t->total ? NEITHER : NO;
}

/* All labels of both axes, added up by what they say. */
static void read_cells(const struct work *k, const int32_t *codes, gdcs_i_group to[2][2])
{
    int32_t wanted[GDCS_I_AXES];
    memcpy(wanted, codes, (size_t)k->keys * sizeof *wanted);
    memset(to, 0, 4 * sizeof **to);
    for (int32_t i = 0; i < (int32_t)k->first.axis.label_count; i++)
        for (int32_t j = 0; j < (int32_t)k->second.axis.label_count; j++) {
            const int x = says(&k->first, i), y = says(&k->second, j);
            if (x == NEITHER || y == NEITHER)
                continue;
            wanted[k->keys] = i;
            const gdcs_i_group g = gdcs_i_beside_group(k->groups, k->keys + 1, wanted, j);
            gdcs_i_group_add(&to[x][y], &g);
        }
}

/* Whoever is of unknown sex may be of this one. */
static gdcs_bounds range_of(int men, const gdcs_i_group *g)
{
    const gdcs_bounds range = {men ? g->lower.men : g->lower.women,
                               (men ? g->upper.men : g->upper.women) + g->upper.unknown};
    return range;
}

static double count_of(int men, const gdcs_i_group *g)
{
    return men ? g->counts.men : g->counts.women;
}

static gdcs_status add_row(const struct work *k, int64_t index, int men, int measure,
                           const double number[NUMBERS], const gdcs_i_pairs_found *found,
                           gdcs_error *err)
{
    static const char *const name[] = {"difference", "ratio", "odds"};
    const gdcs_pairs_result *r = &found->result;
    const gdcs_estimate *const of[] = {&r->difference, &r->ratio, &r->odds};
    TRY(gdcs_i_result_row(k->result, index, err));
    TRY(gdcs_i_result_set_text(k->result, k->measure, name[measure], err));
    TRY(gdcs_i_result_set_text(k->result, k->group, men ? "men" : "women", err));
    for (int i = 0; i < NUMBERS; i++)
        gdcs_i_result_set_number(k->result, k->number[i], number[i]);
    return gdcs_i_result_set_estimate(k->result, of[measure], &found->bounds[measure],
                                      gdcs_i_pairs_method_text(r->method, measure),
                                      found->notes[measure], err);
}

static gdcs_status add_sex(const struct work *k, int64_t index, int men, gdcs_i_group cells[2][2],
                           gdcs_error *err)
{
    const gdcs_i_group *both = &cells[YES][YES], *first = &cells[YES][NO],
                       *second = &cells[NO][YES], *neither = &cells[NO][NO];
    const gdcs_pairs_counts c = {count_of(men, both), count_of(men, first), count_of(men, second),
                                 count_of(men, neither)};
    const gdcs_i_pairs_box box = {range_of(men, both), range_of(men, first), range_of(men, second),
                                  range_of(men, neither)};
    gdcs_i_group all = *both;
    gdcs_i_pairs_found found;
    gdcs_i_group_add(&all, first);
    gdcs_i_group_add(&all, second);
    gdcs_i_group_add(&all, neither);
    gdcs_i_pairs_measure(&k->plan, &c, &box, all.notes | gdcs_i_counts_notes(&all.upper), &found);
    const double number[NUMBERS] = {found.result.share_first, found.result.share_second,
                                    found.result.n, all.counts.unknown,
                                    gdcs_i_pairs_test(&k->plan, &c).p_value};
    for (int m = 0; m < GDCS_I_PAIRS_MEASURES; m++)
        TRY(add_row(k, index, men, m, number, &found, err));
    return GDCS_OK;
}

static gdcs_status add_columns(struct work *k, gdcs_error *err)
{
    static const gdcs_i_heading of[NUMBERS] = {{"share_first", "share", GDCS_CONCEPT_NUMBER},
                                               {"share_second", "share", GDCS_CONCEPT_NUMBER},
                                               {"n", "persons", GDCS_CONCEPT_N},
                                               {"unknown", "persons", GDCS_CONCEPT_UNKNOWN},
                                               {"p_value", NULL, GDCS_CONCEPT_P_VALUE}};
    TRY(gdcs_i_result_add_text(k->result, "measure", GDCS_CONCEPT_MEASURE, &k->measure, err));
    TRY(gdcs_i_result_add_text(k->result, "group", GDCS_CONCEPT_GROUP, &k->group, err));
    TRY(gdcs_i_result_add_numbers(k->result, of, NUMBERS, k->number, err));
    return gdcs_i_result_add_estimate(k->result, NULL, err);
}

static gdcs_status finish(const struct work *k, gdcs_frame **out, gdcs_error *err)
{
    static const char *const test[] = {[GDCS_PAIRS_TEST_MID_P] = "mid-P",
                                       [GDCS_PAIRS_TEST_EXACT] = "exact",
                                       [GDCS_PAIRS_TEST_SCORE] = "chi-square"};
    char sentence[400], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Share with %.60s of %.60s against share with %.60s of %.60s, of the same persons; "
             "limits %s; p-values of McNemar's test, %s; bounds hold whatever the sex of the "
             "unknown.",
             k->axes.first_yes, k->axes.first, k->axes.second_yes, k->axes.second,
             gdcs_i_level_text(k->plan.alpha, level), test[k->plan.test]);
    return gdcs_i_result_finish(k->result, sentence, out, err);
}

static gdcs_status tabulate(struct work *k, const gdcs_table *table, const char *const *axes,
                            gdcs_frame **out, gdcs_error *err)
{
    const int32_t *codes;
    TRY(gdcs_i_groups_new(table, axes, k->keys + 2, &k->groups, err));
    TRY(find(k, k->keys, k->axes.first_yes, k->axes.first_no, &k->first, err));
    TRY(find(k, k->keys + 1, k->axes.second_yes, k->axes.second_no, &k->second, err));
    TRY(gdcs_i_result_new(k->groups, k->keys, &k->result, err));
    TRY(add_columns(k, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(k->groups); i++) {
        gdcs_i_group cells[2][2];
        if (!gdcs_i_beside_is_first(k->groups, k->keys, i, &codes))
            continue;
        read_cells(k, codes, cells);
        TRY(add_sex(k, i, 0, cells, err));
        TRY(add_sex(k, i, 1, cells, err));
    }
    return finish(k, out, err);
}

static gdcs_status take(struct work *k, const gdcs_pairs_axes *axes, gdcs_error *err)
{
    TRY(gdcs_i_need(axes, "axes", err));
    TRY(gdcs_i_take(&k->axes, sizeof k->axes, axes, AXES_V1, err));
    TRY(gdcs_i_need(k->axes.first, "first", err));
    TRY(gdcs_i_need(k->axes.first_yes, "first_yes", err));
    TRY(gdcs_i_need(k->axes.second, "second", err));
    return gdcs_i_need(k->axes.second_yes, "second_yes", err);
}

gdcs_status gdcs_pairs_table(const gdcs_table *table, const gdcs_pairs_axes *axes,
                             const char *const *keep, int32_t n, const gdcs_pairs_options *options,
                             gdcs_frame **out, gdcs_error *err)
{
    struct work k = {.keys = n};
    const char *names[GDCS_I_AXES + 1];
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(take(&k, axes, err));
    TRY(gdcs_i_pairs_plan_new(options, &k.plan, err));
    TRY(gdcs_i_beside_axes(keep, n, k.axes.first, names, err));
    names[n + 1] = k.axes.second;
    const gdcs_status status = tabulate(&k, table, names, out, err);
    gdcs_i_result_free(k.result);
    gdcs_i_groups_free(k.groups);
    return status;
}
