/* What every way to change the cells of a table needs. */
#ifndef GDCS_PRIVACY_PERTURB_H
#define GDCS_PRIVACY_PERTURB_H

#include "data/table.h"

/* A copy in which, where nobody set means nobody, every combination of labels that are no declared
   totals has a cell: after its numbers are changed, a cell that is there must not tell that there was
   somebody.  Its slots are in the order of labels, whatever the order in which cells were set.
   GDCS_E_LIMIT above 2^31 - 1 cells. */
gdcs_status gdcs_i_perturb_complete(const gdcs_table *table, gdcs_table **out, gdcs_error *err);

/* A number of what the cell counts: the same in every table and for every order of axes and labels,
   and whether an axis is at its declared total or not there. */
uint64_t gdcs_i_perturb_name(const gdcs_table *table, const int32_t *codes);

/* A number of a text, and of a number: every bit on every other. */
uint64_t gdcs_i_perturb_spell(const char *text);
uint64_t gdcs_i_perturb_stir(uint64_t number);

/* On how many axes these are codes of declared totals. */
int32_t gdcs_i_perturb_totals(const gdcs_table *table, const int32_t *codes);

/* On which: bit i is axis i. */
uint32_t gdcs_i_perturb_axes(const gdcs_table *table, const int32_t *codes);

/* Are all numbers of the table, limits of intervals among them, whole? */
int gdcs_i_perturb_whole(const gdcs_table *table);

/* Give the cell in this slot the status 'E', estimated, unless its own is graver. */
gdcs_status gdcs_i_perturb_mark(gdcs_table *table, int64_t slot, gdcs_error *err);

/* Make the cell in this slot [lower, upper] and keep its letters; a number where they are equal. */
gdcs_status gdcs_i_perturb_limit(gdcs_table *table, int64_t slot, double lower, double upper,
                                 gdcs_error *err);
#endif
