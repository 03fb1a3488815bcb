"""Reference limits for two binomial samples: writes contrast.csv.  Needs numpy, scipy, mpmath.

Independent of the library: the constrained likelihood is maximised by finding where its slope is 0,
not by the closed cubic or quadratic; limits are found by bracketing in 60 digits; the hybrid and log
limits are their papers' formulas written out as they stand.  The exact limits search the whole range
of the parameter on a grid, then bisect, with the statistic and the probabilities of every outcome.

About five minutes.

columns: method quantity yes1 no1 yes2 no2 alpha lower upper
"""
import csv
import math
import os

import mpmath as mp
import numpy as np
from scipy import optimize, stats

mp.mp.dps = 60


def bracketed(f, a, b):
    """Ridders' method on a sign change."""
    fa, fb = f(a), f(b)
    if fa == 0:
        return a
    if fb == 0:
        return b
    assert (fa > 0) != (fb > 0), (a, b, fa, fb)
    for _ in range(400):
        m = (a + b) / 2
        fm = f(m)
        if fm == 0:
            return m
        x = m + (m - a) * mp.sign(fa - fb) * fm / mp.sqrt(fm * fm - fa * fb)
        fx = f(x)
        if fx == 0:
            return x
        points = sorted([(a, fa), (m, fm), (x, fx), (b, fb)])
        for (p, fp), (q, fq) in zip(points, points[1:]):
            if (fp > 0) != (fq > 0):
                a, fa, b, fb = p, fp, q, fq
                break
        if b - a <= mp.mpf(10) ** -40 * (abs(a) + abs(b)):
            break
    return (a + b) / 2


def interior(slope, low, high):
    """Where a falling slope is 0; an end if it has one sign."""
    tiny = (high - low) * mp.mpf(10) ** -50
    if slope(low + tiny) <= 0:
        return low
    if slope(high - tiny) >= 0:
        return high
    return bracketed(slope, low + tiny, high - tiny)


def mle_difference(x1, y1, x2, y2, d):
    def slope(p2):
        p1 = p2 + d
        q1, q2 = 1 - p1, 1 - p2
        return x1 * q1 * p2 * q2 - y1 * p1 * p2 * q2 + x2 * q2 * p1 * q1 - y2 * p2 * p1 * q1

    p2 = interior(slope, max(mp.mpf(0), -d), min(mp.mpf(1), 1 - d))
    return p2 + d, p2


def mle_ratio(x1, y1, x2, y2, r):
    def slope(p2):
        p1 = r * p2
        return (x1 + x2) * (1 - p1) * (1 - p2) - y1 * p1 * (1 - p2) - y2 * p2 * (1 - p1)

    p2 = interior(slope, mp.mpf(0), min(mp.mpf(1), 1 / r))
    return r * p2, p2


def score(kind, x1, y1, x2, y2, value):
    n1, n2 = x1 + y1, x2 + y2
    if kind == "difference":
        p1, p2 = mle_difference(x1, y1, x2, y2, value)
        excess, weight = x1 / n1 - x2 / n2 - value, 1
    else:
        p1, p2 = mle_ratio(x1, y1, x2, y2, value)
        excess, weight = x1 / n1 - value * x2 / n2, value
    variance = p1 * (1 - p1) / n1 + weight**2 * p2 * (1 - p2) / n2
    if excess == 0:
        return mp.mpf(0)
    if variance <= 0:
        return mp.sign(excess) * mp.mpf(10) ** 30
    return excess / mp.sqrt(variance)


def score_limits(kind, x1, y1, x2, y2, z):
    n = x1 + y1 + x2 + y2
    z = z * mp.sqrt(n / (n - 1))
    if kind == "difference":
        d = x1 / (x1 + y1) - x2 / (x2 + y2)
        tiny = mp.mpf(10) ** -55
        low = mp.mpf(-1)
        if d > -1:
            low = bracketed(lambda v: score(kind, x1, y1, x2, y2, v) - z, -1 + tiny, d)
        high = mp.mpf(1)
        if d < 1:
            high = bracketed(lambda v: score(kind, x1, y1, x2, y2, v) + z, d, 1 - tiny)
        return low, high

    def limit(sign):
        f = lambda t: score(kind, x1, y1, x2, y2, mp.e**t) + sign * z
        return mp.e ** bracketed(f, mp.mpf(-60), mp.mpf(60))

    return (limit(-1) if x1 > 0 else mp.mpf(0)), (limit(1) if x2 > 0 else mp.inf)


def odds_limits(x1, y1, x2, y2, z):
    """Cells expected under the odds ratio by solving a d = odds b c for a."""
    n1, n2, x = x1 + y1, x2 + y2, x1 + x2

    def statistic(t):
        odds = mp.e**t
        low, high = max(mp.mpf(0), x - n2), min(n1, x)
        a = bracketed(lambda a: a * (n2 - x + a) - odds * (n1 - a) * (x - a), low, high)
        precision = 1 / a + 1 / (n1 - a) + 1 / (x - a) + 1 / (n2 - x + a)
        return (x1 - a) * mp.sqrt(precision)

    def limit(sign):
        return mp.e ** bracketed(lambda t: statistic(t) + sign * z, mp.mpf(-60), mp.mpf(60))

    low = limit(-1) if x1 > 0 and y2 > 0 else mp.mpf(0)
    return low, (limit(1) if x2 > 0 and y1 > 0 else mp.inf)


