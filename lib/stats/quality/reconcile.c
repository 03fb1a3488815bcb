#include "core/fail.h"
#include "core/memory.h"
#include "data/codes/age.h"
#include "stats/quality/explain.h"
#include "stats/quality/findings.h"
#include "stats/quality/kinship.h"
#include "stats/quality/slices.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_V1 = 80 };

static const double jump_factor = 3.0, same_least = 100.0, beyond_chance = 6.0;

/* Cells that make a common base no accident. */
enum { BASE_CELLS = 20 };

struct view {
    const gdcs_table *table;
    gdcs_quality_reconcile_options options;
    int32_t stage; /* number of the axis, or -1 */
    int32_t period;
    int32_t relationship;
    int32_t other_sex;
    int32_t age;
    int32_t *says;        /* by label of relationships: GDCS_SEX_*, GDCS_I_KINSHIP_SAME, or 0 */
    gdcs_codes_age *band; /* by label of ages; NaN: none */
    unsigned char *told;  /* by label of ages: its overlap is */
    gdcs_i_slices *slices;
    double base;
    double *lower; /* parts of a line, with their labels */
    double *upper;
    int32_t *label;
    gdcs_i_findings found;
};

struct figure {
    double lower;
    double upper;
    int set;
};

static struct figure figure_at(const struct view *v, const int32_t *codes)
{
    const int64_t slot = gdcs_i_cells_find(v->table->cells, codes);
    const int counted = v->table->absent == GDCS_ABSENT_ZERO;
    const struct figure none = {0.0, counted ? 0.0 : INFINITY, 0};
    if (slot < 0)
        return none;
    const gdcs_i_range range = gdcs_i_cells_get(v->table->cells, slot);
    const double lower = gdcs_i_range_lower(&range);
    const struct figure f = {lower, range.inexact ? gdcs_i_range_upper(&range) : lower, 1};
    return f;
}

/* The figure of the same place with another label of one axis. */
static struct figure beside(const struct view *v, const int32_t *codes, int axis, int32_t label)
{
    int32_t other[GDCS_I_AXES];
    memcpy(other, codes, (size_t)v->table->width * sizeof *codes);
    other[axis] = label;
    return figure_at(v, other);
}

static gdcs_status report(struct view *v, const gdcs_i_finding *one, const int32_t *codes,
                          int32_t label, gdcs_error *err)
{
    int32_t place[GDCS_I_AXES];
    memcpy(place, codes, (size_t)v->table->width * sizeof *codes);
    if (label >= 0)
        place[one->axis] = label;
    return gdcs_i_findings_add(&v->found, one, place, err);
}

/* The parts of a total: labels of the sex axis that sources publish only where there is somebody are 0
   where nobody set them. */
static gdcs_i_parts gather(struct view *v, const int32_t *codes, int axis)
{
    const gdcs_i_axis *a = &v->table->axes[axis];
    const struct figure total = figure_at(v, codes);
    gdcs_i_parts p = {.lower = v->lower,
                      .upper = v->upper,
                      .total_lower = total.lower,
                      .total_upper = total.upper,
                      .base = v->base,
                      .noise = v->options.noise,
                      .open = axis == v->table->sex};
    int64_t set = 0;
    for (int32_t label = 0; label < gdcs_i_pool_count(a->labels); label++) {
        const char *text = gdcs_i_pool_text(a->labels, label);
        struct figure f = beside(v, codes, axis, label);
        const int rare = axis == v->table->sex && text[0] == '_';
        if (label == a->total || (rare && !f.set))
            continue;
        set += f.set;
        if (f.set && strcmp(text, gdcs_sex_code(GDCS_SEX_UNKNOWN)) == 0 && axis == v->table->sex)
            p.open = 0;
        v->lower[p.n] = f.lower;
        v->upper[p.n] = f.upper;
        v->label[p.n++] = label;
    }
    if (set == 0)
        p.n = 0;
    return p;
}

static gdcs_status check_total(struct view *v, const int32_t *codes, int axis, gdcs_error *err)
{
    const gdcs_i_parts p = gather(v, codes, axis);
    if (p.n == 0)
        return GDCS_OK;
    const gdcs_i_reason r = gdcs_i_quality_explain(&p);
    if (r.kind == GDCS_I_RECONCILE_CONSISTENT && !v->options.consistent)
        return GDCS_OK;
    const double total = p.total_lower == p.total_upper ? p.total_lower : NAN;
    const gdcs_i_finding one = {.kind = r.kind,
                                .axis = axis,
                                .with = r.part < 0 ? -1 : v->table->axes[axis].total,
                                .found = r.part < 0 ? total : v->lower[r.part],
                                .expected = isfinite(r.expected) ? r.expected : NAN,
                                .coverage = total > 0.0 && isfinite(r.sum) ? r.sum / total : NAN,
                                .ways = r.ways > 0 ? (double)r.ways : NAN};
    return report(v, &one, codes, r.part < 0 ? -1 : v->label[r.part], err);
}

