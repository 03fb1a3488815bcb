/* What classes of one release let records of the other be. */
#ifndef GDCS_PRIVACY_COMPOSE_SETS_H
#define GDCS_PRIVACY_COMPOSE_SETS_H

#include "privacy/compose/meet.h"
#include "privacy/microdata/index.h"

/* Values of the other columns that records of a side may have, who are of a class of the other side; sets of equal
   values under equal keys are one. */
typedef struct gdcs_i_sets {
    struct gdcs_i_set {
        int64_t start; /* in value, in order */
        int32_t count;
        int32_t keys;         /* number of the keys of both */
        int32_t class_number; /* the first such class */
        int32_t padding;
    } * set;
    int64_t count;
    int64_t room;
    int32_t *value;
    int64_t used;
    int64_t value_room;
    gdcs_i_index place; /* of keys and a value: the sets that have it are */
    int64_t *start;     /* by number of the place, in */
    int32_t *holder;
} gdcs_i_sets;

/* For records of `side`. */
gdcs_status gdcs_i_sets_new(const gdcs_i_meeting *meeting, int side, gdcs_i_sets *out,
                            gdcs_error *err);
void gdcs_i_sets_free(gdcs_i_sets *sets);

/* Sets under these keys that have the value: `count` of them. */
const int32_t *gdcs_i_sets_with(const gdcs_i_sets *sets, int32_t keys, int32_t value,
                                int64_t *count);
#endif
