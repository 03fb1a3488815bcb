/* Mirrors lib/stats/claim/reconcile.c, definition.c, judge.c and rows.c. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/claim.h>
#include <math.h>
#include <string.h>

TestSuite(claim, .timeout = 60);

static gdcs_claim claim_of(double women, double men, double printed, int32_t decimals)
{
    const gdcs_claim c = {.struct_size = sizeof c,
                          .decimals = decimals,
                          .printed = printed,
                          .counts = {.women = women, .men = men},
                          .population_women = NAN,
                          .population_men = NAN,
                          .before = NAN};
    return c;
}

static gdcs_frame *checked(const gdcs_claim *c, int64_t n, double base)
{
    const gdcs_claim_options o = {.struct_size = sizeof o, .base = base};
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_claim_reconcile(c, n, &o, &f, NULL), GDCS_OK));
    return f;
}

static double number(const gdcs_frame *f, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, name), &c, NULL), GDCS_OK));
    return c.doubles[row];
}

static const char *text(const gdcs_frame *f, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, name), &c, NULL), GDCS_OK));
    return c.words[c.codes[row]];
}

/* Figures of the Italian programme (2016, 2022) and of the Crime Trends Survey, as printed. */
Test(claim, names_what_reproduces_published_figures)
{
    static const struct {
        double women, men, printed;
        int decimals;
        const char *definition, *reproduces;
    } printed[] = {{63, 1214, 4.9, 1, "share_women", "yes"},
                   {26, 52, 33.3, 1, "share_women", "yes"},
                   {18, 38, 47, 0, "women_per_100_men", "yes"},
                   {42, 850, 7, 0, "women_per_100_men", "no"},
                   {60938, 26065, 70, 0, "share_women", "yes"},
                   {205065, 1915576, 9.67, 2, "share_women", "yes"},
                   {11481, 212022, 5.14, 2, "share_women", "yes"},
                   {0, 12, 0, 1, "share_women", "yes"},
                   {12, 0, 100, 0, "share_women", "yes"},
                   {1e9, 9e9, 10, 1, "share_women", "yes"}};
    for (size_t i = 0; i < sizeof printed / sizeof *printed; i++) {
        const gdcs_claim c =
            claim_of(printed[i].women, printed[i].men, printed[i].printed, printed[i].decimals);
        gdcs_frame *f = checked(&c, 1, 0);
        cr_expect_str_eq(text(f, "definition", 0), printed[i].definition, "%d: %s", (int)i,
                         text(f, "definition", 0));
        cr_expect_str_eq(text(f, "reproduces", 0), printed[i].reproduces, "%d", (int)i);
        gdcs_frame_free(f);
    }
}

