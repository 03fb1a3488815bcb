#include "io/csv/columnar/at_once.h"

#include <signal.h>
#include <stddef.h>

typedef struct task {
    void (*work)(void *item);
    void *item;
    int running; /* is there a thread? */
    pthread_t thread;
} task;

int gdcs_i_thread_start(pthread_t *thread, void *(*work)(void *), void *context)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int running = pthread_create(thread, NULL, work, context) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return running;
}

static void *do_task(void *context)
{
    const task *t = context;
    t->work(t->item);
    return NULL;
}

void gdcs_i_at_once(void (*work)(void *item), void **items, int count)
{
    task tasks[GDCS_I_AT_ONCE];
    for (int i = 0; i < count; i++) {
        tasks[i] = (task){.work = work, .item = items[i]};
        tasks[i].running = i > 0 && gdcs_i_thread_start(&tasks[i].thread, do_task, &tasks[i]);
    }
    for (int i = 0; i < count; i++)
        if (tasks[i].running)
            pthread_join(tasks[i].thread, NULL);
        else
            work(items[i]);
}
