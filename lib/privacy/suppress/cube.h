/* The shortest ways for a number to move: with its neighbours on every axis (Repsilber 1994, hypercubes).

   On each axis there is a path: what is above a number moves with it up to what it shares with another
   label, whose number moves against it, or up to the total.  All combinations of the paths' labels move
   by one. */
#ifndef GDCS_PRIVACY_SUPPRESS_CUBE_H
#define GDCS_PRIVACY_SUPPRESS_CUBE_H

#include "privacy/suppress/decoy.h"

enum { GDCS_I_CORNERS = 2048 }; /* most of a cube */

typedef struct gdcs_i_cubes gdcs_i_cubes;

/* GDCS_E_MEMORY. */
gdcs_status gdcs_i_cubes_new(const gdcs_i_decoys *d, gdcs_i_cubes **out, gdcs_error *err);
void gdcs_i_cubes_free(gdcs_i_cubes *x);

/* From now on the first cube found will do, or not. */
void gdcs_i_cubes_hurry(gdcs_i_cubes *x, int is_hasty);

/* The cheapest cube by which a variable moves so far in a decoy, as far as going from one axis to the
   next finds it, and its price; GDCS_I_NEVER: none.  It stays as it is until the next is searched for. */
double gdcs_i_cube_find(gdcs_i_cubes *x, int decoy, int32_t variable, double step,
                        const gdcs_i_movement **out);
#endif
