/* A file that is not, to the end, the one that was opened gives an error with its place, never a table;
   pipes, the standard input and files that a system makes up are read as they come. */
#include "io/csv/source.h"
#include "io/packed.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define SCHEMA "{\"columns\": [{\"name\": \"n\", \"concept\": \"count\"}]}"

enum { LINES = 200000, STEP = 1 << 16 };

/* "n", then lines of 7 digits: 1 600 002 bytes. */
static char *lines(size_t *size)
{
    char *text = malloc(8 * (LINES + 1));
    cr_assert_not_null(text);
    size_t used = (size_t)sprintf(text, "n\n");
    for (int i = 0; i < LINES; i++)
        used += (size_t)sprintf(text + used, "%07d\n", i);
    *size = used;
    return text;
}

static void shrink(int descriptor)
{
    cr_assert(eq(int, ftruncate(descriptor, 300000), 0));
}

static void shrink_by_a_byte(int descriptor)
{
    struct stat about;
    cr_assert(eq(int, fstat(descriptor, &about), 0));
    cr_assert(eq(int, ftruncate(descriptor, about.st_size - 1), 0));
}

static void grow(int descriptor)
{
    cr_assert(lseek(descriptor, 0, SEEK_END) > 0);
    cr_assert(eq(sz, (size_t)write(descriptor, "0000007\n", 8), 8));
}

/* The clock by which files change has ticks; a file that says another time has changed. */
static void rewrite(int descriptor)
{
    const struct timespec times[] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = 1000000000}};
    cr_assert(lseek(descriptor, 1000, SEEK_SET) == 1000);
    cr_assert(eq(sz, (size_t)write(descriptor, "9", 1), 1));
    cr_assert(eq(int, futimens(descriptor, times), 0));
}

static void empty(int descriptor)
{
    cr_assert(eq(int, ftruncate(descriptor, 0), 0));
}

static const struct {
    const char *what;
    void (*change)(int descriptor);
    const char *says;
} changes[] = {
    {"cut", shrink, "changed while it was read"},
    {"cut by a byte", shrink_by_a_byte, "changed while it was read"},
    {"longer", grow, "changed while it was read"},
    {"written to", rewrite, "was written to while"},
    {"emptied", empty, "to 0, of which 65536 were read"},
};

/* Read a step, let the file change, read the rest. */
static gdcs_status read_with(const char *path, void (*change)(int), gdcs_error *err)
{
    static char room[STEP];
    gdcs_i_source source;
    size_t got = STEP;
    cr_assert(eq(i32, gdcs_i_source_open(path, &source, NULL), GDCS_OK));
    gdcs_status status = gdcs_i_source_read(&source, room, STEP, &got, err);
    const int descriptor = open(path, O_RDWR);
    cr_assert(descriptor >= 0);
    if (change != NULL)
        change(descriptor);
    close(descriptor);
    while (status == GDCS_OK && got == STEP)
        status = gdcs_i_source_read(&source, room, STEP, &got, err);
    gdcs_i_source_close(&source);
    return status;
}

Test(source_changes, a_file_that_changes_while_it_is_read_is_an_error)
{
    size_t size = 0;
    char *text = lines(&size);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        for (int packing = PLAIN; packing <= GZIP; packing++) {
            gdcs_error err = {.struct_size = sizeof err};
            packed p = pack(packing, text, size);
            const char *path = file_of(p.text, p.size);
            cr_expect(eq(i32, read_with(path, NULL, &err), GDCS_OK));
            cr_expect(eq(i32, read_with(path, changes[i].change, &err), GDCS_E_READ), "%s",
                      changes[i].what);
            cr_expect(eq(str, err.field, "path"));
            cr_expect(packing == GZIP || strstr(err.message, changes[i].says) != NULL, "%s: %s",
                      changes[i].what, err.message);
            unlink(path);
            free(p.text);
        }
    free(text);
}

/* --- the same through a public reader --- */

static gdcs_status read_path(const char *path, const char *json, gdcs_table **out, gdcs_error *err)
{
    gdcs_schema *schema = schema_of(json);
    const gdcs_status status = gdcs_csv_read_table(path, schema, NULL, out, NULL, err);
    gdcs_schema_free(schema);
    return status;
}

/* Ends the table. */
static double sum_of(gdcs_table *table)
{
    gdcs_cell cell = {.struct_size = sizeof cell};
    cr_assert(eq(i32, gdcs_table_get_at(table, 0, NULL, &cell, NULL), GDCS_OK));
    gdcs_table_free(table);
    return cell.value;
}

typedef struct writing {
    const char *path;
    atomic_int stop;
} writing;

/* A line of 1 at a time. */
static void *write_on(void *data)
{
    writing *w = data;
    const int descriptor = open(w->path, O_WRONLY | O_APPEND);
    const struct timespec rest = {.tv_nsec = 200000};
    while (!atomic_load(&w->stop) && write(descriptor, "0000001\n", 8) == 8)
        nanosleep(&rest, NULL);
    close(descriptor);
    return NULL;
}

