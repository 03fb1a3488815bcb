/* How many women and men are victims of homicide per 100 000, SDG indicator 16.1.1, and how far is a
   woman's risk from a man's?  A country that publishes rates without counts is not left out of sight:
   it is missing from the coverage. */
#include "example.h"

static const char *const by_year[] = {"year"};
static const char *const by_country[] = {"country", "year"};

/* All countries together by the rule of the indicator. */
static gdcs_status together(const gdcs_table *victims, const gdcs_table *residents, int32_t format,
                            gdcs_error *err)
{
    static const char *const columns[] = {"year",        "sex",         "numerator",
                                          "denominator", "reporting",   "coverage",
                                          "value",       "bound_lower", "notes"};
    gdcs_frame *frame = NULL;
    const gdcs_status status = gdcs_sdg_table(GDCS_SDG_INDICATOR_16_1_1, victims, residents, NULL,
                                              by_year, 1, NULL, &frame, err);
    return status == GDCS_OK ? example_show_digits(frame, "SDG 16.1.1, four countries together",
                                                   columns, 9, 2, format, err)
                             : status;
}

/* Each country: the rate of women over that of men. */
static gdcs_status contrasts(const gdcs_table *victims, const gdcs_table *residents, int32_t format,
                             gdcs_error *err)
{
    static const char *const columns[] = {"country",  "year",    "measure", "rate_women",
                                          "rate_men", "p_value", "value",   "notes"};
    gdcs_population *population = NULL;
    gdcs_frame *frame = NULL;
    gdcs_status status = gdcs_population_new(residents, NULL, &population, err);
    if (status == GDCS_OK)
        status = gdcs_rate_table_contrast(victims, population, by_country, 2, NULL, &frame, err);
    if (status == GDCS_OK)
        status = example_show_digits(frame, "Homicide, women to men per 100 000", columns, 8, 2,
                                     format, err);
    gdcs_population_free(population);
    return status;
}

int main(int argc, char **argv)
{
    const int32_t format = example_format(argc, argv);
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *victims = NULL, *residents = NULL;
    gdcs_status status = example_table("homicide", &victims, &err);
    if (status == GDCS_OK)
        status = example_table("residents", &residents, &err);
    if (status == GDCS_OK)
        status = together(victims, residents, format, &err);
    if (status == GDCS_OK)
        status = contrasts(victims, residents, format, &err);
    gdcs_table_free(residents);
    gdcs_table_free(victims);
    return example_end(status, &err);
}
