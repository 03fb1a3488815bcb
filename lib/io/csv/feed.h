/* A delimited text cut into pieces that can be worked on apart: blocks of whole regular records, whose
   fields end where the piece says, and between them what only libcsv understands.
 *
 * The one that reads calls
 *
 *     gdcs_i_feed_next(feed, &piece, err)       again and again with the same piece, all zeroes at first
 *
 * Several threads share a feed by one lock around each call, each with a piece of its own; what a piece
 * points to is its holder's until the holder's next call, or gdcs_i_feed_drop.  Pieces are numbered in the
 * order of the text.
 *
 * GDCS_I_REGULAR: records as scan.h has them.  Nothing about them need be checked; an empty line (LF, or
 * CR LF, where a record would begin) is a blank one.  A field is what lies between two ends; of the last
 * of a record a CR before the LF is not part.  A field that begins with a quote ends with one, and has
 * doubled quotes within; others have none.  All is well-formed UTF-8 without NUL, no field is longer than
 * the limit, and the last byte is an LF.  64 bytes behind the piece may be read (they mean nothing).
 *
 * GDCS_I_ODD: whole lines, or the rest of the text, for a gdcs_i_parser: say gdcs_i_parser_move with the
 * line if what came before was regular, give it the bytes, then gdcs_i_feed_resume before anybody calls
 * for the next piece (so keep the lock).  As long as it is not between two records, pieces stay odd.  The
 * first piece is odd too, since the header is read from it: the parser is not ready until the header is
 * known.
 * A single record of a regular piece can be given to a parser in the same way.
 *
 * GDCS_I_END: nothing is left; the parser has to be finished.  It comes to each who asks. */
#ifndef GDCS_IO_CSV_FEED_H
#define GDCS_IO_CSV_FEED_H

#include "io/csv/parser.h"
#include "io/csv/reader.h"

enum { GDCS_I_END, GDCS_I_REGULAR, GDCS_I_ODD, GDCS_I_BEYOND = 64 };

typedef struct gdcs_i_feed gdcs_i_feed;

typedef struct gdcs_i_piece {
    int kind;
    const char *text;
    size_t size;
    const uint64_t
        *ends;       /* regular: bit i of word w says that byte 64 w + i ends a field; none beyond
                             size in its word */
    int64_t number;  /* from 0 */
    int64_t line;    /* of the first byte, from 1; odd: as the parser says; end: the one reached */
    int64_t lines;   /* regular: the LFs in it, so that line + lines is that of the next */
    int64_t records; /* those of the LFs that end one, or a blank line */
    int quoted;      /* regular: may there be a quote, */
    int returns;     /* a CR, */
    int high;        /* a byte beyond ASCII? */
    struct gdcs_i_block *block;
} gdcs_i_piece;

/* The reader stays the caller's.  room: bytes read at once, 0 for 256 KiB, at least 4096. */
gdcs_status gdcs_i_feed_new(gdcs_i_reader *reader, const gdcs_i_dialect *dialect, size_t room,
                            gdcs_i_feed **out, gdcs_error *err);
void gdcs_i_feed_free(gdcs_i_feed *feed); /* pieces and all */

/* GDCS_E_MEMORY and the errors of reading, which stand behind all pieces given out before. */
gdcs_status gdcs_i_feed_next(gdcs_i_feed *feed, gdcs_i_piece *piece, gdcs_error *err);
void gdcs_i_feed_drop(gdcs_i_feed *feed, gdcs_i_piece *piece);

/* From the next piece on all are odd, and as long as blocks. */
void gdcs_i_feed_slow(gdcs_i_feed *feed);

/* After an odd piece, which the parser was given: may the next be regular, if the parser is between two
   records?  With that it is as if the parser knew what follows. */
void gdcs_i_feed_resume(gdcs_i_feed *feed, gdcs_i_parser *parser, int ready);
#endif
