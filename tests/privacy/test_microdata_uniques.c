/* Mirrors lib/privacy/microdata/uniques.c. */
#include "fail_alloc.h"
#include "microdata_frames.h"

TestSuite(microdata_uniques, .timeout = 60);

Test(microdata_uniques, persons_of_the_practice_guide_have_its_scores)
{
    /* table 4.5: largest set 3 of 4 keys; record 5: {R} and three pairs */
    static const double score[] = {0, 0, 6, 0, 12, 0, 6, 10, 0, 0};
    gdcs_frame *frame = practice(0);
    const gdcs_microdata_keys keys = keys_of(practice_keys, 4);
    double count[10], smallest[10], scores[10];
    const gdcs_microdata_uniques out = {
        .struct_size = sizeof out, .count = count, .smallest = smallest, .score = scores};
    cr_assert(eq(i32, gdcs_microdata_each_uniques(frame, &keys, 3, &out, NULL), GDCS_OK));
    for (int i = 0; i < 10; i++) {
        cr_expect(eq(dbl, scores[i], score[i]), "row %d: %g", i, scores[i]);
        cr_expect(eq(dbl, smallest[i], score[i] > 0.0 ? 1.0 : 0.0), "row %d", i);
    }
    cr_expect(eq(dbl, count[4], 4.0));
    cr_assert(eq(i32, gdcs_microdata_each_uniques(frame, &keys, 0, &out, NULL), GDCS_OK));
    cr_expect(eq(dbl, scores[4], 12.0));
    gdcs_frame_free(frame);
}

Test(microdata_uniques, a_missing_key_singles_nobody_out)
{
    gdcs_frame *frame = practice(1);
    const gdcs_microdata_keys keys = keys_of(practice_keys, 4);
    double count[10];
    const gdcs_microdata_uniques out = {.struct_size = sizeof out, .count = count};
    cr_assert(eq(i32, gdcs_microdata_each_uniques(frame, &keys, 3, &out, NULL), GDCS_OK));
    cr_expect(eq(dbl, count[7], 0.0)); /* the fourth record may be the eighth */
    cr_expect(eq(dbl, count[3], 0.0));
    gdcs_frame_free(frame);
}

Test(microdata_uniques, what_makes_no_sets_is_refused)
{
    gdcs_frame *frame = practice(0);
    gdcs_microdata_keys keys = keys_of(practice_keys, 4);
    const gdcs_microdata_uniques out = {.struct_size = sizeof out}, small = {.struct_size = 8};
    cr_expect(eq(i32, gdcs_microdata_each_uniques(frame, &keys, 4, &out, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_microdata_each_uniques(frame, &keys, -1, &out, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_microdata_each_uniques(frame, &keys, 1, &small, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_microdata_each_uniques(NULL, &keys, 1, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_microdata_each_uniques(frame, NULL, 1, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_microdata_each_uniques(frame, &keys, 1, NULL, NULL), GDCS_E_ARGUMENT));
    keys.count = 1;
    cr_expect(eq(i32, gdcs_microdata_each_uniques(frame, &keys, 1, &out, NULL), GDCS_E_OPTION));
    gdcs_frame_free(frame);
}

Test(microdata_uniques, too_many_sets_are_refused)
{
    static const char *names[31];
    static char room[31][4];
    static const double x[] = {1};
    gdcs_frame *frame = NULL;
    const gdcs_microdata_uniques out = {.struct_size = sizeof out};
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    for (int i = 0; i < 31; i++) {
        room[i][0] = (char)('a' + i % 26);
        room[i][1] = (char)('a' + i / 26);
        names[i] = room[i];
        add_doubles(frame, names[i], x, 1);
    }
    const gdcs_microdata_keys keys = keys_of(names, 31);
    cr_expect(eq(i32, gdcs_microdata_each_uniques(frame, &keys, 30, &out, NULL), GDCS_E_LIMIT));
    cr_expect(eq(i32, gdcs_microdata_each_uniques(frame, &keys, 2, &out, NULL), GDCS_OK));
    gdcs_frame_free(frame);
}

static gdcs_status find_uniques(void *frame)
{
    const gdcs_microdata_keys keys = keys_of(practice_keys, 4);
    double count[10];
    const gdcs_microdata_uniques out = {.struct_size = sizeof out, .count = count};
    return gdcs_microdata_each_uniques(frame, &keys, 3, &out, NULL);
}

Test(microdata_uniques, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_frame *frame = practice(0);
    const fail_alloc_report r = fail_alloc_each(find_uniques, frame);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 100));
    gdcs_frame_free(frame);
}
