#include "io/px.h"

TestSuite(px, .timeout = 20);

/* --- files of others --- */

static const char *reference_path(const char *name, char *out, size_t size)
{
    const char *root = getenv("GDCS_REFERENCE");
    snprintf(out, size, "%s/%s", root != NULL ? root : "tests/reference", name);
    return out;
}

static gdcs_table *read_path(const char *path)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    cr_assert(gdcs_px_read_table(path, NULL, NULL, &t, NULL, &err) == GDCS_OK, "%s: %s", path,
              err.message);
    return t;
}

/* tests/reference/px_pxmake.px: example.px in the repository of pxmake (StatisticsGreenland/pxmake, MIT
   licence), which wrote it. */
Test(px, what_pxmake_wrote_is_read)
{
    char path[512];
    gdcs_table *t = read_path(reference_path("px_pxmake.px", path, sizeof path));
    cr_expect(eq(dbl, CELL(t, "a", "2021").value, 0.923050122801214));
    cr_expect(eq(dbl, CELL(t, "b", "2023").value, 0.504022105131298));
    cr_expect(eq(dbl, CELL(t, "c", "2022").value, 0.631667707813904));
    cr_expect(eq(i64, gdcs_table_count_cells(t), 9));
    cr_expect(eq(i32, axis_of(t, "year").concept_id, GDCS_CONCEPT_PERIOD));
    gdcs_table_free(t);
}

/* tests/reference/px_greenland.px: data-raw/population_gl.px of the same repository, as the PX-Web of
   Statistics Greenland gave it, in Windows-1252; its note is shortened. */
Test(px, what_statistics_greenland_published_is_read)
{
    char path[512];
    gdcs_table *t = read_path(reference_path("px_greenland.px", path, sizeof path));
    cr_expect(eq(dbl, CELL(t, "M", "0-6", "2004").value, 3237));
    cr_expect(eq(dbl, CELL(t, "F", "0-6", "2024").value, 2668));
    cr_expect(eq(dbl, CELL(t, "F", "65+", "2014").value, 2004));
    cr_expect_str_eq(title_of(t, "gender", "F"), "Women");
    cr_expect(eq(i32, axis_of(t, "gender").concept_id, GDCS_CONCEPT_SEX));
    cr_expect(eq(i32, axis_of(t, "time").concept_id, GDCS_CONCEPT_PERIOD));
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_COUNTING_UNIT), "persons");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_SOURCE), "Statistics Greenland");
    cr_expect(says(t, GDCS_META_NOTE,
                   "According to \xC2\xA7"
                   "13 of the Act"));
    gdcs_table_free(t);
}

static gdcs_table *read_real(const char *name)
{
    char path[512];
    const char *root = getenv("GDCS_REAL_DATA");
    if (root == NULL)
        cr_skip_test("GDCS_REAL_DATA does not name a folder with the real files");
    snprintf(path, sizeof path, "%s/px/%s", root, name);
    return read_path(path);
}

Test(px, women_and_men_of_the_spanish_files_add_up)
{
    static const char *const names[] = {"example.px", "EPA_es_1.px"};
    for (int i = 0; i < 2; i++) {
        gdcs_table *t = read_real(names[i]);
        const char *const soria[] = {"_T", "000", "Total"};
        const char *const epa[] = {"_T", "Total", "Total", "2005TI"};
        gdcs_sex_counts n = {0};
        uint32_t notes = 0;
        cr_expect(gdcs_table_get_counts(t, i == 0 ? soria : epa, &n, &notes, NULL) == GDCS_OK);
        cr_expect(n.women > 0 && n.men > 0 && fabs(n.unknown) <= 0.11, "%s", names[i]);
        cr_expect(gdcs_table_count_cells(t) > 1000);
        gdcs_table_free(t);
    }
}

Test(px, keys_in_the_order_of_their_statements_are_read_as_the_whole)
{
    gdcs_table *t = read_real("example6.px");
    cr_expect(eq(dbl, CELL(t, "B1", "001", "A4").value, 4));
    cr_expect(eq(dbl, CELL(t, "B3", "002", "A1").value, 21));
    cr_expect(eq(dbl, CELL(t, "B1", "002", "A1").value, 0));
    cr_expect(says(t, GDCS_META_DETECTED, "order of KEYS"));
    gdcs_table_free(t);
}

/* --- forms of one table --- */

