/* Titles lie beside the column that getters show: who makes another of other words has none of them. */
#include "core/fail.h"
#include "core/text.h"
#include "data/frame.h"

#include <string.h>

static gdcs_status check_title(const char *title, gdcs_error *err)
{
    if (title != NULL && gdcs_i_utf8_valid(title, strlen(title)) < strlen(title))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "title", "a text is not UTF-8");
    return GDCS_OK;
}

gdcs_status gdcs_i_frame_set_titles(gdcs_frame *frame, const char *const *titles, gdcs_error *err)
{
    gdcs_i_column *c = &frame->columns[frame->count - 1];
    const int32_t count = titles != NULL ? gdcs_i_pool_count(c->words) : 0;
    for (int32_t i = 0; i < count; i++) {
        TRY(check_title(titles[i], err));
        TRY(gdcs_i_titles_set(&c->titles, i, count, titles[i], err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_frame_set_title(gdcs_frame *frame, const char *name, const char *word,
                                 const char *title, gdcs_error *err)
{
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(name, "name", err));
    TRY(gdcs_i_need(word, "word", err));
    TRY(check_title(title, err));
    const int64_t index = gdcs_frame_find(frame, name);
    if (index < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, name, "the frame has no column \"%s\"", name);
    gdcs_i_column *c = &frame->columns[index];
    if (c->type != GDCS_TYPE_TEXT)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, name, "the column is no text");
    const int32_t code = gdcs_i_pool_find(c->words, word, strlen(word));
    if (code < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, name, "the column has no word \"%s\"", word);
    return gdcs_i_titles_set(&c->titles, code, gdcs_i_pool_count(c->words), title, err);
}

const char *gdcs_frame_get_title(const gdcs_frame *frame, const char *name, const char *word)
{
    const int64_t index = gdcs_frame_find(frame, name);
    if (index < 0 || word == NULL || frame->columns[index].type != GDCS_TYPE_TEXT)
        return "";
    const gdcs_i_column *c = &frame->columns[index];
    const int32_t code = gdcs_i_pool_find(c->words, word, strlen(word));
    const char *title = code < 0 ? NULL : gdcs_i_titles_get(&c->titles, code);
    return title != NULL ? title : "";
}
