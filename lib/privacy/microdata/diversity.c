#include "core/fail.h"
#include "core/memory.h"
#include "privacy/microdata/records.h"
#include "privacy/microdata/variety.h"

#include <stdlib.h>

/* Values of the sensitive column, by class: number and how often. */
struct held {
    int64_t *start;
    int32_t *value; /* from 0 */
    double *count;
};

typedef struct work {
    struct held held;
    gdcs_i_variety variety;
    gdcs_i_measured *out;
} work;

static gdcs_status look(void *data, int64_t query, const gdcs_i_span *spans, int32_t count,
                        gdcs_error *err)
{
    (void)err;
    work *w = data;
    for (int32_t s = 0; s < count; s++)
        for (int64_t i = 0; i < spans[s].count; i++) {
            const int32_t c = spans[s].items[i];
            for (int64_t at = w->held.start[c]; at < w->held.start[c + 1]; at++)
                gdcs_i_variety_add(&w->variety, w->held.value[at], w->held.count[at]);
        }
    const gdcs_i_varied found = gdcs_i_variety_take(&w->variety);
    w->out->distinct[query] = found.distinct;
    w->out->entropy[query] = found.entropy;
    w->out->recursive[query] = found.recursive;
    w->out->closeness[query] = found.closeness;
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
    gdcs_i_variety *v = &w->variety;
    int64_t at = 0;
    for (int64_t i = 0; i < c->count; i++) {
        w->held.start[i] = at;
        v->used = 0;
        for (int64_t r = start[i]; r < start[i + 1]; r++) {
            const int32_t value = s->codes[rows[r]] - 1;
            if (value >= 0 && v->count[value]++ == 0.0)
                v->seen[v->used++] = value;
        }
        for (int32_t j = 0; j < v->used; j++, at++) {
            w->held.value[at] = v->seen[j];
            w->held.count[at] = v->count[v->seen[j]];
            v->count[v->seen[j]] = 0.0;
        }
    }
    v->used = 0;
    w->held.start[c->count] = at;
}

/* How many rows have each value. */
static gdcs_status open_variety(const gdcs_i_coded *s, const gdcs_microdata_rule *rule,
                                gdcs_i_variety *v, gdcs_error *err)
{
    void *all = NULL;
    TRY(gdcs_i_alloc(&all, s->values, sizeof(double), err));
    for (int64_t row = 0; row < s->column.rows; row++)
        if (s->codes[row] != 0)
            ((double *)all)[s->codes[row] - 1]++;
    v->values = s->values;
    v->c = rule->c;
    v->is_ordered =
        rule->distance == GDCS_MICRODATA_DISTANCE_ORDERED ||
        (rule->distance == GDCS_MICRODATA_DISTANCE_DEFAULT && s->column.type != GDCS_TYPE_TEXT);
    const gdcs_status status = gdcs_i_variety_new(all, v, err);
    free(all);
    return status;
}

static gdcs_status make_room(const gdcs_i_classes *c, int64_t rows, work *w, gdcs_error *err)
{
    void *memory = NULL;
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
    gdcs_i_variety_free(&w->variety);
}

gdcs_status gdcs_i_diversity(const gdcs_frame *frame, const gdcs_i_records *r,
                             const gdcs_microdata_rule *rule, gdcs_i_measured *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_coded s = {.values = 0};
    work w = {.out = out};
    int32_t *rows = NULL;
    int64_t *start = NULL;
    void *memory = NULL;
    GO(gdcs_i_coded_new(frame, r->keys.sensitive, GDCS_I_CODED_BY_DICTIONARY, &s, err));
    GO(open_variety(&s, rule, &w.variety, err));
    GO(make_room(&r->classes, r->rows, &w, err));
    GO(gdcs_i_alloc(&memory, r->classes.count + 1, sizeof *start, err));
    start = memory;
    GO(sort_rows(&r->classes, r->rows, &rows, start, err));
    hold(&r->classes, &s, rows, start, &w);
    GO(gdcs_i_match_each(&r->classes, look, &w, err));
done:
    gdcs_i_coded_free(&s);
    end(&w);
    free(rows);
    free(start);
    return status;
}
