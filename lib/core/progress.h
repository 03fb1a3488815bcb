/* What a long call says to its gdcs_progress, which may be NULL. */
#ifndef GDCS_CORE_PROGRESS_H
#define GDCS_CORE_PROGRESS_H

#include <gdcs/progress.h>

/* GDCS_E_CANCELLED, if that is wanted. */
gdcs_status gdcs_i_progress_check(const gdcs_progress *progress, gdcs_error *err);

int gdcs_i_progress_is_cancelled(const gdcs_progress *progress);

/* A file more is to be read, of so many bytes; -1: nobody knows. */
void gdcs_i_progress_open(gdcs_progress *progress, int64_t bytes);

void gdcs_i_progress_add_bytes(gdcs_progress *progress, int64_t bytes);
void gdcs_i_progress_add_records(gdcs_progress *progress, int64_t records);

/* A file was read to the end. */
void gdcs_i_progress_close(gdcs_progress *progress);
#endif
