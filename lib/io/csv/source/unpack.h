/* What gzip or zstd packed, as the bytes it was made from. */
#ifndef GDCS_IO_CSV_SOURCE_UNPACK_H
#define GDCS_IO_CSV_SOURCE_UNPACK_H

#include "io/csv/source/bytes.h"

/* What the first bytes of a file say of it. */
enum { GDCS_I_UNPACKED = 0, GDCS_I_GZIP = 1, GDCS_I_ZSTD = 2 };

int32_t gdcs_i_packing(const char *text, size_t size);

typedef struct gdcs_i_unpack gdcs_i_unpack;

/* The bytes stay the caller's. */
gdcs_status gdcs_i_unpack_new(gdcs_i_bytes *bytes, int32_t packing, gdcs_i_unpack **out,
                              gdcs_error *err);
void gdcs_i_unpack_free(gdcs_i_unpack *unpack);

/* Fill room as far as there is anything: *got < size only at the end.  GDCS_E_READ: damaged or cut;
   GDCS_E_LIMIT: made with a window of more than 128 MiB. */
gdcs_status gdcs_i_unpack_read(gdcs_i_unpack *unpack, char *room, size_t size, size_t *got,
                               gdcs_error *err);
#endif
