/* Mirrors lib/stats/hierarchy/fit.c and cuts.c: the proportional-odds model. */
#include "fail_alloc.h"
#include "hierarchy.h"

TestSuite(hierarchy_fit, .timeout = 60);

static gdcs_hierarchy_fitted fit_with(const rungs *r, gdcs_hierarchy_fit_options o,
                                      const gdcs_hierarchy_coefficients *to)
{
    const gdcs_sex_arrays a = arrays_of(r);
    gdcs_hierarchy_fitted out = {.struct_size = sizeof out};
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_hierarchy_fit(&a, r->n, NULL, &o, &out, to, &err);
    cr_assert(status == GDCS_OK, "%s", err.message);
    return out;
}

static gdcs_hierarchy_fitted fit(const rungs *r)
{
    return fit_with(r, (gdcs_hierarchy_fit_options){0}, NULL);
}

/* NaN for rows of something else. */
static double got_of(const row *r)
{
    double threshold[MOST];
    const gdcs_hierarchy_coefficients to = {.struct_size = sizeof to, .threshold = threshold};
    if (strcmp(r->what, "trend_chisq") == 0 || strcmp(r->what, "trend_p") == 0) {
        const gdcs_hierarchy_options o = {.test = GDCS_HIERARCHY_TEST_COCHRAN_ARMITAGE};
        const gdcs_test t = test_with(&r->rungs, o).tested;
        return r->what[6] == 'p' ? t.p_value : t.statistic * t.statistic;
    }
    if (strcmp(r->what, "wilcoxon_p") == 0) {
        const gdcs_hierarchy_options o = {.test = GDCS_HIERARCHY_TEST_LINEAR,
                                          .scores = GDCS_HIERARCHY_SCORES_MIDRANK};
        return test_with(&r->rungs, o).tested.p_value;
    }
    if (strncmp(r->what, "with", 4) == 0)
        return NAN;
    const gdcs_hierarchy_fitted f = fit_with(&r->rungs, (gdcs_hierarchy_fit_options){0}, &to);
    const struct {
        const char *name;
        double value;
    } got[] = {{"log_odds", f.log_odds.value},
               {"log_odds_error", f.log_odds.std_error},
               {"log_odds_lower", f.log_odds.lower},
               {"log_odds_upper", f.log_odds.upper},
               {"threshold", threshold[0]},
               {"log_likelihood", f.log_likelihood},
               {"likelihood_ratio", f.likelihood_ratio.statistic},
               {"score", f.score.statistic},
               {"adjusted", f.adjusted.value},
               {"brant", f.proportional.statistic}};
    for (size_t i = 0; i < sizeof got / sizeof *got; i++)
        if (strcmp(r->what, got[i].name) == 0)
            return got[i].value;
    return NAN;
}

static int compare(const char *name, double tolerance, double slack)
{
    FILE *f = reference_open(name);
    row r;
    int rows = 0;
    while (read_row(f, &r)) {
        const double got = got_of(&r);
        if (isnan(got) && strncmp(r.what, "with", 4) == 0)
            continue;
        cr_expect(near_relative(got, r.value, tolerance) || fabs(got - r.value) <= slack,
                  "%s of %g %g %g: %.17g, not %.17g", r.what, r.rungs.women[0], r.rungs.women[1],
                  r.rungs.women[2], got, r.value);
        rows++;
    }
    fclose(f);
    return rows;
}

/* The likelihoods of 1e9 persons are sums of 1e9: their differences have lost as many digits. */
Test(hierarchy_fit, agrees_with_newton_in_sixty_digits)
{
    cr_expect(compare("hierarchy_fit.csv", 1e-8, 1e-9) > 80);
}

/* polr's optimiser stops some 1e-7 before the maximum, which the likelihood does not see; its standard
   errors are of differences there. */
Test(hierarchy_fit, agrees_with_r_to_the_tolerance_of_its_optimiser)
{
    cr_expect(compare("hierarchy_r.csv", 2e-6, 1e-8) > 50);
}

/* The last rows of hierarchy_r.csv. */
Test(hierarchy_fit, takes_further_covariates)
{
    static const double women[] = {10, 14, 6, 8, 3, 9}, men[] = {20, 40, 31, 5, 9, 30},
                        x[] = {0, 1.5};
    const gdcs_sex_arrays a = {.struct_size = sizeof a, .women = women, .men = men};
    const gdcs_hierarchy_strata s = {
        .struct_size = sizeof s, .covariates = 1, .count = 2, .values = x};
    double b[1], error[1];
    const gdcs_hierarchy_coefficients to = {
        .struct_size = sizeof to, .coefficient = b, .coefficient_error = error};
    gdcs_hierarchy_fitted out = {.struct_size = sizeof out};
    cr_assert(eq(i32, gdcs_hierarchy_fit(&a, 3, &s, NULL, &out, &to, NULL), GDCS_OK));
    FILE *f = reference_open("hierarchy_r.csv");
    row r;
    int rows = 0;
    while (read_row(f, &r)) {
        const double got = strcmp(r.what, "with_woman") == 0         ? out.log_odds.value
                           : strcmp(r.what, "with_woman_error") == 0 ? out.log_odds.std_error
                           : strcmp(r.what, "with_x") == 0           ? b[0]
                           : strcmp(r.what, "with_x_error") == 0     ? error[0]
                                                                     : NAN;
        if (isnan(got))
            continue;
        cr_expect(near_relative(got, r.value, 2e-6), "%s: %.17g, not %.17g", r.what, got, r.value);
        rows++;
    }
    fclose(f);
    cr_expect(rows == 4 && isfinite(out.proportional.statistic) && out.proportional.df == 1.0);
}

