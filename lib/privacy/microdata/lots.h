/* Records with equal keys and the same keys suppressed. */
#ifndef GDCS_PRIVACY_MICRODATA_LOTS_H
#define GDCS_PRIVACY_MICRODATA_LOTS_H

#include "privacy/microdata/records.h"

enum { GDCS_I_LOT_KEYS = 16 };

typedef struct gdcs_i_lots {
    const gdcs_i_records *records;
    const double *importance;
    int64_t k;
    int64_t l;            /* 0: not asked for */
    const int64_t *start; /* by class, of the values of the sensitive column that it has, ... */
    const int32_t *value; /* ... each once; NULL unless l is asked for */
    int32_t values;       /* distinct */
    int32_t padding;
    int64_t *seen; /* by value: the look that saw it last */
    int64_t looks;
    int64_t count;
    int64_t room;
    struct gdcs_i_lot {
        int32_t class_number;
        uint32_t mask; /* keys that are there */
        double size;
        double f; /* at least, while is_unsafe; later exact */
        int32_t is_unsafe;
        int32_t padding;
    } * lot;
} gdcs_i_lots;

/* A lot in a group, with what is suppressed of it. */
typedef struct gdcs_i_member {
    int32_t number;
    int32_t is_unsafe; /* 2: it was, and is no more */
    double f;
    double size;
    double cut;
} gdcs_i_member;

/* Choose what of the lots of a group, all of one mask and the same in what would be kept, is suppressed:
   members come out in another order, with what is cut of each. */
void gdcs_i_lots_share(gdcs_i_lots *lots, gdcs_i_member *members, int64_t n);

/* Suppress in the order of costs until no lot is unsafe, then give back. */
gdcs_status gdcs_i_lots_suppress(gdcs_i_lots *lots, gdcs_error *err);
gdcs_status gdcs_i_lots_give_back(gdcs_i_lots *lots, gdcs_error *err);

/* The lots as classes: keys by lot. */
gdcs_status gdcs_i_lots_classes(const gdcs_i_lots *lots, gdcs_i_classes *out, gdcs_error *err);
#endif
