/* The limits that no reader goes below, or should:
 *
 *     records_bare pread FILE
 *     records_bare libcsv FILE SEPARATOR
 *     records_bare run PROGRAM [ARGUMENT...]
 *
 * pread: the bytes alone, in blocks of 256 KiB.  libcsv: its fields counted and nothing else.  run: start a
 * program from this small process, which leaves no mark on its peak memory, and print to the standard error
 * its seconds, those of its processors, peak of memory in KiB, and how it ended. */
#define _DEFAULT_SOURCE /* wait4 */
#include <csv.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK = 1 << 18 };

static char block[BLOCK];

static void count_field(void *text, size_t size, void *fields)
{
    (void)text;
    (void)size;
    ++*(long *)fields;
}

static void ignore_line(int c, void *fields)
{
    (void)c;
    (void)fields;
}

static int read_blocks(const char *path, struct csv_parser *parser)
{
    const int file = open(path, O_RDONLY);
    long fields = 0;
    ssize_t n = 0;
    for (off_t at = 0; file >= 0 && (n = pread(file, block, BLOCK, at)) > 0; at += n)
        if (parser != NULL)
            csv_parse(parser, block, (size_t)n, count_field, ignore_line, &fields);
    if (file >= 0)
        close(file);
    return file < 0 || n < 0;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double of(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

static int run(char **command)
{
    struct rusage usage;
    int status = 0;
    const double start = seconds();
    const pid_t child = fork();
    if (child == 0) {
        execvp(command[0], command);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0)
        return 1;
    fprintf(stderr, "\n%.6f %.6f %ld %d\n", seconds() - start,
            of(usage.ru_utime) + of(usage.ru_stime), usage.ru_maxrss, status);
    return 0;
}

int main(int argc, char **argv)
{
    struct csv_parser parser;
    if (argc >= 3 && strcmp(argv[1], "run") == 0)
        return run(argv + 2);
    if (argc == 3 && strcmp(argv[1], "pread") == 0)
        return read_blocks(argv[2], NULL);
    if (argc == 4 && strcmp(argv[1], "libcsv") == 0 && csv_init(&parser, CSV_STRICT) == 0) {
        csv_set_delim(&parser, (unsigned char)argv[3][0]);
        const int failed = read_blocks(argv[2], &parser);
        csv_free(&parser);
        return failed;
    }
    return 2;
}
