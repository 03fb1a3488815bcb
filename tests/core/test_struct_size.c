/* The struct_size rule of lib/core/fail.c: old callers and newer ones, with options and results of
   the kind every noun has. */
#include "core/fail.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

TestSuite(struct_size, .timeout = 10);

/* The library's struct of today; the first release ended after `confidence`. */
typedef struct options {
    uint32_t struct_size;
    int32_t method;
    double confidence;
    double since_second;
} options;

enum { OPTIONS_V1 = 16 };

/* A caller compiled with a later header. */
typedef struct newer {
    options known;
    double future;
    int32_t flags[2];
} newer;

static gdcs_status take(options *ours, const void *theirs)
{
    return gdcs_i_take(ours, sizeof *ours, theirs, OPTIONS_V1, NULL);
}

static gdcs_status give(void *theirs, const options *ours)
{
    return gdcs_i_give(theirs, ours, sizeof *ours, OPTIONS_V1, NULL);
}

Test(struct_size, null_options_are_all_zero)
{
    options ours = {9, 9, 9.0, 9.0};
    cr_expect(eq(i32, take(&ours, NULL), GDCS_OK));
    cr_expect(ours.method == 0 && ours.confidence == 0.0 && ours.since_second == 0.0);
    cr_expect(eq(u32, ours.struct_size, (uint32_t)sizeof ours));
}

Test(struct_size, the_same_version_comes_over_whole)
{
    const options theirs = {sizeof theirs, 2, 0.9, 3.5};
    options ours;
    cr_expect(eq(i32, take(&ours, &theirs), GDCS_OK));
    cr_expect(eq(int, memcmp(&ours, &theirs, sizeof ours), 0));
}

Test(struct_size, an_older_caller_gets_zero_for_what_it_does_not_know)
{
    /* What lies behind the caller's shorter struct must not be read. */
    const options theirs = {OPTIONS_V1, 2, 0.9, 4711.0};
    options ours = {9, 9, 9.0, 9.0};
    cr_expect(eq(i32, take(&ours, &theirs), GDCS_OK));
    cr_expect(ours.method == 2 && ours.confidence == 0.9 && ours.since_second == 0.0);
    cr_expect(eq(u32, ours.struct_size, (uint32_t)sizeof ours));
}

Test(struct_size, a_newer_caller_is_served_until_it_asks_for_something_new)
{
    newer theirs = {.known = {sizeof theirs, 2, 0.9, 3.5}};
    options ours;
    cr_expect(eq(i32, take(&ours, &theirs), GDCS_OK));
    cr_expect(ours.method == 2 && ours.since_second == 3.5);
    theirs.flags[1] = 1;
    cr_expect(eq(i32, take(&ours, &theirs), GDCS_E_OPTION));
    theirs.flags[1] = 0;
    theirs.future = 1.5;
    cr_expect(eq(i32, take(&ours, &theirs), GDCS_E_OPTION));
}

Test(struct_size, no_size_or_one_below_the_first_release_is_refused)
{
    static const uint32_t sizes[] = {0, 1, 4, OPTIONS_V1 - 1};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        options theirs = {sizes[i], 2, 0.9, 3.5}, ours;
        const options before = theirs;
        cr_expect(gdcs_i_take(&ours, sizeof ours, &theirs, OPTIONS_V1, &err) == GDCS_E_STRUCT);
        cr_expect(eq(str, err.field, "struct_size"));
        cr_expect(give(&theirs, &ours) == GDCS_E_STRUCT);
        cr_expect(memcmp(&theirs, &before, sizeof before) == 0, "nothing may be written");
    }
}

Test(struct_size, a_result_needs_a_place)
{
    const options ours = {sizeof ours, 2, 0.9, 3.5};
    cr_expect(eq(i32, give(NULL, &ours), GDCS_E_ARGUMENT));
}

Test(struct_size, an_older_caller_gets_what_it_knows_and_nothing_behind_it)
{
    const options ours = {sizeof ours, 2, 0.9, 3.5};
    options theirs = {OPTIONS_V1, 0, 0.0, 4711.0};
    cr_expect(eq(i32, give(&theirs, &ours), GDCS_OK));
    cr_expect(theirs.method == 2 && theirs.confidence == 0.9);
    cr_expect(eq(dbl, theirs.since_second, 4711.0));
    cr_expect(eq(u32, theirs.struct_size, OPTIONS_V1));
}

Test(struct_size, a_newer_caller_keeps_its_size_and_what_we_do_not_know)
{
    const options ours = {sizeof ours, 2, 0.9, 3.5};
    newer theirs = {.known = {.struct_size = sizeof theirs}, .future = 4711.0};
    cr_expect(eq(i32, give(&theirs, &ours), GDCS_OK));
    cr_expect(theirs.known.method == 2 && theirs.known.since_second == 3.5);
    cr_expect(eq(dbl, theirs.future, 4711.0));
    cr_expect(eq(u32, theirs.known.struct_size, (uint32_t)sizeof theirs));
}
