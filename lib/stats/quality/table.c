#include "core/fail.h"
#include "core/memory.h"
#include "num/dist/special.h"
#include "stats/beside.h"
#include "stats/level.h"
#include "stats/persons.h"
#include "stats/quality/basis.h"
#include "stats/quality/compare.h"
#include "stats/quality/unit.h"
#include "stats/result.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INDICATOR_V1 = 24, INDICATORS = 100, NAME_SIZE = 200 };

enum { EXPECTED, SPREAD, SHRUNK, SHRUNK_LOWER, SHRUNK_UPPER, P_VALUE, P_ADJUSTED, NUMBERS };

/* The table over sources, and over sources and roles. */
struct view {
    gdcs_i_quality_plan plan;
    gdcs_i_groups *sources;
    gdcs_i_groups *cells; /* by source, role */
    gdcs_axis source;
    gdcs_axis role;
    gdcs_i_quality_basis basis;
    const char **unit;  /* by source; NULL where not stated */
    const char *common; /* unit of most */
    int32_t total;      /* code of the declared total among sources, or -1 */
};

/* The columns of the frame. */
struct columns {
    int32_t indicator;
    int32_t shown;
    int32_t reason;
    int32_t unit;
    int32_t n;
    int32_t unknown;
    int32_t number[NUMBERS];
    int32_t flag;
    int32_t robust;
};

static gdcs_status add_columns(gdcs_i_result *r, struct columns *c, gdcs_error *err)
{
    static const struct {
        const char *name;
        int32_t concept_id;
    } numbers[NUMBERS] = {
        {"expected", GDCS_CONCEPT_NUMBER},     {"spread", GDCS_CONCEPT_NUMBER},
        {"shrunk", GDCS_CONCEPT_NUMBER},       {"shrunk_lower", GDCS_CONCEPT_NUMBER},
        {"shrunk_upper", GDCS_CONCEPT_NUMBER}, {"p_value", GDCS_CONCEPT_P_VALUE},
        {"p_adjusted", GDCS_CONCEPT_P_VALUE}};
    TRY(gdcs_i_result_add_text(r, "indicator", GDCS_CONCEPT_MEASURE, &c->indicator, err));
    TRY(gdcs_i_result_add_text(r, "shown", GDCS_CONCEPT_GROUP, &c->shown, err));
    TRY(gdcs_i_result_add_text(r, "reason", GDCS_CONCEPT_GROUP, &c->reason, err));
    TRY(gdcs_i_result_add_text(r, "unit", GDCS_CONCEPT_GROUP, &c->unit, err));
    TRY(gdcs_i_result_add_number(r, "n", GDCS_CONCEPT_N, "persons", &c->n, err));
    TRY(gdcs_i_result_add_number(r, "unknown", GDCS_CONCEPT_UNKNOWN, "persons", &c->unknown, err));
    for (int i = 0; i < NUMBERS; i++)
        TRY(gdcs_i_result_add_number(r, numbers[i].name, numbers[i].concept_id,
                                     i < P_VALUE ? "share" : NULL, &c->number[i], err));
    TRY(gdcs_i_result_add_text(r, "flag", GDCS_CONCEPT_GROUP, &c->flag, err));
    TRY(gdcs_i_result_add_text(r, "robust", GDCS_CONCEPT_GROUP, &c->robust, err));
    return gdcs_i_result_add_estimate(r, "share", err);
}

static int has_cell(const struct view *v, int32_t source, int32_t role, int32_t sex,
                    gdcs_error *err)
{
    const char *const labels[] = {v->source.labels[source], v->role.labels[role],
                                  gdcs_sex_code(sex)};
    gdcs_cell cell = {.struct_size = sizeof cell};
    return gdcs_table_get(gdcs_i_groups_table(v->cells), labels, &cell, err) == GDCS_OK &&
           cell.present;
}

/* Why a source does not show a sex in a role; NULL if it does. */
static const char *reason_of(const struct view *v, const gdcs_i_group *g, int32_t source,
                             int32_t role, int32_t sex)
{
    const int women = has_cell(v, source, role, GDCS_SEX_FEMALE, NULL);
    const int men = has_cell(v, source, role, GDCS_SEX_MALE, NULL);
    if (!gdcs_i_quality_is_of_persons(v->unit[source]))
        return "not_persons";
    if (!women && !men)
        return has_cell(v, source, role, GDCS_SEX_UNKNOWN, NULL) ? "all_unknown"
                                                                 : "sex_not_recorded";
    if (!women || !men)
        return "one_sex_only";
    if (isnan(g->counts.women) || isnan(g->counts.men))
        return "cell_withheld";
    if (gdcs_i_quality_relatives_only(&v->basis, source, role, sex))
        return "relatives_only";
    if (g->counts.women + g->counts.men > 0.0)
        return NULL;
    return g->upper.unknown > 0.0 ? "all_unknown" : "nobody";
}

