#include "core/put.h"
#include "core/fail.h"
#include "core/text.h"

#include <string.h>

gdcs_status gdcs_i_put(gdcs_sink *sink, const char *text, gdcs_error *err)
{
    return gdcs_sink_write(sink, text, (int64_t)strlen(text), err);
}

gdcs_status gdcs_i_put_double(gdcs_sink *sink, double x, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    const size_t size = gdcs_i_format_double(x, text);
    return gdcs_sink_write(sink, text, (int64_t)size, err);
}

gdcs_status gdcs_i_put_int64(gdcs_sink *sink, int64_t x, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    const size_t size = gdcs_i_format_int64(x, text);
    return gdcs_sink_write(sink, text, (int64_t)size, err);
}
