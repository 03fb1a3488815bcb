/* The texts that a frame or a table carries about itself, by GDCS_META_*. */
#ifndef GDCS_DATA_TEXTS_H
#define GDCS_DATA_TEXTS_H

#include <gdcs/error.h>
#include <gdcs/meta.h>

/* All zeroes: no texts. */
typedef struct gdcs_i_texts {
    char *text[GDCS_META_DETECTED + 1];
} gdcs_i_texts;

/* Replace one; NULL or "" removes it.  GDCS_E_ARGUMENT for no key or no UTF-8. */
gdcs_status gdcs_i_texts_set(gdcs_i_texts *texts, int32_t key, const char *text, gdcs_error *err);

/* "" if there is none. */
const char *gdcs_i_texts_get(const gdcs_i_texts *texts, int32_t key);

/* Into one without texts; on failure that is without texts again. */
gdcs_status gdcs_i_texts_copy(const gdcs_i_texts *texts, gdcs_i_texts *out, gdcs_error *err);

/* The texts of both, likewise: where they differ and neither holds the other, "a; b". */
gdcs_status gdcs_i_texts_join(const gdcs_i_texts *a, const gdcs_i_texts *b, gdcs_i_texts *out,
                              gdcs_error *err);

void gdcs_i_texts_free(gdcs_i_texts *texts);
#endif
