/* Names in a header. */
#ifndef GDCS_IO_RECORD_HEADER_H
#define GDCS_IO_RECORD_HEADER_H

#include "io/record/record.h"

/* The number of the field, from 0.  GDCS_E_SCHEMA if it is not there, with the name that comes
   nearest, or is there twice. */
gdcs_status gdcs_i_header_find(const gdcs_i_record *header, const char *name, char delimiter,
                               int64_t *field, gdcs_error *err);
#endif
