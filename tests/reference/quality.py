"""Reference comparisons of sources: prints quality.csv.  Needs mpmath, numpy, scipy.

/usr/bin/python3 tests/reference/quality.py > tests/reference/quality.csv

For each source the beta-binomial of all others is fitted by maximum likelihood: scipy finds the top roughly, Newton in
60 digits on the derivatives by digamma functions ends there; theta is 0 where the likelihood falls from 0.  Mid-P tails
are summed term by term: the term at k in 60 digits, the others from it by their ratios in extended precision.

columns: set, women, men, expected, spread, shrunk, lower and upper limit (95 %), log10 p, adjusted p
"""
import mpmath as mp
import numpy as np
from scipy import optimize, special

mp.mp.dps = 60
SETS = [
    [(12, 88), (9, 101), (15, 60), (3, 97), (22, 210), (0, 40)],
    [(5, 95), (6, 94), (4, 96), (5, 95), (5, 195)],
    [(0, 10), (0, 25), (0, 7), (1, 30)],
    [(10, 0), (25, 0), (7, 0), (30, 4)],
    [(30, 70), (45, 55)],
    [(1, 0), (0, 1), (1, 1), (3, 5), (2, 9)],
    [(100, 900), (110, 890), (95, 905), (400, 600), (102, 898), (99, 901), (105, 895)],
    [(10**8, 9 * 10**8), (101 * 10**6, 9 * 10**8), (99 * 10**6, 901 * 10**6)],
    [(20000, 180000), (31000, 199000), (1500, 30000), (9000, 40000), (2, 70)],
    [(1000, 9000), (990, 9010), (1010, 8990), (3500, 6500)],
    [(0, 300), (30, 270), (5, 295), (61, 239), (28, 272), (44, 266), (90, 10)],
]


def falls(data):
    x, n = mp.mpf(sum(a for a, _ in data)), mp.mpf(sum(a + b for a, b in data))
    if x == 0 or x == n:
        return True
    m = x / n
    return sum(a * (a - 1) / m + b * (b - 1) / (1 - m) - (a + b) * mp.mpf(a + b - 1) for a, b in data) <= 0


def fit(data):
    """mean, theta, information of the mean."""
    x, n = mp.mpf(sum(a for a, _ in data)), mp.mpf(sum(a + b for a, b in data))
    if falls(data):
        return x / n, mp.mpf(0), n
    xs, ys = np.array(data, float).T

    def minus(v):
        mean, theta = special.expit(v[0]), np.exp(v[1])
        a, b = mean / theta, (1 - mean) / theta
        return -np.sum(special.betaln(a + xs, b + ys) - special.betaln(a, b))
    start = optimize.minimize(minus, [special.logit(float(x / n)), -4], method="Nelder-Mead",
                              options={"xatol": 1e-6, "fatol": 1e-9, "maxiter": 4000}).x

    def slopes(mean, log_theta):
        theta = mp.e ** log_theta
        a, b, s = mean / theta, (1 - mean) / theta, 1 / theta
        yes = [mp.digamma(a + i) - mp.digamma(a) for i, _ in data]
        no = [mp.digamma(b + j) - mp.digamma(b) for _, j in data]
        all_ = [mp.digamma(s + i + j) - mp.digamma(s) for i, j in data]
        return [sum(yes) - sum(no), sum(s * w - a * u - b * v for u, v, w in zip(yes, no, all_))]
    mean, log_theta = mp.findroot(slopes, [mp.mpf(special.expit(start[0])), mp.mpf(start[1])], tol=1e-60)
    theta = mp.e ** log_theta
    a, b = mean / theta, (1 - mean) / theta
    curve = sum(mp.psi(1, a) - mp.psi(1, a + i) + mp.psi(1, b) - mp.psi(1, b + j) for i, j in data) / theta ** 2
    return mean, theta, mean * (1 - mean) * curve


def prior(mean, theta, size):
    m, own, rho = (size * mean + mp.mpf("0.5")) / (size + 1), 1 / (size + 2), theta / (1 + theta)
    between = rho * (1 - own) + own
    return m * (1 - between) / between, (1 - m) * (1 - between) / between


def upper(k, n, a, b):
    """P(X > k) + P(X = k) / 2."""
    first = mp.e ** (mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1) + mp.loggamma(a + k)
                     + mp.loggamma(b + n - k) - mp.loggamma(a + b + n) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b))
    total, at, one = np.longdouble(0.5), k, np.longdouble(1)
    fa, fb = np.longdouble(mp.nstr(a, 25)), np.longdouble(mp.nstr(b, 25))
    while at < n:
        j = np.arange(at, min(n, at + 10**6), dtype=np.longdouble)
        run = one * np.cumprod((n - j) / (j + 1) * ((fa + j) / (fb + n - j - 1)))
        total, one, at = total + run.sum(), run[-1], at + len(j)
        if one < 1e-25 * total and b >= 1:
            break
    return first * mp.mpf(repr(total)[len("np.longdouble('"):-2] if repr(total).startswith("np") else str(total))


def main():
    print("set,women,men,expected,spread,shrunk,lower,upper,log10_p,p_adjusted")
    for number, data in enumerate(SETS):
        rows = []
        for i, (x, y) in enumerate(data):
            mean, theta, size = fit(data[:i] + data[i + 1:])
            a, b = prior(mean, theta, size)
            tail = upper(x, x + y, a, b) if x * b >= y * a else upper(y, x + y, b, a)
            tail = min(tail, 1 - tail)
            limits = [mp.re(mp.findroot(lambda t: mp.betainc(a + x, b + y, 0, t, regularized=True) - q,
                                  float(special.betaincinv(float(a + x), float(b + y), q)))) if x + y < 10**4 else mp.nan
                      for q in (0.025, 0.975)]
            rows.append([mean, mp.sqrt(mean * (1 - mean) * theta / (1 + theta)), (a + x) / (a + b + x + y), *limits,
                         mp.log10(min(2 * tail, 1)), min(2 * tail, 1)])
        p = sorted(range(len(rows)), key=lambda k: rows[k][-1])
        least, adjusted = mp.mpf(1), {}
        for rank in range(len(p), 0, -1):
            least = min(least, rows[p[rank - 1]][-1] * len(p) / rank)
            adjusted[p[rank - 1]] = least
        for k, (x, y) in enumerate(data):
            print(number, x, y, *(mp.nstr(v, 17) for v in [*rows[k][:-1], adjusted[k]]), sep=",")


main()
