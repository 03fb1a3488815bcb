/* Several files read as one: as if their records followed each other, whatever their headers, marks and
   packing; patterns of paths. */
#include "fail_alloc.h"
#include "io/packed.h"
#include "io/record/files.h"

#include <sys/stat.h>

#define AREA "{\"name\": \"area\", \"concept\": \"area\"}"
#define N    "{\"name\": \"n\", \"concept\": \"count\"}"
#define OPEN "{\"columns\": [" AREA ", {\"name\": \"sex\", \"concept\": \"sex\"}, " N "]}"

static char folder[64];

static void enter(void)
{
    strcpy(folder, "/tmp/gdcs_files_XXXXXX");
    cr_assert(mkdtemp(folder) != NULL);
    cr_assert(eq(int, chdir(folder), 0));
}

static void leave(void)
{
    char command[128];
    sprintf(command, "rm -rf %s", folder);
    cr_assert(eq(int, chdir("/"), 0));
    cr_assert(eq(int, system(command), 0));
}

static void put(const char *path, const char *text, size_t size)
{
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file);
    cr_assert(fwrite(text, 1, size, file) == size);
    fclose(file);
}

static void put_utf16(const char *path, const char *text)
{
    char wide[256] = "\xFF\xFE";
    const size_t size = strlen(text);
    for (size_t i = 0; i < size; i++)
        wide[2 + 2 * i] = text[i];
    put(path, wide, 2 + 2 * size);
}

#define PUT(path, text) put(path, text, strlen(text))

typedef struct reading {
    gdcs_table *table;
    gdcs_frame *frame;
    gdcs_read_result result;
    gdcs_error err;
} reading;

static gdcs_status read_files(const char *json, const char *const *paths, int64_t count,
                              const gdcs_read_options *o, reading *r)
{
    gdcs_schema *schema = schema_of(json);
    *r = (reading){.result = {.struct_size = sizeof r->result},
                   .err = {.struct_size = sizeof r->err}};
    const gdcs_status status =
        gdcs_csv_read_table_files(paths, count, schema, o, &r->table, &r->result, &r->err);
    gdcs_schema_free(schema);
    return status;
}

#define READ(json, r, ...)                                                                         \
    read_files(json, (const char *const[]){__VA_ARGS__},                                           \
               (int64_t)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)), NULL, r)

TestSuite(files, .init = enter, .fini = leave);

Test(files, each_has_its_own_header_marks_encoding_and_packing)
{
    reading r;
    gdcs_table *one = table_of(OPEN, "area,sex,n\nFR,F,1.5\nFR,M,2\nIT,F,3.5\nES,M,1000.5\n");
    const packed p = pack(GZIP, "sex,n,area,more\nF,3.5,IT,x\n", 27);
    PUT("a.csv", "area;sex;n\nFR;F;1,5\nFR;M;2\n");
    put("b.csv.gz", p.text, p.size);
    put_utf16("c.csv", "n\tarea\tsex\n1000.5\tES\tM\n");
    cr_assert(READ(OPEN, &r, "a.csv", "b.csv.gz", "c.csv") == GDCS_OK, "%s", r.err.message);
    expect_same(one, r.table, "three files");
    cr_expect(r.result.rows == 4 && r.result.used == 4 && r.result.blank == 0);
    const char *said = gdcs_table_get_meta(r.table, GDCS_META_DETECTED);
    cr_expect(strstr(said, "In c.csv: ") != NULL && strstr(said, "In b.csv.gz: ") == NULL, "%s",
              said);
    gdcs_table_free(one);
    gdcs_table_free(r.table);
    free(p.text);
}

/* M alone would be men; beside H it is women, mujeres. */
Test(files, a_file_for_each_sex_is_resolved_by_all_of_them)
{
    reading r;
    PUT("women.csv", "area,sex,n\nFR,M,1\n");
    PUT("men.csv", "area,sex,n\nFR,H,2\nIT,H,4\n");
    cr_assert(READ(OPEN, &r, "women.csv", "men.csv") == GDCS_OK, "%s", r.err.message);
    cr_expect(eq(dbl, CELL(r.table, "FR", "F").value, 1));
    cr_expect(eq(dbl, CELL(r.table, "IT", "M").value, 4));
    gdcs_table_free(r.table);
}

