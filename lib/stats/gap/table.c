#include "core/fail.h"
#include "core/memory.h"
#include "stats/beside.h"
#include "stats/bounds.h"
#include "stats/counts.h"
#include "stats/gap/nested.h"
#include "stats/gap/table.h"
#include "stats/gap/rows.h"
#include "stats/level.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OF_WOMEN, BY_SEX, NESTED }; /* what is compared */

enum { PAIR_V1 = 32 }; /* in release 0.1, for ever */

/* What the rows are made from. */
struct work {
    gdcs_i_gap_plan plan;
    gdcs_gap_pair pair;
    gdcs_i_groups *groups; /* by the axes to keep, then that of the pair */
    gdcs_i_gap_rows rows;
    gdcs_axis axis; /* of the pair */
    int32_t keys;
    int32_t code_a;
    int32_t code_b; /* -1: all labels but a and the declared total */
    int32_t total;  /* the declared total's, or -1 */
    int32_t what;
    void (*change)(gdcs_i_gap *gap); /* to what the rows show; may be NULL */
};

static gdcs_status find_codes(struct work *k, gdcs_error *err)
{
    k->axis.struct_size = sizeof k->axis;
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(k->groups), k->keys, &k->axis, err));
    k->code_a = gdcs_i_beside_code(&k->axis, k->pair.a);
    k->code_b = gdcs_i_beside_code(&k->axis, k->pair.b);
    k->total = gdcs_i_beside_code(&k->axis, k->axis.total);
    if (k->code_a < 0 || (k->pair.b != NULL && k->code_b < 0))
        return gdcs_i_fail(err, GDCS_E_NAME, k->code_a < 0 ? "a" : "b",
                           "axis \"%.60s\" has no label \"%.60s\"", k->pair.axis,
                           k->code_a < 0 ? k->pair.a : k->pair.b);
    if (k->code_a == k->code_b)
        return gdcs_i_fail(err, GDCS_E_DUPLICATE, "b", "a and b are both \"%.60s\"", k->pair.a);
    return GDCS_OK;
}

static gdcs_i_group second_group(const struct work *k, const int32_t *codes)
{
    if (k->code_b >= 0)
        return gdcs_i_beside_group(k->groups, k->keys, codes, k->code_b);
    return gdcs_i_beside_others(k->groups, k->keys, codes, &k->axis, k->code_a, k->total);
}

/* Those of one sex with label a among those with a or b.  Whoever of unknown sex has label a may be
   one more of them with a, who has b one more with b: the two ends take one or the other. */
static gdcs_i_gap_side side_of_sex(double yes, double no, gdcs_bounds yes_bounds,
                                   gdcs_bounds no_bounds, const gdcs_i_group *a,
                                   const gdcs_i_group *b)
{
    yes_bounds.upper += a->upper.unknown;
    no_bounds.upper += b->upper.unknown;
    const gdcs_i_gap_side side = {yes, no, a->counts.unknown + b->counts.unknown,
                                  gdcs_i_bounds_share(yes_bounds, no_bounds)};
    return side;
}

static void measure(const struct work *k, const gdcs_i_group *a, const gdcs_i_group *b,
                    gdcs_i_gap *out)
{
    const uint32_t notes =
        a->notes | b->notes | gdcs_i_counts_notes(&a->upper) | gdcs_i_counts_notes(&b->upper);
    if (k->what == NESTED) {
        gdcs_i_gap_measure_nested(&k->plan, a, b, out);
        return;
    }
    gdcs_i_gap_side one = gdcs_i_gap_side_of_women(&a->counts, &a->lower, &a->upper);
    gdcs_i_gap_side two = gdcs_i_gap_side_of_women(&b->counts, &b->lower, &b->upper);
    if (k->what == BY_SEX) {
        const gdcs_bounds women_a = {a->lower.women, a->upper.women};
        const gdcs_bounds women_b = {b->lower.women, b->upper.women};
        const gdcs_bounds men_a = {a->lower.men, a->upper.men};
        const gdcs_bounds men_b = {b->lower.men, b->upper.men};
        one = side_of_sex(a->counts.women, b->counts.women, women_a, women_b, a, b);
        two = side_of_sex(a->counts.men, b->counts.men, men_a, men_b, a, b);
    }
    gdcs_i_gap_measure(&k->plan, &one, &two, notes, out);
}

static gdcs_status add_rows(const struct work *k, gdcs_error *err)
{
    const int64_t count = gdcs_i_groups_count(k->groups);
    const int32_t *codes;
    for (int64_t i = 0; i < count; i++) {
        if (!gdcs_i_beside_is_first(k->groups, k->keys, i, &codes))
            continue;
        gdcs_i_gap gap;
        const gdcs_i_group a = gdcs_i_beside_group(k->groups, k->keys, codes, k->code_a);
        const gdcs_i_group b = second_group(k, codes);
        measure(k, &a, &b, &gap);
        if (k->change != NULL)
            k->change(&gap);
        const char *const methods[2] = {gdcs_i_gap_method_text(gap.result.method, 0),
                                        gdcs_i_gap_method_text(gap.result.method, 1)};
        TRY(gdcs_i_gap_rows_add(&k->rows, i, &gap, methods, err));
    }
    return GDCS_OK;
}

