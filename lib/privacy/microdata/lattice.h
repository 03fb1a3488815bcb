/* The combinations of levels that keys can be recoded to. */
#ifndef GDCS_PRIVACY_MICRODATA_LATTICE_H
#define GDCS_PRIVACY_MICRODATA_LATTICE_H

#include "privacy/microdata/recoded.h"

typedef struct gdcs_i_lattice {
    const gdcs_i_records *records;
    const gdcs_i_ladder *ladders;   /* by key */
    double importance[GDCS_I_KEYS]; /* sum 1 */
    int64_t k;
    int64_t most_left_out;
} gdcs_i_lattice;

typedef struct gdcs_i_lattice_node {
    int32_t levels[GDCS_I_KEYS];
    int32_t padding;
    double loss;
    int64_t left_out;
    int64_t k;
    char *is_left_out; /* by class of the records */
} gdcs_i_lattice_node;

/* The allowed node of least loss.  GDCS_E_DISCLOSURE, GDCS_E_LIMIT, GDCS_E_MEMORY. */
gdcs_status gdcs_i_lattice_search(const gdcs_i_lattice *lattice, gdcs_i_lattice_node *out,
                                  int64_t *nodes, int64_t *evaluated, gdcs_error *err);
#endif