/* Any cut of the records into files gives the table of the whole. */
Test(files, parts_are_the_whole_wherever_they_are_cut)
{
    static const char *const lines[] = {"FR,F,1\n", "\"IT, x\",M,0.1\n", "FR,M,0.2\n", "FR,F,0.3\n",
                                        "ES,_U,7\n"};
    enum { LINES = 5 };
    const char *const paths[] = {"0", "1", "2"};
    gdcs_table *whole = table_of(OPEN, "area,sex,n\nFR,F,1\n\"IT, x\",M,0.1\nFR,M,0.2\nFR,F,0.3\n"
                                       "ES,_U,7\n");
    for (int a = 0; a <= LINES; a++)
        for (int b = a; b <= LINES; b++) {
            reading r;
            char texts[3][128] = {"area,sex,n\n", "area,sex,n\n", "area,sex,n\n"};
            for (int i = 0; i < LINES; i++)
                strcat(texts[(i >= a) + (i >= b)], lines[i]);
            for (int i = 0; i < 3; i++)
                PUT(paths[i], texts[i]);
            cr_assert(read_files(OPEN, paths, 3, NULL, &r) == GDCS_OK, "%s", r.err.message);
            expect_same(whole, r.table, "cut");
            gdcs_table_free(r.table);
        }
    gdcs_table_free(whole);
}

/* Long enough for several threads to count each. */
Test(files, long_parts_are_the_whole_for_any_number_of_threads)
{
    enum { LINES = 300000, PARTS = 2 };
    static const char *const areas[] = {"FR", "IT", "\"Malta, Gozo\"", "ES"};
    const char *const paths[] = {"0", "1"}, *const one[] = {"whole"};
    reading whole, parts;
    char *text = malloc((size_t)LINES * PARTS * 32);
    size_t used = (size_t)sprintf(text, "area,sex,n\n"), begin = used;
    for (int i = 0; i < PARTS; i++) {
        const size_t from = used;
        for (int k = 0; k < LINES; k++)
            used += (size_t)sprintf(text + used, "%s,%s,%d.%d\n", areas[(k * 7 + k / 97 + i) % 4],
                                    k % 3 == i ? "F" : "M", k % 1003, k % 7);
        char *part = malloc(used);
        memcpy(part, text, begin);
        memcpy(part + begin, text + from, used - from);
        put(paths[i], part, begin + used - from);
        free(part);
    }
    put("whole", text, used);
    cr_assert(eq(i32, read_files(OPEN, one, 1, NULL, &whole), GDCS_OK));
    for (int threads = 1; threads <= 3; threads++) {
        const gdcs_read_options o = {.struct_size = sizeof o, .threads = threads};
        cr_assert(eq(i32, read_files(OPEN, paths, PARTS, &o, &parts), GDCS_OK));
        expect_same(whole.table, parts.table, "long parts");
        cr_expect(eq(i64, parts.result.used, PARTS * (int64_t)LINES));
        gdcs_table_free(parts.table);
    }
    gdcs_table_free(whole.table);
    free(text);
}

Test(files, rows_of_frames_follow_each_other)
{
    gdcs_schema *schema = schema_of(OPEN);
    gdcs_frame *frame = NULL;
    const char *const paths[] = {"b", "a"};
    PUT("a", "area,sex,n\nFR,F,1\nIT,M,2\n");
    PUT("b", "n,sex,area\n3,M,ES\n");
    cr_assert(gdcs_csv_read_frame_files(paths, 2, schema, NULL, &frame, NULL, NULL) == GDCS_OK);
    const gdcs_column area = column_of(frame, "area"), n = column_of(frame, "n");
    cr_expect(eq(i64, gdcs_frame_count_rows(frame), 3));
    cr_expect(eq(str, (char *)word_of(&area, 0), "ES"));
    cr_expect(eq(str, (char *)word_of(&area, 2), "IT"));
    cr_expect(n.doubles[0] == 3 && n.doubles[1] == 1 && n.doubles[2] == 2);
    gdcs_frame_free(frame);
    gdcs_schema_free(schema);
}

#define WIDE                                                                                       \
    "{\"columns\": [" AREA "], \"wide\": {\"concept\": \"sex\", \"as\": \"sex\", \"also\": "       \
    "[{\"concept\": \"period\", \"as\": \"year\"}], \"pattern\": \"{sex}_{year}\"}}"

