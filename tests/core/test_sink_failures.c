/* Mirrors lib/core/sink.c: writes that are cut short, refused or impossible. */
#define _DEFAULT_SOURCE /* usleep, setitimer */
#include "core/sink_folder.h"
#include "fail_alloc.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>

TestSuite(sink, .timeout = 60, .init = enter_folder, .fini = leave_folder);

static gdcs_status fails_to_open(const char *path, const char *reason)
{
    gdcs_sink *sink = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status = gdcs_sink_new_file(path, &sink, &err);
    char wanted[256];
    snprintf(wanted, sizeof wanted, "cannot open %s: %s", path, reason);
    cr_expect(sink == NULL && strcmp(err.message, wanted) == 0, "%s", err.message);
    cr_expect(eq(str, err.field, "path"));
    return status;
}

Test(sink, a_path_that_cannot_be_written_fails_at_once)
{
    char longer[300];
    memset(longer, 'n', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    cr_assert(mkdir("dir", 0755) == 0 && symlink("loop", "loop") == 0);
    make_file("file", "", 0644);
    cr_expect(eq(i32, fails_to_open("dir", "is a directory"), GDCS_E_OPEN));
    cr_expect(eq(i32, fails_to_open("dir/", "is a directory"), GDCS_E_OPEN));
    cr_expect(eq(i32, fails_to_open("no/x.csv", "no such file or directory"), GDCS_E_OPEN));
    cr_expect(
        eq(i32, fails_to_open("file/x.csv", "a part of the path is not a directory"), GDCS_E_OPEN));
    cr_expect(eq(i32, fails_to_open("loop", "too many symbolic links"), GDCS_E_OPEN));
    gdcs_sink *sink = NULL;
    cr_expect(eq(i32, gdcs_sink_new_file(longer, &sink, NULL), GDCS_E_OPEN));
    cr_expect(eq(int, system("test -z \"$(find . -name '.gdcs*')\""), 0));
}

Test(sink, permissions_are_respected)
{
    if (geteuid() == 0)
        skip("root may write everything");
    cr_assert(mkdir("dir", 0555) == 0);
    make_file("read-only", "old", 0444);
    cr_expect(eq(i32, fails_to_open("dir/x.csv", "permission denied"), GDCS_E_OPEN));
    cr_expect(eq(i32, fails_to_open("read-only", "permission denied"), GDCS_E_OPEN));
}

Test(sink, too_many_open_files_is_an_error_with_a_reason)
{
    struct rlimit few = {0};
    cr_assert(getrlimit(RLIMIT_NOFILE, &few) == 0);
    const rlim_t before = few.rlim_cur;
    few.rlim_cur = 0;
    cr_assert(setrlimit(RLIMIT_NOFILE, &few) == 0);
    const gdcs_status status = fails_to_open("x.csv", "too many open files in this process");
    few.rlim_cur = before;
    cr_assert(setrlimit(RLIMIT_NOFILE, &few) == 0);
    cr_expect(eq(i32, status, GDCS_E_OPEN));
}

static void check_full(gdcs_sink *sink, const char *message)
{
    gdcs_error err = {.struct_size = sizeof err};
    static char block[100000];
    put(sink, "fits into the buffer");
    cr_expect(eq(i32, gdcs_sink_write(sink, block, sizeof block, &err), GDCS_E_WRITE));
    cr_expect(eq(str, err.message, (char *)message));
    err.message[0] = '\0';
    cr_expect(eq(i32, gdcs_sink_write(sink, "x", 1, &err), GDCS_E_WRITE), "it stays failed");
    cr_expect(eq(i32, gdcs_sink_close(sink, &err), GDCS_E_WRITE));
    cr_expect(eq(str, err.message, (char *)message));
    cr_expect(eq(i32, gdcs_sink_close(sink, NULL), GDCS_E_WRITE), "and says so again");
    gdcs_sink_free(sink);
}

Test(sink, a_full_device_is_reported_by_the_write_that_meets_it)
{
    const int full = open("/dev/full", O_WRONLY);
    gdcs_sink *sink = NULL;
    if (full < 0)
        skip("there is no /dev/full");
    cr_assert(eq(i32, gdcs_sink_new_descriptor(full, &sink, NULL), GDCS_OK));
    check_full(sink, "cannot write: no space left on the device");
    cr_expect(eq(int, close(full), 0), "the caller's descriptor stays open");
}

/* A device of our own, for the same reason as the pipe above. */
static void make_full_device(void)
{
    struct stat about;
    const int usable = stat("/dev/full", &about) == 0 && S_ISCHR(about.st_mode) &&
                       mknod("full", S_IFCHR | 0600, about.st_rdev) == 0;
    const int descriptor = usable ? open("full", O_WRONLY) : -1;
    if (descriptor < 0)
        skip("only root may make a device, and not on every file system");
    close(descriptor);
}

Test(sink, a_full_device_is_named_by_its_path)
{
    make_full_device();
    check_full(open_sink("full"), "cannot write full: no space left on the device");
}

Test(sink, what_waits_in_the_buffer_is_reported_at_close)
{
    gdcs_error err = {.struct_size = sizeof err};
    make_full_device();
    gdcs_sink *sink = open_sink("full");
    put(sink, "x");
    cr_expect(eq(i32, gdcs_sink_close(sink, &err), GDCS_E_WRITE));
    cr_expect(eq(str, err.message, "cannot write full: no space left on the device"));
    gdcs_sink_free(sink);
}

Test(sink, a_file_that_became_too_large_leaves_the_old_one)
{
    const struct rlimit small = {100000, 100000};
    static char block[1000];
    gdcs_error err = {.struct_size = sizeof err};
    make_file("old.csv", "old", 0644);
    signal(SIGXFSZ, SIG_IGN);
    cr_assert(setrlimit(RLIMIT_FSIZE, &small) == 0);
    gdcs_sink *sink = open_sink("old.csv");
    gdcs_status status = GDCS_OK;
    int64_t written = 0;
    for (; status == GDCS_OK && written < 1000; written++)
        status = gdcs_sink_write(sink, block, sizeof block, NULL);
    cr_expect(status == GDCS_E_WRITE && written < 150);
    cr_expect(eq(i32, gdcs_sink_close(sink, &err), GDCS_E_WRITE));
    cr_expect(eq(str, err.message, "cannot write old.csv: the file would be too large"));
    gdcs_sink_free(sink);
    cr_expect(strcmp(content("old.csv"), "old") == 0);
    cr_expect(eq(int, others_than("old.csv"), 0));
}

Test(sink, a_target_that_became_a_folder_is_an_error_and_leaves_nothing)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_sink *sink = open_sink("late.csv");
    put(sink, "x");
    cr_assert(mkdir("late.csv", 0755) == 0);
    cr_expect(eq(i32, gdcs_sink_close(sink, &err), GDCS_E_WRITE));
    cr_expect(eq(str, err.message, "cannot write late.csv: is a directory"));
    gdcs_sink_free(sink);
    cr_expect(eq(int, others_than("late.csv"), 0));
}

