"""Reference values of the overlap: prints overlap.csv.  Needs mpmath, SciPy 1.10.

/usr/bin/python3 tests/reference/overlap.py > tests/reference/overlap.csv

Independent of the library: the bivariate normal is an integral over one of the two (mpmath, 22 digits);
standard errors of kappa, phi and lift come from gradients taken numerically; the limits of lift
and the tetrachoric correlation with its limits solve their equations in doubles (SciPy).

columns: what, four numbers, value error lower upper
"""
import mpmath as mp
import numpy
from scipy.optimize import brentq, root
from scipy.stats import norm

mp.mp.dps = 22
Z = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))
POINTS = [(0, 0, 0.5), (0, 0, -0.5), (1, 2, 0.3), (-1, 0.5, -0.7), (2, 2, 0.95), (2, 2.001, 0.999),
          (-2, 2, -0.999), (3, -1, 0.1), (-4, -4, 0.6), (5, 4, 0.8), (1.5, -1.5, -0.9),
          (0.3, 0.3, 0.9999999), (2.5, -2.4, -0.99), (-1.7, 0.4, 0), (6, 5, 0.9)]
TABLES = [(10, 3, 4, 20), (0, 3, 4, 20), (5, 0, 4, 20), (5, 0, 0, 20), (4, 7, 0, 9), (6, 5, 3, 0),
          (10**9, 3 * 10**8, 2 * 10**8, 9 * 10**8), (1, 1, 1, 1), (325, 45, 60, 820), (2, 30, 25, 3),
          (43, 107, 58, 1200), (3, 900000, 200, 10**9), (0, 5, 5, 0), (40, 60, 60, 90), (0, 0, 7, 12)]


def tail(x):
    return mp.erfc(x / mp.sqrt(2)) / 2


def upper(h, k, r):
    s = mp.sqrt(1 - r * r)
    points = {h} | {h + i for i in (0.5, 1, 2, 4, 8, 16)}
    if r:
        points |= {p for i in range(-4, 5) for p in [k / r + 3 * i * s / abs(r)] if h < p < h + 20}
    return mp.quad(lambda x: mp.npdf(x) * tail((k - r * x) / s), sorted(points) + [mp.inf])


def delta(f, x):
    """Standard error of f of multinomial counts."""
    n, total, mean = sum(x), mp.mpf(0), mp.mpf(0)
    slopes = [mp.diff(f, tuple(map(mp.mpf, x)), tuple(int(i == j) for j in range(4))) for i in range(4)]
    mean = sum(s * c / n for s, c in zip(slopes, x))
    return mp.sqrt(sum(c * (s - mean) ** 2 for s, c in zip(slopes, x)))


def kappa(a, b, c, d):
    n = a + b + c + d
    seen, chance = (a + d) / n, ((a + b) * (a + c) + (c + d) * (b + d)) / n**2
    return (seen - chance) / (1 - chance)


def phi(a, b, c, d):
    return (a * d - b * c) / mp.sqrt((a + b) * (c + d) * (a + c) * (b + d))


def lift(a, b, c, d):
    return (a / (a + b)) / ((a + c) / (a + b + c + d))


NODES, WEIGHTS = numpy.polynomial.legendre.leggauss(400)


def quick(h, k, r):
    t = numpy.arcsin(r) * (NODES + 1) / 2
    f = numpy.exp(-(h * h + k * k - 2 * h * k * numpy.sin(t)) / (2 * numpy.cos(t) ** 2))
    return norm.sf(h) * norm.sf(k) + numpy.arcsin(r) / 2 * numpy.dot(WEIGHTS, f) / (2 * numpy.pi)


def cells(h, k, r):
    return quick(h, k, r), quick(h, -k, -r), quick(-h, k, -r), quick(-h, -k, r)


