#!/usr/bin/env python3
"""Reference values of lib/num/dist.h with mpmath: python3 dist.py > dist.csv

No algorithm is shared with the library: small shapes take the plain power series with as many
digits as its cancellation needs, large ones numerical integration of the density.

Columns: name, first, second (shapes or parameters, empty if none), x, y (the point; for the beta
its complement), lower, upper, rise (density or mass as dist.h defines it), side, tail, x_at, y_at:
the quantile of `tail`, a double, on `side`.  The quantile needs no solver: `tail` is the rounded
tail at x, so it lies one Newton step of about 1e-16 from x, exact to 25 digits.
"""
import random
import sys
from mpmath import mp, mpf, quad, exp, log, log1p, loggamma, sqrt, erfc, pi, inf

mp.dps = 60
FAR = mpf(10) ** -300


def series(first, ratio, digits):
    """Sum of positive terms first, first * ratio(1), first * ratio(1) * ratio(2), ..."""
    term = total = first
    n = 1
    while True:
        r = ratio(n)
        term *= r
        total += term
        if r < 0.9 and term < total * mpf(10) ** -digits:
            return total
        n += 1


def integral(log_density, slope, width):
    """Integral from 0 to infinity of a density relative to its value at 0."""
    scale = min(width, 1 / slope if slope > 0 else width)
    total, at, step = mpf(0), mpf(0), scale
    start = log_density(mpf(0))
    while True:
        total += quad(lambda t: exp(log_density(t) - start), [at, at + step], method="gauss-legendre")
        at += step
        if log_density(at) - start < -110:
            return total
        step = min(2 * step, 3 * width)


def gamma_at(a, x):
    """lower, upper, rise"""
    a, x = mpf(a), mpf(x)
    rise = exp(a * log(x) - x - loggamma(a))
    if a < 3000:
        mp.dps = 60 if x < a else 380
        rise_full = exp(a * log(x) - x - loggamma(a))
        lower = series(rise_full / a, lambda n: x / (a + n), mp.dps - 10)
        upper = 1 - lower
        mp.dps = 60
        return +lower, +upper, rise
    sign = 1 if x > a else -1
    tail = rise / x * integral(lambda t: (a - 1) * log(x + sign * t) - sign * t if x + sign * t > 0 else -mpf(10) ** 9,
                               sign * (1 - (a - 1) / x), sqrt(a))
    return (1 - tail, tail, rise) if sign > 0 else (tail, 1 - tail, rise)


def beta_at(a, b, x, y):
    """lower, upper, rise; the smaller of x and y is exact"""
    a, b, x, y = mpf(a), mpf(b), mpf(x), mpf(y)
    if x <= y:
        y = 1 - x
    else:
        lower, upper, rise = beta_at(b, a, y, x)
        return upper, lower, rise
    rise = exp(a * log(x) + b * log1p(-x) + loggamma(a + b) - loggamma(a) - loggamma(b))
    if min(a, b) < 3000:
        mp.dps = 60 if x * (a + b) < a else 380
        rise_full = exp(a * log(x) + b * log1p(-x) + loggamma(a + b) - loggamma(a) - loggamma(b))
        lower = series(rise_full / a, lambda n: (a + b + n - 1) / (a + n) * x, mp.dps - 10)
        upper = 1 - lower
        mp.dps = 60
        return +lower, +upper, rise
    sign = 1 if x * (a + b) > a else -1

    def log_density(t):
        at = x + sign * t
        return (a - 1) * log(at) + (b - 1) * log1p(-at) if 0 < at < 1 else -mpf(10) ** 30
    tail = rise / (x * y) * integral(log_density, -sign * ((a - 1) / x - (b - 1) / y),
                                     sqrt(a * b / (a + b)) / (a + b))
    return (1 - tail, tail, rise) if sign > 0 else (tail, 1 - tail, rise)


def normal_at(z):
    z = mpf(z)
    return erfc(-z / sqrt(2)) / 2, erfc(z / sqrt(2)) / 2, exp(-z * z / 2) / sqrt(2 * pi)


