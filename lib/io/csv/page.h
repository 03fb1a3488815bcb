/* Text in a common code page to UTF-8, at the speed of a copy where it is ASCII; iconv goes byte by byte, and
   loads and unloads a library for each page. */
#ifndef GDCS_IO_CSV_PAGE_H
#define GDCS_IO_CSV_PAGE_H

#include <stddef.h>
#include <stdint.h>

typedef struct gdcs_i_page {
    char utf8[128][3]; /* of the bytes from 0x80 on */
    unsigned char size[128];
} gdcs_i_page;

/* 1 and the page of that name, in capitals or not, or 0. */
int gdcs_i_page_find(const char *encoding, gdcs_i_page *out);

/* Decode *in as far as it and *out go, and move all four; `unknown` stands for bytes without a character. */
void gdcs_i_page_decode(const gdcs_i_page *page, char unknown, const char **in, size_t *left,
                        char **out, size_t *room);
#endif
