/* Table forms of events and residents. */
#ifndef GDCS_TESTS_STATS_WIDENING_RATES_H
#define GDCS_TESTS_STATS_WIDENING_RATES_H

#include "stats/widening_call.h"

static gdcs_status rate(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_rate_table(in->table, in->population, area, 1, NULL, in->out, in->err);
}

static gdcs_status rate_contrast(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_rate_table_contrast(in->table, in->population, area, 1, NULL, in->out, in->err);
}

static gdcs_status parity_rates(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_parity_table_rates(in->table, in->population, area, 1, NULL, in->out, in->err);
}

static gdcs_status rate_pool(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_rate_table_pool(in->table, in->population, "age", area, 1, NULL, in->out, in->err);
}

static gdcs_status rate_clustered(const input *in, int32_t unused)
{
    (void)unused;
    return gdcs_rate_table_clustered(in->table, in->population, "age", area, 1, NULL, in->out,
                                     in->err);
}

/* Persons with one event, two and five. */
static gdcs_status rate_repeated(const input *in, int32_t unused)
{
    static const char *const events[] = {"1", "2", "5"};
    gdcs_table *t = NULL;
    gdcs_status status =
        gdcs_table_collapse(in->table, "stage", stage_word, events, 3, &t, in->err);
    (void)unused;
    if (status == GDCS_OK)
        status =
            gdcs_rate_table_repeated(t, in->population, "stage", area, 1, NULL, in->out, in->err);
    gdcs_table_free(t);
    return status;
}

static gdcs_status standard(const input *in, int32_t unused)
{
    static const gdcs_standard_band bands[] = {{0, 29, 1}, {30, INFINITY, 2}};
    const gdcs_standard_options o = {.struct_size = sizeof o, .bands = bands, .band_count = 2};
    (void)unused;
    return gdcs_standard_table(in->table, in->population, area, 1, &o, in->out, in->err);
}

static gdcs_status standard_indirect(const input *in, int32_t unused)
{
    static const gdcs_standard_band bands[] = {{0, 29, 0.01}, {30, INFINITY, 0.02}};
    const gdcs_standard_rates r = {.struct_size = sizeof r, .bands = bands, .band_count = 2};
    (void)unused;
    return gdcs_standard_table_indirect(in->table, in->population, &r, area, 1, NULL, in->out,
                                        in->err);
}

static gdcs_status standard_ratio(const input *in, int32_t unused)
{
    static const gdcs_standard_band bands[] = {{0, 29, 1}, {30, INFINITY, 2}};
    const gdcs_standard_options o = {.struct_size = sizeof o, .bands = bands, .band_count = 2};
    (void)unused;
    return gdcs_standard_table_ratio(in->table, in->population, area, 1, &o, in->out, in->err);
}

static gdcs_status sdg(const input *in, int32_t indicator)
{
    return gdcs_sdg_table(indicator, in->table, in->whole, NULL, NULL, 0, NULL, in->out, in->err);
}

/* The mean of 5.2.1 may weigh areas by something else than its own denominator; by the part of the table
   itself, with all that is not known of it. */
static gdcs_status sdg_weighted(const input *in, int32_t by_itself)
{
    return gdcs_sdg_table(GDCS_SDG_INDICATOR_5_2_1, in->table, in->whole,
                          by_itself ? in->whole : in->weights, NULL, 0, NULL, in->out, in->err);
}
#endif
