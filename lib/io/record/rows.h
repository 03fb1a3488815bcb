/* Records to rows that fit the schema, and what becomes of those that do not. */
#ifndef GDCS_IO_RECORD_ROWS_H
#define GDCS_IO_RECORD_ROWS_H

#include "core/progress.h"
#include "io/record/binding.h"

#include <gdcs/read.h>

/* A record that fits.  Arrays are indexed as the slots and headings of the binding. */
typedef struct gdcs_i_row {
    const int32_t *codes;         /* of text slots: a word, or GDCS_I_WORD_MISSING */
    const gdcs_i_number *numbers; /* of number slots: exact, a range, or missing */
    const gdcs_i_number *wide;
    const gdcs_i_record *record; /* from which it was made */
} gdcs_i_row;

typedef struct gdcs_i_row_taker {
    gdcs_status (*take)(void *context, const gdcs_i_row *row, gdcs_error *err);
    void *context;
} gdcs_i_row_taker;

/* A producer whose fields are no text answers for those of the record that is being taken.  What does
   not fit it shows as text in the record's fields; text for titles stands there always. */
typedef struct gdcs_i_typed {
    gdcs_status (*word)(void *context, const gdcs_i_slot *slot, int32_t *code, gdcs_error *err);
    gdcs_status (*number)(void *context, int64_t field, const gdcs_i_lists *lists,
                          const gdcs_i_number_form *form, gdcs_i_number *out, gdcs_error *err);
    void *context;
} gdcs_i_typed;

typedef struct gdcs_i_rows {
    gdcs_i_binding *binding;
    const gdcs_i_typed *typed; /* NULL: fields are text */
    gdcs_read_result *result;
    gdcs_i_row_taker taker;
    const char *called;      /* what the records are called in messages */
    gdcs_progress *progress; /* may be NULL */
    int64_t told;            /* records that it knows of */
    int64_t reject_limit;
    int64_t lower; /* slots of the limits of a table's cells; -1: none */
    int64_t upper;
    int32_t *codes;
    gdcs_i_number *numbers;
    gdcs_i_number *wide;
    gdcs_schema_column wide_column; /* the wide column that does not fit, as a slot */
    gdcs_i_slot wide_slot;
} gdcs_i_rows;

gdcs_status gdcs_i_rows_new(gdcs_i_binding *binding, gdcs_read_result *result, int64_t reject_limit,
                            gdcs_i_row_taker taker, gdcs_i_rows *out, gdcs_error *err);
void gdcs_i_rows_free(gdcs_i_rows *rows);

/* Tell the progress of the records since it was told last.  GDCS_E_CANCELLED. */
gdcs_status gdcs_i_rows_tell(gdcs_i_rows *rows, gdcs_error *err);

/* The progress is told of every few thousand. */
gdcs_status gdcs_i_rows_take(gdcs_i_rows *rows, const gdcs_i_record *record, gdcs_error *err);
#endif
