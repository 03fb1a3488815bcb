/* Out and in again. */
#include "fail_alloc.h"
#include "io/jsonstat.h"

TestSuite(jsonstat_write, .timeout = 20);

/* Every kind of cell, of label and of text. */
static gdcs_table *everything(void)
{
    static const char *const offences[] = {"all", "\"a\" \\ b", "\xC3\xA9"};
    static const char *const titles[] = {"All", NULL, "Accent\tand tab"};
    const gdcs_table_options o = {.struct_size = sizeof o, .absent = GDCS_ABSENT_MISSING};
    const gdcs_axis offence = {.struct_size = sizeof offence,
                               .concept_id = GDCS_CONCEPT_OFFENCE,
                               .name = "offence",
                               .title = "Most serious offence",
                               .total = "all",
                               .labels = offences,
                               .label_count = 3,
                               .titles = titles};
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
        {.struct_size = sizeof cells[0], .value = 0, .confidentiality = 'N'}};
    static const char *const at[][2] = {{"all", "_T"},       {"all", "F"},
                                        {"\"a\" \\ b", "F"}, {"\"a\" \\ b", "_U"},
                                        {"\xC3\xA9", "M"},   {"\xC3\xA9", "_O"}};
    gdcs_table *t = NULL;
    cr_assert(gdcs_table_new(&o, &t, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &offence, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &sex, NULL) == GDCS_OK);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        cr_assert(gdcs_table_set(t, at[i], &cells[i], NULL) == GDCS_OK);
    for (int32_t key = GDCS_META_TITLE; key <= GDCS_META_DETECTED; key++)
        cr_assert(gdcs_table_set_meta(t, key, key == GDCS_META_NOTE ? "one\n\ntwo" : "text \"x\"",
                                      NULL) == GDCS_OK);
    return t;
}

static gdcs_table *there_and_back(const gdcs_table *t)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_sink *sink = NULL;
    gdcs_table *back = NULL;
    int64_t size = 0;
    cr_assert(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    cr_assert(gdcs_jsonstat_write_table(t, sink, &err) == GDCS_OK, "%s", err.message);
    const char *text = gdcs_sink_get_text(sink, &size);
    cr_assert(gdcs_jsonstat_parse_table(text, size, NULL, NULL, &back, NULL, &err) == GDCS_OK,
              "%s\n%s", err.message, text);
    gdcs_sink_free(sink);
    return back;
}

static void expect_equal(const gdcs_table *a, const gdcs_table *b)
{
    const char *const never[] = {"nowhere", "_Z"};
    expect_same(a, b, "there and back");
    for (int32_t key = GDCS_META_TITLE; key <= GDCS_META_DETECTED; key++)
        cr_expect_str_eq(gdcs_table_get_meta(a, key), gdcs_table_get_meta(b, key), "key %d", key);
    for (int64_t i = 0; i < gdcs_table_count_axes(a); i++) {
        gdcs_axis x = {.struct_size = sizeof x};
        cr_assert(gdcs_table_get_axis(a, i, &x, NULL) == GDCS_OK);
        const gdcs_axis y = axis_of(b, x.name);
        cr_expect_str_eq(x.title, y.title);
        cr_expect_str_eq(x.total != NULL ? x.total : "(none)",
                         y.total != NULL ? y.total : "(none)");
        cr_assert(eq(i64, x.label_count, y.label_count));
        for (int64_t k = 0; k < x.label_count; k++)
            cr_expect_str_eq(x.labels[k], y.labels[k]);
        for (int64_t k = 0; k < x.label_count; k++)
            cr_expect_str_eq(title_of(a, x.name, x.labels[k]), title_of(b, x.name, x.labels[k]));
    }
    cr_expect(cell_of(a, never).present == cell_of(b, never).present);
}

