/* Mirrors lib/privacy/release/beside.c, count.c, project.c: records beside tables. */
#include "fail_alloc.h"
#include "privacy/microdata_frames.h"
#include "privacy/release/records.h"
#include "privacy/release_tables.h"

#include <criterion/new/assert.h>

TestSuite(release_records, .timeout = 120);

enum { PERSONS = 187 };

static const char *const columns[] = {"area", "sex"};
static const char *const up[] = {"A", "B", "C"}, *const north[] = {"North", "North", "South"};
static const gdcs_tree areas_tree = {
    .struct_size = sizeof(gdcs_tree), .axis = "area", .children = up, .parents = north, .count = 3};
static const gdcs_tree *const trees[] = {&areas_tree};

/* The persons of areas(): 2, 20 and 30 women, 50, 40 and 45 men.  `names` of the areas, NULL: blank. */
static gdcs_frame *persons(const char *const *names)
{
    static const int count[] = {2, 50, 20, 40, 30, 45};
    const char *area[PERSONS], *sex[PERSONS];
    gdcs_frame *frame = NULL;
    int n = 0;
    for (int i = 0; i < 6; i++)
        for (int k = 0; k < count[i]; k++, n++) {
            area[n] = names[i / 2];
            sex[n] = i % 2 == 0 ? "F" : "M";
        }
    cr_assert(eq(i32, n, PERSONS));
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "area", GDCS_CONCEPT_AREA, area, n);
    add_texts(frame, "sex", GDCS_CONCEPT_SEX, sex, n);
    return frame;
}

static gdcs_status let_go(const gdcs_frame *frame, gdcs_release_options *beside,
                          gdcs_release_microdata_options o, gdcs_error *err)
{
    const gdcs_microdata_keys keys = keys_of(columns, 2);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2};
    gdcs_frame *out = NULL;
    if (beside != NULL)
        beside->struct_size = sizeof *beside;
    o.struct_size = sizeof o;
    o.beside = beside;
    const gdcs_status status =
        gdcs_release_frame_microdata(frame, &keys, &rule, &o, &out, NULL, err);
    cr_expect(eq(i32, out != NULL, status == GDCS_OK));
    gdcs_frame_free(out);
    return status;
}

static gdcs_status let_table_go(const gdcs_table *t, const gdcs_table *hidden,
                                gdcs_release_log *log, gdcs_error *err)
{
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    gdcs_table *out = NULL;
    const gdcs_status status = gdcs_release_table(t, hidden, &minimum4, &o, &out, NULL, err);
    gdcs_table_free(out);
    return status;
}

Test(release_records, do_not_go_out_where_they_tell_what_a_table_hides)
{
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4);
    gdcs_frame *fine = persons(up), *coarse = persons(north);
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_options beside = {.log = log, .trees = trees, .tree_count = 1};
    gdcs_release_microdata_options o = {.original_count = 0};
    good(let_table_go(t, hidden, log, &err), &err, "table");
    good(let_go(fine, NULL, o, &err), &err, "alone");
    for (int known = 0; known < 2; known++) {
        o.originals = (const gdcs_table *const *)&t;
        o.original_count = known;
        cr_expect(eq(i32, let_go(fine, &beside, o, &err), GDCS_E_DISCLOSURE));
        cr_expect(strstr(err.message, "of published tables: area A, sex F (") != NULL, "%s",
                  err.message);
        cr_expect(eq(i64, gdcs_release_log_count(log), 1));
    }
    for (int known = 0; known < 2; known++) {
        o.original_count = known;
        good(let_go(coarse, &beside, o, &err), &err, "coarse");
        cr_expect(eq(i64, gdcs_release_log_count(log), 2 + known));
    }
    gdcs_release_log_free(log);
    gdcs_frame_free(coarse);
    gdcs_frame_free(fine);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