Test(sink, a_pipe_whose_reader_is_gone_is_an_error)
{
    int ends[2];
    gdcs_sink *sink = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    signal(SIGPIPE, SIG_IGN);
    cr_assert(pipe(ends) == 0 && close(ends[0]) == 0);
    cr_assert(eq(i32, gdcs_sink_new_descriptor(ends[1], &sink, NULL), GDCS_OK));
    put(sink, "x");
    cr_expect(eq(i32, gdcs_sink_close(sink, &err), GDCS_E_WRITE));
    cr_expect(eq(str, err.message, "cannot write: the reader of the pipe is gone"));
    gdcs_sink_free(sink);
    close(ends[1]);
}

Test(sink, a_descriptor_not_open_for_writing_is_an_error)
{
    const int closed = open("/dev/null", O_RDONLY);
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_sink_new_descriptor(closed, &sink, NULL), GDCS_OK));
    put(sink, "x");
    cr_expect(eq(i32, gdcs_sink_close(sink, NULL), GDCS_E_WRITE));
    gdcs_sink_free(sink);
    close(closed);
}

/* A reader slow enough for the pipe to run full, so that writes are short. */
static void *read_slowly(void *data)
{
    const int descriptor = *(int *)data;
    static char bytes[3001];
    uint64_t sum = 0, at = 0;
    ssize_t n;
    while ((n = read(descriptor, bytes, sizeof bytes)) != 0) {
        for (ssize_t i = 0; i < n; i++)
            sum += ++at * (unsigned char)bytes[i];
        usleep(500);
    }
    return (void *)(uintptr_t)sum;
}

static void tick(int number)
{
    (void)number;
}

