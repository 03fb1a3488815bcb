#include "data/leave.h"

#include "core/fail.h"
#include "data/frame.h"
#include "data/table.h"

#include <stdio.h>
#include <string.h>

/* "area, sex, year": a title might hold anything, names of axes are in every table of the kind. */
static void name_axes(const gdcs_table *table, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (int32_t i = 0; i < table->width && used + 1 < size; i++) {
        const int n = snprintf(out + used, size - used, "%s%.30s", i > 0 ? ", " : " by ",
                               table->axes[i].name);
        used += n > 0 ? (size_t)n : 0;
    }
}

gdcs_status gdcs_i_leave_table(const gdcs_table *table, gdcs_error *err)
{
    char axes[80];
    if (gdcs_table_get_sensitivity(table) < GDCS_SENSITIVITY_PROTECTED)
        return GDCS_OK;
    name_axes(table, axes, sizeof axes);
    return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "table",
                       "the table%s is protected and no disclosure rule was applied to let it go: "
                       "release it with gdcs_release_table() first",
                       axes);
}

gdcs_status gdcs_i_leave_frame(const gdcs_frame *frame, gdcs_error *err)
{
    const char *name = "";
    if (gdcs_frame_get_sensitivity(frame) < GDCS_SENSITIVITY_PROTECTED)
        return GDCS_OK;
    for (int64_t i = frame->count - 1; i >= 0; i--)
        if (frame->columns[i].sensitivity >= GDCS_SENSITIVITY_PROTECTED)
            name = frame->columns[i].name;
    return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "frame",
                       "the frame%s%.60s%s is protected and no disclosure rule was applied to let "
                       "it go: make it from a released table, or use gdcs_release_frame(), for "
                       "records of persons gdcs_release_frame_microdata()",
                       name[0] != '\0' ? " with column '" : "", name, name[0] != '\0' ? "'" : "");
}

static int32_t lower_of(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

void gdcs_i_lower_table(gdcs_table *table, int32_t sensitivity)
{
    table->sensitivity = lower_of(table->sensitivity, sensitivity);
    for (int32_t i = 0; i < table->width; i++)
        table->axes[i].sensitivity = lower_of(table->axes[i].sensitivity, sensitivity);
}

void gdcs_i_lower_frame(gdcs_frame *frame, int32_t sensitivity)
{
    frame->sensitivity = lower_of(frame->sensitivity, sensitivity);
    for (int64_t i = 0; i < frame->count; i++)
        frame->columns[i].sensitivity = lower_of(frame->columns[i].sensitivity, sensitivity);
}
