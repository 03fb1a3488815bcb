#include "core/fail.h"
#include "core/text.h"
#include "privacy/round/rule.h"

#include <math.h>

static gdcs_status check(const double *x, int64_t n, int32_t *whole, gdcs_error *err)
{
    *whole = 1;
    for (int64_t i = 0; i < n; i++) {
        if (!(x[i] >= 0.0 && x[i] <= GDCS_I_ROUND_LARGEST))
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "x",
                                  "the number of element %lld is not between 0 and 1e15",
                                  (long long)(i + 1));
        *whole = *whole && x[i] == floor(x[i]);
    }
    return GDCS_OK;
}

gdcs_status gdcs_round_each(const double *x, int64_t n, const gdcs_round_options *options,
                            double *out, double *lower, double *upper, gdcs_error *err)
{
    gdcs_i_round rule;
    TRY(gdcs_i_round_take(options, GDCS_ROUND_METHOD_RANDOM, &rule, err));
    TRY(gdcs_i_need(x, "x", err));
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    if (rule.method == GDCS_ROUND_METHOD_CONTROLLED)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method",
                           "controlled rounding is of tables: an array has no totals");
    TRY(check(x, n, &rule.whole, err));
    for (int64_t i = 0; i < n; i++) {
        double limits[2];
        out[i] = gdcs_i_round_one(&rule, x[i], (uint64_t)i);
        gdcs_i_round_limits(&rule, out[i], 1.0, &limits[0], &limits[1]);
        if (lower != NULL)
            lower[i] = limits[0];
        if (upper != NULL)
            upper[i] = limits[1];
    }
    return GDCS_OK;
}
