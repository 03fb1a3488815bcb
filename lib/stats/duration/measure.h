/* What the forms of a duration share: options resolved, persons taken, curves of one group. */
#ifndef GDCS_STATS_DURATION_MEASURE_H
#define GDCS_STATS_DURATION_MEASURE_H

#include "data/groups.h"
#include "num/survival.h"

#include <gdcs/duration.h>

enum { GDCS_I_WOMEN = 0, GDCS_I_MEN = 1 }; /* groups of num/survival.h */

/* Options with every default filled in, but for time and tau, 0 where the data say them. */
gdcs_status gdcs_i_duration_plan(const gdcs_duration_options *options, gdcs_duration_options *out,
                                 gdcs_error *err);

/* Persons in order of stratum and time, and of stratum and entry where anybody comes late. */
struct gdcs_i_sample {
    struct gdcs_i_person *persons;
    struct gdcs_i_person *entries; /* NULL: all are at risk from the beginning */
    int64_t n;
    uint32_t notes; /* OTHER_PRESENT, NOT_PERSONS, NOT_WHOLE */
    double other;
    double known; /* women and men */
};

/* Room for n persons; freed by gdcs_i_sample_free(). */
gdcs_status gdcs_i_sample_new(struct gdcs_i_sample *out, int64_t n, gdcs_error *err);
void gdcs_i_sample_free(struct gdcs_i_sample *sample);

/* Check a person and append it, or note why it is left out; row is 1-based. */
gdcs_status gdcs_i_sample_add(struct gdcs_i_sample *sample, const struct gdcs_i_person *person,
                              int32_t sex, int64_t row, gdcs_error *err);

/* Put them in order, those by entry too if anybody has one. */
gdcs_status gdcs_i_sample_finish(struct gdcs_i_sample *sample, gdcs_error *err);

/* Of arrays; strata 0: all are in one. */
gdcs_status gdcs_i_sample_take(const gdcs_duration_arrays *persons, int64_t n, int strata,
                               struct gdcs_i_sample *out, gdcs_error *err);

/* The next stratum from place *from on, which moves behind it; 0 if there is none.  A view. */
int gdcs_i_sample_next(const struct gdcs_i_sample *sample, int64_t *from,
                       struct gdcs_i_sample *out);

/* What a frame form writes from: persons by group, each group a stratum of the number. */
struct gdcs_i_source {
    struct gdcs_i_sample sample;
    gdcs_table *table;
    gdcs_i_groups *groups;
    const char *const *causes; /* words of causes 1, 2, ..., or NULL: numbers */
    int32_t keys;
};

gdcs_status gdcs_i_source_take(const gdcs_duration_arrays *persons, int64_t n,
                               struct gdcs_i_source *out, gdcs_error *err);
gdcs_status gdcs_i_source_frame(const gdcs_frame *frame, const gdcs_duration_columns *columns,
                                const char *const *keep, int32_t n, struct gdcs_i_source *out,
                                gdcs_error *err);
void gdcs_i_source_free(struct gdcs_i_source *source);

/* The frames. */
gdcs_status gdcs_i_duration_curve(const gdcs_duration_options *plan,
                                  const struct gdcs_i_source *source, gdcs_frame **out,
                                  gdcs_error *err);
gdcs_status gdcs_i_duration_causes(const gdcs_duration_options *plan,
                                   const struct gdcs_i_source *source, gdcs_frame **out,
                                   gdcs_error *err);

/* Curves of women and of men of one stratum. */
struct gdcs_i_track {
    struct gdcs_i_step *steps;
    int64_t n;
    struct gdcs_i_point *points[2];
    int64_t counts[2]; /* of points */
    double persons[GDCS_I_GROUPS];
    double events[2];
    double last[2]; /* the largest time, -infinity without persons */
    int truncated;
};

gdcs_status gdcs_i_track_new(const gdcs_duration_options *plan, const struct gdcs_i_sample *part,
                             struct gdcs_i_track *out, gdcs_error *err);
void gdcs_i_track_free(struct gdcs_i_track *track);

/* The bounds of survival: the value where nobody's sex is unknown. */
gdcs_bounds gdcs_i_track_bounds(const struct gdcs_i_track *track, int32_t group, double time,
                                double value);

/* Fill all but the hazard ratio; women and men may be nobody. */
void gdcs_i_duration_measure(const gdcs_duration_options *plan, const struct gdcs_i_track *track,
                             gdcs_duration_result *out);

/* Add the stratum's observed and expected events; then the ratio, and the test. */
gdcs_status gdcs_i_duration_rank(const gdcs_duration_options *plan,
                                 const struct gdcs_i_sample *part, double rho,
                                 struct gdcs_i_rank *rank, gdcs_error *err);
gdcs_duration_measured gdcs_i_duration_hazard(const struct gdcs_i_rank *rank, double alpha,
                                              double unknown);

/* All strata of a sample. */
gdcs_status gdcs_i_duration_tested(const gdcs_duration_options *plan,
                                   const struct gdcs_i_sample *sample, gdcs_duration_tested *out,
                                   gdcs_error *err);

/* The name of a scale of limits, for a column of methods. */
const char *gdcs_i_duration_method(int32_t limits);

#endif
