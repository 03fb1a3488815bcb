/* The codes of a sex column that nobody declared. */
#ifndef GDCS_IO_RECORD_RESOLVE_H
#define GDCS_IO_RECORD_RESOLVE_H

#include "io/record/words.h"

#include <gdcs/sex.h>

typedef struct gdcs_i_spellings {
    const char *name;          /* in the file, for errors */
    const char *header;        /* what may be a word for sex; NULL: the name */
    const char *const *tokens; /* distinct */
    const char *const *titles; /* of the tokens, each NULL or a text; NULL: none */
    int32_t count;
    int32_t scheme;    /* that stands if it holds all tokens; 0: none */
    const char *total; /* the token that is declared to be the total; NULL: none */
    int is_constant;   /* is the only token one of the schema itself? */
} gdcs_i_spellings;

/* What the schema says of its sex column: without tokens and scheme. */
gdcs_i_spellings gdcs_i_spellings_of(const gdcs_schema_column *column, char room[32]);

/* The code of each token: by the tokens, and by their titles where all have one.  Where both are
   understood they must agree, but for tokens that are numbers, which offices give as they like.
   GDCS_E_SEX, GDCS_E_LIMIT, GDCS_E_MEMORY. */
gdcs_status gdcs_i_resolve_sex(const gdcs_i_spellings *column, int32_t *codes,
                               gdcs_sex_resolution *how, gdcs_error *err);
#endif
