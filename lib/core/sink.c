#define _XOPEN_SOURCE 700 /* realpath */
#include <gdcs/sink.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/system.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER_SIZE = 1 << 16, LONGEST_WRITE = 1 << 30, NAME_TRIES = 10000, NAME_ROOM = 32 };

typedef enum kind { MEMORY_SINK, DESCRIPTOR_SINK, FILE_SINK } kind;

struct gdcs_sink {
    char *bytes; /* what is not yet written; for a memory sink all, with its NUL */
    int64_t size;
    int64_t capacity;
    kind kind;
    int descriptor;
    int owned;       /* is the descriptor ours to close? */
    char *path;      /* what errors name, and what the file will be called; NULL: none */
    char *temporary; /* its name until then; NULL: written in place */
    int failed;      /* errno of the first failure: from then on nothing is written */
    int closed;
};

static gdcs_status fail_write(const gdcs_sink *sink, gdcs_error *err)
{
    if (sink->path != NULL)
        return gdcs_i_fail_path(err, GDCS_E_WRITE, "write", sink->path, sink->failed);
    return gdcs_i_fail(err, GDCS_E_WRITE, "sink", "cannot write: %s",
                       gdcs_i_errno_text(sink->failed));
}

/* Write all, however often the system takes less or is interrupted. */
static int write_all(int descriptor, const char *bytes, int64_t size)
{
    while (size > 0) {
        const ssize_t n =
            write(descriptor, bytes, (size_t)(size < LONGEST_WRITE ? size : LONGEST_WRITE));
        if (n > 0) {
            bytes += n;
            size -= n;
        } else if (n == 0) {
            return EIO;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd wait = {.fd = descriptor, .events = POLLOUT};
            if (poll(&wait, 1, -1) < 0 && errno != EINTR)
                return errno;
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

static gdcs_status flush(gdcs_sink *sink, gdcs_error *err)
{
    sink->failed = write_all(sink->descriptor, sink->bytes, sink->size);
    sink->size = 0;
    return sink->failed == 0 ? GDCS_OK : fail_write(sink, err);
}

static gdcs_status make(gdcs_sink **out, kind what, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *sink = NULL, *bytes = NULL;
    const int64_t capacity = what == MEMORY_SINK ? 0 : BUFFER_SIZE;
    TRY(gdcs_i_alloc(&sink, 1, sizeof(gdcs_sink), err));
    if (capacity > 0)
        GO(gdcs_i_alloc(&bytes, capacity, 1, err));
    *out = sink;
    **out = (gdcs_sink){.kind = what, .bytes = bytes, .capacity = capacity, .descriptor = -1};
    return GDCS_OK;
done:
    free(sink);
    return status;
}

/* Open a file that does not exist yet, in the folder of sink->path.  Its name is short, so it
   fits wherever the path itself does. */
static int open_temporary(gdcs_sink *sink, char *name)
{
    const char *slash = strrchr(sink->path, '/');
    const size_t folder = slash == NULL ? 0 : (size_t)(slash - sink->path) + 1;
    memcpy(name, sink->path, folder);
    for (int i = 0; i < NAME_TRIES; i++) {
        snprintf(name + folder, NAME_ROOM, ".gdcs-%d.part", i);
        sink->descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (sink->descriptor >= 0)
            return 0;
        if (errno != EEXIST)
            return errno;
    }
    return EEXIST;
}

/* A symbolic link stays: what it points to is replaced. */
static gdcs_status target_of(const char *path, char **out, gdcs_error *err)
{
    struct stat about;
    if (lstat(path, &about) == 0 && S_ISLNK(about.st_mode)) {
        *out = realpath(path, NULL);
        if (*out != NULL)
            return GDCS_OK;
        if (errno == ENOMEM)
            return gdcs_i_fail_memory(err);
    }
    return gdcs_i_copy_text(path, out, err);
}

/* Opening the old file first refuses folders and files we may not write, and finds devices and
   pipes, which are written in place: a rename would replace /dev/null.  Returns an errno. */
static int open_file(gdcs_sink *sink, char *name)
{
    struct stat old;
    const int descriptor = open(sink->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0 && errno != ENOENT)
        return errno;
    if (descriptor >= 0) {
        const int failed = fstat(descriptor, &old) == 0 ? 0 : errno;
        if (failed != 0 || !S_ISREG(old.st_mode)) {
            sink->descriptor = descriptor;
            return failed;
        }
        close(descriptor);
    }
    const int failed = open_temporary(sink, name);
    if (failed != 0)
        return failed;
    sink->temporary = name;
    return descriptor < 0 || fchmod(sink->descriptor, old.st_mode & 0777) == 0 ? 0 : errno;
}

gdcs_status gdcs_sink_new_file(const char *path, gdcs_sink **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_sink *sink = NULL;
    void *name = NULL;
    TRY(gdcs_i_need(path, "path", err));
    TRY(gdcs_i_need(out, "out", err));
    if (path[0] == '\0')
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "path", "the path is empty");
    TRY(make(&sink, FILE_SINK, err));
    GO(target_of(path, &sink->path, err));
    GO(gdcs_i_alloc(&name, (int64_t)strlen(sink->path) + NAME_ROOM, 1, err));
    const int failed = open_file(sink, name);
    sink->owned = sink->descriptor >= 0;
    if (sink->temporary == NULL)
        free(name);
    if (failed != 0)
        GO(gdcs_i_fail_path(err, GDCS_E_OPEN, "open", path, failed));
    *out = sink;
    return GDCS_OK;
done:
    gdcs_sink_free(sink);
    return status;
}

gdcs_status gdcs_sink_new_descriptor(int32_t descriptor, gdcs_sink **out, gdcs_error *err)
{
    TRY(gdcs_i_need(out, "out", err));
    if (descriptor < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "descriptor", "the descriptor is %d, below 0",
                           (int)descriptor);
    gdcs_sink *sink = NULL;
    TRY(make(&sink, DESCRIPTOR_SINK, err));
    sink->descriptor = descriptor;
    *out = sink;
    return GDCS_OK;
}

gdcs_status gdcs_sink_new_memory(gdcs_sink **out, gdcs_error *err)
{
    TRY(gdcs_i_need(out, "out", err));
    return make(out, MEMORY_SINK, err);
}

static gdcs_status write_memory(gdcs_sink *sink, const char *bytes, int64_t size, gdcs_error *err)
{
    if (size > INT64_MAX - 1 - sink->size)
        return gdcs_i_fail_memory(err);
    void *memory = sink->bytes;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &sink->capacity, sink->size + size + 1, 1, err);
    sink->bytes = memory;
    TRY(status);
    memcpy(sink->bytes + sink->size, bytes, (size_t)size);
    sink->size += size;
    sink->bytes[sink->size] = '\0';
    return GDCS_OK;
}

gdcs_status gdcs_sink_write(gdcs_sink *sink, const char *bytes, int64_t size, gdcs_error *err)
{
    TRY(gdcs_i_need(sink, "sink", err));
    if (sink->closed)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "sink", "the sink is closed");
    if (size < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "size", "the size is %lld, below 0",
                           (long long)size);
    if (sink->failed != 0)
        return fail_write(sink, err);
    if (size == 0)
        return GDCS_OK;
    TRY(gdcs_i_need(bytes, "bytes", err));
    if (sink->kind == MEMORY_SINK)
        return write_memory(sink, bytes, size, err);
    if (size > sink->capacity - sink->size)
        TRY(flush(sink, err));
    if (size >= sink->capacity) {
        sink->failed = write_all(sink->descriptor, bytes, size);
        return sink->failed == 0 ? GDCS_OK : fail_write(sink, err);
    }
    memcpy(sink->bytes + sink->size, bytes, (size_t)size);
    sink->size += size;
    return GDCS_OK;
}

