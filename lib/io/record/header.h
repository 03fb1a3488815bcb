/* Names in a header.  Byte order marks before the first of them are no part of it. */
#ifndef GDCS_IO_RECORD_HEADER_H
#define GDCS_IO_RECORD_HEADER_H

#include "io/record/record.h"

#include <gdcs/schema.h>

/* The number of the field, from 0.  GDCS_E_SCHEMA if it is not there, with the name that comes
   nearest, or is there twice. */
gdcs_status gdcs_i_header_find(const gdcs_i_record *header, const char *name, char delimiter,
                               int64_t *field, gdcs_error *err);

/* The same for a column, which may have aliases. */
gdcs_status gdcs_i_header_find_column(const gdcs_i_record *header, const gdcs_schema_column *column,
                                      char delimiter, int64_t *field, gdcs_error *err);

/* Is this the name of the column, or one of its aliases, without regard to case, accents, dashes and low
   lines? */
int gdcs_i_header_is_called(const gdcs_schema_column *column, const char *heading);

/* The name of a field without byte order marks. */
const char *gdcs_i_header_name(const gdcs_i_record *header, int64_t field);

/* How many byte order marks stand before the first name. */
int gdcs_i_header_marks(const gdcs_i_record *header);
#endif
