#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "core/text.h"
#include "privacy/microdata/goal.h"
#include "privacy/microdata/rebuild.h"
#include "privacy/microdata/recoded.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RESULT_V1 = 40 };

/* Classes that are to be one group, or are still to be cut: items start to end. */
struct part {
    int64_t start;
    int64_t end;
};

struct item {
    int32_t code; /* by which items are being sorted */
    int32_t class_number;
};

typedef struct work {
    gdcs_microdata_rule rule;
    gdcs_i_records records;
    gdcs_i_goal goal;
    struct item *items;
    struct part *open;
    struct part *parts;
    int64_t count; /* of parts */
    int64_t room;
    int64_t waiting; /* of open */
    int64_t open_room;
    int64_t *seen; /* by value of the sensitive column: the count of values that saw it last */
    int64_t looks;
    int32_t *part_of; /* by class */
    char *text;       /* words joined */
    int64_t text_room;
    gdcs_i_sum loss; /* summed over records and keys */
    gdcs_i_recoded made[GDCS_I_KEYS];
} work;

static void end_work(work *w)
{
    free(w->items);
    free(w->open);
    free(w->parts);
    free(w->seen);
    free(w->part_of);
    free(w->text);
    for (int j = 0; j < GDCS_I_KEYS; j++)
        gdcs_i_recoded_free(&w->made[j]);
    gdcs_i_sensitive_free(&w->goal.held);
    gdcs_i_records_free(&w->records);
}

static int32_t code_of(const work *w, int32_t key, int64_t item)
{
    return w->records.classes.codes.codes[key][w->items[item].class_number];
}

static double number_of(const gdcs_i_coded *key, int32_t value)
{
    const int64_t row = key->first[value - 1];
    if (key->column.type == GDCS_TYPE_TEXT)
        return value;
    return key->column.type == GDCS_TYPE_DOUBLE ? key->column.doubles[row]
                                                : (double)key->column.integers[row];
}

/* How far the values from one code to another lie apart, relative to all of them. */
static double spread_of(const gdcs_i_coded *key, int32_t least, int32_t most)
{
    const double all = number_of(key, key->values) / 2.0 - number_of(key, 1) / 2.0;
    return least < most ? (number_of(key, most) / 2.0 - number_of(key, least) / 2.0) / all : 0.0;
}

static void range_of(const work *w, const struct part *p, int32_t key, int32_t *least,
                     int32_t *most)
{
    *least = INT32_MAX;
    *most = 0;
    for (int64_t i = p->start; i < p->end; i++) {
        const int32_t code = code_of(w, key, i);
        *least = code < *least ? code : *least;
        *most = code > *most ? code : *most;
    }
}

/* Keys of the widest spread first; those of one value have none. */
static int32_t order_keys(const work *w, const struct part *p, int32_t *order)
{
    double spread[GDCS_I_KEYS];
    int32_t count = 0;
    for (int32_t j = 0; j < w->records.codes.width; j++) {
        int32_t least, most, at = count;
        range_of(w, p, j, &least, &most);
        spread[j] = spread_of(&w->records.key[j], least, most);
        if (!(spread[j] > 0.0))
            continue;
        for (; at > 0 && spread[order[at - 1]] < spread[j]; at--)
            order[at] = order[at - 1];
        order[at] = j;
        count++;
    }
    return count;
}

static int is_enough(work *w, int64_t start, int64_t end)
{
    double size = 0.0;
    int64_t values = 0;
    const gdcs_i_sensitive *h = &w->goal.held;
    w->looks++;
    for (int64_t i = start; i < end && (size < (double)w->goal.k || values < w->goal.l); i++) {
        const int32_t c = w->items[i].class_number;
        size += w->records.classes.size[c];
        for (int64_t at = h->start != NULL ? h->start[c] : 0;
             h->start != NULL && at < h->start[c + 1]; at++) {
            values += w->seen[h->value[at]] != w->looks;
            w->seen[h->value[at]] = w->looks;
        }
    }
    return size >= (double)w->goal.k && values >= w->goal.l;
}

static int by_code(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    if (x->code != y->code)
        return x->code < y->code ? -1 : 1;
    return (x->class_number > y->class_number) - (x->class_number < y->class_number);
}

