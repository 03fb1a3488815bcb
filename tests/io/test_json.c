#include "io/read.h"

#include <cjson/cJSON.h>

static char *frame_json(const gdcs_frame *frame)
{
    gdcs_sink *sink = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_json_write_frame(frame, sink, &err), GDCS_OK), "%s", err.message);
    char *copy = strdup(gdcs_sink_get_text(sink, NULL));
    gdcs_sink_free(sink);
    return copy;
}

Test(json, writes_a_frame_as_documented)
{
    gdcs_frame *f = frame_of(
        "{\"columns\": [{\"name\": \"country\", \"concept\": \"area\"}, {\"name\": \"value\","
        " \"concept\": \"value\", \"unit\": \"share\", \"title\": \"Share of women\"}],"
        " \"meta\": {\"source\": \"a\\\\b\"}}",
        "country,value\nFR,0.1\n,\n\"\",inf\n");
    char *text = frame_json(f);
    cr_expect(eq(str, text,
                 "{\"meta\": {\"source\": \"a\\\\b\"}, \"rows\": 3,\n \"columns\": [\n"
                 "  {\"name\": \"country\", \"concept\": \"area\", \"type\": \"text\", \"values\": "
                 "[\"FR\", null, \"\"]},\n"
                 "  {\"name\": \"value\", \"concept\": \"value\", \"type\": \"double\", \"label\": "
                 "\"Share of women\","
                 " \"unit\": \"share\", \"values\": [0.1, null, \"inf\"]}]}\n"));
    free(text);
    gdcs_frame_free(f);
}

Test(json, writes_a_table_as_documented)
{
    gdcs_table *t = table_of(
        "{\"absent\": \"zero\", \"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\":"
        " \"sdmx\"}, {\"name\": \"n\", \"concept\": \"count\", \"open\": true, \"map\": {\"<5\":"
        " \"1..4\"}}, {\"name\": \"s\", \"concept\": \"status\"}]}",
        "sex,n,s\nF,12,\nM,<5,Q\n_U,,\n");
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_json_write_table(t, sink, NULL), GDCS_OK));
    cr_expect(
        eq(str, (char *)gdcs_sink_get_text(sink, NULL),
           "{\"meta\": {}, \"absent\": \"zero\",\n \"axes\": [\n"
           "  {\"name\": \"sex\", \"concept\": \"sex\", \"total\": \"_T\", \"labels\": [\"F\","
           " \"M\", \"_U\"]}],\n \"cells\": [\n"
           "  {\"at\": [0], \"value\": 12},\n"
           "  {\"at\": [1], \"value\": null, \"lower\": 1, \"upper\": 4, \"status\": \"Q\"},\n"
           "  {\"at\": [2], \"value\": null, \"lower\": 0, \"upper\": \"inf\", \"status\": \"O\"}"
           "]}\n"));
    gdcs_sink_free(sink);
    gdcs_table_free(t);
}

/* Another parser reads what is written: texts byte for byte, numbers bit for bit. */
Test(json, texts_and_numbers_come_back_from_cjson)
{
    char every[128], *at = every;
    for (char c = 1; c < 127; c++)
        *at++ = c;
    *at = '\0';
    const char *values[] = {every, "\xE2\x80\xA8\xF0\x9F\x98\x80", "</script>", ""};
    const double numbers[] = {0.1, 1.0 / 3, 5e-324, 1.7976931348623157e308};
    const int64_t integers[] = {9007199254740992, 9007199254740993, -9007199254740993, INT64_MIN};
    gdcs_column c = {
        .struct_size = sizeof c, .name = "t", .concept_id = GDCS_CONCEPT_AREA, .rows = 4};
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&f, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add_text(f, &c, values, NULL), GDCS_OK));
    c = (gdcs_column){.struct_size = sizeof c,
                      .name = "x",
                      .type = GDCS_TYPE_DOUBLE,
                      .rows = 4,
                      .doubles = numbers};
    cr_assert(eq(i32, gdcs_frame_add(f, &c, NULL), GDCS_OK));
    c = (gdcs_column){.struct_size = sizeof c,
                      .name = "i",
                      .type = GDCS_TYPE_INT64,
                      .rows = 4,
                      .integers = integers};
    cr_assert(eq(i32, gdcs_frame_add(f, &c, NULL), GDCS_OK));
    char *text = frame_json(f);
    cJSON *root = cJSON_Parse(text);
    cr_assert_not_null(root);
    const cJSON *columns = cJSON_GetObjectItemCaseSensitive(root, "columns");
    for (int i = 0; i < 4; i++) {
        const cJSON *list[3];
        for (int k = 0; k < 3; k++)
            list[k] = cJSON_GetArrayItem(
                cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(columns, k), "values"), i);
        cr_expect(eq(str, list[0]->valuestring, (char *)values[i]));
        cr_expect(list[1]->valuedouble == numbers[i], "number %d", i);
        const int fits = i == 0   ? cJSON_IsNumber(list[2])
                         : i == 3 ? cJSON_IsNull(list[2])
                                  : cJSON_IsString(list[2]);
        cr_expect(fits != 0, "integer %d", i);
    }
    cr_expect(strstr(text, "\"9007199254740993\"") != NULL);
    cJSON_Delete(root);
    free(text);
    gdcs_frame_free(f);
}

Test(json, arguments_are_checked)
{
    gdcs_sink *sink = NULL;
    gdcs_frame *f = NULL;
    gdcs_table *t = NULL;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_new(&f, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_new(NULL, &t, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_json_write_frame(NULL, sink, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_json_write_frame(f, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_json_write_table(NULL, sink, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_json_write_table(t, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_json_write_frame(f, sink, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_json_write_table(t, sink, NULL), GDCS_OK));
    gdcs_sink_free(sink);
    gdcs_frame_free(f);
    gdcs_table_free(t);
}
