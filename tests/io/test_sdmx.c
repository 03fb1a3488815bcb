/* SDMX-CSV and Eurostat's TSV.  The excerpt of Eurostat is CC BY 4.0 (crim_pris_age, retrieved 2026); the
   examples of SDMX-CSV are those of the field guide of the SDMX Technical Working Group. */
#include "io/sdmx.h"

TestSuite(sdmx, .timeout = 10);

static gdcs_table *parsed(const char *text)
{
    return parsed_with(text, NULL, NULL, NULL);
}

Test(sdmx, a_linear_export_of_eurostat_describes_itself)
{
    gdcs_read_result r = {.struct_size = sizeof r};
    gdcs_table *t = parsed_with(eurostat, NULL, NULL, &r);
    cr_expect(eq(i64, r.used, 4));
    cr_expect(eq(i64, gdcs_table_count_axes(t), 6));
    cr_expect(eq(i32, axis_of(t, "sex").concept_id, GDCS_CONCEPT_SEX));
    cr_expect(eq(i32, axis_of(t, "geo").concept_id, GDCS_CONCEPT_AREA));
    cr_expect(eq(i32, axis_of(t, "TIME_PERIOD").concept_id, GDCS_CONCEPT_PERIOD));
    cr_expect(eq(i32, axis_of(t, "unit").concept_id, GDCS_CONCEPT_UNIT));
    cr_expect(eq(str, (char *)axis_of(t, "age").title, "Age class"));
    cr_expect(eq(str, (char *)axis_of(t, "age").total, "TOTAL"));
    cr_expect(eq(str, (char *)axis_of(t, "geo").titles[0], "Austria"));
    cr_expect(axis_of(t, "TIME_PERIOD").titles == NULL);
    cr_expect(eq(dbl, CELL(t, "A", "ADULT", "F", "P_HTHAB", "AT", "2021").value, 13.66));
    cr_expect(eq(i32, CELL(t, "A", "TOTAL", "M", "NR", "AT", "2021").status, 'B'));
    const gdcs_cell total = CELL(t, "A", "TOTAL", "_T", "NR", "AT", "2021");
    cr_expect(eq(dbl, total.value, 8436));
    cr_expect(eq(i32, total.status, 'B'), "of b and u the graver");
    cr_expect(eq(i32, total.confidentiality, 'N'));
    cr_expect(eq(str, (char *)gdcs_table_get_meta(t, GDCS_META_TITLE), "Prisoners by age and sex"));
    cr_expect(
        eq(str, (char *)gdcs_table_get_meta(t, GDCS_META_SOURCE), "ESTAT:CRIM_PRIS_AGE(1.0)"));
    cr_expect(says(t, GDCS_META_DETECTED, "Codes of 'sex' are of Eurostat's list."));
    cr_expect(says(t, GDCS_META_DETECTED, "'unit' holds several units") &&
              says(t, GDCS_META_DETECTED, "'TOTAL' of 'age'") &&
              says(t, GDCS_META_DETECTED, "1 numbers have several flags"));
    gdcs_table_free(t);
}

Test(sdmx, tsv_keeps_flags_of_both_lists)
{
    gdcs_table *t = parsed(tsv);
    cr_expect(eq(i64, gdcs_table_count_cells(t), 6));
    const gdcs_cell secret = CELL(t, "A", "PER_VICT", "F", "NR", "AT", "2021");
    cr_expect(isnan(secret.value) && secret.status == 'Q' && secret.confidentiality == 'C');
    const gdcs_cell small = CELL(t, "A", "PER_VICT", "M", "NR", "AT", "2020");
    cr_expect(small.value == 0 && small.status == 'N');
    cr_expect(eq(i32, CELL(t, "A", "PER_VICT", "_T", "NR", "AT", "2020").status, 'I'));
    cr_expect(eq(i32, CELL(t, "A", "PER_VICT", "_T", "NR", "AT", "2021").status, 'O'));
    cr_expect(eq(dbl, CELL(t, "A", "PER_VICT", "M", "NR", "AT", "2021").value, 13.5));
    cr_expect(eq(i32, axis_of(t, "leg_stat").concept_id, GDCS_CONCEPT_STAGE));
    cr_expect(says(t, GDCS_META_DETECTED, "until 26 January 2025"));
    gdcs_table_free(t);
    t = parsed("sex,geo\\time\t2024 \nF,AT\t: m\nM,AT\t1.5e3 i\n");
    cr_expect(eq(i32, CELL(t, "F", "AT", "2024").status, 'M'));
    cr_expect(eq(dbl, CELL(t, "M", "AT", "2024").value, 1500));
    cr_expect(says(t, GDCS_META_DETECTED, "from 27 January 2025") &&
              !says(t, GDCS_META_DETECTED, "until"));
    gdcs_table_free(t);
}

