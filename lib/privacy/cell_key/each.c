#include "core/fail.h"
#include "privacy/cell_key/design.h"

#include <math.h>

static gdcs_status check(double x, double most, int64_t i, const char *field, gdcs_error *err)
{
    if (!(x >= 0.0 && x <= most && x == floor(x)))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, field,
                              "element %lld is no whole number between 0 and %s",
                              (long long)(i + 1), most == 1e15 ? "1e15" : "2^53");
    return GDCS_OK;
}

gdcs_status gdcs_cell_key_each(const gdcs_cell_key *design, const double *x, const double *keys,
                               int64_t n, double *out, double *lower, double *upper,
                               gdcs_error *err)
{
    TRY(gdcs_i_need(design, "design", err));
    TRY(gdcs_i_need(x, "x", err));
    TRY(gdcs_i_need(keys, "keys", err));
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    for (int64_t i = 0; i < n; i++) {
        TRY(check(x[i], 1e15, i, "x", err));
        TRY(check(keys[i], 0x1p53, i, "keys", err));
    }
    for (int64_t i = 0; i < n; i++) {
        double limits[2];
        out[i] = gdcs_i_cell_key_publish(design, x[i], fmod(keys[i], GDCS_I_KEYS));
        gdcs_i_cell_key_limits(design, out[i], &limits[0], &limits[1]);
        if (lower != NULL)
            lower[i] = limits[0];
        if (upper != NULL)
            upper[i] = limits[1];
    }
    return GDCS_OK;
}
