/* Who can be found in records of people in witness protection by area, basis of admission and sex, and what has to be
   left blank before such records may go out?  The records are drawn from a made-up table. */
#include "example.h"

#include <stdio.h>

static void print(const char *title, const gdcs_frame *labels)
{
    printf("%s\n  %-6s %-10s %8s %14s\n", title, "", "", "persons", "fewer than 5");
    for (int64_t row = 0; row < gdcs_frame_count_rows(labels); row++)
        printf("  %-6s %-10s %8.0f %14.0f\n", example_word(labels, "column", row),
               example_word(labels, "label", row), example_number(labels, "records", row),
               example_number(labels, "below", row));
    printf("\n");
}

/* How many persons with each label match fewer than five by all keys. */
static gdcs_status show(const char *title, const gdcs_frame *records,
                        const gdcs_microdata_keys *keys, const gdcs_microdata_rule *rule,
                        gdcs_error *err)
{
    gdcs_frame *labels = NULL;
    const gdcs_status status = gdcs_microdata_measure_labels(records, keys, rule, &labels, err);
    if (status == GDCS_OK)
        print(title, labels);
    gdcs_frame_free(labels);
    return status;
}

/* Nothing goes out that does not fulfil the rule. */
static void try_release(const gdcs_frame *records, const gdcs_microdata_keys *keys,
                        const gdcs_microdata_rule *rule)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *out = NULL;
    if (gdcs_release_frame_microdata(records, keys, rule, NULL, &out, NULL, &err) != GDCS_OK)
        printf("They may not be published: %s.\n\n", err.message);
    else
        printf("They may be published: %s\n", gdcs_frame_get_meta(out, GDCS_META_NOTE));
    gdcs_frame_free(out);
}

int main(void)
{
    static const char *const columns[] = {"area", "basis", "sex"};
    const gdcs_microdata_keys keys = {.struct_size = sizeof keys, .columns = columns, .count = 3};
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 5};
    gdcs_microdata_suppress_result made = {.struct_size = sizeof made};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    gdcs_frame *records = NULL, *safe = NULL;
    gdcs_status status = example_table("programme", &table, &err);
    if (status == GDCS_OK)
        status = gdcs_microdata_new_synthetic(table, NULL, &records, NULL, &err);
    if (status == GDCS_OK)
        status = show("Persons who share area, basis and sex with:", records, &keys, &rule, &err);
    if (status == GDCS_OK)
        try_release(records, &keys, &rule);
    if (status == GDCS_OK)
        status = gdcs_microdata_protect_suppress(records, &keys, &rule, NULL, &safe, &made, &err);
    if (status == GDCS_OK)
        printf("Left blank: %d areas, %d bases, %d sexes.\n\n", (int)made.by_key[0],
               (int)made.by_key[1], (int)made.by_key[2]);
    if (status == GDCS_OK)
        status = show("With these blank:", safe, &keys, &rule, &err);
    if (status == GDCS_OK)
        try_release(safe, &keys, &rule);
    gdcs_frame_free(safe);
    gdcs_frame_free(records);
    gdcs_table_free(table);
    return example_end(status, &err);
}
