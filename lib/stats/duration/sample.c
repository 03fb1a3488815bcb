#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "stats/counts.h"
#include "stats/duration/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ARRAYS_V1 = 56 }; /* size in release 0.1, for ever; a pointer has 8 bytes or 4 */

gdcs_status gdcs_i_sample_new(struct gdcs_i_sample *out, int64_t n, gdcs_error *err)
{
    void *memory = NULL;
    memset(out, 0, sizeof *out);
    TRY(gdcs_i_alloc(&memory, n, sizeof *out->persons, err));
    out->persons = memory;
    return GDCS_OK;
}

void gdcs_i_sample_free(struct gdcs_i_sample *sample)
{
    free(sample->persons);
    free(sample->entries);
    memset(sample, 0, sizeof *sample);
}

static gdcs_status refuse(const char *name, double x, const char *wanted, int64_t row,
                          gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    gdcs_i_format_double(x, text);
    return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, name, "%s is %s, expected %s", name, text,
                          wanted);
}

static gdcs_status check(const struct gdcs_i_person *p, int32_t sex, int64_t row, gdcs_error *err)
{
    if (!(p->time >= 0.0) || isinf(p->time))
        return refuse("time", p->time, "a number from 0 on", row, err);
    if (!(p->entry >= 0.0 || p->entry == -INFINITY))
        return refuse("entry", p->entry, "a number from 0 on", row, err);
    if (!(p->entry < p->time))
        return refuse("entry", p->entry, "less than its time", row, err);
    if (p->event < 0)
        return refuse("event", p->event, "0 or a cause above it", row, err);
    if (sex <= GDCS_SEX_NONE || sex >= GDCS_SEX_TOTAL)
        return gdcs_i_fail_at(err, GDCS_E_SEX, row, 0, "sex", "%d is no sex of a person", (int)sex);
    return gdcs_i_count_check(p->count, 0, "count", "persons", row, err);
}

gdcs_status gdcs_i_sample_add(struct gdcs_i_sample *sample, const struct gdcs_i_person *person,
                              int32_t sex, int64_t row, gdcs_error *err)
{
    static const int32_t groups[] = {[GDCS_SEX_FEMALE] = GDCS_I_WOMEN,
                                     [GDCS_SEX_MALE] = GDCS_I_MEN,
                                     [GDCS_SEX_UNKNOWN] = GDCS_I_GROUP_UNKNOWN};
    TRY(check(person, sex, row, err));
    if (person->count == 0.0)
        return GDCS_OK;
    if (sex == GDCS_SEX_NOT_APPLICABLE) {
        sample->notes |= GDCS_NOTE_NOT_PERSONS;
        return GDCS_OK;
    }
    if (sex == GDCS_SEX_OTHER) {
        sample->notes |= GDCS_NOTE_OTHER_PRESENT;
        sample->other += person->count;
        return GDCS_OK;
    }
    if (!gdcs_i_is_whole(person->count))
        sample->notes |= GDCS_NOTE_NOT_WHOLE;
    if (sex != GDCS_SEX_UNKNOWN)
        sample->known += person->count;
    sample->persons[sample->n] = *person;
    sample->persons[sample->n++].group = groups[sex];
    return GDCS_OK;
}

gdcs_status gdcs_i_sample_finish(struct gdcs_i_sample *sample, gdcs_error *err)
{
    void *memory = NULL;
    int64_t late = 0;
    for (int64_t i = 0; i < sample->n; i++)
        late += sample->persons[i].entry > -INFINITY;
    gdcs_i_survival_sort(sample->persons, sample->n);
    if (late == 0)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, sample->n, sizeof *sample->entries, err));
    memcpy(memory, sample->persons, (size_t)sample->n * sizeof *sample->entries);
    sample->entries = memory;
    gdcs_i_survival_sort_entries(sample->entries, sample->n);
    return GDCS_OK;
}

static gdcs_status add_all(const gdcs_duration_arrays *in, int64_t n, int strata,
                           struct gdcs_i_sample *out, gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++) {
        const struct gdcs_i_person p = {in->time[i],
                                        in->entry == NULL ? -INFINITY : in->entry[i],
                                        in->count == NULL ? 1.0 : in->count[i],
                                        in->event[i],
                                        0,
                                        strata && in->stratum != NULL ? in->stratum[i] : 0};
        TRY(gdcs_i_sample_add(out, &p, in->sex[i], i + 1, err));
    }
    return gdcs_i_sample_finish(out, err);
}

gdcs_status gdcs_i_sample_take(const gdcs_duration_arrays *persons, int64_t n, int strata,
                               struct gdcs_i_sample *out, gdcs_error *err)
{
    gdcs_duration_arrays in;
    TRY(gdcs_i_need(persons, "persons", err));
    TRY(gdcs_i_take(&in, sizeof in, persons, ARRAYS_V1, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_need(in.time, "time", err));
    TRY(gdcs_i_need(in.event, "event", err));
    TRY(gdcs_i_need(in.sex, "sex", err));
    TRY(gdcs_i_sample_new(out, n, err));
    const gdcs_status status = add_all(&in, n, strata, out, err);
    if (status != GDCS_OK)
        gdcs_i_sample_free(out);
    return status;
}

int gdcs_i_sample_next(const struct gdcs_i_sample *sample, int64_t *from, struct gdcs_i_sample *out)
{
    int64_t to = *from;
    if (to >= sample->n)
        return 0;
    while (to < sample->n && sample->persons[to].stratum == sample->persons[*from].stratum)
        to++;
    *out = *sample;
    out->persons = sample->persons + *from;
    out->entries = sample->entries == NULL ? NULL : sample->entries + *from;
    out->n = to - *from;
    *from = to;
    return 1;
}