Test(files, patterns_of_headings_take_the_same_in_each)
{
    reading r;
    PUT("a", "area,Male_2015,Female_2015\nFR,1,2\n");
    PUT("b", "Female_2015,area,Male_2015\n4,IT,3\n");
    PUT("c", "area,Male_2015,Female_2016\nFR,1,2\n");
    PUT("d", "area,Male_2015\nFR,1\n");
    cr_assert(READ(WIDE, &r, "a", "b") == GDCS_OK, "%s", r.err.message);
    cr_expect(eq(dbl, CELL(r.table, "IT", "M", "2015").value, 3));
    cr_expect(eq(dbl, CELL(r.table, "FR", "F", "2015").value, 2));
    gdcs_table_free(r.table);
    cr_expect(eq(i32, READ(WIDE, &r, "a", "c"), GDCS_E_SCHEMA));
    cr_expect(strstr(r.err.message, "c: heading 'Female_2016' is not in the first") != NULL, "%s",
              r.err.message);
    cr_expect(eq(i32, READ(WIDE, &r, "a", "d"), GDCS_E_SCHEMA));
    cr_expect(strstr(r.err.message, "d: ") == r.err.message, "%s", r.err.message);
}

/* --- what the names of files say --- */

static const struct {
    const char *name, *pattern;
    int ways;
    const char *value;
} values[] = {
    {"prisoners_2020.csv", "prisoners_{}.csv", 1, "2020"},
    {"prisoners_.csv", "prisoners_{}.csv", 0, ""},
    {"Prisoners_2020.csv", "prisoners_{}.csv", 0, ""},
    {"prisoners_2020.csv.gz", "prisoners_{}.csv*", 1, "2020"},
    {"F_2020.csv", "*_{}.csv", 1, "2020"},
    {"F_2020.csv", "{}_*.csv", 1, "F"},
    {"a_b_2020.csv", "*_{}.csv", 2, ""},
    {"a_b_2020.csv", "?_?_{}.csv", 1, "2020"},
    {"x", "{}", 1, "x"},
    {"", "{}", 0, ""},
    {"xx", "*{}", 2, ""},
    {"Añö.csv", "{}.csv", 1, "Añö"},
};

Test(files, a_name_says_one_value_or_none)
{
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char value[GDCS_I_NAME] = "";
        const int ways = gdcs_i_files_value(values[i].name, values[i].pattern, value);
        cr_expect(eq(int, ways, values[i].ways), "%s by %s", values[i].name, values[i].pattern);
        cr_expect(ways != 1 || strcmp(value, values[i].value) == 0, "%s", value);
    }
}

#define NAMED                                                                                      \
    "{\"columns\": [{\"file\": \"*_{}.csv\", \"concept\": \"period\", \"as\": \"year\"}, "         \
    "{\"file\": \"{}_*\", \"concept\": \"sex\"}, " AREA ", " N "]}"

Test(files, a_column_is_taken_from_the_names_of_the_files)
{
    reading r;
    PUT("M_2019.csv", "area,n\nFR,1\nIT,2\n");
    PUT("H_2019.csv", "area;n\nFR;4\n");
    PUT("M_2020.csv", "n,area\n8,FR\n");
    cr_assert(READ(NAMED, &r, "./?_20??.csv") == GDCS_OK, "%s", r.err.message);
    cr_expect(eq(dbl, CELL(r.table, "2019", "F", "IT").value, 2));
    cr_expect(eq(dbl, CELL(r.table, "2019", "M", "FR").value, 4));
    cr_expect(eq(dbl, CELL(r.table, "2020", "F", "FR").value, 8));
    cr_expect(eq(i64, gdcs_table_count_cells(r.table), 4));
    gdcs_table_free(r.table);
}

Test(files, a_name_that_does_not_say_it_is_refused)
{
    reading r;
    gdcs_schema *schema = schema_of(NAMED);
    gdcs_table *table = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    PUT("F_a_2019.csv", "area,n\nFR,1\n");
    PUT("F.csv", "area,n\nFR,1\n");
    cr_expect(eq(i32, READ(NAMED, &r, "F_a_2019.csv"), GDCS_E_SCHEMA));
    cr_expect(eq(str, r.err.message,
                 "F_a_2019.csv: column 'year': the name 'F_a_2019.csv' fits '*_{}.csv' in two "
                 "ways"));
    cr_expect(
        eq(i32, gdcs_csv_read_table("F.csv", schema, NULL, &table, NULL, &err), GDCS_E_SCHEMA));
    cr_expect(eq(str, err.message, "column 'year': the name 'F.csv' does not fit '*_{}.csv'"));
    cr_expect(eq(i32, gdcs_csv_parse_table("area,n\n", 7, schema, NULL, &table, NULL, &err),
                 GDCS_E_SCHEMA));
    cr_expect(strstr(err.message, "there is none") != NULL, "%s", err.message);
    cr_assert(freopen("F.csv", "r", stdin) != NULL);
    cr_expect(eq(i32, gdcs_csv_read_table("-", schema, NULL, &table, NULL, &err), GDCS_E_SCHEMA));
    gdcs_schema_free(schema);
}

