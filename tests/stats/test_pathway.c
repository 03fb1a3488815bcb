/* Mirrors lib/stats/pathway: statsmodels, SciPy, mpmath, laws, refusals. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/pathway.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(pathway, .timeout = 120);

enum { MOST = 12 };

/* One set, and all that is made of it. */
typedef struct set {
    int64_t k;
    double women[MOST], men[MOST], unknown[MOST];
    double unstated[3], persons[3]; /* women, men, unknown */
} set;

typedef struct answer {
    double value[MOST], lower[MOST], upper[MOST], std_error[MOST], from[MOST], to[MOST];
    uint32_t notes[MOST];
    double residual[MOST], p[MOST], log10_p[MOST], adjusted[MOST];
} answer;

static gdcs_status ask(const set *s, gdcs_pathway_options o, answer *a, gdcs_error *err)
{
    const gdcs_sex_arrays categories = {
        .struct_size = sizeof categories, .women = s->women, .men = s->men, .unknown = s->unknown};
    const gdcs_sex_arrays unstated = {.struct_size = sizeof unstated,
                                      .women = s->unstated,
                                      .men = s->unstated + 1,
                                      .unknown = s->unstated + 2};
    const gdcs_sex_arrays persons = {.struct_size = sizeof persons,
                                     .women = s->persons,
                                     .men = s->persons + 1,
                                     .unknown = s->persons + 2};
    const gdcs_pathway_counts counts = {
        .struct_size = sizeof counts,
        .categories = &categories,
        .unstated = &unstated,
        .persons = o.answers == GDCS_PATHWAY_ANSWERS_SEVERAL ? &persons : NULL};
    const gdcs_estimate_arrays out = {sizeof out,   0,       a->value, a->lower, a->upper,
                                      a->std_error, a->from, a->to,    a->notes};
    const gdcs_test_arrays tests = {.struct_size = sizeof tests,
                                    .statistic = a->residual,
                                    .p_value = a->p,
                                    .log10_p = a->log10_p};
    o.struct_size = sizeof o;
    return gdcs_pathway_each_categories(&counts, 1, s->k, &o, &out, &tests, a->adjusted, err);
}

static answer with(const set *s, gdcs_pathway_options o)
{
    gdcs_error err = {.struct_size = sizeof err};
    answer a;
    cr_assert(ask(s, o, &a, &err) == GDCS_OK, "%s: %s", err.field, err.message);
    return a;
}

static answer measured(const set *s, int32_t measure, double alpha)
{
    return with(s, (gdcs_pathway_options){.measure = measure, .alpha = alpha});
}

static double number(char **at)
{
    char *end;
    double x = strtod(*at, &end);
    if (end == *at)
        x = NAN;
    *at = *end == ',' ? end + 1 : end;
    return x;
}

static int64_t counts(char **at, double *to)
{
    int64_t count = 0;
    while (**at != ',')
        to[count++] = strtod(*at, at);
    ++*at;
    return count;
}

static void check(const char *what, const char *line, double got, double wanted, double tolerance)
{
    if (!isnan(wanted))
        cr_expect(near_relative(got, wanted, tolerance) || fabs(got - wanted) < 1e-13,
                  "%s %.17g, not %.17g: %.60s", what, got, wanted, line);
}

static void check_limits(const char *what, const char *line, char **at, const answer *a, int i,
                         double tolerance)
{
    check(what, line, a->lower[i], number(at), tolerance);
    check(what, line, a->upper[i], number(at), tolerance);
}

/* Limits of statsmodels lose digits as 1 - p for 10^9 persons; its Holm and others take p as 0 below
   1e-308.  Score limits of 10^9 persons are a difference of 1e-5 of two halves: 1e-9 of it is left. */
