#include "privacy/suppress/give.h"
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/columns.h"

#include <gdcs/estimate.h>

#include <math.h>
#include <stdlib.h>

static int is_hidden(const gdcs_i_suppression *p, int64_t v)
{
    return p->state[v] == GDCS_I_UNSAFE || p->state[v] == GDCS_I_HIDDEN;
}

static char letter_of(const gdcs_i_suppression *p, int64_t v)
{
    return (char)(p->state[v] == GDCS_I_UNSAFE
                      ? gdcs_i_rule_letter(&p->rule, p->unsafe.finding[v].why)
                      : 'D');
}

gdcs_status gdcs_i_suppress_give_table(const gdcs_i_suppression *p, int32_t table, gdcs_table **out,
                                       gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_table *copy = NULL;
    int32_t codes[GDCS_I_AXES];
    GO(gdcs_table_copy(p->system->views[table].table, &copy, err));
    GO(gdcs_i_cells_reserve(copy->cells, 0, 1, err));
    for (int64_t slot = 0; slot < gdcs_i_cells_count(copy->cells); slot++) {
        gdcs_i_cells_codes(copy->cells, slot, codes);
        const int64_t v = gdcs_i_system_find(p->system, table, codes);
        if (v < 0 || !is_hidden(p, v))
            continue;
        gdcs_i_range range = gdcs_i_range_missing;
        range.status = 'Q';
        range.confidentiality = letter_of(p, v);
        GO(gdcs_i_cells_put(copy->cells, slot, &range, err));
    }
    *out = copy;
    copy = NULL;
done:
    gdcs_table_free(copy);
    return status;
}

/* The rows of the frame. */
struct rows {
    int64_t *variable;
    double *table;
    double *value;
    double *cost;
    char (*why)[GDCS_I_WHY_SIZE];
    char (*letter)[2];
    const char **texts;
    int64_t count;
};

static gdcs_status make_room(struct rows *r, int64_t n, gdcs_error *err)
{
    void *memory[7] = {NULL};
    static const size_t size[] = {sizeof(int64_t), sizeof(double), sizeof(double),
                                  sizeof(double),  sizeof *r->why, sizeof *r->letter,
                                  sizeof *r->texts};
    gdcs_status status = GDCS_OK;
    for (int i = 0; i < 7 && status == GDCS_OK; i++)
        status = gdcs_i_alloc(&memory[i], n, size[i], err);
    *r = (struct rows){memory[0], memory[1], memory[2], memory[3],
                       memory[4], memory[5], memory[6], 0};
    return status;
}

static void release(struct rows *r)
{
    free(r->variable);
    free(r->table);
    free(r->value);
    free(r->cost);
    free(r->why);
    free(r->letter);
    free(r->texts);
}

static void collect(const gdcs_i_suppression *p, struct rows *r)
{
    for (int64_t v = 0; v < p->system->count; v++) {
        if (!is_hidden(p, v))
            continue;
        const int64_t i = r->count++;
        r->variable[i] = v;
        r->table[i] = p->system->table[v] + 1;
        r->value[i] = p->system->lower[v];
        r->cost[i] = p->state[v] == GDCS_I_HIDDEN ? p->cost[v] : 0.0;
        if (p->state[v] == GDCS_I_UNSAFE)
            gdcs_i_rule_words(p->unsafe.finding[v].why, r->why[i]);
        r->letter[i][0] = letter_of(p, v);
    }
}

static gdcs_status add_texts(gdcs_frame *frame, struct rows *r, gdcs_error *err)
{
    const int32_t level = GDCS_SENSITIVITY_PROTECTED;
    for (int64_t i = 0; i < r->count; i++)
        r->texts[i] = r->why[i][0] != '\0' ? r->why[i] : "secondary";
    TRY(gdcs_i_columns_add_texts(frame, "why", GDCS_CONCEPT_GROUP, level, r->texts, r->count, err));
    for (int64_t i = 0; i < r->count; i++)
        r->texts[i] = r->letter[i];
    return gdcs_i_columns_add_texts(frame, "confidentiality", GDCS_CONCEPT_CONFIDENTIALITY, level,
                                    r->texts, r->count, err);
}

static gdcs_status fill(gdcs_frame *frame, const gdcs_i_suppression *p, struct rows *r,
                        gdcs_error *err)
{
    const int32_t level = GDCS_SENSITIVITY_PROTECTED;
    TRY(gdcs_i_columns_add_numbers(frame, "table", GDCS_CONCEPT_NUMBER, level, r->table, r->count,
                                   err));
    for (int32_t a = 0; a < p->system->width; a++)
        TRY(gdcs_i_columns_add_labels(frame, p->system, a, level, r->variable, r->count, err));
    TRY(gdcs_i_columns_add_numbers(frame, "value", GDCS_CONCEPT_VALUE, level, r->value, r->count,
                                   err));
    TRY(add_texts(frame, r, err));
    TRY(gdcs_i_columns_add_numbers(frame, "cost", GDCS_CONCEPT_NUMBER, level, r->cost, r->count,
                                   err));
    return gdcs_frame_set_meta(frame, GDCS_META_METHOD, "Cells hidden by suppression.", err);
}

gdcs_status gdcs_i_suppress_give_frame(const gdcs_i_suppression *p, gdcs_frame **out,
                                       gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    const gdcs_suppress_result r = gdcs_i_suppress_sum_up(p);
    struct rows rows = {.count = 0};
    GO(make_room(&rows, r.unsafe + r.secondary, err));
    collect(p, &rows);
    GO(gdcs_frame_new(&frame, err));
    GO(fill(frame, p, &rows, err));
    *out = frame;
    frame = NULL;
done:
    release(&rows);
    gdcs_frame_free(frame);
    return status;
}

gdcs_suppress_result gdcs_i_suppress_sum_up(const gdcs_i_suppression *p)
{
    gdcs_suppress_result r = {.struct_size = sizeof r,
                              .quantities = p->system->count,
                              .equations = p->system->rows,
                              .repairs = p->repairs,
                              .attacks = p->attacks,
                              .bound = p->bound,
                              .notes = p->stopped ? GDCS_NOTE_NOT_REACHED : 0};
    for (int64_t v = 0; v < p->system->count; v++) {
        r.unsafe += p->state[v] == GDCS_I_UNSAFE;
        r.secondary += p->state[v] == GDCS_I_HIDDEN;
        r.cost += p->state[v] == GDCS_I_HIDDEN ? p->cost[v] : 0.0;
    }
    return r;
}
