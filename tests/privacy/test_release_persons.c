/* Mirrors lib/privacy/compose and lib/privacy/release/persons.c: two releases of records of the same persons. */
#include "fail_alloc.h"
#include "privacy/microdata_frames.h"
#include "privacy/release_tables.h"

#include <criterion/new/assert.h>

TestSuite(release_persons, .timeout = 120);

enum { MOST = 64, COLUMNS = 3 };

/* "A p*3; B q; - p": area (or another column), status and how many; "-" is missing. */
static gdcs_frame *records(const char *const *names, const char *text)
{
    static const char *const words[] = {"A", "B", "C", "North", "x",  "y", "z",
                                        "p", "q", "r", "10",    "20", "30"};
    const char *value[COLUMNS][MOST];
    gdcs_frame *frame = NULL;
    int n = 0, width = 0;
    while (names[width] != NULL)
        width++;
    for (const char *at = text; *at != '\0';) {
        const char *row[COLUMNS] = {NULL};
        int many = 1;
        for (int c = 0; c < width; c++) {
            size_t size = strcspn(at, " *;");
            for (size_t w = 0; w < sizeof words / sizeof *words; w++)
                if (strlen(words[w]) == size && memcmp(words[w], at, size) == 0)
                    row[c] = words[w];
            cr_assert(row[c] != NULL || *at == '-', "%s", at);
            at += size;
            at += *at == ' ';
        }
        if (*at == '*')
            many = (int)strtol(at + 1, (char **)&at, 10);
        for (int i = 0; i < many; i++, n++)
            for (int c = 0; c < width; c++)
                value[c][n] = row[c];
        at += strspn(at, "; ");
    }
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    for (int c = 0; c < width; c++)
        add_texts(frame, names[c], GDCS_CONCEPT_GROUP, value[c], n);
    return frame;
}

struct release {
    const char
        *names[COLUMNS +
               1]; /* the first is the key, unless both are; the next is sensitive or another */
    const char *rows;
    gdcs_microdata_rule rule;
    int64_t keys;
    int32_t is_sensitive;
    int32_t missing;
};

static gdcs_status let_go(const struct release *r, const gdcs_frame *frame, gdcs_release_log *log,
                          int32_t persons, const gdcs_tree *tree, gdcs_error *err)
{
    const gdcs_release_options beside = {.struct_size = sizeof beside,
                                         .log = log,
                                         .id = "first",
                                         .trees = &tree,
                                         .tree_count = tree != NULL};
    gdcs_microdata_keys keys = keys_of(r->names, r->keys);
    gdcs_microdata_rule rule = r->rule;
    gdcs_release_microdata_options o = {
        .struct_size = sizeof o, .persons = persons, .beside = &beside};
    gdcs_frame *out = NULL;
    rule.struct_size = sizeof rule;
    keys.missing = r->missing;
    if (r->is_sensitive)
        keys.sensitive = r->names[r->keys];
    else
        o.others = r->names + r->keys;
    while (!r->is_sensitive && r->names[r->keys + o.count] != NULL)
        o.count++;
    const gdcs_status status =
        gdcs_release_frame_microdata(frame, &keys, &rule, &o, &out, NULL, err);
    cr_expect(eq(i32, out != NULL, status == GDCS_OK));
    gdcs_frame_free(out);
    return status;
}

static gdcs_status let_both_go(const struct release *a, const struct release *b, int32_t persons,
                               const gdcs_tree *tree, gdcs_error *err)
{
    gdcs_release_log *log = NULL;
    gdcs_frame *first = records(a->names, a->rows), *second = records(b->names, b->rows);
    good(gdcs_release_log_new(&log, err), err, "log");
    good(let_go(a, first, log, 0, NULL, err), err, a->rows);
    good(let_go(b, second, NULL, 0, NULL, err), err, b->rows);
    const gdcs_status status = let_go(b, second, log, persons, tree, err);
    cr_expect(eq(i64, gdcs_release_log_count(log), status == GDCS_OK ? 2 : 1));
    gdcs_release_log_free(log);
    gdcs_frame_free(second);
    gdcs_frame_free(first);
    return status;
}

