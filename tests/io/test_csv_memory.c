/* How much memory reading takes: as much as the result, however long the file. */
#include "fail_alloc.h"
#include "io/read.h"

#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

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
static size_t peak_of(int64_t rows)
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
    gdcs_csv_result r = {.struct_size = sizeof r};
    gdcs_schema *schema = schema_of(json);
    gdcs_table *table = NULL;
    malloc_trim(0);
    const struct mallinfo2 before = mallinfo2();
    cr_assert(eq(i32, gdcs_csv_read_table("-", schema, NULL, &table, &r, &err), GDCS_OK), "%s",
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
static size_t fresh_peak_of(int64_t rows)
{
    int ends[2];
    size_t peak = 0;
    cr_assert(eq(int, pipe(ends), 0));
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        peak = peak_of(rows);
        _exit(write(ends[1], &peak, sizeof peak) == sizeof peak ? 0 : 1);
    }
    close(ends[1]);
    cr_assert(read(ends[0], &peak, sizeof peak) == sizeof peak);
    close(ends[0]);
    waitpid(child, NULL, 0);
    return peak;
}

Test(csv_memory, a_million_rows_take_no_more_than_a_hundred_thousand)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const size_t few = fresh_peak_of(100000), many = fresh_peak_of(1000000);
    cr_expect(gt(sz, few, 0));
    cr_expect(lt(sz, many, few + (1 << 20)));
    cr_expect(lt(sz, many, 16 << 20));
}
