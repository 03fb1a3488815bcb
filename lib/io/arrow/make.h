/* Arrow structs over a frame. */
#ifndef GDCS_IO_ARROW_MAKE_H
#define GDCS_IO_ARROW_MAKE_H

#include <gdcs/arrow.h>

/* Bytes of words up to which their offsets are int32. */
#define GDCS_I_ARROW_SMALL INT32_MAX

/* The type of a frame.  On failure nothing is to be released. */
gdcs_status gdcs_i_arrow_type(const gdcs_frame *frame, int64_t small, struct ArrowSchema *out,
                              gdcs_error *err);

/* Its values, which hold the frame. */
gdcs_status gdcs_i_arrow_values(const gdcs_frame *frame, int64_t small, struct ArrowArray *out,
                                gdcs_error *err);

/* Bytes of the words of a text column. */
int64_t gdcs_i_arrow_word_bytes(const gdcs_column *column);
#endif
