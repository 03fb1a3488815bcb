#include "io/record/words.h"
#include "core/fail.h"
#include "core/memory.h"
#include "io/schema/plan.h"

#include <gdcs/sex.h>

#include <stdlib.h>
#include <string.h>

/* Spellings that are not themselves words of the result are remembered up to this number, so that a
   filter on a column of keys does not grow with the file. */
enum { MOST_SPELLINGS = 1 << 16 };

struct gdcs_i_words {
    const gdcs_i_lists *lists;
    gdcs_i_pool *all;       /* words of the result */
    gdcs_i_pool *spellings; /* NULL if every spelling is its own word */
    int32_t *becomes;       /* one per spelling */
    int64_t room;
    int32_t blank; /* what a field with nothing in it becomes; 0: it is a spelling like any other */
    int makes_nothing;
};

/* Nothing between the delimiters is missing unless the map or the scheme speaks of it. */
static int32_t blank_of(const gdcs_i_lists *lists)
{
    if (gdcs_i_lists_leaves_out(lists, "", 0))
        return GDCS_I_WORD_OUT;
    if (lists->column->scheme != 0 || gdcs_i_plan_is_open_sex(lists->column) ||
        gdcs_i_lists_word(lists, "", 0) != NULL || (lists->map != NULL && !lists->column->map_open))
        return 0;
    return GDCS_I_WORD_MISSING;
}

gdcs_status gdcs_i_words_new(const gdcs_i_lists *lists, int makes_nothing, gdcs_i_words **out,
                             gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_words), err));
    gdcs_i_words *words = memory;
    words->lists = lists;
    words->makes_nothing = makes_nothing;
    words->blank = blank_of(lists);
    GO(gdcs_i_pool_new(&words->all, err));
    if (!gdcs_i_lists_empty(lists) || lists->column->scheme != 0)
        GO(gdcs_i_pool_new(&words->spellings, err));
    *out = words;
    return GDCS_OK;
done:
    gdcs_i_words_free(words);
    return status;
}

void gdcs_i_words_free(gdcs_i_words *words)
{
    if (words == NULL)
        return;
    gdcs_i_pool_free(words->all);
    gdcs_i_pool_free(words->spellings);
    free(words->becomes);
    free(words);
}

const gdcs_i_pool *gdcs_i_words_all(const gdcs_i_words *words)
{
    return words->all;
}

static gdcs_status add_word(gdcs_i_words *words, const char *word, size_t size, int32_t *code,
                            gdcs_error *err)
{
    *code = 0;
    return words->makes_nothing ? GDCS_OK : gdcs_i_pool_add(words->all, word, size, code, err);
}

/* The spelling that is declared to be the total of the sexes. */
static int is_total(const gdcs_i_words *words, const char *text, size_t size)
{
    const gdcs_schema_column *c = words->lists->column;
    return c->concept_id == GDCS_CONCEPT_SEX && c->total != NULL && !gdcs_i_plan_is_open_sex(c) &&
           strlen(c->total) == size && memcmp(c->total, text, size) == 0;
}

/* A text that a schema or a code list has. */
static int32_t become(const char *text, const char **word, size_t *size)
{
    *word = text;
    *size = strlen(text);
    return 0;
}

static int32_t map(const gdcs_i_words *words, const char **word, size_t *size)
{
    const gdcs_schema_word *found = gdcs_i_lists_word(words->lists, *word, *size);
    if (found == NULL)
        return words->lists->column->map_open ? 0 : GDCS_I_WORD_MISFIT;
    return found->to == NULL ? GDCS_I_WORD_OUT : become(found->to, word, size);
}

static int32_t parse_sex(const gdcs_i_words *words, const char **word, size_t *size)
{
    int32_t sex = GDCS_SEX_NONE;
    return gdcs_sex_parse(*word, words->lists->column->scheme, &sex, NULL) == GDCS_OK
               ? become(gdcs_sex_code(sex), word, size)
               : GDCS_I_WORD_MISFIT;
}

int32_t gdcs_i_words_meaning(const gdcs_i_words *words, const gdcs_i_field *field,
                             const char **word, size_t *size)
{
    const gdcs_i_lists *lists = words->lists;
    *word = field->text != NULL ? field->text : "";
    *size = field->size;
    if (field->text == NULL && words->blank != 0)
        return words->blank;
    if (words->spellings == NULL)
        return 0;
    if (gdcs_i_lists_leaves_out(lists, *word, *size))
        return GDCS_I_WORD_OUT;
    if (gdcs_i_lists_is_missing(lists, *word, *size))
        return GDCS_I_WORD_MISSING;
    if (lists->map != NULL && gdcs_i_lists_word(lists, *word, *size) != NULL)
        return map(words, word, size);
    if (is_total(words, *word, *size))
        return become(gdcs_sex_code(GDCS_SEX_TOTAL), word, size);
    if (lists->map != NULL)
        return map(words, word, size);
    return lists->column->scheme != 0 ? parse_sex(words, word, size) : 0;
}

int gdcs_i_words_plain(const gdcs_i_words *words)
{
    return words->spellings == NULL && words->blank == GDCS_I_WORD_MISSING;
}

static gdcs_status work_out(gdcs_i_words *words, const gdcs_i_field *field, int32_t *code,
                            gdcs_error *err)
{
    const char *word = NULL;
    size_t size = 0;
    *code = gdcs_i_words_meaning(words, field, &word, &size);
    return *code == 0 ? add_word(words, word, size, code, err) : GDCS_OK;
}

static gdcs_status remember(gdcs_i_words *words, const char *text, size_t size, int32_t becomes,
                            gdcs_error *err)
{
    int32_t spelling = 0;
    const int64_t count = gdcs_i_pool_count(words->spellings);
    if (count >= MOST_SPELLINGS || becomes == GDCS_I_WORD_MISFIT)
        return GDCS_OK;
    void *memory = words->becomes;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &words->room, count + 1, sizeof *words->becomes, err);
    words->becomes = memory;
    TRY(status);
    TRY(gdcs_i_pool_add(words->spellings, text, size, &spelling, err));
    words->becomes[spelling] = becomes;
    return GDCS_OK;
}

gdcs_status gdcs_i_words_take(gdcs_i_words *words, const gdcs_i_field *field, int32_t *code,
                              gdcs_error *err)
{
    const char *text = field->text != NULL ? field->text : "";
    if (field->text == NULL && words->blank != 0) {
        *code = words->blank;
        return GDCS_OK;
    }
    if (words->spellings == NULL)
        return add_word(words, text, field->size, code, err);
    const int32_t spelling = gdcs_i_pool_find(words->spellings, text, field->size);
    if (spelling >= 0) {
        *code = words->becomes[spelling];
        return GDCS_OK;
    }
    TRY(work_out(words, field, code, err));
    return remember(words, text, field->size, *code, err);
}
