#include "core/fail.h"
#include "data/line.h"
#include "data/table.h"

#include <string.h>

/* Codes of all axes but that of the sex axis. */
static gdcs_status find_codes(const gdcs_table *table, const char *const *labels, int32_t *codes,
                              gdcs_error *err)
{
    for (int32_t i = 0; i < table->width; i++) {
        if (i == table->sex)
            continue;
        TRY(gdcs_i_need(labels[i], table->axes[i].name, err));
        codes[i] = gdcs_i_pool_find(table->axes[i].labels, labels[i], strlen(labels[i]));
        if (codes[i] < 0)
            return gdcs_i_fail(err, GDCS_E_NAME, table->axes[i].name, "there is no label \"%.60s\"",
                               labels[i]);
    }
    return GDCS_OK;
}

static gdcs_i_line read_line(const gdcs_table *table, int32_t *codes)
{
    gdcs_i_line line = {.set = {0}};
    for (int32_t sex = GDCS_SEX_FEMALE; sex <= GDCS_SEX_TOTAL; sex++) {
        const char *label = gdcs_sex_code(sex);
        codes[table->sex] = gdcs_i_pool_find(table->axes[table->sex].labels, label, strlen(label));
        const int64_t slot = codes[table->sex] >= 0 ? gdcs_i_cells_find(table->cells, codes) : -1;
        line.set[sex] = slot >= 0;
        if (slot >= 0)
            line.cells[sex] = gdcs_i_cells_get(table->cells, slot);
    }
    return line;
}

gdcs_status gdcs_table_get_counts(const gdcs_table *table, const char *const *labels,
                                  gdcs_sex_counts *out, uint32_t *notes, gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES];
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(out, "out", err));
    if (table->sex < 0)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "table", "the table has no sex axis");
    if (table->width > 1)
        TRY(gdcs_i_need((const void *)labels, "labels", err));
    TRY(find_codes(table, labels, codes, err));
    const gdcs_i_line line = read_line(table, codes);
    const gdcs_i_line_counts read = gdcs_i_line_read(&line, table->absent);
    *out = read.counts;
    if (notes != NULL)
        *notes = read.notes;
    return GDCS_OK;
}
