#include "support.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

FILE *reference_open(const char *name)
{
    char path[512], heading[512];
    const char *root = getenv("GDCS_REFERENCE");
    snprintf(path, sizeof path, "%s/%s", root ? root : "tests/reference", name);
    FILE *f = fopen(path, "r");
    cr_assert_not_null(f, "cannot open %s", path);
    cr_assert_not_null(fgets(heading, sizeof heading, f));
    return f;
}

int near_relative(double got, double wanted, double tolerance)
{
    if (isnan(wanted) || isnan(got))
        return isnan(wanted) && isnan(got);
    if (isinf(wanted) || isinf(got))
        return got == wanted;
    return fabs(got - wanted) <= tolerance * fabs(wanted);
}