Test(sdmx, the_forms_of_the_field_guide_say_the_same)
{
    static const char *const forms[] = {
        "STRUCTURE,STRUCTURE_ID,ACTION,DIM_1,SEX,TIME_PERIOD,OBS_VALUE,ATTR_1\n"
        "dataflow,X:NA(1.6.0),I,A,F,2014-01,12.4,Y\ndataflow,X:NA(1.6.0),I,A,M,2014-01,10.8,Y\n",
        "DATAFLOW,DIM_1,SEX,TIME_PERIOD,OBS_VALUE,ATTR_1\n"
        "X:NA(1.6.0),A,F,2014-01,12.4,Y\nX:NA(1.6.0),A,M,2014-01,10.8,Y\n",
        "STRUCTURE;STRUCTURE_ID;ACTION;DIM_1;SEX;TIME_PERIOD;OBS_VALUE;ATTR_1\n"
        "dataflow;X:NA(1.6.0);I;A;F;2014-01;12,4;Y\ndataflow;X:NA(1.6.0);I;A;M;2014-01;10,8;Y\n",
        "STRUCTURE[;],STRUCTURE_ID,ACTION,DIM_1,SEX,TIME_PERIOD,OBS_VALUE,ATTR_1[]\n"
        "dataflow,X:NA(1.6.0),A,A,F,2014-01,12.4,Y;Z\n"
        "dataflow,X:NA(1.6.0),R,A,M,2014-01,10.8,Y\n",
        "STRUCTURE,STRUCTURE_ID,ACTION,DIM_1: Dimension,SEX: Sex,TIME_PERIOD: "
        "Time,OBS_VALUE: Value,ATTR_1: Attribute\n"
        "dataflow,X:NA(1.6.0): Name,I,A: Value A,F: Female,2014-01,12.4,Y: Yes\n"
        "dataflow,X:NA(1.6.0): Name,I,A: Value A,M: Male,2014-01,10.8,N: No\n",
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,DIM_1,Dimension,SEX,Sex,TIME_PERIOD,Time,"
        "OBS_VALUE,Value,ATTR_1,Attribute\n"
        "dataflow,X:NA(1.6.0),Name,I,A,Value A,F,Female,2014-01,2014-01,12.4,,Y,Yes\n"
        "dataflow,X:NA(1.6.0),Name,I,A,Value A,M,Male,2014-01,2014-01,10.8,,N,No\n",
        "STRUCTURE,STRUCTURE_ID,TIME_PERIOD,DIM_1,SEX,UNIT_MULT,OBS_VALUE\n"
        "dataflow,X:NA(1.6.0),2014-01,A,F,1,1.24\ndataflow,X:NA(1.6.0),2014-01,A,M,0,10.8\n"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        gdcs_table *t = parsed(forms[i]);
        const int last = i == 6;
        cr_expect(eq(i64, gdcs_table_count_axes(t), 3));
        cr_expect(eq(i64, gdcs_table_count_cells(t), 2));
        cr_expect(eq(dbl,
                     (last ? CELL(t, "2014-01", "A", "F") : CELL(t, "A", "F", "2014-01")).value,
                     12.4),
                  "form %d", (int)i);
        cr_expect(eq(i32, axis_of(t, "SEX").concept_id, GDCS_CONCEPT_SEX));
        if (i == 4 || i == 5) {
            cr_expect(eq(str, (char *)axis_of(t, "SEX").titles[0], "Female"));
            cr_expect(eq(str, (char *)axis_of(t, "DIM_1").title, "Dimension"));
            cr_expect(eq(str, (char *)gdcs_table_get_meta(t, GDCS_META_TITLE), "Name"));
        }
        gdcs_table_free(t);
    }
}

