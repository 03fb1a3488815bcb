"""Women and men over levels by mpmath 1.2 (50 digits) and by enumeration in whole numbers; scipy 1.10 agrees
with the values of d and tau-b.  Prints hierarchy.csv: what, counts by level, option, value.

    python3 tests/reference/hierarchy.py > tests/reference/hierarchy.csv"""
import itertools
from fractions import Fraction
from math import comb

from mpmath import atanh, findroot, log10, mp, mpf, sqrt, tanh
from scipy.stats import kendalltau, somersd

mp.dps = 50
Z = mpf("1.95996398454005423552459443052055152795555007786954839847695264")

TABLES = [
    ([10, 14, 6, 2], [20, 40, 31, 18]),
    ([59, 10, 12], [43, 8, 21]),
    ([1, 0, 0, 2, 5], [3, 1, 4, 0, 2]),
    ([0, 0, 7, 9], [12, 5, 0, 0]),      # women all above
    ([12, 5, 0, 0], [0, 0, 7, 9]),      # and all below
    ([5, 0, 6], [7, 0, 2]),             # a level with nobody
    ([1, 0, 0], [0, 0, 1]),
    ([3, 4], [9, 2]),
    ([0, 4], [9, 2]),
    ([17, 9, 3, 0, 1, 0, 0], [20, 31, 45, 28, 19, 8, 3]),
    ([400000000, 300000000, 200000000, 99999999], [410000000, 290000000, 210000000, 90000001]),
    ([1, 0, 1], [0, 10 ** 9, 0]),
    ([900, 400, 100, 30], [100, 300, 500, 900]),
]


def pairs(w, m):
    k = range(len(w))
    above = sum(mpf(w[j]) * m[i] for i in k for j in k if j > i)
    below = sum(mpf(w[j]) * m[i] for i in k for j in k if j < i)
    tied = sum(mpf(w[j]) * m[j] for j in k)
    t = [a + b for a, b in zip(w, m)]
    apart = sum(mpf(t[i]) * t[j] for i in k for j in k if i < j)
    return above, below, tied, apart, t


def newcombe(x, w, m):
    """Variance of method 5."""
    n = (w + m) / 2 - 1
    return x * (1 - x) / (w * m) * (1 + n * ((1 - x) / (2 - x) + x / (1 + x)))


def bisect(f, a, b):
    fa = f(a)
    for _ in range(170):
        c = (a + b) / 2
        if (f(c) > 0) == (fa > 0):
            a = c
        else:
            b = c
    return (a + b) / 2


def superiority(w, m):
    above, below, tied, apart, t = pairs(w, m)
    W, M = mpf(sum(w)), mpf(sum(m))
    N = W + M
    x = (above + tied / 2) / (W * M)
    ties = sum(mpf(a) ** 3 - a for a in t) / (N ** 3 - N)
    k = range(len(w))
    psi = [(sum(mpf(m[i]) for i in k if i < j) + mpf(m[j]) / 2) / M for j in k]
    phi = [(sum(mpf(w[i]) for i in k if i > j) + mpf(w[j]) / 2) / W for j in k]
    se = sqrt(sum(w[j] * (psi[j] - x) ** 2 for j in k) / W ** 2 +
              sum(m[j] * (phi[j] - x) ** 2 for j in k) / M ** 2)
    out = {"superiority": x, "superiority_error": se}
    for name, factor in (("score", 1 - ties), ("newcombe", mpf(1))):
        f = lambda y: (x - y) ** 2 - Z ** 2 * factor * newcombe(y, W, M)
        tiny = mpf(10) ** -45
        out[name + "_lower"] = mpf(0) if x == 0 else bisect(f, tiny, x)
        out[name + "_upper"] = mpf(1) if x == 1 else bisect(f, x, 1 - tiny)
        if x == 0:
            out[name + "_upper"] = bisect(lambda y: y ** 2 - Z ** 2 * factor * newcombe(y, W, M),
                                          mpf(10) ** -30, 1 - tiny)
        if x == 1:
            out[name + "_lower"] = bisect(
                lambda y: (1 - y) ** 2 - Z ** 2 * factor * newcombe(y, W, M),
                tiny, 1 - mpf(10) ** -30)
    if 0 < x < 1:
        step = mp.exp(Z * se / (x * (1 - x)))
        out["logit_lower"] = x / (x + (1 - x) * step)
        out["logit_upper"] = x / (x + (1 - x) / step)
    return out


