#include "fail_alloc.h"
#include "io/read.h"

#include <sys/stat.h>
#include <unistd.h>

#define SEX "{\"name\": \"sex\", \"concept\": \"sex\", \"map\": {\"F\": \"F\", \"M\": \"M\"}}"
#define N   "{\"name\": \"n\", \"concept\": \"count\"}"
#define ONE "{\"columns\": [" SEX "]}"
#define TWO "{\"columns\": [" SEX ", " N "]}"
#define GROUPED(mark)                                                                              \
    "{\"grouping\": \"" mark "\", \"delimiter\": \";\", \"columns\": [" SEX ", " N "]}"
#define TEXT(s) s, (int64_t)sizeof(s) - 1

/* --- each input gives one clear error, with its place --- */

static const struct {
    const char *what, *schema, *text;
    int64_t size;
    gdcs_status status;
    int64_t row, column;
    const char *says;
} refused[] = {
    {"nothing at all", ONE, TEXT(""), GDCS_E_EMPTY, 0, 0, "the file is empty"},
    {"only a mark", ONE, TEXT("\xEF\xBB\xBF"), GDCS_E_EMPTY, 0, 0, "the file is empty"},
    {"only blank lines", ONE, TEXT("\n\n"), GDCS_E_EMPTY, 3, 0, "ends before its header"},
    {"ends in the preamble", "{\"header\": 4, \"columns\": [" SEX "]}", TEXT("a\nb\n"),
     GDCS_E_EMPTY, 3, 0, "line 4"},
    {"an unclosed quote", TWO, TEXT("sex,n\nF,1\nM,\"2\n"), GDCS_E_SYNTAX, 3, 2, "never closed"},
    {"an unclosed quote in the header", TWO, TEXT("sex,\"n\nF,1\n"), GDCS_E_SYNTAX, 1, 2,
     "never closed"},
    {"a stray quote", TWO, TEXT("sex,n\nF,1\nM\"x,2\n"), GDCS_E_SYNTAX, 3, 1, "stray quote"},
    {"text after a quote", TWO, TEXT("sex,n\nF,\"1\"x\n"), GDCS_E_SYNTAX, 2, 2, "stray quote"},
    {"a blank before a quote", TWO, TEXT("sex,n\nF, \"1\"\n"), GDCS_E_SYNTAX, 2, 2, "stray quote"},
    {"a stray quote after broken lines", ONE, TEXT("sex,n\nF,\"\n\r\n\"\nM\"x,2\n"), GDCS_E_SYNTAX,
     5, 1, "line 5"},
    {"too few fields", TWO, TEXT("sex,n\nF,1\nM\n"), GDCS_E_SHAPE, 3, 0, "1 field, expected 2"},
    {"too many fields", TWO, TEXT("sex,n\r\n\r\nF,1,\r\n"), GDCS_E_SHAPE, 3, 0,
     "3 fields, expected 2"},
    {"an unknown spelling", TWO, TEXT("sex,n\nF,1\nW,1\n"), GDCS_E_SEX, 3, 1,
     "'W' is not a declared spelling of a sex"},
    {"a blank that is not declared", TWO, TEXT("sex,n\n,1\n"), GDCS_E_SEX, 2, 1, "''"},
    {"another case", TWO, TEXT("sex,n\nf,1\n"), GDCS_E_SEX, 2, 1, "'f'"},
    {"a spelling of another scheme",
     "{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"iso5218\"}]}",
     TEXT("sex\n1\n3\n"), GDCS_E_SEX, 3, 1, "'3'"},
    {"no number", TWO, TEXT("sex,n\nF,12a\n"), GDCS_E_VALUE, 2, 2, "'12a' is not a number"},
    {"hexadecimal", TWO, TEXT("sex,n\nF,0x1\n"), GDCS_E_VALUE, 2, 2, "not a number"},
    {"not finite", TWO, TEXT("sex,n\nF,1e999\n"), GDCS_E_VALUE, 2, 2, "not a number"},
    {"a whole number that no double is", TWO, TEXT("sex,n\nF,9007199254740993\n"), GDCS_E_VALUE, 2,
     2, "'9007199254740993' is beyond 2^53"},
    {"more digits than there are", TWO, TEXT("sex,n\nF,123456789012345678901234\n"), GDCS_E_VALUE,
     2, 2, "is beyond 2^53"},
    {"infinite", TWO, TEXT("sex,n\nF,inf\n"), GDCS_E_VALUE, 2, 2, "not a number"},
    {"negative", TWO, TEXT("sex,n\nF,-1\n"), GDCS_E_VALUE, 2, 2, "'-1' is negative"},
    {"a decimal comma that is not declared", TWO, TEXT("sex,n\nF,\"1,5\"\n"), GDCS_E_VALUE, 2, 2,
     "'1,5'"},
    {"a mark that would group one digit", GROUPED(","), TEXT("sex;n\nF;1,5\n"), GDCS_E_VALUE, 2, 2,
     "'1,5' is not a number"},
    {"groups that end with two digits", GROUPED(","), TEXT("sex;n\nF;1,234,56\n"), GDCS_E_VALUE, 2,
     2, "'1,234,56'"},
    {"four digits before a mark", GROUPED(","), TEXT("sex;n\nF;1234,567\n"), GDCS_E_VALUE, 2, 2,
     "'1234,567'"},
    {"a word not in a closed map",
     "{\"columns\": [" SEX ", {\"name\": \"a\", \"concept\": \"area\", \"map\": {\"x\": \"X\"}}]}",
     TEXT("sex,a\nF,x\nF,y\n"), GDCS_E_VALUE, 3, 2, "'y' is not in the map"},
    {"no letter of a status",
     "{\"columns\": [" SEX ", " N ", {\"name\": \"s\", \"concept\": \"status\"}]}",
     TEXT("sex,n,s\nF,1,bp\n"), GDCS_E_VALUE, 2, 3, "'bp' is no letter"},
    {"a NUL", TWO, TEXT("sex,n\nF,1\0\n"), GDCS_E_ENCODING, 2, 2, "NUL"},
    {"a NUL in the header", TWO, TEXT("sex,n\0\nF,1\n"), GDCS_E_ENCODING, 1, 2, "header"},
    {"a byte that is not UTF-8", TWO, TEXT("sex,n\n\xC9,1\n"), GDCS_E_ENCODING, 2, 1, "UTF-8"},
    {"the same in a column nobody reads", ONE, TEXT("sex,n\nF,\xC9\n"), GDCS_E_ENCODING, 2, 2,
     "UTF-8"},
    {"a surrogate in UTF-8", ONE, TEXT("sex,n\nF,\xED\xA0\x80\n"), GDCS_E_ENCODING, 2, 2, "UTF-8"},
    {"a character cut at the end", ONE, TEXT("sex,n\nF,\xC3"), GDCS_E_ENCODING, 2, 2, "UTF-8"},
    {"UTF-16 declared as UTF-8", ONE, TEXT("\xFF\xFEs\0e\0x\0"), GDCS_E_ENCODING, 1, 1, "UTF-16"},
    {"UTF-16 without a mark as UTF-8", ONE, TEXT("s\0e\0x\0\n\0"), GDCS_E_ENCODING, 1, 1, "header"},
    {"half a pair in UTF-16", "{\"encoding\": \"UTF-16LE\", \"columns\": [" SEX "]}",
     TEXT("s\0e\0x\0,\0n\0\n\0F\0,\0\x00\xD8\n\0"), GDCS_E_ENCODING, 2, 2, "UTF-16LE"},
    {"an odd byte at the end of UTF-16", "{\"encoding\": \"UTF-16LE\", \"columns\": [" SEX "]}",
     TEXT("s\0e\0x\0\n\0F\0x"), GDCS_E_ENCODING, 2, 1, "UTF-16LE"},
    {"a byte CP1252 does not have", "{\"encoding\": \"CP1252\", \"columns\": [" SEX "]}",
     TEXT("sex,n\nF,\x81\n"), GDCS_E_ENCODING, 2, 2, "CP1252"},
    {"an encoding nobody knows", "{\"encoding\": \"latin-x\", \"columns\": [" SEX "]}",
     TEXT("sex\nF\n"), GDCS_E_SCHEMA, 0, 0, "'latin-x'"},
    {"an encoding that would drop bytes",
     "{\"encoding\": \"ASCII//IGNORE\", \"columns\": [" SEX "]}", TEXT("sex\nF\n"), GDCS_E_SCHEMA,
     0, 0, "ASCII//IGNORE"},
    {"the encoding of the locale", "{\"encoding\": \"\", \"columns\": [" SEX "]}", TEXT("sex\nF\n"),
     GDCS_E_SCHEMA, 0, 0, "''"},
    {"the wrong delimiter", TWO, TEXT("geo;sex;n\nFR;F;1\n"), GDCS_E_SCHEMA, 1, 0,
     "column 'sex' is not in the header; the header has 1 field: 'geo;sex;n'; is the delimiter "
     "';'?"},
    {"tabs where commas are declared", TWO, TEXT("geo\tsex\tn\nFR\tF\t1\n"), GDCS_E_SCHEMA, 1, 0,
     "the header has 1 field: 'geo sex n'; is the delimiter a tab?"},
    {"one field, no delimiter at all", TWO, TEXT("<html>\n"), GDCS_E_SCHEMA, 1, 0,
     "the header has 1 field: '<html>'"},
    {"fewer records than the footer", "{\"footer\": 3, \"columns\": [" SEX ", " N "]}",
     TEXT("sex,n\nF,1\nM,2\n"), GDCS_E_SHAPE, 4, 0,
     "the file ends after 2 records, before the 3 of its footer"},
    {"a spreadsheet", TWO, TEXT("PK\003\004\024\000\006\000"), GDCS_E_ENCODING, 1, 1,
     "line 1: the file is a ZIP archive, perhaps a spreadsheet, not delimited text"},
    {"the beginning of a compressed file", TWO, TEXT("\037\213\010\000"), GDCS_E_READ, 0, 0,
     "cannot read the text: its gzip data end too early, at byte 4"},
    {"compressed by what is not supported", TWO, TEXT("BZh91AY&SY\000\000"), GDCS_E_ENCODING, 1, 1,
     "is compressed by bzip2"},
    {"compressed by xz", TWO, TEXT("\3757zXZ\000"), GDCS_E_ENCODING, 1, 1, "is compressed by xz"},
    {"a document", TWO, TEXT("%PDF-1.7\nsex,n\n"), GDCS_E_ENCODING, 1, 1, "is a PDF document"},
    {"a database", TWO, TEXT("SQLite format 3\000\020\000"), GDCS_E_ENCODING, 1, 1,
     "is an SQLite database"},
    {"an old spreadsheet", TWO, TEXT("\320\317\021\340\241\261"), GDCS_E_ENCODING, 1, 1,
     "is an old spreadsheet or document"},
    {"UTF-16 that is declared to be UTF-8", "{\"encoding\": \"UTF-8\", \"columns\": [" SEX "]}",
     TEXT("\377\376s\000e\000x\000\n\000"), GDCS_E_ENCODING, 1, 1,
     "the file begins with the byte order mark of UTF-16, but UTF-8 is declared"},
    {"a header in UTF-16 without a mark", ONE, TEXT("s\000e\000x\000\n\000F\000\n\000"),
     GDCS_E_ENCODING, 1, 1,
     "line 1, field 1 of the header: bytes that are not valid UTF-8, or a NUL byte; is the "
     "encoding "
     "right?"},
    {"a column that is not there", TWO, TEXT("sex,count\nF,1\n"), GDCS_E_SCHEMA, 1, 0,
     "column 'n' is not in the header, which is 'sex,count'"},
    {"a column in another case", TWO, TEXT("SEX,n\nF,1\n"), GDCS_E_SCHEMA, 1, 0,
     "field 1 is 'SEX'"},
    {"a column with a blank", TWO, TEXT(" sex,n\nF,1\n"), GDCS_E_SCHEMA, 1, 0, "field 1 is ' sex'"},
    {"a column that is there twice", TWO, TEXT("sex,n,sex\nF,1,F\n"), GDCS_E_SCHEMA, 1, 3,
     "twice, as fields 1 and 3"},
    {"a position beyond the file",
     "{\"header\": -1, \"columns\": [{\"position\": 3, \"as\": \"sex\", \"concept\": \"sex\","
     " \"scheme\": \"sdmx\"}]}",
     TEXT("1,F\n"), GDCS_E_SCHEMA, 1, 0, "position 3"},
    {"another column at the position",
     "{\"columns\": [{\"name\": \"sex\", \"position\": 1, \"concept\": \"sex\", \"scheme\":"
     " \"sdmx\"}]}",
     TEXT("id,sex\n1,F\n"), GDCS_E_SCHEMA, 1, 1, "which is 'id'"},
    {"a wide column that is not there",
     "{\"columns\": [" SEX "], \"wide\": {\"concept\": \"period\", \"as\": \"year\", \"columns\":"
     " [\"2010\", \"2011\"]}}",
     TEXT("sex,2010,2012\nF,1,2\n"), GDCS_E_SCHEMA, 1, 0, "'2011'"},
    {"no number in a wide column",
     "{\"columns\": [" SEX "], \"wide\": {\"concept\": \"period\", \"as\": \"year\", \"columns\":"
     " [\"2010\", \"2011\"]}}",
     TEXT("sex,2010,2011\nF,1,x\n"), GDCS_E_VALUE, 2, 3, "column '2011': 'x'"},
    {"two numbers for one cell",
     "{\"columns\": [" SEX ", " N ", {\"name\": \"w\", \"concept\": \"weight\"}]}",
     TEXT("sex,n,w\nF,1,1\n"), GDCS_E_SCHEMA, 0, 0, "'n' and 'w'"},
};

