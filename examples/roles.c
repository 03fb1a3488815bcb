/* Do women who are sentenced for drug offences lead as often as men, and are they sent to prison as
   often in the same role? */
#include "example.h"

static gdcs_status show_share(const gdcs_table *table, int32_t format, gdcs_error *err)
{
    static const char *const keep[] = {"role"};
    static const char *const columns[] = {"role", "women", "men", "value"};
    gdcs_frame *frame = NULL;
    const gdcs_status status = gdcs_share_table(table, keep, 1, NULL, &frame, err);
    return status == GDCS_OK ? example_show(frame, "Share of women by role in drug offences",
                                            columns, 4, format, err)
                             : status;
}

/* P(label | woman) against P(label | man). */
static gdcs_status show_gap(const gdcs_table *table, const gdcs_gap_pair *pair,
                            const char *const *keep, int32_t n, const char *title, int32_t format,
                            gdcs_error *err)
{
    static const char *const columns[] = {"role",    "measure", "share_a", "n_a",
                                          "share_b", "n_b",     "value",   "notes"};
    gdcs_frame *frame = NULL;
    const gdcs_status status = gdcs_gap_table_by_sex(table, pair, keep, n, NULL, &frame, err);
    return status == GDCS_OK ? example_show(frame, title, columns + 1 - n, 7 + n, format, err)
                             : status;
}

int main(int argc, char **argv)
{
    static const char *const by_role[] = {"role"};
    const gdcs_gap_pair leading = {.struct_size = sizeof leading, .axis = "role", .a = "leading"};
    const gdcs_gap_pair custody = {
        .struct_size = sizeof custody, .axis = "sentence", .a = "custody"};
    const int32_t format = example_format(argc, argv);
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    gdcs_status status = example_table("drug_roles", &table, &err);
    if (status == GDCS_OK)
        status = show_share(table, format, &err);
    if (status == GDCS_OK)
        status =
            show_gap(table, &leading, NULL, 0, "Leading role: women against men", format, &err);
    if (status == GDCS_OK)
        status = show_gap(table, &custody, by_role, 1,
                          "Custody in the same role: women against men", format, &err);
    gdcs_table_free(table);
    return example_end(status, &err);
}