Test(release_records, that_went_out_stop_tables_that_hide_what_they_tell)
{
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4);
    gdcs_frame *fine = persons(up), *coarse = persons(north);
    gdcs_error err = {.struct_size = sizeof err};
    for (int is_coarse = 0; is_coarse < 2; is_coarse++) {
        gdcs_release_log *log = new_log();
        gdcs_release_options beside = {
            .log = log, .id = "r", .time = "2026", .trees = trees, .tree_count = is_coarse};
        const gdcs_release_microdata_options o = {.original_count = 0};
        gdcs_release_entry e = {.struct_size = sizeof e};
        good(let_go(is_coarse ? coarse : fine, &beside, o, &err), &err, "records");
        good(gdcs_release_log_get(log, 0, &e, &err), &err, "entry");
        cr_expect(eq(i32, e.method, GDCS_RELEASE_METHOD_RECORDS));
        cr_expect(eq(str, (char *)e.id, "r"));
        cr_expect(eq(str, (char *)e.time, "2026"));
        cr_expect(e.rule == NULL);
        cr_expect(eq(i64, e.microdata->k, 2));
        cr_expect(eq(i64, e.keys->count, 2));
        cr_expect(eq(str, (char *)e.keys->columns[1], "sex"));
        cr_expect(eq(i32, e.tree_count, is_coarse));
        expect_cell(e.tables[0], is_coarse ? "North F" : "B F", is_coarse ? "22" : "20");
        const gdcs_status status = let_table_go(t, hidden, log, &err);
        if (is_coarse) {
            good(status, &err, "table");
        } else {
            cr_expect(eq(i32, status, GDCS_E_DISCLOSURE));
            cr_expect(strstr(err.message, "area A, sex F (") != NULL, "%s", err.message);
            cr_expect(strstr(err.message, GDCS_I_RELEASE_BLANK) == NULL, "%s", err.message);
        }
        gdcs_release_log_free(log);
    }
    gdcs_frame_free(coarse);
    gdcs_frame_free(fine);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

