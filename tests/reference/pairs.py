"""Reference limits and p-values for paired samples: prints pairs.csv.  Needs mpmath.

/usr/bin/python3 tests/reference/pairs.py > tests/reference/pairs.csv

Independent of the library: score limits maximise the multinomial likelihood under the value tested by
finding where its slope is 0, and are bracketed in 60 digits; the closed limits are their papers'
formulas as printed; exact p-values are sums of binomial probabilities in 60 digits.

columns: what both first second neither alpha, lower upper (of tests: p, log10 p)
"""
import mpmath as mp

from contrast import bracketed, interior, wilson

CASES = [(1, 1, 7, 12), (20, 12, 2, 16), (24, 2, 0, 10), (36, 14, 6, 80), (0, 0, 0, 9), (9, 0, 0, 0),
         (0, 7, 0, 5), (5, 0, 6, 0), (43, 0, 1, 0), (0, 3, 4, 0), (10**9, 3 * 10**8, 2 * 10**8, 10**9),
         (1, 0, 0, 0), (0, 1, 0, 0), (53, 16, 9, 15), (100, 3, 3, 100), (2, 30, 1, 2), (54, 0, 0, 0),
         (30, 60, 0, 10), (3, 10**6, 10**6 + 50, 10**9)]
TESTS = [(1, 7), (12, 2), (0, 0), (5, 5), (0, 9), (900, 100), (1200, 40), (0, 5000), (3, 1200),
         (3 * 10**8, 2 * 10**8), (500200000, 499800000), (15, 5), (6, 14), (10**4, 10**4 + 7000)]


def at_difference(a, b, c, d, delta):
    """Score statistic of Tango: multinomial with p12 - p21 = delta; p21 = q is free, the other two share."""
    n = a + b + c + d
    low, high = max(mp.mpf(0), -delta), (1 - delta) / 2

    def slope(q):
        terms = -2 * (a + d) * q * (q + delta)
        return terms + (b * q + c * (q + delta)) * (1 - 2 * q - delta)

    q = interior(slope, low, high)
    v = n * (2 * q + delta * (1 - delta))
    e = b - c - n * delta
    return mp.mpf(0) if e == 0 else e / mp.sqrt(v) if v > 0 else mp.sign(e) * mp.mpf(10) ** 30


def at_ratio(a, b, c, theta):
    """Trinomial a, b, c with p11 + p12 = theta (p11 + p21); x = p11 is free."""
    s = a + b + c
    # p12 = theta y - x, p21 = y - x, x + p12 + p21 = 1 with y = p11 + p21: y = (1 + x) / (1 + theta)
    p = lambda x: ((theta * (1 + x)) / (1 + theta) - x, (1 + x) / (1 + theta) - x)

    def slope(x):
        p12, p21 = p(x)
        return a * p12 * p21 - b / (1 + theta) * x * p21 - c * theta / (1 + theta) * x * p12

    x = interior(slope, mp.mpf(0), min(theta, 1 / theta))
    p12, p21 = p(x)
    v = s * (p12 + theta**2 * p21 + (1 - theta) ** 2 * x)
    e = a + b - theta * (a + c)
    return mp.mpf(0) if e == 0 else e / mp.sqrt(v)


def tango(a, b, c, d, z):
    n, tiny = a + b + c + d, mp.mpf(10) ** -55
    point = (b - c) / n
    f = lambda sign: lambda v: at_difference(a, b, c, d, v) + sign * z
    return (bracketed(f(-1), -1 + tiny, point) if point > -1 else mp.mpf(-1),
            bracketed(f(1), point, 1 - tiny) if point < 1 else mp.mpf(1))


def tang(a, b, c, d, z):
    f = lambda sign: lambda t: at_ratio(a, b, c, mp.e**t) + sign * z
    return (mp.e ** bracketed(f(-1), mp.mpf(-60), mp.mpf(60)) if a + b > 0 else mp.mpf(0),
            mp.e ** bracketed(f(1), mp.mpf(-60), mp.mpf(60)) if a + c > 0 else mp.inf)


def phi(a, b, c, d):
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if margins == 0:
        return mp.mpf(0)
    e = a * d - b * c
    e = max(e - (a + b + c + d) / 2, 0) if e > 0 else e
    return e / mp.sqrt(margins)


