#include <gdcs/multiplicity.h>

#include "core/fail.h"
#include "num/adjust.h"

#include <math.h>

enum { OPTIONS_V1 = 16 }; /* in release 0.1, for ever */

static const int64_t most_tests = INT64_C(1000000000000000);

static gdcs_status check_values(const double *p, int64_t n, int64_t *count, gdcs_error *err)
{
    *count = 0;
    for (int64_t i = 0; i < n; i++) {
        if (p[i] < 0.0 || p[i] > 1.0)
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "p",
                                  "the p-value of element %lld is not in [0, 1]",
                                  (long long)(i + 1));
        *count += !isnan(p[i]);
    }
    return GDCS_OK;
}

gdcs_status gdcs_multiplicity_each(const double *p, int64_t n,
                                   const gdcs_multiplicity_options *options, double *out,
                                   gdcs_error *err)
{
    gdcs_multiplicity_options o;
    int64_t count;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    TRY(gdcs_i_need(p, "p", err));
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    if (o.method < 0 || o.method > GDCS_I_ADJUST_METHODS)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    TRY(check_values(p, n, &count, err));
    if (o.family < 0 || o.family > most_tests || (o.family > 0 && o.family < count))
        return gdcs_i_fail(err, GDCS_E_OPTION, "family",
                           "a family of %lld tests cannot hold %lld p-values", (long long)o.family,
                           (long long)count);
    if (o.method == GDCS_MULTIPLICITY_METHOD_DEFAULT)
        o.method = GDCS_MULTIPLICITY_METHOD_HOLM;
    return gdcs_i_adjust(p, n, o.method, (double)o.family, out, err);
}
