/* How much reading takes in: no field beyond the limit, and memory as the result needs it, however
   long the file. */
#include "fail_alloc.h"
#include "io/read.h"

#include <malloc.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define ONE "{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", \"map\": {\"F\": \"F\"}}]}"

static gdcs_status parse(const char *json, const char *text, int64_t size,
                         const gdcs_read_options *options, gdcs_read_result *result,
                         gdcs_error *err)
{
    gdcs_schema *schema = schema_of(json);
    gdcs_table *table = NULL;
    const gdcs_status status =
        gdcs_csv_parse_table(text, size, schema, options, &table, result, err);
    gdcs_schema_free(schema);
    gdcs_table_free(table);
    return status;
}

static gdcs_status read_path(const char *path, gdcs_error *err)
{
    gdcs_schema *schema = schema_of(ONE);
    gdcs_table *table = NULL;
    const gdcs_status status = gdcs_csv_read_table(path, schema, NULL, &table, NULL, err);
    gdcs_schema_free(schema);
    gdcs_table_free(table);
    return status;
}

static char *field_of(size_t size, int quoted)
{
    char *text = malloc(size + 32);
    cr_assert_not_null(text);
    char *at = text + sprintf(text, "sex,n\nF,%s", quoted ? "\"" : "");
    memset(at, 'x', size);
    strcpy(at + size, quoted ? "\"\n" : "\n");
    return text;
}

Test(csv_limits, a_field_may_be_as_long_as_the_limit_and_no_longer)
{
    static const int64_t limits[] = {1, 100, 4095, 4096, 4097, 70000, 1 << 20};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        for (int quoted = 0; quoted < 2; quoted++)
            for (int over = 0; over < 2; over++) {
                gdcs_error err = {.struct_size = sizeof err};
                const gdcs_read_options o = {.struct_size = sizeof o,
                                             .field_limit = limits[i] > 3 ? limits[i] : 3};
                char *text = field_of((size_t)(o.field_limit + over), quoted);
                const gdcs_status status = parse(ONE, text, (int64_t)strlen(text), &o, NULL, &err);
                cr_expect(status == (over ? GDCS_E_LIMIT : GDCS_OK), "limit %d, over %d: %s",
                          (int)o.field_limit, over, err.message);
                cr_expect(over == 0 || (err.row == 2 && err.column == 2), "limit %d",
                          (int)o.field_limit);
                free(text);
            }
}

/* Two gigabytes of one field into the standard input; the exit status is 0 if it was closed before
   16 MiB were taken. */
static pid_t feed_two_gigabytes(void)
{
    enum { BLOCK = 1 << 16, FEW = 256, ALL = 1 << 15 };
    static char block[BLOCK];
    int ends[2], sent = 0;
    cr_assert(eq(int, pipe(ends), 0));
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGPIPE, SIG_IGN);
        close(ends[0]);
        memset(block, 'x', sizeof block);
        memcpy(block, "sex\nF\n\"", 7);
        while (sent < ALL && write(ends[1], block, sizeof block) == sizeof block) {
            memset(block, 'x', 7);
            sent++;
        }
        _exit(sent < FEW ? 0 : 1);
    }
    close(ends[1]);
    cr_assert(dup2(ends[0], 0) == 0);
    close(ends[0]);
    return child;
}

Test(csv_limits, a_field_of_2_gigabytes_is_refused_in_little_memory)
{
    struct rusage before, after;
    gdcs_error err = {.struct_size = sizeof err};
    int status = 1;
    const pid_t child = feed_two_gigabytes();
    getrusage(RUSAGE_SELF, &before);
    cr_expect(eq(i32, read_path("-", &err), GDCS_E_LIMIT));
    getrusage(RUSAGE_SELF, &after);
    close(0);
    waitpid(child, &status, 0);
    cr_expect(eq(int, status, 0));
    cr_expect(eq(i64, err.row, 3));
    if (fail_alloc_works()) /* a sanitizer keeps what is freed */
        cr_expect(lt(i64, after.ru_maxrss - before.ru_maxrss, 8 << 10)); /* kilobytes */
}

static const char json[] =
    "{\"columns\": [{\"name\": \"area\", \"concept\": \"area\"}, {\"name\": \"year\", \"concept\":"
    " \"period\"}, {\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}, {\"name\": "
    "\"key\","
    " \"drop\": [\"never\"]}, {\"name\": \"w\", \"concept\": \"weight\"}], \"footer\": 2}";

static void write_rows(int descriptor, int64_t rows)
{
    static const char *const sexes[] = {"F", "M", "_U"};
    FILE *f = fdopen(descriptor, "wb");
    if (f == NULL)
        _exit(1);
    fputs("key,area,year,sex,w,note\n", f);
    for (int64_t i = 0; i < rows; i++)
        fprintf(f, "%lld,A%d,%d,%s,0.%d,\"a, \"\"note\"\"\"\n", (long long)i, (int)(i % 40),
                (int)(2000 + i % 20), sexes[i % 3], (int)(i % 9));
    fputs("Source,,,,,\nNote,,,,,\n", f);
    _exit(fclose(f) == 0 ? 0 : 1);
}

/* Peak of what was allocated while reading, above what was before. */
static size_t peak_of(int64_t rows, int threads)
{
    int ends[2], status = 0;
    cr_assert(eq(int, pipe(ends), 0));
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        write_rows(ends[1], rows);
    }
    close(ends[1]);
    cr_assert(dup2(ends[0], 0) == 0);
    close(ends[0]);
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_read_options options = {.struct_size = sizeof options, .threads = threads};
    gdcs_read_result r = {.struct_size = sizeof r};
    gdcs_schema *schema = schema_of(json);
    gdcs_table *table = NULL;
    malloc_trim(0);
    const struct mallinfo2 before = mallinfo2();
    cr_assert(eq(i32, gdcs_csv_read_table("-", schema, &options, &table, &r, &err), GDCS_OK), "%s",
              err.message);
    /* The heap does not shrink before it is trimmed, so its size is the peak. */
    const struct mallinfo2 after = mallinfo2();
    cr_expect(eq(i64, r.used, rows));
    cr_expect(eq(i64, gdcs_table_count_cells(table), 120));
    gdcs_table_free(table);
    gdcs_schema_free(schema);
    waitpid(child, &status, 0);
    cr_expect(eq(int, status, 0));
    return after.arena + after.hblkhd - before.arena - before.hblkhd;
}

/* In a process of its own, whose heap holds nothing yet. */
static size_t fresh_peak_of(int64_t rows, int threads)
{
    int ends[2];
    size_t peak = 0;
    cr_assert(eq(int, pipe(ends), 0));
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        peak = peak_of(rows, threads);
        _exit(write(ends[1], &peak, sizeof peak) == sizeof peak ? 0 : 1);
    }
    close(ends[1]);
    cr_assert(read(ends[0], &peak, sizeof peak) == sizeof peak);
    close(ends[0]);
    waitpid(child, NULL, 0);
    return peak;
}

Test(csv_limits, a_million_rows_take_no_more_than_a_hundred_thousand)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const size_t few = fresh_peak_of(100000, 1), many = fresh_peak_of(1000000, 1);
    cr_expect(gt(sz, few, 0));
    cr_expect(lt(sz, many, few + (1 << 20)));
    cr_expect(lt(sz, many, 16 << 20));
    cr_expect(lt(sz, fresh_peak_of(1000000, 2), 16 << 20));
}
