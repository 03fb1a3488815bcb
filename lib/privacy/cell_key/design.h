/* The inside of a perturbation table. */
#ifndef GDCS_PRIVACY_CELL_KEY_DESIGN_H
#define GDCS_PRIVACY_CELL_KEY_DESIGN_H

#include <gdcs/cell_key.h>

struct gdcs_cell_key {
    int32_t deviation;
    int32_t threshold;
    int32_t last; /* count whose row stands for all above it */
    int32_t padding;
    double *p; /* last + 1 rows of 2 deviation + 1: of the noise -deviation, ... */
};

/* Keys are whole numbers below this. */
#define GDCS_I_KEYS 4294967296.0

/* The row of a count. */
const double *gdcs_i_cell_key_row(const gdcs_cell_key *design, double count);

/* What is published for a count; key below GDCS_I_KEYS. */
double gdcs_i_cell_key_publish(const gdcs_cell_key *design, double count, double key);

/* Between what counts the truth lies. */
void gdcs_i_cell_key_limits(const gdcs_cell_key *design, double published, double *lower,
                            double *upper);

double gdcs_i_cell_key_variance(const gdcs_cell_key *design, int32_t count);
#endif
