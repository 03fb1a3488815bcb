#include "io/read.h"
#include "support.h"

/* --- reference: Python's csv module and pandas, tests/reference/csv_nasty.py --- */

static const char nasty[] =
    "{\"delimiter\": \";\", \"decimal\": \",\", \"grouping\": \" \", \"columns\": ["
    " {\"name\": \"area\", \"concept\": \"area\"},"
    " {\"name\": \"sex\", \"concept\": \"sex\", \"map\": {\"F\": \"F\", \"femme\": \"F\","
    "  \"жен.\": \"F\", \"M\": \"M\", \"homme\": \"M\", \"муж.\": \"M\", \"\": \"_U\", \"?\": "
    "\"_U\","
    "  \"X\": \"_O\", \"SARL\": \"_Z\"}},"
    " {\"name\": \"role\", \"concept\": \"role\"}%s]}";

static void unhex(const char *hex, char *out)
{
    for (; *hex != '\0'; hex += 2) {
        unsigned byte = 0;
        cr_assert(sscanf(hex, "%2x", &byte) == 1);
        *out++ = (char)byte;
    }
    *out = '\0';
}

static char *reference_path(const char *name, char *out, size_t size)
{
    const char *root = getenv("GDCS_REFERENCE");
    snprintf(out, size, "%s/%s", root != NULL ? root : "tests/reference", name);
    return out;
}

static gdcs_table *read_nasty(const char *more)
{
    char path[512], json[1024];
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_read_result result = {.struct_size = sizeof result};
    gdcs_table *table = NULL;
    snprintf(json, sizeof json, nasty, more);
    gdcs_schema *schema = schema_of(json);
    reference_path("csv_nasty.csv", path, sizeof path);
    cr_assert(eq(i32, gdcs_csv_read_table(path, schema, NULL, &table, &result, &err), GDCS_OK),
              "%s", err.message);
    cr_expect(eq(i64, result.rows, 600));
    cr_expect(eq(i64, result.used, 600));
    cr_expect(gt(i64, result.blank, 0));
    gdcs_schema_free(schema);
    return table;
}

Test(csv_reference, counts_and_sums_a_nasty_file_as_python_does)
{
    gdcs_table *counted = read_nasty("");
    gdcs_table *summed =
        read_nasty(", {\"name\": \"n\", \"concept\": \"count\", \"missing\": [\":\"]}");
    FILE *f = reference_open("csv_nasty_cells.csv");
    char hex[256], area[128], sex[8], role[32];
    double sum;
    int records, missing, cells = 0;
    while (fscanf(f, "%255s %7s %31s %lf %d %d", hex, sex, role, &sum, &records, &missing) == 6) {
        unhex(hex + 1, area);
        const gdcs_cell n = CELL(counted, area, sex, role + 1);
        const gdcs_cell s = CELL(summed, area, sex, role + 1);
        cr_expect(n.present == 1 && n.value == records, "%s %s %s", area, sex, role);
        cr_expect(missing > 0 ? isnan(s.value) && isinf(s.upper) && s.status == 'O'
                              : s.value == sum,
                  "%s %s %s", area, sex, role);
        cr_expect(epsilon_eq(dbl, s.lower, sum, 0));
        cells++;
    }
    cr_expect(eq(i64, gdcs_table_count_cells(counted), cells));
    cr_expect(eq(i64, gdcs_table_count_cells(summed), cells));
    fclose(f);
    gdcs_table_free(counted);
    gdcs_table_free(summed);
}

/* --- reference: real files, where they are; the numbers are those of their publishers' notes, or
   of pandas --- */

static gdcs_table *read_real(const char *name, const char *json, gdcs_read_result *result)
{
    char path[512];
    const char *root = getenv("GDCS_REAL_DATA");
    if (root == NULL)
        cr_skip_test("GDCS_REAL_DATA does not name a folder with the real files");
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = schema_of(json);
    gdcs_table *table = NULL;
    result->struct_size = sizeof *result;
    snprintf(path, sizeof path, "%s/%s", root, name);
    cr_assert(eq(i32, gdcs_csv_read_table(path, schema, NULL, &table, result, &err), GDCS_OK), "%s",
              err.message);
    gdcs_schema_free(schema);
    return table;
}

static double margin_of(const gdcs_table *table, const char *axis, const char *label)
{
    gdcs_table *margin = NULL;
    cr_assert(eq(i32, gdcs_table_margin(table, &axis, 1, &margin, NULL), GDCS_OK));
    const double value = CELL(margin, label).value;
    gdcs_table_free(margin);
    return value;
}

