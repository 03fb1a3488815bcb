/* Mirrors lib/privacy/release/microdata.c. */
#include "fail_alloc.h"
#include "microdata_frames.h"

#include <gdcs/csv.h>
#include <gdcs/release.h>
#include <gdcs/sink.h>

TestSuite(release_microdata, .timeout = 60);

static const char *const columns[] = {"sex", "area"};
static const char *const others[] = {"status", "year"};

/* Eight persons, two by two but for the last of area C; status is protected. */
static gdcs_frame *persons(int with_last)
{
    static const char *const name[] = {"h", "g", "f", "e", "d", "c", "b", "a"};
    static const char *const sex[] = {"M", "F", "M", "F", "M", "F", "M", "_O"};
    static const char *const area[] = {"B", "A", "B", "A", "A", "B", "A", "C"};
    static const char *const status[] = {"in", "left", "left", "in", "in", "in", "left", "in"};
    static const double year[] = {1, 2, 3, 4, 5, 6, 7, 8};
    const int64_t n = with_last ? 8 : 7;
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "name", GDCS_CONCEPT_PERSON_KEY, name, n);
    add_texts(frame, "sex", GDCS_CONCEPT_SEX, sex, n);
    add_texts(frame, "area", GDCS_CONCEPT_AREA, area, n);
    add_texts(frame, "status", GDCS_CONCEPT_PROGRAMME_STATUS, status, n);
    add_doubles(frame, "year", year, n);
    return frame;
}

/* The same without those who are alone: women of B, and the last. */
static gdcs_frame *safe(void)
{
    static const char *const sex[] = {"M", "F", "M", "F", "M", "M"};
    static const char *const area[] = {"B", "A", "B", "A", "A", "A"};
    static const char *const status[] = {"in", "left", "left", "in", "in", "left"};
    static const char *const name[] = {"z", "y", "x", "w", "v", "u"};
    static const double year[] = {1, 2, 3, 4, 5, 7};
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "name", GDCS_CONCEPT_PERSON_KEY, name, 6);
    add_texts(frame, "sex", GDCS_CONCEPT_SEX, sex, 6);
    add_texts(frame, "area", GDCS_CONCEPT_AREA, area, 6);
    add_texts(frame, "status", GDCS_CONCEPT_PROGRAMME_STATUS, status, 6);
    add_doubles(frame, "year", year, 6);
    return frame;
}

static gdcs_status release(const gdcs_frame *frame, int64_t k, double l, const char *const *more,
                           int64_t n, gdcs_frame **out, gdcs_error *err)
{
    const gdcs_microdata_keys keys = keys_of(columns, 2);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = k, .l = l};
    const gdcs_release_microdata_options o = {.struct_size = sizeof o, .others = more, .count = n};
    return gdcs_release_frame_microdata(frame, &keys, &rule, &o, out, NULL, err);
}

Test(release_microdata, records_that_fulfil_the_rule_go_out_sorted_and_without_names)
{
    gdcs_frame *frame = safe(), *out = NULL;
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_frame_set_meta(frame, GDCS_META_NOTE, "register", NULL), GDCS_OK));
    cr_assert(eq(i32, release(frame, 2, 2, others, 2, &out, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(out), GDCS_SENSITIVITY_PUBLIC));
    cr_expect(eq(i64, gdcs_frame_find(out, "name"), -1));
    cr_expect(eq(i64, gdcs_frame_count_columns(out), 4));
    static const char *const sex[] = {"F", "F", "M", "M", "M", "M"};
    static const char *const area[] = {"A", "A", "A", "A", "B", "B"};
    static const char *const status[] = {"in", "left", "in", "left", "in", "left"};
    for (int i = 0; i < 6; i++) {
        cr_expect(eq(str, (char *)word_at(out, "sex", i), (char *)sex[i]));
        cr_expect(eq(str, (char *)word_at(out, "area", i), (char *)area[i]));
        cr_expect(eq(str, (char *)word_at(out, "status", i), (char *)status[i]));
    }
    cr_expect(eq(dbl, column_of(out, "year").doubles[0], 4.0));
    cr_expect(eq(str, (char *)gdcs_frame_get_meta(out, GDCS_META_NOTE),
                 "register; Released under a rule for records: k 2, l 2 by sex, area; a missing "
                 "key is any value."));
    /* what may go out is written, what may not is refused */
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_csv_write_frame(out, NULL, sink, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_csv_write_frame(frame, NULL, sink, NULL), GDCS_E_DISCLOSURE));
    gdcs_sink_free(sink);
    gdcs_frame_free(out);
    gdcs_frame_free(frame);
}

Test(release_microdata, records_that_do_not_stay_with_the_reason_and_no_value)
{
    gdcs_frame *frame = persons(1), *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, release(frame, 2, 2, others, 2, &out, &err), GDCS_E_DISCLOSURE));
    cr_expect(eq(str, err.message, "the records do not fulfil k of the rule"));
    cr_expect(out == NULL);
    gdcs_frame_free(frame);
    frame = safe();
    cr_expect(eq(i32, release(frame, 2, 0, others, 2, &out, &err), GDCS_E_DISCLOSURE));
    cr_expect(eq(str, err.field, "status"));
    cr_expect(eq(i32, release(frame, 2, 3, others, 2, &out, &err), GDCS_E_DISCLOSURE));
    cr_expect(
        eq(str, err.message, "the records do not fulfil l of the rule for column \"status\""));
    cr_expect(eq(i32, release(frame, 1, 2, others, 2, &out, &err), GDCS_E_DISCLOSURE));
    cr_expect(eq(str, err.field, "k"));
    static const char *const name[] = {"name"};
    cr_expect(eq(i32, release(frame, 2, 2, name, 1, &out, &err), GDCS_E_DISCLOSURE));
    cr_expect(eq(str, err.field, "name"));
    cr_expect(out == NULL);
    gdcs_frame_free(frame);
}

