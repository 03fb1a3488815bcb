/* Of whom does the record say the sex?  A person of unknown sex is not a company, a company is not a
   person, and an offender whom nobody saw is neither. */
#include "example.h"

int main(int argc, char **argv)
{
    static const char *const keep[] = {"role"};
    static const char *const stages[] = {"offender", "arrestee"};
    static const char *const shares[] = {"role",  "women",       "men",  "unknown",
                                         "value", "bound_lower", "notes"};
    static const char *const steps[] = {"from", "to", "measure", "value", "bound_lower", "notes"};
    const int32_t format = example_format(argc, argv);
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL;
    gdcs_frame *frame = NULL;
    gdcs_status status = example_table("recorded_sex", &table, &err);
    if (status == GDCS_OK)
        status = gdcs_share_table(table, keep, 1, NULL, &frame, &err);
    if (status == GDCS_OK)
        status = example_show(frame, "Share of women among offenders, arrestees and victims",
                              shares, 7, format, &err);
    if (status == GDCS_OK)
        status = gdcs_pipeline_table(table, "role", stages, 2, NULL, 0, NULL, &frame, &err);
    if (status == GDCS_OK)
        status = example_show(frame, "Arrestees per offender, and the relative rate index", steps,
                              6, format, &err);
    gdcs_table_free(table);
    return example_end(status, &err);
}
