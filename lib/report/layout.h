/* The three formats: how a grid, a title and a line of the footer are laid out. */
#ifndef GDCS_REPORT_LAYOUT_H
#define GDCS_REPORT_LAYOUT_H

#include "report/grid.h"

#include <gdcs/sink.h>

/* format: GDCS_REPORT_*, already checked. */
gdcs_status gdcs_i_layout_title(int32_t format, const char *title, gdcs_sink *sink,
                                gdcs_error *err);
gdcs_status gdcs_i_layout_grid(int32_t format, const gdcs_i_grid *grid, gdcs_sink *sink,
                               gdcs_error *err);
gdcs_status gdcs_i_layout_line(int32_t format, const char *name, const char *text, gdcs_sink *sink,
                               gdcs_error *err);
#endif
