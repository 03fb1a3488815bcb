/* The inside of a frame. */
#ifndef GDCS_DATA_FRAME_H
#define GDCS_DATA_FRAME_H

#include "core/pool.h"
#include "data/texts.h"
#include "data/titles.h"

#include <gdcs/frame.h>

typedef struct gdcs_i_column {
    int32_t type;
    int32_t concept_id;
    int32_t sensitivity;
    char *name;
    char *label;
    char *unit;
    void *values;       /* doubles, integers or codes */
    gdcs_i_pool *words; /* NULL unless text */
    gdcs_i_titles titles;
} gdcs_i_column;

/* Who uses a frame.  What columns hold never changes or moves while it lives, so that their arrays
   may be lent beyond the life of the caller's own pointer. */
typedef struct gdcs_i_frame_users {
    _Atomic int64_t count;
    gdcs_frame *frame;
} gdcs_i_frame_users;

struct gdcs_frame {
    gdcs_i_frame_users *users;
    gdcs_i_column *columns;
    int64_t count;
    int64_t capacity;
    int64_t rows;        /* fixed by the first column */
    int32_t sensitivity; /* own: of columns that went */
    gdcs_i_texts texts;
};

/* One user more, who ends it with gdcs_frame_free() as the caller does; the last of them frees. */
gdcs_frame *gdcs_i_frame_hold(const gdcs_frame *frame);

/* gdcs_frame_add() of an array that is the frame's from then on, if it succeeds.  Codes are not
   checked. */
gdcs_status gdcs_i_frame_give(gdcs_frame *frame, const gdcs_column *column, void *values,
                              gdcs_error *err);

/* The same with the words, in a pool that is the frame's from then on; they are not checked. */
gdcs_status gdcs_i_frame_give_text(gdcs_frame *frame, const gdcs_column *column, int32_t *codes,
                                   gdcs_i_pool *words, gdcs_error *err);

/* Titles of the words of the last column, parallel to them; NULL: none.  GDCS_E_ARGUMENT: one is not UTF-8. */
gdcs_status gdcs_i_frame_set_titles(gdcs_frame *frame, const char *const *titles, gdcs_error *err);

/* A column as getters show it. */
gdcs_column gdcs_i_frame_show(const gdcs_frame *frame, const gdcs_i_column *column);
#endif
