/* Schemas by name, on a few lines as the offices write them, and on their files where they are. */
#include "io/read.h"

static const struct {
    const char *name, *text;
    const char *const *labels; /* of the cell looked at */
    double value;
} presets[] = {
    {"eurostat-linear",
     "STRUCTURE,age,sex,Sex,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\r\n"
     "dataflow,TOTAL,F,Females,NR,AL,2008,101,\r\ndataflow,TOTAL,F,Females,P_HTHAB,AL,2008,7,\r\n"
     "dataflow,TOTAL,M,Males,NR,AL,2008,:,\r\n",
     (const char *const[]){"F", "AL", "2008"}, 101},
    {"nibrs-arrestee", "\"SEX_CODE\",\"OFFENSE_TYPE_ID\"\n\"F\",5\n\"F\",5\n\"U\",5\n",
     (const char *const[]){"F", "5"}, 2},
    {"nibrs-arrestee", "arrestee_id,offense_code,sex_code\n1,13B,F\n2,13B,F\n3,240,M\n",
     (const char *const[]){"F", "13B"}, 2},
    {"nibrs-offender", "\"SEX_CODE\",\"OFFENDER_SEQ_NUM\"\n\"\",0\n\"M\",1\n\"F\",2\n",
     (const char *const[]){"M"}, 1},
    {"nibrs-offender", "offender_seq_num,sex_code\n0,X\n1,M\n2,U\n", (const char *const[]){"_U"},
     1},
    {"nibrs-victim", "victim_type_id,sex_code\n8,X\n4,F\n", (const char *const[]){"_Z", "8"}, 1},
    {"nibrs-victim", "\"SEX_CODE\",\"VICTIM_TYPE_ID\"\n\"\",8\n\"F\",4\n",
     (const char *const[]){"_Z", "8"}, 1},
    {"open-sdg", "Year,Sex,Units,Value\n2020,,Number,3\n2020,Females,Number,1\n",
     (const char *const[]){"2020", "_T"}, 3},
    {"open-sdg", "YEAR,SEXO,VALUE\n2020,Mujeres,3\n2020,Hombres,1\n2020,Total,4\n",
     (const char *const[]){"2020", "_T"}, 4},
    {"sesnsp-victims",
     "A\xF1o,Entidad,Subtipo de delito,Sexo,Enero,Febrero,Marzo,Abril,Mayo,Junio,Julio,Agosto,"
     "Septiembre,Octubre,Noviembre,Diciembre\r\n"
     "2024,Puebla,Feminicidio,Mujer,1,2,0,0,0,0,0,0,0,0,0,5\r\n",
     (const char *const[]){"2024", "Puebla", "Feminicidio", "F", "12"}, 5},
    {"unodc-portal",
     "Data as of 1 May\n\nIso3_code,Country,Region,Indicator,Dimension,Category,Sex,Age,Year,Unit "
     "of "
     "measurement,VALUE,Source\nITA,Italy,Europe,Victims,Total,Total,Female,Total,2020,Counts,118,"
     "CTS\n"
     "ITA,Italy,Europe,Victims,Total,Total,Female,Total,2020,\"Rate per 100,000 "
     "population\",0.39,CTS\n",
     (const char *const[]){"ITA", "Victims", "Total", "Total", "F", "Total", "2020"}, 118},
    {"unodc-portal",
     "UNODC,,,unodc-dass@un.org,,,,,,,,\n2024-11-24 00:00:00,,,,,,,,,,,\n"
     "Iso3_code,Region,Subregion,Country,Source,Dimension,Category,Sex,Age,Year,Unit of "
     "measurement,VALUE\n"
     "ARM,Asia,Western Asia,Armenia,CTS,by citizenship,National "
     "citizens,Male,Total,2013,Counts,35\n"
     "COL,Americas,Latin America and the Caribbean,Colombia,CTS,by citizenship,National "
     "citizens,Male,Total,2013,Counts,15053\n"
     "MAC,Asia,Eastern Asia,\"China, Macao Special Administrative Region\",CTS,by "
     "citizenship,National citizens,Male,Total,2015,Counts,1\n",
     (const char *const[]){"COL", "by citizenship", "National citizens", "M", "Total", "2013"},
     15053},
};

static gdcs_schema *named(const char *name)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = NULL;
    cr_assert(eq(i32, gdcs_schema_new(name, &schema, &err), GDCS_OK), "%s", err.message);
    return schema;
}

Test(schema_presets, each_reads_what_its_office_writes)
{
    enum { COUNT = sizeof presets / sizeof presets[0] };
    int64_t names = 0;
    for (size_t i = 0; i < COUNT; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_schema *schema = named(presets[i].name);
        gdcs_table *t = NULL;
        names += i == 0 || strcmp(presets[i].name, presets[i - 1].name) != 0;
        cr_expect_str_eq(gdcs_schema_name(names - 1), presets[i].name);
        const gdcs_status status = gdcs_csv_parse_table(
            presets[i].text, (int64_t)strlen(presets[i].text), schema, NULL, &t, NULL, &err);
        cr_expect(status == GDCS_OK, "%s: %s", presets[i].name, err.message);
        if (t != NULL)
            cr_expect(cell_of(t, presets[i].labels).value == presets[i].value, "%s",
                      presets[i].name);
        gdcs_table_free(t);
        gdcs_schema_free(schema);
    }
    cr_expect_str_eq(gdcs_schema_name(names), "");
    cr_expect_str_eq(gdcs_schema_name(-1), "");
}

