/* How many women and how many men are in prison, per 100 000 of the same sex, and how much of that
   is not known?  Declared totals above women plus men are people whose sex the source does not say:
   they widen the bounds instead of vanishing. */
#include "example.h"

static gdcs_status shares(const gdcs_table *prisoners, int32_t format, gdcs_error *err)
{
    static const char *const keep[] = {"country"};
    static const char *const columns[] = {"country", "women",       "men",  "unknown",
                                          "value",   "bound_lower", "notes"};
    gdcs_table *year = NULL;
    gdcs_frame *frame = NULL;
    gdcs_status status = gdcs_table_slice(prisoners, "year", "2020", &year, err);
    if (status == GDCS_OK)
        status = gdcs_share_table(year, keep, 1, NULL, &frame, err);
    if (status == GDCS_OK)
        status =
            example_show(frame, "Share of women among prisoners, 2020", columns, 7, format, err);
    gdcs_table_free(year);
    return status;
}

/* One sex and one year of the rates, as a report. */
static gdcs_status show_rates(const gdcs_frame *rates, const char *sex, const char *title,
                              int32_t format, gdcs_error *err)
{
    static const char *const columns[] = {"country", "events",      "population",
                                          "value",   "bound_lower", "notes"};
    gdcs_frame *year = NULL, *one = NULL;
    gdcs_status status = gdcs_frame_slice(rates, "year", "2020", &year, err);
    if (status == GDCS_OK)
        status = gdcs_frame_slice(year, "sex", sex, &one, err);
    if (status == GDCS_OK)
        status = example_show(one, title, columns, 6, format, err);
    gdcs_frame_free(year);
    return status;
}

static gdcs_status rates(const gdcs_table *prisoners, int32_t format, gdcs_error *err)
{
    static const char *const keep[] = {"country", "year"};
    const gdcs_population_options thousands = {
        .struct_size = sizeof thousands, .gaps = GDCS_POPULATION_GAPS_LINEAR, .scale = 1000.0};
    gdcs_table *residents = NULL;
    gdcs_population *population = NULL;
    gdcs_frame *frame = NULL;
    gdcs_status status = example_table("population", &residents, err);
    if (status == GDCS_OK)
        status = gdcs_population_new(residents, &thousands, &population, err);
    if (status == GDCS_OK)
        status = gdcs_rate_table(prisoners, population, keep, 2, NULL, &frame, err);
    if (status == GDCS_OK)
        status = show_rates(frame, "F", "Women in prison per 100 000 women, 2020", format, err);
    if (status == GDCS_OK)
        status = show_rates(frame, "M", "Men in prison per 100 000 men, 2020", format, err);
    gdcs_frame_free(frame);
    gdcs_population_free(population);
    gdcs_table_free(residents);
    return status;
}

int main(int argc, char **argv)
{
    const int32_t format = example_format(argc, argv);
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *prisoners = NULL;
    gdcs_status status = example_table("prisoners", &prisoners, &err);
    if (status == GDCS_OK)
        status = shares(prisoners, format, &err);
    if (status == GDCS_OK)
        status = rates(prisoners, format, &err);
    gdcs_table_free(prisoners);
    return example_end(status, &err);
}
