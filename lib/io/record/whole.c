#include "io/record/whole.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>

enum { STEP = 1 << 16 };

gdcs_status gdcs_i_source_whole(gdcs_i_source *source, size_t limit, char **text, size_t *size,
                                gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    int64_t room = 0;
    size_t got = 0, used = 0;
    do {
        GO(gdcs_i_reserve(&memory, &room, (int64_t)used + STEP + 1, 1, err));
        GO(gdcs_i_source_read(source, (char *)memory + used, STEP, &got, err));
        used += got;
        if (used > limit)
            GO(gdcs_i_fail(err, GDCS_E_LIMIT, "size", "more than %llu bytes",
                           (unsigned long long)limit));
    } while (got == STEP);
    ((char *)memory)[used] = '\0';
    *text = memory;
    *size = used;
    return GDCS_OK;
done:
    free(memory);
    return status;
}
