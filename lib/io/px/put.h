/* Texts of a PX file. */
#ifndef GDCS_IO_PX_PUT_H
#define GDCS_IO_PX_PUT_H

#include <gdcs/sink.h>

/* In quotation marks, in pieces of at most 200 bytes, each on a line of its own.  PX has no way to write
   a quotation mark, which becomes an apostrophe; a line break becomes `line`, another control
   character a blank. */
/* What stands for a character: quotation marks cannot be kept, nor what does not print. */
char gdcs_i_px_plain(char c, char line);

gdcs_status gdcs_i_px_put_text(gdcs_sink *sink, const char *text, char line, gdcs_error *err);

/* In quotation marks, as it is. */
gdcs_status gdcs_i_px_put_name(gdcs_sink *sink, const char *name, gdcs_error *err);
#endif
