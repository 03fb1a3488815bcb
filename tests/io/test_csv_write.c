#include "fail_alloc.h"
#include "frames.h"
#include "io/read.h"

/* What is written, as a text to be freed. */
static char *written(gdcs_status (*write)(const void *, gdcs_sink *, gdcs_error *),
                     const void *what)
{
    gdcs_sink *sink = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    int64_t size = 0;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, write(what, sink, &err), GDCS_OK), "%s", err.message);
    const char *text = gdcs_sink_get_text(sink, &size);
    char *copy = malloc((size_t)size + 1);
    cr_assert_not_null(copy);
    memcpy(copy, text, (size_t)size + 1);
    gdcs_sink_free(sink);
    return copy;
}

static gdcs_csv_write_options options;

static gdcs_status write_frame(const void *frame, gdcs_sink *sink, gdcs_error *err)
{
    return gdcs_csv_write_frame(frame, options.struct_size > 0 ? &options : NULL, sink, err);
}

static gdcs_status write_table(const void *table, gdcs_sink *sink, gdcs_error *err)
{
    return gdcs_csv_write_table(table, options.struct_size > 0 ? &options : NULL, sink, err);
}

static const char *const hard[] = {"plain",
                                   "",
                                   NULL,
                                   "a,b",
                                   "a;b",
                                   "say \"no\"",
                                   "\"",
                                   "a\nb",
                                   "a\r\nb",
                                   "\r",
                                   " blank ",
                                   "=1+1",
                                   "@x",
                                   "\ttab",
                                   "-5",
                                   "é\xF0\x9F\x98\x80",
                                   "\xEF\xBB\xBFmark",
                                   "'"};
static const double doubles[] = {0.1,  NAN, -0.0,    1e300,   5e-324, 1234567.25,
                                 -1.5, 3,   1.0 / 3, 2.5e-10, 1e22,   42,
                                 -7,   0.3, 100,     1e15,    0.5,    INFINITY};
static const int64_t integers[] = {
    0, 1, -1, INT64_MAX, INT64_MIN, INT64_MIN + 1, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, -53};

enum { ROWS = sizeof hard / sizeof hard[0] };

static gdcs_frame *hard_frame(void)
{
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&f, NULL), GDCS_OK));
    add_texts(f, "a \"name\", odd\n", GDCS_CONCEPT_AREA, hard, ROWS);
    add_doubles(f, "x", GDCS_CONCEPT_NUMBER, doubles, ROWS);
    add_integers(f, "i", GDCS_CONCEPT_NUMBER, integers, ROWS);
    return f;
}

Test(csv_write, quotes_what_needs_it_and_tells_empty_from_missing)
{
    gdcs_frame *f =
        frame_of("{\"columns\": [{\"name\": \"a\", \"concept\": \"area\"}, {\"name\":"
                 " \"x\", \"concept\": \"number\"}]}",
                 "a,x\n\"a,b\",0.1\n\"\",1e300\n,\n\"say \"\"no\"\"\",-3\n\"a\nb\",2\n");
    char *text = written(write_frame, f);
    cr_expect(
        eq(str, text, "a,x\n\"a,b\",0.1\n\"\",1e+300\n,\n\"say \"\"no\"\"\",-3\n\"a\nb\",2\n"));
    free(text);
    gdcs_frame_free(f);
}

/* The dialects that can be written. */
static const struct {
    char delimiter, decimal;
} dialects[] = {{0, 0}, {';', ','}, {',', ','}, {'\t', '.'}, {'|', ','}, {'-', 0}, {'1', 0}};

