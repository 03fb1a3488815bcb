/* Sex codes of texts that need no NUL; names of schemes. */
#ifndef GDCS_DATA_SEX_H
#define GDCS_DATA_SEX_H

#include <gdcs/sex.h>
#include <stddef.h>

/* GDCS_SEX_* of a text exactly as gdcs_sex_code() writes it, or GDCS_SEX_NONE. */
int32_t gdcs_i_sex_find(const char *text, size_t size);

/* The name that gdcs_sex_find_scheme() finds, or NULL. */
const char *gdcs_i_sex_scheme_name(int32_t scheme);
#endif
