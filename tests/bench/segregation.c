/* Seconds for 10 000 replicates of the dissimilarity of 50 units, and what they give.

   bench_segregation FILE   prints the processor seconds of one call on warm memory and its limits, and writes the
                            counts for segregation.py: women, men. */
#include <gdcs/segregation.h>

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum { UNITS = 50, REPLICATES = 10000, ROUNDS = 5 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int measure(const double x[2][UNITS])
{
    const gdcs_segregation_options o = {.struct_size = sizeof o,
                                        .method = GDCS_SEGREGATION_METHOD_PERCENTILE,
                                        .sample = GDCS_SEGREGATION_SAMPLE_BY_SEX,
                                        .replicates = REPLICATES};
    const gdcs_sex_arrays units = {.struct_size = sizeof units, .women = x[0], .men = x[1]};
    gdcs_segregation_result r = {.struct_size = sizeof r};
    double best = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        const double start = now();
        if (gdcs_segregation_estimate(&units, UNITS, &o, &r, NULL) != GDCS_OK)
            return 1;
        best = fmin(best, now() - start);
    }
    printf("%.6f %.17g %.17g\n", best, r.segregation.lower, r.segregation.upper);
    return 0;
}

int main(int argc, char **argv)
{
    double x[2][UNITS];
    uint64_t state = 42;
    for (int i = 0; i < 2 * UNITS; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        x[i / UNITS][i % UNITS] = 250 + (double)(state >> 33) / 0x1p31 * 1460;
        x[i / UNITS][i % UNITS] = floor(x[i / UNITS][i % UNITS]);
    }
    FILE *file = argc == 2 ? fopen(argv[1], "wb") : NULL;
    if (file == NULL || fwrite(x, sizeof x, 1, file) != 1 || fclose(file) != 0) {
        printf("usage: bench_segregation FILE\n");
        return 2;
    }
    return measure((const double(*)[UNITS])x);
}
