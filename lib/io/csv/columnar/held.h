/* What a worker makes of a piece, until those before it are done: rows of a frame, and between them records
   that are left to the common path. */
#ifndef GDCS_IO_CSV_COLUMNAR_HELD_H
#define GDCS_IO_CSV_COLUMNAR_HELD_H

#include "io/csv/columnar/fields.h"
#include "io/csv/footer.h"
#include "io/record/reading.h"

/* What a worker did itself with the records of a piece. */
typedef struct gdcs_i_done {
    int64_t rows;
    int64_t filtered;
    int64_t blank;
} gdcs_i_done;

typedef struct gdcs_i_held_one {
    int64_t line;
    int64_t count; /* fields */
    size_t text;   /* where its bytes begin */
    size_t ends;
    gdcs_i_done before; /* what was done before it in the piece */
} gdcs_i_held_one;

typedef struct gdcs_i_held {
    gdcs_i_held_one *list;
    int64_t list_room;
    int64_t count;
    char *text;
    int64_t text_room;
    size_t text_used;
    uint32_t *ends;
    int64_t ends_room;
    size_t ends_used;
    gdcs_i_done done;
    gdcs_i_chunk chunk; /* of a frame: the rows that are done and not filtered */
    gdcs_status status; /* of the worker, behind all that is held */
} gdcs_i_held;

void gdcs_i_held_clear(gdcs_i_held *held);
void gdcs_i_held_free(gdcs_i_held *held);

/* A copy of the record that begins at text + from, whose fields end at `ends`. */
gdcs_status gdcs_i_held_add(gdcs_i_held *held, const char *text, uint32_t from,
                            const uint32_t *ends, int64_t count, int64_t line, gdcs_error *err);

/* Take all and put the rows where they belong, and add what was done to the result of the reading.  Where
   a record fails, the result is that of the records before it.  footer: NULL: none. */
gdcs_status gdcs_i_held_commit(const gdcs_i_held *held, gdcs_i_reading *reading,
                               gdcs_i_maker *maker, gdcs_i_footer *footer, gdcs_error *err);
#endif
