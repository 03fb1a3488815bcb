/* The second of several files that are read as one, and later ones; and which of them is meant. */
#ifndef GDCS_IO_RECORD_NEXT_H
#define GDCS_IO_RECORD_NEXT_H

#include "io/record/reading.h"

/* Go on with a file: words, labels and cells stay, where and how it has them is its own. */
gdcs_status gdcs_i_next_begin(gdcs_i_reading *reading, const gdcs_schema *schema, gdcs_error *err);

/* Patterns must take the headings that they took in the first file, or the labels would not be the same;
   that none of those is missing is found out when they are looked for. */
gdcs_status gdcs_i_next_expand(gdcs_i_reading *reading, const gdcs_i_record *header,
                               gdcs_error *err);

/* Put "In <file>: " before a sentence, as far as there is room; its size then. */
size_t gdcs_i_next_say(const char *file, char *sentence, size_t room);

/* Put "<file>: " before a message that does not name it: that of an error, and that of the first record
   that did not fit. */
void gdcs_i_next_name(const gdcs_i_reading *reading, gdcs_error *err);
void gdcs_i_next_name_first(gdcs_i_reading *reading);
#endif