/* Areas of two levels, none in another: South is C, and what tells of A and B tells all of them. */
Test(release_records, tell_by_what_coarser_labels_add_up_to)
{
    static const char *const some[] = {"A F", "A M", "B F", "B M"}, *const two[] = {"A", "B",
                                                                                    "South"};
    gdcs_table *t = areas(), *hidden = copied(t);
    gdcs_frame *mixed = persons(two), *coarse = persons(north);
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_options beside = {.log = log, .trees = trees, .tree_count = 1};
    const gdcs_release_microdata_options o = {.originals = (const gdcs_table *const *)&t,
                                              .original_count = 1};
    for (int i = 0; i < 4; i++)
        hide(hidden, some[i]);
    good(let_table_go(t, hidden, log, &err), &err, "table");
    cr_expect(eq(i32, let_go(mixed, &beside, o, &err), GDCS_E_DISCLOSURE));
    good(let_go(coarse, &beside, o, &err), &err, "coarse");
    gdcs_release_log_free(log);
    gdcs_frame_free(coarse);
    gdcs_frame_free(mixed);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

/* A record that says North and another that says A do not add up. */
Test(release_records, of_two_levels_are_refused)
{
    static const char *const nested[] = {"A", "North", "South"};
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4);
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_options beside = {.log = log, .trees = trees, .tree_count = 1};
    const gdcs_release_microdata_options o = {.original_count = 0};
    gdcs_frame *levels = persons(nested);
    good(let_table_go(t, hidden, log, &err), &err, "table");
    cr_expect(eq(i32, let_go(levels, &beside, o, &err), GDCS_E_SHAPE));
    cr_expect(eq(str, err.message, "records have 'A' and also 'North', which it is part of"));
    gdcs_release_log_free(log);
    gdcs_frame_free(levels);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

/* "A.F.7: area=[0,22]" */
static void expect_told(const gdcs_table *told, const char *wanted)
{
    char text[80], got[40];
    const char *labels[3];
    gdcs_cell c = {.struct_size = sizeof c};
    snprintf(text, sizeof text, "%s", wanted);
    char *equals = strchr(text, '='), *at = text;
    *equals = '\0';
    for (int i = 0; i < 3; i++) {
        labels[i] = at;
        at = strchr(at, '.');
        if (at != NULL)
            *at++ = '\0';
    }
    cr_assert(eq(i32, gdcs_table_get(told, labels, &c, NULL), GDCS_OK), "%s", wanted);
    write_cell(c, got, sizeof got);
    cr_expect(eq(str, got, equals + 1), "%s", wanted);
}

/* With the area of all women of A and B blank, 22 are somewhere: as much as the table says. */
Test(release_records, with_values_left_blank_tell_what_is_left)
{
    const char *area[PERSONS], *sex[PERSONS];
    gdcs_table *t = areas(), *hidden = copied(t), *counted = NULL, *told = NULL;
    gdcs_frame *all = persons(up), *frame = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    for (int i = 0; i < PERSONS; i++) {
        sex[i] = word_at(all, "sex", i);
        area[i] = word_at(all, "area", i);
        if (strcmp(sex[i], "F") == 0 && strcmp(area[i], "C") != 0)
            area[i] = NULL;
    }
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "area", GDCS_CONCEPT_AREA, area, PERSONS);
    add_texts(frame, "sex", GDCS_CONCEPT_SEX, sex, PERSONS);
    good(gdcs_i_release_count_records(frame, 0, &counted, &err), &err, "count");
    cr_expect(eq(i64, gdcs_table_count_cells(counted), 5));
    expect_cell(counted, "total F", "22");
    const gdcs_table *const others[] = {t};
    const gdcs_i_release_others beside_them = {.tables = others, .count = 1};
    good(gdcs_i_release_project_records(counted, 7, &beside_them, &told, &err), &err, "told");
    static const char *const wanted[] = {
        "A.F.total=[0,22]",         "A.F.7: area=[0,22]", "A.M.total=50",
        "A.M.7: nothing=50",        "C.F.total=[30,52]",  "C.F.7: nothing=30",
        "(other).F.7: area=[0,22]", "total.F.7: area=22", "total.F.7: nothing=30",
        "total.F.total=52",         "total._T.total=187", "A._T.7: nothing=50",
        "A._T.total=[50,72]"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        expect_told(told, wanted[i]);
    /* men of A and B are hidden with the women: the records, which have them, tell */
    static const char *const some[] = {"A F", "A M", "B F", "B M"};
    for (int i = 0; i < 4; i++)
        hide(hidden, some[i]);
    gdcs_release_log *log = new_log();
    gdcs_release_options beside = {.log = log};
    const gdcs_release_microdata_options o = {.originals = others, .original_count = 1};
    good(let_table_go(t, hidden, log, &err), &err, "table");
    cr_expect(eq(i32, let_go(frame, &beside, o, &err), GDCS_E_DISCLOSURE));
    gdcs_release_log_free(log);
    gdcs_table_free(told);
    gdcs_table_free(counted);
    gdcs_frame_free(frame);
    gdcs_frame_free(all);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

/* "*" and what is no code of sex are as good as blank. */
Test(release_records, with_groups_of_all_tell_what_blanks_do)
{
    static const char *const area[] = {"A", "A", "*"}, *const sex[] = {"F", "women or men", "M"};
    gdcs_table *counted = NULL;
    gdcs_frame *frame = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "area", GDCS_CONCEPT_AREA, area, 3);
    add_texts(frame, "sex", GDCS_CONCEPT_SEX, sex, 3);
    good(gdcs_i_release_count_records(frame, 0, &counted, &err), &err, "count");
    cr_expect(eq(i64, gdcs_table_count_cells(counted), 3));
    expect_cell(counted, "A F", "1");
    expect_cell(counted, "A _T", "1");
    expect_cell(counted, "total M", "1");
    gdcs_table_free(counted);
    gdcs_frame_free(frame);
}

static gdcs_frame *half_of(const gdcs_frame *frame)
{
    const char *area[PERSONS], *sex[PERSONS];
    gdcs_frame *half = NULL;
    for (int i = 0; i < PERSONS / 2; i++) {
        area[i] = word_at(frame, "area", 2 * i);
        sex[i] = word_at(frame, "sex", 2 * i);
    }
    cr_assert(eq(i32, gdcs_frame_new(&half, NULL), GDCS_OK));
    add_texts(half, "area", GDCS_CONCEPT_AREA, area, PERSONS / 2);
    add_texts(half, "sex", GDCS_CONCEPT_SEX, sex, PERSONS / 2);
    return half;
}

/* Where all other limits are the numbers, the last number follows too. */
Test(release_records, of_part_of_the_persons_are_lower_limits)
{
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4), *counted = NULL;
    gdcs_frame *fine = persons(up);
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_options beside = {.log = log};
    gdcs_release_microdata_options o = {
        .originals = (const gdcs_table *const *)&t, .original_count = 1, .is_part = 1};
    good(gdcs_i_release_count_records(fine, 1, &counted, &err), &err, "count");
    expect_cell(counted, "A F", "[2,inf]");
    good(let_table_go(t, hidden, log, &err), &err, "table");
    cr_expect(eq(i32, let_go(fine, &beside, o, &err), GDCS_E_DISCLOSURE));
    gdcs_frame *half = half_of(fine), *blurred = NULL;
    const char *const one[] = {"A"}, *const blank[] = {NULL};
    good(gdcs_microdata_collapse(half, "area", one, blank, 1, &blurred, &err), &err, "blank");
    good(let_go(blurred, &beside, o, &err), &err, "part");
    gdcs_frame_free(blurred);
    gdcs_frame_free(half);
    gdcs_release_entry e = {.struct_size = sizeof e};
    good(gdcs_release_log_get(log, 1, &e, &err), &err, "entry");
    expect_cell(e.tables[0], "B F", "[10,inf]");
    good(let_table_go(t, hidden, log, &err), &err, "again");
    gdcs_release_log_free(log);
    gdcs_table_free(counted);
    gdcs_frame_free(fine);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

/* n women and m men of A, who are part of the persons. */
static gdcs_frame *some_of_a(int n, int m)
{
    const char *area[PERSONS], *sex[PERSONS];
    gdcs_frame *frame = NULL;
    for (int i = 0; i < n + m; i++) {
        area[i] = "A";
        sex[i] = i < n ? "F" : "M";
    }
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "area", GDCS_CONCEPT_AREA, area, n + m);
    add_texts(frame, "sex", GDCS_CONCEPT_SEX, sex, n + m);
    return frame;
}

