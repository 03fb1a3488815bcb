/* Out and in again. */
#include "io/px.h"

TestSuite(px_write, .timeout = 20);

/* Every kind of cell, of label and of text. */
static gdcs_table *everything(int32_t absent)
{
    static const char *const offences[] = {"all", "a=b; c", "\xC3\xA9", "total"};
    static const char *const titles[] = {"All", NULL, "Accent, and 'mark'", "Same"};
    static const char *const years[] = {"2019", "2020"};
    const gdcs_table_options o = {.struct_size = sizeof o, .absent = absent};
    const gdcs_axis offence = {.struct_size = sizeof offence,
                               .concept_id = GDCS_CONCEPT_OFFENCE,
                               .name = "offence",
                               .title = "Most serious offence",
                               .total = "all",
                               .labels = offences,
                               .label_count = 4,
                               .titles = titles};
    const gdcs_axis year = {.struct_size = sizeof year,
                            .concept_id = GDCS_CONCEPT_PERIOD,
                            .name = "year",
                            .labels = years,
                            .label_count = 2};
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .concept_id = GDCS_CONCEPT_SEX, .name = "sex"};
    static const gdcs_cell cells[] = {
        {.struct_size = sizeof cells[0], .value = 0.1},
        {.struct_size = sizeof cells[0], .value = 9007199254740991.0, .status = 'P'},
        {.struct_size = sizeof cells[0], .value = NAN, .lower = 1, .upper = 4, .status = 'Q'},
        {.struct_size = sizeof cells[0], .value = NAN, .status = 'M', .confidentiality = 'C'},
        {.struct_size = sizeof cells[0],
         .value = NAN,
         .lower = 2,
         .upper = INFINITY,
         .status = 'E'},
        {.struct_size = sizeof cells[0], .value = 0, .confidentiality = 'N'},
        {.struct_size = sizeof cells[0], .value = NAN},
        {.struct_size = sizeof cells[0], .value = NAN, .status = 'Q'},
        {.struct_size = sizeof cells[0], .value = 1e15}};
    static const char *const at[][3] = {
        {"all", "2019", "_T"},      {"all", "2019", "F"},      {"a=b; c", "2020", "F"},
        {"a=b; c", "2020", "_U"},   {"\xC3\xA9", "2019", "M"}, {"\xC3\xA9", "2019", "_O"},
        {"\xC3\xA9", "2020", "_U"}, {"all", "2019", "M"},      {"all", "2020", "M"}};
    gdcs_table *t = NULL;
    cr_assert(gdcs_table_new(&o, &t, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &offence, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &year, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &sex, NULL) == GDCS_OK);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        cr_assert(gdcs_table_set(t, at[i], &cells[i], NULL) == GDCS_OK);
    for (int32_t key = GDCS_META_TITLE; key < GDCS_META_DETECTED; key++)
        cr_assert(gdcs_table_set_meta(t, key,
                                      key == GDCS_META_NOTE         ? "one\n\ntwo: \xC3\xA9"
                                      : key == GDCS_META_STOCK_FLOW ? "flow"
                                                                    : "text: 'x' # 1",
                                      NULL) == GDCS_OK);
    return t;
}

static char *text_of(const gdcs_table *t, gdcs_sink **sink)
{
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(gdcs_sink_new_memory(sink, NULL) == GDCS_OK);
    cr_assert(gdcs_px_write_table(t, *sink, &err) == GDCS_OK, "%s", err.message);
    return (char *)(uintptr_t)gdcs_sink_get_text(*sink, NULL);
}

static gdcs_table *there_and_back(const gdcs_table *t)
{
    gdcs_sink *sink = NULL;
    gdcs_table *back = read_text(text_of(t, &sink));
    gdcs_sink_free(sink);
    return back;
}

static int same_text(const char *a, const char *b)
{
    return (a == NULL) == (b == NULL) && (a == NULL || strcmp(a, b) == 0);
}

