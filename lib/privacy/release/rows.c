#include "privacy/release/rows.h"
#include "core/fail.h"
#include "core/memory.h"
#include "data/frame.h"
#include "privacy/perturb.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static gdcs_status find_keys(gdcs_i_release_rows *w, const char **names, int32_t *count,
                             gdcs_error *err)
{
    for (int64_t i = 0; i < w->frame->count; i++) {
        const gdcs_i_column *c = &w->frame->columns[i];
        if (c->type != GDCS_TYPE_TEXT || gdcs_table_find_axis(w->original, c->name) < 0)
            continue;
        w->column[w->keys++] = i;
        names[(*count)++] = c->name;
    }
    return w->keys > 0 || w->frame->rows <= 1
               ? GDCS_OK
               : gdcs_i_fail(err, GDCS_E_NAME, "frame",
                             "no text column of the frame is named like an axis of its original");
}

static int is_named(const char *const *names, int32_t count, const char *name)
{
    for (int32_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return 1;
    return 0;
}

/* What stands behind the rows: summed over all other axes. */
static gdcs_status count_all(gdcs_i_release_rows *w, gdcs_error *err)
{
    const gdcs_release_options *o = &w->r->options;
    const char *names[2 * GDCS_I_AXES + 1];
    int32_t count = 0;
    gdcs_table *margin = NULL;
    TRY(find_keys(w, names, &count, err));
    if (o->axis_count > GDCS_I_AXES)
        return gdcs_i_fail(err, GDCS_E_OPTION, "axes", "more than %d axes", (int)GDCS_I_AXES);
    for (int32_t i = 0; i < o->axis_count; i++)
        if (!is_named(names, count, o->axes[i]))
            names[count++] = o->axes[i];
    if (w->original->sex >= 0) {
        const char *sex = w->original->axes[w->original->sex].name;
        if (!is_named(names, count, sex))
            names[count++] = sex;
    }
    TRY(gdcs_table_margin(w->original, names, count, &margin, err));
    const gdcs_status status = gdcs_i_perturb_complete(margin, &w->counts, err);
    gdcs_table_free(margin);
    TRY(status);
    w->sex = w->counts->sex;
    return GDCS_OK;
}

static const char *word_at(const gdcs_i_column *c, int64_t row)
{
    const int32_t code = ((const int32_t *)c->values)[row];
    return code < 0 ? "" : gdcs_i_pool_text(c->words, code);
}

static gdcs_status group_rows(gdcs_i_release_rows *w, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, w->frame->rows, sizeof *w->group, err));
    w->group = memory;
    TRY(gdcs_i_cells_new(w->keys, &w->groups, err));
    for (int64_t row = 0; row < w->frame->rows; row++) {
        int32_t codes[GDCS_I_AXES] = {0};
        int64_t slot = 0;
        for (int32_t k = 0; k < w->keys; k++) {
            const char *word = word_at(&w->frame->columns[w->column[k]], row);
            codes[k] = gdcs_i_pool_find(w->counts->axes[k].labels, word, strlen(word));
            if (codes[k] < 0)
                return gdcs_i_fail_at(err, GDCS_E_NAME, row + 1, 0, w->counts->axes[k].name,
                                      "row %lld: the original has no label '%.60s'",
                                      (long long)row + 1, word);
        }
        TRY(gdcs_i_cells_place(w->groups, codes, &slot, err));
        w->group[row] = (int32_t)slot;
    }
    return GDCS_OK;
}

/* The group of a cell of `counts`, or -1. */
static int64_t group_of(const gdcs_i_release_rows *w, const int32_t *codes)
{
    return gdcs_i_cells_find(w->groups, codes);
}

static int is_person(const gdcs_i_release_rows *w, const int32_t *codes)
{
    for (int32_t k = w->keys; k < w->counts->width; k++)
        if (codes[k] == w->counts->axes[k].total)
            return 0;
    if (w->sex < 0)
        return 1;
    const char *sex = gdcs_i_pool_text(w->counts->axes[w->sex].labels, codes[w->sex]);
    return w->sex < w->keys || strcmp(sex, "F") == 0 || strcmp(sex, "M") == 0;
}

/* Persons in the base of each group, at least. */
static gdcs_status count_bases(const gdcs_i_release_rows *w, double **out, gdcs_error *err)
{
    void *memory = NULL;
    int32_t codes[GDCS_I_AXES] = {0};
    TRY(gdcs_i_alloc(&memory, gdcs_i_cells_count(w->groups), sizeof(double), err));
    *out = memory;
    for (int64_t slot = 0; slot < gdcs_i_cells_count(w->counts->cells); slot++) {
        const gdcs_i_range range = gdcs_i_cells_get(w->counts->cells, slot);
        gdcs_i_cells_codes(w->counts->cells, slot, codes);
        const int64_t g = group_of(w, codes);
        if (g >= 0 && is_person(w, codes))
            (*out)[g] += gdcs_i_range_lower(&range);
    }
    return GDCS_OK;
}

