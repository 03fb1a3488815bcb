/* The one gate before every door out: writers, reports, interfaces to other programs. */
#ifndef GDCS_DATA_LEAVE_H
#define GDCS_DATA_LEAVE_H

#include <gdcs/frame.h>
#include <gdcs/table.h>

/* GDCS_E_DISCLOSURE for what is protected, with what would let it go; nothing of its numbers. */
gdcs_status gdcs_i_leave_table(const gdcs_table *table, gdcs_error *err);
gdcs_status gdcs_i_leave_frame(const gdcs_frame *frame, gdcs_error *err);

/* Let go, down to this sensitivity, what an audit has passed: called by releases and nobody else. */
void gdcs_i_lower_table(gdcs_table *table, int32_t sensitivity);
void gdcs_i_lower_frame(gdcs_frame *frame, int32_t sensitivity);
#endif
