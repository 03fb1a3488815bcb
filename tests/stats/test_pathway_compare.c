/* Mirrors lib/stats/pathway/compare.c and compare_table.c: whole numbers in fractions, the nouns whose
   kernels it uses, every table of a box, laws, refusals. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <gdcs/association.h>
#include <gdcs/pathway.h>
#include <gdcs/segregation.h>

TestSuite(pathway_compare, .timeout = 240);

enum { MOST = 8 };

typedef struct ways {
    int k;
    double women[MOST], men[MOST], unknown[MOST];
    double unstated[3]; /* women, men, unknown */
} ways;

static const ways typical = {.k = 4, .women = {10, 14, 6, 2}, .men = {20, 40, 31, 18}};
static const gdcs_pathway_comparison_options quick = {.struct_size = sizeof quick,
                                                      .replicates = 10};

static gdcs_status ask(const ways *s, const gdcs_pathway_comparison_options *o,
                       gdcs_pathway_result *out, gdcs_error *err)
{
    const gdcs_sex_arrays categories = {
        .struct_size = sizeof categories, .women = s->women, .men = s->men, .unknown = s->unknown};
    const gdcs_sex_arrays unstated = {.struct_size = sizeof unstated,
                                      .women = s->unstated,
                                      .men = s->unstated + 1,
                                      .unknown = s->unstated + 2};
    const gdcs_pathway_counts counts = {
        .struct_size = sizeof counts, .categories = &categories, .unstated = &unstated};
    return gdcs_pathway_estimate(&counts, s->k, o, out, err);
}

static gdcs_pathway_result with(const ways *s, const gdcs_pathway_comparison_options *o)
{
    gdcs_pathway_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    good(ask(s, o, &r, &err), &err, "estimate");
    return r;
}

static int numbers_of(char *text, double *out)
{
    int n = 0;
    for (char *word = strtok(text, " "); word != NULL; word = strtok(NULL, " "))
        out[n++] = strtod(word, NULL);
    return n;
}

static double found(const gdcs_pathway_result *r, const char *what)
{
    const struct {
        const char *name;
        double value;
    } all[] = {{"statistic", r->test.statistic},
               {"cramers_v", r->v.estimate.value},
               {"dissimilarity", r->dissimilarity.estimate.value},
               {"diversity_women", r->diversity_women.estimate.value},
               {"error_women", r->diversity_women.estimate.std_error},
               {"lower_women", r->diversity_women.estimate.lower},
               {"upper_women", r->diversity_women.estimate.upper},
               {"diversity_men", r->diversity_men.estimate.value},
               {"error_men", r->diversity_men.estimate.std_error},
               {"lower_men", r->diversity_men.estimate.lower},
               {"upper_men", r->diversity_men.estimate.upper},
               {"difference", r->diversity_difference.estimate.value}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, what) == 0)
            return all[i].value;
    cr_assert(0, "no %s", what);
    return NAN;
}

Test(pathway_compare, agrees_with_fractions_of_whole_numbers)
{
    FILE *f = reference_open("pathway_compare.csv");
    char line[400], women[120], men[120], what[40];
    double value;
    int rows = 0;
    while (fgets(line, sizeof line, f) != NULL) {
        ways s = {0};
        cr_assert(sscanf(line, "%119[^,],%119[^,],%39[^,],%lf", women, men, what, &value) == 4);
        s.k = numbers_of(women, s.women);
        numbers_of(men, s.men);
        const gdcs_pathway_result r = with(&s, &quick);
        const double got = found(&r, what);
        cr_expect(near_relative(got, value, 1e-10) || fabs(got - value) < 1e-15,
                  "%s of %s: %.17g, not %.17g", what, line, got, value);
        rows++;
    }
    fclose(f);
    cr_expect(rows == 120);
}

