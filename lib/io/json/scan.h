/* The tokens of JSON, strictly. */
#ifndef GDCS_IO_JSON_SCAN_H
#define GDCS_IO_JSON_SCAN_H

#include <stddef.h>

enum {
    GDCS_I_JSON_END = 0,
    GDCS_I_JSON_MARK = 1, /* one of { } [ ] : , */
    GDCS_I_JSON_STRING = 2,
    GDCS_I_JSON_OTHER = 3, /* a number, true, false, null */
    GDCS_I_JSON_WRONG = 4  /* from start on it is no JSON */
};

typedef struct gdcs_i_json_token {
    int kind;
    size_t start;
    size_t size;
    const char *wrong; /* what is wrong; static */
} gdcs_i_json_token;

/* The token at or after `at`. */
gdcs_i_json_token gdcs_i_json_next(const char *text, size_t size, size_t at);

enum { GDCS_I_JSON_DEPTH = 500 };

/* Is the text one value?  Kind END if so, else WRONG with the place. */
gdcs_i_json_token gdcs_i_json_check(const char *text, size_t size);
#endif
