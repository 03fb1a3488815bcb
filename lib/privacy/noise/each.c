#include "core/fail.h"
#include "privacy/noise/rule.h"

#include <math.h>

static gdcs_status check(const double *x, int64_t n, gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++)
        if (!(x[i] >= 0.0 && x[i] <= 1e15 && x[i] == floor(x[i])))
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "x",
                                  "element %lld is no whole number between 0 and 1e15",
                                  (long long)(i + 1));
    return GDCS_OK;
}

gdcs_status gdcs_noise_each(const double *x, int64_t n, const gdcs_noise_options *options,
                            gdcs_budget *budget, double *out, double *lower, double *upper,
                            gdcs_noise_result *result, gdcs_error *err)
{
    gdcs_i_noise noise;
    TRY(gdcs_i_noise_take(options, &noise, err));
    TRY(gdcs_i_need(x, "x", err));
    TRY(gdcs_i_need(budget, "budget", err));
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(check(x, n, err));
    TRY(gdcs_i_noise_measure(&noise, 1, budget, err));
    noise.result.measured = n;
    if (result != NULL) {
        gdcs_noise_result r = {.struct_size = result->struct_size};
        TRY(gdcs_i_give(&r, &noise.result, sizeof r, GDCS_I_NOISE_RESULT_V1, err));
    }
    TRY(gdcs_budget_add(budget, noise.options.label, &noise.charge, err));
    for (int64_t i = 0; i < n; i++) {
        out[i] = gdcs_i_noise_add(&noise, x[i], (uint64_t)i);
        if (lower != NULL)
            lower[i] = fmax(0.0, out[i] - noise.result.distance);
        if (upper != NULL)
            upper[i] = fmax(0.0, out[i] + noise.result.distance);
    }
    return result == NULL ? GDCS_OK
                          : gdcs_i_give(result, &noise.result, sizeof noise.result,
                                        GDCS_I_NOISE_RESULT_V1, err);
}
