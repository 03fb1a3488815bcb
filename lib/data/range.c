#include "data/cells.h"

#include <math.h>
#include <string.h>

static const char statuses[] = "QLOMHJSKWBDNUVEIFGPA";
static const char confidentialities[] = "CAOTGMDSNEF";

const gdcs_i_range gdcs_i_range_zero = {{0.0, 0.0}, {0.0, 0.0}, 'A', 'F', 0};
const gdcs_i_range gdcs_i_range_missing = {{0.0, 0.0}, {INFINITY, 0.0}, 'O', 'F', 1};

static int is_in(const char *letters, int32_t letter)
{
    return letter > 0 && letter < 128 && strchr(letters, (int)letter) != NULL;
}

int gdcs_i_is_status(int32_t letter)
{
    return is_in(statuses, letter);
}

int gdcs_i_is_confidentiality(int32_t letter)
{
    return is_in(confidentialities, letter);
}

double gdcs_i_range_lower(const gdcs_i_range *range)
{
    return gdcs_i_sum_value(range->lower);
}

double gdcs_i_range_upper(const gdcs_i_range *range)
{
    return gdcs_i_sum_value(range->inexact ? range->upper : range->lower);
}

/* The letters are listed from the gravest on. */
static char graver(const char *letters, char a, char b)
{
    return a == b || strchr(letters, a) < strchr(letters, b) ? a : b;
}

void gdcs_i_range_add(gdcs_i_range *range, const gdcs_i_range *other)
{
    if (range->inexact || other->inexact) {
        if (!range->inexact)
            range->upper = range->lower;
        gdcs_i_sum_merge(&range->upper, other->inexact ? other->upper : other->lower);
        range->inexact = 1;
    }
    gdcs_i_sum_merge(&range->lower, other->lower);
    range->status = graver(statuses, range->status, other->status);
    range->confidentiality =
        graver(confidentialities, range->confidentiality, other->confidentiality);
}