/* The count of a group by sex, NaN where it is not exact. */
static double count_of(const gdcs_i_release_rows *w, int64_t group, const char *sex)
{
    int32_t codes[GDCS_I_AXES] = {0};
    gdcs_i_cells_codes(w->groups, group, codes);
    codes[w->sex] = gdcs_i_pool_find(w->counts->axes[w->sex].labels, sex, strlen(sex));
    return gdcs_i_table_get_codes(w->counts, codes).value;
}

static gdcs_status take_share(gdcs_i_release_rows *w, const gdcs_i_column *value, int64_t row,
                              gdcs_error *err)
{
    const int64_t g = w->group[row];
    const double women = count_of(w, g, "F"), share = women / (women + count_of(w, g, "M"));
    const double given = ((const double *)value->values)[row];
    const double scale = pow(10.0, w->r->options.digits);
    if (!isnan(given) && !(fabs(given - share) <= 1e-9))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row + 1, 0, "value",
                              "row %lld: the value is not the share of women of the original",
                              (long long)row + 1);
    w->share[g] = isnan(given) ? NAN : round(given * scale) / scale;
    return GDCS_OK;
}

static gdcs_status take_shares(gdcs_i_release_rows *w, gdcs_error *err)
{
    const int64_t at = gdcs_frame_find(w->frame, "value");
    void *memory = NULL;
    if (w->r->options.tells != GDCS_RELEASE_TELLS_SHARE)
        return GDCS_OK;
    if (at < 0 || w->frame->columns[at].type != GDCS_TYPE_DOUBLE || w->sex < w->keys)
        return gdcs_i_fail(err, GDCS_E_NAME, "frame",
                           "shares need a column value of numbers and an axis of sex besides it");
    if (w->r->options.axis_count > 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "axes", "no axes enter a share alone");
    TRY(gdcs_i_alloc(&memory, gdcs_i_cells_count(w->groups), sizeof *w->share, err));
    w->share = memory;
    for (int64_t row = 0; row < w->frame->rows; row++)
        TRY(take_share(w, &w->frame->columns[at], row, err));
    return GDCS_OK;
}

static gdcs_status list_wanted(gdcs_i_release_rows *w, gdcs_error *err)
{
    const int64_t groups = gdcs_i_cells_count(w->groups);
    double *bases = NULL;
    void *memory = NULL;
    gdcs_status status = GDCS_OK;
    GO(gdcs_i_alloc(&memory, groups, 1, err));
    w->goes = memory;
    GO(gdcs_i_alloc(&memory, groups, sizeof *w->wanted, err));
    w->wanted = memory;
    GO(count_bases(w, &bases, err));
    for (int64_t g = 0; g < groups; g++)
        if (bases[g] >= w->r->rule.minimum_base && (w->share == NULL || !isnan(w->share[g])))
            w->wanted[w->wanted_count++] = g;
done:
    free(bases);
    return status;
}

/* What the audit is told of the rows that go: a published table, in which all others are not known. */
static gdcs_status open_told(gdcs_i_release_rows *w, gdcs_error *err)
{
    const gdcs_table_options o = {.struct_size = sizeof o, .absent = GDCS_ABSENT_MISSING};
    int32_t ignored = 0;
    gdcs_table_free(w->told);
    w->told = NULL;
    TRY(gdcs_table_new(&o, &w->told, err));
    for (int32_t k = 0; k < w->counts->width; k++)
        TRY(gdcs_i_table_take_axis(w->told, &w->counts->axes[k], 1, err));
    if (w->sex >= 0) {
        TRY(gdcs_i_axis_add_label(w->told, w->sex, "F", 1, &ignored, err));
        TRY(gdcs_i_axis_add_label(w->told, w->sex, "M", 1, &ignored, err));
    }
    return GDCS_OK;
}

static gdcs_status tell_counts(gdcs_i_release_rows *w, gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES] = {0};
    for (int64_t slot = 0; slot < gdcs_i_cells_count(w->counts->cells); slot++) {
        gdcs_i_range range = gdcs_i_cells_get(w->counts->cells, slot);
        gdcs_i_cells_codes(w->counts->cells, slot, codes);
        const int64_t g = group_of(w, codes);
        if (g >= 0 && w->goes[g])
            TRY(gdcs_i_cells_set(w->told->cells, codes, &range, err));
    }
    return GDCS_OK;
}

