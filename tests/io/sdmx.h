/* What the tests of SDMX-CSV and Eurostat's TSV share.  The excerpt of Eurostat is CC BY 4.0 (crim_pris_age, retrieved
   2026). */
#ifndef GDCS_TESTS_IO_SDMX_H
#define GDCS_TESTS_IO_SDMX_H

#include "io/read.h"

static const char eurostat[] =
    "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Time frequency,age,Age class,sex,Sex,unit,Unit of "
    "measure,geo,Geopolitical entity (reporting),TIME_PERIOD,Time,OBS_VALUE,Observation "
    "value,OBS_FLAG,Observation status (Flag) V2 structure,CONF_STATUS,Confidentiality status "
    "(flag)\r\n"
    "dataflow,ESTAT:CRIM_PRIS_AGE(1.0),Prisoners by age and "
    "sex,A,Annual,ADULT,Adult,F,Females,NR,Number,AT,Austria,2021,,517,,,,,\r\n"
    "dataflow,ESTAT:CRIM_PRIS_AGE(1.0),Prisoners by age and "
    "sex,A,Annual,ADULT,Adult,F,Females,P_HTHAB,Per hundred thousand "
    "inhabitants,AT,Austria,2021,,13.66,,,,,\r\n"
    "dataflow,ESTAT:CRIM_PRIS_AGE(1.0),Prisoners by age and "
    "sex,A,Annual,TOTAL,Total,M,Males,NR,Number,AT,Austria,2021,,7909,,b,,,\r\n"
    "dataflow,ESTAT:CRIM_PRIS_AGE(1.0),Prisoners by age and "
    "sex,A,Annual,TOTAL,Total,T,Total,NR,Number,AT,Austria,2021,,8436,,bu,,P,\r\n";

static const char tsv[] = "freq,leg_stat,sex,unit,geo\\TIME_PERIOD\t2020 \t2021 \n"
                          "A,PER_VICT,F,NR,AT\t12 b\t: c\n"
                          "A,PER_VICT,M,NR,AT\t0n\t13.5 bu\n"
                          "A,PER_VICT,T,NR,AT\t30 s\t:\n";

static inline gdcs_table *parsed_with(const char *text, const gdcs_schema *schema,
                                      const gdcs_read_options *options, gdcs_read_result *result)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    cr_assert(eq(i32,
                 gdcs_sdmx_parse_table(text, (int64_t)strlen(text), schema, options, &table, result,
                                       &err),
                 GDCS_OK),
              "%s", err.message);
    return table;
}

#endif
