/* Curves of what has not happened yet: product-limit, incidence by cause, rank tests, and how far persons
   of unknown group can move them.

   Numbers in, numbers out; weights stand for as many persons as they say.  Persons belong to one of three
   groups: two that are compared, and the one of those who may belong to either.  A person is at risk at t
   if entry < t <= time.  Times are equal only if their bits are. */
#ifndef GDCS_NUM_SURVIVAL_H
#define GDCS_NUM_SURVIVAL_H

#include "num/interval/limits.h"

#include <stdint.h>

enum { GDCS_I_GROUPS = 3, GDCS_I_GROUP_UNKNOWN = 2 };

struct gdcs_i_person {
    double time;
    double entry; /* -infinity: at risk from the beginning */
    double count;
    int32_t event; /* 0: censored; else its cause */
    int32_t group;
    int64_t stratum;
};

/* What happens at one time, by group. */
struct gdcs_i_step {
    double time;
    double risk[GDCS_I_GROUPS];
    double events[GDCS_I_GROUPS]; /* of any cause */
    double caused[GDCS_I_GROUPS]; /* of the cause asked for */
    double censored[GDCS_I_GROUPS];
};

/* Put persons in order of stratum and time, or of stratum and entry. */
void gdcs_i_survival_sort(struct gdcs_i_person *persons, int64_t n);
void gdcs_i_survival_sort_entries(struct gdcs_i_person *persons, int64_t n);

/* The number of different times of persons in order, of one stratum. */
int64_t gdcs_i_survival_times(const struct gdcs_i_person *persons, int64_t n);

/* A step for each.  entries: the same persons in order of entry, or NULL where all are at risk from the
   beginning.  cause 0: every event is one that was asked for. */
void gdcs_i_survival_tally(const struct gdcs_i_person *persons, const struct gdcs_i_person *entries,
                           int64_t n, int32_t cause, struct gdcs_i_step *steps);

enum {
    GDCS_I_SURVIVAL_LOG_LOG = 1,
    GDCS_I_SURVIVAL_PLAIN = 2,
    GDCS_I_SURVIVAL_LOG = 3,
    GDCS_I_SURVIVAL_ARCSINE = 4
};

/* One time of the curve of one group. */
struct gdcs_i_point {
    double time;
    double risk;
    double events;
    double censored;
    double value;
    double spread; /* variance / value^2 of Greenwood's; infinite where the value is 0 */
    double lower;
    double upper;
};

/* Limits of value whose variance is spread value^2, 0 < value < 1. */
struct gdcs_i_limits gdcs_i_survival_limits(int32_t scale, double value, double spread, double z);

/* Kaplan & Meier: the points of a group where something happens; events are those of the cause.  Where the
   value is 1 the lower limit is exact for the persons at risk, where it is 0 the upper one is that before
   the last event.  Returns their number, at most n. */
int64_t gdcs_i_survival_curve(const struct gdcs_i_step *steps, int64_t n, int32_t group,
                              int32_t scale, double alpha, struct gdcs_i_point *points);

/* Does the curve say anything of this time?  It ends at its last point, unless its value there is 0. */
int gdcs_i_survival_reaches(const struct gdcs_i_point *points, int64_t n, double time);

/* The last point not after time, or -1: none, where the value is 1. */
int64_t gdcs_i_survival_find(const struct gdcs_i_point *points, int64_t n, double time);

enum { GDCS_I_SURVIVAL_VALUE, GDCS_I_SURVIVAL_LOWER, GDCS_I_SURVIVAL_UPPER };

/* The first time at which the curve, or one of its limits, is not above 1 - p; the middle of a stretch
   where it equals that.  Infinite where it stays above.  Limits count from the first event on. */
double gdcs_i_survival_quantile(const struct gdcs_i_point *points, int64_t n, int32_t of, double p);

struct gdcs_i_area {
    double value;
    double variance;
};

/* The area under the curve from 0 to tau, with Greenwood's variance. */
struct gdcs_i_area gdcs_i_survival_area(const struct gdcs_i_point *points, int64_t n, double tau);

/* One time of the incidence of a cause: variance by the delta method (multinomial at each time). */
struct gdcs_i_incidence {
    double value;
    double variance;
};

/* Aalen & Johansen, at each step; a group without persons at risk stays where it was. */
void gdcs_i_survival_incidence(const struct gdcs_i_step *steps, int64_t n, int32_t group,
                               struct gdcs_i_incidence *out);

/* Observed and expected events of groups 0 and 1, weighted by the value before raised to rho; add up over
   strata.  Start from zeroes. */
struct gdcs_i_rank {
    double observed[2];
    double expected[2];
    double variance;
};

void gdcs_i_survival_rank(const struct gdcs_i_step *steps, int64_t n, double rho,
                          struct gdcs_i_rank *rank);

/* What one person of a group adds to observed - expected: score of the event at its time less what was
   to be expected from entry to time.  scores[j] belongs to step j: [0] with the event, [1] without;
   entries are to be taken off: the accrued at entry is -[1] of the last step not after it. */
struct gdcs_i_score {
    double with_event;
    double without;
};

void gdcs_i_survival_scores(const struct gdcs_i_step *steps, int64_t n, double rho,
                            struct gdcs_i_score *scores);

/* The lowest and highest value at time of group 0 or 1, whoever of unknown group belongs to it.  Exact
   where all are at risk from the beginning: adding a person with the event by then lowers the value, any
   other raises it.  Else factor by factor, which is wider. */
struct gdcs_i_limits gdcs_i_survival_extremes(const struct gdcs_i_step *steps, int64_t n,
                                              int32_t group, int truncated, double time);

/* The same of its area up to tau and of its quantile, from the extremes of the value at each time; where
   there are more than GDCS_I_SURVIVAL_EXACT steps, at so many times equally far apart that are halved with
   the number of steps, which is wider. */
enum { GDCS_I_SURVIVAL_EXACT = 4096 };
struct gdcs_i_limits gdcs_i_survival_extreme_area(const struct gdcs_i_step *steps, int64_t n,
                                                  int32_t group, int truncated, double tau);
struct gdcs_i_limits gdcs_i_survival_extreme_quantile(const struct gdcs_i_step *steps, int64_t n,
                                                      int32_t group, int truncated, double p);
#endif