Test(px, every_form_of_a_file_is_the_same_table)
{
    static const char *const same[] = {
        BODY("1 2 3 \"..\""),
        BODY("1 2\r\n3 .."),
        BODY("1,2,3,.."),
        SHAPE SEX YEAR "DATA=1 2 3 ..\n",
        BODY("1\t2;3;\"..\" \n"),
        "\xEF\xBB\xBF" BODY("1 2 3 .."),
        "CHARSET=\"ANSI\";CODEPAGE=\"Windows-1252\";\n" BODY("1 2 3 .."),
        "stub=\"sex\";Heading=\"year\";" SEX YEAR "data=1 2 3 ..;",
        SHAPE "VALUES(\"sex\") = \"Wo\"\n  \"men\" ,\n\"Men \";CODES(\"sex\")=\" K\",\"M\";" YEAR
              "DATA=1 2 3 ..;",
        SHAPE SEX
        "VALUES(\"year\")=\"2019\",\"2020\";TIMEVAL(\"year\")=TLIST(A1,\"2019\"-\"2020\");"
        "DATA=1 2 3 ..;",
        SHAPE SEX "VALUES(\"year\")=\"2019\",\"2020\";TIMEVAL(\"year\")=\"TLIST(A1),\"2019\"\"2020;"
                  "DATA=1 2 3 ..;",
        SHAPE SEX YEAR "NOTE=\"a=b; c\";UNKNOWN-WORD=YES;HIERARCHIES(\"sex\")=\"K\",\"K\":\"M\";"
                       "LAST.UPDATED=\"x\";DATA=1 2 3 ..;",
        SHAPE SEX YEAR "KEYS(\"sex\")=VALUES;DATA=\"Women\",1 2 \"Men\",3 ..;",
        SHAPE SEX YEAR "KEYS(\"sex\")=CODES;DATA=\"M\",3 ..\n\"K\",1 2;"};
    gdcs_table *first = read_text(same[0]);
    cr_expect(eq(dbl, CELL(first, "F", "2020").value, 2));
    cr_expect(eq(dbl, CELL(first, "M", "2019").value, 3));
    cr_expect(eq(i32, CELL(first, "M", "2020").status, 'O'));
    for (size_t i = 1; i < sizeof same / sizeof *same; i++) {
        gdcs_table *other = read_text(same[i]);
        expect_same(first, other, same[i]);
        cr_expect_str_eq(title_of(other, "sex", "F"), "Women");
        gdcs_table_free(other);
    }
    gdcs_table_free(first);
}

Test(px, stub_comes_before_heading_and_the_last_heading_is_fastest)
{
    gdcs_table *t = read_text("HEADING=\"c\",\"d\";STUB=\"a\",\"b\";VALUES(\"a\")=\"1\",\"2\";"
                              "VALUES(\"b\")=\"x\",\"y\";VALUES(\"c\")=\"=;\",\"q\";"
                              "VALUES(\"d\")=\"8\",\"9\";"
                              "DATA=0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15;");
    cr_expect(eq(dbl, CELL(t, "1", "x", "=;", "9").value, 1));
    cr_expect(eq(dbl, CELL(t, "1", "x", "q", "8").value, 2));
    cr_expect(eq(dbl, CELL(t, "1", "y", "=;", "8").value, 4));
    cr_expect(eq(dbl, CELL(t, "2", "x", "=;", "8").value, 8));
    gdcs_table_free(t);
}

/* --- what the file says of itself --- */

Test(px, symbols_are_read_by_what_the_office_says_and_that_is_told)
{
    static const struct {
        const char *symbol, *keyword;
        char letter;
        double value;
    } cases[] = {{"-", "", 'A', 0},
                 {"\"-\"", "DATASYMBOLNIL=\"nothing\";", 'A', 0},
                 {".", "", 'O', NAN},
                 {"\"...\"", "", 'Q', NAN},
                 {"...", "DATASYMBOL3=\"Not available\";", 'O', NAN},
                 {"....", "DATASYMBOL4=\"Confidential\";", 'Q', NAN},
                 {".", "DATASYMBOL1=\"Not applicable\";", 'M', NAN},
                 {".....", "", 'O', NAN},
                 {"\"......\"", "", 'O', NAN},
                 {"-5e-1", "", 0, NAN},
                 {".......", "", 'O', NAN}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        gdcs_table *t = NULL;
        snprintf(text, sizeof text, SHAPE SEX YEAR "%s DATA=1 2 3 %s;", cases[i].keyword,
                 cases[i].symbol);
        if (cases[i].letter == 0) {
            cr_expect(parse(text, NULL, NULL, &t, NULL) == GDCS_E_VALUE); /* a count below 0 */
            continue;
        }
        t = read_text(text);
        const gdcs_cell c = CELL(t, "M", "2020");
        cr_expect(c.status == cases[i].letter, "%s: %c", cases[i].symbol, c.status);
        cr_expect(c.value == cases[i].value || (isnan(c.value) && isnan(cases[i].value)), "%s",
                  cases[i].symbol);
        cr_expect(says(t, GDCS_META_DETECTED, "Symbol '"), "%s", cases[i].symbol);
        gdcs_table_free(t);
    }
}

