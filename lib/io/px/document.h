/* A PX file as its statements: KEYWORD[language]("key", "key") = value, value; */
#ifndef GDCS_IO_PX_DOCUMENT_H
#define GDCS_IO_PX_DOCUMENT_H

#include "io/schema/arena.h"

typedef struct gdcs_i_px_statement {
    const char *keyword;  /* capitals; '.' is '-' */
    const char *language; /* NULL: none */
    const char **keys;
    int64_t key_count;
    const char **values;
    int64_t value_count;
    int64_t line;
} gdcs_i_px_statement;

/* All texts lie in the arena; `data` in the text that was parsed. */
typedef struct gdcs_i_px_document {
    gdcs_i_px_statement *statements;
    int64_t count;
    const char *data; /* behind "DATA=" */
    const char *end;
    int64_t data_line;
    const char *language; /* of statements without one; NULL: not said */
    const char *chosen;   /* the one to read; NULL: that */
} gdcs_i_px_document;

/* Parse UTF-8.  GDCS_E_SYNTAX with the line, GDCS_E_ENCODING, GDCS_E_MEMORY. */
gdcs_status gdcs_i_px_parse(const char *text, size_t size, gdcs_i_arena *arena,
                            gdcs_i_px_document *out, gdcs_error *err);

/* Choose the language of labels and texts.  GDCS_E_NAME naming those that are there. */
gdcs_status gdcs_i_px_choose(gdcs_i_px_document *document, const char *language, gdcs_error *err);

/* The statement with this keyword and key (NULL: none) in the language of the file or, `chosen`, in
   the one to read; NULL: there is none. */
const gdcs_i_px_statement *gdcs_i_px_find(const gdcs_i_px_document *document, const char *keyword,
                                          const char *key, int chosen);

/* The first value of the statement without key, in the language to read if it is there, else in
   that of the file; NULL: none, or "". */
const char *gdcs_i_px_text(const gdcs_i_px_document *document, const char *keyword);

/* Is a statement in the language to read? */
int gdcs_i_px_is_read(const gdcs_i_px_document *document, const gdcs_i_px_statement *statement);

/* Compare names in ASCII, in any case. */
int gdcs_i_px_same(const char *a, const char *b);
#endif
