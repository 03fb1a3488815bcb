/* Over every table form: who knows less is told no more.  Cells go from a number to an interval, a wider
   one, to missing; persons to unknown sex; what nobody set from nobody to not reported.  Each step leaves
   all possible that was, so no bound may narrow, and what was true stays inside. */
#include "stats/widening.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/gdcs.h>

TestSuite(widening, .timeout = 300);

/* What a call gets. */
typedef struct input {
    const gdcs_table *table, *whole, *weights;
    const gdcs_population *population;
    gdcs_frame **out;
    gdcs_error *err;
} input;

/* What a table that is possible has to be like, beside its cells. */
enum {
    ANY,
    RECORDED, /* those of unknown sex are counted as such */
    NESTED    /* some numbers are of persons among others: the truth is, a table drawn is not */
};

typedef struct form {
    const char *name;
    gdcs_status (*call)(const input *in, int32_t option);
    int32_t option;
    int kind;
} form;

static const char *const area[] = {"area"};
static const gdcs_gap_pair second_first = {sizeof second_first, 0, "stage", "second", "first"};
static const gdcs_gap_pair second = {sizeof second, 0, "stage", "second", NULL};
static const gdcs_hierarchy_axis levels = {sizeof levels, 0, "stage", NULL};

static gdcs_status share(const input *in, int32_t of)
{
    const gdcs_share_options o = {.struct_size = sizeof o, .of = of};
    return gdcs_share_table(in->table, area, 1, &o, in->out, in->err);
}

static gdcs_status share_sexes(const input *in, int32_t categories)
{
    const gdcs_share_sexes_options o = {.struct_size = sizeof o, .categories = categories};
    return gdcs_share_table_sexes(in->table, area, 1, &o, in->out, in->err);
}

static gdcs_status share_clustered(const input *in, int32_t of)
{
    const gdcs_share_options o = {.struct_size = sizeof o, .of = of};
    return gdcs_share_table_clustered(in->table, "stage", area, 1, &o, in->out, in->err);
}

static gdcs_status gap(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_gap_table(in->table, &second_first, area, 1, NULL, in->out, in->err);
}

static gdcs_status gap_nested(const input *in, int32_t all)
{
    return gdcs_gap_table_nested(in->table, all ? &second : &second_first, area, 1, NULL, in->out,
                                 in->err);
}

static gdcs_status gap_by_sex(const input *in, int32_t all)
{
    return gdcs_gap_table_by_sex(in->table, all ? &second : &second_first, area, 1, NULL, in->out,
                                 in->err);
}

static gdcs_status gap_known(const input *in, int32_t unused)
{
    const gdcs_bounds known = {0.4, 0.45};
    (void)unused;
    return gdcs_gap_table_known(in->table, &known, area, 1, NULL, in->out, in->err);
}

static gdcs_status gap_reference(const input *in, int32_t unused)
{
    const gdcs_gap_reference r = {.struct_size = sizeof r, .share = 0.4, .effective_n = 300};
    (void)unused;
    return gdcs_gap_table_reference(in->table, &r, area, 1, NULL, in->out, in->err);
}

static gdcs_status parity(const input *in, int32_t all)
{
    return gdcs_parity_table(in->table, all ? &second : &second_first, area, 1, NULL, in->out,
                             in->err);
}

static gdcs_status parity_persons(const input *in, int32_t band)
{
    const gdcs_parity_target target = {sizeof target, 0, 0.4, band ? 0.6 : 0.0};
    return gdcs_parity_table_persons(in->table, area, 1, &target, in->out, in->err);
}

static gdcs_status quotient(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_quotient_table(in->table, "stage", area, 1, NULL, in->out, in->err);
}

static gdcs_status access_ratio(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_access_table(in->table, &second_first, area, 1, NULL, in->out, in->err);
}

static gdcs_status ratio(const input *in, int32_t all)
{
    const gdcs_ratio_outcome o = {sizeof o, 0, "stage", "second", all ? NULL : "first"};
    return gdcs_ratio_table(in->table, &o, area, 1, NULL, in->out, in->err);
}

static gdcs_status strata(const input *in, int32_t all)
{
    return gdcs_strata_table(in->table, all ? &second : &second_first, "age", area, 1, NULL,
                             in->out, in->err);
}

static gdcs_status association(const input *in, int32_t sexes)
{
    const gdcs_association_options o = {.struct_size = sizeof o, .sexes = sexes};
    return gdcs_association_table(in->table, "stage", area, 1, &o, in->out, in->err);
}

