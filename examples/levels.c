/* Are women at all levels of the drug trade?  And do they go to prison less often only because they
   hold lower roles? */
#include "example.h"

enum { LEVELS = 3 };

static const char *const order[LEVELS] = {"lesser", "significant", "leading"};

/* The share of women at each level, with limits that hold together. */
static gdcs_status shares(const gdcs_table *table, const gdcs_hierarchy_axis *axis, int32_t format,
                          gdcs_error *err)
{
    static const char *const columns[] = {"rank", "level", "women", "men", "value"};
    const gdcs_hierarchy_options together = {.struct_size = sizeof together, .simultaneous = 1};
    gdcs_frame *frame = NULL;
    const gdcs_status status =
        gdcs_hierarchy_table_levels(table, axis, NULL, 0, &together, &frame, err);
    return status == GDCS_OK
               ? example_show(frame, "Share of women by level", columns, 5, format, err)
               : status;
}

/* How the levels differ: trend, who is above whom, the glass ceiling. */
static gdcs_status measures(const gdcs_table *table, const gdcs_hierarchy_axis *axis,
                            int32_t format, gdcs_error *err)
{
    static const char *const columns[] = {"measure", "women", "men", "log10_p", "value", "notes"};
    gdcs_frame *frame = NULL;
    const gdcs_status status = gdcs_hierarchy_table(table, axis, NULL, 0, NULL, &frame, err);
    return status == GDCS_OK
               ? example_show(frame, "Women against men over the levels", columns, 6, format, err)
               : status;
}

/* Custody, women against men, compared within roles only. */
static gdcs_status pooled(const gdcs_table *table, int32_t format, gdcs_error *err)
{
    static const char *const columns[] = {"measure", "strata",        "n_a",   "n_b",
                                          "log10_p", "p_homogeneity", "value", "notes"};
    const gdcs_gap_pair custody = {
        .struct_size = sizeof custody, .axis = "sentence", .a = "custody"};
    gdcs_frame *frame = NULL;
    const gdcs_status status =
        gdcs_strata_table(table, &custody, "role", NULL, 0, NULL, &frame, err);
    return status == GDCS_OK
               ? example_show(frame, "Custody, women (a) against men (b) of the same role", columns,
                              8, format, err)
               : status;
}

int main(int argc, char **argv)
{
    const gdcs_hierarchy_axis axis = {
        .struct_size = sizeof axis, .count = LEVELS, .axis = "role", .order = order};
    const int32_t format = example_format(argc, argv);
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    gdcs_status status = example_table("drug_roles", &table, &err);
    if (status == GDCS_OK)
        status = shares(table, &axis, format, &err);
    if (status == GDCS_OK)
        status = measures(table, &axis, format, &err);
    if (status == GDCS_OK)
        status = pooled(table, format, &err);
    gdcs_table_free(table);
    return example_end(status, &err);
}
