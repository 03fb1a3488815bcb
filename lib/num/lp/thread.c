#include "num/lp/thread.h"
#include "core/fail.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>

/* GLPK says why it gives up just before it does. */
static int swallow(void *info, const char *text)
{
    gdcs_i_lp *lp = info;
    if (strstr(text, "memory") != NULL)
        lp->memory = 1;
    return 1;
}

static void leave(void *info)
{
    gdcs_i_lp *lp = info;
    longjmp(lp->back, 1);
}

/* Between setjmp() and longjmp() there are only GLPK's own frames and the task's, which owns nothing. */
static void perform(gdcs_i_lp *lp)
{
    if (lp->broken)
        return;
    if (setjmp(lp->back) == 0) {
        lp->task(lp);
    } else {
        glp_free_env();
        lp->problem = NULL;
        lp->broken = 1;
    }
}

static void open_environment(gdcs_i_lp *lp)
{
    lp->memory = 0;
    glp_term_out(GLP_OFF);
    glp_term_hook(swallow, lp);
    glp_error_hook(leave, lp);
}

static void *run(void *data)
{
    gdcs_i_lp *lp = data;
    open_environment(lp);
    pthread_mutex_lock(&lp->lock);
    while (!lp->ends) {
        if (lp->task != NULL) {
            perform(lp);
            lp->task = NULL;
            pthread_cond_broadcast(&lp->turn);
        } else {
            pthread_cond_wait(&lp->turn, &lp->lock);
        }
    }
    pthread_mutex_unlock(&lp->lock);
    glp_free_env();
    return NULL;
}

/* No signal of the host is handled in a thread that it does not know of. */
static int create(gdcs_i_lp *lp)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int failed = pthread_create(&lp->thread, NULL, run, lp);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed;
}

gdcs_status gdcs_i_lp_start(gdcs_i_lp *lp, gdcs_error *err)
{
    if (pthread_mutex_init(&lp->lock, NULL) != 0)
        return gdcs_i_fail_memory(err);
    if (pthread_cond_init(&lp->turn, NULL) != 0) {
        pthread_mutex_destroy(&lp->lock);
        return gdcs_i_fail_memory(err);
    }
    if (create(lp) == 0)
        return GDCS_OK;
    pthread_cond_destroy(&lp->turn);
    pthread_mutex_destroy(&lp->lock);
    return gdcs_i_fail(err, GDCS_E_INTERNAL, "", "no thread can be started for the solver");
}

void gdcs_i_lp_end(gdcs_i_lp *lp)
{
    pthread_mutex_lock(&lp->lock);
    lp->ends = 1;
    pthread_cond_broadcast(&lp->turn);
    pthread_mutex_unlock(&lp->lock);
    pthread_join(lp->thread, NULL);
    pthread_cond_destroy(&lp->turn);
    pthread_mutex_destroy(&lp->lock);
}

gdcs_status gdcs_i_lp_ask(gdcs_i_lp *lp, void (*task)(gdcs_i_lp *lp), gdcs_error *err)
{
    pthread_mutex_lock(&lp->lock);
    lp->task = task;
    pthread_cond_broadcast(&lp->turn);
    while (lp->task != NULL)
        pthread_cond_wait(&lp->turn, &lp->lock);
    pthread_mutex_unlock(&lp->lock);
    if (!lp->broken)
        return GDCS_OK;
    if (lp->memory)
        return gdcs_i_fail_memory(err);
    return gdcs_i_fail(err, GDCS_E_INTERNAL, "", "the solver gave up");
}
