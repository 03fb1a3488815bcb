#include "data/line.h"

#include <gdcs/estimate.h>
#include <gdcs/table.h>

#include <math.h>

enum { FIRST = GDCS_SEX_FEMALE, LAST = GDCS_SEX_NOT_APPLICABLE, REST = GDCS_SEX_UNKNOWN };

/* Published decimals and sums of weights agree to a few units in the last place only. */
#define ROUNDING 1e-12

typedef struct limits {
    double lower[LAST + 1];
    double upper[LAST + 1];
    uint32_t notes;
} limits;

static uint32_t note_of(const gdcs_i_range *range)
{
    if (!range->inexact)
        return 0;
    return isinf(gdcs_i_range_upper(range)) ? GDCS_NOTE_MISSING_CELL : GDCS_NOTE_INTERVAL_CELL;
}

static limits read_parts(const gdcs_i_line *line, int32_t absent)
{
    limits l = {.notes = 0};
    for (int sex = FIRST; sex <= LAST; sex++) {
        const int needed = sex == GDCS_SEX_FEMALE || sex == GDCS_SEX_MALE;
        const gdcs_i_range *part = line->set[sex]                            ? &line->cells[sex]
                                   : needed && absent == GDCS_ABSENT_MISSING ? &gdcs_i_range_missing
                                                                             : &gdcs_i_range_zero;
        l.lower[sex] = gdcs_i_range_lower(part);
        l.upper[sex] = gdcs_i_range_upper(part);
        l.notes |= note_of(part);
    }
    return l;
}

/* Sum over all parts but one. */
static double sum_but(const double *x, int but)
{
    gdcs_i_sum sum = {0.0, 0.0};
    for (int sex = FIRST; sex <= LAST; sex++)
        if (sex != but)
            gdcs_i_sum_add(&sum, x[sex]);
    return gdcs_i_sum_value(sum);
}

/* What a total leaves, unless the difference is rounding. */
static double rest(double total, double others, double known, double slack)
{
    const double left = total - others;
    return left > known + slack ? left : known;
}

static int has_parts(const gdcs_i_line *line)
{
    for (int sex = FIRST; sex <= LAST; sex++)
        if (line->set[sex])
            return 1;
    return 0;
}

static void apply_total(limits *l, const gdcs_i_line *line)
{
    const gdcs_i_range *total = &line->cells[GDCS_SEX_TOTAL];
    const double a = gdcs_i_range_lower(total), b = gdcs_i_range_upper(total);
    const double all_lower = sum_but(l->lower, 0), all_upper = sum_but(l->upper, 0);
    const double slack = ROUNDING * (isinf(b) ? a : b);
    const limits given = *l;
    if (isinf(b) && a <= all_upper + slack && has_parts(line))
        return;
    if (all_lower > b + slack) {
        l->notes |= GDCS_NOTE_PARTS_EXCEED;
        return;
    }
    l->notes |= note_of(total);
    if (a > all_upper + slack)
        l->notes |= GDCS_NOTE_TOTAL_EXCEEDS;
    for (int sex = FIRST; sex <= LAST; sex++) {
        const double left = rest(b, sum_but(given.lower, sex), given.lower[sex], slack);
        if (left < given.upper[sex])
            l->upper[sex] = left;
    }
    l->lower[REST] = rest(a, sum_but(given.upper, REST), given.lower[REST], slack);
    l->upper[REST] = rest(b, sum_but(given.lower, REST), given.lower[REST], slack);
}

static gdcs_sex_counts by_name(const double *x)
{
    return (gdcs_sex_counts){.women = x[GDCS_SEX_FEMALE],
                             .men = x[GDCS_SEX_MALE],
                             .other = x[GDCS_SEX_OTHER],
                             .unknown = x[GDCS_SEX_UNKNOWN],
                             .not_applicable = x[GDCS_SEX_NOT_APPLICABLE]};
}

gdcs_i_line_counts gdcs_i_line_read(const gdcs_i_line *line, int32_t absent)
{
    double exact[LAST + 1] = {0.0};
    limits l = read_parts(line, absent);
    if (line->set[GDCS_SEX_TOTAL])
        apply_total(&l, line);
    for (int sex = FIRST; sex <= LAST; sex++)
        exact[sex] = l.lower[sex] == l.upper[sex] ? l.lower[sex] : NAN;
    return (gdcs_i_line_counts){.counts = by_name(exact),
                                .lower = by_name(l.lower),
                                .upper = by_name(l.upper),
                                .notes = l.notes};
}
