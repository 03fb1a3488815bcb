/* ATTRIBUTES of cells: status, confidentiality and limits. */
#ifndef GDCS_IO_PX_ATTRIBUTES_H
#define GDCS_IO_PX_ATTRIBUTES_H

#include "io/px/cube.h"

enum {
    GDCS_I_PX_STATUS = 0,
    GDCS_I_PX_CONFIDENTIALITY = 1,
    GDCS_I_PX_LOWER = 2,
    GDCS_I_PX_UPPER = 3,
    GDCS_I_PX_KINDS = 4
};

typedef struct gdcs_i_px_attribute {
    const char *texts[GDCS_I_PX_KINDS]; /* each NULL or a text */
} gdcs_i_px_attribute;

typedef struct gdcs_i_px_wild {
    int64_t *at; /* per variable, -1: all its values */
    gdcs_i_px_attribute what;
} gdcs_i_px_wild;

typedef struct gdcs_i_px_attributes {
    const gdcs_i_px_cube *cube;
    int has[GDCS_I_PX_KINDS];
    int any;
    gdcs_i_px_attribute usual; /* of cells that nothing else is said of */
    gdcs_i_pool *positions;    /* of cells named one by one, numbered as `single` */
    gdcs_i_px_attribute *single;
    gdcs_i_px_wild *wild; /* of many cells at once */
    int64_t wild_count;
    gdcs_i_pool *letters[2]; /* distinct texts of status and confidentiality */
} gdcs_i_px_attributes;

/* Cell names that no values are fail with GDCS_E_SHAPE; more than 1000 with a "*" with GDCS_E_LIMIT. */
gdcs_status gdcs_i_px_attributes_take(const gdcs_i_px_cube *cube, gdcs_i_arena *arena,
                                      gdcs_i_px_attributes *out, gdcs_error *err);
void gdcs_i_px_attributes_free(gdcs_i_px_attributes *attributes);

gdcs_i_px_attribute gdcs_i_px_attributes_get(const gdcs_i_px_attributes *attributes,
                                             int64_t position);

/* The values that the keys of a statement name, -1: "*" for all.  GDCS_E_SHAPE. */
gdcs_status gdcs_i_px_keys_find(const gdcs_i_px_cube *cube, const gdcs_i_px_statement *statement,
                                int64_t *at, gdcs_error *err);
#endif
