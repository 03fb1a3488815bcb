/* What the fields of a column of words mean to one worker. */
#ifndef GDCS_IO_CSV_COLUMNAR_CODER_H
#define GDCS_IO_CSV_COLUMNAR_CODER_H

#include "io/csv/columnar/dictionary.h"
#include "io/csv/columnar/fields.h"
#include "io/record/binding.h"
#include "io/record/chunk.h"

/* Instead of a code. */
enum {
    GDCS_I_CODE_HOLD = -1, /* the record is taken as others are read */
    GDCS_I_CODE_OUT = -2,  /* the record is left out */
    GDCS_I_CODE_FRESH = -3 /* no record was taken that has this text */
};

typedef struct gdcs_i_coder {
    const gdcs_i_slot *slot;
    int64_t field; /* -1: the constant */
    int32_t makes; /* number of the axis, or column of the frame; -1: none */
    int32_t count; /* codes */
    gdcs_i_dictionary known;
    gdcs_i_text text;
    /* Of the field that was taken last: */
    const char *raw;
    size_t raw_size;
    const char *word; /* what it becomes in a frame */
    size_t word_size;
    int32_t fresh; /* the word, if a table does not know it */
    /* Of tables: */
    gdcs_i_words *words; /* NULL: of a frame */
    int32_t *codes;      /* 1 + that of each word, 0: fresh */
    int64_t code_room;
    int32_t blank;    /* of the missing, -1: fresh */
    int32_t *word_of; /* of each code: the word, or GDCS_I_WORD_MISSING */
    int64_t word_room;
    /* Of frames: */
    int64_t strays; /* fresh ones for which there was no room any more */
    int loose;      /* are there too many texts to know any of them? */
} gdcs_i_coder;

gdcs_status gdcs_i_coder_new(const gdcs_i_slot *slot, int32_t makes, int of_table,
                             gdcs_i_coder *out, gdcs_error *err);
void gdcs_i_coder_free(gdcs_i_coder *coder);

/* The code of a field as it stands in the file, or one of the above. */
gdcs_status gdcs_i_coder_take(gdcs_i_coder *coder, const char *raw, size_t size, char quote,
                              int32_t *code, gdcs_error *err);

/* The same for the constant. */
gdcs_status gdcs_i_coder_take_constant(gdcs_i_coder *coder, int32_t *code, gdcs_error *err);

/* Give the fresh word of the field that was taken last a code. */
gdcs_status gdcs_i_coder_learn(gdcs_i_coder *coder, gdcs_error *err);

/* The same in a frame: *code is what stands for the text in the chunk. */
gdcs_status gdcs_i_coder_spell(gdcs_i_coder *coder, gdcs_i_chunk *chunk, int32_t *code,
                               gdcs_error *err);

/* What stands in the chunk for a field of a loose column. */
gdcs_status gdcs_i_coder_copy(gdcs_i_coder *coder, gdcs_i_chunk *chunk, const char *raw,
                              size_t size, char quote, int32_t *code, gdcs_error *err);

/* A column of keys, most of which are seen once, is better not looked up: call it after so many rows. */
void gdcs_i_coder_settle(gdcs_i_coder *coder, int64_t rows);
#endif
