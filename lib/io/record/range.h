/* What stands for a number without being one: "<5", "1-9", "up to 40 %", and numbers that were rounded
   or changed. */
#ifndef GDCS_IO_RECORD_RANGE_H
#define GDCS_IO_RECORD_RANGE_H

#include "io/record/number.h"

/* Is this one of the ways a schema may allow?  *about: does it mean "about n"? */
int gdcs_i_range_is_way(const char *way, int *about);

/* Returns 1 if the text is a range in one of the ways of the column; a misfit if its limits are. */
int gdcs_i_range_take(const gdcs_schema_column *column, const gdcs_i_number_form *form,
                      const char *text, size_t size, gdcs_i_number *out);

/* A number that was rounded or changed lies around what is printed. */
void gdcs_i_range_widen(const gdcs_schema_column *column, gdcs_i_number *number);
#endif
