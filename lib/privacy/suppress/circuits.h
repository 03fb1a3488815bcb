/* Circuits of the hidden numbers: one for each number that can be published without giving another away,
   which closes it.  All movements of what is hidden are sums of them. */
#ifndef GDCS_PRIVACY_SUPPRESS_CIRCUITS_H
#define GDCS_PRIVACY_SUPPRESS_CIRCUITS_H

#include "num/dependence.h"
#include "privacy/suppress/suppression.h"

typedef struct gdcs_i_circuit {
    int32_t *variable; /* unsafe ones first; NULL: given up */
    uint32_t *factor;  /* modulo the prime */
    int32_t count;
    int32_t unsafe;
    int32_t closes; /* the variable that is in no other */
    int32_t met;    /* by the exchange of this number */
} gdcs_i_circuit;

/* The circuits that a variable is in, and some that it was in. */
typedef struct gdcs_i_circuits_of {
    int32_t *circuit;
    int64_t count, room;
} gdcs_i_circuits_of;

typedef struct gdcs_i_circuits {
    gdcs_i_suppression *p;
    gdcs_i_circuit *item;
    int64_t count, room;
    int32_t *closed;        /* by variable: the circuit that it closes; -1: none */
    int32_t *ways;          /* by variable: circuits that it is in, if it is unsafe */
    gdcs_i_circuits_of *of; /* by variable that may be hidden */
    uint32_t *work;         /* by variable: 0 */
    int32_t *touched;
    int32_t exchanges;
    int32_t padding;
    gdcs_i_circuit *made; /* by an exchange */
    int32_t *changed;     /* the circuits that they replace */
    int64_t made_count, made_room, changed_room;
} gdcs_i_circuits;

gdcs_status gdcs_i_circuits_new(gdcs_i_suppression *p, gdcs_i_circuits *out, gdcs_error *err);
void gdcs_i_circuits_free(gdcs_i_circuits *x);

/* The circuit that a variable closes, its column being the sum of those of others. */
gdcs_status gdcs_i_circuits_add(gdcs_i_circuits *x, int32_t variable, const int32_t *of,
                                const gdcs_i_combination *as, gdcs_error *err);

/* Is an unsafe one in no other? */
int gdcs_i_circuits_is_needed(const gdcs_i_circuits *x, int32_t circuit);

void gdcs_i_circuits_drop(gdcs_i_circuits *x, int32_t circuit);

/* Let another of its variables close the circuit, which takes it out of all others by subtracting this
   one.  Nobody is left without a circuit by it. */
gdcs_status gdcs_i_circuits_exchange(gdcs_i_circuits *x, int32_t circuit, int32_t variable,
                                     gdcs_error *err);
#endif
