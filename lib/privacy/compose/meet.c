/* Values in common, told apart once for both releases. */
#include "privacy/compose/meet.h"

#include "core/fail.h"
#include "core/memory.h"
#include "data/table.h"

#include <stdlib.h>

enum { MOST_SAME = 100000000 };

/* The columns that are meant, side by side; without any, one in which all are the same. */
static gdcs_status gather(const gdcs_i_meeting *m, int32_t which, gdcs_i_codes *codes,
                          int32_t **memory, gdcs_error *err)
{
    const int64_t n[] = {m->side[0].n, m->side[1].n}, rows = n[0] + n[1];
    void *block = NULL;
    TRY(gdcs_i_alloc(&block, rows, sizeof **memory * ((size_t)m->width + 1), err));
    *memory = block;
    for (int32_t i = 0; i < m->width; i++) {
        const gdcs_i_common *c = &m->column[i];
        int32_t *out = *memory + codes->width * rows;
        if (which != GDCS_I_JOINT_ALL && c->is_key != which)
            continue;
        for (int s = 0; s < 2; s++)
            for (int64_t cell = 0; cell < n[s]; cell++)
                *out++ = c->value[s][m->side[s].label[c->axis[s]][cell]];
        codes->codes[codes->width] = out - rows;
        codes->values[codes->width++] = c->values;
    }
    if (codes->width == 0) {
        for (int64_t i = 0; i < rows; i++)
            (*memory)[i] = 1;
        codes->codes[0] = *memory;
        codes->values[0] = 1;
        codes->width = 1;
    }
    return GDCS_OK;
}

static gdcs_status note_same(void *data, int64_t query, const gdcs_i_span *spans, int32_t n,
                             gdcs_error *err)
{
    gdcs_i_joint *j = data;
    void *memory = j->same;
    int64_t more = 0;
    for (int32_t s = 0; s < n; s++)
        more += spans[s].count;
    if (j->used + more > MOST_SAME)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "frame",
                           "missing values of two releases of records may be the same in more than "
                           "%d ways",
                           (int)MOST_SAME);
    const gdcs_status status =
        gdcs_i_stretch(&memory, &j->room, j->used + more, sizeof *j->same, err);
    j->same = memory;
    TRY(status);
    j->start[query] = j->used;
    j->count[query] = more;
    for (int32_t s = 0; s < n; s++)
        for (int64_t i = 0; i < spans[s].count; i++)
            j->same[j->used++] = spans[s].items[i];
    return GDCS_OK;
}

static gdcs_status find_same(gdcs_i_joint *j, gdcs_error *err)
{
    void *memory = NULL;
    if (j->values.is_whole)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, j->values.count, sizeof *j->start, err));
    j->start = memory;
    TRY(gdcs_i_alloc(&memory, j->values.count, sizeof *j->count, err));
    j->count = memory;
    return gdcs_i_match_each(&j->values, note_same, j, err);
}

gdcs_status gdcs_i_joint_new(const gdcs_i_meeting *m, int32_t which, gdcs_i_joint *j,
                             gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_codes codes = {.width = 0};
    int32_t *block = NULL;
    void *memory = NULL;
    const int64_t first = m->side[0].n, rows = first + m->side[1].n;
    GO(gather(m, which, &codes, &block, err));
    GO(gdcs_i_classes_new(&codes, rows, NULL, NULL, GDCS_MICRODATA_MISSING_ANY, &j->values, err));
    for (int s = 0; s < 2; s++) {
        GO(gdcs_i_alloc(&memory, j->values.count, 1, err));
        j->is_in[s] = memory;
    }
    for (int64_t i = 0; i < rows; i++)
        j->is_in[i >= first][j->values.of[i]] = 1;
    GO(find_same(j, err));
done:
    free(block);
    return status;
}

void gdcs_i_joint_free(gdcs_i_joint *j)
{
    gdcs_i_classes_free(&j->values);
    free(j->is_in[0]);
    free(j->is_in[1]);
    free(j->start);
    free(j->count);
    free(j->same);
}

int32_t gdcs_i_joint_of(const gdcs_i_meeting *m, const gdcs_i_joint *j, int s, int32_t cell)
{
    return j->values.of[(s == 0 ? 0 : m->side[0].n) + cell];
}

const int32_t *gdcs_i_joint_same(const gdcs_i_joint *j, const int32_t *value, int64_t *count)
{
    *count = j->start != NULL ? j->count[*value] : 1;
    return j->start != NULL ? j->same + j->start[*value] : value;
}

gdcs_status gdcs_i_meeting_new(const gdcs_i_composed *const *sides, const gdcs_tree *const *trees,
                               int32_t tree_count, gdcs_i_meeting *m, gdcs_error *err)
{
    for (int32_t i = 0; i < sides[0]->table->width; i++) {
        const int64_t other = gdcs_table_find_axis(sides[1]->table, sides[0]->table->axes[i].name);
        if (other >= 0)
            TRY(gdcs_i_common_new(sides, i, (int32_t)other, trees, tree_count,
                                  &m->column[m->width++], err));
    }
    for (int s = 0; s < 2; s++)
        TRY(gdcs_i_side_new(sides[s], &m->side[s], err));
    if (m->side[0].n + m->side[1].n >= INT32_MAX)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "frame",
                           "two releases of records with more than %d different ones",
                           INT32_MAX - 1);
    TRY(gdcs_i_joint_new(m, GDCS_I_JOINT_KEYS, &m->keys, err));
    return gdcs_i_joint_new(m, GDCS_I_JOINT_OTHERS, &m->others, err);
}

void gdcs_i_meeting_free(gdcs_i_meeting *m)
{
    for (int32_t i = 0; i < m->width; i++)
        gdcs_i_common_free(&m->column[i]);
    for (int s = 0; s < 2; s++)
        gdcs_i_side_free(&m->side[s]);
    gdcs_i_joint_free(&m->keys);
    gdcs_i_joint_free(&m->others);
}
