/* At which stage do women leave the process, and which stage makes the gap?  The sex of every fifth
   offender is not known, so the first step says less than the second. */
#include "example.h"

enum { STAGES = 3 };

static const char *const stages[STAGES] = {"offender", "arrested", "held"};

/* Every step and the whole way: the ratios of women and men, and how they differ. */
static gdcs_status steps(const gdcs_table *table, int32_t format, gdcs_error *err)
{
    static const char *const columns[] = {"from",       "to",    "measure",     "p_value",
                                          "p_adjusted", "value", "bound_lower", "notes"};
    gdcs_frame *frame = NULL;
    const gdcs_status status =
        gdcs_pipeline_table_stages(table, "stage", stages, STAGES, NULL, 0, NULL, &frame, err);
    return status == GDCS_OK ? example_show(frame, "From stage to stage: women, men, women to men",
                                            columns, 8, format, err)
                             : status;
}

/* What each step adds to the gap at the end. */
static gdcs_status parts(const gdcs_table *table, int32_t format, gdcs_error *err)
{
    static const char *const columns[] = {"from", "to", "measure", "value", "bound_lower", "notes"};
    gdcs_frame *frame = NULL;
    const gdcs_status status =
        gdcs_pipeline_table_decomposed(table, "stage", stages, STAGES, NULL, 0, NULL, &frame, err);
    return status == GDCS_OK ? example_show(frame, "The gap between women and men held, by step",
                                            columns, 6, format, err)
                             : status;
}

int main(int argc, char **argv)
{
    const int32_t format = example_format(argc, argv);
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    gdcs_status status = example_table("attrition", &table, &err);
    if (status == GDCS_OK)
        status = steps(table, format, &err);
    if (status == GDCS_OK)
        status = parts(table, format, &err);
    gdcs_table_free(table);
    return example_end(status, &err);
}