/* A share that a source cannot show is none, and could be any. */
static void forget(gdcs_share_result *share)
{
    const gdcs_estimate none = {NAN, NAN, NAN, NAN};
    const gdcs_bounds any = {0.0, 1.0};
    share->share = none;
    share->bounds = any;
    share->notes |= GDCS_NOTE_NOT_ESTIMABLE;
}

static const char *source_new(const struct view *v, int32_t source, int32_t role, int32_t sex,
                              gdcs_i_quality_source *out)
{
    static const gdcs_sex_counts nobody;
    const int32_t codes[] = {source, role};
    const int64_t found = gdcs_i_groups_find(v->cells, codes);
    if (found < 0) {
        gdcs_i_quality_source_new(&v->plan, sex, &nobody, &nobody, &nobody, INFINITY, out);
        forget(&out->share);
        return "role_absent";
    }
    gdcs_i_group g;
    gdcs_i_groups_get(v->cells, found, &g);
    gdcs_i_quality_source_new(&v->plan, sex, &g.counts, &g.lower, &g.upper,
                              gdcs_i_persons_limit(v->cells, &g), out);
    out->share.notes |= g.notes;
    if (gdcs_i_quality_compare_texts(v->unit[source], v->common) == GDCS_I_QUALITY_DIFFERS)
        out->notes |= GDCS_NOTE_NOT_COMPARABLE;
    const char *reason = reason_of(v, &g, source, role, sex);
    if (reason == NULL)
        return NULL;
    gdcs_i_quality_source_bar(out);
    if (strcmp(reason, "cell_withheld") != 0 && strcmp(reason, "relatives_only") != 0)
        forget(&out->share);
    return reason;
}

static gdcs_status add_row(gdcs_i_result *r, const struct columns *c, int64_t group,
                           const char *name, const char *reason, const char *unit,
                           const gdcs_i_quality_source *s, gdcs_error *err)
{
    static const char *const flags[] = {"", "low", "high"};
    const double numbers[NUMBERS] = {s->expected,     s->spread,       s->shrunk.value,
                                     s->shrunk.lower, s->shrunk.upper, exp(s->ln_p),
                                     s->p_adjusted};
    const char *robust = s->flag == GDCS_QUALITY_FLAG_NONE ? "" : s->robust ? "yes" : "no";
    TRY(gdcs_i_result_row(r, group, err));
    TRY(gdcs_i_result_set_text(r, c->indicator, name, err));
    TRY(gdcs_i_result_set_text(r, c->shown, reason == NULL ? "yes" : "no", err));
    TRY(gdcs_i_result_set_text(r, c->reason, reason == NULL ? "" : reason, err));
    TRY(gdcs_i_result_set_text(r, c->unit, unit == NULL ? "" : unit, err));
    gdcs_i_result_set_number(r, c->n, s->share.n);
    gdcs_i_result_set_number(r, c->unknown, s->share.unknown);
    for (int i = 0; i < NUMBERS; i++)
        gdcs_i_result_set_number(r, c->number[i], numbers[i]);
    TRY(gdcs_i_result_set_text(r, c->flag, flags[s->flag], err));
    TRY(gdcs_i_result_set_text(r, c->robust, robust, err));
    return gdcs_i_result_set_estimate(r, &s->share.share, &s->share.bounds,
                                      gdcs_i_share_method_text(s->share.method),
                                      s->share.notes | s->notes, err);
}

/* All sources by one indicator. */
static gdcs_status add_indicator(const struct view *v, const gdcs_quality_indicator *given,
                                 gdcs_i_result *r, const struct columns *c, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const int64_t n = gdcs_i_groups_count(v->sources);
    const int32_t role = gdcs_i_beside_code(&v->role, given->role);
    void *memory = NULL, *reasons = NULL;
    char name[NAME_SIZE];
    if (snprintf(name, sizeof name, "%s: %s", given->sex == GDCS_SEX_MALE ? "men" : "women",
                 given->role) >= NAME_SIZE)
        name[0] = '\0'; /* cut, it might end within a character: then the role alone */
    GO(gdcs_i_alloc(&memory, n, sizeof(gdcs_i_quality_source), err));
    GO(gdcs_i_alloc(&reasons, n, sizeof(const char *), err));
    gdcs_i_quality_source *sources = memory;
    const char **reason = reasons;
    const char *title = given->name != NULL ? given->name : name[0] != '\0' ? name : given->role;
    for (int64_t i = 0; i < n; i++) {
        gdcs_i_group g;
        gdcs_i_groups_get(v->sources, i, &g);
        reason[i] = source_new(v, g.codes[0], role, given->sex, &sources[i]);
        if (g.codes[0] == v->total)
            gdcs_i_quality_source_bar(&sources[i]);
    }
    GO(gdcs_i_quality_compare(&v->plan, sources, n, err));
    for (int64_t i = 0; i < n; i++) {
        gdcs_i_group g;
        gdcs_i_groups_get(v->sources, i, &g);
        if (g.codes[0] != v->total)
            GO(add_row(r, c, i, title, reason[i], v->unit[g.codes[0]], &sources[i], err));
    }
done:
    free(reasons);
    free(memory);
    return status;
}

