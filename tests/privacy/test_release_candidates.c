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

/* n persons of an area, NULL: blank, and of an age. */
typedef struct some {
    const char *area;
    const char *age;
    int n;
} some;

static gdcs_status let_go(const some *persons, int kinds, gdcs_release_log *log, int is_part,
                          gdcs_error *err)
{
    enum { MOST = 32 };
    static const char *const columns[] = {"area", "age"};
    const char *area[MOST], *age[MOST];
    gdcs_frame *frame = NULL, *out = NULL;
    int n = 0;
    for (int i = 0; i < kinds; i++)
        for (int k = 0; k < persons[i].n; k++, n++) {
            area[n] = persons[i].area;
            age[n] = persons[i].age;
        }
    good(gdcs_frame_new(&frame, err), err, "frame");
    add_texts(frame, "area", GDCS_CONCEPT_AREA, area, n);
    add_texts(frame, "age", GDCS_CONCEPT_AGE, age, n);
    const gdcs_microdata_keys keys = keys_of(columns, 1);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2};
    const gdcs_release_options beside = {.struct_size = sizeof beside, .log = log};
    const gdcs_release_microdata_options o = {.struct_size = sizeof o,
                                              .others = columns + 1,
                                              .count = 1,
                                              .is_part = is_part,
                                              .beside = &beside};
    const gdcs_status status =
        gdcs_release_frame_microdata(frame, &keys, &rule, &o, &out, NULL, err);
    gdcs_frame_free(out);
    gdcs_frame_free(frame);
    return status;
}

/* Five of A are part of the persons, the others of B: A is not all of them. */
Test(release_candidates, are_labels_that_part_of_the_persons_has_not)
{
    static const some part[] = {{"A", "young", 5}};
    gdcs_table *t = protected_table("area*"), *out = NULL;
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    add(t, "A", 6);
    add(t, "B", 20);
    add(t, "TOTAL", 26);
    go(t, t, &minimum4, &o);
    good(let_go(part, 1, log, 1, &err), &err, "part");
    good(gdcs_release_table(t, t, &minimum4, &o, &out, NULL, &err), &err, "again");
    gdcs_table_free(out);
    gdcs_release_log_free(log);
    gdcs_table_free(t);
}

/* The young one whose area is blank is of A, the old one of B, since others say that there is one more of each:
   by areas alone 2 to 4 may be of A. */
Test(release_candidates, are_found_by_columns_that_no_table_has)
{
    static const some all[] = {{"A", "young", 1},  {"A", "old", 1}, {NULL, "young", 1},
                               {"B", "young", 10}, {"B", "old", 9}, {NULL, "old", 1}};
    static const some part[] = {{"A", "young", 2}, {"B", "old", 10}};
    static const some fewer[] = {{"A", "young", 2}, {"B", "old", 9}};
    for (int tells = 0; tells < 2; tells++) {
        gdcs_table *t = protected_table("area*"), *hidden = NULL, *out = NULL;
        gdcs_release_log *log = new_log();
        gdcs_error err = {.struct_size = sizeof err};
        const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
        add(t, "A", 3);
        add(t, "B", 20);
        add(t, "TOTAL", 23);
        good(gdcs_table_copy(t, &hidden, &err), &err, "copy");
        hide(hidden, "A");
        hide(hidden, "B");
        good(let_go(all, 6, log, 0, &err), &err, "all");
        good(let_go(tells ? part : fewer, 2, log, 1, &err), &err, "part");
        const gdcs_status status = gdcs_release_table(t, hidden, &minimum4, &o, &out, NULL, &err);
        cr_expect(eq(i32, status, tells ? GDCS_E_DISCLOSURE : GDCS_OK));
        gdcs_table_free(out);
        gdcs_release_log_free(log);
        gdcs_table_free(hidden);
        gdcs_table_free(t);
    }
}
