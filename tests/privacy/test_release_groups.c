/* Releases under rules that forbid to know that all of a line are of one sex. */
#include "privacy/release_tables.h"

TestSuite(release_groups, .timeout = 120);

/* No women among five men of A: that number alone tells, whether the other sex and all are hidden or not. */
Test(release_groups, what_is_published_of_a_line_of_one_sex_leaks_where_the_other_is_hidden)
{
    static const double women[] = {0, 20, 30}, men[] = {5, 40, 45};
    static const char *const lines[] = {"A M", "A _T", "B M", "B _T"};
    const gdcs_disclosure_rule rule = {
        .struct_size = sizeof rule, .minimum = 4, .groups = GDCS_DISCLOSURE_GROUPS_NO_WOMEN};
    const gdcs_release_options o = {.struct_size = sizeof o};
    gdcs_table *t = protected_areas(women, men, 3), *hidden = without(t, lines, 4);
    expect_refusal(t, hidden, &rule, &o, GDCS_E_DISCLOSURE, "area A, sex F (published)");
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

static const number sexes_by_area[] = {
    {"TOTAL _T", 185}, {"TOTAL F", 95}, {"TOTAL M", 76}, {"TOTAL _O", 14}, {"A _T", 5}, {"A F", 5},
    {"A M", 0},        {"A _O", 0},     {"B _T", 103},   {"B F", 50},      {"B M", 46}, {"B _O", 7},
    {"C _T", 77},      {"C F", 40},     {"C M", 30},     {"C _O", 7}};

/* A table of these, rounded to 3. */
static gdcs_release_log *log_of_rounded(const char *axes, const number *numbers, size_t n,
                                        const gdcs_disclosure_rule *rule)
{
    gdcs_table *t = protected_table(axes), *made = protected_table(axes);
    gdcs_release_log *log = new_log();
    const gdcs_release_options o = {.struct_size = sizeof o,
                                    .log = log,
                                    .method = GDCS_RELEASE_METHOD_ROUNDING,
                                    .rounding_kind = GDCS_DISCLOSURE_ROUNDING_RANDOM,
                                    .base = 3};
    add_all(t, numbers, n);
    for (size_t i = 0; i < n; i++)
        add(made, numbers[i].at, 3.0 * floor(numbers[i].value / 3.0 + 0.5));
    go(t, made, rule, &o);
    gdcs_table_free(made);
    gdcs_table_free(t);
    return log;
}

/* One sex of it alone, released after that with these cells hidden; words: of the refusal, or NULL. */
static void try_one_sex(const char *axes, const number *numbers, size_t n, const char *sex,
                        const char *const *hidden, int hidden_count,
                        const gdcs_disclosure_rule *rule, const char *words)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, axes);
    gdcs_release_log *log = log_of_rounded(axes, numbers, n, rule);
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    for (size_t i = 0; i < n; i++)
        if (strcmp(strrchr(numbers[i].at, ' ') + 1, sex) == 0)
            add(t, numbers[i].at, numbers[i].value);
    gdcs_table *made = without(t, hidden, hidden_count);
    if (words != NULL)
        expect_refusal(t, made, rule, &o, GDCS_E_DISCLOSURE, words);
    else
        go(t, made, rule, &o);
    gdcs_release_log_free(log);
    gdcs_table_free(made);
    gdcs_table_free(t);
}

static void try_by_area(const char *sex, const char *const *hidden, int hidden_count,
                        const gdcs_disclosure_rule *rule, const char *words)
{
    try_one_sex("area* sex", sexes_by_area, sizeof sexes_by_area / sizeof sexes_by_area[0], sex,
                hidden, hidden_count, rule, words);
}

/* Five women and no man in A: rounded, that is open.  Men alone are no line of one sex, but that nobody is there, as a
   number or as what others leave, says more of the line than its rule allows; women alone do not. */
