/* Pairs of key and value as Arrow packs them: int32 count, then for each int32 length and bytes of key
   and value, in the byte order of the machine. */
#ifndef GDCS_IO_ARROW_METADATA_H
#define GDCS_IO_ARROW_METADATA_H

#include <gdcs/error.h>
#include <stddef.h>

/* How keys begin that give a word of a column its title. */
#define GDCS_I_ARROW_TITLE "title:"

typedef struct gdcs_i_packing {
    char *bytes; /* freed with free() */
    int64_t used;
    int64_t room;
} gdcs_i_packing;

/* Add "gdcs:<key>" and its value; on failure the packing is as before. */
gdcs_status gdcs_i_metadata_add(gdcs_i_packing *packing, const char *key, const char *value,
                                gdcs_error *err);

typedef struct gdcs_i_pair {
    const char *key;
    size_t key_size;
    const char *value;
    size_t value_size;
} gdcs_i_pair;

/* Walk: *at is NULL before the first pair, *left how many are to come.  Returns 1 for a pair, 0 at the
   end, -1 for a negative number. */
int gdcs_i_metadata_next(const char *metadata, const char **at, int32_t *left, gdcs_i_pair *pair);

/* Is the key "gdcs:<key>"? */
int gdcs_i_metadata_is(const gdcs_i_pair *pair, const char *key);

/* What follows "gdcs:<begin>" in the key, of `size` bytes; NULL: the key is another. */
const char *gdcs_i_metadata_rest(const gdcs_i_pair *pair, const char *begin, size_t *size);
#endif
