/* Numbers for distinct 64-bit keys, from 0 in the order of first sight. */
#ifndef GDCS_PRIVACY_MICRODATA_INDEX_H
#define GDCS_PRIVACY_MICRODATA_INDEX_H

#include <gdcs/error.h>

typedef struct gdcs_i_index {
    struct gdcs_i_index_place {
        uint64_t key;
        int32_t number; /* plus one; 0: the place is free */
        int32_t padding;
    } * places;
    int64_t room; /* a power of two, at least twice count */
    int64_t count;
} gdcs_i_index;

/* expected: how many keys there will be, about. */
gdcs_status gdcs_i_index_new(gdcs_i_index *index, int64_t expected, gdcs_error *err);
void gdcs_i_index_free(gdcs_i_index *index);

gdcs_status gdcs_i_index_add(gdcs_i_index *index, uint64_t key, int32_t *number, gdcs_error *err);

/* The number of a key, or -1. */
int32_t gdcs_i_index_find(const gdcs_i_index *index, uint64_t key);
#endif
