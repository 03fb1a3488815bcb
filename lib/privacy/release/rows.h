/* Rows of a frame that is to be released, as the counts or shares that they tell. */
#ifndef GDCS_PRIVACY_RELEASE_ROWS_H
#define GDCS_PRIVACY_RELEASE_ROWS_H

#include "privacy/release/release.h"

typedef struct gdcs_i_release_rows {
    gdcs_i_release *r;
    const gdcs_frame *frame;
    const gdcs_table *original;
    gdcs_table *counts;          /* exact: axes of the keys, of the options, then sex */
    int32_t keys;                /* columns of the frame that are axes: the first of `counts` */
    int64_t column[GDCS_I_AXES]; /* of the frame, by key */
    int32_t sex;                 /* axis of `counts`, or -1 */
    gdcs_i_cells *groups;        /* rows with the same keys are one group, by slot */
    int32_t *group;              /* by row */
    char *goes;                  /* by group */
    int64_t *wanted;             /* groups that may go if the audit passes, ... */
    int64_t wanted_count;        /* ... in the order of rows */
    int64_t known_count;         /* the first of them tell nothing beyond the tables */
    int32_t tries;               /* audits so far */
    double *share;               /* by group, of SHARE: as published */
    gdcs_table *told;            /* of the groups that go */
    gdcs_audit_fact *facts;      /* likewise, one per group */
    const char **labels;         /* of the facts */
} gdcs_i_release_rows;

/* r, frame set.  GDCS_E_NAME, GDCS_E_OPTION, GDCS_E_VALUE, GDCS_E_ARGUMENT, GDCS_E_MEMORY. */
gdcs_status gdcs_i_release_rows_begin(gdcs_i_release_rows *rows, gdcs_error *err);
void gdcs_i_release_rows_end(gdcs_i_release_rows *rows);

/* Let as many groups go as an audit passes. */
gdcs_status gdcs_i_release_rows_choose(gdcs_i_release_rows *rows, gdcs_release_result *result,
                                       gdcs_error *err);

/* The frame with the rows that go. */
gdcs_status gdcs_i_release_rows_give(const gdcs_i_release_rows *rows, gdcs_frame **out,
                                     gdcs_error *err);
#endif
