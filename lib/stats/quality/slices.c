#include "stats/quality/slices.h"
#include "core/fail.h"
#include "core/memory.h"
#include "stats/quality/explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Axes along which slices are compared; a slice has at least so many figures; slices are remembered by
   number, of which there are at most so many. */
enum { ALONG = 3, FIGURES = 3, MOST = 10000000 };

static const double unlikely = -6.0;

/* What is known of a slice: sums over its figures, in any order. */
struct slice {
    uint64_t hash[2];
    double log_chance;
    double sum;
    int32_t figures;
    int32_t inexact;
    int32_t same; /* first label with the same figures, its own if it is the first; -1: none has */
    int32_t label;
    int64_t place; /* in the slices of an axis: 0, or 1 + the number of what else is fixed */
};

struct along {
    int axis;
    int64_t first;  /* slice */
    int64_t places; /* slices by label: the whole one and, for each label of another axis, a part */
    int64_t start[GDCS_I_AXES];
};

struct gdcs_i_slices {
    const gdcs_table *table;
    struct along along[ALONG];
    int count;
    double pairs;
    struct slice *slice;
    int64_t slices;
};

/* Two Poisson counts with mean x are equal with probability exp(-2 x) I0(2 x), of which
   1 / sqrt(1 + 4 pi x) is at most 12 % off from x = 1 on. */
double gdcs_i_slices_log_chance(double x, double base)
{
    const double pi = 3.14159265358979323846, unit = fmax(base, 1.0);
    return -0.5 * log10(1.0 + 4.0 * pi * (x / unit) / unit);
}

/* Steele, Lea & Flood (2014), splitmix64: its last step. */
static uint64_t mixed(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static int64_t labels_of(const gdcs_table *table, int axis)
{
    return gdcs_i_pool_count(table->axes[axis].labels);
}

static void add_axis(gdcs_i_slices *s, int axis, int with_parts)
{
    struct along *a = &s->along[s->count];
    int64_t places = 1;
    if (axis < 0)
        return;
    for (int i = 0; i < s->count; i++)
        if (s->along[i].axis == axis)
            return;
    for (int b = 0; b < s->table->width; b++) {
        a->start[b] = b == axis || !with_parts ? -1 : places;
        places += b == axis || !with_parts ? 0 : labels_of(s->table, b);
    }
    const int64_t labels = labels_of(s->table, axis);
    if ((double)labels * (double)places + (double)s->slices > MOST) {
        if (with_parts)
            add_axis(s, axis, 0);
        return;
    }
    a->axis = axis;
    a->first = s->slices;
    a->places = places;
    s->slices += labels * places;
    s->pairs += 0.5 * (double)labels * (double)(labels - 1) * (double)places;
    s->count++;
}

static struct slice *slice_at(const gdcs_i_slices *s, const struct along *a, int32_t label,
                              int64_t place)
{
    return &s->slice[a->first + label * a->places + place];
}

static int is_in_total(const gdcs_table *table, const int32_t *codes)
{
    for (int a = 0; a < table->width; a++)
        if (codes[a] == table->axes[a].total)
            return 1;
    return 0;
}

static int is_compared(const gdcs_table *table, int axis, int32_t label)
{
    const char *text = gdcs_i_pool_text(table->axes[axis].labels, label);
    return axis != table->sex || strcmp(text, gdcs_sex_code(GDCS_SEX_FEMALE)) == 0 ||
           strcmp(text, gdcs_sex_code(GDCS_SEX_MALE)) == 0;
}

/* A number that stands for the figure and its place along all other axes. */
static uint64_t hash_of(const gdcs_table *table, const int32_t *codes, int axis, double x)
{
    uint64_t bits = 0;
    memcpy(&bits, &x, sizeof bits);
    uint64_t h = mixed(bits + UINT64_C(0x9E3779B97F4A7C15));
    for (int a = 0; a < table->width; a++)
        if (a != axis)
            h = mixed(h + UINT64_C(0x9E3779B97F4A7C15) * ((uint64_t)codes[a] + 1));
    return h;
}

static void add_figure(struct slice *to, uint64_t hash, double x, double log_chance, int inexact)
{
    to->inexact |= inexact;
    if (inexact || x == 0.0)
        return;
    to->hash[0] += hash;
    to->hash[1] += mixed(hash ^ UINT64_C(0xD1B54A32D192ED03));
    to->log_chance += log_chance;
    to->sum += x;
    to->figures++;
}

static void add_cell(gdcs_i_slices *s, const int32_t *codes, const gdcs_i_range *range, double base)
{
    const double x = gdcs_i_range_lower(range), log_chance = gdcs_i_slices_log_chance(x, base);
    if (is_in_total(s->table, codes))
        return;
    for (int i = 0; i < s->count; i++) {
        const struct along *a = &s->along[i];
        if (!is_compared(s->table, a->axis, codes[a->axis]))
            continue;
        const uint64_t hash = hash_of(s->table, codes, a->axis, x);
        add_figure(slice_at(s, a, codes[a->axis], 0), hash, x, log_chance, range->inexact);
        for (int b = 0; b < s->table->width; b++)
            if (a->start[b] >= 0)
                add_figure(slice_at(s, a, codes[a->axis], a->start[b] + codes[b]), hash, x,
                           log_chance, range->inexact);
    }
}

/* By place, figures, and label. */
static int in_order(const void *left, const void *right)
{
    const struct slice *a = *(const struct slice *const *)left;
    const struct slice *b = *(const struct slice *const *)right;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    for (int i = 0; i < 2; i++)
        if (a->hash[i] != b->hash[i])
            return a->hash[i] < b->hash[i] ? -1 : 1;
    return (a->label > b->label) - (a->label < b->label);
}

static int are_same(const struct slice *a, const struct slice *b)
{
    return a->place == b->place && a->hash[0] == b->hash[0] && a->hash[1] == b->hash[1];
}

/* The place of a finding: what is not fixed has no label. */
static gdcs_status report(const gdcs_i_slices *s, const struct along *a, const struct slice *one,
                          gdcs_i_findings *found, gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES];
    const gdcs_i_finding finding = {.kind = GDCS_I_RECONCILE_SAME_SLICE,
                                    .axis = a->axis,
                                    .with = one->same,
                                    .found = one->sum,
                                    .expected = one->sum,
                                    .coverage = NAN,
                                    .ways = NAN,
                                    .cells = one->figures,
                                    .log10_chance = one->log_chance};
    for (int b = 0; b < s->table->width; b++) {
        const int64_t label = one->place - a->start[b];
        const int fixed =
            one->place > 0 && a->start[b] >= 0 && label >= 0 && label < labels_of(s->table, b);
        codes[b] = fixed ? (int32_t)label : -1;
    }
    codes[a->axis] = one->label;
    return gdcs_i_findings_add(found, &finding, codes, err);
}

