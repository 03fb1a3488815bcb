/* Short words for writing into a sink. */
#ifndef GDCS_CORE_PUT_H
#define GDCS_CORE_PUT_H

#include <gdcs/sink.h>

gdcs_status gdcs_i_put(gdcs_sink *sink, const char *text, gdcs_error *err);
gdcs_status gdcs_i_put_double(gdcs_sink *sink, double x, gdcs_error *err); /* shortest */
gdcs_status gdcs_i_put_int64(gdcs_sink *sink, int64_t x, gdcs_error *err);
#endif
