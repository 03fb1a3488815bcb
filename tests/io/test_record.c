/* What the readers of all formats share. */
#include "fail_alloc.h"
#include "io/read.h"
#include "io/record/reading.h"
#include "io/schema/override.h"

TestSuite(record, .timeout = 10);

static const char titled[] =
    "{\"columns\": [{\"name\": \"geo\", \"concept\": \"area\", \"titles\": \"country\"},"
    "{\"name\": \"sex\", \"concept\": \"sex\", \"map\": {\"F\": \"F\", \"W\": \"F\", \"M\": \"M\"},"
    " \"titles\": \"Sex\"}, {\"name\": \"n\", \"concept\": \"count\"}]}";

static const char file[] = "geo,country,sex,Sex,n\nIE,Ireland,F,,1\nIE,Eire,W,Women,2\n"
                           "XX,,M,Men,3\nXX,Somewhere,F,Females,4\n";

Test(record, titles_of_labels_are_the_first_that_the_file_has)
{
    gdcs_table *t = table_of(titled, file);
    cr_expect_str_eq(title_of(t, "geo", "IE"), "Ireland");
    cr_expect_str_eq(title_of(t, "geo", "XX"), "(none)"); /* the label came without one */
    cr_expect_str_eq(title_of(t, "sex", "F"), "(none)");  /* likewise, by another spelling */
    cr_expect_str_eq(title_of(t, "sex", "M"), "Men");
    gdcs_table_free(t);
}

Test(record, titles_do_not_make_columns_of_a_frame)
{
    gdcs_frame *f = frame_of(titled, file);
    cr_expect(eq(i64, gdcs_frame_count_columns(f), 3));
    gdcs_frame_free(f);
}

/* libcsv asks for less where it does not get what it wants, so that a failure may go unseen. */
Test(record, titles_survive_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_schema *schema = schema_of(titled);
    int64_t n = 1, refused = 0;
    for (int reached = 1; reached; n++) {
        gdcs_table *t = NULL;
        fail_alloc_arm(n);
        const gdcs_status status =
            gdcs_csv_parse_table(file, (int64_t)sizeof file - 1, schema, NULL, &t, NULL, NULL);
        gdcs_table_free(t);
        reached = fail_alloc_disarm();
        refused += status == GDCS_E_MEMORY;
        cr_expect(status == GDCS_OK || status == GDCS_E_MEMORY, "allocation %lld: %d", (long long)n,
                  (int)status);
        cr_expect(eq(i64, fail_alloc_live(), 0));
    }
    cr_expect(gt(i64, refused, n / 2));
    gdcs_schema_free(schema);
}

Test(record, titles_that_are_not_there_are_refused)
{
    static const struct {
        const char *json;
        const char *text;
        const char *said;
    } wrong[] = {
        {"{\"columns\": [{\"name\": \"n\", \"concept\": \"count\", \"titles\": \"x\"}]}", "n\n1\n",
         "only an axis has titles"},
        {"{\"header\": -1, \"columns\": [{\"position\": 1, \"as\": \"a\", \"concept\": \"area\", "
         "\"titles\": \"x\"}]}",
         "a\n", "without a header"},
        {"{\"columns\": [{\"name\": \"geo\", \"concept\": \"area\", \"titles\": \"name\"}]}",
         "geo,n\nIE,1\n", "'name' is not in the header"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_schema *schema = NULL;
        gdcs_table *t = NULL;
        gdcs_status status = gdcs_schema_parse(wrong[i].json, -1, &schema, &err);
        if (status == GDCS_OK)
            status = gdcs_csv_parse_table(wrong[i].text, (int64_t)strlen(wrong[i].text), schema,
                                          NULL, &t, NULL, &err);
        cr_expect(status == GDCS_E_SCHEMA && strstr(err.message, wrong[i].said) != NULL, "%s: %s",
                  wrong[i].said, err.message);
        gdcs_schema_free(schema);
    }
}

Test(record, a_schema_without_columns_reads_no_delimited_file)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = schema_of("{\"sensitivity\": \"protected\"}");
    gdcs_table *t = NULL;
    cr_expect(
        eq(i32, gdcs_csv_parse_table("a\n1\n", 4, schema, NULL, &t, NULL, &err), GDCS_E_SCHEMA));
    cr_expect(ne(ptr, strstr(err.message, "no columns"), NULL));
    gdcs_schema_free(schema);
}

