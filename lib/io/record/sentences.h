/* What a reader decided without being told, a sentence each. */
#ifndef GDCS_IO_RECORD_SENTENCES_H
#define GDCS_IO_RECORD_SENTENCES_H

#include "core/fail.h"

enum { GDCS_I_SENTENCES = 1000 };

/* All zeroes: none. */
typedef struct gdcs_i_sentences {
    char text[GDCS_I_SENTENCES];
    size_t used;
} gdcs_i_sentences;

/* A sentence that does not fit is left out as a whole. */
void gdcs_i_sentences_add(gdcs_i_sentences *sentences, const char *format, ...) GDCS_PRINTF(2, 3);
#endif