Test(csv_reference, reads_prisoners_of_eurostat)
{
    gdcs_read_result r;
    gdcs_table *t = read_real(
        "eurostat_crim_pris_age/crim_pris_age_linear_2_0.csv",
        "{\"absent\": \"zero\", \"columns\": [{\"name\": \"geo\", \"concept\": \"area\"},"
        " {\"name\": \"TIME_PERIOD\", \"concept\": \"period\"},"
        " {\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"eurostat\"},"
        " {\"name\": \"age\", \"keep\": [\"TOTAL\"]}, {\"name\": \"unit\", \"keep\": [\"NR\"]},"
        " {\"name\": \"OBS_VALUE\", \"concept\": \"count\"},"
        " {\"name\": \"OBS_FLAG\", \"concept\": \"status\"}]}",
        &r);
    cr_expect(eq(i64, r.rows, 10530));
    cr_expect(eq(i64, r.used, 1803));
    cr_expect(eq(i64, r.filtered, 8727));
    cr_expect(epsilon_eq(dbl, CELL(t, "FR", "2015", "F").value, 2147, 0));
    cr_expect(epsilon_eq(dbl, CELL(t, "FR", "2015", "M").value, 64531, 0));
    cr_expect(epsilon_eq(dbl, CELL(t, "FR", "2015", "_T").value, 66678, 0));
    cr_expect(epsilon_eq(dbl, margin_of(t, "sex", "F"), 566542, 0));
    gdcs_table_free(t);
}

Test(csv_reference, reads_roles_in_drug_offences)
{
    static const struct {
        const char *role, *sex;
        double count;
    } wanted[] = {{"Leading role", "M", 433},       {"Leading role", "F", 18},
                  {"Significant role", "M", 10614}, {"Significant role", "F", 580},
                  {"Lesser role", "M", 4690},       {"Lesser role", "F", 638}};
    gdcs_read_result r;
    gdcs_table *t = read_real(
        "crown_court_drug/ccdrug_core.csv",
        "{\"columns\": [{\"name\": \"drg_culpability\", \"concept\": \"level\", \"as\": \"role\"},"
        " {\"name\": \"male\", \"concept\": \"sex\", \"map\": {\"1\": \"M\", \"0\": \"F\"}}]}",
        &r);
    cr_expect(eq(i64, r.used, 16973));
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        cr_expect(epsilon_eq(dbl, CELL(t, wanted[i].role, wanted[i].sex).value, wanted[i].count, 0),
                  "%s %s", wanted[i].role, wanted[i].sex);
    gdcs_table_free(t);
}

Test(csv_reference, keeps_unknown_and_not_applicable_apart_in_nibrs)
{
    gdcs_read_result r;
    gdcs_table *t = read_real(
        "nibrs_il_2020/NIBRS_VICTIM.csv",
        "{\"columns\": [{\"name\": \"SEX_CODE\", \"concept\": \"sex\", \"scheme\": \"nibrs\"}]}",
        &r);
    cr_expect(epsilon_eq(dbl, CELL(t, "F").value, 6825, 0));
    cr_expect(epsilon_eq(dbl, CELL(t, "M").value, 4920, 0));
    cr_expect(epsilon_eq(dbl, CELL(t, "_U").value, 87, 0));
    cr_expect(epsilon_eq(dbl, CELL(t, "_Z").value, 3105, 0));
    gdcs_table_free(t);
    t = read_real("nibrs_il_2020/NIBRS_OFFENDER.csv",
                  "{\"columns\": [{\"name\": \"SEX_CODE\", \"concept\": \"sex\", \"scheme\":"
                  " \"nibrs\"}, {\"name\": \"OFFENDER_SEQ_NUM\", \"drop\": [\"0\"]}]}",
                  &r);
    cr_expect(eq(i64, r.rows, 15188));
    cr_expect(eq(i64, r.filtered, 818));
    gdcs_table_free(t);
}

#define POPULATION(sex)                                                                            \
    "{\"delimiter\": \"\\t\", \"columns\": [{\"name\": \"name\", \"concept\": \"area\"},"          \
    " {\"name\": \"age\", \"concept\": \"age\"}, {\"constant\": \"" sex "\", \"as\": \"sex\","     \
    " \"concept\": \"sex\", \"scheme\": \"sdmx\"}], \"wide\": {\"concept\": \"period\","           \
    " \"as\": \"year\", \"columns\": [\"1950\", \"2020\"]}}"

