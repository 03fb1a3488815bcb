#include "io/csv/source.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/system.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

gdcs_status gdcs_i_source_open(const char *path, gdcs_i_source *out, gdcs_error *err)
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
    *out = (gdcs_i_source){.path = path, .descriptor = descriptor, .owned = !standard};
    return GDCS_OK;
}

void gdcs_i_source_of(const char *text, size_t size, gdcs_i_source *out)
{
    *out = (gdcs_i_source){.text = text, .left = size, .descriptor = -1};
}

/* One read of the system, however often it is interrupted or has nothing yet. */
static ssize_t read_some(int descriptor, char *room, size_t size)
{
    for (;;) {
        const ssize_t n = read(descriptor, room, size);
        if (n >= 0)
            return n;
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd wait = {.fd = descriptor, .events = POLLIN};
            if (poll(&wait, 1, -1) < 0 && errno != EINTR)
                return -1;
        } else if (errno != EINTR) {
            return -1;
        }
    }
}

static gdcs_status read_memory(gdcs_i_source *source, char *room, size_t size, size_t *got)
{
    *got = size < source->left ? size : source->left;
    if (*got > 0)
        memcpy(room, source->text, *got);
    source->text += *got;
    source->left -= *got;
    return GDCS_OK;
}

static gdcs_status read_file(gdcs_i_source *source, char *room, size_t size, size_t *got,
                             gdcs_error *err)
{
    while (*got < size) {
        const ssize_t n = read_some(source->descriptor, room + *got, size - *got);
        if (n < 0)
            return gdcs_i_fail_path(err, GDCS_E_READ, "read", source->path, errno);
        if (n == 0)
            break;
        *got += (size_t)n;
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_source_read(gdcs_i_source *source, char *room, size_t size, size_t *got,
                               gdcs_error *err)
{
    const size_t ahead = source->first_size - source->first_used;
    if (source->path == NULL)
        return read_memory(source, room, size, got);
    *got = size < ahead ? size : ahead;
    if (*got > 0)
        memcpy(room, source->first + source->first_used, *got);
    source->first_used += *got;
    return read_file(source, room, size, got, err);
}

gdcs_status gdcs_i_source_peek(gdcs_i_source *source, size_t most, const char **text, size_t *size,
                               int *whole, gdcs_error *err)
{
    if (source->path == NULL) {
        *text = source->text;
        *size = source->left < most ? source->left : most;
        *whole = *size == source->left;
        return GDCS_OK;
    }
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, (int64_t)most, 1, err));
    source->first = memory;
    TRY(read_file(source, source->first, most, &source->first_size, err));
    *text = source->first;
    *size = source->first_size;
    *whole = source->first_size < most;
    return GDCS_OK;
}

void gdcs_i_source_close(gdcs_i_source *source)
{
    if (source->owned)
        close(source->descriptor);
    source->owned = 0;
    free(source->first);
    source->first = NULL;
}
