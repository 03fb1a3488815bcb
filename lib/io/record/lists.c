#include "io/record/lists.h"
#include "core/fail.h"

#include <string.h>

static gdcs_status add_list(gdcs_i_pool **out, const char *const *list, int64_t count,
                            gdcs_error *err)
{
    int32_t code = 0;
    if (count == 0)
        return GDCS_OK;
    TRY(gdcs_i_pool_new(out, err));
    for (int64_t i = 0; i < count; i++)
        TRY(gdcs_i_pool_add(*out, list[i], strlen(list[i]), &code, err));
    return GDCS_OK;
}

static gdcs_status add_words(gdcs_i_pool **out, const gdcs_schema_word *words, int64_t count,
                             gdcs_error *err)
{
    int32_t code = 0;
    if (count == 0)
        return GDCS_OK;
    TRY(gdcs_i_pool_new(out, err));
    for (int64_t i = 0; i < count; i++)
        TRY(gdcs_i_pool_add(*out, words[i].from, strlen(words[i].from), &code, err));
    return GDCS_OK;
}

gdcs_status gdcs_i_lists_new(const gdcs_schema_column *column, gdcs_i_lists *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    *out = (gdcs_i_lists){.column = column};
    GO(add_words(&out->map, column->map, column->map_count, err));
    GO(add_words(&out->status, column->status, column->status_count, err));
    GO(add_words(&out->confidentiality, column->confidentiality, column->confidentiality_count,
                 err));
    GO(add_list(&out->keep, column->keep, column->keep_count, err));
    GO(add_list(&out->drop, column->drop, column->drop_count, err));
    GO(add_list(&out->missing, column->missing, column->missing_count, err));
    return GDCS_OK;
done:
    gdcs_i_lists_free(out);
    return status;
}

void gdcs_i_lists_free(gdcs_i_lists *lists)
{
    gdcs_i_pool_free(lists->map);
    gdcs_i_pool_free(lists->keep);
    gdcs_i_pool_free(lists->drop);
    gdcs_i_pool_free(lists->missing);
    gdcs_i_pool_free(lists->status);
    gdcs_i_pool_free(lists->confidentiality);
    *lists = (gdcs_i_lists){0};
}

int gdcs_i_lists_filter(const gdcs_i_lists *lists)
{
    return lists->keep != NULL || lists->drop != NULL;
}

int gdcs_i_lists_empty(const gdcs_i_lists *lists)
{
    return !gdcs_i_lists_filter(lists) && lists->missing == NULL && lists->map == NULL;
}

static int holds(const gdcs_i_pool *pool, const char *text, size_t size)
{
    return pool != NULL && gdcs_i_pool_find(pool, text, size) >= 0;
}

int gdcs_i_lists_leaves_out(const gdcs_i_lists *lists, const char *text, size_t size)
{
    return (lists->keep != NULL && !holds(lists->keep, text, size)) ||
           holds(lists->drop, text, size);
}

int gdcs_i_lists_is_missing(const gdcs_i_lists *lists, const char *text, size_t size)
{
    return holds(lists->missing, text, size);
}

static char letter_in(const gdcs_i_pool *pool, const gdcs_schema_word *words, const char *text,
                      size_t size)
{
    const int32_t at = pool == NULL ? -1 : gdcs_i_pool_find(pool, text, size);
    return (char)(at < 0 ? 0 : words[at].to[0]);
}

int gdcs_i_lists_letters(const gdcs_i_lists *lists, const char *text, size_t size, char *status,
                         char *confidentiality)
{
    const gdcs_schema_column *c = lists->column;
    *status = letter_in(lists->status, c->status, text, size);
    *confidentiality = letter_in(lists->confidentiality, c->confidentiality, text, size);
    return *status != 0 || *confidentiality != 0;
}

const gdcs_schema_word *gdcs_i_lists_word(const gdcs_i_lists *lists, const char *text, size_t size)
{
    const int32_t at = lists->map == NULL ? -1 : gdcs_i_pool_find(lists->map, text, size);
    return at < 0 ? NULL : &lists->column->map[at];
}
