/* The frames of what units, groups and times have to do with segregation. */
#include "core/fail.h"
#include "core/memory.h"
#include "stats/beside.h"
#include "stats/counts.h"
#include "stats/segregation/parts.h"
#include "stats/segregation/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Columns of the three: what tells rows apart, and what they hold. */
struct columns {
    int32_t text[3];
    int32_t number[8];
    int32_t notes;
};

/* Indices need women and men, each counted exactly. */
static int can_be_measured(const gdcs_i_problem *p, const gdcs_i_units *u)
{
    return p->exact && u->all_women > 0.0 && u->all_men > 0.0;
}

enum { UNIT_COUNTS = 3, UNIT_NUMBERS = 8 };

static gdcs_status add_unit_columns(gdcs_i_result *result, struct columns *c, gdcs_error *err)
{
    static const gdcs_i_heading number[UNIT_NUMBERS] = {
        {"women", "persons", GDCS_CONCEPT_COUNT},
        {"men", "persons", GDCS_CONCEPT_COUNT},
        {"unknown", "persons", GDCS_CONCEPT_UNKNOWN},
        {"share", "share", GDCS_CONCEPT_NUMBER},
        {"share_women", "share", GDCS_CONCEPT_NUMBER},
        {"linkage", "nats", GDCS_CONCEPT_NUMBER},
        {"mutual_information", "nats", GDCS_CONCEPT_NUMBER},
        {"dissimilarity", "share", GDCS_CONCEPT_NUMBER}};
    TRY(gdcs_i_result_add_text(result, "unit", GDCS_CONCEPT_GROUP, &c->text[0], err));
    TRY(gdcs_i_result_add_numbers(result, number, UNIT_NUMBERS, c->number, err));
    return gdcs_i_result_add_notes(result, &c->notes, err);
}

static uint32_t notes_of_unit(const gdcs_i_group *g, int measured)
{
    const gdcs_sex_counts *c = &g->counts;
    uint32_t notes = g->notes | gdcs_i_counts_notes(&g->upper);
    if (!measured)
        notes |= GDCS_NOTE_NOT_ESTIMABLE;
    if (c->women + c->men == 0.0)
        notes |= GDCS_NOTE_EMPTY_UNIT | GDCS_NOTE_NOT_ESTIMABLE;
    else if (c->women == 0.0 || c->men == 0.0)
        notes |= GDCS_NOTE_ZERO_CELL;
    return notes;
}

static gdcs_status add_unit_row(const gdcs_i_unit_table *t, const struct columns *c, int64_t row,
                                const int32_t *codes, int64_t i, const gdcs_i_units *u,
                                int measured, gdcs_error *err)
{
    const gdcs_i_group g = gdcs_i_beside_group(t->groups, t->before, codes, t->labels[i]);
    TRY(gdcs_i_result_row(t->result, row, err));
    TRY(gdcs_i_result_set_text(t->result, c->text[0], t->axis.labels[t->labels[i]], err));
    const double counts[UNIT_COUNTS] = {g.counts.women, g.counts.men, g.counts.unknown};
    for (int k = 0; k < UNIT_COUNTS; k++)
        gdcs_i_result_set_number(t->result, c->number[k], counts[k]);
    gdcs_i_result_set_notes(t->result, c->notes, notes_of_unit(&g, measured));
    if (!measured)
        return GDCS_OK;
    const gdcs_i_unit_parts p = gdcs_i_unit_parts_of(u, i);
    const double parts[] = {p.share, p.share_women, p.linkage, p.mutual_information,
                            p.dissimilarity};
    for (int k = UNIT_COUNTS; k < UNIT_NUMBERS; k++)
        gdcs_i_result_set_number(t->result, c->number[k], parts[k - UNIT_COUNTS]);
    return GDCS_OK;
}

