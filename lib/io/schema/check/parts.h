/* What the rooms of the check share: a sentence about what is wrong, texts, lists and words. */
#ifndef GDCS_IO_SCHEMA_CHECK_PARTS_H
#define GDCS_IO_SCHEMA_CHECK_PARTS_H

#include "core/pool.h"

#include <gdcs/schema.h>

gdcs_status gdcs_i_refuse(gdcs_error *err, const char *field, const char *what);
gdcs_status gdcs_i_refuse_column(gdcs_error *err, const gdcs_schema_column *column,
                                 const char *what);

/* UTF-8, or NULL. */
int gdcs_i_is_text(const char *text);

gdcs_status gdcs_i_check_list(const gdcs_schema_column *column, const char *const *list,
                              int64_t count, const char *name, gdcs_error *err);

enum { GDCS_I_SEEN_FEW = 16 };

/* Texts that must be distinct, the caller's.  Every read checks its schema, and most lists are short: the
   first few take no memory.  All zeroes: none. */
typedef struct gdcs_i_seen {
    int count;
    const char *few[GDCS_I_SEEN_FEW];
    gdcs_i_pool *more;
} gdcs_i_seen;

/* *again: was it there already? */
gdcs_status gdcs_i_seen_add(gdcs_i_seen *seen, const char *text, int *again, gdcs_error *err);
void gdcs_i_seen_free(gdcs_i_seen *seen);

/* Every word says something, and none says two things; what becomes of sexes are codes. */
gdcs_status gdcs_i_check_words(const gdcs_schema_word *words, int64_t count, int sex,
                               const char *title, gdcs_error *err);

/* A column by itself. */
gdcs_status gdcs_i_check_column(const gdcs_schema *schema, const gdcs_schema_column *column,
                                gdcs_error *err);
#endif