Test(csv_errors, each_gives_one_clear_error_with_its_place)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_schema *schema = schema_of(refused[i].schema);
        gdcs_table *table = (gdcs_table *)&err;
        const gdcs_read_options options = {.struct_size = sizeof options,
                                           .detect = GDCS_DETECT_NONE};
        const gdcs_status status = gdcs_csv_parse_table(refused[i].text, refused[i].size, schema,
                                                        &options, &table, NULL, &err);
        cr_expect(status == refused[i].status, "%s: %s, %s", refused[i].what,
                  gdcs_status_name(status), err.message);
        cr_expect(err.row == refused[i].row && err.column == refused[i].column,
                  "%s: row %d, column %d", refused[i].what, (int)err.row, (int)err.column);
        cr_expect(strstr(err.message, refused[i].says) != NULL, "%s: %s", refused[i].what,
                  err.message);
        cr_expect(table == (gdcs_table *)&err, "%s: out was written", refused[i].what);
        gdcs_schema_free(schema);
    }
}

Test(csv_errors, a_frame_is_refused_likewise)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = schema_of(TWO);
    gdcs_frame *frame = NULL;
    cr_expect(eq(i32,
                 gdcs_csv_parse_frame(TEXT("sex,n\nF,1\nW,1\n"), schema, NULL, &frame, NULL, &err),
                 GDCS_E_SEX));
    cr_expect(eq(i64, err.row, 3));
    cr_expect(frame == NULL);
    gdcs_schema_free(schema);
}

