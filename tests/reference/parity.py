"""Reference parity indices and persons to parity: prints parity.csv.  Needs mpmath.

/usr/bin/python3 tests/reference/parity.py > tests/reference/parity.csv

Independent of the library: score limits and tests maximise the likelihood numerically (contrast.py), those
of rates are bracketed from the conditional binomial, all in 60 digits; persons are counted with exact
fractions.

columns: what, four numbers; shares and rates: women, whole, men, whole, then gpi lower upper gpia lower upper
p of equivalence at 0.95; persons: women, men, lower, upper, then add exchange
"""
from fractions import Fraction
from math import ceil

import mpmath as mp

from contrast import poisson_limits, score, score_limits

SHARES = [(45, 50, 90, 100), (970, 1000, 980, 1000), (0, 20, 5, 30), (5, 20, 0, 30), (20, 20, 30, 30),
          (3, 9, 40, 50), (10**8, 10**9, 10**8 + 10**5, 10**9), (1, 1000, 9, 1000), (60, 100, 20, 100)]
RATES = [(45, 10000, 90, 10500), (0, 100, 7, 200), (7, 100, 0, 200), (5000, 10, 5100, 10),
         (10**7, 10**9, 10**7 + 99, 10**9), (300, 1e6, 20, 1.1e6), (1, 2, 1, 2), (12000, 5e5, 12100, 5.1e5)]
PERSONS = [(12, 48, "0.5", "0.5"), (0, 7, "0.4", "0.6"), (7, 0, "0.4", "0.6"), (5, 5, "0.5", "0.5"),
           (1, 2, "0.5", "0.5"), (10**9, 3 * 10**9 + 1, "0.5", "0.5"), (3, 997, "0.3333", "0.4"),
           (80, 20, "0.25", "0.6"), (9, 1, "0.05", "0.1"), (4, 6, "0.4", "0.4"), (123456789012, 999999999999, "0.45", "0.55"),
           (30, 70, "0.3", "0.3"), (1, 9, "0.99", "0.995")]


def adjusted(x):
    return 2 - 1 / x if x > 1 else x


def tail(low, high):
    return mp.erfc(min(low, -high) / mp.sqrt(2)) / 2


def shares(a, m, b, n, z):
    low, high = score_limits("ratio", a, m - a, b, n - b, z)
    shrink = mp.sqrt((m + n - 1) / (m + n))
    at = lambda v: score("ratio", a, m - a, b, n - b, mp.mpf(v)) * shrink
    return low, high, tail(at("0.97"), at("1.03"))


def rates(a, m, b, n, z):
    low, high = poisson_limits(a, b, z)

    def at(v):
        share = mp.mpf(v) * m / (mp.mpf(v) * m + n)
        return (a - (a + b) * share) / mp.sqrt((a + b) * share * (1 - share))

    return low * n / m, high * n / m, tail(at("0.97"), at("1.03"))


def persons(w, m, low, high):
    low, high = Fraction(low), Fraction(high)
    share, n = Fraction(w, w + m), w + m
    if share < low:
        return ceil((low * n - w) / (1 - low)), ceil(low * n - w)
    if share > high:
        return -ceil((w - high * n) / high), -ceil(w - high * n)
    return 0, 0


def main():
    text = lambda x: x if isinstance(x, str) else mp.nstr(mp.mpf(x), 20)
    z = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))
    print("what,p1,p2,p3,p4,r1,r2,r3,r4,r5,r6,r7")
    for name, cases, of in (("shares", SHARES, shares), ("rates", RATES, rates)):
        for case in cases:
            a, m, b, n = map(mp.mpf, case)
            low, high, p = of(a, m, b, n, z)
            value = a / m / (b / n) if b else mp.inf
            print(",".join(map(text, (name, a, m, b, n, value, low, high, adjusted(value), adjusted(low),
                                      adjusted(high) if high != mp.inf else mp.mpf(2), p))))
    for case in PERSONS:
        print(",".join(map(text, ("persons", *case, *persons(*case), "0", "0", "0", "0", "0"))))


if __name__ == "__main__":
    main()
