#include "core/fail.h"
#include "core/memory.h"
#include "privacy/columns.h"
#include "privacy/unsafe.h"
#include "privacy/sexes.h"

#include <gdcs/disclosure.h>
#include <stdlib.h>

/* The rows of the frame. */
struct rows {
    int64_t *variable;
    double *value;
    double *below;
    double *above;
    double *width;
    char (*why)[GDCS_I_WHY_SIZE];
    char (*letter)[2];
    const char **texts;
    int64_t count;
};

static gdcs_status make_room(struct rows *r, int64_t n, gdcs_error *err)
{
    void *memory[8] = {NULL};
    static const size_t size[] = {sizeof(int64_t),   sizeof(double),  sizeof(double),
                                  sizeof(double),    sizeof(double),  sizeof *r->why,
                                  sizeof *r->letter, sizeof *r->texts};
    gdcs_status status = GDCS_OK;
    for (int i = 0; i < 8 && status == GDCS_OK; i++)
        status = gdcs_i_alloc(&memory[i], n, size[i], err);
    r->variable = memory[0];
    r->value = memory[1];
    r->below = memory[2];
    r->above = memory[3];
    r->width = memory[4];
    r->why = memory[5];
    r->letter = memory[6];
    r->texts = memory[7];
    return status;
}

static void release(struct rows *r)
{
    free(r->variable);
    free(r->value);
    free(r->below);
    free(r->above);
    free(r->width);
    free(r->why);
    free(r->letter);
    free(r->texts);
}

static void add(struct rows *r, const gdcs_i_system *s, const gdcs_disclosure_rule *rule, int64_t v,
                const gdcs_i_finding *f)
{
    const int64_t i = r->count++;
    r->variable[i] = v;
    r->value[i] = s->lower[v];
    r->below[i] = f->below;
    r->above[i] = f->above;
    r->width[i] = f->width;
    gdcs_i_rule_words(f->why, r->why[i]);
    r->letter[i][0] = gdcs_i_rule_letter(rule, f->why);
}

static gdcs_status collect(const gdcs_i_system *s, const gdcs_disclosure_rule *rule,
                           const gdcs_i_unsafe *unsafe, struct rows *r, gdcs_error *err)
{
    const gdcs_i_cells *cells = s->views[0].table->cells;
    const int32_t *order = NULL;
    TRY(make_room(r, unsafe->count, err));
    TRY(gdcs_i_cells_order(cells, &order, err));
    for (int64_t i = 0; i < gdcs_i_cells_count(cells); i++) {
        int32_t codes[GDCS_I_AXES];
        const int64_t v = gdcs_i_system_find(s, 0, gdcs_i_cells_codes(cells, order[i], codes));
        if (unsafe->finding[v].why != 0)
            add(r, s, rule, v, &unsafe->finding[v]);
    }
    return GDCS_OK;
}

static gdcs_status add_words(gdcs_frame *frame, struct rows *r, int32_t level, gdcs_error *err)
{
    for (int64_t i = 0; i < r->count; i++)
        r->texts[i] = r->why[i];
    TRY(gdcs_i_columns_add_texts(frame, "why", GDCS_CONCEPT_GROUP, level, r->texts, r->count, err));
    for (int64_t i = 0; i < r->count; i++)
        r->texts[i] = r->letter[i];
    return gdcs_i_columns_add_texts(frame, "confidentiality", GDCS_CONCEPT_CONFIDENTIALITY, level,
                                    r->texts, r->count, err);
}

static gdcs_status give(const gdcs_i_system *s, struct rows *r, int32_t level, gdcs_frame **out,
                        gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    const int64_t n = r->count;
    GO(gdcs_frame_new(&frame, err));
    for (int32_t a = 0; a < s->width; a++)
        GO(gdcs_i_columns_add_labels(frame, s, a, level, r->variable, n, err));
    GO(gdcs_i_columns_add_numbers(frame, "value", GDCS_CONCEPT_VALUE, level, r->value, n, err));
    GO(add_words(frame, r, level, err));
    GO(gdcs_i_columns_add_numbers(frame, "below", GDCS_CONCEPT_NUMBER, level, r->below, n, err));
    GO(gdcs_i_columns_add_numbers(frame, "above", GDCS_CONCEPT_NUMBER, level, r->above, n, err));
    GO(gdcs_i_columns_add_numbers(frame, "width", GDCS_CONCEPT_NUMBER, level, r->width, n, err));
    GO(gdcs_frame_set_meta(frame, GDCS_META_METHOD, "Cells that a disclosure rule finds unsafe.",
                           err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    return status;
}

gdcs_status gdcs_disclosure_table(const gdcs_table *table, const gdcs_disclosure_rule *rule,
                                  const gdcs_disclosure_options *options, gdcs_frame **out,
                                  gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_disclosure_rule ours;
    gdcs_i_system *s = NULL;
    gdcs_i_unsafe unsafe = {NULL, 0};
    struct rows rows = {.count = 0};
    gdcs_i_sexes sexes = {NULL, 0};
    const gdcs_table *const *tables = &table;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_rule_take(rule, &ours, err));
    GO(gdcs_i_sexes_complete(&sexes, &ours, &tables, 1, err));
    GO(gdcs_i_system_new(tables, 1, NULL, 0, &s, err));
    GO(gdcs_i_unsafe_find(s, &ours, options, &unsafe, err));
    GO(collect(s, &ours, &unsafe, &rows, err));
    status = give(s, &rows, gdcs_table_get_sensitivity(table), out, err);
done:
    release(&rows);
    gdcs_i_unsafe_free(&unsafe);
    gdcs_i_system_free(s);
    gdcs_i_sexes_free(&sexes);
    return status;
}
