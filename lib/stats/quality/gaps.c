#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "data/table.h"
#include "stats/quality/columns.h"

#include <gdcs/quality.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_V1 = 24 };

static const double most_observations = 1e8;

/* What an observation is, in the order of the columns. */
enum { BY_SEX, INTERVAL, SUPPRESSED, IMPOSSIBLE, TOTAL_ONLY, ONE_SEX, MISSING, KINDS };

/* Counts of one row. */
enum { OBSERVATIONS, WOMEN, MEN, TOTAL, KIND, COUNTS = KIND + KINDS };

static const char *const count_names[COUNTS] = {
    "observations", "women",      "men",        "total",   "by_sex", "interval",
    "suppressed",   "impossible", "total_only", "one_sex", "missing"};

/* The table over area, indicator and period, and what the caller asks. */
struct view {
    gdcs_table *table;
    gdcs_axis axis[3];
    int32_t total[3]; /* code of the declared total, or -1 */
    int32_t axes;     /* 2 without period */
    int32_t counted;  /* cells that nobody set are 0 */
    gdcs_quality_gaps_options options;
};

/* The rows, column by column. */
struct rows {
    double *count[COUNTS];
    double *value;
    gdcs_i_sum *seen; /* weighted */
    gdcs_i_sum *all;
    int32_t *code[2];
    int32_t *last;
    const char **status;
    int64_t *notes;
    int64_t number;
};

static gdcs_cell cell_of(const struct view *v, const int32_t codes[3], int32_t sex)
{
    gdcs_cell cell = {.struct_size = sizeof cell};
    const char *labels[4];
    for (int32_t a = 0; a < v->axes; a++)
        labels[a] = v->axis[a].labels[codes[a]];
    labels[v->axes] = gdcs_sex_code(sex);
    const gdcs_cell none = {.struct_size = sizeof none,
                            .status = 'O',
                            .confidentiality = 'F',
                            .value = NAN,
                            .upper = INFINITY};
    if (gdcs_table_get(v->table, labels, &cell, NULL) != GDCS_OK || !cell.present)
        return none;
    return cell;
}

struct observation {
    gdcs_cell women;
    gdcs_cell men;
    gdcs_cell total;
    int kind;
};

static int is_withheld(const gdcs_cell *c)
{
    return isnan(c->value) && (c->status == 'Q' || (c->present && c->confidentiality != 'F'));
}

static int kind_of(const struct observation *o)
{
    const int women = !isnan(o->women.value), men = !isnan(o->men.value);
    if (women && men)
        return BY_SEX;
    if (isfinite(o->women.upper) && isfinite(o->men.upper))
        return INTERVAL;
    if (is_withheld(&o->women) || is_withheld(&o->men) || is_withheld(&o->total))
        return SUPPRESSED;
    if (o->women.status == 'M' || o->men.status == 'M' || o->total.status == 'M')
        return IMPOSSIBLE;
    if (!isnan(o->total.value))
        return TOTAL_ONLY;
    return women || men ? ONE_SEX : MISSING;
}

/* In a counted table one cell of the observation says that the others are 0. */
static struct observation observe(const struct view *v, const int32_t codes[3])
{
    struct observation o = {.women = cell_of(v, codes, GDCS_SEX_FEMALE),
                            .men = cell_of(v, codes, GDCS_SEX_MALE),
                            .total = cell_of(v, codes, GDCS_SEX_TOTAL)};
    if (v->counted && (o.women.present || o.men.present)) {
        const gdcs_cell zero = {.struct_size = sizeof zero, .status = 'A', .confidentiality = 'F'};
        if (!o.women.present)
            o.women = zero;
        if (!o.men.present)
            o.men = zero;
    }
    o.kind = kind_of(&o);
    if (o.kind == BY_SEX && isnan(o.total.value) && !o.total.present)
        o.total.value = o.women.value + o.men.value;
    return o;
}

static const char *letter_of(const struct observation *o)
{
    static const char *const letters[] = {"A", "B", "D", "E", "F", "G", "H", "I", "J", "K",
                                          "L", "M", "N", "O", "P", "Q", "S", "U", "V", "W"};
    const int32_t status = isnan(o->women.value) ? o->women.status : o->men.status;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i][0] == status)
            return letters[i];
    return "";
}