Test(release_groups, one_sex_by_itself_does_not_tell_that_nobody_is_of_it)
{
    static const char *const nobody[] = {"A M"}, *const two[] = {"A M", "B M"};
    gdcs_disclosure_rule rule = {
        .struct_size = sizeof rule, .minimum = 4, .groups = GDCS_DISCLOSURE_GROUPS_ONE_SEX};
    const char *const words = "area A, sex F (group) leaks, of earlier releases";
    try_by_area("M", NULL, 0, &rule, words);
    try_by_area("M", nobody, 1, &rule, words);
    try_by_area("M", two, 2, &rule, NULL);
    try_by_area("F", NULL, 0, &rule, NULL);
    rule.group_limit = 3;
    try_by_area("M", NULL, 0, &rule, NULL);
    rule.group_limit = 0;
    rule.groups = GDCS_DISCLOSURE_GROUPS_NO_WOMEN;
    try_by_area("M", NULL, 0, &rule, NULL);
    rule.groups = GDCS_DISCLOSURE_GROUPS_NONE;
    try_by_area("M", NULL, 0, &rule, NULL);
}

/* 20 of each sex by area and offence, but for five women alone in (A, c). */
static size_t count_by_offence(number *numbers, char (*places)[32])
{
    static const char *const area[] = {"A", "B", "C", "D", "TOTAL"};
    static const char *const offence[] = {"a", "b", "c", "d", "TOTAL"};
    static const char *const sex[] = {"F", "M", "_O", "_T"};
    static const double few[] = {5, 0, 0, 5};
    size_t n = 0;
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < 5; j++)
            for (int k = 0; k < 4; k++, n++) {
                const int times = (i == 4 ? 4 : 1) * (j == 4 ? 4 : 1);
                const int has_few = (i == 0 || i == 4) && (j == 2 || j == 4);
                const double each = k == 3 ? 60 : 20;
                snprintf(places[n], sizeof *places, "%s %s %s", area[i], offence[j], sex[k]);
                numbers[n].at = places[n];
                numbers[n].value = (times - has_few) * each + has_few * few[k];
            }
    return n;
}

/* The hidden men of A and B less those of a and b are the men of (A, c): no sum alone has them. */
Test(release_groups, that_nobody_is_there_may_follow_from_many_sums)
{
    static const char *const hidden[] = {"A a M", "A b M", "A c M", "B a M", "B b M",
                                         "C c M", "C d M", "D c M", "D d M"};
    const gdcs_disclosure_rule rule = {
        .struct_size = sizeof rule, .minimum = 4, .groups = GDCS_DISCLOSURE_GROUPS_ONE_SEX};
    number numbers[100];
    char places[100][32];
    const size_t n = count_by_offence(numbers, places);
    try_one_sex("area* offence* sex", numbers, n, "M", hidden, 9, &rule,
                "area A, offence c, sex F (group) leaks, of earlier releases");
}

/* Of A, up to so many women and men. */
static gdcs_table *limited(double women, double men)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area sex");
    set_range(t, "A F", 0, women, 'Q');
    if (men > 0)
        set_range(t, "A M", 0, men, 'Q');
    else
        add(t, "A M", 0);
    return t;
}

/* That the men who were hidden are none follows: if there is anybody, it is women alone. */
Test(release_groups, what_was_hidden_and_is_nobody_leaks_without_originals)
{
    gdcs_table *hidden = limited(9, 9), *open = limited(1, 0), *some = limited(1, 1);
    gdcs_disclosure_rule rule = {
        .struct_size = sizeof rule, .minimum = 4, .groups = GDCS_DISCLOSURE_GROUPS_ONE_SEX};
    const gdcs_audit_options o = {.struct_size = sizeof o, .rule = &rule};
    const gdcs_table *const none[] = {hidden, open}, *const few[] = {hidden, some},
                            *const told[] = {open};
    gdcs_audit_result r = {.struct_size = sizeof r};
    good(gdcs_audit_table_linked(none, 2, &o, &r, NULL, NULL), NULL, "none");
    cr_expect(eq(i64, r.group, 2));
    good(gdcs_audit_table_linked(few, 2, &o, &r, NULL, NULL), NULL, "few");
    cr_expect(r.is_safe);
    good(gdcs_audit_table_linked(told, 1, &o, &r, NULL, NULL), NULL, "told");
    cr_expect(r.is_safe);
    rule.groups = GDCS_DISCLOSURE_GROUPS_NONE;
    good(gdcs_audit_table_linked(none, 2, &o, &r, NULL, NULL), NULL, "no groups");
    cr_expect(r.is_safe);
    gdcs_table_free(some);
    gdcs_table_free(open);
    gdcs_table_free(hidden);
}
