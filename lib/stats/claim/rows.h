/* Rows of the frame of claims, and what both forms do for each claim. */
#ifndef GDCS_STATS_CLAIM_ROWS_H
#define GDCS_STATS_CLAIM_ROWS_H

#include "stats/claim/judge.h"

enum { GDCS_I_CLAIMS = 1000000 };

typedef struct gdcs_i_claim_row {
    int64_t claim; /* from 0 */
    int32_t says;
    int32_t definition; /* -1: none could be tried */
    double printed;
    gdcs_bounds exact;
    gdcs_i_verdict verdict;
} gdcs_i_claim_row;

typedef struct gdcs_i_claim_rows {
    gdcs_i_claim_row *row;
    int64_t room;
    int64_t count;
    gdcs_claim_options options;
} gdcs_i_claim_rows;

/* GDCS_E_OPTION, GDCS_E_STRUCT. */
gdcs_status gdcs_i_claim_open(const gdcs_claim_options *options, gdcs_i_claim_rows *rows,
                              gdcs_error *err);

/* Check a claim and add its rows.  number: from 1. */
gdcs_status gdcs_i_claim_add(gdcs_i_claim_rows *rows, const gdcs_claim *claim, int64_t number,
                             gdcs_error *err);

/* keys: columns to stand after the number of the claim, one code per claim each. */
typedef struct gdcs_i_claim_key {
    gdcs_axis axis;
    const int32_t *codes;
} gdcs_i_claim_key;

gdcs_status gdcs_i_claim_give(const gdcs_i_claim_rows *rows, const gdcs_i_claim_key *keys,
                              int32_t key_count, int32_t sensitivity, gdcs_frame **out,
                              gdcs_error *err);
#endif
