#include "privacy/release/rows.h"
#include "core/fail.h"
#include "core/memory.h"
#include "data/frame.h"
#include "privacy/perturb.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static gdcs_status find_keys(gdcs_i_release_rows *w, gdcs_error *err)
{
    for (int64_t i = 0; i < w->frame->count; i++) {
        const gdcs_i_column *c = &w->frame->columns[i];
        if (c->type == GDCS_TYPE_TEXT && gdcs_table_find_axis(w->original, c->name) >= 0)
            w->column[w->keys++] = i;
    }
    return w->keys > 0 || w->frame->rows <= 1
               ? GDCS_OK
               : gdcs_i_fail(err, GDCS_E_NAME, "frame",
                             "no text column of the frame is named like an axis of its original");
}

/* Names of axes, each once. */
struct names {
    const char *name[2 * GDCS_I_AXES + 1];
    int32_t count;
};

static void add_name(struct names *n, const char *name)
{
    for (int32_t i = 0; i < n->count; i++)
        if (strcmp(n->name[i], name) == 0)
            return;
    n->name[n->count++] = name;
}

/* Keys, axes that enter, sex: all else is summed over. */
static gdcs_status sum_up(gdcs_i_release_rows *w, const char *const *axes, int32_t count,
                          gdcs_error *err)
{
    struct names n = {.count = 0};
    gdcs_table *margin = NULL;
    for (int32_t k = 0; k < w->keys; k++)
        add_name(&n, w->frame->columns[w->column[k]].name);
    for (int32_t i = 0; i < count; i++)
        add_name(&n, axes[i]);
    if (w->original->sex >= 0)
        add_name(&n, w->original->axes[w->original->sex].name);
    gdcs_table_free(w->counts);
    w->counts = NULL;
    TRY(gdcs_table_margin(w->original, n.name, n.count, &margin, err));
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

/* The codes of a row's keys in the counts. */
static gdcs_status find_codes(const gdcs_i_release_rows *w, int64_t row, int32_t *codes,
                              gdcs_error *err)
{
    for (int32_t k = 0; k < w->keys; k++) {
        const char *word = word_at(&w->frame->columns[w->column[k]], row);
        codes[k] = gdcs_i_pool_find(w->counts->axes[k].labels, word, strlen(word));
        if (codes[k] < 0)
            return gdcs_i_fail_at(err, GDCS_E_NAME, row + 1, 0, w->counts->axes[k].name,
                                  "row %lld: the original has no label '%.60s'", (long long)row + 1,
                                  word);
    }
    return GDCS_OK;
}

/* F / (F + M) at these codes, whose sex is set here; NaN where it is not exact. */
static double share_at(const gdcs_i_release_rows *w, int32_t *codes)
{
    static const char *const sexes[] = {"F", "M"};
    double count[2];
    for (int i = 0; i < 2; i++) {
        codes[w->sex] = gdcs_i_pool_find(w->counts->axes[w->sex].labels, sexes[i], 1);
        count[i] = gdcs_i_table_get_codes(w->counts, codes).value;
    }
    return count[0] / (count[0] + count[1]);
}

static const double *find_values(const gdcs_i_release_rows *w)
{
    const int64_t at = gdcs_frame_find(w->frame, "value");
    return at >= 0 && w->frame->columns[at].type == GDCS_TYPE_DOUBLE ? w->frame->columns[at].values
                                                                     : NULL;
}

/* Is every value the share of women of the sums?  Then nothing else enters. */
static gdcs_status are_shares(const gdcs_i_release_rows *w, int *out, gdcs_error *err)
{
    const double *values = find_values(w);
    int equal = 0, other = values == NULL || w->sex < w->keys;
    for (int64_t row = 0; !other && row < w->frame->rows; row++) {
        int32_t codes[GDCS_I_AXES] = {0};
        TRY(find_codes(w, row, codes, err));
        const int is_share = fabs(values[row] - share_at(w, codes)) <= 1e-9;
        equal |= is_share;
        other |= !is_share && !isnan(values[row]);
    }
    *out = equal && !other;
    return GDCS_OK;
}

/* What stands behind the rows.  Where it is not said, all that may enter counts as told. */
static gdcs_status count_all(gdcs_i_release_rows *w, gdcs_error *err)
{
    const gdcs_release_options *o = &w->r->options;
    const char *names[GDCS_I_AXES];
    int shares = 0;
    TRY(find_keys(w, err));
    if (o->axis_count > GDCS_I_AXES)
        return gdcs_i_fail(err, GDCS_E_OPTION, "axes", "more than %d axes", (int)GDCS_I_AXES);
    TRY(sum_up(w, o->axes, o->axis_count, err));
    if (o->axes != NULL || o->tells == GDCS_RELEASE_TELLS_SHARE)
        return GDCS_OK;
    TRY(are_shares(w, &shares, err));
    for (int32_t k = 0; k < w->original->width; k++)
        names[k] = w->original->axes[k].name;
    return shares ? GDCS_OK : sum_up(w, names, w->original->width, err);
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
        TRY(find_codes(w, row, codes, err));
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

static gdcs_status take_share(gdcs_i_release_rows *w, double given, int64_t row, gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES] = {0};
    const int64_t g = w->group[row];
    const double scale = pow(10.0, w->r->options.digits);
    gdcs_i_cells_codes(w->groups, g, codes);
    if (!isnan(given) && !(fabs(given - share_at(w, codes)) <= 1e-9))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row + 1, 0, "value",
                              "row %lld: the value is not the share of women of the original",
                              (long long)row + 1);
    w->share[g] = isnan(given) ? NAN : round(given * scale) / scale;
    return GDCS_OK;
}

