#include "fail_alloc.h"
#include "io/read.h"

#include <unistd.h>

/* Every member there is. */
static const char whole[] =
    "{\"delimiter\": \";\", \"quote\": \"'\", \"decimal\": \",\", \"grouping\": \".\",\n"
    " \"encoding\": \"ISO-8859-1\", \"header\": 3, \"footer\": 2, \"absent\": \"missing\",\n"
    " \"sensitivity\": \"public\", \"columns\": [\n"
    "  {\"name\": \"geo\", \"concept\": \"area\", \"as\": \"country\", \"title\": \"Country\",\n"
    "   \"total\": \"EU\", \"map\": {\"x\": \"X\", \"y\": null}, \"open\": true},\n"
    "  {\"constant\": \"1\", \"as\": \"sex\", \"concept\": \"sex\", \"scheme\": \"iso5218\"},\n"
    "  {\"name\": \"a \\\"quoted\\\" é\\u0001\", \"keep\": [\"\", \"b\"], \"drop\": [\"c\"]},\n"
    "  {\"name\": \"k\", \"position\": 4, \"concept\": \"person_key\", \"type\": \"text\",\n"
    "   \"sensitivity\": \"internal\", \"unit\": \"\", \"missing\": [\"-\"]},\n"
    "  {\"file\": \"x_{}.csv\", \"concept\": \"age\"}],\n"
    " \"wide\": {\"concept\": \"period\", \"as\": \"year\", \"columns\": {\"2010\": \"a\", "
    "\"2011\":"
    " null},\n"
    "  \"missing\": [\":\"]}, \"meta\": {\"source\": \"s\", \"licence\": \"CC0\"}}\n";

static void write_to(const gdcs_schema *schema, char *out, size_t room)
{
    gdcs_sink *sink = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_schema_write(schema, sink, &err), GDCS_OK), "%s", err.message);
    snprintf(out, room, "%s", gdcs_sink_get_text(sink, NULL));
    gdcs_sink_free(sink);
}

Test(schema, holds_what_the_text_says)
{
    gdcs_schema *s = schema_of(whole);
    cr_expect(eq(chr, s->delimiter, ';'));
    cr_expect(eq(chr, s->grouping, '.'));
    cr_expect(eq(i32, s->header, 3));
    cr_expect(eq(i32, s->footer, 2));
    cr_expect(eq(i32, s->absent, GDCS_ABSENT_MISSING));
    cr_expect(eq(i32, s->sensitivity, GDCS_SENSITIVITY_PUBLIC));
    cr_expect(eq(i64, s->column_count, 5));
    cr_expect(eq(str, (char *)s->columns[0].as, "country"));
    cr_expect(eq(i64, s->columns[0].map_count, 2));
    cr_expect(s->columns[0].map[1].to == NULL);
    cr_expect(eq(i32, s->columns[0].map_open, 1));
    cr_expect(eq(i32, s->columns[1].scheme, GDCS_SEX_SCHEME_ISO5218));
    cr_expect(eq(str, (char *)s->columns[2].name, "a \"quoted\" \xC3\xA9\x01"));
    cr_expect(eq(i64, s->columns[2].keep_count, 2));
    cr_expect(eq(i32, s->columns[3].type, GDCS_TYPE_TEXT));
    cr_expect(eq(i32, s->columns[3].sensitivity, GDCS_SENSITIVITY_INTERNAL));
    cr_expect(eq(str, (char *)s->columns[4].file, "x_{}.csv"));
    cr_expect(eq(i64, s->wide->column_count, 2));
    cr_expect(eq(i32, s->wide->concept_id, GDCS_CONCEPT_PERIOD));
    cr_expect(eq(i32, s->meta[1].key, GDCS_META_LICENCE));
    gdcs_schema_free(s);
}

