/* Sources among their peers: what the forms of the comparison share. */
#ifndef GDCS_STATS_QUALITY_COMPARE_H
#define GDCS_STATS_QUALITY_COMPARE_H

#include "stats/share/measure.h"

#include <gdcs/quality.h>

enum { GDCS_I_QUALITY_SOURCES = 2000 };

typedef struct gdcs_i_quality_plan {
    int32_t adjust;
    int32_t sex;
    int32_t shrinks; /* 0: nobody asks for posterior means, whose limits take half of the time */
    double discovery;
    gdcs_i_share_plan share;
    gdcs_quality_options given;
} gdcs_i_quality_plan;

gdcs_status gdcs_i_quality_plan_new(const gdcs_quality_options *options, gdcs_i_quality_plan *out,
                                    gdcs_error *err);

/* One source: its share, and then how it stands. */
typedef struct gdcs_i_quality_source {
    gdcs_share_result share;
    double yes; /* of the sex, of the other, of unknown sex; yes is NaN for nobody's peer */
    double no;
    double unknown; /* NaN where not exact */
    double expected;
    double spread;
    gdcs_estimate shrunk;
    double ln_p;
    double p_adjusted;
    int32_t flag;
    int32_t robust;
    uint32_t notes;
} gdcs_i_quality_source;

/* The share of `sex` among counts, for a plan; the comparison is still to be made. */
void gdcs_i_quality_source_new(const gdcs_i_quality_plan *plan, int32_t sex,
                               const gdcs_sex_counts *counts, const gdcs_sex_counts *lower,
                               const gdcs_sex_counts *upper, double most,
                               gdcs_i_quality_source *out);

/* Leave a source out of the comparison. */
void gdcs_i_quality_source_bar(gdcs_i_quality_source *source);

gdcs_status gdcs_i_quality_compare(const gdcs_i_quality_plan *plan, gdcs_i_quality_source *sources,
                                   int64_t n, gdcs_error *err);
#endif
