"""Reference values of the 2x2 table: writes ratio.csv.  Needs mpmath 1.2, NumPy and SciPy 1.10.

Independent of the library: binomial coefficients are whole numbers of Python, sums go over the whole
support, limits are found by bisection of the definitions in 50 digits; closed limits are their papers'
formulas as they stand.  The unconditional tests sum every table over a grid of the nuisance
parameter, whose best point is then refined.  One table of 1e9 persons a sample is summed by
recurrence within 14 standard deviations.  About two minutes.

columns: what method yes1 no1 yes2 no2 alpha lower upper
what: difference, ratio, absence, odds (limits at alpha); conditional (estimate, standard error of its
logarithm); p (log10 p two-sided, empty), greater, less (one-sided)
"""
import csv
import os
from math import comb

import mpmath as mp
import numpy as np
from scipy import stats

mp.mp.dps = 50
M = mp.mpf


def bisect(f, a, b, steps=190):
    """A falling function's sign change."""
    for _ in range(steps):
        m = (a + b) / 2
        if f(m) > 0:
            a = m
        else:
            b = m
    return (a + b) / 2


class Whole:
    """The table given its margins: all weights."""

    def __init__(self, a, b, c, d):
        self.x, self.low = a, max(0, a - d)
        n1, n2, m = a + b, c + d, a + c
        self.weights = [comb(n1, k) * comb(n2, m - k) for k in range(self.low, min(n1, m) + 1)]
        self.i = a - self.low

    def masses(self, log_odds):
        psi, power, out = mp.exp(log_odds), M(1), []
        for w in self.weights:
            out.append(w * power)
            power *= psi
        total = mp.fsum(out)
        return [one / total for one in out]


class Part(Whole):
    """The same for large counts, 14 standard deviations around what is seen."""

    def __init__(self, a, b, c, d):
        n1, n2, m = a + b, c + d, a + c
        reach = int(14 / mp.sqrt(M(1) / a + M(1) / b + M(1) / c + M(1) / d))
        self.x, self.low, self.i = a, a - reach, reach
        self.start = mp.log(M(a) * d / (M(b) * c))
        psi = np.longdouble(str(mp.exp(self.start)))
        k = np.arange(a, a + reach).astype(np.longdouble)
        up = psi * (n1 - k) * (m - k) / ((k + 1) * (n2 - m + k + 1))
        k = np.arange(a, a - reach, -1).astype(np.longdouble)
        down = k * (n2 - m + k) / ((n1 - k + 1) * (m - k + 1)) / psi
        self.base = np.concatenate([np.cumprod(down)[::-1], [np.longdouble(1)], np.cumprod(up)])
        self.offset = np.arange(-reach, reach + 1).astype(np.longdouble)

    def masses(self, log_odds):
        w = self.base * np.exp(self.offset * np.longdouble(str(log_odds)))
        return w / w.sum()


def upper_tail(t, log_odds, share):
    p = t.masses(log_odds)
    return sum(p[t.i + 1:]) + p[t.i] * share


def lower_tail(t, log_odds, share):
    p = t.masses(log_odds)
    return sum(p[:t.i]) + p[t.i] * share


def exact(t, alpha, share, reach=40, steps=120):
    half = M(alpha) / 2
    low = high = None
    if t.i > 0:
        low = bisect(lambda v: half - upper_tail(t, v, share), -M(reach), M(reach), steps)
    if t.i < len(t.masses(M(0))) - 1:
        high = bisect(lambda v: lower_tail(t, v, share) - half, -M(reach), M(reach), steps)
    return (M(0) if low is None else mp.exp(low), mp.inf if high is None else mp.exp(high))


def acceptance(t, log_odds):
    p = t.masses(log_odds)
    lower, upper = mp.fsum(p[:t.i + 1]), mp.fsum(p[t.i:])
    tail = min(lower, upper)
    if lower <= upper:
        other, k = M(0), len(p)
        while k > 0 and other + p[k - 1] <= tail * (1 + M(10) ** -30):
            k -= 1
            other += p[k]
    else:
        other, k = M(0), 0
        while k < len(p) and other + p[k] <= tail * (1 + M(10) ** -30):
            other += p[k]
            k += 1
    return min(tail + other, M(1))


