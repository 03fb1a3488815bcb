/* Not glob(): that one reads the locale, for the order too. */
#include "io/record/files.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/system.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LONGEST = 4096 };

static int is_pattern(const char *path)
{
    struct stat about;
    return strpbrk(path, "*?") != NULL && stat(path, &about) != 0;
}

static const char *next_character(const char *at)
{
    for (at++; ((unsigned char)*at & 0xC0) == 0x80;)
        at++;
    return at;
}

/* Back to the last star, which then takes a character more: no worse than the product of the lengths. */
int gdcs_i_files_fits(const char *text, const char *pattern)
{
    const char *star = NULL, *from = NULL;
    while (*text != '\0') {
        if (*pattern == '*') {
            star = ++pattern;
            from = text;
        } else if (*pattern == '?') {
            pattern++;
            text = next_character(text);
        } else if (*pattern == *text) {
            pattern++;
            text++;
        } else if (star != NULL) {
            from = next_character(from);
            pattern = star;
            text = from;
        } else {
            return 0;
        }
    }
    return pattern[strspn(pattern, "*")] == '\0';
}

const char *gdcs_i_files_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

int64_t gdcs_i_files_size(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode) ? (int64_t)about.st_size : -1;
}

/* Is the text between two places what the pattern between two others stands for? */
static int part_fits(const char *text, size_t size, const char *pattern, size_t length)
{
    char some[GDCS_I_NAME], by[GDCS_I_NAME];
    memcpy(some, text, size);
    memcpy(by, pattern, length);
    some[size] = by[length] = '\0';
    return gdcs_i_files_fits(some, by);
}

int gdcs_i_files_value(const char *name, const char *pattern, char value[GDCS_I_NAME])
{
    const char *hole = strstr(pattern, "{}");
    const size_t size = strlen(name), before = (size_t)(hole - pattern);
    const size_t behind = strlen(hole + 2);
    int ways = 0;
    if (size >= GDCS_I_NAME || before >= GDCS_I_NAME || behind >= GDCS_I_NAME)
        return 0;
    for (size_t from = 0; from < size; from++) {
        if (!part_fits(name, from, pattern, before))
            continue;
        for (size_t to = from + 1; to <= size; to++) {
            if (!part_fits(name + to, size - to, hole + 2, behind))
                continue;
            if (ways > 0 &&
                (strlen(value) != to - from || memcmp(value, name + from, to - from) != 0))
                return 2;
            memcpy(value, name + from, to - from);
            value[to - from] = '\0';
            ways = 1;
        }
    }
    return ways;
}

static gdcs_status add(gdcs_i_files *files, const char *path, gdcs_error *err)
{
    void *memory = files->paths;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &files->room, files->count + 1, sizeof(char *), err);
    files->paths = memory;
    TRY(status);
    TRY(gdcs_i_copy_text(path, &files->paths[files->count], err));
    files->count++;
    return GDCS_OK;
}

/* What is being put together: folders that were found, and the pattern behind them. */
typedef struct finding {
    gdcs_i_files *files;
    const char *pattern; /* all of it, for errors */
    char path[LONGEST];
    gdcs_error *err;
} finding;

static gdcs_status find_in(finding *f, size_t used, const char *rest);

/* A name that fits: a folder where more follows, else a file. */
static gdcs_status take_name(finding *f, size_t used, const char *name, const char *rest)
{
    struct stat about;
    const size_t size = strlen(name);
    if (used + size + 2 > LONGEST)
        return gdcs_i_fail_path(f->err, GDCS_E_OPEN, "open", f->pattern, ENAMETOOLONG);
    memcpy(f->path + used, name, size + 1);
    if (stat(f->path, &about) != 0)
        return GDCS_OK;
    if (rest[0] == '\0')
        return S_ISDIR(about.st_mode) ? GDCS_OK : add(f->files, f->path, f->err);
    memcpy(f->path + used + size, "/", 2);
    return S_ISDIR(about.st_mode) ? find_in(f, used + size + 1, rest) : GDCS_OK;
}

static gdcs_status take_names(finding *f, DIR *folder, size_t used, const char *part,
                              const char *rest)
{
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        f->path[used] = '\0';
        if (entry == NULL)
            return errno == 0 ? GDCS_OK
                              : gdcs_i_fail_path(f->err, GDCS_E_OPEN, "open", f->path, errno);
        if ((entry->d_name[0] != '.' || part[0] == '.') && gdcs_i_files_fits(entry->d_name, part))
            TRY(take_name(f, used, entry->d_name, rest));
    }
}

