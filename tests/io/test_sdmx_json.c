/* SDMX-JSON.  The messages have the shape of the samples of the SDMX Technical Working Group (exr-flat and
   exr-time-series of data messages 2.1, and their form in version 1). */
#include "fail_alloc.h"
#include "io/read.h"

TestSuite(sdmx_json, .timeout = 10);

#define VALUE(id, name)                                                                            \
    "{\"id\": \"" id "\", \"name\": \"" name "\", \"names\": {\"en\": \"" name "\"}}"
#define LINK                                                                                       \
    "\"links\": [{\"rel\": \"dataflow\", \"urn\": "                                                \
    "\"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=X:PRIS(1.0)\"}]"
#define FREQ "{\"id\": \"FREQ\", \"keyPosition\": 0, \"values\": [" VALUE("A", "Annual") "]}"
#define SEX                                                                                        \
    "{\"id\": \"SEX\", \"name\": \"Sex\", \"names\": {\"en\": \"Sex\", \"fr\": \"Sexe\"}, "        \
    "\"keyPosition\": 1, \"values\": [{\"id\": \"F\", \"name\": \"Women\", \"names\": {\"en\": "   \
    "\"Women\", \"fr\": \"Femmes\"}}, " VALUE("M", "Men") "]}"
#define TIME                                                                                       \
    "{\"id\": \"TIME_PERIOD\", \"keyPosition\": 2, \"values\": [{\"id\": \"2020\", \"name\": "     \
    "\"2020\"}, {\"id\": \"2021\", \"name\": \"2021\"}]}"
#define MULT   "{\"id\": \"UNIT_MULT\", \"values\": [" VALUE("3", "Thousands") "]}"
#define STATUS "{\"id\": \"OBS_STATUS\", \"default\": \"A\", \"values\": [" VALUE("B", "Break") "]}"
#define UNIT   "{\"id\": \"UNIT\", \"name\": \"Unit\", \"values\": [" VALUE("PS", "Persons") "]}"
#define HEAD                                                                                       \
    "{\"meta\": {\"prepared\": \"2024-05-06\"}, \"data\": {\"structures\": [{\"name\": "           \
    "\"Prisoners\", "

static const char flat[] = HEAD LINK
    ", \"dimensions\": {\"dataSet\": [" FREQ "], \"series\": [], \"observation\": [" TIME ", " SEX
    "]}, \"attributes\": {\"dataSet\": [" UNIT "], \"observation\": [" STATUS
    ", {\"id\": \"NOTE\"}]}}], \"dataSets\": [{\"structure\": 0, \"action\": \"Merge\", "
    "\"observations\": {\"0:0\": [12.5, 0, \"why\"], \"0:1\": [40], \"1:0\": [null, null], "
    "\"1:1\": [\"41\", 0, null, 7]}}]}}";

static const char series[] = HEAD LINK
    ", \"dimensions\": {\"dataSet\": [" FREQ "], \"series\": [" SEX "], \"observation\": [" TIME
    "]}, \"measures\": {\"observation\": [{\"id\": "
    "\"OBS_VALUE\"}]}, \"attributes\": {\"dataSet\": [" UNIT "], \"dimensionGroup\": [{\"id\": "
    "\"SOURCE\"}], \"series\": [" MULT "], \"observation\": [" STATUS
    "]}}], \"dataSets\": [{\"structure\": 0, \"attributes\": [0], "
    "\"dimensionGroupAttributes\": {\":0:\": [\"a register\"]}, \"series\": {\"0\": "
    "{\"attributes\": [null], \"observations\": {\"0\": [12.5, 0], \"1\": [null]}}, \"1\": "
    "{\"attributes\": [0], \"observations\": {\"0\": [0.04], \"1\": [0.041, 0]}}}}]}}";

/* Version 1: no "data", one structure, nothing measured by name. */
static const char first[] =
    "{\"header\": {\"prepared\": \"2024-05-06\"}, \"structure\": {\"name\": \"Prisoners\", " LINK
    ", \"dimensions\": {\"observation\": [" FREQ ", " SEX ", " TIME
    "]}, \"attributes\": {\"observation\": [" STATUS
    "]}}, \"dataSets\": [{\"action\": \"Information\", \"observations\": {\"0:0:0\": [12.5, 0], "
    "\"0:1:0\": [40], \"0:0:1\": [null], \"0:1:1\": [41, 0]}}]}";

static gdcs_table *parsed(const char *text, const char *language)
{
    const gdcs_read_options o = {.struct_size = sizeof o, .language = language};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    cr_assert(eq(i32,
                 gdcs_sdmx_parse_table(text, (int64_t)strlen(text), NULL, &o, &table, NULL, &err),
                 GDCS_OK),
              "%s", err.message);
    return table;
}

static gdcs_axis axis_at(const gdcs_table *t, int64_t i)
{
    gdcs_axis axis = {.struct_size = sizeof axis};
    cr_assert(gdcs_table_get_axis(t, i, &axis, NULL) == GDCS_OK);
    return axis;
}

