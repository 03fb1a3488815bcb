"""Writes rate.csv: limits of a Poisson mean in 40 digits.

    python3 rate.py > rate.csv

Every value is computed here from the definition of the method.  Garwood's limits are compared with
scipy's chi-square quantiles, and the largest relative difference goes to stderr; not at
alpha = 1e-11, where scipy 1.10 is off by 4e-6 for a count of 1e9.
"""
import sys

from mpmath import inf, log, mpf, nstr, sqrt
from scipy.special import gammaincinv
from scipy.stats import chi2

from exact import gamma_density, gamma_lower, gamma_upper, normal_upper_point, solve

EXACT, BYAR, MID_P, SCORE, SCAS, JEFFREYS, BYAR_HALF = 1, 2, 3, 4, 5, 6, 7
COUNTS = [0, 1, 2, 3, 3.5, 0.25, 10, 19, 20, 100, 733.75, 12345, 10**6, 10**9]
ALPHAS = (0.05, 0.1, 0.002, 1e-11)


def lower_point(parts, x, tail):
    """The mean where the average of P(X >= x + part) over the parts is tail."""
    start = gammaincinv(float(x + parts[0]), float(tail)) or 1e-12
    return solve(lambda m: sum(gamma_lower(x + p, m) for p in parts) / len(parts),
                 lambda m: sum(gamma_density(x + p, m) for p in parts) / len(parts), tail, start, inf)


def upper_point(parts, x, tail):
    """The mean where the average of P(X < x + part) is tail: a falling tail, so against 1 / mean."""
    start = 1 / gammaincinv(float(x + parts[0]) or 1.0, 1 - float(tail))
    return 1 / solve(lambda r: sum(gamma_upper(x + p, 1 / r) for p in parts) / len(parts),
                     lambda r: sum(gamma_density(x + p, 1 / r) for p in parts) / len(parts) / r**2,
                     tail, start, inf)


def garwood(x, tail):
    return (lower_point((0,), x, tail) if x else mpf(0)), upper_point((1,), x, tail)


def mid_p(x, tail):
    low = lower_point((0, 1), x, tail) if x else mpf(0)
    return low, (upper_point((0, 1), x, tail) if x else -log(2 * tail))


def byar(x, tail):
    z, y = normal_upper_point(tail), mpf(x) + 1
    low = mpf(x) * max(mpf(0), 1 - 1 / (9 * mpf(x)) - z / (3 * sqrt(mpf(x)))) ** 3 if x else mpf(0)
    return low, y * (1 - 1 / (9 * y) + z / (3 * sqrt(y))) ** 3


def byar_half(x, tail):
    z, y = normal_upper_point(tail), mpf(x) + mpf(1) / 2
    low = y * max(mpf(0), 1 - 1 / (9 * y) - z / (3 * sqrt(y))) ** 3 if x else mpf(0)
    return low, y * (1 - 1 / (9 * y) + z / (3 * sqrt(y))) ** 3


def halved(rising, low, high):
    """The root of a rising function between two positive ends, by bisection of its logarithm."""
    for _ in range(170):
        middle = sqrt(low * high)
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return sqrt(low * high)


def by_statistic(statistic, x, z):
    """Means at which a statistic that falls with the mean is z and -z; 0 if x is 0, or none is small."""
    least, most = mpf(10) ** -12, (mpf(x) + 1) * (1 + z) ** 2 * 9
    high = halved(lambda m: -z - statistic(m), least, most)
    if not x or statistic(least) <= z:
        return mpf(0), high
    return halved(lambda m: z - statistic(m), least, most), high


def score(x, tail):
    return by_statistic(lambda m: (x - m) / sqrt(m), x, normal_upper_point(tail))


def scas(x, tail):
    """The statistic s with s + (s^2 - 1) skewness / 6 = (x - m) / sqrt(m), skewness = 1 / sqrt(m); where
    no s is real it is past every z."""
    def statistic(m):
        a, b = 1 / (6 * sqrt(m)), (mpf(x) - m) / sqrt(m)
        inside = 1 + 4 * a * (a + b)
        return (sqrt(inside) - 1) / (2 * a) if inside > 0 else -1 / (2 * a)
    return by_statistic(statistic, x, normal_upper_point(tail))


def jeffreys(x, tail):
    shape = mpf(x) + mpf(1) / 2
    low = lower_point((shape - x,), x, tail)
    high = 1 / solve(lambda r: gamma_upper(shape, 1 / r),
                     lambda r: gamma_density(shape, 1 / r) / r**2, tail,
                     1 / gammaincinv(float(shape), 1 - min(float(tail), 0.999)), inf)
    return min(low, mpf(x)), max(high, mpf(x))


def main():
    worst = 0.0
    print("method,events,alpha,lower,upper")
    for x in COUNTS:
        for alpha in ALPHAS if x < 10**9 else (0.05, 1e-11):
            tail = mpf(alpha) / 2
            for method, limits_of in ((EXACT, garwood), (BYAR, byar), (MID_P, mid_p),
                                      (SCORE, score), (SCAS, scas), (JEFFREYS, jeffreys),
                                      (BYAR_HALF, byar_half)):
                limits = limits_of(x, tail)
                print(method, x, repr(alpha), *(nstr(l, 17) for l in limits), sep=",")
                if method == EXACT and x and alpha > 1e-6:
                    peer = chi2.ppf(alpha / 2, 2 * x) / 2, chi2.isf(alpha / 2, 2 * x + 2) / 2
                    worst = max(worst, *(abs(p / float(l) - 1) for p, l in zip(peer, limits)))
    print("largest relative difference from scipy:", worst, file=sys.stderr)


if __name__ == "__main__":
    main()
