/* What does it cost to protect a table, and how much is hidden?
 *
 *     bench_suppress [table ...]        of those named, or all but "million"
 *     bench_suppress cells [table ...]  as few cells as possible, whatever their numbers
 *     bench_suppress within n [table ...]  in n milliseconds, as far as that goes
 *     bench_suppress factors            what the heuristic costs beside the optimum, by kind of table
 *     bench_suppress print table        its minimum, then its cells, for suppress.py
 *
 * Makes seeded tables of counts with all margins and trees, and hides what a minimum of persons finds
 * unsafe and what protects it.  SSBtools 1.8.4, GaussSuppression, took 1.15 s and hid 203 beside 199 of
 * 1 875 cells, and 56 s and 2 069 beside 2 617 of 16 875, on another table of each size. */
#include <gdcs/gdcs.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { AXES = 4, MOST = 512 };

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

/* Axes: so many labels below the total, and so many below each of these, if not 1. */
typedef struct shape {
    const char *name;
    int axes;
    int size[AXES];
    int below[AXES];
    double mean; /* of the logarithm of a cell's expectation */
    double minimum;
} shape;

static const char *const names[AXES] = {"area", "offence", "sex_group", "year"};

/* Of those axes whose bit is set. */
static gdcs_table *new_table(const shape *s, unsigned axes)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    require(gdcs_table_new(NULL, &table, &err), &err);
    for (int a = 0; a < s->axes; a++) {
        if ((axes >> a & 1) == 0)
            continue;
        const gdcs_axis axis = {.struct_size = sizeof axis,
                                .concept_id = GDCS_CONCEPT_GROUP,
                                .name = names[a],
                                .total = "total"};
        require(gdcs_table_add_axis(table, &axis, &err), &err);
    }
    return table;
}

static int labels_of(const shape *s, int axis)
{
    return s->size[axis] * s->below[axis];
}

/* The label of a number, and of what it is part of; none above the total. */
static int spell(const shape *s, int axis, int number, int level, char text[16])
{
    const int depth = s->below[axis] > 1 ? 2 : 1;
    if (level > depth)
        return 0;
    if (level == depth)
        snprintf(text, 16, "total");
    else if (level == 1 || depth == 1)
        snprintf(text, 16, "%c%02d", 'a' + axis, number / s->below[axis]);
    else
        snprintf(text, 16, "%c%02d.%02d", 'a' + axis, number / s->below[axis],
                 number % s->below[axis]);
    return 1;
}

/* Adds x to the cell and to all totals that it is in. */
static void add(gdcs_table *table, const shape *s, unsigned axes, const int *at, double x)
{
    gdcs_error err = {.struct_size = sizeof err};
    char text[AXES][16];
    const char *labels[AXES];
    int level[AXES] = {0}, of[AXES], n = 0;
    for (int a = 0; a < s->axes; a++)
        if ((axes >> a & 1) != 0) {
            spell(s, a, at[a], 0, text[n]);
            labels[n] = text[n];
            of[n++] = a;
        }
    for (int i = 0; i < n;) {
        require(gdcs_table_add(table, labels, x, &err), &err);
        for (i = 0; i < n && !spell(s, of[i], at[of[i]], ++level[i], text[i]); i++)
            spell(s, of[i], at[of[i]], level[i] = 0, text[i]);
    }
}

#define ALL (~0u)

/* n tables, of the axes of each. */
static void make(const shape *s, int n, const unsigned *axes, gdcs_table **tables)
{
    static double effect[AXES][MOST];
    int at[AXES] = {0};
    for (int i = 0; i < n; i++)
        tables[i] = new_table(s, axes[i]);
    for (int a = 0; a < s->axes; a++)
        for (int i = 0; i < labels_of(s, a); i++)
            effect[a][i] = 0.7 * normal();
    for (int a = 0; a < s->axes;) {
        double log_mean = s->mean + 0.8 * normal();
        for (int i = 0; i < s->axes; i++)
            log_mean += effect[i][at[i]];
        const double x = poisson(exp(log_mean));
        for (int i = 0; x > 0.0 && i < n; i++)
            add(tables[i], s, axes[i], at, x);
        for (a = 0; a < s->axes && ++at[a] == labels_of(s, a); a++)
            at[a] = 0;
    }
}

