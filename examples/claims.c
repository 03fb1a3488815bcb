/* Which printed percentages of women in witness protection do the printed counts bear out?  Of Italy's
   witnesses in 2022 "47 %" were women: 18 women and 38 men are 32 %, and 47 women per 100 men. */
#include "example.h"

#include <stdio.h>
#include <stdlib.h>

static gdcs_status read_claims(gdcs_frame **out, gdcs_error *err)
{
    char path[1024];
    const char *folder = getenv("GDCS_EXAMPLE_DATA");
    gdcs_schema *schema = NULL;
    snprintf(path, sizeof path, "%s/protection_claims.schema.json", folder ? folder : EXAMPLE_DATA);
    gdcs_status status = gdcs_schema_read(path, &schema, err);
    snprintf(path, sizeof path, "%s/protection_claims.csv", folder ? folder : EXAMPLE_DATA);
    if (status == GDCS_OK)
        status = gdcs_csv_read_frame(path, schema, NULL, out, NULL, err);
    gdcs_schema_free(schema);
    return status;
}

/* A row per definition that gives the printed number; "no", and the nearest one, where none does. */
static gdcs_status check(const gdcs_table *holders, const gdcs_frame *claims, int32_t format,
                         gdcs_error *err)
{
    static const char *const keep[] = {"year", "category"};
    static const char *const columns[] = {"year",       "category",   "says",     "printed",
                                          "definition", "reproduces", "rounding", "exact"};
    gdcs_frame *frame = NULL;
    const gdcs_status status = gdcs_claim_table(holders, claims, keep, 2, NULL, &frame, err);
    return status == GDCS_OK
               ? example_show(frame, "What the printed percentages are of the printed counts",
                              columns, 8, format, err)
               : status;
}

int main(int argc, char **argv)
{
    const int32_t format = example_format(argc, argv);
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL, *holders = NULL;
    gdcs_frame *claims = NULL;
    gdcs_status status = example_table("witness_protection", &table, &err);
    if (status == GDCS_OK)
        status = gdcs_table_slice(table, "basis", "own right", &holders, &err);
    if (status == GDCS_OK)
        status = read_claims(&claims, &err);
    if (status == GDCS_OK)
        status = check(holders, claims, format, &err);
    gdcs_frame_free(claims);
    gdcs_table_free(holders);
    gdcs_table_free(table);
    return example_end(status, &err);
}
