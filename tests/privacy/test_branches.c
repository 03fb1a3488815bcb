/* Mirrors lib/privacy/branches.c, and the verbs that take trees. */
#include "fail_alloc.h"
#include "privacy/branches.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/cell_key.h>
#include <gdcs/noise.h>
#include <gdcs/round.h>
#include <math.h>

TestSuite(branches, .timeout = 60);

/* North has two districts, South one that is no label, East is a district itself. */
static const char *const areas[] = {"N", "N1", "N2", "S", "E", "all"};
static const char *const sexes[] = {"F", "M", "_T"};
static const char *const children[] = {"N1", "N2"}, *const parents[] = {"N", "N"};
static const gdcs_tree tree = {.struct_size = sizeof tree,
                               .axis = "area",
                               .children = children,
                               .parents = parents,
                               .count = 2};
static const gdcs_tree *const trees[] = {&tree};

static double truth(int area, int sex)
{
    static const double persons[6][2] = {{0, 0}, {3, 11}, {4, 8}, {1, 22}, {9, 13}, {0, 0}};
    if (sex == 2)
        return truth(area, 0) + truth(area, 1);
    if (area == 0)
        return truth(1, sex) + truth(2, sex);
    if (area == 5)
        return truth(0, sex) + truth(3, sex) + truth(4, sex);
    return persons[area][sex];
}

static gdcs_table *regions(int is_key)
{
    const gdcs_axis axes[] = {
        {.struct_size = sizeof *axes, .concept_id = GDCS_CONCEPT_SEX, .name = "sex"},
        {.struct_size = sizeof *axes,
         .concept_id = GDCS_CONCEPT_AREA,
         .name = "area",
         .total = "all"}};
    gdcs_table *table = NULL;
    cr_assert(eq(i32, gdcs_table_new(NULL, &table, NULL), GDCS_OK));
    for (int i = 0; i < 2; i++)
        cr_assert(eq(i32, gdcs_table_add_axis(table, &axes[i], NULL), GDCS_OK));
    for (int a = 0; a < 6; a++)
        for (int s = 0; s < 3; s++) {
            const char *labels[] = {sexes[s], areas[a]};
            const double key = truth(a, s) * 123456789.0 + 7.0 * a + s;
            const gdcs_cell cell = {.struct_size = sizeof cell,
                                    .value = is_key ? key : truth(a, s)};
            if (!is_key || (s < 2 && a > 0 && a < 5))
                cr_assert(eq(i32, gdcs_table_set(table, labels, &cell, NULL), GDCS_OK));
        }
    return table;
}

static double at(const gdcs_table *table, int area, int sex)
{
    const char *labels[] = {sexes[sex], areas[area]};
    gdcs_cell cell = {.struct_size = sizeof cell};
    cr_assert(eq(i32, gdcs_table_get(table, labels, &cell, NULL), GDCS_OK));
    return cell.value;
}

static void expect_sums(const gdcs_table *t)
{
    for (int s = 0; s < 3; s++) {
        cr_expect(eq(dbl, at(t, 0, s), at(t, 1, s) + at(t, 2, s)));
        cr_expect(eq(dbl, at(t, 5, s), at(t, 0, s) + at(t, 3, s) + at(t, 4, s)));
    }
    for (int a = 0; a < 6; a++)
        cr_expect(eq(dbl, at(t, a, 2), at(t, a, 0) + at(t, a, 1)));
}

Test(branches, heights_rise_from_part_to_whole)
{
    gdcs_table *table = regions(0);
    gdcs_i_branches b;
    cr_assert(eq(i32, gdcs_i_branches_new(table, trees, 1, &b, NULL), GDCS_OK));
    const int32_t wanted[] = {1, 0, 0, 0, 0, 2};
    for (int a = 0; a < 6; a++) {
        const int32_t codes[] = {0, a};
        cr_expect(eq(i32, gdcs_i_branches_grade(&b, 2, codes), wanted[a]), "%s", areas[a]);
    }
    const int32_t one[] = {0, 1}, other[] = {1, 4}, node[] = {0, 0};
    cr_expect(gdcs_i_branches_kind(&b, 2, one) == gdcs_i_branches_kind(&b, 2, other));
    cr_expect(gdcs_i_branches_kind(&b, 2, one) != gdcs_i_branches_kind(&b, 2, node));
    gdcs_i_branches_free(&b);
    gdcs_table_free(table);
}

Test(branches, controlled_rounding_keeps_nodes_sums_and_expectations)
{
    gdcs_table *table = regions(0);
    double mean[6][3] = {{0}};
    enum { TIMES = 2000 };
    for (int seed = 0; seed < TIMES; seed++) {
        const gdcs_round_options o = {
            .struct_size = sizeof o, .base = 5, .seed = seed, .trees = trees, .tree_count = 1};
        gdcs_round_result r = {.struct_size = sizeof r};
        gdcs_table *out = NULL, *said = NULL;
        cr_assert(eq(i32, gdcs_round_table(table, &o, &out, &said, &r, NULL), GDCS_OK));
        cr_assert(eq(i64, r.beyond, 0));
        cr_assert(eq(i64, r.totals, 10));
        cr_assert(lt(dbl, r.furthest, 5.0));
        if (seed < 20)
            expect_sums(out);
        for (int a = 0; a < 6; a++)
            for (int s = 0; s < 3; s++) {
                mean[a][s] += at(out, a, s) / TIMES;
                cr_assert(lt(dbl, fabs(at(out, a, s) - truth(a, s)), 5.0));
            }
        gdcs_table_free(out);
        gdcs_table_free(said);
    }
    for (int a = 0; a < 6; a++)
        for (int s = 0; s < 3; s++)
            cr_expect(lt(dbl, fabs(mean[a][s] - truth(a, s)), 5.0 * 2.5 / sqrt(TIMES)));
    gdcs_table_free(table);
}

