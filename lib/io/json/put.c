#include "io/json/put.h"
#include "core/fail.h"
#include "core/put.h"

#include <math.h>
#include <string.h>

static const int64_t exact = INT64_C(1) << 53; /* whole numbers a double holds */

/* The two-letter escape of a character, or 0. */
static char short_escape(char c)
{
    switch (c) {
    case '"': return '"';
    case '\\': return '\\';
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return 0;
    }
}

static gdcs_status put_escape(gdcs_sink *sink, char c, gdcs_error *err)
{
    static const char digits[] = "0123456789abcdef";
    const char letter = short_escape(c);
    const char brief[2] = {'\\', letter};
    const unsigned char u = (unsigned char)c;
    const char full[6] = {'\\', 'u', '0', '0', digits[u >> 4], digits[u & 15]};
    return letter != 0 ? gdcs_sink_write(sink, brief, 2, err) : gdcs_sink_write(sink, full, 6, err);
}

gdcs_status gdcs_i_put_json_text(gdcs_sink *sink, const char *text, gdcs_error *err)
{
    return gdcs_i_put_json_part(sink, text, strlen(text), err);
}

gdcs_status gdcs_i_put_json_part(gdcs_sink *sink, const char *text, size_t size, gdcs_error *err)
{
    const char *start = text, *const end = text + size;
    TRY(gdcs_sink_write(sink, "\"", 1, err));
    for (; text < end; text++) {
        if ((unsigned char)*text >= ' ' && *text != '"' && *text != '\\')
            continue;
        TRY(gdcs_sink_write(sink, start, text - start, err));
        TRY(put_escape(sink, *text, err));
        start = text + 1;
    }
    TRY(gdcs_sink_write(sink, start, text - start, err));
    return gdcs_sink_write(sink, "\"", 1, err);
}

gdcs_status gdcs_i_put_json_double(gdcs_sink *sink, double x, gdcs_error *err)
{
    if (isnan(x))
        return gdcs_i_put(sink, "null", err);
    if (isinf(x))
        return gdcs_i_put(sink, x > 0 ? "\"inf\"" : "\"-inf\"", err);
    return gdcs_i_put_double(sink, x, err);
}

gdcs_status gdcs_i_put_json_int64(gdcs_sink *sink, int64_t x, gdcs_error *err)
{
    if (x == INT64_MIN)
        return gdcs_i_put(sink, "null", err);
    if (x >= -exact && x <= exact)
        return gdcs_i_put_int64(sink, x, err);
    TRY(gdcs_sink_write(sink, "\"", 1, err));
    TRY(gdcs_i_put_int64(sink, x, err));
    return gdcs_sink_write(sink, "\"", 1, err);
}
