#include "io/read.h"

#include <iconv.h>

#define TEXT(s) s, (int64_t)sizeof(s) - 1
#define SEX                                                                                        \
    "{\"name\": \"sex\", \"concept\": \"sex\", \"map\": {\"F\": \"F\", \"M\": \"M\", \"\": "       \
    "\"_U\"}}"

/* --- laws --- */

static const char people[] =
    "{\"columns\": [{\"name\": \"area\", \"concept\": \"area\"}, " SEX "]}";

Test(csv, line_ends_do_not_matter)
{
    static const char *const same[] = {"area,sex\nA,F\nA,M\n\n\"B\nC\",F\nA,F\n",
                                       "area,sex\r\nA,F\r\nA,M\r\n\r\n\"B\nC\",F\r\nA,F",
                                       "area,sex\rA,F\rA,M\r\r\"B\nC\",F\rA,F\r",
                                       "area,sex\nA,F\r\nA,M\r\"B\nC\",F\r\n\r\nA,F\r\n"};
    gdcs_table *first = table_of(people, same[0]);
    for (size_t i = 1; i < sizeof same / sizeof same[0]; i++) {
        gdcs_table *other = table_of(people, same[i]);
        expect_same(first, other, same[i]);
        gdcs_table_free(other);
    }
    gdcs_table_free(first);
}

/* Text to any encoding that iconv knows, as another program would write it. */
static int64_t encode(const char *encoding, char *text, char *out, size_t room)
{
    iconv_t conversion = iconv_open(encoding, "UTF-8");
    char *start = out;
    size_t left = strlen(text);
    cr_assert(conversion != (iconv_t)-1);
    cr_assert(iconv(conversion, &text, &left, &out, &room) == 0 && left == 0);
    iconv_close(conversion);
    return out - start;
}

/* Wherever a block of 64 KiB ends: between CR and LF, quotes, bytes of a character. */
Test(csv, ends_of_blocks_do_not_matter)
{
    static const char *const encodings[] = {"UTF-8", "UTF-16LE", "SHIFT_JIS", "GB18030"};
    enum { BLOCK = 1 << 16, ROOM = 4 * BLOCK };
    char *text = malloc(ROOM), *bytes = malloc(ROOM), json[256];
    cr_assert(text != NULL && bytes != NULL);
    for (size_t e = 0; e < sizeof encodings / sizeof encodings[0]; e++) {
        const int unit = e == 1 ? 2 : 1;
        snprintf(json, sizeof json, "{\"encoding\": \"%s\", %s", encodings[e], people + 1);
        gdcs_table *wanted = table_of(people, "area,sex\n\"日本\",F\n\"a\"\"\n\",M\nx,M\n\"\",F\n");
        for (int end = BLOCK / unit - 44; end < BLOCK / unit; end++) {
            gdcs_read_result r = {.struct_size = sizeof r};
            char *at = text + sprintf(text, "pre\n");
            memset(at, 'p', (size_t)end - 4);
            strcpy(at + end - 4,
                   "\r\narea,sex\r\n\"日本\",F\r\n\"a\"\"\n\",M\r\nx,M\r\r\n\"\",F\r\n");
            const int64_t size = encode(encodings[e], text, bytes, ROOM);
            char third[300];
            snprintf(third, sizeof third, "{\"header\": 3, %s", json + 1);
            gdcs_table *t = table_with(third, bytes, size, NULL, &r);
            expect_same(wanted, t, encodings[e]);
            cr_expect(r.rows == 4 && r.blank == 1, "%s, %d", encodings[e], end);
            gdcs_table_free(t);
        }
        gdcs_table_free(wanted);
    }
    free(text);
    free(bytes);
}

Test(csv, order_of_columns_and_place_of_others_do_not_matter)
{
    gdcs_table *a = table_of(people, "area,sex\nA,F\nB,M\nA,\n");
    gdcs_table *b = table_of(people, "x,sex,y,area\n1,F,\"a,b\",A\n2,M,,B\n3,,,A\n");
    expect_same(a, b, "columns");
    gdcs_table_free(a);
    gdcs_table_free(b);
}

