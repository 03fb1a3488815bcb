"""Writes standard.csv: directly standardised rates and their limits in 40 digits.

    python3 standard.py > standard.csv

Every value is computed here from the definition of the method.  The first cases are table 14.4 of Fleiss
(1981), Statistical Methods for Rates and Proportions (Down syndrome by maternal age and birth order in
Michigan), for which Fay & Feuer (1997) publish 75.5 (67.7-188.3) at birth order 5 and R's dsrTest 1.0.0
prints what PUBLISHED holds; the largest difference from those goes to stderr.
"""
import sys

from mpmath import exp, inf, log, mpf, nstr, sqrt
from scipy.special import gammaincinv

from exact import gamma_density, gamma_lower, gamma_upper, normal_upper_point, solve

GAMMA, TIWARI, MID_P, DOBSON, DOBSON_BYAR, LOG, NORMAL = range(1, 8)
STANDARD = [319933, 931318, 786511, 488235, 237863, 61313]
FLEISS = [([107, 141, 60, 40, 39, 25], [230061, 329449, 114920, 39487, 14208, 3052]),
          ([25, 150, 110, 84, 82, 39], [72202, 326701, 208667, 83228, 28466, 5375]),
          ([3, 71, 114, 103, 108, 75], [15050, 175702, 207081, 117300, 45026, 8660]),
          ([1, 26, 64, 89, 137, 96], [2293, 68800, 132424, 98301, 46075, 9834]),
          ([0, 8, 63, 112, 262, 295], [327, 30666, 123419, 149919, 104088, 34392])]
# dsrTest's vignette, birth order 5, per 100 000
PUBLISHED = {GAMMA: (67.70212, 188.30017), MID_P: (59.71632, 173.08170)}
CASES = [(x, n, STANDARD, None, a) for x, n in FLEISS for a in (0.05, 1e-11)] + [
    ([0, 0, 0], [1000, 2000, 500], [2, 5, 3], None, 0.05),
    ([0, 0, 0], [1000, 2000, 500], [2, 5, 3], None, 0.01),
    ([7], [1000], [5], None, 0.05),
    ([7], [1000], [5], None, 1e-300),
    ([1, 0], [900, 1e6], [1, 1], None, 0.05),
    ([0.5, 3.25, 12], [100, 1e4, 12345], [1, 2, 0.5], None, 0.1),
    ([10**9, 3 * 10**8, 5 * 10**8], [4e9, 1e9, 3e9], [5000, 3500, 1500], None, 0.05),
    ([10**9, 10**9], [4e9, 1e9], [1, 1], None, 1e-11),
    ([12, 30, 9], [2e5, 4e5, 1e5], [30, 50, 20], [20, 66, 9], 0.05),
    ([12, 30, 9], [2e5, 4e5, 1e5], [30, 0, 20], [20, 66, 9], 0.05),
    ([1, 1, 1, 1, 1, 1, 1, 1], [10, 20, 40, 80, 160, 320, 640, 1280], [1] * 8, None, 0.05)]


class Weighted:
    """A weighted sum of counts, per person of the standard."""

    def __init__(self, x, n, weights, variance):
        total = sum(mpf(w) for w in weights)
        kept = [(mpf(a), mpf(w) / total / mpf(b), mpf(a if v is None else v))
                for a, b, w, v in zip(x, n, weights, variance or [None] * len(x)) if w]
        self.sum = sum(w * a for a, w, _ in kept)
        self.variance = sum(w * w * v for _, w, v in kept)
        self.events = sum(a for a, _, _ in kept)
        self.most = max(w for _, w, _ in kept)
        self.mean = sum(w for _, w, _ in kept) / len(kept)
        self.square = sum(w * w for _, w, _ in kept) / len(kept)

    def shapes(self, tiwari=False):
        """(shape, scale) of the lower and of the upper gamma distribution; None without events."""
        more, squared = (self.mean, self.square) if tiwari else (self.most, self.most ** 2)
        y, v = self.sum + more, self.variance + squared
        return ((self.sum ** 2 / self.variance, self.variance / self.sum) if self.sum else None,
                (y * y / v, v / y))


