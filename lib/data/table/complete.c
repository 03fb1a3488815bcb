#include "core/fail.h"
#include "data/table/fold.h"

/* A declared total that stays while lines are added up must stay the total of all of them.  Where one
   line declares a total and another, which goes into the same sum, has parts only, the parts of the
   other stand in for the total it lacks. */

typedef struct work {
    const gdcs_table *table;
    const gdcs_i_fold *fold;
    int32_t width;          /* axes of the result */
    int32_t place;          /* which of them is recoded, or -1 */
    int32_t axis;           /* of the source: the one whose totals are completed */
    gdcs_i_cells *declared; /* places of the result that get a declared total */
} work;

/* Where the total of the line of these codes goes; 0 if it is not added to others: dropped, or itself
   of a declared total of the axis that goes, which takes the place of the sum. */
static int place_of_total(const work *w, const int32_t *codes, int32_t *to)
{
    const int32_t recoded = w->fold->recoded;
    if (recoded >= 0 && codes[recoded] == w->fold->total)
        return 0;
    for (int32_t i = 0; i < w->width; i++) {
        const int32_t from = w->fold->from[i];
        to[i] = from == w->axis ? w->table->axes[w->axis].total : codes[from];
    }
    if (recoded < 0 || w->fold->to == NULL)
        return 1;
    if (w->place >= 0)
        to[w->place] = w->fold->to[codes[recoded]];
    return w->fold->to[codes[recoded]] != GDCS_I_FOLD_DROP;
}

static gdcs_status find_declared(work *w, gdcs_error *err)
{
    const gdcs_i_cells *cells = w->table->cells;
    for (int64_t slot = 0; slot < gdcs_i_cells_count(cells); slot++) {
        int32_t codes[GDCS_I_AXES], to[GDCS_I_AXES];
        int64_t ignored;
        gdcs_i_cells_codes(cells, slot, codes);
        if (codes[w->axis] == w->table->axes[w->axis].total && place_of_total(w, codes, to))
            TRY(gdcs_i_cells_place(w->declared, to, &ignored, err));
    }
    return GDCS_OK;
}

/* Are persons of other or unknown sex, or no persons, counted here?  They are published only where
   there are any, so that none of them is missed. */
static int is_optional(const gdcs_table *table, const int32_t *codes)
{
    const int32_t sex = table->sex;
    return sex >= 0 && codes[sex] != table->axes[sex].total &&
           !gdcs_i_fold_needs(table, sex, codes[sex]);
}

/* The sum of the parts of the line of these codes, whose code of the axis is free to change. */
static gdcs_i_range sum_of_parts(const work *w, int32_t *codes)
{
    gdcs_i_range sum = gdcs_i_range_zero;
    int64_t met = 0;
    const int32_t count = gdcs_i_pool_count(w->table->axes[w->axis].labels);
    const int optional = w->axis != w->table->sex && is_optional(w->table, codes);
    for (codes[w->axis] = 0; codes[w->axis] < count; codes[w->axis]++) {
        const int64_t slot = gdcs_i_cells_find(w->table->cells, codes);
        if (slot < 0)
            continue;
        const gdcs_i_range part = gdcs_i_cells_get(w->table->cells, slot);
        gdcs_i_range_add(&sum, &part);
        met += gdcs_i_fold_needs(w->table, w->axis, codes[w->axis]);
    }
    if (w->table->absent == GDCS_ABSENT_MISSING && !optional &&
        met < gdcs_i_fold_needed(w->table, w->axis))
        gdcs_i_range_add(&sum, &gdcs_i_range_missing);
    return sum;
}

/* Give the line of this cell its total in the copy, unless it has one already. */
static gdcs_status complete_line(const work *w, int64_t slot, gdcs_table *copy, gdcs_error *err)
{
    const int32_t total = w->table->axes[w->axis].total;
    int32_t to[GDCS_I_AXES], codes[GDCS_I_AXES];
    gdcs_i_cells_codes(w->table->cells, slot, codes);
    if (codes[w->axis] == total || !place_of_total(w, codes, to) ||
        gdcs_i_cells_find(w->declared, to) < 0)
        return GDCS_OK;
    codes[w->axis] = total;
    if (gdcs_i_cells_find(copy->cells, codes) >= 0)
        return GDCS_OK;
    const gdcs_i_range sum = sum_of_parts(w, codes);
    codes[w->axis] = total;
    return gdcs_i_cells_set(copy->cells, codes, &sum, err);
}

static gdcs_status complete(work *w, gdcs_table **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_table *copy = NULL;
    GO(gdcs_i_cells_new(w->width, &w->declared, err));
    GO(find_declared(w, err));
    GO(gdcs_table_copy(w->table, &copy, err));
    for (int64_t slot = 0; slot < gdcs_i_cells_count(w->table->cells); slot++)
        GO(complete_line(w, slot, copy, err));
    *out = copy;
    copy = NULL;
done:
    gdcs_table_free(copy);
    gdcs_i_cells_free(w->declared);
    w->declared = NULL;
    return status;
}

static int is_kept(const gdcs_i_fold *fold, int32_t width, int32_t axis)
{
    for (int32_t i = 0; i < width; i++)
        if (fold->from[i] == axis)
            return axis != fold->recoded;
    return 0;
}

gdcs_status gdcs_i_fold_complete(const gdcs_table *table, const gdcs_i_fold *fold, int32_t width,
                                 gdcs_table **out, gdcs_error *err)
{
    gdcs_table *done = NULL;
    work w = {.table = table, .fold = fold, .width = width, .place = -1};
    for (int32_t i = 0; i < width; i++)
        if (fold->from[i] == fold->recoded)
            w.place = i;
    for (w.axis = 0; w.axis < table->width; w.axis++) {
        gdcs_table *next = NULL;
        if (!is_kept(fold, width, w.axis) || table->axes[w.axis].total < 0)
            continue;
        const gdcs_status status = complete(&w, &next, err);
        gdcs_table_free(done);
        done = next;
        TRY(status);
        w.table = done;
    }
    *out = done;
    return GDCS_OK;
}