Test(sdmx_json, flat_and_series_and_version_1_say_the_same)
{
    const char *const forms[] = {flat, series, first};
    for (int i = 0; i < 3; i++) {
        gdcs_table *t = parsed(forms[i], NULL);
        cr_expect(eq(i64, gdcs_table_count_axes(t), 3));
        cr_expect(eq(i64, gdcs_table_count_cells(t), 4));
        cr_expect(eq(str, (char *)axis_at(t, 1).name, "SEX"));
        cr_expect(eq(i32, axis_at(t, 1).concept_id, GDCS_CONCEPT_SEX));
        cr_expect(eq(str, (char *)axis_at(t, 1).titles[0], "Women"));
        cr_expect(eq(str, (char *)axis_at(t, 0).titles[0], "Annual"));
        const gdcs_cell women = CELL(t, "A", "F", "2020");
        cr_expect(women.value == 12.5 && women.status == 'B', "form %d", i);
        cr_expect(eq(dbl, CELL(t, "A", "M", "2020").value, 40), "form %d", i);
        cr_expect(eq(i32, CELL(t, "A", "F", "2021").status, 'O'));
        const gdcs_cell men = CELL(t, "A", "M", "2021");
        cr_expect(men.value == 41 && men.status == 'B', "form %d", i);
        cr_expect(eq(str, (char *)gdcs_table_get_meta(t, GDCS_META_TITLE), "Prisoners"));
        cr_expect(eq(str, (char *)gdcs_table_get_meta(t, GDCS_META_SOURCE), "X:PRIS(1.0)"));
        cr_expect(eq(str, (char *)gdcs_table_get_meta(t, GDCS_META_RETRIEVED), "2024-05-06"));
        cr_expect(
            eq(str, (char *)gdcs_table_get_meta(t, GDCS_META_NOTE), i < 2 ? "Unit: Persons" : ""));
        gdcs_table_free(t);
    }
}

Test(sdmx_json, names_are_those_of_the_language)
{
    gdcs_table *t = parsed(flat, "fr");
    cr_expect(eq(str, (char *)axis_at(t, 1).title, "Sexe"));
    cr_expect(eq(str, (char *)axis_at(t, 1).titles[0], "Femmes"));
    gdcs_table_free(t);
}

Test(sdmx_json, frames_have_attributes_of_every_level)
{
    gdcs_frame *f = NULL;
    cr_assert(gdcs_sdmx_parse_frame(series, (int64_t)strlen(series), NULL, NULL, &f, NULL, NULL) ==
              GDCS_OK);
    const gdcs_column unit = column_of(f, "UNIT"), source = column_of(f, "SOURCE");
    const gdcs_column mult = column_of(f, "UNIT_MULT"), status = column_of(f, "OBS_STATUS");
    cr_expect(eq(i64, gdcs_frame_count_rows(f), 4));
    for (int64_t i = 0; i < 4; i++) {
        cr_expect(eq(str, (char *)word_of(&unit, i), "PS"));
        cr_expect(eq(i32, word_of(&source, i) != NULL, i < 2));
        cr_expect(eq(i32, word_of(&mult, i) != NULL, i >= 2));
    }
    cr_expect(eq(str, (char *)word_of(&status, 2), "A"), "the default");
    gdcs_frame_free(f);
}

static void expect_refused(const char *text, gdcs_status status, const char *says_so)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    cr_expect(eq(i32,
                 gdcs_sdmx_parse_table(text, (int64_t)strlen(text), NULL, NULL, &table, NULL, &err),
                 status),
              "%s: %s", text, err.message);
    cr_expect(table == NULL);
    cr_expect(strstr(err.message, says_so) != NULL, "%s: %s", text, err.message);
}

/* The flat message with one thing changed. */
static void expect_changed(const char *from, const char *to, gdcs_status status, int placed)
{
    static char text[8192];
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    const char *at = strstr(flat, from);
    cr_assert(at != NULL, "%s", from);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - flat), flat, to, at + strlen(from));
    cr_expect(eq(i32,
                 gdcs_sdmx_parse_table(text, (int64_t)strlen(text), NULL, NULL, &table, NULL, &err),
                 status),
              "%s: %s", to, err.message);
    cr_expect(eq(i32, err.row > 0, placed), "%s: %s", to, err.message);
    cr_expect(placed == 0 || status != GDCS_E_DUPLICATE ||
              strncmp(err.message, "observation ", 12) == 0);
    cr_expect(strncmp(err.message, "line ", 5) != 0, "%s", err.message);
    gdcs_table_free(table);
}

