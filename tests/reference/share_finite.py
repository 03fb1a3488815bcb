"""Writes share_finite.csv: limits for the share of a finite population, in whole numbers.

    python3 share_finite.py > share_finite.csv

From the definition: how many of the N may be women for P(X >= x) and P(X <= x) to exceed alpha / 2, tried
one after another with exact fractions; mid-P with half of P(X = x) off.  Wilson's with the finite
population correction in 40 digits.  Methods as in share.py (1 Wilson, 2 exact, 3 mid-P).
"""
from fractions import Fraction
from math import comb

from mpmath import mpf, nstr, sqrt

from exact import normal_upper_point

CASES = [(0, 5, 20), (5, 0, 20), (2, 3, 20), (7, 23, 60), (1, 9, 10), (0, 10, 10), (12, 28, 41), (1, 39, 200), (30, 70, 400),
         (0, 25, 1000), (3, 97, 1000), (1, 0, 2)]


def tail(x, n, M, N, mid):
    """P(X >= x), X marked among n of N of whom M are."""
    masses = [comb(M, k) * comb(N - M, n - k) for k in range(x, n + 1)]
    return (Fraction(sum(masses)) - (Fraction(masses[0], 2) if mid else 0)) / comb(N, n)


def fewest(x, no, N, alpha, mid):
    return next(M for M in range(x, N - no + 1) if M == N - no or tail(x, x + no, M, N, mid) > alpha / 2)


def inverted(x, no, N, alpha, mid):
    a = Fraction(alpha)
    return mpf(fewest(x, no, N, a, mid)) / N, mpf(N - fewest(no, x, N, a, mid)) / N


def corrected(x, no, N, alpha):
    n, z = x + no, normal_upper_point(mpf(alpha) / 2)
    if n == N:
        return mpf(x) / n, mpf(x) / n
    z *= sqrt(mpf(N - n) / (N - 1))
    root = z * sqrt(mpf(x) * no / n + z * z / 4)
    return (max(mpf(x) / N, (x + z * z / 2 - root) / (n + z * z)),
            min(mpf(N - no) / N, (x + z * z / 2 + root) / (n + z * z)))


print("method,yes,no,population,alpha,lower,upper")
for x, no, N in CASES:
    for alpha in (0.05, 0.2, 1e-6):
        for method in (1, 2, 3):
            limits = corrected(x, no, N, alpha) if method == 1 else inverted(x, no, N, alpha, method == 3)
            print(method, x, no, N, repr(alpha), *(nstr(l, 17) for l in limits), sep=",")