Test(pathway_compare, gives_what_the_other_nouns_give)
{
    double counts[2 * MOST];
    const gdcs_pathway_comparison_options o = {.struct_size = sizeof o,
                                               .test = GDCS_ASSOCIATION_METHOD_SIMULATED,
                                               .permutations = 200,
                                               .seed = 8,
                                               .level = 0.9};
    const gdcs_association_options a = {
        .struct_size = sizeof a, .method = o.test, .permutations = 200, .seed = 8, .level = 0.9};
    const gdcs_segregation_options d = {.struct_size = sizeof d, .seed = 8, .level = 0.9};
    const gdcs_pathway_result r = with(&typical, &o);
    const gdcs_sex_arrays units = {
        .struct_size = sizeof units, .women = typical.women, .men = typical.men};
    gdcs_association_result v = {.struct_size = sizeof v};
    gdcs_segregation_result s = {.struct_size = sizeof s};
    for (int i = 0; i < 4; i++) {
        counts[2 * i] = typical.women[i];
        counts[2 * i + 1] = typical.men[i];
    }
    cr_assert(eq(i32, gdcs_association_estimate(counts, 4, 2, &a, &v, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_segregation_estimate(&units, 4, &d, &s, NULL), GDCS_OK));
    cr_expect(r.test.p_value == v.test.p_value && r.v.estimate.lower == v.v.lower &&
              r.v.estimate.upper == v.v.upper && r.v.corrected == v.corrected);
    cr_expect(r.test_method == v.method && r.permutations == 200);
    cr_expect(r.dissimilarity.estimate.lower == s.segregation.lower &&
              r.dissimilarity.estimate.upper == s.segregation.upper &&
              r.dissimilarity.corrected == s.corrected && r.replicates == s.replicates);
    cr_expect(r.mode_women == 1 && r.mode_men == 1 && r.women == 32 && r.categories == 4);
}

Test(pathway_compare, sexes_and_categories_may_change_places)
{
    static const ways other = {.k = 4, .women = {40, 20, 18, 31}, .men = {14, 10, 2, 6}};
    const gdcs_pathway_result a = with(&typical, &quick), b = with(&other, &quick);
    cr_expect(near_relative(a.v.estimate.upper, b.v.estimate.upper, 1e-9));
    cr_expect(near_relative(a.dissimilarity.estimate.value, b.dissimilarity.estimate.value, 1e-12));
    cr_expect(
        near_relative(a.diversity_women.estimate.lower, b.diversity_men.estimate.lower, 1e-12));
    cr_expect(near_relative(a.diversity_difference.estimate.lower,
                            -b.diversity_difference.estimate.upper, 1e-10));
    cr_expect(b.mode_women == 0);
}

Test(pathway_compare, says_what_it_does_not_know)
{
    static const ways tied = {.k = 3, .women = {4, 4, 1}, .men = {0, 0, 1}},
                      open = {.k = 3, .women = {4, NAN, 1}, .men = {3, 0, 1}, .unstated = {0, 2}};
    const gdcs_pathway_result a = with(&tied, &quick), b = with(&open, &quick);
    cr_expect(a.mode_women == -1 && a.mode_men == 2);
    cr_expect(isnan(a.diversity_men.estimate.value) &&
              0 != (a.diversity_men.notes & GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(b.mode_women == -1 && isnan(b.v.estimate.value) && isnan(b.test.p_value) &&
              isnan(b.dissimilarity.estimate.value));
    cr_expect(0 != (b.v.notes & GDCS_NOTE_MISSING_CELL) && b.unstated == 2);
    cr_expect(b.diversity_women.bounds.lower < b.diversity_women.bounds.upper);
}

static void expect_inside(const gdcs_pathway_result *in, const gdcs_pathway_result *r, int box)
{
    for (int m = 0; m < 5; m++) {
        const gdcs_pathway_compared *one = &in->v + m, *all = &r->v + m;
        const double x = one->estimate.value;
        cr_expect(isnan(x) || (at_most(all->bounds.lower, x) && at_most(x, all->bounds.upper)),
                  "box %d measure %d: %g not in [%g, %g]", box, m + 1, x, all->bounds.lower,
                  all->bounds.upper);
    }
}

/* Each unknown of a category to women, men or neither, each unstated to any category. */
Test(pathway_compare, bounds_hold_over_every_table_that_can_be)
{
    static const ways open[] = {
        {.k = 3, .women = {2, 3, 1}, .men = {1, 4, 3}, .unknown = {2, 0, 1}, .unstated = {1, 0, 0}},
        {.k = 3, .women = {9, 1, 0}, .men = {1, 1, 8}, .unknown = {0, 1, 0}, .unstated = {0, 2, 0}},
        {.k = 2, .women = {1, 1}, .men = {1, 2}, .unknown = {1, 2}, .unstated = {0, 0, 1}}};
    for (int box = 0; box < 3; box++) {
        const gdcs_pathway_result r = with(&open[box], &quick);
        for (int draw = 0; draw < 600; draw++) {
            ways s = open[box];
            uint32_t state = 2654435761u * (uint32_t)(draw + 1);
            memset(s.unknown, 0, sizeof s.unknown);
            memset(s.unstated, 0, sizeof s.unstated);
            for (int i = 0; i < s.k; i++)
                for (int u = 0; u < (int)open[box].unknown[i]; u++) {
                    state = state * 1664525u + 1013904223u;
                    s.women[i] += state >> 30 == 0 || state >> 30 == 3;
                    s.men[i] += state >> 30 == 1;
                }
            for (int sex = 0; sex < 3; sex++)
                for (int u = 0; u < (int)open[box].unstated[sex]; u++) {
                    state = state * 1664525u + 1013904223u;
                    const int of_men = sex == 1 || (sex == 2 && (state >> 16 & 1));
                    (of_men ? s.men : s.women)[(state >> 20) % (uint32_t)s.k]++;
                }
            const gdcs_pathway_result one = with(&s, &quick);
            expect_inside(&one, &r, box);
        }
    }
}

Test(pathway_compare, arrays_are_as_one_by_one)
{
    enum { N = 3 };
    static const double women[] = {10, 14, 6, 0, 0, 0, 3, NAN, 1},
                        men[] = {20, 40, 31, 1, 2, 3, 4, 5, 6};
    const gdcs_sex_arrays categories = {
        .struct_size = sizeof categories, .women = women, .men = men};
    const gdcs_pathway_counts counts = {.struct_size = sizeof counts, .categories = &categories};
    double value[N], upper[N], from[N], p[N];
    uint32_t bits[N];
    const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                      .value = value,
                                      .upper = upper,
                                      .bound_lower = from,
                                      .notes = bits};
    const gdcs_test_arrays tests = {.struct_size = sizeof tests, .p_value = p};
    for (int32_t m = 1; m <= 5; m++) {
        cr_assert(
            eq(i32, gdcs_pathway_each(&counts, N, 3, m, &quick, &out, &tests, NULL), GDCS_OK));
        const ways first = {.k = 3, .women = {10, 14, 6}, .men = {20, 40, 31}},
                   last = {.k = 3, .women = {3, NAN, 1}, .men = {4, 5, 6}};
        const gdcs_pathway_result a = with(&first, &quick), b = with(&last, &quick);
        cr_expect(value[0] == (&a.v + m - 1)->estimate.value &&
                  upper[0] == (&a.v + m - 1)->estimate.upper && p[0] == a.test.p_value);
        cr_expect(bits[0] == (&a.v + m - 1)->notes && bits[2] == (&b.v + m - 1)->notes);
        cr_expect(from[2] == (&b.v + m - 1)->bounds.lower);
        cr_expect(isnan(p[1]) && isnan(p[2]));
        cr_expect(m == 4 || (isnan(value[1]) && 0 != (bits[1] & GDCS_NOTE_NOT_ESTIMABLE)), "%d", m);
    }
}

static gdcs_table *make(void)
{
    static const char *const words[] = {"street", "family", "internet", "agency"};
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "market sex way*");
    for (int market = 1; market <= 2; market++)
        for (int j = 0; j < 4; j++) {
            char cell[60];
            snprintf(cell, sizeof cell, "%d F %s", market, words[j]);
            add(t, cell, market * typical.women[j]);
            snprintf(cell, sizeof cell, "%d M %s", market, words[3 - j]);
            add(t, cell, typical.men[j]);
        }
    return t;
}

static gdcs_frame *frame_of(const gdcs_table *t)
{
    const char *const keep[] = {"market"};
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_pathway_table(t, "way", keep, 1, &quick, &f, &err), &err, "table");
    return f;
}

