/* What reading finds out about a file that the schema does not say. */
#include "fail_alloc.h"
#include "io/read.h"

#include <unistd.h>

#define TEXT(s) s, (int64_t)sizeof(s) - 1
#define SEX     "{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}"
#define TWO     "{\"columns\": [" SEX ", {\"name\": \"n\", \"concept\": \"count\"}]}"
#define VALUE   "{\"columns\": [" SEX ", {\"name\": \"n\", \"concept\": \"value\"}]}"
#define PLACES                                                                                     \
    "{\"header\": -1, \"columns\": [{\"position\": 1, \"as\": \"sex\", \"concept\": \"sex\","      \
    " \"scheme\": \"sdmx\"}, {\"position\": 2, \"as\": \"n\", \"concept\": \"count\"}]}"
#define NAMED(name)                                                                                \
    "{\"columns\": [" SEX ", {\"name\": \"" name "\", \"as\": \"n\", \"concept\": \"count\"}]}"

/* The number of women, and what the table says was found; NULL: nothing. */
static const struct {
    const char *what, *schema, *text;
    int64_t size;
    double women;
    const char *says;
} found[] = {
    {"nothing open", TWO, TEXT("sex,n\nF,1.5\n"), 1.5, NULL},
    {"one column", "{\"columns\": [" SEX "]}", TEXT("sex\nF\n"), 1, NULL},
    {"semicolons", TWO, TEXT("sex;n\nF;2\n"), 2, "The delimiter is ';'"},
    {"tabs", TWO, TEXT("sex\tn\nF\t2\n"), 2, "The delimiter is a tab"},
    {"bars", TWO, TEXT("sex|n\nF|2\n"), 2, "The delimiter is '|'"},
    {"commas among semicolons", TWO, TEXT("a,b;sex;n\nx;F;2\n"), 2, "';'"},
    {"a preamble", TWO, TEXT("Table 1, by \"sex\nof 2024\n\nsex,n\nF,3\n"), 3,
     "The header is line 4"},
    {"a preamble with fewer names", TWO, TEXT("sex,\nsex;n\nF;3\n"), 3, "The header is line 2"},
    {"a preamble with other delimiters", TWO, TEXT("x,y\nsex\tn\nF\t3\n"), 3,
     "The delimiter is a tab: so line 2 holds the names of the schema. The header is line 2, the "
     "first that holds the names of the schema."},
    {"a header over two lines", NAMED("n\\nof"), TEXT("sex;\"n\nof\"\nF;3\n"), 3, "';'"},
    {"no header", PLACES, TEXT("F;3\nM;4\n"), 3, "it divides all lines into as many fields"},
    {"no header, commas", PLACES, TEXT("F,3\nM,4\n"), 3, NULL},
    {"an equal sign before the header line",
     "{\"header\": 2, \"columns\": [" SEX ", {\"name\": \"n\", \"concept\": \"count\"}]}",
     TEXT("sex,n\nsex;n\nF;3\n"), 3, "The delimiter is ';': so line 2"},
    {"UTF-16, little end first", TWO,
     TEXT("\xFF\xFEs\0e\0x\0,\0n\0\n\0F\0,\0"
          "7\0\n\0"),
     7, "The encoding is UTF-16LE: the file begins with its byte order mark."},
    {"UTF-16, big end first", TWO,
     TEXT("\xFE\xFF\0s\0e\0x\0,\0n\0\n\0F\0,\0"
          "7\0\n"),
     7, "UTF-16BE"},
    {"UTF-16 without a mark", TWO,
     TEXT("s\0e\0x\0,\0n\0\n\0F\0,\0"
          "7\0\n\0"),
     7, "every other byte is NUL"},
    {"Latin-1, by a name", NAMED("Año"), TEXT("sex,A\xF1o\nF,8\n"), 8,
     "The encoding is CP1252: the bytes are not UTF-8, and so they read 'Año' as the schema has "
     "it."},
    {"Central European, by a name", NAMED("Příčina"), TEXT("sex,P\xF8\xED\xE8ina\nF,8\n"), 8,
     "CP1250"},
    {"Latin-2, by a name", NAMED("Žene"),
     TEXT("sex,\xAE"
          "ene\nF,8\n"),
     8, "ISO-8859-2"},
    {"the same in a code page", NAMED("Žene"),
     TEXT("sex,\x8E"
          "ene\nF,8\n"),
     8, "The encoding is CP"},
    {"Cyrillic", NAMED("Жена"), TEXT("sex,\xC6\xE5\xED\xE0\nF,8\n"), 8, "CP1251"},
    {"Cyrillic in KOI8", NAMED("Жена"), TEXT("sex,\xF6\xC5\xCE\xC1\nF,8\n"), 8, "KOI8-R"},
    {"by a word of a map",
     "{\"columns\": [{\"name\": \"s\", \"as\": \"sex\", \"concept\": \"sex\", \"map\": {\"Frau\":"
     " \"F\", \"Männer\": \"M\"}}, {\"name\": \"n\", \"concept\": \"count\"}]}",
     TEXT("s,n\nM\xE4nner,1\nFrau,9\n"), 9, "'Männer'"},
    {"a decimal comma", TWO, TEXT("sex;n\nF;1,5\n"), 1.5, "The decimal mark is ','"},
    {"a decimal comma in quotes", TWO, TEXT("sex,n\nF,\"1,25\"\n"), 1.25,
     "The decimal mark is ','"},
    {"both marks, the German way", TWO, TEXT("sex;n\nF;1.234,5\nM;2.000\n"), 1234.5,
     "The thousands mark is '.'"},
    {"both marks, the English way", TWO, TEXT("sex;n\nF;1,234.5\nM;2,000\n"), 1234.5,
     "The thousands mark is ','"},
    {"millions settle thousands", TWO, TEXT("sex;n\nF;1,234\nM;1,234,567\n"), 1234,
     "The thousands mark is ','"},
    {"a decimal settles thousands", TWO, TEXT("sex;n\nF;1.234\nM;0,5\n"), 1234,
     "The thousands mark is '.'"},
    {"millions the German way", TWO, TEXT("sex;n\nF;1.234.567\nM;1.234\n"), 1234567,
     "The decimal mark is ','"},
    {"lakhs and crores", TWO, TEXT("sex;n\nF;12,34,567\nM;1,234\n"), 1234567,
     "The thousands mark is ','"},
    {"blanks group", TWO, TEXT("sex;n\nF;1 234\nM;0,5\n"), 1234, "The thousands mark is ' '"},
    {"no-break spaces group", TWO,
     TEXT("sex;n\nF;1\xC2\xA0"
          "234\n"),
     1234, "' '"},
    {"thin spaces group", TWO,
     TEXT("sex;n\nF;12\xE2\x80\x89"
          "345,5\n"),
     12345.5, "' '"},
    {"apostrophes group", TWO, TEXT("sex;n\nF;1'234'567.5\n"), 1234567.5, "'''"},
    {"more than three digits before the mark", TWO, TEXT("sex,n\nF,1234.567\nM,1.234\n"), 1234.567,
     NULL},
    {"a zero before the mark", TWO, TEXT("sex,n\nF,0.123\n"), 0.123, NULL},
    {"a value may have three decimals", VALUE, TEXT("sex,n\nF,1.234\n"), 1.234, NULL},
    {"a count without marks settles it", TWO, TEXT("sex,n\nF,1.234\nM,1234\n"), 1.234, NULL},
    {"what is declared is not asked",
     "{\"decimal\": \",\", \"columns\": [" SEX ", {\"name\": \"n\", \"concept\": \"count\"}]}",
     TEXT("sex;n\nF;1,234\n"), 1.234, "The delimiter"},
    {"thousands where the decimal mark is declared",
     "{\"decimal\": \",\", \"columns\": [" SEX ", {\"name\": \"n\", \"concept\": \"count\"}]}",
     TEXT("sex;n\nF;1.234\n"), 1234, "The thousands mark is '.'"},
};

