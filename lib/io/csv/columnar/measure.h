/* What the fields of a column of numbers are to one worker. */
#ifndef GDCS_IO_CSV_COLUMNAR_MEASURE_H
#define GDCS_IO_CSV_COLUMNAR_MEASURE_H

#include "io/csv/columnar/coder.h"

typedef struct gdcs_i_measure {
    const gdcs_i_slot *slot;
    int64_t field; /* -1: the constant */
    int32_t makes; /* column of the frame; -1: of a table */
    int limits;    /* is it a limit of the number of a table? */
    int quick;     /* may gdcs_i_quick_number() take them? */
    int32_t blank_code;
    gdcs_i_figure blank; /* of a field with nothing in it */
    gdcs_i_text text;
} gdcs_i_measure;

gdcs_i_measure gdcs_i_measure_of(const gdcs_i_slot *slot, int32_t makes);

/* 0, or GDCS_I_CODE_HOLD, GDCS_I_CODE_OUT.  A table takes only what is exact and nothing else, or no
   limit; a frame all that fits. */
gdcs_status gdcs_i_measure_take(gdcs_i_measure *measure, const char *raw, size_t size, char quote,
                                gdcs_i_figure *out, int32_t *code, gdcs_error *err);

/* The same for the constant. */
int32_t gdcs_i_measure_constant(const gdcs_i_measure *measure, gdcs_i_figure *out);
#endif
