#include "core/sum.h"
#include "num/survival.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare(double a, double b)
{
    return (a > b) - (a < b);
}

static int by_time(const void *a, const void *b)
{
    const struct gdcs_i_person *x = a, *y = b;
    return x->stratum != y->stratum ? (x->stratum > y->stratum ? 1 : -1)
                                    : compare(x->time, y->time);
}

static int by_entry(const void *a, const void *b)
{
    const struct gdcs_i_person *x = a, *y = b;
    return x->stratum != y->stratum ? (x->stratum > y->stratum ? 1 : -1)
                                    : compare(x->entry, y->entry);
}

void gdcs_i_survival_sort(struct gdcs_i_person *persons, int64_t n)
{
    qsort(persons, (size_t)n, sizeof *persons, by_time);
}

void gdcs_i_survival_sort_entries(struct gdcs_i_person *persons, int64_t n)
{
    qsort(persons, (size_t)n, sizeof *persons, by_entry);
}

int64_t gdcs_i_survival_times(const struct gdcs_i_person *persons, int64_t n)
{
    int64_t times = 0;
    for (int64_t i = 0; i < n; i++)
        times += i == 0 || persons[i].time > persons[i - 1].time;
    return times;
}

static void add(struct gdcs_i_step *step, const struct gdcs_i_person *p, int32_t cause)
{
    step->time = p->time;
    if (p->event == 0) {
        step->censored[p->group] += p->count;
        return;
    }
    step->events[p->group] += p->count;
    if (cause == 0 || p->event == cause)
        step->caused[p->group] += p->count;
}

/* From the last time to the first, in exact sums: those who leave at t or later, less those who have
   not come before t. */
static void add_risk(const struct gdcs_i_person *entries, int64_t n, struct gdcs_i_step *steps,
                     int64_t times)
{
    gdcs_i_sum risk[GDCS_I_GROUPS] = {{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}};
    int64_t i = n;
    for (int64_t j = times; j-- > 0;) {
        for (int g = 0; g < GDCS_I_GROUPS; g++) {
            gdcs_i_sum_add(&risk[g], steps[j].events[g]);
            gdcs_i_sum_add(&risk[g], steps[j].censored[g]);
        }
        for (; entries != NULL && i > 0 && entries[i - 1].entry >= steps[j].time; i--)
            gdcs_i_sum_add(&risk[entries[i - 1].group], -entries[i - 1].count);
        for (int g = 0; g < GDCS_I_GROUPS; g++)
            steps[j].risk[g] = gdcs_i_sum_value(risk[g]);
    }
}

void gdcs_i_survival_tally(const struct gdcs_i_person *persons, const struct gdcs_i_person *entries,
                           int64_t n, int32_t cause, struct gdcs_i_step *steps)
{
    int64_t j = -1;
    for (int64_t i = 0; i < n; i++) {
        if (i == 0 || persons[i].time > persons[i - 1].time)
            memset(&steps[++j], 0, sizeof *steps);
        add(&steps[j], &persons[i], cause);
    }
    add_risk(entries, n, steps, j + 1);
}
