#include "core/fail.h"
#include "core/memory.h"
#include "data/groups.h"
#include "stats/beside.h"
#include "stats/claim/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBERS = 3, AXES = 32 };

/* The table by the axes to keep, and the frame's columns about it. */
struct view {
    gdcs_i_groups *groups;
    gdcs_i_claim_key keys[AXES];
    gdcs_column named[AXES]; /* labels as the frame has them */
    int32_t key_count;
    gdcs_column printed;
    gdcs_column definition; /* rows 0: none */
    gdcs_column number[NUMBERS];
    int32_t *codes; /* by key, then row of the frame: label of the table's axis */
};

static gdcs_status find_column(const gdcs_frame *claims, const char *name, int32_t type,
                               int required, gdcs_column *out, gdcs_error *err)
{
    const int64_t at = gdcs_frame_find(claims, name);
    out->struct_size = sizeof *out;
    out->rows = 0;
    if (at < 0 && !required)
        return GDCS_OK;
    if (at < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, name, "the frame has no column '%s'", name);
    TRY(gdcs_frame_get(claims, at, out, err));
    if (out->type != type)
        return gdcs_i_fail(err, GDCS_E_SHAPE, name, "column '%s' is not of %s", name,
                           type == GDCS_TYPE_TEXT ? "texts" : "doubles");
    return GDCS_OK;
}

static const char *text_at(const gdcs_column *column, int64_t row)
{
    return column->rows == 0 || column->codes[row] < 0 ? "" : column->words[column->codes[row]];
}

/* Labels of the frame as those of the table's axis. */
static gdcs_status match(struct view *v, int32_t key, int64_t rows, gdcs_error *err)
{
    int32_t *codes = v->codes + key * rows;
    v->keys[key].codes = codes;
    for (int64_t i = 0; i < rows; i++) {
        const char *label = text_at(&v->named[key], i);
        codes[i] = gdcs_i_beside_code(&v->keys[key].axis, label);
        if (codes[i] < 0 && text_at(&v->printed, i)[0] != '\0')
            return gdcs_i_fail_at(err, GDCS_E_NAME, i + 1, 0, v->keys[key].axis.name,
                                  "axis '%s' has no label '%s'", v->keys[key].axis.name, label);
    }
    return GDCS_OK;
}

static gdcs_status open_view(const gdcs_table *table, const gdcs_frame *claims,
                             const char *const *keep, int32_t n, struct view *v, gdcs_error *err)
{
    static const char *const numbers[NUMBERS] = {"population_women", "population_men", "before"};
    const int64_t rows = gdcs_frame_count_rows(claims);
    void *memory = NULL;
    TRY(gdcs_i_groups_new(table, keep, n, &v->groups, err));
    v->key_count = n;
    TRY(find_column(claims, "printed", GDCS_TYPE_TEXT, 1, &v->printed, err));
    TRY(find_column(claims, "definition", GDCS_TYPE_TEXT, 0, &v->definition, err));
    for (int i = 0; i < NUMBERS; i++)
        TRY(find_column(claims, numbers[i], GDCS_TYPE_DOUBLE, 0, &v->number[i], err));
    TRY(gdcs_i_alloc(&memory, n * rows, sizeof(int32_t), err));
    v->codes = memory;
    for (int32_t k = 0; k < n; k++) {
        gdcs_axis *axis = &v->keys[k].axis;
        axis->struct_size = sizeof *axis;
        TRY(gdcs_table_get_axis(gdcs_i_groups_table(v->groups), k, axis, err));
        TRY(find_column(claims, axis->name, GDCS_TYPE_TEXT, 1, &v->named[k], err));
        TRY(match(v, k, rows, err));
    }
    return GDCS_OK;
}

/* The counts with the labels of a row of the frame; NaN where the table has none. */
static void count(const struct view *v, int64_t row, gdcs_claim *c, gdcs_sex_counts *upper)
{
    const gdcs_sex_counts none = {.women = NAN, .men = NAN, .other = NAN, .unknown = NAN};
    int32_t codes[AXES];
    gdcs_i_group g;
    for (int32_t k = 0; k < v->key_count; k++)
        codes[k] = v->keys[k].codes[row];
    const int64_t group = gdcs_i_groups_find(v->groups, codes);
    c->counts = *upper = none;
    if (group < 0)
        return;
    gdcs_i_groups_get(v->groups, group, &g);
    c->counts = g.lower;
    *upper = g.upper;
}

static gdcs_status add_claim(const struct view *v, int64_t row, gdcs_i_claim_rows *rows,
                             gdcs_error *err)
{
    gdcs_sex_counts upper;
    gdcs_claim c = {.struct_size = sizeof c, .upper = &upper};
    double numbers[NUMBERS];
    const char *printed = text_at(&v->printed, row), *definition = text_at(&v->definition, row);
    if (printed[0] == '\0')
        return GDCS_OK;
    for (int i = 0; i < NUMBERS; i++)
        numbers[i] = v->number[i].rows == 0 ? NAN : v->number[i].doubles[row];
    if (gdcs_claim_parse(printed, &c, NULL) != GDCS_OK)
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row + 1, 0, "printed",
                              "'%.60s' is not read as a printed number", printed);
    count(v, row, &c, &upper);
    c.population_women = numbers[0];
    c.population_men = numbers[1];
    c.before = numbers[2];
    c.definition = definition[0] == '\0' ? NULL : definition;
    return gdcs_i_claim_add(rows, &c, row + 1, err);
}

gdcs_status gdcs_claim_table(const gdcs_table *table, const gdcs_frame *claims,
                             const char *const *keep, int32_t n, const gdcs_claim_options *options,
                             gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct view v = {.groups = NULL};
    gdcs_i_claim_rows rows = {.row = NULL};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(claims, "claims", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_claim_open(options, &rows, err));
    const int64_t count = gdcs_frame_count_rows(claims);
    const int32_t counted = gdcs_table_get_sensitivity(table);
    const int32_t said = gdcs_frame_get_sensitivity(claims);
    if (count > GDCS_I_CLAIMS)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "claims", "%lld claims are more than %d",
                           (long long)count, (int)GDCS_I_CLAIMS);
    GO(open_view(table, claims, keep, n, &v, err));
    for (int64_t i = 0; i < count; i++)
        GO(add_claim(&v, i, &rows, err));
    GO(gdcs_i_claim_give(&rows, v.keys, v.key_count, counted > said ? counted : said, out, err));
done:
    free(rows.row);
    free(v.codes);
    gdcs_i_groups_free(v.groups);
    return status;
}
