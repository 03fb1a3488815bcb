/* Letters that say what is to be known of a number: Eurostat's flags and SDMX's code lists. */
#ifndef GDCS_IO_SDMX_FLAGS_H
#define GDCS_IO_SDMX_FLAGS_H

#include <stddef.h>

/* Which list a flag is in alone. */
enum { GDCS_I_FLAGS_OLD = 1, GDCS_I_FLAGS_NEW = 2 };

typedef struct gdcs_i_flags {
    char status; /* OBS_STATUS and CONF_STATUS; 0: none */
    char confidentiality;
    int lists; /* GDCS_I_FLAGS_* of the flags that are not in both lists */
    int count; /* flags; of several the gravest stands */
} gdcs_i_flags;

/* Flags of Eurostat, "bu", blanks between them allowed.  Returns 0 if one is in neither list. */
int gdcs_i_flags_take(const char *text, size_t size, gdcs_i_flags *out);

/* A letter of CONF_STATUS as Eurostat gives it since 27 January 2025; 0: it is none. */
char gdcs_i_flags_confidentiality(char letter);

/* The letter as a static text. */
const char *gdcs_i_flags_text(char letter);
#endif
