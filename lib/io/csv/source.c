#include "io/csv/source.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

gdcs_status gdcs_i_source_open(const char *path, gdcs_i_source *out, gdcs_error *err)
{
    gdcs_i_bytes bytes;
    TRY(gdcs_i_bytes_open(path, &bytes, err));
    *out = (gdcs_i_source){.bytes = bytes};
    return GDCS_OK;
}

gdcs_status gdcs_i_source_size(const char *text, int64_t size, size_t *out, gdcs_error *err)
{
    if (size < -1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "size", "the size is %lld, below -1",
                           (long long)size);
    if (size != 0)
        TRY(gdcs_i_need(text, "text", err));
    *out = size < 0 ? strlen(text) : (size_t)size;
    return GDCS_OK;
}

void gdcs_i_source_of(const char *text, size_t size, gdcs_i_source *out)
{
    *out = (gdcs_i_source){.begun = 0};
    gdcs_i_bytes_of(text, size, &out->bytes);
}

void gdcs_i_source_as_is(const char *text, size_t size, gdcs_i_source *out)
{
    gdcs_i_source_of(text, size, out);
    out->begun = 1;
}

static gdcs_status begin(gdcs_i_source *source, gdcs_error *err)
{
    const char *text = NULL;
    size_t size = 0;
    gdcs_i_unpack *unpack = NULL;
    TRY(gdcs_i_bytes_look(&source->bytes, &text, &size, err));
    source->begun = 1;
    const int32_t packing = gdcs_i_packing(text, size);
    if (packing == GDCS_I_UNPACKED)
        return GDCS_OK;
    TRY(gdcs_i_unpack_new(&source->bytes, packing, &unpack, err));
    return gdcs_i_ahead_new(&source->bytes, unpack, source->alone, &source->ahead, err);
}

static gdcs_status read_on(gdcs_i_source *source, char *room, size_t size, size_t *got,
                           gdcs_error *err)
{
    if (!source->begun)
        TRY(begin(source, err));
    return source->ahead != NULL ? gdcs_i_ahead_read(source->ahead, room, size, got, err)
                                 : gdcs_i_bytes_read(&source->bytes, room, size, got, err);
}

/* What was looked at beforehand is read. */
static void forget_first(gdcs_i_source *source)
{
    free(source->first);
    source->first = NULL;
    source->first_size = source->first_used = 0;
}

gdcs_status gdcs_i_source_read(gdcs_i_source *source, char *room, size_t size, size_t *got,
                               gdcs_error *err)
{
    const size_t left = source->first_size - source->first_used;
    const size_t ahead = size < left ? size : left;
    size_t more = 0;
    if (ahead > 0)
        memcpy(room, source->first + source->first_used, ahead);
    source->first_used += ahead;
    if (source->first_used == source->first_size)
        forget_first(source);
    if (ahead < size)
        TRY(read_on(source, room + ahead, size - ahead, &more, err));
    *got = ahead + more;
    return GDCS_OK;
}

gdcs_status gdcs_i_source_peek(gdcs_i_source *source, size_t most, const char **text, size_t *size,
                               int *whole, gdcs_error *err)
{
    void *memory = NULL;
    if (!source->begun)
        TRY(begin(source, err));
    if (source->ahead == NULL && source->bytes.path == NULL) {
        *text = source->bytes.text;
        *size = source->bytes.left < most ? source->bytes.left : most;
        *whole = *size == source->bytes.left;
        return GDCS_OK;
    }
    TRY(gdcs_i_alloc(&memory, (int64_t)most, 1, err));
    source->first = memory;
    TRY(read_on(source, source->first, most, &source->first_size, err));
    *text = source->first;
    *size = source->first_size;
    *whole = source->first_size < most;
    return GDCS_OK;
}

void gdcs_i_source_close(gdcs_i_source *source)
{
    gdcs_i_ahead_free(source->ahead);
    source->ahead = NULL;
    gdcs_i_bytes_close(&source->bytes);
    free(source->first);
    source->first = NULL;
}
