/* Persons recorded only as somebody's relative. */
#ifndef GDCS_STATS_QUALITY_BASIS_H
#define GDCS_STATS_QUALITY_BASIS_H

#include "data/groups.h"

#include <gdcs/quality.h>

typedef struct gdcs_i_quality_basis {
    gdcs_i_groups *groups; /* by source, role, basis; NULL: nobody asked */
    gdcs_axis axis;
    int32_t total;
    unsigned char *relative; /* by label */
} gdcs_i_quality_basis;

/* GDCS_E_OPTION, GDCS_E_NAME and those of gdcs_i_groups_new(). */
gdcs_status gdcs_i_quality_basis_new(const gdcs_table *table, const char *source, const char *role,
                                     const gdcs_quality_options *options, gdcs_i_quality_basis *out,
                                     gdcs_error *err);
void gdcs_i_quality_basis_free(gdcs_i_quality_basis *basis);

/* Are there persons of the sex in the role, and can none be anything but a relative? */
int gdcs_i_quality_relatives_only(const gdcs_i_quality_basis *basis, int32_t source, int32_t role,
                                  int32_t sex);
#endif
