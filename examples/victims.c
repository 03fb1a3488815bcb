/* Of which crimes are women more often victims than of crime as a whole, whatever the sex of the
   42 164 victims of whom nobody recorded it? */
#include "example.h"

/* The share of women among the victims of a crime over that among all. */
static gdcs_status quotients(const gdcs_table *victims, int32_t format, gdcs_error *err)
{
    static const char *const columns[] = {"crime",      "share", "n",           "unknown",
                                          "p_adjusted", "value", "bound_lower", "notes"};
    gdcs_frame *frame = NULL;
    const gdcs_status status = gdcs_quotient_table(victims, "crime", NULL, 0, NULL, &frame, err);
    return status == GDCS_OK
               ? example_show(frame, "Women among victims: over-representation by crime", columns,
                              8, format, err)
               : status;
}

/* Does it depend on the crime whether a victim is a woman?  And whether the sex is recorded? */
static gdcs_status associations(const gdcs_table *victims, int32_t sexes, const char *title,
                                int32_t format, gdcs_error *err)
{
    static const char *const columns[] = {"n",  "unknown", "rows",  "columns", "statistic",
                                          "df", "log10_p", "value", "notes"};
    const gdcs_association_options options = {.struct_size = sizeof options, .sexes = sexes};
    gdcs_frame *frame = NULL;
    const gdcs_status status =
        gdcs_association_table(victims, "crime", NULL, 0, &options, &frame, err);
    return status == GDCS_OK ? example_show(frame, title, columns, 9, format, err) : status;
}

int main(int argc, char **argv)
{
    const int32_t format = example_format(argc, argv);
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *victims = NULL;
    gdcs_status status = example_table("victims", &victims, &err);
    if (status == GDCS_OK)
        status = quotients(victims, format, &err);
    if (status == GDCS_OK)
        status = associations(victims, GDCS_ASSOCIATION_SEXES_DEFAULT,
                              "Women and men by crime: Cramer's V", format, &err);
    if (status == GDCS_OK)
        status = associations(victims, GDCS_ASSOCIATION_SEXES_UNKNOWN,
                              "Women, men and unknown by crime: Cramer's V", format, &err);
    gdcs_table_free(victims);
    return example_end(status, &err);
}
