#include "core/fail.h"
#include "data/codes/age.h"
#include "stats/standard/bands.h"

int gdcs_i_standard_parse(const char *label, gdcs_standard_band *out)
{
    gdcs_codes_age age;
    if (!gdcs_i_age_parse(label, &age))
        return 0;
    *out = (gdcs_standard_band){age.youngest, age.oldest, 0.0};
    return 1;
}

gdcs_status gdcs_standard_parse(const char *label, gdcs_standard_band *out, gdcs_error *err)
{
    TRY(gdcs_i_need(label, "label", err));
    TRY(gdcs_i_need(out, "out", err));
    if (!gdcs_i_standard_parse(label, out))
        return gdcs_i_fail(err, GDCS_E_NAME, "label", "\"%.60s\" is no band of age", label);
    return GDCS_OK;
}
