/* Why parts and their total differ: numbers in, a reason out. */
#ifndef GDCS_STATS_QUALITY_EXPLAIN_H
#define GDCS_STATS_QUALITY_EXPLAIN_H

#include <stdint.h>

enum {
    GDCS_I_RECONCILE_CONSISTENT,
    GDCS_I_RECONCILE_UNKNOWN_SEX,
    GDCS_I_RECONCILE_ROUNDED,
    GDCS_I_RECONCILE_PERTURBED,
    GDCS_I_RECONCILE_DOUBLE_COUNTED,
    GDCS_I_RECONCILE_TRANSPOSED,
    GDCS_I_RECONCILE_DIGIT,
    GDCS_I_RECONCILE_DROPPED_DIGIT,
    GDCS_I_RECONCILE_TOTAL_EXCEEDS,
    GDCS_I_RECONCILE_PARTS_EXCEED,
    GDCS_I_RECONCILE_LATER_ABOVE_EARLIER,
    GDCS_I_RECONCILE_SAME_FIGURE,
    GDCS_I_RECONCILE_SAME_SLICE,
    GDCS_I_RECONCILE_JUMP,
    GDCS_I_RECONCILE_RELATIONSHIP,
    GDCS_I_RECONCILE_AGES_OVERLAP,
    GDCS_I_RECONCILE_KINDS
};

/* A total and its parts; exact where lower and upper are equal. */
typedef struct gdcs_i_parts {
    const double *lower;
    const double *upper;
    int64_t n;
    double total_lower;
    double total_upper;
    double base;  /* figures are multiples of this, or 0 */
    double noise; /* each figure may be off by this */
    int open;     /* what the total has more is of unknown sex */
} gdcs_i_parts;

typedef struct gdcs_i_reason {
    int kind;
    int64_t part;    /* what is probably wrong, or -1: the total */
    int64_t ways;    /* how many figures could be mistyped so */
    double sum;      /* of the parts: where they are intervals, the end nearest to the total */
    double expected; /* what would be right in its place */
} gdcs_i_reason;

gdcs_i_reason gdcs_i_quality_explain(const gdcs_i_parts *parts);

/* TRANSPOSED, DIGIT or DROPPED_DIGIT if one slip turns the whole number `right` into `typed`; else -1. */
int gdcs_i_quality_slip(double typed, double right);
#endif
