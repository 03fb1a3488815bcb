/* What records tell of the axes of other tables.

   A record with a value left blank is a person somewhere below a total.  Were each cell merely the interval
   between those who have its labels and those who could have them, the audit would forget that a person is in one
   cell only.  So persons are told apart by what is blank of them, as if by another axis: where nothing is,
   cells are exact, elsewhere totals are, and the sums over that axis are what tables count. */
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/parents.h"
#include "privacy/release/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 10000000, MOST_LINKED = 100000, LABEL_SIZE = 80 };

struct projecting {
    const gdcs_table *records;
    gdcs_table *out;
    int32_t number;
    int32_t width;             /* axes in common */
    int32_t from[GDCS_I_AXES]; /* of the records */
    uint32_t blank;            /* bit i: axis i has values left blank */
    uint32_t *blank_of;        /* likewise, by label of the axis of blanks */
    int64_t room;
    int32_t last_code; /* the label given last; -1: none yet */
};

static int has_axis(const gdcs_i_release_others *others, const char *name)
{
    for (int32_t t = 0; t < others->count; t++)
        if (gdcs_table_find_axis(others->tables[t], name) >= 0)
            return 1;
    return 0;
}

/* Are there blanks in it, or persons who are not? */
static int is_open(const gdcs_table *records)
{
    int32_t codes[GDCS_I_AXES];
    int found = records->absent != GDCS_ABSENT_ZERO;
    for (int64_t slot = 0; slot < gdcs_i_cells_count(records->cells) && !found; slot++) {
        gdcs_i_cells_codes(records->cells, slot, codes);
        for (int32_t i = 0; i < records->width && !found; i++)
            found = codes[i] == records->axes[i].total;
    }
    return found;
}

/* Is it by this column of other records, too, that persons are found whose values are blank? */
static int is_link(const gdcs_i_release_others *others, const char *name)
{
    int32_t count = 0, open = 0;
    for (int32_t t = 0; t < others->record_count; t++)
        if (gdcs_table_find_axis(others->records[t], name) >= 0) {
            count++;
            open += is_open(others->records[t]);
        }
    return count > 1 && open > 0;
}

static int32_t total_of(const struct projecting *w, int32_t i)
{
    return w->records->axes[w->from[i]].total;
}

/* Codes of the axes in common; bits of what is blank among them. */
static uint32_t read_cell(const struct projecting *w, int64_t slot, int32_t *codes)
{
    int32_t all[GDCS_I_AXES];
    uint32_t blank = 0;
    gdcs_i_cells_codes(w->records->cells, slot, all);
    for (int32_t i = 0; i < w->width; i++) {
        codes[i] = all[w->from[i]];
        blank |= codes[i] == total_of(w, i) ? (uint32_t)1 << i : 0;
    }
    return blank;
}

static void find_blanks(struct projecting *w)
{
    int32_t codes[GDCS_I_AXES];
    for (int64_t slot = 0; slot < gdcs_i_cells_count(w->records->cells); slot++)
        w->blank |= read_cell(w, slot, codes);
}

static gdcs_status add_axis(struct projecting *w, int32_t k, gdcs_error *err)
{
    const gdcs_i_axis *axis = &w->records->axes[k];
    int32_t ignored = 0;
    TRY(gdcs_i_table_take_axis(w->out, axis, 1, err));
    w->from[w->width++] = k;
    return axis->total_label == NULL
               ? GDCS_OK
               : gdcs_i_axis_add_label(w->out, w->width - 1, axis->total_label,
                                       strlen(axis->total_label), &ignored, err);
}

/* Whom blanks may hide, and of part of the persons the others, may have labels of which no record is. */
static gdcs_status add_blanks(struct projecting *w, const gdcs_i_release_others *others,
                              gdcs_error *err)
{
    static const char *const total[] = {"total"};
    const gdcs_axis axis = {.struct_size = sizeof axis,
                            .concept_id = GDCS_CONCEPT_GROUP,
                            .name = GDCS_I_RELEASE_BLANK,
                            .total = total[0],
                            .labels = total,
                            .label_count = 1};
    const int is_part = w->records->absent != GDCS_ABSENT_ZERO;
    for (int32_t i = 0; i < w->width; i++)
        if (is_part || (w->blank >> i & 1) != 0)
            TRY(gdcs_i_release_add_candidates(w->out, i, others, err));
    return w->blank != 0 ? gdcs_table_add_axis(w->out, &axis, err) : GDCS_OK;
}

