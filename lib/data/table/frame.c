/* A table as a frame. */
#include "core/fail.h"
#include "data/frame.h"
#include "data/table/window.h"

/* The frame takes the columns over one by one. */
static gdcs_status fill(gdcs_i_window *w, gdcs_frame *frame, gdcs_error *err)
{
    gdcs_i_window_read(w, 0, w->rows);
    for (int32_t i = 0; i < w->count; i++) {
        TRY(gdcs_i_frame_give(frame, &w->columns[i], w->values[i], err));
        w->values[i] = NULL;
        if (i < w->table->width)
            TRY(gdcs_i_frame_set_titles(frame, w->table->axes[i].titles.of, err));
    }
    for (int32_t key = GDCS_META_TITLE; key <= GDCS_META_DETECTED; key++)
        TRY(gdcs_frame_set_meta(frame, key, gdcs_table_get_meta(w->table, key), err));
    return GDCS_OK;
}

gdcs_status gdcs_table_get_frame(const gdcs_table *table, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    gdcs_i_window window;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_window_open(&window, table, gdcs_i_cells_count(table->cells), err));
    GO(gdcs_frame_new(&frame, err));
    GO(fill(&window, frame, err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    gdcs_i_window_close(&window);
    return status;
}