static gdcs_table *make_one(const shape *s)
{
    const unsigned all = ALL;
    gdcs_table *table = NULL;
    make(s, 1, &all, &table);
    return table;
}

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static int make_trees(const shape *s, const gdcs_table *table, gdcs_tree **trees)
{
    gdcs_error err = {.struct_size = sizeof err};
    int n = 0;
    for (int a = 0; a < s->axes; a++)
        if (s->below[a] > 1)
            require(gdcs_tree_new_prefixes(table, names[a], &trees[n++], &err), &err);
    return n;
}

static void measure(const shape *s, int32_t cost, int64_t milliseconds)
{
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = s->minimum};
    gdcs_tree *trees[AXES];
    gdcs_table *table = make_one(s), *out = NULL;
    gdcs_suppress_options options = {.struct_size = sizeof options,
                                     .method = GDCS_SUPPRESS_METHOD_HEURISTIC,
                                     .cost = cost,
                                     .milliseconds = milliseconds};
    options.tree_count = make_trees(s, table, trees);
    options.trees = (const gdcs_tree *const *)trees;
    gdcs_suppress_result r = {.struct_size = sizeof r};
    const double start = seconds();
    require(gdcs_suppress_table(table, &rule, &options, &out, NULL, &r, &err), &err);
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    printf("%-12s %8lld %9lld %7lld %9lld %7lld %8lld %12.0f %8.2f %8ld\n", s->name,
           (long long)r.quantities, (long long)r.equations, (long long)r.unsafe,
           (long long)r.secondary, (long long)r.repairs, (long long)r.attacks, r.cost,
           seconds() - start, use.ru_maxrss / 1024);
    for (int i = 0; i < options.tree_count; i++)
        gdcs_tree_free(trees[i]);
    gdcs_table_free(table);
    gdcs_table_free(out);
}

/* Tables of one kind. */
typedef struct kind {
    shape of;
    int tables;
    unsigned axes[2];
    int rounds;
} kind;

static double cost_of(const kind *k, gdcs_table *const *tables, int32_t method, double *bound)
{
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = k->of.minimum};
    gdcs_tree *trees[AXES];
    gdcs_suppress_options options = {
        .struct_size = sizeof options, .method = method, .milliseconds = 4000};
    options.tree_count = make_trees(&k->of, tables[0], trees);
    options.trees = (const gdcs_tree *const *)trees;
    gdcs_suppress_result r = {.struct_size = sizeof r};
    gdcs_table *out[2] = {NULL};
    const gdcs_status status = gdcs_suppress_table_linked(
        (const gdcs_table *const *)tables, k->tables, &rule, &options, out, NULL, &r, &err);
    if (status != GDCS_E_DISCLOSURE)
        require(status, &err);
    *bound = r.notes != 0 ? r.bound : r.cost;
    for (int i = 0; i < options.tree_count; i++)
        gdcs_tree_free(trees[i]);
    for (int i = 0; i < 2; i++)
        gdcs_table_free(out[i]);
    return status == GDCS_OK ? r.cost : NAN;
}

/* How much dearer the heuristic is than the optimum, or than the bound where time ran out. */
static void compare(const kind *k)
{
    double sum = 0.0, worst = 1.0, bound, best;
    int n = 0, open = 0;
    for (int round = 0; round < k->rounds; round++) {
        gdcs_table *tables[2] = {NULL};
        make(&k->of, k->tables, k->axes, tables);
        const double cost = cost_of(k, tables, GDCS_SUPPRESS_METHOD_HEURISTIC, &bound);
        if (cost > 0.0) {
            const double exact = cost_of(k, tables, GDCS_SUPPRESS_METHOD_EXACT, &best);
            n++;
            open += best < exact * (1.0 - 1e-9);
            sum += cost / best;
            worst = fmax(worst, cost / best);
        }
        for (int i = 0; i < 2; i++)
            gdcs_table_free(tables[i]);
    }
    printf("%-12s %6d %9d %8.3f %8.3f\n", k->of.name, n, open, sum / n, worst);
    fflush(stdout);
}