static void count(const struct view *v, const int32_t codes[3], struct rows *r, int64_t row)
{
    const struct observation o = observe(v, codes);
    const double weight = v->options.weights == NULL ? 1.0 : v->options.weights[codes[0]];
    r->count[OBSERVATIONS][row] += 1.0;
    r->count[WOMEN][row] += isnan(o.women.value) ? 0.0 : 1.0;
    r->count[MEN][row] += isnan(o.men.value) ? 0.0 : 1.0;
    r->count[TOTAL][row] += isnan(o.total.value) ? 0.0 : 1.0;
    r->count[KIND + o.kind][row] += 1.0;
    if (o.kind != IMPOSSIBLE)
        gdcs_i_sum_add(&r->all[row], weight);
    if (o.kind == BY_SEX) {
        gdcs_i_sum_add(&r->seen[row], weight);
        if (v->axes == 3 && codes[2] > r->last[row])
            r->last[row] = codes[2];
    } else
        r->status[row] = letter_of(&o);
}

/* The row of an area and an indicator, by the option; the codes that are its key. */
static int64_t row_of(const struct view *v, int64_t area, int64_t indicator)
{
    switch (v->options.by) {
    case GDCS_QUALITY_GAPS_AREA: return area;
    case GDCS_QUALITY_GAPS_INDICATOR: return indicator;
    default: return area * v->axis[1].label_count + indicator;
    }
}

/* Periods outermost, so that the status left in a row is that of the latest. */
static void count_all(const struct view *v, struct rows *r)
{
    const int64_t periods = v->axes == 3 ? v->axis[2].label_count : 1;
    for (int64_t p = 0; p < periods; p++)
        for (int64_t a = 0; a < v->axis[0].label_count; a++)
            for (int64_t i = 0; i < v->axis[1].label_count; i++) {
                const int32_t codes[] = {(int32_t)a, (int32_t)i, (int32_t)p};
                const int64_t row = row_of(v, a, i);
                if (a == v->total[0] || i == v->total[1] || (v->axes == 3 && p == v->total[2]))
                    continue;
                r->code[0][row] = (int32_t)a;
                r->code[1][row] = (int32_t)i;
                count(v, codes, r, row);
            }
}

static int64_t row_limit(const struct view *v)
{
    const int64_t areas = v->axis[0].label_count, indicators = v->axis[1].label_count;
    return v->options.by == GDCS_QUALITY_GAPS_CELL   ? areas * indicators
           : v->options.by == GDCS_QUALITY_GAPS_AREA ? areas
                                                     : indicators;
}

static void rows_free(struct rows *r)
{
    for (int i = 0; i < COUNTS; i++)
        free(r->count[i]);
    free(r->value);
    free(r->seen);
    free(r->all);
    free(r->code[0]);
    free(r->code[1]);
    free(r->last);
    free(r->status);
    free(r->notes);
}

static gdcs_status rows_new(int64_t n, struct rows *r, gdcs_error *err)
{
    void *column[COUNTS + 8] = {NULL};
    gdcs_status status = GDCS_OK;
    for (int i = 0; i < COUNTS + 8 && status == GDCS_OK; i++)
        status = gdcs_i_alloc(&column[i], n, sizeof(gdcs_i_sum), err);
    for (int i = 0; i < COUNTS; i++)
        r->count[i] = column[i];
    void **rest = column + COUNTS;
    r->value = rest[0];
    r->seen = rest[1];
    r->all = rest[2];
    r->code[0] = rest[3];
    r->code[1] = rest[4];
    r->last = rest[5];
    r->status = rest[6];
    r->notes = rest[7];
    r->number = n;
    for (int64_t i = 0; i < n && status == GDCS_OK; i++)
        r->last[i] = -1;
    return status;
}

/* Rows of declared totals observed nothing and go; coverage of the others. */
static void close_up(struct rows *r)
{
    int64_t to = 0;
    for (int64_t i = 0; i < r->number; i++) {
        if (r->count[OBSERVATIONS][i] == 0.0)
            continue;
        for (int c = 0; c < COUNTS; c++)
            r->count[c][to] = r->count[c][i];
        const double all = gdcs_i_sum_value(r->all[i]);
        r->value[to] = all > 0.0 ? gdcs_i_sum_value(r->seen[i]) / all : NAN;
        r->notes[to] = all > 0.0 ? 0 : GDCS_NOTE_NOT_ESTIMABLE;
        r->code[0][to] = r->code[0][i];
        r->code[1][to] = r->code[1][i];
        r->last[to] = r->last[i];
        r->status[to] = r->status[i];
        to++;
    }
    r->number = to;
}

static gdcs_status add_value(gdcs_frame *frame, int32_t sensitivity, const double *values,
                             int64_t rows, gdcs_error *err)
{
    const gdcs_column column = {.struct_size = sizeof column,
                                .type = GDCS_TYPE_DOUBLE,
                                .concept_id = GDCS_CONCEPT_VALUE,
                                .sensitivity = sensitivity,
                                .name = "value",
                                .unit = "share",
                                .rows = rows,
                                .doubles = values};
    return gdcs_frame_add(frame, &column, err);
}

