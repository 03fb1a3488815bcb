/* Packed files and texts read as what was packed; damage is an error, whatever was read before it. */
#include "fail_alloc.h"
#include "io/csv/source.h"
#include "io/packed.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define SCHEMA                                                                                     \
    "{\"columns\": [{\"name\": \"area\", \"concept\": \"area\"}, {\"name\": \"sex\", "             \
    "\"concept\": \"sex\", \"map\": {\"F\": \"F\", \"M\": \"M\"}}, {\"name\": \"n\", "             \
    "\"concept\": \"count\"}]}"

static const char small[] = "area,sex,n\nFR,F,3\nFR,M,4\nIT,F,5\n";

/* Some rows, of which no two blocks are alike. */
static char *many(int rows, size_t *size)
{
    static const char *const areas[] = {"FR", "IT", "\"Malta, Gozo\"", "ES"};
    char *text = malloc((size_t)rows * 32 + 32);
    cr_assert_not_null(text);
    size_t used = (size_t)sprintf(text, "area,sex,n\n");
    for (int i = 0; i < rows; i++)
        used += (size_t)sprintf(text + used, "%s,%s,%d\n", areas[(i * 7 + i / 97) % 4],
                                i % 3 == 1 ? "F" : "M", i % 100003);
    *size = used;
    return text;
}

static gdcs_status parse(const packed *p, gdcs_table **out, gdcs_error *err)
{
    gdcs_schema *schema = schema_of(SCHEMA);
    const gdcs_status status =
        gdcs_csv_parse_table(p->text, (int64_t)p->size, schema, NULL, out, NULL, err);
    gdcs_schema_free(schema);
    return status;
}

static gdcs_status read_path(const char *path, gdcs_table **out, gdcs_read_result *result,
                             gdcs_error *err)
{
    gdcs_schema *schema = schema_of(SCHEMA);
    const gdcs_status status = gdcs_csv_read_table(path, schema, NULL, out, result, err);
    gdcs_schema_free(schema);
    return status;
}

Test(source, a_text_whose_size_is_not_given_ends_at_its_nul)
{
    const packed unmeasured = {.text = (char *)(uintptr_t)small, .size = (size_t)-1};
    gdcs_table *t = NULL, *again = NULL;
    gdcs_sink *json = NULL;
    cr_assert(eq(i32, parse(&unmeasured, &t, NULL), GDCS_OK));
    cr_expect(eq(i64, gdcs_table_count_cells(t), 3));
    cr_assert(eq(i32, gdcs_sink_new_memory(&json, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_json_write_table(t, json, NULL), GDCS_OK));
    cr_assert(
        eq(i32, gdcs_json_parse_table(gdcs_sink_get_text(json, NULL), -1, &again, NULL), GDCS_OK));
    expect_same(t, again, "json");
    gdcs_sink_free(json);
    gdcs_table_free(again);
    gdcs_table_free(t);
}

/* --- the same as what was packed --- */

static void expect_as_plain(const char *text, size_t size, const packed *p, const char *where)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *plain = NULL, *parsed = NULL, *read = NULL;
    const packed same = {.text = (char *)(uintptr_t)text, .size = size};
    cr_assert(parse(&same, &plain, &err) == GDCS_OK, "%s: %s", where, err.message);
    cr_assert(parse(p, &parsed, &err) == GDCS_OK, "%s: %s", where, err.message);
    const char *path = file_of(p->text, p->size);
    cr_assert(read_path(path, &read, NULL, &err) == GDCS_OK, "%s: %s", where, err.message);
    unlink(path);
    expect_same(plain, parsed, where);
    expect_same(plain, read, where);
    gdcs_table_free(plain);
    gdcs_table_free(parsed);
    gdcs_table_free(read);
}

Test(source, packed_files_and_texts_give_what_was_packed)
{
    static const int rows[] = {0, 1, 5000, 20000, 60000}; /* beyond one block, beyond several */
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int packing = PLAIN; packing < PACKINGS; packing++) {
            char where[64];
            size_t size = 0;
            char *text = many(rows[i], &size);
            packed p = pack(packing, text, size);
            sprintf(where, "%d rows, packing %d", rows[i], packing);
            expect_as_plain(text, size, &p, where);
            free(p.text);
            free(text);
        }
}

Test(source, members_and_frames_follow_each_other_wherever_the_text_was_cut)
{
    static const char empty_frame[] = "\x52\x2A\x4D\x18\x03\0\0\0abc";
    const size_t size = sizeof small - 1;
    for (size_t cut = 0; cut <= size; cut++)
        for (int packing = GZIP; packing < PACKINGS; packing++) {
            packed p = {.size = 0};
            if (packing == ZSTD)
                pack_on(&p, PLAIN, empty_frame, sizeof empty_frame - 1);
            pack_on(&p, packing, small, cut);
            pack_on(&p, packing, small, 0);
            pack_on(&p, packing, small + cut, size - cut);
            if (packing == GZIP)
                pack_on(&p, PLAIN, "\0\0\0\0\0", 5);
            expect_as_plain(small, size, &p, packing == GZIP ? "members" : "frames");
            free(p.text);
        }
}