static gdcs_status association_cells(const input *in, int32_t sexes)
{
    const gdcs_association_options o = {.struct_size = sizeof o, .sexes = sexes};
    return gdcs_association_table_cells(in->table, "stage", area, 1, &o, in->out, in->err);
}

static gdcs_status hierarchy(const input *in, int32_t scores)
{
    const gdcs_hierarchy_options o = {
        .struct_size = sizeof o, .scores = scores, .test = GDCS_HIERARCHY_TEST_COCHRAN_ARMITAGE};
    return gdcs_hierarchy_table(in->table, &levels, area, 1, &o, in->out, in->err);
}

static gdcs_status hierarchy_levels(const input *in, int32_t smooth)
{
    const gdcs_hierarchy_options o = {.struct_size = sizeof o, .smooth = smooth};
    return gdcs_hierarchy_table_levels(in->table, &levels, area, 1, &o, in->out, in->err);
}

static gdcs_status hierarchy_fit(const input *in, int32_t limits)
{
    const gdcs_hierarchy_fit_options o = {.struct_size = sizeof o, .limits = limits};
    return gdcs_hierarchy_fit_table(in->table, &levels, area, 1, &o, in->out, in->err);
}

static gdcs_status pipeline(const input *in, int32_t design)
{
    const gdcs_pipeline_options o = {.struct_size = sizeof o, .design = design};
    return gdcs_pipeline_table(in->table, "stage", stage_word, 3, area, 1, &o, in->out, in->err);
}

static gdcs_status pipeline_stages(const input *in, int32_t design)
{
    const gdcs_pipeline_options o = {.struct_size = sizeof o, .design = design};
    return gdcs_pipeline_table_stages(in->table, "stage", stage_word, 3, area, 1, &o, in->out,
                                      in->err);
}

static gdcs_status pipeline_decomposed(const input *in, int32_t design)
{
    const gdcs_pipeline_options o = {.struct_size = sizeof o, .design = design};
    return gdcs_pipeline_table_decomposed(in->table, "stage", stage_word, 3, area, 1, &o, in->out,
                                          in->err);
}

static gdcs_status segregation(const input *in, int32_t index)
{
    const gdcs_segregation_options o = {.struct_size = sizeof o, .index = index, .replicates = 10};
    return gdcs_segregation_table(in->table, "stage", area, 1, &o, in->out, in->err);
}

static gdcs_status segregation_units(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_segregation_table_units(in->table, "stage", area, 1, in->out, in->err);
}

static gdcs_status segregation_nested(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_segregation_table_nested(in->table, "stage", "age", area, 1, in->out, in->err);
}

static gdcs_status segregation_change(const input *in, int32_t index)
{
    const gdcs_segregation_times times = {sizeof times, 0, "age", "0-29", "30+"};
    const gdcs_segregation_options o = {.struct_size = sizeof o, .index = index};
    return gdcs_segregation_table_change(in->table, "stage", &times, area, 1, &o, in->out, in->err);
}

static gdcs_status rate(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_rate_table(in->table, in->population, area, 1, NULL, in->out, in->err);
}

static gdcs_status rate_contrast(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_rate_table_contrast(in->table, in->population, area, 1, NULL, in->out, in->err);
}

static gdcs_status standard(const input *in, int32_t unused)
{
    static const gdcs_standard_band bands[] = {{0, 29, 1}, {30, INFINITY, 2}};
    const gdcs_standard_options o = {.struct_size = sizeof o, .bands = bands, .band_count = 2};
    (void)unused;
    return gdcs_standard_table(in->table, in->population, area, 1, &o, in->out, in->err);
}

static gdcs_status standard_ratio(const input *in, int32_t unused)
{
    static const gdcs_standard_band bands[] = {{0, 29, 1}, {30, INFINITY, 2}};
    const gdcs_standard_options o = {.struct_size = sizeof o, .bands = bands, .band_count = 2};
    (void)unused;
    return gdcs_standard_table_ratio(in->table, in->population, area, 1, &o, in->out, in->err);
}

/* The mean of 5.2.1 weighs areas by something else than its own denominator. */
static gdcs_status sdg(const input *in, int32_t indicator)
{
    return gdcs_sdg_table(indicator, in->table, in->whole,
                          indicator == GDCS_SDG_INDICATOR_5_2_1 ? in->weights : NULL, NULL, 0, NULL,
                          in->out, in->err);
}

