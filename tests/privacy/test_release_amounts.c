/* Amounts with holders, one release after the other: contributions are those of the cells that are handed in, earlier
   releases have others.  Found by tests/attack. */
#include "privacy/release_tables.h"

#include <criterion/new/assert.h>
#include <gdcs/share.h>

TestSuite(release_amounts, .timeout = 120);

static const gdcs_disclosure_rule p10 = {.struct_size = sizeof p10, .p_percent = 10};

/* Amounts of areas by sex: those of women in A are of one holder. */
struct amounts {
    gdcs_table *total;
    gdcs_table *largest;
    gdcs_table *second;
};

static struct amounts by_sex(void)
{
    static const double first[] = {2, 10, 10}, second[] = {0, 5, 5}, men[] = {5, 5, 5};
    const struct amounts made = {areas(), protected_areas(first, men, 3),
                                 protected_areas(second, men, 3)};
    return made;
}

static void add_areas(gdcs_table *t, const double *x, int has_total)
{
    static const char *const areas_of[] = {"A", "B", "C"};
    for (int i = 0; i < 3; i++) {
        add(t, areas_of[i], x[i]);
        if (has_total)
            add(t, "TOTAL", x[i]);
    }
}

static gdcs_table *by_area(const char *axes, const double *x)
{
    gdcs_table *t = protected_table(axes);
    add_areas(t, x, strchr(axes, '*') != NULL);
    return t;
}

/* Of both sexes; `axes` are those of the table, contributions have the total. */
static struct amounts of_all(const char *axes)
{
    static const double x[] = {52, 60, 75}, first[] = {10, 10, 10}, second[] = {5, 5, 5};
    const struct amounts made = {by_area(axes, x), by_area("area*", first),
                                 by_area("area*", second)};
    return made;
}

static void end(struct amounts *a)
{
    gdcs_table_free(a->total);
    gdcs_table_free(a->largest);
    gdcs_table_free(a->second);
}

static gdcs_disclosure_options behind(const struct amounts *a)
{
    const gdcs_disclosure_options o = {
        .struct_size = sizeof o, .largest = a->largest, .second = a->second};
    return o;
}

static const char *const around_a[] = {"A F", "A M", "B F", "B M"};

/* By year, of which one follows from the others. */
static gdcs_release_log *years(const gdcs_disclosure_rule *rule)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_log *log = new_log();
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "year*");
    const gdcs_table *const tables[] = {t};
    const gdcs_release_entry e = {
        .struct_size = sizeof e, .rule = rule, .tables = tables, .table_count = 1};
    add(t, "2024", 80);
    add(t, "TOTAL", 187);
    set_missing(t, "2025", 'Q');
    good(gdcs_release_log_add(log, &e, &err), &err, "log");
    gdcs_table_free(t);
    return log;
}

/* Earlier releases have other axes than the contributions; of an axis without a total these have one. */
Test(release_amounts, contributions_are_those_of_the_cells_not_of_earlier_releases)
{
    static const char *const shapes[] = {"area*", "area"};
    static const char *const words = "area A, sex F";
    for (int i = 0; i < 2; i++) {
        struct amounts all = of_all(shapes[i]), sexes = by_sex();
        const gdcs_disclosure_options of_areas = behind(&all), of_sexes = behind(&sexes);
        gdcs_release_options o = {
            .struct_size = sizeof o, .log = years(&p10), .contributions = &of_areas};
        gdcs_table *safe = without(sexes.total, around_a, 4),
                   *open = without(sexes.total, around_a, 1);
        go(all.total, all.total, &p10, &o);
        o.contributions = &of_sexes;
        expect_refusal(sexes.total, open, &p10, &o, GDCS_E_DISCLOSURE, words);
        go(sexes.total, safe, &p10, &o);
        o.contributions = &of_areas;
        go(all.total, all.total, &p10, &o);
        gdcs_release_log_free(o.log);
        gdcs_table_free(safe);
        gdcs_table_free(open);
        end(&all);
        end(&sexes);
    }
}

