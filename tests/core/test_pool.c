/* Mirrors lib/core/pool.c. */
#include "core/pool.h"
#include "fail_alloc.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(pool, .timeout = 60);

static gdcs_i_pool *new_pool(void)
{
    gdcs_i_pool *pool = NULL;
    cr_assert(eq(i32, gdcs_i_pool_new(&pool, NULL), GDCS_OK));
    return pool;
}

static int32_t add(gdcs_i_pool *pool, const char *text)
{
    int32_t code = -7;
    cr_assert(gdcs_i_pool_add(pool, text, strlen(text), &code, NULL) == GDCS_OK, "%s", text);
    return code;
}

Test(pool, an_empty_pool_finds_nothing)
{
    gdcs_i_pool *pool = new_pool();
    cr_expect(eq(i32, gdcs_i_pool_count(pool), 0));
    cr_expect(eq(i32, gdcs_i_pool_find(pool, "", 0), -1));
    cr_expect(eq(i32, gdcs_i_pool_find(pool, "women", 5), -1));
    gdcs_i_pool_free(pool);
    gdcs_i_pool_free(NULL);
}

Test(pool, codes_follow_first_sight)
{
    gdcs_i_pool *pool = new_pool();
    static const char *const seen[] = {"women", "men", "women", "", "other", "men", "", "Women"};
    static const int32_t codes[] = {0, 1, 0, 2, 3, 1, 2, 4};
    for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++)
        cr_expect(add(pool, seen[i]) == codes[i], "%zu", i);
    cr_expect(eq(i32, gdcs_i_pool_count(pool), 5));
    cr_expect(eq(str, (char *)gdcs_i_pool_text(pool, 2), ""));
    cr_expect(eq(str, (char *)gdcs_i_pool_text(pool, 4), "Women"));
    gdcs_i_pool_free(pool);
}

Test(pool, a_text_is_its_bytes_and_its_length)
{
    gdcs_i_pool *pool = new_pool();
    int32_t prefix = -1, whole = -1, high = -1;
    cr_expect(gdcs_i_pool_add(pool, "abcdefgh", 3, &prefix, NULL) == GDCS_OK);
    cr_expect(gdcs_i_pool_add(pool, "abcdefgh", 8, &whole, NULL) == GDCS_OK);
    cr_expect(gdcs_i_pool_add(pool, "\xFF\xFE\x01", 3, &high, NULL) == GDCS_OK);
    cr_expect(prefix == 0 && whole == 1 && high == 2);
    cr_expect(eq(str, (char *)gdcs_i_pool_text(pool, prefix), "abc"));
    cr_expect(eq(i32, gdcs_i_pool_find(pool, "abcd", 4), -1));
    cr_expect(eq(i32, gdcs_i_pool_find(pool, "abcX", 3), 0));
    gdcs_i_pool_free(pool);
}

/* Every length around the 8-byte steps of the hash, differing in one place only. */
Test(pool, one_byte_anywhere_makes_another_text)
{
    gdcs_i_pool *pool = new_pool();
    int32_t wanted = 0;
    for (size_t size = 1; size <= 40; size++)
        for (size_t at = 0; at < size; at++) {
            char text[40];
            int32_t code = -1;
            memset(text, 'a', size);
            text[at] = 'b';
            cr_assert(gdcs_i_pool_add(pool, text, size, &code, NULL) == GDCS_OK);
            cr_assert(code == wanted++, "size %zu at %zu", size, at);
        }
    gdcs_i_pool_free(pool);
}

Test(pool, a_million_texts_keep_code_text_and_address)
{
    enum { N = 1000000 };
    gdcs_i_pool *pool = new_pool();
    const char **address = malloc(N * sizeof *address);
    char text[32];
    cr_assert_not_null(address);
    for (int32_t i = 0; i < N; i++) {
        snprintf(text, sizeof text, "municipality %d", (int)i);
        cr_assert(add(pool, text) == i);
        address[i] = gdcs_i_pool_text(pool, i);
    }
    cr_assert(eq(i32, gdcs_i_pool_count(pool), N));
    const char *const *all = gdcs_i_pool_texts(pool);
    for (int32_t i = 0; i < N; i++) {
        const size_t size = (size_t)snprintf(text, sizeof text, "municipality %d", (int)i);
        cr_assert(all[i] == address[i] && strcmp(all[i], text) == 0, "%d", (int)i);
        cr_assert(gdcs_i_pool_find(pool, text, size) == i && add(pool, text) == i, "%d", (int)i);
    }
    cr_expect(eq(i32, gdcs_i_pool_find(pool, "municipality", 12), -1));
    free(address);
    gdcs_i_pool_free(pool);
}

