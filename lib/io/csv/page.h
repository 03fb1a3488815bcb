/* Text in a code page of one byte a character to UTF-8, at the speed of a copy where it is ASCII; iconv goes
   byte by byte. */
#ifndef GDCS_IO_CSV_PAGE_H
#define GDCS_IO_CSV_PAGE_H

#include <iconv.h>
#include <stddef.h>

typedef struct gdcs_i_page {
    char utf8[128][3]; /* of the bytes from 0x80 on */
    unsigned char size[128];
} gdcs_i_page;

/* The page that a fresh conversion to UTF-8 stands for.  0: none, for its lower half is not ASCII, or its bytes
   may mean something together; then the conversion is used up: half a character may be left in it. */
int gdcs_i_page_read(iconv_t conversion, gdcs_i_page *out);

/* Decode *in as far as it and *out go, and move all four; `unknown` stands for bytes without a character. */
void gdcs_i_page_decode(const gdcs_i_page *page, char unknown, const char **in, size_t *left,
                        char **out, size_t *room);
#endif
