/* Who can be found in records of people in witness protection by area, basis of admission and sex, what has to be
   left blank before such records may go out, and which tables may still go out beside them?  The records are drawn
   from a made-up table. */
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

/* Nothing goes out that does not fulfil the rule.  What does is in the log, as others can count it. */
static void try_release(const gdcs_frame *records, const gdcs_microdata_keys *keys,
                        const gdcs_microdata_rule *rule, gdcs_release_log *log)
{
    const gdcs_release_options beside = {.struct_size = sizeof beside, .log = log, .id = "records"};
    const gdcs_release_microdata_options options = {.struct_size = sizeof options,
                                                    .beside = &beside};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *out = NULL;
    if (gdcs_release_frame_microdata(records, keys, rule, &options, &out, NULL, &err) != GDCS_OK)
        printf("They may not be published: %s.\n\n", err.message);
    else
        printf("They may be published: %s\n", gdcs_frame_get_meta(out, GDCS_META_NOTE));
    gdcs_frame_free(out);
}

/* With cells of fewer than four persons hidden, and others that protect them. */
static void try_table(const char *title, const gdcs_table *table, gdcs_release_log *log)
{
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = 4};
    const gdcs_release_options options = {.struct_size = sizeof options, .log = log, .id = title};
    gdcs_release_result result = {.struct_size = sizeof result};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *hidden = NULL, *out = NULL;
    gdcs_status status = gdcs_suppress_table(table, &rule, NULL, &hidden, NULL, NULL, &err);
    if (status == GDCS_OK)
        status = gdcs_release_table(table, hidden, &rule, &options, &out, &result, &err);
    if (status == GDCS_OK)
        printf("%s may be published, %d cells hidden.\n", title, (int)result.hidden);
    else
        printf("%s may not be published: %s.\n", title, err.message);
    gdcs_table_free(out);
    gdcs_table_free(hidden);
}

/* Beside the records, and without them. */
static gdcs_status show_tables(const gdcs_table *table, gdcs_release_log *log, gdcs_error *err)
{
    gdcs_table *both = NULL;
    const gdcs_status status = gdcs_table_slice(table, "sex", "_T", &both, err);
    printf("\nThe log has %lld release.  Beside it:\n", (long long)gdcs_release_log_count(log));
    try_table("The table by area, basis and sex", table, log);
    if (status == GDCS_OK)
        try_table("The table by area and basis", both, log);
    printf("Had no records been published:\n");
    try_table("The table by area, basis and sex", table, NULL);
    gdcs_table_free(both);
    return status;
}

int main(void)
{
    static const char *const columns[] = {"area", "basis", "sex"};
    const gdcs_microdata_keys keys = {.struct_size = sizeof keys, .columns = columns, .count = 3};
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 5};
    gdcs_microdata_suppress_result made = {.struct_size = sizeof made};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    gdcs_release_log *log = NULL;
    gdcs_frame *records = NULL, *safe = NULL;
    gdcs_status status = example_table("programme", &table, &err);
    if (status == GDCS_OK)
        status = gdcs_release_log_new(&log, &err);
    if (status == GDCS_OK)
        status = gdcs_microdata_new_synthetic(table, NULL, &records, NULL, &err);
    if (status == GDCS_OK)
        status = show("Persons who share area, basis and sex with:", records, &keys, &rule, &err);
    if (status == GDCS_OK)
        try_release(records, &keys, &rule, log);
    if (status == GDCS_OK)
        status = gdcs_microdata_protect_suppress(records, &keys, &rule, NULL, &safe, &made, &err);
    if (status == GDCS_OK)
        printf("Left blank: %d areas, %d bases, %d sexes.\n\n", (int)made.by_key[0],
               (int)made.by_key[1], (int)made.by_key[2]);
    if (status == GDCS_OK)
        status = show("With these blank:", safe, &keys, &rule, &err);
    if (status == GDCS_OK)
        try_release(safe, &keys, &rule, log);
    if (status == GDCS_OK)
        status = show_tables(table, log, &err);
    gdcs_release_log_free(log);
    gdcs_frame_free(safe);
    gdcs_frame_free(records);
    gdcs_table_free(table);
    return example_end(status, &err);
}
