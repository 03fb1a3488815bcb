/* Sensitivity as columns and axes declare it. */
#ifndef GDCS_DATA_CONCEPT_H
#define GDCS_DATA_CONCEPT_H

#include <gdcs/concept.h>
#include <gdcs/error.h>

/* NONE, or a concept that has a name. */
int gdcs_i_concept_exists(int32_t concept);

/* What is declared, or the concept's own where it is DEFAULT.  GDCS_E_ARGUMENT for other numbers. */
gdcs_status gdcs_i_sensitivity(int32_t declared, int32_t concept, int32_t *out, gdcs_error *err);

static inline int32_t gdcs_i_higher(int32_t a, int32_t b)
{
    return a > b ? a : b;
}
#endif