Test(csv_reference, joins_population_from_one_file_per_sex)
{
    gdcs_read_result r;
    gdcs_table *women = read_real("population/popF.txt", POPULATION("F"), &r);
    gdcs_table *men = read_real("population/popM.txt", POPULATION("M"), &r);
    cr_expect(eq(i64, r.used, 5229));
    cr_assert(eq(i32, gdcs_table_merge(women, men, NULL), GDCS_OK));
    cr_expect(epsilon_eq(dbl, CELL(women, "World", "0-4", "M", "2020").value, 349432.556, 0));
    const char *keep[] = {"name", "sex", "year"};
    gdcs_table *world = NULL;
    cr_assert(eq(i32, gdcs_table_margin(women, keep, 3, &world, NULL), GDCS_OK));
    cr_expect(epsilon_eq(dbl, CELL(world, "World", "F", "2020").value, 3864824.776, 1e-6));
    cr_expect(epsilon_eq(dbl, CELL(world, "World", "M", "1950").value, 1266259.556, 1e-6));
    gdcs_table_free(women);
    gdcs_table_free(men);
    gdcs_table_free(world);
}

Test(csv_reference, reads_victims_of_mexico_from_latin_1_and_wide_months)
{
    gdcs_read_result r;
    gdcs_table *t = read_real(
        "mexico_sesnsp_2024/IDVFC_NM_2024.csv",
        "{\"encoding\": \"ISO-8859-1\", \"columns\": [{\"name\": \"Año\", \"concept\": \"period\"},"
        " {\"name\": \"Sexo\", \"concept\": \"sex\", \"map\": {\"Hombre\": \"M\", \"Mujer\": \"F\","
        "  \"No identificado\": \"_U\"}}], \"wide\": {\"concept\": \"group\", \"as\": \"month\","
        " \"columns\": [\"Enero\", \"Febrero\", \"Marzo\", \"Abril\", \"Mayo\", \"Junio\", "
        "\"Julio\","
        " \"Agosto\", \"Septiembre\", \"Octubre\", \"Noviembre\", \"Diciembre\"]}}",
        &r);
    cr_expect(eq(i64, r.rows, 7360));
    cr_expect(epsilon_eq(dbl, margin_of(t, "Sexo", "M"), 211816, 0));
    cr_expect(epsilon_eq(dbl, margin_of(t, "Sexo", "F"), 123166, 0));
    cr_expect(epsilon_eq(dbl, margin_of(t, "Sexo", "_U"), 42164, 0));
    gdcs_table_free(t);
}

Test(csv_reference, reads_arrests_of_toronto_and_homicides_of_open_sdg)
{
    gdcs_read_result r;
    gdcs_table *t = read_real(
        "toronto_arrests/Arrests.csv",
        "{\"columns\": [{\"name\": \"released\", \"concept\": \"stage\"}, {\"name\": \"sex\","
        " \"concept\": \"sex\", \"map\": {\"Male\": \"M\", \"Female\": \"F\"}}]}",
        &r);
    cr_expect(epsilon_eq(dbl, CELL(t, "Yes", "F").value, 380, 0));
    cr_expect(epsilon_eq(dbl, CELL(t, "No", "M").value, 829, 0));
    gdcs_table_free(t);
    t = read_real(
        "open_sdg/mex/indicator_16-1-1.csv",
        "{\"columns\": [{\"name\": \"Year\", \"concept\": \"period\"}, {\"name\":"
        " \"Sexo\", \"concept\": \"sex\", \"map\": {\"Total\": \"_T\", \"Hombres\": \"M\","
        " \"Mujeres\": \"F\"}}]}",
        &r);
    cr_expect(epsilon_eq(dbl, margin_of(t, "Sexo", "F"), 1980, 0));
    gdcs_table_free(t);
    t = read_real("open_sdg/gbr_ons/indicator_16-1-1.csv",
                  "{\"columns\": [{\"name\": \"Sex\", \"concept\": \"sex\", \"map\": {\"\": \"_T\","
                  " \"Male\": \"M\", \"Female\": \"F\"}}]}",
                  &r);
    cr_expect(epsilon_eq(dbl, CELL(t, "_T").value, 121, 0));
    gdcs_table_free(t);
}
