#include "data/table/fold.h"

#include "core/fail.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is known of one cell of the result besides its sum. */
typedef struct line {
    int32_t needed; /* parts met, of those that are needed */
    int32_t parts;  /* parts met */
    int32_t total;  /* slot of the declared total in the source, -1 if there is none */
} line;

/* Cells of the source on their way. */
typedef struct block {
    int32_t count;
    int32_t from[GDCS_I_CELLS_BLOCK]; /* slots of the source */
    char is_total[GDCS_I_CELLS_BLOCK];
    char is_needed[GDCS_I_CELLS_BLOCK];
    int32_t codes[GDCS_I_CELLS_BLOCK * GDCS_I_AXES]; /* of the result */
} block;

typedef struct work {
    const gdcs_table *table;
    const gdcs_i_fold *fold;
    gdcs_table *out;
    int32_t place;  /* axis of the result that `recoded` is, or -1 */
    int32_t female; /* codes of the sex axis if it goes or is recoded */
    int32_t male;
    int32_t sex_folds; /* does it? */
    int32_t has_lines; /* is anything asked besides the sum? */
    line *lines;
    int64_t room;
} work;

static int32_t code_of(const gdcs_table *table, int32_t sex)
{
    const char *text = gdcs_sex_code(sex);
    return gdcs_i_pool_find(table->axes[table->sex].labels, text, strlen(text));
}

int gdcs_i_fold_needs(const gdcs_table *table, int32_t axis, int32_t code)
{
    if (axis == table->sex)
        return code == code_of(table, GDCS_SEX_FEMALE) || code == code_of(table, GDCS_SEX_MALE);
    return code != table->axes[axis].total;
}

int64_t gdcs_i_fold_needed(const gdcs_table *table, int32_t axis)
{
    const gdcs_i_axis *a = &table->axes[axis];
    return axis == table->sex ? 2 : gdcs_i_pool_count(a->labels) - (a->total >= 0);
}

static void prepare(work *w)
{
    const int32_t sex = w->table->sex;
    w->place = -1;
    w->has_lines = w->table->absent == GDCS_ABSENT_MISSING || w->fold->total >= 0;
    w->sex_folds = sex >= 0;
    for (int32_t axis = 0; axis < w->out->width; axis++) {
        if (w->fold->from[axis] == w->fold->recoded)
            w->place = axis;
        else if (w->fold->from[axis] == sex)
            w->sex_folds = 0;
    }
    if (w->sex_folds) {
        w->female = code_of(w->table, GDCS_SEX_FEMALE);
        w->male = code_of(w->table, GDCS_SEX_MALE);
    }
}

static gdcs_status make_lines(work *w, gdcs_error *err)
{
    void *lines = w->lines;
    const int64_t known = w->room;
    const gdcs_status status =
        gdcs_i_reserve(&lines, &w->room, gdcs_i_cells_count(w->out->cells), sizeof(line), err);
    w->lines = lines;
    for (int64_t i = known; i < w->room; i++)
        w->lines[i].total = -1;
    return status;
}

/* The cell of a block goes into its line; a declared total does not enter the sum. */
static gdcs_status add_to_line(work *w, const block *b, int32_t i, int32_t slot, gdcs_error *err)
{
    line *l = &w->lines[slot];
    if (b->is_total[i]) {
        l->total = b->from[i];
        return GDCS_OK;
    }
    l->parts++;
    l->needed += b->is_needed[i];
    return gdcs_i_cells_add_cell(w->out->cells, slot, w->table->cells, b->from[i], err);
}

static gdcs_status add_block(work *w, block *b, gdcs_error *err)
{
    int32_t slots[GDCS_I_CELLS_BLOCK];
    TRY(gdcs_i_cells_place_block(w->out->cells, b->codes, b->count, slots, err));
    if (w->has_lines)
        TRY(make_lines(w, err));
    for (int32_t i = 0; i < b->count; i++)
        TRY(w->has_lines
                ? add_to_line(w, b, i, slots[i], err)
                : gdcs_i_cells_add_cell(w->out->cells, slots[i], w->table->cells, b->from[i], err));
    b->count = 0;
    return GDCS_OK;
}