/* Consecutive labels of an axis, here the label of the cell and the one before it. */
static gdcs_status check_before(struct view *v, const int32_t *codes, int axis, struct figure now,
                                gdcs_error *err)
{
    const int32_t total = v->table->axes[axis].total;
    int32_t before = codes[axis] - 1;
    if (before == total)
        before--;
    if (before < 0 || codes[axis] == total)
        return GDCS_OK;
    const struct figure was = beside(v, codes, axis, before);
    const int exact = now.lower == now.upper && was.lower == was.upper && was.set;
    const double a = was.lower, b = now.lower;
    gdcs_i_finding one = {.axis = axis,
                          .with = before,
                          .found = now.lower,
                          .expected = was.upper,
                          .coverage = NAN,
                          .ways = NAN,
                          .kind = -1};
    if (axis == v->stage && was.set && now.lower > was.upper)
        one.kind = GDCS_I_RECONCILE_LATER_ABOVE_EARLIER;
    else if (axis == v->period && exact && a == b && a >= v->options.same &&
             !gdcs_i_slices_hold(v->slices, codes, axis, before)) {
        one.kind = GDCS_I_RECONCILE_SAME_FIGURE;
        one.log10_chance = gdcs_i_slices_log_chance(a, v->base);
    } else if (axis == v->period && exact && fmax(a, b) >= v->options.jump * fmin(a, b) &&
               fabs(sqrt(4.0 * a + 1.0) - sqrt(4.0 * b + 1.0)) > beyond_chance)
        one.kind = GDCS_I_RECONCILE_JUMP;
    return one.kind < 0 ? GDCS_OK : report(v, &one, codes, -1, err);
}

/* Women's figure beside men's. */
static gdcs_status check_sexes(struct view *v, const int32_t *codes, struct figure now,
                               gdcs_error *err)
{
    const int axis = v->table->sex;
    const gdcs_i_pool *labels = v->table->axes[axis].labels;
    if (strcmp(gdcs_i_pool_text(labels, codes[axis]), gdcs_sex_code(GDCS_SEX_FEMALE)) != 0)
        return GDCS_OK;
    for (int32_t other = 0; other < gdcs_i_pool_count(labels); other++) {
        if (strcmp(gdcs_i_pool_text(labels, other), gdcs_sex_code(GDCS_SEX_MALE)) != 0)
            continue;
        const struct figure men = beside(v, codes, axis, other);
        const gdcs_i_finding one = {.kind = GDCS_I_RECONCILE_SAME_FIGURE,
                                    .axis = axis,
                                    .with = other,
                                    .found = now.lower,
                                    .expected = men.lower,
                                    .coverage = NAN,
                                    .ways = NAN,
                                    .log10_chance = gdcs_i_slices_log_chance(now.lower, v->base)};
        if (now.lower == now.upper && men.lower == men.upper && now.lower == men.lower &&
            now.lower >= v->options.same && !gdcs_i_slices_hold(v->slices, codes, axis, other))
            return report(v, &one, codes, -1, err);
    }
    return GDCS_OK;
}

/* Is a label of an axis this sex? */
static int is_sex(const struct view *v, int axis, int32_t label, int32_t sex)
{
    return strcmp(gdcs_i_pool_text(v->table->axes[axis].labels, label), gdcs_sex_code(sex)) == 0;
}

static int are_of_one_sex(const struct view *v, const int32_t *codes)
{
    const int sex = v->table->sex, other = v->other_sex;
    const int woman = is_sex(v, sex, codes[sex], GDCS_SEX_FEMALE);
    const int man = is_sex(v, sex, codes[sex], GDCS_SEX_MALE);
    return !(woman && is_sex(v, other, codes[other], GDCS_SEX_MALE)) &&
           !(man && is_sex(v, other, codes[other], GDCS_SEX_FEMALE));
}