Test(branches, noise_pays_for_every_level_and_keeps_nodes_sums)
{
    gdcs_table *table = regions(0);
    for (int32_t totals = 1; totals < 3; totals++) {
        const gdcs_budget_options all = {.struct_size = sizeof all, .epsilon = 1};
        const gdcs_noise_options o = {.struct_size = sizeof o,
                                      .epsilon = 1,
                                      .totals = totals,
                                      .trees = trees,
                                      .tree_count = 1};
        gdcs_noise_result r = {.struct_size = sizeof r};
        gdcs_budget *budget = NULL;
        gdcs_table *out = NULL;
        cr_assert(eq(i32, gdcs_budget_new(&all, &budget, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_noise_table(table, &o, budget, &out, NULL, &r, NULL), GDCS_OK));
        expect_sums(out);
        /* districts, regions and the country, each by sex and together; or districts by sex alone */
        cr_expect(eq(i64, r.sensitivity, totals == GDCS_NOISE_TOTALS_MEASURED ? 6 : 1));
        cr_expect(eq(i64, r.measured, totals == GDCS_NOISE_TOTALS_MEASURED ? 18 : 8));
        gdcs_table_free(out);
        gdcs_budget_free(budget);
    }
    gdcs_table_free(table);
}

Test(branches, a_node_has_the_key_of_all_its_persons)
{
    gdcs_table *table = regions(0), *keys = regions(1), *out = NULL;
    gdcs_cell_key *design = NULL;
    cr_assert(eq(i32, gdcs_cell_key_new(NULL, &design, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_cell_key_table(design, table, keys, trees, 1, &out, NULL, NULL, NULL),
                 GDCS_OK));
    for (int a = 0; a < 6; a++)
        for (int s = 0; s < 3; s++) {
            double x = truth(a, s), key = 0.0, published = 0.0;
            for (int part = 1; part < 5; part++)
                for (int sex = 0; sex < 2; sex++)
                    if ((part == a || a == 5 || (a == 0 && part < 3)) && (sex == s || s == 2))
                        key += at(keys, part, sex);
            cr_assert(eq(i32, gdcs_cell_key_each(design, &x, &key, 1, &published, NULL, NULL, NULL),
                         GDCS_OK));
            cr_expect(eq(dbl, at(out, a, s), published));
        }
    gdcs_cell_key_free(design);
    gdcs_table_free(out);
    gdcs_table_free(keys);
    gdcs_table_free(table);
}

/* All three refuse a tree for the same reason. */
static void expect_refused(const gdcs_tree *wrong, int32_t count, gdcs_status why)
{
    const gdcs_tree *const list[] = {wrong};
    const gdcs_budget_options all = {.struct_size = sizeof all, .epsilon = 1};
    const gdcs_round_options o = {.struct_size = sizeof o, .trees = list, .tree_count = count};
    const gdcs_noise_options n = {
        .struct_size = sizeof n, .epsilon = 1, .trees = list, .tree_count = count};
    gdcs_table *table = regions(0), *keys = regions(1), *out = NULL;
    gdcs_cell_key *design = NULL;
    gdcs_budget *budget = NULL;
    cr_assert(eq(i32, gdcs_cell_key_new(NULL, &design, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_budget_new(&all, &budget, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_round_table(table, &o, &out, NULL, NULL, NULL), why));
    cr_expect(eq(i32, gdcs_noise_table(table, &n, budget, &out, NULL, NULL, NULL), why));
    cr_expect(eq(i32, gdcs_cell_key_table(design, table, keys, list, count, &out, NULL, NULL, NULL),
                 why == GDCS_E_OPTION ? GDCS_E_ARGUMENT : why));
    cr_expect(eq(ptr, out, NULL));
    gdcs_budget_free(budget);
    gdcs_cell_key_free(design);
    gdcs_table_free(keys);
    gdcs_table_free(table);
}

Test(branches, refuses_trees_that_are_none)
{
    static const char *const twice[] = {"N1", "N1"}, *const strange[] = {"N1", "N3"},
                             *const circle[] = {"N", "N1"}, *const back[] = {"N1", "N"};
    gdcs_tree wrong = tree;
    wrong.axis = "region";
    expect_refused(&wrong, 1, GDCS_E_NAME);
    wrong = tree;
    wrong.children = strange;
    expect_refused(&wrong, 1, GDCS_E_NAME);
    wrong.children = twice;
    expect_refused(&wrong, 1, GDCS_E_DUPLICATE);
    wrong.children = circle;
    wrong.parents = back;
    expect_refused(&wrong, 1, GDCS_E_SHAPE);
    wrong = tree;
    wrong.struct_size = 4;
    expect_refused(&wrong, 1, GDCS_E_STRUCT);
    expect_refused(NULL, 1, GDCS_E_ARGUMENT);
    expect_refused(&tree, -1, GDCS_E_OPTION);
}

static gdcs_status round_all(void *data)
{
    gdcs_table *out = NULL;
    const gdcs_round_options o = {.struct_size = sizeof o, .trees = trees, .tree_count = 1};
    const gdcs_status status = gdcs_round_table(data, &o, &out, NULL, NULL, NULL);
    gdcs_table_free(out);
    return status;
}

Test(branches, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *table = regions(0);
    const fail_alloc_report r = fail_alloc_each(round_all, table);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(table);
}
