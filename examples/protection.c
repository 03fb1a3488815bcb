/* Are women protected as witnesses as often as they are arrested for organised crime, and in their
   own right or as somebody's relative?  The sex of relatives is not published: what follows from
   that is said as bounds. */
#include "example.h"

/* The share of women among those admitted in their own right, by year and category. */
static gdcs_status shares(const gdcs_table *holders, int32_t format, gdcs_error *err)
{
    static const char *const keep[] = {"year", "category"};
    static const char *const columns[] = {"year",    "category", "women",       "men",
                                          "unknown", "value",    "bound_lower", "notes"};
    gdcs_frame *frame = NULL;
    const gdcs_status status = gdcs_share_table(holders, keep, 2, NULL, &frame, err);
    return status == GDCS_OK
               ? example_show(frame, "Share of women among people protected in their own right",
                              columns, 8, format, err)
               : status;
}

/* The representation gap against what the OSCE states of the arrested, or of the members. */
static gdcs_status gaps(const gdcs_table *holders, gdcs_bounds stated, const char *title,
                        int32_t format, gdcs_error *err)
{
    static const char *const keep[] = {"year", "category"};
    const int32_t known = stated.lower == stated.upper;
    const char *const columns[] = {"year",
                                   "category",
                                   "measure",
                                   "share_a",
                                   "n_a",
                                   known ? "value" : "bound_lower",
                                   known ? "bound_lower" : "notes",
                                   "notes"};
    gdcs_frame *frame = NULL;
    const gdcs_status status = gdcs_gap_table_known(holders, &stated, keep, 2, NULL, &frame, err);
    return status == GDCS_OK ? example_show(frame, title, columns, 7 + known, format, err) : status;
}

/* P(own right | woman) against P(own right | man), by year. */
static gdcs_status own_right(const gdcs_table *table, int32_t format, gdcs_error *err)
{
    static const char *const keep[] = {"year"};
    static const char *const columns[] = {"year",      "measure",     "n_a",  "n_b",
                                          "unknown_a", "bound_lower", "notes"};
    const gdcs_gap_pair pair = {
        .struct_size = sizeof pair, .axis = "basis", .a = "own right", .b = "relative"};
    gdcs_frame *frame = NULL;
    const gdcs_status status = gdcs_gap_table_by_sex(table, &pair, keep, 1, NULL, &frame, err);
    return status == GDCS_OK
               ? example_show(frame, "Protected in one's own right: women (a) against men (b)",
                              columns, 7, format, err)
               : status;
}

int main(int argc, char **argv)
{
    const gdcs_bounds arrested = {0.20, 0.20}, members = {0.0, 0.40};
    const int32_t format = example_format(argc, argv);
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL, *holders = NULL;
    gdcs_status status = example_table("witness_protection", &table, &err);
    if (status == GDCS_OK)
        status = gdcs_table_slice(table, "basis", "own right", &holders, &err);
    if (status == GDCS_OK)
        status = shares(holders, format, &err);
    if (status == GDCS_OK)
        status = gaps(holders, arrested, "Protected (a) against arrested, 20 % women (OSCE)",
                      format, &err);
    if (status == GDCS_OK)
        status = gaps(holders, members, "Protected (a) against members, up to 40 % women (OSCE)",
                      format, &err);
    if (status == GDCS_OK)
        status = own_right(table, format, &err);
    gdcs_table_free(holders);
    gdcs_table_free(table);
    return example_end(status, &err);
}