/* Lines that were added to a file of `size` bytes. */
static double added_to(const char *path, size_t size)
{
    struct stat about;
    cr_assert(eq(int, stat(path, &about), 0));
    return (double)((size_t)about.st_size - size) / 8;
}

/* Who is not given time to write changes nothing: such a reading gives what was there, then. */
Test(source_changes, a_file_that_somebody_writes_to_gives_no_table)
{
    enum { OFTEN = 5, MOST = 20000 };
    const double sum = 0.5 * LINES * (LINES - 1);
    size_t size = 0;
    char *text = lines(&size);
    writing w = {.path = file_of(text, size)};
    pthread_t thread;
    int refused = 0;
    cr_assert(eq(int, pthread_create(&thread, NULL, write_on, &w), 0));
    for (int i = 0; i < MOST && refused < OFTEN; i++) {
        gdcs_table *table = NULL;
        gdcs_error err = {.struct_size = sizeof err};
        const double before = added_to(w.path, size);
        const gdcs_status status = read_path(w.path, SCHEMA, &table, &err);
        if (status == GDCS_OK) {
            const double got = sum_of(table) - sum;
            cr_expect(before <= got && got <= added_to(w.path, size), "%g of %g", got, before);
            continue;
        }
        refused++;
        cr_expect(eq(i32, status, GDCS_E_READ));
        cr_expect(table == NULL);
        cr_expect(strstr(err.message, "changed while it was read") != NULL, "%s", err.message);
    }
    cr_expect(eq(int, refused, OFTEN));
    atomic_store(&w.stop, 1);
    pthread_join(thread, NULL);
    unlink(w.path);
    free(text);
}

Test(source_changes, what_the_device_does_not_give_has_its_place)
{
    gdcs_table *table = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const int memory = open("/proc/self/mem", O_RDONLY);
    if (memory < 0)
        cr_skip_test("needs /proc");
    close(memory);
    cr_expect(eq(i32, read_path("/proc/self/mem", SCHEMA, &table, &err), GDCS_E_READ));
    cr_expect(eq(str, err.message,
                 "cannot read /proc/self/mem: input or output error of the device, at byte 0"));
}

Test(source_changes, a_file_that_the_system_makes_up_is_read)
{
    static char room[STEP];
    gdcs_i_source source;
    size_t got = 0;
    if (gdcs_i_source_open("/proc/self/status", &source, NULL) != GDCS_OK)
        cr_skip_test("needs /proc");
    cr_expect(eq(i32, gdcs_i_source_read(&source, room, STEP, &got, NULL), GDCS_OK));
    cr_expect(gt(sz, got, 100));
    gdcs_i_source_close(&source);
}

/* --- the standard input --- */

Test(source_changes, a_file_at_the_standard_input_is_read_from_where_it_stands)
{
    gdcs_table *table = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const char *path = file_of("behind us\nn\n3\n4\n", 16);
    const int descriptor = open(path, O_RDONLY);
    cr_assert(dup2(descriptor, 0) == 0 && lseek(0, 10, SEEK_SET) == 10);
    cr_assert(eq(i32, read_path("-", SCHEMA, &table, &err), GDCS_OK), "%s", err.message);
    cr_expect(eq(dbl, sum_of(table), 7));
    close(descriptor);
    unlink(path);
}

/* A pipe that gives a few bytes at a time. */
static pid_t trickle(const packed *p)
{
    int ends[2];
    cr_assert(eq(int, pipe(ends), 0));
    const pid_t child = fork();
    if (child == 0) {
        size_t sent = 0, step = 1;
        close(ends[0]);
        for (; sent < p->size; sent += step, step = step % 4093 + 7) {
            if (step > p->size - sent)
                step = p->size - sent;
            if (write(ends[1], p->text + sent, step) != (ssize_t)step)
                _exit(1);
        }
        _exit(0);
    }
    close(ends[1]);
    cr_assert(dup2(ends[0], 0) == 0);
    cr_assert(eq(int, fcntl(0, F_SETFL, O_NONBLOCK), 0));
    close(ends[0]);
    return child;
}

Test(source_changes, a_pipe_gives_what_the_file_gives, .timeout = 60)
{
    size_t size = 0;
    char *text = lines(&size);
    for (int packing = PLAIN; packing < PACKINGS; packing++) {
        int status = 1;
        gdcs_table *table = NULL;
        gdcs_error err = {.struct_size = sizeof err};
        packed p = pack(packing, text, size);
        const pid_t child = trickle(&p);
        cr_assert(eq(i32, read_path("-", SCHEMA, &table, &err), GDCS_OK), "%s", err.message);
        cr_expect(eq(dbl, sum_of(table), LINES * (LINES - 1.0) / 2));
        waitpid(child, &status, 0);
        cr_expect(eq(int, status, 0));
        p.size -= 1 + (size_t)packing * 100; /* a writer that died */
        const pid_t second = trickle(&p);
        table = NULL;
        const gdcs_status cut = read_path("-", SCHEMA, &table, &err);
        cr_expect(eq(i32, cut, packing == PLAIN ? GDCS_OK : GDCS_E_READ));
        waitpid(second, &status, 0);
        gdcs_table_free(table);
        free(p.text);
    }
    free(text);
}
