/* Records that the cells of a cube become: the fields, and the columns of the schema they are read by. */
#ifndef GDCS_IO_RECORD_CUBE_H
#define GDCS_IO_RECORD_CUBE_H

#include "io/schema/arena.h"

#include <gdcs/schema.h>

/* Behind the dimensions and the titles of each: "value", "status", "confidentiality", "lower", "upper". */
enum { GDCS_I_CUBE_TAIL = 5 };

typedef struct gdcs_i_cube {
    gdcs_schema schema;
    gdcs_schema_column *columns; /* the schema's; there is room for one per field */
    const char **names;          /* of the fields */
    int64_t fields;
    int64_t width; /* dimensions */
    int64_t value; /* the field; the others of the tail follow it */
} gdcs_i_cube;

/* tail: how many fields of the tail there are. */
gdcs_status gdcs_i_cube_begin(gdcs_i_cube *cube, gdcs_i_arena *arena, int64_t width, int64_t tail,
                              gdcs_error *err);

/* A dimension, whose titles are the field "<name> label"; the name is borrowed. */
gdcs_status gdcs_i_cube_name(gdcs_i_cube *cube, gdcs_i_arena *arena, int64_t dimension,
                             const char *name, gdcs_error *err);

gdcs_schema_column *gdcs_i_cube_add(gdcs_i_cube *cube, int64_t field, int32_t concept_id);

/* The map of a sex column whose labels have these codes. */
gdcs_status gdcs_i_cube_map_sex(gdcs_schema_column *column, gdcs_i_arena *arena,
                                const char *const *labels, const int32_t *codes, int64_t count,
                                gdcs_error *err);
#endif
