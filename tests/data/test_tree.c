/* Mirrors lib/data/tree.c. */
#include "data/make.h"
#include "fail_alloc.h"

#include <criterion/new/assert.h>
#include <gdcs/tree.h>

TestSuite(tree, .timeout = 60);

static gdcs_table *labelled(const char *labels, const char *total)
{
    gdcs_table *t = NULL;
    words w;
    split(labels, &w);
    const gdcs_axis axis = {.struct_size = sizeof axis,
                            .concept_id = GDCS_CONCEPT_AREA,
                            .name = "area",
                            .total = total,
                            .labels = w.word,
                            .label_count = w.count};
    cr_assert(eq(i32, gdcs_table_new(NULL, &t, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(t, &axis, NULL), GDCS_OK));
    return t;
}

/* "child<parent child<parent" */
static void expect_pairs(const gdcs_tree *tree, const char *wanted)
{
    char text[512] = "";
    for (int64_t i = 0; i < tree->count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s<%s", i > 0 ? " " : "",
                 tree->children[i], tree->parents[i]);
    cr_expect(eq(str, text, (char *)wanted));
}

Test(tree, the_longest_beginning_that_is_a_label_is_the_parent)
{
    gdcs_table *t = labelled("FR FR1 FR10 FR101 DE21 DE", "FR");
    gdcs_tree *tree = NULL;
    cr_assert(eq(i32, gdcs_tree_new_prefixes(t, "area", &tree, NULL), GDCS_OK));
    expect_pairs(tree, "FR10<FR1 FR101<FR10 DE21<DE");
    cr_expect(eq(str, (char *)tree->axis, "area"));
    gdcs_table_free(t);
    expect_pairs(tree, "FR10<FR1 FR101<FR10 DE21<DE");
    gdcs_tree_free(tree);
}

Test(tree, offences_are_in_the_nearest_class_above_that_is_a_label)
{
    gdcs_table *t = labelled("ICCS01 ICCS0101 02 020111 0201 other", "other");
    gdcs_tree *tree = NULL;
    cr_assert(eq(i32, gdcs_tree_new_iccs(t, "area", &tree, NULL), GDCS_OK));
    cr_expect(eq(str, (char *)tree->children[0], "ICCS0101"));
    cr_expect(eq(str, (char *)tree->parents[0], "ICCS01"));
    cr_expect(eq(i64, tree->count, 3));
    gdcs_tree_free(tree);
    gdcs_table_free(t);
}

Test(tree, refuses_what_is_missing)
{
    gdcs_table *t = labelled("a", NULL);
    gdcs_tree *tree = NULL;
    cr_expect(eq(i32, gdcs_tree_new_prefixes(NULL, "area", &tree, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_tree_new_prefixes(t, NULL, &tree, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_tree_new_iccs(t, "area", NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_tree_new_iccs(t, "sex", &tree, NULL), GDCS_E_NAME));
    gdcs_tree_free(NULL);
    gdcs_table_free(t);
}

static gdcs_status once(void *data)
{
    gdcs_tree *tree = NULL;
    const gdcs_status status = gdcs_tree_new_prefixes(data, "area", &tree, NULL);
    gdcs_tree_free(tree);
    return status;
}

Test(tree, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = labelled("FR FR1 FR10", NULL);
    const fail_alloc_report r = fail_alloc_each(once, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    gdcs_table_free(t);
}
