/* Keeps the last n records back. */
#ifndef GDCS_IO_CSV_FOOTER_H
#define GDCS_IO_CSV_FOOTER_H

#include "io/record/record.h"

typedef struct gdcs_i_footer gdcs_i_footer;

/* count > 0 records of `width` fields, of which those wanted are kept; the array is borrowed. */
gdcs_status gdcs_i_footer_new(int32_t count, const unsigned char *wanted, int64_t width,
                              gdcs_i_footer **out, gdcs_error *err);
void gdcs_i_footer_free(gdcs_i_footer *footer);

/* Take a record in and the one `count` records before it out: *due, valid until the next call, or
   NULL. */
gdcs_status gdcs_i_footer_push(gdcs_i_footer *footer, const gdcs_i_record *record,
                               const gdcs_i_record **due, gdcs_error *err);

/* The oldest that is held is none of the last after all: *due as above, NULL: none is held. */
void gdcs_i_footer_pop(gdcs_i_footer *footer, const gdcs_i_record **due);

/* Records taken in. */
int64_t gdcs_i_footer_count(const gdcs_i_footer *footer);
#endif
