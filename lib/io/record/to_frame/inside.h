/* The inside of what puts rows into a frame. */
#ifndef GDCS_IO_RECORD_TO_FRAME_INSIDE_H
#define GDCS_IO_RECORD_TO_FRAME_INSIDE_H

#include "data/titles.h"
#include "io/record/to_frame.h"

/* Instead of a slot. */
enum { GDCS_I_HEADINGS = -1, GDCS_I_WIDE_VALUES = -2 };

/* A column that grows; items are double, int64_t or int32_t. */
typedef struct gdcs_i_growing {
    int64_t slot;
    int32_t type;
    int32_t axis; /* of headings */
    void *items;
    int64_t room;
    gdcs_i_pool *words; /* of text: in the order of the first row that has each */
    int32_t *
        numbers; /* 1 + that in `words` of each word of the slot, 0: no row had it; of each heading */
    int64_t number_room;
    gdcs_i_titles titles; /* of the words */
} gdcs_i_growing;

struct gdcs_i_to_frame {
    const gdcs_i_binding *binding;
    gdcs_i_growing *columns;
    int64_t column_count;
    int64_t rows;
    int32_t *sexes; /* of the words of a sex column that was resolved; NULL: none was */
};

/* The number among the words of the column of a word of its slot, or -1 of a missing one. */
gdcs_status gdcs_i_growing_number(const gdcs_i_binding *binding, gdcs_i_growing *c, int32_t word,
                                  int32_t *number, gdcs_error *err);
#endif