Test(csv, parts_merge_to_the_whole_file)
{
    static const char json[] = "{\"absent\": \"missing\", \"columns\": [{\"name\": \"area\","
                               " \"concept\": \"area\"}, " SEX ", {\"name\": \"n\", \"concept\":"
                               " \"weight\", \"missing\": [\":\"]}]}";
    char whole[4096] = "area,sex,n\n", part[2][4096] = {"area,sex,n\n", "area,sex,n\n"};
    for (int i = 0; i < 100; i++) {
        char row[64];
        snprintf(row, sizeof row, "%c,%c,%s%d\n", 'A' + i % 7, i % 3 ? 'F' : 'M',
                 i % 31 == 7 ? ":\n#" : "0.", i);
        char *hash = strchr(row, '#');
        if (hash != NULL)
            *hash = '\0';
        strcat(whole, row);
        strcat(part[i < 37], row);
    }
    gdcs_table *all = table_of(json, whole), *a = table_of(json, part[0]),
               *b = table_of(json, part[1]);
    cr_assert(eq(i32, gdcs_table_merge(a, b, NULL), GDCS_OK));
    expect_same(all, a, "parts");
    gdcs_table_free(all);
    gdcs_table_free(a);
    gdcs_table_free(b);
}

Test(csv, a_table_is_the_tabulated_frame)
{
    static const char text[] = "area,sex\nA,F\n\"\",M\n,M\nB,\nA,F\n";
    const char *axes[] = {"area", "sex"};
    gdcs_table *direct = table_of(people, text), *tabulated = NULL;
    gdcs_frame *frame = frame_of(people, text);
    cr_assert(eq(i32, gdcs_table_tabulate(frame, axes, 2, NULL, &tabulated, NULL), GDCS_OK));
    expect_same(direct, tabulated, "frame");
    gdcs_frame_free(frame);
    gdcs_table_free(direct);
    gdcs_table_free(tabulated);
}

/* --- what the schema says --- */

Test(csv, filters_come_before_everything_but_width)
{
    gdcs_read_result r = {.struct_size = sizeof r};
    static const char text[] = "sex,n,keep\nF,1,yes\nodd,x,no\nM,2,yes\nF,3,drop\n\xFF,\xFE,no\n";
    gdcs_table *t = table_with("{\"columns\": [" SEX ", {\"name\": \"n\", \"concept\": \"count\"},"
                               " {\"name\": \"keep\", \"keep\": [\"yes\", \"drop\"],"
                               " \"drop\": [\"drop\"]}]}",
                               text, sizeof text - 1, NULL, &r);
    cr_expect(eq(i64, r.rows, 5));
    cr_expect(eq(i64, r.used, 2));
    cr_expect(eq(i64, r.filtered, 3));
    cr_expect(epsilon_eq(dbl, CELL(t, "F").value, 1, 0));
    gdcs_table_free(t);
}

Test(csv, a_map_to_nothing_leaves_the_row_out)
{
    gdcs_read_result r = {.struct_size = sizeof r};
    static const char text[] = "sex,n\nF,1\nT,odd\n";
    gdcs_table *t = table_with("{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", \"map\":"
                               " {\"F\": \"F\", \"T\": null}}, {\"name\": \"n\", \"concept\":"
                               " \"count\"}]}",
                               text, sizeof text - 1, NULL, &r);
    cr_expect(eq(i64, r.filtered, 1));
    cr_expect(eq(i64, gdcs_table_count_cells(t), 1));
    gdcs_table_free(t);
}

Test(csv, counts_add_and_missing_ones_make_intervals)
{
    gdcs_table *t = table_of("{\"columns\": [" SEX ", {\"name\": \"n\", \"concept\": \"count\","
                             " \"missing\": [\":\"]}, {\"name\": \"s\", \"concept\": \"status\"}]}",
                             "sex,n,s\nF,3,\nF,4,E\nM,5,\nM,:,\n,,Q\n");
    const gdcs_cell f = CELL(t, "F"), m = CELL(t, "M"), u = CELL(t, "_U"), o = CELL(t, "_O");
    cr_expect(epsilon_eq(dbl, f.value, 7, 0));
    cr_expect(eq(i32, f.status, 'E'));
    cr_expect(isnan(m.value) && m.lower == 5 && isinf(m.upper) && m.status == 'O');
    cr_expect(isnan(u.value) && u.lower == 0 && isinf(u.upper) && u.status == 'Q');
    cr_expect(eq(i32, o.present, 0));
    gdcs_table_free(t);
}

Test(csv, a_confidentiality_column_sets_that_plane)
{
    gdcs_table *t = table_of("{\"columns\": [" SEX ", {\"name\": \"n\", \"concept\": \"count\"},"
                             " {\"name\": \"c\", \"concept\": \"confidentiality\", \"map\":"
                             " {\"\": \"F\", \"c\": \"C\"}}]}",
                             "sex,n,c\nF,3,\nM,4,c\n");
    cr_expect(eq(i32, CELL(t, "F").confidentiality, 'F'));
    cr_expect(eq(i32, CELL(t, "M").confidentiality, 'C'));
    gdcs_table_free(t);
}

