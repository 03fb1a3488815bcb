#include "core/fail.h"
#include "core/sum.h"
#include "core/text.h"
#include "num/interval/count.h"
#include "num/interval/weighted.h"
#include "stats/counts.h"
#include "stats/rate/clustered.h"

#include <math.h>

static const double MOST_EVENTS = 1e6;

static gdcs_status check(const double *events, const double *persons, int64_t n, double population,
                         gdcs_error *err)
{
    TRY(gdcs_i_need(events, "events", err));
    TRY(gdcs_i_need(persons, "persons", err));
    if (n < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is below 1");
    for (int64_t i = 0; i < n; i++) {
        char text[GDCS_I_NUMBER_SIZE];
        gdcs_i_format_double(events[i], text);
        if (!(events[i] > 0.0 && events[i] <= MOST_EVENTS))
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "events",
                                  "%s events of a person: not above 0 and at most 1e6", text);
        TRY(gdcs_i_count_check(persons[i], 0, "persons", "persons", i + 1, err));
    }
    TRY(gdcs_i_count_check(population, 0, "population", "population", 0, err));
    if (population == 0.0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "population", "the population is 0");
    return GDCS_OK;
}

/* Persons are the independent counts, events their weights, also those that nobody has. */
static struct gdcs_i_weighted sums(const double *events, const double *persons, int64_t n)
{
    gdcs_i_sum people = {0}, sum = {0}, variance = {0};
    struct gdcs_i_weighted w = {0};
    for (int64_t i = 0; i < n; i++) {
        const double k = events[i], f = persons[i];
        gdcs_i_sum_add(&people, f);
        gdcs_i_sum_add(&sum, k * f);
        gdcs_i_sum_add(&variance, k * k * f);
        w.most = fmax(w.most, k);
    }
    w.events = gdcs_i_sum_value(people);
    w.sum = gdcs_i_sum_value(sum);
    w.variance = gdcs_i_sum_value(variance);
    return w;
}

static struct gdcs_i_limits limits(int32_t method, struct gdcs_i_weighted w, double alpha)
{
    if (method == GDCS_RATE_CLUSTERED_METHOD_GAMMA)
        return gdcs_i_weighted_gamma(&w, alpha);
    if (method == GDCS_RATE_CLUSTERED_METHOD_MID_P)
        return gdcs_i_weighted_mid_p(&w, alpha);
    w.events = w.sum; /* the rule for events, not persons */
    return gdcs_i_weighted_dobson(&w, gdcs_i_count_garwood(w.sum, alpha));
}

gdcs_status gdcs_i_rate_repeated_plan_new(const gdcs_rate_clustered_options *options,
                                          gdcs_i_rate_clustered_plan *out, gdcs_error *err)
{
    gdcs_i_rate_clustered_plan plan;
    TRY(gdcs_i_rate_clustered_options_read(options, &plan, err));
    if (plan.method == 0)
        plan.method = GDCS_RATE_CLUSTERED_METHOD_GAMMA;
    if (plan.method < 0 || plan.method > GDCS_RATE_CLUSTERED_METHOD_MID_P)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method for repeated events",
                           (int)plan.method);
    *out = plan;
    return GDCS_OK;
}

gdcs_rate_clustered_result gdcs_i_rate_repeated_measure(const gdcs_i_rate_clustered_plan *plan,
                                                        const double *events, const double *persons,
                                                        int64_t n, double population)
{
    const struct gdcs_i_weighted w = sums(events, persons, n);
    const struct gdcs_i_limits l = limits(plan->method, w, plan->alpha);
    const double scale = plan->per / population;
    gdcs_rate_clustered_result r =
        gdcs_i_rate_clustered_result_of(plan, w.sum, w.events, population);
    r.dispersion = w.variance / w.sum;
    r.rate.lower = scale * l.lower;
    r.rate.upper = scale * l.upper;
    r.rate.std_error = scale * sqrt(w.variance);
    r.notes |= w.variance > w.sum ? GDCS_NOTE_OVERDISPERSED : 0;
    r.notes |= w.events < 20.0 ? GDCS_NOTE_SMALL_BASE : 0;
    r.notes |= gdcs_i_is_whole(w.events) ? 0 : GDCS_NOTE_NOT_WHOLE;
    return r;
}

gdcs_status gdcs_rate_estimate_repeated(const double *events, const double *persons, int64_t n,
                                        double population,
                                        const gdcs_rate_clustered_options *options,
                                        gdcs_rate_clustered_result *out, gdcs_error *err)
{
    gdcs_i_rate_clustered_plan plan;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_rate_repeated_plan_new(options, &plan, err));
    TRY(check(events, persons, n, population, err));
    const gdcs_rate_clustered_result r =
        gdcs_i_rate_repeated_measure(&plan, events, persons, n, population);
    return gdcs_i_rate_clustered_give(&r, out, err);
}
