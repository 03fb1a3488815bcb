#include "core/fail.h"
#include "core/text.h"
#include "data/sex.h"
#include "io/schema/check/parts.h"
#include "io/schema/plan.h"

#include <string.h>

gdcs_status gdcs_i_refuse(gdcs_error *err, const char *field, const char *what)
{
    return gdcs_i_fail(err, GDCS_E_SCHEMA, field, "%s", what);
}

gdcs_status gdcs_i_refuse_column(gdcs_error *err, const gdcs_schema_column *column,
                                 const char *what)
{
    char room[32];
    const char *title = gdcs_i_plan_title(column, room);
    return gdcs_i_fail(err, GDCS_E_SCHEMA, title, "column '%.80s': %s", title, what);
}

int gdcs_i_is_text(const char *text)
{
    const size_t size = text == NULL ? 0 : strlen(text);
    return gdcs_i_utf8_valid(text, size) == size;
}

gdcs_status gdcs_i_check_list(const gdcs_schema_column *column, const char *const *list,
                              int64_t count, const char *name, gdcs_error *err)
{
    if (count < 0 || count > INT32_MAX)
        return gdcs_i_refuse_column(err, column, "a count is negative or too large");
    if (count > 0)
        TRY(gdcs_i_need(list, name, err));
    for (int64_t i = 0; i < count; i++) {
        TRY(gdcs_i_need(list[i], name, err));
        if (!gdcs_i_is_text(list[i]))
            return gdcs_i_refuse_column(err, column, "a text is not UTF-8");
    }
    return GDCS_OK;
}

static int is_sex_code(const char *text)
{
    return gdcs_i_sex_find(text, strlen(text)) != GDCS_SEX_NONE;
}

static gdcs_status check_word(const gdcs_schema_word *word, int sex, const char *title,
                              gdcs_error *err)
{
    TRY(gdcs_i_need(word->from, "map", err));
    if (!gdcs_i_is_text(word->from) || !gdcs_i_is_text(word->to))
        return gdcs_i_fail(err, GDCS_E_SCHEMA, title, "column '%.80s': a text is not UTF-8", title);
    if (sex && word->to != NULL && !is_sex_code(word->to))
        return gdcs_i_fail(err, GDCS_E_SCHEMA, title,
                           "column '%.80s': '%.40s' is mapped to '%.40s', not to one of F M _O _U "
                           "_Z _T",
                           title, word->from, word->to);
    return GDCS_OK;
}

gdcs_status gdcs_i_seen_add(gdcs_i_seen *seen, const char *text, int *again, gdcs_error *err)
{
    int32_t code = 0;
    for (int i = 0; i < seen->count; i++)
        if (strcmp(seen->few[i], text) == 0) {
            *again = 1;
            return GDCS_OK;
        }
    *again = 0;
    if (seen->count < GDCS_I_SEEN_FEW) {
        seen->few[seen->count++] = text;
        return GDCS_OK;
    }
    if (seen->more == NULL)
        TRY(gdcs_i_pool_new(&seen->more, err));
    const int32_t before = gdcs_i_pool_count(seen->more);
    TRY(gdcs_i_pool_add(seen->more, text, strlen(text), &code, err));
    *again = code < before;
    return GDCS_OK;
}

void gdcs_i_seen_free(gdcs_i_seen *seen)
{
    gdcs_i_pool_free(seen->more);
    *seen = (gdcs_i_seen){.count = 0};
}

gdcs_status gdcs_i_check_words(const gdcs_schema_word *words, int64_t count, int sex,
                               const char *title, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_seen seen = {.count = 0};
    int again = 0;
    if (count < 0 || count > INT32_MAX)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, title, "column '%.80s': a count is negative", title);
    if (count > 0)
        TRY(gdcs_i_need(words, "map", err));
    for (int64_t i = 0; i < count; i++) {
        GO(check_word(&words[i], sex, title, err));
        GO(gdcs_i_seen_add(&seen, words[i].from, &again, err));
        if (again)
            GO(gdcs_i_fail(err, GDCS_E_SCHEMA, title, "column '%.80s': '%.40s' is there twice",
                           title, words[i].from));
    }
done:
    gdcs_i_seen_free(&seen);
    return status;
}
