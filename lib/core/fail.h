/* How a function fails, and how it reads and writes the caller's structs. */
#ifndef GDCS_CORE_FAIL_H
#define GDCS_CORE_FAIL_H

#include <gdcs/error.h>
#include <stddef.h>

#if defined(__GNUC__)
#    define GDCS_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#    define GDCS_PRINTF(f, a)
#endif

/* Return on failure; the callee has already filled err. */
#define TRY(call)                                                                                  \
    do {                                                                                           \
        const gdcs_status status_ = (call);                                                        \
        if (status_ != GDCS_OK)                                                                    \
            return status_;                                                                        \
    } while (0)

/* The same where something must be freed: needs `gdcs_status status` and `done:`. */
#define GO(call)                                                                                   \
    do {                                                                                           \
        status = (call);                                                                           \
        if (status != GDCS_OK)                                                                     \
            goto done;                                                                             \
    } while (0)

/* Fill err, if there is one, and return status.  Numbers in the message: whole ones, or %g
   through gdcs_i_format_double; printf's own floating formats read the locale. */
gdcs_status gdcs_i_fail(gdcs_error *err, gdcs_status status, const char *field, const char *format,
                        ...) GDCS_PRINTF(4, 5);

/* The same with a place in the input (1-based; 0 for none). */
gdcs_status gdcs_i_fail_at(gdcs_error *err, gdcs_status status, int64_t row, int64_t column,
                           const char *field, const char *format, ...) GDCS_PRINTF(6, 7);

/* GDCS_E_MEMORY with the usual words. */
gdcs_status gdcs_i_fail_memory(gdcs_error *err);

/* GDCS_E_ARGUMENT "... is missing" for a required pointer that is NULL. */
gdcs_status gdcs_i_need(const void *pointer, const char *field, gdcs_error *err);

/* Bring the caller's struct, of whatever version, into ours of `size` bytes.
   NULL becomes all zeroes.  A newer caller is refused only if it asks, in the
   part we do not know, for something other than zero. */
gdcs_status gdcs_i_take(void *ours, uint32_t size, const void *theirs, uint32_t size_v1,
                        gdcs_error *err);

/* Give our struct to a caller who may know fewer or more members. */
gdcs_status gdcs_i_give(void *theirs, const void *ours, uint32_t size, uint32_t size_v1,
                        gdcs_error *err);
#endif
