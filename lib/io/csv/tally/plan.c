/* Which files are counted by workers, and what a worker is for one of them. */
#include "core/fail.h"
#include "core/memory.h"
#include "io/csv/tally/number.h"
#include "io/csv/tally/tally.h"
#include "io/csv/tally/worker.h"

#include <gdcs/concept.h>
#include <stdlib.h>

static int is_used(const gdcs_i_slot *slot)
{
    return slot->type != GDCS_I_FILTER_ONLY || !gdcs_i_lists_empty(&slot->lists);
}

/* A constant that leaves all records out, or fits none, is for the common path to judge. */
static int serves_word(const gdcs_i_slot *slot)
{
    int32_t word = 0;
    return slot->field >= 0 || slot->column->constant == NULL ||
           (gdcs_i_words_take(slot->words, &slot->constant, &word, NULL) == GDCS_OK &&
            (word >= 0 || word == GDCS_I_WORD_MISSING));
}

/* Rounded numbers are intervals, each of them. */
static int serves_number(const gdcs_i_slot *slot)
{
    gdcs_i_number number;
    if (slot->column->rounding != 0 || slot->column->noise != 0)
        return 0;
    if (slot->column->constant == NULL)
        return 1;
    gdcs_i_number_take(&slot->lists, &slot->form, &slot->constant, &number);
    return number.kind == GDCS_I_NUMBER_EXACT && number.status == 0 && number.confidentiality == 0;
}

int gdcs_i_tally_serves(const gdcs_i_reading *reading)
{
    const gdcs_i_binding *b = &reading->binding;
    if (!reading->makes_table || b->heading_count > 0 || reading->rows.typed != NULL ||
        reading->plan.schema.footer > 0 || b->slot_count > GDCS_I_TALLY_COLUMNS)
        return 0;
    for (int64_t i = 0; i < b->slot_count; i++) {
        const gdcs_i_slot *slot = &b->slots[i];
        const int number = i == reading->plan.value;
        if (number != (slot->words == NULL) || !(number ? serves_number(slot) : serves_word(slot)))
            return 0;
    }
    return 1;
}

static int leaves_out(const gdcs_i_slot *slot)
{
    return gdcs_i_lists_filter(&slot->lists);
}

/* Columns with a field come before constants, and those that may spare a look at others first. */
static int rank_of(const gdcs_i_slot *slot)
{
    return slot->field < 0 ? 2 : !leaves_out(slot);
}

static gdcs_status add_columns(gdcs_i_worker *w, int rank, gdcs_error *err)
{
    int32_t axis = 0;
    for (int64_t i = 0; i < w->binding->slot_count; i++) {
        const gdcs_i_slot *slot = &w->binding->slots[i];
        const int makes_axis = gdcs_i_concept_is_axis(slot->column->concept_id);
        if (slot->words != NULL && is_used(slot) && rank_of(slot) == rank) {
            gdcs_i_column *column = &w->columns[w->column_count++];
            w->field_count += slot->field >= 0;
            TRY(gdcs_i_column_new(slot, makes_axis ? axis : -1, column, err));
        }
        axis += makes_axis;
    }
    w->axes = axis;
    return GDCS_OK;
}

static void set_number(gdcs_i_worker *w)
{
    gdcs_i_number number;
    if (w->binding->plan->value < 0)
        return;
    w->number = &w->binding->slots[w->binding->plan->value];
    w->quick = gdcs_i_quick_serves(w->number);
    if (w->number->field >= 0)
        return;
    gdcs_i_number_take(&w->number->lists, &w->number->form, &w->number->constant, &number);
    w->constant = number.value;
}

gdcs_status gdcs_i_worker_new(const gdcs_i_binding *binding, char quote, gdcs_i_worker *out,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    *out = (gdcs_i_worker){.binding = binding,
                           .quote = quote,
                           .placer = gdcs_i_positions_way(GDCS_I_POSITIONS_FASTEST)};
    GO(gdcs_i_alloc(&memory, binding->slot_count, sizeof *out->columns, err));
    out->columns = memory;
    for (int rank = 0; rank <= 2; rank++)
        GO(add_columns(out, rank, err));
    set_number(out);
    GO(gdcs_i_store_new(out->axes, out->number != NULL, &out->store, err));
    return GDCS_OK;
done:
    gdcs_i_worker_free(out);
    return status;
}

void gdcs_i_worker_free(gdcs_i_worker *w)
{
    for (int32_t i = 0; i < w->column_count; i++)
        gdcs_i_column_free(&w->columns[i]);
    free(w->columns);
    gdcs_i_store_free(&w->store);
    gdcs_i_held_free(&w->held);
    free(w->text.bytes);
    free(w->ends);
    *w = (gdcs_i_worker){0};
}

/* The labels of the table for the codes of an axis, in the order of codes. */
static gdcs_status find_labels(const gdcs_i_column *column, gdcs_i_to_table *to, int32_t **labels,
                               gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, column->count, sizeof **labels, err));
    *labels = memory;
    for (int32_t i = 0; i < column->count; i++) {
        const int32_t word = column->word_of[i];
        const char *text = word == GDCS_I_WORD_MISSING
                               ? NULL
                               : gdcs_i_pool_text(gdcs_i_words_all(column->words), word);
        (*labels)[i] = gdcs_i_to_table_label(to, column->axis, text);
    }
    return GDCS_OK;
}

/* The codes of the worker become labels. */
static void translate(int32_t *const *labels, int32_t axes, int32_t *codes, int n)
{
    for (int k = 0; k < n; k++)
        for (int32_t i = 0; i < axes; i++)
            codes[k * axes + i] = labels[i][codes[k * axes + i]];
}

gdcs_status gdcs_i_worker_merge(gdcs_i_worker *w, gdcs_i_to_table *to, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    int32_t *labels[GDCS_I_AXES] = {NULL}, codes[GDCS_I_STORE_BATCH * GDCS_I_AXES];
    gdcs_i_sum sums[GDCS_I_STORE_BATCH];
    int n = 0;
    for (int32_t i = 0; i < w->column_count; i++)
        if (w->columns[i].axis >= 0)
            GO(find_labels(&w->columns[i], to, &labels[w->columns[i].axis], err));
    GO(gdcs_i_to_table_expect(to, gdcs_i_store_count(&w->store), err));
    for (int64_t at = 0; (n = gdcs_i_store_next_block(&w->store, &at, codes, sums)) > 0;) {
        translate(labels, w->axes, codes, n);
        GO(gdcs_i_to_table_merge(to, codes, sums, n, err));
    }
    gdcs_i_to_table_repeat(to, w->store.added);
    gdcs_i_store_free(&w->store);
done:
    for (int32_t i = 0; i < w->axes; i++)
        free(labels[i]);
    return status;
}
