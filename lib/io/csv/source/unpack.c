/* A file is one member of gzip or one frame of zstd after another: what several were put together, and
   what parallel packers write.  Zeros behind the last member of gzip are padding, as of tapes; whatever
   else stands there is damage. */
#include "io/csv/source/unpack.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

enum { ROOM = 1 << 16, GZIP_ONLY = 16 + MAX_WBITS };

struct gdcs_i_unpack {
    gdcs_i_bytes *bytes;
    int32_t packing;
    int between; /* members or frames? */
    int ended;
    int zlib_begun;
    z_stream zlib;
    ZSTD_DStream *zstd;
    char *packed;
    size_t at, end; /* of what is left in packed */
};

/* The third byte of gzip is its method, of which there is one; skippable frames of zstd go before others. */
int32_t gdcs_i_packing(const char *text, size_t size)
{
    if (size >= 3 && memcmp(text, "\x1F\x8B\x08", 3) == 0)
        return GDCS_I_GZIP;
    if (size >= 4 && (memcmp(text, "\x28\xB5\x2F\xFD", 4) == 0 ||
                      ((text[0] & 0xF0) == 0x50 && memcmp(text + 1, "\x2A\x4D\x18", 3) == 0)))
        return GDCS_I_ZSTD;
    return GDCS_I_UNPACKED;
}

static gdcs_status begin(gdcs_i_unpack *unpack, gdcs_error *err)
{
    if (unpack->packing == GDCS_I_ZSTD) {
        unpack->zstd = ZSTD_createDStream();
        return unpack->zstd != NULL ? GDCS_OK : gdcs_i_fail_memory(err);
    }
    if (inflateInit2(&unpack->zlib, GZIP_ONLY) != Z_OK)
        return gdcs_i_fail_memory(err);
    unpack->zlib_begun = 1;
    return GDCS_OK;
}

gdcs_status gdcs_i_unpack_new(gdcs_i_bytes *bytes, int32_t packing, gdcs_i_unpack **out,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_unpack), err));
    gdcs_i_unpack *unpack = memory;
    unpack->bytes = bytes;
    unpack->packing = packing;
    GO(gdcs_i_alloc(&memory, ROOM, 1, err));
    unpack->packed = memory;
    GO(begin(unpack, err));
    *out = unpack;
    return GDCS_OK;
done:
    gdcs_i_unpack_free(unpack);
    return status;
}

void gdcs_i_unpack_free(gdcs_i_unpack *unpack)
{
    if (unpack == NULL)
        return;
    if (unpack->zlib_begun)
        inflateEnd(&unpack->zlib);
    ZSTD_freeDStream(unpack->zstd);
    free(unpack->packed);
    free(unpack);
}

static gdcs_status refuse(const gdcs_i_unpack *unpack, gdcs_status status, const char *what,
                          gdcs_error *err)
{
    const int64_t place = unpack->bytes->place - (int64_t)(unpack->end - unpack->at);
    return gdcs_i_bytes_fail(unpack->bytes, err, status, "its %s data %s, at byte %lld",
                             unpack->packing == GDCS_I_ZSTD ? "zstd" : "gzip", what,
                             (long long)place);
}

static gdcs_status unpack_gzip(gdcs_i_unpack *unpack, char *room, size_t size, size_t *got,
                               gdcs_error *err)
{
    z_stream *z = &unpack->zlib;
    if (unpack->between)
        inflateReset(z);
    z->next_in = (unsigned char *)unpack->packed + unpack->at;
    z->avail_in = (unsigned)(unpack->end - unpack->at);
    z->next_out = (unsigned char *)room;
    z->avail_out = (unsigned)size;
    const int said = inflate(z, Z_NO_FLUSH);
    unpack->at = unpack->end - z->avail_in;
    *got = size - z->avail_out;
    unpack->between = said == Z_STREAM_END;
    if (said == Z_MEM_ERROR)
        return gdcs_i_fail_memory(err);
    return said == Z_OK || said == Z_STREAM_END || said == Z_BUF_ERROR
               ? GDCS_OK
               : refuse(unpack, GDCS_E_READ, "are damaged", err);
}

static gdcs_status refuse_zstd(const gdcs_i_unpack *unpack, size_t said, gdcs_error *err)
{
    switch (ZSTD_getErrorCode(said)) {
    case ZSTD_error_memory_allocation: return gdcs_i_fail_memory(err);
    case ZSTD_error_frameParameter_windowTooLarge:
        return refuse(unpack, GDCS_E_LIMIT, "need a window of more than 128 MiB", err);
    case ZSTD_error_dictionary_wrong:
        return refuse(unpack, GDCS_E_READ, "need a dictionary, which is not supported", err);
    default: return refuse(unpack, GDCS_E_READ, "are damaged", err);
    }
}

static gdcs_status unpack_zstd(gdcs_i_unpack *unpack, char *room, size_t size, size_t *got,
                               gdcs_error *err)
{
    ZSTD_inBuffer in = {.src = unpack->packed, .size = unpack->end, .pos = unpack->at};
    ZSTD_outBuffer out = {.dst = room, .size = size};
    const size_t said = ZSTD_decompressStream(unpack->zstd, &out, &in);
    unpack->at = in.pos;
    *got = out.pos;
    unpack->between = said == 0;
    return ZSTD_isError(said) ? refuse_zstd(unpack, said, err) : GDCS_OK;
}

static gdcs_status refill(gdcs_i_unpack *unpack, gdcs_error *err)
{
    if (unpack->at < unpack->end || unpack->ended)
        return GDCS_OK;
    unpack->at = unpack->end = 0;
    TRY(gdcs_i_bytes_read(unpack->bytes, unpack->packed, ROOM, &unpack->end, err));
    unpack->ended = unpack->end < ROOM;
    return GDCS_OK;
}

/* To the next member or frame: *any is 0 at the end. */
static gdcs_status find_next(gdcs_i_unpack *unpack, int *any, gdcs_error *err)
{
    for (;;) {
        TRY(refill(unpack, err));
        while (unpack->packing == GDCS_I_GZIP && unpack->at < unpack->end &&
               unpack->packed[unpack->at] == '\0')
            unpack->at++;
        if (unpack->at < unpack->end || unpack->ended)
            break;
    }
    *any = unpack->at < unpack->end;
    if (*any && unpack->packing == GDCS_I_GZIP && unpack->packed[unpack->at] != '\x1F')
        return refuse(unpack, GDCS_E_READ, "are followed by something else", err);
    return GDCS_OK;
}

static gdcs_status unpack_some(gdcs_i_unpack *unpack, char *room, size_t size, size_t *got,
                               gdcs_error *err)
{
    TRY(refill(unpack, err));
    const size_t at = unpack->at;
    TRY(unpack->packing == GDCS_I_ZSTD ? unpack_zstd(unpack, room, size, got, err)
                                       : unpack_gzip(unpack, room, size, got, err));
    const int moved = *got > 0 || unpack->at > at || unpack->between;
    return moved || !unpack->ended ? GDCS_OK : refuse(unpack, GDCS_E_READ, "end too early", err);
}

gdcs_status gdcs_i_unpack_read(gdcs_i_unpack *unpack, char *room, size_t size, size_t *got,
                               gdcs_error *err)
{
    *got = 0;
    while (*got < size) {
        size_t some = 0;
        int any = 1;
        if (unpack->between)
            TRY(find_next(unpack, &any, err));
        if (!any)
            break;
        TRY(unpack_some(unpack, room + *got, size - *got, &some, err));
        *got += some;
    }
    return GDCS_OK;
}
