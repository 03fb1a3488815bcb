#include "core/fail.h"
#include "core/text.h"
#include "stats/duration/measure.h"
#include "stats/level.h"

#include <math.h>

enum { OPTIONS_V1 = 80 }; /* size in release 0.1, for ever */

#define REPLICATES 10000000

static gdcs_status check_choices(const gdcs_duration_options *o, gdcs_error *err)
{
    if (o->limits < 0 || o->limits > GDCS_DURATION_LIMITS_ARCSINE)
        return gdcs_i_fail(err, GDCS_E_OPTION, "limits", "%d is no kind of limits", (int)o->limits);
    if (o->p_method < 0 || o->p_method > GDCS_DURATION_P_SIMULATED)
        return gdcs_i_fail(err, GDCS_E_OPTION, "p_method", "%d is no way to a p-value",
                           (int)o->p_method);
    if (o->cause < 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "cause", "%d is no cause, expected 0 or above",
                           (int)o->cause);
    if (o->replicates < 0 || o->replicates > REPLICATES)
        return gdcs_i_fail(err, GDCS_E_OPTION, "replicates", "%lld, expected 0 to %d",
                           (long long)o->replicates, REPLICATES);
    return GDCS_OK;
}

/* Refuses NaN too. */
static gdcs_status check_number(double x, double most, const char *name, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    if (x >= 0.0 && x <= most && isfinite(x))
        return GDCS_OK;
    gdcs_i_format_double(x, text);
    return gdcs_i_fail(err, GDCS_E_OPTION, name, "%s is %s, outside its domain", name, text);
}

gdcs_status gdcs_i_duration_plan(const gdcs_duration_options *options, gdcs_duration_options *out,
                                 gdcs_error *err)
{
    gdcs_duration_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    TRY(check_choices(&o, err));
    TRY(check_number(o.probability, 1.0 - 1e-12, "probability", err));
    TRY(check_number(o.time, INFINITY, "time", err));
    TRY(check_number(o.tau, INFINITY, "tau", err));
    TRY(check_number(o.rho, 4.0, "rho", err));
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &o.alpha, err));
    o.level = 0.0;
    o.limits = o.limits == 0 ? GDCS_DURATION_LIMITS_LOG_LOG : o.limits;
    o.p_method = o.p_method == 0 ? GDCS_DURATION_P_ASYMPTOTIC : o.p_method;
    o.probability = o.probability == 0.0 ? 0.5 : o.probability;
    o.replicates = o.replicates == 0 ? 9999 : o.replicates;
    *out = o;
    return GDCS_OK;
}

const char *gdcs_i_duration_method(int32_t limits)
{
    static const char *const names[] = {[GDCS_DURATION_LIMITS_LOG_LOG] = "log_log",
                                        [GDCS_DURATION_LIMITS_PLAIN] = "plain",
                                        [GDCS_DURATION_LIMITS_LOG] = "log",
                                        [GDCS_DURATION_LIMITS_ARCSINE] = "arcsine"};
    return names[limits];
}