gdcs_status gdcs_segregation_table_units(const gdcs_table *table, const char *axis,
                                         const char *const *keep, int32_t n, gdcs_frame **out,
                                         gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_unit_table t = {0};
    gdcs_i_problem problem = {0};
    struct columns columns;
    const int32_t *codes;
    TRY(gdcs_i_need(out, "out", err));
    GO(gdcs_i_unit_table_new(table, axis, NULL, keep, n, &t, err));
    GO(gdcs_i_problem_new(t.count, 0, &problem, err));
    GO(add_unit_columns(t.result, &columns, err));
    for (int64_t row = 0; row < gdcs_i_groups_count(t.groups); row++) {
        if (!gdcs_i_beside_is_first(t.groups, t.keys, row, &codes))
            continue;
        gdcs_i_unit_table_read(&t, codes, &problem);
        const gdcs_i_units u = gdcs_i_problem_units(&problem);
        const int measured = can_be_measured(&problem, &u);
        for (int64_t i = 0; i < t.count; i++)
            GO(add_unit_row(&t, &columns, row, codes, i, &u, measured, err));
    }
    GO(gdcs_i_result_finish(t.result, "Local segregation: linkage of each unit.", out, err));
done:
    gdcs_i_problem_free(&problem);
    gdcs_i_unit_table_free(&t);
    return status;
}

/* measure and part in text[1] and text[2], value in number[0]. */
static gdcs_status add_value(gdcs_i_result *result, const struct columns *c, int64_t row,
                             const char *measure, const char *part, double value, uint32_t notes,
                             gdcs_error *err)
{
    TRY(gdcs_i_result_row(result, row, err));
    TRY(gdcs_i_result_set_text(result, c->text[1], measure, err));
    TRY(gdcs_i_result_set_text(result, c->text[2], part, err));
    gdcs_i_result_set_number(result, c->number[0], value);
    gdcs_i_result_set_notes(result, c->notes,
                            isnan(value) ? notes | GDCS_NOTE_NOT_ESTIMABLE : notes);
    return GDCS_OK;
}

static gdcs_status add_part_columns(gdcs_i_result *result, struct columns *c, gdcs_error *err)
{
    TRY(gdcs_i_result_add_text(result, "measure", GDCS_CONCEPT_MEASURE, &c->text[1], err));
    TRY(gdcs_i_result_add_text(result, "part", GDCS_CONCEPT_GROUP, &c->text[2], err));
    TRY(gdcs_i_result_add_number(result, "value", GDCS_CONCEPT_VALUE, NULL, &c->number[0], err));
    return gdcs_i_result_add_notes(result, &c->notes, err);
}

/* Units of all groups with the same keys, in a row. */
struct nest {
    gdcs_i_unit_table t;
    struct columns columns;
    gdcs_axis axis; /* of groups */
    int32_t group_total;
    int32_t unit_total;
    int32_t *group; /* of each unit */
    gdcs_i_problem units;
    gdcs_i_problem sums; /* over the groups, with the parts within in its room */
};

static const char *const nested_measure[] = {"mutual_information", "theil"};
static const char *const nested_part[] = {"total", "between", "within"};

static int has_unit(const struct nest *k, int32_t group)
{
    for (int64_t i = 0; i < k->units.n; i++)
        if (k->group[i] == group)
            return 1;
    return 0;
}

/* A group with nobody in it is a row like any other, and contributes nothing. */
static gdcs_status add_group_rows(const struct nest *k, int64_t row, int32_t group, int measured,
                                  uint32_t notes, gdcs_error *err)
{
    const gdcs_i_units sums = gdcs_i_problem_units(&k->sums);
    double parts[] = {NAN, NAN};
    if (measured && sums.women[group] + sums.men[group] > 0.0) {
        parts[0] = gdcs_i_unit_parts_of(&sums, group).mutual_information;
        parts[1] = k->sums.room[group];
    } else if (measured) {
        parts[0] = parts[1] = 0.0;
        notes |= GDCS_NOTE_EMPTY_UNIT;
    }
    for (int i = 0; i < 2; i++) {
        TRY(add_value(k->t.result, &k->columns, row, nested_measure[0], nested_part[i + 1],
                      parts[i], notes, err));
        TRY(gdcs_i_result_set_text(k->t.result, k->columns.text[0], k->axis.labels[group], err));
    }
    return GDCS_OK;
}

