/* What is written reads back equal: one law for every format. */
#include "fail_alloc.h"
#include "io/roundtrip.h"

TestSuite(roundtrip, .timeout = 120);

typedef struct format {
    const char *name;
    gdcs_status (*write)(const gdcs_table *table, gdcs_sink *sink, gdcs_error *err);
    gdcs_status (*read)(const gdcs_table *as, const char *text, int64_t size, gdcs_table **out,
                        gdcs_error *err);
} format;

static const gdcs_csv_write_options semicolons = {
    .struct_size = sizeof semicolons, .delimiter = ';', .decimal = ','};

static gdcs_status to_csv(const gdcs_table *t, gdcs_sink *sink, gdcs_error *err)
{
    return gdcs_csv_write_table(t, NULL, sink, err);
}

static gdcs_status to_semicolons(const gdcs_table *t, gdcs_sink *sink, gdcs_error *err)
{
    return gdcs_csv_write_table(t, &semicolons, sink, err);
}

static gdcs_status by_schema(const gdcs_table *as, const gdcs_csv_write_options *options,
                             const char *text, int64_t size, gdcs_table **out, gdcs_error *err)
{
    gdcs_schema *schema = NULL;
    gdcs_status status = gdcs_csv_new_schema_table(as, options, &schema, err);
    if (status == GDCS_OK)
        status = gdcs_csv_parse_table(text, size, schema, NULL, out, NULL, err);
    gdcs_schema_free(schema);
    return status;
}

static gdcs_status from_csv(const gdcs_table *as, const char *text, int64_t size, gdcs_table **out,
                            gdcs_error *err)
{
    return by_schema(as, NULL, text, size, out, err);
}

static gdcs_status from_semicolons(const gdcs_table *as, const char *text, int64_t size,
                                   gdcs_table **out, gdcs_error *err)
{
    return by_schema(as, &semicolons, text, size, out, err);
}

static gdcs_status from_json(const gdcs_table *as, const char *text, int64_t size, gdcs_table **out,
                             gdcs_error *err)
{
    (void)as;
    return gdcs_json_parse_table(text, size, out, err);
}

static gdcs_status from_jsonstat(const gdcs_table *as, const char *text, int64_t size,
                                 gdcs_table **out, gdcs_error *err)
{
    (void)as;
    return gdcs_jsonstat_parse_table(text, size, NULL, NULL, out, NULL, err);
}

static gdcs_status to_sdmx(const gdcs_table *t, gdcs_sink *sink, gdcs_error *err)
{
    return gdcs_sdmx_write_table(t, NULL, sink, err);
}

static gdcs_status from_sdmx(const gdcs_table *as, const char *text, int64_t size, gdcs_table **out,
                             gdcs_error *err)
{
    (void)as;
    return gdcs_sdmx_parse_table(text, size, NULL, NULL, out, NULL, err);
}

static const format formats[] = {
    {"sdmx", to_sdmx, from_sdmx},
    {"csv", to_csv, from_csv},
    {"csv with semicolons", to_semicolons, from_semicolons},
    {"json", gdcs_json_write_table, from_json},
    {"jsonstat", gdcs_jsonstat_write_table, from_jsonstat},
};

static void there_and_back(const gdcs_table *t, const format *f, const char *where)
{
    gdcs_sink *sink = NULL;
    gdcs_table *back = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    int64_t size = 0;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, f->write(t, sink, &err), GDCS_OK), "%s: %s", where, err.message);
    const char *text = gdcs_sink_get_text(sink, &size);
    cr_assert(eq(i32, f->read(t, text, size, &back, &err), GDCS_OK), "%s: %s\n%.2000s", where,
              err.message, text);
    compare(t, back, where);
    gdcs_sink_free(sink);
    gdcs_table_free(back);
}

Test(roundtrip, a_table_of_any_kind_reads_back_equal_from_every_format)
{
    enum { TABLES = 300 };
    for (int i = 0; i < TABLES; i++) {
        drawn = 20251122 + (uint64_t)i * 7919;
        gdcs_table *t = random_table(i % 6);
        for (size_t k = 0; k < COUNT(formats); k++) {
            char where[60];
            snprintf(where, sizeof where, "table %d as %s", i, formats[k].name);
            there_and_back(t, &formats[k], where);
        }
        gdcs_table_free(t);
    }
}

static gdcs_frame *frame_through_csv(const gdcs_frame *f, const char *text, int64_t size)
{
    gdcs_schema *schema = NULL;
    gdcs_frame *back = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_csv_new_schema_frame(f, NULL, &schema, &err), GDCS_OK), "%s",
              err.message);
    cr_assert(eq(i32, gdcs_csv_parse_frame(text, size, schema, NULL, &back, NULL, &err), GDCS_OK),
              "%s\n%.2000s", err.message, text);
    gdcs_schema_free(schema);
    return back;
}

static gdcs_frame *frame_through_json(const char *text, int64_t size)
{
    gdcs_frame *back = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_json_parse_frame(text, size, &back, &err), GDCS_OK), "%s\n%.2000s",
              err.message, text);
    return back;
}

