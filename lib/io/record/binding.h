/* The columns of a schema at their places in a file. */
#ifndef GDCS_IO_RECORD_BINDING_H
#define GDCS_IO_RECORD_BINDING_H

#include "io/record/number.h"
#include "io/record/words.h"
#include "io/schema/arena.h"
#include "io/schema/plan.h"

/* Instead of a type of a frame column: the column only filters. */
enum { GDCS_I_FILTER_ONLY = 0 };

typedef struct gdcs_i_slot {
    const gdcs_schema_column *column;
    int64_t field;         /* from 0; -1: the constant */
    int64_t titles;        /* field with the title of the label; -1: none */
    gdcs_i_field constant; /* what stands for the field of a constant */
    int32_t type;          /* GDCS_TYPE_*, GDCS_I_FILTER_ONLY */
    int32_t padding;
    gdcs_i_lists lists;
    gdcs_i_words *words; /* text and filters; else NULL */
    gdcs_i_number_form form;
} gdcs_i_slot;

typedef struct gdcs_i_heading {
    int64_t field;
} gdcs_i_heading;

typedef struct gdcs_i_binding {
    const gdcs_i_plan *plan;
    gdcs_i_slot *slots; /* one per column of the plan, in its order */
    int64_t slot_count;
    gdcs_i_heading *headings; /* one per wide column */
    int64_t heading_count;
    int64_t wide_axes;   /* that each of them sets */
    const char **labels; /* of each axis and heading */
    gdcs_i_lists wide_lists;
    gdcs_schema_column wide_column; /* what the lists of the wide columns belong to */
    gdcs_i_number_form wide_form;
    unsigned char *wanted; /* one per field of a record */
    int64_t width;
    int makes_table;
    int32_t sex_scheme; /* that is tried first where the sex column is open; 0: none */
} gdcs_i_binding;

/* Everything that does not depend on the file.  makes_table: columns that no table uses become
   filters. */
gdcs_status gdcs_i_binding_new(const gdcs_i_plan *plan, int makes_table, gdcs_i_binding *out,
                               gdcs_error *err);
void gdcs_i_binding_free(gdcs_i_binding *binding);

/* A wide axis, without its labels; and its label for a heading. */
gdcs_schema_wide_axis gdcs_i_binding_wide(const gdcs_i_binding *binding, int64_t axis);
const char *gdcs_i_binding_label(const gdcs_i_binding *binding, int64_t axis, int64_t heading);

/* The first slot of a concept, -1: none. */
int64_t gdcs_i_binding_slot(const gdcs_i_binding *binding, int32_t concept);

/* Is the header text? */
gdcs_status gdcs_i_binding_check(const gdcs_i_plan *plan, const gdcs_i_record *header,
                                 gdcs_error *err);

/* Take constants from the name of the file, NULL: it has none.  GDCS_E_SCHEMA. */
gdcs_status gdcs_i_binding_name(gdcs_i_binding *binding, const char *path, gdcs_i_arena *arena,
                                gdcs_error *err);

/* Take decimal and thousands marks from the plan again. */
void gdcs_i_binding_remark(gdcs_i_binding *binding);

/* Find the columns in the header, or by position in the first record of a file without one; again for
   each of several files. */
gdcs_status gdcs_i_binding_find(gdcs_i_binding *binding, const gdcs_i_record *header,
                                gdcs_error *err);
#endif
