/* What other layers may see of a population. */
#ifndef GDCS_DATA_POPULATION_H
#define GDCS_DATA_POPULATION_H

#include <gdcs/population.h>

/* The table behind it, for the labels of its axes. */
const gdcs_table *gdcs_i_population_table(const gdcs_population *population);
#endif