static gdcs_status take_shares(gdcs_i_release_rows *w, gdcs_error *err)
{
    const double *values = find_values(w);
    void *memory = NULL;
    if (w->r->options.tells != GDCS_RELEASE_TELLS_SHARE)
        return GDCS_OK;
    if (values == NULL || w->sex < w->keys)
        return gdcs_i_fail(err, GDCS_E_NAME, "frame",
                           "shares need a column value of numbers and an axis of sex besides it");
    if (w->r->options.axis_count > 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "axes", "no axes enter a share alone");
    TRY(gdcs_i_alloc(&memory, gdcs_i_cells_count(w->groups), sizeof *w->share, err));
    w->share = memory;
    for (int64_t row = 0; row < w->frame->rows; row++)
        TRY(take_share(w, values[row], row, err));
    return GDCS_OK;
}

/* The cell of the original, or of what is to be published of it, that a cell of the counts is: at the
   declared totals of axes that are summed over.  0: there is none. */
static int place_of(const gdcs_i_release_rows *w, const gdcs_table *table, const int32_t *codes,
                    int32_t *out)
{
    for (int32_t k = 0; k < table->width; k++) {
        const int64_t axis = gdcs_table_find_axis(w->counts, table->axes[k].name);
        if (axis < 0) {
            out[k] = table->axes[k].total;
        } else {
            const char *label = gdcs_i_pool_text(w->counts->axes[axis].labels, codes[axis]);
            out[k] = gdcs_i_pool_find(table->axes[k].labels, label, strlen(label));
        }
        if (out[k] < 0)
            return 0;
    }
    return 1;
}

/* Is the number published anyway? */
static int is_shown(const gdcs_i_release_rows *w, const int32_t *codes)
{
    const gdcs_table *seen = w->r->seen[w->r->options.frame_table];
    int32_t place[GDCS_I_AXES] = {0};
    return place_of(w, seen, codes, place) && !isnan(gdcs_i_table_get_codes(seen, place).value);
}

/* Does the rule forbid to publish it? */
static int is_unsafe(const gdcs_i_release_rows *w, const int32_t *codes)
{
    int32_t place[GDCS_I_AXES] = {0};
    const int64_t v = place_of(w, w->original, codes, place)
                          ? gdcs_i_system_find(w->r->truth, w->r->options.frame_table, place)
                          : -1;
    return v >= 0 && w->r->unsafe.finding[v].why != 0;
}

/* By group: GROUP_* of its cells. */
enum { GROUP_HIDDEN = 1, GROUP_UNSAFE = 2 };
static gdcs_status look_at_groups(const gdcs_i_release_rows *w, char **out, gdcs_error *err)
{
    void *memory = NULL;
    int32_t codes[GDCS_I_AXES] = {0};
    TRY(gdcs_i_alloc(&memory, gdcs_i_cells_count(w->groups), 1, err));
    *out = memory;
    for (int64_t slot = 0; slot < gdcs_i_cells_count(w->counts->cells); slot++) {
        gdcs_i_cells_codes(w->counts->cells, slot, codes);
        const int64_t g = group_of(w, codes);
        if (g < 0)
            continue;
        if (!is_shown(w, codes))
            (*out)[g] |= GROUP_HIDDEN;
        if (is_unsafe(w, codes))
            (*out)[g] |= GROUP_UNSAFE;
    }
    return GDCS_OK;
}

/* Those that tell nothing beyond the tables come first: one audit is enough for all of them. */
static void list_groups(gdcs_i_release_rows *w, const double *bases, const char *kinds)
{
    const int64_t groups = gdcs_i_cells_count(w->groups);
    for (int hidden = 0; hidden < 2; hidden++) {
        for (int64_t g = 0; g < groups; g++) {
            if ((kinds[g] & GROUP_HIDDEN) != hidden || !(bases[g] >= w->r->rule.minimum_base))
                continue;
            if (w->share != NULL ? !isnan(w->share[g])
                                 : w->r->options.together || (kinds[g] & GROUP_UNSAFE) == 0)
                w->wanted[w->wanted_count++] = g;
        }
        if (!hidden)
            w->known_count = w->wanted_count;
    }
}

static gdcs_status list_wanted(gdcs_i_release_rows *w, gdcs_error *err)
{
    const int64_t groups = gdcs_i_cells_count(w->groups);
    double *bases = NULL;
    char *kinds = NULL;
    void *memory = NULL;
    gdcs_status status = GDCS_OK;
    GO(gdcs_i_alloc(&memory, groups, 1, err));
    w->goes = memory;
    GO(gdcs_i_alloc(&memory, groups, sizeof *w->wanted, err));
    w->wanted = memory;
    GO(count_bases(w, &bases, err));
    GO(look_at_groups(w, &kinds, err));
    list_groups(w, bases, kinds);
done:
    free(kinds);
    free(bases);
    return status;
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
