/* Classes of one release, narrowed by those of the other.

   Of a class only the values of the other columns count that it has, and of the classes of the other release
   only the sets of values that they leave: for each value of a class the sets that have it are looked up, so
   that sets of which it has nothing are never met, nor pairs of classes one by one.  A set that leaves a class
   as it was proves nothing new. */
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/table.h"
#include "privacy/compose/sets.h"
#include "privacy/microdata/variety.h"

#include <stdlib.h>
#include <string.h>

static const int64_t most_looks = INT64_C(5000000000);

struct narrowing {
    const gdcs_i_meeting *m;
    int side;
    gdcs_i_sets sets;
    gdcs_i_variety *variety; /* by sensitive column */
    const int32_t **label;   /* of it, by cell */
    double *size;            /* by value: records of the class */
    int32_t *seen;           /* values that it has */
    int64_t seen_count;
    double *left; /* by set: records of the class that it leaves */
    int32_t *hits;
    int32_t *met; /* sets that leave any */
    int64_t met_count;
    int32_t *kept; /* by value: the look at a set that has it */
    int32_t looks;
    int64_t steps;
};

/* What is to be measured of the records that are left. */
static int asks_more(const struct narrowing *w)
{
    const gdcs_microdata_rule *rule = w->m->side[w->side].of->rule;
    return rule->l > 1.0 || rule->t > 0.0;
}

static gdcs_status open_column(struct narrowing *w, int64_t i, gdcs_error *err)
{
    const gdcs_i_side *side = &w->m->side[w->side];
    const gdcs_microdata_rule *rule = side->of->rule;
    const int64_t at = gdcs_table_find_axis(side->of->table, side->of->sensitive[i]);
    const gdcs_i_axis *axis = &side->of->table->axes[at];
    gdcs_i_variety *v = &w->variety[i];
    void *all = NULL;
    v->values = gdcs_i_pool_count(axis->labels);
    v->c = rule->c;
    v->is_ordered = rule->distance == GDCS_MICRODATA_DISTANCE_ORDERED;
    if (rule->distance == GDCS_MICRODATA_DISTANCE_DEFAULT) {
        v->is_ordered = 1;
        for (int32_t k = 0; k < v->values; k++) {
            double ignored = 0.0;
            const char *text = gdcs_i_pool_text(axis->labels, k);
            v->is_ordered &=
                k == axis->total || gdcs_i_parse_double(text, strlen(text), '.', &ignored);
        }
    }
    w->label[i] = side->label[at];
    TRY(gdcs_i_alloc(&all, v->values, sizeof(double), err));
    for (int64_t cell = 0; cell < side->n; cell++)
        if (w->label[i][cell] > 0)
            ((double *)all)[w->label[i][cell] - 1] += side->size[cell];
    const gdcs_status status = gdcs_i_variety_new(all, v, err);
    free(all);
    return status;
}

static gdcs_status make_room(struct narrowing *w, gdcs_error *err)
{
    const int64_t values = w->m->others.values.count, n = w->m->side[w->side].of->sensitive_count;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, values, sizeof *w->size, err));
    w->size = memory;
    TRY(gdcs_i_alloc(&memory, values, sizeof *w->seen, err));
    w->seen = memory;
    TRY(gdcs_i_alloc(&memory, values, sizeof *w->kept, err));
    w->kept = memory;
    TRY(gdcs_i_alloc(&memory, w->sets.count, sizeof *w->left, err));
    w->left = memory;
    TRY(gdcs_i_alloc(&memory, w->sets.count, sizeof *w->hits, err));
    w->hits = memory;
    TRY(gdcs_i_alloc(&memory, w->sets.count, sizeof *w->met, err));
    w->met = memory;
    TRY(gdcs_i_alloc(&memory, n, sizeof *w->variety, err));
    w->variety = memory;
    TRY(gdcs_i_alloc(&memory, n, sizeof *w->label, err));
    w->label = memory;
    for (int64_t i = 0; i < n; i++)
        TRY(open_column(w, i, err));
    return GDCS_OK;
}

static void end(struct narrowing *w)
{
    for (int64_t i = 0; w->variety != NULL && i < w->m->side[w->side].of->sensitive_count; i++)
        gdcs_i_variety_free(&w->variety[i]);
    gdcs_i_sets_free(&w->sets);
    free(w->variety);
    free((void *)w->label);
    free(w->size);
    free(w->seen);
    free(w->left);
    free(w->hits);
    free(w->met);
    free(w->kept);
}

/* what: "k", "l" or "t"; column: the sensitive one of the last two. */
static gdcs_status refuse(const struct narrowing *w, int64_t class_number, int32_t set,
                          const char *what, const char *column, gdcs_error *err)
{
    char place[2][GDCS_I_COMPOSED_PLACE], number[GDCS_I_NUMBER_SIZE];
    const gdcs_i_side *side = &w->m->side[w->side];
    const gdcs_microdata_rule *rule = side->of->rule;
    const int is_new = side->of->id == NULL;
    const char *id = w->m->side[0].of->id;
    gdcs_i_put_class(side, (int32_t)class_number, place[w->side]);
    gdcs_i_put_class(&w->m->side[1 - w->side], w->sets.set[set].class_number, place[1 - w->side]);
    if (column == NULL)
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "frame",
                           "persons of %s in the release \"%.30s\" and %s here: fewer than %lld "
                           "records %s may be theirs",
                           place[0], id, place[1], (long long)rule->k, is_new ? "here" : "there");
    gdcs_i_format_double(what[0] == 'l' ? rule->l : rule->t, number);
    return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "frame",
                       "persons of %s in the release \"%.20s\" and %s here: records %s that may be "
                       "theirs do not fulfil %s %.8s in \"%.16s\"",
                       place[0], id, place[1], is_new ? "here" : "there", what, number, column);
}

