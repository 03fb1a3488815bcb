/* Arguments, sensitivity and memory. */
#include "fail_alloc.h"
#include "io/arrow.h"

TestSuite(arrow_rules, .timeout = 60);

static const int32_t two[] = {1, 2, 3};
static const given fine[] = {{"a", "i", NULL, .buffers = {NULL, two}},
                             {"b", "i", NULL, .buffers = {NULL, two}}};

#define COLUMN(more) "{\"columns\": [{\"name\": \"a\", " more "}]}"

/* --- arguments, options, protected data --- */

Test(arrow_rules, asks_for_every_pointer)
{
    batch b;
    struct ArrowArrayStream stream = {.release = NULL};
    struct ArrowSchema type;
    gdcs_frame *frame = NULL;
    gdcs_table *table = NULL;
    make_batch(&b, fine, 2, 2);
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    const gdcs_status got[] = {
        gdcs_arrow_write_frame(NULL, &type, NULL, NULL),
        gdcs_arrow_write_frame(frame, NULL, NULL, NULL),
        gdcs_arrow_write_frame_stream(NULL, &stream, NULL),
        gdcs_arrow_write_frame_stream(frame, NULL, NULL),
        gdcs_arrow_read_frame(NULL, &b.array, NULL, NULL, &frame, NULL, NULL),
        gdcs_arrow_read_frame(&b.type, NULL, NULL, NULL, &frame, NULL, NULL),
        gdcs_arrow_read_frame(&b.type, &b.array, NULL, NULL, NULL, NULL, NULL),
        gdcs_arrow_read_frame_stream(NULL, NULL, NULL, &frame, NULL, NULL),
        gdcs_arrow_read_frame_stream(&stream, NULL, NULL, NULL, NULL, NULL),
        gdcs_arrow_read_table(NULL, &b.array, NULL, NULL, &table, NULL, NULL),
        gdcs_arrow_read_table(&b.type, NULL, NULL, NULL, &table, NULL, NULL),
        gdcs_arrow_read_table(&b.type, &b.array, NULL, NULL, NULL, NULL, NULL),
        gdcs_arrow_read_table_stream(NULL, NULL, NULL, &table, NULL, NULL),
        gdcs_arrow_read_table_stream(&stream, NULL, NULL, NULL, NULL, NULL)};
    for (size_t i = 0; i < sizeof got / sizeof got[0]; i++)
        cr_expect(eq(i32, got[i], GDCS_E_ARGUMENT), "call %d", (int)i);
    cr_expect(eq(i32, gdcs_arrow_read_table_stream(&stream, NULL, NULL, &table, NULL, NULL),
                 GDCS_E_SYNTAX));
    cr_expect(eq(i32, gdcs_arrow_read_table(&b.type, &b.array, NULL, NULL, &table, NULL, NULL),
                 GDCS_E_SCHEMA),
              "no column has a concept");
    gdcs_frame_free(frame);
}

Test(arrow_rules, refuses_options_and_structs_that_are_none)
{
    batch b;
    gdcs_frame *frame = NULL;
    gdcs_read_options options = {.struct_size = sizeof options, .detect = 3};
    gdcs_read_result result = {.struct_size = 8};
    make_batch(&b, fine, 2, 2);
    cr_expect(eq(i32, gdcs_arrow_read_frame(&b.type, &b.array, NULL, &options, &frame, NULL, NULL),
                 GDCS_E_OPTION));
    options = (gdcs_read_options){.struct_size = 4};
    cr_expect(eq(i32, gdcs_arrow_read_frame(&b.type, &b.array, NULL, &options, &frame, NULL, NULL),
                 GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_arrow_read_frame(&b.type, &b.array, NULL, NULL, &frame, &result, NULL),
                 GDCS_E_STRUCT));
    cr_expect(frame == NULL);
}

Test(arrow_rules, writes_no_protected_data)
{
    static const double values[] = {1, 2};
    struct ArrowSchema type = {.format = "untouched"};
    struct ArrowArrayStream stream = {.private_data = &type};
    const gdcs_column key = {.struct_size = sizeof key,
                             .type = GDCS_TYPE_DOUBLE,
                             .rows = 2,
                             .doubles = values,
                             .name = "key",
                             .concept_id = GDCS_CONCEPT_PERSON_KEY};
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add(frame, &key, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_arrow_write_frame(frame, &type, NULL, NULL), GDCS_E_DISCLOSURE));
    cr_expect(eq(i32, gdcs_arrow_write_frame_stream(frame, &stream, NULL), GDCS_E_DISCLOSURE));
    cr_expect(eq(str, (char *)type.format, "untouched"));
    cr_expect(stream.private_data == &type);
    gdcs_frame_free(frame);
}

/* What the metadata keep close stays so under a schema that says nothing of it. */
Test(arrow_rules, keeps_the_sensitivity_that_the_metadata_say)
{
    static const char said[] = "\1\0\0\0\x10\0\0\0gdcs:sensitivity\x09\0\0\0protected";
    batch b;
    make_batch(&b, fine, 2, 2);
    b.types[0].metadata = said;
    static const char *const schemas[] = {
        NULL, COLUMN("\"concept\": \"area\""),
        "{\"columns\": [{\"position\": 1, \"as\": \"x\", \"concept\": \"area\"}]}",
        "{\"sensitivity\": \"public\", \"columns\": [{\"name\": \"a\", \"concept\": \"area\"}]}"};
    for (int i = 0; i < 4; i++) {
        gdcs_frame *frame = frame_from(&b, schemas[i]);
        cr_expect(eq(i32, gdcs_frame_get_sensitivity(frame),
                     i < 3 ? GDCS_SENSITIVITY_PROTECTED : GDCS_SENSITIVITY_PUBLIC));
        gdcs_frame_free(frame);
    }
    b.types[0].metadata = NULL;
    b.type.metadata = said;
    for (int i = 0; i < 4; i++) {
        gdcs_frame *frame = frame_from(&b, schemas[i]);
        cr_expect(eq(i32, gdcs_frame_get_sensitivity(frame),
                     i < 3 ? GDCS_SENSITIVITY_PROTECTED : GDCS_SENSITIVITY_PUBLIC));
        gdcs_frame_free(frame);
    }
}