/* The whole text by source calls of one size, after a look at the first bytes. */
static void expect_bytes(const packed *p, const char *text, size_t size, size_t step, size_t look,
                         int alone)
{
    gdcs_i_source source;
    char *room = malloc(size + step);
    const char *first = NULL;
    size_t got = step, used = 0, seen = 0;
    int whole = 0;
    gdcs_i_source_of(p->text, p->size, &source);
    source.alone = alone;
    if (look > 0) {
        cr_assert(gdcs_i_source_peek(&source, look, &first, &seen, &whole, NULL) == GDCS_OK);
        cr_expect(seen == (look < size ? look : size) && memcmp(first, text, seen) == 0);
        cr_expect(whole == 0 || seen == size);
    }
    while (got == step && used <= size) {
        cr_assert(gdcs_i_source_read(&source, room + used, step, &got, NULL) == GDCS_OK);
        used += got;
    }
    cr_expect(used == size && memcmp(room, text, size) == 0, "step %d, look %d, alone %d",
              (int)step, (int)look, alone);
    gdcs_i_source_close(&source);
    free(room);
}

Test(source, bytes_are_the_same_by_steps_of_any_size_with_a_thread_and_without)
{
    static const size_t steps[] = {1, 7, 4096, 65536, 262143, 262144, 262145, 1 << 20};
    static const size_t looks[] = {0, 1, 5, 65536, 262144, 300000, 2 << 20};
    size_t size = 0;
    char *text = many(50000, &size);
    for (int packing = PLAIN; packing < PACKINGS; packing++) {
        packed p = pack(packing, text, size);
        for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
            for (size_t k = 0; k < sizeof looks / sizeof looks[0]; k++)
                for (int alone = 0; alone < 2 && (steps[i] > 7 || k == 1); alone++)
                    expect_bytes(&p, text, size, steps[i], looks[k], alone);
        free(p.text);
    }
    free(text);
}

/* --- damage --- */

Test(source, a_cut_anywhere_is_an_error_with_its_place)
{
    for (int packing = GZIP; packing < PACKINGS; packing++) {
        packed p = pack(packing, small, sizeof small - 1);
        for (size_t left = 4; left < p.size; left++) {
            const packed cut = {.text = p.text, .size = left};
            gdcs_error err = {.struct_size = sizeof err};
            gdcs_table *table = NULL;
            char place[40];
            sprintf(place, "end too early, at byte %d", (int)left);
            cr_expect(eq(i32, parse(&cut, &table, &err), GDCS_E_READ));
            cr_expect(strstr(err.message, place) != NULL, "%s", err.message);
            cr_expect(table == NULL);
        }
        free(p.text);
    }
}

Test(source, a_changed_bit_never_changes_the_table)
{
    gdcs_table *right = table_of(SCHEMA, small);
    for (int packing = GZIP; packing < PACKINGS; packing++) {
        packed p = pack(packing, small, sizeof small - 1);
        int refused = 0;
        for (size_t bit = 0; bit < 8 * p.size; bit++) {
            gdcs_table *table = NULL;
            p.text[bit / 8] = (char)(p.text[bit / 8] ^ 1 << bit % 8);
            if (parse(&p, &table, NULL) == GDCS_OK)
                expect_same(right, table, "after a change");
            else
                refused++;
            gdcs_table_free(table);
            p.text[bit / 8] = (char)(p.text[bit / 8] ^ 1 << bit % 8);
        }
        cr_expect(refused > 6 * (int)p.size, "packing %d: %d of %d", packing, refused,
                  8 * (int)p.size);
        free(p.text);
    }
    gdcs_table_free(right);
}

static const struct {
    const char *what, *text;
    int64_t size;
    gdcs_status status;
    const char *says;
} wrong[] = {
    {"a window of 256 MiB", "\x28\xB5\x2F\xFD\0\x90\x01\0\0", 9, GDCS_E_LIMIT, "128 MiB"},
    {"a dictionary", "\x28\xB5\x2F\xFD\x21\x05\0\x01\0\0", 10, GDCS_E_READ, "dictionary"},
};

Test(source, what_cannot_be_unpacked_says_why)
{
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        const packed p = {.text = (char *)(uintptr_t)wrong[i].text, .size = (size_t)wrong[i].size};
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_table *table = NULL;
        cr_expect(eq(i32, parse(&p, &table, &err), wrong[i].status), "%s", wrong[i].what);
        cr_expect(strstr(err.message, wrong[i].says) != NULL, "%s", err.message);
    }
    for (int packing = GZIP; packing < PACKINGS; packing++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_table *table = NULL;
        packed p = pack(packing, small, sizeof small - 1);
        pack_on(&p, PLAIN, "FR,F,1000000\n", 13);
        cr_expect(eq(i32, parse(&p, &table, &err), GDCS_E_READ));
        cr_expect(strstr(err.message, packing == GZIP ? "followed by something else" : "damaged") !=
                      NULL,
                  "%s", err.message);
        free(p.text);
    }
}