Test(csv, words_of_a_map_may_be_ranges)
{
    gdcs_table *t = table_of("{\"columns\": [" SEX ", {\"name\": \"n\", \"concept\": \"count\","
                             " \"open\": true, \"map\": {\"<5\": \"1..4\", \"5+\": \"5..\","
                             " \"-\": \"0\"}}]}",
                             "sex,n\nF,<5\nM,5+\n,-\nF,10\n");
    cr_expect(epsilon_eq(dbl, CELL(t, "F").lower, 11, 0));
    cr_expect(epsilon_eq(dbl, CELL(t, "F").upper, 14, 0));
    cr_expect(CELL(t, "M").lower == 5 && isinf(CELL(t, "M").upper));
    cr_expect(epsilon_eq(dbl, CELL(t, "_U").value, 0, 0));
    gdcs_table_free(t);
}

Test(csv, absence_is_zero_for_records_and_missing_for_published_figures)
{
    static const struct {
        const char *json, *text;
        int zero;
    } cases[] = {
        {"{\"columns\": [" SEX "]}", "sex\nF\n", 1},
        {"{\"absent\": \"missing\", \"columns\": [" SEX "]}", "sex\nF\n", 0},
        {"{\"columns\": [" SEX ", {\"name\": \"n\", \"concept\": \"count\"}]}", "sex,n\nF,1\n", 0},
        {"{\"columns\": [" SEX ", {\"name\": \"n\", \"concept\": \"weight\"}]}", "sex,n\nF,1\n", 1},
        {"{\"absent\": \"zero\", \"columns\": [" SEX
         ", {\"name\": \"n\", \"concept\": \"count\"}]}",
         "sex,n\nF,1\n", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *labels[] = {"F"};
        gdcs_table *t = table_of(cases[i].json, cases[i].text), *slice = NULL;
        gdcs_cell cell = {.struct_size = sizeof cell};
        /* Two axes are needed for a cell that nobody set with labels that exist. */
        cr_assert(eq(i32, gdcs_table_get(t, labels, &cell, NULL), GDCS_OK));
        gdcs_sink *sink = NULL;
        cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_json_write_table(t, sink, NULL), GDCS_OK));
        cr_expect(strstr(gdcs_sink_get_text(sink, NULL),
                         cases[i].zero ? "\"absent\": \"zero\"" : "\"absent\": \"missing\"") !=
                      NULL,
                  "case %d", (int)i);
        gdcs_sink_free(sink);
        gdcs_table_free(slice);
        gdcs_table_free(t);
    }
}

Test(csv, a_wide_axis_without_a_name_is_called_as_its_concept)
{
    gdcs_table *t = table_of("{\"columns\": [{\"name\": \"geo\", \"concept\": \"area\"}], \"wide\":"
                             " {\"concept\": \"sex\", \"pattern\": \"{sex} {period}\", \"also\":"
                             " [{\"concept\": \"period\"}]}}",
                             "geo,Women 2020,Men 2020\nx,3,4\n");
    cr_assert(eq(i64, gdcs_table_count_axes(t), 3));
    cr_expect(ge(i64, gdcs_table_find_axis(t, "sex"), 0));
    cr_expect(ge(i64, gdcs_table_find_axis(t, "period"), 0));
    gdcs_table_free(t);
}

Test(csv, wide_columns_become_labels_and_may_hold_the_sexes)
{
    gdcs_table *t =
        table_of("{\"columns\": [{\"name\": \"geo\", \"concept\": \"area\"}], \"wide\":"
                 " {\"concept\": \"sex\", \"as\": \"sex\", \"columns\": {\"Women\": \"F\","
                 " \"Men\": \"M\"}, \"missing\": [\"..\"]}}",
                 "geo,Women,Men\nFR,1,2\nIT,3,..\n");
    cr_expect(epsilon_eq(dbl, CELL(t, "IT", "F").value, 3, 0));
    cr_expect(eq(i32, CELL(t, "IT", "M").status, 'O'));
    gdcs_table_free(t);
    t = table_of(
        "{\"columns\": [{\"name\": \"geo\", \"concept\": \"area\"}], \"wide\": {\"concept\":"
        " \"sex\", \"as\": \"sex\", \"scheme\": \"eurostat\", \"columns\": [\"F\", \"T\"]}}",
        "geo,T,F\nFR,3,1\n");
    cr_expect(epsilon_eq(dbl, CELL(t, "FR", "_T").value, 3, 0));
    cr_expect(epsilon_eq(dbl, CELL(t, "FR", "F").value, 1, 0));
    gdcs_table_free(t);
}

