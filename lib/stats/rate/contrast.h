/* What the forms of the contrast of two rates have in common. */
#ifndef GDCS_STATS_RATE_CONTRAST_H
#define GDCS_STATS_RATE_CONTRAST_H

#include <gdcs/rate.h>

/* Checked options, and what of them is computed once for many contrasts. */
typedef struct gdcs_i_rate_contrast_plan {
    int32_t method; /* never DEFAULT */
    int32_t test;
    int32_t wanted; /* GDCS_I_RATE_RATIO, _DIFFERENCE, _TEST */
    double alpha;
    double z; /* upper alpha / 2 point of the normal */
    double per;
    double null_ratio;
} gdcs_i_rate_contrast_plan;

enum { GDCS_I_RATE_RATIO = 1, GDCS_I_RATE_DIFFERENCE = 2, GDCS_I_RATE_TEST = 4 };

/* One sample: events and population, NaN where not known exactly, and the fewest and most events. */
typedef struct gdcs_i_rate_side {
    double events;
    double population;
    gdcs_bounds range;
} gdcs_i_rate_side;

/* A result, whose notes are those of both measures. */
typedef struct gdcs_i_rate_contrast {
    gdcs_rate_contrast_result result;
    uint32_t ratio_notes;
    uint32_t difference_notes;
} gdcs_i_rate_contrast;

gdcs_status gdcs_i_rate_contrast_plan_new(const gdcs_rate_contrast_options *options,
                                          gdcs_i_rate_contrast_plan *out, gdcs_error *err);

/* In a column of methods; for the ratio and for the difference. */
const char *gdcs_i_rate_contrast_text(int32_t method, int difference);

/* notes are those of the counts.  What cannot be had is NaN with GDCS_NOTE_NOT_ESTIMABLE; what is not
   wanted is NaN. */
void gdcs_i_rate_contrast_measure(const gdcs_i_rate_contrast_plan *plan, const gdcs_i_rate_side *a,
                                  const gdcs_i_rate_side *b, uint32_t notes,
                                  gdcs_i_rate_contrast *out);
#endif
