/* Rows into the cells of a table. */
#ifndef GDCS_IO_RECORD_TO_TABLE_H
#define GDCS_IO_RECORD_TO_TABLE_H

#include "data/cells.h"
#include "io/record/rows.h"

#include <gdcs/sex.h>
#include <gdcs/table.h>

typedef struct gdcs_i_to_table gdcs_i_to_table;

gdcs_status gdcs_i_to_table_new(const gdcs_i_binding *binding, gdcs_i_to_table **out,
                                gdcs_error *err);
void gdcs_i_to_table_free(gdcs_i_to_table *to);

gdcs_status gdcs_i_to_table_take(void *to, const gdcs_i_row *row, gdcs_error *err);

/* Name the label that this field of a record stands for, whether a record with cells has it or not. */
gdcs_status gdcs_i_to_table_name(gdcs_i_to_table *to, int64_t field, const gdcs_i_record *record,
                                 gdcs_error *err);

/* Turn the spellings of a sex column that nobody declared into codes; `how` is filled if there was
   such a column with spellings. */
gdcs_status gdcs_i_to_table_resolve(gdcs_i_to_table *to, gdcs_sex_resolution *how, gdcs_error *err);

/* The table, which becomes the caller's.  detected: the text of GDCS_META_DETECTED, or NULL. */
gdcs_status gdcs_i_to_table_finish(gdcs_i_to_table *to, const char *detected, gdcs_table **out,
                                   gdcs_error *err);

/* Declare the total of the axis that a slot makes, if the schema declares none, and one of these labels
   is there: *found is it, else NULL.  GDCS_E_SCHEMA if several are. */
gdcs_status gdcs_i_to_table_find_total(gdcs_i_to_table *to, int64_t slot, const char *const *labels,
                                       int count, const char **found, gdcs_error *err);

/* Numbers that went to a cell which an earlier one had set; 0 if each record counts 1. */
int64_t gdcs_i_to_table_repeated(const gdcs_i_to_table *to);

/* For who counts records itself: the cells, */
gdcs_i_cells *gdcs_i_to_table_cells(const gdcs_i_to_table *to);

/* how many labels an axis has; */
int32_t gdcs_i_to_table_count_labels(const gdcs_i_to_table *to, int32_t axis);

/* the label of a word of the axis, NULL of the missing, which a record that
   was taken had; */
int32_t gdcs_i_to_table_label(const gdcs_i_to_table *to, int32_t axis, const char *word);

/* make room for cells that may be the same as others; */
gdcs_status gdcs_i_to_table_expect(gdcs_i_to_table *to, int64_t cells, gdcs_error *err);

/* add what some records make of n cells, at most GDCS_I_CELLS_BLOCK, with their codes one after the other; */
gdcs_status gdcs_i_to_table_merge(gdcs_i_to_table *to, const int32_t *codes, const gdcs_i_sum *sums,
                                  int32_t n, gdcs_error *err);

/* and say how many they were. */
void gdcs_i_to_table_repeat(gdcs_i_to_table *to, int64_t records);
#endif
