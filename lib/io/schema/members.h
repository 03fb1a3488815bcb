/* The members of a schema as JSON: one list for reading and writing. */
#ifndef GDCS_IO_SCHEMA_MEMBERS_H
#define GDCS_IO_SCHEMA_MEMBERS_H

#include <stddef.h>
#include <stdint.h>

typedef enum gdcs_i_member_kind {
    GDCS_I_MEMBER_CHAR,     /* a text of one byte; a char */
    GDCS_I_MEMBER_INTEGER,  /* an int32_t */
    GDCS_I_MEMBER_TRUE,     /* true or false; an int32_t of 1 or 0 */
    GDCS_I_MEMBER_TEXT,     /* a const char * */
    GDCS_I_MEMBER_NAME,     /* a text that names an int32_t */
    GDCS_I_MEMBER_TEXTS,    /* an array of texts; pointer and count */
    GDCS_I_MEMBER_WORDS,    /* an object of texts and nulls; pointer and count */
    GDCS_I_MEMBER_HEADINGS, /* WORDS, or an array of texts for words to themselves, or an object of
                               arrays of texts: a word, then labels of further axes */
    GDCS_I_MEMBER_PATTERNS, /* WORDS, or an array of texts, or one, for words to NULL */
    GDCS_I_MEMBER_META,     /* an object of texts; pointer and count */
    GDCS_I_MEMBER_COLUMNS,  /* an array of columns; pointer and count */
    GDCS_I_MEMBER_WIDE,     /* an object; pointer */
    GDCS_I_MEMBER_ALSO,     /* an array of further axes; pointer and count */
    GDCS_I_MEMBER_NUMBER    /* an object, a column; pointer */
} gdcs_i_member_kind;

typedef struct gdcs_i_member {
    const char *name;
    gdcs_i_member_kind kind;
    size_t offset;                         /* in its struct */
    size_t count;                          /* offset of an int64_t */
    int32_t (*find)(const char *name);     /* 0: there is none of that name */
    const char *(*name_of)(int32_t value); /* NULL or "": it has no name */
} gdcs_i_member;

/* Each ends with a member without a name. */
extern const gdcs_i_member gdcs_i_schema_members[];
extern const gdcs_i_member gdcs_i_column_members[];
extern const gdcs_i_member gdcs_i_wide_members[];
extern const gdcs_i_member gdcs_i_also_members[];
#endif