def wilson(x, y, z):
    n = x + y
    centre, half = (x + z * z / 2) / (n + z * z), z / (n + z * z) * mp.sqrt(x * y / n + z * z / 4)
    return max(centre - half, mp.mpf(0)), min(centre + half, mp.mpf(1))


def hybrid_limits(kind, x1, y1, x2, y2, z):
    p1, p2 = x1 / (x1 + y1), x2 / (x2 + y2)
    (l1, u1), (l2, u2) = wilson(x1, y1, z), wilson(x2, y2, z)
    if x1 == 0:
        l1 = mp.mpf(0)
    if x2 == 0:
        l2 = mp.mpf(0)
    if kind == "difference":
        return (p1 - p2 - mp.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2),
                p1 - p2 + mp.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2))
    low, high = mp.mpf(0), mp.inf
    if x1 > 0:
        d = u2 * (2 * p2 - u2)
        low = (p1 * p2 - mp.sqrt((p1 * p2) ** 2 - l1 * (2 * p1 - l1) * d)) / d
    if x2 > 0:
        d = l2 * (2 * p2 - l2)
        high = (p1 * p2 + mp.sqrt((p1 * p2) ** 2 - u1 * (2 * p1 - u1) * d)) / d
    return low, high


def log_limits(x1, y1, x2, y2, z):
    n1, n2 = x1 + y1, x2 + y2
    e = mp.sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2)
    r = mp.log(x1 / n1 * n2 / x2)
    return mp.e ** (r - z * e), mp.e ** (r + z * e)


def poisson_limits(a, b, z):
    f = lambda sign: lambda t: (a - b * mp.e**t) + sign * z * mp.sqrt(mp.e**t * (a + b))
    low = mp.e ** bracketed(f(-1), mp.mpf(-60), mp.mpf(60)) if a > 0 else mp.mpf(0)
    return low, (mp.e ** bracketed(f(1), mp.mpf(-60), mp.mpf(60)) if b > 0 else mp.inf)


class Exact:
    """The lower limit of Chan & Zhang by looking everywhere."""

    def __init__(self, kind, x1, n1, x2, n2, alpha):
        self.kind, self.x1, self.n1, self.x2, self.n2, self.half = kind, x1, n1, x2, n2, alpha / 2
        self.a, self.b = np.meshgrid(np.arange(n1 + 1.0), np.arange(n2 + 1.0), indexing="ij")

    def shares(self, v, t):
        """p1, p2 at places t in [0, 1] along the boundary."""
        if self.kind == "difference":
            p2 = max(0.0, -v) + t * (1 - abs(v))
            return np.clip(p2 + v, 0, 1), np.clip(p2, 0, 1)
        top = min(1.0, 1 / v)
        return np.clip(v * top * t, 0, 1), np.clip(top * t, 0, 1)

    def statistics(self, v):
        low, high = np.zeros_like(self.a), np.ones_like(self.a)
        x1, y1, x2, y2 = self.a, self.n1 - self.a, self.b, self.n2 - self.b
        w = 1.0 if self.kind == "difference" else v
        for _ in range(60):
            t = (low + high) / 2
            p1, p2 = self.shares(v, t)
            q1, q2 = 1 - p1, 1 - p2
            slope = w * (x1 * q1 - y1 * p1) * p2 * q2 + (x2 * q2 - y2 * p2) * p1 * q1
            low, high = np.where(slope > 0, t, low), np.where(slope > 0, high, t)
        p1, p2 = self.shares(v, (low + high) / 2)
        if self.kind == "difference":
            excess = x1 / self.n1 - x2 / self.n2 - v
        else:
            excess = x1 / self.n1 - v * x2 / self.n2
        variance = p1 * (1 - p1) / self.n1 + w * w * p2 * (1 - p2) / self.n2
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(np.abs(excess) < 1e-15, 0.0, excess / np.sqrt(np.maximum(variance, 0)))

    def supremum(self, v, refined=True):
        s = self.statistics(v)
        seen = s[self.x1, self.x2]
        extreme = (s >= seen) | (seen - s <= 1e-10 * (1 + abs(seen)))

        def probability(t):
            p1, p2 = self.shares(v, np.atleast_1d(t))
            f = stats.binom.pmf(np.arange(self.n1 + 1)[:, None], self.n1, p1)
            g = stats.binom.pmf(np.arange(self.n2 + 1)[:, None], self.n2, p2)
            return np.einsum("at,ab,bt->t", f, extreme.astype(float), g)

        grid = (1 - np.cos(np.linspace(0, math.pi, 301))) / 2
        p = probability(grid)
        best = p.max()
        for i in np.flatnonzero(p >= 0.9 * best) if refined else ():
            low, high = grid[max(i - 1, 0)], grid[min(i + 1, 300)]
            if p[i] >= p[max(i - 1, 0)] and p[i] >= p[min(i + 1, 300)]:
                r = optimize.minimize_scalar(lambda t: -probability(t)[0], bounds=(low, high),
                                             method="bounded", options={"xatol": 1e-9})
                best = max(best, -r.fun)
        return best

    def value(self, g):
        p1, p2 = self.x1 / self.n1, self.x2 / self.n2
        if self.kind == "difference":
            return p1 - p2 - (p1 - p2 + 1) * g
        return p1 * (1 - g) / (p2 + p1 * g)

    def lower(self):
        if self.x1 == 0 and (self.kind == "ratio" or self.x2 == self.n2):
            return 0.0 if self.kind == "ratio" else -1.0
        # The P-value jumps up and down with the order of outcomes: two passes over a grid, the second
        # from the first edge outwards to where the P-value is a third of what it would have to be.
        def p_value(g):
            p = self.supremum(self.value(g), False)
            return self.supremum(self.value(g)) if 0.98 * self.half < p <= self.half else p

        far, edge, out = None, 0.0, 1.0
        for g in np.linspace(1, 0, 401)[1:-1]:
            p = p_value(g)
            if p > self.half:
                edge = g
                break
            out, far = g, (g if p < self.half / 3 else far)
        beyond = np.linspace(far or 1.0, edge, 601)[1:-1]
        for outer, g in zip(np.append(far or 1.0, beyond), beyond):
            if p_value(g) > self.half:
                edge, out = g, outer
                break
        low, high = edge, min(out, edge + max(out - edge, 1 / 400))
        while high - low > 1e-13:
            m = (low + high) / 2
            kept = self.supremum(self.value(m)) > self.half
            low, high = (m, high) if kept else (low, m)
        return self.value((low + high) / 2)


