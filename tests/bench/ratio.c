/* Time of Fisher's test, and of P-value, conditional odds ratio and its limits, over fixed tables.

   bench_ratio        prints "case nanoseconds" for every case;
   bench_ratio CASE   prints that case's tables with P-value, odds ratio and limits, in hexadecimal: what
                      ratio.R gives to fisher.test(). */
#include <gdcs/ratio.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { N = 512, ROUNDS = 9 };

struct bench {
    const char *name;
    double most; /* persons in a group */
    int32_t n;
    int32_t with_odds;
};

static const struct bench benches[] = {
    {"fisher_small", 60, N, 0},        {"fisher_odds_small", 60, N, 1},
    {"fisher_thousands", 5000, 64, 0}, {"fisher_odds_thousands", 5000, 64, 1},
    {"fisher_million", 1000000, 4, 0}, {"fisher_odds_million", 1000000, 4, 1}};

static double part_a[N], whole_a[N], part_b[N], whole_b[N], odds[N], lower[N], upper[N];
static double p[N];

/* Uniform in (0, 1), the same on every machine. */
static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return ((double)(*state >> 11) + 0.5) * 0x1p-53;
}

/* Risks from 5 to 95 % that differ by a little: those that anyone would test. */
static void fill(const struct bench *b)
{
    uint64_t state = 2016;
    for (int i = 0; i < b->n; i++) {
        const double risk = 0.05 + 0.9 * uniform(&state);
        whole_a[i] = 4 + (int64_t)((b->most - 4) * (0.5 + uniform(&state) / 2));
        whole_b[i] = 4 + (int64_t)((b->most - 4) * (0.5 + uniform(&state) / 2));
        part_a[i] = (int64_t)(whole_a[i] * risk);
        part_b[i] =
            (int64_t)(whole_b[i] * risk * (1.0 - uniform(&state) / (b->most > 100 ? 50 : 2)));
    }
}

static int64_t call(const struct bench *b)
{
    const gdcs_part_arrays in = {sizeof in, 0, part_a, whole_a, part_b, whole_b};
    const gdcs_ratio_test_options how = {.struct_size = sizeof how, .test = GDCS_RATIO_TEST_FISHER};
    const gdcs_ratio_options o = {.struct_size = sizeof o, .method = GDCS_RATIO_METHOD_EXACT};
    const gdcs_estimate_arrays to = {
        .struct_size = sizeof to, .value = odds, .lower = lower, .upper = upper};
    struct timespec start, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    const gdcs_test_arrays tests = {.struct_size = sizeof tests, .p_value = p};
    gdcs_status status = gdcs_ratio_test_each(&in, b->n, &how, &tests, NULL, NULL);
    if (status == GDCS_OK && b->with_odds)
        status = gdcs_ratio_each(&in, b->n, &o, NULL, NULL, NULL, &to, NULL);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    if (status != GDCS_OK)
        return -1;
    return (end.tv_sec - start.tv_sec) * INT64_C(1000000000) + end.tv_nsec - start.tv_nsec;
}

static void print(const struct bench *b)
{
    call(b);
    for (int i = 0; i < b->n; i++)
        printf("%.0f %.0f %.0f %.0f %a %a %a %a\n", part_a[i], whole_a[i] - part_a[i], part_b[i],
               whole_b[i] - part_b[i], p[i], odds[i], lower[i], upper[i]);
}

int main(int argc, char **argv)
{
    for (size_t k = 0; k < sizeof benches / sizeof *benches; k++) {
        const struct bench *b = &benches[k];
        fill(b);
        if (argc > 1 && strcmp(argv[1], b->name) == 0) {
            print(b);
            return 0;
        }
        int64_t best = INT64_MAX;
        for (int round = 0; argc == 1 && round < ROUNDS; round++) {
            const int64_t spent = call(b);
            best = spent < best ? spent : best;
        }
        if (argc == 1)
            printf("%s %.1f\n", b->name, (double)best / b->n);
    }
    return argc > 1;
}
