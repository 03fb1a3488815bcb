/* The titles of an axis's labels, by the number of the label. */
#ifndef GDCS_DATA_TITLES_H
#define GDCS_DATA_TITLES_H

#include "core/pool.h"

/* All zeroes: no titles. */
typedef struct gdcs_i_titles {
    const char **of; /* per label, NULL: none; NULL while no label has one */
    int64_t room;
    gdcs_i_pool *texts;
} gdcs_i_titles;

/* Room for the titles of `labels` labels, if any label has one. */
gdcs_status gdcs_i_titles_reserve(gdcs_i_titles *titles, int64_t labels, gdcs_error *err);

/* Replace the title of one of `labels` labels; NULL or "" removes it.  The text is UTF-8. */
gdcs_status gdcs_i_titles_set(gdcs_i_titles *titles, int32_t code, int64_t labels, const char *text,
                              gdcs_error *err);

/* NULL if there is none. */
const char *gdcs_i_titles_get(const gdcs_i_titles *titles, int32_t code);

void gdcs_i_titles_free(gdcs_i_titles *titles);
#endif
