"""Individual risk and the persons alone in a population.

Python 3.11, mpmath 1.2 (60 digits): the risk by adaptive quadrature of its integral and, where that can be
summed, from the negative binomial itself; Zayatz's estimate from exact binomial coefficients (integers).

    python3 tests/reference/microdata.py > tests/reference/microdata.csv

what  "risk": a = f, b = p.  "zayatz": a = n, b = N, classes = size*count, ...
"""
from fractions import Fraction
from math import comb

import mpmath as mp

mp.mp.dps = 60


def risk(f, p):
    p = mp.mpf(p)
    integral = mp.quad(lambda t: t ** (f - 1) * p / (p + (1 - p) * t),
                       [0, p, mp.mpf(1) / 10, mp.mpf(1) / 2, 1 - mp.mpf(1) / (f + 1), 1]
                       if p < 0.1 else [0, mp.mpf(1) / 2, 1 - mp.mpf(1) / (f + 1), 1])
    closed = p ** f / f * mp.hyp2f1(f, f, f + 1, 1 - p) if f < 200 else integral
    assert abs(integral / closed - 1) < mp.mpf(10) ** -15, (f, p)
    if p > 0.2 and f < 50:  # E(1 / F) itself
        total = mp.nsum(lambda x: mp.binomial(x - 1, f - 1) * p ** f * (1 - p) ** (x - f) / x,
                        [f, mp.inf])
        assert abs(total / closed - 1) < mp.mpf(10) ** -12, (f, p)
    return closed


def zayatz(classes, population):
    n = sum(size * count for size, count in classes)

    def alone(i):
        return Fraction(i * comb(population - i, n - 1), comb(population, n))

    single = dict(classes).get(1, 0)
    if not single:
        return n, Fraction(0)
    return n, single * single * alone(1) / sum(
        count * alone(size) for size, count in classes) / alone(1)


print("what,a,b,classes,value")
for f in (1, 2, 3, 5, 17, 30, 31, 100, 100000):
    for p in ("1e-12", "1e-6", "0.005", "0.0999", "0.1001", "0.3", "0.5", "0.9", "0.999999"):
        if f < 100000 or float(p) > 0.004:
            print(f"risk,{f},{p},,{mp.nstr(risk(f, p), 20)}")
for classes, population in [
        ([(1, 4), (2, 3)], 1676), ([(1, 1)], 1), ([(1, 1)], 10), ([(1, 10)], 10), ([(2, 5)], 100),
        ([(1, 100), (2, 50), (3, 30), (10, 12), (100, 3)], 1000),
        ([(1, 100), (2, 50), (3, 30), (10, 12), (100, 3)], 100000),
        ([(1, 3), (40, 1)], 45), ([(1, 700), (2, 100), (1000, 2)], 5000)]:
    n, value = zayatz(classes, population)
    shown = " ".join(f"{size}*{count}" for size, count in classes)
    print(f"zayatz,{n},{population},{shown},{mp.nstr(mp.mpf(value.numerator) / value.denominator, 20)}")
