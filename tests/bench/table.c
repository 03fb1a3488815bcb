/* What do the verbs of tables cost?
 *
 *     bench_table [cells [rounds]]
 *
 * Two tables of area x year x offence x age x sex with so many cells (default 10^6) in the order of a file
 * that nobody sorted: `full`, where every combination is used, and `sparse`, where one in a hundred is.  Prints the
 * least processor time of the rounds in ms and ns per cell, and bytes per cell. */
#include <gdcs/gdcs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef __GLIBC__
#    include <malloc.h>
#endif

enum { AXES = 5, VERBS = 11, WIDTH = 12 };

static const char *const names[AXES] = {"area", "year", "offence", "age", "sex"};
static const int32_t concepts[AXES] = {GDCS_CONCEPT_AREA, GDCS_CONCEPT_PERIOD, GDCS_CONCEPT_OFFENCE,
                                       GDCS_CONCEPT_AGE, GDCS_CONCEPT_SEX};
static const char *const verbs[VERBS] = {"tabulate a frame",    "copy",         "margin: area, sex",
                                         "margin: all but sex", "margin: none", "slice by sex",
                                         "slice by year",       "collapse age", "merge",
                                         "frame, sorting",      "frame again"};

static double least[VERBS];
static int current;
static uint64_t state = 20251122;

static uint64_t draw(uint64_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (state >> 20) % below;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Bytes that are allocated now. */
static double in_use(void)
{
#ifdef __GLIBC__
    const struct mallinfo2 m = mallinfo2();
    return (double)m.uordblks + (double)m.hblkhd;
#else
    return 0;
#endif
}

static void check(gdcs_status status, const gdcs_error *err)
{
    if (status == GDCS_OK)
        return;
    fprintf(stderr, "bench_table: %s\n", err->message);
    exit(1);
}

static void note(double start)
{
    const double spent = seconds() - start;
    if (least[current] == 0 || spent < least[current])
        least[current] = spent;
    current++;
}

static void *need(size_t n, size_t size)
{
    void *memory = calloc(n, size);
    if (memory == NULL)
        exit(1);
    return memory;
}

/* Numbers of combinations in an order like that of a file: all, or distinct ones at random. */
static int64_t *choose(int64_t cells, int64_t possible)
{
    int64_t *chosen = need((size_t)cells, sizeof *chosen);
    for (int64_t i = 0; i < cells; i++)
        chosen[i] = i * (possible / cells) + (int64_t)draw((uint64_t)(possible / cells));
    for (int64_t i = cells - 1; i > 0; i--) {
        const int64_t k = (int64_t)draw((uint64_t)i + 1), other = chosen[k];
        chosen[k] = chosen[i];
        chosen[i] = other;
    }
    return chosen;
}

static void add_axis(gdcs_frame *frame, int axis, const int32_t *codes, int64_t rows,
                     int32_t labels)
{
    static const char *const sexes[] = {"F", "M", "_O", "_U"};
    gdcs_error err = {.struct_size = sizeof err};
    const char **words = need((size_t)labels, sizeof *words);
    char *texts = need((size_t)labels, WIDTH);
    for (int32_t i = 0; i < labels; i++) {
        snprintf(texts + WIDTH * i, WIDTH, "%c%d", names[axis][0], (int)i);
        words[i] = axis == AXES - 1 ? sexes[i] : texts + WIDTH * i;
    }
    const gdcs_column column = {.struct_size = sizeof column,
                                .type = GDCS_TYPE_TEXT,
                                .concept_id = concepts[axis],
                                .name = names[axis],
                                .rows = rows,
                                .codes = codes,
                                .words = words,
                                .word_count = labels};
    check(gdcs_frame_add(frame, &column, &err), &err);
    free((void *)words);
    free(texts);
}

static gdcs_frame *make_frame(int64_t cells, int64_t possible)
{
    const int32_t sizes[AXES] = {(int32_t)(possible / 10000), 25, 20, 5, 4};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *frame = NULL;
    int64_t *chosen = choose(cells, possible), stride = 1;
    int32_t *codes = need((size_t)cells, sizeof *codes);
    double *numbers = need((size_t)cells, sizeof *numbers);
    check(gdcs_frame_new(&frame, &err), &err);
    for (int axis = AXES - 1; axis >= 0; stride *= sizes[axis], axis--) {
        for (int64_t i = 0; i < cells; i++)
            codes[i] = (int32_t)(chosen[i] / stride % sizes[axis]);
        add_axis(frame, axis, codes, cells, sizes[axis]);
    }
    for (int64_t i = 0; i < cells; i++)
        numbers[i] = 1 + (double)draw(1000);
    const gdcs_column column = {.struct_size = sizeof column,
                                .type = GDCS_TYPE_DOUBLE,
                                .concept_id = GDCS_CONCEPT_COUNT,
                                .name = "n",
                                .rows = cells,
                                .doubles = numbers};
    check(gdcs_frame_add(frame, &column, &err), &err);
    free(chosen);
    free(codes);
    free(numbers);
    return frame;
}

static void margin(const gdcs_table *table, const char *const *keep, int32_t n)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *out = NULL;
    const double start = seconds();
    check(gdcs_table_margin(table, keep, n, &out, &err), &err);
    note(start);
    gdcs_table_free(out);
}