Test(hierarchy_fit, strata_alike_are_as_one_and_units_of_covariates_do_not_matter)
{
    static const double women[] = {4, 7, 3, 2, 6, 7, 3, 0}, men[] = {8, 20, 11, 9, 12, 20, 20, 9};
    static const double x[] = {0, 1}, far[] = {3e6, 5e6};
    const gdcs_sex_arrays a = {.struct_size = sizeof a, .women = women, .men = men};
    gdcs_hierarchy_strata s = {.struct_size = sizeof s, .count = 2};
    gdcs_hierarchy_fitted out = {.struct_size = sizeof out};
    cr_assert(eq(i32, gdcs_hierarchy_fit(&a, 4, &s, NULL, &out, NULL, NULL), GDCS_OK));
    const gdcs_hierarchy_fitted one = fit(&typical);
    cr_expect(near_relative(out.log_odds.value, one.log_odds.value, 1e-12) &&
              near_relative(out.log_odds.lower, one.log_odds.lower, 1e-10) &&
              near_relative(out.proportional.statistic, one.proportional.statistic, 1e-9));
    s.covariates = 1;
    s.values = x;
    cr_assert(eq(i32, gdcs_hierarchy_fit(&a, 4, &s, NULL, &out, NULL, NULL), GDCS_OK));
    const double b = out.log_odds.value;
    s.values = far;
    cr_assert(eq(i32, gdcs_hierarchy_fit(&a, 4, &s, NULL, &out, NULL, NULL), GDCS_OK));
    cr_expect(near_relative(out.log_odds.value, b, 1e-8), "%.17g %.17g", out.log_odds.value, b);
}

Test(hierarchy_fit, sexes_changed_over_turn_the_sign)
{
    rungs other = typical;
    memcpy(other.women, typical.men, sizeof other.men);
    memcpy(other.men, typical.women, sizeof other.men);
    const gdcs_hierarchy_fitted a = fit(&typical), b = fit(&other);
    cr_expect(near_relative(a.log_odds.value, -b.log_odds.value, 1e-10) &&
              near_relative(a.log_odds.lower, -b.log_odds.upper, 1e-10) &&
              near_relative(a.odds_ratio.upper, 1.0 / b.odds_ratio.lower, 1e-10));
    cr_expect(near_relative(a.likelihood_ratio.statistic, b.likelihood_ratio.statistic, 1e-10));
}

Test(hierarchy_fit, separation_is_noted_and_has_a_finite_limit)
{
    const rungs r = {.n = 4, .women = {0, 0, 3, 9}, .men = {7, 4, 2, 0}};
    const gdcs_hierarchy_fitted f = fit(&r);
    cr_expect(isinf(f.log_odds.value) && f.log_odds.value > 0 && isinf(f.odds_ratio.upper));
    cr_expect(f.log_odds.lower > 0 && isfinite(f.log_odds.lower) && isnan(f.log_odds.std_error));
    cr_expect(isfinite(f.adjusted.value) && f.adjusted.lower > 0);
    cr_expect(0 != (f.notes & GDCS_NOTE_SEPARATED) && isnan(f.wald.p_value));
    cr_expect(f.likelihood_ratio.p_value < 1e-4);
    const gdcs_hierarchy_fitted w =
        fit_with(&r, (gdcs_hierarchy_fit_options){.limits = GDCS_HIERARCHY_LIMITS_WALD}, NULL);
    cr_expect(isnan(w.log_odds.lower) && isinf(w.log_odds.upper));
}

Test(hierarchy_fit, levels_with_nobody_are_left_out)
{
    const rungs gap = {.n = 6, .women = {0, 10, 14, 0, 6, 2}, .men = {0, 20, 40, 0, 31, 18}};
    double threshold[5], cut[5];
    const gdcs_hierarchy_coefficients to = {
        .struct_size = sizeof to, .threshold = threshold, .cut = cut};
    const gdcs_hierarchy_fitted a = fit(&typical),
                                b = fit_with(&gap, (gdcs_hierarchy_fit_options){0}, &to);
    cr_expect(a.log_odds.value == b.log_odds.value && b.levels == 4);
    cr_expect(isinf(threshold[0]) && threshold[2] == threshold[3] && threshold[1] < threshold[2]);
    cr_expect(near_relative(cut[1], log(22.0 * 20.0 / (10.0 * 89.0)), 1e-9), "%g", cut[1]);
}

