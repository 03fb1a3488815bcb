/* The paths that cubes are made of, and what combinations of them cost. */
#ifndef GDCS_PRIVACY_SUPPRESS_PATHS_H
#define GDCS_PRIVACY_SUPPRESS_PATHS_H

#include "privacy/suppress/cube.h"

enum {
    GDCS_I_CUBE_AXES = 10,
    GDCS_I_PATH = 24, /* labels of a path */
    GDCS_I_PARTNERS =
        12, /* paths of an axis that are tried: those with the cheapest corner of their own */
    GDCS_I_RANKS = 3 /* parts of a label that are tried */
};

typedef struct gdcs_i_path {
    double price; /* of its corners, where the other axes stay */
    int32_t node[GDCS_I_PATH];
    int32_t sign[GDCS_I_PATH];
    int32_t count;
    int32_t padding;
} gdcs_i_path;

/* The paths from one label of an axis: what all have, and what each has besides. */
typedef struct gdcs_i_paths {
    gdcs_i_path own;
    gdcs_i_path rest[GDCS_I_PARTNERS];
    int32_t count;
    int32_t taken;
} gdcs_i_paths;

/* Part of a cube: a combination of labels on some axes. */
typedef struct gdcs_i_corner {
    int64_t place;
    uint32_t axes; /* bit: not at the total there */
    int32_t sign;
} gdcs_i_corner;

struct gdcs_i_cubes {
    const gdcs_i_decoys *d;
    int64_t stride[GDCS_I_CUBE_AXES];
    int32_t *at;      /* by place: its variable; NULL: too many places */
    uint32_t *tables; /* axes of each kind of table, bits */
    int32_t kinds;
    int32_t axes;
    gdcs_i_paths paths[GDCS_I_CUBE_AXES];
    int32_t is_plain; /* one table has all axes */
    uint32_t deep;    /* axes on which some label is part of another, bits */
    int32_t is_hasty; /* the first cube found will do */
    gdcs_i_corner corners[2][GDCS_I_CORNERS];
    gdcs_i_corner best[GDCS_I_CORNERS];
    int32_t best_count;
    uint32_t present; /* axes on which something moves */
    int32_t decoy;
    double step;
    gdcs_i_movement movement;
};

/* Does some table have all these axes? */
int gdcs_i_cubes_is_covered(const gdcs_i_cubes *x, uint32_t axes);

/* The variable in a place; -1: none. */
int64_t gdcs_i_cubes_at(const gdcs_i_cubes *x, int64_t place);

/* What all combinations of some corners with the labels of a path on axis a cost; more than `most` is
   GDCS_I_NEVER. */
double gdcs_i_cubes_price(const gdcs_i_cubes *x, const gdcs_i_corner *corners, int32_t n, int32_t a,
                          const gdcs_i_path *path, double most);

/* List the paths from the labels of a variable; 0: it cannot move on some axis.  The digits of `start` say
   by axis which part of a label moves with it. */
int gdcs_i_cubes_list_paths(gdcs_i_cubes *x, const int32_t *nodes, int start);
#endif
