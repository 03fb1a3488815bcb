"""Reference values of a step as a relation of women to men: writes pipeline_tests.csv.  Needs mpmath,
numpy, scipy.

Chi-square is summed from observed and expected cells; its tail is erfc.  Fisher's test is summed from exact
fractions over all tables with the same margins.  Limits of the attrition index and of the difference:
those of contrast.py, or MOVER written out as published, in 60 digits.

columns: method design test from_women to_women from_men to_men, statistic p log10_p, then value lower upper
of attrition index and difference, 95 %
"""
import csv
import math
import os
from fractions import Fraction

import mpmath as mp

from contrast import poisson_limits, score_limits, wilson

STEPS = [(120, 45, 800, 410), (9, 3, 40, 22), (5, 0, 31, 12), (12, 12, 30, 11), (7, 7, 19, 4),
         (3, 0, 8, 0), (64, 60, 1277, 1100), (10**9, 10**6, 10**9, 10**6 + 5000),
         (4 * 10**8, 1, 10**9, 10**9 - 1), (20.5, 7.25, 100.125, 33), (900, 100, 900, 800),
         (1500, 20, 1500, 1400), (6, 1, 2000, 30), (50, 45, 500, 250)]
Z = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))


def chi_square(cells):
    n = sum(cells)
    rows = cells[0] + cells[1], cells[2] + cells[3]
    columns = cells[0] + cells[2], cells[1] + cells[3]
    expected = [r * c / n for r in rows for c in columns]
    if not all(columns):
        return None
    return sum((x - e) ** 2 / e for x, e in zip(cells, expected))


def fisher(cells):
    a, b, c, d = map(int, cells)
    n1, n2, m = a + b, c + d, a + c
    ways = [math.comb(n1, k) * math.comb(n2, m - k) if 0 <= m - k <= n2 else 0
            for k in range(min(n1, m) + 1)]
    seen = ways[a]
    p = Fraction(sum(w for w in ways if w * 10**7 <= seen * (10**7 + 1)), math.comb(n1 + n2, m))
    return mp.mpf(p.numerator) / p.denominator


def mover_difference(w, m):
    d = w[0] - m[0]
    return (d - mp.sqrt((w[0] - w[1]) ** 2 + (m[2] - m[0]) ** 2),
            d + mp.sqrt((w[2] - w[0]) ** 2 + (m[0] - m[1]) ** 2))


def mover_ratio(a, b):
    """Donner & Zou (2012): a, b as (value, lower, upper)."""
    def low(a, b):
        (x, l, _), (y, _, u) = a, b
        if l == 0:
            return mp.mpf(0)
        if u * (2 * y - u) == 0:
            return l * (2 * x - l) / (2 * x * y)
        return ((x * y - mp.sqrt((x * y) ** 2 - l * (2 * x - l) * u * (2 * y - u)))
                / (u * (2 * y - u)))
    back = low(b, a)
    return low(a, b), 1 / back if back else mp.inf


def lost(ratio):
    value, low, high = ratio
    return 1 - value, max(1 - high, mp.mpf(0)), max(1 - low, mp.mpf(0))


def log_limits(value, variance):
    e = mp.sqrt(variance)
    return value * mp.exp(-Z * e), value * mp.exp(Z * e)


def ratio_of(method, to, start):
    r = to / start
    if method == "log" and to:
        return (r, *log_limits(r, 1 / to + 1 / start))
    return (r, *poisson_limits(to, start, Z))


def relations(method, design, wf, wt, mf, mt):
    w, m = wt / wf, mt / mf
    quotient = (1 - w) / (1 - m) if m < 1 else mp.inf if w < 1 else mp.nan
    if design == "linked":
        lw, lm = wf - wt, mf - mt
        if method == "log" and lw and lm and (wt or mt):
            attrition = log_limits(quotient, 1 / lw - 1 / wf + 1 / lm - 1 / mf)
        else:
            attrition = score_limits("ratio", lw, wt, lm, mt, Z)
        difference = score_limits("difference", wt, lw, mt, lm, Z)
    else:
        ratios = ratio_of(method, wt, wf), ratio_of(method, mt, mf)
        if method == "log" and w < 1 and m < 1 and (wt or mt):
            attrition = log_limits(quotient, sum((r / (1 - r)) ** 2 * (1 / t + 1 / f) if t else 0
                                                 for r, t, f in ((w, wt, wf), (m, mt, mf))))
        else:
            attrition = mover_ratio(*map(lost, ratios))
        difference = mover_difference(*ratios)
    return quotient, *attrition, w - m, *difference


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "pipeline_tests.csv"), "w", newline="", encoding="ascii") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow("method design test from_women to_women from_men to_men statistic p log10_p".split()
                     + [f"{m}_{c}" for m in ("attrition", "difference")
                        for c in ("value", "lower", "upper")])
        for step in STEPS:
            wf, wt, mf, mt = map(mp.mpf, step)
            for design in ("linked", "cross"):
                cells = (wt, wf - wt, mt, mf - mt) if design == "linked" else (wt, wf, mt, mf)
                n = sum(cells)
                for test in ("score", "exact"):
                    x = chi_square(cells)
                    if x is None:
                        x, p = mp.nan, mp.mpf(1)
                    elif test == "score":
                        x = x * (n - 1) / n if design == "linked" else x
                        p = mp.erfc(mp.sqrt(x / 2))
                    elif n > 10**4 or n != int(n):
                        continue
                    else:
                        x, p = mp.nan, fisher(cells)
                    for method in ("score", "log"):
                        numbers = relations(method, design, wf, wt, mf, mt)
                        out.writerow([method, design, test, *map(repr, step)]
                                     + [mp.nstr(v, 17) for v in (x, p, mp.log10(p), *numbers)])


if __name__ == "__main__":
    main()