/* --- the schema of a file under the one that is declared --- */

static const gdcs_schema_word words[] = {{"1", "M"}, {"2", "F"}};
static const char *const gaps[] = {":"};
static const gdcs_schema_column columns[] = {{.struct_size = sizeof columns[0],
                                              .concept_id = GDCS_CONCEPT_SEX,
                                              .name = "sex",
                                              .title = "Sex",
                                              .titles = "sex label",
                                              .map = words,
                                              .map_count = 2},
                                             {.struct_size = sizeof columns[0],
                                              .concept_id = GDCS_CONCEPT_GROUP,
                                              .name = "geo",
                                              .titles = "geo label",
                                              .total = "EU"},
                                             {.struct_size = sizeof columns[0],
                                              .concept_id = GDCS_CONCEPT_VALUE,
                                              .name = "value",
                                              .unit = "persons",
                                              .missing = gaps,
                                              .missing_count = 1}};
static const gdcs_schema_meta texts[] = {{GDCS_META_TITLE, 0, "Of the file"},
                                         {GDCS_META_SOURCE, 0, "An office"}};
static const gdcs_schema base = {.struct_size = sizeof base,
                                 .columns = columns,
                                 .column_count = 3,
                                 .absent = GDCS_ABSENT_MISSING,
                                 .meta = texts,
                                 .meta_count = 2};

static gdcs_schema over(const char *json, gdcs_schema **declared, gdcs_i_arena *arena)
{
    gdcs_schema out = {0};
    *declared = schema_of(json);
    cr_assert(gdcs_i_schema_override(&base, *declared, arena, &out, NULL) == GDCS_OK);
    return out;
}

Test(record, what_a_declared_schema_leaves_open_is_that_of_the_file)
{
    gdcs_i_arena arena = {0};
    gdcs_schema *declared = NULL;
    const gdcs_schema s =
        over("{\"sensitivity\": \"protected\", \"meta\": {\"title\": \"Mine\"}, \"columns\": ["
             "{\"name\": \"geo\", \"concept\": \"area\", \"as\": \"country\"},"
             "{\"name\": \"value\", \"concept\": \"value\"},"
             "{\"constant\": \"2012\", \"as\": \"year\", \"concept\": \"period\"}]}",
             &declared, &arena);
    cr_assert(eq(i64, s.column_count, 4));
    cr_expect_str_eq(s.columns[0].name, "sex");
    cr_expect(eq(i64, s.columns[0].map_count, 2));
    cr_expect(eq(i32, s.columns[1].concept_id, GDCS_CONCEPT_AREA));
    cr_expect_str_eq(s.columns[1].as, "country");
    cr_expect_str_eq(s.columns[1].titles, "geo label");
    cr_expect_str_eq(s.columns[1].total, "EU");
    cr_expect_str_eq(s.columns[2].unit, "persons");
    cr_expect(eq(i64, s.columns[2].missing_count, 1));
    cr_expect_str_eq(s.columns[3].constant, "2012");
    cr_expect(eq(i32, s.sensitivity, GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, s.absent, GDCS_ABSENT_MISSING));
    cr_assert(eq(i64, s.meta_count, 3));
    cr_expect_str_eq(s.meta[2].text, "Mine");
    gdcs_i_arena_free(&arena);
    gdcs_schema_free(declared);
}

Test(record, a_declared_column_is_not_read_by_the_words_of_another_concept)
{
    gdcs_i_arena arena = {0};
    gdcs_schema *declared = NULL;
    const gdcs_schema s = over("{\"columns\": [{\"name\": \"sex\", \"keep\": [\"2\"]},"
                               "{\"name\": \"geo\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}]}",
                               &declared, &arena);
    cr_assert(eq(i64, s.column_count, 3));
    cr_expect(eq(i32, s.columns[0].concept_id, GDCS_CONCEPT_NONE));
    cr_expect(eq(i64, s.columns[0].map_count, 0));
    cr_expect(eq(ptr, (void *)(uintptr_t)s.columns[0].titles, NULL));
    cr_expect(eq(ptr, (void *)(uintptr_t)s.columns[1].total, NULL));
    gdcs_i_arena_free(&arena);
    gdcs_schema_free(declared);
}

