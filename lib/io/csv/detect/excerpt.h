/* The first part of a file as UTF-8, whole lines of it. */
#ifndef GDCS_IO_CSV_DETECT_EXCERPT_H
#define GDCS_IO_CSV_DETECT_EXCERPT_H

#include "io/csv/parser.h"
#include "io/csv/source.h"

enum { GDCS_I_EXCERPT = 1 << 18 };

typedef struct gdcs_i_excerpt {
    char *text;
    size_t size;
    int undecoded;         /* are there bytes that the encoding does not know? */
    gdcs_i_parser *parser; /* its memory is used again and again; NULL before the first time */
} gdcs_i_excerpt;

/* raw bytes of a source; whole: is that all there is? */
gdcs_status gdcs_i_excerpt_new(const char *raw, size_t size, int whole, const char *encoding,
                               gdcs_i_excerpt *out, gdcs_error *err);
void gdcs_i_excerpt_free(gdcs_i_excerpt *excerpt);

/* Hand records from offset `from` on to a taker until it fails, at most `most` lines.  Neither that
   nor text that is no CSV is an error; GDCS_E_MEMORY is. */
gdcs_status gdcs_i_excerpt_parse(gdcs_i_excerpt *excerpt, size_t from, int64_t most,
                                 const gdcs_i_dialect *dialect, gdcs_i_record_taker taker,
                                 gdcs_i_parser **parser, gdcs_error *err);

/* The offset behind the line that begins at `from`. */
size_t gdcs_i_excerpt_next(const gdcs_i_excerpt *excerpt, size_t from);
#endif
