/* Rows into the columns of a frame. */
#ifndef GDCS_IO_RECORD_TO_FRAME_H
#define GDCS_IO_RECORD_TO_FRAME_H

#include "io/record/chunk.h"
#include "io/record/rows.h"

#include <gdcs/frame.h>
#include <gdcs/sex.h>

typedef struct gdcs_i_to_frame gdcs_i_to_frame;

gdcs_status gdcs_i_to_frame_new(const gdcs_i_binding *binding, gdcs_i_to_frame **out,
                                gdcs_error *err);
void gdcs_i_to_frame_free(gdcs_i_to_frame *to);

gdcs_status gdcs_i_to_frame_take(void *to, const gdcs_i_row *row, gdcs_error *err);

/* For who resolves records itself: rows from..from + n of a chunk.  Not where there are headings. */
gdcs_status gdcs_i_to_frame_append(gdcs_i_to_frame *to, const gdcs_i_chunk *chunk, int64_t from,
                                   int64_t n, gdcs_error *err);

/* The column that a slot makes, -1: none; and how many there are. */
int64_t gdcs_i_to_frame_column(const gdcs_i_to_frame *to, int64_t slot);
int64_t gdcs_i_to_frame_count(const gdcs_i_to_frame *to);

/* Turn the spellings of a sex column that nobody declared into codes; `how` is filled if there was
   such a column with spellings. */
gdcs_status gdcs_i_to_frame_resolve(gdcs_i_to_frame *to, gdcs_sex_resolution *how, gdcs_error *err);

/* detected: the text of GDCS_META_DETECTED, or NULL. */
gdcs_status gdcs_i_to_frame_finish(gdcs_i_to_frame *to, const char *detected, gdcs_frame **out,
                                   gdcs_error *err);
#endif