/* Areas in one, ages in the other, status in both: of area A and age x only one record each has the same status. */
Test(release_persons, are_not_found_by_what_both_releases_tell)
{
    struct release a = {{"area", "status"}, "A p; A q*2; B p*2; B r*2", {.k = 3}, 1, 0, 0};
    struct release b = {{"age", "status"}, "x p*3; y q*2; y r*2", {.k = 3}, 1, 0, 0};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, let_both_go(&a, &b, 0, NULL, &err), GDCS_E_DISCLOSURE));
    cr_expect(eq(str, err.message,
                 "persons of area A in the release \"first\" and age x here: fewer than 3 records "
                 "there may be theirs"));
    cr_expect(eq(str, err.field, "frame"));
    good(let_both_go(&a, &b, GDCS_RELEASE_PERSONS_OTHERS, NULL, &err), &err, "others");
    cr_expect(
        eq(i32, let_both_go(&a, &b, GDCS_RELEASE_PERSONS_SOME, NULL, &err), GDCS_E_DISCLOSURE));
    cr_expect(eq(i32, let_both_go(&b, &a, 0, NULL, &err), GDCS_E_DISCLOSURE));
    cr_expect(eq(str, err.message,
                 "persons of age y in the release \"first\" and area A here: fewer than 3 records "
                 "there may be theirs"));
    a.rows = "A p*3; A q*3; B p*3; B q*3";
    b.rows = "x p*3; x q*3; y p*3; y q*3";
    good(let_both_go(&a, &b, 0, NULL, &err), &err, "nobody");
    a.names[1] = b.names[1] = NULL;
    a.rows = "A*3; B*4";
    b.rows = "x*3; y*4";
    good(let_both_go(&a, &b, 0, NULL, &err), &err, "nothing in common");
}

/* A release keeps the k of its own rule, whichever comes first. */
Test(release_persons, are_as_many_as_the_rule_of_each_release_asks)
{
    struct release a = {{"area", "status"}, "A p*2; A q*3; B p*3; B q*3", {.k = 2}, 1, 0, 0};
    struct release b = {{"age", "status"}, "x p*5; y q*6", {.k = 2}, 1, 0, 0};
    gdcs_error err = {.struct_size = sizeof err};
    good(let_both_go(&a, &b, 0, NULL, &err), &err, "k 2");
    b.rule.k = 5;
    good(let_both_go(&a, &b, 0, NULL, &err), &err, "5 are left of b");
    a.rule.k = 3;
    cr_expect(eq(i32, let_both_go(&a, &b, 0, NULL, &err), GDCS_E_DISCLOSURE));
    cr_expect(eq(i32, let_both_go(&b, &a, 0, NULL, &err), GDCS_E_DISCLOSURE));
    cr_expect(eq(str, err.message,
                 "persons of age x in the release \"first\" and area A here: fewer than 3 records "
                 "here may be theirs"));
}

/* Two values of three are left, or their shares are far from those of all. */
Test(release_persons, keep_values_of_the_sensitive_column_apart)
{
    static const struct {
        gdcs_microdata_rule rule;
        const char *said; /* NULL: goes out */
    } cases[] = {
        {{.k = 2, .l = 2}, NULL},
        {{.k = 2, .l = 3}, "do not fulfil l 3 in \"status\""},
        {{.k = 2, .l = 2, .diversity = GDCS_MICRODATA_DIVERSITY_ENTROPY}, NULL},
        {{.k = 2, .l = 2.5, .diversity = GDCS_MICRODATA_DIVERSITY_ENTROPY}, "do not fulfil l 2.5"},
        {{.k = 2, .l = 2, .diversity = GDCS_MICRODATA_DIVERSITY_RECURSIVE}, NULL},
        {{.k = 2, .l = 3, .c = 1.5, .diversity = GDCS_MICRODATA_DIVERSITY_RECURSIVE}, "l 3"},
        {{.k = 2, .t = 0.4}, NULL},
        {{.k = 2, .t = 0.3}, "do not fulfil t 0.3 in \"status\""},
    };
    struct release a = {
        {"area", "status"}, "A p*2; A q*2; A r*2; B p*2; B q*2; B r*2", {.k = 2}, 1, 1, 0};
    const struct release b = {{"age", "status"}, "x p*4; x q*4; y r*4", {.k = 2}, 1, 0, 0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        a.rule = cases[i].rule;
        /* class y of b leaves r alone */
        const int is_plain = cases[i].rule.l > 0.0;
        struct release other = b;
        other.rows = is_plain ? "x p*4; x q*4; y r*4; y p*4; y q*4" : "x p*4; x q*4; y r*4; y p*4";
        const gdcs_status status = let_both_go(&a, &other, 0, NULL, &err);
        cr_expect(eq(i32, status, cases[i].said != NULL ? GDCS_E_DISCLOSURE : GDCS_OK), "%zu: %s",
                  i, err.message);
        if (cases[i].said != NULL)
            cr_expect(strstr(err.message, cases[i].said) != NULL, "%zu: %s", i, err.message);
    }
}

