"""Writes limits and P-values of two rates compared, in 40 digits, from the definitions.

    python3 rate_contrast.py limits > rate_contrast.csv
    python3 rate_contrast.py tests > rate_contrast_p.csv
    python3 rate_contrast.py peers > rate_contrast_peers.csv      (statsmodels 0.13.5, scipy 1.10.1)

Methods are numbered as GDCS_RATE_CONTRAST_METHOD_* and GDCS_RATE_TEST_*.  Differences are per 1.  Not from
statsmodels: its conditional mid-P, which takes half a probability from a P-value of another kind.
"""
import sys

from mpmath import erfc, exp, inf, log, loggamma, mpf, nstr, sqrt

from exact import beta_density, beta_lower, normal_upper_point, solve
from rate import garwood, mid_p, score

CASES = [(41, 28010, 15, 19017), (5, 10, 8, 20), (0, 100, 4, 120), (3, 50, 0, 70), (0, 10, 0, 20),
         (1, 1, 1, 1), (100, 1000, 130, 1000), (12345, 4.4e6, 11000, 4.2e6),
         (10**9, 3e9, 1000100000, 3.1e9), (7, 1e6, 900, 9e5), (2400, 29.5e6, 52000, 28.4e6),
         (20, 100, 3.5, 50), (1000, 1e6, 3500, 1e6), (150000, 1e6, 160000, 1e6), (60, 51477.5, 30, 54308.7),
         (1, 1e5, 25, 1e5), (2, 17877, 10**5, 16660)]
ALPHAS = (0.05, 0.01, 1e-11)


def show(x):
    return nstr(x, 17) if abs(x) < inf else ("inf" if x > 0 else "-inf")


def conditional(x1, x2, tail, halves):
    """p with P(X >= x1) = tail, or half of P(X = x1) less, X binomial of x1 + x2 trials; as odds."""
    if x1 == 0:
        return mpf(0)
    parts = [(x1, x2 + 1), (x1 + 1, x2)][:2 if halves else 1]
    start = mpf(x1) / (mpf(x1) + x2 + 1) * mpf("0.9")
    p = solve(lambda p: sum(beta_lower(a, b, p) for a, b in parts) / len(parts),
              lambda p: sum(beta_density(a, b, p) for a, b in parts) / len(parts), tail, start, mpf(1))
    return p / (1 - p)


def ratio_by_tails(x1, t1, x2, t2, tail, halves):
    low, high = conditional(x1, x2, tail, halves), conditional(x2, x1, tail, halves)
    return low * t2 / t1, (1 / high * t2 / t1 if high else inf)


def halved(rising, low, high, steps=160):
    """The root of a rising function by bisection."""
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def ratio_score(x1, t1, x2, t2, z):
    """|x1 / t1 - ratio x2 / t2| = z standard deviations, rates by maximum likelihood."""
    def statistic(r):
        rate2 = (x1 + x2) / (r * t1 + t2)
        return (x1 / t1 - r * x2 / t2) / sqrt(r * rate2 / t1 + r * r * rate2 / t2)
    guess = (x1 or mpf(1) / 2) * t2 / ((x2 or mpf(1) / 2) * t1)
    wide = mpf(10) ** 4 * (1 + z) ** 4
    low = exp(halved(lambda u: z - statistic(exp(u)), log(guess / wide), log(guess))) if x1 else mpf(0)
    high = exp(halved(lambda u: -z - statistic(exp(u)), log(guess), log(guess * wide))) if x2 else inf
    return low, high


def difference_statistic(x1, t1, x2, t2, d):
    """Of a difference d >= 0, both rates by maximum likelihood."""
    b = (t1 + t2) * d - x1 - x2
    rate2 = (-b + sqrt(b * b + 4 * (t1 + t2) * x2 * d)) / (2 * (t1 + t2))
    return (x1 / t1 - x2 / t2 - d) / sqrt((rate2 + d) / t1 + rate2 / t2)


def difference_score(x1, t1, x2, t2, z):
    def statistic(d):
        if d == 0 and x1 + x2 == 0:
            return mpf(0)
        if d < 0:
            return -difference_statistic(x2, t2, x1, t1, -d)
        return difference_statistic(x1, t1, x2, t2, d)
    d = x1 / t1 - x2 / t2
    wide = (abs(d) + (x1 + 1) / t1 + (x2 + 1) / t2) * 40 * (1 + z) ** 2
    return (halved(lambda v: z - statistic(v), d - wide, d),
            halved(lambda v: -z - statistic(v), d, d + wide))


def mover(x1, t1, x2, t2, of1, of2):
    a, b = x1 / t1, x2 / t2
    (l1, u1), (l2, u2) = [[v / t1 for v in of1], [v / t2 for v in of2]]
    difference = (a - b - sqrt((a - l1) ** 2 + (u2 - b) ** 2), a - b + sqrt((u1 - a) ** 2 + (b - l2) ** 2))

    def lower(a, l1, b, u2):
        if a == 0:
            return mpf(0)
        k, m = l1 * (2 * a - l1), u2 * (2 * b - u2)  # Donner & Zou (2012)
        return (a * b - sqrt((a * b) ** 2 - k * m)) / m if m else k / (2 * a * b)
    high = lower(b, l2, a, u1)
    return (lower(a, l1, b, u2), 1 / high if high else inf), difference


