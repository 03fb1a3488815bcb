/* Code pages of one byte a character whose lower half is ASCII. */
#ifndef GDCS_IO_CSV_PAGE_TABLE_H
#define GDCS_IO_CSV_PAGE_TABLE_H

#include <stddef.h>
#include <stdint.h>

typedef struct gdcs_i_page_table {
    const char *name;
    uint16_t upper[128]; /* code points of the bytes from 0x80 on, 0: no character */
} gdcs_i_page_table;

extern const gdcs_i_page_table gdcs_i_pages[]; /* the last has no name */
#endif