static const form forms[] = {{"share", share, 0, ANY},
                             {"share of recorded", share, 1, ANY},
                             {"share of persons", share, 2, ANY},
                             {"share sexes all", share_sexes, 0, RECORDED},
                             {"share sexes recorded", share_sexes, 1, ANY},
                             {"share sexes", share_sexes, 2, ANY},
                             {"share clustered", share_clustered, 0, ANY},
                             {"gap", gap, 0, ANY},
                             {"gap nested", gap_nested, 0, ANY},
                             {"gap nested in all", gap_nested, 1, ANY},
                             {"gap by sex", gap_by_sex, 0, ANY},
                             {"gap by sex, all", gap_by_sex, 1, ANY},
                             {"gap known", gap_known, 0, ANY},
                             {"gap reference", gap_reference, 0, ANY},
                             {"parity", parity, 0, ANY},
                             {"parity of all", parity, 1, ANY},
                             {"parity persons", parity_persons, 0, ANY},
                             {"parity persons, band", parity_persons, 1, ANY},
                             {"quotient", quotient, 0, ANY},
                             {"access", access_ratio, 0, ANY},
                             {"ratio", ratio, 0, ANY},
                             {"ratio, all", ratio, 1, ANY},
                             {"strata", strata, 0, ANY},
                             {"strata, all", strata, 1, ANY},
                             {"association", association, 0, ANY},
                             {"association other", association, 1, ANY},
                             {"association unknown", association, 2, RECORDED},
                             {"association cells", association_cells, 0, ANY},
                             {"hierarchy", hierarchy, 0, ANY},
                             {"hierarchy midranks", hierarchy, 2, ANY},
                             {"hierarchy levels", hierarchy_levels, 0, ANY},
                             {"hierarchy levels smooth", hierarchy_levels, 1, ANY},
                             {"hierarchy fit", hierarchy_fit, 2, ANY},
                             {"pipeline linked", pipeline, 1, NESTED},
                             {"pipeline", pipeline, 2, ANY},
                             {"stages linked", pipeline_stages, 1, NESTED},
                             {"stages", pipeline_stages, 2, ANY},
                             {"decomposed linked", pipeline_decomposed, 1, NESTED},
                             {"decomposed", pipeline_decomposed, 2, ANY},
                             {"segregation", segregation, 0, ANY},
                             {"segregation units", segregation_units, 0, ANY},
                             {"segregation nested", segregation_nested, 0, ANY},
                             {"segregation change", segregation_change, 0, ANY},
                             {"rate", rate, 0, ANY},
                             {"rate contrast", rate_contrast, 0, ANY},
                             {"standard", standard, 0, ANY},
                             {"standard ratio", standard_ratio, 0, ANY},
                             {"16.1.1", sdg, 1, ANY},
                             {"16.2.2", sdg, 2, ANY},
                             {"16.3.2", sdg, 3, NESTED},
                             {"5.2.1", sdg, 4, NESTED}};
enum { FORMS = sizeof forms / sizeof *forms };

static gdcs_population *residents(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area age sex");
    gdcs_population *p = NULL;
    for (int i = 0; i < 8; i++) {
        char labels[32];
        snprintf(labels, sizeof labels, "%s %s %s", area_word[i / 4], age_word[i / 2 % 2],
                 sex_word[i % 2]);
        add(t, labels, 1000 + 357 * i);
    }
    cr_assert(eq(i32, gdcs_population_new(t, NULL, &p, NULL), GDCS_OK));
    gdcs_table_free(t);
    return p;
}

static gdcs_frame *frame_of(const form *f, const scene *s, const gdcs_population *population)
{
    gdcs_frame *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = table_of(s), *w = whole_of(s), *weights = make_table(0, "area sex");
    add(weights, "AT F", 500);
    add(weights, "BE F", 700);
    const input in = {t, w, weights, population, &out, &err};
    good(f->call(&in, f->option), &err, f->name);
    gdcs_table_free(t);
    gdcs_table_free(w);
    gdcs_table_free(weights);
    return out;
}

/* All texts of a row but those that tell how it was made. */
static void key_of(const gdcs_frame *f, int64_t row, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (int64_t i = 0; i < gdcs_frame_count_columns(f); i++) {
        gdcs_column c = {.struct_size = sizeof c};
        cr_assert(eq(i32, gdcs_frame_get(f, i, &c, NULL), GDCS_OK));
        if (c.codes != NULL && strcmp(c.name, "method") && strcmp(c.name, "small") &&
            strcmp(c.name, "test"))
            used += (size_t)snprintf(out + used, size - used, "%s ", word(f, c.name, row));
        cr_assert(used < size);
    }
}

/* The row with the texts of a row of another frame: mostly in the same place. */
static int64_t row_of(const gdcs_frame *f, const char *key, int64_t near)
{
    const int64_t n = gdcs_frame_count_rows(f);
    char other[256];
    for (int64_t i = 0; i < n; i++) {
        key_of(f, (near + i) % n, other, sizeof other);
        if (strcmp(key, other) == 0)
            return (near + i) % n;
    }
    return -1;
}