static gdcs_status fill(const struct view *v, const struct rows *r, gdcs_frame *frame,
                        gdcs_error *err)
{
    const int32_t kept = gdcs_table_get_sensitivity(v->table), by = v->options.by;
    const int64_t n = r->number;
    for (int a = 0; a < 2; a++)
        if (by == GDCS_QUALITY_GAPS_CELL || (by == GDCS_QUALITY_GAPS_AREA) == (a == 0))
            TRY(gdcs_i_quality_add_labels(frame, NULL, &v->axis[a], v->axis[a].sensitivity,
                                          r->code[a], n, err));
    for (int c = 0; c < COUNTS; c++)
        TRY(gdcs_i_columns_add_numbers(frame, count_names[c], GDCS_CONCEPT_NUMBER, kept,
                                       r->count[c], n, err));
    if (v->axes == 3)
        TRY(gdcs_i_quality_add_labels(frame, "last", &v->axis[2], kept, r->last, n, err));
    TRY(gdcs_i_columns_add_texts(frame, "status", GDCS_CONCEPT_STATUS, kept, r->status, n, err));
    TRY(add_value(frame, kept, r->value, n, err));
    TRY(gdcs_i_quality_add_notes(frame, kept, r->notes, n, err));
    for (int32_t key = 1; gdcs_meta_name(key)[0] != '\0'; key++)
        TRY(gdcs_frame_set_meta(frame, key, gdcs_table_get_meta(v->table, key), err));
    return gdcs_frame_set_meta(frame, GDCS_META_METHOD,
                               v->options.weights == NULL
                                   ? "Share of observations with figures for women and men."
                                   : "Share of observations with figures for women and men, areas "
                                     "weighted by population.",
                               err);
}

static gdcs_status check_options(const struct view *v, gdcs_error *err)
{
    const gdcs_quality_gaps_options *o = &v->options;
    double observations = 1.0;
    if (o->by < 0 || o->by > GDCS_QUALITY_GAPS_AREA)
        return gdcs_i_fail(err, GDCS_E_OPTION, "by", "%d is no kind of row", (int)o->by);
    if (o->weights != NULL && o->weight_count != v->axis[0].label_count)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "weights", "%lld weights for %lld areas",
                           (long long)o->weight_count, (long long)v->axis[0].label_count);
    for (int64_t i = 0; o->weights != NULL && i < o->weight_count; i++)
        if (!(o->weights[i] >= 0.0 && o->weights[i] <= 1e15))
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "weights",
                                  "a weight is not in [0, 1e15]");
    for (int32_t a = 0; a < v->axes; a++)
        observations *= (double)v->axis[a].label_count;
    if (observations > most_observations)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "table", "more than 1e8 observations");
    return GDCS_OK;
}

static gdcs_status open_view(const gdcs_table *table, const char *const names[3], struct view *v,
                             gdcs_error *err)
{
    const char *keep[4];
    if (table->sex < 0)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "table", "the table has no sex axis");
    const char *sex = table->axes[table->sex].name;
    for (int32_t a = 0; a < v->axes; a++) {
        if (strcmp(names[a], sex) == 0)
            return gdcs_i_fail(err, GDCS_E_SHAPE, names[a], "'%s' is the sex axis", names[a]);
        keep[a] = names[a];
    }
    keep[v->axes] = sex;
    TRY(gdcs_table_margin(table, keep, v->axes + 1, &v->table, err));
    for (int32_t a = 0; a < v->axes; a++) {
        v->axis[a].struct_size = sizeof v->axis[a];
        TRY(gdcs_table_get_axis(v->table, a, &v->axis[a], err));
        v->total[a] = v->table->axes[a].total;
    }
    v->counted = v->table->absent == GDCS_ABSENT_ZERO;
    return check_options(v, err);
}

gdcs_status gdcs_quality_measure_gaps(const gdcs_table *table, const char *area,
                                      const char *indicator, const char *period,
                                      const gdcs_quality_gaps_options *options, gdcs_frame **out,
                                      gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const char *const names[] = {area, indicator, period};
    struct view v = {.axes = period == NULL ? 2 : 3};
    struct rows rows = {.number = 0};
    gdcs_frame *frame = NULL;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(area, "area", err));
    TRY(gdcs_i_need(indicator, "indicator", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&v.options, sizeof v.options, options, OPTIONS_V1, err));
    GO(open_view(table, names, &v, err));
    GO(rows_new(row_limit(&v), &rows, err));
    count_all(&v, &rows);
    close_up(&rows);
    GO(gdcs_frame_new(&frame, err));
    GO(fill(&v, &rows, frame, err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    rows_free(&rows);
    gdcs_table_free(v.table);
    return status;
}
