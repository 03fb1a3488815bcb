#include "privacy/cell_key/design.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "core/text.h"
#include "num/entropy.h"

#include <math.h>
#include <stdlib.h>

enum {
    OPTIONS_V1 = 32, /* sizes in release 0.1, for ever */
    ROW_V1 = 48,
    USUAL_DEVIATION = 5,
    MOST_DEVIATION = 1000
};

static const double usual_variance = 2.0;

static gdcs_status take(const gdcs_cell_key_options *options, gdcs_cell_key_options *o,
                        gdcs_error *err)
{
    TRY(gdcs_i_take(o, sizeof *o, options, OPTIONS_V1, err));
    if (o->deviation == 0)
        o->deviation = USUAL_DEVIATION;
    if (o->variance == 0.0)
        o->variance = usual_variance;
    if (o->deviation < 1 || o->deviation > MOST_DEVIATION)
        return gdcs_i_fail(err, GDCS_E_OPTION, "deviation", "deviation %d is not between 1 and %d",
                           (int)o->deviation, MOST_DEVIATION);
    if (o->threshold < 0 || o->threshold >= o->deviation)
        return gdcs_i_fail(err, GDCS_E_OPTION, "threshold",
                           "threshold %d is not between 0 and %d: it must be below the deviation",
                           (int)o->threshold, (int)o->deviation - 1);
    if (o->strict != 0 && o->strict != 1)
        return gdcs_i_fail(err, GDCS_E_OPTION, "strict", "%d is neither 0 nor 1", (int)o->strict);
    if (!(o->variance > 0.0 && isfinite(o->variance)))
        return gdcs_i_fail(err, GDCS_E_OPTION, "variance", "the variance is not above 0");
    if (!(o->stay >= 0.0 && o->stay < 1.0))
        return gdcs_i_fail(err, GDCS_E_OPTION, "stay",
                           "the probability of no noise is not in [0, 1)");
    return GDCS_OK;
}

static gdcs_status refuse_variance(const gdcs_cell_key_options *o, int32_t count, double least,
                                   double most, gdcs_error *err)
{
    char wanted[GDCS_I_NUMBER_SIZE], low[GDCS_I_NUMBER_SIZE], high[GDCS_I_NUMBER_SIZE];
    gdcs_i_format_double(o->variance, wanted);
    gdcs_i_format_double(least, low);
    gdcs_i_format_double(most, high);
    return gdcs_i_fail(err, GDCS_E_OPTION, "variance",
                       "noise of the count %d cannot have the variance %s, only %s to %s",
                       (int)count, wanted, low, high);
}

/* The noises that a count may have, and how many; without 0 if that has its own probability. */
static int64_t list_noises(const gdcs_cell_key_options *o, int32_t count, int without_zero,
                           double *points)
{
    int64_t n = 0;
    for (int32_t v = -o->deviation; v <= o->deviation; v++) {
        const int32_t j = count + v;
        if ((j == 0 || j > o->threshold) && !(without_zero && v == 0))
            points[n++] = v;
    }
    return n;
}

/* One row; points and p have room for every noise. */
static gdcs_status design_row(const gdcs_cell_key_options *o, int32_t count, int must, double *row,
                              double *points, double *p, gdcs_error *err)
{
    double least, most;
    const double stay = count > o->threshold ? o->stay : 0.0, moves = 1.0 - stay;
    const int64_t n = list_noises(o, count, stay > 0.0, points);
    gdcs_i_entropy_range(points, n, &least, &most);
    const double wanted = o->variance / moves, slack = 1e-12 * most;
    if (must && (wanted < least - slack || wanted > most + slack))
        return refuse_variance(o, count, least * moves, most * moves, err);
    TRY(gdcs_i_entropy(points, n, fmin(fmax(wanted, least), most), p, err));
    for (int64_t i = 0; i < n; i++)
        row[(int32_t)points[i] + o->deviation] = p[i] * moves;
    if (stay > 0.0)
        row[o->deviation] = stay;
    return GDCS_OK;
}

static gdcs_status fill(const gdcs_cell_key_options *o, gdcs_cell_key *design, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    double *points = NULL;
    const int32_t width = 2 * o->deviation + 1;
    GO(gdcs_i_alloc(&memory, 2 * (int64_t)width, sizeof *points, err));
    points = memory;
    design->p[o->deviation] = 1.0;
    for (int32_t i = 1; i <= design->last; i++)
        GO(design_row(o, i, o->strict || i == design->last, design->p + (int64_t)i * width, points,
                      points + width, err));
done:
    free(points);
    return status;
}

