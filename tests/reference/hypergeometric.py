"""Writes hypergeometric.csv: tails and masses of the hypergeometric distribution in 60 digits.

    python3 hypergeometric.py > hypergeometric.csv

From the definition, C(K, k) C(N - K, n - k) / C(N, n): in whole numbers up to N = 1000, above that
the mass by mpmath's loggamma and the tail as the sum of masses, taken until nothing changes.
mpmath 1.2.1.
"""
from math import comb
from fractions import Fraction
import random

from mpmath import exp, loggamma, mp, mpf, nstr

mp.dps = 60
random.seed(1)

SMALL = [(k, n, K, N) for n, K, N in ((1, 1, 2), (3, 4, 8), (10, 10, 20), (5, 95, 100), (95, 5, 100),
                                      (40, 60, 100), (400, 30, 1000), (500, 500, 1000), (7, 0, 9), (0, 4, 9), (9, 4, 9))
         for k in sorted({max(0, n - (N - K)), min(n, K), round(n * K / N), min(min(n, K), n * K // N + 2)})]
LARGE = [(25, 10**6, 30, 10**9), (0, 10**6, 3000, 10**9), (30, 10**6, 3000, 10**9),
         (500000, 10**6, 5 * 10**8, 10**9), (518000, 10**6, 5 * 10**8, 10**9),
         (250003000, 5 * 10**8, 5 * 10**8, 10**9), (250290000, 5 * 10**8, 5 * 10**8, 10**9),
         (249720000, 5 * 10**8, 5 * 10**8, 10**9), (90013000, 10**8, 9 * 10**8, 10**9),
         (2, 10**9, 10, 10**12), (44000, 2 * 10**5, 2 * 10**5, 10**6), (246000, 5 * 10**5, 5 * 10**5, 10**6),
         (998, 1000, 10**12 - 9, 10**12), (41000, 50000, 800000, 10**6), (150, 600, 700, 10**4)]


def log_choose(n, k):
    return loggamma(mpf(n) + 1) - loggamma(mpf(k) + 1) - loggamma(mpf(n) - k + 1)


def exact(k, n, K, N):
    masses = {i: comb(K, i) * comb(N - K, n - i) for i in range(max(0, n - (N - K)), min(n, K) + 1)}
    whole = comb(N, n)
    share = lambda keep: mpf(sum(m for i, m in masses.items() if keep(i))) / whole
    return share(lambda i: i <= k), share(lambda i: i >= k), mpf(masses[k]) / whole


def summed(k, n, K, N, step):
    """Mass of k, and of all from k on in this direction."""
    mass = exp(log_choose(K, k) + log_choose(N - K, n - k) - log_choose(N, n))
    total = term = mpf(1)
    while max(0, n - (N - K)) <= k + step <= min(n, K):
        up, down = (K - k) * (n - k), k * (N - K - n + k)
        term *= mpf(up) / ((k + 1) * (N - K - n + k + 1)) if step > 0 else mpf(down) / ((K - k + 1) * (n - k + 1))
        k += step
        total += term
        if term < total * mpf(10) ** -30:
            break
    return mass, mass * total


def large(k, n, K, N):
    step = 1 if k * N > n * K else -1
    mass, tail = summed(k, n, K, N, step)
    rest = 1 - tail + mass
    return (rest, tail, mass) if step > 0 else (tail, rest, mass)


print("k,drawn,marked,total,lower,upper,mass")
for case in SMALL:
    print(*case, *(nstr(v, 17) for v in exact(*case)), sep=",")
for case in LARGE:
    print(*case, *(nstr(v, 17) for v in large(*case)), sep=",")
