/* Indices of segregation of one set of units, given as arrays of women and men. */
#ifndef GDCS_STATS_SEGREGATION_INDEX_H
#define GDCS_STATS_SEGREGATION_INDEX_H

#include <gdcs/segregation.h>

/* Room for one unit in an order. */
struct gdcs_i_rank {
    double share; /* of women */
    double women;
    double men;
};

/* By rising share. */
void gdcs_i_rank_sort(struct gdcs_i_rank *rank, int64_t count);

/* Units with the sums over them.  rank is room for n, used by the Gini index alone. */
typedef struct gdcs_i_units {
    int64_t n;
    const double *women;
    const double *men;
    double all_women;
    double all_men;
    int64_t filled; /* units with women or men */
    struct gdcs_i_rank *rank;
} gdcs_i_units;

/* Sums up; rank may be NULL where no Gini index is asked for. */
gdcs_i_units gdcs_i_units_of(const double *women, const double *men, int64_t n,
                             struct gdcs_i_rank *rank);

/* a b - c d, exact but for one rounding where products of counts are whole. */
double gdcs_i_cross(double a, double b, double c, double d);

/* The index, NaN if there is none: no women, no men, or THEIL_UNITS of one unit. */
double gdcs_i_segregation_index(int32_t index, const gdcs_i_units *units);

/* (1 + y) ln (1 + y) - y for y >= -1: never negative, and right where it is small. */
double gdcs_i_entropy_rise(double y);

/* p ln (p / P) + q ln (q / Q) of unit i; NaN if it is empty. */
double gdcs_i_segregation_linkage(const gdcs_i_units *units, int64_t i);

double gdcs_i_entropy_of_sexes(double women, double men);
double gdcs_i_entropy_of_units(const gdcs_i_units *units);

/* The range of the index whatever the counts are. */
gdcs_bounds gdcs_i_segregation_range(int32_t index);

/* "dissimilarity" and the like; "" for what is none. */
const char *gdcs_i_segregation_name(int32_t index);

enum { GDCS_I_SEGREGATION_INDICES = 15 };
#endif
