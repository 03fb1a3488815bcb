/* Mirrors lib/stats/claim/table.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "frames.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/claim.h>

TestSuite(claim_table, .timeout = 60);

static gdcs_frame *new_frame(void)
{
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&f, NULL), GDCS_OK));
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

static const char *const by_category[] = {"category"};

/* Italy, 2022: collaborators and witnesses. */
static gdcs_table *protected_persons(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "category sex");
    add(t, "collaborators F", 42);
    add(t, "collaborators M", 850);
    add(t, "witnesses F", 18);
    add(t, "witnesses M", 38);
    return t;
}

static gdcs_frame *printed_of(const char *const *categories, const char *const *printed, int64_t n)
{
    gdcs_frame *f = new_frame();
    add_texts(f, "category", GDCS_CONCEPT_GROUP, categories, n);
    add_texts(f, "printed", GDCS_CONCEPT_GROUP, printed, n);
    return f;
}

Test(claim_table, tells_a_ratio_from_a_percentage)
{
    static const char *const categories[] = {"witnesses", "collaborators", "witnesses",
                                             "witnesses"},
                             *const printed[] = {"47 %", "7 %", "", NULL};
    gdcs_table *t = protected_persons();
    gdcs_frame *claims = printed_of(categories, printed, 4), *f = NULL;
    cr_assert(eq(i32, gdcs_claim_table(t, claims, by_category, 1, NULL, &f, NULL), GDCS_OK));
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 2));
    cr_expect_str_eq(text(f, "category", 0), "witnesses");
    cr_expect_str_eq(text(f, "definition", 0), "women_per_100_men");
    cr_expect_str_eq(text(f, "reproduces", 0), "yes");
    cr_expect_str_eq(text(f, "category", 1), "collaborators");
    cr_expect_str_eq(text(f, "reproduces", 1), "no");
    cr_expect(number(f, "claim", 0) == 1 && number(f, "claim", 1) == 2);
    gdcs_frame_free(f);
    gdcs_frame_free(claims);
    gdcs_table_free(t);
}

Test(claim_table, takes_populations_definitions_and_no_axis)
{
    static const char *const printed[] = {"30.0", "up to 10 %"}, *const definition[] = {
                                                                     NULL, "share_women"};
    static const double women[] = {200000, NAN}, men[] = {300000, NAN}, before[] = {50, NAN};
    gdcs_table *t = protected_persons();
    gdcs_frame *claims = new_frame(), *f = NULL;
    add_texts(claims, "printed", GDCS_CONCEPT_GROUP, printed, 2);
    add_texts(claims, "definition", GDCS_CONCEPT_GROUP, definition, 2);
    add_doubles(claims, "population_women", GDCS_CONCEPT_NUMBER, women, 2);
    add_doubles(claims, "population_men", GDCS_CONCEPT_NUMBER, men, 2);
    add_doubles(claims, "before", GDCS_CONCEPT_NUMBER, before, 2);
    cr_assert(eq(i32, gdcs_claim_table(t, claims, NULL, 0, NULL, &f, NULL), GDCS_OK));
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 2));
    cr_expect_str_eq(text(f, "definition", 0), "rate_women_100000");
    cr_expect_str_eq(text(f, "rounding", 0), "exact");
    cr_expect_str_eq(text(f, "definition", 1), "share_women");
    cr_expect_str_eq(text(f, "says", 1), "up_to");
    cr_expect(near_relative(number(f, "exact", 1), 6000.0 / 948, 1e-15));
    gdcs_frame_free(f);
    gdcs_frame_free(claims);
    gdcs_table_free(t);
}

Test(claim_table, is_as_sensitive_as_its_table)
{
    static const char *const printed[] = {"47"};
    const gdcs_table_options o = {.struct_size = sizeof o,
                                  .sensitivity = GDCS_SENSITIVITY_PROTECTED};
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .concept_id = GDCS_CONCEPT_SEX, .name = "sex"};
    gdcs_table *t = NULL;
    cr_assert(eq(i32, gdcs_table_new(&o, &t, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(t, &sex, NULL), GDCS_OK));
    add(t, "F", 18);
    add(t, "M", 38);
    gdcs_frame *claims = new_frame(), *f = NULL;
    add_texts(claims, "printed", GDCS_CONCEPT_GROUP, printed, 1);
    cr_assert(eq(i32, gdcs_claim_table(t, claims, NULL, 0, NULL, &f, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(f), GDCS_SENSITIVITY_PROTECTED));
    gdcs_frame_free(f);
    gdcs_frame_free(claims);
    gdcs_table_free(t);
}

/* What reproduces a number may at most become possible, never impossible, and limits never narrow. */
Test(claim_table, widening_a_cell_never_narrows)
{
    static const char *const cells[] = {"a F", "a M", "a _O", "a _U"}, *const categories[] = {
                                                                           "a", "a", "a"};
    const char *const printed[] = {"12", "20-30", "under 15"}, *const share[] = {
                                                                   "share_women_total",
                                                                   "share_women", "share_men"};
    uint64_t state = 3;
    for (int trial = 0; trial < 40; trial++) {
        gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "category sex");
        gdcs_frame *claims = printed_of(categories, printed, 3);
        double at[4], low[3] = {NAN, NAN, NAN}, high[3] = {NAN, NAN, NAN};
        char was[3] = "nnn";
        add_texts(claims, "definition", GDCS_CONCEPT_GROUP, share, 3);
        for (int i = 0; i < 4; i++)
            set(t, cells[i], at[i] = draw(&state, 30) + 1, 0, 0, 0);
        for (int i = 0; i <= 8; i++) {
            gdcs_frame *f = NULL;
            cr_assert(
                eq(i32, gdcs_claim_table(t, claims, by_category, 1, NULL, &f, NULL), GDCS_OK));
            cr_assert(eq(i64, gdcs_frame_count_rows(f), 3));
            for (int row = 0; row < 3; row++) {
                const char now = text(f, "reproduces", row)[0];
                cr_expect(isnan(low[row]) || number(f, "exact_lower", row) <= low[row]);
                cr_expect(isnan(high[row]) || number(f, "exact_upper", row) >= high[row]);
                cr_expect(i == 0 || was[row] == 'n' || now != 'n', "%d: %c to %c", i, was[row],
                          now);
                cr_expect(was[row] != 'p' || now == 'p');
                low[row] = number(f, "exact_lower", row);
                high[row] = number(f, "exact_upper", row);
                was[row] = now;
            }
            gdcs_frame_free(f);
            if (i < 4)
                set_range(t, cells[i], fmax(at[i] - 4, 0), at[i] + 4, 'Q');
            else if (i < 8)
                set_missing(t, cells[i - 4], 'Q');
        }
        gdcs_frame_free(claims);
        gdcs_table_free(t);
    }
}

