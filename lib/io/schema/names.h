/* Names of numbers in schema files. */
#ifndef GDCS_IO_SCHEMA_NAMES_H
#define GDCS_IO_SCHEMA_NAMES_H

#include <stdint.h>

/* NULL for a number, 0 for a name that is none. */
const char *gdcs_i_scheme_name(int32_t scheme);
const char *gdcs_i_sensitivity_name(int32_t sensitivity);
int32_t gdcs_i_sensitivity_find(const char *name);
const char *gdcs_i_type_name(int32_t type);
int32_t gdcs_i_type_find(const char *name);
#endif
