/* Blocks of UTF-8 to records, by RFC 4180 and strictly: libcsv with what it lacks. */
#ifndef GDCS_IO_CSV_PARSER_H
#define GDCS_IO_CSV_PARSER_H

#include "io/record/record.h"

typedef struct gdcs_i_parser gdcs_i_parser;

typedef struct gdcs_i_dialect {
    char delimiter;
    char quote;
    int64_t first_line;  /* lines before it are skipped, whatever they hold */
    int64_t field_limit; /* bytes */
    int marks;           /* how regular records are found, marks.h; 0: the fastest way */
} gdcs_i_dialect;

gdcs_status gdcs_i_parser_new(const gdcs_i_dialect *dialect, gdcs_i_record_taker taker,
                              gdcs_i_parser **out, gdcs_error *err);
void gdcs_i_parser_free(gdcs_i_parser *parser);

/* As a new one, for another text; its memory is used again. */
void gdcs_i_parser_again(gdcs_i_parser *parser, const gdcs_i_dialect *dialect,
                         gdcs_i_record_taker taker);

/* From the next record on keep only the fields i < width with wanted[i]; the array is borrowed.
   Before, all are kept, and more than 100 000 are refused.  With width 1 an empty line is a record
   of one empty field, as RFC 4180 has it; with others it is blank. */
void gdcs_i_parser_want(gdcs_i_parser *parser, const unsigned char *wanted, int64_t width);

/* GDCS_E_SYNTAX, GDCS_E_LIMIT, GDCS_E_MEMORY, and what the taker returns. */
gdcs_status gdcs_i_parser_feed(gdcs_i_parser *parser, const char *block, size_t size,
                               gdcs_error *err);
gdcs_status gdcs_i_parser_finish(gdcs_i_parser *parser, gdcs_error *err);

int64_t gdcs_i_parser_blank(const gdcs_i_parser *parser); /* blank lines so far */
int64_t gdcs_i_parser_line(const gdcs_i_parser *parser);  /* the line reached */

/* Is it for certain between two records, outside of quotes? */
int gdcs_i_parser_between(const gdcs_i_parser *parser);

/* The next byte that it will be given: the LF of a CR, or the first of a record after one. */
void gdcs_i_parser_follow(gdcs_i_parser *parser, char next);

/* What follows begins on that line; the parser is between two records. */
void gdcs_i_parser_move(gdcs_i_parser *parser, int64_t line);
#endif
