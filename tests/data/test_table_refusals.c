/* What a table refuses, and that it is as it was afterwards. */
#include "data/table.h"
#include "make.h"

#include <criterion/new/assert.h>

TestSuite(table, .timeout = 60);

Test(table, refuses_axes_that_contradict_themselves)
{
    static const char *const twice[] = {"F", "F"}, *const wrong[] = {"F", "W"},
                             *const not_utf8[] = {"a", "\xFF"}, *const hole[] = {"a", NULL};
    const char *const fields[] = {
        "name",    "name",        "name",        "title", "total", "concept",
        "concept", "sensitivity", "struct_size", "x",     "x",     "x",
        "x",       "x",           "name",        "x",     "total", "x"};
    const gdcs_status wanted[] = {
        GDCS_E_ARGUMENT,  GDCS_E_ARGUMENT, GDCS_E_ARGUMENT, GDCS_E_ARGUMENT,  GDCS_E_ARGUMENT,
        GDCS_E_ARGUMENT,  GDCS_E_ARGUMENT, GDCS_E_ARGUMENT, GDCS_E_STRUCT,    GDCS_E_ARGUMENT,
        GDCS_E_ARGUMENT,  GDCS_E_ARGUMENT, GDCS_E_ARGUMENT, GDCS_E_DUPLICATE, GDCS_E_DUPLICATE,
        GDCS_E_DUPLICATE, GDCS_E_ARGUMENT, GDCS_E_SEX};
    enum { CASES = sizeof wanted / sizeof wanted[0] };
    gdcs_axis bad[CASES];
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex"), *other = make_table(0, "area");
    for (int i = 0; i < CASES; i++)
        bad[i] = (gdcs_axis){.struct_size = sizeof bad[i], .name = "x"};
    bad[0].name = NULL;
    bad[1].name = "";
    bad[2].name = "\xFF";
    bad[3].title = "\xFF";
    bad[4].total = "\xFF";
    bad[5].concept_id = GDCS_CONCEPT_COUNT;
    bad[6].concept_id = -1;
    bad[7].sensitivity = 9;
    bad[8].struct_size = 20;
    bad[9].label_count = -1;
    bad[10].label_count = 1;
    bad[11].labels = not_utf8;
    bad[12].labels = hole;
    bad[13].labels = twice;
    bad[11].label_count = bad[12].label_count = bad[13].label_count = 2;
    bad[14].name = "area";
    bad[15].concept_id = bad[16].concept_id = bad[17].concept_id = GDCS_CONCEPT_SEX;
    bad[16].total = "T";
    bad[17].labels = wrong;
    bad[17].label_count = 2;
    for (int i = 0; i < CASES; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(eq(i32, gdcs_table_add_axis(i < 16 ? t : other, &bad[i], &err), wanted[i]),
                  "case %d", i);
        cr_expect_str_eq(err.field, fields[i], "case %d: %s", i, err.field);
    }
    cr_expect(eq(i64, gdcs_table_count_axes(t), 2));
    cr_expect(eq(i64, gdcs_table_count_axes(other), 1));
    add(t, "FR F", 1);
    bad[0].name = "late";
    cr_expect(eq(i32, gdcs_table_add_axis(t, &bad[0], NULL), GDCS_E_ARGUMENT));
    gdcs_table_free(t);
    gdcs_table_free(other);
}

Test(table, refuses_a_thirty_third_axis)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "");
    for (int i = 0; i <= 32; i++) {
        char name[8];
        const gdcs_axis a = {.struct_size = sizeof a, .name = name};
        snprintf(name, sizeof name, "a%d", i);
        cr_expect(eq(i32, gdcs_table_add_axis(t, &a, NULL), i < 32 ? GDCS_OK : GDCS_E_LIMIT));
    }
    gdcs_table_free(t);
}