struct attempt {
    const gdcs_table *table;
    const gdcs_frame *claims;
};

static gdcs_status tried(const gdcs_table *t, const gdcs_frame *claims, const char *const *keep,
                         int32_t n)
{
    gdcs_frame *out = NULL;
    const gdcs_status status = gdcs_claim_table(t, claims, keep, n, NULL, &out, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(claim_table, refuses_what_is_documented)
{
    static const char *const categories[] = {"witnesses"}, *const absent[] = {"judges"},
                             *const printed[] = {"47"}, *const words[] = {"many"},
                             *const twice[] = {"category", "category"}, *const sex[] = {"sex"},
                             *const nowhere[] = {"place"}, *const odd[] = {"share"};
    static const double value[] = {4};
    gdcs_table *t = protected_persons(), *named = make_table(GDCS_ABSENT_MISSING, "exact sex");
    gdcs_frame *good = printed_of(categories, printed, 1), *none = new_frame();
    gdcs_frame *label = printed_of(absent, printed, 1), *prose = printed_of(categories, words, 1);
    gdcs_frame *numbers = new_frame(), *definition = printed_of(categories, printed, 1);
    gdcs_frame *before = printed_of(categories, printed, 1);
    add_doubles(numbers, "printed", GDCS_CONCEPT_NUMBER, value, 1);
    add_texts(definition, "definition", GDCS_CONCEPT_GROUP, odd, 1);
    add_texts(before, "before", GDCS_CONCEPT_GROUP, printed, 1);
    cr_expect(eq(i32, tried(t, good, by_category, 1), GDCS_OK));
    cr_expect(eq(i32, tried(t, label, by_category, 1), GDCS_E_NAME));
    cr_expect(eq(i32, tried(t, none, by_category, 1), GDCS_E_NAME));
    cr_expect(eq(i32, tried(t, good, nowhere, 1), GDCS_E_NAME));
    cr_expect(eq(i32, tried(t, definition, by_category, 1), GDCS_E_NAME));
    cr_expect(eq(i32, tried(t, good, twice, 2), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, tried(t, good, sex, 1), GDCS_E_SHAPE));
    cr_expect(eq(i32, tried(t, numbers, NULL, 0), GDCS_E_SHAPE));
    cr_expect(eq(i32, tried(t, before, by_category, 1), GDCS_E_SHAPE));
    cr_expect(eq(i32, tried(t, prose, by_category, 1), GDCS_E_VALUE));
    cr_expect(eq(i32, tried(NULL, good, by_category, 1), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, tried(t, NULL, by_category, 1), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_claim_table(t, good, by_category, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    add(named, "witnesses F", 1);
    gdcs_frame *collides = printed_of(categories, printed, 1);
    add_texts(collides, "exact", GDCS_CONCEPT_GROUP, categories, 1);
    static const char *const by_exact[] = {"exact"};
    cr_expect(eq(i32, tried(named, collides, by_exact, 1), GDCS_E_DUPLICATE));
    gdcs_frame *const frames[] = {good, none, label, prose, numbers, definition, before, collides};
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
        gdcs_frame_free(frames[i]);
    gdcs_table_free(named);
    gdcs_table_free(t);
}

static gdcs_status attempt(void *context)
{
    const struct attempt *a = context;
    return tried(a->table, a->claims, by_category, 1);
}

Test(claim_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    static const char *const categories[] = {"witnesses"}, *const printed[] = {"47"};
    gdcs_table *t = protected_persons();
    gdcs_frame *claims = printed_of(categories, printed, 1);
    struct attempt a = {t, claims};
    cr_assert(eq(i32, attempt(&a), GDCS_OK)); /* the table sorts its cells once, and keeps that */
    const fail_alloc_report r = fail_alloc_each(attempt, &a);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_frame_free(claims);
    gdcs_table_free(t);
}
