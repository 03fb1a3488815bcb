/* What can be worked out from a published table that leaves numbers out?  A sex beside the other and
   their total, an age beside the other and theirs: whoever subtracts knows them. */
#include "example.h"

#include <stdio.h>

/* The frame of an audit is protected: no writer takes it, printing it is up to us. */
static void print(const gdcs_audit_result *found, const gdcs_frame *cells)
{
    printf("Of %lld numbers that are left out, %lld can be worked out\n", (long long)found->audited,
           (long long)found->exact);
    printf("=====================================================\n\n");
    printf("country        age       sex  number  from\n");
    printf("-------------  --------  ---  ------  ----\n");
    for (int64_t row = 0; row < gdcs_frame_count_rows(cells); row++)
        printf("%-13s  %-8s  %-3s  %6.0f  %s\n", example_word(cells, "country", row),
               example_word(cells, "age", row), example_word(cells, "sex", row),
               example_number(cells, "bound_lower", row), example_word(cells, "equations", row));
}

int main(void)
{
    const gdcs_audit_options nearest = {.struct_size = sizeof nearest, .equations = 1};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_audit_result found = {.struct_size = sizeof found};
    gdcs_table *table = NULL;
    gdcs_frame *cells = NULL;
    gdcs_status status = example_table("left_out", &table, &err);
    if (status == GDCS_OK)
        status = gdcs_audit_table(table, &nearest, &found, &cells, &err);
    if (status == GDCS_OK)
        print(&found, cells);
    gdcs_frame_free(cells);
    gdcs_table_free(table);
    return example_end(status, &err);
}
