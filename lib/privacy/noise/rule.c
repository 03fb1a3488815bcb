#include "privacy/noise/rule.h"

#include "core/fail.h"
#include "privacy/budget.h"

#include <math.h>

enum { OPTIONS_V1 = 80 };

static const int64_t most_sensitive = 1 << 20, most_together = 1 << 22;
static const double largest = 1000.0, least_alpha = 1e-10;

static gdcs_status take_alpha(const gdcs_noise_options *o, double *alpha, gdcs_error *err)
{
    if (o->level != 0.0 && o->alpha != 0.0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "level", "level and alpha are both given");
    *alpha = o->level != 0.0 ? 1.0 - o->level : o->alpha != 0.0 ? o->alpha : 0.05;
    if (!(*alpha >= least_alpha && *alpha < 1.0))
        return gdcs_i_fail(err, GDCS_E_OPTION, o->level != 0.0 ? "level" : "alpha",
                           "alpha is not between 1e-10 and 1");
    return GDCS_OK;
}

static gdcs_status take_loss(gdcs_noise_options *o, gdcs_error *err)
{
    if (o->method < 0 || o->method > GDCS_NOISE_METHOD_GAUSSIAN)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o->method);
    if (o->method == GDCS_NOISE_METHOD_DEFAULT)
        o->method = o->rho != 0.0 ? GDCS_NOISE_METHOD_GAUSSIAN : GDCS_NOISE_METHOD_LAPLACE;
    const int laplace = o->method == GDCS_NOISE_METHOD_LAPLACE;
    const double loss = laplace ? o->epsilon : o->rho, other = laplace ? o->rho : o->epsilon;
    if (!(loss >= GDCS_I_BUDGET_UNIT && loss <= largest) || other != 0.0)
        return gdcs_i_fail(err, GDCS_E_OPTION, laplace ? "epsilon" : "rho", "%s",
                           laplace
                               ? "Laplace noise needs an epsilon from 2^-30 to 1000, and no rho"
                               : "Gaussian noise needs a rho from 2^-30 to 1000, and no epsilon");
    return GDCS_OK;
}

gdcs_status gdcs_i_noise_take(const gdcs_noise_options *options, gdcs_i_noise *out, gdcs_error *err)
{
    *out = (gdcs_i_noise){.result = {.struct_size = sizeof out->result}};
    gdcs_noise_options *o = &out->options;
    TRY(gdcs_i_need(options, "options", err));
    TRY(gdcs_i_take(o, sizeof *o, options, OPTIONS_V1, err));
    TRY(take_loss(o, err));
    TRY(take_alpha(o, &out->result.alpha, err));
    if (o->sensitivity == 0)
        o->sensitivity = 1;
    if (o->sensitivity < 1 || o->sensitivity > most_sensitive)
        return gdcs_i_fail(err, GDCS_E_OPTION, "sensitivity",
                           "sensitivity %lld is not between 1 and 2^20", (long long)o->sensitivity);
    if (o->totals < 0 || o->totals > GDCS_NOISE_TOTALS_SUM)
        return gdcs_i_fail(err, GDCS_E_OPTION, "totals", "%d says nothing of totals",
                           (int)o->totals);
    if (o->tree_count < 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "tree_count", "tree_count is negative");
    if (o->totals == GDCS_NOISE_TOTALS_DEFAULT)
        o->totals = GDCS_NOISE_TOTALS_MEASURED;
    out->result.method = o->method;
    return GDCS_OK;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

gdcs_status gdcs_i_noise_measure(gdcs_i_noise *noise, int64_t times, const gdcs_budget *budget,
                                 gdcs_error *err)
{
    const gdcs_noise_options *o = &noise->options;
    gdcs_noise_result *r = &noise->result;
    const int laplace = o->method == GDCS_NOISE_METHOD_LAPLACE;
    const int64_t units = (int64_t)floor((laplace ? o->epsilon : o->rho) / GDCS_I_BUDGET_UNIT);
    const double loss = (double)units * GDCS_I_BUDGET_UNIT;
    r->sensitivity = o->sensitivity * times;
    if (r->sensitivity > most_together)
        return gdcs_i_fail(err, GDCS_E_OPTION, "sensitivity",
                           "a person changes more than 2^22 numbers");
    noise->charge = (gdcs_budget_charge){.struct_size = sizeof noise->charge,
                                         .epsilon = laplace ? loss : 0.0,
                                         .rho = laplace ? 0.0 : loss};
    TRY(gdcs_i_budget_check(budget, &noise->charge, err));
    const int64_t top = r->sensitivity * (INT64_C(1) << (laplace ? 30 : 29));
    const int64_t divisor = common_divisor(top, units);
    noise->law = (gdcs_i_discrete){
        .law = GDCS_I_DISCRETE_LAPLACE, .top = top / divisor, .bottom = units / divisor};
    if (!laplace && !gdcs_i_discrete_gaussian((double)top, (double)units, &noise->law))
        return gdcs_i_fail(err, GDCS_E_OPTION, "rho",
                           "rho is too small for the sensitivity: the variance is above 2^24");
    r->epsilon = noise->charge.epsilon;
    r->rho = noise->charge.rho;
    r->variance = gdcs_i_discrete_variance(&noise->law);
    r->distance = gdcs_i_discrete_quantile(&noise->law, 1.0, r->alpha);
    return GDCS_OK;
}

double gdcs_i_noise_add(const gdcs_i_noise *noise, double x, uint64_t stream)
{
    gdcs_i_rng rng = gdcs_i_rng_at((uint64_t)noise->options.seed, stream);
    return x + (double)gdcs_i_discrete_draw(&noise->law, &rng);
}
