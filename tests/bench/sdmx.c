/* What does it cost to read an SDMX file that describes itself?
 *
 *     bench_sdmx FILE [rounds]
 *
 * Prints cells, the sum of their numbers, and the least processor time of the rounds: for sdmx.py, which
 * makes a file and lets pandas read it too. */
#include <gdcs/gdcs.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static gdcs_table *read_file(const char *path)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    if (gdcs_sdmx_read_table(path, NULL, NULL, &table, NULL, &err) == GDCS_OK)
        return table;
    fprintf(stderr, "bench_sdmx: %s\n", err.message);
    exit(1);
}

static double sum_of(const gdcs_table *table)
{
    double sum = 0;
    int32_t codes[32];
    for (int64_t i = 0; i < gdcs_table_count_cells(table); i++) {
        gdcs_cell cell = {.struct_size = sizeof cell};
        if (gdcs_table_get_at(table, i, codes, &cell, NULL) == GDCS_OK && !isnan(cell.value))
            sum += cell.value;
    }
    return sum;
}

int main(int argc, char **argv)
{
    const int rounds = argc > 2 ? atoi(argv[2]) : 5;
    double least = INFINITY, sum = 0;
    int64_t cells = 0;
    if (argc < 2)
        return 2;
    for (int i = 0; i < rounds; i++) {
        const double start = seconds();
        gdcs_table *table = read_file(argv[1]);
        least = fmin(least, seconds() - start);
        cells = gdcs_table_count_cells(table);
        sum = sum_of(table);
        gdcs_table_free(table);
    }
    printf("%lld %.17g %.6f\n", (long long)cells, sum, least);
    return 0;
}