Test(csv, preamble_and_footer_are_no_data)
{
    gdcs_read_result r = {.struct_size = sizeof r};
    static const char text[] =
        "A \"stray quote, and\r\nmore\r\rsex;n\nF;1\nM;2\n\nSource: x\n\"a;\nb\"\n";
    gdcs_table *t =
        table_with("{\"delimiter\": \";\", \"header\": 4, \"footer\": 2, \"columns\": [" SEX
                   ", {\"name\": \"n\", \"concept\": \"count\"}]}",
                   text, sizeof text - 1, NULL, &r);
    cr_expect(eq(i64, r.rows, 2));
    cr_expect(eq(i64, r.blank, 1));
    cr_expect(epsilon_eq(dbl, CELL(t, "M").value, 2, 0));
    gdcs_table_free(t);
}

Test(csv, without_a_header_columns_go_by_position)
{
    gdcs_table *t = table_of("{\"header\": -1, \"columns\": [{\"position\": 2, \"as\": \"sex\","
                             " \"concept\": \"sex\", \"scheme\": \"sdmx\"}]}",
                             "1,F\n2,M\n3,F\n");
    cr_expect(epsilon_eq(dbl, CELL(t, "F").value, 2, 0));
    gdcs_table_free(t);
}

Test(csv, a_position_tells_two_columns_of_one_name_apart)
{
    gdcs_table *t =
        table_of("{\"columns\": [{\"name\": \"sex\", \"position\": 3, \"concept\": \"sex\","
                 " \"scheme\": \"sdmx\"}]}",
                 "sex,x,sex\nodd,1,F\n");
    cr_expect(epsilon_eq(dbl, CELL(t, "F").value, 1, 0));
    gdcs_table_free(t);
}

/* A blank line of a file with one column is a record: a person whose sex is not recorded. */
Test(csv, a_file_of_one_column_loses_no_blank)
{
    gdcs_read_result r = {.struct_size = sizeof r};
    gdcs_table *t = table_with("{\"columns\": [" SEX "]}", "sex\nF\n\nM\n\n", 10, NULL, &r);
    cr_expect(eq(i64, r.rows, 4));
    cr_expect(eq(i64, r.blank, 0));
    cr_expect(epsilon_eq(dbl, CELL(t, "_U").value, 2, 0));
    gdcs_table_free(t);
}

static const struct {
    const char *encoding, *text;
    int64_t size;
} encoded[] = {
    {"UTF-8", TEXT("\xEF\xBB\xBF"
                   "area,sex\n\xC3\x89,F\n")},
    {"utf8", TEXT("area,sex\n\xC3\x89,F\n")},
    {"ISO-8859-1", TEXT("area,sex\n\xC9,F\n")},
    {"CP1252", TEXT("area,sex\n\xC9,F\n")},
    {"UTF-16", TEXT("\xFF\xFE"
                    "a\0r\0e\0a\0,\0s\0e\0x\0\n\0\xC9\0,\0F\0\n\0")},
    {"UTF-16", TEXT("\xFE\xFF\0a\0r\0e\0a\0,\0s\0e\0x\0\n\0\xC9\0,\0F\0\n")},
    {"UTF-16LE", TEXT("\xFF\xFE"
                      "a\0r\0e\0a\0,\0s\0e\0x\0\n\0\xC9\0,\0F\0\n\0")},
};

Test(csv, encodings_give_the_same_table)
{
    for (size_t i = 0; i < sizeof encoded / sizeof encoded[0]; i++) {
        char json[256];
        snprintf(json, sizeof json, "{\"encoding\": \"%s\", %s", encoded[i].encoding, people + 1);
        gdcs_table *t = table_with(json, encoded[i].text, encoded[i].size, NULL, NULL);
        cr_expect(CELL(t, "\xC3\x89", "F").value == 1, "%s", encoded[i].encoding);
        gdcs_table_free(t);
    }
}