Test(source, packed_twice_is_refused_with_the_reason)
{
    for (int packing = GZIP; packing < PACKINGS; packing++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_table *table = NULL;
        packed once = pack(packing, small, sizeof small - 1);
        packed twice = pack(GZIP, once.text, once.size);
        cr_expect(eq(i32, parse(&twice, &table, &err), GDCS_E_ENCODING));
        cr_expect(strstr(err.message, "twice") != NULL, "%s", err.message);
        free(once.text);
        free(twice.text);
    }
}

/* --- size and threads --- */

Test(source, a_gigabyte_in_a_megabyte_is_met_in_little_memory)
{
    enum { PIECE = 1 << 20, PIECES = 1024 };
    struct rusage before, after;
    gdcs_i_source source;
    gdcs_table *table = NULL;
    char *text = malloc(PIECE);
    memset(text, 'x', PIECE);
    packed p = pack(GZIP, small, sizeof small - 1);
    const packed one = pack(GZIP, text, PIECE);
    for (int i = 0; i < PIECES; i++)
        pack_on(&p, PLAIN, one.text, one.size);
    getrusage(RUSAGE_SELF, &before);
    cr_expect(eq(i32, parse(&p, &table, NULL), GDCS_E_LIMIT));
    size_t got = PIECE, used = 0;
    gdcs_i_source_of(p.text, p.size, &source);
    for (; got == PIECE; used += got)
        cr_assert(gdcs_i_source_read(&source, text, PIECE, &got, NULL) == GDCS_OK);
    gdcs_i_source_close(&source);
    getrusage(RUSAGE_SELF, &after);
    cr_expect(eq(sz, used, (size_t)PIECE * PIECES + sizeof small - 1));
    if (fail_alloc_works())
        cr_expect(lt(i64, after.ru_maxrss - before.ru_maxrss, 8 << 10)); /* kilobytes */
    free(p.text);
    free(one.text);
    free(text);
}

Test(source, a_packed_schema_has_the_limit_of_a_plain_one)
{
    enum { SIZE = 17 << 20 };
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = NULL;
    char *text = malloc(SIZE);
    memset(text, ' ', SIZE);
    packed p = pack(GZIP, text, SIZE);
    const char *path = file_of(p.text, p.size);
    cr_expect(eq(i32, gdcs_schema_read(path, &schema, &err), GDCS_E_LIMIT), "%s", err.message);
    unlink(path);
    free(p.text);
    free(text);
}

/* The beginning of a packed text into the standard input, whose writer then holds it open. */
static pid_t feed(const packed *p, int *hold)
{
    int ends[2];
    cr_assert(eq(int, pipe(ends), 0));
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGPIPE, SIG_IGN);
        close(ends[0]);
        const ssize_t sent = write(ends[1], p->text, p->size);
        _exit(sent < 0);
    }
    cr_assert(dup2(ends[0], 0) == 0);
    close(ends[0]);
    *hold = ends[1];
    return child;
}

Test(source, reading_that_fails_early_ends_at_once, .timeout = 20)
{
    size_t size = 0;
    char *text = many(400000, &size);
    memcpy(text + 20, "\"", 1); /* a stray quote near the beginning */
    for (int packing = GZIP; packing < PACKINGS; packing++) {
        gdcs_table *table = NULL;
        packed p = pack(packing, text, size);
        int hold = -1, status = 0;
        cr_expect(eq(i32, parse(&p, &table, NULL), GDCS_E_SYNTAX));
        p.size /= 2;
        const pid_t child = feed(&p, &hold);
        cr_expect(eq(i32, read_path("-", &table, NULL, NULL), GDCS_E_SYNTAX));
        close(hold);
        cr_assert(freopen("/dev/null", "r", stdin) != NULL);
        waitpid(child, &status, 0);
        free(p.text);
    }
    free(text);
}

static gdcs_status read_packed(void *data)
{
    gdcs_table *table = NULL;
    const packed *p = data;
    gdcs_schema *schema = NULL;
    const gdcs_read_options o = {.struct_size = sizeof o, .detect = GDCS_DETECT_NONE};
    gdcs_status status = gdcs_schema_parse(SCHEMA, -1, &schema, NULL);
    if (status == GDCS_OK)
        status = gdcs_csv_parse_table(p->text, (int64_t)p->size, schema, &o, &table, NULL, NULL);
    gdcs_schema_free(schema);
    gdcs_table_free(table);
    return status;
}

Test(source, every_failing_allocation_is_survived)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    for (int packing = GZIP; packing < PACKINGS; packing++) {
        packed p = pack(packing, small, sizeof small - 1);
        const fail_alloc_report r = fail_alloc_each(read_packed, &p);
        cr_expect(eq(str, (char *)r.wrong, ""));
        cr_expect(gt(i64, r.allocations, 20));
        free(p.text);
    }
}
