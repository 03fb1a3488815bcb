/* A sex column that nobody declared, when all its spellings are known. */
#include "io/record/resolve.h"
#include "core/fail.h"
#include "core/memory.h"
#include "io/record/to_table/inside.h"

#include <stdlib.h>
#include <string.h>

/* The spellings but that of the missing, and where they are among the labels. */
static void list_spellings(const gdcs_i_to_table *to, const char **tokens, const char **titles,
                           int32_t *count)
{
    const gdcs_i_axis *sex = &to->table->axes[to->open_sex];
    for (int32_t i = 0; i < gdcs_i_pool_count(sex->labels); i++) {
        if (i == to->axes[to->open_sex].blank)
            continue;
        tokens[*count] = gdcs_i_pool_text(sex->labels, i);
        titles[(*count)++] = gdcs_i_titles_get(&sex->titles, i);
    }
}

static gdcs_status resolve(const gdcs_i_to_table *to, const char **tokens, int32_t *codes,
                           gdcs_sex_resolution *how, gdcs_error *err)
{
    char room[32];
    const gdcs_i_axis *sex = &to->table->axes[to->open_sex];
    const gdcs_schema_column *column = to->binding->slots[to->axes[to->open_sex].slot].column;
    const int32_t labels = gdcs_i_pool_count(sex->labels), blank = to->axes[to->open_sex].blank;
    gdcs_i_spellings s = gdcs_i_spellings_of(column, room);
    s.tokens = tokens;
    s.titles = tokens + labels;
    s.scheme = to->binding->sex_scheme;
    list_spellings(to, tokens, tokens + labels, &s.count);
    if (s.count > 0)
        TRY(gdcs_i_resolve_sex(&s, codes, how, err));
    if (blank >= 0) {
        memmove(codes + blank + 1, codes + blank, (size_t)(s.count - blank) * sizeof *codes);
        codes[blank] = GDCS_SEX_UNKNOWN;
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_to_table_resolve(gdcs_i_to_table *to, gdcs_sex_resolution *how, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL, *codes = NULL;
    if (to->open_sex < 0)
        return GDCS_OK;
    const int64_t cells = gdcs_i_cells_count(to->table->cells);
    const int64_t labels = gdcs_i_pool_count(to->table->axes[to->open_sex].labels);
    TRY(gdcs_i_alloc(&memory, 2 * labels, sizeof(const char *), err));
    GO(gdcs_i_alloc(&codes, labels, sizeof(int32_t), err));
    GO(resolve(to, memory, codes, how, err));
    GO(gdcs_i_table_make_sex(to->table, to->open_sex, codes, err));
    if (to->value >= 0)
        to->repeated += cells - gdcs_i_cells_count(to->table->cells);
done:
    free(memory);
    free(codes);
    return status;
}
