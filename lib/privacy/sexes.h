/* Women and men whom counted tables leave out, for rules that look for groups of one sex. */
#ifndef GDCS_PRIVACY_SEXES_H
#define GDCS_PRIVACY_SEXES_H

#include <gdcs/disclosure.h>

/* Copies of tables.  All zeroes: none. */
typedef struct gdcs_i_sexes {
    gdcs_table **table;
    int32_t n;
} gdcs_i_sexes;

/* Where the rule looks for groups: put copies in the place of *tables, in which each line of a counted
   table has its women and its men, 0 where nobody set them.  rule and *tables may be NULL; it is for
   others to refuse n.  GDCS_E_ARGUMENT for a table that is NULL, GDCS_E_LIMIT, GDCS_E_MEMORY. */
gdcs_status gdcs_i_sexes_complete(gdcs_i_sexes *sexes, const gdcs_disclosure_rule *rule,
                                  const gdcs_table *const **tables, int32_t n, gdcs_error *err);
void gdcs_i_sexes_free(gdcs_i_sexes *sexes);
#endif