/* Where a cell of these codes goes, if it is not dropped. */
static void take(const work *w, int64_t source, const int32_t *codes, block *b)
{
    const gdcs_i_fold *fold = w->fold;
    const int32_t recoded = fold->recoded, width = w->out->width;
    const int is_total = recoded >= 0 && codes[recoded] == fold->total;
    const int renumbered = recoded >= 0 && !is_total && fold->to != NULL;
    int32_t *to = b->codes + b->count * width;
    if (renumbered && fold->to[codes[recoded]] == GDCS_I_FOLD_DROP)
        return;
    for (int32_t axis = 0; axis < width; axis++)
        to[axis] = codes[fold->from[axis]];
    if (renumbered && w->place >= 0)
        to[w->place] = fold->to[codes[recoded]];
    b->from[b->count] = (int32_t)source;
    b->is_total[b->count] = (char)is_total;
    b->is_needed[b->count++] = (char)(!w->sex_folds || codes[w->table->sex] == w->female ||
                                      codes[w->table->sex] == w->male);
}

static gdcs_status take_all(work *w, gdcs_error *err)
{
    const int32_t width = w->table->width;
    const int64_t count = gdcs_i_cells_count(w->table->cells);
    int32_t codes[GDCS_I_CELLS_BLOCK * GDCS_I_AXES];
    block b;
    b.count = 0;
    for (int64_t first = 0; first < count; first += GDCS_I_CELLS_BLOCK) {
        const int64_t left = count - first;
        const int32_t n = left < GDCS_I_CELLS_BLOCK ? (int32_t)left : GDCS_I_CELLS_BLOCK;
        gdcs_i_cells_codes_block(w->table->cells, first, n, codes);
        for (int32_t i = 0; i < n; i++) {
            take(w, first + i, codes + i * width, &b);
            if (b.count == GDCS_I_CELLS_BLOCK)
                TRY(add_block(w, &b, err));
        }
    }
    return add_block(w, &b, err);
}

/* A declared total and the sum of its parts.  An exact total stands.  One that is not takes what the
   parts add to the knowledge: it is at least their sum, and where nothing bounds it from above they
   are all there is. */
static gdcs_i_range reconcile(const gdcs_i_range *total, const gdcs_i_range *parts)
{
    const double a = gdcs_i_range_lower(total), b = gdcs_i_range_upper(total);
    const double c = gdcs_i_range_lower(parts), d = gdcs_i_range_upper(parts);
    gdcs_i_range result = *total;
    if (!total->inexact)
        return result;
    if (c > b || (isinf(b) && a <= c && !parts->inexact))
        return *parts;
    gdcs_i_range_add(&result, parts); /* for the graver status */
    result.lower = a > c ? total->lower : parts->lower;
    result.upper =
        isinf(b) && a <= d ? (parts->inexact ? parts->upper : parts->lower) : total->upper;
    result.inexact = gdcs_i_sum_value(result.lower) < gdcs_i_sum_value(result.upper);
    return result;
}

/* Parts without which the sum of a line is not known: none where the line itself is of persons of
   other or unknown sex, or of no persons, who are published only where there are any. */
static int64_t needed_of(const work *w, int64_t slot)
{
    int32_t codes[GDCS_I_AXES];
    const int32_t sex = w->out->sex;
    gdcs_i_cells_codes(w->out->cells, slot, codes);
    if (sex >= 0 && sex != w->place && !gdcs_i_fold_needs(w->out, sex, codes[sex]) &&
        codes[sex] != w->out->axes[sex].total)
        return 0;
    return w->fold->needed[w->place >= 0 ? codes[w->place] : 0];
}

static gdcs_status finish(work *w, int64_t slot, gdcs_error *err)
{
    const line *l = &w->lines[slot];
    gdcs_i_range sum = gdcs_i_cells_get(w->out->cells, slot);
    if (w->table->absent == GDCS_ABSENT_MISSING && l->needed < needed_of(w, slot))
        gdcs_i_range_add(&sum, &gdcs_i_range_missing);
    if (l->total >= 0) {
        const gdcs_i_range total = gdcs_i_cells_get(w->table->cells, l->total);
        sum = l->parts > 0 ? reconcile(&total, &sum) : total;
    }
    return gdcs_i_cells_put(w->out->cells, slot, &sum, err);
}

gdcs_status gdcs_i_fold_into(const gdcs_table *table, const gdcs_i_fold *fold, gdcs_table *out,
                             gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_table *completed = NULL;
    work w = {.table = table, .fold = fold, .out = out};
    GO(gdcs_i_fold_complete(table, fold, out->width, &completed, err));
    if (completed != NULL)
        w.table = completed;
    prepare(&w);
    GO(take_all(&w, err));
    for (int64_t slot = 0; w.has_lines && slot < gdcs_i_cells_count(out->cells); slot++)
        GO(finish(&w, slot, err));
    gdcs_i_cells_trim(out->cells);
done:
    gdcs_table_free(completed);
    free(w.lines);
    return status;
}
