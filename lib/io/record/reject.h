/* Records that do not fit: counted by reason, the first one described, too many an error. */
#ifndef GDCS_IO_RECORD_REJECT_H
#define GDCS_IO_RECORD_REJECT_H

#include "io/record/record.h"

#include <gdcs/read.h>

typedef struct gdcs_i_misfit {
    int32_t reason; /* GDCS_REJECT_* */
    int32_t padding;
    const char *called; /* what the records are called: "line" */
    int64_t line;
    int64_t field;     /* from 1; 0: the whole record, or a constant */
    int64_t found;     /* fields, for WIDTH */
    int64_t wanted;    /* likewise */
    const char *title; /* of the column */
    const gdcs_i_field *text;
    const char *wrong;      /* "is not a number"; for TEXT the encoding */
    const char *candidates; /* for TEXT: ", or is it ..." */
} gdcs_i_misfit;

/* GDCS_OK while the limit (0: none, -1: any number) allows it; else the status of the reason, or
   GDCS_E_REJECTED where some were allowed. */
gdcs_status gdcs_i_reject(gdcs_read_result *result, int64_t limit, const gdcs_i_misfit *misfit,
                          gdcs_error *err);
#endif
