#include "core/fail.h"
#include "privacy/audit/audit.h"

#include <math.h>
#include <string.h>

enum { FACT_V1 = 88 };

/* The codes of a cell named by labels, in the table of the fact. */
static gdcs_status encode(const gdcs_i_audit *a, const gdcs_audit_fact *f,
                          const char *const *labels, const char *field, int32_t *codes,
                          gdcs_error *err)
{
    const gdcs_table *table = a->tables[f->table];
    TRY(gdcs_i_need(labels, field, err));
    for (int32_t k = 0; k < table->width; k++) {
        TRY(gdcs_i_need(labels[k], field, err));
        codes[k] = gdcs_i_pool_find(table->axes[k].labels, labels[k], strlen(labels[k]));
        if (codes[k] < 0)
            return gdcs_i_fail(err, GDCS_E_NAME, field, "axis '%.60s' has no label '%.60s'",
                               table->axes[k].name, labels[k]);
    }
    return GDCS_OK;
}

/* Its variable, or -1 for one that is 0. */
static gdcs_status find(const gdcs_i_audit *a, const gdcs_audit_fact *f, const char *const *labels,
                        const char *field, int64_t *variable, gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES] = {0};
    TRY(encode(a, f, labels, field, codes, err));
    *variable = gdcs_i_system_find(a->system, f->table, codes);
    return GDCS_OK;
}

/* The number of a cell: as the table has it that the figure is of, which another may have otherwise by now, or as all
   tables together say. */
static double number_at(const gdcs_i_audit *a, const gdcs_audit_fact *f, const int32_t *codes)
{
    const gdcs_i_cells *cells = a->tables[f->table]->cells;
    const int64_t slot = gdcs_i_cells_find(cells, codes);
    const int64_t v = gdcs_i_system_find(a->system, f->table, codes);
    const gdcs_i_range own =
        slot < 0 ? (gdcs_i_range){.inexact = 1} : gdcs_i_cells_get(cells, slot);
    if (!own.inexact && a->options.rounding == 0.0)
        return gdcs_i_range_lower(&own);
    return v < 0 || a->system->lower[v] < a->system->upper[v] ? NAN : a->system->lower[v];
}

/* A denominator that must be one number: a cell published exactly, or a known population. */
static gdcs_status known(const gdcs_i_audit *a, const gdcs_audit_fact *f, const char *const *labels,
                         double population, const char *field, double *out, gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES] = {0};
    *out = population;
    if (labels != NULL) {
        TRY(encode(a, f, labels, field, codes, err));
        *out = number_at(a, f, codes);
    }
    if (!(*out > 0.0 && *out <= GDCS_I_LARGEST))
        return gdcs_i_fail(err, GDCS_E_VALUE, field,
                           "the denominator of a fact is not positive or not exact");
    return GDCS_OK;
}

struct terms {
    int32_t column[2];
    double value[2];
    int32_t count;
};

static void put(struct terms *t, int64_t variable, double value)
{
    if (variable < 0)
        return;
    for (int32_t i = 0; i < t->count; i++)
        if (t->column[i] == variable) {
            t->value[i] += value;
            return;
        }
    t->column[t->count] = (int32_t)variable;
    t->value[t->count++] = value;
}

/* Is it not what the originals say? */
static int is_false(const gdcs_i_audit *a, const struct terms *t, double lower, double upper)
{
    double sum = 0.0, size = 1.0;
    for (int32_t i = 0; i < t->count; i++) {
        const double x = gdcs_i_system_true_number(a->system, a->truth, t->column[i]);
        sum += t->value[i] * x;
        size += fabs(t->value[i] * x);
    }
    return sum < lower - 1e-9 * size || sum > upper + 1e-9 * size;
}

/* A figure of an earlier release that is not so any more was revised: it counts no more. */
static gdcs_status add(gdcs_i_audit *a, const gdcs_audit_fact *f, const struct terms *t,
                       double lower, double upper, int32_t number, gdcs_error *err)
{
    if (t->count == 0 || (isinf(lower) && isinf(upper)))
        return GDCS_OK;
    if (is_false(a, t, lower, upper)) {
        if (f->table >= a->own)
            return GDCS_OK;
        a->false_facts++;
    }
    return gdcs_i_system_add_fact(a->system, t->count, t->column, t->value, lower, upper, number,
                                  err);
}

/* lower b <= per a and per a <= upper b, whatever b is. */
static gdcs_status add_ratio(gdcs_i_audit *a, const gdcs_audit_fact *f, int64_t part, double scale,
                             int64_t whole, double whole_scale, int32_t number, gdcs_error *err)
{
    struct terms low = {.count = 0}, high = {.count = 0};
    put(&low, part, scale);
    put(&low, whole, -f->lower * whole_scale);
    TRY(add(a, f, &low, 0.0, INFINITY, number, err));
    if (isinf(f->upper))
        return GDCS_OK;
    put(&high, part, scale);
    put(&high, whole, -f->upper * whole_scale);
    return add(a, f, &high, -INFINITY, 0.0, number, err);
}