Test(record, nothing_declared_leaves_the_schema_of_the_file)
{
    gdcs_schema out = {0};
    cr_assert(gdcs_i_schema_override(&base, NULL, NULL, &out, NULL) == GDCS_OK);
    cr_expect(eq(i64, out.column_count, 3));
    cr_expect(out.columns == base.columns);
}

/* --- what was decided --- */

Test(record, decisions_are_sentences_of_one_text)
{
    gdcs_i_reading r = {0};
    char accents[1200] = "";
    for (int i = 0; i < 599; i++)
        strcat(accents, "\xC3\xA9");
    cr_assert(gdcs_i_reading_detected(&r, NULL, "The delimiter is '%c'.", ';') == GDCS_OK);
    cr_assert(gdcs_i_reading_detected(&r, NULL, "The sex is in '%s'.", "sexe") == GDCS_OK);
    cr_expect_str_eq(r.detected, "The delimiter is ';'. The sex is in 'sexe'.");
    cr_assert(gdcs_i_reading_detected(&r, NULL, "x%s", accents) == GDCS_OK);
    cr_expect(eq(sz, strlen(r.detected), 43 + 1 + 999)); /* cut before half a character */
    free(r.detected);
}

Test(record, detection_is_on_or_off)
{
    gdcs_read_options o = {.struct_size = sizeof o, .detect = -2};
    gdcs_schema *schema = schema_of("{\"columns\": [{\"name\": \"a\", \"concept\": \"area\"}]}");
    gdcs_table *t = NULL;
    cr_expect(
        eq(i32, gdcs_csv_parse_table("a\nx\n", 4, schema, &o, &t, NULL, NULL), GDCS_E_OPTION));
    o.detect = GDCS_DETECT_NONE;
    cr_expect(eq(i32, gdcs_csv_parse_table("a\nx\n", 4, schema, &o, &t, NULL, NULL), GDCS_OK));
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_DETECTED), "");
    gdcs_table_free(t);
    gdcs_schema_free(schema);
}

/* How a number may be hidden belongs to the file, unless the caller says otherwise. */
Test(record, rules_of_hidden_numbers_are_kept_unless_others_are_declared)
{
    static const gdcs_schema_word colon = {":", "O"}, dots = {"..", "L"};
    static const char *const below[] = {"<n"};
    gdcs_i_arena arena = {0};
    gdcs_schema out;
    const gdcs_schema_column theirs = {.struct_size = sizeof theirs,
                                       .name = "n",
                                       .concept_id = GDCS_CONCEPT_COUNT,
                                       .ranges = below,
                                       .range_count = 1,
                                       .status = &colon,
                                       .status_count = 1,
                                       .rounding = 5};
    gdcs_schema_column ours = {
        .struct_size = sizeof ours, .name = "n", .concept_id = GDCS_CONCEPT_COUNT, .as = "persons"};
    const gdcs_schema base = {.struct_size = sizeof base, .columns = &theirs, .column_count = 1};
    const gdcs_schema declared = {.struct_size = sizeof declared,
                                  .columns = &ours,
                                  .column_count = 1,
                                  .ragged = GDCS_RAGGED_PAD};
    cr_assert(eq(i32, gdcs_i_schema_override(&base, &declared, &arena, &out, NULL), GDCS_OK));
    cr_expect(out.columns[0].status == &colon && out.columns[0].ranges == below);
    cr_expect(eq(i32, out.columns[0].rounding, 5));
    cr_expect(eq(i32, out.ragged, GDCS_RAGGED_PAD));
    ours.status = &dots;
    ours.status_count = 1;
    ours.noise = 2;
    cr_assert(eq(i32, gdcs_i_schema_override(&base, &declared, &arena, &out, NULL), GDCS_OK));
    cr_expect(out.columns[0].status == &dots && out.columns[0].noise == 2);
    cr_expect(eq(i32, out.columns[0].rounding, 0));
    gdcs_i_arena_free(&arena);
}
