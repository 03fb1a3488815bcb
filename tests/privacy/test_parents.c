/* Mirrors lib/privacy/parents.c. */
#include "fail_alloc.h"
#include "privacy/parents.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

TestSuite(parents, .timeout = 60);

static const char *const children[] = {"A", "North"}, *const above[] = {"North", "Land"};
static const char *const other[] = {"South", "Land"};
static const gdcs_tree first = {.axis = "area", .children = children, .parents = above, .count = 2},
                       second = {.axis = "area",
                                 .children = children,
                                 .parents = other,
                                 .count = 1},
                       third = {.axis = "offence", .children = other, .parents = above, .count = 1};
static const gdcs_tree *const trees[] = {&third, &first, &second};

Test(parents, are_those_of_the_first_tree_of_the_axis_that_has_the_label)
{
    gdcs_i_parents p = {.room = 0};
    cr_assert(eq(i32, gdcs_i_parents_new("area", trees, 3, &p, NULL), GDCS_OK));
    cr_expect(eq(str, (char *)gdcs_i_parents_of(&p, "A"), "North"));
    cr_expect(eq(str, (char *)gdcs_i_parents_of(&p, "North"), "Land"));
    cr_expect(gdcs_i_parents_of(&p, "Land") == NULL);
    cr_expect(gdcs_i_parents_of(&p, "South") == NULL);
    gdcs_i_parents_free(&p);
}

static gdcs_status make(void *ignored)
{
    gdcs_i_parents p = {.room = 0};
    const gdcs_status status = gdcs_i_parents_new("area", trees, 3, &p, NULL);
    (void)ignored;
    gdcs_i_parents_free(&p);
    return status;
}

Test(parents, survive_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(make, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 1));
}
