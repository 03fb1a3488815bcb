#include <gdcs/gdcs.h>

int main(void)
{
    const gdcs_sex_counts counts = {.women = 17, .men = 54, .unknown = 3};
    gdcs_share_result result = {.struct_size = sizeof result};
    gdcs_error error = {.struct_size = sizeof error};
    if (gdcs_share_estimate(&counts, NULL, &result, &error) != GDCS_OK)
        return 1;
    return !(result.share.lower < 17.0 / 71 && 17.0 / 71 < result.share.upper);
}