/* Of ten persons 0 to 4 are women: less wide than 6, wherever the number lies, but that may be enough where it
   lies. */
Test(release_records, tell_no_more_of_a_number_that_may_have_leaked_before)
{
    const gdcs_disclosure_rule wide = {.struct_size = sizeof wide, .minimum = 4, .width = 6};
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex");
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_options beside = {.log = log};
    const gdcs_release_microdata_options o = {.is_part = 1, .persons = GDCS_RELEASE_PERSONS_OTHERS};
    gdcs_frame *few = some_of_a(0, 6), *many = some_of_a(0, 7), *women = some_of_a(2, 0);
    set(t, "A F", NAN, 0, 4, 'Q');
    set_missing(t, "A M", 'Q');
    add(t, "A _T", 10);
    set(t, "TOTAL F", NAN, 0, 4, 'Q');
    set_missing(t, "TOTAL M", 'Q');
    const gdcs_table *const tables[] = {t};
    const gdcs_release_entry entry = {
        .struct_size = sizeof entry, .rule = &wide, .tables = tables, .table_count = 1};
    good(gdcs_release_log_add(log, &entry, &err), &err, "table");
    good(let_go(few, &beside, o, &err), &err, "six men");
    cr_expect(eq(i32, let_go(many, &beside, o, &err), GDCS_E_DISCLOSURE));
    cr_expect(eq(i32, let_go(women, &beside, o, &err), GDCS_E_DISCLOSURE));
    gdcs_frame_free(women);
    gdcs_frame_free(many);
    gdcs_frame_free(few);
    gdcs_release_log_free(log);
    gdcs_table_free(t);
}