Test(sdmx, a_heading_of_names_is_a_title_whatever_marks_are_in_it)
{
    gdcs_table *t = parsed("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,birth,Country: of birth,SEX,,"
                           "OBS_VALUE,Value [n]\n"
                           "dataflow,X:NA(1.0),Name,IT,Italy,F,Female,1,\n");
    cr_expect_str_eq(axis_of(t, "birth").title, "Country: of birth");
    cr_expect_str_eq(axis_of(t, "birth").titles[0], "Italy");
    cr_expect_str_eq(axis_of(t, "SEX").title, "SEX");
    cr_expect_str_eq(axis_of(t, "SEX").titles[0], "Female");
    gdcs_table_free(t);
}

Test(sdmx, what_is_missing_is_missing)
{
    gdcs_read_result r = {.struct_size = sizeof r};
    gdcs_table *t = parsed_with("STRUCTURE,STRUCTURE_ID,SEX,AREA,OBS_VALUE,OBS_STATUS,NOTE\n"
                                "dataflow,X:Y(1.0),F,a,NaN,Q,\n"
                                "dataflow,X:Y(1.0),M,a,#N/A,,\n"
                                "dataflow,X:Y(1.0),F,b,,,\n"
                                "dataflow,X:Y(1.0),,b,,,of both sexes\n"
                                "dataflow,X:Y(1.0),~,~,,,of all\n",
                                NULL, NULL, &r);
    cr_expect(eq(i64, gdcs_table_count_cells(t), 3));
    cr_expect(eq(i64, r.filtered, 2));
    cr_expect(eq(i64, r.rows, 5));
    cr_expect(eq(i32, CELL(t, "F", "a").status, 'Q'));
    cr_expect(eq(i32, CELL(t, "M", "a").status, 'O'));
    cr_expect(says(t, GDCS_META_DETECTED, "2 records hold attributes"));
    gdcs_table_free(t);
}

Test(sdmx, powers_of_ten_keep_the_digits)
{
    gdcs_table *t = parsed("DATAFLOW,SEX,OBS_VALUE,UNIT_MULT\nX:Y(1.0),F,9007199254740992,0\n"
                           "X:Y(1.0),M,0.1,3\nX:Y(1.0),_T,12e2,-2\n");
    cr_expect(eq(dbl, CELL(t, "F").value, 9007199254740992.0));
    cr_expect(eq(dbl, CELL(t, "M").value, 100));
    cr_expect(eq(dbl, CELL(t, "_T").value, 12));
    cr_expect(says(t, GDCS_META_DETECTED, "2 numbers were multiplied"));
    gdcs_table_free(t);
}

Test(sdmx, a_schema_stands_over_the_file)
{
    gdcs_schema *s = schema_of("{\"columns\": [{\"name\": \"sex\", \"as\": \"who\", \"concept\": "
                               "\"sex\"}, {\"name\": \"unit\", \"keep\": [\"NR\"]},"
                               "{\"name\": \"age\", \"concept\": \"age\", \"total\": \"ADULT\"}]}");
    gdcs_read_result r = {.struct_size = sizeof r};
    gdcs_table *t = parsed_with(eurostat, s, NULL, &r);
    cr_expect(eq(i64, r.filtered, 1));
    cr_expect(eq(i64, gdcs_table_find_axis(t, "unit"), -1));
    cr_expect(eq(i32, axis_of(t, "who").concept_id, GDCS_CONCEPT_SEX));
    cr_expect(eq(str, (char *)axis_of(t, "age").total, "ADULT"));
    gdcs_table_free(t);
    gdcs_schema_free(s);
    s = schema_of("{\"columns\": [{\"name\": \"OBS_FLAG\", \"as\": \"flag\", \"concept\": "
                  "\"group\"}]}");
    gdcs_frame *f = NULL;
    cr_assert(gdcs_sdmx_parse_frame(eurostat, (int64_t)strlen(eurostat), s, NULL, &f, NULL, NULL) ==
              GDCS_OK);
    const gdcs_column flags = column_of(f, "flag");
    cr_expect(eq(str, (char *)word_of(&flags, 3), "bu"));
    gdcs_frame_free(f);
    gdcs_schema_free(s);
}