Test(claim, tells_roundings_apart)
{
    static const struct {
        double women, men, printed;
        int decimals;
        double base;
        const char *rounding;
    } rows[] = {{1, 3, 25, 0, 0, "exact"},     {1, 7, 12.5, 1, 0, "exact"},
                {1, 7, 13, 0, 0, "half_up"},   {1, 7, 12, 0, 0, "half_even"},
                {1, 2, 33.3, 1, 0, "nearest"}, {2, 1, 66.6, 1, 0, "truncated"},
                {1, 2, 33.4, 1, 0, "raised"},  {1, 2, 35, 0, 5, "base"},
                {3, 5, 38, 0, 0, "half_up"},   {1, 2, 33, 0, 0, "nearest"},
                {1, 2, 33.33, 2, 0, "nearest"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const gdcs_claim c =
            claim_of(rows[i].women, rows[i].men, rows[i].printed, rows[i].decimals);
        gdcs_frame *f = checked(&c, 1, rows[i].base);
        cr_expect_str_eq(text(f, "definition", 0), "share_women", "%d", (int)i);
        cr_expect_str_eq(text(f, "rounding", 0), rows[i].rounding, "%d: %s", (int)i,
                         text(f, "rounding", 0));
        gdcs_frame_free(f);
    }
}

/* Whatever the definition gives, printed to enough decimals, is found again. */
Test(claim, finds_each_definition_again)
{
    gdcs_claim c = claim_of(317, 1411, 0, 0);
    c.counts.other = 7;
    c.counts.unknown = 29;
    c.population_women = 51234;
    c.population_men = 49876;
    c.before = 290;
    const double all = 317 + 1411 + 7 + 29, people = 51234 + 49876;
    const struct {
        const char *definition;
        double value;
    } wanted[] = {{"share_women", 31700.0 / 1728},
                  {"share_men", 141100.0 / 1728},
                  {"share_women_recorded", 31700.0 / 1735},
                  {"share_women_total", 31700 / all},
                  {"share_men_total", 141100 / all},
                  {"proportion_women", 317.0 / 1728},
                  {"women_per_100_men", 31700.0 / 1411},
                  {"men_per_100_women", 141100.0 / 317},
                  {"women_per_man", 317.0 / 1411},
                  {"men_per_woman", 1411.0 / 317},
                  {"rate_women_1000", 317e3 / 51234},
                  {"rate_women_10000", 317e4 / 51234},
                  {"rate_women_100000", 317e5 / 51234},
                  {"rate_men_1000", 1411e3 / 49876},
                  {"rate_men_10000", 1411e4 / 49876},
                  {"rate_men_100000", 1411e5 / 49876},
                  {"rate_total_1000", all * 1e3 / people},
                  {"rate_total_10000", all * 1e4 / people},
                  {"rate_total_100000", all * 1e5 / people},
                  {"rate_women_on_total_100000", 317e5 / people},
                  {"change_women", 2700.0 / 290},
                  {"factor_women", 317.0 / 290}};
    enum { WANTED = sizeof wanted / sizeof *wanted };
    gdcs_claim claims[WANTED];
    for (int i = 0; i < WANTED; i++) {
        claims[i] = c;
        claims[i].decimals = 5;
        claims[i].printed = round(wanted[i].value * 1e5) / 1e5;
    }
    gdcs_frame *f = checked(claims, WANTED, 0);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), WANTED));
    for (int i = 0; i < WANTED; i++) {
        cr_expect_str_eq(text(f, "definition", i), wanted[i].definition);
        cr_expect(near_relative(number(f, "exact", i), wanted[i].value, 1e-14), "%d", i);
        cr_expect(eq(dbl, number(f, "claim", i), i + 1.0));
        cr_expect(fabs(number(f, "difference", i)) <= 0.5e-5 * (1 + 1e-9));
    }
    gdcs_frame_free(f);
}

Test(claim, says_so_where_nothing_can_be_tried)
{
    const gdcs_claim c = claim_of(NAN, NAN, 12, 0), nobody = claim_of(0, 0, 12, 0);
    for (int i = 0; i < 2; i++) {
        gdcs_frame *f = checked(i == 0 ? &c : &nobody, 1, 0);
        cr_assert(eq(i64, gdcs_frame_count_rows(f), 1));
        cr_expect_str_eq(text(f, "definition", 0), "");
        cr_expect_str_eq(text(f, "reproduces", 0), "no");
        cr_expect(isnan(number(f, "exact", 0)));
        gdcs_frame_free(f);
    }
    gdcs_frame *f = checked(&c, 0, 0);
    cr_expect(eq(i64, gdcs_frame_count_rows(f), 0));
    gdcs_frame_free(f);
}

/* Written by claim.py: decimal fractions, each rounding done by the decimal module. */
Test(claim, agrees_with_decimal_arithmetic)
{
    FILE *csv = reference_open("claim.csv");
    double p[9], exact;
    int decimals, rows = 0;
    char definition[40], reproduces[10], rounding[20];
    while (fscanf(csv, "%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%d,%lf,%39[^,],%9[^,],%19[^,],%lf\n", &p[0],
                  &p[1], &p[2], &p[3], &p[4], &p[5], &p[6], &p[7], &decimals, &p[8], definition,
                  reproduces, rounding, &exact) == 14) {
        gdcs_claim c = claim_of(p[0], p[1], p[7], decimals);
        c.counts.other = p[2];
        c.counts.unknown = p[3];
        c.population_women = p[4];
        c.population_men = p[5];
        c.before = p[6];
        c.definition = definition;
        gdcs_frame *f = checked(&c, 1, p[8]);
        cr_expect_str_eq(text(f, "reproduces", 0), reproduces, "%d: %s", rows,
                         text(f, "reproduces", 0));
        cr_expect_str_eq(text(f, "rounding", 0), strcmp(rounding, "-") == 0 ? "" : rounding,
                         "%d: %s", rows, text(f, "rounding", 0));
        cr_expect(near_relative(number(f, "exact", 0), exact, 1e-15), "%d", rows);
        gdcs_frame_free(f);
        rows++;
    }
    fclose(csv);
    cr_expect(gt(int, rows, 400));
}

