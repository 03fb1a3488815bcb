/* Mirrors lib/stats/multiplicity.c: R's p.adjust, laws, refusals. */
#include "fail_alloc.h"
#include "support.h"
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/multiplicity.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(multiplicity, .timeout = 60);

enum { METHODS = 8, MOST = 200 };

/* Columns of the reference, in its order. */
static const int32_t column[METHODS] = {
    GDCS_MULTIPLICITY_METHOD_HOLM,
    GDCS_MULTIPLICITY_METHOD_BONFERRONI,
    GDCS_MULTIPLICITY_METHOD_SIDAK,
    GDCS_MULTIPLICITY_METHOD_HOLM_SIDAK,
    GDCS_MULTIPLICITY_METHOD_HOCHBERG,
    GDCS_MULTIPLICITY_METHOD_HOMMEL,
    GDCS_MULTIPLICITY_METHOD_BENJAMINI_HOCHBERG,
    GDCS_MULTIPLICITY_METHOD_BENJAMINI_YEKUTIELI,
};

static gdcs_status adjust(const double *p, int64_t n, int32_t method, int64_t family, double *out)
{
    const gdcs_multiplicity_options o = {sizeof o, method, family};
    return gdcs_multiplicity_each(p, n, &o, out, NULL);
}

struct family {
    int number;
    int64_t size;
    int64_t count;
    double p[MOST];
    double wanted[METHODS][MOST];
};

static double cell(char **at)
{
    char *end;
    double x = strtod(*at, &end);
    if (end == *at)
        x = NAN;
    *at = *end == ',' ? end + 1 : end;
    return x;
}

static void check_family(const struct family *f)
{
    for (int k = 0; k < METHODS && f->count > 0; k++) {
        double got[MOST];
        cr_assert(eq(i32, adjust(f->p, f->count, column[k], f->size, got), GDCS_OK));
        for (int64_t i = 0; i < f->count; i++)
            cr_expect(near_relative(got[i], f->wanted[k][i], 1e-13),
                      "case %d, element %d, method %d: %.17g, not %.17g", f->number, (int)i,
                      (int)column[k], got[i], f->wanted[k][i]);
    }
}

Test(multiplicity, agrees_with_p_adjust)
{
    static struct family f;
    FILE *file = reference_open("multiplicity.csv");
    char line[512];
    int families = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        char *at = line;
        const int number = (int)cell(&at);
        if (number != f.number) {
            check_family(&f);
            f = (struct family){.number = number};
            families++;
        }
        f.size = (int64_t)cell(&at);
        cell(&at);
        f.p[f.count] = cell(&at);
        for (int k = 0; k < METHODS; k++)
            f.wanted[k][f.count] = cell(&at);
        f.count++;
    }
    check_family(&f);
    fclose(file);
    cr_assert(ge(int, families, 12));
}

Test(multiplicity, takes_holm_without_options)
{
    const double p[] = {0.01, 0.04, 0.03};
    double got[3], wanted[3];
    cr_assert(eq(i32, gdcs_multiplicity_each(p, 3, NULL, got, NULL), GDCS_OK));
    cr_assert(eq(i32, adjust(p, 3, GDCS_MULTIPLICITY_METHOD_HOLM, 0, wanted), GDCS_OK));
    cr_expect(memcmp(got, wanted, sizeof got) == 0);
}

Test(multiplicity, keeps_the_digits_of_tiny_p)
{
    const double p[] = {1e-300, 1e-18, 0.5};
    double got[3];
    cr_assert(eq(i32, adjust(p, 3, GDCS_MULTIPLICITY_METHOD_SIDAK, 1000, got), GDCS_OK));
    cr_expect(near_relative(got[0], 1e-297, 1e-14), "%g", got[0]);
    cr_expect(near_relative(got[1], 1e-15, 1e-14), "%g", got[1]);
    cr_expect(eq(dbl, got[2], 1.0));
    cr_assert(eq(i32, adjust(p, 3, GDCS_MULTIPLICITY_METHOD_BENJAMINI_YEKUTIELI, 1000000000, got),
                 GDCS_OK));
    cr_expect(near_relative(got[0], 1e-291 * 21.300481502347944, 1e-13), "%.17g", got[0]);
}

static uint64_t state = 5;

static double draw(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(state >> 11) / 9007199254740992.0;
}

/* Never below p; in the order of p; Hommel <= Hochberg <= Holm <= Bonferroni, Sidak <= Bonferroni,
   Benjamini-Hochberg <= Hommel; the order of elements does not matter. */
