#include "core/fail.h"
#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Make what snprintf left in text[0..size) one line of well-formed UTF-8: a character that was cut
   goes, bytes that are none (a name in another encoding) and control characters become '?'. */
static void clean(char *text, size_t size)
{
    const size_t length = strlen(text);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
            text[i] = '?';
    for (size_t at = 0; (at += gdcs_i_utf8_valid(text + at, length - at)) < length; at++) {
        const unsigned char lead = (unsigned char)text[at];
        const size_t need = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (length + 1 == size && length - at < need) {
            text[at] = '\0';
            return;
        }
        text[at] = '?';
    }
}

enum { ERROR_V1 = 344 }; /* size in release 0.1, for ever */

static gdcs_status fill(gdcs_error *err, gdcs_status status, int64_t row, int64_t column,
                        const char *field, const char *format, va_list args)
{
    if (err != NULL && err->struct_size >= ERROR_V1) {
        err->status = status;
        err->row = row;
        err->column = column;
        snprintf(err->field, sizeof err->field, "%s", field);
        clean(err->field, sizeof err->field);
        vsnprintf(err->message, sizeof err->message, format, args);
        clean(err->message, sizeof err->message);
    }
    return status;
}

gdcs_status gdcs_i_fail(gdcs_error *err, gdcs_status status, const char *field, const char *format,
                        ...)
{
    va_list args;
    va_start(args, format);
    fill(err, status, 0, 0, field, format, args);
    va_end(args);
    return status;
}

gdcs_status gdcs_i_fail_at(gdcs_error *err, gdcs_status status, int64_t row, int64_t column,
                           const char *field, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(err, status, row, column, field, format, args);
    va_end(args);
    return status;
}

gdcs_status gdcs_i_fail_memory(gdcs_error *err)
{
    return gdcs_i_fail(err, GDCS_E_MEMORY, "", "not enough memory");
}

gdcs_status gdcs_i_need(const void *pointer, const char *field, gdcs_error *err)
{
    return pointer != NULL ? GDCS_OK
                           : gdcs_i_fail(err, GDCS_E_ARGUMENT, field, "%s is missing", field);
}

static gdcs_status declared_size(const void *theirs, uint32_t size_v1, uint32_t *size,
                                 gdcs_error *err)
{
    TRY(gdcs_i_need(theirs, "out", err));
    memcpy(size, theirs, sizeof *size);
    if (*size < size_v1)
        return gdcs_i_fail(err, GDCS_E_STRUCT, "struct_size",
                           "struct_size is %u, expected at least %u", (unsigned)*size,
                           (unsigned)size_v1);
    return GDCS_OK;
}

gdcs_status gdcs_i_take(void *ours, uint32_t size, const void *theirs, uint32_t size_v1,
                        gdcs_error *err)
{
    uint32_t given = 0;
    memset(ours, 0, size);
    if (theirs != NULL) {
        TRY(declared_size(theirs, size_v1, &given, err));
        for (uint32_t i = size; i < given; i++)
            if (((const unsigned char *)theirs)[i] != 0)
                return gdcs_i_fail(err, GDCS_E_OPTION, "struct_size",
                                   "an option is newer than this library");
        memcpy(ours, theirs, given < size ? given : size);
    }
    memcpy(ours, &size, sizeof size);
    return GDCS_OK;
}

gdcs_status gdcs_i_give(void *theirs, const void *ours, uint32_t size, uint32_t size_v1,
                        gdcs_error *err)
{
    uint32_t given = 0;
    TRY(declared_size(theirs, size_v1, &given, err));
    memcpy(theirs, ours, given < size ? given : size);
    memcpy(theirs, &given, sizeof given);
    return GDCS_OK;
}

const char *gdcs_status_name(gdcs_status status)
{
    switch (status) {
    case GDCS_OK: return "GDCS_OK";
    case GDCS_E_ARGUMENT: return "GDCS_E_ARGUMENT";
    case GDCS_E_OPTION: return "GDCS_E_OPTION";
    case GDCS_E_STRUCT: return "GDCS_E_STRUCT";
    case GDCS_E_NAME: return "GDCS_E_NAME";
    case GDCS_E_EMPTY: return "GDCS_E_EMPTY";
    case GDCS_E_DUPLICATE: return "GDCS_E_DUPLICATE";
    case GDCS_E_SHAPE: return "GDCS_E_SHAPE";
    case GDCS_E_SEX: return "GDCS_E_SEX";
    case GDCS_E_VALUE: return "GDCS_E_VALUE";
    case GDCS_E_REJECTED: return "GDCS_E_REJECTED";
    case GDCS_E_OPEN: return "GDCS_E_OPEN";
    case GDCS_E_READ: return "GDCS_E_READ";
    case GDCS_E_WRITE: return "GDCS_E_WRITE";
    case GDCS_E_SYNTAX: return "GDCS_E_SYNTAX";
    case GDCS_E_LIMIT: return "GDCS_E_LIMIT";
    case GDCS_E_ENCODING: return "GDCS_E_ENCODING";
    case GDCS_E_SCHEMA: return "GDCS_E_SCHEMA";
    case GDCS_E_NUMERIC: return "GDCS_E_NUMERIC";
    case GDCS_E_DISCLOSURE: return "GDCS_E_DISCLOSURE";
    case GDCS_E_BUDGET: return "GDCS_E_BUDGET";
    case GDCS_E_CANCELLED: return "GDCS_E_CANCELLED";
    case GDCS_E_MEMORY: return "GDCS_E_MEMORY";
    case GDCS_E_INTERNAL: return "GDCS_E_INTERNAL";
    default: return "GDCS_E_UNKNOWN";
    }
}
