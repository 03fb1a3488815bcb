#include "privacy/compose/compose.h"

#include "core/fail.h"
#include "data/table.h"
#include "privacy/compose/meet.h"

#include <string.h>

/* A label of the cell that no record of the other release may have, or NULL. */
static const char *strange_label(const gdcs_i_meeting *m, int32_t cell, const char **column)
{
    for (int32_t i = 0; i < m->width; i++) {
        const gdcs_i_common *c = &m->column[i];
        const gdcs_i_axis *axis = &m->side[1].of->table->axes[c->axis[1]];
        const int32_t label = m->side[1].label[c->axis[1]][cell], value = c->value[1][label];
        int is_found = label == 0;
        for (int64_t k = 0; k < m->side[0].n && !is_found; k++) {
            const int32_t other = c->value[0][m->side[0].label[c->axis[0]][k]];
            is_found = other == 0 || other == value;
        }
        *column = axis->name;
        if (!is_found)
            return gdcs_i_pool_text(axis->labels, label - 1);
    }
    return NULL;
}

static gdcs_status refuse_cell(const gdcs_i_meeting *m, int32_t cell, gdcs_error *err)
{
    const char *column = NULL, *label = strange_label(m, cell, &column);
    char place[GDCS_I_COMPOSED_PLACE];
    if (label != NULL)
        return gdcs_i_fail(
            err, GDCS_E_VALUE, column,
            "no record of the release \"%.30s\" can be of a person with %.20s '%.40s': "
            "trees have to say what it is part of, or persons that it has others",
            m->side[0].of->id, column, label);
    gdcs_i_put_class(&m->side[1], m->side[1].classes.of[cell], place);
    return gdcs_i_fail(
        err, GDCS_E_VALUE, "frame",
        "no record of the release \"%.30s\" can be of a person of %s: persons have to "
        "say that it has others",
        m->side[0].of->id, place);
}

/* Records that can be of nobody in the earlier release are of others, or their labels have another meaning. */
static gdcs_status find_strangers(const gdcs_i_meeting *m, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_joint all = {.used = 0};
    GO(gdcs_i_joint_new(m, GDCS_I_JOINT_ALL, &all, err));
    for (int64_t cell = 0; cell < m->side[1].n; cell++) {
        const int32_t value = gdcs_i_joint_of(m, &all, 1, (int32_t)cell);
        int64_t count = 0;
        const int32_t *same = gdcs_i_joint_same(&all, &value, &count);
        int is_found = 0;
        for (int64_t i = 0; i < count && !is_found; i++)
            is_found = all.is_in[0][same[i]];
        if (!is_found)
            GO(refuse_cell(m, (int32_t)cell, err));
    }
done:
    gdcs_i_joint_free(&all);
    return status;
}

gdcs_status gdcs_i_compose(const gdcs_i_composed *earlier, const gdcs_i_composed *now,
                           const gdcs_tree *const *trees, int32_t tree_count, int is_same,
                           gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_meeting m = {.width = 0};
    const gdcs_i_composed *const sides[] = {earlier, now};
    GO(gdcs_i_meeting_new(sides, trees, tree_count, &m, err));
    if (is_same)
        GO(find_strangers(&m, err));
    GO(gdcs_i_narrow(&m, 0, err));
    GO(gdcs_i_narrow(&m, 1, err));
done:
    gdcs_i_meeting_free(&m);
    return status;
}
