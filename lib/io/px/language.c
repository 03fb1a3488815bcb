/* Which statements of a PX file are in the language that is read. */
#include "core/fail.h"
#include "io/px/document.h"

#include <stdio.h>
#include <string.h>

int gdcs_i_px_same(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        const char x = (char)(*a >= 'A' && *a <= 'Z' ? *a + ('a' - 'A') : *a);
        const char y = (char)(*b >= 'A' && *b <= 'Z' ? *b + ('a' - 'A') : *b);
        if (x != y)
            return 0;
    }
    return *a == *b;
}

static int is_own(const gdcs_i_px_document *d, const gdcs_i_px_statement *s)
{
    return s->language == NULL || (d->language != NULL && gdcs_i_px_same(s->language, d->language));
}

int gdcs_i_px_is_read(const gdcs_i_px_document *d, const gdcs_i_px_statement *s)
{
    if (d->chosen == NULL)
        return is_own(d, s);
    return s->language != NULL && gdcs_i_px_same(s->language, d->chosen);
}

static int has_key(const gdcs_i_px_statement *s, const char *key)
{
    if (key == NULL)
        return s->key_count == 0;
    return s->key_count == 1 && strcmp(s->keys[0], key) == 0;
}

const gdcs_i_px_statement *gdcs_i_px_find(const gdcs_i_px_document *d, const char *keyword,
                                          const char *key, int chosen)
{
    for (int64_t i = 0; i < d->count; i++) {
        const gdcs_i_px_statement *s = &d->statements[i];
        if (strcmp(s->keyword, keyword) == 0 && has_key(s, key) &&
            (chosen ? gdcs_i_px_is_read(d, s) : is_own(d, s)))
            return s;
    }
    return NULL;
}

const char *gdcs_i_px_text(const gdcs_i_px_document *d, const char *keyword)
{
    const gdcs_i_px_statement *s = gdcs_i_px_find(d, keyword, NULL, 1);
    if (s == NULL)
        s = gdcs_i_px_find(d, keyword, NULL, 0);
    return s != NULL && s->values[0][0] != '\0' ? s->values[0] : NULL;
}

static int is_there(const gdcs_i_px_document *d, const gdcs_i_px_statement *list,
                    const char *language)
{
    for (int64_t i = 0; list != NULL && i < list->value_count; i++)
        if (gdcs_i_px_same(list->values[i], language))
            return 1;
    for (int64_t i = 0; i < d->count; i++)
        if (d->statements[i].language != NULL &&
            gdcs_i_px_same(d->statements[i].language, language))
            return 1;
    return 0;
}

gdcs_status gdcs_i_px_choose(gdcs_i_px_document *d, const char *language, gdcs_error *err)
{
    char names[120] = "";
    const gdcs_i_px_statement *list = gdcs_i_px_find(d, "LANGUAGES", NULL, 0);
    d->language = gdcs_i_px_text(d, "LANGUAGE");
    if (language == NULL || (d->language != NULL && gdcs_i_px_same(language, d->language)))
        return GDCS_OK;
    if (is_there(d, list, language)) {
        d->chosen = language;
        return GDCS_OK;
    }
    for (int64_t i = 0; list != NULL && i < list->value_count; i++) {
        const size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s'%.20s'", used > 0 ? ", " : "",
                 list->values[i]);
    }
    return gdcs_i_fail(err, GDCS_E_NAME, "LANGUAGES", "the file has no language '%.40s'; it has %s",
                       language,
                       names[0] != '\0'      ? names
                       : d->language != NULL ? d->language
                                             : "one, which it does not name");
}
