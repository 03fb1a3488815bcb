/* Is it UTF-8?  One way for each kind of processor, as marks.h. */
#ifndef GDCS_IO_CSV_UTF8_H
#define GDCS_IO_CSV_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Offset of the first byte that is not well-formed UTF-8, or size: as gdcs_i_utf8_valid. */
typedef size_t gdcs_i_utf8_checker(const char *text, size_t size);

/* Are so many words of 64 bytes, at most 64, well-formed, but for a character that their end may cut?  high:
   a bit for each with a byte beyond ASCII, and for the first if a character goes on there; the others are
   not looked at.  before: bytes that stand before the text, all well-formed but for such a character; 0, or
   64 at least. */
typedef int gdcs_i_utf8_glancer(const char *text, size_t before, size_t words, uint64_t high);

/* Where the character begins that ends at text[size] or goes on there; size, if it is ASCII. */
size_t gdcs_i_utf8_boundary(const char *text, size_t size);

/* way: one that gdcs_i_marks_way has. */
gdcs_i_utf8_checker *gdcs_i_utf8_way(int way);
gdcs_i_utf8_glancer *gdcs_i_utf8_glance(int way);
#endif
