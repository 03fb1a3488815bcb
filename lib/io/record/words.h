/* What the fields of a text column become: each distinct spelling is worked out once. */
#ifndef GDCS_IO_RECORD_WORDS_H
#define GDCS_IO_RECORD_WORDS_H

#include "io/record/lists.h"
#include "io/record/record.h"

/* Instead of the number of a word. */
enum {
    GDCS_I_WORD_MISSING = -1,
    GDCS_I_WORD_OUT = -2, /* keep, drop, or a map to nothing: the row is left out */
    GDCS_I_WORD_MISFIT = -3
};

typedef struct gdcs_i_words gdcs_i_words;

/* The lists are borrowed.  A column that makes nothing keeps no words: all are number 0. */
gdcs_status gdcs_i_words_new(const gdcs_i_lists *lists, int makes_nothing, gdcs_i_words **out,
                             gdcs_error *err);
void gdcs_i_words_free(gdcs_i_words *words);

/* The number of the word the field becomes, or GDCS_I_WORD_*. */
gdcs_status gdcs_i_words_take(gdcs_i_words *words, const gdcs_i_field *field, int32_t *code,
                              gdcs_error *err);

/* The same without a number and without a memory of it: *word is what the field becomes, or 0 is not
   returned but GDCS_I_WORD_*.  Any number of threads may ask, whoever takes meanwhile. */
int32_t gdcs_i_words_meaning(const gdcs_i_words *words, const gdcs_i_field *field,
                             const char **word, size_t *size);

/* Is each field its own word, and one with nothing in it missing? */
int gdcs_i_words_plain(const gdcs_i_words *words);

/* The words, numbered from 0 in the order of first sight. */
const gdcs_i_pool *gdcs_i_words_all(const gdcs_i_words *words);
#endif
