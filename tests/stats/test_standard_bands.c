/* Mirrors lib/stats/standard/populations.c, age.c and bands.c. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/standard.h>
#include <math.h>
#include <string.h>

TestSuite(standard_bands, .timeout = 60);

Test(standard_bands, standards_are_those_published)
{
    static const double total[] = {0, 100000, 100000, 100035}, count[] = {0, 21, 19, 21};
    for (int32_t p = 1; p <= 3; p++) {
        double sum = 0, reached = -1;
        cr_assert(eq(i64, gdcs_standard_count(p), (int64_t)count[p]));
        for (int64_t i = 0; i < gdcs_standard_count(p); i++) {
            gdcs_standard_band b;
            cr_assert(eq(i32, gdcs_standard_get(p, i, &b, NULL), GDCS_OK));
            cr_expect(b.youngest == reached + 1 && b.oldest >= b.youngest && b.weight > 0);
            reached = b.oldest;
            sum += b.weight;
        }
        cr_expect(isinf(reached) && sum == total[p], "%d: %g", (int)p, sum);
        cr_expect(eq(i32, gdcs_standard_find(gdcs_standard_name(p)), p));
        cr_expect(strlen(gdcs_standard_text(p)) > 20);
    }
    cr_expect_str_eq(gdcs_standard_name(1), "europe_2013");
    cr_expect(eq(i64, gdcs_standard_count(0), 21));
    cr_expect(eq(i64, gdcs_standard_count(4), 0));
    cr_expect(eq(i64, gdcs_standard_count(-1), 0));
    for (int32_t p = -1; p <= 4; p += p == -1 ? 1 : 4) {
        cr_expect_str_eq(gdcs_standard_name(p), "");
        cr_expect_str_eq(gdcs_standard_text(p), "");
    }
    cr_expect(eq(i32, gdcs_standard_find("segi"), -1));
    cr_expect(eq(i32, gdcs_standard_find(NULL), -1));
}

Test(standard_bands, labels_of_offices_are_read)
{
    static const struct {
        const char *label;
        double youngest, oldest;
    } row[] = {{"0-4", 0, 4},
               {"00-04", 0, 4},
               {"Y15-19", 15, 19},
               {"Y15T19", 15, 19},
               {"y15ty19", 15, 19},
               {"15 to 19", 15, 19},
               {"15_19", 15, 19},
               {"15\xe2\x80\x93"
                "19",
                15, 19},
               {"Age 15-19 years", 15, 19},
               {"Aged 5 - 9", 5, 9},
               {"7", 7, 7},
               {"Y7", 7, 7},
               {"0", 0, 0},
               {"85+", 85, INFINITY},
               {"85 +", 85, INFINITY},
               {"Y85+", 85, INFINITY},
               {"18-", 18, INFINITY},
               {"Y_GE85", 85, INFINITY},
               {">=85", 85, INFINITY},
               {"\xe2\x89\xa5"
                "85",
                85, INFINITY},
               {"Y_GT84", 85, INFINITY},
               {"over 84", 85, INFINITY},
               {"85 and over", 85, INFINITY},
               {"85 years and older", 85, INFINITY},
               {"85 OR MORE", 85, INFINITY},
               {"85plus", 85, INFINITY},
               {"<1", 0, 0},
               {"Y_LT1", 0, 0},
               {"Y_LT15", 0, 14},
               {"under 5", 0, 4},
               {"less than 5 years", 0, 4},
               {"<=4", 0, 4},
               {"\xe2\x89\xa4"
                "4",
                0, 4}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        gdcs_standard_band b = {-1, -1, -1};
        cr_expect(eq(i32, gdcs_standard_parse(row[i].label, &b, NULL), GDCS_OK), "%s",
                  row[i].label);
        cr_expect(b.youngest == row[i].youngest && b.oldest == row[i].oldest && b.weight == 0,
                  "%s: %g to %g", row[i].label, b.youngest, b.oldest);
    }
}

Test(standard_bands, what_is_no_band_is_refused)
{
    static const char *const label[] = {
        "",
        "_T",
        "TOTAL",
        "UNK",
        "adults",
        "9-5",
        "-4",
        "<0",
        "12345",
        "5-9-10",
        "5..9",
        "five",
        "5-9x",
        "< 5 > 3",
        "0-4,5",
        "+",
        "y",
        "<",
        "a label that is longer than any label of an age group has a right to be, by far"};
    for (size_t i = 0; i < sizeof label / sizeof *label; i++) {
        gdcs_standard_band b = {-1, -1, -1};
        cr_expect(eq(i32, gdcs_standard_parse(label[i], &b, NULL), GDCS_E_NAME), "%s", label[i]);
        cr_expect(b.youngest == -1, "%s", label[i]);
    }
}

Test(standard_bands, bands_are_joined_whatever_their_order)
{
    static const char *const labels[] = {"85+", "Y_LT15", "15-64", "65-84"};
    static const double wanted[] = {2500, 16000, 64500, 17000};
    double w[4];
    cr_assert(eq(i32, gdcs_standard_collapse(labels, 4, NULL, w, NULL), GDCS_OK));
    for (int i = 0; i < 4; i++)
        cr_expect(w[i] == wanted[i], "%s: %g", labels[i], w[i]);
}

/* The last band of 2013 at 85, 90 and 95; ages that count from 15 on. */
Test(standard_bands, the_last_band_may_begin_earlier_and_the_first_later)
{
    static const struct {
        const char *labels[4];
        int n;
        double youngest, oldest, last;
    } row[] = {{{"0-84", "85+"}, 2, 0, 0, 2500},
               {{"0-89", "90+"}, 2, 0, 0, 1000},
               {{"0-94", "95+"}, 2, 0, 0, 200},
               {{"15-29", "30+"}, 2, 15, 0, 66500},
               {{"15-29", "30-49"}, 2, 15, 49, 27500}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const gdcs_standard_options o = {
            .struct_size = sizeof o, .youngest = row[i].youngest, .oldest = row[i].oldest};
        double w[4];
        cr_assert(eq(i32, gdcs_standard_collapse(row[i].labels, row[i].n, &o, w, NULL), GDCS_OK),
                  "row %zu", i);
        cr_expect(w[1] == row[i].last, "row %zu: %g", i, w[1]);
    }
}