/* Nobody is other or unknown: what would be said twice is said once, unless it is asked for. */
Test(claim, says_once_what_definitions_share)
{
    gdcs_claim c = claim_of(1, 3, 25, 0);
    gdcs_frame *f = checked(&c, 1, 0);
    cr_expect(eq(i64, gdcs_frame_count_rows(f), 1));
    cr_expect_str_eq(text(f, "definition", 0), "share_women");
    gdcs_frame_free(f);
    c.definition = "share_women_total";
    f = checked(&c, 1, 0);
    cr_expect_str_eq(text(f, "definition", 0), "share_women_total");
    gdcs_frame_free(f);
}

static const char *said_of(const gdcs_claim *c, const char *rounding)
{
    gdcs_frame *f = checked(c, 1, 0);
    static char reproduces[20];
    snprintf(reproduces, sizeof reproduces, "%s", text(f, "reproduces", 0));
    cr_expect_str_eq(text(f, "rounding", 0), reproduces[0] == 'n' ? "" : rounding);
    gdcs_frame_free(f);
    return reproduces;
}

Test(claim, judges_intervals_that_are_printed)
{
    static const struct {
        int says;
        double women, men, printed, to;
        const char *reproduces;
    } rows[] = {{GDCS_CLAIM_UP_TO, 40, 60, 40, 0, "yes"},
                {GDCS_CLAIM_UP_TO, 404, 596, 40, 0, "yes"},
                {GDCS_CLAIM_UP_TO, 406, 594, 40, 0, "no"},
                {GDCS_CLAIM_UNDER, 10, 90, 10, 0, "no"},
                {GDCS_CLAIM_UNDER, 99, 901, 10, 0, "yes"},
                {GDCS_CLAIM_UNDER, 0, 5, 10, 0, "yes"},
                {GDCS_CLAIM_AT_LEAST, 396, 604, 40, 0, "yes"},
                {GDCS_CLAIM_AT_LEAST, 394, 606, 40, 0, "no"},
                {GDCS_CLAIM_OVER, 40, 60, 40, 0, "no"},
                {GDCS_CLAIM_OVER, 401, 599, 40, 0, "yes"},
                {GDCS_CLAIM_BETWEEN, 20, 80, 20, 25, "yes"},
                {GDCS_CLAIM_BETWEEN, 254, 746, 20, 25, "yes"},
                {GDCS_CLAIM_BETWEEN, 256, 744, 20, 25, "no"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        gdcs_claim c = claim_of(rows[i].women, rows[i].men, rows[i].printed, 0);
        c.says = rows[i].says;
        c.printed_to = rows[i].to;
        c.definition = "share_women";
        cr_expect_str_eq(said_of(&c, "within"), rows[i].reproduces, "%d", (int)i);
    }
}

/* Counts in limits: all values of them reproduce the number, some or none. */
Test(claim, judges_counts_in_limits)
{
    static const struct {
        double low[2], high[2], printed;
        const char *definition, *reproduces;
    } rows[] = {{{7, 100}, {11, 100}, 9, "share_women", "possible"},
                {{10, 100}, {10, 101}, 9, "share_women", "yes"},
                {{9, 100}, {11, 100}, 50, "share_women", "no"},
                {{0, 0}, {4, 0}, 100, "share_women", "yes"},
                {{0, 0}, {0, 4}, 0, "share_women", "yes"},
                {{1, 0}, {4, INFINITY}, 1, "women_per_man", "possible"},
                {{0, 1}, {INFINITY, 1}, 100, "share_women", "possible"},
                {{5, 0}, {5, INFINITY}, 3, "share_women", "possible"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        gdcs_claim c = claim_of(rows[i].low[0], rows[i].low[1], rows[i].printed, 0);
        const gdcs_sex_counts upper = {.women = rows[i].high[0], .men = rows[i].high[1]};
        c.upper = &upper;
        c.definition = rows[i].definition;
        gdcs_frame *f = checked(&c, 1, 0);
        cr_expect_str_eq(text(f, "reproduces", 0), rows[i].reproduces, "%d %s", (int)i,
                         text(f, "reproduces", 0));
        gdcs_frame_free(f);
    }
}

Test(claim, stays_as_sensitive_as_its_counts)
{
    const gdcs_claim c = claim_of(1, 2, 33, 0);
    const gdcs_claim_options o = {.struct_size = sizeof o, .sensitivity = 3};
    gdcs_frame *f = checked(&c, 1, 0);
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(f), GDCS_SENSITIVITY_PUBLIC));
    gdcs_frame_free(f);
    cr_assert(eq(i32, gdcs_claim_reconcile(&c, 1, &o, &f, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(f), GDCS_SENSITIVITY_PROTECTED));
    gdcs_frame_free(f);
}

static gdcs_status tried(const gdcs_claim *c, int64_t n, const gdcs_claim_options *o)
{
    gdcs_frame *out = NULL;
    const gdcs_status status = gdcs_claim_reconcile(c, n, o, &out, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(claim, refuses_what_is_documented)
{
    const gdcs_claim good = claim_of(1, 2, 33, 0);
    const gdcs_claim_options base = {.struct_size = sizeof base, .base = -1};
    const gdcs_claim_options size = {.struct_size = 8};
    gdcs_claim bad[] = {claim_of(1, 2, 33, 10), claim_of(1, 2, NAN, 0), claim_of(-1, 2, 33, 0),
                        good, good};
    bad[3].population_men = 0;
    bad[4].before = INFINITY;
    for (int i = 0; i < 5; i++)
        cr_expect(eq(i32, tried(&bad[i], 1, NULL), GDCS_E_VALUE), "%d", i);
    gdcs_claim small = good;
    small.struct_size = 40;
    cr_expect(eq(i32, tried(&small, 1, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, tried(&good, 1, &size), GDCS_E_STRUCT));
    cr_expect(eq(i32, tried(&good, 1, &base), GDCS_E_OPTION));
    const gdcs_claim_options kept = {.struct_size = sizeof kept, .sensitivity = 4};
    const gdcs_sex_counts less = {.women = 0, .men = 2};
    cr_expect(eq(i32, tried(&good, 1, &kept), GDCS_E_OPTION));
    gdcs_claim odd = good;
    odd.says = 6;
    cr_expect(eq(i32, tried(&odd, 1, NULL), GDCS_E_OPTION));
    odd.says = GDCS_CLAIM_BETWEEN;
    odd.printed_to = 32;
    cr_expect(eq(i32, tried(&odd, 1, NULL), GDCS_E_VALUE));
    odd = good;
    odd.definition = "share";
    cr_expect(eq(i32, tried(&odd, 1, NULL), GDCS_E_NAME));
    odd = good;
    odd.upper = &less;
    cr_expect(eq(i32, tried(&odd, 1, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, tried(NULL, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, tried(&good, -1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, tried(&good, 1000001, NULL), GDCS_E_LIMIT));
    cr_expect(eq(i32, gdcs_claim_reconcile(&good, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(sz, sizeof(gdcs_claim), 112));
    cr_expect(eq(sz, sizeof(gdcs_claim_options), 16));
}

static gdcs_status attempt(void *context)
{
    return tried(context, 1, NULL);
}

Test(claim, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_claim c = claim_of(1, 2, 33, 0);
    const fail_alloc_report r = fail_alloc_each(attempt, &c);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 5));
}