/* Writing is a function of what the schema holds, so equal texts are equal schemas. */
Test(schema, what_is_written_parses_back_to_the_same)
{
    static const char *const texts[] = {
        whole, "{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}]}",
        "{\"absent\": \"zero\", \"header\": -1, \"columns\": [{\"position\": 1, \"as\": \"n\","
        " \"concept\": \"count\"}]}",
        "{\"columns\": [], \"wide\": {\"concept\": \"sex\", \"as\": \"s\", \"scheme\": \"sdmx\","
        " \"columns\": [\"F\", \"M\"]}}"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char first[4096], second[4096];
        gdcs_schema *a = schema_of(texts[i]);
        write_to(a, first, sizeof first);
        gdcs_schema *b = schema_of(first);
        write_to(b, second, sizeof second);
        cr_expect(eq(str, first, second));
        cr_expect(eq(i64, a->column_count, b->column_count));
        cr_expect(eq(i32, a->header, b->header));
        cr_expect(strstr(second, "constant\": \"\"") == NULL);
        cr_expect(eq(i32, a->absent, b->absent));
        gdcs_schema_free(a);
        gdcs_schema_free(b);
    }
}

static const struct {
    const char *text;
    gdcs_status status;
    int64_t row, column;
    const char *says;
} refused[] = {
    {"", GDCS_E_SYNTAX, 1, 1, "too early"},
    {"{\"columns\": [}", GDCS_E_SYNTAX, 1, 14, "expected a value or ]"},
    {"{\"columns\": []} x", GDCS_E_SYNTAX, 1, 17, "no JSON"},
    {"{} {}", GDCS_E_SYNTAX, 1, 4, "follows"},
    {"{\n \"header\": 01}", GDCS_E_SYNTAX, 2, 12, "no JSON"},
    {"{\"header\": 1.}", GDCS_E_SYNTAX, 1, 12, "no JSON"},
    {"{\"header\": +1}", GDCS_E_SYNTAX, 1, 12, "no JSON"},
    {"{\"header\": NaN}", GDCS_E_SYNTAX, 1, 12, "no JSON"},
    {"{\"header\": 1e999}", GDCS_E_SYNTAX, 1, 2, "too large"},
    {"{\"header\": 1,}", GDCS_E_SYNTAX, 1, 14, "name in quotes"},
    {"{\"header\" 1}", GDCS_E_SYNTAX, 1, 11, "expected :"},
    {"{\"encoding\": \"a\\u0000b\"}", GDCS_E_SYNTAX, 1, 16, "NUL"},
    {"{\"encoding\": \"a\tb\"}", GDCS_E_SYNTAX, 1, 16, "control character"},
    {"{\"encoding\": \"\\x\"}", GDCS_E_SYNTAX, 1, 15, "escape"},
    {"{\"encoding\": \"\\ud800\"}", GDCS_E_SYNTAX, 1, 15, "surrogate"},
    {"{\"encoding\": \"\\ud800\\u0041\"}", GDCS_E_SYNTAX, 1, 15, "surrogate"},
    {"{\"encoding\": \"a", GDCS_E_SYNTAX, 1, 14, "never closed"},
    {"{\"header\": 1,\n  \"header\": 2}", GDCS_E_SYNTAX, 2, 3, "twice"},
    {"{\"encoding\": \"\xC9\"}", GDCS_E_ENCODING, 1, 15, "UTF-8"},
    {"[]", GDCS_E_SCHEMA, 1, 1, "not an object"},
    {"{\"columns\": [\n {\"name\": \"a\",\n \"nime\": 1}]}", GDCS_E_SCHEMA, 3, 2, "\"nime\""},
    {"{\"columns\": 1}", GDCS_E_SCHEMA, 1, 2, "array of columns"},
    {"{\"columns\": [1]}", GDCS_E_SCHEMA, 1, 14, "not an object"},
    {"{\"header\": 1.5}", GDCS_E_SCHEMA, 1, 2, "whole number"},
    {"{\"header\": 1e10}", GDCS_E_SCHEMA, 1, 2, "whole number"},
    {"{\"header\": \"1\"}", GDCS_E_SCHEMA, 1, 2, "whole number"},
    {"{\"delimiter\": \"ab\"}", GDCS_E_SCHEMA, 1, 2, "one ASCII character"},
    {"{\"delimiter\": \"é\"}", GDCS_E_SCHEMA, 1, 2, "one ASCII character"},
    {"{\"absent\": \"none\"}", GDCS_E_SCHEMA, 1, 2, "there is no absent \"none\""},
    {"{\"meta\": {\"sauce\": \"x\"}}", GDCS_E_SCHEMA, 1, 11, "no key of meta"},
    {"{\"meta\": {\"source\": 1}}", GDCS_E_SCHEMA, 1, 11, "not a text"},
#define COLUMN(c) "{\"columns\": [\n" c "]}"
    {COLUMN("{\"name\": \"a\", \"concept\": \"sax\"}"), GDCS_E_SCHEMA, 2, 15, "no concept \"sax\""},
    {COLUMN("{\"name\": \"a\", \"concept\": \"area\", \"keep\": \"x\"}"), GDCS_E_SCHEMA, 2, 34,
     "array of texts"},
    {COLUMN("{\"name\": \"a\", \"concept\": \"area\", \"keep\": [1]}"), GDCS_E_SCHEMA, 2, 34,
     "array of texts"},
    {COLUMN("{\"name\": \"a\", \"concept\": \"area\", \"map\": {\"x\": 1}}"), GDCS_E_SCHEMA, 2, 42,
     "neither a text nor null"},
    {COLUMN("{\"name\": \"a\", \"concept\": \"area\", \"open\": 1}"), GDCS_E_SCHEMA, 2, 34,
     "neither true nor false"},
    {COLUMN("{\"concept\": \"area\"}"), GDCS_E_SCHEMA, 2, 1, "neither name nor position"},
    {COLUMN("{\"name\": \"a\"}"), GDCS_E_SCHEMA, 2, 1, "says nothing"},
    {COLUMN(
         "{\"name\": \"a\", \"concept\": \"sex\", \"scheme\": \"sdmx\", \"map\": {\"F\": \"F\"}}"),
     GDCS_E_SCHEMA, 2, 1, "map or by a scheme"},
    {COLUMN("{\"name\": \"a\", \"concept\": \"sex\", \"map\": {\"W\": \"W\"}}"), GDCS_E_SCHEMA, 2,
     1, "not to one of F M _O _U _Z _T"},
    {COLUMN("{\"name\": \"a\", \"concept\": \"sex\", \"map\": {\"F\": \"F\"}, \"open\": true}"),
     GDCS_E_SCHEMA, 2, 1, "never open"},
    {COLUMN("{\"name\": \"a\", \"concept\": \"area\", \"scheme\": \"sdmx\"}"), GDCS_E_SCHEMA, 2, 1,
     "only a sex column"},
    {COLUMN(
         "{\"name\": \"a\", \"concept\": \"area\"},\n {\"name\": \"b\", \"as\": \"a\", \"concept\":"
         " \"age\"}"),
     GDCS_E_SCHEMA, 3, 2, "same name"},
    {COLUMN("{\"name\": \"n\", \"concept\": \"count\", \"total\": \"T\"}"), GDCS_E_SCHEMA, 2, 1,
     "only an axis"},
    {COLUMN("{\"name\": \"n\", \"concept\": \"count\", \"type\": \"text\"}"), GDCS_E_SCHEMA, 2, 1,
     "cannot be text"},
    {COLUMN("{\"name\": \"a\", \"constant\": \"x\", \"as\": \"a\", \"concept\": \"area\"}"),
     GDCS_E_SCHEMA, 2, 1, "neither name nor position"},
    {COLUMN("{\"file\": \"{}.csv\", \"name\": \"a\", \"concept\": \"area\"}"), GDCS_E_SCHEMA, 2, 1,
     "neither name nor position"},
    {COLUMN("{\"file\": \"{}.csv\", \"constant\": \"a\", \"concept\": \"area\"}"), GDCS_E_SCHEMA, 2,
     1, "its constant is given"},
    {COLUMN("{\"file\": \"a.csv\", \"concept\": \"area\"}"), GDCS_E_SCHEMA, 2, 1, "has not one {}"},
    {COLUMN("{\"file\": \"{}{}\", \"concept\": \"area\"}"), GDCS_E_SCHEMA, 2, 1, "has not one {}"},
    {COLUMN("{\"file\": \"{a}{}\", \"concept\": \"area\"}"), GDCS_E_SCHEMA, 2, 1, "has not one {}"},
    {COLUMN("{\"file\": \"{}\", \"keep\": [\"x\"]}"), GDCS_E_SCHEMA, 2, 1, "needs a concept"},
    {COLUMN("{\"constant\": \"x\", \"keep\": [\"x\"]}"), GDCS_E_SCHEMA, 2, 1, "needs a concept"},
    {COLUMN("{\"name\": \"a\", \"concept\": \"area\"},\n {\"as\": \"b\", \"concept\": \"age\"}"),
     GDCS_E_SCHEMA, 3, 2, "column 2 of the schema has neither"},
    {COLUMN("{\"position\": 1, \"as\": \"a\", \"concept\": \"area\", \"aliases\": [\"b\"]}"),
     GDCS_E_SCHEMA, 2, 1, "aliases are for"},
    {COLUMN("{\"name\": \"n\", \"concept\": \"count\", \"optional\": true}"), GDCS_E_SCHEMA, 2, 1,
     "only an axis or a filter"},
    {"{\"header\": -1, \"columns\": [{\"name\": \"a\", \"concept\": \"area\"}]}", GDCS_E_SCHEMA, 1,
     28, "needs a position"},
#define FILE_SAYS(f) "{" f ", \"columns\": [{\"name\": \"a\", \"concept\": \"area\"}]}"
    {FILE_SAYS("\"header\": -2"), GDCS_E_SCHEMA, 1, 2, "header is -2"},
    {FILE_SAYS("\"footer\": -1"), GDCS_E_SCHEMA, 1, 2, "footer is -1"},
    {FILE_SAYS("\"delimiter\": \"\\n\""), GDCS_E_SCHEMA, 1, 2, "delimiter is not"},
    {FILE_SAYS("\"delimiter\": \"\\\"\""), GDCS_E_SCHEMA, 0, 0, "the same"},
    {FILE_SAYS("\"decimal\": \";\""), GDCS_E_SCHEMA, 1, 2, "decimal mark"},
    {FILE_SAYS("\"grouping\": \".\""), GDCS_E_SCHEMA, 1, 2, "grouping mark"},
    {FILE_SAYS("\"grouping\": \"5\""), GDCS_E_SCHEMA, 1, 2, "cannot stand between digits"},
    {FILE_SAYS("\"grouping\": \"-\""), GDCS_E_SCHEMA, 1, 2, "cannot stand between digits"},
    {FILE_SAYS("\"ragged\": \"tear\""), GDCS_E_SCHEMA, 1, 2, "\"tear\""},
    {COLUMN("{\"position\": -1, \"as\": \"a\", \"concept\": \"area\"}"), GDCS_E_SCHEMA, 2, 1,
     "the position is negative"},
    {"{\"header\": -1, \"columns\": [{\"position\": 1, \"as\": \"a\", \"concept\": \"area\", "
     "\"titles\": \"t\"}]}",
     GDCS_E_SCHEMA, 1, 28, "without a header there is no column of titles"},
#define WIDE(w) "{\"columns\": [], \"wide\": {" w "}}"
    {WIDE("\"as\": \"y\", \"columns\": [\"a\"]"), GDCS_E_SCHEMA, 1, 17, "not that of an axis"},
    {WIDE("\"concept\": \"period\", \"as\": \"\", \"columns\": [\"a\"]"), GDCS_E_SCHEMA, 1, 17,
     "name of an axis is empty"},
    {WIDE("\"concept\": \"sex\", \"columns\": {\"x\": [\"F\", \"1\"]}, \"also\": [{\"concept\": "
          "\"period\", "
          "\"as\": \"sex\"}]"),
     GDCS_E_SCHEMA, 1, 17, "two axes have the same name"},
    {WIDE("\"concept\": \"period\", \"as\": \"y\""), GDCS_E_SCHEMA, 1, 17, "names no columns"},
    {WIDE("\"concept\": \"period\", \"as\": \"y\", \"columns\": [\"a\", \"a\"]"), GDCS_E_SCHEMA, 1,
     17, "twice"},
    {"{\"columns\": [{\"name\": \"n\", \"concept\": \"count\", \"map\": {\"<5\": \"few\"}}]}",
     GDCS_E_SCHEMA, 1, 14, "'<5' is mapped to 'few', no number and no interval like 1..4"},
    {"{\"columns\": [{\"name\": \"n\", \"concept\": \"count\", \"map\": {\"<5\": \"4..1\"}}]}",
     GDCS_E_SCHEMA, 1, 14, "'4..1'"},
    {WIDE("\"concept\": \"period\", \"as\": \"y\", \"columns\": 1"), GDCS_E_SCHEMA, 1, 58,
     "neither an array"},
    {"{\"columns\": [{\"name\": \"n\", \"concept\": \"count\"}], \"wide\": {\"concept\": "
     "\"period\","
     " \"as\": \"y\", \"columns\": [\"a\"]}}",
     GDCS_E_SCHEMA, 1, 50, "exclude each other"},
};