Test(px, a_schema_says_what_a_symbol_means)
{
    gdcs_table *t = read_with(
        BODY("1 - 3 ..."),
        "{\"columns\":[{\"name\":\"status\",\"concept\":\"status\",\"map\":{\"...\":\"L\","
        "\"-\":null},\"open\":true},{\"name\":\"year\",\"concept\":\"period\",\"as\":"
        "\"when\"}]}",
        NULL);
    cr_expect(eq(i32, CELL(t, "M", "2020").status, 'L'));
    cr_expect(eq(i32, CELL(t, "F", "2020").present, 0));
    cr_expect_str_eq(axis_of(t, "when").name, "when");
    gdcs_table_free(t);
}

Test(px, texts_totals_and_notes_are_kept_in_their_places)
{
    gdcs_table *t = read_text(
        "TITLE=\"T\";SOURCE=\"S\";UNITS=\"persons\";LAST-UPDATED=\"20200101 09:00\";STOCKFA=\"S\";"
        "REFPERIOD=\"31 December\";CONTACT=\"A#B\";COPYRIGHT=YES;LINK=\"l\";CONTVARIABLE=\"what\";"
        "STUB=\"land\",\"what\";HEADING=\"sex\";" SEX
        "VALUES(\"land\")=\"All\",\"x\";CODES(\"land\")=\"0\",\"1\";MAP(\"land\")=\"m\";"
        "VALUES(\"what\")=\"n\",\"rate\";UNITS(\"rate\")=\"per "
        "cent\";ELIMINATION(\"land\")=\"All\";"
        "ELIMINATION(\"what\")=YES;NOTE=\"one#\"\n\"two\";NOTEX(\"land\")=\"of#land\";"
        "VALUENOTE(\"land\",\"x\")=\"no data\";CELLNOTE(\"x\",\"*\",\"Men\")=\"odd\";"
        "FOOTNOTE=\"foot\";DATA=1 2 3 4 5 6 7 8;");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_TITLE), "T");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_SOURCE), "S");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_RETRIEVED), "20200101 09:00");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_STOCK_FLOW), "stock");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_REFERENCE_DATE), "31 December");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_COUNTING_UNIT), "persons");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_URL), "l");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_NOTE),
                     "CONTACT: A B\nCOPYRIGHT: YES\nwhat=rate: unit per cent\none\ntwo\n"
                     "land: of land\nland=1: no data\nland=1, sex=M: odd\nfoot");
    cr_expect_str_eq(axis_of(t, "land").total, "0");
    cr_expect(axis_of(t, "what").total == NULL);
    cr_expect(eq(i32, axis_of(t, "what").concept_id, GDCS_CONCEPT_UNIT));
    cr_expect(eq(i32, axis_of(t, "land").concept_id, GDCS_CONCEPT_AREA));
    cr_expect(says(t, GDCS_META_DETECTED, "Value '0' of 'land' is the total by ELIMINATION."));
    gdcs_table_free(t);
}

Test(px, attributes_are_statuses_and_limits_of_cells)
{
    gdcs_table *t = read_text(
        SHAPE SEX YEAR "ATTRIBUTE-ID=\"OBS-STATUS\",\"OTHER\",\"LOWER\",\"UPPER\";"
                       "ATTRIBUTES=\"A\",\"\",\"\",\"\";ATTRIBUTES(\"Men\",\"*\")=\"P\",\"\";"
                       "ATTRIBUTES(\"K\",\"2020\")=\"weird\",\"\",\"1\",\"4\";"
                       "DATA=1 .. 3 4;");
    cr_expect(eq(i32, CELL(t, "M", "2019").status, 'P'));
    cr_expect(eq(i32, CELL(t, "M", "2020").status, 'P'));
    cr_expect(eq(i32, CELL(t, "F", "2019").status, 'A'));
    cr_expect(eq(dbl, CELL(t, "F", "2020").upper, 4));
    cr_expect(eq(dbl, CELL(t, "F", "2020").lower, 1));
    cr_expect(says(t, GDCS_META_DETECTED, "Attribute 'weird' is no SDMX letter"));
    gdcs_table_free(t);
}