def cells(w, m):
    """n_ij, concordant and discordant counts of each cell, as the manuals of SAS write them."""
    k = range(len(w))
    for j in k:
        yield (w[j], sum(mpf(m[i]) for i in k if i < j), sum(mpf(m[i]) for i in k if i > j), 0, j)
        yield (m[j], sum(mpf(w[i]) for i in k if i > j), sum(mpf(w[i]) for i in k if i < j), 1, j)


def association(w, m):
    above, below, tied, apart, t = pairs(w, m)
    P, Q = 2 * above, 2 * below
    n = mpf(sum(t))
    rows = [mpf(sum(w)), mpf(sum(m))]
    wr, wc = n ** 2 - sum(r ** 2 for r in rows), n ** 2 - sum(mpf(c) ** 2 for c in t)
    out = {}
    gamma = (P - Q) / (P + Q)
    out["gamma"] = gamma, 4 / (P + Q) ** 2 * sqrt(sum(c * (Q * a - P * d) ** 2
                                                      for c, a, d, _, _ in cells(w, m)))
    d_sex = (P - Q) / wc
    out["somers_sex"] = d_sex, 2 / wc ** 2 * sqrt(sum(
        c * (wc * (a - d) - (P - Q) * (n - t[j])) ** 2 for c, a, d, _, j in cells(w, m)))
    d_level = (P - Q) / wr
    out["somers_level"] = d_level, 2 / wr ** 2 * sqrt(sum(
        c * (wr * (a - d) - (P - Q) * (n - rows[r])) ** 2 for c, a, d, r, _ in cells(w, m)))
    root = sqrt(wr * wc)
    tau = (P - Q) / root
    total = sum(c * (2 * root * (a - d) + tau * (rows[r] * wc + t[j] * wr)) ** 2
                for c, a, d, r, j in cells(w, m))
    out["tau_b"] = tau, sqrt(max(total - n ** 3 * tau ** 2 * (wr + wc) ** 2, mpf(0))) / root ** 2
    return out


def wilson(x, n):
    c, p = Z ** 2 / n, mpf(x) / n
    half = Z * sqrt(p * (1 - p) / n + c / (4 * n))
    return (p + c / 2 - half) / (1 + c), (p + c / 2 + half) / (1 + c)


def slope(w, m, x):
    t = [a + b for a, b in zip(w, m)]
    N, W = mpf(sum(t)), mpf(sum(w))
    mean = sum(mpf(a) * b for a, b in zip(t, x)) / N
    spread = sum(a * (b - mean) ** 2 for a, b in zip(t, x))
    value = sum(a * (b - mean) for a, b in zip(w, x)) / spread
    low = up = error = mpf(0)
    for wj, tj, xj in zip(w, t, x):
        if tj == 0:
            continue
        c, p = tj * (xj - mean) / spread, mpf(wj) / tj
        l, u = wilson(wj, tj)
        low += (c * (p - (l if c > 0 else u))) ** 2
        up += (c * (p - (u if c > 0 else l))) ** 2
        error += c ** 2 * p * (1 - p) / tj
    z = value * spread / sqrt(W / N * (1 - W / N) * spread)
    return value, value - sqrt(low), value + sqrt(up), sqrt(error), z


def exact(w, m, x):
    """P-values of all alternatives, by every table with these margins; x whole numbers."""
    t, W = [a + b for a, b in zip(w, m)], sum(w)
    dist = {(0, 0): 1}
    for tj, xj in zip(t[:-1], x):
        ways, new = [comb(tj, i) for i in range(min(tj, W) + 1)], {}
        for (a, s), c in dist.items():
            for i in range(min(tj, W - a) + 1):
                key = a + i, s + xj * i
                new[key] = new.get(key, 0) + c * ways[i]
        dist = new
    ways, tables = [comb(t[-1], i) for i in range(t[-1] + 1)], {}
    for (a, s), c in dist.items():  # the last level has what is left
        if W - a <= t[-1]:
            s += x[-1] * (W - a)
            tables[s] = tables.get(s, 0) + c * ways[W - a]
    total, N = sum(tables.values()), sum(t)
    assert total == comb(N, W)
    seen, mean = sum(a * b for a, b in zip(w, x)), Fraction(W * sum(a * b for a, b in zip(t, x)), N)
    out = {}
    for name, f in (("rising", lambda s: (s > seen, s == seen)),
                    ("falling", lambda s: (s < seen, s == seen)),
                    ("two_sided", lambda s: (abs(s - mean) > abs(seen - mean),
                                             abs(s - mean) == abs(seen - mean)))):
        beyond = sum(c for s, c in tables.items() if f(s)[0])
        at = sum(c for s, c in tables.items() if f(s)[1])
        out["exact_" + name] = Fraction(beyond + at, total)
        out["mid_p_" + name] = Fraction(2 * beyond + at, 2 * total)
    return out