static gdcs_status check_relationship(struct view *v, const int32_t *codes, struct figure now,
                                      gdcs_error *err)
{
    const int axis = v->relationship, sex = v->table->sex;
    const int32_t says = v->says[codes[axis]];
    const int32_t wrong = says == GDCS_SEX_FEMALE ? GDCS_SEX_MALE : GDCS_SEX_FEMALE;
    const gdcs_i_finding one = {.kind = GDCS_I_RECONCILE_RELATIONSHIP,
                                .axis = axis,
                                .with = -1,
                                .found = now.lower,
                                .coverage = NAN,
                                .ways = NAN};
    if (says == 0 || !(now.lower > 0.0))
        return GDCS_OK;
    if (says == GDCS_I_KINSHIP_SAME ? v->other_sex < 0 || are_of_one_sex(v, codes)
                                    : !is_sex(v, sex, codes[sex], wrong))
        return GDCS_OK;
    return report(v, &one, codes, -1, err);
}

/* A band of age beside an earlier one with which it has ages in common: once for each band. */
static gdcs_status check_ages(struct view *v, const int32_t *codes, struct figure now,
                              gdcs_error *err)
{
    const int32_t label = codes[v->age];
    const gdcs_codes_age *a = &v->band[label];
    if (v->told[label] || isnan(a->youngest) || !(now.lower > 0.0))
        return GDCS_OK;
    for (int32_t other = 0; other < label; other++) {
        const gdcs_codes_age *b = &v->band[other];
        if (!(a->youngest <= b->oldest && b->youngest <= a->oldest))
            continue;
        const struct figure was = beside(v, codes, v->age, other);
        const gdcs_i_finding one = {.kind = GDCS_I_RECONCILE_AGES_OVERLAP,
                                    .axis = v->age,
                                    .with = other,
                                    .found = now.lower,
                                    .expected = was.lower,
                                    .coverage = NAN,
                                    .ways = NAN};
        if (!was.set || !(was.lower > 0.0))
            continue;
        v->told[label] = 1;
        return report(v, &one, codes, -1, err);
    }
    return GDCS_OK;
}

static gdcs_status check_cell(struct view *v, const int32_t *codes, gdcs_error *err)
{
    const struct figure now = figure_at(v, codes);
    for (int axis = 0; axis < v->table->width; axis++)
        if (v->table->axes[axis].total >= 0 && codes[axis] == v->table->axes[axis].total)
            TRY(check_total(v, codes, axis, err));
    if (v->stage >= 0)
        TRY(check_before(v, codes, v->stage, now, err));
    if (v->period >= 0 && v->period != v->stage)
        TRY(check_before(v, codes, v->period, now, err));
    if (v->table->sex >= 0)
        TRY(check_sexes(v, codes, now, err));
    if (v->relationship >= 0 && v->table->sex >= 0)
        TRY(check_relationship(v, codes, now, err));
    if (v->age >= 0)
        TRY(check_ages(v, codes, now, err));
    return GDCS_OK;
}

/* The largest base of which all exact figures are multiples, if there are enough of them; else 0. */
static double find_base(const gdcs_table *table)
{
    static const double bases[] = {100.0, 10.0, 5.0, 3.0};
    for (size_t b = 0; b < sizeof bases / sizeof *bases; b++) {
        int64_t seen = 0, slot = 0;
        for (; slot < gdcs_i_cells_count(table->cells); slot++) {
            const gdcs_i_range range = gdcs_i_cells_get(table->cells, slot);
            const double x = gdcs_i_range_lower(&range);
            if (!range.inexact && fmod(x, bases[b]) != 0.0)
                break;
            seen += !range.inexact && x > 0.0;
        }
        if (slot == gdcs_i_cells_count(table->cells) && seen >= BASE_CELLS)
            return bases[b];
    }
    return 0.0;
}

static gdcs_status take_axis(const gdcs_table *table, const char *name, int32_t concept_id,
                             int32_t *axis, gdcs_error *err)
{
    *axis = (int32_t)(name != NULL ? gdcs_table_find_axis(table, name)
                                   : gdcs_table_find_concept(table, concept_id));
    if (name != NULL && *axis < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, name, "the table has no axis '%s'", name);
    return GDCS_OK;
}