def blaker(t, alpha):
    """From Cornfield's limits inwards in small steps to the first value accepted, then bisected."""
    low, high = exact(t, alpha, 1)
    found = []
    for start, sign in ((low, 1), (high, -1)):
        if start in (0, mp.inf):
            found.append(start)
            continue
        at, step = mp.log(start), M(1) / 400
        while acceptance(t, at + sign * step) <= alpha:
            at += sign * step
        inside = at + sign * step
        for _ in range(120):
            middle = (at + inside) / 2
            if acceptance(t, middle) > alpha:
                inside = middle
            else:
                at = middle
        found.append(mp.exp(inside))
    return tuple(found)


def conditional(t):
    mean = lambda v: mp.fsum(k * p for k, p in enumerate(t.masses(v), t.low))
    v = bisect(lambda v: t.x - mean(v), -M(40), M(40), 120)
    p = t.masses(v)
    variance = mp.fsum((k - t.x) ** 2 * q for k, q in enumerate(p, t.low))
    return mp.exp(v), 1 / mp.sqrt(variance)


def fisher(t):
    w, x = t.weights, t.weights[t.i]
    total, tie = sum(w), 10 ** 7
    no_more = sum(one for one in w if one * tie <= x * (tie + 1))
    lower, upper = sum(w[:t.i + 1]), sum(w[t.i:])
    lower2, upper2 = 2 * lower - x, 2 * upper - x
    q = lambda over, under=total: mp.log10(min(M(over) / under, M(1)))
    return {"fisher": q(no_more), "fisher_central": q(2 * min(lower, upper)),
            "mid_p": q(2 * no_more - x, 2 * total), "mid_p_central": q(min(lower2, upper2)),
            "blaker": mp.log10(acceptance(t, M(0))), "greater": q(upper), "less": q(lower)}


def chi(q):
    return mp.log10(mp.erfc(mp.sqrt(q / 2)))


def large(a, b, c, d):
    a, b, c, d = map(M, (a, b, c, d))
    n, under = a + b + c + d, (a + b) * (c + d) * (a + c) * (b + d)
    cross = abs(a * d - b * c)
    pearson = n * cross ** 2 / under
    yates = n * max(cross - n / 2, M(0)) ** 2 / under
    g = 2 * sum(x * mp.log(x * n / (r * k)) for x, r, k in
                ((a, a + b, a + c), (b, a + b, b + d), (c, c + d, a + c), (d, c + d, b + d)) if x)
    return {"pearson": chi(pearson), "n_minus_1": chi(pearson * (n - 1) / n), "yates": chi(yates),
            "g": chi(g)}


