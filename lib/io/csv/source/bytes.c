#include "io/csv/source/bytes.h"
#include "core/fail.h"
#include "core/system.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATIENCE = 50 }; /* milliseconds after which a waiting reader looks whether it is to stop */

gdcs_status gdcs_i_bytes_open(const char *path, gdcs_i_bytes *out, gdcs_error *err)
{
    struct stat about;
    const int standard = strcmp(path, "-") == 0;
    const int descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return gdcs_i_fail_path(err, GDCS_E_OPEN, "open", path, errno);
    const int failed = fstat(descriptor, &about) != 0 ? errno : S_ISDIR(about.st_mode) ? EISDIR : 0;
    if (failed != 0) {
        if (!standard)
            close(descriptor);
        return gdcs_i_fail_path(err, GDCS_E_OPEN, "open", path, failed);
    }
    const off_t start = standard ? lseek(descriptor, 0, SEEK_CUR) : 0;
    *out = (gdcs_i_bytes){.path = path,
                          .descriptor = descriptor,
                          .owned = !standard,
                          .regular = S_ISREG(about.st_mode) && start >= 0,
                          .start = start > 0 ? start : 0,
                          .size = about.st_size,
                          .changed = about.st_mtim};
    return GDCS_OK;
}

void gdcs_i_bytes_of(const char *text, size_t size, gdcs_i_bytes *out)
{
    *out = (gdcs_i_bytes){.text = text, .left = size, .descriptor = -1};
}

gdcs_status gdcs_i_bytes_fail(const gdcs_i_bytes *bytes, gdcs_error *err, gdcs_status status,
                              const char *format, ...)
{
    enum { LONGEST = 160 };
    char what[LONGEST];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return gdcs_i_fail_path_with(err, status, "read", bytes->path, what);
}

int64_t gdcs_i_bytes_size(const gdcs_i_bytes *bytes)
{
    if (bytes->path == NULL)
        return (int64_t)bytes->left;
    return bytes->regular ? bytes->size - bytes->start : -1;
}

static int may_stop(const gdcs_i_bytes *bytes)
{
    return bytes->stop != NULL || bytes->progress != NULL;
}

static int is_stopped(const gdcs_i_bytes *bytes)
{
    return (bytes->stop != NULL && atomic_load(bytes->stop)) ||
           gdcs_i_progress_is_cancelled(bytes->progress);
}

/* Until there is something to read; not for ever where somebody may say stop. */
static int wait_for(const gdcs_i_bytes *bytes)
{
    struct pollfd wait = {.fd = bytes->descriptor, .events = POLLIN};
    for (;;) {
        if (is_stopped(bytes)) {
            errno = ECANCELED;
            return -1;
        }
        const int ready = poll(&wait, 1, may_stop(bytes) ? PATIENCE : -1);
        if (ready > 0)
            return 0;
        if (ready < 0 && errno != EINTR)
            return -1;
    }
}

/* One read of the system, however often it is interrupted or has nothing yet. */
static ssize_t read_some(const gdcs_i_bytes *bytes, char *room, size_t size)
{
    for (;;) {
        if (may_stop(bytes) && !bytes->regular && wait_for(bytes) != 0)
            return -1;
        const ssize_t n = read(bytes->descriptor, room, size);
        if (n >= 0)
            return n;
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (wait_for(bytes) != 0)
                return -1;
        } else if (errno != EINTR) {
            return -1;
        }
    }
}

/* Files that a system makes up have size 0. */
static int has_size(const gdcs_i_bytes *bytes)
{
    return bytes->regular && bytes->size > bytes->start;
}

