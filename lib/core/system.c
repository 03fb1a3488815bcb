#include "core/system.h"
#include "core/fail.h"

#include <errno.h>
#include <string.h>

const char *gdcs_i_errno_text(int number)
{
    switch (number) {
    case EPERM: return "operation not permitted";
    case ENOENT: return "no such file or directory";
    case EIO: return "input or output error of the device";
    case ENXIO: return "no such device";
    case EBADF: return "the descriptor is not open for this";
    case EAGAIN: return "the resource is busy";
    case ENOMEM: return "not enough memory";
    case EACCES: return "permission denied";
    case EBUSY: return "device or file in use";
    case EEXIST: return "the file exists already";
    case EXDEV: return "not on the same file system";
    case ENOTDIR: return "a part of the path is not a directory";
    case EISDIR: return "is a directory";
    case EINVAL: return "not possible for this kind of file";
    case ENFILE: return "too many open files in the system";
    case EMFILE: return "too many open files in this process";
    case ETXTBSY: return "the file is being executed";
    case EFBIG: return "the file would be too large";
    case ENOSPC: return "no space left on the device";
    case EROFS: return "the file system is read-only";
    case EPIPE: return "the reader of the pipe is gone";
    case ENAMETOOLONG: return "the name is too long";
    case ELOOP: return "too many symbolic links";
    case EOVERFLOW: return "the file is too large for this system";
    case EDQUOT: return "the disk quota is used up";
    case ESTALE: return "the network file is gone";
    default: return "unexpected system error";
    }
}

gdcs_status gdcs_i_fail_path_with(gdcs_error *err, gdcs_status status, const char *verb,
                                  const char *path, const char *reason)
{
    enum { SHOWN = 150 };
    if (path == NULL)
        return gdcs_i_fail(err, status, "text", "cannot %s the text: %s", verb, reason);
    const size_t size = strlen(path), said = strlen(reason);
    const size_t room = said < SHOWN / 2 ? SHOWN : SHOWN + SHOWN / 2 - said;
    const char *start = path;
    if (size > room) {
        start = path + size - room;
        while (((unsigned char)*start & 0xC0) == 0x80) /* not inside a character */
            start++;
    }
    return gdcs_i_fail(err, status, "path", "cannot %s %s%s: %s", verb, start == path ? "" : "...",
                       start, reason);
}

gdcs_status gdcs_i_fail_path(gdcs_error *err, gdcs_status status, const char *verb,
                             const char *path, int number)
{
    return gdcs_i_fail_path_with(err, status, verb, path, gdcs_i_errno_text(number));
}
