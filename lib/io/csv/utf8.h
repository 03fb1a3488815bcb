/* Is it UTF-8?  One way for each kind of processor, as marks.h. */
#ifndef GDCS_IO_CSV_UTF8_H
#define GDCS_IO_CSV_UTF8_H

#include <stddef.h>

/* Offset of the first byte that is not well-formed UTF-8, or size: as gdcs_i_utf8_valid. */
typedef size_t gdcs_i_utf8_checker(const char *text, size_t size);

/* way: one that gdcs_i_marks_way has. */
gdcs_i_utf8_checker *gdcs_i_utf8_way(int way);
#endif
