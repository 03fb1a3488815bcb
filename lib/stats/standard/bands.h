/* Bands of age: known standards, and those of labels joined from finer ones. */
#ifndef GDCS_STATS_STANDARD_BANDS_H
#define GDCS_STATS_STANDARD_BANDS_H

#include <gdcs/standard.h>

/* In order of age, without gap or overlap. */
typedef struct gdcs_i_bands {
    const gdcs_standard_band *bands;
    int32_t count;
} gdcs_i_bands;

/* No bands if there is no such population. */
gdcs_i_bands gdcs_i_standard_known(int32_t population);

/* The standard of options, checked: GDCS_E_OPTION. */
gdcs_status gdcs_i_standard_bands(const gdcs_standard_options *options, gdcs_i_bands *out,
                                  gdcs_error *err);

/* Label to band; 0 if it is none. */
int gdcs_i_standard_parse(const char *label, gdcs_standard_band *out);

/* weights[i] of the i-th of n groups; labels name them in messages. */
gdcs_status gdcs_i_standard_weights(const gdcs_standard_options *options,
                                    const gdcs_standard_band *groups, const char *const *labels,
                                    int64_t n, double *weights, gdcs_error *err);

/* The bands that together are the wanted one: from *first, *count of them; 0 if none are. */
int gdcs_i_standard_tiles(gdcs_i_bands bands, const gdcs_standard_band *wanted, int32_t *first,
                          int32_t *count);
#endif
