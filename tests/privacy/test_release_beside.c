/* Mirrors lib/privacy/release/beside.c: whom records stand for, and who is in cells that tables hide. */
#include "privacy/microdata_frames.h"
#include "privacy/release_tables.h"

#include <gdcs/microdata.h>

#include <criterion/new/assert.h>

TestSuite(release_beside, .timeout = 60);

static const char *const area[] = {"area"};

/* Two persons of A and two of B, each of whom stands for `weight`. */
static gdcs_frame *four(double weight)
{
    static const char *const areas[] = {"A", "A", "B", "B"};
    const double weights[] = {weight, weight, weight, weight};
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "area", GDCS_CONCEPT_AREA, areas, 4);
    add_doubles(frame, "weight", weights, 4);
    return frame;
}

static gdcs_status let_go(const gdcs_frame *frame, const char *weight, double population,
                          double risk, gdcs_release_log *log)
{
    gdcs_microdata_keys keys = keys_of(area, 1);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2, .risk = risk};
    const gdcs_release_options beside = {.struct_size = sizeof beside, .log = log};
    const gdcs_release_microdata_options o = {.struct_size = sizeof o, .beside = &beside};
    gdcs_frame *out = NULL;
    keys.weight = weight;
    keys.population = population;
    const gdcs_status status =
        gdcs_release_frame_microdata(frame, &keys, &rule, &o, &out, NULL, NULL);
    if (status == GDCS_OK)
        cr_expect(eq(i64, gdcs_frame_find(out, "weight"), -1));
    gdcs_frame_free(out);
    return status;
}

Test(release_beside, weights_make_records_part_of_the_persons)
{
    static const struct {
        const char *weight;
        double population;
        const char *told;
    } cases[] = {{NULL, 0, "2"}, {NULL, 4, "2"}, {NULL, 5, "[2,inf]"}, {"weight", 0, "[2,inf]"}};
    gdcs_frame *frame = four(1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gdcs_release_log *log = new_log();
        gdcs_release_entry e = {.struct_size = sizeof e};
        cr_assert(eq(i32, let_go(frame, cases[i].weight, cases[i].population, 0, log), GDCS_OK));
        cr_assert(eq(i32, gdcs_release_log_get(log, 0, &e, NULL), GDCS_OK));
        cr_expect(eq(i64, gdcs_table_count_axes(e.tables[0]), 1));
        expect_cell(e.tables[0], "A", cases[i].told);
        gdcs_release_log_free(log);
    }
    gdcs_frame_free(frame);
}

Test(release_beside, weights_lower_the_risk_that_the_rule_asks_for)
{
    gdcs_frame *few = four(1), *many = four(20);
    cr_expect(eq(i32, let_go(few, NULL, 0, 0.2, NULL), GDCS_E_DISCLOSURE));
    cr_expect(eq(i32, let_go(few, "weight", 0, 0.2, NULL), GDCS_E_DISCLOSURE));
    cr_expect(eq(i32, let_go(many, "weight", 0, 0.2, NULL), GDCS_OK));
    gdcs_frame_free(many);
    gdcs_frame_free(few);
}

/* One of A and two of B, who are three of the north: the one knows that there are two others. */
Test(release_beside, who_is_alone_in_a_hidden_cell_finds_nobody_by_records)
{
    static const char *const low[] = {"A", "B", "C", "D"}, *const hidden[] = {"A", "B", "D"},
                             *const high[] = {"North", "North", "South", "South"};
    static const double counts[] = {1, 2, 20, 30};
    const gdcs_tree tree = {
        .struct_size = sizeof tree, .axis = "area", .children = low, .parents = high, .count = 4};
    const gdcs_tree *const trees[] = {&tree};
    gdcs_table *t = protected_table("area*");
    const char *areas[53];
    gdcs_frame *frame = NULL;
    int n = 0;
    for (int i = 0; i < 4; i++) {
        add(t, low[i], counts[i]);
        for (int k = 0; k < (int)counts[i]; k++)
            areas[n++] = high[i];
    }
    add(t, "TOTAL", n);
    gdcs_table *seen = without(t, hidden, 3);
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "area", GDCS_CONCEPT_AREA, areas, n);
    for (int level = GDCS_AUDIT_INSIDERS_ALONE; level >= GDCS_AUDIT_INSIDERS_NONE; level--) {
        gdcs_release_log *log = new_log();
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_release_options beside = {.struct_size = sizeof beside, .log = log, .insiders = level};
        const gdcs_release_microdata_options o = {.struct_size = sizeof o,
                                                  .originals = (const gdcs_table *const *)&t,
                                                  .original_count = 1,
                                                  .beside = &beside};
        const gdcs_microdata_keys keys = keys_of(area, 1);
        const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 3};
        gdcs_frame *out = NULL;
        go(t, seen, &minimum4, &beside);
        beside.trees = trees;
        beside.tree_count = 1;
        cr_expect(eq(i32, gdcs_release_frame_microdata(frame, &keys, &rule, &o, &out, NULL, &err),
                     level == GDCS_AUDIT_INSIDERS_NONE ? GDCS_OK : GDCS_E_DISCLOSURE),
                  "%s", err.message);
        gdcs_frame_free(out);
        gdcs_release_log_free(log);
    }
    gdcs_frame_free(frame);
    gdcs_table_free(seen);
    gdcs_table_free(t);
}
