#include "io/csv/tally/column.h"
#include "core/fail.h"
#include "core/memory.h"

#include <gdcs/concept.h>
#include <stdlib.h>

/* Spellings that make nothing by themselves are remembered up to this number, as words.c does. */
enum { MOST_SPELLINGS = 1 << 16 };

gdcs_status gdcs_i_column_new(const gdcs_i_slot *slot, int32_t axis, gdcs_i_column *out,
                              gdcs_error *err)
{
    *out = (gdcs_i_column){.slot = slot, .field = slot->field, .axis = axis, .blank = -1};
    TRY(gdcs_i_dictionary_new(&out->known, err));
    return gdcs_i_words_new(&slot->lists, slot->type == GDCS_I_FILTER_ONLY, &out->words, err);
}

void gdcs_i_column_free(gdcs_i_column *column)
{
    gdcs_i_dictionary_free(&column->known);
    gdcs_i_words_free(column->words);
    free(column->codes);
    free(column->word_of);
}

/* Letters of a status that say nothing special. */
static int32_t judge_letter(const gdcs_i_column *column, int32_t word)
{
    const char normal = column->slot->column->concept_id == GDCS_CONCEPT_STATUS ? 'A' : 'F';
    if (word == GDCS_I_WORD_MISSING)
        return 0;
    const char *text = gdcs_i_pool_text(gdcs_i_words_all(column->words), word);
    return text[0] == '\0' || (text[0] == normal && text[1] == '\0') ? 0 : GDCS_I_TALLY_HOLD;
}

static int32_t judge(gdcs_i_column *column, int32_t word)
{
    if (word == GDCS_I_WORD_OUT)
        return GDCS_I_TALLY_OUT;
    if (word == GDCS_I_WORD_MISFIT)
        return GDCS_I_TALLY_HOLD;
    if (column->slot->type == GDCS_I_FILTER_ONLY)
        return 0;
    if (column->axis < 0)
        return judge_letter(column, word);
    const int32_t code = word == GDCS_I_WORD_MISSING ? column->blank
                         : word < column->code_room  ? column->codes[word] - 1
                                                     : -1;
    column->fresh = word;
    return code >= 0 ? code : GDCS_I_TALLY_FRESH;
}

gdcs_status gdcs_i_column_take(gdcs_i_column *column, const char *raw, size_t size, char quote,
                               gdcs_i_text *text, int32_t *code, gdcs_error *err)
{
    int32_t word = 0;
    gdcs_i_field field;
    *code = gdcs_i_dictionary_find(&column->known, raw, size);
    if (*code != GDCS_I_SPELLING_NONE)
        return GDCS_OK;
    TRY(gdcs_i_field_take(text, raw, size, quote, &field, err));
    TRY(gdcs_i_words_take(column->words, &field, &word, err));
    *code = judge(column, word);
    if (*code == GDCS_I_TALLY_FRESH || word == GDCS_I_WORD_MISFIT ||
        (column->known.count >= MOST_SPELLINGS && column->known.count >= 2 * column->count))
        return GDCS_OK;
    return gdcs_i_dictionary_put(&column->known, raw, size, *code, err);
}

gdcs_status gdcs_i_column_take_constant(gdcs_i_column *column, int32_t *code, gdcs_error *err)
{
    int32_t word = 0;
    TRY(gdcs_i_words_take(column->words, &column->slot->constant, &word, err));
    *code = judge(column, word);
    return GDCS_OK;
}

gdcs_status gdcs_i_column_learn(gdcs_i_column *column, gdcs_error *err)
{
    void *memory = column->word_of;
    gdcs_status status = gdcs_i_reserve(&memory, &column->word_room, (int64_t)column->count + 1,
                                        sizeof *column->word_of, err);
    column->word_of = memory;
    TRY(status);
    if (column->fresh != GDCS_I_WORD_MISSING) {
        memory = column->codes;
        status = gdcs_i_reserve(&memory, &column->code_room, (int64_t)column->fresh + 1,
                                sizeof *column->codes, err);
        column->codes = memory;
        TRY(status);
        column->codes[column->fresh] = column->count + 1;
    } else {
        column->blank = column->count;
    }
    column->word_of[column->count++] = column->fresh;
    return GDCS_OK;
}
