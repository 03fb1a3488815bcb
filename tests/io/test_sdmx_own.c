/* What a table is beyond the columns of SDMX-CSV: its record, out and in. */
#include "io/sdmx.h"

TestSuite(sdmx_own, .timeout = 10);

static gdcs_table *bare(const char *second)
{
    static const char *const sexes[] = {"F", "M"};
    const char *const places[] = {second};
    const gdcs_axis sex = {.struct_size = sizeof sex,
                           .concept_id = GDCS_CONCEPT_SEX,
                           .name = "sex",
                           .labels = sexes,
                           .label_count = 2};
    const gdcs_axis geo = {.struct_size = sizeof geo,
                           .concept_id = GDCS_CONCEPT_AREA,
                           .name = "geo",
                           .labels = places,
                           .label_count = 1};
    const gdcs_table_options o = {.struct_size = sizeof o, .absent = GDCS_ABSENT_MISSING};
    const gdcs_cell cells[] = {{.struct_size = sizeof *cells, .value = 3},
                               {.struct_size = sizeof *cells, .value = NAN, .upper = INFINITY}};
    gdcs_table *t = NULL;
    cr_assert(gdcs_table_new(&o, &t, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &sex, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &geo, NULL) == GDCS_OK);
    for (int i = 0; i < 2; i++)
        cr_assert(gdcs_table_set(t, (const char *const[]){sexes[i], second}, &cells[i], NULL) ==
                  GDCS_OK);
    return t;
}

static const char *written(const gdcs_table *t, const gdcs_sdmx_write_options *o, gdcs_sink **sink)
{
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(gdcs_sink_new_memory(sink, NULL) == GDCS_OK);
    cr_assert(gdcs_sdmx_write_table(t, o, *sink, &err) == GDCS_OK, "%s", err.message);
    return gdcs_sink_get_text(*sink, NULL);
}

Test(sdmx_own, what_its_columns_say_needs_no_record_of_the_table)
{
    gdcs_table *t = bare("AT");
    gdcs_sink *sink = NULL;
    cr_expect(eq(str, (char *)written(t, NULL, &sink),
                 "STRUCTURE,STRUCTURE_ID,ACTION,sex,geo,OBS_VALUE,OBS_STATUS,CONF_STATUS\n"
                 "dataflow,GDCS:TABLE(1.0),I,F,AT,3,A,F\n"
                 "dataflow,GDCS:TABLE(1.0),I,M,AT,,O,F\n"));
    gdcs_sink_free(sink);
    gdcs_table_free(t);
}

Test(sdmx_own, texts_stand_in_columns_of_the_first_record)
{
    const gdcs_sdmx_write_options o = {.struct_size = sizeof o, .structure = "ESTAT:A(1.0)"};
    gdcs_table *t = bare("~"), *back = NULL;
    gdcs_sink *sink = NULL;
    gdcs_read_result r = {.struct_size = sizeof r};
    cr_assert(gdcs_table_set_meta(t, GDCS_META_NOTE, "a, \"b\"", NULL) == GDCS_OK);
    cr_assert(gdcs_table_set_meta(t, GDCS_META_SOURCE, "police", NULL) == GDCS_OK);
    const char *text = written(t, &o, &sink);
    cr_expect(
        eq(str, (char *)text,
           "STRUCTURE,STRUCTURE_ID,ACTION,sex,geo,OBS_VALUE,OBS_STATUS,CONF_STATUS,GDCS,SOURCE,"
           "NOTE\n"
           "dataflow,ESTAT:A(1.0),I,~,~,,,,\"{\"\"columns\"\": [{\"\"name\"\": \"\"sex\"\", "
           "\"\"concept\"\": \"\"sex\"\", \"\"scheme\"\": \"\"sdmx\"\"},{\"\"name\"\": "
           "\"\"geo\"\", \"\"concept\"\": \"\"area\"\"},{\"\"name\"\": "
           "\"\"OBS_VALUE\"\", \"\"concept\"\": \"\"value\"\"}]}\",police,\"a, "
           "\"\"b\"\"\"\n"
           "dataflow,ESTAT:A(1.0),I,F,~,3,A,F,,,\n"
           "dataflow,ESTAT:A(1.0),I,M,~,NaN,O,F,,,\n"));
    back = parsed_with(text, NULL, NULL, &r);
    expect_same(t, back, "there and back");
    cr_expect(eq(str, (char *)gdcs_table_get_meta(back, GDCS_META_NOTE), "a, \"b\""));
    cr_expect(eq(str, (char *)gdcs_table_get_meta(back, GDCS_META_SOURCE), "police"));
    cr_expect(eq(str, (char *)gdcs_table_get_meta(back, GDCS_META_DETECTED), ""));
    cr_expect(r.rows == 3 && r.used == 2 && r.filtered == 1);
    gdcs_table_free(back);
    gdcs_sink_free(sink);
    gdcs_table_free(t);
}

/* What the file keeps close stays so under a schema that says nothing of it. */
Test(sdmx_own, sensitivity_is_lowered_only_by_a_schema_that_says_so)
{
    static const char text[] = "STRUCTURE,STRUCTURE_ID,ACTION,sex,geo,OBS_VALUE,GDCS\n"
                               "dataflow,X:A(1.0),I,~,~,,\"{\"\"columns\"\": [{\"\"name\"\": "
                               "\"\"geo\"\", \"\"concept\"\": "
                               "\"\"area\"\", \"\"sensitivity\"\": \"\"internal\"\"}]}\"\n"
                               "dataflow,X:A(1.0),I,F,AT,1,\n";
    static const struct {
        const char *schema;
        int32_t sensitivity;
    } wanted[] = {
        {"{}", GDCS_SENSITIVITY_INTERNAL},
        {"{\"columns\": [{\"name\": \"geo\", \"concept\": \"group\"}]}", GDCS_SENSITIVITY_INTERNAL},
        {"{\"columns\": [{\"name\": \"geo\", \"concept\": \"area\", \"sensitivity\": \"public\"}]}",
         GDCS_SENSITIVITY_PUBLIC},
        {"{\"sensitivity\": \"public\"}", GDCS_SENSITIVITY_PUBLIC}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        gdcs_schema *schema = schema_of(wanted[i].schema);
        gdcs_table *t = parsed_with(text, schema, NULL, NULL);
        cr_expect(eq(i32, gdcs_table_get_sensitivity(t), wanted[i].sensitivity), "%s",
                  wanted[i].schema);
        gdcs_schema_free(schema);
        gdcs_table_free(t);
    }
}
