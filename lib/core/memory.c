#include "core/memory.h"
#include "core/fail.h"

#include <stdlib.h>
#include <string.h>

/* No object may be larger than what a pointer difference can hold. */
static int fits(int64_t count, size_t item)
{
    return count >= 0 && (item == 0 || (uint64_t)count <= (uint64_t)PTRDIFF_MAX / item);
}

gdcs_status gdcs_i_alloc(void **out, int64_t count, size_t item, gdcs_error *err)
{
    void *memory =
        fits(count, item) ? calloc(count > 0 ? (size_t)count : 1, item > 0 ? item : 1) : NULL;
    if (memory == NULL)
        return gdcs_i_fail_memory(err);
    *out = memory;
    return GDCS_OK;
}

gdcs_status gdcs_i_stretch(void **items, int64_t *capacity, int64_t need, size_t item,
                           gdcs_error *err)
{
    const int64_t have = *capacity;
    if (need <= have)
        return GDCS_OK;
    int64_t grown = have + have / 2 + 8;
    if (grown < need || !fits(grown, item))
        grown = need;
    void *memory = fits(grown, item) ? realloc(*items, (size_t)grown * item) : NULL;
    if (memory == NULL)
        return gdcs_i_fail_memory(err);
    *items = memory;
    *capacity = grown;
    return GDCS_OK;
}

gdcs_status gdcs_i_reserve(void **items, int64_t *capacity, int64_t need, size_t item,
                           gdcs_error *err)
{
    const int64_t have = *capacity;
    if (need <= have)
        return GDCS_OK;
    TRY(gdcs_i_stretch(items, capacity, need, item, err));
    memset((char *)*items + (size_t)have * item, 0, (size_t)(*capacity - have) * item);
    return GDCS_OK;
}

gdcs_status gdcs_i_copy_text(const char *text, char **out, gdcs_error *err)
{
    const size_t size = text == NULL ? 0 : strlen(text);
    char *copy = malloc(size + 1);
    if (copy == NULL)
        return gdcs_i_fail_memory(err);
    if (size > 0)
        memcpy(copy, text, size);
    copy[size] = '\0';
    *out = copy;
    return GDCS_OK;
}
