#include "num/survival.h"

#include <math.h>

enum { U = GDCS_I_GROUP_UNKNOWN };

#define WORK 67108864.0 /* factors of a sweep: some tenths of a second */

static double factor(double events, double risk)
{
    return events > 0.0 ? (risk - events) / risk : 1.0;
}

/* The last step not after time, plus 1. */
static int64_t steps_to(const struct gdcs_i_step *steps, int64_t n, double time)
{
    int64_t from = 0, to = n;
    while (from < to) {
        const int64_t middle = from + (to - from) / 2;
        if (steps[middle].time <= time)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* Factor by factor: the hazard is highest with those of the unknown who have the event and no other,
   lowest with all others and none of them. */
static struct gdcs_i_limits by_factor(const struct gdcs_i_step *steps, int64_t n, int32_t g)
{
    struct gdcs_i_limits l = {1.0, 1.0};
    for (int64_t j = 0; j < n; j++) {
        const struct gdcs_i_step *s = &steps[j];
        l.lower *= factor(s->caused[g] + s->caused[U], s->risk[g] + s->caused[U]);
        l.upper *= factor(s->caused[g], s->risk[g] + s->risk[U] - s->caused[U]);
    }
    return l;
}

/* Back from the end: at each step those with the event from there to the end are at risk. */
static struct gdcs_i_limits by_person(const struct gdcs_i_step *steps, int64_t n, int32_t g)
{
    struct gdcs_i_limits l = {1.0, 1.0};
    double with_event = 0.0;
    for (int64_t j = n; j-- > 0;) {
        const struct gdcs_i_step *s = &steps[j];
        with_event += s->caused[U];
        l.lower *= factor(s->caused[g] + s->caused[U], s->risk[g] + with_event);
        l.upper *= factor(s->caused[g], s->risk[g] + (s->risk[U] - with_event));
    }
    return l;
}

/* Do those surely of the group reach the time?  Else an allotment of nobody says nothing of it. */
static int is_reached(const struct gdcs_i_step *steps, int64_t n, int32_t g, double time)
{
    double last = -INFINITY;
    int gone = 0;
    for (int64_t j = 0; j < n; j++)
        if (steps[j].events[g] + steps[j].censored[g] > 0.0) {
            last = steps[j].time;
            gone |= steps[j].caused[g] >= steps[j].risk[g];
        }
    return time <= last || gone;
}

static struct gdcs_i_limits value_at(const struct gdcs_i_step *steps, int64_t to, int32_t g,
                                     int truncated)
{
    return truncated ? by_factor(steps, to, g) : by_person(steps, to, g);
}

struct gdcs_i_limits gdcs_i_survival_extremes(const struct gdcs_i_step *steps, int64_t n,
                                              int32_t group, int truncated, double time)
{
    struct gdcs_i_limits l = value_at(steps, steps_to(steps, n, time), group, truncated);
    if (!is_reached(steps, n, group, time))
        l.lower = 0.0;
    return l;
}

/* Both extremes fall with time, so that the lower one at the end of a stretch and the upper one at its
   beginning hold all over it. */
static struct gdcs_i_limits sweep(const struct gdcs_i_step *steps, int64_t n, int32_t g,
                                  int truncated, double tau, double pieces)
{
    struct gdcs_i_limits area = {0.0, 0.0}, before = {1.0, 1.0};
    for (double k = 1.0; k <= pieces; k += 1.0) {
        const double end = k == pieces ? tau : tau * (k / pieces);
        const struct gdcs_i_limits l = gdcs_i_survival_extremes(steps, n, g, truncated, end);
        area.lower += l.lower * (tau / pieces);
        area.upper += before.upper * (tau / pieces);
        before = l;
    }
    return area;
}

static struct gdcs_i_limits each_time(const struct gdcs_i_step *steps, int64_t n, int32_t g,
                                      int truncated, double tau)
{
    struct gdcs_i_limits area = {0.0, 0.0}, before = {1.0, 1.0};
    double from = 0.0, last = 0.0;
    for (int64_t j = 0; j < n && steps[j].time <= tau; j++) {
        area.lower += before.lower * (steps[j].time - from);
        area.upper += before.upper * (steps[j].time - from);
        before = value_at(steps, j + 1, g, truncated);
        from = steps[j].time;
        if (is_reached(steps, n, g, from))
            last = area.lower;
    }
    area.upper += before.upper * (tau - from);
    area.lower = is_reached(steps, n, g, tau) ? area.lower + before.lower * (tau - from) : last;
    return area;
}

struct gdcs_i_limits gdcs_i_survival_extreme_area(const struct gdcs_i_step *steps, int64_t n,
                                                  int32_t group, int truncated, double tau)
{
    double pieces = GDCS_I_SURVIVAL_EXACT;
    if (n <= GDCS_I_SURVIVAL_EXACT)
        return each_time(steps, n, group, truncated, tau);
    while (pieces > 16.0 && pieces * (double)n > WORK)
        pieces /= 2.0;
    return sweep(steps, n, group, truncated, tau, pieces);
}

/* The first time at which the extreme is not above (lower), or is below (upper), 1 - p. */
static double first_time(const struct gdcs_i_step *steps, int64_t n, int32_t g, int truncated,
                         double p, int is_upper)
{
    int64_t from = 0, to = n;
    const double wanted = (1.0 - p) * (is_upper ? 1.0 - 1e-10 : 1.0 + 1e-10);
    while (from < to) {
        const int64_t middle = from + (to - from) / 2;
        const struct gdcs_i_limits l = value_at(steps, middle + 1, g, truncated);
        if ((is_upper ? l.upper : l.lower) <= wanted)
            to = middle;
        else
            from = middle + 1;
    }
    return from < n ? steps[from].time : INFINITY;
}

struct gdcs_i_limits gdcs_i_survival_extreme_quantile(const struct gdcs_i_step *steps, int64_t n,
                                                      int32_t group, int truncated, double p)
{
    return (struct gdcs_i_limits){first_time(steps, n, group, truncated, p, 0),
                                  first_time(steps, n, group, truncated, p, 1)};
}