/* An earlier rule asks for the third largest, which nobody has any more: of its cells there are none anyway. */
Test(release_amounts, the_rule_of_an_earlier_release_needs_no_contributions)
{
    const gdcs_disclosure_rule three = {
        .struct_size = sizeof three, .dominance_n = 3, .dominance_k = 75};
    struct amounts all = of_all("area*");
    const gdcs_disclosure_options behind_all = behind(&all);
    gdcs_release_options o = {
        .struct_size = sizeof o, .log = years(&three), .contributions = &behind_all};
    go(all.total, all.total, &p10, &o);
    expect_refusal(all.total, all.total, &three, &o, GDCS_E_SHAPE, "the 3 largest contributions");
    gdcs_release_log_free(o.log);
    end(&all);
}

/* The log has a label, and a number, that the contributions do not have, or have otherwise. */
Test(release_amounts, labels_and_numbers_of_earlier_releases_need_no_contributions)
{
    static const double before[] = {52, 60, 7};
    struct amounts next = of_all("area*");
    const gdcs_disclosure_options n = behind(&next);
    gdcs_table *first = by_area("area*", before);
    gdcs_release_log *log = new_log();
    gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    add(first, "D", 9);
    add(first, "TOTAL", 9);
    go(first, first, &minimum4, &o);
    o.contributions = &n;
    go(next.total, next.total, &p10, &o);
    gdcs_release_log_free(log);
    gdcs_table_free(first);
    end(&next);
}

/* Of the cells that are handed in they have to be there. */
Test(release_amounts, a_cell_without_contributions_is_refused)
{
    struct amounts next = of_all("area*");
    const gdcs_disclosure_options n = behind(&next);
    const gdcs_release_options o = {.struct_size = sizeof o, .contributions = &n};
    add(next.total, "D", 9);
    expect_refusal(next.total, next.total, &p10, &o, GDCS_E_NAME, "there is no label \"D\"");
    end(&next);
}

/* The share of women, with four digits, and 925 women leave of 92.0 to 93.2 for the men: 93 of one holder. */
Test(release_amounts, a_share_tells_the_amount_behind_it_once_the_other_is_out)
{
    static const char *const hidden[] = {"A F", "A M", "A _T", "TOTAL F", "TOTAL M", "TOTAL _T"};
    static const number cells[] = {{"A F", 925},      {"A M", 93},      {"A _T", 1018},
                                   {"B F", 500},      {"B M", 400},     {"B _T", 900},
                                   {"TOTAL F", 1425}, {"TOTAL M", 493}, {"TOTAL _T", 1918}};
    static const number women[] = {{"A F", 925}};
    static const number largest[] = {{"A F", 100},     {"A M", 93},     {"A _T", 100},
                                     {"B F", 50},      {"B M", 40},     {"B _T", 50},
                                     {"TOTAL F", 100}, {"TOTAL M", 93}, {"TOTAL _T", 100}};
    const char *const keep[] = {"area"};
    const gdcs_disclosure_rule rule = {
        .struct_size = sizeof rule, .dominance_n = 1, .dominance_k = 90};
    gdcs_table *t = protected_table("area* sex"), *of = protected_table("area* sex");
    gdcs_table *next = make_table(GDCS_ABSENT_MISSING, "area sex");
    add_all(t, cells, 9);
    add_all(of, largest, 9);
    add_all(next, women, 1);
    gdcs_table *made = without(t, hidden, 6);
    const gdcs_disclosure_options parts = {.struct_size = sizeof parts, .largest = of};
    gdcs_release_options o = {.struct_size = sizeof o,
                              .log = new_log(),
                              .contributions = &parts,
                              .tells = GDCS_RELEASE_TELLS_SHARE,
                              .digits = 4};
    gdcs_frame *frame = NULL, *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_share_table(t, keep, 1, NULL, &frame, &err), &err, "share");
    const gdcs_table *original = t, *published = made;
    good(gdcs_release_frame(frame, &original, &published, 1, &rule, &o, &out, NULL, &err), &err,
         "frame");
    gdcs_frame_free(out);
    expect_refusal(next, next, &rule, &o, GDCS_E_DISCLOSURE, "area A, sex M");
    gdcs_release_log_free(o.log);
    gdcs_frame_free(frame);
    gdcs_table_free(made);
    gdcs_table_free(t);
    gdcs_table_free(of);
    gdcs_table_free(next);
}
