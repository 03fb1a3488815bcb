#!/usr/bin/env python3
"""Logarithms of upper tails with mpmath 1.2.1, 60 digits: python3 log_tail.py > log_tail.csv

The density is integrated numerically from the point outwards, relative to its value there; no
algorithm is shared with the library.  Columns: name, df (empty: normal), x, log10 of the tail.
"""
from mpmath import erfc, inf, log, log1p, log10, loggamma, mp, mpf, quad, exp, sqrt

mp.dps = 60


def normal(z):
    z = mpf(z)
    if z < -3:
        return log1p(-erfc(-z / sqrt(2)) / 2) / log(10)
    if z < 300:
        return log10(erfc(z / sqrt(2)) / 2)
    term = total = mpf(1)          # asymptotic series: 1 - 1/z^2 + 3/z^4 - ...
    for n in range(1, 60):
        term *= -(2 * n - 1) / (z * z)
        total += term
    return (-z * z / 2 - log(z) - log(2 * mp.pi) / 2 + log(total)) / log(10)


def chisq(df, x):
    a, y = mpf(df) / 2, mpf(x) / 2
    if y <= a:
        return log10(mp.gammainc(a, y, inf, regularized=True))
    slope = 1 - (a - 1) / y
    width = min(1 / slope, sqrt(2 * a) + 1)
    total, at = mpf(0), mpf(0)
    f = lambda t: exp((a - 1) * log1p(t / y) - t)
    while True:
        piece = quad(f, [at, at + width], method="gauss-legendre")
        total += piece
        at += width
        if piece < total * mpf(10) ** -30:
            break
    return ((a - 1) * log(y) - y - loggamma(a) + log(total)) / log(10)


def main():
    print("name,df,x,log10")
    for z in (-30, -3.5, -1e-9, 0, 0.7, 2, 8.25, 35.9, 36.1, 37.5, 38.6, 44, 1e2, 12345.678, 1e9, 1e100):
        print(f"normal,,{float(z)!r},{mp.nstr(normal(float(z)), 20)}")
    cases = [(1, 1e-12), (1, 0.3), (1, 3.84), (1, 1300), (1, 1450.5), (1, 1e4), (1, 1e12), (2, 1380), (2, 2000),
             (3, 1e-8), (3, 5000), (0.5, 3000), (5, 0.1), (5, 1400), (5, 1e7), (7, 1600), (12, 9), (19, 1500), (20, 1500), (21, 1600),
             (40, 1700), (99, 60), (99, 2000), (100, 1e5), (500, 2600), (1000, 3800), (1000, 20000), (2500, 6000),
             (10000, 16000), (10000, 1e5), (1e5, 113000), (1e6, 1060000), (1e6, 2e6), (1e9, 1.0018e9),
             (1e9, 1.1e9), (2e12, 2.0001e12)]
    for df, x in cases:
        print(f"chisq,{float(df)!r},{float(x)!r},{mp.nstr(chisq(df, x), 20)}")


main()
