/* A connected part of an attack as a programme: small numbers, and only as many variables as needed. */
#ifndef GDCS_PRIVACY_AUDIT_PART_H
#define GDCS_PRIVACY_AUDIT_PART_H

#include "privacy/attack.h"

/* Members are the variables of the part, measured from their lower bounds: numbers of the size of the
   intervals, not of the counts, so that the solver's tolerance does not blur them.  Where a row holds
   two of them only, one is a function of the other: member = sign x root + offset.  Columns are the
   roots. */
typedef struct gdcs_i_part {
    gdcs_i_attack *a;
    int32_t *local; /* by variable of the system: its member */
    int32_t *stamp; /* by row of the system: the last part that has it, + 1 */

    int64_t members;
    int32_t *variable;
    int32_t *parent; /* itself, or the member that it is a function of */
    double *sign;    /* of the parent; after the reduction, of the root */
    double *offset;
    int32_t *link;  /* the row that says so */
    int32_t *size;  /* of roots: members that depend on it */
    int32_t *where; /* the column of its root */
    double *least;  /* of roots: limits */
    double *most;

    int64_t found; /* rows of the system that hold members */
    int32_t *rows;
    char *used; /* as a link */

    int64_t columns;
    double *bound[2];
    char *met[2];
    char *wanted;
    double *seen[2]; /* extremes of the points met */
    gdcs_i_enough *need;

    int64_t count; /* rows of the programme */
    int32_t *row;  /* of the system */
    int64_t *start;
    int32_t *column;
    double *value;
    double *row_lower;
    double *row_upper;

    double *sum; /* by member: scratch for one row */
    int32_t *touched;
    int32_t *objective; /* scratch for one objective */
    double *weight;
    int impossible; /* a row without variables does not hold */
} gdcs_i_part;

/* Room for the largest part that there can be. */
gdcs_status gdcs_i_part_make(gdcs_i_attack *attack, gdcs_i_part *part, gdcs_error *err);
void gdcs_i_part_release(gdcs_i_part *part);

/* The part of the variables listed from `first` by next[]; 0 if none of them is asked for. */
int gdcs_i_part_build(gdcs_i_part *part, int32_t first, const int32_t *next);
#endif
