#include "num/discrete.h"

#include <math.h>

/* Uniform below n, by throwing away what would make some numbers likelier. */
static uint64_t below(uint64_t n, gdcs_i_rng *rng)
{
    const uint64_t rest = (UINT64_MAX % n + 1) % n; /* 2^64 mod n */
    for (;;) {
        const uint64_t x = gdcs_i_rng_bits(rng);
        if (x <= UINT64_MAX - rest)
            return x % n;
    }
}

int gdcs_i_discrete_chance(uint64_t top, uint64_t bottom, gdcs_i_rng *rng)
{
    return below(bottom, rng) < top;
}

/* For a fraction up to 1: the number of successes in a row, the k-th with probability g / k, is even
   with probability exp(-g).  g / k is tried as g and, by itself, 1 / k: no product overflows. */
static int exp_of_fraction(uint64_t top, uint64_t bottom, gdcs_i_rng *rng)
{
    uint64_t k = 1;
    while (gdcs_i_discrete_chance(top, bottom, rng) && gdcs_i_discrete_chance(1, k, rng))
        k++;
    return k % 2 == 1;
}

int gdcs_i_discrete_exp(uint64_t top, uint64_t bottom, gdcs_i_rng *rng)
{
    for (uint64_t whole = top / bottom; whole > 0; whole--)
        if (!exp_of_fraction(1, 1, rng))
            return 0;
    return exp_of_fraction(top % bottom, bottom, rng);
}

/* The size of a geometric number of ratio exp(-1 / t) from its rest and its quotient by t, cut down by s;
   of the two zeroes one is thrown away. */
static int64_t draw_laplace(int64_t t, int64_t s, gdcs_i_rng *rng)
{
    for (;;) {
        const uint64_t rest = below((uint64_t)t, rng);
        if (!gdcs_i_discrete_exp(rest, (uint64_t)t, rng))
            continue;
        uint64_t times = 0;
        while (exp_of_fraction(1, 1, rng))
            times++;
        const int64_t size = (int64_t)((rest + (uint64_t)t * times) / (uint64_t)s);
        const int negative = gdcs_i_discrete_chance(1, 2, rng);
        if (!(negative && size == 0))
            return negative ? -size : size;
    }
}

/* (|y| - v / t)^2 / (2 v) = (|y| t m - n)^2 / (2 n m t^2).  Beyond 50 times the scale of y, which happens
   once in 10^21 numbers, the squares might overflow: the chance there is below exp(-1000), and taken
   for 0. */
static int64_t draw_gaussian(int64_t n, int64_t m, gdcs_i_rng *rng)
{
    const int64_t t = (int64_t)sqrt((double)(n / m)) + 1;
    for (;;) {
        const int64_t y = draw_laplace(t, 1, rng), size = y < 0 ? -y : y;
        if (size > 50 * t)
            continue;
        const int64_t far = size * t * m - n;
        if (gdcs_i_discrete_exp((uint64_t)(far * far), (uint64_t)(2 * n * m * t * t), rng))
            return y;
    }
}

int64_t gdcs_i_discrete_draw(const gdcs_i_discrete *law, gdcs_i_rng *rng)
{
    return law->law == GDCS_I_DISCRETE_GAUSSIAN ? draw_gaussian(law->top, law->bottom, rng)
                                                : draw_laplace(law->top, law->bottom, rng);
}

int gdcs_i_discrete_gaussian(double top, double bottom, gdcs_i_discrete *out)
{
    const double variance = top / bottom;
    if (!(variance <= 0x1p24))
        return 0;
    int64_t m = 1 << 16;
    while (m > 1 && (double)m * 64.0 * (variance + 2.0 * sqrt(variance) + 1.0) > 0x1p31)
        m /= 2;
    const double n = ceil(variance * (1.0 + 0x1p-50) * (double)m);
    *out = (gdcs_i_discrete){
        .law = GDCS_I_DISCRETE_GAUSSIAN, .top = n < 1.0 ? 1 : (int64_t)n, .bottom = m};
    return 1;
}
