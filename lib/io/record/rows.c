#include "io/record/rows.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/cells.h"
#include "io/record/reject.h"

#include <gdcs/frame.h>

#include <stdlib.h>
#include <string.h>

enum { TOLD = 4096 };

gdcs_status gdcs_i_rows_new(gdcs_i_binding *binding, gdcs_read_result *result, int64_t reject_limit,
                            gdcs_i_row_taker taker, gdcs_i_rows *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    *out = (gdcs_i_rows){
        .binding = binding,
        .result = result,
        .reject_limit = reject_limit,
        .taker = taker,
        .lower = binding->makes_table ? gdcs_i_binding_slot(binding, GDCS_CONCEPT_LOWER) : -1,
        .upper = gdcs_i_binding_slot(binding, GDCS_CONCEPT_UPPER)};
    GO(gdcs_i_alloc(&memory, binding->slot_count, sizeof(int32_t), err));
    out->codes = memory;
    GO(gdcs_i_alloc(&memory, binding->slot_count, sizeof(gdcs_i_number), err));
    out->numbers = memory;
    GO(gdcs_i_alloc(&memory, binding->heading_count, sizeof(gdcs_i_number), err));
    out->wide = memory;
    return GDCS_OK;
done:
    gdcs_i_rows_free(out);
    return status;
}

void gdcs_i_rows_free(gdcs_i_rows *rows)
{
    free(rows->codes);
    free(rows->numbers);
    free(rows->wide);
    rows->codes = NULL;
    rows->numbers = NULL;
    rows->wide = NULL;
}

static const gdcs_i_field *field_of(const gdcs_i_slot *slot, const gdcs_i_record *record)
{
    return slot->field >= 0 ? &record->fields[slot->field] : &slot->constant;
}

static gdcs_status reject(gdcs_i_rows *rows, const gdcs_i_misfit *misfit, gdcs_error *err)
{
    return gdcs_i_reject(rows->result, rows->reject_limit, misfit, err);
}

static gdcs_status reject_width(gdcs_i_rows *rows, const gdcs_i_record *record, gdcs_error *err)
{
    const gdcs_i_misfit misfit = {.reason = GDCS_REJECT_WIDTH,
                                  .called = rows->called,
                                  .line = record->line,
                                  .found = record->count,
                                  .wanted = rows->binding->width};
    return reject(rows, &misfit, err);
}

static gdcs_status reject_bytes(gdcs_i_rows *rows, const gdcs_i_record *record, gdcs_error *err)
{
    const char *encoding = rows->binding->plan->schema.encoding;
    const gdcs_i_misfit misfit = {.reason = GDCS_REJECT_TEXT,
                                  .called = rows->called,
                                  .line = record->line,
                                  .field = record->bad,
                                  .title = "encoding",
                                  .wrong = encoding != NULL ? encoding : "UTF-8",
                                  .candidates = rows->binding->plan->candidates};
    return reject(rows, &misfit, err);
}

static gdcs_status reject_field(gdcs_i_rows *rows, const gdcs_i_slot *slot,
                                const gdcs_i_record *record, int32_t reason, const char *wrong,
                                gdcs_error *err)
{
    char room[32];
    const gdcs_i_misfit misfit = {.reason = reason,
                                  .called = rows->called,
                                  .line = record->line,
                                  .field = slot->field + 1,
                                  .title = gdcs_i_plan_title(slot->column, room),
                                  .text = field_of(slot, record),
                                  .wrong = wrong};
    return reject(rows, &misfit, err);
}

static int is_clean(const gdcs_i_field *field)
{
    return field->text == NULL || (gdcs_i_utf8_valid(field->text, field->size) == field->size &&
                                   memchr(field->text, 0, field->size) == NULL);
}

/* A record with bytes that are no text is left out only by a filter on a field that is text. */
static gdcs_status take_bad(gdcs_i_rows *rows, const gdcs_i_record *record, gdcs_error *err)
{
    int out = 0;
    for (int64_t i = 0; i < rows->binding->slot_count; i++) {
        const gdcs_i_slot *slot = &rows->binding->slots[i];
        const gdcs_i_field *field = field_of(slot, record);
        if (!gdcs_i_lists_filter(&slot->lists))
            continue;
        if (!is_clean(field))
            return reject_bytes(rows, record, err);
        out |= gdcs_i_lists_leaves_out(&slot->lists, field->text != NULL ? field->text : "",
                                       field->size);
    }
    if (!out)
        return reject_bytes(rows, record, err);
    rows->result->filtered++;
    return GDCS_OK;
}

