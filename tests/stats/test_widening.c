/* Over every table form: who knows less is told no more.  Cells go from a number to an interval, a wider
   one, to missing; persons to unknown sex; what nobody set from nobody to not reported.  Each step leaves
   all possible that was, so no bound may narrow, and what was true stays inside. */
#include "stats/widening_forms.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

TestSuite(widening, .timeout = 300);

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

/* Does a column tell what a row is of, and not how it was made or what was found? */
static int is_key(const char *name)
{
    static const char *const found[] = {"method", "small", "test",   "more",       "shown",
                                        "reason", "flag",  "robust", "mode_women", "mode_men"};
    for (size_t i = 0; i < sizeof found / sizeof *found; i++)
        if (strcmp(name, found[i]) == 0)
            return 0;
    return 1;
}

static void key_of(const gdcs_frame *f, int64_t row, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (int64_t i = 0; i < gdcs_frame_count_columns(f); i++) {
        gdcs_column c = {.struct_size = sizeof c};
        cr_assert(eq(i32, gdcs_frame_get(f, i, &c, NULL), GDCS_OK));
        if (c.codes != NULL && is_key(c.name))
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

static void show_all(scene *s)
{
    for (int a = 0; a < AREAS; a++)
        for (int stage = 0; stage < STAGES; stage++)
            for (int i = 0; i < 2 * SEXES; i++)
                if (i % SEXES != T)
                    s->part[a][stage][i / SEXES][i % SEXES].set = 1;
}

static void walk(const form *f, const gdcs_population *population, int path)
{
    enum { STEPS = 16 };
    uint64_t state = 1000 * (uint64_t)path + 8;
    scene truth = draw_scene(&state, path % 2, path % 3 == 2);
    if (f->kind == SHOWN)
        show_all(&truth);
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

/* Under a sanitizer one path of each kind of declared totals, which is what it can tell apart. */
#ifdef __SANITIZE_ADDRESS__
enum { PATHS = 3 };
#else
enum { PATHS = 8 };
#endif

Test(widening, of_a_cell_narrows_no_bound_of_any_table_form)
{
    gdcs_population *population = residents();
    for (int i = 0; i < FORMS; i++)
        for (int path = 0; path < PATHS; path++)
            walk(&forms[i], population, path);
    gdcs_population_free(population);
}