/* Where the values of a key are to be cut, or -1. */
static int64_t find_cut(work *w, const struct part *p, int32_t key)
{
    double all = 0.0, sofar = 0.0;
    int64_t below = p->start, above = p->start;
    for (int64_t i = p->start; i < p->end; i++) {
        w->items[i].code = code_of(w, key, i);
        all += w->records.classes.size[w->items[i].class_number];
    }
    qsort(w->items + p->start, (size_t)(p->end - p->start), sizeof *w->items, by_code);
    while (above < p->end && sofar < 0.5 * all) {
        below = above;
        while (above < p->end && w->items[above].code == w->items[below].code)
            sofar += w->records.classes.size[w->items[above++].class_number];
    }
    if (is_enough(w, p->start, above) && is_enough(w, above, p->end))
        return above;
    return is_enough(w, p->start, below) && is_enough(w, below, p->end) ? below : -1;
}

static gdcs_status push(struct part **parts, int64_t *count, int64_t *room, struct part part,
                        gdcs_error *err)
{
    void *memory = *parts;
    const gdcs_status status = gdcs_i_reserve(&memory, room, *count + 1, sizeof **parts, err);
    *parts = memory;
    TRY(status);
    (*parts)[(*count)++] = part;
    return GDCS_OK;
}

static gdcs_status cut(work *w, gdcs_error *err)
{
    if (w->records.classes.count > 0)
        TRY(push(&w->open, &w->waiting, &w->open_room, (struct part){0, w->records.classes.count},
                 err));
    while (w->waiting > 0) {
        const struct part p = w->open[--w->waiting];
        int32_t order[GDCS_I_KEYS];
        const int32_t keys = order_keys(w, &p, order);
        int64_t at = -1;
        for (int32_t j = 0; j < keys && at < 0; j++)
            at = find_cut(w, &p, order[j]);
        if (at < 0) {
            TRY(push(&w->parts, &w->count, &w->room, p, err));
            continue;
        }
        TRY(push(&w->open, &w->waiting, &w->open_room, (struct part){at, p.end}, err));
        TRY(push(&w->open, &w->waiting, &w->open_room, (struct part){p.start, at}, err));
    }
    for (int64_t i = 0; i < w->count; i++)
        for (int64_t at = w->parts[i].start; at < w->parts[i].end; at++)
            w->part_of[w->items[at].class_number] = (int32_t)i;
    return GDCS_OK;
}

static gdcs_status append(work *w, int64_t *size, const char *text, gdcs_error *err)
{
    void *memory = w->text;
    const int64_t more = (int64_t)strlen(text);
    const gdcs_status status = gdcs_i_reserve(&memory, &w->text_room, *size + more + 1, 1, err);
    w->text = memory;
    TRY(status);
    memcpy(w->text + *size, text, (size_t)more + 1);
    *size += more;
    return GDCS_OK;
}

/* Name what a part has of a key; the items come out sorted by it. */
static gdcs_status name(work *w, const struct part *p, int32_t key, double *loss, gdcs_error *err)
{
    const gdcs_i_coded *c = &w->records.key[key];
    char room[GDCS_I_VALUE_SIZE];
    int64_t size = 0, values = 0;
    for (int64_t i = p->start; i < p->end; i++)
        w->items[i].code = code_of(w, key, i);
    qsort(w->items + p->start, (size_t)(p->end - p->start), sizeof *w->items, by_code);
    const int32_t least = w->items[p->start].code, most = w->items[p->end - 1].code;
    *loss = spread_of(c, least, most);
    TRY(append(w, &size, gdcs_i_coded_text(c, least, room), err));
    if (c->column.type != GDCS_TYPE_TEXT) {
        TRY(append(w, &size, least < most ? "-" : "", err));
        return append(w, &size, least < most ? gdcs_i_coded_text(c, most, room) : "", err);
    }
    for (int64_t i = p->start + 1; i < p->end; i++) {
        if (w->items[i].code == w->items[i - 1].code)
            continue;
        TRY(append(w, &size, "|", err));
        TRY(append(w, &size, gdcs_i_coded_text(c, w->items[i].code, room), err));
        values++;
    }
    *loss = c->values > 1 ? (double)values / (c->values - 1) : 0.0;
    return GDCS_OK;
}

static double size_of(const work *w, const struct part *p)
{
    double size = 0.0;
    for (int64_t i = p->start; i < p->end; i++)
        size += w->records.classes.size[w->items[i].class_number];
    return size;
}