static gdcs_status take(struct view *v, gdcs_error *err)
{
    gdcs_quality_reconcile_options *o = &v->options;
    if (o->consistent < 0 || o->consistent > 1)
        return gdcs_i_fail(err, GDCS_E_OPTION, "consistent", "%d is neither 0 nor 1",
                           (int)o->consistent);
    if (!(o->base >= 0.0 && o->base <= 1e15))
        return gdcs_i_fail(err, GDCS_E_OPTION, "base", "a base is 0 to 1e15");
    if (!(o->noise >= 0.0 && o->noise <= 1e15))
        return gdcs_i_fail(err, GDCS_E_OPTION, "noise", "a bound of noise is 0 to 1e15");
    if (o->jump != 0.0 && !(o->jump > 1.0))
        return gdcs_i_fail(err, GDCS_E_OPTION, "jump", "a factor of a jump is above 1");
    if (!(o->same >= 0.0))
        return gdcs_i_fail(err, GDCS_E_OPTION, "same", "the least figure is negative");
    o->jump = o->jump == 0.0 ? jump_factor : o->jump;
    o->same = o->same == 0.0 ? same_least : o->same;
    v->base = o->base > 0.0 ? o->base : find_base(v->table);
    if (o->relationship_count < 0 || (o->relationships == NULL) != (o->relationship_count == 0))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "relationships",
                           "the relationships and their number do not fit");
    TRY(take_axis(v->table, o->stage, GDCS_CONCEPT_STAGE, &v->stage, err));
    TRY(take_axis(v->table, o->period, GDCS_CONCEPT_PERIOD, &v->period, err));
    v->relationship = (int32_t)gdcs_table_find_concept(v->table, GDCS_CONCEPT_RELATIONSHIP);
    v->age = (int32_t)gdcs_table_find_concept(v->table, GDCS_CONCEPT_AGE);
    v->other_sex = -1;
    return o->other_sex == NULL ? GDCS_OK
                                : take_axis(v->table, o->other_sex, 0, &v->other_sex, err);
}

static gdcs_status make_room(struct view *v, gdcs_error *err)
{
    int64_t most = 1;
    void *memory[3] = {NULL};
    for (int a = 0; a < v->table->width; a++)
        most = gdcs_i_pool_count(v->table->axes[a].labels) > most
                   ? gdcs_i_pool_count(v->table->axes[a].labels)
                   : most;
    gdcs_status status = gdcs_i_alloc(&memory[0], most, sizeof(double), err);
    if (status == GDCS_OK)
        status = gdcs_i_alloc(&memory[1], most, sizeof(double), err);
    if (status == GDCS_OK)
        status = gdcs_i_alloc(&memory[2], most, sizeof(int32_t), err);
    v->lower = memory[0];
    v->upper = memory[1];
    v->label = memory[2];
    return status;
}

/* What the labels of ages and relationships mean. */
static gdcs_status read_labels(struct view *v, gdcs_error *err)
{
    const gdcs_quality_reconcile_options *o = &v->options;
    if (v->relationship >= 0)
        TRY(gdcs_i_kinship_new(v->table->axes[v->relationship].labels, o->relationships,
                               o->relationship_count, &v->says, err));
    if (v->age < 0)
        return GDCS_OK;
    const gdcs_i_axis *axis = &v->table->axes[v->age];
    const int32_t labels = (int32_t)gdcs_i_pool_count(axis->labels);
    void *memory = NULL, *told = NULL;
    TRY(gdcs_i_alloc(&told, labels, 1, err));
    v->told = told;
    TRY(gdcs_i_alloc(&memory, labels, sizeof *v->band, err));
    v->band = memory;
    for (int32_t i = 0; i < labels; i++)
        if (i == axis->total || !gdcs_i_age_parse(gdcs_i_pool_text(axis->labels, i), &v->band[i]))
            v->band[i].youngest = v->band[i].oldest = NAN;
    return GDCS_OK;
}

gdcs_status gdcs_quality_reconcile(const gdcs_table *table,
                                   const gdcs_quality_reconcile_options *options, gdcs_frame **out,
                                   gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct view v = {.table = table, .found = {.table = table}};
    const int32_t *order = NULL;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&v.options, sizeof v.options, options, OPTIONS_V1, err));
    TRY(take(&v, err));
    GO(make_room(&v, err));
    GO(read_labels(&v, err));
    GO(gdcs_i_slices_new(table, v.period, v.base, &v.found, &v.slices, err));
    GO(gdcs_i_cells_order(table->cells, &order, err));
    for (int64_t i = 0; i < gdcs_i_cells_count(table->cells); i++) {
        int32_t codes[GDCS_I_AXES];
        gdcs_i_cells_codes(table->cells, order[i], codes);
        GO(check_cell(&v, codes, err));
    }
    GO(gdcs_i_findings_give(&v.found, out, err));
done:
    gdcs_i_findings_free(&v.found);
    gdcs_i_slices_free(v.slices);
    free(v.says);
    free(v.band);
    free(v.told);
    free(v.lower);
    free(v.upper);
    free(v.label);
    return status;
}