/* Numbers are as far apart as their order says; texts are equal or not. */
Test(release_persons, keep_numbers_apart_by_their_order)
{
    const struct release b = {{"age", "days"}, "x 10*4; x 20*4; y 20*4; y 30*4", {.k = 2}, 1, 0, 0};
    struct release a = {{"area", "days"},
                        "A 10*2; A 20*2; A 30*2; B 10*2; B 20*2; B 30*2",
                        {.k = 2, .t = 0.3},
                        1,
                        1,
                        0};
    gdcs_error err = {.struct_size = sizeof err};
    good(let_both_go(&a, &b, 0, NULL, &err), &err, "0.25 by order");
    a.rule.distance = GDCS_MICRODATA_DISTANCE_EQUAL;
    cr_expect(eq(i32, let_both_go(&a, &b, 0, NULL, &err), GDCS_E_DISCLOSURE));
}

/* What is left blank may be any value: that hides who is who. */
Test(release_persons, are_hidden_by_what_is_left_blank)
{
    const struct release a = {{"area", "status"}, "A p; A q*2; B p*2; B r*2", {.k = 3}, 1, 0, 0};
    struct release b = {{"age", "status"}, "x -*3; y q*2; y r*2; y p", {.k = 3}, 1, 0, 0};
    gdcs_error err = {.struct_size = sizeof err};
    good(let_both_go(&a, &b, 0, NULL, &err), &err, "blank");
    b.rows = "x p*2; x -; y q*2; y r*2; y -";
    good(let_both_go(&a, &b, 0, NULL, &err), &err, "one blank is enough");
    b.rows = "x p*3; y q*2; y r*2; - p; - q; - r";
    cr_expect(eq(i32, let_both_go(&a, &b, GDCS_RELEASE_PERSONS_SOME, NULL, &err), GDCS_OK), "%s",
              err.message);
    b.missing = GDCS_MICRODATA_MISSING_CATEGORY;
    cr_expect(
        eq(i32, let_both_go(&a, &b, GDCS_RELEASE_PERSONS_SOME, NULL, &err), GDCS_E_DISCLOSURE));
}

/* Labels that the other release has not: part of one of its own, or somebody else's. */
Test(release_persons, are_the_same_where_labels_are_part_of_each_other)
{
    static const char *const up[] = {"A", "B"}, *const north[] = {"North", "North"};
    const gdcs_tree tree = {.struct_size = sizeof(gdcs_tree),
                            .axis = "area",
                            .children = up,
                            .parents = north,
                            .count = 2};
    const struct release a = {{"area", "status"}, "A p*3; A q*3; B p*3; B q*3", {.k = 3}, 1, 0, 0};
    struct release b = {{"area", "status"}, "North p*6; North q*6", {.k = 3}, 1, 0, 0};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, let_both_go(&a, &b, 0, NULL, &err), GDCS_E_VALUE));
    cr_expect(eq(str, err.message,
                 "no record of the release \"first\" can be of a person with area 'North': trees "
                 "have to say what it is part of, or persons that it has others"));
    cr_expect(eq(str, err.field, "area"));
    good(let_both_go(&a, &b, 0, &tree, &err), &err, "tree");
    good(let_both_go(&b, &a, 0, &tree, &err), &err, "finer");
    b.rows = "North p*4; North r*4";
    cr_expect(eq(i32, let_both_go(&a, &b, GDCS_RELEASE_PERSONS_SAME, &tree, &err), GDCS_E_VALUE));
    cr_expect(strstr(err.message, "with status 'r'") != NULL, "%s", err.message);
    const struct release c = {{"area", "age", "status"}, "A x*3; B y*3", {.k = 3}, 2, 0, 0};
    struct release d = c;
    d.names[2] = NULL;
    struct release e = d;
    d.rows = "A y*3; B x*3";
    cr_expect(eq(i32, let_both_go(&e, &d, 0, NULL, &err), GDCS_E_VALUE));
    cr_expect(strstr(err.message, "a person of area A, age y: persons have to say") != NULL, "%s",
              err.message);
    b.rows = "A p*3; North p*3";
    cr_expect(eq(i32, let_both_go(&a, &b, 0, &tree, &err), GDCS_E_SHAPE));
    cr_expect(eq(i32, let_both_go(&a, &b, 4, NULL, &err), GDCS_E_OPTION));
    cr_expect(eq(str, err.field, "persons"));
}