Test(schema, each_mistake_is_named_with_its_place)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_schema *schema = (gdcs_schema *)&err;
        const gdcs_status status = gdcs_schema_parse(refused[i].text, -1, &schema, &err);
        cr_expect(status == refused[i].status, "%s: %s, %s", refused[i].text,
                  gdcs_status_name(status), err.message);
        cr_expect(err.row == refused[i].row && err.column == refused[i].column,
                  "%s: line %d, character %d", refused[i].text, (int)err.row, (int)err.column);
        cr_expect(strstr(err.message, refused[i].says) != NULL, "%s: %s", refused[i].text,
                  err.message);
        cr_expect(schema == (gdcs_schema *)&err, "%s: out was written", refused[i].text);
    }
}

Test(schema, deep_and_large_texts_are_refused)
{
    enum { LARGE = (16 << 20) + 1 };
    gdcs_schema *schema = NULL;
    char deep[2000];
    memset(deep, '[', sizeof deep);
    cr_expect(eq(i32, gdcs_schema_parse(deep, sizeof deep, &schema, NULL), GDCS_E_SYNTAX));
    char *large = malloc(LARGE);
    cr_assert_not_null(large);
    memset(large, ' ', LARGE);
    cr_expect(eq(i32, gdcs_schema_parse(large, LARGE, &schema, NULL), GDCS_E_LIMIT));
    cr_expect(eq(i32, gdcs_schema_parse(large, LARGE - 1, &schema, NULL), GDCS_E_SYNTAX));
    free(large);
}