Test(csv_detect, what_a_schema_leaves_open_is_found_and_said)
{
    for (size_t i = 0; i < sizeof found / sizeof found[0]; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_schema *schema = schema_of(found[i].schema);
        gdcs_table *table = NULL;
        const gdcs_status status =
            gdcs_csv_parse_table(found[i].text, found[i].size, schema, NULL, &table, NULL, &err);
        gdcs_schema_free(schema);
        cr_expect(status == GDCS_OK, "%s: %s", found[i].what, err.message);
        if (status != GDCS_OK)
            continue;
        const char *said = gdcs_table_get_meta(table, GDCS_META_DETECTED);
        cr_expect(CELL(table, "F").value == found[i].women, "%s: %f", found[i].what,
                  CELL(table, "F").value);
        cr_expect(found[i].says == NULL ? said[0] == '\0' : strstr(said, found[i].says) != NULL,
                  "%s: '%s'", found[i].what, said);
        gdcs_table_free(table);
    }
}

static const struct {
    const char *what, *schema, *text;
    int64_t size;
    gdcs_status status;
    int64_t row, column;
    const char *says;
} refused[] = {
    {"a comma that may be either", TWO, TEXT("sex;n\nF;1,234\n"), GDCS_E_VALUE, 2, 2,
     "'1,234' has a decimal mark or a thousands mark, and no other number tells which; declare "
     "\"decimal\""},
    {"the same of a value", VALUE, TEXT("sex;n\nF;17\nM;1,234\n"), GDCS_E_VALUE, 3, 2, "'1,234'"},
    {"the same where thousands stand without", TWO, TEXT("sex;n\nF;1700\nM;1,234\n"), GDCS_E_VALUE,
     3, 2, "'1,234'"},
    {"a count with a point that may be either", TWO, TEXT("sex,n\nF,1.234\nM,12\n"), GDCS_E_VALUE,
     2, 2, "'1.234'"},
    {"both marks as decimal marks", TWO, TEXT("sex;n\nF;1.5\nM;1,5\n"), GDCS_E_VALUE, 3, 2,
     "'1,5' is not a number"},
    {"bytes of any encoding", TWO, TEXT("sex,n\n\xE9,1\n"), GDCS_E_ENCODING, 2, 1,
     "bytes that are not valid UTF-8, or a NUL byte; is the encoding right, or is it CP1252, "
     "CP1251"},
    {"a name that no encoding makes", NAMED("Ωmega"),
     TEXT("sex,\xC9"
          "x\nF,1\n"),
     GDCS_E_ENCODING, 1, 2, "is the encoding right?"},
    {"a column in no line", TWO, TEXT("Title\nsex;m\nF;1\n"), GDCS_E_SCHEMA, 2, 0,
     "column 'n' is not in the header, which is 'sex;m'"},
    {"places under two delimiters", PLACES, TEXT("F,1;2\nM,1;3\n"), GDCS_E_SCHEMA, 0, 0,
     "',' and ';' both divide all lines into as many fields; declare the delimiter"},
    {"half a pair", TWO, TEXT("\xFF\xFEs\0e\0x\0,\0n\0\n\0F\0,\0\x00\xD8\n\0"), GDCS_E_ENCODING, 2,
     2, "UTF-16LE"},
    {"a spreadsheet", TWO, TEXT("PK\003\004\024\000\006\000\xE9"), GDCS_E_ENCODING, 1, 1, "ZIP"},
    {"groups that nobody writes", TWO, TEXT("sex;n\nF;1.5.2\n"), GDCS_E_VALUE, 2, 2, "'1.5.2'"},
    {"both marks in a row that nobody writes", TWO, TEXT("sex;n\nF;1.5,2\n"), GDCS_E_VALUE, 2, 2,
     "'1.5,2'"},
    {"nothing", TWO, TEXT(""), GDCS_E_EMPTY, 0, 0, "empty"},
};