static void check_pipe(int flags)
{
    enum { SIZE = 700000 };
    int ends[2];
    pthread_t reader;
    gdcs_sink *sink = NULL;
    uint64_t wanted = 0;
    void *got = NULL;
    char *bytes = malloc(SIZE);
    cr_assert(pipe(ends) == 0 && fcntl(ends[1], F_SETFL, flags) == 0);
    for (int64_t i = 0; i < SIZE; i++)
        wanted += (uint64_t)(i + 1) * (unsigned char)(bytes[i] = (char)(i * 31 % 251));
    cr_assert(pthread_create(&reader, NULL, read_slowly, &ends[0]) == 0);
    cr_assert(eq(i32, gdcs_sink_new_descriptor(ends[1], &sink, NULL), GDCS_OK));
    for (int64_t at = 0, size = 1; at < SIZE; at += size, size = size * 2 % 300007) {
        size = size < SIZE - at ? size : SIZE - at;
        cr_assert(gdcs_sink_write(sink, bytes + at, size, NULL) == GDCS_OK);
    }
    cr_expect(eq(i32, gdcs_sink_close(sink, NULL), GDCS_OK));
    gdcs_sink_free(sink);
    close(ends[1]);
    pthread_join(reader, &got);
    close(ends[0]);
    free(bytes);
    cr_expect(wanted == (uint64_t)(uintptr_t)got);
}

Test(sink, short_and_interrupted_writes_lose_nothing)
{
    const struct sigaction interrupt = {.sa_handler = tick}; /* no SA_RESTART: EINTR */
    const struct itimerval often = {{0, 1000}, {0, 1000}};
    sigaction(SIGALRM, &interrupt, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
    check_pipe(0);
    check_pipe(O_NONBLOCK);
    setitimer(ITIMER_REAL, &(struct itimerval){{0, 0}, {0, 0}}, NULL);
}

Test(sink, writes_of_every_size_around_the_buffer_arrive_in_order)
{
    static const int64_t sizes[] = {1, 65535, 65536, 65537,  1,     0, 131072, 65534,
                                    1, 1,     65535, 200000, 65536, 2, 65535,  3};
    static char bytes[200000];
    gdcs_sink *sink = open_sink("sizes");
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        memset(bytes, 'a' + (int)i, sizeof bytes);
        cr_assert(gdcs_sink_write(sink, bytes, sizes[i], NULL) == GDCS_OK);
    }
    close_sink(sink);
    FILE *f = fopen("sizes", "r");
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        for (int64_t n = 0; n < sizes[i]; n++)
            cr_assert(getc(f) == 'a' + (int)i, "write %zu", i);
    cr_expect(getc(f) == EOF);
    fclose(f);
}

static gdcs_status write_file(void *data)
{
    gdcs_sink *sink = NULL;
    gdcs_status status = gdcs_sink_new_file(data, &sink, NULL);
    if (status == GDCS_OK)
        status = gdcs_i_put(sink, "text", NULL);
    if (status == GDCS_OK)
        status = gdcs_sink_close(sink, NULL);
    gdcs_sink_free(sink);
    return status;
}

static gdcs_status write_others(void *data)
{
    static char block[1000];
    gdcs_sink *memory = NULL, *descriptor = NULL;
    (void)data;
    gdcs_status status = gdcs_sink_new_memory(&memory, NULL);
    for (int i = 0; i < 10 && status == GDCS_OK; i++)
        status = gdcs_sink_write(memory, block, sizeof block, NULL);
    if (status == GDCS_OK)
        status = gdcs_sink_new_descriptor(1, &descriptor, NULL);
    gdcs_sink_free(memory);
    gdcs_sink_free(descriptor);
    return status;
}

Test(sink, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        skip("needs glibc, no sanitizer");
    make_file("real.csv", "", 0644);
    cr_assert(symlink("real.csv", "link.csv") == 0);
    const fail_alloc_report file = fail_alloc_each(write_file, "real.csv");
    const fail_alloc_report link = fail_alloc_each(write_file, "link.csv");
    const fail_alloc_report others = fail_alloc_each(write_others, NULL);
    cr_expect(eq(str, (char *)file.wrong, ""));
    cr_expect(eq(str, (char *)link.wrong, ""));
    cr_expect(eq(str, (char *)others.wrong, ""));
    cr_expect(file.allocations >= 4 && link.allocations >= 4 && others.allocations >= 5);
    cr_expect(eq(int, system("test -z \"$(find . -name '.gdcs*')\""), 0));
}

Test(sink, memory_that_cannot_be_had_leaves_the_text)
{
    gdcs_sink *sink = NULL;
    static char block[1000];
    if (!fail_alloc_works())
        skip("needs glibc, no sanitizer");
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    put(sink, "kept");
    fail_alloc_arm(1);
    const gdcs_status status = gdcs_sink_write(sink, block, sizeof block, NULL);
    cr_expect(fail_alloc_disarm() && status == GDCS_E_MEMORY);
    cr_expect(strcmp(text_of(sink), "kept") == 0);
    put(sink, ", and goes on");
    cr_expect(strcmp(text_of(sink), "kept, and goes on") == 0);
    gdcs_sink_free(sink);
}