def number(x):
    if isinstance(x, Fraction):
        x = mpf(x.numerator) / x.denominator
    return mp.nstr(mpf(x), 20, strip_zeros=False)


def show(what, w, m, option, value):
    print(f"{what},{' '.join(map(str, w))},{' '.join(map(str, m))},{option},{number(value)}")


def check_scipy(w, m, out):
    if sum(w) + sum(m) > 10 ** 4:
        return
    d = somersd([m, w])  # of the columns, the level, on the rows, the sex
    assert abs(d.statistic - float(out["somers_level"][0])) < 1e-12, (w, m)
    sex = [0] * sum(m) + [1] * sum(w)
    level = [j for j, c in enumerate(m) for _ in range(c)] + \
            [j for j, c in enumerate(w) for _ in range(c)]
    assert abs(kendalltau(sex, level).statistic - float(out["tau_b"][0])) < 1e-12


EXACT = [([10, 14, 6, 2], [20, 40, 31, 18], [1, 2, 3, 4]),
         ([59, 10, 12], [43, 8, 21], [1, 2, 3]),
         ([1, 0, 0, 2, 5], [3, 1, 4, 0, 2], [1, 2, 3, 4, 5]),
         ([0, 0, 7, 9], [12, 5, 0, 0], [1, 2, 3, 4]),
         ([12, 5, 0, 0], [0, 0, 7, 9], [1, 2, 3, 4]),
         ([5, 0, 6], [7, 0, 2], [1, 2, 3]),
         ([1, 0, 0], [0, 0, 1], [1, 2, 3]),
         ([3, 4], [9, 2], [1, 2]),
         ([0, 4], [9, 2], [1, 2]),
         ([4, 4], [4, 4], [1, 2]),
         ([3, 3, 3], [5, 5, 5], [1, 2, 3]),
         ([17, 9, 3, 0, 1, 0, 0], [20, 31, 45, 28, 19, 8, 3], [1, 2, 3, 4, 5, 6, 7]),
         ([17, 9, 3, 1], [20, 31, 45, 28], [0, 3, 4, 11]),
         ([8, 5, 2, 0], [1, 3, 9, 12], [0, 0, 2, 2]),
         ([300, 110, 30], [20, 90, 200], [1, 2, 3]),
         ([600, 60, 5], [2, 80, 700], [1, 2, 3]),
         ([900, 9, 0], [1, 10, 950], [1, 2, 3]),
         ([100, 104, 102], [300, 298, 301], [1, 2, 3])]

print("what,women,men,option,value")
for w, m in TABLES:
    for what, value in superiority(w, m).items():
        show(what, w, m, "", value)
    out = association(w, m)
    if len(w) > 1:
        check_scipy(w, m, out)
    for what, (value, error) in out.items():
        show(what, w, m, "", value)
        show(what + "_error", w, m, "", error)
        if abs(value) < 1 and what in ("gamma", "somers_sex", "tau_b"):
            step = Z * error / (1 - value ** 2)
            show(what + "_lower", w, m, "", tanh(atanh(value) - step))
            show(what + "_upper", w, m, "", tanh(atanh(value) + step))
    for what, value in zip(("slope", "slope_lower", "slope_upper", "slope_error", "z"),
                           slope(w, m, [j + 1 for j in range(len(w))])):
        show(what, w, m, "", value)
for w, m, x in EXACT:
    for what, value in exact(w, m, x).items():
        show(what, w, m, " ".join(map(str, x)), value)
        show("log10_" + what, w, m, " ".join(map(str, x)),
             log10(mpf(value.numerator) / value.denominator))
    t = [a + b for a, b in zip(w, m)]
    if sum(t) <= 181:
        below = list(itertools.accumulate([0] + t))
        ranks = [2 * b + a + 1 for a, b in zip(t, below)]
        for what, value in exact(w, m, ranks).items():
            show(what, w, m, "midrank", value)