Test(csv_write, a_frame_reads_back_equal)
{
    for (size_t d = 0; d < sizeof dialects / sizeof dialects[0]; d++) {
        gdcs_frame *f = hard_frame();
        options = (gdcs_csv_write_options){.struct_size = sizeof options,
                                           .delimiter = dialects[d].delimiter,
                                           .decimal = dialects[d].decimal};
        char *text = written(write_frame, f);
        const gdcs_schema_column columns[] = {
            {.struct_size = sizeof columns[0],
             .name = "a \"name\", odd\n",
             .concept_id = GDCS_CONCEPT_AREA},
            {.struct_size = sizeof columns[0], .name = "x", .concept_id = GDCS_CONCEPT_NUMBER},
            {.struct_size = sizeof columns[0],
             .name = "i",
             .concept_id = GDCS_CONCEPT_NUMBER,
             .type = GDCS_TYPE_INT64}};
        const gdcs_schema schema = {.struct_size = sizeof schema,
                                    .delimiter = dialects[d].delimiter,
                                    .decimal = dialects[d].decimal,
                                    .columns = columns,
                                    .column_count = 3};
        gdcs_frame *back = NULL;
        gdcs_error err = {.struct_size = sizeof err};
        cr_assert(
            eq(i32,
               gdcs_csv_parse_frame(text, (int64_t)strlen(text), &schema, NULL, &back, NULL, &err),
               GDCS_OK),
            "dialect %d: %s\n%s", (int)d, err.message, text);
        const gdcs_column a = column_of(back, columns[0].name), x = column_of(back, "x"),
                          i = column_of(back, "i");
        cr_assert(eq(i64, gdcs_frame_count_rows(back), ROWS));
        for (int row = 0; row < ROWS; row++) {
            const char *word = word_of(&a, row);
            const int same_word = word == NULL || hard[row] == NULL ? word == hard[row]
                                                                    : strcmp(word, hard[row]) == 0;
            const int same_double = isnan(doubles[row])
                                        ? isnan(x.doubles[row])
                                        : memcmp(&x.doubles[row], &doubles[row], 8) == 0;
            cr_expect(same_word && same_double && i.integers[row] == integers[row],
                      "dialect %d, row %d", (int)d, row);
        }
        free(text);
        gdcs_frame_free(back);
        gdcs_frame_free(f);
    }
}

Test(csv_write, a_frame_of_one_column_keeps_its_missing_rows)
{
    const char *values[] = {"a", NULL, "", NULL};
    const gdcs_column c = {
        .struct_size = sizeof c, .name = "a", .concept_id = GDCS_CONCEPT_AREA, .rows = 4};
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&f, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add_text(f, &c, values, NULL), GDCS_OK));
    char *text = written(write_frame, f);
    cr_expect(eq(str, text, "a\na\n\n\"\"\n\n"));
    gdcs_frame *back = frame_of("{\"columns\": [{\"name\": \"a\", \"concept\": \"area\"}]}", text);
    const gdcs_column a = column_of(back, "a");
    cr_assert(eq(i64, a.rows, 4));
    cr_expect(word_of(&a, 1) == NULL && word_of(&a, 3) == NULL);
    cr_expect(eq(str, (char *)word_of(&a, 2), ""));
    free(text);
    gdcs_frame_free(f);
    gdcs_frame_free(back);
}

static const char published[] =
    "{\"columns\": [{\"name\": \"geo\", \"concept\": \"area\"}, {\"name\": \"sex\", \"concept\":"
    " \"sex\", \"scheme\": \"sdmx\"}, {\"name\": \"n\", \"concept\": \"count\", \"open\": true,"
    " \"map\": {\"<5\": \"1..4\"}}, {\"name\": \"s\", \"concept\": \"status\"}, {\"name\": \"c\","
    " \"concept\": \"confidentiality\"}]}";

Test(csv_write, a_table_with_uncertain_cells_reads_back_equal)
{
    gdcs_table *t = table_of(published, "geo,sex,n,s,c\nFR,F,12.5,E,\nFR,M,,Q,C\n\"a,b\",F,<5,,\n"
                                        ",_U,3,,F\nFR,_T,0,,\n");
    char *text = written(write_table, t);
    gdcs_table *back = table_of(
        "{\"columns\": [{\"name\": \"geo\", \"concept\": \"area\"}, {\"name\": \"sex\","
        " \"concept\": \"sex\", \"scheme\": \"sdmx\"}, {\"name\": \"value\", \"concept\":"
        " \"value\"}, {\"name\": \"lower\", \"concept\": \"lower\"}, {\"name\": \"upper\","
        " \"concept\": \"upper\"}, {\"name\": \"status\", \"concept\": \"status\"}, {\"name\":"
        " \"confidentiality\", \"concept\": \"confidentiality\"}]}",
        text);
    expect_same(t, back, text);
    free(text);
    gdcs_table_free(t);
    gdcs_table_free(back);
}

