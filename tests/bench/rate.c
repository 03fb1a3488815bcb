/* Time per contrast of two rates of gdcs_rate_each_contrast(), and per rate of gdcs_rate_each(): prints
   "case nanoseconds" for every case. */
#include <gdcs/rate.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum { N = 4096, ROUNDS = 15 };

static double a_events[N], b_events[N], a_people[N], b_people[N], lower[N], upper[N], p[N];

/* Uniform in (0, 1), the same on every machine. */
static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return ((double)(*state >> 11) + 0.5) * 0x1p-53;
}

static gdcs_status contrast(int32_t method, int what)
{
    const gdcs_rate_arrays a = {sizeof a, 0, a_events, NULL, a_people};
    const gdcs_rate_arrays b = {sizeof b, 0, b_events, NULL, b_people};
    const gdcs_rate_contrast_options o = {.struct_size = sizeof o, .method = method};
    const gdcs_estimate_arrays to = {.struct_size = sizeof to, .lower = lower, .upper = upper};
    const gdcs_test_arrays test = {.struct_size = sizeof test, .p_value = p};
    return gdcs_rate_each_contrast(&a, &b, N, &o, what == 0 ? &to : NULL, what == 1 ? &to : NULL,
                                   what == 2 ? &test : NULL, NULL);
}

static gdcs_status single(int32_t method)
{
    const gdcs_rate_arrays a = {sizeof a, 0, a_events, NULL, a_people};
    const gdcs_rate_options o = {.struct_size = sizeof o, .method = method};
    const gdcs_estimate_arrays to = {.struct_size = sizeof to, .lower = lower, .upper = upper};
    return gdcs_rate_each(&a, N, &o, &to, NULL);
}

static void measure(const char *name, int32_t method, int what)
{
    double best = 1e300;
    for (int i = 0; i < ROUNDS; i++) {
        struct timespec start, end;
        clock_gettime(CLOCK_MONOTONIC, &start);
        const gdcs_status status = what < 0 ? single(method) : contrast(method, what);
        clock_gettime(CLOCK_MONOTONIC, &end);
        const double time =
            (double)(end.tv_sec - start.tv_sec) * 1e9 + (double)(end.tv_nsec - start.tv_nsec);
        best = status == GDCS_OK && time < best ? time : best;
    }
    printf("%-20s %10.0f\n", name, best / N);
}

int main(void)
{
    static const char *const methods[] = {"exact", "mid_p", "score", "mover", "wald"};
    static const char *const whats[] = {"ratio", "difference", "test"};
    static const char *const singles[] = {"exact", "byar",     "mid_p",    "score",
                                          "scas",  "jeffreys", "byar_half"};
    char name[32];
    uint64_t state = 2016;
    for (int i = 0; i < N; i++) {
        a_people[i] = 1e4 + 1e6 * uniform(&state);
        b_people[i] = 1e4 + 1e6 * uniform(&state);
        a_events[i] = (double)(int64_t)(300 * uniform(&state) * uniform(&state));
        b_events[i] = (double)(int64_t)(900 * uniform(&state) * uniform(&state));
    }
    for (int32_t m = 1; m <= 7; m++)
        measure(singles[m - 1], m, -1);
    for (int what = 0; what < 3; what++)
        for (int32_t m = 1; m <= 5; m++) {
            snprintf(name, sizeof name, "%s_%s", whats[what], methods[m - 1]);
            measure(name, m, what);
        }
    return 0;
}
