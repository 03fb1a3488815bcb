#include "data/texts.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

static int is_key(int32_t key)
{
    return key >= GDCS_META_TITLE && key <= GDCS_META_DETECTED;
}

gdcs_status gdcs_i_texts_set(gdcs_i_texts *texts, int32_t key, const char *text, gdcs_error *err)
{
    char *copy = NULL;
    if (!is_key(key))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "key", "%d is no key, expected 1 to %d", (int)key,
                           (int)GDCS_META_DETECTED);
    if (text != NULL && gdcs_i_utf8_valid(text, strlen(text)) < strlen(text))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "text", "the text of %s is not UTF-8",
                           gdcs_meta_name(key));
    if (text != NULL && text[0] != '\0')
        TRY(gdcs_i_copy_text(text, &copy, err));
    free(texts->text[key]);
    texts->text[key] = copy;
    return GDCS_OK;
}

const char *gdcs_i_texts_get(const gdcs_i_texts *texts, int32_t key)
{
    return is_key(key) && texts->text[key] != NULL ? texts->text[key] : "";
}

gdcs_status gdcs_i_texts_copy(const gdcs_i_texts *texts, gdcs_i_texts *out, gdcs_error *err)
{
    const gdcs_i_texts none = {{NULL}};
    return gdcs_i_texts_join(texts, &none, out, err);
}

/* Is item one of the texts between the "; " of list? */
static int holds(const char *list, const char *item)
{
    const size_t size = strlen(item);
    if (size == 0)
        return 1;
    for (const char *at = strstr(list, item); at != NULL; at = strstr(at + 1, item)) {
        const int starts = at == list || (at - list >= 2 && strncmp(at - 2, "; ", 2) == 0);
        if (starts && (at[size] == '\0' || strncmp(at + size, "; ", 2) == 0))
            return 1;
    }
    return 0;
}

static gdcs_status join(const char *a, const char *b, char **out, gdcs_error *err)
{
    void *memory = NULL;
    if (holds(a, b))
        return gdcs_i_copy_text(a, out, err);
    if (holds(b, a))
        return gdcs_i_copy_text(b, out, err);
    TRY(gdcs_i_alloc(&memory, (int64_t)(strlen(a) + strlen(b) + sizeof "; "), 1, err));
    *out = memory;
    strcpy(*out, a);
    strcat(*out, "; ");
    strcat(*out, b);
    return GDCS_OK;
}

gdcs_status gdcs_i_texts_join(const gdcs_i_texts *a, const gdcs_i_texts *b, gdcs_i_texts *out,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    for (int32_t key = GDCS_META_TITLE; key <= GDCS_META_DETECTED; key++)
        if (a->text[key] != NULL || b->text[key] != NULL)
            GO(join(gdcs_i_texts_get(a, key), gdcs_i_texts_get(b, key), &out->text[key], err));
    return GDCS_OK;
done:
    gdcs_i_texts_free(out);
    return status;
}

void gdcs_i_texts_free(gdcs_i_texts *texts)
{
    for (int32_t key = GDCS_META_TITLE; key <= GDCS_META_DETECTED; key++) {
        free(texts->text[key]);
        texts->text[key] = NULL;
    }
}