/* Parts of slices that are the same as wholes are not said again. */
static gdcs_status compare(const gdcs_i_slices *s, const struct along *a, struct slice **order,
                           int64_t n, gdcs_i_findings *found, gdcs_error *err)
{
    qsort(order, (size_t)n, sizeof(struct slice *), in_order);
    for (int64_t i = 0; i < n;) {
        int64_t end = i + 1;
        while (end < n && are_same(order[i], order[end]))
            end++;
        for (int64_t j = i; end - i > 1 && j < end; j++) {
            const struct slice *whole = slice_at(s, a, order[j]->label, 0);
            order[j]->same = order[i]->label;
            if (j > i && (order[j]->place == 0 || whole->same != order[i]->label))
                TRY(report(s, a, order[j], found, err));
        }
        i = end;
    }
    return GDCS_OK;
}

static int is_telling(const gdcs_i_slices *s, const struct slice *one)
{
    return !one->inexact && one->figures >= FIGURES &&
           one->log_chance + log10(s->pairs) <= unlikely;
}

static gdcs_status compare_all(gdcs_i_slices *s, gdcs_i_findings *found, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, s->slices, sizeof(struct slice *), err));
    struct slice **order = memory;
    for (int i = 0; i < s->count; i++) {
        const struct along *a = &s->along[i];
        int64_t n = 0;
        for (int32_t label = 0; label < labels_of(s->table, a->axis); label++)
            for (int64_t place = 0; place < a->places; place++) {
                struct slice *one = slice_at(s, a, label, place);
                one->same = -1;
                one->label = label;
                one->place = place;
                if (is_telling(s, one))
                    order[n++] = one;
            }
        GO(compare(s, a, order, n, found, err));
    }
done:
    free(memory);
    return status;
}

gdcs_status gdcs_i_slices_new(const gdcs_table *table, int32_t period, double base,
                              gdcs_i_findings *found, gdcs_i_slices **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_slices *s = NULL;
    void *memory = NULL, *slices = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof *s, err));
    s = memory;
    s->table = table;
    add_axis(s, table->sex, 1);
    add_axis(s, period, 1);
    add_axis(s, (int32_t)gdcs_table_find_concept(table, GDCS_CONCEPT_AREA), 1);
    GO(gdcs_i_alloc(&slices, s->slices, sizeof *s->slice, err));
    s->slice = slices;
    for (int64_t i = 0; i < gdcs_i_cells_count(table->cells); i++) {
        const gdcs_i_range range = gdcs_i_cells_get(table->cells, i);
        int32_t codes[GDCS_I_AXES];
        gdcs_i_cells_codes(table->cells, i, codes);
        add_cell(s, codes, &range, base);
    }
    GO(compare_all(s, found, err));
    *out = s;
    s = NULL;
done:
    gdcs_i_slices_free(s);
    return status;
}

void gdcs_i_slices_free(gdcs_i_slices *slices)
{
    if (slices == NULL)
        return;
    free(slices->slice);
    free(slices);
}

int gdcs_i_slices_hold(const gdcs_i_slices *s, const int32_t *codes, int axis, int32_t with)
{
    for (int i = 0; i < s->count; i++) {
        const struct along *a = &s->along[i];
        if (a->axis != axis)
            continue;
        for (int b = -1; b < s->table->width; b++) {
            const int64_t place = b < 0 ? 0 : a->start[b] < 0 ? -1 : a->start[b] + codes[b];
            if (place < 0)
                continue;
            const int32_t same = slice_at(s, a, codes[axis], place)->same;
            if (same >= 0 && same == slice_at(s, a, with, place)->same)
                return 1;
        }
    }
    return 0;
}