def closed(a, b, c, d, alpha):
    """Difference, ratio and odds limits by formulas of large samples."""
    a, b, c, d = map(M, (a, b, c, d))
    z = mp.sqrt(2) * mp.erfinv(1 - M(alpha))
    n, m, out = a + b, c + d, {}
    se = lambda p, n, q, m: mp.sqrt(p * (1 - p) / n + q * (1 - q) / m)
    cut = lambda d, w: (max(d - w, M(-1)), min(d + w, M(1)))
    out["difference", "wald"] = cut(a / n - c / m, z * se(a / n, n, c / m, m))
    p, q = (a + 1) / (n + 2), (c + 1) / (m + 2)
    out["difference", "adjusted"] = cut(p - q, z * se(p, n + 2, q, m + 2))
    around = lambda v, w: (v * mp.exp(-w), v * mp.exp(w))
    for what, (x, y) in (("ratio", (a, c)), ("absence", (b, d))):
        h, k = M("0.5"), M("0.25")
        w = z * mp.sqrt(1 / (x + h) - 1 / (n + h) + 1 / (y + h) - 1 / (m + h))
        if w:
            out[what, "adjusted"] = around((x + h) / (n + h) / ((y + h) / (m + h)), w)
        w = z * mp.sqrt(1 / (x + k) - 1 / (n + 2 * k) + 1 / (y + k) - 1 / (m + 2 * k))
        out[what, "price_bonett"] = around((x + k) / (n + 2 * k) / ((y + k) / (m + 2 * k)), w)
        if x and y and (x < n or y < m):
            s = mp.sqrt(1 / x - 1 / n + 1 / y - 1 / m)
            out[what, "wald"] = around(x / n / (y / m), z * s)
            out[what, "inverse_sinh"] = around(x / n / (y / m), 2 * mp.asinh(z * s / 2))
    h = M("0.5")
    out["odds", "adjusted"] = around((a + h) * (d + h) / ((b + h) * (c + h)),
                                     z * mp.sqrt(sum(1 / (x + h) for x in (a, b, c, d))))
    if a * b * c * d:
        s = mp.sqrt(sum(1 / x for x in (a, b, c, d)))
        out["odds", "wald"] = around(a * d / (b * c), z * s)
        out["odds", "inverse_sinh"] = around(a * d / (b * c), 2 * mp.asinh(z * s / 2))

        def wilson(x, n):
            p, v = x / n, z * z / n
            middle, width = (p + v / 2) / (1 + v), mp.sqrt(p * (1 - p) * v + v * v / 4) / (1 + v)
            return [q / (1 - q) for q in (middle - width, middle + width)]
        (l1, u1), (l2, u2), t1, t2 = wilson(a, n), wilson(c, m), a / b, c / d
        lower = (t1 * t2 - mp.sqrt((t1 * t2) ** 2 - l1 * u2 * (2 * t1 - l1) * (2 * t2 - u2))) / (
            u2 * (2 * t2 - u2))
        upper = (t1 * t2 + mp.sqrt((t1 * t2) ** 2 - u1 * l2 * (2 * t1 - u1) * (2 * t2 - l2))) / (
            l2 * (2 * t2 - l2))
        out["odds", "mover"] = (lower, upper)
    out.update(scores(a, b, c, d, z))
    return out


def scores(a, b, c, d, z):
    """Score limits of the odds ratio: the expected count is a root of a quadratic."""
    n, m, s = a + b, c + d, a + c

    def chi_at(log_odds):
        t = mp.exp(log_odds)
        u, v = 1 - t, m - s + t * (n + s)
        x = 2 * t * n * s / (mp.sqrt(v * v + 4 * u * t * n * s) + v)
        v = 1 / x + 1 / (n - x) + 1 / (s - x) + 1 / (m - s + x)
        return (a - x) * mp.sqrt(v)
    out = {}
    for name, wide in (("score", M(1)), ("miettinen_nurminen", (n + m) / (n + m - 1))):
        k = z * mp.sqrt(wide)
        lower = mp.exp(bisect(lambda v: chi_at(v) - k, M(-40), M(40), 130)) if a * d else M(0)
        upper = mp.exp(bisect(lambda v: chi_at(v) + k, M(-40), M(40), 130)) if b * c else mp.inf
        out["odds", name] = lower, upper
    return out


def unconditional(a, b, c, d, statistic):
    """Two-sided; statistic: an array, small is extreme, of all tables."""
    n, m = a + b, c + d
    seen = statistic[a, c]
    extreme = statistic <= seen + 1e-7 * abs(seen)

    def p(angle):
        s = np.sin(angle / 2) ** 2
        return stats.binom.pmf(np.arange(n + 1), n, s) @ extreme @ stats.binom.pmf(
            np.arange(m + 1), m, s)
    grid = np.linspace(0, np.pi, 801)
    values = np.array([p(v) for v in grid])
    best = max(values)
    step = grid[1]
    for i in np.nonzero(values > 0.995 * best)[0]:
        v, reach = grid[i], step
        for _ in range(12):
            near = np.linspace(v - reach, v + reach, 21)
            v = near[np.argmax([p(one) for one in near])]
            reach /= 8
        best = max(best, p(v))
    return mp.log10(M(best))


