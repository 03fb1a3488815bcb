"""Writes multinomial.csv: simultaneous limits of multinomial shares.

    python3 multinomial.py > multinomial.csv

Goodman, Quesenberry-Hurst and Clopper-Pearson from their definitions in 40 digits.  Sison-Glaz from its
definition too, the moments of the cut Poisson summed term by term in 40 digits, c searched one by one:
slow and obvious.  statsmodels (0.13.5) has Goodman and Sison-Glaz; where it can (no zero count), its
limits are compared and the largest difference goes to stderr.  A row: method, alpha, counts and limits
of one category; categories of a sample follow each other.
"""
import sys
import warnings

from mpmath import exp, factorial, gammainc, log, loggamma, mpf, nstr, pi, sqrt
from scipy.stats import chi2
from statsmodels.stats.proportion import multinomial_proportions_confint

from exact import normal_upper_point
from share import clopper_pearson_lower

GOODMAN, QUESENBERRY_HURST, CLOPPER_PEARSON, SISON_GLAZ = 1, 2, 3, 4
SAMPLES = [(56, 72, 73, 59, 62, 87, 58), (41, 174, 0, 26), (10, 0, 0, 0), (3, 2, 1, 4), (1, 1), (0, 7), (91, 49, 37, 43),
           (500, 480, 20, 0), (25, 25, 25, 25), (1, 0, 1, 2000)]
LARGE = [(400000000, 550000000, 0, 50000000), (1, 999999998, 1, 0)]


def wilson(x, n, square):
    z = sqrt(square)
    root = z * sqrt(mpf(x) * (n - x) / n + square / 4)
    return ((x + square / 2 - root) / (n + square) if x else mpf(0),
            (x + square / 2 + root) / (n + square) if x < n else mpf(1))


def goodman(counts, alpha):
    square = normal_upper_point(mpf(alpha) / (2 * len(counts))) ** 2
    return [wilson(x, sum(counts), square) for x in counts]


def chi2_point(df, alpha):
    from mpmath import findroot
    start = chi2.isf(float(alpha), df)
    return findroot(lambda x: log(gammainc(mpf(df) / 2, x / 2, regularized=True)) - log(mpf(alpha)), start)


def quesenberry_hurst(counts, alpha):
    square = chi2_point(len(counts) - 1, alpha)
    return [wilson(x, sum(counts), square) for x in counts]


def clopper_pearson(counts, alpha):
    n, tail = sum(counts), mpf(alpha) / (2 * len(counts))
    return [(clopper_pearson_lower(x, n - x, tail), 1 - clopper_pearson_lower(n - x, x, tail)) for x in counts]


def poisson(y, mean):
    return exp(y * log(mpf(mean)) - mean - loggamma(mpf(y) + 1)) if mean else mpf(y == 0)


def moments(x, c):
    points = range(max(0, x - c), x + c + 1)
    mass = [poisson(y, x) for y in points]
    kept = sum(mass)
    mean = sum(y * p for y, p in zip(points, mass)) / kept
    central = [sum((y - mean) ** r * p for y, p in zip(points, mass)) / kept for r in (2, 3, 4)]
    return kept, mean, central


def nu(counts, c):
    n, kept, mean, m2, m3, m4 = sum(counts), mpf(1), mpf(0), mpf(0), mpf(0), mpf(0)
    if c == 0:
        return mpf(0)
    for x in counts:
        k, m, (a, b, d) = moments(x, c)
        kept, mean, m2, m3, m4 = kept * k, mean + m, m2 + a, m3 + b, m4 + d - 3 * a * a
    z, g1, g2 = (n - mean) / sqrt(m2), m3 / m2 ** mpf(1.5), m4 / m2 ** 2
    f = exp(-z * z / 2) / sqrt(2 * pi) * (1 + g1 * (z ** 3 - 3 * z) / 6 + g2 * (z ** 4 - 6 * z ** 2 + 3) / 24 +
                                          g1 ** 2 * (z ** 6 - 15 * z ** 4 + 45 * z ** 2 - 15) / 72)
    return kept * f / sqrt(m2) / poisson(n, n)


def sison_glaz(counts, alpha):
    n, level, c = sum(counts), 1 - mpf(alpha), 0
    before, after = mpf(0), nu(counts, 1)
    while after < level:
        c, before, after = c + 1, after, nu(counts, c + 2)
    d = (level - before) / (after - before)
    return [(max(mpf(0), mpf(x - c) / n), min(mpf(1), (x + c + 2 * d) / n)) for x in counts]


METHODS = {GOODMAN: goodman, QUESENBERRY_HURST: quesenberry_hurst, CLOPPER_PEARSON: clopper_pearson,
           SISON_GLAZ: sison_glaz}
PEER = {GOODMAN: "goodman", SISON_GLAZ: "sison-glaz"}


def main():
    warnings.simplefilter("ignore")
    worst = 0.0
    print("method,alpha,k,count,lower,upper")
    for counts in SAMPLES + LARGE:
        for alpha in (0.05, 0.01, 1e-11) if counts not in LARGE else (0.05, 1e-11):
            for method, limits_of in METHODS.items():
                if method == SISON_GLAZ and (alpha < 1e-3 or counts in LARGE):
                    continue
                limits = limits_of(counts, alpha)
                for x, (low, high) in zip(counts, limits):
                    print(method, repr(alpha), len(counts), x, nstr(low, 17), nstr(high, 17), sep=",")
                if method in PEER and min(counts) > 0 and len(counts) > 2 and alpha > 1e-3:
                    peer = multinomial_proportions_confint(counts, alpha, PEER[method])
                    for (low, high), (a, b) in zip(limits, peer):
                        worst = max(worst, abs(float(low) - a), abs(float(high) - min(b, 1)))
    print("largest difference from statsmodels:", worst, file=sys.stderr)


main()