Test(hierarchy_fit, refuses_what_it_cannot_fit)
{
    static const double women[] = {1, 2, 3, 4}, men[] = {4, 3, 2, 1}, same[] = {2, 2},
                        none[] = {1, NAN}, zero[4] = {0}, one[] = {5, 0, 0, 0};
    const gdcs_sex_arrays a = {.struct_size = sizeof a, .women = women, .men = men}, no_a = {0};
    const gdcs_sex_arrays w = {.struct_size = sizeof a, .women = women, .men = zero};
    const gdcs_sex_arrays m = {.struct_size = sizeof a, .women = zero, .men = men};
    const gdcs_sex_arrays at_one = {.struct_size = sizeof a, .women = one, .men = one};
    const double negative[] = {1, -2, 3, 4};
    const gdcs_sex_arrays bad = {.struct_size = sizeof a, .women = negative, .men = men};
    const gdcs_hierarchy_strata constant = {
        .struct_size = sizeof constant, .covariates = 1, .count = 2, .values = same};
    const gdcs_hierarchy_strata not_finite = {
        .struct_size = sizeof constant, .covariates = 1, .count = 2, .values = none};
    const gdcs_hierarchy_strata no_values = {
        .struct_size = sizeof constant, .covariates = 1, .count = 2};
    const gdcs_hierarchy_strata many = {
        .struct_size = sizeof constant, .covariates = 19, .count = 2, .values = same};
    const gdcs_hierarchy_strata empty = {.struct_size = sizeof empty}, no_s = {.count = 1};
    const gdcs_hierarchy_fit_options limits = {.struct_size = sizeof limits, .limits = 3};
    const gdcs_hierarchy_fit_options level = {.struct_size = sizeof level, .level = 2};
    const gdcs_hierarchy_fit_options no_o = {.limits = 1};
    const gdcs_hierarchy_coefficients no_c = {0};
    gdcs_hierarchy_fitted f = {.struct_size = sizeof f, .women = 4711}, no_f = {0};
    const struct {
        gdcs_status got, wanted;
    } row[] = {
        {gdcs_hierarchy_fit(NULL, 4, NULL, NULL, &f, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_fit(&a, 4, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_fit(&a, 1, NULL, NULL, &f, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_fit(&a, 2, &empty, NULL, &f, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_fit(&a, 2, &no_values, NULL, &f, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_fit(&no_a, 4, NULL, NULL, &f, NULL, NULL), GDCS_E_STRUCT},
        {gdcs_hierarchy_fit(&a, 4, &no_s, NULL, &f, NULL, NULL), GDCS_E_STRUCT},
        {gdcs_hierarchy_fit(&a, 4, NULL, &no_o, &f, NULL, NULL), GDCS_E_STRUCT},
        {gdcs_hierarchy_fit(&a, 4, NULL, NULL, &f, &no_c, NULL), GDCS_E_STRUCT},
        {gdcs_hierarchy_fit(&a, 4, NULL, NULL, &no_f, NULL, NULL), GDCS_E_STRUCT},
        {gdcs_hierarchy_fit(&a, 101, NULL, NULL, &f, NULL, NULL), GDCS_E_LIMIT},
        {gdcs_hierarchy_fit(&a, 2, &many, NULL, &f, NULL, NULL), GDCS_E_LIMIT},
        {gdcs_hierarchy_fit(&bad, 4, NULL, NULL, &f, NULL, NULL), GDCS_E_VALUE},
        {gdcs_hierarchy_fit(&a, 2, &not_finite, NULL, &f, NULL, NULL), GDCS_E_VALUE},
        {gdcs_hierarchy_fit(&a, 4, NULL, &limits, &f, NULL, NULL), GDCS_E_OPTION},
        {gdcs_hierarchy_fit(&a, 4, NULL, &level, &f, NULL, NULL), GDCS_E_OPTION},
        {gdcs_hierarchy_fit(&w, 4, NULL, NULL, &f, NULL, NULL), GDCS_E_EMPTY},
        {gdcs_hierarchy_fit(&m, 4, NULL, NULL, &f, NULL, NULL), GDCS_E_EMPTY},
        {gdcs_hierarchy_fit(&at_one, 4, NULL, NULL, &f, NULL, NULL), GDCS_E_EMPTY},
        {gdcs_hierarchy_fit(&a, 2, &constant, NULL, &f, NULL, NULL), GDCS_E_NUMERIC},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect(eq(i32, row[i].got, row[i].wanted), "row %zu", i);
    cr_expect(f.women == 4711);
}

static gdcs_status fit_typical(void *data)
{
    const gdcs_sex_arrays a = arrays_of(data);
    gdcs_hierarchy_fitted f = {.struct_size = sizeof f};
    return gdcs_hierarchy_fit(&a, 4, NULL, NULL, &f, NULL, NULL);
}

Test(hierarchy_fit, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    rungs r = typical;
    const fail_alloc_report report = fail_alloc_each(fit_typical, &r);
    cr_expect(eq(str, (char *)report.wrong, ""));
    cr_expect(gt(i64, report.allocations, 5));
}