Test(release_microdata, suppressed_records_go_out)
{
    gdcs_frame *frame = persons(1), *made = NULL, *out = NULL;
    gdcs_microdata_keys keys = keys_of(columns, 2);
    keys.sensitive = "status";
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2, .l = 2};
    gdcs_microdata_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_microdata_protect_suppress(frame, &keys, &rule, NULL, &made, NULL, NULL),
                 GDCS_OK));
    cr_assert(
        eq(i32, gdcs_release_frame_microdata(made, &keys, &rule, NULL, &out, &r, NULL), GDCS_OK));
    cr_expect(eq(i32, r.broken, 0));
    cr_expect(ge(i64, r.k, 2));
    cr_expect(eq(i64, gdcs_frame_count_columns(out), 3));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(out), GDCS_SENSITIVITY_PUBLIC));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(made), GDCS_SENSITIVITY_PROTECTED));
    const gdcs_column sex = column_of(out, "sex");
    for (int64_t i = 0; i < sex.word_count; i++)
        cr_expect(ne(str, (char *)sex.words[i], "_O")); /* nobody has it any more */
    gdcs_frame_free(out);
    gdcs_frame_free(made);
    gdcs_frame_free(frame);
}

Test(release_microdata, what_is_no_release_is_refused)
{
    gdcs_frame *frame = safe(), *out = NULL;
    const gdcs_microdata_keys keys = keys_of(columns, 2);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2};
    gdcs_release_microdata_options o = {.struct_size = sizeof o};
    gdcs_microdata_result small = {.struct_size = 4};
    static const char *const twice[] = {"year", "year"}, *const key[] = {"sex"};
    static const char *const none[] = {"none"}, *const hole[] = {NULL};
    cr_expect(eq(i32, release(frame, 2, 0, twice, 2, &out, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, release(frame, 2, 0, key, 1, &out, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, release(frame, 2, 0, none, 1, &out, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, release(frame, 2, 0, hole, 1, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, release(frame, 2, 0, NULL, 1, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, release(frame, 2, 0, NULL, -1, &out, NULL), GDCS_E_OPTION));
#define RELEASE(frame, keys, rule, out, result)                                                    \
    gdcs_release_frame_microdata(frame, keys, rule, &o, out, result, NULL)
    cr_expect(eq(i32, RELEASE(NULL, &keys, &rule, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, RELEASE(frame, NULL, &rule, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, RELEASE(frame, &keys, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, RELEASE(frame, &keys, &rule, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, RELEASE(frame, &keys, &rule, &out, &small), GDCS_E_STRUCT));
    o.sensitivity = GDCS_SENSITIVITY_PROTECTED;
    cr_expect(eq(i32, RELEASE(frame, &keys, &rule, &out, NULL), GDCS_E_OPTION));
    o.struct_size = 4;
    cr_expect(eq(i32, RELEASE(frame, &keys, &rule, &out, NULL), GDCS_E_STRUCT));
#undef RELEASE
    cr_expect(out == NULL);
    gdcs_frame_free(frame);
}

/* Women and men of A; the status of a man is "in", the other's is not there. */
Test(release_microdata, a_star_is_no_value_of_the_sensitive_column)
{
    static const char *const sex[] = {"F", "F", "M", "M"}, *const area[] = {"A", "A", "A", "A"};
    static const char *const some[] = {"in", "left", "in", "*"};
    static const char *const all[] = {"in", "left", "*", "*"};
    static const char *const *const status[] = {some, all};
    for (int i = 0; i < 2; i++) {
        gdcs_frame *frame = NULL, *out = NULL;
        cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
        add_texts(frame, "sex", GDCS_CONCEPT_SEX, sex, 4);
        add_texts(frame, "area", GDCS_CONCEPT_AREA, area, 4);
        add_texts(frame, "status", GDCS_CONCEPT_PROGRAMME_STATUS, status[i], 4);
        cr_expect(eq(i32, release(frame, 2, 2, others, 1, &out, NULL),
                     i == 0 ? GDCS_E_DISCLOSURE : GDCS_OK));
        gdcs_frame_free(out);
        gdcs_frame_free(frame);
    }
}

Test(release_microdata, protected_columns_without_a_sensitive_one_have_a_place_in_the_log)
{
    const gdcs_microdata_keys keys = keys_of(columns, 2);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2, .l = 2};
    gdcs_release_options beside = {.struct_size = sizeof beside};
    const gdcs_release_microdata_options o = {
        .struct_size = sizeof o, .others = others, .count = 1, .beside = &beside};
    gdcs_release_entry entry = {.struct_size = sizeof entry};
    gdcs_frame *frame = safe(), *out = NULL;
    cr_assert(eq(i32, gdcs_release_log_new(&beside.log, NULL), GDCS_OK));
    cr_expect(
        eq(i32, gdcs_release_frame_microdata(frame, &keys, &rule, &o, &out, NULL, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_release_log_get(beside.log, 0, &entry, NULL), GDCS_OK));
    cr_expect(eq(dbl, entry.microdata->l, 2.0));
    cr_expect(entry.keys->sensitive == NULL);
    gdcs_release_log_free(beside.log);
    gdcs_frame_free(out);
    gdcs_frame_free(frame);
}

static gdcs_status release_all(void *frame)
{
    gdcs_frame *out = NULL;
    const gdcs_status status = release(frame, 2, 2, others, 2, &out, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(release_microdata, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_frame *frame = safe();
    const fail_alloc_report r = fail_alloc_each(release_all, frame);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 100));
    gdcs_frame_free(frame);
}
