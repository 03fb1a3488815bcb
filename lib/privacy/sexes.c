#include "privacy/sexes.h"

#include "core/fail.h"
#include "core/memory.h"
#include "data/table.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 1000 };

/* The line of a cell gets women and men; of legal persons nobody asks for the sex. */
static gdcs_status complete_line(gdcs_table *table, int64_t slot, const int32_t *sexes,
                                 gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES] = {0};
    int64_t ignored = 0;
    gdcs_i_cells_codes(table->cells, slot, codes);
    const char *sex = gdcs_i_pool_text(table->axes[table->sex].labels, codes[table->sex]);
    if (strcmp(sex, "_Z") == 0)
        return GDCS_OK;
    for (int i = 0; i < 2; i++) {
        codes[table->sex] = sexes[i];
        TRY(gdcs_i_cells_place(table->cells, codes, &ignored, err));
    }
    return GDCS_OK;
}

static gdcs_status complete(const gdcs_table *table, gdcs_table **out, gdcs_error *err)
{
    int32_t sexes[2] = {0};
    TRY(gdcs_table_copy(table, out, err));
    if ((*out)->sex < 0 || (*out)->absent != GDCS_ABSENT_ZERO)
        return GDCS_OK;
    TRY(gdcs_i_axis_add_label(*out, (*out)->sex, "F", 1, &sexes[0], err));
    TRY(gdcs_i_axis_add_label(*out, (*out)->sex, "M", 1, &sexes[1], err));
    const int64_t count = gdcs_i_cells_count((*out)->cells);
    for (int64_t slot = 0; slot < count; slot++)
        TRY(complete_line(*out, slot, sexes, err));
    return GDCS_OK;
}

gdcs_status gdcs_i_sexes_complete(gdcs_i_sexes *sexes, const gdcs_disclosure_rule *rule,
                                  const gdcs_table *const **tables, int32_t n, gdcs_error *err)
{
    void *memory = NULL;
    if (rule == NULL || rule->groups == GDCS_DISCLOSURE_GROUPS_NONE || *tables == NULL || n < 1 ||
        n > MOST)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, n, sizeof *sexes->table, err));
    sexes->table = memory;
    sexes->n = n;
    for (int32_t t = 0; t < n; t++)
        TRY(complete((*tables)[t], &sexes->table[t], err));
    *tables = memory;
    return GDCS_OK;
}

void gdcs_i_sexes_free(gdcs_i_sexes *sexes)
{
    for (int32_t t = 0; t < sexes->n; t++)
        gdcs_table_free(sexes->table[t]);
    free((void *)sexes->table);
    *sexes = (gdcs_i_sexes){NULL, 0};
}
