/* Text and numbers, without a locale. */
#ifndef GDCS_CORE_TEXT_H
#define GDCS_CORE_TEXT_H

#include <gdcs/error.h>
#include <stddef.h>

enum { GDCS_I_NUMBER_SIZE = 32 }; /* room for any double or int64 with its NUL */

/* Read the whole of text[0..size) as a decimal number with the given decimal mark ('.' or ','):
   [sign] (digits [mark digits] | mark digits) [(e|E) [sign] digits].  Correctly rounded: a number
   too small for a double becomes subnormal or 0, one too large is refused.  No blanks, no
   grouping, no hexadecimal, no nan, no infinity; "5." is refused, ".5" is not, since several
   statistics packages write it.  Returns 1 or 0; out is written only with 1. */
int gdcs_i_parse_double(const char *text, size_t size, char mark, double *out);

/* Read the whole of text[0..size) as [sign] digits, the full range of int64_t.  Returns 1 or 0;
   out is written only with 1. */
int gdcs_i_parse_int64(const char *text, size_t size, int64_t *out);

/* The shortest decimal that reads back as exactly x, of several the nearest: "0.1", "1e+22",
   "1e-7", "-0", "nan", "-inf".  Plain notation for 1e-5 <= |x| < 1e17.  Returns the length. */
size_t gdcs_i_format_double(double x, char out[GDCS_I_NUMBER_SIZE]);

/* x rounded half to even on its exact value to `digits` (0..17) decimals, plain notation:
   "12.50"; a result of zero has no sign.  Returns the length; needs |x| < 1e15, else the shortest
   form is written. */
size_t gdcs_i_format_fixed(double x, int digits, char out[64]);

size_t gdcs_i_format_int64(int64_t x, char out[GDCS_I_NUMBER_SIZE]);

/* Offset of the first byte that is not well-formed UTF-8 (Unicode 15, table 3-7), or size. */
size_t gdcs_i_utf8_valid(const char *text, size_t size);

/* Does text begin with a byte order mark of UTF-16? */
int gdcs_i_is_utf16(const char *text, size_t size);

/* Characters (code points) in well-formed UTF-8. */
size_t gdcs_i_utf8_length(const char *text, size_t size);

/* Columns of a terminal that well-formed UTF-8 of one line takes (Unicode 14): none for marks that
   join another character, two for East Asian wide ones, else one.  Other bytes are safe, their width
   is not defined. */
size_t gdcs_i_utf8_width(const char *text, size_t size);

/* ASCII blanks cut off both ends; returns the start and sets *size. */
const char *gdcs_i_trim(const char *text, size_t *size);
#endif
