/* The same done with several things by as many threads. */
#ifndef GDCS_IO_CSV_COLUMNAR_AT_ONCE_H
#define GDCS_IO_CSV_COLUMNAR_AT_ONCE_H

#include <pthread.h>

enum { GDCS_I_AT_ONCE = 64 };

/* Start a thread with all signals left to the caller's; 0 if it cannot be had. */
int gdcs_i_thread_start(pthread_t *thread, void *(*work)(void *), void *context);

/* work(items[i]) for all of them, at most GDCS_I_AT_ONCE, by the caller where there is no thread. */
void gdcs_i_at_once(void (*work)(void *item), void **items, int count);
#endif
