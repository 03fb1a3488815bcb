/* Three offices, three formats, two languages: do their files give the same table, and are women and men
   the total in each? */
#include "example.h"

#include <stdio.h>

typedef gdcs_status reader(const char *path, const gdcs_schema *schema,
                           const gdcs_read_options *options, gdcs_table **out,
                           gdcs_read_result *result, gdcs_error *err);

/* The persons of a file by office and sex; its schema keeps one line of many. */
static gdcs_status read_file(reader *read, const char *file, const char *name, gdcs_table **out,
                             gdcs_error *err)
{
    static const char *const keep[] = {"office", "sex"};
    char path[1024], schema_name[64];
    gdcs_schema *schema = NULL;
    gdcs_table *table = NULL;
    snprintf(schema_name, sizeof schema_name, "%s.schema.json", name);
    example_path(schema_name, path, sizeof path);
    gdcs_status status = gdcs_schema_read(path, &schema, err);
    example_path(file, path, sizeof path);
    if (status == GDCS_OK)
        status = read(path, schema, NULL, &table, NULL, err);
    if (status == GDCS_OK)
        status = gdcs_table_margin(table, keep, 2, out, err);
    gdcs_table_free(table);
    gdcs_schema_free(schema);
    return status;
}

static gdcs_status add_file(reader *read, const char *file, const char *name, gdcs_table *all,
                            gdcs_error *err)
{
    gdcs_table *table = NULL;
    gdcs_status status = read_file(read, file, name, &table, err);
    if (status == GDCS_OK)
        status = gdcs_table_merge(all, table, err);
    gdcs_table_free(table);
    return status;
}

int main(int argc, char **argv)
{
    static const char *const columns[] = {"office",     "kind",     "found",      "expected",
                                          "difference", "coverage", "explanation"};
    const gdcs_quality_reconcile_options all = {
        .struct_size = sizeof all, .consistent = 1, .base = 0.1};
    const int32_t format = example_format(argc, argv);
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    gdcs_frame *frame = NULL;
    gdcs_status status =
        read_file(gdcs_sdmx_read_table, "formats_eurostat.csv", "formats_eurostat", &table, &err);
    if (status == GDCS_OK)
        status = add_file(gdcs_px_read_table, "formats_ine.px", "formats_ine", table, &err);
    if (status == GDCS_OK)
        status = add_file(gdcs_jsonstat_read_table, "formats_canada.json", "formats_canada", table,
                          &err);
    if (status == GDCS_OK)
        status = gdcs_quality_reconcile(table, &all, &frame, &err);
    if (status == GDCS_OK)
        status = example_show(frame, "The total of an office against its women and men", columns, 7,
                              format, &err);
    gdcs_table_free(table);
    return example_end(status, &err);
}