def tables_of(n, m):
    """-|z| and Fisher's P-value of every table."""
    z, f = np.zeros((n + 1, m + 1)), np.zeros((n + 1, m + 1))
    for i in range(n + 1):
        for j in range(m + 1):
            s = i + j
            if 0 < s < n + m:
                z[i, j] = abs(i * (m - j) - j * (n - i)) / np.sqrt(n * m * s * (n + m - s))
            t = Whole(i, n - i, j, m - j)
            w = t.weights
            f[i, j] = float(M(sum(x for x in w if x * 10 ** 7 <= w[t.i] * (10 ** 7 + 1))) / sum(w))
    return -z, f


LIMITS = [(3, 1, 1, 3), (9, 4, 4, 10), (345, 455, 260, 345), (7, 5, 2, 30), (8, 2, 1, 5),
          (0, 5, 3, 9), (5, 0, 3, 9), (12, 31, 0, 25), (14, 9, 11, 0), (1, 299, 12, 288),
          (18, 38, 42, 850), (1, 1, 1, 1), (120, 80, 30, 170)]
ALPHAS = [0.05, 0.01, 1e-6]
TESTS = LIMITS + [(0, 30, 0, 40), (30, 0, 40, 0), (500, 500, 0, 1000), (900, 100, 100, 900),
                  (1400, 600, 600, 1500), (5, 5, 5, 5), (60, 1940, 25, 2975)]
LARGE = [(400000000, 600000000, 399000000, 601000000)]
UNCONDITIONAL = [(3, 1, 1, 3), (9, 4, 4, 10), (7, 5, 2, 30), (0, 5, 3, 9), (8, 2, 1, 5), (1, 8, 6, 2),
                 (12, 13, 3, 20), (5, 5, 5, 5)]


def put(out, what, method, table, alpha, lower, upper):
    text = [mp.nstr(M(x), 25) if mp.isfinite(M(x)) else "inf" for x in (lower, upper)]
    out.writerow([what, method, *table, alpha, *text])


def main():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ratio.csv"), "w",
              newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow("what method yes1 no1 yes2 no2 alpha lower upper".split())
        for table in LIMITS:
            t = Whole(*table)
            if 0 < t.i < len(t.weights) - 1:
                put(out, "conditional", "conditional", table, 0, *conditional(t))
            for alpha in ALPHAS if sum(table) < 300 else ALPHAS[::2]:
                for (what, method), limits in closed(*table, alpha).items():
                    put(out, what, method, table, alpha, *limits)
                put(out, "odds", "exact", table, alpha, *exact(t, alpha, 1))
                put(out, "odds", "mid_p", table, alpha, *exact(t, alpha, M("0.5")))
                if sum(table) < 300 and alpha > 1e-3:
                    put(out, "odds", "blaker", table, alpha, *blaker(t, M(alpha)))
        for table in LARGE:
            t = Part(*table)
            for name, share in (("exact", 1), ("mid_p", 0.5)):
                low, high = exact_large(t, share)
                put(out, "odds", name, table, 0.05, low, high)
            for (what, method), limits in closed(*table, 0.05).items():
                put(out, what, method, table, 0.05, *limits)
        for table in TESTS:
            found = fisher(Whole(*table))
            if (table[0] + table[2]) * (table[1] + table[3]):
                found.update(large(*table))
            for name, p in found.items():
                what = name if name in ("greater", "less") else "p"
                put(out, what, "fisher" if what == name else name, table, 0, p, 0)
        for table in LARGE:
            for name, p in large(*table).items():
                put(out, "p", name, table, 0, p, 0)
        for table in UNCONDITIONAL:
            z, f = tables_of(table[0] + table[1], table[2] + table[3])
            put(out, "p", "barnard", table, 0, unconditional(*table, z), 0)
            put(out, "p", "boschloo", table, 0, unconditional(*table, f), 0)


def exact_large(t, share):
    half = np.longdouble("0.025")
    low = bisect(lambda v: half - upper_tail(t, v - t.start, np.longdouble(share)),
                 t.start - M("0.001"), t.start + M("0.001"), 50)
    high = bisect(lambda v: lower_tail(t, v - t.start, np.longdouble(share)) - half,
                  t.start - M("0.001"), t.start + M("0.001"), 50)
    return mp.exp(low), mp.exp(high)


if __name__ == "__main__":
    main()
