#include "core/fail.h"
#include "privacy/release/rows.h"

#include <math.h>
#include <string.h>

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
        const int64_t g = gdcs_i_cells_find(w->groups, codes);
        if (g >= 0 && w->goes[g])
            TRY(gdcs_i_cells_set(w->told->cells, codes, &range, err));
    }
    return GDCS_OK;
}

/* A cell of which others tell the number later.  Whether that is safe only a rule on counts can say by itself. */
static gdcs_i_range behind(const gdcs_i_release_rows *w)
{
    gdcs_i_range range = gdcs_i_range_missing;
    if (gdcs_i_rule_needs_contributions(&w->r->rule) || w->r->rule.request_percent > 0.0)
        range.confidentiality = 'C';
    return range;
}

/* F / (F + M) in [l, u] is F / M in [l / (1 - l), u / (1 - u)]. */
static gdcs_status tell_share(gdcs_i_release_rows *w, int64_t g, int32_t fact, gdcs_error *err)
{
    static const char *const sexes[] = {"F", "M"};
    const int32_t width = w->told->width;
    const char **labels = w->labels + (int64_t)fact * 2 * width;
    const double half = 0.5 * pow(10.0, -w->r->options.digits) * (1.0 + 1e-9);
    const double lower = fmax(0.0, w->share[g] - half), upper = fmin(1.0, w->share[g] + half);
    const gdcs_i_range hidden = behind(w);
    int32_t codes[GDCS_I_AXES] = {0};
    gdcs_i_cells_codes(w->groups, g, codes);
    for (int side = 0; side < 2; side++) {
        codes[w->sex] = gdcs_i_pool_find(w->told->axes[w->sex].labels, sexes[side], 1);
        TRY(gdcs_i_cells_set(w->told->cells, codes, &hidden, err));
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
    w->tries++;
    TRY(tell(w, err));
    return gdcs_i_release_audit(w->r, 1, result, audit, err);
}

/* All of these groups, else those of each half that can: the order of rows decides which.  Without
   audits left, what is not decided stays. */
static gdcs_status choose(gdcs_i_release_rows *w, int64_t from, int64_t to, gdcs_error *err)
{
    gdcs_release_result found = {.struct_size = sizeof found};
    if (from == to || w->tries >= w->r->options.tries)
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
    TRY(choose(w, 0, w->known_count, err));
    TRY(choose(w, w->known_count, w->wanted_count, err));
    TRY(try(w, result, NULL, err));
    return result->is_safe
               ? GDCS_OK
               : gdcs_i_fail(err, GDCS_E_INTERNAL, "frame", "what was found safe is not");
}
