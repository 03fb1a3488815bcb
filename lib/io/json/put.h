/* Texts and numbers as JSON writes them. */
#ifndef GDCS_IO_JSON_PUT_H
#define GDCS_IO_JSON_PUT_H

#include <gdcs/sink.h>
#include <stddef.h>

/* In quotes, escaped; the text is UTF-8. */
gdcs_status gdcs_i_put_json_text(gdcs_sink *sink, const char *text, gdcs_error *err);

/* The same of its first bytes. */
gdcs_status gdcs_i_put_json_part(gdcs_sink *sink, const char *text, size_t size, gdcs_error *err);

/* NaN is null, infinity the text "inf" or "-inf". */
gdcs_status gdcs_i_put_json_double(gdcs_sink *sink, double x, gdcs_error *err);

/* A text beyond 2^53; INT64_MIN is null. */
gdcs_status gdcs_i_put_json_int64(gdcs_sink *sink, int64_t x, gdcs_error *err);
#endif
