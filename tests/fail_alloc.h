/* Fails the n-th allocation, and counts what is not freed.
 *
 * A test program that includes this header (the build sees it and links fail_alloc.c) has its own
 * malloc, calloc, realloc, strdup, ... over glibc's, for the library, GSL, libcsv and cJSON alike.
 * Nothing is counted or failed outside the calling thread.
 *
 * The short form: write what is to be tried as a function that frees all it made, whether it
 * succeeds or not, and hand it over.  It is called once untouched and must return GDCS_OK, then with
 * its first allocation failing, its second, ... until none is left to fail.  Each failure must give
 * GDCS_E_MEMORY, no call may leave anything allocated.
 *
 *     static gdcs_status add_two(void *data)
 *     {
 *         gdcs_i_pool *pool = NULL;
 *         int32_t code;
 *         gdcs_status status = gdcs_i_pool_new(&pool, NULL);
 *         if (status == GDCS_OK)
 *             status = gdcs_i_pool_add(pool, "women", 5, &code, NULL);
 *         gdcs_i_pool_free(pool);
 *         return status;
 *     }
 *
 *     Test(pool, survives_every_failing_allocation)
 *     {
 *         if (!fail_alloc_works())
 *             cr_skip_test("needs glibc, no sanitizer");
 *         const fail_alloc_report r = fail_alloc_each(add_two, NULL);
 *         cr_expect(eq(str, r.wrong, ""));
 *         cr_expect(gt(i64, r.allocations, 0));
 *     }
 *
 * The long form, where more is to be checked after each failure (what was in the object stays):
 *
 *     for (int64_t n = 1; fail_alloc_arm(n), status = f(...), fail_alloc_disarm(); n++)
 *         check(status == GDCS_E_MEMORY && fail_alloc_live() == 0);
 */
#ifndef GDCS_TESTS_FAIL_ALLOC_H
#define GDCS_TESTS_FAIL_ALLOC_H

#include <gdcs/error.h>

/* 0 where malloc cannot be replaced: under a sanitizer, or with another C library than glibc. */
int fail_alloc_works(void);

/* Let the n-th allocation from now on fail (n >= 1), once; the live count starts at 0. */
void fail_alloc_arm(int64_t n);

/* Let no more fail.  Was there an n-th? */
int fail_alloc_disarm(void);

/* Allocated and not freed since fail_alloc_arm. */
int64_t fail_alloc_live(void);

typedef struct fail_alloc_report {
    int64_t allocations; /* that were failed in turn */
    char wrong[128];     /* the first thing that went wrong, or "" */
} fail_alloc_report;

fail_alloc_report fail_alloc_each(gdcs_status (*f)(void *data), void *data);
#endif
