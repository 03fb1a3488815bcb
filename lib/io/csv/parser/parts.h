/* The two ways to records, libcsv and the marks of regular ones, and what they share. */
#ifndef GDCS_IO_CSV_PARSER_PARTS_H
#define GDCS_IO_CSV_PARSER_PARTS_H

#include "io/csv/parser.h"
#include "io/csv/scan.h"

#include <csv.h>

enum { GDCS_I_MOST_FIELDS = 100000, GDCS_I_HEADER_LIMIT = 1 << 20 };

/* Where a kept field lies in bytes; addresses follow when the record is complete, since bytes may
   move until then. */
typedef struct gdcs_i_span {
    size_t start;
    size_t size;
    int given; /* 0: nothing between the delimiters */
} gdcs_i_span;

struct gdcs_i_parser {
    struct csv_parser csv;
    gdcs_i_record_taker taker;
    gdcs_i_dialect dialect;
    gdcs_i_scanner scanner;      /* marker NULL: libcsv alone */
    const unsigned char *wanted; /* NULL: all */
    int64_t width;               /* fields known to wanted; 0: not known yet */

    char *bytes; /* of the record so far, or regular records */
    int64_t room;
    size_t used;
    gdcs_i_span *spans;
    int64_t span_room;
    gdcs_i_field *fields;
    int64_t field_room;
    uint64_t *ends; /* of fields, in regular records */
    int64_t ends_room;

    int64_t count; /* fields of the record so far */
    int64_t last;  /* 1-based number of the last field with anything in it */
    int64_t bad;
    int64_t line;   /* of the next byte */
    int64_t begins; /* line of the record */
    int64_t blank;
    size_t patience;  /* bytes libcsv gets at least when there is something irregular */
    int after_return; /* did a CR end the last line? */
    int clean;        /* is libcsv between two records for certain? */

    gdcs_status status; /* callbacks cannot stop libcsv: they keep what went wrong */
    gdcs_error *err;
};

/* --- libcsv.c --- */

void gdcs_i_parser_init_libcsv(gdcs_i_parser *parser);

/* Whatever it is, any part of a text; afterwards parser->clean may be believed. */
gdcs_status gdcs_i_parser_ask(gdcs_i_parser *parser, const char *text, size_t size);

/* Is there more of a field, not complete yet, than may be of a whole one? */
int gdcs_i_parser_holds_too_much(gdcs_i_parser *parser);
gdcs_status gdcs_i_parser_too_long(gdcs_i_parser *parser);

/* May a record of which no width is known have one more field? */
gdcs_status gdcs_i_parser_check_unknown(gdcs_i_parser *parser);

/* Hand the record with parser->fields on, and begin the next. */
gdcs_status gdcs_i_parser_record(gdcs_i_parser *parser);

/* --- regular.c --- */

/* Take the regular records at the front of a text that begins between two records. */
gdcs_status gdcs_i_parser_regular(gdcs_i_parser *parser, const char *text, size_t size,
                                  gdcs_i_scan *scan);
#endif
