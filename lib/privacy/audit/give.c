/* What was found, as a frame and a summary. */
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/audit/audit.h"
#include "privacy/columns.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS = 4096, LIMITS = 4 };

struct rows {
    int64_t *variable;
    double *table;
    double *limit[LIMITS]; /* as published, as worked out */
    const char **verdict;
    const char **words;
    gdcs_i_pool *texts;
    char *taken;
    int64_t count;
};

static gdcs_status make_room(struct rows *r, const gdcs_i_audit *a, gdcs_error *err)
{
    int64_t n = 0;
    void *memory[9] = {NULL};
    static const size_t size[] = {sizeof(int64_t), sizeof(double), sizeof(double),
                                  sizeof(double),  sizeof(double), sizeof(double),
                                  sizeof(char *),  sizeof(char *), 1};
    gdcs_status status = GDCS_OK;
    for (int64_t v = 0; v < a->system->count; v++)
        n += a->wanted[v];
    for (int i = 0; i < 9 && status == GDCS_OK; i++)
        status = gdcs_i_alloc(&memory[i], i < 8 ? n : a->system->count, size[i], err);
    r->variable = memory[0];
    r->table = memory[1];
    for (int i = 0; i < LIMITS; i++)
        r->limit[i] = memory[2 + i];
    r->verdict = memory[6];
    r->words = memory[7];
    r->taken = memory[8];
    return status == GDCS_OK ? gdcs_i_pool_new(&r->texts, err) : status;
}

static void release(struct rows *r)
{
    free(r->variable);
    free(r->table);
    for (int i = 0; i < LIMITS; i++)
        free(r->limit[i]);
    free(r->verdict);
    free(r->words);
    free(r->taken);
    gdcs_i_pool_free(r->texts);
}

static int is_leak(int verdict)
{
    return verdict == GDCS_I_VERDICT_GROUP || verdict == GDCS_I_VERDICT_EXACT ||
           verdict == GDCS_I_VERDICT_NARROW || verdict == GDCS_I_VERDICT_RECOVERED ||
           verdict == GDCS_I_VERDICT_INSIDER;
}

static gdcs_status add(struct rows *r, const gdcs_i_audit *a, int64_t v, gdcs_error *err)
{
    char text[WORDS];
    int32_t code = 0;
    const int64_t i = r->count++;
    r->taken[v] = 1;
    r->variable[i] = v;
    r->table[i] = a->system->table[v] + 1.0;
    r->limit[0][i] = a->system->lower[v];
    r->limit[1][i] = a->system->upper[v];
    r->limit[2][i] = a->attack->bound[GDCS_I_LOW][v];
    r->limit[3][i] = a->attack->bound[GDCS_I_HIGH][v];
    r->verdict[i] = gdcs_i_verdict_name(a->verdict[v]);
    if (!is_leak(a->verdict[v]))
        return GDCS_OK;
    TRY(gdcs_i_audit_words(a, v, text, sizeof text, err));
    TRY(gdcs_i_pool_add(r->texts, text, strlen(text), &code, err));
    r->words[i] = gdcs_i_pool_text(r->texts, code);
    return GDCS_OK;
}

/* The cells of each table in its own order, then what no table set. */
static gdcs_status collect(struct rows *r, const gdcs_i_audit *a, gdcs_error *err)
{
    for (int32_t t = 0; t < a->n; t++) {
        const gdcs_i_cells *cells = a->tables[t]->cells;
        const int32_t *order = NULL;
        TRY(gdcs_i_cells_order(cells, &order, err));
        for (int64_t i = 0; i < gdcs_i_cells_count(cells); i++) {
            int32_t codes[GDCS_I_AXES];
            const int64_t v =
                gdcs_i_system_find(a->system, t, gdcs_i_cells_codes(cells, order[i], codes));
            if (a->wanted[v] && !r->taken[v])
                TRY(add(r, a, v, err));
        }
    }
    for (int64_t v = 0; v < a->system->count; v++)
        if (a->wanted[v] && !r->taken[v])
            TRY(add(r, a, v, err));
    return GDCS_OK;
}

static gdcs_status fill(gdcs_frame *frame, const struct rows *r, const gdcs_i_audit *a,
                        gdcs_error *err)
{
    static const char *const names[LIMITS] = {"lower", "upper", "bound_lower", "bound_upper"};
    static const int32_t concepts[LIMITS] = {GDCS_CONCEPT_LOWER, GDCS_CONCEPT_UPPER,
                                             GDCS_CONCEPT_BOUND_LOWER, GDCS_CONCEPT_BOUND_UPPER};
    const int32_t level = GDCS_SENSITIVITY_PROTECTED;
    const int64_t n = r->count;
    TRY(gdcs_i_columns_add_numbers(frame, "table", GDCS_CONCEPT_NUMBER, level, r->table, n, err));
    for (int32_t i = 0; i < a->system->width; i++)
        TRY(gdcs_i_columns_add_labels(frame, a->system, i, level, r->variable, n, err));
    for (int i = 0; i < LIMITS; i++)
        TRY(gdcs_i_columns_add_numbers(frame, names[i], concepts[i], level, r->limit[i], n, err));
    TRY(gdcs_i_columns_add_texts(frame, "verdict", GDCS_CONCEPT_GROUP, level, r->verdict, n, err));
    TRY(gdcs_i_columns_add_texts(frame, "equations", GDCS_CONCEPT_GROUP, level, r->words, n, err));
    return gdcs_frame_set_meta(frame, GDCS_META_METHOD,
                               "What can be worked out from everything published, by linear "
                               "programming.",
                               err);
}

gdcs_status gdcs_i_audit_give(const gdcs_i_audit *a, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    struct rows rows = {.count = 0};
    GO(make_room(&rows, a, err));
    GO(collect(&rows, a, err));
    GO(gdcs_frame_new(&frame, err));
    GO(fill(frame, &rows, a, err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    release(&rows);
    return status;
}

gdcs_audit_result gdcs_i_audit_sum_up(const gdcs_i_audit *a)
{
    int64_t count[GDCS_I_VERDICTS] = {0};
    gdcs_audit_result r = {.struct_size = sizeof r,
                           .quantities = a->system->count,
                           .equations = a->system->rows,
                           .contradictions = a->attack->contradictions,
                           .parts = a->attack->parts,
                           .solved = a->attack->solved};
    for (int64_t v = 0; v < a->system->count; v++)
        if (a->wanted[v]) {
            r.audited++;
            count[(int)a->verdict[v]]++;
        }
    r.exact = count[GDCS_I_VERDICT_EXACT];
    r.narrow = count[GDCS_I_VERDICT_NARROW];
    r.group = count[GDCS_I_VERDICT_GROUP];
    r.published = count[GDCS_I_VERDICT_PUBLISHED];
    r.recovered = count[GDCS_I_VERDICT_RECOVERED];
    r.contradicted = count[GDCS_I_VERDICT_CONTRADICTED];
    r.undecided = count[GDCS_I_VERDICT_UNDECIDED];
    r.insider = count[GDCS_I_VERDICT_INSIDER];
    r.is_safe = count[GDCS_I_VERDICT_PROTECTED] + count[GDCS_I_VERDICT_RECOVERED] == r.audited;
    return r;
}