/* A, and B with C; before that A with B, and C: who is of both groups is of B. */
Test(release_persons, are_not_grouped_across_earlier_groups)
{
    static const char *const a_b[] = {"A", "B"}, *const north[] = {"North", "North"};
    static const char *const b_c[] = {"B", "C"}, *const x[] = {"x", "x"};
    static const char *const up[] = {"North", "C"}, *const y[] = {"y", "y"};
    const gdcs_tree first = {
        .struct_size = sizeof first, .axis = "area", .children = a_b, .parents = north, .count = 2};
    gdcs_tree second = first, both = first;
    second.children = b_c;
    second.parents = x;
    both.children = up;
    both.parents = y;
    const struct release a = {{"area"}, "North*3; C*3", {.k = 3}, 1, 0, 0};
    const struct release b = {{"area"}, "A*3; x*3", {.k = 3}, 1, 0, 0};
    const struct release c = {{"area"}, "y*6", {.k = 3}, 1, 0, 0};
    gdcs_frame *one = records(a.names, a.rows), *two = records(b.names, b.rows),
               *three = records(c.names, c.rows);
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area=group*");
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_table *const tables[] = {t};
    const gdcs_release_entry table = {
        .struct_size = sizeof table, .rule = &minimum4, .tables = tables, .table_count = 1};
    add(t, "TOTAL", 6);
    good(let_go(&a, one, log, 0, &first, &err), &err, "first");
    cr_expect(
        eq(i32, let_go(&b, two, log, GDCS_RELEASE_PERSONS_SOME, &second, &err), GDCS_E_DUPLICATE));
    cr_expect(strstr(err.message, "'B' is part of 'North', and of 'x'") != NULL ||
                  strstr(err.message, "'B' is part of 'x', and of 'North'") != NULL,
              "%s", err.message);
    /* what tables say of A, B and C is found from both, too */
    set_missing(t, "A", 'Q');
    set_missing(t, "B", 'Q');
    set_missing(t, "C", 'Q');
    good(gdcs_release_log_add(log, &table, &err), &err, "table");
    cr_expect(eq(i32, let_go(&b, two, log, GDCS_RELEASE_PERSONS_OTHERS, &second, &err),
                 GDCS_E_DUPLICATE));
    good(let_go(&c, three, log, GDCS_RELEASE_PERSONS_SOME, &both, &err), &err, "above");
    gdcs_release_log_free(log);
    gdcs_table_free(t);
    gdcs_frame_free(three);
    gdcs_frame_free(two);
    gdcs_frame_free(one);
}

/* A log written by others may have counts of any size, and a sensitive column that it does not show. */
Test(release_persons, are_compared_with_entries_of_any_kind)
{
    static const char *const key[] = {"area"};
    const gdcs_microdata_keys keys = {
        .struct_size = sizeof keys, .columns = key, .count = 1, .sensitive = "hidden"};
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 100, .l = 2};
    const struct release b = {{"age", "status"}, "x p*3; y q*3", {.k = 3}, 1, 0, 0};
    gdcs_error err = {.struct_size = sizeof err};
    for (int is_few = 0; is_few < 2; is_few++) {
        gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* status*=group");
        gdcs_release_log *log = NULL;
        gdcs_frame *frame = records(b.names, b.rows);
        add(t, "A p", is_few ? 99 : 1e9);
        add(t, "A q", 1e9);
        add(t, "B p", 0);
        const gdcs_release_entry e = {.struct_size = sizeof e,
                                      .method = GDCS_RELEASE_METHOD_RECORDS,
                                      .keys = &keys,
                                      .microdata = &rule,
                                      .tables = (const gdcs_table *const *)&t,
                                      .table_count = 1};
        good(gdcs_release_log_new(&log, &err), &err, "log");
        good(gdcs_release_log_add(log, &e, &err), &err, "entry");
        cr_expect(
            eq(i32, let_go(&b, frame, log, 0, NULL, &err), is_few ? GDCS_E_DISCLOSURE : GDCS_OK));
        gdcs_frame_free(frame);
        gdcs_release_log_free(log);
        gdcs_table_free(t);
    }
}

static gdcs_status once(void *data)
{
    static const char *const up[] = {"A", "B"}, *const north[] = {"North", "North"};
    static const gdcs_tree tree = {
        .struct_size = sizeof tree, .axis = "area", .children = up, .parents = north, .count = 2};
    static const struct release a = {
        {"area", "status"}, NULL, {.k = 2, .l = 1.5, .t = 0.9}, 1, 1, 0};
    gdcs_frame *const *frames = data;
    gdcs_release_log *log = NULL;
    gdcs_status status = gdcs_release_log_new(&log, NULL);
    for (int i = 0; i < 2 && status == GDCS_OK; i++)
        status = let_go(&a, frames[i], log, 0, &tree, NULL);
    if (status == GDCS_OK && gdcs_release_log_count(log) != 2)
        status = GDCS_E_INTERNAL;
    gdcs_release_log_free(log);
    return status;
}

Test(release_persons, survive_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    static const char *const names[] = {"area", "status", NULL};
    gdcs_frame *frames[] = {records(names, "A p*3; A q*3; B p*3; B q*3; B -"),
                            records(names, "North p*6; North q*6; - q")};
    const fail_alloc_report r = fail_alloc_each(once, frames);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 200));
    gdcs_frame_free(frames[0]);
    gdcs_frame_free(frames[1]);
}