#define TWO                                                                                        \
    "LANGUAGE=\"sv\";LANGUAGES=\"sv\",\"en\";TITLE=\"Brott\";TITLE[en]=\"Crime\";STUB=\"k\";"      \
    "STUB[en]=\"sex\";HEADING=\"tid\";HEADING[en]=\"year\";VALUES(\"k\")=\"kvinnor\","             \
    "\"m\xC3\xA4n\";"                                                                              \
    "VALUES[en](\"sex\")=\"women\",\"men\";CODES(\"k\")=\"2\",\"1\";VALUES(\"tid\")=\"2020\";"     \
    "VALUES[en](\"year\")=\"2020\";NOTE[sv]=\"not\";NOTE[en]=\"note\";SOURCE=\"Br\xC3\xA5\";DATA=" \
    "5 7;"

Test(px, the_language_is_chosen_or_that_of_the_file)
{
    gdcs_read_options o = {.struct_size = sizeof o, .language = "en"};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = read_text(TWO);
    cr_expect_str_eq(title_of(t, "k", "F"), "kvinnor");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_TITLE), "Brott");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_NOTE), "not");
    gdcs_table_free(t);
    t = read_with(TWO, NULL, &o);
    cr_expect_str_eq(title_of(t, "sex", "F"), "women");
    cr_expect(eq(dbl, CELL(t, "F", "2020").value, 5));
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_TITLE), "Crime");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_NOTE), "note");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_SOURCE), "Br\xC3\xA5");
    gdcs_table_free(t);
    o.language = "fi";
    cr_expect(parse(TWO, NULL, &o, &t, &err) == GDCS_E_NAME);
    cr_expect(strstr(err.message, "'sv', 'en'") != NULL, "%s", err.message);
}

Test(px, encodings_are_declared_or_seen_to_be_utf8)
{
    const char *const text = "VALUES(\"Gr\xC3\xB6\xC3\x9F"
                             "e\")=\"1\";HEADING=\"Gr\xC3\xB6\xC3\x9F"
                             "e\";DATA=5;";
    const char *const latin = "CODEPAGE=\"iso-8859-1\";VALUES(\"Gr\xF6\xDF"
                              "e\")=\"1\";HEADING=\"Gr\xF6\xDF"
                              "e\";DATA=5;";
    gdcs_table *t = read_text(text);
    cr_expect(says(t, GDCS_META_DETECTED, "Encoding is UTF-8"));
    gdcs_table_free(t);
    t = read_text(latin);
    cr_expect_str_eq(axis_of(t, "Gr\xC3\xB6\xC3\x9F"
                                "e")
                         .name,
                     "Gr\xC3\xB6\xC3\x9F"
                     "e");
    gdcs_table_free(t);
    t = read_with(latin + 22, "{\"encoding\":\"CP1252\"}", NULL);
    gdcs_table_free(t);
}

Test(px, nothing_is_found_where_nothing_is_to_be_detected)
{
    const gdcs_read_options o = {.struct_size = sizeof o, .detect = GDCS_DETECT_NONE};
    gdcs_table *t = read_with(BODY("1 2 3 ..."), NULL, &o);
    cr_expect(eq(i32, axis_of(t, "sex").concept_id, GDCS_CONCEPT_GROUP));
    cr_expect(eq(i32, CELL(t, "M", "2020").status, 'O'));
    gdcs_table_free(t);
}

Test(px, a_frame_has_a_row_per_cell)
{
    const char *text = BODY("1 2 3 ..");
    gdcs_frame *f = NULL;
    cr_assert(gdcs_px_parse_frame(text, (int64_t)strlen(text), NULL, NULL, &f, NULL, NULL) ==
              GDCS_OK);
    cr_expect(eq(i64, gdcs_frame_count_rows(f), 4));
    const gdcs_column value = column_of(f, "value"), status = column_of(f, "status");
    cr_expect(value.doubles[2] == 3 && isnan(value.doubles[3]));
    cr_expect_str_eq(word_of(&status, 3), "O");
    gdcs_frame_free(f);
}

Test(px, a_byte_order_mark_of_utf_16_says_the_encoding)
{
    static const char plain[] = BODY("1 2 3 4");
    for (int big = 0; big < 2; big++) {
        char wide[2 * sizeof plain];
        gdcs_table *t = NULL;
        gdcs_error err = {.struct_size = sizeof err};
        wide[0] = (char)(big ? 0xFE : 0xFF);
        wide[1] = (char)(big ? 0xFF : 0xFE);
        for (size_t i = 0; i + 1 < sizeof plain; i++) {
            wide[2 + 2 * i + (size_t)!big] = 0;
            wide[2 + 2 * i + (size_t)big] = plain[i];
        }
        cr_assert(eq(i32,
                     gdcs_px_parse_table(wide, (int64_t)sizeof wide, NULL, NULL, &t, NULL, &err),
                     GDCS_OK),
                  "%s", err.message);
        gdcs_table *same = read_text(plain);
        expect_same(same, t, "UTF-16");
        gdcs_table_free(same);
        gdcs_table_free(t);
    }
}
