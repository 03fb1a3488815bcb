"""Beta and gamma tails in 40 digits, and the roots that intervals need.

Shared by share.py and rate.py.  Continued fractions and series of the textbook kind (Abramowitz &
Stegun 26.5.8, 6.5.29, 6.5.31), summed until nothing changes: slow, obvious, and without the code of any
statistics package.
"""
from mpmath import exp, inf, log, loggamma, mp, mpf

mp.dps = 40
TINY = mpf(10) ** -38


def beta_fraction(a, b, x):
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    floor = mpf(10) ** -300
    c, d = mpf(1), 1 / (1 - (a + b) * x / (a + 1) or floor)
    h, m = d, 1
    while True:
        for step in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                     -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + step * d or floor)
            c = 1 + step / c or floor
            h *= c * d
        if abs(c * d - 1) < TINY:
            return h
        m += 1


def beta_lower(a, b, x):
    """P(X <= x) of Beta(a, b); a = 0 puts everything at 0, b = 0 everything at 1."""
    a, b, x = mpf(a), mpf(b), mpf(x)
    if a == 0:
        return mpf(1)
    if b == 0:
        return mpf(0)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_lower(b, a, 1 - x)
    front = exp(a * log(x) + b * log(1 - x) + loggamma(a + b) - loggamma(a) - loggamma(b))
    return front * beta_fraction(a, b, x) / a


def beta_density(a, b, x):
    if a == 0 or b == 0:
        return mpf(0)
    return exp((a - 1) * log(x) + (b - 1) * log(1 - x) + loggamma(a + b) - loggamma(a) -
               loggamma(b))


def gamma_lower(a, x):
    """P(X <= x) of Gamma(a) with scale 1."""
    a, x = mpf(a), mpf(x)
    if a == 0:
        return mpf(1)
    if x > a + 1:
        return 1 - gamma_upper(a, x)
    term = total = 1 / a
    k = 1
    while term > total * TINY:
        term *= x / (a + k)
        total += term
        k += 1
    return total * exp(a * log(x) - x - loggamma(a))


def gamma_upper(a, x):
    a, x = mpf(a), mpf(x)
    if a == 0:
        return mpf(0)
    if x <= a + 1:
        return 1 - gamma_lower(a, x)
    b = x + 1 - a
    c, d = mpf(10) ** 300, 1 / b
    h, k = d, 1
    while True:
        step = -k * (k - a)
        b += 2
        d = 1 / (step * d + b)
        c = b + step / c
        h *= c * d
        if abs(c * d - 1) < TINY:
            return h * exp(a * log(x) - x - loggamma(a))
        k += 1


def gamma_density(a, x):
    return mpf(0) if a == 0 else exp((a - 1) * log(x) - x - loggamma(a))


def solve(tail, slope, target, start, top):
    """x in (0, top) with tail(x) = target, tail rising.

    Newton's steps on log(tail) against log(x / (top - x)), which is concave: from any start the
    second step lies left of the root and the others climb to it.
    """
    x, target = mpf(start), mpf(target)
    for _ in range(200):
        inner = x if top == inf else x * (top - x) / top
        value = tail(x)
        step = (log(target) - log(value)) * value / (slope(x) * inner)
        if top == inf:
            new = x * exp(step)
        else:
            odds = x / (top - x) * exp(step)
            new = top * odds / (1 + odds)
        if abs(new - x) <= abs(x) * mpf(10) ** -30:
            return new
        x = new
    raise ArithmeticError("no root")


def normal_upper_point(tail):
    """z with P(Z > z) = tail."""
    from mpmath import erfc, findroot, sqrt
    from scipy.stats import norm
    return findroot(lambda z: log(erfc(z / sqrt(2)) / 2) - log(mpf(tail)), norm.isf(float(tail)))
