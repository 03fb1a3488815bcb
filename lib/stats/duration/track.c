#include "core/fail.h"
#include "core/memory.h"
#include "stats/duration/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void add_up(struct gdcs_i_track *t)
{
    t->last[0] = t->last[1] = -INFINITY;
    for (int64_t j = 0; j < t->n; j++) {
        const struct gdcs_i_step *s = &t->steps[j];
        for (int g = 0; g < GDCS_I_GROUPS; g++) {
            const double left = s->events[g] + s->censored[g];
            t->persons[g] += left;
            if (g < 2 && left > 0.0) {
                t->events[g] += s->caused[g];
                t->last[g] = s->time;
            }
        }
    }
}

gdcs_status gdcs_i_track_new(const gdcs_duration_options *plan, const struct gdcs_i_sample *part,
                             struct gdcs_i_track *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    struct gdcs_i_track t;
    memset(&t, 0, sizeof t);
    t.n = gdcs_i_survival_times(part->persons, part->n);
    t.truncated = part->entries != NULL;
    GO(gdcs_i_alloc(&memory, t.n, sizeof *t.steps, err));
    t.steps = memory;
    gdcs_i_survival_tally(part->persons, part->entries, part->n, plan->cause, t.steps);
    for (int g = 0; g < 2; g++) {
        GO(gdcs_i_alloc(&memory, t.n, sizeof **t.points, err));
        t.points[g] = memory;
        t.counts[g] = gdcs_i_survival_curve(t.steps, t.n, g, plan->limits, plan->alpha, memory);
    }
    add_up(&t);
    *out = t;
    return GDCS_OK;
done:
    gdcs_i_track_free(&t);
    return status;
}

void gdcs_i_track_free(struct gdcs_i_track *track)
{
    free(track->steps);
    free(track->points[0]);
    free(track->points[1]);
    memset(track, 0, sizeof *track);
}

gdcs_bounds gdcs_i_track_bounds(const struct gdcs_i_track *track, int32_t group, double time,
                                double value)
{
    const gdcs_bounds known = {value, value};
    if (track->persons[GDCS_I_GROUP_UNKNOWN] == 0.0 && !isnan(value))
        return known;
    const struct gdcs_i_limits l =
        gdcs_i_survival_extremes(track->steps, track->n, group, track->truncated, time);
    return (gdcs_bounds){fmin(l.lower, value), fmax(l.upper, value)}; /* but for rounding */
}