/* A table is written a part of its rows at a time. */
Test(csv_write, a_table_is_written_as_its_frame)
{
    enum { CELLS = 1300, LINE = 40 };
    static char text[CELLS * LINE];
    const char *const numbers[] = {"12.5,,", ",Q,C", "<5,,", "3,,F", "7,E,"};
    gdcs_frame *frame = NULL;
    size_t size = (size_t)sprintf(text, "geo,sex,n,s,c\n");
    for (int i = 0; i < CELLS; i++)
        size += (size_t)snprintf(text + size, sizeof text - size, "%d,%s,%s\n", i * 7 % CELLS / 2,
                                 i * 7 % CELLS % 2 ? "F" : "M", numbers[i / 9 % 5]);
    gdcs_table *t = table_of(published, text);
    cr_assert(eq(i64, gdcs_table_count_cells(t), CELLS));
    cr_assert(eq(i32, gdcs_table_get_frame(t, &frame, NULL), GDCS_OK));
    cr_expect(eq(i64, gdcs_frame_count_columns(frame), 7));
    char *of_table = written(write_table, t), *of_frame = written(write_frame, frame);
    cr_expect(eq(str, of_table, of_frame));
    free(of_table);
    free(of_frame);
    gdcs_frame_free(frame);
    gdcs_table_free(t);
}

Test(csv_write, fields_of_any_length_come_out_whole)
{
    enum { LENGTHS = 9, MOST = 40000 };
    static const size_t lengths[LENGTHS] = {1, 16380, 16383, 16384, 16385, 5, MOST, 2, 16382};
    static char texts[LENGTHS][MOST + 1], wanted[LENGTHS * (MOST + 1) + 8];
    const char *rows[LENGTHS];
    gdcs_frame *f = NULL;
    gdcs_column c = {
        .struct_size = sizeof c, .name = "a", .concept_id = GDCS_CONCEPT_AREA, .rows = LENGTHS};
    char *end = stpcpy(wanted, "a\n");
    for (int i = 0; i < LENGTHS; i++) {
        memset(texts[i], 'a' + i, lengths[i]);
        rows[i] = texts[i];
        end = stpcpy(stpcpy(end, texts[i]), "\n");
    }
    cr_assert(eq(i32, gdcs_frame_new(&f, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add_text(f, &c, rows, NULL), GDCS_OK));
    char *text = written(write_frame, f);
    cr_expect(strcmp(text, wanted) == 0);
    free(text);
    gdcs_frame_free(f);
}

Test(csv_write, formulas_are_guarded_when_asked)
{
    static const char *const values[] = {"=1", "+1", "-1", "@a", "\tx", "a=1", "", NULL};
    const gdcs_column c = {
        .struct_size = sizeof c, .name = "=name", .concept_id = GDCS_CONCEPT_AREA, .rows = 8};
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&f, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add_text(f, &c, values, NULL), GDCS_OK));
    options = (gdcs_csv_write_options){.struct_size = sizeof options, .guard_formulas = 1};
    char *text = written(write_frame, f);
    cr_expect(eq(str, text, "'=name\n'=1\n'+1\n'-1\n'@a\n'\tx\na=1\n\"\"\n\n"));
    free(text);
    gdcs_frame_free(f);
}

/* A frame of the texts from `first` on, each of them `times` times in turn, and numbers. */
static char *write_texts(int first, int n, int times)
{
    gdcs_frame *f = NULL;
    const char *texts[4 * ROWS];
    double numbers[4 * ROWS];
    for (int i = 0; i < n * times; i++) {
        texts[i] = hard[first + i % n];
        numbers[i] = doubles[first + i % n];
    }
    cr_assert(eq(i32, gdcs_frame_new(&f, NULL), GDCS_OK));
    add_texts(f, "a", GDCS_CONCEPT_AREA, texts, (int64_t)n * times);
    add_doubles(f, "x", GDCS_CONCEPT_NUMBER, numbers, (int64_t)n * times);
    add_texts(f, "b", GDCS_CONCEPT_GROUP, texts, (int64_t)n * times);
    char *text = written(write_frame, f);
    gdcs_frame_free(f);
    return text;
}