static gdcs_status add_nested_rows(const struct nest *k, int64_t row, gdcs_error *err)
{
    const gdcs_i_units u = gdcs_i_problem_units(&k->units);
    const int64_t groups = k->axis.label_count;
    gdcs_segregation_nested r = {0, 0, NAN, NAN, NAN, NAN, NAN, NAN};
    const uint32_t notes = gdcs_i_problem_notes(&k->units, &u);
    const int measured = can_be_measured(&k->units, &u);
    if (measured)
        gdcs_i_nested_parts(&u, k->group, groups, k->sums.women, k->sums.men, k->sums.room, &r);
    const double value[] = {r.mutual_information,
                            r.mutual_information_between,
                            r.mutual_information_within,
                            r.theil,
                            r.theil_between,
                            r.theil_within};
    for (int i = 0; i < 6; i++)
        TRY(add_value(k->t.result, &k->columns, row, nested_measure[i / 3], nested_part[i % 3],
                      value[i], notes, err));
    for (int32_t g = 0; g < (int32_t)groups; g++)
        if (has_unit(k, g))
            TRY(add_group_rows(k, row, g, measured, notes, err));
    return GDCS_OK;
}

/* Pairs of group and unit that no cell names are no units. */
static int64_t read_nested(struct nest *k, int64_t row)
{
    const int64_t count = gdcs_i_groups_count(k->t.groups);
    const int32_t *codes;
    uint32_t notes = 0;
    int64_t i = row;
    gdcs_i_problem_clear(&k->units);
    k->units.n = 0;
    for (; i < count && (i == row || !gdcs_i_beside_is_first(k->t.groups, k->t.keys, i, &codes));
         i++) {
        gdcs_i_group g;
        gdcs_i_groups_get(k->t.groups, i, &g);
        const int32_t group = g.codes[k->t.keys], unit = g.codes[k->t.keys + 1];
        if (group == k->group_total || unit == k->unit_total)
            continue;
        k->group[k->units.n] = group;
        gdcs_i_problem_put(&k->units, k->units.n++, &g.counts, &g.lower, &g.upper);
        notes |= g.notes;
    }
    k->units.notes |= notes;
    return i;
}

static gdcs_status make_nest(struct nest *k, gdcs_error *err)
{
    void *group = NULL;
    const int64_t most = gdcs_i_groups_count(k->t.groups);
    k->axis.struct_size = sizeof k->axis;
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(k->t.groups), k->t.keys, &k->axis, err));
    k->group_total = gdcs_i_beside_code(&k->axis, k->axis.total);
    k->unit_total = gdcs_i_beside_code(&k->t.axis, k->t.axis.total);
    TRY(gdcs_i_alloc(&group, most, sizeof *k->group, err));
    k->group = group;
    TRY(gdcs_i_problem_new(most, 0, &k->units, err));
    TRY(gdcs_i_problem_new(k->axis.label_count, 0, &k->sums, err));
    TRY(gdcs_i_result_add_text(k->t.result, "group", GDCS_CONCEPT_GROUP, &k->columns.text[0], err));
    return add_part_columns(k->t.result, &k->columns, err);
}

gdcs_status gdcs_segregation_table_nested(const gdcs_table *table, const char *axis,
                                          const char *groups, const char *const *keep, int32_t n,
                                          gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct nest k = {.group = NULL};
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_need(groups, "groups", err));
    GO(gdcs_i_unit_table_new(table, axis, groups, keep, n, &k.t, err));
    GO(make_nest(&k, err));
    for (int64_t row = 0; row < gdcs_i_groups_count(k.t.groups);) {
        const int64_t next = read_nested(&k, row);
        GO(add_nested_rows(&k, row, err));
        row = next;
    }
    GO(gdcs_i_result_finish(k.t.result, "Segregation between groups of units and within them.", out,
                            err));
done:
    gdcs_i_problem_free(&k.sums);
    gdcs_i_problem_free(&k.units);
    free(k.group);
    gdcs_i_unit_table_free(&k.t);
    return status;
}

enum { TIMES_V1 = 32 };