/* A status of a table's cell is one letter of its code list. */
static int is_letter(const gdcs_i_slot *slot, int32_t code)
{
    const char *word = gdcs_i_pool_text(gdcs_i_words_all(slot->words), code);
    if (word[0] == '\0')
        return 1;
    return word[1] == '\0' &&
           (slot->column->concept_id == GDCS_CONCEPT_STATUS ? gdcs_i_is_status(word[0])
                                                            : gdcs_i_is_confidentiality(word[0]));
}

static int is_wrong_letter(const gdcs_i_rows *rows, const gdcs_i_slot *slot, int32_t code)
{
    const int32_t concept = slot->column->concept_id;
    return rows->binding->makes_table && code >= 0 && slot->type == GDCS_TYPE_TEXT &&
           (concept == GDCS_CONCEPT_STATUS || concept == GDCS_CONCEPT_CONFIDENTIALITY) &&
           !is_letter(slot, code);
}

/* What a pass over the slots found: is the row left out, and which slot does not fit? */
typedef struct finding {
    int out;
    int64_t slot; /* -1: all fit */
    int32_t reason;
    const char *wrong;
} finding;

static void find_misfit(finding *f, int64_t slot, int32_t reason, const char *wrong)
{
    if (f->slot < 0)
        *f = (finding){.out = f->out, .slot = slot, .reason = reason, .wrong = wrong};
}

static gdcs_status take_word(const gdcs_i_rows *rows, const gdcs_i_slot *slot,
                             const gdcs_i_record *record, int32_t *code, gdcs_error *err)
{
    if (rows->typed != NULL && slot->field >= 0)
        return rows->typed->word(rows->typed->context, slot, code, err);
    return gdcs_i_words_take(slot->words, field_of(slot, record), code, err);
}

static gdcs_status take_number(const gdcs_i_rows *rows, int64_t field, const gdcs_i_lists *lists,
                               const gdcs_i_number_form *form, const gdcs_i_field *text,
                               gdcs_i_number *out, gdcs_error *err)
{
    if (rows->typed != NULL && field >= 0)
        return rows->typed->number(rows->typed->context, field, lists, form, out, err);
    gdcs_i_number_take(lists, form, text, out);
    return GDCS_OK;
}

static gdcs_status take_words(gdcs_i_rows *rows, const gdcs_i_record *record, finding *f,
                              gdcs_error *err)
{
    for (int64_t i = 0; i < rows->binding->slot_count && !f->out; i++) {
        const gdcs_i_slot *slot = &rows->binding->slots[i];
        if (slot->words == NULL ||
            (slot->type == GDCS_I_FILTER_ONLY && gdcs_i_lists_empty(&slot->lists)))
            continue;
        TRY(take_word(rows, slot, record, &rows->codes[i], err));
        const int32_t code = rows->codes[i];
        f->out = code == GDCS_I_WORD_OUT;
        if (code == GDCS_I_WORD_MISFIT && slot->column->concept_id == GDCS_CONCEPT_SEX)
            find_misfit(f, i, GDCS_REJECT_SEX, NULL);
        else if (code == GDCS_I_WORD_MISFIT)
            find_misfit(f, i, GDCS_REJECT_WORD, "is not in the map of the column");
        else if (is_wrong_letter(rows, slot, code))
            find_misfit(f, i, GDCS_REJECT_WORD, "is no letter of the SDMX code list");
    }
    return GDCS_OK;
}

static void judge_number(finding *f, int64_t slot, const gdcs_i_number *number)
{
    f->out |= number->kind == GDCS_I_NUMBER_OUT;
    if (number->kind == GDCS_I_NUMBER_MISFIT)
        find_misfit(f, slot, GDCS_REJECT_NUMBER, number->wrong);
    else if (number->kind == GDCS_I_NUMBER_WORD)
        find_misfit(f, slot, GDCS_REJECT_WORD, "is not in the map of the column");
}

