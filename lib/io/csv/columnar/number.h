/* Numbers as most files have them. */
#ifndef GDCS_IO_CSV_COLUMNAR_NUMBER_H
#define GDCS_IO_CSV_COLUMNAR_NUMBER_H

#include "io/record/binding.h"

/* Digits, perhaps with a decimal mark and more behind, 15 at most: exactly what
   gdcs_i_number_parse() makes of it.  In quotes too.  0: something else. */
int gdcs_i_quick_number(const gdcs_i_number_form *form, char quote, const char *raw, size_t size,
                        double *out);

/* May a number of this slot be taken so, whatever its lists hold? */
int gdcs_i_quick_serves(const gdcs_i_slot *slot);
#endif
