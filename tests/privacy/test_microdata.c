/* Mirrors lib/privacy/microdata/: measures of risk and diversity. */
#include "data/frame.h"
#include "fail_alloc.h"
#include "microdata_frames.h"
#include "support.h"

#include <math.h>
#include <stdio.h>

TestSuite(microdata, .timeout = 60);

Test(microdata, persons_of_the_practice_guide_have_its_frequencies_and_risks)
{
    /* code 4.3 of the guide, as sdcMicro prints it */
    static const double f[] = {2, 2, 1, 2, 1, 2, 1, 1, 2, 2};
    static const double big[] = {360, 360, 215, 152, 186, 152, 180, 215, 262, 262};
    static const double risk[] = {0.005424520, 0.005424520, 0.025096439, 0.012563425, 0.028247279,
                                  0.012563425, 0.029010932, 0.025096439, 0.007403834, 0.007403834};
    static const double diverse[] = {1, 1, 1, 2, 1, 2, 1, 1, 2, 2};
    gdcs_frame *frame = practice(0);
    gdcs_microdata_keys keys = keys_of(practice_keys, 4);
    keys.weight = "weight";
    keys.sensitive = "health";
    double frequency[10], population[10], risks[10], distinct[10], number[10];
    const gdcs_microdata_arrays out = {.struct_size = sizeof out,
                                       .class_number = number,
                                       .frequency = frequency,
                                       .population = population,
                                       .risk = risks,
                                       .distinct = distinct};
    cr_assert(eq(i32, gdcs_microdata_each(frame, &keys, NULL, &out, NULL), GDCS_OK));
    for (int i = 0; i < 10; i++) {
        cr_expect(eq(dbl, frequency[i], f[i]), "row %d", i);
        cr_expect(eq(dbl, population[i], big[i]), "row %d", i);
        cr_expect(lt(dbl, fabs(risks[i] - risk[i]), 5e-10), "row %d: %.12g", i, risks[i]);
        cr_expect(eq(dbl, distinct[i], diverse[i]), "row %d", i);
    }
    cr_expect(eq(dbl, number[4], 1.0)); /* R before U */
    cr_expect(eq(dbl, number[0], number[1]));
    gdcs_frame_free(frame);
}

Test(microdata, the_sum_over_the_practice_guide_is_right)
{
    gdcs_frame *frame = practice(0);
    gdcs_microdata_keys keys = keys_of(practice_keys, 4);
    keys.weight = "weight";
    keys.sensitive = "health";
    gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 3, .l = 2};
    gdcs_microdata_result r = measured(frame, &keys, &rule);
    cr_expect(eq(i64, r.records, 10));
    cr_expect(eq(i64, r.classes, 7));
    cr_expect(eq(i64, r.k, 1));
    cr_expect(eq(i64, r.uniques, 4)); /* code 4.4: 2-anonymity 4, 3-anonymity 10 */
    cr_expect(eq(i64, r.below, 10));
    cr_expect(eq(i64, r.below_l, 6));
    cr_expect(eq(dbl, r.l_distinct, 1.0));
    cr_expect(eq(dbl, r.population, 1570.0));
    cr_expect(lt(dbl, fabs(r.risk - 0.029010932), 5e-10));
    cr_expect(near_relative(r.population_uniques, 2.0 / 215 + 1.0 / 186 + 1.0 / 180, 1e-14));
    cr_expect(eq(i32, r.broken, GDCS_MICRODATA_BROKEN_K | GDCS_MICRODATA_BROKEN_L));
    rule.k = 1;
    rule.l = 1;
    cr_expect(eq(i32, measured(frame, &keys, &rule).broken, 0));
    rule.risk = 0.029;
    cr_expect(eq(i32, measured(frame, &keys, &rule).broken, GDCS_MICRODATA_BROKEN_RISK));
    gdcs_frame_free(frame);
}