/* Give the descriptor back and, if all went well, the file its name; else remove it. */
static int settle(gdcs_sink *sink)
{
    int failed = sink->failed;
    if (sink->owned && close(sink->descriptor) != 0 && errno != EINTR && failed == 0)
        failed = errno;
    sink->owned = 0;
    if (sink->temporary != NULL) {
        if (failed == 0 && rename(sink->temporary, sink->path) != 0)
            failed = errno;
        if (failed != 0)
            unlink(sink->temporary);
        free(sink->temporary);
        sink->temporary = NULL;
    }
    return failed;
}

gdcs_status gdcs_sink_close(gdcs_sink *sink, gdcs_error *err)
{
    TRY(gdcs_i_need(sink, "sink", err));
    if (!sink->closed && sink->kind != MEMORY_SINK) {
        if (sink->failed == 0)
            sink->failed = write_all(sink->descriptor, sink->bytes, sink->size);
        sink->failed = settle(sink);
    }
    sink->closed = 1;
    return sink->failed == 0 ? GDCS_OK : fail_write(sink, err);
}

const char *gdcs_sink_get_text(const gdcs_sink *sink, int64_t *size)
{
    const int kept = sink != NULL && sink->kind == MEMORY_SINK && sink->size > 0;
    if (size != NULL)
        *size = kept ? sink->size : 0;
    return kept ? sink->bytes : "";
}

void gdcs_sink_free(gdcs_sink *sink)
{
    if (sink == NULL)
        return;
    if (!sink->closed) {
        sink->failed = sink->failed != 0 ? sink->failed : ECANCELED;
        settle(sink);
    }
    free(sink->bytes);
    free(sink->path);
    free(sink);
}
