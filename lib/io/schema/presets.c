/* Schemas of files that many use, as JSON: what a user would keep beside the file. */
#include <gdcs/schema.h>

#include "core/fail.h"

#include <string.h>

static const struct {
    const char *name;
    const char *json;
} presets[] = {
    /* dataset/export, labels=both, "linear" (SDMX-CSV 2.0); breakdowns of the data set are added by the
       user, since each data set has its own */
    {"eurostat-linear",
     "{\"sensitivity\": \"public\", \"columns\": ["
     "{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"eurostat\"},"
     "{\"name\": \"unit\", \"concept\": \"measure\", \"keep\": [\"NR\"]},"
     "{\"name\": \"geo\", \"concept\": \"area\"},"
     "{\"name\": \"TIME_PERIOD\", \"as\": \"year\", \"concept\": \"period\"},"
     "{\"name\": \"OBS_VALUE\", \"concept\": \"count\", \"status\": {\":\": \"O\"}}],"
     "\"meta\": {\"source\": \"Eurostat\"}}"},
    {"nibrs-arrestee",
     "{\"sensitivity\": \"public\", \"columns\": ["
     "{\"name\": \"SEX_CODE\", \"as\": \"sex\", \"concept\": \"sex\","
     " \"map\": {\"F\": \"F\", \"M\": \"M\", \"U\": \"_U\"}},"
     "{\"name\": \"OFFENSE_TYPE_ID\", \"as\": \"offence\", \"concept\": \"offence\"}],"
     "\"meta\": {\"source\": \"FBI, NIBRS\", \"counting_unit\": \"person\"}}"},
    /* number 0 stands for offenders of whom nothing at all is known */
    {"nibrs-offender", "{\"sensitivity\": \"public\", \"columns\": ["
                       "{\"name\": \"SEX_CODE\", \"as\": \"sex\", \"concept\": \"sex\","
                       " \"map\": {\"F\": \"F\", \"M\": \"M\", \"U\": \"_U\"}},"
                       "{\"name\": \"OFFENDER_SEQ_NUM\", \"drop\": [\"0\"]}],"
                       "\"meta\": {\"source\": \"FBI, NIBRS\", \"counting_unit\": \"person\"}}"},
    /* businesses, societies and the public have no sex */
    {"nibrs-victim",
     "{\"sensitivity\": \"public\", \"columns\": ["
     "{\"name\": \"SEX_CODE\", \"as\": \"sex\", \"concept\": \"sex\","
     " \"map\": {\"F\": \"F\", \"M\": \"M\", \"U\": \"_U\", \"\": \"_Z\", \"X\": \"_Z\"}},"
     "{\"name\": \"VICTIM_TYPE_ID\", \"as\": \"victim_type\", \"concept\": \"group\"}],"
     "\"meta\": {\"source\": \"FBI, NIBRS\", \"counting_unit\": \"person\"}}"},
    /* by the convention of Open SDG an empty field is the total */
    {"open-sdg",
     "{\"sensitivity\": \"public\", \"columns\": ["
     "{\"name\": \"Year\", \"as\": \"year\", \"concept\": \"period\"},"
     "{\"name\": \"Sex\", \"as\": \"sex\", \"concept\": \"sex\", \"map\": {\"\": \"_T\","
     " \"Female\": \"F\", \"Females\": \"F\", \"Women\": \"F\", \"FEMALE\": \"F\", \"female\": "
     "\"F\","
     " \"Male\": \"M\", \"Males\": \"M\", \"Men\": \"M\", \"MALE\": \"M\", \"male\": \"M\","
     " \"Both Sexes\": \"_T\", \"Both sexes\": \"_T\", \"Total\": \"_T\"}},"
     "{\"name\": \"Value\", \"as\": \"value\", \"concept\": \"value\"}]}"},
    {"sesnsp-victims",
     "{\"sensitivity\": \"public\", \"columns\": ["
     "{\"name\": \"Año\", \"as\": \"year\", \"concept\": \"period\"},"
     "{\"name\": \"Entidad\", \"as\": \"area\", \"concept\": \"area\"},"
     "{\"name\": \"Subtipo de delito\", \"as\": \"offence\", \"concept\": \"offence\"},"
     "{\"name\": \"Sexo\", \"as\": \"sex\", \"concept\": \"sex\","
     " \"map\": {\"Mujer\": \"F\", \"Hombre\": \"M\", \"No identificado\": \"_U\"}}],"
     "\"wide\": {\"concept\": \"period\", \"as\": \"month\", \"columns\": {\"Enero\": \"01\","
     " \"Febrero\": \"02\", \"Marzo\": \"03\", \"Abril\": \"04\", \"Mayo\": \"05\", \"Junio\": "
     "\"06\","
     " \"Julio\": \"07\", \"Agosto\": \"08\", \"Septiembre\": \"09\", \"Octubre\": \"10\","
     " \"Noviembre\": \"11\", \"Diciembre\": \"12\"}},"
     "\"meta\": {\"source\": \"SESNSP\", \"counting_unit\": \"person\"}}"},
    /* totals, parts and rates share a column */
    {"unodc-portal",
     "{\"sensitivity\": \"public\", \"columns\": ["
     "{\"name\": \"Iso3_code\", \"as\": \"area\", \"concept\": \"area\", \"titles\": \"Country\"},"
     "{\"name\": \"Indicator\", \"as\": \"indicator\", \"concept\": \"group\"},"
     "{\"name\": \"Dimension\", \"as\": \"dimension\", \"concept\": \"group\"},"
     "{\"name\": \"Category\", \"as\": \"category\", \"concept\": \"group\"},"
     "{\"name\": \"Sex\", \"as\": \"sex\", \"concept\": \"sex\","
     " \"map\": {\"Female\": \"F\", \"Male\": \"M\", \"Total\": \"_T\"}},"
     "{\"name\": \"Age\", \"as\": \"age\", \"concept\": \"age\", \"total\": \"Total\"},"
     "{\"name\": \"Year\", \"as\": \"year\", \"concept\": \"period\"},"
     "{\"name\": \"Unit of measurement\", \"keep\": [\"Counts\"]},"
     "{\"name\": \"VALUE\", \"as\": \"n\", \"concept\": \"count\"}],"
     "\"meta\": {\"source\": \"UNODC data portal\"}}"},
};

enum { PRESETS = sizeof presets / sizeof presets[0] };

const char *gdcs_schema_name(int64_t index)
{
    return index >= 0 && index < PRESETS ? presets[index].name : "";
}

gdcs_status gdcs_schema_new(const char *name, gdcs_schema **out, gdcs_error *err)
{
    TRY(gdcs_i_need(name, "name", err));
    TRY(gdcs_i_need(out, "out", err));
    for (size_t i = 0; i < PRESETS; i++)
        if (strcmp(presets[i].name, name) == 0)
            return gdcs_schema_parse(presets[i].json, -1, out, err);
    return gdcs_i_fail(err, GDCS_E_NAME, "name", "there is no schema named \"%.60s\"", name);
}