def text(v):
    return "" if v is None else v if isinstance(v, str) else mp.nstr(mpf(v), 17, min_fixed=0, max_fixed=0)


def row(name, first, second, x, y, lower, upper, rise, side=None, tail=None, x_at=None, y_at=None):
    print(",".join(text(v) for v in (name, first, second, x, y, lower, upper, rise, side, tail, x_at, y_at)))


def smaller(lower, upper):
    """side, the rounded tail, and rounding error over the exact tail's sign in x"""
    if lower <= upper:
        return "lower", float(lower), mpf(float(lower)) - lower
    return "upper", float(upper), upper - mpf(float(upper))


def log_uniform(low, high):
    return 10 ** random.uniform(low, high)


def shape():
    kind = random.random()
    if kind < 0.15:
        return random.choice([0.5, 1.0, 1.5, 2.5, 10.0, float(random.randint(1, 50))])
    if kind < 0.55:
        return log_uniform(-3, 2)
    return log_uniform(0.5, 12)


def gamma_point(a):
    z = random.gauss(0, 1.5) if random.random() < 0.5 else random.uniform(-36, 36)
    if a > 30:
        root = 1 - 1 / (9 * a) + z / (3 * a ** 0.5)
        return a * max(root, 0.01 + random.random() / 50) ** 3
    if z < 0:
        p = random.random() if random.random() < 0.6 else log_uniform(-290, 0)
        return float(exp((log(mpf(p)) + loggamma(1 + mpf(a))) / mpf(a)))
    return a + z * a ** 0.5 + (random.random() + z * z / 2 if a < 30 else 0)


def gamma_rows(count):
    while count > 0:
        a = shape()
        x = gamma_point(a)
        if not 1e-290 < x < 1e14:
            continue
        lower, upper, rise = gamma_at(a, x)
        if min(lower, upper) < FAR:
            continue
        side, tail, shift = smaller(lower, upper)
        row("gamma", a, None, x, None, lower, upper, rise, side, tail, mpf(x) * (1 + shift / rise))
        count -= 1


def beta_point(a, b):
    """x, y with the smaller one a double, or None"""
    z = random.gauss(0, 1.5) if random.random() < 0.5 else random.uniform(-36, 36)
    small = min(a, b)
    if small > 30:
        odds = mpf(a) / mpf(b) * exp(mpf(z * (1 / a + 1 / b) ** 0.5))
    else:
        first, second = (a, b) if random.random() < 0.5 else (b, a)
        p = random.random() if random.random() < 0.6 else log_uniform(-290, 0)
        log_b = loggamma(mpf(first)) + loggamma(mpf(second)) - loggamma(mpf(first) + mpf(second))
        x = exp((log(mpf(p)) + log(mpf(first)) + log_b) / first)
        if x >= 1 or x < mpf(10) ** -290:
            return None
        odds = x / (1 - x)
        if first == b:
            odds = 1 / odds
    x, y = odds / (1 + odds), 1 / (1 + odds)
    if x <= y:
        return float(x), 1 - mpf(float(x))
    return 1 - mpf(float(y)), float(y)


def counts():
    """Shapes of Clopper-Pearson (whole) and Jeffreys (halves) limits, k of n up to 1e9."""
    n = int(log_uniform(0, 9))
    k = random.choice([random.randint(0, n), random.randint(0, min(n, 12))])
    shift = random.choice([0.5, 1.0])
    return (k + shift, n - k + shift) if random.random() < 0.5 else (n - k + shift, k + shift)


def beta_rows(count, shapes):
    while count > 0:
        a, b = shapes()
        point = beta_point(a, b)
        if point is None or min(point) < 1e-290:
            continue
        x, y = point
        lower, upper, rise = beta_at(a, b, x, y)
        if min(lower, upper) < FAR:
            continue
        side, tail, shift = smaller(lower, upper)
        step = shift / rise * x * y
        row("beta", a, b, x, y, lower, upper, rise, side, tail, x + step, y - step)
        count -= 1


