/* Texts as the fields of a delimited file that is written. */
#ifndef GDCS_IO_CSV_SPELLING_H
#define GDCS_IO_CSV_SPELLING_H

#include <gdcs/frame.h>
#include <stddef.h>

typedef struct gdcs_i_spelling {
    char delimiter;
    char decimal;
    int guard;       /* is a text that a spreadsheet would run written behind a ' ? */
    int plain;       /* does no number need quotes? */
    char marks[256]; /* by byte: does a field that holds it need quotes? */
} gdcs_i_spelling;

/* Set what follows from delimiter and decimal mark. */
void gdcs_i_spelling_settle(gdcs_i_spelling *spelling);

/* Room for the field of a text of so many bytes: each of them a quote, and three besides. */
static inline size_t gdcs_i_spelling_room(size_t size)
{
    return 2 * size + 3;
}

/* Write the field of text[0..size), which is followed by a NUL; returns its length. */
size_t gdcs_i_spell(const gdcs_i_spelling *spelling, const char *text, size_t size, char *out);

/* The fields of all words of a column, each with what stands behind it.  That of word i lies from ends[i] to
   ends[i + 1] in bytes, where -1 is the missing one; GDCS_I_SPELT_STEP bytes may be read from any place. */
enum { GDCS_I_SPELT_STEP = 16 };
typedef struct gdcs_i_spelt {
    char *bytes;
    uint32_t *first; /* NULL: there are none */
    uint32_t *ends;  /* first + 1 */
} gdcs_i_spelt;

/* None where they would take too much memory for what they save.  behind: the delimiter, or the line's end. */
gdcs_status gdcs_i_spelt_new(const gdcs_i_spelling *spelling, const gdcs_column *column,
                             int64_t rows, char behind, gdcs_i_spelt *out, gdcs_error *err);
void gdcs_i_spelt_free(gdcs_i_spelt *spelt);
#endif