/* Titles of words that no row has are passed over, and so are those of numbers. */
Test(arrow_rules, takes_titles_that_are_utf8)
{
    static const char said[] = "\2\0\0\0\x0C\0\0\0gdcs:title:A\7\0\0\0Austria"
                               "\x0C\0\0\0gdcs:title:Z\4\0\0\0Zed.";
    static const char word[] = "\1\0\0\0\x0C\0\0\0gdcs:title:\xFF\1\0\0\0x";
    static const char title[] = "\1\0\0\0\x0C\0\0\0gdcs:title:A\2\0\0\0x\xC3";
    static const char length[] = "\1\0\0\0\x0C\0\0\0gdcs:title:A\xFF\xFF\xFF\xFF";
    static const struct {
        const char *metadata;
        gdcs_status status;
    } wrong[] = {{word, GDCS_E_ENCODING}, {title, GDCS_E_ENCODING}, {length, GDCS_E_SYNTAX}};
    static const int32_t starts[] = {0, 1, 2}, at[] = {0, 1};
    const given columns[] = {{"a", "i", NULL, .buffers = {NULL, at}, .words = "u", .word_count = 2,
                              .word_buffers = {NULL, starts, "AB"}},
                             {"n", "i", NULL, .buffers = {NULL, at}}};
    batch b;
    gdcs_frame *frame = NULL;
    make_batch(&b, columns, 2, 2);
    b.types[0].metadata = b.types[1].metadata = said;
    frame = frame_from(&b, NULL);
    cr_expect_str_eq(gdcs_frame_get_title(frame, "a", "A"), "Austria");
    cr_expect_str_eq(gdcs_frame_get_title(frame, "a", "Z"), "");
    gdcs_frame_free(frame);
    frame = NULL;
    for (int i = 0; i < 3; i++) {
        gdcs_schema *s = schema_of(COLUMN("\"concept\": \"area\""));
        b.types[0].metadata = wrong[i].metadata;
        for (int by_schema = 0; by_schema < 2; by_schema++)
            cr_expect(eq(i32,
                         gdcs_arrow_read_frame(&b.type, &b.array, by_schema ? s : NULL, NULL,
                                               &frame, NULL, NULL),
                         wrong[i].status));
        gdcs_schema_free(s);
    }
}

/* --- failing allocations --- */

static gdcs_status there_and_back(void *data)
{
    const char *schema = data;
    static const char *const words[] = {"F", "M"};
    static const int32_t codes[] = {0, 1, -1};
    static const double numbers[] = {1, NAN, 3};
    gdcs_column sex = {.struct_size = sizeof sex,
                       .type = GDCS_TYPE_TEXT,
                       .rows = 3,
                       .codes = codes,
                       .words = words,
                       .word_count = 2,
                       .name = "a",
                       .concept_id = GDCS_CONCEPT_SEX};
    gdcs_column n = {.struct_size = sizeof n,
                     .type = GDCS_TYPE_DOUBLE,
                     .rows = 3,
                     .doubles = numbers,
                     .name = "n",
                     .unit = "persons",
                     .concept_id = GDCS_CONCEPT_COUNT};
    struct ArrowArrayStream stream = {.release = NULL};
    gdcs_frame *frame = NULL, *back = NULL;
    gdcs_schema *s = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_status status = gdcs_frame_new(&frame, NULL);
    if (status == GDCS_OK)
        status = gdcs_frame_add(frame, &sex, NULL);
    if (status == GDCS_OK)
        status = gdcs_frame_add(frame, &n, NULL);
    if (status == GDCS_OK)
        status = gdcs_frame_set_meta(frame, GDCS_META_SOURCE, "police", NULL);
    if (status == GDCS_OK)
        status = gdcs_frame_set_title(frame, "a", "M", "Men", NULL);
    if (status == GDCS_OK && schema != NULL)
        status = gdcs_schema_parse(schema, -1, &s, NULL);
    if (status == GDCS_OK)
        status = gdcs_arrow_write_frame_stream(frame, &stream, NULL);
    gdcs_frame_free(frame);
    if (status == GDCS_OK)
        status = gdcs_arrow_read_frame_stream(&stream, s, NULL, &back, NULL, &err);
    if (status == GDCS_E_READ && strstr(err.message, "number 12") != NULL)
        status = GDCS_E_MEMORY; /* what the stream could not allocate */
    if (stream.release != NULL)
        stream.release(&stream);
    gdcs_frame_free(back);
    gdcs_schema_free(s);
    return status;
}

Test(arrow_rules, survives_every_failing_allocation)
{
    static char schema[] = COLUMN("\"concept\": \"sex\", \"map\": {\"F\": \"F\", \"M\": \"M\", "
                                  "\"\": \"_U\"}");
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    void *const ways[] = {NULL, schema};
    for (int i = 0; i < 2; i++) {
        const fail_alloc_report r = fail_alloc_each(there_and_back, ways[i]);
        cr_expect(eq(str, (char *)r.wrong, ""));
        cr_expect(gt(i64, r.allocations, 30));
    }
}
