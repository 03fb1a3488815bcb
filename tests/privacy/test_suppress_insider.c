/* Mirrors lib/privacy/suppress/insider.c. */
#include "data/make.h"
#include "fail_alloc.h"

#include <criterion/new/assert.h>
#include <gdcs/audit.h>
#include <gdcs/estimate.h>
#include <gdcs/suppress.h>

TestSuite(suppress_insider, .timeout = 60);

enum { NUMBERS = 4 };

/* Amounts, the two largest contributions to each, and how many there are. */
typedef struct business {
    gdcs_table *table[NUMBERS];
    gdcs_disclosure_options behind;
} business;

static void open_business(business *b, const char *axes, int n, const char *const *labels,
                          const double (*numbers)[NUMBERS])
{
    for (int k = 0; k < NUMBERS; k++) {
        b->table[k] = make_table(GDCS_ABSENT_ZERO, axes);
        for (int i = 0; i < n; i++)
            add(b->table[k], labels[i], numbers[i][k]);
    }
    b->behind = (gdcs_disclosure_options){.struct_size = sizeof b->behind,
                                          .largest = b->table[1],
                                          .second = b->table[2],
                                          .contributors = b->table[3]};
}

static void close_business(business *b)
{
    for (int k = 0; k < NUMBERS; k++)
        gdcs_table_free(b->table[k]);
}

/* (90 + 8) and (40 + 2) are unsafe by 10 %; C and D are of many. */
static void open_four(business *b)
{
    static const char *const labels[] = {"A", "B", "C", "D", "TOTAL"};
    static const double numbers[][NUMBERS] = {
        {98, 90, 8, 2}, {42, 40, 2, 2}, {160, 20, 10, 20}, {300, 20, 10, 30}, {600, 90, 40, 54}};
    open_business(b, "area*", 5, labels, numbers);
}

static gdcs_status suppress(const business *b, const gdcs_disclosure_rule *rule, int32_t method,
                            int32_t insiders, gdcs_table **out, gdcs_suppress_result *r)
{
    const gdcs_suppress_options o = {.struct_size = sizeof o,
                                     .method = method,
                                     .insiders = insiders,
                                     .contributions = &b->behind};
    *r = (gdcs_suppress_result){.struct_size = sizeof *r};
    *out = NULL;
    return gdcs_suppress_table(b->table[0], rule, &o, out, NULL, r, NULL);
}

static int is_safe(const business *b, const gdcs_table *published, const gdcs_disclosure_rule *rule,
                   int32_t insiders)
{
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_table *const originals[] = {b->table[0]};
    const gdcs_audit_options o = {.struct_size = sizeof o,
                                  .rule = rule,
                                  .originals = originals,
                                  .insiders = insiders,
                                  .contributions = &b->behind};
    gdcs_audit_result r = {.struct_size = sizeof r};
    good(gdcs_audit_table(published, &o, &r, NULL, &err), &err, "audit");
    return r.is_safe;
}

/* A and B alone are enough for who is in none; with C they are for the largest in A and in B. */
Test(suppress_insider, hides_more_where_the_largest_would_know)
{
    static const int32_t methods[] = {GDCS_SUPPRESS_METHOD_HEURISTIC, GDCS_SUPPRESS_METHOD_EXACT};
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .p_percent = 10, .above = 10};
    business b;
    open_four(&b);
    for (int i = 0; i < 2; i++)
        for (int32_t level = 0; level <= GDCS_AUDIT_INSIDERS_LARGEST; level++) {
            gdcs_suppress_result r;
            gdcs_table *out = NULL;
            cr_expect(eq(i32, suppress(&b, &rule, methods[i], level, &out, &r), GDCS_OK));
            cr_expect(eq(i64, r.unsafe, 2));
            cr_expect(eq(i64, r.secondary, level == GDCS_AUDIT_INSIDERS_LARGEST));
            cr_expect(eq(dbl, r.cost, level == GDCS_AUDIT_INSIDERS_LARGEST ? 160.0 : 0.0));
            cr_expect(
                eq(i32, is_safe(&b, out, &rule, GDCS_AUDIT_INSIDERS_LARGEST), r.secondary > 0));
            gdcs_table_free(out);
        }
    close_business(&b);
}

