#include "io/csv/columnar/coder.h"
#include "core/fail.h"
#include "core/memory.h"

#include <gdcs/concept.h>
#include <stdlib.h>
#include <string.h>

/* Spellings that make nothing by themselves are remembered up to this number, as words.c does; those of a
   frame while looking one up is cheaper than keeping its text. */
enum { MOST_SPELLINGS = 1 << 16, MOST_IN_FRAMES = 1 << 14, OFTEN = 4 };

gdcs_status gdcs_i_coder_new(const gdcs_i_slot *slot, int32_t makes, int of_table,
                             gdcs_i_coder *out, gdcs_error *err)
{
    *out = (gdcs_i_coder){.slot = slot, .field = slot->field, .makes = makes, .blank = -1};
    TRY(gdcs_i_dictionary_new(&out->known, err));
    return of_table
               ? gdcs_i_words_new(&slot->lists, slot->type == GDCS_I_FILTER_ONLY, &out->words, err)
               : GDCS_OK;
}

void gdcs_i_coder_free(gdcs_i_coder *coder)
{
    gdcs_i_dictionary_free(&coder->known);
    gdcs_i_words_free(coder->words);
    free(coder->text.bytes);
    free(coder->codes);
    free(coder->word_of);
}

/* Letters of a status that say nothing special. */
static int32_t judge_letter(const gdcs_i_coder *coder, int32_t word)
{
    const char normal = coder->slot->column->concept_id == GDCS_CONCEPT_STATUS ? 'A' : 'F';
    if (word == GDCS_I_WORD_MISSING)
        return 0;
    const char *text = gdcs_i_pool_text(gdcs_i_words_all(coder->words), word);
    return text[0] == '\0' || (text[0] == normal && text[1] == '\0') ? 0 : GDCS_I_CODE_HOLD;
}

static int32_t judge_label(gdcs_i_coder *coder, int32_t word)
{
    const int32_t code = word == GDCS_I_WORD_MISSING ? coder->blank
                         : word < coder->code_room   ? coder->codes[word] - 1
                                                     : -1;
    coder->fresh = word;
    return code >= 0 ? code : GDCS_I_CODE_FRESH;
}

static int32_t judge(gdcs_i_coder *coder, int32_t word)
{
    if (word == GDCS_I_WORD_OUT)
        return GDCS_I_CODE_OUT;
    if (word == GDCS_I_WORD_MISFIT)
        return GDCS_I_CODE_HOLD;
    if (coder->slot->type == GDCS_I_FILTER_ONLY)
        return 0;
    if (coder->words == NULL)
        return word == GDCS_I_WORD_MISSING ? 0 : GDCS_I_CODE_FRESH;
    return coder->makes < 0 ? judge_letter(coder, word) : judge_label(coder, word);
}

static gdcs_status find_word(gdcs_i_coder *coder, const gdcs_i_field *field, int32_t *word,
                             gdcs_error *err)
{
    if (coder->words != NULL)
        return gdcs_i_words_take(coder->words, field, word, err);
    *word = gdcs_i_words_meaning(coder->slot->words, field, &coder->word, &coder->word_size);
    return GDCS_OK;
}

static int has_room(const gdcs_i_coder *coder)
{
    const int64_t known = coder->known.count;
    return coder->words == NULL ? known < MOST_IN_FRAMES
                                : known < MOST_SPELLINGS || known < 2 * (int64_t)coder->count;
}

gdcs_status gdcs_i_coder_take(gdcs_i_coder *coder, const char *raw, size_t size, char quote,
                              int32_t *code, gdcs_error *err)
{
    int32_t word = 0;
    gdcs_i_field field;
    *code = gdcs_i_dictionary_find(&coder->known, raw, size);
    if (*code != GDCS_I_SPELLING_NONE)
        return GDCS_OK;
    coder->raw = raw;
    coder->raw_size = size;
    TRY(gdcs_i_field_take(&coder->text, raw, size, quote, &field, err));
    TRY(find_word(coder, &field, &word, err));
    *code = judge(coder, word);
    if (*code == GDCS_I_CODE_FRESH || word == GDCS_I_WORD_MISFIT || !has_room(coder))
        return GDCS_OK;
    return gdcs_i_dictionary_put(&coder->known, raw, size, *code, err);
}

gdcs_status gdcs_i_coder_take_constant(gdcs_i_coder *coder, int32_t *code, gdcs_error *err)
{
    int32_t word = 0;
    TRY(find_word(coder, &coder->slot->constant, &word, err));
    *code = judge(coder, word);
    return GDCS_OK;
}

gdcs_status gdcs_i_coder_learn(gdcs_i_coder *coder, gdcs_error *err)
{
    void *memory = coder->word_of;
    gdcs_status status = gdcs_i_reserve(&memory, &coder->word_room, (int64_t)coder->count + 1,
                                        sizeof *coder->word_of, err);
    coder->word_of = memory;
    TRY(status);
    if (coder->fresh != GDCS_I_WORD_MISSING) {
        memory = coder->codes;
        status = gdcs_i_reserve(&memory, &coder->code_room, (int64_t)coder->fresh + 1,
                                sizeof *coder->codes, err);
        coder->codes = memory;
        TRY(status);
        coder->codes[coder->fresh] = coder->count + 1;
    } else {
        coder->blank = coder->count;
    }
    coder->word_of[coder->count++] = coder->fresh;
    return GDCS_OK;
}

/* A code for the fresh text, if the dictionary keeps it; else -1. */
static gdcs_status number_text(gdcs_i_coder *coder, int32_t *code, gdcs_error *err)
{
    const int32_t next = coder->count + 1;
    *code = -1;
    coder->strays += !has_room(coder);
    if (!has_room(coder))
        return GDCS_OK;
    TRY(gdcs_i_dictionary_put(&coder->known, coder->raw, coder->raw_size, next, err));
    if (gdcs_i_dictionary_find(&coder->known, coder->raw, coder->raw_size) == next)
        *code = coder->count = next;
    return GDCS_OK;
}

gdcs_status gdcs_i_coder_spell(gdcs_i_coder *coder, gdcs_i_chunk *chunk, int32_t *code,
                               gdcs_error *err)
{
    char *at = NULL;
    TRY(gdcs_i_chunk_room(chunk, coder->makes, coder->word_size, &at, err));
    TRY(number_text(coder, code, err));
    if (coder->word_size > 0)
        memcpy(at, coder->word, coder->word_size);
    *code = gdcs_i_chunk_spell(chunk, coder->makes, coder->word_size, *code);
    return GDCS_OK;
}

gdcs_status gdcs_i_coder_copy(gdcs_i_coder *coder, gdcs_i_chunk *chunk, const char *raw,
                              size_t size, char quote, int32_t *code, gdcs_error *err)
{
    char *at = NULL;
    *code = 0;
    if (size == 0)
        return GDCS_OK;
    TRY(gdcs_i_chunk_room(chunk, coder->makes, size, &at, err));
    const gdcs_i_field field = gdcs_i_unquote(raw, size, quote, at);
    *code = gdcs_i_chunk_spell(chunk, coder->makes, field.size, -1);
    return GDCS_OK;
}

void gdcs_i_coder_settle(gdcs_i_coder *coder, int64_t rows)
{
    coder->loose =
        coder->loose || (coder->words == NULL && coder->makes >= 0 &&
                         OFTEN * coder->strays > rows && gdcs_i_words_plain(coder->slot->words));
    coder->strays = 0;
}