Test(px_write, what_is_written_reads_back_equal)
{
    gdcs_table *t = everything(GDCS_ABSENT_MISSING), *back = there_and_back(t);
    expect_same(t, back, "there and back");
    for (int64_t i = 0; i < 3; i++) {
        gdcs_axis a = {.struct_size = sizeof a}, b = {.struct_size = sizeof b};
        cr_assert(gdcs_table_get_axis(t, i, &a, NULL) == GDCS_OK);
        cr_assert(gdcs_table_get_axis(back, i, &b, NULL) == GDCS_OK);
        cr_expect(same_text(a.title, b.title) && same_text(a.total, b.total), "%s", a.name);
        cr_assert(eq(i64, a.label_count, b.label_count));
        for (int64_t k = 0; k < a.label_count; k++) {
            cr_expect_str_eq(a.labels[k], b.labels[k]);
            cr_expect(same_text(a.titles != NULL ? a.titles[k] : NULL,
                                b.titles != NULL ? b.titles[k] : NULL),
                      "%s", a.labels[k]);
        }
    }
    for (int32_t key = GDCS_META_TITLE; key < GDCS_META_DETECTED; key++)
        cr_expect_str_eq(gdcs_table_get_meta(t, key), gdcs_table_get_meta(back, key));
    gdcs_table_free(back);
    gdcs_table_free(t);
}

Test(px_write, cells_that_mean_zero_are_written_as_zero)
{
    gdcs_table *t = everything(GDCS_ABSENT_ZERO), *back = there_and_back(t);
    cr_expect(eq(i64, gdcs_table_count_cells(t), 9));
    const int64_t all = axis_of(t, "sex").label_count * 4 * 2;
    cr_expect(eq(i64, gdcs_table_count_cells(back), all));
    cr_expect(eq(dbl, CELL(back, "total", "2019", "F").value, 0));
    gdcs_table *again = there_and_back(back);
    expect_same(back, again, "there and back");
    gdcs_table_free(again);
    gdcs_table_free(back);
    gdcs_table_free(t);
}

/* Long texts are cut in pieces between characters. */
Test(px_write, long_texts_are_cut_and_joined)
{
    char text[2001] = "";
    gdcs_table *t = read_text(BODY("1 2 3 4"));
    for (size_t i = 0; i < 2000; i += 5)
        memcpy(text + i, "\xE2\x82\xACz ", 5);
    text[1999] = '.';
    text[2000] = '\0';
    cr_assert(gdcs_table_set_meta(t, GDCS_META_TITLE, text, NULL) == GDCS_OK);
    gdcs_sink *sink = NULL;
    const char *written = text_of(t, &sink);
    for (const char *at = written, *next; (next = strchr(at, '\n')) != NULL; at = next + 1)
        cr_expect(next - at <= 256);
    gdcs_table *back = read_text(written);
    cr_expect_str_eq(gdcs_table_get_meta(back, GDCS_META_TITLE), text);
    gdcs_table_free(back);
    gdcs_sink_free(sink);
    gdcs_table_free(t);
}

Test(px_write, quotation_marks_of_texts_are_apostrophes)
{
    gdcs_table *t = read_text(BODY("1 2 3 4"));
    cr_assert(gdcs_table_set_meta(t, GDCS_META_NOTE, "a \"b\"", NULL) == GDCS_OK);
    cr_assert(gdcs_table_set_title(t, "sex", "F", "\"W\"\nx", NULL) == GDCS_OK);
    gdcs_table *back = there_and_back(t);
    cr_expect_str_eq(gdcs_table_get_meta(back, GDCS_META_NOTE), "a 'b'");
    cr_expect_str_eq(title_of(back, "sex", "F"), "'W' x");
    gdcs_table_free(back);
    gdcs_table_free(t);
}

/* Titles that are there twice do not name cells; codes do. */
Test(px_write, titles_that_are_there_twice_read_back)
{
    gdcs_table *t = read_text("STUB=\"a\";VALUES(\"a\")=\"x\",\"x\",\"y\";CODES(\"a\")=\"1\",\"2\","
                              "\"3\";ELIMINATION(\"a\")=\"2\";ATTRIBUTE-ID=\"OBS_STATUS\";"
                              "ATTRIBUTES(\"2\")=\"P\";DATA=1 2 3;");
    gdcs_table *back = there_and_back(t);
    expect_same(t, back, "there and back");
    cr_expect_str_eq(axis_of(back, "a").total, "2");
    cr_expect_str_eq(title_of(back, "a", "2"), "x");
    gdcs_table_free(back);
    gdcs_table_free(t);
}