static gdcs_status open_table(struct projecting *w, const gdcs_i_release_others *others,
                              gdcs_error *err)
{
    const gdcs_table_options o = {.struct_size = sizeof o, .absent = w->records->absent};
    TRY(gdcs_table_new(&o, &w->out, err));
    int64_t cells = gdcs_i_cells_count(w->records->cells);
    for (int32_t k = 0; k < w->records->width; k++) {
        const char *name = w->records->axes[k].name;
        const int is_known = has_axis(others, name);
        if (!is_known && (2 * cells > MOST_LINKED || !is_link(others, name)))
            continue;
        cells *= is_known ? 1 : 2;
        TRY(add_axis(w, k, err));
    }
    find_blanks(w);
    return add_blanks(w, others, err);
}

/* "2: area, age": the number of the release and what is blank. */
static gdcs_status make_name(const struct projecting *w, uint32_t blank, char **out,
                             gdcs_error *err)
{
    void *memory = NULL;
    size_t size = LABEL_SIZE, at = 0;
    for (int32_t i = 0; i < w->width; i++)
        size += strlen(w->out->axes[i].name) + 2;
    TRY(gdcs_i_alloc(&memory, (int64_t)size, 1, err));
    *out = memory;
    at = (size_t)snprintf(*out, size, "%d:%s", (int)w->number, blank == 0 ? " nothing" : "");
    for (int32_t i = 0; i < w->width; i++)
        if ((blank >> i & 1) != 0)
            at += (size_t)snprintf(*out + at, size - at, " %s,", w->out->axes[i].name);
    (*out)[at - (blank != 0)] = '\0';
    return GDCS_OK;
}

/* The label of what is blank, where anything is. */
static gdcs_status name_blank(struct projecting *w, uint32_t blank, int32_t *code, gdcs_error *err)
{
    char *name = NULL;
    void *blanks = w->blank_of;
    if (w->blank == 0)
        return GDCS_OK;
    *code = w->last_code;
    if (*code >= 0 && w->blank_of[*code] == blank)
        return GDCS_OK;
    TRY(make_name(w, blank, &name, err));
    gdcs_status status = gdcs_i_axis_add_label(w->out, w->width, name, strlen(name), code, err);
    free(name);
    TRY(status);
    status = gdcs_i_reserve(&blanks, &w->room, (int64_t)*code + 1, sizeof *w->blank_of, err);
    w->blank_of = blanks;
    TRY(status);
    w->blank_of[*code] = blank;
    w->last_code = *code;
    return GDCS_OK;
}

/* A cell more, or more of one. */
static gdcs_status add(struct projecting *w, const int32_t *codes, const gdcs_i_range *range,
                       gdcs_error *err)
{
    if (gdcs_i_cells_count(w->out->cells) > MOST_CELLS)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "frame",
                           "what records tell of the axes of tables is in more than %d cells",
                           (int)MOST_CELLS);
    return gdcs_i_cells_merge(w->out->cells, codes, range, err);
}

/* The records, each where it is known to be. */
static gdcs_status add_known(struct projecting *w, gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES + 1];
    for (int64_t slot = 0; slot < gdcs_i_cells_count(w->records->cells); slot++) {
        const uint32_t blank = read_cell(w, slot, codes);
        const gdcs_i_range range = gdcs_i_cells_get(w->records->cells, slot);
        TRY(name_blank(w, blank, &codes[w->width], err));
        TRY(add(w, codes, &range, err));
    }
    return GDCS_OK;
}

/* All labels of the axis together, in the cells that are there. */
static gdcs_status add_margin(struct projecting *w, int32_t i, gdcs_error *err)
{
    const int32_t total = w->out->axes[i].total;
    const int64_t count = total >= 0 ? gdcs_i_cells_count(w->out->cells) : 0;
    for (int64_t slot = 0; slot < count; slot++) {
        int32_t codes[GDCS_I_AXES];
        const gdcs_i_range range = gdcs_i_cells_get(w->out->cells, slot);
        gdcs_i_cells_codes(w->out->cells, slot, codes);
        if (codes[i] == total)
            continue;
        codes[i] = total;
        TRY(add(w, codes, &range, err));
    }
    return GDCS_OK;
}

