#include "core/fail.h"
#include "core/memory.h"
#include "privacy/microdata/records.h"

#include <math.h>
#include <stdlib.h>

/* Values of the sensitive column, by class: number and how often. */
struct held {
    int64_t *start;
    int32_t *value; /* from 0 */
    double *count;
};

typedef struct work {
    struct held held;
    double *below; /* by value: share of all records at it or below */
    double *sum;   /* of these over the values before it, one more at the end */
    double *count; /* by value: of the class looked at */
    int32_t *seen; /* values that it has */
    double *fall;  /* their counts */
    int32_t values;
    int32_t used;
    int32_t is_ordered;
    int32_t padding;
    const gdcs_microdata_rule *rule;
    gdcs_i_measured *out;
} work;

static int by_value(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static int falling(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

static double entropy_of(const work *w, double n)
{
    double sum = 0.0;
    for (int32_t i = 0; i < w->used; i++)
        sum += w->fall[i] * log(w->fall[i] / n);
    return w->used > 0 ? exp(-sum / n) : 0.0;
}

/* fall is in falling order. */
static double recursive_of(const work *w)
{
    double rest = 0.0;
    for (int32_t l = w->used; l >= 1; l--) {
        rest += w->fall[l - 1];
        if (w->fall[0] < w->rule->c * rest)
            return l;
    }
    return 0.0;
}

static double equal_distance(const work *w, double n)
{
    double apart = 0.0, elsewhere = 1.0;
    for (int32_t i = 0; i < w->used; i++) {
        const int32_t v = w->seen[i];
        const double all = w->below[v] - (v > 0 ? w->below[v - 1] : 0.0);
        apart += fabs(w->count[v] / n - all);
        elsewhere -= all;
    }
    return 0.5 * (apart + fmax(0.0, elsewhere));
}

/* Sum of |share - below[v]| for v in [from, to): below rises, so it is of one sign before and of the other from
   where it passes the share. */
static double between(const work *w, int32_t from, int32_t to, double share)
{
    int32_t low = from, high = to;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (w->below[middle] < share)
            low = middle + 1;
        else
            high = middle;
    }
    return share * (low - from) - (w->sum[low] - w->sum[from]) + (w->sum[to] - w->sum[low]) -
           share * (to - low);
}

/* seen is in order. */
static double ordered_distance(const work *w, double n)
{
    double apart = 0.0, sofar = 0.0;
    int32_t from = 0;
    if (w->values < 2)
        return 0.0;
    for (int32_t i = 0; i < w->used; i++) {
        apart += between(w, from, w->seen[i], sofar / n);
        sofar += w->count[w->seen[i]];
        from = w->seen[i];
    }
    apart += between(w, from, w->values - 1, sofar / n);
    return fmax(0.0, apart) / (w->values - 1);
}

static double add_span(work *w, const gdcs_i_span *span)
{
    double n = 0.0;
    for (int64_t i = 0; i < span->count; i++)
        for (int64_t at = w->held.start[span->items[i]]; at < w->held.start[span->items[i] + 1];
             at++) {
            const int32_t v = w->held.value[at];
            if (w->count[v] == 0.0)
                w->seen[w->used++] = v;
            w->count[v] += w->held.count[at];
            n += w->held.count[at];
        }
    return n;
}

static gdcs_status look(void *data, int64_t query, const gdcs_i_span *spans, int32_t count,
                        gdcs_error *err)
{
    (void)err;
    work *w = data;
    double n = 0.0;
    w->used = 0;
    for (int32_t i = 0; i < count; i++)
        n += add_span(w, &spans[i]);
    qsort(w->seen, (size_t)w->used, sizeof *w->seen, by_value);
    for (int32_t i = 0; i < w->used; i++)
        w->fall[i] = w->count[w->seen[i]];
    qsort(w->fall, (size_t)w->used, sizeof *w->fall, falling);
    w->out->distinct[query] = w->used;
    w->out->entropy[query] = entropy_of(w, n);
    w->out->recursive[query] = recursive_of(w);
    w->out->closeness[query] = w->used == 0    ? 0.0
                               : w->is_ordered ? ordered_distance(w, n)
                                               : equal_distance(w, n);
    for (int32_t i = 0; i < w->used; i++)
        w->count[w->seen[i]] = 0.0;
    return GDCS_OK;
}

/* The rows of each class side by side. */
static gdcs_status sort_rows(const gdcs_i_classes *c, int64_t n, int32_t **out, int64_t *start,
                             gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, n, sizeof **out, err));
    *out = memory;
    for (int64_t i = 0; i < c->count; i++)
        start[i + 1] = start[i] + (int64_t)c->size[i];
    for (int64_t row = 0; row < n; row++)
        (*out)[start[c->of[row]]++] = (int32_t)row;
    for (int64_t i = c->count; i > 0; i--)
        start[i] = start[i - 1];
    start[0] = 0;
    return GDCS_OK;
}

