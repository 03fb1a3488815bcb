/* What is refused of SDMX-CSV and TSV, and where. */
#include "fail_alloc.h"
#include "io/sdmx.h"

TestSuite(sdmx_errors, .timeout = 10);

static void expect_refused(const char *text, gdcs_status status, int64_t row, const char *says_so)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    cr_expect(eq(i32,
                 gdcs_sdmx_parse_table(text, (int64_t)strlen(text), NULL, NULL, &table, NULL, &err),
                 status),
              "%s: %s", text, err.message);
    cr_expect(table == NULL);
    cr_expect(eq(i64, err.row, row), "%s: %s", text, err.message);
    cr_expect(strstr(err.message, says_so) != NULL, "%s: %s", text, err.message);
}

Test(sdmx_errors, refuses_with_the_place)
{
#define H "STRUCTURE,STRUCTURE_ID,ACTION,sex,geo,OBS_VALUE,"
#define E "dataflow,ESTAT:A(1.0),"
    expect_refused("", GDCS_E_EMPTY, 0, "empty");
    expect_refused("sex,n\nF,1\n", GDCS_E_SYNTAX, 1, "not SDMX-CSV");
    expect_refused("STRUCTURE_ID,sex\n", GDCS_E_SYNTAX, 1, "not SDMX-CSV");
    expect_refused("STRUCTURE,STRUCTURE_ID,sex\n", GDCS_E_SCHEMA, 1, "OBS_VALUE");
    expect_refused(H "X\n" E "I,DIFF,AT,1,\n", GDCS_E_SEX, 2, "DIFF");
    expect_refused(H "X\n" E "D,F,AT,1,\n", GDCS_E_VALUE, 2, "ACTION");
    expect_refused(H "X\n" E "I,F,AT,1\n", GDCS_E_SHAPE, 2, "fields");
    expect_refused(H "X\n" E "I,F,AT,few,\n", GDCS_E_VALUE, 2, "number");
    expect_refused(H "X\n" E "I,F,AT,1,a\n" E "I,F,AT,2,b\n", GDCS_E_DUPLICATE, 3, "same key");
    expect_refused(H "OBS_FLAG\n" E "I,F,AT,1,y\n", GDCS_E_VALUE, 2, "OBS_FLAG");
    expect_refused(H "OBS_STATUS\ndataflow,X:A(1.0),I,F,AT,1,b\n", GDCS_E_VALUE, 2, "OBS_STATUS");
    expect_refused(H "UNIT_MULT\n" E "I,F,AT,1,many\n", GDCS_E_VALUE, 2, "UNIT_MULT");
    expect_refused(H "UNIT_MULT\n" E "I,F,AT,1,31\n", GDCS_E_VALUE, 2, "UNIT_MULT");
    expect_refused(H "UNIT_MULT\n" E "I,F,AT,9007199254740993,3\n", GDCS_E_VALUE, 2, "beyond 2^53");
    expect_refused(H "X\n" E "I,F,_T,1,\n" E "I,F,TOTAL,1,\n", GDCS_E_SCHEMA, 0, "its total");
    expect_refused("STRUCTURE;STRUCTURE_ID;sex;OBS_VALUE\ndataflow;E:A;F;1,5\ndataflow;E:A;M;1.5\n",
                   GDCS_E_VALUE, 0, "decimal comma");
    expect_refused("STRUCTURE,STRUCTURE_ID,sex,sex,OBS_VALUE\n" E "F,F,1\n", GDCS_E_DUPLICATE, 1,
                   "components 3 and 4 are both 'sex'");
    expect_refused(H "OBS_VALUE\n" E "I,F,AT,1,2\n", GDCS_E_DUPLICATE, 1, "both 'OBS_VALUE'");
    expect_refused("STRUCTURE,STRUCTURE_ID,sex,,OBS_VALUE\n" E "F,AT,1\n", GDCS_E_SHAPE, 1,
                   "component 4 has no name");
    expect_refused("sex,,geo\\TIME_PERIOD\t2020\nF,A,AT\t1\n", GDCS_E_SHAPE, 1, "no name");
    expect_refused("\xFF\xFES", GDCS_E_ENCODING, 1, "UTF-16");
    expect_refused(H "GDCS\n" E "I,~,~,,{\n", GDCS_E_SCHEMA, 2, "column 'GDCS': line 1");
    expect_refused(H "GDCS\n" E "I,~,~,,\"{\"\"columns\"\": [{}]}\"\n", GDCS_E_SCHEMA, 2, "GDCS");
    expect_refused(H "X\n" E "I,\"F,AT,1,\n", GDCS_E_SYNTAX, 2, "quote");
    expect_refused("sex,geo\\TIME_PERIOD\t2020\nF\t1\n", GDCS_E_SHAPE, 2, "dimensions");
    expect_refused("sex,geo\\TIME_PERIOD\t2020\nF,AT\t1\t2\n", GDCS_E_SHAPE, 2, "fields");
    expect_refused("sex,geo\\TIME_PERIOD\t\nF,AT\t1\n", GDCS_E_SHAPE, 1, "label");
    expect_refused("\\TIME_PERIOD\t2020\nF\t1\n", GDCS_E_SHAPE, 1, "dimensions");
    expect_refused("sex,geo\\TIME_PERIOD\t2020\nF,AT\t1 y\n", GDCS_E_VALUE, 2, "OBS_FLAG");
    expect_refused("sex,geo\\TIME_PERIOD\t2020\nF,AT\t\xFF\n", GDCS_E_ENCODING, 2, "UTF-8");
#undef H
#undef E
}

