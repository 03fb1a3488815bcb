"""Reference comparisons of sources: prints quality.csv.  Needs mpmath, numpy, scipy.

/usr/bin/python3 tests/reference/quality.py > tests/reference/quality.csv

expected and spread: the beta-binomial of all others is fitted by maximum likelihood: scipy finds the top roughly,
Newton in 60 digits on the derivatives by digamma functions ends there; theta is 0 where the likelihood falls from 0.
All else: for each theta of a Gauss-Legendre rule on panels of ln(theta / (1 - theta)), another rule than the library's,
the mean by bisection of the derivative and the likelihood by sums of logarithms (mpmath above 10 000 persons), the
probabilities of all outcomes by scipy's logarithm of the beta function.  Two sources: theta is 0.

columns: set, women, men, expected, spread, shrunk, lower and upper limit (95 %), log10 p, adjusted p
"""
import mpmath as mp
import numpy as np
from scipy import optimize, special

SETS = [
    [(12, 88), (9, 101), (15, 60), (3, 97), (22, 210), (0, 40)],
    [(5, 95), (6, 94), (4, 96), (5, 95), (5, 195)],
    [(0, 10), (0, 25), (0, 7), (1, 30)],
    [(10, 0), (25, 0), (7, 0), (30, 4)],
    [(30, 70), (45, 55)],
    [(1, 0), (0, 1), (1, 1), (3, 5), (2, 9)],
    [(100, 900), (110, 890), (95, 905), (400, 600), (102, 898), (99, 901), (105, 895)],
    [(500, 4500), (505, 4500), (495, 4505)],
    [(200, 1800), (310, 1990), (15, 300), (90, 400), (2, 70)],
    [(100, 900), (99, 901), (101, 899), (350, 650)],
    [(0, 300), (30, 270), (5, 295), (61, 239), (28, 272), (44, 266), (90, 10)],
]


def falls(data):
    x, n = mp.mpf(sum(a for a, _ in data)), mp.mpf(sum(a + b for a, b in data))
    if x == 0 or x == n:
        return True
    m = x / n
    return sum(a * (a - 1) / m + b * (b - 1) / (1 - m) - (a + b) * mp.mpf(a + b - 1) for a, b in data) <= 0


def fit(data):
    """mean, theta of maximum likelihood."""
    x, n = mp.mpf(sum(a for a, _ in data)), mp.mpf(sum(a + b for a, b in data))
    if falls(data):
        return x / n, mp.mpf(0)
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
    return mean, mp.e ** log_theta


def rising(z, x, power):
    """Sums over k below x: logarithms of z + k (power 0), or 1 / (z + k) to a power; z in 50 digits."""
    if x <= 10**4:
        values = float(z) + np.arange(x)
        return mp.mpf(float(np.sum(np.log(values) if power == 0 else values ** -power)))
    if power == 0:
        return mp.loggamma(z + x) - mp.loggamma(z)
    return mp.digamma(z + x) - mp.digamma(z) if power == 1 else mp.psi(1, z) - mp.psi(1, z + x)


def at(data, f):
    """ln of the weight of f = logit theta, and the beta distribution there."""
    f = mp.mpf(f)
    theta, s = 1 / (1 + mp.exp(-f)), 1 + mp.exp(-f)
    yes, no = sum(a for a, _ in data), sum(b for _, b in data)
    likelihood, half = mp.mpf(0), mp.mpf("0.5")
    if yes and no:
        def slope(m):
            return sum(rising(m * s, a, 1) - rising((1 - m) * s, b, 1) for a, b in data)
        low, high = mp.mpf(0), mp.mpf(1)
        mean = mp.mpf(yes) / (yes + no)
        for _ in range(60):
            g = slope(mean)
            low, high = (mean, high) if g > 0 else (low, mean)
            curve = sum(rising(mean * s, a, 2) + rising((1 - mean) * s, b, 2) for a, b in data) * s
            new = mean + g / curve
            new = new if low < new < high else (low + high) / 2
            done = abs(new - mean) < mp.mpf(10) ** -15 * mean * (1 - mean)
            mean = new
            if done:
                break
        curve = s * s * sum(rising(mean * s, a, 2) + rising((1 - mean) * s, b, 2) for a, b in data)
        size = mean * (1 - mean) * curve
        likelihood = sum(rising(mean * s, a, 0) + rising((1 - mean) * s, b, 0) - rising(s, a + b, 0) for a, b in data)
        likelihood -= size * (mean * mp.log(mean) + (1 - mean) * mp.log(1 - mean))
    else:
        mean = mp.mpf(1 if yes else 0)
        size = s * sum(rising(s, a + b, 1) for a, b in data)
    a, b = size * mean + half, size * (1 - mean) + half
    likelihood += mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    weight = likelihood + mp.log(theta) / 2 + mp.log(1 - theta)
    m, own, rho = a / (size + 1), 1 / (size + 2), theta / (1 + theta)
    between = rho * (1 - own) + own
    return weight, max(m * (1 - between) / between, mp.mpf("1e-3")), max((1 - m) * (1 - between) / between, mp.mpf("1e-3"))