static void compare_all(void)
{
    static const kind kinds[] = {{{"2 axes", 2, {8, 6}, {1, 1}, 2.2, 4}, 1, {ALL, 0}, 25},
                                 {{"with sex", 2, {12, 2}, {1, 1}, 2.2, 4}, 1, {ALL, 0}, 25},
                                 {{"3 axes", 3, {5, 4, 2}, {1, 1, 1}, 2.2, 4}, 1, {ALL, 0}, 25},
                                 {{"tree", 2, {3, 4}, {3, 1}, 2.2, 4}, 1, {ALL, 0}, 25},
                                 {{"linked", 3, {6, 4, 3}, {1, 1, 1}, 1.0, 4}, 2, {3, 5}, 25},
                                 {{"large", 3, {14, 10, 4}, {1, 1, 1}, 2.2, 4}, 1, {ALL, 0}, 4}};
    puts("kind         tables unsettled     mean    worst");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        state = 20261122;
        compare(&kinds[i]);
    }
}

static void print(const shape *s)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = make_one(s);
    gdcs_axis axes[AXES];
    for (int a = 0; a < s->axes; a++) {
        axes[a] = (gdcs_axis){.struct_size = sizeof axes[a]};
        require(gdcs_table_get_axis(table, a, &axes[a], &err), &err);
    }
    printf("%.0f\n", s->minimum);
    for (int64_t i = 0; i < gdcs_table_count_cells(table); i++) {
        int32_t codes[AXES];
        gdcs_cell cell = {.struct_size = sizeof cell};
        require(gdcs_table_get_at(table, i, codes, &cell, &err), &err);
        for (int a = 0; a < s->axes; a++)
            printf("%s\t", axes[a].labels[codes[a]]);
        printf("%.0f\n", cell.value);
    }
    gdcs_table_free(table);
}

static int is_named(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return 1;
    return argc == 1 && strcmp(name, "million") != 0;
}

int main(int argc, char **argv)
{
    static const shape shapes[] = {{"small", 3, {24, 14, 4}, {1, 1, 1}, 2.6, 4},
                                   {"middle", 4, {24, 14, 4, 8}, {1, 1, 1, 1}, 2.0, 4},
                                   {"peer", 4, {24, 14, 4, 8}, {1, 1, 1, 1}, 1.7, 4},
                                   {"sparse", 4, {24, 14, 4, 8}, {1, 1, 1, 1}, 1.4, 4},
                                   {"tree", 4, {4, 4, 2, 8}, {10, 5, 1, 1}, 2.0, 4},
                                   {"trees", 4, {8, 8, 2, 10}, {20, 6, 1, 1}, 2.0, 4},
                                   {"million", 4, {16, 11, 2, 10}, {25, 6, 1, 1}, 2.0, 4}};
    if (argc == 2 && strcmp(argv[1], "factors") == 0) {
        compare_all();
        return 0;
    }
    const int is_cells = argc > 1 && strcmp(argv[1], "cells") == 0;
    const int is_within = argc > 2 && strcmp(argv[1], "within") == 0;
    const int taken = is_cells + 2 * is_within;
    const int is_print = argc == 3 && strcmp(argv[1], "print") == 0;
    if (!is_print)
        puts("table           cells equations  unsafe secondary repairs programs         cost  "
             "seconds  peak MB");
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        state = 20261122;
        if (is_print && strcmp(argv[2], shapes[i].name) == 0)
            print(&shapes[i]);
        if (is_print || !is_named(shapes[i].name, argc - taken, argv + taken))
            continue;
        measure(&shapes[i], is_cells ? GDCS_SUPPRESS_COST_CELLS : GDCS_SUPPRESS_COST_VALUE,
                is_within ? atol(argv[2]) : 0);
        fflush(stdout);
    }
    return 0;
}
