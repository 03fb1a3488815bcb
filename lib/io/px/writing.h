/* A table on its way to a PX file. */
#ifndef GDCS_IO_PX_WRITING_H
#define GDCS_IO_PX_WRITING_H

#include "data/table.h"

#include <gdcs/sink.h>

typedef struct gdcs_i_px_writing {
    const gdcs_table *table;
    gdcs_axis axes[GDCS_I_AXES];
    char *titles[GDCS_I_AXES];          /* as PX can keep them */
    const char *variables[GDCS_I_AXES]; /* their names in the file */
    int by_code[GDCS_I_AXES];           /* are the values of an axis not all different? */
    int64_t width;
    int64_t cells;
    gdcs_sink *sink;
    gdcs_error *err;
} gdcs_i_px_writing;

/* What stands in VALUES for a label. */
const char *gdcs_i_px_value_of(const gdcs_axis *axis, int64_t label);

/* Take the axes, the table being set, and choose what they and their labels are called in the file; what PX
   cannot hold is refused.  The titles are the caller's to free. */
gdcs_status gdcs_i_px_fit(gdcs_i_px_writing *writing);
#endif