def tails(k, n, a, b):
    """P(X < k) + P(X = k) / 2 and the other one."""
    a, b = float(a), float(b)
    j = np.arange(n + 1, dtype=float)
    one = np.exp(special.betaln(j + a, n - j + b) - special.betaln(a, b) - special.betaln(j + 1, n - j + 1) - np.log1p(n))
    return one[:k].sum() + one[k] / 2, one[k + 1:].sum() + one[k] / 2


def nodes(data, k, n):
    """ln weight, a, b, lower tail, upper tail of all nodes that matter."""
    if len(data) == 1:
        (x, y), = data
        a, b = x + mp.mpf("0.5"), y + mp.mpf("0.5")
        return [(mp.mpf(0), a, b, *tails(k, n, a, b))]
    points, weights = np.polynomial.legendre.leggauss(8)
    left = -int(np.log(sum(x + y for x, y in data) / len(data)))
    ends = [*range(left - 62, left - 6, 4), *range(left - 6, 5), *range(5, 41, 4)]
    out = []
    for low, high in zip(ends, ends[1:]):
        for x, w in zip(points, weights):
            weight, a, b = at(data, (low + high) / 2 + (high - low) / 2 * x)
            out.append((weight + mp.log(w * (high - low)), a, b, *tails(k, n, a, b)))
    return out


def posterior(rows, x, y):
    """mean and 95 % limits of the own share."""
    def gain(a, b):
        return mp.loggamma(a + x) + mp.loggamma(b + y) - mp.loggamma(a + b + x + y) - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b)
    logs = [w + gain(a, b) for w, a, b, *_ in rows]
    most = max(logs)
    w = np.array([float(mp.exp(v - most)) for v in logs])
    w /= w.sum()
    a, b = (np.array([float(r[i] + v) for r in rows]) for i, v in ((1, x), (2, y)))

    def limit(q, a, b):
        return optimize.brentq(lambda t: np.sum(w * special.betainc(a, b, t)) - q, 0, 1, xtol=1e-300, rtol=1e-14)
    return np.sum(w * a / (a + b)), limit(0.025, a, b), 1 - limit(0.025, b, a)


def main():
    print("set,women,men,expected,spread,shrunk,lower,upper,log10_p,p_adjusted")
    for number, data in enumerate(SETS):
        rows = []
        for i, (x, y) in enumerate(data):
            others = data[:i] + data[i + 1:]
            mp.mp.dps = 60
            mean, theta = fit(others)
            mp.mp.dps = 20 if x + y < 5000 else 30
            found = nodes(others, x, x + y)
            most = max(r[0] for r in found)
            weight = np.array([float(mp.exp(r[0] - most)) for r in found])
            tail = min(np.sum(weight * np.array([float(r[side]) for r in found])) for side in (3, 4)) / weight.sum()
            rows.append([mean, mp.sqrt(mean * (1 - mean) * theta / (1 + theta)), *posterior(found, x, y),
                         mp.log10(min(2 * tail, 1)), min(2 * tail, 1)])
        p = sorted(range(len(rows)), key=lambda k: rows[k][-1])
        least, adjusted = 1.0, {}
        for rank in range(len(p), 0, -1):
            least = min(least, rows[p[rank - 1]][-1] * len(p) / rank)
            adjusted[p[rank - 1]] = least
        for k, (x, y) in enumerate(data):
            print(number, x, y, *(mp.nstr(mp.mpf(v), 17) for v in [*rows[k][:-1], adjusted[k]]), sep=",", flush=True)


main()