gdcs_status gdcs_cell_key_new(const gdcs_cell_key_options *options, gdcs_cell_key **out,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_cell_key_options o;
    gdcs_cell_key *design = NULL;
    void *memory = NULL;
    TRY(gdcs_i_need((void *)out, "out", err));
    TRY(take(options, &o, err));
    GO(gdcs_i_alloc(&memory, 1, sizeof *design, err));
    design = memory;
    design->deviation = o.deviation;
    design->threshold = o.threshold;
    design->last = o.deviation + o.threshold + 1;
    GO(gdcs_i_alloc(&memory, ((int64_t)design->last + 1) * (2 * o.deviation + 1), sizeof *design->p,
                    err));
    design->p = memory;
    GO(fill(&o, design, err));
    *out = design;
    design = NULL;
done:
    gdcs_cell_key_free(design);
    return status;
}

void gdcs_cell_key_free(gdcs_cell_key *design)
{
    if (design == NULL)
        return;
    free(design->p);
    free(design);
}

int64_t gdcs_cell_key_count(const gdcs_cell_key *design)
{
    return design != NULL ? (int64_t)design->last + 1 : 0;
}

const double *gdcs_i_cell_key_row(const gdcs_cell_key *design, double count)
{
    const int64_t row = count < design->last ? (int64_t)count : design->last;
    return design->p + row * (2 * (int64_t)design->deviation + 1);
}

double gdcs_i_cell_key_publish(const gdcs_cell_key *design, double count, double key)
{
    const double *p = gdcs_i_cell_key_row(design, count);
    const double u = (key + 0.5) / GDCS_I_KEYS;
    gdcs_i_sum below = {0};
    double published = count;
    for (int32_t v = -design->deviation; v <= design->deviation; v++) {
        if (p[v + design->deviation] == 0.0)
            continue;
        gdcs_i_sum_add(&below, p[v + design->deviation]);
        published = count + v; /* the last, should rounding leave the sum below u */
        if (u < gdcs_i_sum_value(below))
            break;
    }
    return published;
}

void gdcs_i_cell_key_limits(const gdcs_cell_key *design, double published, double *lower,
                            double *upper)
{
    const int32_t d = design->deviation;
    double low = fmax(0.0, published - d), high = published + d;
    while (low < published && gdcs_i_cell_key_row(design, low)[(int32_t)(published - low) + d] <= 0)
        low++;
    while (high > published &&
           gdcs_i_cell_key_row(design, high)[(int32_t)(published - high) + d] <= 0)
        high--;
    *lower = low;
    *upper = high;
}

static double moment(const gdcs_cell_key *design, int32_t count, int power)
{
    const double *p = gdcs_i_cell_key_row(design, count);
    gdcs_i_sum sum = {0};
    for (int32_t v = -design->deviation; v <= design->deviation; v++)
        gdcs_i_sum_add(&sum, p[v + design->deviation] * (power == 1 ? v : (double)v * v));
    return gdcs_i_sum_value(sum);
}

double gdcs_i_cell_key_variance(const gdcs_cell_key *design, int32_t count)
{
    return moment(design, count, 2);
}

gdcs_status gdcs_cell_key_get(const gdcs_cell_key *design, int64_t index, gdcs_cell_key_row *out,
                              gdcs_error *err)
{
    TRY(gdcs_i_need(design, "design", err));
    TRY(gdcs_i_need(out, "out", err));
    if (index < 0 || index > design->last)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "index", "row %lld of %d", (long long)index,
                           (int)design->last + 1);
    const int32_t d = design->deviation, count = (int32_t)index;
    const double *p = gdcs_i_cell_key_row(design, count);
    gdcs_cell_key_row row = {.struct_size = sizeof row, .count = count, .first = -1};
    for (int32_t v = -d; v <= d; v++) {
        if (p[v + d] <= 0.0)
            continue;
        row.first = row.first < 0 ? count + v : row.first;
        row.last = count + v;
        row.entropy -= p[v + d] * log(p[v + d]);
    }
    row.stay = p[d];
    row.mean = moment(design, count, 1);
    row.variance = moment(design, count, 2);
    return gdcs_i_give(out, &row, sizeof row, ROW_V1, err);
}