/* The column in which every part has its name. */
static gdcs_status rename_key(work *w, int32_t key, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_recoded *r = &w->made[key];
    void *memory = NULL;
    int32_t *code = NULL;
    GO(gdcs_i_alloc(&memory, w->count, sizeof *code, err));
    code = memory;
    GO(gdcs_i_recoded_open(r, w->records.rows, err));
    for (int64_t i = 0; i < w->count; i++) {
        double loss = 0.0;
        GO(name(w, &w->parts[i], key, &loss, err));
        GO(gdcs_i_pool_add(r->words, w->text, strlen(w->text), &code[i], err));
        gdcs_i_sum_add(&w->loss, loss * size_of(w, &w->parts[i]));
    }
    for (int64_t row = 0; row < w->records.rows; row++)
        r->codes[row] = code[w->part_of[w->records.classes.of[row]]];
    gdcs_i_recoded_close(r, &w->records.key[key].column, w->records.rows);
done:
    free(code);
    return status;
}

static gdcs_status check_missing(const gdcs_i_records *r, gdcs_error *err)
{
    for (int32_t j = 0; j < r->codes.width; j++)
        for (int64_t row = 0; row < r->rows; row++)
            if (r->codes.codes[j][row] == 0)
                return gdcs_i_fail_at(err, GDCS_E_VALUE, row + 1, 0, r->keys.columns[j],
                                      "a key without a value cannot be put in order");
    return GDCS_OK;
}

static gdcs_status begin(work *w, const gdcs_frame *frame, const gdcs_microdata_keys *keys,
                         const gdcs_microdata_rule *rule, gdcs_error *err)
{
    gdcs_microdata_keys taken;
    void *memory = NULL;
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(rule, "rule", err));
    TRY(gdcs_i_keys_take(keys, &taken, err));
    TRY(gdcs_i_microrule_take(rule, &taken, &w->rule, err));
    TRY(gdcs_i_goal_check(&w->rule, err));
    taken.weight = NULL;
    taken.population = 0.0;
    TRY(gdcs_i_records_new(frame, &taken, &w->records, err));
    TRY(check_missing(&w->records, err));
    TRY(gdcs_i_reach(frame, &w->rule, &w->records, &w->goal, err));
    TRY(gdcs_i_alloc(&memory, w->records.classes.count, sizeof *w->items, err));
    w->items = memory;
    for (int32_t i = 0; i < w->records.classes.count; i++)
        w->items[i].class_number = i;
    TRY(gdcs_i_alloc(&memory, w->records.classes.count, sizeof *w->part_of, err));
    w->part_of = memory;
    TRY(gdcs_i_alloc(&memory, w->goal.held.values, sizeof *w->seen, err));
    w->seen = memory;
    return GDCS_OK;
}

static gdcs_status make(work *w, const gdcs_frame *frame, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, gdcs_frame_count_columns(frame), sizeof(gdcs_column), err));
    gdcs_column *replaced = memory;
    for (int32_t j = 0; j < w->records.codes.width; j++) {
        GO(rename_key(w, j, err));
        replaced[gdcs_frame_find(frame, w->records.keys.columns[j])] = w->made[j].column;
    }
    status = gdcs_i_rebuild(frame, NULL, w->records.rows, replaced, out, err);
done:
    free(replaced);
    return status;
}

/* Counted again from the frame that is given out. */
static gdcs_status tell(const work *w, const gdcs_frame *made, gdcs_microdata_partition_result *out,
                        gdcs_error *err)
{
    gdcs_microdata_result found = {.struct_size = sizeof found};
    gdcs_microdata_partition_result r = {.struct_size = sizeof r, .parts = w->count};
    const double cells = (double)w->records.rows * w->records.codes.width;
    TRY(gdcs_microdata_measure(made, &w->records.keys, &w->rule, &found, err));
    if (found.broken != 0)
        return gdcs_i_fail(err, GDCS_E_INTERNAL, "", "a part does not fulfil the rule");
    r.k = found.k;
    r.l = found.l_distinct;
    r.loss = cells > 0.0 ? gdcs_i_sum_value(w->loss) / cells : 0.0;
    return out != NULL ? gdcs_i_give(out, &r, sizeof r, RESULT_V1, err) : GDCS_OK;
}

gdcs_status gdcs_microdata_protect_partition(const gdcs_frame *frame,
                                             const gdcs_microdata_keys *keys,
                                             const gdcs_microdata_rule *rule, gdcs_frame **out,
                                             gdcs_microdata_partition_result *result,
                                             gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    gdcs_frame *made = NULL;
    TRY(gdcs_i_need((void *)out, "out", err));
    TRY(gdcs_i_alloc(&memory, 1, sizeof(work), err));
    work *w = memory;
    GO(begin(w, frame, keys, rule, err));
    GO(cut(w, err));
    GO(make(w, frame, &made, err));
    GO(tell(w, made, result, err));
    *out = made;
    made = NULL;
done:
    gdcs_frame_free(made);
    end_work(w);
    free(w);
    return status;
}
