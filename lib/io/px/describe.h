/* What a PX file says of itself, as a schema of the records it becomes. */
#ifndef GDCS_IO_PX_DESCRIBE_H
#define GDCS_IO_PX_DESCRIBE_H

#include "io/px/attributes.h"
#include "io/px/cells.h"
#include "io/record/cube.h"
#include "io/record/reading.h"

typedef struct gdcs_i_px_description {
    gdcs_i_cube cube;
    int unset; /* the symbol of cells that the table did not have, -1: none */
    int own;   /* do all variables have a concept, as gdcs_px_write_table() writes them? */
} gdcs_i_px_description;

/* met: the symbols that are in the data.  Decisions are said to the reading. */
gdcs_status gdcs_i_px_describe(const gdcs_i_px_cube *cube, const gdcs_i_px_attributes *attributes,
                               const int met[GDCS_I_PX_SYMBOLS], gdcs_i_reading *reading,
                               gdcs_i_px_description *out, gdcs_error *err);

/* The texts of the table. */
gdcs_status gdcs_i_px_describe_texts(const gdcs_i_px_cube *cube, gdcs_i_reading *reading,
                                     gdcs_i_px_description *out, gdcs_error *err);

/* GDCS_SENSITIVITY_* of a variable that INFO tells, NULL: of the numbers; 0: none.  A line of its own each,
   "sensitivity: internal", "sensitivity of <variable>: internal". */
int32_t gdcs_i_px_sensitivity_in(const gdcs_i_px_document *document, const char *name);

/* GDCS_CONCEPT_* and the total of each variable. */
typedef struct gdcs_i_px_role {
    int32_t concept_id;
    int32_t padding;
    int64_t total;             /* number of the value, -1: none */
    const char *because;       /* of the concept; NULL: none */
    const char *total_because; /* likewise */
    int declared;              /* does VARIABLE-TYPE name the concept as this library does? */
} gdcs_i_px_role;

gdcs_status gdcs_i_px_describe_roles(const gdcs_i_px_cube *cube, const gdcs_i_reading *reading,
                                     gdcs_i_px_role *roles, gdcs_error *err);

/* The DATASYMBOL6 of cells that the written table did not have. */
extern const char gdcs_i_px_unset[];

/* How lines about sensitivity begin. */
extern const char gdcs_i_px_sensitivity[], gdcs_i_px_sensitivity_of[];
#endif