/* --- files --- */

static gdcs_status read_path(const char *path, gdcs_error *err)
{
    gdcs_schema *schema = schema_of(ONE);
    gdcs_table *table = NULL;
    const gdcs_status status = gdcs_csv_read_table(path, schema, NULL, &table, NULL, err);
    gdcs_schema_free(schema);
    gdcs_table_free(table);
    return status;
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "wb");
    cr_assert_not_null(f);
    cr_assert(fputs(text, f) >= 0 && fclose(f) == 0);
}

Test(csv_errors, what_cannot_be_opened_says_why)
{
    gdcs_error err = {.struct_size = sizeof err};
    char folder[] = "gdcs-csv-XXXXXX", path[64];
    cr_expect(eq(i32, read_path("no/such/file.csv", &err), GDCS_E_OPEN));
    cr_expect(eq(str, err.message, "cannot open no/such/file.csv: no such file or directory"));
    cr_assert_not_null(mkdtemp(folder));
    cr_expect(eq(i32, read_path(folder, &err), GDCS_E_OPEN));
    cr_expect(strstr(err.message, "is a directory") != NULL);
    snprintf(path, sizeof path, "%s/f.csv", folder);
    write_file(path, "sex\nF\n");
    cr_expect(eq(i32, read_path(path, &err), GDCS_OK));
    cr_assert(eq(int, chmod(path, 0), 0));
    if (geteuid() != 0) {
        cr_expect(eq(i32, read_path(path, &err), GDCS_E_OPEN));
        cr_expect(strstr(err.message, "permission denied") != NULL);
    }
    unlink(path);
    rmdir(folder);
}