static void hold(const gdcs_i_classes *c, const gdcs_i_coded *s, const int32_t *rows,
                 const int64_t *start, work *w)
{
    int64_t at = 0;
    for (int64_t i = 0; i < c->count; i++) {
        w->held.start[i] = at;
        w->used = 0;
        for (int64_t r = start[i]; r < start[i + 1]; r++) {
            const int32_t v = s->codes[rows[r]] - 1;
            if (v >= 0 && w->count[v]++ == 0.0)
                w->seen[w->used++] = v;
        }
        for (int32_t j = 0; j < w->used; j++, at++) {
            w->held.value[at] = w->seen[j];
            w->held.count[at] = w->count[w->seen[j]];
            w->count[w->seen[j]] = 0.0;
        }
    }
    w->held.start[c->count] = at;
}

static void share_all(const gdcs_i_coded *s, work *w)
{
    double known = 0.0;
    for (int64_t row = 0; row < s->column.rows; row++) {
        if (s->codes[row] == 0)
            continue;
        w->below[s->codes[row] - 1]++;
        known++;
    }
    for (int32_t v = 0; v < w->values; v++)
        w->below[v] += v > 0 ? w->below[v - 1] : 0.0;
    for (int32_t v = 0; v < w->values; v++) {
        w->below[v] /= known;
        w->sum[v + 1] = w->sum[v] + w->below[v];
    }
}

static gdcs_status make_room(const gdcs_i_classes *c, int64_t rows, work *w, gdcs_error *err)
{
    double **const by_value_of[] = {&w->below, &w->sum, &w->count, &w->fall};
    void *memory = NULL;
    for (int i = 0; i < 4; i++) {
        TRY(gdcs_i_alloc(&memory, (int64_t)w->values + 1, sizeof(double), err));
        *by_value_of[i] = memory;
    }
    TRY(gdcs_i_alloc(&memory, w->values, sizeof *w->seen, err));
    w->seen = memory;
    TRY(gdcs_i_alloc(&memory, c->count + 1, sizeof *w->held.start, err));
    w->held.start = memory;
    TRY(gdcs_i_alloc(&memory, rows, sizeof *w->held.value, err));
    w->held.value = memory;
    TRY(gdcs_i_alloc(&memory, rows, sizeof *w->held.count, err));
    w->held.count = memory;
    return GDCS_OK;
}

static void end(work *w)
{
    free(w->held.start);
    free(w->held.value);
    free(w->held.count);
    free(w->below);
    free(w->sum);
    free(w->count);
    free(w->fall);
    free(w->seen);
}

static gdcs_status look_at_all(const gdcs_i_classes *c, work *w, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, c->count, sizeof(int32_t), err));
    int32_t *self = memory;
    for (int32_t i = 0; i < c->count; i++)
        self[i] = i;
    if (!c->is_whole)
        GO(gdcs_i_match(c, self, c->mask, c->count, look, w, err));
    for (int64_t i = 0; c->is_whole && i < c->count; i++) {
        const gdcs_i_span span = {&self[i], 1, c->size[i], 0.0};
        GO(look(w, i, &span, 1, err));
    }
done:
    free(self);
    return status;
}

gdcs_status gdcs_i_diversity(const gdcs_frame *frame, const gdcs_i_records *r,
                             const gdcs_microdata_rule *rule, gdcs_i_measured *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_coded s = {.values = 0};
    work w = {.rule = rule, .out = out};
    int32_t *rows = NULL;
    int64_t *start = NULL;
    void *memory = NULL;
    GO(gdcs_i_coded_new(frame, r->keys.sensitive, GDCS_I_CODED_BY_DICTIONARY, &s, err));
    w.values = s.values;
    w.is_ordered =
        rule->distance == GDCS_MICRODATA_DISTANCE_ORDERED ||
        (rule->distance == GDCS_MICRODATA_DISTANCE_DEFAULT && s.column.type != GDCS_TYPE_TEXT);
    GO(make_room(&r->classes, r->rows, &w, err));
    GO(gdcs_i_alloc(&memory, r->classes.count + 1, sizeof *start, err));
    start = memory;
    GO(sort_rows(&r->classes, r->rows, &rows, start, err));
    share_all(&s, &w);
    hold(&r->classes, &s, rows, start, &w);
    status = look_at_all(&r->classes, &w, err);
done:
    gdcs_i_coded_free(&s);
    end(&w);
    free(rows);
    free(start);
    return status;
}