static gdcs_status take_indicator(const struct view *v, const gdcs_quality_indicator *given,
                                  gdcs_quality_indicator *out, gdcs_error *err)
{
    TRY(gdcs_i_take(out, sizeof *out, given, INDICATOR_V1, err));
    TRY(gdcs_i_need(out->role, "role", err));
    if (out->sex != GDCS_SEX_FEMALE && out->sex != GDCS_SEX_MALE)
        return gdcs_i_fail(err, GDCS_E_OPTION, "sex", "%d is neither female nor male",
                           (int)out->sex);
    if (gdcs_i_beside_code(&v->role, out->role) < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, "role", "the axis has no label '%s'", out->role);
    return GDCS_OK;
}

/* The counting unit of each source: its own, or that of the table. */
static gdcs_status take_units(const gdcs_table *table, struct view *v, gdcs_error *err)
{
    const gdcs_quality_options *o = &v->plan.given;
    void *memory = NULL;
    if (o->units != NULL && o->unit_count != v->source.label_count)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "units", "%lld units for %lld sources",
                           (long long)o->unit_count, (long long)v->source.label_count);
    TRY(gdcs_i_alloc(&memory, v->source.label_count, sizeof(const char *), err));
    v->unit = memory;
    for (int64_t i = 0; i < v->source.label_count; i++)
        v->unit[i] =
            o->units != NULL ? o->units[i] : gdcs_table_get_meta(table, GDCS_META_COUNTING_UNIT);
    v->common = gdcs_i_quality_common(v->unit, v->source.label_count);
    return GDCS_OK;
}

static gdcs_status open_view(const gdcs_table *table, const char *source, const char *role,
                             const gdcs_quality_options *options, struct view *v, gdcs_error *err)
{
    const char *const names[] = {source, role};
    TRY(gdcs_i_quality_plan_new(options, &v->plan, err));
    if (options != NULL && options->sex != 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "sex", "the indicators say of which sex");
    TRY(gdcs_i_groups_new(table, names, 2, &v->cells, err));
    TRY(gdcs_i_groups_new(table, names, 1, &v->sources, err));
    v->source.struct_size = sizeof v->source;
    v->role.struct_size = sizeof v->role;
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(v->cells), 0, &v->source, err));
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(v->cells), 1, &v->role, err));
    v->total = gdcs_i_beside_code(&v->source, v->source.total);
    TRY(gdcs_i_quality_basis_new(table, source, role, &v->plan.given, &v->basis, err));
    return take_units(table, v, err);
}

static gdcs_status finish(gdcs_i_result *r, const gdcs_i_quality_plan *plan, gdcs_frame **out,
                          gdcs_error *err)
{
    char sentence[400], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Share of the sex in the role, %s Wilson interval; compared with all other sources by "
             "a beta-binomial prediction averaged over the spread of shares, mid-P, adjusted over "
             "sources; shrunk: posterior mean; "
             "bounds hold whatever the sex of the unknown.",
             gdcs_i_level_text(plan->share.alpha, level));
    return gdcs_i_result_finish(r, sentence, out, err);
}

gdcs_status gdcs_quality_test_table(const gdcs_table *table, const char *source, const char *role,
                                    const gdcs_quality_indicator *indicators, int32_t n,
                                    const gdcs_quality_options *options, gdcs_frame **out,
                                    gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct view v = {.total = -1};
    struct columns columns;
    gdcs_i_result *result = NULL;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(source, "source", err));
    TRY(gdcs_i_need(role, "role", err));
    TRY(gdcs_i_need(indicators, "indicators", err));
    TRY(gdcs_i_need(out, "out", err));
    if (n < 1 || n > INDICATORS)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%d indicators are not 1 to %d", (int)n,
                           (int)INDICATORS);
    GO(open_view(table, source, role, options, &v, err));
    GO(gdcs_i_result_new(v.sources, 1, &result, err));
    GO(add_columns(result, &columns, err));
    for (int32_t i = 0; i < n; i++) {
        gdcs_quality_indicator one;
        GO(take_indicator(&v, &indicators[i], &one, err));
        GO(add_indicator(&v, &one, result, &columns, err));
    }
    GO(finish(result, &v.plan, out, err));
done:
    gdcs_i_result_free(result);
    gdcs_i_quality_basis_free(&v.basis);
    free(v.unit);
    gdcs_i_groups_free(v.sources);
    gdcs_i_groups_free(v.cells);
    return status;
}