Test(csv_errors, a_read_that_fails_half_way_is_no_end)
{
    gdcs_error err = {.struct_size = sizeof err};
    /* The memory of this process can be opened, and reading at 0 fails. */
    if (access("/proc/self/mem", R_OK) != 0)
        cr_skip_test("needs /proc/self/mem");
    cr_expect(eq(i32, read_path("/proc/self/mem", &err), GDCS_E_READ));
}

Test(csv_errors, the_standard_input_is_read_and_stays_open)
{
    int ends[2];
    cr_assert(eq(int, pipe(ends), 0));
    cr_assert(write(ends[1], "sex\nF\n", 6) == 6 && close(ends[1]) == 0);
    cr_assert(dup2(ends[0], 0) == 0);
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, read_path("-", &err), GDCS_OK), "%s", err.message);
    cr_expect(eq(int, close(0), 0));
}

/* --- limits --- */

static gdcs_status parse(const char *json, const char *text, int64_t size,
                         const gdcs_read_options *options, gdcs_read_result *result,
                         gdcs_error *err)
{
    gdcs_schema *schema = schema_of(json);
    gdcs_table *table = NULL;
    const gdcs_status status =
        gdcs_csv_parse_table(text, size, schema, options, &table, result, err);
    gdcs_schema_free(schema);
    gdcs_table_free(table);
    return status;
}

