/* The lists of a schema column, ready to be asked. */
#ifndef GDCS_IO_RECORD_LISTS_H
#define GDCS_IO_RECORD_LISTS_H

#include "core/pool.h"

#include <gdcs/schema.h>

/* All zeroes: none. */
typedef struct gdcs_i_lists {
    const gdcs_schema_column *column;
    gdcs_i_pool *keep; /* each NULL if the column has none */
    gdcs_i_pool *drop;
    gdcs_i_pool *missing;
    gdcs_i_pool *map;    /* the spellings, numbered as in column->map */
    gdcs_i_pool *status; /* likewise */
    gdcs_i_pool *confidentiality;
} gdcs_i_lists;

/* The column is borrowed. */
gdcs_status gdcs_i_lists_new(const gdcs_schema_column *column, gdcs_i_lists *out, gdcs_error *err);
void gdcs_i_lists_free(gdcs_i_lists *lists);

int gdcs_i_lists_filter(const gdcs_i_lists *lists); /* is there a keep or drop? */
int gdcs_i_lists_empty(const gdcs_i_lists *lists);  /* is there none at all? */

/* Does keep or drop leave out a row with this field? */
int gdcs_i_lists_leaves_out(const gdcs_i_lists *lists, const char *text, size_t size);
int gdcs_i_lists_is_missing(const gdcs_i_lists *lists, const char *text, size_t size);

/* The letters that the field stands for as a missing number; 0: none.  Returns whether there is any. */
int gdcs_i_lists_letters(const gdcs_i_lists *lists, const char *text, size_t size, char *status,
                         char *confidentiality);

/* The word of the map for this field, or NULL. */
const gdcs_schema_word *gdcs_i_lists_word(const gdcs_i_lists *lists, const char *text, size_t size);
#endif
