/* The sexes of wide headings that nobody declared. */
#ifndef GDCS_IO_RECORD_HEADINGS_H
#define GDCS_IO_RECORD_HEADINGS_H

#include "io/record/binding.h"

#include <gdcs/sex.h>

/* Turn the labels of a wide sex axis without scheme into codes, all together, unless they are codes;
   `how` is filled if there was such an axis.  detect 0: refuse it.  GDCS_E_SEX, GDCS_E_SCHEMA,
   GDCS_E_MEMORY. */
gdcs_status gdcs_i_resolve_headings(gdcs_i_binding *binding, int detect, gdcs_sex_resolution *how,
                                    gdcs_error *err);

/* No two headings that patterns took may have the same labels.  GDCS_E_SCHEMA, GDCS_E_MEMORY. */
gdcs_status gdcs_i_headings_check(const gdcs_i_binding *binding, const gdcs_i_record *header,
                                  gdcs_error *err);
#endif
