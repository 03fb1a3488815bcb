#include "stats/quality/explain.h"
#include "core/sum.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

static const double rounding = 1e-12, largest = 1e15;

static int is_figure(double x)
{
    return x >= 0.0 && x < largest && x == floor(x);
}

/* Is `longer` the other with one more digit somewhere? */
static int has_one_more(const char *longer, const char *shorter)
{
    size_t same = 0;
    while (shorter[same] != '\0' && shorter[same] == longer[same])
        same++;
    return strcmp(longer + same + 1, shorter + same) == 0;
}

int gdcs_i_quality_slip(double typed, double right)
{
    char a[GDCS_I_NUMBER_SIZE], b[GDCS_I_NUMBER_SIZE];
    if (!is_figure(typed) || !is_figure(right) || typed == right)
        return -1;
    const size_t n = gdcs_i_format_int64((int64_t)typed, a);
    const size_t m = gdcs_i_format_int64((int64_t)right, b);
    if (n + 1 == m || m + 1 == n)
        return has_one_more(n > m ? a : b, n > m ? b : a) ? GDCS_I_RECONCILE_DROPPED_DIGIT : -1;
    if (n != m)
        return -1;
    size_t first = 0, last = n - 1;
    while (a[first] == b[first])
        first++;
    while (a[last] == b[last])
        last--;
    if (first == last)
        return GDCS_I_RECONCILE_DIGIT;
    const int swapped = last == first + 1 && a[first] == b[last] && a[last] == b[first];
    return swapped ? GDCS_I_RECONCILE_TRANSPOSED : -1;
}

static double sum_of(const double *x, int64_t n)
{
    gdcs_i_sum sum = {0.0, 0.0};
    for (int64_t i = 0; i < n; i++)
        gdcs_i_sum_add(&sum, x[i]);
    return gdcs_i_sum_value(sum);
}

static int is_exact(const gdcs_i_parts *p)
{
    for (int64_t i = 0; i < p->n; i++)
        if (p->lower[i] != p->upper[i])
            return 0;
    return p->total_lower == p->total_upper;
}

/* A part that is in the others already, or all parts twice. */
static int find_double(const gdcs_i_parts *p, double excess, double slack, gdcs_i_reason *r)
{
    for (int64_t i = 0; i < p->n; i++)
        if (p->lower[i] > 0.0 && fabs(p->lower[i] - excess) <= slack) {
            r->kind = GDCS_I_RECONCILE_DOUBLE_COUNTED;
            r->part = i;
            r->expected = 0.0;
            return 1;
        }
    if (!(excess > 0.0 && fabs(excess - p->total_lower) <= slack))
        return 0;
    r->kind = GDCS_I_RECONCILE_DOUBLE_COUNTED;
    return 1;
}

/* The likeliest slip (two digits exchanged, one wrong, one too many or too few) in a part or the total
   that makes up for the difference. */
static int find_slip(const gdcs_i_parts *p, double excess, gdcs_i_reason *r)
{
    int best = GDCS_I_RECONCILE_KINDS;
    for (int64_t i = -1; i < p->n; i++) {
        const double typed = i < 0 ? p->total_lower : p->lower[i];
        const double right = i < 0 ? r->sum : typed - excess;
        const int kind = gdcs_i_quality_slip(typed, right);
        r->ways += kind >= 0;
        if (kind >= 0 && kind < best) {
            best = kind;
            r->part = i;
            r->expected = right;
        }
    }
    if (r->ways > 0)
        r->kind = best;
    return r->ways > 0;
}

static int find_noise(const gdcs_i_parts *p, double excess, gdcs_i_reason *r)
{
    const double figures = (double)p->n + 1.0, off = fabs(excess);
    if (p->base > 0.0 && off <= 0.5 * p->base * figures)
        r->kind = GDCS_I_RECONCILE_ROUNDED;
    else if (off <= fmax(p->noise, p->base - 1.0) * figures)
        r->kind = GDCS_I_RECONCILE_PERTURBED;
    else
        return 0;
    return 1;
}

gdcs_i_reason gdcs_i_quality_explain(const gdcs_i_parts *p)
{
    const double low = sum_of(p->lower, p->n), high = sum_of(p->upper, p->n);
    const double slack = rounding * fmax(p->total_lower, low);
    gdcs_i_reason r = {GDCS_I_RECONCILE_CONSISTENT, -1, 0, low, low};
    if (low <= p->total_upper + slack && high >= p->total_lower - slack)
        return r;
    const int more = low > p->total_upper;
    r.sum = r.expected = more ? low : high;
    const double excess = more ? low - p->total_upper : high - p->total_lower;
    if (find_noise(p, excess, &r))
        return r;
    if (!more && p->open)
        r.kind = GDCS_I_RECONCILE_UNKNOWN_SEX;
    else if (!is_exact(p) ||
             (!(more && find_double(p, excess, slack, &r)) && !find_slip(p, excess, &r)))
        r.kind = more ? GDCS_I_RECONCILE_PARTS_EXCEED : GDCS_I_RECONCILE_TOTAL_EXCEEDS;
    return r;
}
