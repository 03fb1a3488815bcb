/* The records at the front of a text that are regular, so that where their fields end is known without
   asking libcsv.  Regular is what RFC 4180 has, a quote that stands for a field's start or end or is
   doubled within, LF or CRLF as line ends, in quotes too, and well-formed UTF-8 without NUL; libcsv
   reads all of it the same way.  Blank lines and records of any number of fields are regular.  Where the
   first line ends with a CR alone, so must the others, and none is in quotes. */
#ifndef GDCS_IO_CSV_SCAN_H
#define GDCS_IO_CSV_SCAN_H

#include "io/csv/marks.h"
#include "io/csv/parser.h"
#include "io/csv/utf8.h"

typedef struct gdcs_i_scanner {
    char delimiter;
    char quote;
    size_t field_limit;    /* a field with more bytes, quotes and all, is irregular */
    gdcs_i_marker *marker; /* NULL: nothing is regular */
    gdcs_i_utf8_checker *utf8;
    gdcs_i_utf8_glancer *glance;
} gdcs_i_scanner;

typedef struct gdcs_i_scan {
    size_t size;    /* of the regular records, line ends and all */
    int64_t lines;  /* LFs in them, quoted or not, or CRs if `bare` */
    int64_t breaks; /* those of them that are quoted */
    int odd;        /* is there something irregular in the record behind them? */
    int quoted;     /* may there be a quote in them? */
    int returns;    /* may there be a CR? */
    int high;       /* may there be a byte beyond ASCII? */
    int bare;       /* do records end with CRs?  gdcs_i_scan_settle() makes LFs of them */
} gdcs_i_scan;

gdcs_i_scanner gdcs_i_scanner_of(const gdcs_i_dialect *dialect);

/* text[0] begins a record, outside of quotes.  ends has room for (size + 63) / 64 words; bit i of word w
   says that byte 64 w + i is a delimiter or LF outside of quotes: it ends a field, an LF the record.  (A
   CR, if out->bare.)  Bits beyond out->size are 0 up to the end of their word, and further words mean nothing. */
void gdcs_i_scan_records(const gdcs_i_scanner *scanner, const char *text, size_t size,
                         uint64_t *ends, gdcs_i_scan *out);

/* The text, if it is bare, as others are. */
void gdcs_i_scan_settle(const gdcs_i_scan *scan, const uint64_t *ends, char *text);

/* Behind the first line that ends at or after `from`, or 0: a line ends with LF, or a CR that something
   else is known to follow.  Quotes are not looked at. */
size_t gdcs_i_scan_line(const char *text, size_t size, size_t from);

/* How many bytes libcsv should get after a scan, at least, if it found something irregular: more, up to
   `most`, the more often that is so, since scans are then in vain.  before: what this said the last time, 0
   at first. */
size_t gdcs_i_scan_patience(size_t before, const gdcs_i_scan *scan, size_t most);
#endif