/* --- which file is meant --- */

Test(files, errors_and_the_first_misfit_name_the_file)
{
    reading r;
    const gdcs_read_options any = {.struct_size = sizeof any, .reject_limit = -1};
    const char *const paths[] = {"good.csv", "bad.csv", "bad2.csv"};
    PUT("good.csv", "area,sex,n\nFR,F,1\n");
    PUT("bad.csv", "area,sex,n\nFR,F,1\nFR,F,many\n");
    PUT("bad2.csv", "area,sex,n\nFR,F\n");
    cr_expect(eq(i32, READ(OPEN, &r, "good.csv", "bad.csv"), GDCS_E_VALUE));
    cr_expect(eq(i64, r.err.row, 3));
    cr_expect(strstr(r.err.message, "bad.csv: line 3, ") == r.err.message, "%s", r.err.message);
    cr_expect(eq(i64, r.result.first_row, 3));
    cr_expect(strstr(r.result.first_message, "bad.csv: line 3, ") == r.result.first_message, "%s",
              r.result.first_message);
    cr_assert(eq(i32, read_files(OPEN, paths, 3, &any, &r), GDCS_OK));
    cr_expect(eq(i64, r.result.rejected[GDCS_REJECT_NUMBER], 1));
    cr_expect(eq(i64, r.result.rejected[GDCS_REJECT_WIDTH], 1));
    cr_expect(strstr(r.result.first_message, "bad.csv: line 3, ") == r.result.first_message, "%s",
              r.result.first_message);
    gdcs_table_free(r.table);
    cr_expect(eq(i32, READ(OPEN, &r, "good.csv", "none.csv"), GDCS_E_OPEN));
    cr_expect(eq(str, r.err.message, "cannot open none.csv: no such file or directory"));
    PUT("other.csv", "area,n\nFR,1\n");
    cr_expect(eq(i32, READ(OPEN, &r, "good.csv", "other.csv"), GDCS_E_SCHEMA));
    cr_expect(strstr(r.err.message, "other.csv: column 'sex'") == r.err.message, "%s",
              r.err.message);
}

Test(files, one_file_twice_is_refused_by_whatever_name)
{
    reading r;
    PUT("a.csv", "area,sex,n\nFR,F,1\n");
    cr_assert(eq(int, symlink("a.csv", "b.csv"), 0));
    cr_expect(eq(i32, READ(OPEN, &r, "a.csv", "./a.csv"), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, READ(OPEN, &r, "a.csv", "b.csv"), GDCS_E_DUPLICATE));
    cr_expect(eq(str, r.err.message, "cannot read b.csv: this file is there twice"));
    cr_expect(eq(i32, READ(OPEN, &r, "-", "-"), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, READ(OPEN, &r, "*.csv", "a.csv"), GDCS_E_DUPLICATE));
}

