#!/usr/bin/env python3
"""Tails of the noncentral chi-square with mpmath 1.2.1: python3 noncentral.py > noncentral.csv

The Poisson mixture, term by term, 40 digits; for df 1 and 3 the closed forms in normal tails.
Columns: df, ncp, x, lower, upper.
"""
from mpmath import erfc, exp, gammainc, inf, mp, mpf, sqrt, pi, loggamma, log

mp.dps = 40


def mixture(df, ncp, x):
    a, y, m = mpf(df) / 2, mpf(x) / 2, mpf(ncp) / 2
    start = int(max(0, m - 16 * sqrt(m) - 60))
    stop = int(m + 16 * sqrt(m) + 120)
    weight = exp(start * log(m) - m - loggamma(start + 1))
    q = gammainc(a + start, y, inf, regularized=True)
    rise = exp((a + start) * log(y) - y - loggamma(a + start + 1))
    upper = mpf(0)
    total = mpf(0)
    for j in range(start, stop):
        upper += weight * q
        total += weight
        q += rise
        rise *= y / (a + j + 1)
        weight *= m / (j + 1)
    return total - upper, upper


def closed(df, ncp, x):
    """df 1 and 3: two normal tails, and a difference of densities"""
    d, r = sqrt(mpf(ncp)), sqrt(mpf(x))
    tail = lambda z: erfc(z / sqrt(2)) / 2
    upper = tail(r - d) + tail(r + d)
    lower = tail(d - r) - tail(d + r)
    if df == 3:
        more = (exp(-(r - d) ** 2 / 2) - exp(-(r + d) ** 2 / 2)) / (d * sqrt(2 * pi))
        upper, lower = upper + more, lower - more
    return lower, upper


print("df,ncp,x,lower,upper")
for df, ncp, x in [(2, 0.5, 3), (2, 1e-3, 8), (4, 12, 5), (4, 12, 40), (6, 150, 90), (6, 150, 230), (5, 1500, 1300),
                   (10, 3000, 3300), (7, 19000, 18500), (7, 19990, 20600), (1000, 50, 1000), (2, 20100, 19000),
                   (6, 20100, 20900), (40, 30000, 29000), (40, 60000, 61500), (2, 100000, 99000)]:
    lower, upper = mixture(df, ncp, x)
    print(f"{float(df)!r},{float(ncp)!r},{float(x)!r},{mp.nstr(lower, 17)},{mp.nstr(upper, 17)}")
for df, ncp, x in [(1, 3, 9), (3, 3, 0.5), (3, 400, 520), (3, 25000, 24000), (3, 1e6, 1.004e6), (3, 1e9, 1.0001e9),
                   (3, 1e12, 0.999994e12), (1, 1e12, 1.000004e12)]:
    lower, upper = closed(df, ncp, x)
    print(f"{float(df)!r},{float(ncp)!r},{float(x)!r},{mp.nstr(lower, 17)},{mp.nstr(upper, 17)}")