Test(px_write, an_empty_label_stays_in_its_place)
{
    gdcs_table *t = read_text("STUB=\"a\";VALUES(\"a\")=\"x\",\"\",\"y\";DATA=1 2 3;");
    gdcs_table *back = there_and_back(t);
    expect_same(t, back, "there and back");
    cr_expect_str_eq(axis_of(back, "a").labels[1], "");
    gdcs_table_free(back);
    gdcs_table_free(t);
}

Test(px_write, a_table_of_men_alone_reads_back)
{
    gdcs_table *t = read_text("STUB=\"sex\";VALUES(\"sex\")=\"Men\";CODES(\"sex\")=\"M\";DATA=5;");
    gdcs_table *back = there_and_back(t), *again = there_and_back(back);
    expect_same(back, again, "there and back");
    gdcs_table_free(again);
    gdcs_table_free(back);
    gdcs_table_free(t);
}

static gdcs_table *one_axis(const char *label)
{
    const char *const labels[] = {label, "other"};
    const gdcs_axis a = {.struct_size = sizeof a, .name = "a", .labels = labels, .label_count = 2};
    gdcs_table *t = NULL;
    cr_assert(gdcs_table_new(NULL, &t, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &a, NULL) == GDCS_OK);
    return t;
}

static void expect_refused(gdcs_table *t, gdcs_status status)
{
    gdcs_sink *sink = NULL;
    cr_assert(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    cr_expect(eq(i32, gdcs_px_write_table(t, sink, NULL), status));
    int64_t size = 0;
    gdcs_sink_get_text(sink, &size);
    cr_expect(eq(i64, size, 0), "nothing is written of what is refused");
    gdcs_sink_free(sink);
    gdcs_table_free(t);
}

Test(px_write, what_px_cannot_hold_is_refused)
{
    gdcs_table *t = NULL;
    expect_refused(one_axis("a\"b"), GDCS_E_VALUE);
    expect_refused(one_axis(" a"), GDCS_E_VALUE);
    expect_refused(one_axis("a\nb"), GDCS_E_VALUE);
    expect_refused(
        read_text("STUB=\"a\";VALUES(\"a\")=\"2\",\"x\",\"x\";CODES(\"a\")=\"1\",\"2\",\"3\";"
                  "DATA=1 2 3;"),
        GDCS_E_DUPLICATE);
    expect_refused(read_with(BODY("1 2 3 4"), "{\"sensitivity\":\"protected\"}", NULL),
                   GDCS_E_DISCLOSURE);
    cr_assert(gdcs_table_new(NULL, &t, NULL) == GDCS_OK);
    expect_refused(t, GDCS_E_SHAPE);
    const gdcs_axis empty = {.struct_size = sizeof empty, .name = "a"};
    cr_assert(gdcs_table_new(NULL, &t, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &empty, NULL) == GDCS_OK);
    expect_refused(t, GDCS_E_EMPTY);
    const char *const labels[] = {"0", "1", "2", "3", "4", "5", "6", "7"};
    cr_assert(gdcs_table_new(NULL, &t, NULL) == GDCS_OK);
    for (int i = 0; i < 9; i++) {
        const char name[2] = {(char)('a' + i), '\0'};
        const gdcs_axis axis = {
            .struct_size = sizeof axis, .name = name, .labels = labels, .label_count = 8};
        cr_assert(gdcs_table_add_axis(t, &axis, NULL) == GDCS_OK);
    }
    expect_refused(t, GDCS_E_LIMIT);
    t = one_axis("a");
    cr_expect(gdcs_px_write_table(t, NULL, NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_px_write_table(NULL, NULL, NULL) == GDCS_E_ARGUMENT);
    gdcs_table_free(t);
}