Test(pathway_compare, a_frame_has_five_rows_per_combination)
{
    gdcs_table *t = make();
    add(t, "2 F _U", 5);
    gdcs_frame *f = frame_of(t);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 10));
    for (int market = 0; market < 2; market++) {
        ways s = typical;
        for (int j = 0; j < 4; j++) {
            s.women[j] *= market + 1;
            s.men[j] = typical.men[3 - j];
        }
        s.unstated[0] = 5 * market;
        const gdcs_pathway_result r = with(&s, &quick);
        for (int m = 0; m < 5; m++) {
            const gdcs_pathway_compared *one = &r.v + m;
            const int row = 5 * market + m;
            cr_expect(near_relative(number(f, "value", row), one->estimate.value, 1e-13) &&
                          near_relative(number(f, "upper", row), one->estimate.upper, 1e-9) &&
                          near_relative(number(f, "bound_lower", row), one->bounds.lower, 1e-12),
                      "row %d", row);
            cr_expect(number(f, "p_value", row) == r.test.p_value &&
                      number(f, "unstated", row) == 5 * market && notes(f, row) == one->notes);
        }
    }
    cr_expect_str_eq(word(f, "measure", 6), "dissimilarity");
    cr_expect_str_eq(word(f, "mode_women", 0), "family");
    cr_expect_str_eq(word(f, "mode_men", 0), "internet");
    cr_expect_str_eq(word(f, "method", 4), "MOVER");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(pathway_compare, widening_an_input_never_narrows_the_bounds)
{
    static const char *const cells[] = {"1 F street", "1 M family", "1 F agency", "1 M street"};
    for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
        gdcs_table *t = make();
        gdcs_frame *before = frame_of(t);
        const double count = cell(t, cells[k]).value;
        for (int step = 0; step < 7; step++) {
            if (step == 1 || step == 3)
                add(t, step == 1 ? "1 _U family" : "1 F _U", 3);
            else if (step == 4)
                add(t, "1 _U _U", 2);
            else if (step < 4)
                set_range(t, cells[k], fmax(count - 1 - step, 0), count + 1 + 5 * step, 'E');
            else
                set_missing(t, step == 5 ? cells[k] : "1 _U street", 'M');
            gdcs_frame *after = frame_of(t);
            expect_no_narrower(before, after, cells[k]);
            gdcs_frame_free(before);
            before = after;
        }
        gdcs_frame_free(before);
        gdcs_table_free(t);
    }
}