Test(release_records, of_other_persons_prove_nothing)
{
    static const double women[] = {20, 20, 30}, men[] = {50, 40, 45};
    gdcs_table *other = protected_areas(women, men, 3);
    gdcs_frame *fine = persons(up);
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_options beside = {.log = log};
    const gdcs_release_microdata_options o = {.original_count = 0};
    good(let_table_go(other, other, log, &err), &err, "table");
    cr_expect(eq(i32, let_go(fine, &beside, o, &err), GDCS_E_VALUE));
    cr_expect(strstr(err.message, "not of the same persons") != NULL, "%s", err.message);
    gdcs_release_log_free(log);
    gdcs_frame_free(fine);
    gdcs_table_free(other);
}

Test(release_records, refuse_what_makes_no_sense)
{
    gdcs_table *t = areas();
    gdcs_frame *fine = persons(up);
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_options beside = {.published = (const gdcs_table *const *)&t,
                                   .published_count = 1};
    gdcs_release_microdata_options o = {.is_part = 2};
    cr_expect(eq(i32, let_go(fine, NULL, o, &err), GDCS_E_OPTION));
    o.is_part = 0;
    o.original_count = -1;
    cr_expect(eq(i32, let_go(fine, NULL, o, &err), GDCS_E_OPTION));
    o.original_count = 1;
    cr_expect(eq(i32, let_go(fine, NULL, o, &err), GDCS_E_ARGUMENT));
    o.originals = (const gdcs_table *const[]){NULL};
    cr_expect(eq(i32, let_go(fine, NULL, o, &err), GDCS_E_ARGUMENT));
    o.original_count = 0;
    cr_expect(eq(i32, let_go(fine, &beside, o, &err), GDCS_E_OPTION));
    cr_expect(eq(str, err.field, "disclosure"));
    o.disclosure = &minimum4;
    good(let_go(fine, &beside, o, &err), &err, "published");
    beside.letters = 7;
    cr_expect(eq(i32, let_go(fine, &beside, o, &err), GDCS_E_OPTION));
    gdcs_frame_free(fine);
    gdcs_table_free(t);
}

struct made {
    gdcs_table *table;
    gdcs_frame *frame;
};

static gdcs_status once(void *data)
{
    const struct made *made = data;
    const gdcs_table *const tables[] = {made->table};
    const gdcs_release_entry e = {
        .struct_size = sizeof e, .rule = &minimum4, .tables = tables, .table_count = 1};
    gdcs_release_log *log = NULL;
    gdcs_status status = gdcs_release_log_new(&log, NULL);
    if (status == GDCS_OK)
        status = gdcs_release_log_add(log, &e, NULL);
    gdcs_release_options beside = {.log = log, .trees = trees, .tree_count = 1};
    const gdcs_release_microdata_options o = {.original_count = 0};
    if (status == GDCS_OK)
        status = let_go(made->frame, &beside, o, NULL);
    if (status == GDCS_OK && gdcs_release_log_count(log) != 2)
        status = GDCS_E_INTERNAL;
    gdcs_release_log_free(log);
    return status;
}

Test(release_records, survive_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    static const char *const names[] = {"North", NULL, "South"};
    struct made made = {make_table(GDCS_ABSENT_MISSING, "area* sex"), persons(names)};
    add(made.table, "TOTAL F", 52);
    for (int i = 0; i < 6; i++) {
        const char at[] = {up[i / 2][0], ' ', i % 2 == 0 ? 'F' : 'M', '\0'};
        set_missing(made.table, at, 'Q');
    }
    const fail_alloc_report r = fail_alloc_each(once, &made);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 100));
    gdcs_frame_free(made.frame);
    gdcs_table_free(made.table);
}