static int has(const gdcs_frame *f, const char *name)
{
    return gdcs_frame_find(f, name) >= 0;
}

static void expect_inside(const gdcs_frame *world, int64_t in_world, const gdcs_frame *after,
                          int64_t row, const char *what)
{
    const double value = number(world, "value", in_world);
    const double lower = number(after, "bound_lower", row);
    const double upper = number(after, "bound_upper", row);
    cr_expect(isnan(value) || (at_most(lower, value) && at_most(value, upper)),
              "%s: %.17g not in [%.17g, %.17g]", what, value, lower, upper);
}

static void expect_row_no_narrower(const gdcs_frame *before, int64_t b, const gdcs_frame *after,
                                   int64_t a, const char *what)
{
    const double low = number(before, "bound_lower", b), high = number(before, "bound_upper", b);
    const double lower = number(after, "bound_lower", a), upper = number(after, "bound_upper", a);
    cr_expect(at_most(lower, low) && at_most(high, upper),
              "%s: [%.17g, %.17g] became [%.17g, %.17g]", what, low, high, lower, upper);
}

static void expect_noted(const gdcs_frame *f, int64_t row, const char *what)
{
    static const char *const names[] = {"value", "bound_lower", "bound_upper"};
    for (int i = 0; i < 3; i++)
        if (has(f, names[i]))
            cr_expect(0 == isnan(number(f, names[i], row)) || notes(f, row) != 0,
                      "%s: %s is NaN without a note", what, names[i]);
}

enum { WORLDS = 4 };

/* Before and after a step, and tables that were possible before it.  Where none of these has a value
   (0 / 0) the bounds before were all of the range, for want of a number to bound: such a row may narrow. */
static void expect_laws(gdcs_frame *const worlds[WORLDS], const gdcs_frame *before,
                        const gdcs_frame *after, const char *step)
{
    for (int64_t row = 0; row < gdcs_frame_count_rows(before); row++) {
        char key[256], what[400];
        key_of(before, row, key, sizeof key);
        snprintf(what, sizeof what, "%s: %s", step, key);
        const int64_t a = row_of(after, key, row);
        cr_expect(a >= 0, "%s: lost", what);
        int defined = 0;
        for (int i = 0; i < WORLDS && a >= 0 && has(after, "bound_lower"); i++) {
            const int64_t w = row_of(worlds[i], key, row);
            cr_assert(w >= 0, "%s: lost in a possible table", what);
            expect_inside(worlds[i], w, after, a, what);
            defined |= 0 == isnan(number(worlds[i], "value", w));
        }
        if (defined)
            expect_row_no_narrower(before, row, after, a, what);
        if (a >= 0)
            expect_noted(after, a, what);
    }
}

/* The first is the truth; with declared totals it is all of them. */
static void draw_worlds(const form *f, const gdcs_population *population, const scene *truth,
                        const scene *now, uint64_t *state, gdcs_frame *out[WORLDS])
{
    for (int i = 0; i < WORLDS; i++) {
        const int same = i == 0 || f->kind == NESTED || now->totals_of_age || now->totals_of_sex;
        const scene s = same ? *truth : draw_possible(state, now, f->kind == RECORDED);
        out[i] = frame_of(f, &s, population);
    }
}

static void walk(const form *f, const gdcs_population *population, int path)
{
    enum { STEPS = 16 };
    uint64_t state = 1000 * (uint64_t)path + 8;
    const scene truth = draw_scene(&state, path % 2, path % 3 == 2);
    scene s = truth;
    gdcs_frame *worlds[WORLDS], *before = frame_of(f, &s, population);
    for (int step = 0; step <= STEPS; step++) {
        char what[80];
        snprintf(what, sizeof what, "%s, path %d, step %d", f->name, path, step);
        draw_worlds(f, population, &truth, &s, &state, worlds);
        for (uint32_t n = draw(&state, 8); n < 8; n++)
            widen(&state, &s, f->kind == RECORDED);
        gdcs_frame *after = frame_of(f, &s, population);
        expect_laws(worlds, before, after, what);
        gdcs_frame_free(before);
        before = after;
        for (int i = 0; i < WORLDS; i++)
            gdcs_frame_free(worlds[i]);
    }
    gdcs_frame_free(before);
}

Test(widening, of_a_cell_narrows_no_bound_of_any_table_form)
{
    gdcs_population *population = residents();
    for (int i = 0; i < FORMS; i++)
        for (int path = 0; path < 8; path++)
            walk(&forms[i], population, path);
    gdcs_population_free(population);
}
