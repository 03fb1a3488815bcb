/* Mirrors lib/num/guard.c: GSL never aborts, and the library is nobody's bad neighbour.

   No argument in its domain makes the library's GSL fail, so the tests ask an internal function
   for a point outside: it runs on the library's own copy of GSL, where there is one. */
#include "num/dist/special.h"
#include "num/guard.h"
#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int foreign_errors;

static void error_of_the_host(void)
{
    gsl_sf_result r;
    (void)gsl_sf_log_e(0.0, &r);
}

static void error_of_the_library(void)
{
    (void)gdcs_i_gamma_star(-1.0);
}

static int code_of_a_window_with_an_error(void)
{
    gdcs_i_guard_enter();
    error_of_the_library();
    return gdcs_i_guard_leave();
}

static int code_of_a_window_without(void)
{
    gdcs_i_guard_enter();
    (void)gdcs_i_gamma_star(12.5);
    return gdcs_i_guard_leave();
}

static void foreign(const char *reason, const char *file, int line, int code)
{
    (void)reason;
    (void)file;
    (void)line;
    (void)code;
    foreign_errors++;
}

/* GSL 2.7 aborts here by default. */
Test(guard, an_error_of_gsl_is_a_code)
{
    cr_expect_eq(code_of_a_window_with_an_error(), GSL_EDOM);
    cr_expect_eq(code_of_a_window_without(), 0, "the next window starts clean");
}

Test(guard, the_default_handler_is_back_afterwards, .signal = SIGABRT)
{
    cr_assert_eq(code_of_a_window_with_an_error(), GSL_EDOM);
    error_of_the_host();
}

Test(guard, a_foreign_handler_is_back_afterwards)
{
    gsl_set_error_handler(foreign);
    cr_assert_eq(code_of_a_window_with_an_error(), GSL_EDOM);
    cr_expect_eq(foreign_errors, 0);
    error_of_the_host();
    cr_expect_eq(foreign_errors, 1);
    cr_expect(gsl_set_error_handler(NULL) == foreign);
}

Test(guard, windows_nest)
{
    gdcs_i_guard_enter();
    cr_expect_eq(code_of_a_window_with_an_error(), GSL_EDOM);
    cr_expect_eq(gdcs_i_guard_leave(), GSL_EDOM, "the outer window still knows it");
}

Test(guard, the_first_of_several_errors_is_told)
{
    gdcs_i_guard_enter();
    error_of_the_library();
    (void)gdcs_i_gamma_star(INFINITY);
    error_of_the_library();
    cr_expect_eq(gdcs_i_guard_leave(), GSL_EDOM);
}

static void *library(void *arg)
{
    intptr_t bad = 0;
    for (int i = 0; i < 3000; i++) {
        bad += code_of_a_window_with_an_error() != GSL_EDOM;
        bad += code_of_a_window_without() != 0;
    }
    (void)arg;
    return (void *)bad;
}

static void *host(void *arg)
{
    for (int i = 0; i < 3000; i++)
        error_of_the_host();
    return arg;
}

Test(guard, threads_do_not_steal_each_others_errors)
{
    pthread_t t[4];
    intptr_t total = 0;
    gsl_set_error_handler(foreign);
    for (int i = 0; i < 3; i++)
        cr_assert_eq(pthread_create(&t[i], NULL, library, NULL), 0);
    cr_assert_eq(pthread_create(&t[3], NULL, host, NULL), 0);
    for (int i = 0; i < 4; i++) {
        void *bad = NULL;
        pthread_join(t[i], &bad);
        total += (intptr_t)bad;
    }
    cr_expect_eq(total, 0);
    cr_expect_eq(foreign_errors, 3000);
    cr_expect(gsl_set_error_handler(NULL) == foreign);
}

static void *hold_open(void *arg)
{
    gdcs_i_guard_enter();
    atomic_store((atomic_int *)arg, 1);
    for (;;)
        pause();
    return NULL;
}

Test(guard, a_strangers_error_still_aborts_while_a_window_is_open, .signal = SIGABRT)
{
    pthread_t t;
    atomic_int open = 0;
    cr_assert_eq(pthread_create(&t, NULL, hold_open, &open), 0);
    while (!atomic_load(&open))
        ;
    error_of_the_host();
}

static void *busy(void *arg)
{
    while (!atomic_load((atomic_int *)arg))
        (void)code_of_a_window_without();
    return NULL;
}

/* A lock held by another thread at the time of fork() would never be released in the child. */
Test(guard, a_forked_child_can_open_windows, .timeout = 60)
{
    pthread_t t;
    atomic_int stop = 0;
    cr_assert_eq(pthread_create(&t, NULL, busy, &stop), 0);
    for (int i = 0; i < 200; i++) {
        const pid_t child = fork();
        cr_assert_geq(child, 0);
        if (child == 0) {
            alarm(10);
            _exit(code_of_a_window_with_an_error() == GSL_EDOM ? 0 : 1);
        }
        int status = -1;
        cr_assert_eq(waitpid(child, &status, 0), child);
        cr_assert_eq(status, 0, "child %d: status %d", i, status);
    }
    atomic_store(&stop, 1);
    pthread_join(t, NULL);
}
