/* A program with a GSL and a handler of its own: the library neither calls nor changes them. */
#include <gdcs/gdcs.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf.h>

static int seen;

static void handler(const char *reason, const char *file, int line, int code)
{
    (void)reason, (void)file, (void)line, (void)code;
    seen++;
}

int main(void)
{
    gsl_sf_result ignored;
    gsl_set_error_handler(handler);
    for (int method = GDCS_SHARE_METHOD_WILSON; method <= GDCS_SHARE_METHOD_AGRESTI_COULL; method++)
        for (double women = 0; women <= 1e9; women = women * 1000 + 1) {
            const gdcs_sex_counts counts = {.women = women, .men = 1e9 - women};
            const gdcs_share_options options = {.struct_size = sizeof options, .method = method};
            gdcs_share_result result = {.struct_size = sizeof result};
            if (gdcs_share_estimate(&counts, &options, &result, NULL) != GDCS_OK)
                return 1;
        }
    if (seen != 0)
        return 2; /* an error of the library reached the program's handler */
    if (gsl_sf_log_e(0, &ignored) == GSL_SUCCESS || seen != 1)
        return 3; /* the program's own error did not */
    return gsl_set_error_handler(NULL) == handler ? 0 : 4;
}
