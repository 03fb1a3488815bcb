/* What of a table of people in witness protection may leave the office, and what of the shares made from it?
   The figures are made up.  Nothing leaves without a rule and an audit, and the log remembers what did. */
#include "example.h"

#include <stdio.h>

/* Is it written?  If not, why? */
static void try_to_write(const char *what, const gdcs_table *table)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_sink *sink = NULL;
    gdcs_status status = gdcs_sink_new_memory(&sink, &err);
    if (status == GDCS_OK)
        status = gdcs_csv_write_table(table, NULL, sink, &err);
    printf("%s: %s\n", what, status == GDCS_OK ? "written" : err.message);
    gdcs_sink_free(sink);
}

/* Shares of all areas and bases, from the true numbers: rows that would tell stay. */
static gdcs_status show_shares(const gdcs_table *original, const gdcs_table *hidden,
                               const gdcs_disclosure_rule *rule,
                               const gdcs_release_options *options, int32_t format, gdcs_error *err)
{
    static const char *const keep[] = {"area", "basis"};
    static const char *const columns[] = {"area", "basis", "value", "n", "notes"};
    gdcs_frame *shares = NULL, *out = NULL;
    gdcs_status status = gdcs_share_table(original, keep, 2, NULL, &shares, err);
    if (status == GDCS_OK)
        status = gdcs_release_frame(shares, &original, &hidden, 1, rule, options, &out, NULL, err);
    gdcs_frame_free(shares);
    if (status != GDCS_OK)
        return status;
    return example_show(out, "Share of women", columns, 5, format, err);
}

int main(int argc, char **argv)
{
    static const char *const columns[] = {"area", "basis", "sex", "value", "confidentiality"};
    const int32_t format = example_format(argc, argv);
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = 4};
    gdcs_release_options options = {.struct_size = sizeof options, .id = "2026-1"};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL, *hidden = NULL, *released = NULL;
    gdcs_frame *frame = NULL;
    gdcs_status status = example_table("programme", &table, &err);
    if (status == GDCS_OK)
        status = gdcs_release_log_new(&options.log, &err);
    if (status == GDCS_OK)
        status = gdcs_suppress_table(table, &rule, NULL, &hidden, NULL, NULL, &err);
    if (status == GDCS_OK)
        status = gdcs_release_table(table, hidden, &rule, &options, &released, NULL, &err);
    if (status == GDCS_OK) {
        try_to_write("The table", table);
        try_to_write("With cells hidden", hidden);
        try_to_write("Released", released);
        printf("\n");
        fflush(stdout);
        status = gdcs_table_get_frame(released, &frame, &err);
    }
    if (status == GDCS_OK)
        status = example_show(frame, "The table", columns, 5, format, &err);
    if (status == GDCS_OK)
        status = show_shares(table, hidden, &rule, &options, format, &err);
    if (status == GDCS_OK)
        printf("The log has %lld releases.\n", (long long)gdcs_release_log_count(options.log));
    gdcs_release_log_free(options.log);
    gdcs_table_free(released);
    gdcs_table_free(hidden);
    gdcs_table_free(table);
    return example_end(status, &err);
}
