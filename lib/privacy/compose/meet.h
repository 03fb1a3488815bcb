/* What two releases of records have in common: 0 is the earlier, 1 the one that goes out. */
#ifndef GDCS_PRIVACY_COMPOSE_MEET_H
#define GDCS_PRIVACY_COMPOSE_MEET_H

#include "data/cells.h"
#include "privacy/compose/compose.h"
#include "privacy/microdata/records.h"

/* A column of both.  value: by label, which is 0 for what is missing; the same number for what may be the same. */
typedef struct gdcs_i_common {
    int32_t axis[2];
    int32_t *value[2];
    int32_t values;
    int32_t is_key; /* of both */
} gdcs_i_common;

gdcs_status gdcs_i_common_new(const gdcs_i_composed *const *sides, int32_t first, int32_t second,
                              const gdcs_tree *const *trees, int32_t tree_count, gdcs_i_common *out,
                              gdcs_error *err);
void gdcs_i_common_free(gdcs_i_common *common);

/* Is the column a key of the release? */
int gdcs_i_composed_has_key(const gdcs_i_composed *side, const char *name);

/* Records of one release: cells that are not empty, and classes of equal keys. */
typedef struct gdcs_i_side {
    const gdcs_i_composed *of;
    int64_t n; /* cells */
    double *size;
    int32_t *label[GDCS_I_AXES]; /* by axis and cell, plus one; 0: missing */
    gdcs_i_classes classes;
    int64_t *start; /* by class; one more at the end */
    int32_t *cell;
} gdcs_i_side;

gdcs_status gdcs_i_side_new(const gdcs_i_composed *of, gdcs_i_side *out, gdcs_error *err);
void gdcs_i_side_free(gdcs_i_side *side);

/* What cells of both have in some columns, and which of that may be the same. */
typedef struct gdcs_i_joint {
    gdcs_i_classes values; /* of: by cell, those of the second release after the first's */
    char *is_in[2];        /* by value */
    int64_t *start;        /* by value, of what may be the same; NULL: itself alone */
    int64_t *count;
    int32_t *same;
    int64_t used;
    int64_t room;
} gdcs_i_joint;

typedef struct gdcs_i_meeting {
    gdcs_i_side side[2];
    gdcs_i_common column[GDCS_I_AXES];
    int32_t width;
    gdcs_i_joint keys;   /* of the keys of both */
    gdcs_i_joint others; /* of the other columns of both */
} gdcs_i_meeting;

enum { GDCS_I_JOINT_ALL = -1, GDCS_I_JOINT_OTHERS = 0, GDCS_I_JOINT_KEYS = 1 };
gdcs_status gdcs_i_joint_new(const gdcs_i_meeting *meeting, int32_t which, gdcs_i_joint *out,
                             gdcs_error *err);
void gdcs_i_joint_free(gdcs_i_joint *joint);

/* The number of a cell's values. */
int32_t gdcs_i_joint_of(const gdcs_i_meeting *meeting, const gdcs_i_joint *joint, int s,
                        int32_t cell);

/* What may be the same as a value: `count` of them. */
const int32_t *gdcs_i_joint_same(const gdcs_i_joint *joint, const int32_t *value, int64_t *count);

gdcs_status gdcs_i_meeting_new(const gdcs_i_composed *const *sides, const gdcs_tree *const *trees,
                               int32_t tree_count, gdcs_i_meeting *out, gdcs_error *err);
void gdcs_i_meeting_free(gdcs_i_meeting *meeting);

/* Are the records of each class of a side, that may be of the persons of a class of the other, as many and as
   diverse as its rule asks? */
gdcs_status gdcs_i_narrow(const gdcs_i_meeting *meeting, int side, gdcs_error *err);

/* "area North, sex F": the keys of a class. */
enum { GDCS_I_COMPOSED_PLACE = 64 };
void gdcs_i_put_class(const gdcs_i_side *side, int32_t class_number,
                      char out[GDCS_I_COMPOSED_PLACE]);
#endif
