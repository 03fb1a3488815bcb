#include "io/arrow/metadata.h"
#include "core/fail.h"
#include "core/memory.h"

#include <string.h>

static const char prefix[] = "gdcs:";
enum { PREFIX = sizeof prefix - 1 };

static void put_number(gdcs_i_packing *p, size_t number)
{
    const int32_t n = (int32_t)number;
    memcpy(p->bytes + p->used, &n, sizeof n);
    p->used += (int64_t)sizeof n;
}

static void put_bytes(gdcs_i_packing *p, const char *bytes, size_t size)
{
    memcpy(p->bytes + p->used, bytes, size);
    p->used += (int64_t)size;
}

gdcs_status gdcs_i_metadata_add(gdcs_i_packing *p, const char *key, const char *value,
                                gdcs_error *err)
{
    const size_t key_size = strlen(key), value_size = strlen(value);
    int32_t count = 0;
    if (key_size + value_size > INT32_MAX / 2)
        return gdcs_i_fail(err, GDCS_E_LIMIT, key, "a text of %lld bytes",
                           (long long)(key_size + value_size));
    const int64_t need = p->used + (int64_t)(3 * sizeof count + PREFIX + key_size + value_size);
    void *memory = p->bytes;
    const gdcs_status status = gdcs_i_reserve(&memory, &p->room, need, 1, err);
    p->bytes = memory;
    TRY(status);
    if (p->used == 0)
        put_number(p, 0);
    memcpy(&count, p->bytes, sizeof count);
    count++;
    memcpy(p->bytes, &count, sizeof count);
    put_number(p, PREFIX + key_size);
    put_bytes(p, prefix, PREFIX);
    put_bytes(p, key, key_size);
    put_number(p, value_size);
    put_bytes(p, value, value_size);
    return GDCS_OK;
}

/* A length and what it is of; 0 if it is negative. */
static int take(const char **at, const char **text, size_t *size)
{
    int32_t n = 0;
    memcpy(&n, *at, sizeof n);
    if (n < 0)
        return 0;
    *text = *at + sizeof n;
    *size = (size_t)n;
    *at = *text + n;
    return 1;
}

int gdcs_i_metadata_next(const char *metadata, const char **at, int32_t *left, gdcs_i_pair *pair)
{
    if (metadata == NULL)
        return 0;
    if (*at == NULL) {
        memcpy(left, metadata, sizeof *left);
        *at = metadata + sizeof *left;
    }
    if (*left <= 0)
        return *left;
    (*left)--;
    return take(at, &pair->key, &pair->key_size) && take(at, &pair->value, &pair->value_size) ? 1
                                                                                              : -1;
}

const char *gdcs_i_metadata_rest(const gdcs_i_pair *pair, const char *begin, size_t *size)
{
    const size_t length = strlen(begin);
    if (pair->key_size < PREFIX + length || memcmp(pair->key, prefix, PREFIX) != 0 ||
        memcmp(pair->key + PREFIX, begin, length) != 0)
        return NULL;
    *size = pair->key_size - PREFIX - length;
    return pair->key + PREFIX + length;
}

int gdcs_i_metadata_is(const gdcs_i_pair *pair, const char *key)
{
    size_t rest = 0;
    return gdcs_i_metadata_rest(pair, key, &rest) != NULL && rest == 0;
}
