/* Time per gap of gdcs_gap_each() over fixed, realistic samples.

   bench_gap        prints "case nanoseconds" for every case;
   bench_gap CASE   prints that case's samples and limits, in hexadecimal: what gap.py gives to
                    another library. */
#include <gdcs/gap.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { N = 4096, FEW = 64, ROUNDS = 15 };

struct bench {
    const char *name;
    int32_t method;
    int32_t is_ratio;
    double most; /* size of a sample */
    int64_t n;
};

static const struct bench benches[] = {
    {"score_difference", GDCS_GAP_METHOD_MIETTINEN_NURMINEN, 0, 5000, N},
    {"score_ratio", GDCS_GAP_METHOD_MIETTINEN_NURMINEN, 1, 5000, N},
    {"hybrid_difference", GDCS_GAP_METHOD_NEWCOMBE, 0, 5000, N},
    {"hybrid_ratio", GDCS_GAP_METHOD_NEWCOMBE, 1, 5000, N},
    {"exact_difference", GDCS_GAP_METHOD_EXACT, 0, 60, FEW},
};

static double part_a[N], whole_a[N], part_b[N], whole_b[N], lower[N], upper[N];

/* Uniform in (0, 1), the same on every machine. */
static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return ((double)(*state >> 11) + 0.5) * 0x1p-53;
}

static void fill(const struct bench *b)
{
    uint64_t state = 2016;
    for (int i = 0; i < N; i++) {
        whole_a[i] = 1 + (int64_t)(b->most * uniform(&state));
        whole_b[i] = 1 + (int64_t)(b->most * uniform(&state));
        part_a[i] = (int64_t)((whole_a[i] + 1) * uniform(&state));
        part_b[i] = (int64_t)((whole_b[i] + 1) * uniform(&state) * 0.3);
    }
}

static int64_t call(const struct bench *b)
{
    const gdcs_part_arrays in = {sizeof in, 0, part_a, whole_a, part_b, whole_b};
    const gdcs_gap_options o = {.struct_size = sizeof o, .method = b->method};
    const gdcs_estimate_arrays to = {.struct_size = sizeof to, .lower = lower, .upper = upper};
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    const gdcs_status status =
        gdcs_gap_each(&in, b->n, &o, b->is_ratio ? NULL : &to, b->is_ratio ? &to : NULL, NULL);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (status != GDCS_OK)
        return -1;
    return (end.tv_sec - start.tv_sec) * INT64_C(1000000000) + end.tv_nsec - start.tv_nsec;
}

int main(int argc, char **argv)
{
    for (size_t k = 0; k < sizeof benches / sizeof *benches; k++) {
        const struct bench *b = &benches[k];
        fill(b);
        if (argc > 1) {
            if (strcmp(argv[1], b->name) != 0)
                continue;
            call(b);
            for (int64_t i = 0; i < b->n; i++)
                printf("%a %a %a %a %a %a\n", part_a[i], whole_a[i], part_b[i], whole_b[i],
                       lower[i], upper[i]);
            return 0;
        }
        int64_t best = INT64_MAX;
        for (int round = 0; round < ROUNDS; round++) {
            const int64_t spent = call(b);
            best = spent < best ? spent : best;
        }
        printf("%s %.1f\n", b->name, (double)best / (double)b->n);
    }
    return argc > 1;
}