/* Words that return are spelt once, and those of a frame of one row when it is written. */
Test(csv_write, words_that_return_are_written_as_others_are)
{
    static const char delimiters[] = ",;\t|'-15. ", marks[] = ".,";
    char wanted[1 << 14];
    for (size_t k = 0; k < 4 * (sizeof delimiters - 1); k++) {
        options = (gdcs_csv_write_options){.struct_size = sizeof options,
                                           .delimiter = delimiters[k / 4],
                                           .decimal = marks[k / 2 % 2],
                                           .guard_formulas = (int32_t)(k % 2)};
        char *end = wanted;
        for (int i = 0; i < 3 * ROWS; i++) {
            char *row = write_texts(i % ROWS, 1, 1);
            end = stpcpy(end, i == 0 ? row : strchr(row, '\n') + 1);
            free(row);
        }
        char *text = write_texts(0, ROWS, 3);
        cr_expect(eq(str, text, wanted), "delimiter %c", delimiters[k / 4]);
        free(text);
    }
}

Test(csv_write, protected_data_stay)
{
    static const char json[] = "{\"columns\": [{\"name\": \"b\", \"concept\": \"basis\"}]}";
    gdcs_table *t = table_of(json, "b\nown\n");
    gdcs_frame *f = frame_of(json, "b\nown\n");
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_csv_write_table(t, NULL, sink, NULL), GDCS_E_DISCLOSURE));
    cr_expect(eq(i32, gdcs_csv_write_frame(f, NULL, sink, NULL), GDCS_E_DISCLOSURE));
    cr_expect(eq(i32, gdcs_json_write_table(t, sink, NULL), GDCS_E_DISCLOSURE));
    cr_expect(eq(i32, gdcs_json_write_frame(f, sink, NULL), GDCS_E_DISCLOSURE));
    cr_expect(eq(str, (char *)gdcs_sink_get_text(sink, NULL), ""));
    gdcs_sink_free(sink);
    gdcs_table_free(t);
    gdcs_frame_free(f);
}

Test(csv_write, arguments_and_options_are_checked)
{
    gdcs_frame *f = hard_frame();
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_csv_write_frame(NULL, NULL, sink, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_csv_write_frame(f, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_csv_write_table(NULL, NULL, sink, NULL), GDCS_E_ARGUMENT));
    const gdcs_csv_write_options wrong[] = {{.struct_size = sizeof wrong[0], .delimiter = '"'},
                                            {.struct_size = sizeof wrong[0], .delimiter = '\n'},
                                            {.struct_size = sizeof wrong[0], .delimiter = '\x80'},
                                            {.struct_size = sizeof wrong[0], .decimal = ';'},
                                            {.struct_size = sizeof wrong[0], .guard_formulas = 2}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        cr_expect(gdcs_csv_write_frame(f, &wrong[i], sink, NULL) == GDCS_E_OPTION, "option %d",
                  (int)i);
    const gdcs_csv_write_options small = {.struct_size = 4};
    cr_expect(eq(i32, gdcs_csv_write_frame(f, &small, sink, NULL), GDCS_E_STRUCT));
    gdcs_sink_free(sink);
    gdcs_frame_free(f);
}

static gdcs_status write_all(void *frame)
{
    gdcs_sink *sink = NULL;
    const gdcs_csv_write_options guarded = {.struct_size = sizeof guarded, .guard_formulas = 1};
    gdcs_status status = gdcs_sink_new_memory(&sink, NULL);
    if (status == GDCS_OK)
        status = gdcs_csv_write_frame(frame, &guarded, sink, NULL);
    if (status == GDCS_OK)
        status = gdcs_json_write_frame(frame, sink, NULL);
    gdcs_sink_free(sink);
    return status;
}

Test(csv_write, every_failing_allocation_is_survived)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_frame *f = hard_frame();
    const fail_alloc_report r = fail_alloc_each(write_all, f);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 3));
    gdcs_frame_free(f);
}
