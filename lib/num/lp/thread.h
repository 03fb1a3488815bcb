/* The thread in which a system lives, and what it does for each call. */
#ifndef GDCS_NUM_LP_THREAD_H
#define GDCS_NUM_LP_THREAD_H

#include "num/lp.h"

#include <glpk.h>
#include <pthread.h>
#include <setjmp.h>

struct gdcs_i_lp {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t turn;
    void (*task)(gdcs_i_lp *lp); /* what to do next; NULL while nothing is asked */
    int32_t ends;                /* the thread is to return */

    /* Of the thread: */
    glp_prob *problem;
    jmp_buf back;
    int32_t broken; /* GLPK gave up: no object of it is left */
    int32_t memory; /* for want of memory */
    double deadline;

    /* What a call hands over, and gets back: */
    const gdcs_i_lp_rows *rows;
    const gdcs_i_lp_columns *columns;
    const gdcs_i_lp_objective *objective;
    int32_t column;
    double lower;
    double upper;
    int *place; /* room for one row, 1-based as GLPK has it */
    double *coefficient;
    int64_t *used; /* columns of the last objective */
    int64_t used_count;
    int64_t room; /* columns */
    gdcs_i_lp_options options;
    gdcs_i_lp_answer answer;
    int32_t failed;   /* a GLPK return code that is no answer */
    int32_t is_begun; /* a first point was looked for */

    double *point;
    double *reduced;
    double *duals;
    int64_t dual_room;
    int64_t row_count;
};

/* Start and end the thread.  GDCS_E_INTERNAL, GDCS_E_MEMORY. */
gdcs_status gdcs_i_lp_start(gdcs_i_lp *lp, gdcs_error *err);
void gdcs_i_lp_end(gdcs_i_lp *lp);

/* Run a task there and wait for it.  GDCS_E_MEMORY, GDCS_E_INTERNAL if GLPK gave up. */
gdcs_status gdcs_i_lp_ask(gdcs_i_lp *lp, void (*task)(gdcs_i_lp *lp), gdcs_error *err);
#endif
