/* What the fields of a column of words mean to one worker. */
#ifndef GDCS_IO_CSV_TALLY_COLUMN_H
#define GDCS_IO_CSV_TALLY_COLUMN_H

#include "io/csv/tally/dictionary.h"
#include "io/csv/tally/fields.h"
#include "io/record/binding.h"

/* Instead of a code. */
enum {
    GDCS_I_TALLY_HOLD = -1, /* the record is taken as others are read */
    GDCS_I_TALLY_OUT = -2,  /* the record is left out */
    GDCS_I_TALLY_FRESH = -3 /* no record was counted that has this label */
};

typedef struct gdcs_i_column {
    const gdcs_i_slot *slot;
    int64_t field;   /* -1: the constant */
    int32_t axis;    /* number among those of the worker; -1: the column makes none */
    uint64_t stride; /* of its codes; 0 where there is no axis */
    gdcs_i_dictionary known;
    gdcs_i_words *words;
    int32_t *codes; /* 1 + that of each word, 0: fresh */
    int64_t code_room;
    int32_t blank;    /* of the missing, -1: fresh */
    int32_t *word_of; /* of each code: the word, or GDCS_I_WORD_MISSING */
    int64_t word_room;
    int32_t count; /* codes */
    int32_t fresh; /* the word of the field that was taken last, if it is */
} gdcs_i_column;

gdcs_status gdcs_i_column_new(const gdcs_i_slot *slot, int32_t axis, gdcs_i_column *out,
                              gdcs_error *err);
void gdcs_i_column_free(gdcs_i_column *column);

/* The code of a field as it stands in the file, or one of the above. */
gdcs_status gdcs_i_column_take(gdcs_i_column *column, const char *raw, size_t size, char quote,
                               gdcs_i_text *text, int32_t *code, gdcs_error *err);

/* The same for the constant. */
gdcs_status gdcs_i_column_take_constant(gdcs_i_column *column, int32_t *code, gdcs_error *err);

/* Give the fresh word of the field that was taken last a code. */
gdcs_status gdcs_i_column_learn(gdcs_i_column *column, gdcs_error *err);
#endif