static void check_line(const char *line)
{
    char *at = strdup(line), *start = at;
    set s = {0};
    (void)number(&at);
    s.k = counts(&at, s.women);
    counts(&at, s.men);
    const double alpha = number(&at);
    const int i = (int)number(&at);
    const double loose = s.women[0] > 1e8 ? 1e-7 : 1e-9;
    const answer women = measured(&s, GDCS_PATHWAY_MEASURE_WOMEN, alpha),
                 men = measured(&s, GDCS_PATHWAY_MEASURE_MEN, alpha),
                 difference = measured(&s, 0, alpha);
    check_limits("Goodman", line, &at, &women, i, 1e-9);
    check_limits("Goodman, men", line, &at, &men, i, 1e-9);
    gdcs_pathway_options o = {.measure = GDCS_PATHWAY_MEASURE_WOMEN,
                              .method = GDCS_PATHWAY_METHOD_SISON_GLAZ,
                              .alpha = alpha};
    const answer sison = with(&s, o);
    check_limits("Sison-Glaz", line, &at, &sison, i, 1e-8);
    check_limits("difference", line, &at, &difference, i, loose);
    o = (gdcs_pathway_options){.contrast = GDCS_PATHWAY_CONTRAST_NEWCOMBE, .alpha = alpha};
    const answer newcombe = with(&s, o);
    check_limits("Newcombe", line, &at, &newcombe, i, loose);
    const answer ratio = measured(&s, GDCS_PATHWAY_MEASURE_RATIO, alpha);
    check_limits("ratio", line, &at, &ratio, i, 1e-9);
    const answer share = measured(&s, GDCS_PATHWAY_MEASURE_SHARE_WOMEN, alpha);
    check_limits("share", line, &at, &share, i, 1e-9);
    o.contrast = GDCS_PATHWAY_CONTRAST_GOODMAN;
    const answer scheffe = with(&s, o);
    check_limits("Scheffe", line, &at, &scheffe, i, loose);
    check("residual", line, difference.residual[i], number(&at), 1e-12);
    check("log10 p", line, difference.log10_p[i], number(&at), 1e-11);
    o.test = GDCS_PATHWAY_TEST_FISHER;
    check("Fisher", line, with(&s, o).p[i], number(&at), 1e-7);
    static const int32_t adjust[] = {1, 7, 8, 2, 6};
    for (int j = 0; j < 5; j++) {
        o = (gdcs_pathway_options){.adjust = adjust[j], .alpha = alpha};
        check("adjusted", line, with(&s, o).adjusted[i], number(&at), 1e-9);
    }
    free(start);
}

Test(pathway, agrees_with_statsmodels_scipy_and_mpmath)
{
    FILE *f = reference_open("pathway.csv");
    char line[2048];
    int rows = 0;
    for (; fgets(line, sizeof line, f) != NULL; rows++)
        check_line(line);
    fclose(f);
    cr_assert(ge(int, rows, 38));
}

static int noted(uint32_t notes, uint32_t note)
{
    return (notes & note) == note;
}

static const set roles = {
    .k = 4, .women = {41, 12, 0, 7}, .men = {18, 60, 33, 9}, .persons = {70, 130, 0}};

Test(pathway, measures_are_what_their_names_say)
{
    const answer d = measured(&roles, 1, 0), r = measured(&roles, 2, 0), w = measured(&roles, 3, 0),
                 m = measured(&roles, 4, 0), s = measured(&roles, 5, 0);
    for (int i = 0; i < 4; i++) {
        cr_expect(w.value[i] == roles.women[i] / 60 && m.value[i] == roles.men[i] / 120);
        cr_expect(fabs(d.value[i] - (w.value[i] - m.value[i])) < 1e-15);
        cr_expect(near_relative(r.value[i], w.value[i] / m.value[i], 1e-14));
        cr_expect(s.value[i] == roles.women[i] / (roles.women[i] + roles.men[i]));
        cr_expect(d.from[i] == d.value[i] && d.to[i] == d.value[i]);
        cr_expect(d.lower[i] <= d.value[i] && d.value[i] <= d.upper[i]);
        cr_expect(d.adjusted[i] >= d.p[i]);
    }
    cr_expect(noted(d.notes[2], GDCS_NOTE_ZERO_CELL) && !noted(d.notes[0], GDCS_NOTE_ZERO_CELL));
    cr_expect(noted(w.notes[2], GDCS_NOTE_AT_BOUNDARY) &&
              !noted(w.notes[3], GDCS_NOTE_AT_BOUNDARY));
}

Test(pathway, exchanging_the_sexes_turns_the_signs)
{
    set turned = roles;
    memcpy(turned.women, roles.men, sizeof turned.women);
    memcpy(turned.men, roles.women, sizeof turned.men);
    for (int32_t contrast = 1; contrast <= 3; contrast++) {
        const gdcs_pathway_options o = {.contrast = contrast};
        const answer a = with(&roles, o), b = with(&turned, o);
        for (int i = 0; i < 4; i++) {
            cr_expect(a.value[i] == -b.value[i] && a.lower[i] == -b.upper[i]);
            cr_expect(near_relative(a.residual[i], -b.residual[i], 1e-14) &&
                      near_relative(a.p[i], b.p[i], 1e-12));
        }
    }
}

