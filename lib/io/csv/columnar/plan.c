/* Which files are resolved by workers, and what a worker is for one of them. */
#include "core/fail.h"
#include "core/memory.h"
#include "io/csv/columnar/number.h"
#include "io/csv/columnar/columnar.h"
#include "io/csv/columnar/worker.h"

#include <gdcs/concept.h>
#include <stdlib.h>

static int is_used(const gdcs_i_slot *slot)
{
    return slot->type != GDCS_I_FILTER_ONLY || !gdcs_i_lists_empty(&slot->lists);
}

static int is_constant(const gdcs_i_slot *slot)
{
    return slot->column->constant != NULL || slot->column->file != NULL;
}

/* A constant that leaves all records out, or fits none, is for the common path to judge. */
static int serves_word(const gdcs_i_slot *slot)
{
    const char *word = NULL;
    size_t size = 0;
    if (!is_constant(slot))
        return 1;
    const int32_t meaning = gdcs_i_words_meaning(slot->words, &slot->constant, &word, &size);
    return meaning == 0 || meaning == GDCS_I_WORD_MISSING;
}

/* Of a table, rounded numbers are intervals, each of them. */
static int serves_number(const gdcs_i_slot *slot, int of_table)
{
    const gdcs_i_measure m = gdcs_i_measure_of(slot, of_table ? -1 : 0);
    gdcs_i_figure constant;
    if (of_table && (slot->column->rounding != 0 || slot->column->noise != 0))
        return 0;
    return !is_constant(slot) || gdcs_i_measure_constant(&m, &constant) == 0;
}

/* The limits of a number that is in the file as they are. */
static int serves_limit(const gdcs_i_reading *reading, int64_t i)
{
    const gdcs_i_binding *b = &reading->binding;
    const int64_t value = reading->plan.value;
    return value >= 0 && !is_constant(&b->slots[value]) && !is_constant(&b->slots[i]) &&
           (i == gdcs_i_binding_slot(b, GDCS_CONCEPT_LOWER) ||
            i == gdcs_i_binding_slot(b, GDCS_CONCEPT_UPPER));
}

int gdcs_i_columnar_serves(const gdcs_i_reading *reading)
{
    const gdcs_i_binding *b = &reading->binding;
    if (b->heading_count > 0 || reading->rows.typed != NULL)
        return 0;
    for (int64_t i = 0; i < b->slot_count; i++) {
        const gdcs_i_slot *slot = &b->slots[i];
        if (slot->words == NULL && b->makes_table && i != reading->plan.value &&
            !serves_limit(reading, i))
            return 0;
        if (slot->titles >= 0 && !b->makes_table)
            return 0;
        if (!(slot->words != NULL ? serves_word(slot) : serves_number(slot, b->makes_table)))
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

/* What a slot makes, -1: nothing; `next` is its number if it makes an axis. */
static int32_t made_by(const gdcs_i_reading *reading, int64_t slot, int32_t next)
{
    const int32_t concept = reading->binding.slots[slot].column->concept_id;
    if (!reading->makes_table)
        return (int32_t)gdcs_i_to_frame_column(reading->to_frame, slot);
    return gdcs_i_concept_is_axis(concept) ? next : -1;
}

/* Constants of a frame are known where rows are put into it. */
static gdcs_status add_coders(gdcs_i_worker *w, const gdcs_i_reading *reading, int rank,
                              int32_t *axes, gdcs_error *err)
{
    *axes = 0;
    for (int64_t i = 0; i < w->binding->slot_count; i++) {
        const gdcs_i_slot *slot = &w->binding->slots[i];
        const int32_t makes = made_by(reading, i, *axes);
        *axes += makes >= 0;
        if (slot->words == NULL || !is_used(slot) || rank_of(slot) != rank ||
            (slot->field < 0 && !reading->makes_table))
            continue;
        w->field_count += slot->field >= 0;
        w->filter_count += rank == 0;
        TRY(gdcs_i_coder_new(slot, makes, reading->makes_table, &w->coders[w->coder_count++], err));
    }
    return GDCS_OK;
}

static void add_measures(gdcs_i_worker *w, const gdcs_i_reading *reading)
{
    for (int64_t i = 0; i < w->binding->slot_count; i++) {
        const gdcs_i_slot *slot = &w->binding->slots[i];
        if (slot->words != NULL || slot->field < 0)
            continue;
        int32_t *role = slot->column->concept_id == GDCS_CONCEPT_LOWER   ? &w->lower
                        : slot->column->concept_id == GDCS_CONCEPT_UPPER ? &w->upper
                                                                         : &w->value;
        if (reading->makes_table)
            *role = w->measure_count;
        w->measures[w->measure_count++] =
            gdcs_i_measure_of(slot, reading->makes_table ? -1 : made_by(reading, i, 0));
    }
}

static gdcs_status make_room(gdcs_i_worker *w, gdcs_error *err)
{
    const int64_t count = w->binding->slot_count;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, count, sizeof *w->coders, err));
    w->coders = memory;
    TRY(gdcs_i_alloc(&memory, count, sizeof *w->measures, err));
    w->measures = memory;
    TRY(gdcs_i_alloc(&memory, count, GDCS_I_BATCH * sizeof *w->codes, err));
    w->codes = memory;
    TRY(gdcs_i_alloc(&memory, count, GDCS_I_BATCH * sizeof *w->figures, err));
    w->figures = memory;
    TRY(gdcs_i_alloc(&memory, count, sizeof *w->legends, err));
    w->legends = memory;
    return GDCS_OK;
}

