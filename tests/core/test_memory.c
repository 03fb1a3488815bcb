/* Mirrors lib/core/memory.c, and shows that fail_alloc.c sees what it should. */
#include "core/memory.h"
#include "fail_alloc.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdlib.h>
#include <string.h>

TestSuite(memory, .timeout = 10);

static int all_zero(const void *memory, size_t size)
{
    const unsigned char *at = memory;
    while (size > 0 && at[size - 1] == 0)
        size--;
    return size == 0;
}

Test(memory, what_is_allocated_is_zero)
{
    static const int64_t counts[] = {0, 1, 7, 100000};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        void *memory = NULL;
        cr_assert(eq(i32, gdcs_i_alloc(&memory, counts[i], 24, NULL), GDCS_OK));
        cr_assert_not_null(memory);
        cr_expect(all_zero(memory, 24 * (size_t)(counts[i] > 0 ? counts[i] : 1)));
        free(memory);
    }
}

Test(memory, a_size_that_overflows_is_refused_and_out_keeps_its_value)
{
    static const struct {
        int64_t count;
        size_t item;
    } rows[] = {{-1, 1},
                {INT64_MIN, 8},
                {INT64_MAX, 2},
                {INT64_MAX, 8},
                {(int64_t)1 << 61, 8},
                {((int64_t)1 << 60) + 1, 16},
                {2, SIZE_MAX / 2 + 1},
                {INT64_MAX, 1}};
    char mark = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        void *memory = &mark;
        cr_expect(gdcs_i_alloc(&memory, rows[i].count, rows[i].item, &err) == GDCS_E_MEMORY,
                  "row %zu", i);
        cr_expect(memory == &mark && err.status == GDCS_E_MEMORY, "row %zu", i);
        cr_expect(eq(str, err.message, "not enough memory"));
    }
}

Test(memory, room_grows_keeps_what_was_there_and_is_zeroed)
{
    void *memory = NULL;
    int64_t capacity = 0, moves = 0;
    for (int64_t n = 0; n < 100000; n++) {
        const int64_t before = capacity;
        cr_assert(gdcs_i_reserve(&memory, &capacity, n + 1, sizeof(int64_t), NULL) == GDCS_OK);
        int64_t *items = memory;
        if (capacity != before) {
            moves++;
            cr_assert(all_zero(items + n, (size_t)(capacity - n) * sizeof *items));
        }
        items[n] = n + 1;
    }
    for (int64_t n = 0; n < 100000; n++)
        cr_assert(n + 1 == ((int64_t *)memory)[n]);
    cr_expect(lt(i64, moves, 40), "room must grow in proportion");
    free(memory);
}

Test(memory, enough_room_is_left_alone)
{
    void *memory = NULL;
    int64_t capacity = 0;
    cr_expect(eq(i32, gdcs_i_reserve(&memory, &capacity, 0, 8, NULL), GDCS_OK));
    cr_expect(memory == NULL && capacity == 0);
    cr_expect(eq(i32, gdcs_i_reserve(&memory, &capacity, -5, 8, NULL), GDCS_OK));
    cr_expect(memory == NULL && capacity == 0);
    cr_expect(eq(i32, gdcs_i_reserve(&memory, &capacity, 3, 8, NULL), GDCS_OK));
    void *const first = memory;
    const int64_t had = capacity;
    cr_expect(eq(i32, gdcs_i_reserve(&memory, &capacity, had, 8, NULL), GDCS_OK));
    cr_expect(memory == first && capacity == had);
    free(memory);
}

Test(memory, room_that_cannot_be_had_leaves_everything_as_it_was)
{
    void *memory = NULL;
    int64_t capacity = 0;
    cr_assert(eq(i32, gdcs_i_reserve(&memory, &capacity, 5, 8, NULL), GDCS_OK));
    void *const first = memory;
    const int64_t had = capacity;
    ((int64_t *)memory)[4] = 4711;
    cr_expect(eq(i32, gdcs_i_reserve(&memory, &capacity, INT64_MAX, 8, NULL), GDCS_E_MEMORY));
    cr_expect(eq(i32, gdcs_i_reserve(&memory, &capacity, INT64_MAX / 8, 8, NULL), GDCS_E_MEMORY));
    cr_expect(memory == first && capacity == had && ((int64_t *)memory)[4] == 4711);
    free(memory);
}

Test(memory, a_copy_is_another_text_and_null_copies_as_empty)
{
    char text[] = "Genève";
    char *copy = NULL, *nothing = NULL;
    cr_assert(eq(i32, gdcs_i_copy_text(text, &copy, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_i_copy_text(NULL, &nothing, NULL), GDCS_OK));
    text[0] = 'X';
    cr_expect(eq(str, copy, "Genève"));
    cr_expect(eq(str, nothing, ""));
    free(copy);
    free(nothing);
}

static gdcs_status use_all(void *data)
{
    void *memory = NULL, *room = NULL;
    int64_t capacity = 0;
    char *copy = NULL;
    (void)data;
    gdcs_status status = gdcs_i_alloc(&memory, 10, 8, NULL);
    for (int64_t n = 1; n <= 64 && status == GDCS_OK; n *= 4)
        status = gdcs_i_reserve(&room, &capacity, n, 8, NULL);
    if (status == GDCS_OK)
        status = gdcs_i_copy_text("text", &copy, NULL);
    free(memory);
    free(room);
    free(copy);
    return status;
}

Test(memory, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(use_all, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(ge(i64, r.allocations, 5));
}

static gdcs_status leak(void *data)
{
    void *kept = malloc(10);
    *(void **)data = kept;
    return kept == NULL ? GDCS_E_MEMORY : GDCS_OK;
}

static gdcs_status ignore_failure(void *data)
{
    void *volatile unused = calloc(1, 10); /* volatile, or the compiler drops both calls */
    (void)data;
    free(unused);
    return GDCS_OK;
}

static gdcs_status wrong_from_the_start(void *data)
{
    (void)data;
    return GDCS_E_VALUE;
}

Test(memory, the_harness_notices_leaks_and_ignored_failures)
{
    void *kept = NULL;
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report leaking = fail_alloc_each(leak, &kept);
    const fail_alloc_report ignoring = fail_alloc_each(ignore_failure, NULL);
    const fail_alloc_report broken = fail_alloc_each(wrong_from_the_start, NULL);
    cr_expect(eq(str, (char *)leaking.wrong, "allocation 2: 1 left"));
    cr_expect(eq(str, (char *)ignoring.wrong, "allocation 1: status 0"));
    cr_expect(eq(str, (char *)broken.wrong, "status 204 although nothing failed"));
}

Test(memory, the_harness_sees_the_allocations_of_the_c_library)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    fail_alloc_arm(1);
    char *volatile copy = strdup("text"); /* volatile, or the compiler drops the calls */
    const int reached = fail_alloc_disarm();
    cr_expect(copy == NULL && reached);
    fail_alloc_arm(2);
    copy = strdup("text");
    const int64_t held = fail_alloc_live();
    free(copy);
    const int64_t left = fail_alloc_live();
    cr_expect(not(fail_alloc_disarm()));
    cr_expect(held == 1 && left == 0);
}