def tetrachoric(x):
    """Value, error and likelihood limits in doubles; zero cells leave -1 or 1."""
    n, x = float(sum(x)), [float(v) for v in x]
    h, k = norm.isf((x[0] + x[1]) / n), norm.isf((x[0] + x[2]) / n)
    if 0 in x:
        value, error = (-1 if x[0] * x[3] == 0 else 1), float("nan")
    else:
        value = brentq(lambda r: quick(h, k, r) - x[0] / n, -0.9999, 0.9999, xtol=1e-15)
        s = numpy.sqrt(1 - value**2)
        density = norm.pdf(h) * norm.pdf((k - value * h) / s) / s
        a, b = norm.sf((k - value * h) / s), norm.sf((h - value * k) / s)
        p, g = numpy.array(x) / n, numpy.array([1 - a - b, -a, -b, 0])
        error = numpy.sqrt((p @ g**2 - (p @ g) ** 2) / n) / density

    def slopes(at, r):
        h, k = at
        s = numpy.sqrt(1 - r * r)
        a, b = norm.sf((k - r * h) / s), norm.sf((h - r * k) / s)
        q = [c / n / y for c, y in zip(x, cells(h, k, r))]
        return [norm.pdf(h) * (-a * q[0] - (1 - a) * q[1] + a * q[2] + (1 - a) * q[3]),
                norm.pdf(k) * (-b * q[0] + b * q[1] - (1 - b) * q[2] + (1 - b) * q[3])]

    def deviance(r):
        at = root(slopes, [h, k], args=(r,), tol=1e-13).x
        apart = [n * p - c for c, p in zip(x, cells(at[0], at[1], r))]  # these add up to 0
        return 2 * sum(a - c * numpy.log1p(a / c) if c else a for c, a in zip(x, apart))

    limits = []
    for side in (-1, 1):
        if value == side:
            limits.append(side)
            continue
        start = value * 0.999 if abs(value) == 1 else value
        end = start + side * 1e-6 if abs(value) == 1 else value + side * (error or 0.1) / 2
        while abs(end) < 1 and deviance(end) < float(Z) ** 2:
            start, end = end, end + side * (0.05 if abs(value) == 1 else error / 2)
        limits.append(brentq(lambda r: deviance(r) - float(Z) ** 2, start, min(max(end, -0.9999), 0.9999),
                             xtol=1e-14))
    return value, error, limits[0], limits[1]


def ratio_limits(x1, y1, x2, y2):
    """Miettinen & Nurminen (1985), in doubles."""
    n1, n2 = x1 + y1, x2 + y2
    n = n1 + n2

    def statistic(logarithm):
        t = numpy.exp(logarithm)
        a, b, c = n * t, -(n1 * t + x1 + n2 + x2 * t), x1 + x2
        q = 2 * c / (-b + numpy.sqrt(b * b - 4 * a * c))
        p = t * q
        v = (p * (1 - p) / n1 + t * t * q * (1 - q) / n2) * n / (n - 1)
        return (x1 / n1 - t * x2 / n2) / numpy.sqrt(v)

    middle = numpy.log((x1 + 0.5) / n1 / ((x2 + 0.5) / n2))
    low = brentq(lambda t: statistic(t) - float(Z), middle - 30, middle + 3, xtol=1e-14) if x1 else -mp.inf
    high = brentq(lambda t: statistic(t) + float(Z), middle - 3, middle + 30, xtol=1e-14) if x2 else mp.inf
    return mp.exp(low), mp.exp(high)


def show(what, four, found):
    numbers = [repr(float(v)) for v in four] + [mp.nstr(mp.re(v), 17) for v in found]
    print(",".join([what] + numbers), flush=True)


def main():
    print("what,x1,x2,x3,x4,value,error,lower,upper")
    for point in POINTS:
        h, k, r = (mp.mpf(v) for v in point)
        show("binormal", point + (0,), (upper(h, k, r), 0, 0, 0))
    for x in TABLES:
        a, b, c, d = x
        if b + c or a * d:
            value, error = kappa(*map(mp.mpf, x)), delta(kappa, x)
            show("kappa", x, (value, error, max(value - Z * error, -1), min(value + Z * error, 1)))
        if not (a + b and c + d and a + c and b + d):
            continue
        value, error = phi(*map(mp.mpf, x)), delta(phi, x)
        if abs(value) < 1:
            middle, step = mp.atanh(value), Z * error / (1 - value**2)
            show("phi", x, (value, error, mp.tanh(middle - step), mp.tanh(middle + step)))
        low, high = ratio_limits(a, b, c, d)
        f = mp.mpf(a + b) / sum(x)
        turned = [1 / f if mp.isinf(v) else v / (f * v + 1 - f) for v in (low, high)]
        value, error = lift(*map(mp.mpf, x)), delta(lift, x)
        step = mp.exp(Z * error / value) if a else 1
        limits = (value / step, value * step) if a else (0, turned[1])
        show("lift", x, (value, error, *limits))
        if not (a == d == 0 or b == c == 0):
            show("tetrachoric", x, tetrachoric(x))


if __name__ == "__main__":
    main()
