/* What can be worked out from a system: the interval of every variable, and why.

   Knows nothing of how anything was protected: published bounds and rows in, intervals
   out.  Three passes: bounds of single rows until nothing moves; parts that are not connected, each by
   itself; in each part two linear programmes per variable, but for those whose answer a point met
   before proves. */
#ifndef GDCS_PRIVACY_ATTACK_H
#define GDCS_PRIVACY_ATTACK_H

#include "privacy/unsafe.h"

enum { GDCS_I_LOW = 0, GDCS_I_HIGH = 1 };

enum {
    GDCS_I_ATTACK_WANTED = 1,       /* its interval is asked for */
    GDCS_I_ATTACK_CONTRADICTED = 2, /* what is published of it and of others cannot be true */
    GDCS_I_ATTACK_DISPUTED = 4,     /* one row with it cannot be true, and was set aside */
    GDCS_I_ATTACK_SPOILT = 8        /* of the first of a connected part: cannot be true */
};

/* Why a bound holds: rows, and bounds of other variables.  Of entries: row r is r, the bound `side` of
   variable v is -(2 v + side) - 1. */
typedef struct gdcs_i_proof {
    int64_t start;
    int32_t count;
    int32_t
        row; /* the one row that gives it, with the bounds of its other variables; -1: see entries,
                    or none: it is published */
} gdcs_i_proof;

/* What is enough of an interval: to reach `low` and `high`, and to be `width` wide. */
typedef struct gdcs_i_enough {
    double low;
    double high;
    double width;
} gdcs_i_enough;

/* What a finding asks for, and in any case more than one number. */
gdcs_i_enough gdcs_i_attack_ask(const gdcs_i_finding *finding, double value);

typedef struct gdcs_i_attack {
    const gdcs_i_system *system;
    const gdcs_i_enough *need; /* by variable; NULL: intervals are to be as tight as can be */
    double *bound[2];          /* by variable: what is proved */
    char *met[2];              /* a point has this bound: it is the best there is */
    gdcs_i_proof *proof[2];    /* of the bounds */
    char *flags;               /* GDCS_I_ATTACK_* */
    char *dropped;             /* by row: contradicts what is published of its cells */

    int64_t *row_start; /* by variable: the rows that it is in */
    int32_t *row_list;
    int32_t *group; /* by variable: its connected part, as the number of one variable of it */

    int32_t *entries; /* of proofs */
    int64_t entry_count;
    int64_t entry_room;

    int64_t contradictions; /* rows, and parts, that cannot be true */
    int64_t parts;
    int64_t solved;  /* linear programmes */
    int64_t spared;  /* answers that a point or a single row gave */
    int64_t stopped; /* bounds not settled in time: `bound` holds, but may be too wide */
    int64_t milliseconds;
} gdcs_i_attack;

/* wanted: by variable.  need may be NULL: with it a bound counts as met, without being the best, once
   points show that the interval is wide enough.  milliseconds 0: no limit.  GDCS_E_NUMERIC, GDCS_E_MEMORY,
   GDCS_E_INTERNAL. */
gdcs_status gdcs_i_attack_new(const gdcs_i_system *system, const char *wanted,
                              const gdcs_i_enough *need, int64_t milliseconds, gdcs_i_attack **out,
                              gdcs_error *err);
void gdcs_i_attack_free(gdcs_i_attack *attack);

/* Is this bound as tight as it can be?  Not out of time. */
int gdcs_i_attack_is_met(const gdcs_i_attack *attack, int64_t variable, int side);

/* The rows behind the bounds of a variable on both sides, the nearest first, each once; at most `most`
   go to rows, and *count says how many there are, 512 if more.  GDCS_E_MEMORY. */
gdcs_status gdcs_i_attack_explain(const gdcs_i_attack *attack, int64_t variable, int32_t *rows,
                                  int32_t most, int32_t *count, gdcs_error *err);

/* Of the passes; each leaves the attack sound. */
gdcs_status gdcs_i_attack_propagate(gdcs_i_attack *attack, gdcs_error *err);
gdcs_status gdcs_i_attack_solve(gdcs_i_attack *attack, gdcs_error *err);

/* Connect the variables that are open and share rows; the number that stands for a connected part. */
void gdcs_i_attack_connect(gdcs_i_attack *attack);
int32_t gdcs_i_attack_root(const gdcs_i_attack *attack, int32_t variable);

/* Inwards to whole numbers where the variables are whole, with what computing loses allowed for. */
double gdcs_i_attack_whole(const gdcs_i_attack *attack, double x, int side);

/* A variable that is still open. */
int gdcs_i_attack_is_open(const gdcs_i_attack *attack, int64_t variable);
#endif