Test(microdata, a_missing_key_matches_any_as_in_the_practice_guide_or_is_a_category)
{
    static const double any[] = {2, 2, 1, 3, 1, 2, 1, 2, 2, 2}; /* table 4.6 */
    static const double category[] = {2, 2, 1, 1, 1, 1, 1, 1, 2, 2};
    gdcs_frame *frame = practice(1);
    gdcs_microdata_keys keys = keys_of(practice_keys, 4);
    double f[10];
    const gdcs_microdata_arrays out = {.struct_size = sizeof out, .frequency = f};
    cr_assert(eq(i32, gdcs_microdata_each(frame, &keys, NULL, &out, NULL), GDCS_OK));
    for (int i = 0; i < 10; i++)
        cr_expect(eq(dbl, f[i], any[i]), "row %d", i);
    keys.missing = GDCS_MICRODATA_MISSING_CATEGORY;
    cr_assert(eq(i32, gdcs_microdata_each(frame, &keys, NULL, &out, NULL), GDCS_OK));
    for (int i = 0; i < 10; i++)
        cr_expect(eq(dbl, f[i], category[i]), "row %d", i);
    gdcs_frame_free(frame);
}

/* Machanavajjhala et al. (2007), figures 1 to 3: twelve inpatients. */
static gdcs_frame *inpatients(int is_diverse)
{
    static const char *const zip[2][12] = {{"130**", "130**", "130**", "130**", "1485*", "1485*",
                                            "1485*", "1485*", "130**", "130**", "130**", "130**"},
                                           {"1305*", "1306*", "1306*", "1305*", "1485*", "1485*",
                                            "1485*", "1485*", "1305*", "1306*", "1305*", "1306*"}};
    static const char *const age[2][12] = {
        {"<30", "<30", "<30", "<30", ">=40", ">=40", ">=40", ">=40", "3*", "3*", "3*", "3*"},
        {"<=40", "<=40", "<=40", "<=40", ">40", ">40", ">40", ">40", "<=40", "<=40", "<=40",
         "<=40"}};
    static const char *const condition[] = {"heart",  "heart",  "viral",  "viral",
                                            "cancer", "heart",  "viral",  "viral",
                                            "cancer", "cancer", "cancer", "cancer"};
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "zip", GDCS_CONCEPT_AREA, zip[is_diverse], 12);
    add_texts(frame, "age", GDCS_CONCEPT_AGE, age[is_diverse], 12);
    add_texts(frame, "condition", GDCS_CONCEPT_GROUP, condition, 12);
    return frame;
}

Test(microdata, inpatients_are_four_anonymous_and_only_then_three_diverse)
{
    static const char *const columns[] = {"zip", "age"};
    gdcs_microdata_keys keys = keys_of(columns, 2);
    keys.sensitive = "condition";
    for (int is_diverse = 0; is_diverse < 2; is_diverse++) {
        gdcs_frame *frame = inpatients(is_diverse);
        const gdcs_microdata_result r = measured(frame, &keys, NULL);
        cr_expect(eq(i64, r.k, 4));
        cr_expect(eq(dbl, r.l_distinct, is_diverse ? 3.0 : 1.0));
        /* 2, 1, 1: exp(entropy) = 2 sqrt(2); r_1 < 2 (r_3), not 2 < 2 */
        cr_expect(near_relative(r.l_entropy, is_diverse ? sqrt(8.0) : 1.0, 1e-14));
        cr_expect(eq(dbl, r.l_recursive, is_diverse ? 2.0 : 1.0));
        gdcs_frame_free(frame);
    }
}

