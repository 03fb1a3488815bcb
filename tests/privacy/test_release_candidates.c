/* Mirrors lib/privacy/release/candidates.c: labels that a blank may hide. */
#include "privacy/microdata_frames.h"
#include "privacy/release/records.h"
#include "privacy/release_tables.h"

#include <criterion/new/assert.h>

TestSuite(release_candidates, .timeout = 60);

/* North is A and B, A is A1 and A2, B is B1. */
static const char *const child[] = {"A1", "A2", "B1", "A", "B"};
static const char *const parent[] = {"A", "A", "B", "North", "North"};
static const gdcs_tree tree = {.struct_size = sizeof(gdcs_tree),
                               .axis = "area",
                               .children = child,
                               .parents = parent,
                               .count = 5};

static int has(const gdcs_table *t, const char *label)
{
    const gdcs_i_axis *axis = &t->axes[gdcs_table_find_axis(t, "area")];
    return gdcs_i_pool_find(axis->labels, label, strlen(label)) >= 0;
}

Test(release_candidates, are_labels_of_other_tables_beside_the_records_own)
{
    static const char *const theirs[] = {"A1 F", "A2 F", "B1 F", "A F", "B F", "North F", "C F"};
    const gdcs_tree *const trees[] = {&tree};
    gdcs_table *own = make_table(GDCS_ABSENT_ZERO, "area* sex");
    gdcs_table *other = make_table(GDCS_ABSENT_ZERO, "area* sex");
    gdcs_table *records = make_table(GDCS_ABSENT_ZERO, "area*");
    gdcs_error err = {.struct_size = sizeof err};
    add(own, "A1 F", 3);
    add(records, "D", 3);
    for (int i = 0; i < 7; i++)
        add(other, theirs[i], 5);
    const gdcs_table *const tables[] = {other}, *const counted[] = {records};
    const gdcs_i_release_others others = {.tables = tables,
                                          .count = 1,
                                          .records = counted,
                                          .record_count = 1,
                                          .trees = trees,
                                          .tree_count = 1};
    good(gdcs_i_release_add_candidates(own, 0, &others, &err), &err, "add");
    static const char *const wanted[] = {"A1", "A2", "B", "C", "D", "(other)"};
    static const char *const unwanted[] = {"A", "B1", "North"};
    for (int i = 0; i < 6; i++)
        cr_expect(has(own, wanted[i]), "%s", wanted[i]);
    cr_expect(eq(i32, gdcs_i_pool_count(own->axes[0].labels), 6 + (own->axes[0].total >= 0)));
    for (int i = 0; i < 3; i++)
        cr_expect(0 == has(own, unwanted[i]), "%s", unwanted[i]);
    gdcs_table_free(records);
    gdcs_table_free(other);
    gdcs_table_free(own);
}

/* 52 women and 135 men, as the table says: nobody's area is told. */
Test(release_candidates, let_records_go_out_of_which_a_column_is_left_blank)
{
    enum { PERSONS = 187 };
    static const char *const columns[] = {"sex", "area"};
    const char *area[PERSONS] = {NULL}, *sex[PERSONS];
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4);
    gdcs_frame *frame = NULL, *out = NULL;
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    for (int i = 0; i < PERSONS; i++)
        sex[i] = i < 52 ? "F" : "M";
    good(gdcs_frame_new(&frame, &err), &err, "frame");
    add_texts(frame, "sex", GDCS_CONCEPT_SEX, sex, PERSONS);
    add_texts(frame, "area", GDCS_CONCEPT_AREA, area, PERSONS);
    const gdcs_release_options beside = {.struct_size = sizeof beside, .log = log};
    go(t, hidden, &minimum4, &beside);
    const gdcs_microdata_keys keys = keys_of(columns, 2);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2};
    const gdcs_release_microdata_options o = {.struct_size = sizeof o, .beside = &beside};
    good(gdcs_release_frame_microdata(frame, &keys, &rule, &o, &out, NULL, &err), &err, "records");
    gdcs_frame_free(out);
    gdcs_frame_free(frame);
    gdcs_release_log_free(log);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}
