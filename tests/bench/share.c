/* Seconds for a million intervals by gdcs_share_each() and gdcs_rate_each().

   bench_share CASE FILE   prints the processor seconds of one call on warm memory and writes what went in and came
                           out, for share.py: women, men (or events, nothing), lower, upper. */
#include <gdcs/gdcs.h>

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { COUNT = 1000000, ROUNDS = 3 };

/* A case: method and largest n; rates have it as the largest count. */
static const struct {
    const char *name;
    int32_t method;
    int32_t is_rate;
    double most;
} cases[] = {{"wilson", GDCS_SHARE_METHOD_WILSON, 0, 5000},
             {"agresti_coull", GDCS_SHARE_METHOD_AGRESTI_COULL, 0, 5000},
             {"clopper_pearson", GDCS_SHARE_METHOD_CLOPPER_PEARSON, 0, 5000},
             {"clopper_pearson_1e9", GDCS_SHARE_METHOD_CLOPPER_PEARSON, 0, 1e9},
             {"jeffreys", GDCS_SHARE_METHOD_JEFFREYS, 0, 5000},
             {"mid_p", GDCS_SHARE_METHOD_MID_P, 0, 5000},
             {"garwood", GDCS_RATE_METHOD_EXACT, 1, 5000}};
enum { CASES = sizeof cases / sizeof *cases };

typedef struct arrays {
    double a[COUNT], b[COUNT], lower[COUNT], upper[COUNT];
} arrays;

/* Uniform in (0, 1), the same on every machine. */
static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return ((double)(*state >> 11) + 0.5) * 0x1p-53;
}

static void fill(arrays *x, int which)
{
    uint64_t state = 42;
    for (int i = 0; i < COUNT; i++) {
        const double n = floor(uniform(&state) * cases[which].most) + 1;
        x->a[i] = cases[which].is_rate ? n : floor(uniform(&state) * (n + 1));
        x->b[i] = cases[which].is_rate ? 1 : n - x->a[i];
    }
}

static gdcs_status run(arrays *x, int which)
{
    const gdcs_share_options share = {.struct_size = sizeof share, .method = cases[which].method};
    const gdcs_rate_options rate = {
        .struct_size = sizeof rate, .method = cases[which].method, .per = 1};
    const gdcs_sex_arrays sexes = {.struct_size = sizeof sexes, .women = x->a, .men = x->b};
    const gdcs_rate_arrays rates = {
        .struct_size = sizeof rates, .events = x->a, .population = x->b};
    const gdcs_estimate_arrays out = {
        .struct_size = sizeof out, .lower = x->lower, .upper = x->upper};
    return cases[which].is_rate ? gdcs_rate_each(&rates, COUNT, &rate, &out, NULL)
                                : gdcs_share_each(&sexes, COUNT, &share, &out, NULL);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int measure(arrays *x, int which, const char *path)
{
    double best = 1e9;
    fill(x, which);
    for (int i = 0; i < ROUNDS; i++) {
        const double start = now();
        if (run(x, which) != GDCS_OK)
            return 1;
        best = fmin(best, now() - start);
    }
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(x, sizeof *x, 1, file) != 1 || fclose(file) != 0)
        return 1;
    printf("%.6f\n", best);
    return 0;
}

int main(int argc, char **argv)
{
    arrays *x = malloc(sizeof *x);
    int status = 2;
    for (int i = 0; i < CASES && argc == 3 && x != NULL; i++)
        if (strcmp(argv[1], cases[i].name) == 0)
            status = measure(x, i, argv[2]);
    if (status == 2)
        printf("usage: bench_share CASE FILE\n");
    free(x);
    return status;
}
