/* The shortest way for a number to move: with its neighbours on every axis (Repsilber 1994, hypercubes).

   On each axis there is a partner: another part of the same sum, which moves against it, the sum itself,
   which moves with it, or, of a sum, a part.  All combinations of own labels and partners move by one. */
#ifndef GDCS_PRIVACY_SUPPRESS_CUBE_H
#define GDCS_PRIVACY_SUPPRESS_CUBE_H

#include "privacy/suppress/movement.h"

/* Fill the movement with the cheapest cube that protects the variable, as far as going from one axis to
   the next finds it; 0 if it finds none. */
int gdcs_i_cube_find(const gdcs_i_suppression *p, int32_t variable, gdcs_i_movement *out);
#endif
