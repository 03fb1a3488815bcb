/* Each number is an atomic of its own and nothing hangs on their order, so no order is asked for. */
#include "core/progress.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { STATE_V1 = 48 };

struct gdcs_progress {
    _Atomic int64_t bytes, bytes_all, records, files, files_all;
    atomic_int cancelled;
    atomic_int endless; /* is there a file without a size? */
};

static void add(_Atomic int64_t *number, int64_t more)
{
    atomic_fetch_add_explicit(number, more, memory_order_relaxed);
}

static int64_t now(const _Atomic int64_t *number)
{
    return atomic_load_explicit(number, memory_order_relaxed);
}

gdcs_status gdcs_progress_new(gdcs_progress **out, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_progress), err));
    *out = memory;
    return GDCS_OK;
}

void gdcs_progress_free(gdcs_progress *progress)
{
    free(progress);
}

gdcs_status gdcs_progress_get(const gdcs_progress *progress, gdcs_progress_state *out,
                              gdcs_error *err)
{
    TRY(gdcs_i_need(progress, "progress", err));
    const gdcs_progress_state state = {
        .struct_size = sizeof state,
        .cancelled = gdcs_i_progress_is_cancelled(progress),
        .bytes = now(&progress->bytes),
        .bytes_all = atomic_load(&progress->endless) ? -1 : now(&progress->bytes_all),
        .records = now(&progress->records),
        .files = now(&progress->files),
        .files_all = now(&progress->files_all)};
    return gdcs_i_give(out, &state, sizeof state, STATE_V1, err);
}

void gdcs_progress_cancel(gdcs_progress *progress)
{
    if (progress != NULL)
        atomic_store(&progress->cancelled, 1);
}

int gdcs_i_progress_is_cancelled(const gdcs_progress *progress)
{
    return progress != NULL && atomic_load_explicit(&progress->cancelled, memory_order_relaxed);
}

gdcs_status gdcs_i_progress_check(const gdcs_progress *progress, gdcs_error *err)
{
    return gdcs_i_progress_is_cancelled(progress)
               ? gdcs_i_fail(err, GDCS_E_CANCELLED, "progress", "the call was cancelled")
               : GDCS_OK;
}

void gdcs_i_progress_open(gdcs_progress *progress, int64_t bytes)
{
    if (progress == NULL)
        return;
    add(&progress->files_all, 1);
    if (bytes < 0)
        atomic_store(&progress->endless, 1);
    else
        add(&progress->bytes_all, bytes);
}

void gdcs_i_progress_add_bytes(gdcs_progress *progress, int64_t bytes)
{
    if (progress != NULL)
        add(&progress->bytes, bytes);
}

void gdcs_i_progress_add_records(gdcs_progress *progress, int64_t records)
{
    if (progress != NULL)
        add(&progress->records, records);
}

void gdcs_i_progress_close(gdcs_progress *progress)
{
    if (progress != NULL)
        add(&progress->files, 1);
}
