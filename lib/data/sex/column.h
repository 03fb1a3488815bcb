/* A sex column while its spellings are resolved. */
#ifndef GDCS_DATA_SEX_COLUMN_H
#define GDCS_DATA_SEX_COLUMN_H

#include "data/sex/words.h"

enum { GDCS_I_TOKENS = 64 };

typedef struct gdcs_i_sex_column {
    const char *header; /* never NULL */
    const char *const *tokens;
    int n;
    gdcs_sex_resolve_options options;
    char folded[GDCS_I_TOKENS][GDCS_I_FOLD_SIZE];   /* "" is blank */
    uint8_t senses[GDCS_I_READINGS][GDCS_I_TOKENS]; /* GDCS_SEX_*, GDCS_I_DERIVED, or NONE */
    uint8_t flags[GDCS_I_READINGS][GDCS_I_TOKENS];  /* GDCS_I_LETTER, GDCS_I_VERIFIED */
    char allowed[GDCS_I_READINGS];                  /* by what is declared */
    char stays[GDCS_I_READINGS];                    /* the readings that are left */
    char headings[GDCS_I_READINGS];                 /* languages of the header */
    int by_header;                                  /* did they decide? */
} gdcs_i_sex_column;

/* Refusals and reasons, each one sentence. */
gdcs_status gdcs_i_sex_refuse_unheld(const gdcs_i_sex_column *c, gdcs_error *err);
gdcs_status gdcs_i_sex_refuse_differing(const gdcs_i_sex_column *c, gdcs_error *err);
gdcs_status gdcs_i_sex_refuse_trap(const gdcs_i_sex_column *c, int token, gdcs_error *err);
gdcs_status gdcs_i_sex_refuse_derived(const gdcs_i_sex_column *c, int token, gdcs_error *err);
gdcs_status gdcs_i_sex_refuse_recalled(const gdcs_i_sex_column *c, int token, gdcs_error *err);
gdcs_status gdcs_i_sex_refuse_blank(gdcs_error *err);
void gdcs_i_sex_explain(const gdcs_i_sex_column *c, const int32_t *codes, gdcs_sex_resolution *out);

/* The first reading left, or -1. */
int gdcs_i_sex_first(const gdcs_i_sex_column *c);
#endif
