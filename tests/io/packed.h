/* Texts packed by gzip and zstd, and files of them. */
#ifndef GDCS_TESTS_IO_PACKED_H
#define GDCS_TESTS_IO_PACKED_H

#include "io/read.h"

#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum { PLAIN, GZIP, ZSTD, PACKINGS };

typedef struct packed {
    char *text;
    size_t size;
} packed;

/* One more member or frame behind what there is. */
static inline void pack_on(packed *p, int packing, const char *text, size_t size)
{
    const size_t room = 2 * size + 1024;
    p->text = realloc(p->text, p->size + room);
    cr_assert_not_null(p->text);
    char *at = p->text + p->size;
    if (packing == PLAIN) {
        memcpy(at, text, size);
        p->size += size;
    } else if (packing == GZIP) {
        z_stream z = {.next_in = (unsigned char *)(uintptr_t)text,
                      .avail_in = (unsigned)size,
                      .next_out = (unsigned char *)at,
                      .avail_out = (unsigned)room};
        cr_assert(deflateInit2(&z, 1, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
        cr_assert(deflate(&z, Z_FINISH) == Z_STREAM_END);
        p->size += z.total_out;
        deflateEnd(&z);
    } else {
        ZSTD_CCtx *context = ZSTD_createCCtx();
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
        const size_t made = ZSTD_compress2(context, at, room, text, size);
        cr_assert(ZSTD_isError(made) == 0);
        p->size += made;
        ZSTD_freeCCtx(context);
    }
}

static inline packed pack(int packing, const char *text, size_t size)
{
    packed p = {.size = 0};
    pack_on(&p, packing, text, size);
    return p;
}

/* A file with these bytes; its name is good until the next. */
static inline const char *file_of(const char *text, size_t size)
{
    static char name[64];
    strcpy(name, "/tmp/gdcs_packed_XXXXXX");
    const int descriptor = mkstemp(name);
    cr_assert(descriptor >= 0);
    cr_assert(write(descriptor, text, size) == (ssize_t)size);
    close(descriptor);
    return name;
}
#endif