Test(table, refuses_options_it_does_not_know)
{
    gdcs_table *t = NULL;
    gdcs_table_options o = {.struct_size = sizeof o, .absent = 2};
    cr_expect(eq(i32, gdcs_table_new(&o, &t, NULL), GDCS_E_OPTION));
    o = (gdcs_table_options){.struct_size = sizeof o, .sensitivity = 4};
    cr_expect(eq(i32, gdcs_table_new(&o, &t, NULL), GDCS_E_OPTION));
    o = (gdcs_table_options){.struct_size = 12};
    cr_expect(eq(i32, gdcs_table_new(&o, &t, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_table_new(NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(t == NULL);
}

Test(table, refuses_numbers_that_are_no_counts)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex");
    const char *const f[] = {"F"};
    const int32_t code = 0;
    const double bad[] = {-1, -1e-300, NAN, INFINITY, -INFINITY, 1e291};
    add(t, "F", 1);
    for (int i = 0; i < 6; i++) {
        cr_expect(eq(i32, gdcs_table_add(t, f, bad[i], NULL), GDCS_E_VALUE));
        cr_expect(eq(i32, gdcs_i_table_add_codes(t, &code, bad[i], NULL), GDCS_E_VALUE));
    }
    expect_cells(t, "F=1");
    gdcs_table_free(t);
}

Test(table, refuses_cells_that_contradict_themselves)
{
    static const struct {
        double value, lower, upper;
        int32_t status, confidentiality;
    } bad[] = {{-1, 0, 0, 0, 0},          {INFINITY, 0, 0, 0, 0},
               {5, 4, 5, 0, 0},           {5, 0, 5, 0, 0},
               {5, 5, 6, 0, 0},           {NAN, 4, 3, 0, 0},
               {NAN, -1, 3, 0, 0},        {NAN, NAN, 3, 0, 0},
               {NAN, 1, NAN, 0, 0},       {NAN, INFINITY, INFINITY, 0, 0},
               {NAN, 1, -INFINITY, 0, 0}, {1, 0, 0, 'C', 0},
               {1, 0, 0, 'a', 0},         {1, 0, 0, -3, 0},
               {1, 0, 0, 0, 'Q'},         {1, 0, 0, 0, 1000},
               {NAN, 1, 1e300, 0, 0}};
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex");
    const char *const f[] = {"F"}, *const m[] = {"M"};
    gdcs_cell c = {.struct_size = 8};
    add(t, "F", 1);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const gdcs_cell b = {.struct_size = sizeof b,
                             .value = bad[i].value,
                             .lower = bad[i].lower,
                             .upper = bad[i].upper,
                             .status = bad[i].status,
                             .confidentiality = bad[i].confidentiality};
        cr_expect(eq(i32, gdcs_table_set(t, f, &b, NULL), GDCS_E_VALUE), "case %zu", i);
        cr_expect(eq(i32, gdcs_table_set(t, m, &b, NULL), GDCS_E_VALUE), "case %zu", i);
    }
    cr_expect(eq(i32, gdcs_table_set(t, f, &c, NULL), GDCS_E_STRUCT));
    expect_cells(t, "F=1");
    gdcs_table_free(t);
}

Test(table, every_letter_of_the_code_lists_is_a_status)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "letter");
    int statuses = 0, confidentialities = 0;
    for (int32_t letter = 1; letter < 256; letter++) {
        const char *const label[] = {"x"};
        gdcs_cell c = {.struct_size = sizeof c, .status = letter};
        statuses += gdcs_table_set(t, label, &c, NULL) == GDCS_OK;
        c = (gdcs_cell){.struct_size = sizeof c, .confidentiality = letter};
        confidentialities += gdcs_table_set(t, label, &c, NULL) == GDCS_OK;
    }
    cr_expect(eq(int, statuses, 20));          /* SDMX CL_OBS_STATUS 2.2 */
    cr_expect(eq(int, confidentialities, 11)); /* SDMX CL_CONF_STATUS 1.2 */
    gdcs_table_free(t);
}

Test(table, refuses_labels_and_leaves_the_axes_alone)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex");
    gdcs_cell c = {.struct_size = sizeof c, .value = 1};
    gdcs_axis a = {.struct_size = sizeof a};
    const char *const no_code[] = {"new", "W"}, *const not_utf8[] = {"\xFF", "F"},
                      *const hole[] = {"new", NULL}, *const unknown[] = {"XX", "F"},
                      *const absent[] = {"FR", "M"};
    add(t, "FR F", 1);
    cr_expect(eq(i32, gdcs_table_add(t, no_code, 1, NULL), GDCS_E_SEX));
    cr_expect(eq(i32, gdcs_table_set(t, no_code, &c, NULL), GDCS_E_SEX));
    cr_expect(eq(i32, gdcs_table_add(t, not_utf8, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_set(t, not_utf8, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_add(t, hole, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_add(t, NULL, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_add(NULL, unknown, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_set(NULL, unknown, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_set(t, unknown, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get(t, unknown, &c, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_table_get(t, absent, &c, NULL), GDCS_OK)); /* a code, nobody counted */
    cr_expect(eq(i32, gdcs_table_get(t, hole, &c, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_table_get(t, NULL, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get(NULL, absent, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get(t, absent, NULL, NULL), GDCS_E_ARGUMENT));
    for (int64_t i = 0; i < 2; i++) {
        cr_assert(eq(i32, gdcs_table_get_axis(t, i, &a, NULL), GDCS_OK));
        cr_expect(eq(i64, a.label_count, 1));
    }
    gdcs_table_free(t);
}

Test(table, refuses_numbers_of_axes_and_cells_outside)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area");
    gdcs_axis a = {.struct_size = sizeof a}, old = {.struct_size = 8};
    gdcs_cell c = {.struct_size = sizeof c}, small = {.struct_size = 8};
    gdcs_frame *f = NULL;
    gdcs_table *copy = NULL;
    int32_t code = 0;
    add(t, "FR", 1);
    cr_expect(eq(i32, gdcs_table_get_axis(t, 1, &a, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get_axis(t, -1, &a, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get_axis(t, 0, &old, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_table_get_axis(t, 0, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get_axis(NULL, 0, &a, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get_at(t, 1, &code, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get_at(t, -1, &code, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get_at(t, 0, NULL, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get_at(t, 0, &code, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get_at(NULL, 0, &code, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get_at(t, 0, &code, &small, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_table_get_frame(NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get_frame(t, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_copy(NULL, &copy, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_copy(t, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_add_axis(NULL, &a, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_add_axis(t, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_set_meta(NULL, 1, "x", NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_set_meta(t, 0, "x", NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i64, gdcs_table_count_axes(NULL), 0));
    cr_expect(eq(i64, gdcs_table_count_cells(NULL), 0));
    cr_expect(f == NULL && copy == NULL);
    gdcs_table_free(t);
    gdcs_table_free(NULL);
}

Test(table, a_frame_cannot_have_an_axis_named_like_a_number_column)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "value=group");
    gdcs_frame *f = NULL;
    add(t, "x", 1);
    cr_expect(eq(i32, gdcs_table_get_frame(t, &f, NULL), GDCS_E_DUPLICATE));
    cr_expect(f == NULL);
    gdcs_table_free(t);
}
