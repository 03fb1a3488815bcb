#include <gdcs/gdcs.h>

int main()
{
    gdcs_sex_counts counts{};
    counts.women = 17;
    counts.men = 54;
    gdcs_share_result result{};
    result.struct_size = sizeof result;
    return gdcs_share_estimate(&counts, nullptr, &result, nullptr) == GDCS_OK &&
                   result.share.value == 17.0 / 71
               ? 0
               : 1;
}
