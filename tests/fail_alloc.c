#include "fail_alloc.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>

#if defined(__has_feature)
#    if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                     \
        __has_feature(memory_sanitizer)
#        define SANITIZED 1
#    endif
#endif
#if defined(__GLIBC__) && !defined(SANITIZED) && !defined(__SANITIZE_ADDRESS__) &&                 \
    !defined(__SANITIZE_THREAD__)
#    define WORKS 1
#else
#    define WORKS 0
#endif

static _Thread_local int64_t countdown; /* 0: nothing is to fail */
static _Thread_local int64_t live;

int fail_alloc_works(void)
{
    return WORKS;
}

void fail_alloc_arm(int64_t n)
{
    live = 0;
    countdown = n;
}

int fail_alloc_disarm(void)
{
    const int reached = countdown == 0;
    countdown = 0;
    return reached;
}

int64_t fail_alloc_live(void)
{
    return live;
}

fail_alloc_report fail_alloc_each(gdcs_status (*f)(void *data), void *data)
{
    fail_alloc_report r = {.allocations = 0};
    fail_alloc_arm(INT64_MAX);
    gdcs_status status = f(data); /* also lets whatever is kept for good be allocated */
    fail_alloc_disarm();
    if (status != GDCS_OK)
        snprintf(r.wrong, sizeof r.wrong, "status %d although nothing failed", (int)status);
    while (r.wrong[0] == '\0') {
        fail_alloc_arm(r.allocations + 1);
        status = f(data);
        const int reached = fail_alloc_disarm();
        const int64_t left = live;
        if (left != 0)
            snprintf(r.wrong, sizeof r.wrong, "allocation %lld: %lld left",
                     (long long)r.allocations + 1, (long long)left);
        else if (status != (reached ? GDCS_E_MEMORY : GDCS_OK))
            snprintf(r.wrong, sizeof r.wrong, "allocation %lld: status %d",
                     (long long)r.allocations + 1, (int)status);
        if (!reached)
            break;
        r.allocations++;
    }
    return r;
}

#if WORKS
/* glibc calls the program's malloc where there is one and keeps its own under these names. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *memory);

/* One allocation is asked for: is it the one to fail? */
static int refused(void)
{
    if (countdown == 0 || --countdown > 0)
        return 0;
    errno = ENOMEM;
    return 1;
}

static void *counted(void *memory)
{
    live += memory != NULL;
    return memory;
}

void *malloc(size_t size)
{
    return refused() ? NULL : counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return refused() ? NULL : counted(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size)
{
    if (refused())
        return NULL;
    void *memory = __libc_realloc(old, size);
    live += (old == NULL && memory != NULL) - (old != NULL && memory == NULL && size == 0);
    return memory;
}

void *memalign(size_t alignment, size_t size)
{
    return refused() ? NULL : counted(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    void *memory = memalign(alignment, size);
    if (memory == NULL)
        return ENOMEM;
    *out = memory;
    return 0;
}

void free(void *memory)
{
    const int before = errno;
    live -= memory != NULL;
    __libc_free(memory);
    errno = before;
}
#endif
