/* Records of persons that were released, as tables of what they tell. */
#ifndef GDCS_PRIVACY_RELEASE_RECORDS_H
#define GDCS_PRIVACY_RELEASE_RECORDS_H

#include "data/table.h"

#include <gdcs/tree.h>

/* The records by every column: what a log keeps of them.  A cell at the declared total of an axis is of those
   whose value is missing, "*" or no code of sex, so that no cell is part of another.  is_part: they are
   some of the persons there are, and cells lower limits in a published table.  GDCS_E_LIMIT more columns than a
   table has axes. */
gdcs_status gdcs_i_release_count_records(const gdcs_frame *records, int is_part, gdcs_table **out,
                                         gdcs_error *err);

/* The frame, where the words of a column that are as good as missing to others are missing. */
gdcs_status gdcs_i_release_blank(const gdcs_frame *frame, const char *name, gdcs_frame **out,
                                 gdcs_error *err);

/* What else is out: tables, records as the log has them, and what trees say of labels. */
typedef struct gdcs_i_release_others {
    const gdcs_table *const *tables;
    const gdcs_table *const *records;
    const gdcs_tree *const *trees;
    int32_t count;
    int32_t record_count;
    int32_t tree_count;
} gdcs_i_release_others;

/* What others are told by it of the axes that tables have, and of those by which other releases of records tell more
   of its persons.  Where values are missing, persons with the same known ones have a total and are anywhere below
   it: an axis `blank` tells them from those of whom all is known.
   number: of the release, which keeps its persons from those of others.  GDCS_E_SHAPE a label of the records that
   trees put into another of theirs, GDCS_E_LIMIT, GDCS_E_MEMORY. */
#define GDCS_I_RELEASE_BLANK "left blank"
gdcs_status gdcs_i_release_project_records(const gdcs_table *records, int32_t number,
                                           const gdcs_i_release_others *others, gdcs_table **out,
                                           gdcs_error *err);

/* Whom a blank on this axis may hide, as labels of the table: sexes, what others have, or yet another. */
gdcs_status gdcs_i_release_add_candidates(gdcs_table *table, int32_t axis,
                                          const gdcs_i_release_others *others, gdcs_error *err);
#endif
