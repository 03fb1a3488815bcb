/* Mirrors lib/privacy/microdata/partition.c. */
#include "fail_alloc.h"
#include "microdata_frames.h"

#include <math.h>

TestSuite(microdata_partition, .timeout = 60);

static const char *const columns[] = {"age", "sex", "zip"};

/* The six patients of LeFevre, DeWitt & Ramakrishnan (2006), figure 1. */
static gdcs_frame *six(void)
{
    static const double age[] = {25, 25, 26, 27, 27, 28};
    static const char *const sex[] = {"M", "F", "M", "M", "F", "M"};
    static const double zip[] = {53711, 53712, 53711, 53710, 53712, 53711};
    static const char *const disease[] = {"flu",        "hepatitis", "bronchitis",
                                          "broken arm", "AIDS",      "hang nail"};
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_doubles(frame, "age", age, 6);
    add_texts(frame, "sex", GDCS_CONCEPT_SEX, sex, 6);
    add_doubles(frame, "zip", zip, 6);
    add_texts(frame, "disease", GDCS_CONCEPT_GROUP, disease, 6);
    return frame;
}

Test(microdata_partition, six_patients_are_cut_at_the_median_of_their_ages)
{
    gdcs_frame *frame = six(), *out = NULL;
    const gdcs_microdata_keys keys = keys_of(columns, 3);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2};
    gdcs_microdata_partition_result r = {.struct_size = sizeof r};
    cr_assert(
        eq(i32, gdcs_microdata_protect_partition(frame, &keys, &rule, &out, &r, NULL), GDCS_OK));
    cr_expect(ge(i64, r.k, 2));
    cr_expect(eq(i64, measured(out, &keys, NULL).k, r.k));
    cr_expect(eq(i64, measured(out, &keys, NULL).classes, r.parts));
    cr_expect(eq(i64, r.parts, 2));
    cr_expect(eq(str, (char *)word_at(out, "age", 0), "25-26"));
    cr_expect(eq(str, (char *)word_at(out, "sex", 0), "F|M"));
    cr_expect(eq(str, (char *)word_at(out, "zip", 0), "53711-53712"));
    cr_expect(eq(str, (char *)word_at(out, "zip", 5), "53710-53712"));
    /* ages 1/3, sexes 1 and 1, zips 1/2 and 1 */
    cr_expect(lt(dbl, fabs(r.loss - (1 / 3.0 + 1 + 0.75) / 3), 1e-15));
    cr_expect(isnan(r.l));
    gdcs_frame_free(out);
    gdcs_frame_free(frame);
}

Test(microdata_partition, what_cannot_be_parted_is_refused)
{
    gdcs_frame *frame = six(), *gaps = practice(1), *out = NULL;
    gdcs_microdata_keys keys = keys_of(columns, 3), other = keys_of(practice_keys, 4);
    gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2}, none = {.struct_size = 56};
    gdcs_microdata_partition_result small = {.struct_size = 8};
    gdcs_error err = {.struct_size = sizeof err};
#define PART(frame, keys, rule)                                                                    \
    gdcs_microdata_protect_partition(frame, keys, rule, &out, NULL, &err)
    cr_expect(eq(i32, PART(NULL, &keys, &rule), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, PART(frame, NULL, &rule), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, PART(frame, &keys, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, PART(frame, &keys, &none), GDCS_E_OPTION));
    cr_expect(eq(i32, PART(gaps, &other, &rule), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 4));
    cr_expect(eq(str, err.field, "education"));
    cr_expect(eq(i32, gdcs_microdata_protect_partition(frame, &keys, &rule, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_microdata_protect_partition(frame, &keys, &rule, &out, &small, NULL),
                 GDCS_E_STRUCT));
    rule.risk = 0.5;
    cr_expect(eq(i32, PART(frame, &keys, &rule), GDCS_E_OPTION));
    rule.risk = 0.0;
    rule.k = 7;
    cr_expect(eq(i32, PART(frame, &keys, &rule), GDCS_E_DISCLOSURE));
    rule.k = 2;
    rule.l = 7;
    keys.sensitive = "disease";
    cr_expect(eq(i32, PART(frame, &keys, &rule), GDCS_E_DISCLOSURE));
    rule.diversity = GDCS_MICRODATA_DIVERSITY_ENTROPY;
    cr_expect(eq(i32, PART(frame, &keys, &rule), GDCS_E_OPTION));
#undef PART
    cr_expect(out == NULL);
    gdcs_frame_free(frame);
    gdcs_frame_free(gaps);
}

static gdcs_status part(void *frame)
{
    gdcs_microdata_keys keys = keys_of(columns, 3);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2, .l = 2};
    gdcs_frame *out = NULL;
    keys.sensitive = "disease";
    const gdcs_status status =
        gdcs_microdata_protect_partition(frame, &keys, &rule, &out, NULL, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(microdata_partition, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_frame *frame = six();
    const fail_alloc_report r = fail_alloc_each(part, frame);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 100));
    gdcs_frame_free(frame);
}