/* What a and b are, and how the limits were made. */
static gdcs_status finish(const struct work *k, gdcs_frame **out, gdcs_error *err)
{
    static const char *const of[] = {
        [OF_WOMEN] = "Share of women, a: %s, b: %s. Limits %s: %s.",
        [BY_SEX] = "Share with %s among those with it or %s, a: women, b: men. Limits %s: %s.",
        [NESTED] = "Share of women, a: %s, b: it and %s together, which contain it; by way of a "
                   "against the rest, sizes given. Limits %s: %s."};
    const char *b = k->pair.b != NULL ? k->pair.b : "another label";
    char level[GDCS_I_LEVEL_SIZE];
    char *text;
    const size_t size = strlen(of[k->what]) + strlen(k->pair.a) + strlen(b) + sizeof level + 64;
    TRY(gdcs_i_alloc((void **)&text, (int64_t)size, 1, err));
    snprintf(text, size, of[k->what], k->pair.a, b, gdcs_i_level_text(k->plan.alpha, level),
             k->plan.method == GDCS_GAP_METHOD_NEWCOMBE
                 ? "Newcombe for differences, MOVER-R for ratios"
                 : gdcs_i_gap_method_text(k->plan.method, 0));
    const gdcs_status status = gdcs_i_result_finish(k->rows.result, text, out, err);
    free(text);
    return status;
}

static gdcs_status tabulate(struct work *k, const gdcs_table *table, const char *const *axes,
                            gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    GO(gdcs_i_groups_new(table, axes, k->keys + 1, &k->groups, err));
    GO(find_codes(k, err));
    GO(gdcs_i_gap_rows_new(k->groups, k->keys, &k->rows, err));
    if (k->change != NULL) {
        k->rows.names[0] = "gpi";
        k->rows.names[1] = "gpia";
    }
    GO(add_rows(k, err));
    GO(finish(k, out, err));
done:
    gdcs_i_result_free(k->rows.result);
    gdcs_i_groups_free(k->groups);
    return status;
}

static gdcs_status take(struct work *k, const gdcs_table *table, const gdcs_gap_pair *pair,
                        const char *const *keep, int32_t n, const gdcs_gap_options *options,
                        const char **axes, gdcs_error *err)
{
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(pair, "pair", err));
    TRY(gdcs_i_take(&k->pair, sizeof k->pair, pair, PAIR_V1, err));
    TRY(gdcs_i_need(k->pair.axis, "axis", err));
    TRY(gdcs_i_need(k->pair.a, "a", err));
    if (k->what == OF_WOMEN)
        TRY(gdcs_i_need(k->pair.b, "b", err));
    TRY(gdcs_i_gap_plan_new(options, &k->plan, err));
    k->keys = n;
    return gdcs_i_beside_axes(keep, n, k->pair.axis, axes, err);
}

static gdcs_status run(const gdcs_table *table, const gdcs_gap_pair *pair, const char *const *keep,
                       int32_t n, const gdcs_gap_options *options, int32_t what,
                       void (*change)(gdcs_i_gap *gap), gdcs_frame **out, gdcs_error *err)
{
    struct work k = {.what = what, .change = change};
    const char *axes[GDCS_I_AXES];
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(take(&k, table, pair, keep, n, options, axes, err));
    return tabulate(&k, table, axes, out, err);
}

gdcs_status gdcs_gap_table(const gdcs_table *table, const gdcs_gap_pair *pair,
                           const char *const *keep, int32_t n, const gdcs_gap_options *options,
                           gdcs_frame **out, gdcs_error *err)
{
    return run(table, pair, keep, n, options, OF_WOMEN, NULL, out, err);
}

gdcs_status gdcs_gap_table_by_sex(const gdcs_table *table, const gdcs_gap_pair *pair,
                                  const char *const *keep, int32_t n,
                                  const gdcs_gap_options *options, gdcs_frame **out,
                                  gdcs_error *err)
{
    return run(table, pair, keep, n, options, BY_SEX, NULL, out, err);
}

gdcs_status gdcs_gap_table_nested(const gdcs_table *table, const gdcs_gap_pair *pair,
                                  const char *const *keep, int32_t n,
                                  const gdcs_gap_options *options, gdcs_frame **out,
                                  gdcs_error *err)
{
    return run(table, pair, keep, n, options, NESTED, NULL, out, err);
}

gdcs_status gdcs_i_gap_table_as(const gdcs_table *table, const gdcs_gap_pair *pair,
                                const char *const *keep, int32_t n, const gdcs_gap_options *options,
                                void (*change)(gdcs_i_gap *gap), gdcs_frame **out, gdcs_error *err)
{
    return run(table, pair, keep, n, options, BY_SEX, change, out, err);
}