def limits():
    print("x1,t1,x2,t2,alpha,method,ratio_lower,ratio_upper,difference_lower,difference_upper")
    for case in CASES:
        x1, t1, x2, t2 = map(mpf, case)
        for alpha in ALPHAS if max(case) < 1e9 else ALPHAS[:1]:
            tail = mpf(alpha) / 2
            z = normal_upper_point(tail)
            for method in range(1, 6):
                if method == 5 and not (x1 and x2):
                    continue
                if method <= 2:
                    of = garwood if method == 1 else mid_p
                    ratio = ratio_by_tails(x1, t1, x2, t2, tail, method == 2)
                    difference = mover(x1, t1, x2, t2, of(x1, tail), of(x2, tail))[1]
                elif method == 3:
                    ratio = (ratio_score(x1, t1, x2, t2, z) if x1 + x2 else (mpf(0), inf))
                    difference = difference_score(x1, t1, x2, t2, z)
                elif method == 4:
                    ratio, difference = mover(x1, t1, x2, t2, score(x1, tail), score(x2, tail))
                else:
                    half, point = z * sqrt(1 / x1 + 1 / x2), log(x1 / t1 * t2 / x2)
                    ratio = exp(point - half), exp(point + half)
                    half = z * sqrt(x1 / t1**2 + x2 / t2**2)
                    difference = x1 / t1 - x2 / t2 - half, x1 / t1 - x2 / t2 + half
                print(*map(repr, map(float, case)), repr(alpha), method, *map(show, ratio),
                      *map(show, difference), sep=",", flush=True)


def log_mass(k, n, p):
    return loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1) + k * log(p) + (n - k) * log(1 - p)


def likelihood(x1, x2, p):
    n = x1 + x2
    seen = log_mass(x1, n, p) + mpf("1e-7")
    masses = (log_mass(mpf(k), n, p) for k in range(int(n) + 1))
    return log(sum(exp(m) for m in masses if m <= seen))


def estimated(x1, t1, x2, t2, null):
    """All pairs of counts with a score statistic at least as far from 0; it is 0 without counts."""
    s = null * t1 / t2
    mean1, mean2 = (x1 + x2) * s / (1 + s), (x1 + x2) / (1 + s)
    seen = (x1 - s * x2) ** 2 / (x1 + x2) * (1 - mpf("1e-9"))
    far = [int(m + 30 * sqrt(m) + 60) for m in (mean1, mean2)]
    one, two = [[exp(k * log(m) - m - loggamma(k + 1)) for k in range(f + 1)]
                for m, f in zip((mean1, mean2), far)]
    return log(sum(a * b for i, a in enumerate(one) for j, b in enumerate(two)
                   if (i - s * j) ** 2 / max(i + j, 1) >= seen))


def tests():
    print("x1,t1,x2,t2,null,test,ln_p")
    for case in CASES:
        x1, t1, x2, t2 = map(mpf, case)
        for null in (1.0, 0.4, 2.5):
            p, n = null * t1 / (null * t1 + t2), x1 + x2
            rows = []
            if n == 0:
                rows = [(k, mpf(0)) for k in (1, 2, 3, 5, 6)]
            else:
                up, down = beta_lower(x1, x2 + 1, p), beta_lower(x2, x1 + 1, 1 - p)
                above, below = beta_lower(x1 + 1, x2, p), beta_lower(x2 + 1, x1, 1 - p)
                z = (x1 - n * p) / sqrt(n * p * (1 - p))
                rows = [(1, min(mpf(0), log(2 * min(up, down)))),
                        (2, min(mpf(0), log(min(up + above, down + below)))),
                        (3, log(erfc(abs(z) / sqrt(mpf(2)))))]
                if x1 and x2:
                    z = log(x1 * t2 / (x2 * t1 * null)) / sqrt(1 / x1 + 1 / x2)
                    rows.append((4, log(erfc(abs(z) / sqrt(mpf(2))))))
                if n == int(n) and n < 5000:
                    rows.append((5, likelihood(x1, x2, p)))
                if n == int(n) and n < 60:
                    rows.append((6, estimated(x1, t1, x2, t2, mpf(null))))
            for test, value in rows:
                print(*map(repr, map(float, case)), null, test, nstr(value, 17), sep=",", flush=True)


def peers():
    from statsmodels.stats.rates import test_poisson_2indep as test
    print("x1,t1,x2,t2,null,test,p")
    for case in CASES:
        if not (case[0] and case[2]) or max(case) > 1e8 or case[2] != int(case[2]):
            continue
        for null in (1.0, 0.4, 2.5):
            for number, name in ((3, "score"), (5, "exact-cond"), (6, "etest")):
                if number == 6 and case[0] + case[2] > 2000:
                    continue
                p = float(test(case[0], case[1], case[2], case[3], method=name, ratio_null=null).pvalue)
                if p > 1e-12:
                    print(*map(repr, map(float, case)), null, number, repr(p), sep=",", flush=True)


if __name__ == "__main__":
    {"limits": limits, "tests": tests, "peers": peers}[sys.argv[1]]()