def lower_point(parts, tail):
    """x with P(X <= x) = tail for the equal mixture of gamma distributions (shape, scale)."""
    start = min(gammaincinv(float(a), float(tail)) * float(s) for a, s in parts) or 1e-12
    return solve(lambda x: sum(gamma_lower(a, x / s) for a, s in parts) / len(parts),
                 lambda x: sum(gamma_density(a, x / s) / s for a, s in parts) / len(parts), tail,
                 start, inf)


def upper_point(parts, tail):
    """x with P(X > x) = tail: a falling tail, so against 1 / x."""
    start = 1 / max((gammaincinv(float(a), 1 - float(tail)) if tail > 1e-12 else
                     float(a + 40 * sqrt(a) - 2 * log(tail))) * float(s) for a, s in parts)
    return 1 / solve(lambda r: sum(gamma_upper(a, 1 / r / s) for a, s in parts) / len(parts),
                     lambda r: sum(gamma_density(a, 1 / r / s) / s for a, s in parts) /
                     len(parts) / r ** 2, tail, start, inf)


def gamma(w, tail, tiwari=False):
    below, above = w.shapes(tiwari)
    return lower_point([below], tail) if below else mpf(0), upper_point([above], tail)


def mid_p(w, tail):
    below, above = w.shapes()
    if below is None:
        return mpf(0), upper_point([above], 2 * tail)
    return lower_point([below, above], tail), upper_point([below, above], tail)


def garwood(x, tail):
    return lower_point([(x, 1)], tail) if x else mpf(0), upper_point([(x + 1, 1)], tail)


def byar(x, tail):
    z, y = normal_upper_point(tail), x + 1
    low = x * max(mpf(0), 1 - 1 / (9 * x) - z / (3 * sqrt(x))) ** 3 if x else mpf(0)
    return low, y * (1 - 1 / (9 * y) + z / (3 * sqrt(y))) ** 3


def dobson(w, tail, count):
    stretch = sqrt(w.variance / w.events) if w.events else w.most
    low, high = count(w.events, tail)
    return (max(mpf(0), w.sum + stretch * (low - w.events)), w.sum + stretch * (high - w.events))


def limits(w, method, tail):
    if w.sum == 0 and method in (LOG, NORMAL) or method == GAMMA:
        return gamma(w, tail)
    if method == TIWARI:
        return gamma(w, tail, True)
    if method == MID_P:
        return mid_p(w, tail)
    if method in (DOBSON, DOBSON_BYAR):
        return dobson(w, tail, garwood if method == DOBSON else byar)
    z, s = normal_upper_point(tail), sqrt(w.variance)
    if method == LOG:
        return w.sum * exp(-z * s / w.sum), w.sum * exp(z * s / w.sum)
    return max(mpf(0), w.sum - z * s), w.sum + z * s


def main():
    worst = 0.0
    print("method,alpha,count,value,std_error,lower,upper,(events,population,weight,variance)...")
    for x, n, weights, variance, alpha in CASES:
        w = Weighted(x, n, weights, variance)
        for method in range(GAMMA, NORMAL + 1):
            low, high = limits(w, method, mpf(alpha) / 2)
            cells = [repr(c) for row in zip(x, n, weights, variance or x) for c in row]
            print(method, repr(alpha), len(x),
                  *(nstr(v, 17) for v in (w.sum, sqrt(w.variance), low, high)), *cells, sep=",")
            if x == FLEISS[4][0] and alpha == 0.05 and method in PUBLISHED:
                worst = max(worst, *(abs(1e5 * float(got) - published) for got, published in
                                     zip((low, high), PUBLISHED[method])))
    print("largest difference from what is published, per 100 000:", worst, file=sys.stderr)


if __name__ == "__main__":
    main()
