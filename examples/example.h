/* What the examples share: find their figures, show a frame, say what went wrong. */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include <gdcs/gdcs.h>

/* "text" (the default), "markdown" or "csv": the first argument of every example. */
int32_t example_format(int argc, char **argv);

/* examples/data/<file>, or where GDCS_EXAMPLE_DATA says. */
void example_path(const char *file, char *out, size_t room);

/* examples/data/<name>.csv, as examples/data/<name>.schema.json says. */
gdcs_status example_table(const char *name, gdcs_table **out, gdcs_error *err);

/* Print the frame under a title, with the named columns (NULL: all), then free it. */
gdcs_status example_show(gdcs_frame *frame, const char *title, const char *const *columns,
                         int32_t column_count, int32_t format, gdcs_error *err);

/* The same with another number of decimals than one. */
gdcs_status example_show_digits(gdcs_frame *frame, const char *title, const char *const *columns,
                                int32_t column_count, int32_t digits, int32_t format,
                                gdcs_error *err);

/* What stands in a row of a frame that no writer takes, to be printed on purpose; "" and NaN where
   nothing does. */
const char *example_word(const gdcs_frame *frame, const char *column, int64_t row);
double example_number(const gdcs_frame *frame, const char *column, int64_t row);

/* The exit status; a failure is said on the standard error. */
int example_end(gdcs_status status, const gdcs_error *err);

#endif