/* The codes of the axes to keep, and those of the two times after them. */
static gdcs_status find_times(const gdcs_i_unit_table *t, const gdcs_segregation_times *times,
                              int32_t *before, int32_t *after, gdcs_error *err)
{
    gdcs_axis axis = {.struct_size = sizeof axis};
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(t->groups), t->keys, &axis, err));
    *before = gdcs_i_beside_code(&axis, times->before);
    *after = gdcs_i_beside_code(&axis, times->after);
    if (*before < 0 || *after < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, *before < 0 ? "before" : "after",
                           "axis \"%.60s\" has no label \"%.60s\"", times->axis,
                           *before < 0 ? times->before : times->after);
    if (*before == *after)
        return gdcs_i_fail(err, GDCS_E_DUPLICATE, "after", "before and after are both \"%.60s\"",
                           times->after);
    return GDCS_OK;
}

static gdcs_status add_change(const gdcs_i_unit_table *t, const struct columns *c, int64_t row,
                              int32_t index, gdcs_i_problem *before, gdcs_i_problem *after,
                              gdcs_error *err)
{
    static const char *const part[] = {"before", "after", "change", "entered",
                                       "left",   "women", "units",  "structure"};
    gdcs_segregation_change r = {0, 0, index, 0, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    const gdcs_i_units b = gdcs_i_problem_units(before), a = gdcs_i_problem_units(after);
    const uint32_t notes = gdcs_i_problem_notes(before, &b) | gdcs_i_problem_notes(after, &a);
    if (can_be_measured(before, &b) && can_be_measured(after, &a))
        gdcs_i_change_parts(index, &b, &a, before->room, &r);
    const double value[] = {r.before, r.after, r.change, r.entered,
                            r.left,   r.women, r.units,  r.structure};
    for (int i = 0; i < 8; i++)
        TRY(add_value(t->result, c, row, gdcs_i_segregation_name(index), part[i], value[i], notes,
                      err));
    return GDCS_OK;
}

static gdcs_status add_changes(const gdcs_i_unit_table *t, const struct columns *c, int32_t index,
                               int32_t first, int32_t second, gdcs_i_problem *before,
                               gdcs_i_problem *after, gdcs_error *err)
{
    int32_t wanted[GDCS_I_AXES];
    const int32_t *codes;
    for (int64_t row = 0; row < gdcs_i_groups_count(t->groups); row++) {
        if (!gdcs_i_beside_is_first(t->groups, t->keys, row, &codes))
            continue;
        memcpy(wanted, codes, (size_t)t->keys * sizeof *wanted);
        wanted[t->keys] = first;
        gdcs_i_unit_table_read(t, wanted, before);
        wanted[t->keys] = second;
        gdcs_i_unit_table_read(t, wanted, after);
        TRY(add_change(t, c, row, index, before, after, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_segregation_table_change(const gdcs_table *table, const char *axis,
                                          const gdcs_segregation_times *times,
                                          const char *const *keep, int32_t n,
                                          const gdcs_segregation_options *options, gdcs_frame **out,
                                          gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_segregation_plan plan;
    gdcs_segregation_times t;
    gdcs_i_unit_table units = {0};
    gdcs_i_problem before = {0}, after = {0};
    struct columns columns;
    int32_t first = 0, second = 0;
    TRY(gdcs_i_need(times, "times", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&t, sizeof t, times, TIMES_V1, err));
    TRY(gdcs_i_need(t.axis, "times", err));
    TRY(gdcs_i_need(t.before, "before", err));
    TRY(gdcs_i_need(t.after, "after", err));
    TRY(gdcs_i_segregation_plan_new(options, &plan, err));
    GO(gdcs_i_unit_table_new(table, axis, t.axis, keep, n, &units, err));
    GO(find_times(&units, &t, &first, &second, err));
    GO(gdcs_i_problem_new(units.count, 2 * units.count, &before, err));
    GO(gdcs_i_problem_new(units.count, 0, &after, err));
    GO(add_part_columns(units.result, &columns, err));
    GO(add_changes(&units, &columns,
                   plan.index > 0 ? plan.index : GDCS_SEGREGATION_INDEX_MUTUAL_INFORMATION, first,
                   second, &before, &after, err));
    GO(gdcs_i_result_finish(units.result, "Change of segregation in parts, with fitted tables.",
                            out, err));
done:
    gdcs_i_problem_free(&after);
    gdcs_i_problem_free(&before);
    gdcs_i_unit_table_free(&units);
    return status;
}
