/* Words, codes and headings of sex columns, from the lists in lib/data/codes. */
#ifndef GDCS_DATA_SEX_WORDS_H
#define GDCS_DATA_SEX_WORDS_H

#include <gdcs/sex.h>
#include <stddef.h>

enum {
    GDCS_I_FOLD_SIZE = 96, /* room for a folded spelling; the longest known has 36 bytes */
    GDCS_I_READINGS = 96,  /* at least as many as there are */
    GDCS_I_DERIVED = 7,    /* a sense: no persons, a difference between sexes */
    GDCS_I_LETTER = 1,     /* flag: an abbreviation, mostly of one letter */
    GDCS_I_VERIFIED = 2    /* flag: seen in a source, not recalled */
};

/* What a folded token means in one reading: a scheme (number below gdcs_i_sex_schemes()) or a
   language. */
typedef struct gdcs_i_sense {
    uint16_t text; /* its place in the pool */
    uint8_t reading;
    uint8_t sex; /* GDCS_SEX_* or GDCS_I_DERIVED */
    uint8_t flags;
} gdcs_i_sense;

/* Bring text[0..size) to the form in which spellings are compared: no case, accents, points, quotes
   or marks of direction; dashes and blanks of any kind become one blank, none at the ends; full-width
   forms become ASCII.  Returns its length, or -1 if it is not UTF-8 or does not fit. */
int gdcs_i_sex_fold(const char *text, size_t size, char out[GDCS_I_FOLD_SIZE]);

/* All senses of a folded token, ordered by reading; NULL and 0 if there are none. */
const gdcs_i_sense *gdcs_i_sex_senses(const char *folded, int *count);

/* Set which[reading] for each language in which this folded heading, or a word of it, names sex.
   Returns how many were set. */
int gdcs_i_sex_headings(const char *folded, char which[GDCS_I_READINGS]);

/* What a token stands for elsewhere that no column of itself can decide, or NULL. */
const char *gdcs_i_sex_trap(const char *folded);

int gdcs_i_sex_readings(void);
int gdcs_i_sex_schemes(void);

/* "spain", "es"; "INE Spain", "Spanish". */
const char *gdcs_i_sex_reading_name(int reading);
const char *gdcs_i_sex_reading_title(int reading);

/* The code of a token exactly as its scheme (number, from 0) writes it, but for ASCII case; 0 if the
   scheme does not hold it. */
int32_t gdcs_i_sex_scheme_find(int scheme, const char *text, size_t size);
#endif