static gdcs_status refused(gdcs_pathway_comparison_options o)
{
    gdcs_pathway_result r = {.struct_size = sizeof r};
    o.struct_size = sizeof o;
    return ask(&typical, &o, &r, NULL);
}

Test(pathway_compare, refuses_what_is_wrong_and_out_keeps_its_value)
{
    static const ways negative = {.k = 2, .women = {-1, 2}, .men = {1, 2}},
                      none = {.k = 2, .women = {1, 2}}, nobody = {.k = 0};
    const gdcs_pathway_counts empty = {.struct_size = sizeof empty}, no_size = {.padding = 0};
    const gdcs_sex_arrays categories = {
        .struct_size = sizeof categories, .women = typical.women, .men = typical.men};
    const gdcs_pathway_counts counts = {.struct_size = sizeof counts, .categories = &categories};
    const gdcs_estimate_arrays no_out = {0};
    const gdcs_pathway_comparison_options no_options = {.seed = 1};
    gdcs_pathway_result r = {.struct_size = sizeof r, .women = 4711}, small = {.struct_size = 8};
    const gdcs_pathway_comparison_options bad[] = {{.test = 6},       {.test = -1},
                                                   {.method = 9},     {.permutations = 9},
                                                   {.replicates = 9}, {.replicates = 1000001},
                                                   {.level = 95},     {.level = 0.9, .alpha = 0.1}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect(eq(i32, refused(bad[i]), GDCS_E_OPTION), "row %zu", i);
    const struct {
        gdcs_status got, wanted;
    } row[] = {
        {ask(&negative, NULL, &r, NULL), GDCS_E_VALUE},
        {ask(&none, NULL, &r, NULL), GDCS_E_EMPTY},
        {ask(&nobody, NULL, &r, NULL), GDCS_E_ARGUMENT},
        {ask(&typical, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {ask(&typical, &no_options, &r, NULL), GDCS_E_STRUCT},
        {ask(&typical, NULL, &small, NULL), GDCS_E_STRUCT},
        {gdcs_pathway_estimate(NULL, 4, NULL, &r, NULL), GDCS_E_ARGUMENT},
        {gdcs_pathway_estimate(&empty, 4, NULL, &r, NULL), GDCS_E_ARGUMENT},
        {gdcs_pathway_estimate(&no_size, 4, NULL, &r, NULL), GDCS_E_STRUCT},
        {gdcs_pathway_estimate(&counts, INT64_MAX, NULL, &r, NULL), GDCS_E_LIMIT},
        {gdcs_pathway_each(NULL, 1, 4, 1, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_pathway_each(&counts, -1, 4, 1, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_pathway_each(&counts, 1, 4, 0, NULL, NULL, NULL, NULL), GDCS_E_OPTION},
        {gdcs_pathway_each(&counts, 1, 4, 6, NULL, NULL, NULL, NULL), GDCS_E_OPTION},
        {gdcs_pathway_each(&counts, 1, 4, 1, NULL, &no_out, NULL, NULL), GDCS_E_STRUCT},
        {gdcs_pathway_each(&counts, 0, 4, 1, NULL, NULL, NULL, NULL), GDCS_OK},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect(eq(i32, row[i].got, row[i].wanted), "row %zu", i);
    cr_expect(r.women == 4711);
}

static gdcs_status framed(const gdcs_table *t, const char *axis, const char *kept,
                          const gdcs_pathway_comparison_options *o)
{
    const char *const keep[] = {kept};
    gdcs_frame *f = NULL;
    const gdcs_status status = gdcs_pathway_table(t, axis, keep, 1, o, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(pathway_compare, a_frame_refuses_what_is_not_there)
{
    const gdcs_pathway_comparison_options test = {.struct_size = sizeof test, .test = 6},
                                          no_size = {.seed = 1};
    gdcs_table *t = make();
    cr_expect(eq(i32, framed(NULL, "way", "market", NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, framed(t, NULL, "market", NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, framed(t, "path", "market", NULL), GDCS_E_NAME));
    cr_expect(eq(i32, framed(t, "way", "way", NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, framed(t, "way", "sex", NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, framed(t, "way", "market", &test), GDCS_E_OPTION));
    cr_expect(eq(i32, framed(t, "way", "market", &no_size), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_pathway_table(t, "way", NULL, 0, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    gdcs_table_free(t);
}

static gdcs_status every_form(void *data)
{
    const char *const keep[] = {"market"};
    gdcs_pathway_result r = {.struct_size = sizeof r};
    gdcs_frame *f = NULL;
    gdcs_status status = ask(&typical, &quick, &r, NULL);
    if (status == GDCS_OK)
        status = gdcs_pathway_table(data, "way", keep, 1, &quick, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(pathway_compare, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = make();
    const fail_alloc_report r = fail_alloc_each(every_form, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(t);
}
