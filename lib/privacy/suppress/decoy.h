/* Tables of other numbers that nobody can tell from the true ones.

   A decoy differs from the truth only in what is hidden, keeps every equation, and has nothing below zero:
   whatever others compute fits it as well.  An unsafe number that is far enough away in one of them, or in
   two together, is protected, and the decoys are the proof. */
#ifndef GDCS_PRIVACY_SUPPRESS_DECOY_H
#define GDCS_PRIVACY_SUPPRESS_DECOY_H

#include "privacy/suppress/movement.h"

#include <math.h>

enum { GDCS_I_DECOYS = 12 }; /* at most */

/* What cannot be done costs more than all that can. */
#define GDCS_I_NEVER 1e30

/* The fall of what stays. */
#define GDCS_I_HELD (-10.0 * GDCS_I_NEVER)

/* A variable: what it may be, and how far it is from the truth in each decoy. */
typedef struct gdcs_i_decoy_cell {
    double fall;  /* the farthest; below -GDCS_I_NEVER: it stays */
    double cost;  /* of hiding it; 0: it is hidden anyway */
    int32_t uses; /* decoys in which it is not the truth */
    int32_t is_unsafe;
    double low, high, width; /* unsafe: protected if something reaches both and is so wide */
    double by[];
} gdcs_i_decoy_cell;

typedef struct gdcs_i_decoys {
    const gdcs_i_suppression *p;
    char *cells; /* by variable */
    size_t size; /* of one */
    int32_t count;
    int32_t padding;
    double grain; /* every distance is a multiple of it, so that sums of them are exact */
    double bonus; /* that protecting a number is worth */
    double nudge; /* what being a grain farther away costs: the last reason to choose by */
} gdcs_i_decoys;

static inline gdcs_i_decoy_cell *gdcs_i_decoys_at(const gdcs_i_decoys *d, int64_t v)
{
    return (gdcs_i_decoy_cell *)(void *)(d->cells + (size_t)v * d->size);
}

/* count: 1 to GDCS_I_DECOYS.  The more there are, the less is hidden where numbers can fall little, and the
   longer it takes. */
gdcs_status gdcs_i_decoys_new(const gdcs_i_suppression *p, int32_t count, gdcs_i_decoys *out,
                              gdcs_error *err);
void gdcs_i_decoys_free(gdcs_i_decoys *d);

/* All are the truth again. */
void gdcs_i_decoys_clear(gdcs_i_decoys *d);

int gdcs_i_decoys_is_met(const gdcs_i_decoys *d, int64_t v);

/* How far it is to go in a decoy, up (side 1) or down, until it is protected; 0: it need not, or cannot. */
double gdcs_i_decoys_ask(const gdcs_i_decoys *d, int64_t v, int decoy, int side);

/* Make a movement so many times. */
void gdcs_i_decoys_make(gdcs_i_decoys *d, int decoy, const gdcs_i_movement *movement, double times);

/* Note which unsafe numbers they protect, once they have been found to keep all equations.
   GDCS_E_MEMORY. */
gdcs_status gdcs_i_decoys_prove(const gdcs_i_decoys *d, gdcs_i_suppression *p, gdcs_error *err);

/* Is it protected, if it is so far away in one decoy? */
static inline int gdcs_i_decoys_would_do(const gdcs_i_decoys *d, const gdcs_i_decoy_cell *c,
                                         int decoy, double distance)
{
    double low = distance < 0.0 ? distance : 0.0, high = distance > 0.0 ? distance : 0.0;
    for (int i = 0; i < d->count; i++) {
        const double by = i == decoy ? 0.0 : c->by[i];
        low = by < low ? by : low;
        high = by > high ? by : high;
    }
    return low <= c->low && high >= c->high && high - low >= c->width;
}

/* What it costs if a variable moves in a decoy; negative: what it saves. */
static inline double gdcs_i_decoys_price(const gdcs_i_decoys *d, int64_t v, int decoy, double step)
{
    const gdcs_i_decoy_cell *c = gdcs_i_decoys_at(d, v);
    const double was = c->by[decoy], is = was + step;
    if (is < -c->fall)
        return GDCS_I_NEVER;
    const double farther = d->nudge * (fabs(is) - fabs(was));
    if (c->is_unsafe) {
        const int is_met = gdcs_i_decoys_would_do(d, c, decoy, is);
        const int was_met = gdcs_i_decoys_would_do(d, c, decoy, was);
        return is_met == was_met ? farther : is_met ? farther - d->bonus : GDCS_I_NEVER;
    }
    const int is_free = c->uses > (was != 0.0);
    return is_free ? farther : farther + c->cost * ((is != 0.0) - (was != 0.0));
}
#endif