/* What was read is one state of the file only if it has the size and the time of change that it had. */
static gdcs_status check_end(const gdcs_i_bytes *bytes, gdcs_error *err)
{
    struct stat now;
    const long long then = (long long)bytes->size;
    if (!bytes->regular)
        return GDCS_OK;
    if (fstat(bytes->descriptor, &now) != 0)
        return gdcs_i_bytes_fail(bytes, err, GDCS_E_READ, "%s", gdcs_i_errno_text(errno));
    if (now.st_size != bytes->size)
        return gdcs_i_bytes_fail(
            bytes, err, GDCS_E_READ,
            "it changed while it was read, from %lld bytes to %lld, of which %lld were read", then,
            (long long)now.st_size, (long long)bytes->place);
    if (has_size(bytes) && bytes->place != bytes->size - bytes->start)
        return gdcs_i_bytes_fail(bytes, err, GDCS_E_READ, "it gave %lld of its %lld bytes",
                                 (long long)(bytes->start + bytes->place), then);
    if (now.st_mtim.tv_sec != bytes->changed.tv_sec ||
        now.st_mtim.tv_nsec != bytes->changed.tv_nsec)
        return gdcs_i_bytes_fail(bytes, err, GDCS_E_READ,
                                 "it was written to while its %lld bytes were read", then);
    return GDCS_OK;
}

static gdcs_status refuse(const gdcs_i_bytes *bytes, int number, gdcs_error *err)
{
    TRY(gdcs_i_progress_check(bytes->progress, err));
    return gdcs_i_bytes_fail(bytes, err, GDCS_E_READ, "%s, at byte %lld", gdcs_i_errno_text(number),
                             (long long)bytes->place);
}

static gdcs_status read_file(gdcs_i_bytes *bytes, char *room, size_t size, size_t *got,
                             gdcs_error *err)
{
    while (*got < size && !bytes->ended) {
        TRY(gdcs_i_progress_check(bytes->progress, err));
        const ssize_t n = read_some(bytes, room + *got, size - *got);
        if (n < 0)
            return refuse(bytes, errno, err);
        gdcs_i_progress_add_bytes(bytes->progress, n);
        bytes->ended = n == 0;
        bytes->place += n;
        *got += (size_t)n;
        if (n == 0 || (has_size(bytes) && bytes->place > bytes->size - bytes->start))
            TRY(check_end(bytes, err)); /* one that grows faster than it is read has no end */
    }
    return GDCS_OK;
}

static gdcs_status read_memory(gdcs_i_bytes *bytes, char *room, size_t size, size_t *got,
                               gdcs_error *err)
{
    TRY(gdcs_i_progress_check(bytes->progress, err));
    *got = size < bytes->left ? size : bytes->left;
    if (*got > 0)
        memcpy(room, bytes->text, *got);
    bytes->text += *got;
    bytes->left -= *got;
    bytes->place += (int64_t)*got;
    gdcs_i_progress_add_bytes(bytes->progress, (int64_t)*got);
    return GDCS_OK;
}

gdcs_status gdcs_i_bytes_read(gdcs_i_bytes *bytes, char *room, size_t size, size_t *got,
                              gdcs_error *err)
{
    if (bytes->path == NULL)
        return read_memory(bytes, room, size, got, err);
    const size_t ahead = bytes->magic_size - bytes->magic_used;
    *got = size < ahead ? size : ahead;
    if (*got > 0)
        memcpy(room, bytes->magic + bytes->magic_used, *got);
    bytes->magic_used += *got;
    return read_file(bytes, room, size, got, err);
}

gdcs_status gdcs_i_bytes_look(gdcs_i_bytes *bytes, const char **text, size_t *size, gdcs_error *err)
{
    if (bytes->path == NULL) {
        *text = bytes->text;
        *size = bytes->left < GDCS_I_MAGIC ? bytes->left : GDCS_I_MAGIC;
        return GDCS_OK;
    }
    TRY(read_file(bytes, bytes->magic, GDCS_I_MAGIC, &bytes->magic_size, err));
    *text = bytes->magic;
    *size = bytes->magic_size;
    return GDCS_OK;
}

void gdcs_i_bytes_close(gdcs_i_bytes *bytes)
{
    if (bytes->owned)
        close(bytes->descriptor);
    bytes->owned = 0;
}