Test(sdmx_errors, refuses_options_and_missing_pointers)
{
    gdcs_table *t = NULL, *out = NULL;
    gdcs_frame *f = NULL;
    gdcs_sink *sink = NULL;
    const gdcs_sdmx_write_options high = {.struct_size = sizeof high, .labels = 4};
    const gdcs_sdmx_write_options colon = {.struct_size = sizeof colon, .structure = "A: b"};
    const gdcs_sdmx_write_options small = {.struct_size = 8};
    const gdcs_read_options none = {.struct_size = sizeof none, .part = "Z"};
    gdcs_read_result bad = {.struct_size = 4};
    cr_assert(gdcs_table_new(NULL, &t, NULL) == GDCS_OK);
    cr_assert(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    cr_expect(eq(i32, gdcs_sdmx_write_table(NULL, NULL, sink, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdmx_write_table(t, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdmx_write_table(t, &high, sink, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_sdmx_write_table(t, &colon, sink, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_sdmx_write_table(t, &small, sink, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_sdmx_read_table(NULL, NULL, NULL, &out, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdmx_read_frame("x", NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdmx_read_frame("/no/such", NULL, NULL, &f, NULL, NULL), GDCS_E_OPEN));
    cr_expect(
        eq(i32, gdcs_sdmx_parse_table("x", -2, NULL, NULL, &out, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdmx_parse_frame(NULL, 1, NULL, NULL, &f, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_sdmx_parse_table(eurostat, 10, NULL, NULL, &out, &bad, NULL), GDCS_E_STRUCT));
    cr_expect(eq(
        i32,
        gdcs_sdmx_parse_table(eurostat, (int64_t)strlen(eurostat), NULL, &none, &out, NULL, NULL),
        GDCS_E_NAME));
    gdcs_sink_free(sink);
    cr_assert(gdcs_sink_new_file("/dev/full", &sink, NULL) == GDCS_OK);
    gdcs_status status = GDCS_OK;
    for (int i = 0; i < 10000 && status == GDCS_OK; i++)
        status = gdcs_sdmx_write_table(t, NULL, sink, NULL);
    cr_expect(eq(i32, status, GDCS_E_WRITE));
    gdcs_sink_free(sink);
    gdcs_table_free(t);
}

Test(sdmx_errors, protected_and_unwritable_tables_are_not_written)
{
    const gdcs_table_options o = {.struct_size = sizeof o,
                                  .sensitivity = GDCS_SENSITIVITY_PROTECTED};
    const char *const odd[] = {"a: b"};
    const gdcs_axis taken = {.struct_size = sizeof taken, .name = "OBS_VALUE"};
    const gdcs_axis colon = {
        .struct_size = sizeof colon, .name = "x", .labels = odd, .label_count = 1};
    const gdcs_sdmx_write_options both = {.struct_size = sizeof both,
                                          .labels = GDCS_SDMX_LABELS_BOTH};
    gdcs_table *t = NULL;
    gdcs_sink *sink = NULL;
    cr_assert(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    cr_assert(gdcs_table_new(&o, &t, NULL) == GDCS_OK);
    cr_expect(eq(i32, gdcs_sdmx_write_table(t, NULL, sink, NULL), GDCS_E_DISCLOSURE));
    gdcs_table_free(t);
    cr_assert(gdcs_table_new(NULL, &t, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &colon, NULL) == GDCS_OK);
    cr_expect(eq(i32, gdcs_sdmx_write_table(t, &both, sink, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_sdmx_write_table(t, NULL, sink, NULL), GDCS_OK));
    cr_assert(gdcs_table_add_axis(t, &taken, NULL) == GDCS_OK);
    cr_expect(eq(i32, gdcs_sdmx_write_table(t, NULL, sink, NULL), GDCS_E_NAME));
    gdcs_sink_free(sink);
    gdcs_table_free(t);
}

static gdcs_status read_all(void *data)
{
    const char *const texts[] = {eurostat, tsv,
                                 "STRUCTURE;STRUCTURE_ID;SEX: Sex;OBS_VALUE: "
                                 "V\ndataflow;X:A(1.0): N;F: Female;1,5\n"};
    (void)data;
    for (int i = 0; i < 3; i++) {
        gdcs_table *t = NULL;
        gdcs_frame *f = NULL;
        const int64_t size = (int64_t)strlen(texts[i]);
        gdcs_status status = gdcs_sdmx_parse_table(texts[i], size, NULL, NULL, &t, NULL, NULL);
        if (status == GDCS_OK)
            status = gdcs_sdmx_parse_frame(texts[i], size, NULL, NULL, &f, NULL, NULL);
        gdcs_table_free(t);
        gdcs_frame_free(f);
        if (status != GDCS_OK)
            return status;
    }
    return GDCS_OK;
}

Test(sdmx_errors, survives_every_failing_allocation, .timeout = 60)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_status status = GDCS_OK;
    int64_t n = 1, unnoticed = 0, wrong = 0;
    cr_assert(eq(i32, read_all(NULL), GDCS_OK));
    for (; fail_alloc_arm(n), status = read_all(NULL), fail_alloc_disarm(); n++) {
        unnoticed += status == GDCS_OK; /* libcsv tries again with less */
        wrong += (status != GDCS_OK && status != GDCS_E_MEMORY) || fail_alloc_live() != 0;
    }
    cr_expect(eq(i64, wrong, 0));
    cr_expect(le(i64, unnoticed, 30));
    cr_expect(gt(i64, n, 300));
}