def normal_rows(count):
    for i in range(count):
        z = random.gauss(0, 1) if i % 2 else random.uniform(-37, 37)
        lower, upper, rise = normal_at(z)
        side, tail, shift = smaller(lower, upper)
        row("normal", None, None, z, None, lower, upper, rise, side, tail, mpf(z) + shift / rise)


def poisson_rows(count):
    while count > 0:
        mean = log_uniform(-3, 11)
        k = max(0, int(mean + random.uniform(-30, 30) * mean ** 0.5))
        lower = gamma_at(k + 1, mean)[1]
        upper = gamma_at(k, mean)[0] if k > 0 else mpf(1)
        mass = exp(k * log(mpf(mean)) - mpf(mean) - loggamma(mpf(k) + 1))
        if min(lower, upper) < FAR:
            continue
        row("poisson", mean, None, k, None, lower, upper, mass)
        count -= 1


def binomial_rows(count):
    while count > 0:
        n = int(log_uniform(0, 11))
        p = random.random() if random.random() < 0.5 else log_uniform(-9, 0)
        q = 1 - mpf(p)
        k = int(n * p + random.uniform(-30, 30) * (n * p * (1 - p)) ** 0.5)
        if not 0 <= k <= n:
            continue
        lower = beta_at(k + 1, n - k, p, q)[1] if k < n else mpf(1)
        upper = beta_at(k, n - k + 1, p, q)[0] if k > 0 else mpf(1)
        mass = exp(loggamma(mpf(n) + 1) - loggamma(mpf(k) + 1) - loggamma(mpf(n) - k + 1) +
                   k * log(mpf(p)) + (n - k) * log(q))
        if min(lower, upper) < FAR:
            continue
        row("binomial", n, p, k, None, lower, upper, mass)
        count -= 1


def chisq_rows(count):
    while count > 0:
        df = 2 * shape()
        x = 2 * gamma_point(df / 2)
        if not 1e-290 < x < 1e14:
            continue
        lower, upper, rise = gamma_at(mpf(df) / 2, mpf(x) / 2)
        if min(lower, upper) < FAR:
            continue
        side, tail, shift = smaller(lower, upper)
        row("chisq", df, None, x, None, lower, upper, rise, side, tail, mpf(x) * (1 + shift / rise))
        count -= 1


def student_rows(count):
    while count > 0:
        df = 2 * log_uniform(-1, 11)
        t = random.gauss(0, 2) if random.random() < 0.6 else random.uniform(-30, 30)
        share = mpf(t) ** 2 / (mpf(df) + mpf(t) ** 2)
        _, half, rise = beta_at(0.5, mpf(df) / 2, share, 1 - share)
        half, rise = half / 2, rise / abs(mpf(t))
        if half < FAR:
            continue
        lower, upper = (1 - half, half) if t > 0 else (half, 1 - half)
        side, tail, shift = smaller(lower, upper)
        row("student", df, None, t, None, lower, upper, rise, side, tail, mpf(t) + shift / rise)
        count -= 1


def f_rows(count):
    while count > 0:
        df1, df2 = 2 * log_uniform(-1, 11), 2 * log_uniform(-1, 11)
        spread = (2 / df1 + 2 / df2) ** 0.5
        f = float(exp(mpf(min(spread, 3) * random.uniform(-8, 8))))
        share = mpf(df1) * f / (mpf(df1) * f + mpf(df2))
        lower, upper, rise = beta_at(mpf(df1) / 2, mpf(df2) / 2, share, 1 - share)
        if min(lower, upper) < FAR:
            continue
        side, tail, shift = smaller(lower, upper)
        row("f", df1, df2, f, None, lower, upper, rise, side, tail, mpf(f) * (1 + shift / rise))
        count -= 1


def main():
    random.seed(20240607)
    print("name,first,second,x,y,lower,upper,rise,side,tail,x_at,y_at")
    normal_rows(40)
    gamma_rows(150)
    beta_rows(300, lambda: (shape(), shape()))
    beta_rows(100, counts)
    poisson_rows(40)
    binomial_rows(40)
    chisq_rows(20)
    student_rows(40)
    f_rows(40)


if __name__ == "__main__":
    sys.exit(main())