Test(pool, long_texts_and_short_ones_live_together)
{
    enum { LONG = 3000000 };
    gdcs_i_pool *pool = new_pool();
    char *text = malloc(LONG);
    int32_t code = -1;
    memset(text, 'x', LONG);
    for (size_t size = 1; size <= LONG; size = size * 3 + 1) {
        cr_assert(gdcs_i_pool_add(pool, text, size, &code, NULL) == GDCS_OK);
        add(pool, "short");
    }
    for (size_t size = 1; size <= LONG; size = size * 3 + 1) {
        code = gdcs_i_pool_find(pool, text, size);
        cr_expect(code >= 0 && strlen(gdcs_i_pool_text(pool, code)) == size, "%zu", size);
    }
    free(text);
    gdcs_i_pool_free(pool);
}

Test(pool, refuses_a_nul_and_a_text_beyond_the_limit)
{
    gdcs_i_pool *pool = new_pool();
    gdcs_error err = {.struct_size = sizeof err};
    int32_t code = 4711;
    cr_expect(eq(i32, gdcs_i_pool_add(pool, "a\0b", 3, &code, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(str, err.message, "a text holds a NUL byte"));
    cr_expect(eq(i32, gdcs_i_pool_add(pool, "\0", 1, &code, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_i_pool_find(pool, "a\0b", 3), -1));
    cr_expect(eq(i32, gdcs_i_pool_add(pool, "a", INT32_MAX, &code, &err), GDCS_E_LIMIT));
    cr_expect(
        eq(str, err.message, "a text of 2147483647 bytes is longer than the limit of 2147483646"));
    cr_expect(eq(i32, gdcs_i_pool_add(pool, "a", SIZE_MAX, &code, &err), GDCS_E_LIMIT));
    cr_expect(eq(i32, code, 4711));
    cr_expect(eq(i32, gdcs_i_pool_count(pool), 0));
    cr_expect(eq(i32, add(pool, "a"), 0));
    gdcs_i_pool_free(pool);
}

static gdcs_status fill(void *data)
{
    gdcs_i_pool *pool = NULL;
    char text[64];
    int32_t code;
    (void)data;
    gdcs_status status = gdcs_i_pool_new(&pool, NULL);
    for (int i = 0; i < 300 && status == GDCS_OK; i++) {
        snprintf(text, sizeof text, "a text that fills the first blocks soon %d", i);
        status = gdcs_i_pool_add(pool, text, strlen(text), &code, NULL);
    }
    gdcs_i_pool_free(pool);
    return status;
}

Test(pool, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(fill, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(ge(i64, r.allocations, 12));
}

Test(pool, a_failed_add_changes_nothing_and_can_be_repeated)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_i_pool *pool = new_pool();
    char text[64];
    int failures = 0;
    for (int32_t i = 0; i < 2000; i++) {
        const size_t size = (size_t)snprintf(text, sizeof text, "text %d of two thousand", (int)i);
        gdcs_status status;
        int32_t code = -1, count = 0, found = 0;
        for (int64_t n = 1; fail_alloc_arm(n),
                     status = gdcs_i_pool_add(pool, text, size, &code, NULL), fail_alloc_disarm();
             n++) {
            count = gdcs_i_pool_count(pool);
            found = gdcs_i_pool_find(pool, text, size);
            cr_assert(status == GDCS_E_MEMORY && count == i && found == -1 && code == -1);
            failures++;
        }
        cr_assert(status == GDCS_OK && code == i);
    }
    for (int32_t i = 0; i < 2000; i++) {
        snprintf(text, sizeof text, "text %d of two thousand", (int)i);
        cr_assert(strcmp(gdcs_i_pool_text(pool, i), text) == 0 && add(pool, text) == i);
    }
    cr_expect(gt(int, failures, 10));
    gdcs_i_pool_free(pool);
}