Test(microdata, closeness_is_that_of_its_authors_example)
{
    /* Li, Li & Venkatasubramanian (2007), 4.1: salaries 3k to 11k; {3k 4k 5k} is 0.375 from all of them
       and {6k 8k 11k} 0.167; in their equal distance each is 2/3 */
    static const char *const group[] = {"a", "a", "a", "b", "c", "b", "c", "c", "b"};
    static const double salary[] = {3, 4, 5, 6, 7, 8, 9, 10, 11};
    static const char *const columns[] = {"group"};
    gdcs_frame *frame = NULL;
    double t[9];
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "group", GDCS_CONCEPT_GROUP, group, 9);
    add_doubles(frame, "salary", salary, 9);
    gdcs_microdata_keys keys = keys_of(columns, 1);
    keys.sensitive = "salary";
    const gdcs_microdata_arrays out = {.struct_size = sizeof out, .closeness = t};
    gdcs_microdata_rule rule = {.struct_size = sizeof rule};
    cr_assert(eq(i32, gdcs_microdata_each(frame, &keys, &rule, &out, NULL), GDCS_OK));
    cr_expect(near_relative(t[0], 0.375, 1e-14));
    cr_expect(near_relative(t[3], 1.0 / 6.0, 1e-13));
    rule.distance = GDCS_MICRODATA_DISTANCE_EQUAL;
    cr_assert(eq(i32, gdcs_microdata_each(frame, &keys, &rule, &out, NULL), GDCS_OK));
    for (int i = 0; i < 9; i++)
        cr_expect(near_relative(t[i], 2.0 / 3.0, 1e-14));
    rule.t = 0.66;
    cr_expect(eq(i32, measured(frame, &keys, &rule).broken, GDCS_MICRODATA_BROKEN_T));
    gdcs_frame_free(frame);
}

Test(microdata, equal_shares_of_l_values_are_l_diverse_by_entropy)
{
    static const char *const columns[] = {"all"};
    for (int l = 1; l <= 40; l++) {
        const char *all[40];
        double value[40];
        gdcs_frame *frame = NULL;
        for (int i = 0; i < l; i++) {
            all[i] = "x";
            value[i] = i;
        }
        cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
        add_texts(frame, "all", GDCS_CONCEPT_GROUP, all, l);
        add_doubles(frame, "value", value, l);
        gdcs_microdata_keys keys = keys_of(columns, 1);
        keys.sensitive = "value";
        gdcs_microdata_rule rule = {
            .struct_size = sizeof rule, .l = l, .diversity = GDCS_MICRODATA_DIVERSITY_ENTROPY};
        cr_expect(eq(i32, measured(frame, &keys, &rule).broken, 0), "%d", l);
        rule.l = l + 1e-9;
        cr_expect(eq(i32, measured(frame, &keys, &rule).broken, GDCS_MICRODATA_BROKEN_L), "%d", l);
        gdcs_frame_free(frame);
    }
}

Test(microdata, no_records_make_no_classes)
{
    gdcs_frame *frame = NULL;
    static const char *const columns[] = {"sex"};
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "sex", GDCS_CONCEPT_SEX, NULL, 0);
    const gdcs_microdata_keys keys = keys_of(columns, 1);
    const gdcs_microdata_result r = measured(frame, &keys, NULL);
    cr_expect(eq(i64, r.records + r.classes + r.k + r.uniques, 0));
    cr_expect(eq(dbl, r.risk, 0.0));
    gdcs_frame_free(frame);
}

Test(microdata, sex_other_is_shown_by_its_label)
{
    static const char *const sex[] = {"F", "F", "M", "M", "M", "_O", "_U", NULL};
    static const double age[] = {30, 30, 30, 30, 30, 30, NAN, 41};
    static const char *const columns[] = {"sex", "age"};
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 3};
    gdcs_microdata_keys keys = keys_of(columns, 2);
    keys.missing = GDCS_MICRODATA_MISSING_CATEGORY;
    gdcs_frame *frame = NULL, *labels = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "sex", GDCS_CONCEPT_SEX, sex, 8);
    add_doubles(frame, "age", age, 8);
    cr_assert(eq(i32, gdcs_microdata_measure_labels(frame, &keys, &rule, &labels, NULL), GDCS_OK));
    static const char *const wanted[] = {"", "F", "M", "_O", "_U", "", "30", "41"};
    static const double counts[8][3] = {{1, 1, 1}, {2, 0, 2}, {3, 0, 0}, {1, 1, 1},
                                        {1, 1, 1}, {1, 1, 1}, {6, 1, 3}, {1, 1, 1}};
    cr_assert(eq(i64, gdcs_frame_count_rows(labels), 8));
    for (int i = 0; i < 8; i++) {
        cr_expect(eq(str, (char *)word_at(labels, "column", i), i < 5 ? "sex" : "age"));
        cr_expect(eq(str, (char *)word_at(labels, "label", i), (char *)wanted[i]));
        cr_expect(eq(dbl, column_of(labels, "records").doubles[i], counts[i][0]), "%d", i);
        cr_expect(eq(dbl, column_of(labels, "uniques").doubles[i], counts[i][1]), "%d", i);
        cr_expect(eq(dbl, column_of(labels, "below").doubles[i], counts[i][2]), "%d", i);
    }
    cr_expect(eq(dbl, column_of(labels, "risk").doubles[3], 1.0));
    gdcs_frame_free(labels);
    gdcs_frame_free(frame);
}

