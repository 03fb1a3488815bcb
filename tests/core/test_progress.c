/* The object; what readers make of it is in tests/io/test_source_progress.c. */
#include "core/progress.h"
#include "fail_alloc.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

static gdcs_progress_state state_of(const gdcs_progress *progress)
{
    gdcs_progress_state state = {.struct_size = sizeof state};
    cr_assert(eq(i32, gdcs_progress_get(progress, &state, NULL), GDCS_OK));
    return state;
}

Test(progress, a_new_one_is_at_its_beginning)
{
    static const gdcs_progress_state beginning = {.struct_size = sizeof beginning};
    gdcs_progress *progress = NULL;
    cr_assert(eq(i32, gdcs_progress_new(&progress, NULL), GDCS_OK));
    const gdcs_progress_state state = state_of(progress);
    cr_expect(memcmp(&state, &beginning, sizeof state) == 0);
    gdcs_progress_free(progress);
    gdcs_progress_free(NULL);
}

Test(progress, numbers_add_up_and_one_file_without_size_leaves_the_sum_open)
{
    gdcs_progress *progress = NULL;
    cr_assert(eq(i32, gdcs_progress_new(&progress, NULL), GDCS_OK));
    gdcs_i_progress_open(progress, 5000000000);
    gdcs_i_progress_open(progress, 7);
    gdcs_i_progress_add_bytes(progress, 4000000000);
    gdcs_i_progress_add_bytes(progress, 3);
    gdcs_i_progress_add_records(progress, 11);
    gdcs_i_progress_close(progress);
    const gdcs_progress_state one = state_of(progress);
    cr_expect(eq(i64, one.bytes, 4000000003));
    cr_expect(eq(i64, one.bytes_all, 5000000007));
    cr_expect(eq(i64, one.records, 11));
    cr_expect(eq(i64, one.files, 1));
    cr_expect(eq(i64, one.files_all, 2));
    gdcs_i_progress_open(progress, -1);
    gdcs_i_progress_open(progress, 9);
    cr_expect(eq(i64, state_of(progress).bytes_all, -1));
    gdcs_progress_free(progress);
}

Test(progress, cancelling_is_for_ever_and_says_so)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_progress *progress = NULL;
    cr_assert(eq(i32, gdcs_progress_new(&progress, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_i_progress_check(progress, &err), GDCS_OK));
    gdcs_progress_cancel(progress);
    gdcs_progress_cancel(progress);
    cr_expect(eq(i32, state_of(progress).cancelled, 1));
    cr_expect(eq(i32, gdcs_i_progress_check(progress, &err), GDCS_E_CANCELLED));
    cr_expect(eq(str, err.message, "the call was cancelled"));
    gdcs_progress_free(progress);
}

Test(progress, none_is_no_progress)
{
    gdcs_i_progress_open(NULL, 1);
    gdcs_i_progress_add_bytes(NULL, 1);
    gdcs_i_progress_add_records(NULL, 1);
    gdcs_i_progress_close(NULL);
    gdcs_progress_cancel(NULL);
    cr_expect(eq(i32, gdcs_i_progress_check(NULL, NULL), GDCS_OK));
}

Test(progress, arguments_and_struct_sizes_are_checked)
{
    struct {
        gdcs_progress_state known;
        int64_t later;
    } larger = {.known = {.struct_size = sizeof larger}, .later = 77};
    gdcs_progress_state state = {.struct_size = 0};
    gdcs_progress *progress = NULL;
    cr_expect(eq(i32, gdcs_progress_new(NULL, NULL), GDCS_E_ARGUMENT));
    cr_assert(eq(i32, gdcs_progress_new(&progress, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_progress_get(NULL, &state, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_progress_get(progress, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_progress_get(progress, &state, NULL), GDCS_E_STRUCT));
    state.struct_size = sizeof state - 1;
    cr_expect(eq(i32, gdcs_progress_get(progress, &state, NULL), GDCS_E_STRUCT));
    gdcs_i_progress_add_records(progress, 5);
    cr_expect(eq(i32, gdcs_progress_get(progress, &larger.known, NULL), GDCS_OK));
    cr_expect(larger.known.records == 5 && larger.later == 77);
    gdcs_progress_free(progress);
}

static gdcs_status make(void *unused)
{
    gdcs_progress *progress = NULL;
    (void)unused;
    const gdcs_status status = gdcs_progress_new(&progress, NULL);
    gdcs_progress_free(progress);
    return status;
}

Test(progress, every_failing_allocation_is_survived)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(make, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(eq(i64, r.allocations, 1));
}
