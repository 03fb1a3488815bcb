#include "stats/standard/bands.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "core/text.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { MOST = 1000, OPTIONS_V1 = 64 };

static int whole(double age)
{
    return age >= 0.0 && age <= 1e6 && age == floor(age);
}

static int is_band(const gdcs_standard_band *b)
{
    return whole(b->youngest) && b->oldest >= b->youngest &&
           (isinf(b->oldest) || whole(b->oldest)) && b->weight >= 0.0 && b->weight <= DBL_MAX;
}

gdcs_status gdcs_i_standard_bands(const gdcs_standard_options *options, gdcs_i_bands *out,
                                  gdcs_error *err)
{
    *out = gdcs_i_standard_known(options->population);
    if (out->count == 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "population", "%d is no standard population",
                           (int)options->population);
    if (options->bands == NULL && options->band_count == 0)
        return GDCS_OK;
    if (options->bands == NULL || options->band_count < 1 || options->band_count > MOST)
        return gdcs_i_fail(err, GDCS_E_OPTION, "bands", "%d bands, not 1 to %d of an array",
                           (int)options->band_count, (int)MOST);
    *out = (gdcs_i_bands){options->bands, options->band_count};
    for (int32_t i = 0; i < out->count; i++)
        if (!is_band(&out->bands[i]) ||
            (i > 0 && out->bands[i].youngest != out->bands[i - 1].oldest + 1.0))
            return gdcs_i_fail_at(err, GDCS_E_OPTION, i + 1, 0, "bands",
                                  "band %d of the standard is none, or does not follow the one "
                                  "before it",
                                  (int)i + 1);
    return GDCS_OK;
}

int gdcs_i_standard_tiles(gdcs_i_bands bands, const gdcs_standard_band *wanted, int32_t *first,
                          int32_t *count)
{
    int32_t i = 0;
    while (i < bands.count && bands.bands[i].youngest < wanted->youngest)
        i++;
    if (i == bands.count || bands.bands[i].youngest != wanted->youngest)
        return 0;
    *first = i;
    while (i < bands.count && bands.bands[i].oldest < wanted->oldest)
        i++;
    *count = i + 1 - *first;
    return i < bands.count && bands.bands[i].oldest == wanted->oldest;
}

/* The ages that count. */
static gdcs_status range_of(const gdcs_standard_options *o, gdcs_standard_band *out,
                            gdcs_error *err)
{
    *out = (gdcs_standard_band){o->youngest, o->oldest == 0.0 ? INFINITY : o->oldest, 0.0};
    if (!is_band(out))
        return gdcs_i_fail(err, GDCS_E_OPTION, whole(o->youngest) ? "oldest" : "youngest",
                           "youngest and oldest are no whole ages in this order");
    return GDCS_OK;
}

typedef struct group {
    gdcs_standard_band band;
    const char *label;
    int64_t number;
} group;

static int by_age(const void *a, const void *b)
{
    const group *x = a, *y = b;
    if (x->band.youngest != y->band.youngest)
        return x->band.youngest < y->band.youngest ? -1 : 1;
    return x->number < y->number ? -1 : 1;
}

/* Ages missing between `after` and `before`, both excluded. */
static gdcs_status missing(double after, double before, int64_t row, gdcs_error *err)
{
    char from[GDCS_I_NUMBER_SIZE], to[GDCS_I_NUMBER_SIZE];
    gdcs_i_format_double(after + 1.0, from);
    gdcs_i_format_double(before - 1.0, to);
    if (isinf(before))
        return gdcs_i_fail_at(err, GDCS_E_SHAPE, row, 0, "labels",
                              "no group holds the ages from %s on", from);
    return gdcs_i_fail_at(err, GDCS_E_SHAPE, row, 0, "labels", "no group holds the ages %s to %s",
                          from, to);
}

/* Do the groups, in order, follow each other from the youngest to the oldest? */
static gdcs_status check_cover(const group *g, int64_t n, const gdcs_standard_band *range,
                               gdcs_error *err)
{
    double reached = range->youngest - 1.0;
    for (int64_t i = 0; i < n; i++) {
        const gdcs_standard_band *b = &g[i].band;
        if (b->youngest < range->youngest || b->oldest > range->oldest)
            return gdcs_i_fail_at(err, GDCS_E_SHAPE, g[i].number + 1, 0, "labels",
                                  "\"%.60s\" goes beyond the ages that count", g[i].label);
        if (b->youngest <= reached)
            return gdcs_i_fail_at(err, GDCS_E_DUPLICATE, g[i].number + 1, 0, "labels",
                                  "\"%.60s\" overlaps \"%.60s\"", g[i].label, g[i - 1].label);
        if (b->youngest > reached + 1.0)
            return missing(reached, b->youngest, g[i].number + 1, err);
        reached = b->oldest;
    }
    return reached < range->oldest ? missing(reached, range->oldest + 1.0, 0, err) : GDCS_OK;
}

static gdcs_status join(gdcs_i_bands standard, const group *g, int64_t n, double *sums,
                        gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++) {
        int32_t first, count;
        gdcs_i_sum sum = {0};
        if (!gdcs_i_standard_tiles(standard, &g[i].band, &first, &count))
            return gdcs_i_fail_at(err, GDCS_E_SHAPE, g[i].number + 1, 0, "labels",
                                  "\"%.60s\" begins or ends inside a band of the standard "
                                  "population, which cannot be split",
                                  g[i].label);
        for (int32_t j = 0; j < count; j++)
            gdcs_i_sum_add(&sum, standard.bands[first + j].weight);
        sums[g[i].number] = gdcs_i_sum_value(sum);
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_standard_weights(const gdcs_standard_options *options,
                                    const gdcs_standard_band *groups, const char *const *labels,
                                    int64_t n, double *weights, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_bands standard;
    gdcs_standard_band range;
    void *memory = NULL, *sums = NULL;
    TRY(gdcs_i_standard_bands(options, &standard, err));
    TRY(range_of(options, &range, err));
    GO(gdcs_i_alloc(&memory, n, sizeof(group), err));
    GO(gdcs_i_alloc(&sums, n, sizeof(double), err));
    group *sorted = memory;
    for (int64_t i = 0; i < n; i++)
        sorted[i] = (group){groups[i], labels[i], i};
    qsort(sorted, (size_t)n, sizeof *sorted, by_age);
    GO(check_cover(sorted, n, &range, err));
    GO(join(standard, sorted, n, sums, err));
    for (int64_t i = 0; i < n; i++)
        weights[i] = ((double *)sums)[i];
done:
    free(memory);
    free(sums);
    return status;
}

gdcs_status gdcs_standard_collapse(const char *const *labels, int64_t n,
                                   const gdcs_standard_options *options, double *weights,
                                   gdcs_error *err)
{
    gdcs_standard_options o;
    gdcs_standard_band groups[MOST];
    TRY(gdcs_i_need((const void *)labels, "labels", err));
    TRY(gdcs_i_need(weights, "weights", err));
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    if (n < 1 || n > MOST)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%lld labels, not 1 to %d", (long long)n,
                           (int)MOST);
    for (int64_t i = 0; i < n; i++) {
        TRY(gdcs_i_need(labels[i], "labels", err));
        if (!gdcs_i_standard_parse(labels[i], &groups[i]))
            return gdcs_i_fail_at(err, GDCS_E_NAME, i + 1, 0, "labels",
                                  "\"%.60s\" is no band of age", labels[i]);
    }
    return gdcs_i_standard_weights(&o, groups, labels, n, weights, err);
}
