/* What a schema may not say. */
#ifndef GDCS_IO_SCHEMA_CHECK_H
#define GDCS_IO_SCHEMA_CHECK_H

#include <gdcs/schema.h>

/* All but the wide columns, whose structs may be of another size.  *culprit: the column at fault. */
gdcs_status gdcs_i_schema_check(const gdcs_schema *schema, int64_t *culprit, gdcs_error *err);

gdcs_status gdcs_i_schema_check_wide(const gdcs_schema *schema, const gdcs_schema_wide *wide,
                                     gdcs_error *err);

/* How wide columns are read, in this library's own size. */
gdcs_status gdcs_i_schema_check_number(const gdcs_schema_column *number, gdcs_error *err);
#endif
