/* Persons for the tests of durations. */
#ifndef GDCS_TESTS_DURATION_H
#define GDCS_TESTS_DURATION_H
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/duration.h>
#include <gdcs/sex.h>

enum { MOST_PERSONS = 512 };

struct persons {
    int64_t n;
    int late; /* entries count */
    double time[MOST_PERSONS];
    double entry[MOST_PERSONS];
    double count[MOST_PERSONS];
    int32_t event[MOST_PERSONS];
    int32_t sex[MOST_PERSONS];
    int64_t stratum[MOST_PERSONS];
};

static inline void add_person(struct persons *p, double time, int32_t event, int32_t sex,
                              double count)
{
    p->time[p->n] = time;
    p->event[p->n] = event;
    p->sex[p->n] = sex;
    p->count[p->n++] = count;
}

static inline gdcs_duration_arrays arrays_of(const struct persons *p)
{
    const gdcs_duration_arrays a = {.struct_size = sizeof a,
                                    .time = p->time,
                                    .entry = p->late ? p->entry : NULL,
                                    .event = p->event,
                                    .sex = p->sex,
                                    .stratum = p->stratum,
                                    .count = p->count};
    return a;
}

static inline gdcs_duration_result estimated(const struct persons *p,
                                             const gdcs_duration_options *o)
{
    const gdcs_duration_arrays a = arrays_of(p);
    gdcs_duration_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_duration_estimate(&a, p->n, o, &r, NULL), GDCS_OK));
    return r;
}
#endif
