/* What a table is beyond the columns of SDMX-CSV: custom columns that stand behind all others, filled in
   the first record, which holds no observation.  GDCS is a schema of the axes; behind it stand the texts of the
   table, called by their keys. */
#ifndef GDCS_IO_SDMX_OWN_H
#define GDCS_IO_SDMX_OWN_H

#include "data/table.h"

#include <gdcs/meta.h>
#include <gdcs/schema.h>

#define GDCS_I_SDMX_OWN "GDCS"

enum { GDCS_I_SDMX_OWN_KEYS = GDCS_META_DETECTED };

/* --- out --- */

typedef struct gdcs_i_sdmx_own {
    char *json; /* NULL: the columns of SDMX-CSV say all */
    int32_t keys[GDCS_I_SDMX_OWN_KEYS];
    int32_t key_count;
    char
        *headings[GDCS_I_AXES]; /* of axes whose names would be read otherwise; NULL: their names */
} gdcs_i_sdmx_own;

/* What is to be written of a table whose titles stand in columns, or do not. */
gdcs_status gdcs_i_sdmx_own_of(const gdcs_table *table, int titles, int always,
                               gdcs_i_sdmx_own *out, gdcs_error *err);
void gdcs_i_sdmx_own_free(gdcs_i_sdmx_own *own);

/* The column of a text: its key in capitals, and a "_" for each axis that is called so. */
void gdcs_i_sdmx_own_name(const gdcs_table *table, int32_t key, char out[64]);

/* --- in --- */

/* The key of such a column, 0: it is none. */
int32_t gdcs_i_sdmx_own_key(const char *name);

/* What the schema says of a component, NULL: nothing, or there is no schema. */
const gdcs_schema_column *gdcs_i_sdmx_own_column(const gdcs_schema *own, const char *name);
#endif