static gdcs_status add_single(gdcs_i_audit *a, const gdcs_audit_fact *f, int64_t part,
                              int32_t number, gdcs_error *err)
{
    int64_t whole = -1;
    double population = 0.0;
    struct terms t = {.count = 0};
    if (f->kind == GDCS_AUDIT_FACT_SHARE && f->b != NULL) {
        TRY(find(a, f, f->b, "b", &whole, err));
        return add_ratio(a, f, part, f->per, whole, 1.0, number, err);
    }
    TRY(known(a, f, NULL, f->population, "population", &population, err));
    put(&t, part, 1.0);
    return add(a, f, &t, f->lower * population / f->per, f->upper * population / f->per, number,
               err);
}

static gdcs_status add_double(gdcs_i_audit *a, const gdcs_audit_fact *f, int64_t part,
                              int32_t number, gdcs_error *err)
{
    int64_t other = -1;
    double base = 0.0, other_base = 0.0;
    struct terms t = {.count = 0};
    TRY(find(a, f, f->c, "c", &other, err));
    TRY(known(a, f, f->b, f->population, "b", &base, err));
    TRY(known(a, f, f->d, f->other_population, "d", &other_base, err));
    if (f->kind == GDCS_AUDIT_FACT_RATIO)
        return add_ratio(a, f, part, f->per * other_base / base, other, 1.0, number, err);
    put(&t, part, 1.0);
    put(&t, other, -base / other_base);
    return add(a, f, &t, f->lower * base / f->per, f->upper * base / f->per, number, err);
}

static gdcs_status take(const gdcs_i_audit *a, const gdcs_audit_fact *given, gdcs_audit_fact *f,
                        gdcs_error *err)
{
    TRY(gdcs_i_need(given, "facts", err));
    TRY(gdcs_i_take(f, sizeof *f, given, FACT_V1, err));
    if (f->kind < GDCS_AUDIT_FACT_SHARE || f->kind > GDCS_AUDIT_FACT_RATIO)
        return gdcs_i_fail(err, GDCS_E_OPTION, "kind", "%d is no kind of fact", (int)f->kind);
    if (f->table < 0 || f->table >= a->n)
        return gdcs_i_fail(err, GDCS_E_OPTION, "table", "there is no table %d", (int)f->table);
    if (f->per == 0.0)
        f->per = 1.0;
    if (!(f->per > 0.0 && f->per <= GDCS_I_LARGEST))
        return gdcs_i_fail(err, GDCS_E_OPTION, "per", "the unit of a fact is not positive");
    if (!(f->lower <= f->upper) || (f->kind != GDCS_AUDIT_FACT_GAP && f->lower < 0.0))
        return gdcs_i_fail(err, GDCS_E_VALUE, "lower",
                           "the limits of a fact are reversed, or negative");
    return GDCS_OK;
}

gdcs_status gdcs_i_audit_add_facts(gdcs_i_audit *a, gdcs_error *err)
{
    for (int32_t i = 0; i < a->options.fact_count; i++) {
        gdcs_audit_fact f;
        int64_t part = -1;
        TRY(take(a, a->options.facts[i], &f, err));
        TRY(find(a, &f, f.a, "a", &part, err));
        if (f.kind == GDCS_AUDIT_FACT_SHARE || f.kind == GDCS_AUDIT_FACT_RATE)
            TRY(add_single(a, &f, part, i, err));
        else
            TRY(add_double(a, &f, part, i, err));
    }
    return GDCS_OK;
}

/* What a rounded number says. */
static void unround(const gdcs_i_audit *a, double x, double *lower, double *upper)
{
    const double base = a->options.rounding;
    const int is_nearest = a->options.rounding_kind == GDCS_DISCLOSURE_ROUNDING_NEAREST;
    const double below = is_nearest ? base / 2.0 : base;
    *lower = fmax(0.0, x - below);
    *upper = x + below;
    if (a->system->whole) {
        *lower = is_nearest ? ceil(*lower) : fmax(0.0, floor(x - base) + 1.0);
        *upper = ceil(*upper) - 1.0;
    }
}

static void blur_cell(gdcs_i_audit *a, int32_t table, int64_t slot)
{
    gdcs_i_system *s = a->system;
    int32_t codes[GDCS_I_AXES];
    double lower, upper;
    const gdcs_i_range range = gdcs_i_cells_get(a->tables[table]->cells, slot);
    gdcs_i_cells_codes(a->tables[table]->cells, slot, codes);
    const int64_t v = gdcs_i_system_find(s, table, codes);
    if (v < 0)
        return;
    lower = gdcs_i_range_lower(&range);
    upper = gdcs_i_range_upper(&range);
    if (!range.inexact)
        unround(a, gdcs_i_range_lower(&range), &lower, &upper);
    const int agrees = lower <= s->upper[v] && upper >= s->lower[v];
    s->lower[v] = agrees ? fmax(lower, s->lower[v]) : lower;
    s->upper[v] = agrees ? fmin(upper, s->upper[v]) : upper;
}

/* Tables may have rounded the same number differently: what both say holds. */
void gdcs_i_audit_blur(gdcs_i_audit *a)
{
    gdcs_i_system *s = a->system;
    for (int64_t v = 0; v < s->count; v++)
        if ((s->flags[v] & GDCS_I_PUBLISHED) != 0) {
            s->lower[v] = 0.0;
            s->upper[v] = INFINITY;
        } else if (s->lower[v] >= s->upper[v]) {
            unround(a, s->lower[v], &s->lower[v], &s->upper[v]);
        }
    for (int32_t t = 0; t < s->tables; t++)
        for (int64_t slot = 0; slot < gdcs_i_cells_count(a->tables[t]->cells); slot++)
            blur_cell(a, t, slot);
}
