/* The door to cJSON: documents that are what RFC 8259 and common sense say, and places in them. */
#ifndef GDCS_IO_JSON_DOCUMENT_H
#define GDCS_IO_JSON_DOCUMENT_H

#include "core/fail.h"

struct cJSON;

typedef struct gdcs_i_document {
    const char *text; /* the caller's */
    size_t size;
    struct cJSON *root;
    const struct cJSON *whole; /* that `root` is a part of; NULL: it is all */
} gdcs_i_document;

/* Refused besides what is no JSON: bytes that are no UTF-8, a NUL in a string, a member twice, a
   number that is not finite, anything after the value.  A whole number beyond 2^53 that no double is, is in
   the tree as the text of its digits: readers of text refuse it as they do in any file.  GDCS_E_SYNTAX,
   GDCS_E_ENCODING, GDCS_E_LIMIT, GDCS_E_MEMORY, with line and character. */
gdcs_status gdcs_i_document_parse(const char *text, size_t size, size_t limit, gdcs_i_document *out,
                                  gdcs_error *err);
void gdcs_i_document_free(gdcs_i_document *document);

/* A value of it as a document of its own, whose places are those in the whole; not to be freed. */
gdcs_i_document gdcs_i_document_part(const gdcs_i_document *document, struct cJSON *value);

/* Fail with the line and character at which this value (for a member: its name) begins. */
gdcs_status gdcs_i_document_fail(const gdcs_i_document *document, const struct cJSON *value,
                                 gdcs_error *err, gdcs_status status, const char *field,
                                 const char *format, ...) GDCS_PRINTF(6, 7);

/* Put that place into an error that has none. */
void gdcs_i_document_locate(const gdcs_i_document *document, const struct cJSON *value,
                            gdcs_error *err);
#endif
