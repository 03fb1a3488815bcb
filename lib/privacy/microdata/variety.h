/* How diverse some values of a sensitive column are, and how far from those of all records. */
#ifndef GDCS_PRIVACY_MICRODATA_VARIETY_H
#define GDCS_PRIVACY_MICRODATA_VARIETY_H

#include <gdcs/microdata.h>

typedef struct gdcs_i_variety {
    double *below; /* by value: share of all records at it or below */
    double *sum;   /* of these over the values before it, one more at the end */
    double *count; /* by value: of the records looked at */
    int32_t *seen; /* values that they have */
    double *fall;  /* their counts */
    double n;      /* sum of the counts */
    int32_t values;
    int32_t used;
    int32_t is_ordered; /* for the distance */
    int32_t padding;
    double c; /* of RECURSIVE */
} gdcs_i_variety;

typedef struct gdcs_i_varied {
    double distinct;
    double entropy;
    double recursive;
    double closeness;
} gdcs_i_varied;

/* all: by value, records that have it.  Members n to padding of `variety` are set by the caller. */
gdcs_status gdcs_i_variety_new(const double *all, gdcs_i_variety *variety, gdcs_error *err);
void gdcs_i_variety_free(gdcs_i_variety *variety);

/* Records looked at with value 0, ...; then what they are, and none are looked at. */
void gdcs_i_variety_add(gdcs_i_variety *variety, int32_t value, double records);
gdcs_i_varied gdcs_i_variety_take(gdcs_i_variety *variety);

/* Are the records less diverse, farther away, than the rule asks for?  `distinct` is not 0. */
int gdcs_i_varied_is_plain(const gdcs_i_varied *varied, const gdcs_microdata_rule *rule);
int gdcs_i_varied_is_far(const gdcs_i_varied *varied, const gdcs_microdata_rule *rule);
#endif