/* Sets of one family, and each its own. */
Test(pathway, all_sets_are_one_family_unless_asked_otherwise)
{
    const double women[] = {41, 12, 0, 7, 20, 22, 9, 4}, men[] = {18, 60, 33, 9, 30, 18, 20, 4};
    const gdcs_sex_arrays categories = {
        .struct_size = sizeof categories, .women = women, .men = men};
    const gdcs_pathway_counts c = {.struct_size = sizeof c, .categories = &categories};
    double p[8], adjusted[8], upper[8], each[8];
    const gdcs_test_arrays tests = {.struct_size = sizeof tests, .p_value = p};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out, .upper = upper};
    gdcs_pathway_options o = {.struct_size = sizeof o, .adjust = 2};
    cr_assert(gdcs_pathway_each_categories(&c, 2, 4, &o, &out, &tests, adjusted, NULL) == GDCS_OK);
    set first = {.k = 4};
    memcpy(first.women, women, 4 * sizeof *women);
    memcpy(first.men, men, 4 * sizeof *men);
    const answer one = with(&first, (gdcs_pathway_options){.adjust = 2});
    const answer half = with(&first, (gdcs_pathway_options){.alpha = 0.025});
    o.family = GDCS_PATHWAY_FAMILY_EACH;
    cr_assert(gdcs_pathway_each_categories(&c, 2, 4, &o, NULL, NULL, each, NULL) == GDCS_OK);
    for (int i = 0; i < 8; i++)
        cr_expect(near_relative(adjusted[i], fmin(8 * p[i], 1), 1e-14) &&
                  near_relative(each[i], fmin(4 * p[i], 1), 1e-14));
    for (int i = 0; i < 4; i++)
        cr_expect(one.p[i] == p[i] && near_relative(upper[i], half.upper[i], 1e-12));
}

Test(pathway, sidak_is_a_little_narrower_than_bonferroni_and_none_by_far)
{
    for (int32_t measure = 1; measure <= 5; measure++) {
        answer a[4];
        for (int32_t simultaneous = 1; simultaneous <= 3; simultaneous++)
            a[simultaneous] = with(
                &roles, (gdcs_pathway_options){.measure = measure, .simultaneous = simultaneous});
        cr_expect(a[1].upper[0] > a[2].upper[0] && a[2].upper[0] > a[3].upper[0], "%d", measure);
        cr_expect(a[1].lower[0] < a[2].lower[0] && a[2].lower[0] < a[3].lower[0], "%d", measure);
    }
}

/* Each category is a 2x2 table of its own: others do not matter, and nothing need add up. */
Test(pathway, several_answers_are_compared_one_by_one)
{
    set s = roles;
    const gdcs_pathway_options o = {.answers = GDCS_PATHWAY_ANSWERS_SEVERAL,
                                    .simultaneous = GDCS_PATHWAY_SIMULTANEOUS_NONE};
    const answer a = with(&s, o);
    const set alone = {.k = 2, .women = {41, 29}, .men = {18, 112}};
    const answer b =
        with(&alone, (gdcs_pathway_options){.simultaneous = GDCS_PATHWAY_SIMULTANEOUS_NONE});
    cr_expect(a.value[0] == b.value[0] && a.lower[0] == b.lower[0] && a.upper[0] == b.upper[0] &&
              a.p[0] == b.p[0] && a.residual[0] == b.residual[0]);
    s.women[1] = 65;
    cr_expect(with(&s, o).lower[0] == a.lower[0]);
    s.women[1] = 71;
    const answer c = with(&s, o);
    cr_expect(isnan(c.value[1]) &&
              noted(c.notes[1], GDCS_NOTE_PARTS_EXCEED | GDCS_NOTE_NOT_ESTIMABLE) &&
              c.value[0] == a.value[0]);
    for (int32_t method = 2; method <= 3; method++) {
        const answer w =
            with(&roles, (gdcs_pathway_options){.measure = 3, .method = method, .answers = 1});
        const answer g = with(&roles, (gdcs_pathway_options){.measure = 3, .answers = 1});
        cr_expect(w.upper[1] == g.upper[1] && noted(w.notes[1], GDCS_NOTE_METHOD_CHANGED));
    }
}

Test(pathway, a_set_without_women_stays)
{
    set s = roles;
    memset(s.women, 0, sizeof s.women);
    const answer a = with(&s, (gdcs_pathway_options){0});
    const answer m = measured(&s, GDCS_PATHWAY_MEASURE_MEN, 0);
    for (int i = 0; i < 4; i++) {
        cr_expect(isnan(a.value[i]) && isnan(a.p[i]) && isnan(a.adjusted[i]) &&
                  noted(a.notes[i], GDCS_NOTE_NOT_ESTIMABLE));
        cr_expect(a.from[i] == -1 && a.to[i] == 1 && m.value[i] == s.men[i] / 120);
    }
    s = (set){.k = 3};
    const answer nobody = with(&s, (gdcs_pathway_options){0});
    cr_expect(isnan(nobody.value[0]) && noted(nobody.notes[0], GDCS_NOTE_EMPTY_UNIT));
    s = roles;
    s.men[2] = NAN;
    const answer missing = with(&s, (gdcs_pathway_options){0});
    cr_expect(isnan(missing.value[0]) && noted(missing.notes[2], GDCS_NOTE_MISSING_CELL) &&
              missing.from[0] > 0 && missing.to[0] < 1);
}