Test(schema, arguments_are_checked)
{
    gdcs_schema *schema = NULL;
    gdcs_sink *sink = NULL;
    const gdcs_schema none = {.struct_size = 0}, empty = {.struct_size = sizeof empty},
                      wrong = {.struct_size = sizeof wrong, .header = -2};
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_schema_parse(NULL, 0, &schema, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_schema_parse("{}", -1, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_schema_parse("{}", -2, &schema, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_schema_read(NULL, &schema, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_schema_read("no/such", &schema, NULL), GDCS_E_OPEN));
    cr_expect(eq(i32, gdcs_schema_write(NULL, sink, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_schema_write(&empty, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_schema_write(&wrong, sink, NULL), GDCS_E_SCHEMA));
    cr_expect(eq(i32, gdcs_schema_write(&none, sink, NULL), GDCS_E_STRUCT));
    gdcs_schema_free(NULL);
    gdcs_sink_free(sink);
}

Test(schema, is_read_from_a_file)
{
    char path[] = "gdcs-schema-XXXXXX";
    const int descriptor = mkstemp(path);
    gdcs_schema *schema = NULL;
    cr_assert(write(descriptor, whole, sizeof whole - 1) == sizeof whole - 1);
    close(descriptor);
    cr_expect(eq(i32, gdcs_schema_read(path, &schema, NULL), GDCS_OK));
    gdcs_schema_free(schema);
    unlink(path);
}

/* A column of a caller compiled with another version is as long as its struct_size says. */
Test(schema, columns_of_another_size_are_found)
{
    struct {
        gdcs_schema_column known;
        int64_t future;
    } columns[2] = {
        {{.struct_size = sizeof columns[0],
          .name = "sex",
          .concept_id = GDCS_CONCEPT_SEX,
          .scheme = GDCS_SEX_SCHEME_SDMX},
         0},
        {{.struct_size = sizeof columns[0], .name = "a", .concept_id = GDCS_CONCEPT_AREA}, 0}};
    const gdcs_schema schema = {
        .struct_size = sizeof schema, .columns = &columns[0].known, .column_count = 2};
    gdcs_table *t = NULL;
    cr_assert(
        eq(i32, gdcs_csv_parse_table("a,sex\nx,F\n", 10, &schema, NULL, &t, NULL, NULL), GDCS_OK));
    cr_expect(epsilon_eq(dbl, CELL(t, "F", "x").value, 1, 0));
    gdcs_table_free(t);
    columns[1].future = 1;
    cr_expect(eq(i32, gdcs_csv_parse_table("a,sex\nx,F\n", 10, &schema, NULL, &t, NULL, NULL),
                 GDCS_E_OPTION));
    columns[1].known.struct_size = sizeof(gdcs_schema_column);
    cr_expect(eq(i32, gdcs_csv_parse_table("a,sex\nx,F\n", 10, &schema, NULL, &t, NULL, NULL),
                 GDCS_E_STRUCT));
}

static void expect_twice(const gdcs_schema *schema, const char *what)
{
    gdcs_table *t = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(
        eq(i32, gdcs_csv_parse_table("c0\nc1\n", 6, schema, NULL, &t, NULL, &err), GDCS_E_SCHEMA));
    cr_expect(strstr(err.message, what) != NULL, "%s", err.message);
}

Test(schema, what_is_there_twice_is_found_among_few_and_many)
{
    enum { MANY = 40 };
    char names[MANY][8];
    gdcs_schema_word words[MANY];
    gdcs_schema_column columns[MANY];
    const gdcs_schema all = {.struct_size = sizeof all, .columns = columns, .column_count = MANY};
    const gdcs_schema one = {.struct_size = sizeof one, .columns = columns, .column_count = 1};
    for (int i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "c%d", i);
        words[i] = (gdcs_schema_word){names[i], "y"};
        columns[i] = (gdcs_schema_column){
            .struct_size = sizeof columns[i], .name = names[i], .concept_id = GDCS_CONCEPT_AREA};
    }
    columns[0].map = words;
    columns[0].map_count = MANY;
    for (int i = 0; i < MANY; i++)
        for (int k = 0; k < i; k++) {
            words[i].from = names[k];
            expect_twice(&one, "is there twice");
            words[i].from = names[i];
            columns[i].name = names[k];
            expect_twice(&all, "another column has the same name");
            columns[i].name = names[i];
        }
    gdcs_table *t = NULL;
    cr_assert(eq(i32, gdcs_csv_parse_table("c0\nc1\n", 6, &one, NULL, &t, NULL, NULL), GDCS_OK));
    gdcs_table_free(t);
}

static gdcs_status parse_whole(void *data)
{
    gdcs_schema *schema = NULL;
    const gdcs_status status = gdcs_schema_parse(data, -1, &schema, NULL);
    gdcs_schema_free(schema);
    return status;
}

Test(schema, every_failing_allocation_is_survived)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(parse_whole, (void *)(uintptr_t)whole);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 20));
}