Test(csv, sensitivity_and_texts_reach_the_result)
{
    static const char json[] =
        "{\"columns\": [{\"name\": \"b\", \"concept\": \"basis\", \"title\": \"Basis\"}, " SEX "],"
        " \"meta\": {\"source\": \"a source\", \"licence\": \"CC0\"}%s}";
    char declared[512], plain[512];
    snprintf(plain, sizeof plain, json, "");
    snprintf(declared, sizeof declared, json, ", \"sensitivity\": \"public\"");
    gdcs_table *t = table_of(plain, "b,sex\nown,F\n");
    gdcs_frame *f = frame_of(declared, "b,sex\nown,F\n");
    cr_expect(eq(i32, gdcs_table_get_sensitivity(t), GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(f), GDCS_SENSITIVITY_PUBLIC));
    cr_expect(eq(str, (char *)gdcs_table_get_meta(t, GDCS_META_SOURCE), "a source"));
    cr_expect(eq(str, (char *)gdcs_frame_get_meta(f, GDCS_META_LICENCE), "CC0"));
    gdcs_axis axis = {.struct_size = sizeof axis};
    cr_assert(eq(i32, gdcs_table_get_axis(t, 0, &axis, NULL), GDCS_OK));
    cr_expect(eq(str, (char *)axis.title, "Basis"));
    gdcs_table_free(t);
    gdcs_frame_free(f);
    t = table_of(declared, "b,sex\nown,F\n");
    cr_expect(eq(i32, gdcs_table_get_sensitivity(t), GDCS_SENSITIVITY_PUBLIC));
    gdcs_table_free(t);
}

Test(csv, frames_hold_text_numbers_and_missing_ones)
{
    gdcs_frame *f = frame_of(
        "{\"decimal\": \",\", \"grouping\": \".\", \"delimiter\": \";\", \"columns\": ["
        " {\"name\": \"k\", \"concept\": \"person_key\", \"sensitivity\": \"public\"},"
        " {\"name\": \"x\", \"concept\": \"number\", \"unit\": \"EUR\", \"title\": \"Amount\"},"
        " {\"name\": \"i\", \"concept\": \"number\", \"type\": \"int64\", \"as\": \"whole\"}]}",
        "k;x;i\na;-1.234,5;9.007.199.254.740.993\n\"\";;\n;0,1;-1\n");
    const gdcs_column k = column_of(f, "k"), x = column_of(f, "x"), i = column_of(f, "whole");
    cr_expect(eq(i64, gdcs_frame_count_rows(f), 3));
    cr_expect(eq(str, (char *)word_of(&k, 0), "a"));
    cr_expect(eq(str, (char *)word_of(&k, 1), ""));
    cr_expect(word_of(&k, 2) == NULL);
    cr_expect(epsilon_eq(dbl, x.doubles[0], -1234.5, 0));
    cr_expect(isnan(x.doubles[1]));
    cr_expect(eq(str, (char *)x.unit, "EUR"));
    cr_expect(eq(str, (char *)x.label, "Amount"));
    cr_expect(eq(i64, i.integers[0], INT64_C(9007199254740993)));
    cr_expect(eq(i64, i.integers[1], INT64_MIN));
    gdcs_frame_free(f);
}

Test(csv, wide_columns_make_a_frame_long)
{
    gdcs_frame *f = frame_of("{\"columns\": [{\"name\": \"geo\", \"concept\": \"area\"}], \"wide\":"
                             " {\"concept\": \"period\", \"as\": \"year\", \"columns\": [\"2010\","
                             " \"2015\"]}}",
                             "geo,2015,2010\nFR,2,1\nIT,,3\n");
    const gdcs_column year = column_of(f, "year"), value = column_of(f, "value");
    cr_expect(eq(i64, gdcs_frame_count_rows(f), 4));
    cr_expect(eq(str, (char *)word_of(&year, 0), "2010"));
    cr_expect(epsilon_eq(dbl, value.doubles[1], 2, 0));
    cr_expect(isnan(value.doubles[3]));
    gdcs_frame_free(f);
}

Test(csv, structs_of_another_size_are_understood)
{
    struct {
        gdcs_read_options known;
        int64_t future;
    } options = {{.struct_size = sizeof options}, 0};
    struct {
        gdcs_read_result known;
        int64_t behind;
    } result = {{.struct_size = sizeof result}, 42};
    gdcs_schema *schema = schema_of("{\"columns\": [" SEX "]}");
    gdcs_table *t = NULL;
    cr_expect(eq(
        i32, gdcs_csv_parse_table("sex\nF\n", 6, schema, &options.known, &t, &result.known, NULL),
        GDCS_OK));
    cr_expect(eq(i64, result.known.rows, 1));
    cr_expect(eq(i64, result.behind, 42));
    gdcs_table_free(t);
    options.future = 1;
    cr_expect(eq(i32, gdcs_csv_parse_table("sex\nF\n", 6, schema, &options.known, &t, NULL, NULL),
                 GDCS_E_OPTION));
    result.known.struct_size = 8;
    cr_expect(eq(i32, gdcs_csv_parse_table("sex\nF\n", 6, schema, NULL, &t, &result.known, NULL),
                 GDCS_E_STRUCT));
    gdcs_schema_free(schema);
}