Test(microdata, an_audit_names_the_columns_that_are_to_blame)
{
    gdcs_frame *frame = practice(0), *report = NULL;
    const gdcs_microdata_keys keys = keys_of(practice_keys, 2);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2};
    gdcs_microdata_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_microdata_audit(frame, &keys, &rule, &r, &report, NULL), GDCS_OK));
    cr_expect(eq(i32, r.broken, GDCS_MICRODATA_BROKEN_K)); /* one woman in R */
    static const char *const roles[] = {"key", "key", "other", "other", "other", "other"};
    static const double numbers[6][4] = {{2, 1, 0, 1}, {2, 0, 1, 1}, {5, 3, 1, 4},
                                         {3, 0, 1, 2}, {2, 0, 1, 2}, {4, 0, 1, 5}};
    static const char *const names[] = {"distinct", "below_alone", "below_without", "below_with"};
    for (int i = 0; i < 6; i++) {
        cr_expect(eq(str, (char *)word_at(report, "role", i), (char *)roles[i]), "%d", i);
        for (int j = 0; j < 4; j++)
            cr_expect(eq(dbl, column_of(report, names[j]).doubles[i], numbers[i][j]), "%d %s", i,
                      names[j]);
    }
    gdcs_frame_free(report);
    gdcs_frame_free(frame);
}

Test(microdata, an_audit_refuses_what_identifies_persons)
{
    static const char *const name[] = {"a", "b"}, *const sex[] = {"F", "F"};
    static const char *const columns[] = {"sex"};
    const gdcs_microdata_keys keys = keys_of(columns, 1);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2};
    gdcs_microdata_result r = {.struct_size = sizeof r};
    gdcs_frame *frame = NULL, *report = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "sex", GDCS_CONCEPT_SEX, sex, 2);
    cr_assert(eq(i32, gdcs_microdata_audit(frame, &keys, &rule, &r, NULL, NULL), GDCS_OK));
    cr_expect(eq(i32, r.broken, 0));
    add_texts(frame, "name", GDCS_CONCEPT_PERSON_KEY, name, 2);
    cr_assert(eq(i32, gdcs_microdata_audit(frame, &keys, &rule, &r, &report, NULL), GDCS_OK));
    cr_expect(eq(i32, r.broken, GDCS_MICRODATA_BROKEN_IDENTIFIER));
    cr_expect(eq(str, (char *)word_at(report, "role", 1), "identifier"));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(report), GDCS_SENSITIVITY_PROTECTED));
    gdcs_frame_free(report);
    gdcs_frame_free(frame);
}

static gdcs_status try_measure(const gdcs_frame *frame, gdcs_microdata_keys keys,
                               gdcs_microdata_rule rule, const char *field)
{
    gdcs_microdata_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status = gdcs_microdata_measure(frame, &keys, &rule, &r, &err);
    cr_expect(eq(i32, err.status, status));
    cr_expect(eq(str, err.field, (char *)field));
    return status;
}

