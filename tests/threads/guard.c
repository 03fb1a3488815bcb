/* The fence around GSL without a data race: threads of the library and of a host that has a handler
   of its own.  A plain program, for ThreadSanitizer. */
#include "num/dist/special.h"
#include "num/guard.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

enum { ROUNDS = 2000, THREADS = 4 };
static atomic_int foreign_errors;

static void foreign(const char *reason, const char *file, int line, int code)
{
    (void)reason;
    (void)file;
    (void)line;
    (void)code;
    foreign_errors++;
}

static int code_of_window(double argument)
{
    gdcs_i_guard_enter();
    (void)gdcs_i_gamma_star(argument);
    return gdcs_i_guard_leave();
}

static void *library(void *unused)
{
    intptr_t wrong = 0;
    (void)unused;
    for (int i = 0; i < ROUNDS; i++)
        wrong += (code_of_window(-1.0) != GSL_EDOM) + (code_of_window(12.5) != 0);
    return (void *)wrong;
}

static void *host(void *unused)
{
    gsl_sf_result ignored;
    for (int i = 0; i < ROUNDS; i++)
        (void)gsl_sf_log_e(0.0, &ignored);
    return unused;
}

int main(void)
{
    pthread_t threads[THREADS];
    intptr_t total = 0;
    gsl_set_error_handler(foreign);
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, i == 0 ? host : library, NULL) != 0)
            return 2;
    for (int i = 0; i < THREADS; i++) {
        void *wrong = NULL;
        pthread_join(threads[i], &wrong);
        total += (intptr_t)wrong;
    }
    const int restored = gsl_set_error_handler(NULL) == foreign;
    printf("%d wrong codes, %d of %d errors with the host, handler %s\n", (int)total,
           (int)foreign_errors, ROUNDS, restored ? "as it was" : "changed");
    return !(total == 0 && foreign_errors == ROUNDS && restored);
}
