/* What is the share of women among 241 people, 26 of whom have no recorded sex? */
#include <gdcs/gdcs.h>
#include <stdio.h>

int main(void)
{
    const gdcs_sex_counts counts = {.women = 41, .men = 174, .unknown = 26};
    gdcs_share_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};

    if (gdcs_share_estimate(&counts, NULL, &r, &err) != GDCS_OK) {
        fprintf(stderr, "%s: %s\n", err.field, err.message);
        return 1;
    }
    printf("%.1f %% are women (%.1f to %.1f), n = %.0f\n", 100 * r.share.value, 100 * r.share.lower,
           100 * r.share.upper, r.n);
    printf("whatever the sex of the %.0f unknown: %.1f to %.1f %%\n", r.unknown,
           100 * r.bounds.lower, 100 * r.bounds.upper);
    return 0;
}