Test(sdmx, nothing_is_found_out_where_nothing_is_to_be)
{
    const gdcs_read_options o = {.struct_size = sizeof o, .detect = GDCS_DETECT_NONE};
    gdcs_table *t = parsed_with(eurostat, NULL, &o, NULL);
    cr_expect(eq(i32, axis_of(t, "sex").concept_id, GDCS_CONCEPT_GROUP));
    cr_expect(eq(i32, axis_of(t, "TIME_PERIOD").concept_id, GDCS_CONCEPT_PERIOD));
    cr_expect(axis_of(t, "age").total == NULL || axis_of(t, "age").total[0] == '\0');
    gdcs_table_free(t);
}

Test(sdmx, one_of_several_data_sets_is_chosen_by_its_name)
{
    const char *two = "STRUCTURE,STRUCTURE_ID,SEX,OBS_VALUE\ndataflow,X:A(1.0),F,1\n"
                      "dataflow,X:B(1.0),F,2\n";
    const gdcs_read_options o = {.struct_size = sizeof o, .part = "X:B(1.0)"};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    cr_expect(eq(i32, gdcs_sdmx_parse_table(two, (int64_t)strlen(two), NULL, NULL, &t, NULL, &err),
                 GDCS_E_NAME));
    cr_expect(eq(i64, err.row, 3));
    t = parsed_with(two, NULL, &o, NULL);
    cr_expect(eq(dbl, CELL(t, "F").value, 2));
    gdcs_table_free(t);
}

Test(sdmx, frames_keep_every_attribute)
{
    gdcs_frame *f = NULL;
    const char *text = "DATAFLOW,SEX,OBS_VALUE,DECIMALS,COMMENT\nX:Y(1.0),F,-1.5,1,\"a, b\"\n";
    cr_assert(gdcs_sdmx_parse_frame(text, (int64_t)strlen(text), NULL, NULL, &f, NULL, NULL) ==
              GDCS_OK);
    cr_expect(eq(i64, gdcs_frame_count_columns(f), 4));
    const gdcs_column comment = column_of(f, "COMMENT"), value = column_of(f, "OBS_VALUE");
    cr_expect(eq(str, (char *)word_of(&comment, 0), "a, b"));
    cr_expect(eq(dbl, value.doubles[0], -1.5));
    gdcs_frame_free(f);
}

/* --- out and back --- */