static gdcs_status search(finding *f, size_t used, const char *part, const char *rest)
{
    f->path[used] = '\0';
    DIR *folder = opendir(used > 0 ? f->path : ".");
    if (folder == NULL && errno == ENOMEM)
        return gdcs_i_fail_memory(f->err);
    if (folder == NULL)
        return errno == ENOENT || errno == ENOTDIR
                   ? GDCS_OK
                   : gdcs_i_fail_path(f->err, GDCS_E_OPEN, "open", used > 0 ? f->path : ".", errno);
    const gdcs_status status = take_names(f, folder, used, part, rest);
    closedir(folder);
    return status;
}

/* path[0..used) is there, or nothing; rest is the pattern from here on. */
static gdcs_status find_in(finding *f, size_t used, const char *rest)
{
    char part[LONGEST];
    const size_t slashes = strspn(rest, "/");
    const size_t size = strcspn(rest + slashes, "/");
    if (used + slashes + size + 2 > LONGEST)
        return gdcs_i_fail_path(f->err, GDCS_E_OPEN, "open", f->pattern, ENAMETOOLONG);
    memcpy(f->path + used, rest, slashes);
    used += slashes;
    memcpy(part, rest + slashes, size);
    part[size] = '\0';
    rest += slashes + size;
    rest += rest[0] == '/';
    return strpbrk(part, "*?") != NULL ? search(f, used, part, rest)
                                       : take_name(f, used, part, rest);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static gdcs_status expand(const char *pattern, gdcs_i_files *out, gdcs_error *err)
{
    finding f = {.files = out, .pattern = pattern, .err = err};
    const int64_t before = out->count;
    TRY(find_in(&f, 0, pattern));
    if (out->count == before)
        return gdcs_i_fail_path_with(err, GDCS_E_OPEN, "open", pattern,
                                     "there is no file whose name fits");
    qsort(out->paths + before, (size_t)(out->count - before), sizeof(char *), by_bytes);
    return GDCS_OK;
}

/* --- one file twice --- */

typedef struct identity {
    dev_t device;
    ino_t inode;
    int64_t number; /* in the list; -1: nothing that could be told again */
} identity;

static int by_identity(const void *a, const void *b)
{
    const identity *x = a, *y = b;
    if (x->device != y->device)
        return x->device < y->device ? -1 : 1;
    if (x->inode != y->inode)
        return x->inode < y->inode ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static identity identify(const char *path, int64_t number)
{
    struct stat about;
    const int standard = strcmp(path, "-") == 0;
    if (standard || stat(path, &about) != 0) /* what is not there is told when it is opened */
        return (identity){.inode = (ino_t)standard, .number = standard ? number : -1};
    return (identity){.device = about.st_dev, .inode = about.st_ino, .number = number};
}

static gdcs_status check_twice(const gdcs_i_files *files, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, files->count, sizeof(identity), err));
    identity *all = memory;
    for (int64_t i = 0; i < files->count; i++)
        all[i] = identify(files->paths[i], i);
    qsort(all, (size_t)files->count, sizeof *all, by_identity);
    int64_t twice = -1;
    for (int64_t i = 1; i < files->count && twice < 0; i++)
        if (all[i].number >= 0 && all[i - 1].number >= 0 && all[i].device == all[i - 1].device &&
            all[i].inode == all[i - 1].inode)
            twice = all[i].number;
    free(memory);
    return twice < 0 ? GDCS_OK
                     : gdcs_i_fail_path_with(err, GDCS_E_DUPLICATE, "read", files->paths[twice],
                                             "this file is there twice");
}

gdcs_status gdcs_i_files_find(const char *const *paths, int64_t count, gdcs_i_files *out,
                              gdcs_error *err)
{
    TRY(gdcs_i_need(paths, "paths", err));
    if (count < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "count", "the number of paths is %lld, below 1",
                           (long long)count);
    for (int64_t i = 0; i < count; i++) {
        if (paths[i] == NULL)
            return gdcs_i_fail(err, GDCS_E_ARGUMENT, "paths", "path %lld is missing",
                               (long long)i + 1);
        TRY(is_pattern(paths[i]) ? expand(paths[i], out, err) : add(out, paths[i], err));
    }
    return check_twice(out, err);
}

void gdcs_i_files_free(gdcs_i_files *files)
{
    for (int64_t i = 0; i < files->count; i++)
        free(files->paths[i]);
    free(files->paths);
    *files = (gdcs_i_files){0};
}