static void slice(const gdcs_table *table, const char *axis, const char *label)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *out = NULL;
    const double start = seconds();
    check(gdcs_table_slice(table, axis, label, &out, &err), &err);
    note(start);
    gdcs_table_free(out);
}

static void collapse(const gdcs_table *table)
{
    static const char *const from[] = {"a0", "a1", "a2", "a3", "a4"};
    static const char *const to[] = {"young", "young", "old", "old", "old"};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *out = NULL;
    const double start = seconds();
    check(gdcs_table_collapse(table, "age", from, to, 5, &out, &err), &err);
    note(start);
    gdcs_table_free(out);
}

/* Twice, for the order of cells is found at the first time. */
static void get_frames(const gdcs_table *table)
{
    gdcs_error err = {.struct_size = sizeof err};
    for (int i = 0; i < 2; i++) {
        gdcs_frame *out = NULL;
        const double start = seconds();
        check(gdcs_table_get_frame(table, &out, &err), &err);
        note(start);
        gdcs_frame_free(out);
    }
}

/* Bytes of the table. */
static double run_round(const gdcs_frame *frame)
{
    static const char *const two[] = {"area", "sex"};
    const gdcs_tabulate_options o = {
        .struct_size = sizeof o, .absent = GDCS_ABSENT_ZERO, .value = "n"};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL, *copy = NULL;
    const double before = in_use();
    current = 0;
    double start = seconds();
    check(gdcs_table_tabulate(frame, names, AXES, &o, &table, &err), &err);
    note(start);
    const double bytes = in_use() - before;
    start = seconds();
    check(gdcs_table_copy(table, &copy, &err), &err);
    note(start);
    margin(table, two, 2);
    margin(table, names, AXES - 1);
    margin(table, NULL, 0);
    slice(table, "sex", "F");
    slice(table, "year", "y7");
    collapse(table);
    start = seconds();
    check(gdcs_table_merge(copy, table, &err), &err);
    note(start);
    get_frames(copy);
    gdcs_table_free(table);
    gdcs_table_free(copy);
    return bytes;
}

static void run(const char *name, int64_t cells, int64_t possible, int rounds)
{
    gdcs_frame *frame = make_frame(cells, possible);
    double bytes = 0;
    memset(least, 0, sizeof least);
    for (int i = 0; i < rounds; i++)
        bytes = run_round(frame);
    printf("%s: %lld cells of %lld, %.1f bytes per cell\n", name, (long long)cells,
           (long long)possible, bytes / (double)cells);
    for (int i = 0; i < VERBS; i++)
        printf("    %-20s %9.2f ms %7.1f ns\n", verbs[i], 1e3 * least[i],
               1e9 * least[i] / (double)cells);
    gdcs_frame_free(frame);
}

int main(int argc, char **argv)
{
    const int64_t cells = argc > 1 ? atoll(argv[1]) : 1000000;
    const int rounds = argc > 2 ? atoi(argv[2]) : 3;
    if (cells < 10000 || cells % 10000 != 0 || cells > 100000000) {
        fputs("bench_table: cells are 10 000 to 10^8, a multiple of 10 000\n", stderr);
        return 2;
    }
    run("full", cells, cells, rounds);
    run("sparse", cells, 100 * cells, rounds);
    return 0;
}