/* n times 99 of 100, whose sum is out already. */
static gdcs_status hide_near_alone(int n, int32_t method, int32_t level, int *is_kept)
{
    static const char *const labels[] = {"A", "B", "C"};
    const gdcs_disclosure_rule rule = {
        .struct_size = sizeof rule, .dominance_n = 1, .dominance_k = 80};
    double numbers[3][NUMBERS] = {{100, 99, 1, 2}, {100, 99, 1, 2}, {100, 99, 1, 2}};
    gdcs_table *out = NULL, *known = make_table(GDCS_ABSENT_MISSING, "area*");
    business b;
    open_business(&b, "area*", n, labels, (const double(*)[NUMBERS])numbers);
    const double total[NUMBERS] = {100 * n, 99, 99, 2 * n};
    for (int k = 0; k < NUMBERS; k++)
        add(b.table[k], "TOTAL", total[k]);
    add(known, "TOTAL", 100 * n);
    const gdcs_table *const published[] = {known};
    const gdcs_suppress_options o = {.struct_size = sizeof o,
                                     .method = method,
                                     .insiders = level,
                                     .contributions = &b.behind,
                                     .published = published,
                                     .published_count = 1};
    const gdcs_status status = gdcs_suppress_table(b.table[0], &rule, &o, &out, NULL, NULL, NULL);
    *is_kept = status == GDCS_OK && is_safe(&b, out, &rule, GDCS_AUDIT_INSIDERS_LARGEST);
    gdcs_table_free(out);
    gdcs_table_free(known);
    close_business(&b);
    return status;
}

/* All at once would know the three cells to within one; each by itself does not know which of two is less. */
Test(suppress_insider, protects_from_each_by_itself_what_all_at_once_would_find)
{
    static const int32_t methods[] = {GDCS_SUPPRESS_METHOD_HEURISTIC, GDCS_SUPPRESS_METHOD_EXACT};
    int is_kept = 0;
    for (int i = 0; i < 2; i++) {
        cr_expect(eq(i32, hide_near_alone(3, methods[i], 2, &is_kept), GDCS_OK));
        cr_expect(is_kept);
        cr_expect(eq(i32, hide_near_alone(2, methods[i], 1, &is_kept), GDCS_OK));
        cr_expect(0 == is_kept);
        cr_expect(eq(i32, hide_near_alone(2, methods[i], 2, &is_kept), GDCS_E_DISCLOSURE));
    }
}

/* Most of the women of A are one unit, and so are most of all in A: for that unit the sum can be no less than it is
   itself, which gives away nobody. */
Test(suppress_insider, an_own_part_is_no_secret)
{
    static const char *const labels[] = {"A F",  "A M",     "A _T",    "B F",     "B M",
                                         "B _T", "TOTAL F", "TOTAL M", "TOTAL _T"};
    static const double numbers[][NUMBERS] = {
        {98, 90, 8, 2},    {30, 20, 10, 2},   {128, 90, 20, 4},
        {500, 20, 20, 40}, {600, 20, 20, 50}, {1100, 20, 20, 90},
        {598, 90, 20, 42}, {630, 20, 20, 52}, {1228, 90, 20, 94}};
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .p_percent = 30, .below = 60};
    gdcs_suppress_result r;
    gdcs_table *out = NULL;
    business b;
    open_business(&b, "area* sex", 9, labels, numbers);
    cr_expect(eq(i32, suppress(&b, &rule, 0, 2, &out, &r), GDCS_OK));
    cr_expect(eq(i64, r.unsafe, 3));
    cr_expect(is_safe(&b, out, &rule, GDCS_AUDIT_INSIDERS_LARGEST));
    gdcs_table_free(out);
    close_business(&b);
}

