/* What does it cost to protect a table, and how much is hidden?
 *
 *     bench_suppress [seed]
 *
 * Makes seeded tables of counts with all margins, hides what a minimum of persons finds unsafe and
 * what protects it, and audits what is left.  SSBtools 1.8.4, GaussSuppression, took 1.15 s and hid 203
 * beside 199 of 1 875 cells, and 56 s and 2 069 beside 2 617 of 16 875, on another table of each size. */
#include <gdcs/gdcs.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { AXES = 4, MOST = 64 };

static uint64_t state = 20261122;

static double uniform(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return ((double)(state >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(void)
{
    return sqrt(-2.0 * log(uniform())) * cos(6.283185307179586 * uniform());
}

static double poisson(double mean)
{
    if (mean > 500.0)
        return floor(mean + sqrt(mean) * normal() + 0.5);
    double n = 0.0;
    for (double p = uniform(); p > exp(-mean); p *= uniform())
        n += 1.0;
    return n;
}

static void require(gdcs_status status, const gdcs_error *err)
{
    if (status == GDCS_OK)
        return;
    fprintf(stderr, "bench_suppress: %s\n", err->message);
    exit(1);
}

typedef struct shape {
    int axes;
    int size[AXES];
    double mean; /* of the logarithm of a cell's expectation */
    double minimum;
} shape;

static gdcs_table *new_table(const shape *s)
{
    static const char *const names[AXES] = {"area", "offence", "sex_group", "year"};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    require(gdcs_table_new(NULL, &table, &err), &err);
    for (int a = 0; a < s->axes; a++) {
        const gdcs_axis axis = {.struct_size = sizeof axis,
                                .concept_id = GDCS_CONCEPT_GROUP,
                                .name = names[a],
                                .total = "total"};
        require(gdcs_table_add_axis(table, &axis, &err), &err);
    }
    return table;
}

/* Adds x to the cell and to all totals that it is in. */
static void add(gdcs_table *table, const shape *s, const int *at, double x)
{
    gdcs_error err = {.struct_size = sizeof err};
    char text[AXES][16];
    const char *labels[AXES];
    for (int a = 0; a < s->axes; a++)
        snprintf(text[a], sizeof text[a], "%c%02d", 'a' + a, at[a]);
    for (int totals = 0; totals < 1 << s->axes; totals++) {
        for (int a = 0; a < s->axes; a++)
            labels[a] = (totals >> a & 1) != 0 ? "total" : text[a];
        require(gdcs_table_add(table, labels, x, &err), &err);
    }
}

static gdcs_table *make(const shape *s)
{
    double effect[AXES][MOST];
    int at[AXES] = {0};
    gdcs_table *table = new_table(s);
    for (int a = 0; a < s->axes; a++)
        for (int i = 0; i < s->size[a]; i++)
            effect[a][i] = 0.7 * normal();
    for (int a = 0; a < s->axes;) {
        double log_mean = s->mean + 0.8 * normal();
        for (int i = 0; i < s->axes; i++)
            log_mean += effect[i][at[i]];
        const double x = poisson(exp(log_mean));
        if (x > 0.0)
            add(table, s, at, x);
        for (a = 0; a < s->axes && ++at[a] == s->size[a]; a++)
            at[a] = 0;
    }
    return table;
}

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void measure(const shape *s, int32_t method)
{
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = s->minimum};
    const gdcs_suppress_options options = {.struct_size = sizeof options, .method = method};
    gdcs_suppress_result r = {.struct_size = sizeof r};
    gdcs_table *table = make(s), *out = NULL;
    const double start = seconds();
    require(gdcs_suppress_table(table, &rule, &options, &out, NULL, &r, &err), &err);
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    printf("%9lld %9lld %7lld %9lld %7lld %8lld %12.0f %8.2f %8ld\n", (long long)r.quantities,
           (long long)r.equations, (long long)r.unsafe, (long long)r.secondary,
           (long long)r.repairs, (long long)r.attacks, r.cost, seconds() - start,
           use.ru_maxrss / 1024);
    gdcs_table_free(table);
    gdcs_table_free(out);
}

int main(int argc, char **argv)
{
    static const shape shapes[] = {
        {3, {24, 14, 4}, 2.6, 4}, {4, {24, 14, 4, 8}, 2.0, 4}, {4, {24, 14, 4, 8}, 1.6, 4}};
    if (argc > 1)
        state = (uint64_t)strtoull(argv[1], NULL, 10);
    puts("    cells equations  unsafe secondary repairs programs         cost  seconds  peak MB");
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        measure(&shapes[i], GDCS_SUPPRESS_METHOD_HEURISTIC);
    return 0;
}
