/* What must be hidden before a table of people in witness protection, by area, basis of admission and sex,
   can be published?  The figures are made up.  Hiding what is unsafe, and nothing else, hides nothing. */
#include "example.h"

#include <math.h>
#include <stdio.h>

static void print(const char *title, const gdcs_frame *frame, const char *last)
{
    printf("%s\n", title);
    for (int64_t row = 0; row < gdcs_frame_count_rows(frame); row++) {
        printf("  %-6s %-10s %-3s", example_word(frame, "area", row),
               example_word(frame, "basis", row), example_word(frame, "sex", row));
        if (gdcs_frame_find(frame, "bound_lower") >= 0)
            printf("%4.0f to %3.0f", example_number(frame, "bound_lower", row),
                   example_number(frame, "bound_upper", row));
        printf("%s%s\n", last != NULL ? "  " : "",
               last != NULL ? example_word(frame, last, row) : "");
    }
    printf("\n");
}

/* A copy of the table without the cells of the frame. */
static gdcs_status hide(const gdcs_table *table, const gdcs_frame *cells, gdcs_table **out,
                        gdcs_error *err)
{
    const gdcs_cell hidden = {.struct_size = sizeof hidden, .status = 'Q', .value = NAN};
    gdcs_status status = gdcs_table_copy(table, out, err);
    for (int64_t row = 0; status == GDCS_OK && row < gdcs_frame_count_rows(cells); row++) {
        const char *const labels[] = {example_word(cells, "area", row),
                                      example_word(cells, "basis", row),
                                      example_word(cells, "sex", row)};
        status = gdcs_table_set(*out, labels, &hidden, err);
    }
    return status;
}

static gdcs_status audit(const char *title, const gdcs_table *published, const gdcs_table *original,
                         const gdcs_disclosure_rule *rule, gdcs_error *err)
{
    const gdcs_audit_options options = {
        .struct_size = sizeof options, .rule = rule, .originals = &original, .equations = 1};
    gdcs_audit_result found = {.struct_size = sizeof found};
    gdcs_frame *cells = NULL;
    const gdcs_status status = gdcs_audit_table(published, &options, &found, &cells, err);
    if (status == GDCS_OK)
        print(title, cells, found.is_safe ? NULL : "equations");
    gdcs_frame_free(cells);
    return status;
}

/* The one way out: what leaks is refused, what does not may be written. */
static gdcs_status release(const gdcs_table *published, const gdcs_table *original,
                           const gdcs_disclosure_rule *rule, gdcs_error *err)
{
    static const char *const columns[] = {"area", "basis", "sex", "value", "confidentiality"};
    gdcs_table *released = NULL;
    gdcs_frame *frame = NULL;
    gdcs_status status = gdcs_release_table(original, published, rule, NULL, &released, NULL, err);
    if (status == GDCS_OK)
        status = gdcs_table_get_frame(released, &frame, err);
    fflush(stdout); /* what comes next goes past it */
    if (status == GDCS_OK)
        status = example_show_digits(frame, "Released", columns, 5, 0, GDCS_REPORT_TEXT, err);
    gdcs_table_free(released);
    return status;
}

int main(void)
{
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = 4};
    const gdcs_suppress_options cheapest = {.struct_size = sizeof cheapest,
                                            .method = GDCS_SUPPRESS_METHOD_EXACT};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *table = NULL, *naive = NULL, *safe = NULL;
    gdcs_frame *unsafe = NULL, *hidden = NULL;
    gdcs_status status = example_table("programme", &table, &err);
    if (status == GDCS_OK)
        status = gdcs_disclosure_table(table, &rule, NULL, &unsafe, &err);
    if (status == GDCS_OK)
        print("Fewer than four persons:", unsafe, "why");
    if (status == GDCS_OK)
        status = hide(table, unsafe, &naive, &err);
    if (status == GDCS_OK)
        status = audit("With these hidden, others know of them:", naive, table, &rule, &err);
    if (status == GDCS_OK && release(naive, table, &rule, &err) != GDCS_OK)
        printf("A release of that is refused: %s.\n\n", err.message);
    if (status == GDCS_OK)
        status = gdcs_suppress_table(table, &rule, &cheapest, &safe, &hidden, NULL, &err);
    if (status == GDCS_OK)
        print("What protects them:", hidden, "why");
    if (status == GDCS_OK)
        status = audit("With all these hidden, others know of them:", safe, table, &rule, &err);
    if (status == GDCS_OK)
        status = release(safe, table, &rule, &err);
    gdcs_frame_free(hidden);
    gdcs_frame_free(unsafe);
    gdcs_table_free(safe);
    gdcs_table_free(naive);
    gdcs_table_free(table);
    return example_end(status, &err);
}