static int same_item(const gdcs_column *a, const gdcs_column *b, int64_t row)
{
    if (a->type == GDCS_TYPE_INT64)
        return a->integers[row] == b->integers[row];
    if (a->type == GDCS_TYPE_DOUBLE)
        return (isnan(a->doubles[row]) && isnan(b->doubles[row])) ||
               memcmp(&a->doubles[row], &b->doubles[row], sizeof(double)) == 0;
    const char *x = word_of(a, row), *y = word_of(b, row);
    return x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
}

static void compare_frames(const gdcs_frame *a, const gdcs_frame *b, const char *where)
{
    cr_assert(eq(i64, gdcs_frame_count_columns(a), gdcs_frame_count_columns(b)), "%s", where);
    cr_assert(eq(i64, gdcs_frame_count_rows(a), gdcs_frame_count_rows(b)), "%s", where);
    for (int64_t i = 0; i < gdcs_frame_count_columns(a); i++) {
        gdcs_column x = {.struct_size = sizeof x}, y = {.struct_size = sizeof y};
        cr_assert(eq(i32, gdcs_frame_get(a, i, &x, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_frame_get(b, i, &y, NULL), GDCS_OK));
        cr_assert(x.type == y.type, "%s: column %d", where, (int)i);
        cr_expect(x.concept_id == y.concept_id && x.sensitivity == y.sensitivity &&
                      same_text(x.name, y.name) && same_text(x.label, y.label) &&
                      same_text(x.unit, y.unit),
                  "%s: column %d", where, (int)i);
        for (int64_t row = 0; row < x.rows; row++)
            cr_expect(same_item(&x, &y, row) != 0, "%s: column %d, row %d", where, (int)i,
                      (int)row);
    }
    for (int32_t key = GDCS_META_TITLE; key <= GDCS_META_DETECTED; key++)
        cr_expect(same_text(gdcs_frame_get_meta(a, key), gdcs_frame_get_meta(b, key)),
                  "%s: the text of %s", where, gdcs_meta_name(key));
}

Test(roundtrip, a_frame_of_any_kind_reads_back_equal_from_csv_and_json)
{
    enum { FRAMES = 400 };
    for (int i = 0; i < FRAMES; i++) {
        gdcs_sink *csv = NULL, *json = NULL;
        int64_t size = 0;
        char where[40];
        snprintf(where, sizeof where, "frame %d", i);
        drawn = 19 + (uint64_t)i * 104729;
        gdcs_frame *f = random_frame();
        cr_assert(eq(i32, gdcs_sink_new_memory(&csv, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_sink_new_memory(&json, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_csv_write_frame(f, NULL, csv, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_json_write_frame(f, json, NULL), GDCS_OK));
        const char *text = gdcs_sink_get_text(csv, &size);
        gdcs_frame *one = frame_through_csv(f, text, size);
        compare_frames(f, one, where);
        text = gdcs_sink_get_text(json, &size);
        gdcs_frame *other = frame_through_json(text, size);
        compare_frames(f, other, where);
        gdcs_frame_free(one);
        gdcs_frame_free(other);
        gdcs_frame_free(f);
        gdcs_sink_free(csv);
        gdcs_sink_free(json);
    }
}

static gdcs_status through(const gdcs_table *table, const format *f)
{
    gdcs_sink *sink = NULL;
    gdcs_table *back = NULL;
    int64_t size = 0;
    gdcs_status status = gdcs_sink_new_memory(&sink, NULL);
    if (status == GDCS_OK)
        status = f->write(table, sink, NULL);
    if (status == GDCS_OK) {
        const char *text = gdcs_sink_get_text(sink, &size);
        status = f->read(table, text, size, &back, NULL);
    }
    gdcs_table_free(back);
    gdcs_sink_free(sink);
    return status;
}

static gdcs_table *table_with_axis(const char *name)
{
    static const char *const labels[] = {"x"};
    static const gdcs_cell cell = {.struct_size = sizeof cell, .value = 1};
    const gdcs_axis axis = {.struct_size = sizeof axis, .name = name};
    gdcs_table *t = NULL;
    cr_assert(eq(i32, gdcs_table_new(NULL, &t, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(t, &axis, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_set(t, labels, &cell, NULL), GDCS_OK));
    return t;
}

static void expect_refused(const char *name, const char *word, int32_t concept, gdcs_status wanted)
{
    const char *words[] = {word};
    const int32_t codes[] = {0};
    const double numbers[] = {1};
    gdcs_schema *schema = NULL;
    gdcs_frame *f = NULL;
    gdcs_column c = {.struct_size = sizeof c, .name = name, .concept_id = concept, .rows = 1};
    cr_assert(eq(i32, gdcs_frame_new(&f, NULL), GDCS_OK));
    c.type = word != NULL ? GDCS_TYPE_TEXT : GDCS_TYPE_DOUBLE;
    c.codes = word != NULL ? codes : NULL;
    c.words = word != NULL ? words : NULL;
    c.word_count = word != NULL;
    c.doubles = word == NULL ? numbers : NULL;
    cr_assert(eq(i32, gdcs_frame_add(f, &c, NULL), GDCS_OK));
    c.name = "second";
    cr_assert(eq(i32, gdcs_frame_add(f, &c, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_csv_new_schema_frame(f, NULL, &schema, NULL), wanted));
    gdcs_schema_free(schema);
    gdcs_frame_free(f);
}

Test(roundtrip, what_no_schema_reads_back_is_refused)
{
    const gdcs_csv_write_options guarded = {.struct_size = sizeof guarded, .guard_formulas = 1};
    const gdcs_csv_write_options small = {.struct_size = 4};
    gdcs_table *t = table_with_axis("a"), *value = table_with_axis("value");
    gdcs_schema *schema = NULL;
    cr_expect(eq(i32, gdcs_csv_new_schema_table(NULL, NULL, &schema, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_csv_new_schema_table(t, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_csv_new_schema_frame(NULL, NULL, &schema, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_csv_new_schema_table(t, &guarded, &schema, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_csv_new_schema_table(t, &small, &schema, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_csv_new_schema_table(value, NULL, &schema, NULL), GDCS_E_DUPLICATE));
    expect_refused("sex", "man", GDCS_CONCEPT_SEX, GDCS_E_SEX);
    expect_refused("sex", NULL, GDCS_CONCEPT_SEX, GDCS_E_SEX);
    expect_refused("sex", "F", GDCS_CONCEPT_SEX, GDCS_E_SCHEMA);
    gdcs_table_free(t);
    gdcs_table_free(value);
}

Test(roundtrip, an_axis_called_as_a_column_of_titles_keeps_its_name)
{
    static const char *const labels[] = {"x", "y"};
    static const gdcs_cell cell = {.struct_size = sizeof cell, .value = 1};
    const gdcs_axis first = {.struct_size = sizeof first, .name = "a"};
    const gdcs_axis second = {.struct_size = sizeof second, .name = "a_title"};
    gdcs_table *t = NULL;
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_table_new(NULL, &t, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(t, &first, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(t, &second, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_set(t, labels, &cell, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_set_title(t, "a", "x", "Ex", NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_csv_write_table(t, NULL, sink, NULL), GDCS_OK));
    cr_expect(
        eq(str, (char *)gdcs_sink_get_text(sink, NULL), "a,a_title_,a_title,value\nx,Ex,y,1\n"));
    gdcs_sink_free(sink);
    there_and_back(t, &formats[1], "titles");
    gdcs_table_free(t);
}

static gdcs_status parse_labels(const char *column)
{
    char json[200];
    gdcs_schema *schema = NULL;
    snprintf(json, sizeof json, "{\"columns\": [{\"name\": \"a\", %s}]}", column);
    const gdcs_status status = gdcs_schema_parse(json, -1, &schema, NULL);
    gdcs_schema_free(schema);
    return status;
}

Test(roundtrip, labels_of_a_schema_are_checked)
{
    cr_expect(eq(i32, parse_labels("\"concept\": \"area\", \"labels\": {\"x\": \"X\", \"\": null}"),
                 GDCS_OK));
    cr_expect(
        eq(i32, parse_labels("\"concept\": \"count\", \"labels\": {\"x\": null}"), GDCS_E_SCHEMA));
    cr_expect(
        eq(i32, parse_labels("\"concept\": \"sex\", \"labels\": {\"F\": null}"), GDCS_E_SCHEMA));
    gdcs_schema *schema = schema_of("{\"columns\": [{\"name\": \"a\", \"concept\": \"sex\","
                                    " \"scheme\": \"sdmx\", \"labels\": {\"x\": null}}]}");
    gdcs_table *t = NULL;
    cr_expect(eq(i32, gdcs_csv_parse_table("a\nF\n", 4, schema, NULL, &t, NULL, NULL), GDCS_E_SEX));
    gdcs_schema_free(schema);
}

/* libcsv tries again with half the memory, so that a failure may also be none. */
Test(roundtrip, every_failing_allocation_is_survived)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    drawn = 5;
    gdcs_table *t = random_table(2);
    for (size_t k = 0; k < COUNT(formats); k++) {
        const char *name = formats[k].name;
        gdcs_status status = through(t, &formats[k]);
        int64_t n = 1, failed = 0;
        for (; fail_alloc_arm(n), status = through(t, &formats[k]), fail_alloc_disarm(); n++) {
            failed += status == GDCS_E_MEMORY;
            cr_assert(status == GDCS_E_MEMORY || status == GDCS_OK, "%s, allocation %d: %d", name,
                      (int)n, (int)status);
            cr_assert(eq(i64, fail_alloc_live(), 0), "%s, allocation %d", name, (int)n);
        }
        cr_expect(eq(i32, status, GDCS_OK), "%s", name);
        cr_expect(n > 60 && failed > n - 30, "%s: %d of %d", name, (int)failed, (int)n);
    }
    gdcs_table_free(t);
}
