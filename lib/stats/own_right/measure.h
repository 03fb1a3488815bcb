/* What the forms of own_right have in common. */
#ifndef GDCS_STATS_OWN_RIGHT_MEASURE_H
#define GDCS_STATS_OWN_RIGHT_MEASURE_H

#include "data/groups.h"
#include "stats/gap/measure.h"

#include <gdcs/own_right.h>

/* Persons by basis; dependants by the sex of whom they came with. */
typedef struct gdcs_i_own_right {
    gdcs_i_group own;
    gdcs_i_group relatives;
    gdcs_i_group unknown;
    gdcs_i_group dependants;
    int32_t has_dependants;
} gdcs_i_own_right;

/* One measure, and its method as a column of methods has it. */
typedef struct gdcs_i_own_right_value {
    gdcs_own_right_value value;
    const char *method;
} gdcs_i_own_right_value;

/* Measures from `first` to `last`, each at its number.  What cannot be had is NaN with
   GDCS_NOTE_NOT_ESTIMABLE. */
void gdcs_i_own_right_measure(const gdcs_i_gap_plan *plan, const gdcs_i_own_right *persons,
                              int32_t first, int32_t last,
                              gdcs_i_own_right_value out[GDCS_OWN_RIGHT_MEASURES]);
#endif
