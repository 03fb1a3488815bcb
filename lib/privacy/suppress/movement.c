#include "privacy/suppress/movement.h"
#include "core/fail.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

enum { LARGEST = 1000 };

gdcs_status gdcs_i_movement_new(const gdcs_i_suppression *p, int64_t most, gdcs_i_movement *out,
                                gdcs_error *err)
{
    void *memory[3] = {NULL};
    gdcs_status status = gdcs_i_alloc(&memory[0], most, sizeof *out->variable, err);
    if (status == GDCS_OK)
        status = gdcs_i_alloc(&memory[1], most, sizeof *out->factor, err);
    if (status == GDCS_OK)
        status = gdcs_i_alloc(&memory[2], p->system->rows, sizeof *out->sum, err);
    *out = (gdcs_i_movement){.p = p, .variable = memory[0], .factor = memory[1], .sum = memory[2]};
    return status;
}

void gdcs_i_movement_free(gdcs_i_movement *m)
{
    free(m->variable);
    free(m->factor);
    free(m->sum);
}

/* The fraction a / b with small a and b that is x modulo the prime, by the extended algorithm of Euclid
   (Wang 1981); 0: there is none. */
static double fraction(uint32_t x)
{
    int64_t r0 = (int64_t)GDCS_I_PRIME, r1 = x, t0 = 0, t1 = 1;
    while (r1 > LARGEST) {
        const int64_t q = r0 / r1, r = r0 - q * r1, t = t0 - q * t1;
        r0 = r1;
        r1 = r;
        t0 = t1;
        t1 = t;
    }
    return llabs(t1) <= LARGEST ? (double)r1 / (double)t1 : 0.0;
}

/* Is the sum of every equation what it was? */
static int is_unseen(gdcs_i_movement *m)
{
    const gdcs_i_suppression *p = m->p;
    int is = 1;
    for (int64_t i = 0; i < m->count; i++)
        for (int64_t e = p->start[m->variable[i]]; e < p->start[m->variable[i] + 1]; e++)
            m->sum[p->row[e]] += p->value[e] * m->factor[i];
    for (int64_t i = 0; i < m->count; i++)
        for (int64_t e = p->start[m->variable[i]]; e < p->start[m->variable[i] + 1]; e++) {
            is &= fabs(m->sum[p->row[e]]) < 1e-9;
            m->sum[p->row[e]] = 0.0;
        }
    return is;
}

/* How often it can be made; whole numbers that stay whole: all that nobody sees must be possible. */
static double times(const gdcs_i_movement *m, double sign)
{
    double most = INFINITY;
    for (int64_t i = 0; i < m->count; i++) {
        const int32_t v = m->variable[i];
        if (m->factor[i] * sign < 0.0)
            most = fmin(most, gdcs_i_suppression_fall(m->p, v) / fabs(m->factor[i]));
    }
    return m->p->system->whole ? floor(most + 1e-9) : most;
}

/* The least number that makes a whole one of a factor; 0: none up to LARGEST. */
static int64_t denominator(double factor)
{
    int64_t d = 1;
    while (d <= LARGEST && fabs(factor * (double)d - round(factor * (double)d)) > 1e-9)
        d++;
    return d <= LARGEST ? d : 0;
}

static int64_t divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Persons move as wholes: the least multiple whose factors are whole numbers. */
static int make_whole(gdcs_i_movement *m)
{
    int64_t all = 1;
    for (int64_t i = 0; i < m->count && all <= LARGEST; i++) {
        const int64_t d = denominator(m->factor[i]);
        if (d == 0)
            return 0;
        all *= d / divisor(all, d);
    }
    for (int64_t i = 0; i < m->count && all <= LARGEST; i++)
        m->factor[i] = round(m->factor[i] * (double)all);
    return all <= LARGEST;
}

int gdcs_i_movement_settle(gdcs_i_movement *m)
{
    if (m->p->system->whole && !make_whole(m))
        return 0;
    m->forwards = times(m, 1.0);
    m->backwards = times(m, -1.0);
    return is_unseen(m);
}

int gdcs_i_movement_read(gdcs_i_movement *m, const int32_t *variable, const uint32_t *factor,
                         int64_t count)
{
    m->count = count;
    for (int64_t i = 0; i < count; i++) {
        m->variable[i] = variable[i];
        m->factor[i] = fraction(factor[i]);
        if (m->factor[i] == 0.0)
            return 0;
    }
    return gdcs_i_movement_settle(m);
}

int gdcs_i_movement_protects(const gdcs_i_movement *m, int64_t i)
{
    const int32_t v = m->variable[i];
    const double f = fabs(m->factor[i]), x = m->p->system->lower[v];
    const double up = f * (m->factor[i] > 0.0 ? m->forwards : m->backwards);
    const double down = f * (m->factor[i] > 0.0 ? m->backwards : m->forwards);
    return gdcs_i_finding_is_met(&m->p->unsafe.finding[v], x, x - down, x + up);
}