/* All women in one category, a billion persons: every number is there. */
Test(pathway, extremes_have_limits)
{
    const set s = {.k = 3, .women = {1e9, 0, 0}, .men = {1e9, 1, 0}};
    for (int32_t measure = 1; measure <= 5; measure++)
        for (int32_t method = 1; method <= 4; method++)
            for (int32_t contrast = 1; contrast <= 3; contrast++) {
                const answer a =
                    with(&s, (gdcs_pathway_options){
                                 .measure = measure, .method = method, .contrast = contrast});
                for (int i = 0; i < 2; i++)
                    cr_expect(a.lower[i] <= a.value[i] && a.value[i] <= a.upper[i],
                              "measure %d, method %d, contrast %d, %d: %g in [%g, %g]", measure,
                              method, contrast, i, a.value[i], a.lower[i], a.upper[i]);
            }
}

static double share(double yes, double all)
{
    return all > 0 ? yes / all : NAN;
}

static void widen(double x, double *range)
{
    if (!isnan(x)) {
        range[0] = fmin(range[0], x);
        range[1] = fmax(range[1], x);
    }
}

/* Every way to give the unknown of two categories and the unstated a sex and a category: category 0. */
static void all_ways(const set *s, double range[5][2])
{
    for (int i = 0; i < 5; i++)
        range[i][0] = INFINITY, range[i][1] = -INFINITY;
    for (int u0 = 0; u0 <= s->unknown[0]; u0++)
        for (int u1 = 0; u1 <= s->unknown[1]; u1++)
            for (int w = 0; w <= s->unstated[0]; w++)
                for (int m = 0; m <= s->unstated[1]; m++)
                    for (int c = 0; c <= s->unstated[2]; c++)
                        for (int here = 0; here <= s->unstated[2]; here++) {
                            /* c of the unknown and unstated are women, `here` of all are in category 0:
                               women first, or men first */
                            for (int first = 0; first < 2; first++) {
                                const int n = (int)s->unstated[2], of_men = n - c;
                                const int in_w = first ? (here < c ? here : c)
                                                       : (here > of_men ? here - of_men : 0);
                                const double x = s->women[0] + u0 + w + in_w;
                                const double all_w =
                                    s->women[0] + s->women[1] + u0 + u1 + s->unstated[0] + c;
                                const double y = s->men[0] + (s->unknown[0] - u0) + m + here - in_w;
                                const double all_m = s->men[0] + s->men[1] + s->unknown[0] - u0 +
                                                     s->unknown[1] - u1 + s->unstated[1] + of_men;
                                const double a = share(x, all_w), b = share(y, all_m);
                                widen(a - b, range[0]);
                                widen(b > 0 || a > 0 ? a / b : NAN, range[1]);
                                widen(a, range[2]);
                                widen(b, range[3]);
                                widen(share(x, x + y), range[4]);
                            }
                        }
}

/* They hold over all ways; and where nobody is unknown in both, they are attained. */
Test(pathway, bounds_hold_over_all_ways_to_place_the_unknown)
{
    uint64_t state = 7;
    for (int run = 0; run < 200; run++) {
        set s = {.k = 2};
        double *const cell[] = {&s.women[0],    &s.women[1],    &s.men[0],
                                &s.men[1],      &s.unknown[0],  &s.unknown[1],
                                &s.unstated[0], &s.unstated[1], &s.unstated[2]};
        for (int i = 0; i < 9; i++) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            *cell[i] = (double)((state >> 40) % (i < 4 ? 9 : 4));
        }
        if (run % 2)
            s.unstated[2] = 0;
        double range[5][2];
        all_ways(&s, range);
        for (int32_t measure = 1; measure <= 5; measure++) {
            const answer a = measured(&s, measure, 0);
            const double *r = range[measure - 1];
            cr_expect(a.from[0] <= r[0] + 1e-12 && (a.to[0] >= r[1] - 1e-12 || a.to[0] == r[1]),
                      "run %d, measure %d: [%g, %g] and [%g, %g]", run, measure, a.from[0], a.to[0],
                      r[0], r[1]);
            const int sure = s.women[0] + s.women[1] > 0 && s.men[0] + s.men[1] > 0 &&
                             s.women[0] > 0 && s.men[0] > 0;
            if (run % 2 && sure)
                cr_expect(near_relative(a.from[0], r[0], 1e-12) &&
                              near_relative(a.to[0], r[1], 1e-12),
                          "run %d, measure %d: [%g, %g], attained [%g, %g]", run, measure,
                          a.from[0], a.to[0], r[0], r[1]);
        }
    }
}