def limits(x, n, z):
    low, high = wilson(x, n - x, z)
    return (mp.mpf(0) if x == 0 else low), (mp.mpf(1) if x == n else high)


def newcombe(a, b, c, d, z):
    n = a + b + c + d
    p1, p2, r = (a + b) / n, (a + c) / n, phi(a, b, c, d)
    (l1, u1), (l2, u2) = limits(a + b, n, z), limits(a + c, n, z)
    x, y, v, w = p1 - l1, u2 - p2, u1 - p1, p2 - l2
    return (max(p1 - p2 - mp.sqrt(x * x - 2 * r * x * y + y * y), -1),
            min(p1 - p2 + mp.sqrt(v * v - 2 * r * v * w + w * w), 1))


def mover(a, b, c, d, z):
    n = a + b + c + d
    p1, p2, r = (a + b) / n, (a + c) / n, phi(a, b, c, d)
    (l1, u1), (l2, u2) = limits(a + b, n, z), limits(a + c, n, z)
    low, high = mp.mpf(0), mp.inf
    if a + b > 0:
        k = p1 * p2 - r * (p1 - l1) * (u2 - p2)
        low = (k - mp.sqrt(k * k - l1 * (2 * p1 - l1) * u2 * (2 * p2 - u2))) / (u2 * (2 * p2 - u2))
    if a + c > 0:
        k = p1 * p2 - r * (u1 - p1) * (p2 - l2)
        high = (k + mp.sqrt(k * k - u1 * (2 * p1 - u1) * l2 * (2 * p2 - l2))) / (l2 * (2 * p2 - l2))
    return low, high


def adjusted_difference(a, b, c, d, z):
    n = a + b + c + d
    p, q = (b + 1) / (n + 2), (c + 1) / (n + 2)
    half = z * mp.sqrt((p + q - (p - q) ** 2) / (n + 2))
    return max(p - q - half, -1), min(p - q + half, 1)


def adjusted_ratio(a, b, c, d, z):
    s, x1, x2 = a + b + c, a + b, a + c
    if s == 0:
        return mp.mpf(0), mp.inf
    k = mp.sqrt((b + c + 2) / ((x1 + 1) * (x2 + 1)))
    k /= (mp.sqrt((1 - (x1 + 1) / (s + 2)) / (x1 + 1)) + mp.sqrt((1 - (x2 + 1) / (s + 2)) / (x2 + 1)))
    (l1, u1), (l2, u2) = limits(x1, s, k * z), limits(x2, s, k * z)
    return l1 / u2, (u1 / l2 if l2 > 0 else mp.inf)


def exact(b, c, mid):
    k, n = min(b, c), b + c
    if b == c:
        return mp.mpf(1)
    mass = mp.e ** (mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1) - n * mp.log(2))
    tail, term, i = mp.mpf(0), mass, k
    while i >= 0 and term > tail * mp.mpf(10) ** -45:
        tail += term
        term *= i / (n - i + 1)
        i -= 1
    return min(2 * tail - (mass if mid else 0), 1)


def main():
    text = lambda x: mp.nstr(x, 20) if not isinstance(x, str) else x
    print("what,both,first,second,neither,alpha,lower,upper")
    for case in CASES:
        x = [mp.mpf(v) for v in case]
        for alpha in ("0.05", "1e-9"):
            z = mp.sqrt(2) * mp.erfinv(1 - mp.mpf(alpha))
            for name, f in (("difference_score", tango), ("ratio_score", tang),
                            ("difference_hybrid", newcombe), ("ratio_hybrid", mover),
                            ("difference_adjusted", adjusted_difference),
                            ("ratio_adjusted", adjusted_ratio)):
                print(",".join(map(text, (name, *x, alpha, *f(*x, z)))))
    for b, c in ((mp.mpf(b), mp.mpf(c)) for b, c in TESTS):
        for name, mid in (("exact", 0), ("mid_p", 1)):
            p = exact(b, c, mid)
            print(",".join(map(text, (name, mp.mpf(0), mp.mpf(b), mp.mpf(c), mp.mpf(0), "0", p,
                                      mp.log10(p)))))


if __name__ == "__main__":
    main()
