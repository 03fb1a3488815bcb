/* A frame made of another: some of its rows, some columns in a new form. */
#ifndef GDCS_PRIVACY_MICRODATA_REBUILD_H
#define GDCS_PRIVACY_MICRODATA_REBUILD_H

#include <gdcs/frame.h>

/* rows: n rows of the frame, in order; NULL: all.  replaced: by column of the frame what stands in its place,
   with n values, or struct_size 0 where it stays.  Sensitivities and metadata stay.  Dictionaries hold no word but
   those that rows have: a word that went must not tell that there was somebody. */
gdcs_status gdcs_i_rebuild(const gdcs_frame *frame, const int32_t *rows, int64_t n,
                           const gdcs_column *replaced, gdcs_frame **out, gdcs_error *err);

/* The same with all rows and one column in a new form. */
gdcs_status gdcs_i_rebuild_one(const gdcs_frame *frame, int64_t index, const gdcs_column *column,
                               gdcs_frame **out, gdcs_error *err);
#endif