static gdcs_status take_numbers(gdcs_i_rows *rows, const gdcs_i_record *record, finding *f,
                                gdcs_error *err)
{
    for (int64_t i = 0; i < rows->binding->slot_count && !f->out; i++) {
        const gdcs_i_slot *slot = &rows->binding->slots[i];
        if (slot->words != NULL)
            continue;
        TRY(take_number(rows, slot->field, &slot->lists, &slot->form, field_of(slot, record),
                        &rows->numbers[i], err));
        judge_number(f, i, &rows->numbers[i]);
    }
    return GDCS_OK;
}

static void judge_limits(const gdcs_i_rows *rows, finding *f)
{
    if (f->out || rows->lower < 0 || rows->upper < 0)
        return;
    const gdcs_i_number *lower = &rows->numbers[rows->lower], *upper = &rows->numbers[rows->upper];
    if (lower->kind == GDCS_I_NUMBER_EXACT && upper->kind == GDCS_I_NUMBER_EXACT &&
        lower->value > upper->value)
        find_misfit(f, rows->upper, GDCS_REJECT_NUMBER, "is below the lower limit");
}

/* The wide columns; the first that is no number is a slot of its own. */
static gdcs_status take_wide(gdcs_i_rows *rows, const gdcs_i_record *record, finding *f,
                             gdcs_error *err)
{
    const gdcs_i_binding *b = rows->binding;
    for (int64_t i = 0; i < b->heading_count && f->slot < 0; i++) {
        const int64_t field = b->headings[i].field;
        TRY(take_number(rows, field, &b->wide_lists, &b->wide_form, &record->fields[field],
                        &rows->wide[i], err));
        if (rows->wide[i].kind < GDCS_I_NUMBER_WORD)
            continue;
        judge_number(f, b->slot_count, &rows->wide[i]);
        rows->wide_column.name = b->plan->wide.columns[i].from;
        rows->wide_slot = (gdcs_i_slot){.column = &rows->wide_column, .field = field};
    }
    return GDCS_OK;
}

/* What the result refuses, more labels than it can hold for one, has the place of the record. */
static gdcs_status take_fitting(gdcs_i_rows *rows, const gdcs_i_record *record, gdcs_error *err)
{
    const gdcs_i_row row = {
        .codes = rows->codes, .numbers = rows->numbers, .wide = rows->wide, .record = record};
    const gdcs_status status = rows->taker.take(rows->taker.context, &row, err);
    if (status != GDCS_OK && status != GDCS_E_MEMORY && err != NULL &&
        err->struct_size >= sizeof *err)
        err->row = record->line;
    TRY(status);
    rows->result->used++;
    return GDCS_OK;
}

static int is_repairable(const gdcs_i_binding *binding, const gdcs_i_record *record)
{
    const int32_t ragged = binding->plan->schema.ragged;
    return record->count < binding->width
               ? (ragged & GDCS_RAGGED_PAD) != 0
               : (ragged & GDCS_RAGGED_TRIM) != 0 && record->last <= binding->width;
}

gdcs_status gdcs_i_rows_tell(gdcs_i_rows *rows, gdcs_error *err)
{
    if (rows->progress == NULL)
        return GDCS_OK;
    gdcs_i_progress_add_records(rows->progress, rows->result->rows - rows->told);
    rows->told = rows->result->rows;
    return gdcs_i_progress_check(rows->progress, err);
}

gdcs_status gdcs_i_rows_take(gdcs_i_rows *rows, const gdcs_i_record *record, gdcs_error *err)
{
    finding f = {.slot = -1};
    if ((++rows->result->rows & (TOLD - 1)) == 0)
        TRY(gdcs_i_rows_tell(rows, err));
    if (record->count != rows->binding->width) {
        if (!is_repairable(rows->binding, record))
            return reject_width(rows, record, err);
        rows->result->repaired++;
    }
    if (record->bad != 0)
        return take_bad(rows, record, err);
    TRY(take_words(rows, record, &f, err));
    TRY(take_numbers(rows, record, &f, err));
    judge_limits(rows, &f);
    if (!f.out && f.slot < 0)
        TRY(take_wide(rows, record, &f, err));
    if (f.out) {
        rows->result->filtered++;
        return GDCS_OK;
    }
    if (f.slot < 0)
        return take_fitting(rows, record, err);
    const gdcs_i_slot *culprit =
        f.slot < rows->binding->slot_count ? &rows->binding->slots[f.slot] : &rows->wide_slot;
    return reject_field(rows, culprit, record, f.reason, f.wrong, err);
}
