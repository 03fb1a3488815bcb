/* Movements of hidden numbers that no equation sees.

   If none of those that fall falls below zero, others cannot tell the numbers before from those after it:
   a proof of how far each of them can be from its value that needs no programme. */
#ifndef GDCS_PRIVACY_SUPPRESS_MOVEMENT_H
#define GDCS_PRIVACY_SUPPRESS_MOVEMENT_H

#include "num/dependence.h"
#include "privacy/suppress/suppression.h"

typedef struct gdcs_i_movement {
    const gdcs_i_suppression *p;
    int32_t *variable;
    double *factor; /* how far each moves */
    int64_t count;
    double forwards; /* how many times it can be made until a number is zero */
    double backwards;
    double *sum; /* by row */
} gdcs_i_movement;

/* Room for `most` variables. */
gdcs_status gdcs_i_movement_new(const gdcs_i_suppression *p, int64_t most, gdcs_i_movement *out,
                                gdcs_error *err);
void gdcs_i_movement_free(gdcs_i_movement *movement);

/* A circuit, its factors modulo the prime.  Returns 0 if they are no simple fractions. */
int gdcs_i_movement_read(gdcs_i_movement *movement, const int32_t *variable, const uint32_t *factor,
                         int64_t count);

/* Work out how often it can be made; 0 if it is none, since an equation sees it. */
int gdcs_i_movement_settle(gdcs_i_movement *movement);

/* Does it show of its variable number i, which is unsafe, that it is protected? */
int gdcs_i_movement_protects(const gdcs_i_movement *movement, int64_t i);
#endif