static gdcs_status make_tally(gdcs_i_worker *w, int32_t axes, gdcs_error *err)
{
    const int64_t value = w->binding->plan->value;
    gdcs_i_figure constant = {.real = 0};
    if (value < 0)
        return gdcs_i_tally_new(axes, NULL, &w->tally, err);
    const gdcs_i_measure m = gdcs_i_measure_of(&w->binding->slots[value], -1);
    if (m.field < 0)
        (void)gdcs_i_measure_constant(&m, &constant);
    return gdcs_i_tally_new(axes, &constant.real, &w->tally, err);
}

gdcs_status gdcs_i_worker_new(const gdcs_i_reading *reading, char quote, int marks,
                              gdcs_i_worker *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    int32_t axes = 0;
    *out = (gdcs_i_worker){.binding = &reading->binding,
                           .quote = quote,
                           .begun = !reading->makes_table,
                           .value = -1,
                           .lower = -1,
                           .upper = -1,
                           .placer = gdcs_i_positions_way(gdcs_i_positions_beside(marks))};
    GO(make_room(out, err));
    for (int rank = 0; rank <= 2; rank++)
        GO(add_coders(out, reading, rank, &axes, err));
    add_measures(out, reading);
    if (reading->makes_table)
        GO(make_tally(out, axes, err));
    else
        out->column_count = gdcs_i_to_frame_count(reading->to_frame);
    return GDCS_OK;
done:
    gdcs_i_worker_free(out);
    return status;
}

void gdcs_i_worker_free(gdcs_i_worker *w)
{
    for (int32_t i = 0; i < w->coder_count; i++)
        gdcs_i_coder_free(&w->coders[i]);
    for (int32_t i = 0; i < w->measure_count; i++)
        free(w->measures[i].text.bytes);
    for (int64_t i = 0; i < w->column_count; i++)
        free(w->legends[i].numbers);
    free(w->coders);
    free(w->measures);
    free(w->codes);
    free(w->figures);
    free(w->legends);
    gdcs_i_tally_free(w->tally);
    gdcs_i_held_free(&w->held);
    free(w->ends);
    *w = (gdcs_i_worker){0};
}

gdcs_i_part gdcs_i_worker_part(const gdcs_i_worker *w)
{
    return (gdcs_i_part){.tally = w->tally, .coders = w->coders, .coder_count = w->coder_count};
}