/* The next combination of labels, the total among them, of the axes that are blank; 0 after the last. */
static int next(const struct projecting *w, uint32_t blank, int32_t *codes)
{
    for (int32_t i = w->width - 1; i >= 0; i--) {
        if ((blank >> i & 1) == 0)
            continue;
        if (++codes[i] < gdcs_i_pool_count(w->out->axes[i].labels))
            return 1;
        codes[i] = 0;
    }
    return 0;
}

/* Everywhere they could be. */
static gdcs_status spread(struct projecting *w, int64_t slot, gdcs_error *err)
{
    int32_t known[GDCS_I_AXES], codes[GDCS_I_AXES];
    gdcs_i_range range = gdcs_i_cells_get(w->out->cells, slot);
    gdcs_i_cells_codes(w->out->cells, slot, known);
    const uint32_t blank = w->blank_of[known[w->width]];
    memcpy(codes, known, sizeof codes);
    for (int32_t i = 0; i < w->width; i++)
        if ((blank >> i & 1) != 0)
            codes[i] = 0;
    range.upper = (gdcs_i_sum){gdcs_i_range_upper(&range), 0.0};
    range.lower = (gdcs_i_sum){0.0, 0.0};
    range.inexact = 1;
    do
        if (memcmp(codes, known, ((size_t)w->width + 1) * sizeof *codes) != 0)
            TRY(add(w, codes, &range, err));
    while (next(w, blank, codes));
    return GDCS_OK;
}

/* Sums are all there, so that none is taken to be more than its parts.  Of persons who are lower limits only, no
   more follows from blanks than from totals. */
static gdcs_status fill(struct projecting *w, gdcs_error *err)
{
    TRY(add_known(w, err));
    for (int32_t i = 0; i < w->width; i++)
        TRY(add_margin(w, i, err));
    if (w->blank == 0)
        return GDCS_OK;
    const int64_t count =
        w->records->absent == GDCS_ABSENT_ZERO ? gdcs_i_cells_count(w->out->cells) : 0;
    for (int64_t slot = 0; slot < count; slot++)
        TRY(spread(w, slot, err));
    return add_margin(w, w->width, err);
}

/* A record that says only "North" is not in the sum of the areas of the north. */
static gdcs_status check_levels(const gdcs_i_axis *axis, const gdcs_i_parents *parents,
                                gdcs_error *err)
{
    const int32_t most = gdcs_i_pool_count(parents->children);
    for (int32_t code = 0; code < gdcs_i_pool_count(axis->labels); code++) {
        const char *label = gdcs_i_pool_text(axis->labels, code),
                   *up = gdcs_i_parents_of(parents, label);
        for (int32_t steps = 0; up != NULL && steps <= most; steps++) {
            if (code != axis->total && gdcs_i_pool_find(axis->labels, up, strlen(up)) >= 0)
                return gdcs_i_fail(err, GDCS_E_SHAPE, axis->name,
                                   "records have '%.60s' and also '%.60s', which it is part of",
                                   label, up);
            up = gdcs_i_parents_of(parents, up);
        }
    }
    return GDCS_OK;
}

static gdcs_status check_tree(const gdcs_i_axis *axis, const gdcs_tree *tree, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_parents parents = {.room = 0};
    GO(gdcs_i_parents_new(tree->axis, &tree, 1, &parents, err));
    GO(check_levels(axis, &parents, err));
done:
    gdcs_i_parents_free(&parents);
    return status;
}

static gdcs_status check_trees(const struct projecting *w, const gdcs_i_release_others *others,
                               gdcs_error *err)
{
    for (int32_t i = 0; i < others->tree_count; i++) {
        const int64_t axis = gdcs_table_find_axis(w->records, others->trees[i]->axis);
        if (axis >= 0)
            TRY(check_tree(&w->records->axes[axis], others->trees[i], err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_release_project_records(const gdcs_table *records, int32_t number,
                                           const gdcs_i_release_others *others, gdcs_table **out,
                                           gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct projecting w = {.records = records, .number = number, .last_code = -1};
    GO(check_trees(&w, others, err));
    GO(open_table(&w, others, err));
    GO(fill(&w, err));
    *out = w.out;
    w.out = NULL;
done:
    gdcs_table_free(w.out);
    free(w.blank_of);
    return status;
}