/* F / (F + M) in [l, u] is F / M in [l / (1 - l), u / (1 - u)]. */
static gdcs_status tell_share(gdcs_i_release_rows *w, int64_t g, int32_t fact, gdcs_error *err)
{
    static const char *const sexes[] = {"F", "M"};
    const int32_t width = w->told->width;
    const char **labels = w->labels + (int64_t)fact * 2 * width;
    const double half = 0.5 * pow(10.0, -w->r->options.digits) * (1.0 + 1e-9);
    const double lower = fmax(0.0, w->share[g] - half), upper = fmin(1.0, w->share[g] + half);
    int32_t codes[GDCS_I_AXES] = {0};
    gdcs_i_cells_codes(w->groups, g, codes);
    for (int side = 0; side < 2; side++) {
        codes[w->sex] = gdcs_i_pool_find(w->told->axes[w->sex].labels, sexes[side], 1);
        TRY(gdcs_i_cells_set(w->told->cells, codes, &gdcs_i_range_missing, err));
        for (int32_t k = 0; k < width; k++)
            labels[side * width + k] = gdcs_i_pool_text(w->told->axes[k].labels, codes[k]);
    }
    w->facts[fact] = (gdcs_audit_fact){.struct_size = sizeof w->facts[fact],
                                       .kind = GDCS_AUDIT_FACT_SHARE,
                                       .a = labels,
                                       .b = labels + width,
                                       .per = 1.0,
                                       .lower = lower / (1.0 - lower),
                                       .upper = upper < 1.0 ? upper / (1.0 - upper) : INFINITY};
    return GDCS_OK;
}

static gdcs_status tell(gdcs_i_release_rows *w, gdcs_error *err)
{
    int32_t facts = 0;
    TRY(open_told(w, err));
    if (w->share == NULL)
        TRY(tell_counts(w, err));
    for (int64_t i = 0; w->share != NULL && i < w->wanted_count; i++)
        if (w->goes[w->wanted[i]])
            TRY(tell_share(w, w->wanted[i], facts++, err));
    w->r->told = w->told;
    w->r->told_truth = w->counts;
    w->r->told_facts = w->facts;
    w->r->told_fact_count = facts;
    return GDCS_OK;
}

static gdcs_status try(gdcs_i_release_rows *w, gdcs_release_result *result, gdcs_frame **audit,
                       gdcs_error *err)
{
    TRY(tell(w, err));
    return gdcs_i_release_audit(w->r, 1, result, audit, err);
}

/* All of these groups, else those of each half that can: the order of rows decides which. */
static gdcs_status choose(gdcs_i_release_rows *w, int64_t from, int64_t to, gdcs_error *err)
{
    gdcs_release_result found = {.struct_size = sizeof found};
    if (from == to)
        return GDCS_OK;
    for (int64_t i = from; i < to; i++)
        w->goes[w->wanted[i]] = 1;
    TRY(try(w, &found, NULL, err));
    if (found.is_safe)
        return GDCS_OK;
    for (int64_t i = from; i < to; i++)
        w->goes[w->wanted[i]] = 0;
    if (to - from == 1)
        return GDCS_OK;
    TRY(choose(w, from, from + (to - from) / 2, err));
    return choose(w, from + (to - from) / 2, to, err);
}

static gdcs_status choose_all(gdcs_i_release_rows *w, gdcs_release_result *result, gdcs_error *err)
{
    gdcs_frame *audit = NULL;
    if (w->wanted_count < gdcs_i_cells_count(w->groups))
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "frame",
                           "a row has a base below the rule's, and none goes without the others");
    for (int64_t i = 0; i < w->wanted_count; i++)
        w->goes[w->wanted[i]] = 1;
    TRY(try(w, result, &audit, err));
    const gdcs_status status = result->is_safe ? GDCS_OK : gdcs_i_release_refuse(w->r, audit, err);
    gdcs_frame_free(audit);
    return status;
}

gdcs_status gdcs_i_release_rows_choose(gdcs_i_release_rows *w, gdcs_release_result *result,
                                       gdcs_error *err)
{
    if (w->r->options.together)
        return choose_all(w, result, err);
    TRY(choose(w, 0, w->wanted_count, err));
    TRY(try(w, result, NULL, err));
    return result->is_safe
               ? GDCS_OK
               : gdcs_i_fail(err, GDCS_E_INTERNAL, "frame", "what was found safe is not");
}

gdcs_status gdcs_i_release_rows_begin(gdcs_i_release_rows *w, gdcs_error *err)
{
    const gdcs_release_options *o = &w->r->options;
    void *memory = NULL;
    if (o->frame_table < 0 || o->frame_table >= w->r->n)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "frame_table", "there is no table %d",
                           (int)o->frame_table);
    w->original = w->r->originals[o->frame_table];
    TRY(count_all(w, err));
    TRY(group_rows(w, err));
    TRY(take_shares(w, err));
    TRY(list_wanted(w, err));
    if (w->share == NULL)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, w->wanted_count, sizeof *w->facts, err));
    w->facts = memory;
    TRY(gdcs_i_alloc(&memory, w->wanted_count, 2 * (size_t)w->counts->width * sizeof(char *), err));
    w->labels = memory;
    return GDCS_OK;
}

void gdcs_i_release_rows_end(gdcs_i_release_rows *w)
{
    gdcs_table_free(w->counts);
    gdcs_table_free(w->told);
    gdcs_i_cells_free(w->groups);
    free(w->group);
    free(w->goes);
    free(w->wanted);
    free(w->share);
    free(w->facts);
    free((void *)w->labels);
}