Test(csv_errors, rejects_are_counted_by_reason_up_to_the_limit)
{
    static const char text[] = "sex,n\nF,1\nW,1\nF\nF,x\nF,\xFF\nF,-1\nM,2\n";
    static const int64_t counts[GDCS_REJECT_REASONS] = {1, 1, 0, 2, 1};
    gdcs_read_options o = {.struct_size = sizeof o, .reject_limit = 5};
    gdcs_read_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, parse(TWO, TEXT(text), &o, &r, &err), GDCS_OK), "%s", err.message);
    cr_expect(eq(i64, r.rows, 7));
    cr_expect(eq(i64, r.used, 2));
    for (int i = 0; i < GDCS_REJECT_REASONS; i++)
        cr_expect(eq(i64, r.rejected[i], counts[i]), "reason %d", i);
    cr_expect(eq(i64, r.first_row, 3));
    cr_expect(eq(i64, r.first_column, 1));
    cr_expect(
        eq(str, r.first_message, "line 3, column 'sex': 'W' is not a declared spelling of a sex"));
    o.reject_limit = 4;
    cr_expect(eq(i32, parse(TWO, TEXT(text), &o, &r, &err), GDCS_E_REJECTED));
    cr_expect(strstr(err.message, "5 records did not fit, the limit is 4; the first: line 3") !=
              NULL);
    cr_expect(eq(i64, r.rows, 6));
    o.reject_limit = -1;
    cr_expect(eq(i32, parse(TWO, TEXT(text), &o, &r, &err), GDCS_OK));
    o.reject_limit = 0;
    cr_expect(eq(i32, parse(TWO, TEXT(text), &o, &r, &err), GDCS_E_SEX));
    cr_expect(eq(i64, r.used, 1));
}

Test(csv_errors, a_broken_quote_is_never_a_mere_reject)
{
    const gdcs_read_options o = {.struct_size = sizeof o, .reject_limit = -1};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, parse(TWO, TEXT("sex,n\nF,\"1\n"), &o, NULL, &err), GDCS_E_SYNTAX));
    cr_expect(eq(i32, parse(TWO, TEXT("sex,n\nF,1\"\n"), &o, NULL, &err), GDCS_E_SYNTAX));
}