Test(schema_presets, a_name_that_is_none_is_refused)
{
    gdcs_schema *schema = NULL;
    cr_expect(eq(i32, gdcs_schema_new("open_sdg", &schema, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_schema_new(NULL, &schema, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_schema_new("open-sdg", NULL, NULL), GDCS_E_ARGUMENT));
}

/* Published with the files: victims of 2024 in Mexico; offenders but for the 818 placeholders in Illinois
   2020; 121 rows each of men, women and total in the United Kingdom. */
Test(schema_presets, the_offices_own_files_give_their_numbers)
{
    static const struct {
        const char *name, *file;
        int64_t rows, filtered;
    } files[] = {
        {"sesnsp-victims", "mexico_sesnsp_2024/IDVFC_NM_2024.csv", 7360, 0},
        {"nibrs-offender", "nibrs_il_2020/NIBRS_OFFENDER.csv", 15188, 818},
        {"nibrs-victim", "nibrs_il_2020/NIBRS_VICTIM.csv", 14937, 0},
        {"nibrs-arrestee", "nibrs_il_2020/NIBRS_ARRESTEE.csv", 2983, 0},
        {"eurostat-linear", "eurostat_crim_pris_age/crim_pris_age_linear_2_0.csv", 10530, -1},
        {"open-sdg", "open_sdg/gbr_ons/indicator_16-1-1.csv", 363, 0},
        {"open-sdg", "open_sdg/gbr_ons/indicator_16-2-2.csv", 429, 0},
        {"open-sdg", "open_sdg/gbr_ons/indicator_16-3-2.csv", 498, 0},
        {"open-sdg", "open_sdg/mlt/indicator_16-1-1.csv", 90, 0},
        {"open-sdg", "open_sdg/mda/indicator_16-1-1.csv", 195, 0},
        {"open-sdg", "open_sdg/deu/indicator_16-3-2.csv", 45, 0},
        {"open-sdg", "open_sdg/mex/indicator_16-1-1.csv", 5940, 0},
        {"open-sdg", "open_sdg/srb/indicator_16-1-1.csv", 52, 0}};
    const char *root = getenv("GDCS_REAL_DATA");
    if (root == NULL)
        cr_skip_test("GDCS_REAL_DATA does not name a folder with the real files");
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char path[512];
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_read_result r = {.struct_size = sizeof r};
        gdcs_schema *schema = named(files[i].name);
        gdcs_table *t = NULL;
        snprintf(path, sizeof path, "%s/%s", root, files[i].file);
        const gdcs_status status = gdcs_csv_read_table(path, schema, NULL, &t, &r, &err);
        cr_expect(status == GDCS_OK, "%s: %s", files[i].file, err.message);
        cr_expect(r.rows == files[i].rows &&
                      (files[i].filtered < 0 || r.filtered == files[i].filtered),
                  "%s: %d rows, %d filtered", files[i].file, (int)r.rows, (int)r.filtered);
        if (i == 0 && t != NULL) {
            double sum = 0;
            for (int64_t k = 0; k < gdcs_table_count_cells(t); k++) {
                int32_t codes[8];
                gdcs_cell cell = {.struct_size = sizeof cell};
                cr_assert(eq(i32, gdcs_table_get_at(t, k, codes, &cell, NULL), GDCS_OK));
                sum += cell.value;
            }
            cr_expect(epsilon_eq(dbl, sum, 377146, 0));
            cr_expect(strstr(gdcs_table_get_meta(t, GDCS_META_DETECTED), "CP1252") != NULL);
        }
        gdcs_table_free(t);
        gdcs_schema_free(schema);
    }
}

/* Victims of feminicide are women: that the file has no row of men is a zero, not a gap. */
Test(schema_presets, a_register_of_victims_adds_up_by_sex)
{
    static const char text[] =
        "A\xF1o,Entidad,Subtipo de delito,Sexo,Enero,Febrero,Marzo,Abril,Mayo,Junio,Julio,Agosto,"
        "Septiembre,Octubre,Noviembre,Diciembre\r\n"
        "2024,Puebla,Feminicidio,Mujer,1,2,0,0,0,0,0,0,0,0,0,5\r\n"
        "2024,Puebla,Extorsi\xF3n,Mujer,1,0,0,0,0,0,0,0,0,0,0,0\r\n"
        "2024,Puebla,Extorsi\xF3n,Hombre,4,0,0,0,0,0,0,0,0,0,0,3\r\n";
    static const struct {
        const char *sex;
        double victims;
    } wanted[] = {{"F", 9}, {"M", 7}};
    const char *const keep[] = {"sex"};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = named("sesnsp-victims");
    gdcs_table *t = NULL, *margin = NULL;
    cr_assert(gdcs_csv_parse_table(text, sizeof text - 1, schema, NULL, &t, NULL, &err) == GDCS_OK,
              "%s", err.message);
    cr_assert(gdcs_table_margin(t, keep, 1, &margin, &err) == GDCS_OK, "%s", err.message);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        gdcs_cell cell = {.struct_size = sizeof cell};
        cr_assert(gdcs_table_get(margin, &wanted[i].sex, &cell, &err) == GDCS_OK, "%s",
                  err.message);
        cr_expect(eq(dbl, cell.value, wanted[i].victims), "%s", wanted[i].sex);
    }
    gdcs_table_free(margin);
    gdcs_table_free(t);
    gdcs_schema_free(schema);
}
