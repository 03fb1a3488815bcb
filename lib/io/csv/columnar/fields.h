/* Fields of regular records, as scan.h has them, to texts. */
#ifndef GDCS_IO_CSV_COLUMNAR_FIELDS_H
#define GDCS_IO_CSV_COLUMNAR_FIELDS_H

#include "io/record/record.h"

typedef struct gdcs_i_text {
    char *bytes;
    int64_t room;
} gdcs_i_text;

/* A field as libcsv would give it.  text: at least size + 1 bytes. */
gdcs_i_field gdcs_i_unquote(const char *raw, size_t size, char quote, char *text);

/* The same into memory that grows; valid until the next call. */
gdcs_status gdcs_i_field_take(gdcs_i_text *text, const char *raw, size_t size, char quote,
                              gdcs_i_field *out, gdcs_error *err);

/* Where the fields of a record end that begins at 0; the end of the last is not that of the line. */
typedef struct gdcs_i_raw {
    const char *text;
    const uint32_t *ends;
    int64_t count;
    int64_t line;
} gdcs_i_raw;

/* Room for one record. */
typedef struct gdcs_i_maker {
    const unsigned char *wanted; /* borrowed */
    int64_t width;
    char quote;
    gdcs_i_field *fields;
    gdcs_i_text text;
} gdcs_i_maker;

gdcs_status gdcs_i_maker_new(const unsigned char *wanted, int64_t width, char quote,
                             gdcs_i_maker *out, gdcs_error *err);
void gdcs_i_maker_free(gdcs_i_maker *maker);

/* The record as the parser hands it on; valid until the next call. */
gdcs_status gdcs_i_maker_take(gdcs_i_maker *maker, const gdcs_i_raw *raw, gdcs_i_record *out,
                              gdcs_error *err);
#endif