Test(csv_errors, arguments_and_options_are_checked)
{
    gdcs_schema *schema = schema_of(ONE);
    gdcs_table *t = NULL;
    gdcs_frame *f = NULL;
    gdcs_read_options o = {.struct_size = sizeof o, .reject_limit = -2};
    cr_expect(eq(i32, gdcs_csv_read_table(NULL, schema, NULL, &t, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_csv_read_table("x", NULL, NULL, &t, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_csv_read_table("x", schema, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_csv_read_frame(NULL, schema, NULL, &f, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_csv_read_frame("x", schema, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_csv_parse_table(NULL, 1, schema, NULL, &t, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_csv_parse_table("x", -2, schema, NULL, &t, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_csv_parse_frame("x", 1, schema, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_csv_parse_table("x", 1, schema, &o, &t, NULL, NULL), GDCS_E_OPTION));
    o = (gdcs_read_options){.struct_size = sizeof o, .field_limit = -1};
    cr_expect(eq(i32, gdcs_csv_parse_table("x", 1, schema, &o, &t, NULL, NULL), GDCS_E_OPTION));
    o = (gdcs_read_options){.struct_size = 4};
    cr_expect(eq(i32, gdcs_csv_parse_table("x", 1, schema, &o, &t, NULL, NULL), GDCS_E_STRUCT));
    const gdcs_schema none = {.struct_size = 0}, empty = {.struct_size = sizeof empty};
    cr_expect(eq(i32, gdcs_csv_parse_table("x", 1, &none, NULL, &t, NULL, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_csv_parse_table("x", 1, &empty, NULL, &t, NULL, NULL), GDCS_E_SCHEMA));
    gdcs_schema_free(schema);
}

/* --- every allocation --- */

static const char small[] = "a,sex,n,s\n\"x\ny\",F,1,\nx,M,:,Q\n,F,2.5,\nend,,,\n";

static const char small_schema[] =
    "{\"encoding\": \"%s\", \"footer\": 1, \"columns\": [{\"name\": \"a\", \"concept\": \"area\"},"
    " {\"name\": \"sex\", \"concept\": \"sex\", \"map\": {\"F\": \"F\", \"M\": \"M\"}, \"drop\":"
    " [\"X\"]}, {\"name\": \"n\", \"concept\": \"count\", \"missing\": [\":\"]}, {\"name\": \"s\","
    " \"concept\": \"status\"}], \"meta\": {\"source\": \"s\"}}";

static gdcs_status read_small_table(void *data)
{
    gdcs_table *table = NULL;
    const gdcs_status status =
        gdcs_csv_parse_table(small, sizeof small - 1, data, NULL, &table, NULL, NULL);
    gdcs_table_free(table);
    return status;
}

static gdcs_status read_small_frame(void *data)
{
    gdcs_frame *frame = NULL;
    const gdcs_status status =
        gdcs_csv_parse_frame(small, sizeof small - 1, data, NULL, &frame, NULL, NULL);
    gdcs_frame_free(frame);
    return status;
}

/* libcsv asks again for less when its buffer cannot grow, so one failure goes unnoticed in each of
   three parsers, that of the header, of the numbers and of the whole, if it is asked at all.  The first
   use of an encoding loads it into the C library for good, so it is used once before. */
static void expect_survival(gdcs_status (*read)(void *), gdcs_schema *schema)
{
    gdcs_status status = GDCS_OK;
    int64_t n = 1, unnoticed = 0, wrong = 0;
    cr_assert(eq(i32, read(schema), GDCS_OK));
    for (; fail_alloc_arm(n), status = read(schema), fail_alloc_disarm(); n++) {
        unnoticed += status == GDCS_OK;
        wrong += (status != GDCS_OK && status != GDCS_E_MEMORY) || fail_alloc_live() != 0;
    }
    cr_expect(eq(i32, status, GDCS_OK));
    cr_expect(eq(i64, wrong, 0));
    cr_expect(le(i64, unnoticed, 3));
    cr_expect(gt(i64, n, 20));
}

Test(csv_errors, every_failing_allocation_is_survived)
{
    static const char *const encodings[] = {"UTF-8", "ISO-8859-1"};
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    for (int i = 0; i < 2; i++) {
        char json[1024];
        snprintf(json, sizeof json, small_schema, encodings[i]);
        gdcs_schema *schema = schema_of(json);
        expect_survival(read_small_table, schema);
        expect_survival(read_small_frame, schema);
        gdcs_schema_free(schema);
    }
}
