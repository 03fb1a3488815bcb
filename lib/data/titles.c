#include "data/titles.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

static gdcs_status grow(gdcs_i_titles *titles, int64_t labels, gdcs_error *err)
{
    void *memory = (void *)titles->of;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &titles->room, labels, sizeof *titles->of, err);
    titles->of = memory;
    return status;
}

gdcs_status gdcs_i_titles_reserve(gdcs_i_titles *titles, int64_t labels, gdcs_error *err)
{
    return titles->of != NULL ? grow(titles, labels, err) : GDCS_OK;
}

gdcs_status gdcs_i_titles_set(gdcs_i_titles *titles, int32_t code, int64_t labels, const char *text,
                              gdcs_error *err)
{
    int32_t number = 0;
    if (text == NULL || text[0] == '\0') {
        if (code < titles->room)
            titles->of[code] = NULL;
        return GDCS_OK;
    }
    if (titles->texts == NULL)
        TRY(gdcs_i_pool_new(&titles->texts, err));
    TRY(gdcs_i_pool_add(titles->texts, text, strlen(text), &number, err));
    TRY(grow(titles, labels, err));
    titles->of[code] = gdcs_i_pool_text(titles->texts, number);
    return GDCS_OK;
}

const char *gdcs_i_titles_get(const gdcs_i_titles *titles, int32_t code)
{
    return code < titles->room ? titles->of[code] : NULL;
}

void gdcs_i_titles_free(gdcs_i_titles *titles)
{
    free((void *)titles->of);
    gdcs_i_pool_free(titles->texts);
    *titles = (gdcs_i_titles){0};
}