Test(microdata, what_is_no_key_or_rule_is_refused)
{
    gdcs_frame *frame = practice(0);
    const gdcs_microdata_keys good = keys_of(practice_keys, 4);
    const gdcs_microdata_rule none = {.struct_size = sizeof none};
    static const char *const twice[] = {"sex", "sex"}, *const absent[] = {"sex", "age"};
    static const char *const hole[] = {"sex", NULL};
    gdcs_microdata_keys k;
    gdcs_microdata_rule r;
#define KEYS(member, value, field, status)                                                         \
    k = good;                                                                                      \
    k.member = value;                                                                              \
    cr_expect(eq(i32, try_measure(frame, k, none, field), status), "%s", #value)
    KEYS(struct_size, 0, "struct_size", GDCS_E_STRUCT);
    KEYS(missing, 3, "missing", GDCS_E_OPTION);
    KEYS(missing, -1, "missing", GDCS_E_OPTION);
    KEYS(count, 0, "count", GDCS_E_OPTION);
    KEYS(count, 32, "count", GDCS_E_OPTION);
    KEYS(columns, NULL, "columns", GDCS_E_ARGUMENT);
    KEYS(population, -1.0, "population", GDCS_E_OPTION);
    KEYS(population, NAN, "population", GDCS_E_OPTION);
    KEYS(population, 9.0, "population", GDCS_E_VALUE);
    KEYS(sensitive, "sex", "columns", GDCS_E_DUPLICATE);
    KEYS(sensitive, "none", "columns", GDCS_E_NAME);
    KEYS(weight, "none", "weight", GDCS_E_NAME);
    KEYS(weight, "health", "weight", GDCS_E_ARGUMENT);
#undef KEYS
    cr_expect(eq(i32, try_measure(frame, keys_of(twice, 2), none, "columns"), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, try_measure(frame, keys_of(absent, 2), none, "columns"), GDCS_E_NAME));
    cr_expect(eq(i32, try_measure(frame, keys_of(hole, 2), none, "columns"), GDCS_E_ARGUMENT));
#define RULE(member, value, field, status)                                                         \
    r = none;                                                                                      \
    r.member = value;                                                                              \
    cr_expect(eq(i32, try_measure(frame, good, r, field), status), "%s", #member)
    RULE(struct_size, 4, "struct_size", GDCS_E_STRUCT);
    RULE(diversity, 4, "diversity", GDCS_E_OPTION);
    RULE(distance, 3, "distance", GDCS_E_OPTION);
    RULE(k, -1, "k", GDCS_E_OPTION);
    RULE(l, 0.5, "l", GDCS_E_OPTION);
    RULE(l, 2.0, "l", GDCS_E_OPTION); /* without a sensitive column */
    RULE(t, 0.1, "t", GDCS_E_OPTION);
    RULE(t, 1.5, "t", GDCS_E_OPTION);
    RULE(c, -1.0, "c", GDCS_E_OPTION);
    RULE(risk, 2.0, "risk", GDCS_E_OPTION);
    RULE(risk, NAN, "risk", GDCS_E_OPTION);
#undef RULE
    gdcs_frame_free(frame);
}

Test(microdata, wrong_values_are_refused_with_their_row)
{
    static const char *const columns[] = {"age"};
    static const double age[] = {30, INFINITY, 5}, weight[] = {1, 2, -1};
    gdcs_microdata_keys keys = keys_of(columns, 1);
    gdcs_microdata_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_doubles(frame, "age", age, 3);
    add_doubles(frame, "weight", weight, 3);
    cr_expect(eq(i32, gdcs_microdata_measure(frame, &keys, NULL, &r, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
    static const char *const other[] = {"weight"};
    keys = keys_of(other, 1);
    keys.weight = "age";
    cr_expect(eq(i32, gdcs_microdata_measure(frame, &keys, NULL, &r, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
    gdcs_frame_free(frame);
}

Test(microdata, more_records_than_can_be_numbered_are_refused)
{
    gdcs_frame *frame = practice(0);
    const gdcs_microdata_keys keys = keys_of(practice_keys, 4);
    gdcs_microdata_result r = {.struct_size = sizeof r};
    frame->rows = INT32_MAX; /* nobody looks at what is not there */
    cr_expect(eq(i32, gdcs_microdata_measure(frame, &keys, NULL, &r, NULL), GDCS_E_LIMIT));
    gdcs_frame_free(frame);
}

Test(microdata, structs_of_a_later_version_are_read_as_far_as_they_are_known)
{
    gdcs_frame *frame = practice(0);
    struct {
        gdcs_microdata_keys keys;
        int64_t later;
    } k = {.keys = keys_of(practice_keys, 4)};
    struct {
        gdcs_microdata_result result;
        int64_t later;
    } r = {.later = 7};
    k.keys.struct_size = sizeof k;
    r.result.struct_size = sizeof r;
    cr_expect(eq(i32, gdcs_microdata_measure(frame, &k.keys, NULL, &r.result, NULL), GDCS_OK));
    cr_expect(eq(i64, r.result.uniques, 4));
    cr_expect(eq(i64, r.later, 7));
    k.later = 1;
    cr_expect(
        eq(i32, gdcs_microdata_measure(frame, &k.keys, NULL, &r.result, NULL), GDCS_E_OPTION));
    gdcs_frame_free(frame);
}

Test(microdata, missing_pointers_and_small_structs_are_refused)
{
    gdcs_frame *frame = practice(0), *out = NULL;
    const gdcs_microdata_keys keys = keys_of(practice_keys, 4);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2};
    const gdcs_microdata_rule nothing = {.struct_size = sizeof nothing, .k = 1};
    const gdcs_microdata_arrays arrays = {.struct_size = sizeof arrays};
    const gdcs_microdata_arrays small = {.struct_size = 8};
    gdcs_microdata_result r = {.struct_size = sizeof r}, none = {.struct_size = 0};
    cr_expect(eq(i32, gdcs_microdata_measure(NULL, &keys, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_microdata_measure(frame, NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_microdata_measure(frame, &keys, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_microdata_measure(frame, &keys, NULL, &none, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_microdata_each(NULL, &keys, NULL, &arrays, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_microdata_each(frame, &keys, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_microdata_each(frame, &keys, NULL, &small, NULL), GDCS_E_STRUCT));
    cr_expect(
        eq(i32, gdcs_microdata_measure_labels(NULL, &keys, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_microdata_measure_labels(frame, &keys, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_microdata_audit(frame, &keys, NULL, &r, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_microdata_audit(frame, &keys, &rule, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_microdata_audit(NULL, &keys, &rule, &r, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_microdata_audit(frame, &keys, &nothing, &r, NULL, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_microdata_audit(frame, &keys, &rule, &none, &out, NULL), GDCS_E_STRUCT));
    cr_expect(out == NULL);
    gdcs_frame_free(frame);
}

static gdcs_status measure_all(void *data)
{
    gdcs_frame *frame = data, *labels = NULL, *report = NULL;
    gdcs_microdata_keys keys = keys_of(practice_keys, 4);
    keys.weight = "weight";
    keys.sensitive = "health";
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2};
    gdcs_microdata_result r = {.struct_size = sizeof r};
    gdcs_status status = gdcs_microdata_audit(frame, &keys, &rule, &r, &report, NULL);
    if (status == GDCS_OK)
        status = gdcs_microdata_measure_labels(frame, &keys, &rule, &labels, NULL);
    gdcs_frame_free(labels);
    gdcs_frame_free(report);
    return status;
}

Test(microdata, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    for (int with_missing = 0; with_missing < 2; with_missing++) {
        gdcs_frame *frame = practice(with_missing);
        const fail_alloc_report r = fail_alloc_each(measure_all, frame);
        cr_expect(eq(str, (char *)r.wrong, ""));
        cr_expect(gt(i64, r.allocations, 100));
        gdcs_frame_free(frame);
    }
}