Test(sdmx_json, refuses_what_is_malformed_with_its_place)
{
    expect_refused("{", GDCS_E_SYNTAX, "ends too early");
    expect_refused("{}", GDCS_E_SYNTAX, "dataSets");
    expect_refused("{\"data\": {\"dataSets\": []}}", GDCS_E_EMPTY, "no data");
    expect_refused("{\"errors\": [{\"code\": 404, \"title\": \"no results found\"}]}", GDCS_E_EMPTY,
                   "no results found");
    expect_refused("{\"dataSets\": [{}]}", GDCS_E_SHAPE, "structure");
    expect_refused(
        "{\"data\": {\"structures\": [{\"dimensions\": {}}], \"dataSets\": [{\"structure\": 0, "
        "\"observations\": {\"0:0\": [1]}}]}}",
        GDCS_E_SHAPE, "no dimensions");
    expect_changed("\"id\": \"FREQ\"", "\"id\": \"SEX\"", GDCS_E_DUPLICATE, 0);
    expect_changed("\"0:0\": [12.5, 0, \"why\"]", "\"0:9\": [1]", GDCS_E_SHAPE, 1);
    expect_changed("\"0:0\": [12.5, 0, \"why\"]", "\"0\": [1]", GDCS_E_SYNTAX, 1);
    expect_changed("\"0:0\": [12.5, 0, \"why\"]", "\"0:0:0\": [1]", GDCS_E_SYNTAX, 1);
    expect_changed("\"0:0\": [12.5, 0, \"why\"]", "\"0:x\": [1]", GDCS_E_SYNTAX, 1);
    expect_changed("\"0:0\": [12.5, 0, \"why\"]", "\"0:0\": {}", GDCS_E_SYNTAX, 1);
    expect_changed("\"0:0\": [12.5, 0, \"why\"]", "\"0:0\": [[1]]", GDCS_E_SYNTAX, 1);
    expect_changed("\"0:0\": [12.5, 0, \"why\"]", "\"0:0\": [1, 5]", GDCS_E_SHAPE, 1);
    expect_changed("\"0:0\": [12.5, 0, \"why\"]", "\"0:0\": [1, 0.5]", GDCS_E_SYNTAX, 1);
    expect_changed("\"0:0\": [12.5, 0, \"why\"]", "\"0:0\": [1, 1e300]", GDCS_E_SYNTAX, 1);
    expect_changed("\"0:0\": [12.5, 0, \"why\"]", "\"0:0\": [\"few\"]", GDCS_E_VALUE, 1);
    expect_changed("\"0:0\": [12.5, 0, \"why\"]", "\"0:0\": [-1]", GDCS_E_VALUE, 1);
    expect_changed("\"0:0\": [12.5, 0, \"why\"]", "\"0:0\": [3], \"0:00\": [3]", GDCS_E_DUPLICATE,
                   1);
    expect_changed("\"0:0\": [12.5, 0, \"why\"]", "\"0:0\": [9007199254740993]", GDCS_E_VALUE, 1);
    expect_changed("\"structure\": 0", "\"structure\": 1", GDCS_E_SHAPE, 1);
    expect_changed("\"Merge\"", "\"Delete\"", GDCS_E_VALUE, 1);
    expect_changed("\"observations\": {", "\"observations\": 1, \"x\": {", GDCS_E_SYNTAX, 1);
    expect_changed("\"observations\": {", "\"series\": [], \"observations\": {", GDCS_E_SYNTAX, 1);
    expect_changed("\"series\": []", "\"series\": {}", GDCS_E_SYNTAX, 1);
    expect_changed("\"keyPosition\": 0", "\"keyPosition\": -1", GDCS_E_SYNTAX, 1);
    expect_changed("\"keyPosition\": 0", "\"keyPosition\": \"0\"", GDCS_E_SYNTAX, 1);
    expect_changed("\"id\": \"FREQ\"", "\"id\": 1", GDCS_E_SYNTAX, 1);
    expect_changed("\"dataSets\": [", "\"dataSets\": [{\"structure\": 0}, ", GDCS_E_NAME, 1);
    expect_changed("\"dataSets\": [", "\"dataSets\": [7, ", GDCS_E_NAME, 1);
}

Test(sdmx_json, truncated_anywhere_it_is_refused)
{
    size_t taken = 0;
    for (size_t size = 0; size < sizeof series - 1; size++) {
        gdcs_table *table = NULL;
        if (gdcs_sdmx_parse_table(series, (int64_t)size, NULL, NULL, &table, NULL, NULL) == GDCS_OK)
            taken = size;
        gdcs_table_free(table);
    }
    cr_expect(taken == 0, "%zu bytes were taken for the whole", taken);
}

Test(sdmx_json, nesting_is_limited)
{
    char deep[4096];
    memset(deep, '[', sizeof deep);
    memcpy(deep, "{\"a\":", 5);
    deep[sizeof deep - 1] = '\0';
    expect_refused(deep, GDCS_E_SYNTAX, "nested too deeply");
}

static gdcs_status read_both(void *data)
{
    gdcs_table *t = NULL;
    gdcs_frame *f = NULL;
    (void)data;
    gdcs_status status =
        gdcs_sdmx_parse_table(series, (int64_t)strlen(series), NULL, NULL, &t, NULL, NULL);
    if (status == GDCS_OK)
        status = gdcs_sdmx_parse_frame(flat, (int64_t)strlen(flat), NULL, NULL, &f, NULL, NULL);
    gdcs_table_free(t);
    gdcs_frame_free(f);
    return status;
}

Test(sdmx_json, survives_every_failing_allocation, .timeout = 60)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(read_both, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 100));
}