Test(jsonstat_write, what_is_written_reads_back_equal)
{
    gdcs_table *t = everything(), *back = there_and_back(t), *again = there_and_back(back);
    expect_equal(t, back);
    expect_equal(back, again);
    gdcs_table_free(again);
    gdcs_table_free(back);
    gdcs_table_free(t);
    t = read_text("{" BODY("[1,2,3,4]") "}"); /* dense */
    back = there_and_back(t);
    expect_equal(t, back);
    gdcs_table_free(back);
    gdcs_table_free(t);
}

Test(jsonstat_write, a_counted_table_without_cells_reads_back)
{
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .concept_id = GDCS_CONCEPT_SEX, .name = "sex"};
    gdcs_table *t = NULL;
    const char *const women[] = {"F"};
    cr_assert(gdcs_table_new(NULL, &t, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &sex, NULL) == GDCS_OK);
    gdcs_table *back = there_and_back(t);
    cr_expect(eq(i64, gdcs_table_count_cells(back), 0));
    cr_expect(eq(dbl, cell_of(back, women).value, 0));
    gdcs_table_free(back);
    gdcs_table_free(t);
}

/* What the letter M alone means cannot be told from outside. */
Test(jsonstat_write, a_table_of_men_alone_reads_back)
{
    gdcs_table *t = read_text("{" BODY("{\"2\":1,\"3\":2}") "}"), *back = there_and_back(t);
    const gdcs_axis sex = axis_of(back, "sex");
    cr_expect(eq(i64, sex.label_count, 1));
    gdcs_table *again = there_and_back(back);
    expect_equal(back, again);
    gdcs_table_free(again);
    gdcs_table_free(back);
    gdcs_table_free(t);
}

Test(jsonstat_write, protected_tables_and_boundless_ones_are_not_written)
{
    gdcs_sink *sink = NULL;
    gdcs_table *t = read_with("{" BODY("[1,2,3,4]") "}", "{\"sensitivity\":\"protected\"}", NULL);
    cr_assert(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    cr_expect(gdcs_jsonstat_write_table(t, sink, NULL) == GDCS_E_DISCLOSURE);
    cr_expect(gdcs_jsonstat_write_table(t, NULL, NULL) == GDCS_E_ARGUMENT);
    gdcs_table_free(t);
    cr_assert(gdcs_table_new(NULL, &t, NULL) == GDCS_OK);
    const char *const labels[] = {"0", "1", "2", "3", "4", "5", "6", "7"};
    for (int i = 0; i < 18; i++) {
        const char name[2] = {(char)('a' + i), '\0'};
        const gdcs_axis axis = {
            .struct_size = sizeof axis, .name = name, .labels = labels, .label_count = 8};
        cr_assert(gdcs_table_add_axis(t, &axis, NULL) == GDCS_OK);
    }
    cr_expect(gdcs_jsonstat_write_table(t, sink, NULL) == GDCS_E_LIMIT);
    gdcs_table_free(t);
    gdcs_sink_free(sink);
}

static gdcs_status read_and_write(void *context)
{
    const char *text = "{" BODY("{\"0\":1,\"1\":2}") ",\"status\":{\"3\":\"Q\"},\"note\":\"n\"}";
    gdcs_table *t = NULL;
    gdcs_frame *f = NULL;
    gdcs_sink *sink = NULL;
    gdcs_status status =
        gdcs_jsonstat_parse_table(text, (int64_t)strlen(text), context, NULL, &t, NULL, NULL);
    if (status == GDCS_OK)
        status =
            gdcs_jsonstat_parse_frame(text, (int64_t)strlen(text), context, NULL, &f, NULL, NULL);
    if (status == GDCS_OK)
        status = gdcs_sink_new_memory(&sink, NULL);
    if (status == GDCS_OK)
        status = gdcs_jsonstat_write_table(t, sink, NULL);
    gdcs_sink_free(sink);
    gdcs_table_free(t);
    gdcs_frame_free(f);
    return status;
}

Test(jsonstat_write, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_schema *schema = schema_of("{\"columns\":[{\"name\":\"year\",\"concept\":\"period\"}]}");
    const fail_alloc_report r = fail_alloc_each(read_and_write, schema);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 100));
    gdcs_schema_free(schema);
}