Test(csv_detect, what_cannot_be_told_is_refused_with_its_place)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_schema *schema = schema_of(refused[i].schema);
        gdcs_table *table = NULL;
        const gdcs_status status = gdcs_csv_parse_table(refused[i].text, refused[i].size, schema,
                                                        NULL, &table, NULL, &err);
        cr_expect(status == refused[i].status && table == NULL, "%s: %s, %s", refused[i].what,
                  gdcs_status_name(status), err.message);
        cr_expect(err.row == refused[i].row && err.column == refused[i].column,
                  "%s: row %d, column %d", refused[i].what, (int)err.row, (int)err.column);
        cr_expect(strstr(err.message, refused[i].says) != NULL, "%s: %s", refused[i].what,
                  err.message);
        gdcs_table_free(table);
        gdcs_schema_free(schema);
    }
}

Test(csv_detect, it_can_be_turned_off)
{
    const gdcs_read_options none = {.struct_size = sizeof none, .detect = GDCS_DETECT_NONE};
    const gdcs_read_options wrong = {.struct_size = sizeof wrong, .detect = 1};
    gdcs_schema *schema = schema_of(TWO);
    gdcs_table *table = NULL;
    cr_expect(eq(i32, gdcs_csv_parse_table(TEXT("sex;n\nF;1\n"), schema, &none, &table, NULL, NULL),
                 GDCS_E_SCHEMA));
    cr_expect(eq(i32,
                 gdcs_csv_parse_table(TEXT("sex,n\nF,1.234\n"), schema, &none, &table, NULL, NULL),
                 GDCS_OK));
    cr_expect(epsilon_eq(dbl, CELL(table, "F").value, 1.234, 0));
    gdcs_table_free(table);
    cr_expect(eq(i32, gdcs_csv_parse_table(TEXT("sex,n\n"), schema, &wrong, &table, NULL, NULL),
                 GDCS_E_OPTION));
    gdcs_schema_free(schema);
}