Test(multiplicity, keeps_order_and_the_order_of_methods)
{
    enum { N = 60 };
    for (int run = 0; run < 40; run++) {
        double p[N], back[N], got[METHODS + 1][N], turned[N];
        for (int i = 0; i < N; i++)
            p[i] = back[N - 1 - i] = pow(draw(), 1 + run % 5);
        for (int32_t m = 1; m <= METHODS; m++) {
            cr_assert(eq(i32, adjust(p, N, m, 0, got[m]), GDCS_OK));
            cr_assert(eq(i32, adjust(back, N, m, 0, turned), GDCS_OK));
            for (int i = 0; i < N; i++) {
                cr_expect(got[m][i] >= p[i] && got[m][i] <= 1, "method %d", (int)m);
                cr_expect(got[m][i] == turned[N - 1 - i], "method %d", (int)m);
                for (int j = 0; j < N; j++)
                    cr_expect(p[i] > p[j] || got[m][i] <= got[m][j], "method %d", (int)m);
            }
        }
        for (int i = 0; i < N; i++) {
            const double s = 1 + 1e-14;
            cr_expect(got[7][i] <= got[6][i] * s && got[6][i] <= got[5][i] * s &&
                      got[5][i] <= got[1][i] * s && got[1][i] <= got[2][i] * s);
            cr_expect(got[4][i] <= got[1][i] * s && got[3][i] <= got[2][i] * s);
        }
    }
}

Test(multiplicity, one_test_needs_no_adjustment_and_none_is_legal)
{
    for (int32_t m = 1; m <= METHODS; m++) {
        const double p[] = {NAN, 0.03, NAN};
        double got[3];
        cr_assert(eq(i32, adjust(p, 3, m, 0, got), GDCS_OK));
        cr_expect(isnan(got[0]) && isnan(got[2]) && near_relative(got[1], 0.03, 1e-15));
        cr_expect(eq(i32, adjust(p, 0, m, 0, got), GDCS_OK));
        cr_expect(eq(i32, adjust(p, 1, m, 0, got), GDCS_OK));
        cr_expect(isnan(got[0]));
    }
}

Test(multiplicity, may_write_over_its_input)
{
    for (int32_t m = 1; m <= METHODS; m++) {
        double p[] = {0.2, 0.01, NAN, 0.004}, got[4];
        cr_assert(eq(i32, adjust(p, 4, m, 0, got), GDCS_OK));
        cr_assert(eq(i32, adjust(p, 4, m, 0, p), GDCS_OK));
        for (int i = 0; i < 4; i++)
            cr_expect(p[i] == got[i] || (isnan(p[i]) && isnan(got[i])));
    }
}

Test(multiplicity, refuses_what_is_no_p_value_and_out_keeps_its_value)
{
    static const double bad[] = {-1e-9, 1.5, INFINITY, -INFINITY};
    for (int i = 0; i < 4; i++) {
        const double p[] = {0.2, bad[i]};
        double out[2] = {7, 7};
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(eq(i32, gdcs_multiplicity_each(p, 2, NULL, out, &err), GDCS_E_VALUE));
        cr_expect(eq(i64, err.row, 2));
        cr_expect(out[0] == 7 && out[1] == 7);
    }
}

Test(multiplicity, refuses_options_it_does_not_know)
{
    static double p[20001];
    const gdcs_multiplicity_options sizeless = {.method = 1}, small = {.struct_size = 8};
    double out[3];
    cr_expect(eq(i32, adjust(p, 3, 9, 0, out), GDCS_E_OPTION));
    cr_expect(eq(i32, adjust(p, 3, -1, 0, out), GDCS_E_OPTION));
    cr_expect(eq(i32, adjust(p, 3, 0, 2, out), GDCS_E_OPTION));
    cr_expect(eq(i32, adjust(p, 3, 0, -1, out), GDCS_E_OPTION));
    cr_expect(eq(i32, adjust(p, 3, 0, INT64_MAX, out), GDCS_E_OPTION));
    cr_expect(eq(i32, adjust(p, 20001, GDCS_MULTIPLICITY_METHOD_HOMMEL, 0, p), GDCS_E_LIMIT));
    cr_expect(eq(i32, adjust(p, 3, GDCS_MULTIPLICITY_METHOD_HOMMEL, 20001, out), GDCS_E_LIMIT));
    cr_expect(eq(i32, gdcs_multiplicity_each(p, 3, &sizeless, out, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_multiplicity_each(p, 3, &small, out, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_multiplicity_each(NULL, 3, NULL, out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_multiplicity_each(p, 3, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_multiplicity_each(p, -1, NULL, out, NULL), GDCS_E_ARGUMENT));
}

Test(multiplicity, ignores_what_a_later_version_leaves_at_zero)
{
    struct {
        gdcs_multiplicity_options now;
        int64_t later;
    } o = {{sizeof o, 0, 0}, 0};
    const double p[] = {0.01};
    double out[1];
    cr_expect(eq(i32, gdcs_multiplicity_each(p, 1, &o.now, out, NULL), GDCS_OK));
    o.later = 1;
    cr_expect(eq(i32, gdcs_multiplicity_each(p, 1, &o.now, out, NULL), GDCS_E_OPTION));
}

static gdcs_status one_hommel(void *data)
{
    const double p[] = {0.01, 0.2, 0.03};
    double out[3];
    (void)data;
    return adjust(p, 3, GDCS_MULTIPLICITY_METHOD_HOMMEL, 5, out);
}

Test(multiplicity, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(one_hommel, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(eq(i64, r.allocations, 2));
}