def exact_limits(kind, x1, y1, x2, y2, alpha):
    low = Exact(kind, x1, x1 + y1, x2, x2 + y2, alpha).lower()
    high = Exact(kind, x2, x2 + y2, x1, x1 + y1, alpha).lower()
    if kind == "difference":
        return low, -high
    return low, (1 / high if high > 0 else math.inf)


SIZES = [(1, 1), (1, 5), (7, 7), (10, 20), (70, 80), (1000, 300), (10**6, 3 * 10**5),
         (10**9, 10**9), (10**9, 5)]
EXACT = [(0, 1, 0, 1), (1, 0, 0, 1), (7, 0, 0, 7), (0, 7, 0, 7), (7, 0, 7, 0), (3, 4, 1, 6),
         (6, 1, 2, 5), (2, 3, 9, 1), (9, 1, 3, 7), (0, 5, 3, 9), (12, 3, 9, 11), (1, 0, 11, 14),
         (5, 25, 2, 20)]


def tables():
    for n1, n2 in SIZES:
        firsts = sorted({0, 1, int(0.4 * n1), n1 - 1, n1})
        seconds = sorted({0, 1, int(0.397 * n2), n2 - 1, n2})
        for x1 in firsts:
            for x2 in seconds:
                yield x1, n1 - x1, x2, n2 - x2


def rows():
    yield from formulas()
    yield from exact()


def exact():
    for table in EXACT:
        for kind in ("difference", "ratio"):
            for alpha in (0.05, 0.3) if sum(table) < 30 else (0.05,):
                yield ("exact", kind, *table, alpha, *exact_limits(kind, *table, alpha))


def formulas():
    for table in list(tables()) + [(56, 14, 48, 32), (9, 1, 3, 7), (5, 51, 0, 29), (0.5, 3, 2.25, 1)]:
        named = len(set(table)) == 4 and max(table) < 100
        t = [mp.mpf(v) for v in table]
        for alpha in [0.05, 0.5, 1e-3, 1e-10] if named else [0.05]:
            z = mp.sqrt(2) * mp.erfinv(1 - mp.mpf(alpha))
            for kind in ("difference", "ratio"):
                yield ("score", kind, *table, alpha, *score_limits(kind, *t, z))
                yield ("hybrid", kind, *table, alpha, *hybrid_limits(kind, *t, z))
            if table[0] > 0 and table[2] > 0 and table[1] + table[3] > 0:
                yield ("log", "ratio", *table, alpha, *log_limits(*t, z))
            if 0 < table[0] + table[2] and table[1] + table[3] > 0:
                yield ("score", "odds", *table, alpha, *odds_limits(*t, z))
            yield ("score", "poisson", *table, alpha, *poisson_limits(t[0], t[1], z))


def text_of(row):
    return [*row[:2], *map(repr, row[2:7]), *(mp.nstr(mp.mpf(v), 17) for v in row[7:])]


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "contrast.csv"), "w", newline="", encoding="ascii") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow("method quantity yes1 no1 yes2 no2 alpha lower upper".split())
        out.writerows(map(text_of, rows()))


if __name__ == "__main__":
    main()