Test(csv_detect, a_frame_says_it_too)
{
    gdcs_frame *frame = frame_of(TWO, "sex;n\nF;1,5\n");
    cr_expect(eq(str, (char *)gdcs_frame_get_meta(frame, GDCS_META_DETECTED),
                 "The delimiter is ';': so line 1 holds the names of the schema. The decimal mark "
                 "is ',', as the numbers show."));
    gdcs_frame_free(frame);
}

/* A file longer than what is looked at is read from its beginning, in memory, by path and by pipe. */
Test(csv_detect, a_long_file_is_read_whole)
{
    enum { ROWS = 100000, ROOM = ROWS * 8 + 64 };
    char path[] = "gdcs-detect-XXXXXX";
    char *text = malloc(ROOM), *at = text;
    gdcs_schema *schema = schema_of(TWO);
    gdcs_table *table = NULL;
    cr_assert_not_null(text);
    at += sprintf(at, "sex;n\nF;1,5\n");
    for (int i = 0; i < ROWS; i++)
        at += sprintf(at, "M;%d\n", i % 7);
    const int descriptor = mkstemp(path);
    cr_assert(write(descriptor, text, (size_t)(at - text)) == at - text);
    close(descriptor);
    gdcs_read_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_csv_read_table(path, schema, NULL, &table, &r, NULL), GDCS_OK));
    cr_expect(eq(i64, r.rows, ROWS + 1));
    cr_expect(epsilon_eq(dbl, CELL(table, "F").value, 1.5, 0));
    gdcs_table *same = NULL;
    cr_assert(
        eq(i32, gdcs_csv_parse_table(text, at - text, schema, NULL, &same, NULL, NULL), GDCS_OK));
    expect_same(table, same, "by path and in memory");
    gdcs_table_free(table);
    gdcs_table_free(same);
    gdcs_schema_free(schema);
    unlink(path);
    free(text);
}

static gdcs_status read_page(void *data)
{
    static const char text[] = "x\nsex;A\xF1o\nF;1,5\nM;1.234\n";
    gdcs_table *table = NULL;
    const gdcs_status status =
        gdcs_csv_parse_table(text, sizeof text - 1, data, NULL, &table, NULL, NULL);
    gdcs_table_free(table);
    return status;
}

/* Where libcsv finds another way, reading goes on.  The C library loads and unloads code pages when it
   likes, so that what is left after one call may be freed in the next. */
Test(csv_detect, every_failing_allocation_is_survived)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_schema *schema = schema_of(NAMED("Año"));
    gdcs_status status = GDCS_OK;
    int64_t n = 1, wrong = 0, left = 0;
    cr_assert(eq(i32, read_page(schema), GDCS_OK));
    for (; fail_alloc_arm(n), status = read_page(schema), fail_alloc_disarm(); n++) {
        wrong += status != GDCS_OK && status != GDCS_E_MEMORY && status != GDCS_E_SCHEMA;
        left += fail_alloc_live();
    }
    cr_expect(eq(i32, status, GDCS_OK));
    cr_expect(eq(i64, wrong, 0));
    cr_expect(left < 20);
    cr_expect(gt(i64, n, 100));
    gdcs_schema_free(schema);
}