Test(standard_bands, groups_that_do_not_fit_are_refused_by_name)
{
    static const struct {
        const char *labels[4];
        int n;
        double youngest, oldest;
        gdcs_status status;
        const char *says;
    } row[] = {
        {{"0-14", "20+"}, 2, 0, 0, GDCS_E_SHAPE, "no group holds the ages 15 to 19"},
        {{"5-14", "15+"}, 2, 0, 0, GDCS_E_SHAPE, "no group holds the ages 0 to 4"},
        {{"0-14", "15-84"}, 2, 0, 0, GDCS_E_SHAPE, "no group holds the ages from 85 on"},
        {{"15-29", "30-39"}, 2, 15, 49, GDCS_E_SHAPE, "no group holds the ages 40 to 49"},
        {{"0-19", "15+"}, 2, 0, 0, GDCS_E_DUPLICATE, "\"15+\" overlaps \"0-19\""},
        {{"0-14", "15+", "0-14"}, 3, 0, 0, GDCS_E_DUPLICATE, "\"0-14\" overlaps \"0-14\""},
        {{"0-17", "18+"}, 2, 0, 0, GDCS_E_SHAPE, "\"0-17\" begins or ends inside a band"},
        {{"0-94", "95-99", "100+"}, 3, 0, 0, GDCS_E_SHAPE, "\"95-99\" begins or ends inside"},
        {{"0-14", "15+"}, 2, 15, 0, GDCS_E_SHAPE, "\"0-14\" goes beyond"},
        {{"15-59", "60+"}, 2, 15, 64, GDCS_E_SHAPE, "\"60+\" goes beyond"},
        {{"0-14", "adults"}, 2, 0, 0, GDCS_E_NAME, "\"adults\" is no band of age"},
        {{"0-14", NULL}, 2, 0, 0, GDCS_E_ARGUMENT, "labels is missing"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const gdcs_standard_options o = {
            .struct_size = sizeof o, .youngest = row[i].youngest, .oldest = row[i].oldest};
        gdcs_error err = {.struct_size = sizeof err};
        double w[4] = {-1, -1, -1, -1};
        cr_expect(
            eq(i32, gdcs_standard_collapse(row[i].labels, row[i].n, &o, w, &err), row[i].status),
            "row %zu", i);
        cr_expect(strstr(err.message, row[i].says) != NULL, "row %zu: %s", i, err.message);
        cr_expect(w[0] == -1, "row %zu", i);
    }
}

Test(standard_bands, a_standard_of_ones_own_is_taken_or_refused)
{
    static const char *const labels[] = {"0-17", "18+"};
    const gdcs_standard_band good[] = {{0, 13, 10}, {14, 17, 5}, {18, INFINITY, 85}};
    const gdcs_standard_band gap[] = {{0, 13, 10}, {15, 17, 5}, {18, INFINITY, 85}};
    const gdcs_standard_band negative[] = {{0, 13, 10}, {14, 17, -5}, {18, INFINITY, 85}};
    const gdcs_standard_band half[] = {{0, 13.5, 10}, {14.5, 17, 5}, {18, INFINITY, 85}};
    const gdcs_standard_band *const bad[] = {gap, negative, half};
    gdcs_standard_options o = {.struct_size = sizeof o, .bands = good, .band_count = 3};
    double w[2];
    cr_assert(eq(i32, gdcs_standard_collapse(labels, 2, &o, w, NULL), GDCS_OK));
    cr_expect(w[0] == 15 && w[1] == 85);
    for (int i = 0; i < 3; i++) {
        o.bands = bad[i];
        cr_expect(eq(i32, gdcs_standard_collapse(labels, 2, &o, w, NULL), GDCS_E_OPTION));
    }
    o.bands = NULL;
    cr_expect(eq(i32, gdcs_standard_collapse(labels, 2, &o, w, NULL), GDCS_E_OPTION));
    o = (gdcs_standard_options){.struct_size = sizeof o, .population = 9};
    cr_expect(eq(i32, gdcs_standard_collapse(labels, 2, &o, w, NULL), GDCS_E_OPTION));
    o = (gdcs_standard_options){.struct_size = sizeof o, .youngest = 20, .oldest = 10};
    cr_expect(eq(i32, gdcs_standard_collapse(labels, 2, &o, w, NULL), GDCS_E_OPTION));
    o = (gdcs_standard_options){.struct_size = sizeof o, .youngest = 1.5};
    cr_expect(eq(i32, gdcs_standard_collapse(labels, 2, &o, w, NULL), GDCS_E_OPTION));
}

Test(standard_bands, missing_pointers_and_numbers_are_refused)
{
    static const char *const labels[] = {"0-14", "15+"};
    const gdcs_standard_options sizeless = {.method = 1};
    gdcs_standard_band b;
    double w[2];
    cr_expect(eq(i32, gdcs_standard_get(1, 0, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_get(4, 0, &b, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_get(1, 21, &b, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_get(1, -1, &b, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_parse(NULL, &b, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_parse("5", NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_collapse(NULL, 2, NULL, w, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_collapse(labels, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_collapse(labels, 0, NULL, w, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_collapse(labels, 1001, NULL, w, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_collapse(labels, 2, &sizeless, w, NULL), GDCS_E_STRUCT));
}

static gdcs_status collapse(void *data)
{
    static const char *const labels[] = {"0-14", "15+"};
    return gdcs_standard_collapse(labels, 2, NULL, data, NULL);
}

Test(standard_bands, survives_every_failing_allocation)
{
    double w[2];
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(collapse, w);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(ge(i64, r.allocations, 2));
}