/* The records of the class that a set leaves. */
static gdcs_status judge_values(struct narrowing *w, int64_t query, int32_t number,
                                const gdcs_i_span *spans, int32_t n, gdcs_error *err)
{
    const gdcs_i_side *side = &w->m->side[w->side];
    const struct gdcs_i_set *set = &w->sets.set[number];
    const int64_t columns = side->of->sensitive_count;
    w->looks++;
    for (int32_t i = 0; i < set->count; i++)
        w->kept[w->sets.value[set->start + i]] = w->looks;
    w->steps += set->count;
    for (int32_t s = 0; s < n; s++)
        for (int64_t i = 0; i < spans[s].count; i++) {
            const int32_t c = spans[s].items[i];
            w->steps += side->start[c + 1] - side->start[c];
            for (int64_t at = side->start[c]; at < side->start[c + 1]; at++) {
                const int32_t cell = side->cell[at];
                if (w->kept[gdcs_i_joint_of(w->m, &w->m->others, w->side, cell)] != w->looks)
                    continue;
                for (int64_t j = 0; j < columns; j++)
                    if (w->label[j][cell] > 0)
                        gdcs_i_variety_add(&w->variety[j], w->label[j][cell] - 1, side->size[cell]);
            }
        }
    for (int64_t j = 0; j < columns; j++) {
        const gdcs_i_varied found = gdcs_i_variety_take(&w->variety[j]);
        if (found.distinct == 0.0)
            continue;
        if (gdcs_i_varied_is_plain(&found, side->of->rule))
            return refuse(w, query, number, "l", side->of->sensitive[j], err);
        if (gdcs_i_varied_is_far(&found, side->of->rule))
            return refuse(w, query, number, "t", side->of->sensitive[j], err);
    }
    return GDCS_OK;
}

static gdcs_status judge(struct narrowing *w, int64_t query, const gdcs_i_span *spans, int32_t n,
                         gdcs_error *err)
{
    const gdcs_microdata_rule *rule = w->m->side[w->side].of->rule;
    for (int64_t i = 0; i < w->met_count; i++) {
        const int32_t set = w->met[i];
        if (w->hits[set] == w->seen_count)
            continue;
        if (w->left[set] < (double)rule->k)
            return refuse(w, query, set, "k", NULL, err);
        if (asks_more(w))
            TRY(judge_values(w, query, set, spans, n, err));
    }
    return GDCS_OK;
}

static void see_values(struct narrowing *w, const gdcs_i_span *spans, int32_t n)
{
    const gdcs_i_side *side = &w->m->side[w->side];
    for (int32_t s = 0; s < n; s++)
        for (int64_t i = 0; i < spans[s].count; i++) {
            const int32_t c = spans[s].items[i];
            w->steps += side->start[c + 1] - side->start[c];
            for (int64_t at = side->start[c]; at < side->start[c + 1]; at++) {
                const int32_t cell = side->cell[at];
                const int32_t value = gdcs_i_joint_of(w->m, &w->m->others, w->side, cell);
                if (w->size[value] == 0.0)
                    w->seen[w->seen_count++] = value;
                w->size[value] += side->size[cell];
            }
        }
}

static void meet_sets(struct narrowing *w, int32_t keys)
{
    for (int64_t i = 0; i < w->seen_count; i++) {
        int64_t count = 0;
        const int32_t value = w->seen[i];
        const int32_t *sets = gdcs_i_sets_with(&w->sets, keys, value, &count);
        w->steps += count;
        for (int64_t k = 0; k < count; k++) {
            if (w->hits[sets[k]]++ == 0)
                w->met[w->met_count++] = sets[k];
            w->left[sets[k]] += w->size[value];
        }
    }
}

static void forget(struct narrowing *w)
{
    for (int64_t i = 0; i < w->met_count; i++) {
        w->hits[w->met[i]] = 0;
        w->left[w->met[i]] = 0.0;
    }
    w->met_count = 0;
}

static gdcs_status look(void *data, int64_t query, const gdcs_i_span *spans, int32_t n,
                        gdcs_error *err)
{
    struct narrowing *w = data;
    const gdcs_i_side *side = &w->m->side[w->side];
    const int32_t keys =
        gdcs_i_joint_of(w->m, &w->m->keys, w->side, side->cell[side->start[query]]);
    int64_t count = 0;
    const int32_t *same = gdcs_i_joint_same(&w->m->keys, &keys, &count);
    w->seen_count = 0;
    see_values(w, spans, n);
    for (int64_t i = 0; i < count; i++) {
        meet_sets(w, same[i]);
        TRY(judge(w, query, spans, n, err));
        forget(w);
        if (w->steps > most_looks)
            return gdcs_i_fail(err, GDCS_E_LIMIT, "frame",
                               "comparing two releases of records takes more than %lld looks",
                               (long long)most_looks);
    }
    for (int64_t i = 0; i < w->seen_count; i++)
        w->size[w->seen[i]] = 0.0;
    return GDCS_OK;
}

gdcs_status gdcs_i_narrow(const gdcs_i_meeting *m, int side, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct narrowing w = {.m = m, .side = side};
    GO(gdcs_i_sets_new(m, side, &w.sets, err));
    GO(make_room(&w, err));
    GO(gdcs_i_match_each(&m->side[side].classes, look, &w, err));
done:
    end(&w);
    return status;
}
