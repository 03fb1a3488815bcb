/* Which numbers are to be hidden beside the unsafe ones. */
#ifndef GDCS_PRIVACY_SUPPRESS_SUPPRESSION_H
#define GDCS_PRIVACY_SUPPRESS_SUPPRESSION_H

#include "privacy/unsafe.h"

#include <gdcs/audit.h>
#include <gdcs/suppress.h>

/* What becomes of a variable. */
enum {
    GDCS_I_STAYS = 0,  /* others know it: published, or no exact number */
    GDCS_I_OPEN = 1,   /* nobody publishes it */
    GDCS_I_MAY = 2,    /* published unless it has to be hidden */
    GDCS_I_UNSAFE = 3, /* must be hidden and protected */
    GDCS_I_HIDDEN = 4  /* hidden to protect others */
};

typedef struct gdcs_i_suppression {
    gdcs_i_system *system; /* of the true numbers */
    gdcs_i_unsafe unsafe;
    gdcs_disclosure_rule rule;
    char *state;     /* by variable: GDCS_I_STAYS, ... */
    char *is_proved; /* unsafe, and a movement of what is hidden protects it */
    double *cost;    /* of hiding it */
    double *least;   /* of what nobody publishes: what it is at least */
    double *part;    /* of what is hidden: what those who are thought to attack know to be in it */
    char *put_off;  /* 1: unsafe, and cannot be protected as is asked now; NULL: that is an error */
    int64_t *start; /* by variable, + 1: the rows that it is in, where others do not know it */
    int32_t *row;
    int8_t *value;
    int64_t milliseconds; /* 0: no limit */
    int64_t repairs;      /* cells hidden since an interval was too narrow */
    int64_t attacks;      /* intervals that had to be worked out by programmes */
    int32_t stopped;      /* out of time */
    int32_t unsettled;    /* a programme of the last repair was out of time */
    double bound;         /* no pattern costs less; NaN if that is not known */
} gdcs_i_suppression;

/* Of the tables that the system was made of, the first `own` are to be protected, the others are known.
   `system` and `rule` are set; what is there when it fails is freed.  GDCS_E_STRUCT, GDCS_E_NAME,
   GDCS_E_SHAPE, GDCS_E_VALUE, GDCS_E_MEMORY. */
gdcs_status gdcs_i_suppression_new(gdcs_i_suppression *p, int32_t own,
                                   const gdcs_suppress_options *o, gdcs_error *err);
void gdcs_i_suppression_free(gdcs_i_suppression *p);

/* The first `own` tables must not say two numbers of one cell; of others theirs stand.  GDCS_E_VALUE. */
gdcs_status gdcs_i_suppression_agree(const gdcs_i_suppression *p, int32_t own, gdcs_error *err);

/* What others know besides: states of what is out already, limits of it as rows, sums that are false made
   void, `least`.  Before the columns of the equations are made.  GDCS_E_MEMORY. */
gdcs_status gdcs_i_suppression_know(gdcs_i_suppression *p, int32_t own, gdcs_error *err);

/* Is it hidden, or was it never shown? */
int gdcs_i_suppression_is_unknown(const gdcs_i_suppression *p, int64_t variable);

/* How far what others do not know of it can fall: to zero, or the part of it that is known, and from what it is
   at least where nobody publishes it. */
double gdcs_i_suppression_fall(const gdcs_i_suppression *p, int64_t variable);

/* Hide cells, cheap ones rather than dear ones, until decoys (decoy.h) protect each unsafe number, as far as
   cubes find them, and note which they protect.  GDCS_E_LIMIT, GDCS_E_MEMORY. */
gdcs_status gdcs_i_suppress_pattern(gdcs_i_suppression *p, gdcs_error *err);

/* Note which unsafe numbers have a movement that shows them protected, as far as that is found without
   programmes; is_thorough: in the longer search.  GDCS_E_MEMORY. */
gdcs_status gdcs_i_suppress_prove(gdcs_i_suppression *p, int is_thorough, gdcs_error *err);

/* Are there so many hidden numbers that programmes take too long? */
int gdcs_i_suppression_is_large(const gdcs_i_suppression *p);

/* Hide more until the interval of each unsafe number without such a movement is as the rule asks.
   GDCS_E_DISCLOSURE, GDCS_E_LIMIT, GDCS_E_NUMERIC, GDCS_E_MEMORY, GDCS_E_INTERNAL. */
gdcs_status gdcs_i_suppress_repair(gdcs_i_suppression *p, gdcs_error *err);

/* Hide the least, by branch and cut from the pattern there is; out of time, the best found.  Errors as
   repair. */
gdcs_status gdcs_i_suppress_exact(gdcs_i_suppression *p, gdcs_error *err);

/* The labels of a variable. */
enum { GDCS_I_PLACE_SIZE = 160 };
void gdcs_i_suppression_place(const gdcs_i_suppression *p, int64_t variable,
                              char place[GDCS_I_PLACE_SIZE]);

/* GDCS_E_DISCLOSURE, or GDCS_E_LIMIT if that is unsettled, with the labels of the variable. */
gdcs_status gdcs_i_suppress_refuse(const gdcs_i_suppression *p, int64_t variable, gdcs_error *err);
#endif
