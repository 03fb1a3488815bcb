/* What a parser of delimited text hands on.  Whoever finds records faster than libcsv does needs to
   fill this and nothing else. */
#ifndef GDCS_IO_RECORD_RECORD_H
#define GDCS_IO_RECORD_RECORD_H

#include <gdcs/error.h>
#include <stddef.h>

typedef struct gdcs_i_field {
    const char *text; /* NUL-terminated; NULL if nothing stands between the delimiters */
    size_t size;
} gdcs_i_field;

typedef struct gdcs_i_record {
    const gdcs_i_field *fields; /* those asked for, at their own numbers; others are unset */
    int64_t count;              /* fields the record has, asked for or not */
    int64_t line;               /* on which it begins, from 1 */
    int64_t last;               /* 1-based number of the last field with anything in it; 0: none */
    int64_t bad;                /* 1-based number of the first field that is not UTF-8 or holds a
                                   NUL; 0: all are text */
} gdcs_i_record;

/* Called for each record; what it gets lives until it returns.  Anything but GDCS_OK ends reading. */
typedef struct gdcs_i_record_taker {
    gdcs_status (*take)(void *context, const gdcs_i_record *record, gdcs_error *err);
    void *context;
} gdcs_i_record_taker;
#endif
