/* Fields that hold numbers. */
#ifndef GDCS_IO_RECORD_NUMBER_H
#define GDCS_IO_RECORD_NUMBER_H

#include "io/record/lists.h"
#include "io/record/record.h"

enum {
    GDCS_I_NUMBER_EXACT = 0,
    GDCS_I_NUMBER_MISSING = 1, /* value NaN, integer INT64_MIN */
    GDCS_I_NUMBER_RANGE = 2,   /* lower and upper; value as printed, NaN where none was */
    GDCS_I_NUMBER_OUT = 3,     /* keep, drop, or a map to nothing: the row is left out */
    GDCS_I_NUMBER_WORD = 4,    /* not in a closed map */
    GDCS_I_NUMBER_MISFIT = 5
};

typedef struct gdcs_i_number {
    int32_t kind;
    char status; /* OBS_STATUS and CONF_STATUS that the field itself tells; 0: none */
    char confidentiality;
    char spare[2];
    double value;
    double lower;
    double upper;
    int64_t integer;   /* for whole numbers */
    const char *wrong; /* of a misfit: "is not a number"; static */
} gdcs_i_number;

typedef struct gdcs_i_number_form {
    char decimal;
    char grouping; /* 0: none */
    int whole;     /* int64 */
    int negative;  /* may it be below 0? */
    int infinite;  /* are "inf" and "-inf" numbers? */
    double most;   /* how large may it be?  0: any */
} gdcs_i_number_form;

/* Can a map make this of a number?  "12", "1..4", "5..". */
int gdcs_i_number_is_mapped(const char *text);

/* Is value what the text says?  Whole numbers beyond 2^53 are kept if a double is that number, or is
   written so. */
int gdcs_i_number_keeps(const char *text, size_t size, double value);

/* The whole of text as a plain number. */
void gdcs_i_number_parse(const gdcs_i_number_form *form, const char *text, size_t size,
                         gdcs_i_number *out);

/* What the form says of a number that is known: an exact one with value and, if whole, integer. */
void gdcs_i_number_judge(const gdcs_i_number_form *form, gdcs_i_number *number);

void gdcs_i_number_take(const gdcs_i_lists *lists, const gdcs_i_number_form *form,
                        const gdcs_i_field *field, gdcs_i_number *out);
#endif