static gdcs_status once(void *context)
{
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .p_percent = 10, .above = 10};
    gdcs_suppress_result r;
    gdcs_table *out = NULL;
    const gdcs_status status = suppress(context, &rule, 0, 2, &out, &r);
    gdcs_table_free(out);
    return status;
}

Test(suppress_insider, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    business b;
    open_four(&b);
    const fail_alloc_report r = fail_alloc_each(once, &b);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 60));
    close_business(&b);
}

enum { AREAS = 14, OFFENCES = 10 };

/* Few persons by area and offence, in one of eight cells somebody alone. */
static gdcs_table *make_sparse(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* offence*");
    double sum[AREAS + 1][OFFENCES + 1] = {{0}};
    uint64_t state = 5;
    char at[32];
    for (int i = 0; i < AREAS; i++)
        for (int j = 0; j < OFFENCES; j++) {
            static const double numbers[] = {1, 1, 2, 5, 9, 8, 30, 12, 7, 6, 9, 20, 15, 0, 4, 11};
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            const double x = numbers[state >> 60];
            sum[i][j] = x;
            sum[i][OFFENCES] += x;
            sum[AREAS][j] += x;
            sum[AREAS][OFFENCES] += x;
        }
    for (int i = 0; i <= AREAS; i++)
        for (int j = 0; j <= OFFENCES; j++) {
            char area[8] = "TOTAL", offence[8] = "TOTAL";
            if (i < AREAS)
                snprintf(area, sizeof area, "a%d", i);
            if (j < OFFENCES)
                snprintf(offence, sizeof offence, "o%d", j);
            snprintf(at, sizeof at, "%s %s", area, offence);
            add(t, at, sum[i][j]);
        }
    return t;
}

/* *is_kept: does the audit find it safe from who is alone? */
static gdcs_suppress_result hide_sparse(const gdcs_table *t, int32_t insiders, int64_t milliseconds,
                                        int *is_kept)
{
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = 4};
    const gdcs_suppress_options o = {
        .struct_size = sizeof o, .insiders = insiders, .milliseconds = milliseconds};
    const gdcs_audit_options asked = {.struct_size = sizeof asked,
                                      .rule = &rule,
                                      .originals = &t,
                                      .insiders = GDCS_AUDIT_INSIDERS_ALONE};
    gdcs_suppress_result r = {.struct_size = sizeof r};
    gdcs_audit_result found = {.struct_size = sizeof found};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *out = NULL;
    good(gdcs_suppress_table(t, &rule, &o, &out, NULL, &r, &err), &err, "suppress");
    good(gdcs_audit_table(out, &asked, &found, NULL, &err), &err, "audit");
    *is_kept = found.is_safe;
    gdcs_table_free(out);
    return r;
}

Test(suppress_insider, out_of_time_more_is_hidden_from_who_is_alone)
{
    gdcs_table *t = make_sparse();
    int is_kept = 1;
    const gdcs_suppress_result none = hide_sparse(t, GDCS_AUDIT_INSIDERS_NONE, 0, &is_kept);
    cr_expect(eq(i32, is_kept, 0));
    const gdcs_suppress_result best = hide_sparse(t, GDCS_AUDIT_INSIDERS_ALONE, 0, &is_kept);
    cr_expect(eq(i32, is_kept, 1));
    const gdcs_suppress_result hasty = hide_sparse(t, GDCS_AUDIT_INSIDERS_ALONE, 1, &is_kept);
    cr_expect(eq(i32, is_kept, 1));
    cr_expect(gt(i64, best.secondary, none.secondary));
    cr_expect(gt(i64, hasty.secondary, best.secondary));
    cr_expect(0 != (hasty.notes & GDCS_NOTE_NOT_REACHED));
    gdcs_table_free(t);
}