Test(files, arguments_are_checked)
{
    reading r;
    gdcs_table *table = NULL;
    gdcs_frame *frame = NULL;
    gdcs_schema *schema = schema_of(OPEN);
    const char *const paths[] = {"a", NULL};
    PUT("a", "area,sex,n\nFR,F,1\n");
    cr_expect(eq(i32, read_files(OPEN, NULL, 1, NULL, &r), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, read_files(OPEN, paths, 0, NULL, &r), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, read_files(OPEN, paths, 2, NULL, &r), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_csv_read_table_files(paths, 1, NULL, NULL, &table, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_csv_read_frame_files(paths, 1, NULL, NULL, &frame, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_csv_read_frame_files(paths, 1, schema, NULL, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    gdcs_schema_free(schema);
}

/* --- patterns --- */

static const struct {
    const char *text, *pattern;
    int fits;
} fits[] = {
    {"", "", 1},           {"", "*", 1},
    {"", "?", 0},          {"a", "", 0},
    {"a", "?", 1},         {"é", "?", 1},
    {"é", "??", 0},        {"ab", "?", 0},
    {"abc", "a*c", 1},     {"ac", "a*c", 1},
    {"abcd", "a*c", 0},    {"abcbc", "a*bc", 1},
    {"aXbXc", "*X*X*", 1}, {"aXbc", "*X*X*", 0},
    {"x.csv", "*.csv", 1}, {"xcsv", "*.csv", 0},
    {"2019", "20??", 1},   {"20é9", "20??", 1},
    {"a*b", "a*b", 1},     {"aaaaaaaab", "*a*a*a*c", 0},
    {"[a]", "[a]", 1},     {"a", "[a]", 0},
    {"a", "**", 1},        {"ab", "*?", 1},
};

Test(files, a_star_is_any_characters_and_a_question_mark_is_one)
{
    for (size_t i = 0; i < sizeof fits / sizeof fits[0]; i++)
        cr_expect(gdcs_i_files_fits(fits[i].text, fits[i].pattern) == fits[i].fits, "%s by %s",
                  fits[i].text, fits[i].pattern);
}

static const struct {
    const char *pattern, *found; /* one behind the other */
} patterns[] = {
    {"*.csv", "B.csv a.csv b.csv é.csv "},
    {"?.csv", "B.csv a.csv b.csv é.csv "},
    {"sub/*.csv", "sub/c.csv sub/d.csv "},
    {"./s*/?.csv", "./sub/c.csv ./sub/d.csv ./sux/c.csv "},
    {"*/c.csv", "sub/c.csv sux/c.csv "},
    {".*", ".hidden "},
    {"*", "B.csv a.csv b.csv star* é.csv "},
    {"star*", "star* "}, /* a file of this name */
    {"su?/d*", "sub/d.csv "},
    {"sub//c.c?v", "sub//c.csv "},
};

Test(files, patterns_stand_for_files_in_the_order_of_their_bytes)
{
    static const char *const names[] = {"b.csv",     "B.csv",     "a.csv",     "é.csv", ".hidden",
                                        "sub/d.csv", "sub/c.csv", "sux/c.csv", "star*"};
    cr_assert(mkdir("sub", 0700) == 0 && mkdir("sux", 0700) == 0 && mkdir("x.csv", 0700) == 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        PUT(names[i], "");
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        gdcs_i_files files = {.count = 0};
        gdcs_error err = {.struct_size = sizeof err};
        char found[256] = "";
        cr_assert(gdcs_i_files_find(&patterns[i].pattern, 1, &files, &err) == GDCS_OK, "%s",
                  err.message);
        for (int64_t k = 0; k < files.count; k++)
            strcat(strcat(found, files.paths[k]), " ");
        cr_expect(eq(str, found, (char *)patterns[i].found), "%s", patterns[i].pattern);
        gdcs_i_files_free(&files);
    }
}

Test(files, a_pattern_that_no_file_fits_is_an_error)
{
    reading r;
    PUT("a.csv", "area,sex,n\nFR,F,1\n");
    cr_expect(eq(i32, READ(OPEN, &r, "a.csv", "*.tsv"), GDCS_E_OPEN));
    cr_expect(eq(str, r.err.message, "cannot open *.tsv: there is no file whose name fits"));
    cr_expect(eq(i32, READ(OPEN, &r, "none/*.csv"), GDCS_E_OPEN));
    cr_expect(eq(i32, READ(OPEN, &r, "a.csv/*"), GDCS_E_OPEN));
    char path[5000];
    memset(path, '*', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    cr_expect(eq(i32, READ(OPEN, &r, path), GDCS_E_OPEN));
}

static gdcs_status read_two(void *schema)
{
    const gdcs_read_options o = {.struct_size = sizeof o, .detect = GDCS_DETECT_NONE};
    const char *const paths[] = {"?.csv", "last"};
    gdcs_table *table = NULL;
    const gdcs_status status = gdcs_csv_read_table_files(paths, 2, schema, &o, &table, NULL, NULL);
    gdcs_table_free(table);
    return status;
}

Test(files, every_failing_allocation_is_survived)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_schema *schema =
        schema_of("{\"columns\": [" AREA ", {\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": "
                  "\"sdmx\"}, " N "]}");
    PUT("1.csv", "area,sex,n\nFR,F,1\n");
    PUT("2.csv", "sex,n,area\nF,1,IT\n");
    PUT("last", "n,area,sex\n1,IT,M\n");
    const fail_alloc_report r = fail_alloc_each(read_two, schema);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 40));
    gdcs_schema_free(schema);
}
