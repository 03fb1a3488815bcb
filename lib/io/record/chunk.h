/* Rows of a frame that were resolved apart: its columns, with the codes of who resolved them and the texts
   that are new. */
#ifndef GDCS_IO_RECORD_CHUNK_H
#define GDCS_IO_RECORD_CHUNK_H

#include <gdcs/error.h>
#include <stddef.h>

typedef union gdcs_i_figure {
    double real;
    int64_t whole;
} gdcs_i_figure;

/* A text: the first of those with this code, or without one (-1). */
typedef struct gdcs_i_spelt {
    size_t at; /* in the text of the chunk */
    uint32_t size;
    int32_t code;
} gdcs_i_spelt;

/* One of the arrays is there.  Codes: 0 missing, n > 0 a text that an earlier row had, in this chunk or in
   one that is committed before it; -1 - i: text number i. */
typedef struct gdcs_i_chunk_column {
    int32_t *codes;
    gdcs_i_figure *figures;
    int64_t room;
    gdcs_i_spelt *spelt;
    int64_t spelt_room;
    int64_t spelt_count;
} gdcs_i_chunk_column;

/* What the codes of one who resolves rows are in the frame; of who commits chunks. */
typedef struct gdcs_i_legend {
    int32_t *numbers;
    int64_t room;
} gdcs_i_legend;

/* Columns and legends are numbered as those of the frame; those of constants are empty. */
typedef struct gdcs_i_chunk {
    gdcs_i_chunk_column *columns;
    int64_t column_count;
    int64_t rows;
    char *text;
    int64_t text_room;
    size_t text_used;
    gdcs_i_legend *legends; /* borrowed */
} gdcs_i_chunk;

/* Columns without rows, if there are none so far. */
gdcs_status gdcs_i_chunk_open(gdcs_i_chunk *chunk, int64_t column_count, gdcs_error *err);
void gdcs_i_chunk_clear(gdcs_i_chunk *chunk);
void gdcs_i_chunk_free(gdcs_i_chunk *chunk);

/* Room for n rows more of a column. */
gdcs_status gdcs_i_chunk_codes(gdcs_i_chunk *chunk, int64_t column, int64_t n, int32_t **at,
                               gdcs_error *err);
gdcs_status gdcs_i_chunk_figures(gdcs_i_chunk *chunk, int64_t column, int64_t n, gdcs_i_figure **at,
                                 gdcs_error *err);

/* A text of at most so many bytes: write it and its NUL to *at, then say its size. */
gdcs_status gdcs_i_chunk_room(gdcs_i_chunk *chunk, int64_t column, size_t most, char **at,
                              gdcs_error *err);

/* What stands in the rows for it. */
int32_t gdcs_i_chunk_spell(gdcs_i_chunk *chunk, int64_t column, size_t size, int32_t code);
#endif
