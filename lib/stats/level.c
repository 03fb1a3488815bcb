#include "stats/level.h"
#include "core/fail.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Below this, half of alpha leaves the range in which tails have their full precision. */
static const double least = 1e-300;

static gdcs_status refuse(double x, const char *field, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    gdcs_i_format_double(x, text);
    return gdcs_i_fail(err, GDCS_E_OPTION, field, "%s is %s, outside (0, 1)", field, text);
}

static gdcs_status from_alpha(double alpha, double *out, gdcs_error *err)
{
    if (!(alpha > 0.0 && alpha < 1.0))
        return refuse(alpha, "alpha", err);
    if (alpha < least)
        return gdcs_i_fail(err, GDCS_E_OPTION, "alpha", "alpha is below the limit of 1e-300");
    *out = alpha;
    return GDCS_OK;
}

/* 1 - level, and where that is a decimal of up to 15 places seen through the rounding of level, the decimal:
   0.95 gives 0.05, not 0.05000000000000004. */
static double complement(double level)
{
    const double half_ulp = 0x1p-54, places = 1e15;
    const double alpha = 1.0 - level;
    const double decimal = round(alpha * places) / places;
    return fabs(decimal - alpha) <= half_ulp ? decimal : alpha;
}

gdcs_status gdcs_i_level_alpha(double level, double alpha, double *out, gdcs_error *err)
{
    if (level == 0.0 && alpha == 0.0) {
        *out = 0.05;
        return GDCS_OK;
    }
    if (level != 0.0 && alpha != 0.0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "alpha", "level and alpha are both set");
    if (alpha != 0.0)
        return from_alpha(alpha, out, err);
    if (!(level > 0.0 && level < 1.0 && 1.0 - level < 1.0))
        return refuse(level, "level", err);
    *out = complement(level);
    return GDCS_OK;
}

const char *gdcs_i_level_text(double alpha, char out[GDCS_I_LEVEL_SIZE])
{
    char number[64];
    if (alpha < 1e-9) {
        gdcs_i_format_double(alpha, number);
        snprintf(out, GDCS_I_LEVEL_SIZE, "1 - %.32s", number);
        return out;
    }
    /* 1 - 0.95 is not 0.05, so the digits after the tenth are rounding. */
    size_t size = gdcs_i_format_fixed(100.0 - 100.0 * alpha, 10, number);
    while (number[size - 1] == '0')
        size--;
    if (number[size - 1] == '.')
        size--;
    snprintf(out, GDCS_I_LEVEL_SIZE, "%.*s %%", (int)size, number);
    return out;
}
