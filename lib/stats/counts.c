#include "stats/counts.h"
#include "core/fail.h"
#include "core/text.h"

#include <math.h>

gdcs_status gdcs_i_count_check(double count, int missing, const char *name, const char *field,
                               int64_t row, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    if ((count >= 0.0 && count <= GDCS_I_COUNT_LIMIT) || (missing && isnan(count)))
        return GDCS_OK;
    gdcs_i_format_double(count, text);
    return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, field, "%s of %s is %s, not in [0, 1e15]",
                          name, field, text);
}

gdcs_status gdcs_i_counts_check(const gdcs_sex_counts *counts, int missing, const char *field,
                                int64_t row, gdcs_error *err)
{
    static const char *const name[] = {"women", "men", "other", "unknown", "not_applicable"};
    const double count[] = {counts->women, counts->men, counts->other, counts->unknown,
                            counts->not_applicable};
    for (int i = 0; i < 5; i++)
        TRY(gdcs_i_count_check(count[i], missing, name[i], field, row, err));
    return GDCS_OK;
}

int gdcs_i_is_whole(double x)
{
    return x == floor(x);
}

uint32_t gdcs_i_counts_notes(const gdcs_sex_counts *upper)
{
    uint32_t notes = 0;
    if (upper->unknown > 0.0)
        notes |= GDCS_NOTE_UNKNOWN_PRESENT;
    if (upper->other > 0.0)
        notes |= GDCS_NOTE_OTHER_PRESENT;
    if (upper->not_applicable > 0.0)
        notes |= GDCS_NOTE_NOT_PERSONS;
    return notes;
}

static void widen(double count, double *lower, double *upper, uint32_t *notes)
{
    *lower = isnan(count) ? 0.0 : count;
    *upper = isnan(count) ? INFINITY : count;
    if (isnan(count))
        *notes |= GDCS_NOTE_MISSING_CELL;
}

gdcs_i_group gdcs_i_group_of_counts(const gdcs_sex_counts *counts)
{
    gdcs_i_group g = {.counts = *counts, .lower = *counts, .upper = *counts};
    widen(counts->women, &g.lower.women, &g.upper.women, &g.notes);
    widen(counts->men, &g.lower.men, &g.upper.men, &g.notes);
    widen(counts->other, &g.lower.other, &g.upper.other, &g.notes);
    widen(counts->unknown, &g.lower.unknown, &g.upper.unknown, &g.notes);
    return g;
}

void gdcs_i_counts_add(gdcs_sex_counts *sum, const gdcs_sex_counts *more)
{
    sum->women += more->women;
    sum->men += more->men;
    sum->other += more->other;
    sum->unknown += more->unknown;
    sum->not_applicable += more->not_applicable;
}

void gdcs_i_group_add(gdcs_i_group *sum, const gdcs_i_group *more)
{
    gdcs_i_counts_add(&sum->counts, &more->counts);
    gdcs_i_counts_add(&sum->lower, &more->lower);
    gdcs_i_counts_add(&sum->upper, &more->upper);
    sum->notes |= more->notes;
}