static gdcs_table *sample(int32_t absent)
{
    const gdcs_table_options o = {.struct_size = sizeof o, .absent = absent};
    const char *const sexes[] = {"F", "M", "_T"}, *const names[] = {"Females", NULL, "all"};
    const char *const places[] = {"a, \"b\"", "c"}, *const where[] = {"A: b", "Cé"};
    const gdcs_axis sex = {.struct_size = sizeof sex,
                           .concept_id = GDCS_CONCEPT_SEX,
                           .name = "sex",
                           .title = "The sex",
                           .labels = sexes,
                           .label_count = 3,
                           .titles = names};
    const gdcs_axis area = {.struct_size = sizeof area,
                            .concept_id = GDCS_CONCEPT_AREA,
                            .name = "area",
                            .labels = places,
                            .label_count = 2,
                            .titles = where};
    static const gdcs_cell cells[] = {
        {.struct_size = sizeof *cells, .value = 0.1},
        {.struct_size = sizeof *cells,
         .value = NAN,
         .lower = 1,
         .upper = 4,
         .status = 'Q',
         .confidentiality = 'A'},
        {.struct_size = sizeof *cells, .value = NAN, .status = 'M'},
        {.struct_size = sizeof *cells, .value = NAN, .lower = 5, .upper = INFINITY},
        {.struct_size = sizeof *cells, .value = 1e15, .status = 'B'}};
    gdcs_table *t = NULL;
    cr_assert(gdcs_table_new(&o, &t, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &sex, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &area, NULL) == GDCS_OK);
    for (int i = 0; i < 5; i++)
        cr_assert(gdcs_table_set(t, (const char *const[]){sexes[i % 3], places[i / 3]}, &cells[i],
                                 NULL) == GDCS_OK);
    cr_assert(gdcs_table_set_meta(t, GDCS_META_TITLE, "What, and \"why\"", NULL) == GDCS_OK);
    return t;
}

Test(sdmx, what_is_written_reads_back_equal)
{
    for (int32_t k = 0; k < 8; k++) {
        const gdcs_sdmx_write_options o = {.struct_size = sizeof o, .labels = k % 4};
        gdcs_table *t = sample(k / 4), *back = NULL;
        gdcs_sink *sink = NULL;
        gdcs_error err = {.struct_size = sizeof err};
        int64_t size = 0;
        cr_assert(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
        cr_assert(eq(i32, gdcs_sdmx_write_table(t, &o, sink, &err), GDCS_OK), "%s", err.message);
        const char *text = gdcs_sink_get_text(sink, &size);
        cr_assert(
            eq(i32, gdcs_sdmx_parse_table(text, size, NULL, NULL, &back, NULL, &err), GDCS_OK),
            "%s", err.message);
        expect_same(t, back, "SDMX-CSV");
        if (o.labels != GDCS_SDMX_LABELS_ID) {
            cr_expect(eq(str, (char *)axis_of(back, "sex").title, "The sex"));
            cr_expect(eq(str, (char *)axis_of(back, "sex").titles[0], "Females"));
            cr_expect(eq(str, (char *)axis_of(back, "area").titles[0], "A: b"));
            cr_expect(
                eq(str, (char *)gdcs_table_get_meta(back, GDCS_META_TITLE), "What, and \"why\""));
        }
        gdcs_cell cell = {.struct_size = sizeof cell};
        cr_assert(gdcs_table_get(back, (const char *const[]){"_T", "c"}, &cell, NULL) == GDCS_OK);
        cr_expect(eq(i32, isnan(cell.value), k / 4 == 1), "what nobody set");
        gdcs_sink_free(sink);
        gdcs_table_free(back);
        gdcs_table_free(t);
    }
}

Test(sdmx, the_whole_export_of_prisoners_has_its_rows)
{
    const char *root = getenv("GDCS_REAL_DATA");
    char path[4096];
    if (root == NULL)
        cr_skip_test("GDCS_REAL_DATA does not name a folder with the real files");
    snprintf(path, sizeof path, "%s/eurostat_crim_pris_age/crim_pris_age_linear_2_0.csv", root);
    gdcs_table *t = NULL;
    gdcs_read_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_sdmx_read_table(path, NULL, NULL, &t, &r, &err), GDCS_OK), "%s",
              err.message);
    cr_expect(eq(i64, r.used, 10530));
    int64_t by_sex[3] = {0};
    int32_t codes[32];
    for (int64_t i = 0; i < gdcs_table_count_cells(t); i++) {
        gdcs_cell cell = {.struct_size = sizeof cell};
        cr_assert(gdcs_table_get_at(t, i, codes, &cell, NULL) == GDCS_OK);
        by_sex[codes[2]]++;
    }
    cr_expect(eq(i64, by_sex[0], 3507));
    cr_expect(eq(i64, by_sex[1], 3451));
    cr_expect(eq(i64, by_sex[2], 3572));
    gdcs_table_free(t);
}
